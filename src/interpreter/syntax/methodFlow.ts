/**
 * A method's body as a graph of blocks, for methodAnalysis.ts: which code may run after which, and where variables are read and assigned
 * (the visiting part of VariableAnalysis.cs).
 */
import type { Ast, ExpressionAst, PipelineAst, StatementAst, TypeName, VariableExpressionAst, VariablePath } from './ast.ts';
import { knownType } from './knownTypes.ts';
import { pureExpression } from './nodes.ts';

/** Something that happens in a block: a variable is read, or one is assigned. */
export type FlowEvent = { read: VariableExpressionAst } | { assign: string; type: string | null; node: VariableExpressionAst | null };

/** A stretch of code without branches. */
export interface Block {
  events: FlowEvent[];
  successors: Block[];
  predecessors: Block[];
  unreachable: boolean;
  /** Ends in return or throw. */
  leaves: boolean;
  assigned: Set<string> | null;
}

/** Whether a name means a variable of the method itself. */
export function isLocal(path: VariablePath): boolean {
  return path.isUnscopedVariable || path.isLocal || path.isPrivate;
}

/** The name by which a variable is known here. */
export function keyOf(path: VariablePath): string {
  const key = path.name.toLowerCase();
  return key === 'psitem' ? '_' : key;
}

/** A known type's name, or null where nothing is known of it. */
export function typeId(type: TypeName): string | null {
  return knownType(type)?.id ?? null;
}

function newBlock(): Block {
  return { events: [], successors: [], predecessors: [], unreachable: true, leaves: false, assigned: null };
}

function flow(from: Block, to: Block): void {
  if (from.successors.includes(to)) return;
  if (!from.unreachable) to.unreachable = false;
  from.successors.push(to);
  to.predecessors.push(from);
}

/** Builds the graph of one body. It is made anew for each and holds nothing of a session. */
export class MethodFlow {
  readonly entry = newBlock();
  readonly exit = newBlock();
  /** Every local variable that is read, in the order of the text. */
  readonly reads: VariableExpressionAst[] = [];
  /** Variables whose attributes or types keep anything from being known about when they are assigned. */
  readonly dynamic = new Set<string>();
  private current = this.entry;
  private readonly loops: { label: string; breakTo: Block; continueTo: Block }[] = [];

  constructor() {
    this.entry.unreachable = false;
  }

  /** Adds statements at the end. */
  statements(list: readonly StatementAst[]): void {
    for (const statement of list) this.visit(statement);
  }

  /** Ends the body: what runs off its end reaches the exit. */
  end(): void {
    flow(this.current, this.exit);
  }

  private visitAll(...nodes: (Ast | null | undefined)[]): void {
    for (const node of nodes) if (node) this.visit(node);
  }

  private visit(node: Ast): void {
    switch (node.kind) {
      case 'StatementBlockAst':
        this.statements(node.statements);
        break;
      case 'IfStatementAst':
        this.visitIf(node.clauses, node.elseClause);
        break;
      case 'TernaryExpressionAst':
        this.visitTernary(node.condition, node.ifTrue, node.ifFalse);
        break;
      case 'SwitchStatementAst':
        this.loop(
          node.label,
          () => {
            this.visit(node.condition);
            this.current.events.push({ assign: 'switch', type: 'System.Object', node: null });
          },
          () => this.visitSwitchBody(node.clauses, node.default),
        );
        break;
      case 'DataStatementAst':
        this.visit(node.body);
        if (node.variable !== null) this.current.events.push({ assign: node.variable.toLowerCase(), type: 'System.Object', node: null });
        break;
      case 'ForEachStatementAst': {
        const afterLoop = newBlock();
        const { variable } = node;
        this.loop(
          node.label,
          () => {
            this.visit(node.condition);
            flow(this.current, afterLoop);
            this.current.events.push({ assign: 'foreach', type: 'System.Object', node: null });
            this.assign(variable, null);
          },
          () => this.visit(node.body),
        );
        flow(this.current, afterLoop);
        this.current = afterLoop;
        break;
      }
      case 'ForStatementAst': {
        this.visitAll(node.initializer);
        const { condition } = node;
        this.loop(node.label, condition ? () => this.visit(condition) : null, () => this.visit(node.body), node.iterator);
        break;
      }
      case 'WhileStatementAst':
        this.loop(
          node.label,
          () => this.visit(node.condition),
          () => this.visit(node.body),
        );
        break;
      case 'DoWhileStatementAst':
      case 'DoUntilStatementAst':
        this.doLoop(node.label, node.body, node.condition);
        break;
      case 'TryStatementAst':
        this.visitTry(node);
        break;
      case 'CatchClauseAst':
      case 'TrapStatementAst':
      case 'BlockStatementAst':
        this.visit(node.body);
        break;
      case 'BreakStatementAst':
      case 'ContinueStatementAst':
        this.jump(node.label, node.kind === 'BreakStatementAst');
        break;
      case 'ReturnStatementAst':
      case 'ExitStatementAst':
      case 'ThrowStatementAst':
        this.visitAll(node.pipeline);
        this.leave();
        break;
      case 'AssignmentStatementAst':
        this.visit(node.right);
        for (const target of assignmentTargets(node.left)) this.visitTarget(target);
        break;
      case 'PipelineAst':
        this.visitPipeline(node);
        break;
      case 'CommandAst':
        this.visitAll(...node.commandElements);
        break;
      case 'CommandExpressionAst':
        this.visit(node.expression);
        break;
      case 'CommandParameterAst':
        this.visitAll(node.argument);
        break;
      case 'FileRedirectionAst':
        this.visit(node.location);
        break;
      case 'BinaryExpressionAst':
        this.visitBinary(node);
        break;
      case 'UnaryExpressionAst':
      case 'ConvertExpressionAst':
      case 'AttributedExpressionAst':
        this.visit(node.child);
        break;
      case 'SubExpressionAst':
      case 'ArrayExpressionAst':
        this.visit(node.subExpression);
        break;
      case 'ParenExpressionAst':
        this.visit(node.pipeline);
        break;
      case 'MemberExpressionAst':
        this.visitAll(node.expression, node.member);
        break;
      case 'InvokeMemberExpressionAst':
        this.visitAll(node.expression, node.member, ...(node.arguments ?? []));
        break;
      case 'IndexExpressionAst':
        this.visitAll(node.target, node.index);
        break;
      case 'ArrayLiteralAst':
        this.visitAll(...node.elements);
        break;
      case 'HashtableAst':
        for (const pair of node.keyValuePairs) this.visitAll(pair.item1, pair.item2);
        break;
      case 'ExpandableStringExpressionAst':
        this.visitAll(...node.nestedExpressions);
        break;
      case 'VariableExpressionAst':
        this.read(node);
        break;
    }
  }

  private visitIf(clauses: { item1: Ast; item2: Ast }[], elseClause: Ast | null): void {
    const afterIf = newBlock();
    if (!elseClause) flow(this.current, afterIf);
    clauses.forEach((clause, i) => {
      const body = newBlock();
      const next = i === clauses.length - 1 && !elseClause ? afterIf : newBlock();
      this.visit(clause.item1);
      flow(this.current, body);
      flow(this.current, next);
      this.current = body;
      this.visit(clause.item2);
      flow(this.current, afterIf);
      this.current = next;
    });
    if (elseClause) {
      this.visit(elseClause);
      flow(this.current, afterIf);
    }
    this.current = afterIf;
  }

  private visitTernary(condition: Ast, ifTrue: Ast, ifFalse: Ast): void {
    const [yes, no, afterBoth] = [newBlock(), newBlock(), newBlock()];
    this.visit(condition);
    flow(this.current, yes);
    flow(this.current, no);
    this.current = yes;
    this.visit(ifTrue);
    flow(this.current, afterBoth);
    this.current = no;
    this.visit(ifFalse);
    flow(this.current, afterBoth);
    this.current = afterBoth;
  }

  private visitSwitchBody(clauses: { item1: Ast; item2: Ast }[], defaultClause: Ast | null): void {
    const afterSwitch = newBlock();
    clauses.forEach((clause, i) => {
      const isLast = i === clauses.length - 1 && !defaultClause;
      const body = newBlock();
      const next = isLast ? afterSwitch : newBlock();
      this.visit(clause.item1);
      flow(this.current, next);
      flow(this.current, body);
      this.current = body;
      this.visit(clause.item2);
      if (isLast) return;
      flow(this.current, next);
      this.current = next;
    });
    if (defaultClause) {
      flow(this.current, afterSwitch);
      this.visit(defaultClause);
    }
    flow(this.current, afterSwitch);
    this.current = afterSwitch;
  }

  private loop(label: string | null, condition: (() => void) | null, body: () => void, iterator: Ast | null = null): void {
    const continueTo = newBlock();
    if (iterator) {
      const afterContinue = newBlock();
      flow(this.current, afterContinue);
      this.current = continueTo;
      this.visit(iterator);
      flow(this.current, afterContinue);
      this.current = afterContinue;
    } else {
      flow(this.current, continueTo);
      this.current = continueTo;
    }
    const bodyBlock = newBlock();
    const breakTo = newBlock();
    if (condition) {
      condition();
      flow(this.current, breakTo);
    }
    this.loops.push({ label: label ?? '', breakTo, continueTo });
    flow(this.current, bodyBlock);
    this.current = bodyBlock;
    body();
    flow(this.current, continueTo);
    this.current = breakTo;
    this.loops.pop();
  }

  private doLoop(label: string | null, body: Ast, condition: Ast): void {
    const [continueTo, bodyBlock, breakTo, repeat] = [newBlock(), newBlock(), newBlock(), newBlock()];
    this.loops.push({ label: label ?? '', breakTo, continueTo });
    flow(this.current, bodyBlock);
    this.current = bodyBlock;
    this.visit(body);
    flow(this.current, continueTo);
    this.current = continueTo;
    this.visit(condition);
    flow(this.current, breakTo);
    flow(this.current, repeat);
    flow(repeat, bodyBlock);
    this.current = breakTo;
    this.loops.pop();
  }

  private visitTry(node: Ast & { kind: 'TryStatementAst' }): void {
    const before = this.current;
    this.current = newBlock();
    flow(before, this.current);
    this.visit(node.body);
    const lastInTry = this.current;
    const finallyFirst = node.finally ? newBlock() : null;
    const afterTry = newBlock();
    for (const clause of node.catchClauses) {
      this.current = newBlock();
      flow(before, this.current);
      this.visit(clause);
      flow(this.current, finallyFirst ?? afterTry);
    }
    if (finallyFirst && node.finally) {
      flow(lastInTry, finallyFirst);
      this.current = finallyFirst;
      this.visit(node.finally);
      flow(this.current, afterTry);
      if (!node.catchClauses.some((clause) => clause.isCatchAll)) {
        // What is not caught leaves the method behind finally.
        flow(before, finallyFirst);
        const rethrow = newBlock();
        flow(this.current, rethrow);
        rethrow.leaves = true;
        flow(rethrow, this.exit);
      }
    } else flow(lastInTry, afterTry);
    this.current = afterTry;
  }

  private jump(label: ExpressionAst | null, isBreak: boolean): void {
    let target = this.loops.at(-1);
    if (label) {
      this.visit(label);
      const name = label.kind === 'StringConstantExpressionAst' ? label.value.toLowerCase() : null;
      target = this.loops.findLast((loop) => loop.label.toLowerCase() === name);
    }
    if (target) {
      flow(this.current, isBreak ? target.breakTo : target.continueTo);
      this.current = newBlock();
    } else this.leave();
  }

  private leave(): void {
    flow(this.current, this.exit);
    this.current.leaves = true;
    this.current = newBlock();
  }

  private visitPipeline(node: PipelineAst): void {
    for (const element of node.pipelineElements) {
      this.visit(element);
      this.visitAll(...element.redirections);
    }
    if (this.loops.length === 0 || !node.pipelineElements.some((element) => element.kind === 'CommandAst')) return;
    // A command may break or continue any loop around it.
    for (const loop of this.loops) {
      flow(this.current, loop.breakTo);
      flow(this.current, loop.continueTo);
    }
    const next = newBlock();
    flow(this.current, next);
    this.current = next;
  }

  private visitBinary(node: Ast & { kind: 'BinaryExpressionAst' }): void {
    // Left operands in a loop: chains of operators are deep on that side.
    const chain: (Ast & { kind: 'BinaryExpressionAst' })[] = [];
    let first: ExpressionAst = node;
    while (first.kind === 'BinaryExpressionAst') {
      chain.push(first);
      first = first.left;
    }
    this.visit(first);
    for (const { operator, right } of chain.reverse()) {
      if (operator !== 'And' && operator !== 'Or') {
        this.visit(right);
        continue;
      }
      const target = newBlock();
      const next = newBlock();
      flow(this.current, target);
      flow(this.current, next);
      this.current = next;
      this.visit(right);
      flow(this.current, target);
      this.current = target;
    }
  }

  private visitTarget(target: ExpressionAst): void {
    let attributes = false;
    let converts = 0;
    let type: TypeName | null = null;
    let node = target;
    while (node.kind === 'ConvertExpressionAst' || node.kind === 'AttributedExpressionAst') {
      converts++;
      if (node.kind === 'ConvertExpressionAst') type = node.attribute.typeName;
      else {
        attributes = true;
        type = null;
      }
      node = node.child;
    }
    if (node.kind !== 'VariableExpressionAst') {
      this.visit(target);
      return;
    }
    if (attributes || converts > 1 || (type && typeId(type) === null)) {
      if (isLocal(node.variablePath)) this.dynamic.add(keyOf(node.variablePath));
    }
    if (!attributes && converts <= 1) this.assign(node, type && typeId(type));
  }

  private assign(node: VariableExpressionAst, type: string | null): void {
    if (isLocal(node.variablePath)) this.current.events.push({ assign: keyOf(node.variablePath), type, node });
  }

  private read(node: VariableExpressionAst): void {
    if (!isLocal(node.variablePath)) return;
    this.reads.push(node);
    this.current.events.push({ read: node });
  }
}

/** The targets of an assignment, those in parentheses and lists one by one. */
function assignmentTargets(left: ExpressionAst): ExpressionAst[] {
  if (left.kind === 'ArrayLiteralAst') return left.elements.flatMap(assignmentTargets);
  if (left.kind !== 'ParenExpressionAst') return [left];
  const inner = pureExpression(left.pipeline);
  return inner ? assignmentTargets(inner) : [];
}

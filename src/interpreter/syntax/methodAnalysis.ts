/**
 * The flow of a class's method (VariableAnalysis.cs): whether every path through it returns, and which variables are read where they
 * may not have been assigned, which in a method is an error, since there are no dynamic scopes. Blocks are the nodes of a graph;
 * variables are sets of bits that flow along it.
 */
import type {
  Ast,
  ExpressionAst,
  FunctionMemberAst,
  PipelineAst,
  StatementAst,
  TypeName,
  VariableExpressionAst,
  VariablePath,
} from './ast.ts';
import { isReference, knownType } from './knownTypes.ts';
import { pureExpression } from './nodes.ts';
import { walk } from './visit.ts';

/** Something that happens in a block: a variable is read, or one is assigned. */
type Event = { read: VariableExpressionAst } | { assign: string; type: string | null; node: VariableExpressionAst | null };

interface Block {
  events: Event[];
  successors: Block[];
  predecessors: Block[];
  unreachable: boolean;
  /** Ends in return or throw. */
  leaves: boolean;
  assigned: Set<string> | null;
}

interface Variable {
  automatic: boolean;
  /** Not held in a slot, so that nothing is known about when it is assigned. */
  dynamic: boolean;
  hasSlot: boolean;
  assigned: boolean;
  type: string | null;
  nodes: VariableExpressionAst[];
}

const automaticVariables = [
  '_',
  'args',
  'this',
  'input',
  'PSCmdlet',
  'PSBoundParameters',
  'MyInvocation',
  'PSScriptRoot',
  'PSCommandPath',
  '?',
];
/** Commands that may set variables by name: nothing is known after them. */
const settingCommands = new Set(['new-variable', 'remove-variable', 'set-variable', 'set-psbreakpoint', 'nv', 'rv', 'sbp', 'sv', 'set']);
/** Variables that every method may read (SpecialVariables.cs). */
const readable = new Set(['lastexitcode', 'error', 'stacktrace', 'outputencoding', 'nestedpromptlevel', 'pwd', 'matches']);
const constants = new Set(['true', 'false', 'null']);

function isLocal(path: VariablePath): boolean {
  return path.isUnscopedVariable || path.isLocal || path.isPrivate;
}

function keyOf(path: VariablePath): string {
  const key = path.name.toLowerCase();
  return key === 'psitem' ? '_' : key;
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

/** A known type's name, or null where nothing is known of it. */
function typeId(type: TypeName): string | null {
  return knownType(type)?.id ?? null;
}

/** The analysis of one method. It is made anew for each and holds nothing afterwards. */
class Analysis {
  readonly exit = newBlock();
  readonly unassigned = new Set<VariableExpressionAst>();
  private readonly entry = newBlock();
  private current = this.entry;
  private readonly variables = new Map<string, Variable>();
  private readonly loops: { label: string; breakTo: Block; continueTo: Block }[] = [];
  private noSlots = false;

  constructor(member: FunctionMemberAst) {
    this.entry.unreachable = false;
    for (const name of automaticVariables) this.variable(name.toLowerCase()).automatic = true;
    const { body, parameters } = member.functionDefinition;
    this.note(body);
    for (const parameter of parameters ?? []) {
      const path = parameter.name.variablePath;
      if (!isLocal(path)) continue;
      const variable = this.variable(keyOf(path));
      variable.assigned = true;
      const types = parameter.attributes.filter((attribute) => attribute.kind === 'TypeConstraintAst');
      const plain = types.length === parameter.attributes.length && types.length <= 1;
      const type = types.length > 0 ? typeId(types[0].typeName) : 'System.Object';
      if ((!plain || type === null || (types.length > 0 && isReference(types[0].typeName))) && !variable.automatic) variable.dynamic = true;
      this.entry.events.push({ assign: keyOf(path), type: type ?? 'System.Object', node: null });
    }
    for (const block of [body.dynamicParamBlock, body.beginBlock, body.processBlock, body.endBlock, body.cleanBlock]) {
      if (block) this.statements(block.statements);
    }
    flow(this.current, this.exit);
    this.finish();
  }

  private variable(key: string): Variable {
    let variable = this.variables.get(key);
    if (!variable) {
      variable = { automatic: false, dynamic: false, hasSlot: false, assigned: false, type: null, nodes: [] };
      this.variables.set(key, variable);
    }
    return variable;
  }

  /** Finds what keeps variables from having slots (FindAllVariablesVisitor). */
  private note(body: Ast): void {
    walk(body, (node) => {
      switch (node.kind) {
        case 'FunctionDefinitionAst':
        case 'ScriptBlockExpressionAst':
        case 'TrapStatementAst':
          return 'skip';
        case 'VariableExpressionAst':
          if (isLocal(node.variablePath) && node.variablePath.isPrivate) this.noSlots = true;
          break;
        case 'CommandAst': {
          const [first] = node.commandElements;
          if (node.invocationOperator === 'Dot') this.noSlots = true;
          if (first?.kind !== 'StringConstantExpressionAst') break;
          if (settingCommands.has(first.value.toLowerCase().replace(/^microsoft\.powershell\.utility\\/, ''))) this.noSlots = true;
          break;
        }
      }
      return undefined;
    });
  }

  private statements(list: readonly StatementAst[]): void {
    for (const statement of list) this.visit(statement);
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
      if (isLocal(node.variablePath)) this.variable(keyOf(node.variablePath)).dynamic = true;
    }
    if (!attributes && converts <= 1) this.assign(node, type && typeId(type));
  }

  private assign(node: VariableExpressionAst, type: string | null): void {
    if (isLocal(node.variablePath)) this.current.events.push({ assign: keyOf(node.variablePath), type, node });
  }

  private read(node: VariableExpressionAst): void {
    const path = node.variablePath;
    if (!isLocal(path)) {
      this.unassigned.add(node);
      return;
    }
    const variable = this.variable(keyOf(path));
    variable.nodes.push(node);
    if (variable.automatic) return;
    if (variable.dynamic) this.unassigned.add(node);
    else if (!variable.hasSlot) this.current.events.push({ read: node });
  }

  private finish(): void {
    const order = reversePostorder(this.entry);
    for (const block of order) {
      let assigned: Set<string> | null = block === this.entry ? new Set() : null;
      for (const { assigned: before } of block.predecessors) {
        if (!before) continue;
        assigned = assigned ? new Set([...assigned].filter((key) => before.has(key))) : new Set(before);
      }
      block.assigned = assigned ?? new Set();
      for (const event of block.events) this.analyze(event, block.assigned);
    }
    for (const variable of this.variables.values()) {
      if (!variable.dynamic) continue;
      // Nothing is known of when it is assigned: reading it is an error only if it never is.
      for (const node of variable.nodes) {
        if (variable.assigned || variable.automatic) this.unassigned.delete(node);
        else this.unassigned.add(node);
      }
    }
  }

  private analyze(event: Event, assigned: Set<string>): void {
    if ('read' in event) {
      const key = keyOf(event.read.variablePath);
      if (!this.variable(key).automatic && !assigned.has(key)) this.unassigned.add(event.read);
      return;
    }
    const variable = this.variable(event.assign);
    const isFirst = !variable.hasSlot && !variable.dynamic && !variable.automatic;
    if (isFirst && this.noSlots) variable.dynamic = true;
    else if (isFirst) variable.hasSlot = true;
    let { type } = event;
    if (event.node) {
      variable.nodes.push(event.node);
      variable.assigned = true;
    }
    if (variable.type === null) variable.type = type ?? 'System.Object';
    else {
      if (type === null && !assigned.has(event.assign)) type = 'System.Object';
      if (type !== null && type !== variable.type && !variable.automatic) variable.dynamic = true;
    }
    assigned.add(event.assign);
  }
}

/** The targets of an assignment, those in parentheses and lists one by one. */
function assignmentTargets(left: ExpressionAst): ExpressionAst[] {
  if (left.kind === 'ArrayLiteralAst') return left.elements.flatMap(assignmentTargets);
  if (left.kind !== 'ParenExpressionAst') return [left];
  const inner = pureExpression(left.pipeline);
  return inner ? assignmentTargets(inner) : [];
}

function reversePostorder(entry: Block): Block[] {
  const seen = new Set<Block>([entry]);
  const order: Block[] = [];
  const stack = [{ block: entry, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const successor: Block | undefined = top.block.successors[top.next++];
    if (!successor) {
      order.push(top.block);
      stack.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      stack.push({ block: successor, next: 0 });
    }
  }
  return order.reverse();
}

/** A method's flow: whether all paths return or throw, and the variables whose reading is an error (VariableNotLocal). */
export function analyzeMethod(member: FunctionMemberAst): { allPathsReturn: boolean; unassigned: Set<VariableExpressionAst> } {
  const analysis = new Analysis(member);
  const unassigned = new Set<VariableExpressionAst>();
  for (const node of analysis.unassigned) {
    const { variablePath: path } = node;
    if (!path.isVariable || path.isGlobal || path.isScript) continue;
    if (constants.has(path.name.toLowerCase()) || readable.has(path.userPath.toLowerCase())) continue;
    unassigned.add(node);
  }
  const allPathsReturn = analysis.exit.predecessors.every((block) => block.leaves || block.unreachable);
  return { allPathsReturn, unassigned };
}

/** Compiles statements: their output goes to the frame's output. */
import type {
  AssignmentStatementAst,
  ExpressionAst,
  PipelineBaseAst,
  StatementAst,
  StatementBlockAst,
  TrapStatementAst,
} from '../syntax/ast.ts';
import { assign, assignmentValue } from './assignment.ts';
import type { Builder, LoopScope } from './builder.ts';
import { emitInvocation, source } from './commands.ts';
import { compileFunction } from './compile.ts';
import { typeNameText } from './constants.ts';
import {
  baseCall,
  collected,
  expression,
  isSlotVariable,
  jumpIfFalse,
  onlyExpression,
  pipelineValue,
  regOf,
  slotName,
} from './expressions.ts';
import { Handler, NO_OPERAND, Op, slotOperand } from './opcodes.ts';
import { refuse } from './refuse.ts';

export { assignmentValue } from './assignment.ts';

/** Compiles a list of statements, each a region of its own for errors that end just a statement. */
export function compileStatements(b: Builder, statements: readonly StatementAst[], traps: readonly TrapStatementAst[] | null): void {
  const begin = b.pc;
  for (const s of statements) {
    if (baseCall(s) !== null) continue;
    const start = b.pc;
    b.start = s.extent.start;
    b.end = s.extent.end;
    const mark = b.mark();
    statement(b, s);
    b.release(mark);
    b.handler(Handler.STATEMENT, start, b.pc, b.pc, b.depth);
  }
  if (!traps?.length) return;
  const over = b.label();
  const end = b.pc;
  b.jump(Op.JMP, 0, 0, over);
  const r = b.register();
  const target = b.pc;
  const types = traps.map((t) => (t.trapType === null ? '' : typeNameText(t.trapType.typeName, b.unit)));
  const codes = traps.map((t) => compileFunction(b, t.body.statements, t.body.traps, '', t.body.extent));
  b.emit(Op.TRAP, r, b.constant({ types, codes }));
  b.place(over);
  b.handler(Handler.TRAP, begin, end, target, b.depth, r, b.constant(types));
}

function block(b: Builder, node: StatementBlockAst): void {
  compileStatements(b, node.statements, node.traps);
}

/** Compiles one statement. */
export function statement(b: Builder, node: StatementAst): void {
  switch (node.kind) {
    case 'PipelineAst': {
      if (node.background) {
        b.emit(Op.BACKGROUND, b.constant({ text: b.code.source.text.slice(node.extent.start, node.extent.end).replace(/\s*&\s*$/, '') }));
        return;
      }
      const only = onlyExpression(node);
      if (only === null) {
        emitInvocation(b, node, b.isMethod && b.depth === 0 ? b.register() : -1);
        return;
      }
      expressionStatement(b, only);
      return;
    }
    case 'CommandExpressionAst':
      expressionStatement(b, node.expression);
      return;
    case 'CommandAst':
      emitInvocation(b, { kind: 'PipelineAst', extent: node.extent, background: false, pipelineElements: [node] }, -1);
      return;
    case 'PipelineChainAst': {
      if (node.background) throw refuse(b, node.extent, 'a pipeline chain in the background');
      const end = b.label();
      const r = b.register();
      statement(b, node.lhsPipelineChain);
      b.emit(Op.STATUS, r);
      b.jump(node.operator === 'AndAnd' ? Op.JF : Op.JT, r, 0, end);
      b.start = node.rhsPipeline.extent.start;
      b.end = node.rhsPipeline.extent.end;
      statement(b, node.rhsPipeline);
      b.place(end);
      return;
    }
    case 'AssignmentStatementAst':
      assign(b, node as AssignmentStatementAst);
      if (!isCommand(node.right)) setStatus(b, true);
      return;
    case 'IfStatementAst': {
      const end = b.label();
      for (const clause of node.clauses) {
        const next = b.label();
        condition(b, clause.item1, next);
        block(b, clause.item2);
        b.jump(Op.JMP, 0, 0, end);
        b.place(next);
      }
      if (node.elseClause) block(b, node.elseClause);
      b.place(end);
      return;
    }
    case 'WhileStatementAst':
      loop(b, node.label, (l) => {
        b.place(l.continueLabel);
        const test = condition(b, node.condition, l.breakLabel);
        const body = b.pc;
        block(b, node.body);
        shortcut(b, test, body, b.pc);
        b.jump(Op.LOOP, 0, 0, l.continueLabel);
      });
      return;
    case 'DoWhileStatementAst':
    case 'DoUntilStatementAst':
      loop(b, node.label, (l) => {
        const top = b.label();
        b.place(top);
        block(b, node.body);
        b.place(l.continueLabel);
        if (node.kind === 'DoWhileStatementAst') {
          condition(b, node.condition, l.breakLabel);
          b.jump(Op.LOOP, 0, 0, top);
        } else condition(b, node.condition, top);
      });
      return;
    case 'ForStatementAst':
      if (node.initializer) {
        b.start = node.initializer.extent.start;
        b.end = node.initializer.extent.end;
        silent(b, node.initializer);
      }
      loop(b, node.label, (l) => {
        const top = b.label();
        b.place(top);
        const test = node.condition ? condition(b, node.condition, l.breakLabel) : null;
        const body = b.pc;
        block(b, node.body);
        b.place(l.continueLabel);
        const iterator = b.pc;
        if (node.iterator) {
          b.start = node.iterator.extent.start;
          b.end = node.iterator.extent.end;
          silent(b, node.iterator);
        }
        shortcut(b, test, body, iterator);
        b.jump(Op.LOOP, 0, 0, top);
      });
      return;
    case 'ForEachStatementAst': {
      if (node.parallel) throw refuse(b, node.extent, 'foreach -parallel');
      const e = b.register(2);
      const only = onlyExpression(node.condition);
      b.start = node.condition.extent.start;
      b.end = node.condition.extent.end;
      b.emit(Op.FOREACHINIT, e, only ? source(b, only) : outputOf(b, node.condition), 0);
      const { variable } = node;
      loop(b, node.label, (l) => {
        b.place(l.continueLabel);
        if (isSlotVariable(variable)) b.jump(Op.FOREACHNEXT, e, b.slot(slotName(variable)), l.breakLabel);
        else {
          const r = b.register();
          b.jump(Op.FOREACHNEXT, e, -1 - r, l.breakLabel);
          b.emit(Op.SETPATH, b.constant({ ...variable.variablePath }), r);
        }
        block(b, node.body);
        b.jump(Op.LOOP, 0, 0, l.continueLabel);
      });
      return;
    }
    case 'SwitchStatementAst':
      switchStatement(b, node);
      return;
    case 'TryStatementAst':
      tryStatement(b, node);
      return;
    case 'FunctionDefinitionAst':
      if (node.isWorkflow) throw refuse(b, node.extent, 'workflow');
      b.emit(Op.DEFFUNC, b.constant({ name: node.name, isFilter: node.isFilter, code: compileFunctionDefinition(b, node) }));
      return;
    case 'ReturnStatementAst':
      returnStatement(b, node.pipeline);
      return;
    case 'ExitStatementAst':
      b.emit(Op.EXIT, node.pipeline ? pipelineValue(b, node.pipeline) : b.constantOperand(null));
      return;
    case 'ThrowStatementAst':
      if (node.pipeline === null && b.handling >= 0) b.emit(Op.RETHROW, b.handling);
      else if (node.pipeline === null) b.emit(Op.THROW, b.constantOperand(null), 1);
      else b.emit(Op.THROW, pipelineValue(b, node.pipeline), 0);
      return;
    case 'BreakStatementAst':
    case 'ContinueStatementAst':
      jumpOut(b, node);
      return;
    case 'DataStatementAst': {
      const r = collected(b, b.register(), 0, () => block(b, node.body));
      if (node.variable === null) b.emit(Op.EMIT, r, b.register());
      else b.emit(Op.SETVAR, b.slot(node.variable), r);
      return;
    }
    case 'TypeDefinitionAst':
      // defined at the start of the script block (compile.ts)
      return;
    case 'UsingStatementAst':
      throw refuse(b, node.extent, `using ${node.usingStatementKind.toLowerCase()}`);
    case 'TrapStatementAst':
      return;
    case 'ConfigurationDefinitionAst':
      throw refuse(b, node.extent, 'configuration');
    case 'DynamicKeywordStatementAst':
      throw refuse(b, node.extent, 'a dynamic keyword');
    case 'BlockStatementAst':
      throw refuse(b, node.extent, `the ${node.kindToken.text} block`);
    case 'ErrorStatementAst':
      throw refuse(b, node.extent, 'an erroneous statement');
  }
}

/** What a pipeline of commands writes, each object an item of its own. */
function outputOf(b: Builder, node: PipelineBaseAst): number {
  if (node.kind === 'AssignmentStatementAst') return pipelineValue(b, node);
  return collected(b, b.register(), 1, () => statement(b, node));
}

/** $? is true after an expression. Written only where the text asks for $? or chains pipelines, and where the exit code shows it. */
function setStatus(b: Builder, hot = false): void {
  const { text } = b.code.source;
  if ((b.isRoot && !(hot && b.loops.length > 0)) || text.includes('$?') || text.includes('&&') || text.includes('||'))
    b.emit(Op.SETSTATUS, 0, 1);
}

/** Whether a statement is nothing but commands, which set $? themselves. */
function isCommand(node: StatementAst): boolean {
  if (node.kind === 'PipelineChainAst') return true;
  if (node.kind !== 'PipelineAst') return false;
  const only = onlyExpression(node);
  return only === null || (only.kind === 'ParenExpressionAst' && isCommand(only.pipeline));
}

/** True for `++` and `--`, which as statements write nothing. */
export function isIncrement(node: ExpressionAst): node is Extract<ExpressionAst, { kind: 'UnaryExpressionAst' }> {
  return node.kind === 'UnaryExpressionAst' && /PlusPlus|MinusMinus/.test(node.tokenKind);
}

/**
 * What a statement that is one expression writes, into register r, without a collector: most subexpressions are of this kind. An error
 * that ends just the statement leaves nothing.
 */
export function unrolled(b: Builder, node: StatementAst, only: ExpressionAst, r: number, mode: 0 | 1): number {
  const over = b.label();
  const start = b.pc;
  b.start = node.extent.start;
  b.end = node.extent.end;
  const mark = b.mark();
  b.emit(Op.UNROLL, r, expression(b, only), mode);
  if (only.kind !== 'ParenExpressionAst' || !isCommand(only.pipeline)) setStatus(b);
  b.release(mark);
  b.jump(Op.JMP, 0, 0, over);
  b.handler(Handler.STATEMENT, start, b.pc, b.pc, b.depth);
  b.emit(Op.UNROLL, r, NO_OPERAND, mode);
  b.place(over);
  return r;
}

function expressionStatement(b: Builder, node: ExpressionAst): void {
  if (isIncrement(node)) {
    increment(b, node.child, node.tokenKind.endsWith('PlusPlus') ? 1 : -1);
    setStatus(b, true);
    return;
  }
  const operand = expression(b, node);
  if (b.isMethod && b.depth === 0) {
    setStatus(b);
    return;
  }
  const tmp = b.register();
  b.emit(Op.MOVE, tmp, b.constantOperand(undefined));
  b.emit(Op.EMIT, operand, tmp);
  if (node.kind !== 'ParenExpressionAst' || !isCommand(node.pipeline)) setStatus(b);
}

function increment(b: Builder, child: ExpressionAst, step: 1 | -1): void {
  if (child.kind === 'VariableExpressionAst' && isSlotVariable(child)) b.emit(Op.INC, b.slot(slotName(child)), step);
  else assignmentValue(b, child, step === 1 ? 'PlusEquals' : 'MinusEquals', null, false);
}

/** A for statement's initializer or iterator: no output. */
function silent(b: Builder, node: PipelineBaseAst): void {
  const mark = b.mark();
  const only = onlyExpression(node);
  if (only?.kind === 'UnaryExpressionAst' && /PlusPlus|MinusMinus/.test(only.tokenKind))
    increment(b, only.child, only.tokenKind.endsWith('PlusPlus') ? 1 : -1);
  else if (node.kind === 'AssignmentStatementAst') assign(b, node);
  else if (only?.kind === 'ParenExpressionAst') silent(b, only.pipeline);
  else if (only !== null) {
    if (only.kind === 'ArrayLiteralAst') for (const e of only.elements) expression(b, e);
    else expression(b, only);
  } else collected(b, b.register(), 2, () => statement(b, node));
  b.release(mark);
}

/** Jumps if a condition is false. Answers the instruction if it is just one. */
function condition(b: Builder, node: PipelineBaseAst, ifFalse: ReturnType<Builder['label']>): ReturnType<Builder['onlySince']> {
  const begin = b.pc;
  b.start = node.extent.start;
  b.end = node.extent.end;
  const mark = b.mark();
  const only = onlyExpression(node);
  if (only !== null) jumpIfFalse(b, only, ifFalse);
  else b.jump(Op.JF, pipelineValue(b, node), 0, ifFalse);
  b.release(mark);
  return b.onlySince(begin);
}

const shortcuts: Partial<Record<number, number>> = { [Op.JNLT]: Op.JLT, [Op.JNLE]: Op.JLE, [Op.JNGT]: Op.JGT, [Op.JNGE]: Op.JGE };

/**
 * The end of a loop whose condition is one comparison: back to the body at once where numbers of plain variables are compared. With an
 * iterator (code from `iterator` on) that only adds one to the variable that is compared, that is done by the same instruction.
 */
function shortcut(b: Builder, test: ReturnType<Builder['onlySince']>, body: number, iterator: number): void {
  if (test === null || shortcuts[test.op] === undefined) return;
  const step = b.onlySince(iterator);
  if (step?.op === Op.INC && step.b === 1 && test.a === slotOperand(step.a) && (test.op === Op.JNLT || test.op === Op.JNLE))
    b.emitBeforeLast(test.op === Op.JNLT ? Op.INCLT : Op.INCLE, step.a, test.b, body);
  else b.emit(shortcuts[test.op] as number, test.a, test.b, body);
}

function loop(b: Builder, label: string | null, body: (scope: LoopScope) => void): void {
  const scope: LoopScope = { label, breakLabel: b.label(), continueLabel: b.label(), depth: b.depth, finallies: b.finallies };
  b.loops.push(scope);
  const start = b.pc;
  body(scope);
  b.loops.pop();
  b.place(scope.breakLabel);
  b.handler(Handler.LOOP, start, b.pc, scope.breakLabel, b.depth, scope.continueLabel, label === null ? -1 : b.constant(label));
}

function jumpOut(b: Builder, node: Extract<StatementAst, { kind: 'BreakStatementAst' | 'ContinueStatementAst' }>): void {
  const isBreak = node.kind === 'BreakStatementAst';
  const { label } = node;
  const name = label === null ? null : label.kind === 'StringConstantExpressionAst' ? label.value : undefined;
  if (name !== undefined) {
    for (let i = b.loops.length - 1; i >= 0; i--) {
      const scope = b.loops[i];
      if (name !== null && scope.label?.toLowerCase() !== name.toLowerCase()) continue;
      const target = isBreak ? scope.breakLabel : scope.continueLabel;
      if (scope.depth === b.depth && scope.finallies === b.finallies) b.jump(Op.JMP, 0, 0, target);
      else b.jump(Op.LEAVE, scope.depth, 0, target);
      return;
    }
  }
  b.emit(Op.BREAK, label === null ? NO_OPERAND : expression(b, label), isBreak ? 0 : 1);
}

function returnStatement(b: Builder, pipeline: PipelineBaseAst | null): void {
  if (pipeline !== null && b.isMethod) b.emit(Op.RESULT, pipelineValue(b, pipeline));
  else if (pipeline !== null) {
    const only = onlyExpression(pipeline);
    if (only !== null)
      expressionStatement(
        b,
        only.kind === 'UnaryExpressionAst' && /PlusPlus|MinusMinus/.test(only.tokenKind)
          ? { kind: 'ParenExpressionAst', extent: only.extent, pipeline }
          : only,
      );
    else if (pipeline.kind === 'AssignmentStatementAst') assign(b, pipeline);
    else statement(b, pipeline);
  }
  b.emit(Op.RETURN);
}

function tryStatement(b: Builder, node: Extract<StatementAst, { kind: 'TryStatementAst' }>): void {
  const end = b.label();
  const outerStart = b.pc;
  const hasFinally = node.finally !== null;
  const pending = b.register(4);
  const [r, saved, test] = [pending + 1, pending + 2, pending + 3];
  if (hasFinally) b.finallies++;
  const start = b.pc;
  block(b, node.body);
  const bodyEnd = b.pc;
  const afterCatch = b.label();
  b.jump(Op.JMP, 0, 0, afterCatch);
  if (node.catchClauses.length > 0) {
    const target = b.pc;
    const underscore = b.slot('_');
    const names = node.catchClauses.map((c) => (c.isCatchAll ? [''] : c.catchTypes.map((t) => typeNameText(t.typeName, b.unit))));
    const types = names.flat();
    let from = 0;
    for (const [i, clause] of node.catchClauses.entries()) {
      const next = b.label();
      const descriptor = b.constant({ types, from, to: from + names[i].length });
      from += names[i].length;
      if (types.length > 1 || types[0] !== '') {
        b.emit(Op.CATCHTEST, test, r, descriptor);
        b.jump(Op.JF, test, 0, next);
      }
      b.emit(Op.SAVEVAR, saved, underscore);
      b.emit(Op.CATCH, test, r, descriptor);
      b.emit(Op.RESTOREVAR, test, underscore);
      const outer = b.handling;
      b.handling = r;
      block(b, clause.body);
      b.handling = outer;
      b.emit(Op.RESTOREVAR, saved, underscore);
      b.jump(Op.JMP, 0, 0, afterCatch);
      b.place(next);
    }
    b.emit(Op.RETHROW, r);
    b.handler(Handler.CATCH, start, bodyEnd, target, b.depth, r);
  }
  b.place(afterCatch);
  if (hasFinally) {
    b.finallies--;
    const regionEnd = b.pc;
    b.emit(Op.MOVE, pending, b.constantOperand(undefined));
    const target = b.pc;
    block(b, node.finally as StatementBlockAst);
    b.emit(Op.ENDFINALLY, pending);
    b.handler(Handler.FINALLY, outerStart, regionEnd, target, b.depth, pending);
  }
  b.place(end);
}

function switchStatement(b: Builder, node: Extract<StatementAst, { kind: 'SwitchStatementAst' }>): void {
  const e = b.register(2);
  const saved = b.register();
  const underscore = b.slot('_');
  b.start = node.condition.extent.start;
  b.end = node.condition.extent.end;
  let value = onlyExpression(node.condition) ? pipelineValue(b, node.condition) : outputOf(b, node.condition);
  if (node.flags & 1) {
    const r = b.register();
    b.emit(Op.SWITCHFILE, r, value);
    value = r;
  }
  b.emit(Op.FOREACHINIT, e, value, 1);
  b.emit(Op.SAVEVAR, saved, underscore);
  loop(b, node.label, (l) => {
    b.place(l.continueLabel);
    b.jump(Op.FOREACHNEXT, e, underscore, l.breakLabel);
    const item = b.register();
    const matched = b.register();
    b.emit(Op.MOVE, item, b.slotOperand('_'));
    b.emit(Op.MOVE, matched, b.constantOperand(false));
    for (const clause of node.clauses) {
      const mark = b.mark();
      const next = b.label();
      const test = b.register();
      b.start = clause.item1.extent.start;
      b.end = clause.item1.extent.end;
      b.emit(Op.SWITCHTEST, test, item, b.descriptor({ operand: regOf(b, expression(b, clause.item1)), flags: node.flags }));
      b.jump(Op.JF, test, 0, next);
      b.emit(Op.MOVE, matched, b.constantOperand(true));
      block(b, clause.item2);
      b.emit(Op.SETVAR, underscore, item);
      b.place(next);
      b.release(mark);
    }
    if (node.default) {
      b.jump(Op.JT, matched, 0, l.continueLabel);
      block(b, node.default);
    }
    b.jump(Op.LOOP, 0, 0, l.continueLabel);
  });
  b.emit(Op.RESTOREVAR, saved, underscore);
}

function compileFunctionDefinition(b: Builder, node: Extract<StatementAst, { kind: 'FunctionDefinitionAst' }>) {
  return compileFunction(b, null, null, node.name, node.body.extent, node);
}

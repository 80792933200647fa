/** Compiles expressions. Each function answers the operand (opcodes.ts) where the value is. */
import type { ExpressionAst, HashtableAst, PipelineBaseAst, StatementAst, VariableExpressionAst } from '../syntax/ast.ts';
import type { Builder } from './builder.ts';
import { emitInvocation } from './commands.ts';
import { compileScriptBlock, compileUsing } from './compile.ts';
import { numberValue, typeNameText } from './constants.ts';
import type { IndexDescriptor, MethodDescriptor, TextDescriptor } from './descriptors.ts';
import { binaryOpcode, Op, unaryOperators } from './opcodes.ts';
import { refuse } from './refuse.ts';
import { assignmentValue, compileStatements, isIncrement, statement, unrolled } from './statements.ts';

const constants = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const arithmetic: Partial<Record<string, number>> = {
  Plus: Op.ADD,
  Minus: Op.SUB,
  Multiply: Op.MUL,
  Divide: Op.DIV,
  Rem: Op.REM,
  Ieq: Op.EQ,
  Ine: Op.NE,
  Ilt: Op.LT,
  Ile: Op.LE,
  Igt: Op.GT,
  Ige: Op.GE,
};
const matching: Partial<Record<string, number>> = { Imatch: Op.MATCH, Inotmatch: Op.NOTMATCH, Cmatch: Op.CMATCH, Cnotmatch: Op.CNOTMATCH };
const jumps: Partial<Record<string, number>> = {
  Ilt: Op.JNLT,
  Ile: Op.JNLE,
  Igt: Op.JNGT,
  Ige: Op.JNGE,
  Ieq: Op.JNEQ,
  Ine: Op.JNNE,
};

/** True for variables that live in a slot of the layout. */
export function isSlotVariable(node: VariableExpressionAst): boolean {
  const path = node.variablePath;
  return path.isUnqualified && !constants.has(path.name.toLowerCase()) && path.name !== '?';
}

/** Name of a slot variable; $PSItem is $_. */
export function slotName(node: VariableExpressionAst): string {
  const name = node.variablePath.name;
  return name.toLowerCase() === 'psitem' ? '_' : name;
}

/** Whether evaluating the node may change a variable: then a variable read before it must be copied first. */
export function mayWrite(node: ExpressionAst): boolean {
  switch (node.kind) {
    case 'ConstantExpressionAst':
    case 'StringConstantExpressionAst':
    case 'VariableExpressionAst':
    case 'TypeExpressionAst':
    case 'ScriptBlockExpressionAst':
    case 'UsingExpressionAst':
      return false;
    case 'BinaryExpressionAst':
      return mayWrite(node.left) || mayWrite(node.right) || node.operator.endsWith('match');
    case 'UnaryExpressionAst':
      return /PlusPlus|MinusMinus/.test(node.tokenKind) || mayWrite(node.child);
    case 'ConvertExpressionAst':
      return mayWrite(node.child);
    case 'IndexExpressionAst':
      return mayWrite(node.target) || mayWrite(node.index);
    case 'MemberExpressionAst':
      return mayWrite(node.expression);
    case 'ArrayLiteralAst':
      return node.elements.some(mayWrite);
    case 'ParenExpressionAst': {
      const only = onlyExpression(node.pipeline);
      return only === null || mayWrite(only);
    }
    default:
      return true;
  }
}

/** The expression, if a pipeline is nothing but one expression. */
export function onlyExpression(node: StatementAst): ExpressionAst | null {
  if (node.kind !== 'PipelineAst' || node.background || node.pipelineElements.length !== 1) return null;
  const element = node.pipelineElements[0];
  return element.kind === 'CommandExpressionAst' && element.redirections.length === 0 ? element.expression : null;
}

/** The call of a base constructor that a statement consists of, or null. */
export function baseCall(node: StatementAst): Extract<ExpressionAst, { kind: 'BaseCtorInvokeMemberExpressionAst' }> | null {
  const only = node.kind === 'CommandExpressionAst' ? node.expression : onlyExpression(node);
  return only?.kind === 'BaseCtorInvokeMemberExpressionAst' ? only : null;
}

/** Compiles into a given register. */
export function expressionTo(b: Builder, node: ExpressionAst, register: number): void {
  const mark = b.mark();
  const operand = expression(b, node, register);
  if (operand !== register) b.emit(Op.MOVE, register, operand);
  b.release(mark);
}

/** Operand of a node that later code (`next`) can't change. */
export function stableOperand(b: Builder, node: ExpressionAst, next: readonly ExpressionAst[]): number {
  const operand = expression(b, node);
  if (operand < 0 && operand > -65537 && next.some(mayWrite)) {
    const r = b.register();
    b.emit(Op.MOVE, r, operand);
    return r;
  }
  return operand;
}

/** Compiles an expression; `hint` is a register that may be used for the result. */
export function expression(b: Builder, node: ExpressionAst, hint = -1): number {
  const result = (): number => (hint >= 0 ? hint : b.register());
  switch (node.kind) {
    case 'ConstantExpressionAst':
      return b.constantOperand(node.value.type === 'Boolean' ? true : numberValue(node.value));
    case 'StringConstantExpressionAst':
      return b.constantOperand(node.value);
    case 'VariableExpressionAst':
      return variable(b, node, result);
    case 'BinaryExpressionAst':
      return binary(b, node, result);
    case 'UnaryExpressionAst':
      return unary(b, node, result);
    case 'ParenExpressionAst':
      return pipelineValue(b, node.pipeline, hint);
    case 'ConvertExpressionAst':
      return convert(b, node, result);
    case 'ExpandableStringExpressionAst': {
      const r = result();
      const mark = b.mark();
      const nested = node.parts.map((part) => (typeof part === 'string' ? null : node.nestedExpressions[part]));
      const args = node.parts.map((part, i) => {
        const e = nested[i];
        if (e === null) return b.constantOperand(part);
        return stableOperand(
          b,
          e,
          nested.slice(i + 1).filter((n) => n !== null),
        );
      });
      b.emit(Op.CONCAT, r, b.descriptor({ args } satisfies TextDescriptor), -1);
      b.release(mark);
      return r;
    }
    case 'ArrayLiteralAst': {
      const r = result();
      const mark = b.mark();
      const first = b.register(node.elements.length);
      node.elements.forEach((e, i) => {
        expressionTo(b, e, first + i);
      });
      b.emit(Op.MKARRAY, r, first, node.elements.length);
      b.release(mark);
      return r;
    }
    case 'ArrayExpressionAst':
    case 'SubExpressionAst': {
      const { statements, traps } = node.subExpression;
      const single = statements.length === 1 && !traps?.length ? onlyExpression(statements[0]) : null;
      if (node.kind === 'ArrayExpressionAst' && single?.kind === 'ArrayLiteralAst' && single.elements.length > 0)
        return expression(b, single, hint);
      const mode = node.kind === 'ArrayExpressionAst' ? 1 : 0;
      if (single !== null && !isIncrement(single)) return unrolled(b, statements[0], single, result(), mode);
      return collected(b, result(), mode, () => compileStatements(b, statements, traps));
    }
    case 'HashtableAst':
      return hashtable(b, node, Op.MKHASH, result());
    case 'ScriptBlockExpressionAst': {
      const r = result();
      b.emit(
        Op.MKBLOCK,
        r,
        b.constant(compileScriptBlock(b, node.scriptBlock, { name: '', start: node.extent.start, end: node.extent.end })),
      );
      return r;
    }
    case 'TypeExpressionAst': {
      const r = result();
      // a type that is not there is said of its name, not of the whole expression
      const { start, end } = b;
      b.start = node.extent.start;
      b.end = node.extent.end;
      b.emit(Op.TYPE, r, b.constant(typeNameText(node.typeName, b.unit)));
      b.start = start;
      b.end = end;
      return r;
    }
    case 'MemberExpressionAst': {
      const r = result();
      const mark = b.mark();
      const target = expression(b, node.expression);
      const over = b.label();
      if (node.nullConditional) {
        b.emit(Op.MOVE, r, b.constantOperand(null));
        b.jump(Op.JNULL, target, 0, over);
      }
      if (node.member.kind === 'StringConstantExpressionAst')
        b.emit(node.static ? Op.GETSTATIC : Op.GETPROP, r, target, b.constant(node.member.value));
      else {
        const name = expression(b, node.member as ExpressionAst);
        if (node.static) b.emit(Op.GETSTATIC, r, target, -1 - regOf(b, name));
        else b.emit(Op.GETPROPD, r, target, name);
      }
      b.place(over);
      b.release(mark);
      return r;
    }
    case 'InvokeMemberExpressionAst':
      return methodCall(b, node, result());
    case 'IndexExpressionAst': {
      const r = result();
      const mark = b.mark();
      const target = stableOperand(b, node.target, [node.index]);
      const over = b.label();
      if (node.nullConditional) {
        b.emit(Op.MOVE, r, b.constantOperand(null));
        b.jump(Op.JNULL, target, 0, over);
      }
      if (node.index.kind === 'ArrayLiteralAst') {
        const descriptor: IndexDescriptor = { target, indices: node.index.elements.map((e) => regOf(b, expression(b, e))) };
        b.emit(Op.INDEXN, r, 0, b.descriptor(descriptor));
      } else if (node.index.kind === 'ConvertExpressionAst' && /^(System\.)?Object$/i.test(typeNameText(node.index.attribute.typeName))) {
        // the cast makes a key of what would be a position
        const descriptor: IndexDescriptor = { target, indices: [regOf(b, expression(b, node.index))], asKey: true };
        b.emit(Op.INDEXN, r, 0, b.descriptor(descriptor));
      } else b.emit(Op.INDEX, r, target, expression(b, node.index));
      b.place(over);
      b.release(mark);
      return r;
    }
    case 'TernaryExpressionAst': {
      const r = b.register();
      const no = b.label();
      const end = b.label();
      jumpIfFalse(b, node.condition, no);
      expressionTo(b, node.ifTrue, r);
      b.jump(Op.JMP, 0, 0, end);
      b.place(no);
      expressionTo(b, node.ifFalse, r);
      b.place(end);
      return r;
    }
    case 'UsingExpressionAst': {
      const r = result();
      b.emit(Op.USING, r, b.constant(compileUsing(b, node.subExpression)));
      return r;
    }
    case 'AttributedExpressionAst':
    case 'BaseCtorInvokeMemberExpressionAst':
    case 'ErrorExpressionAst':
      throw refuse(b, node.extent, node.kind === 'AttributedExpressionAst' ? 'an attribute on an expression' : node.kind);
  }
}

/** Copies an operand to a register of its own if it is none. */
export function regOf(b: Builder, operand: number): number {
  if (operand >= 0) return operand;
  const r = b.register();
  b.emit(Op.MOVE, r, operand);
  return r;
}

/** Runs `body` with the output collected into register r. */
export function collected(b: Builder, r: number, mode: 0 | 1 | 2, body: () => void): number {
  b.emit(Op.COLLECT);
  b.depth++;
  body();
  b.depth--;
  b.emit(Op.COLLECTED, r, mode);
  return r;
}

function variable(b: Builder, node: VariableExpressionAst, result: () => number): number {
  const path = node.variablePath;
  const lower = path.userPath.toLowerCase();
  if (constants.has(lower)) return b.constantOperand(constants.get(lower));
  if (path.name === '?' && path.isUnqualified) {
    const r = result();
    b.emit(Op.STATUS, r);
    return r;
  }
  if (isSlotVariable(node)) return b.slotOperand(slotName(node));
  const r = result();
  b.emit(Op.GETPATH, r, b.constant({ ...path }));
  return r;
}

function binary(b: Builder, node: Extract<ExpressionAst, { kind: 'BinaryExpressionAst' }>, result: () => number): number {
  const { operator } = node;
  if (operator === 'And' || operator === 'Or') {
    const r = b.register();
    const end = b.label();
    // long chains lean to the left: walk down without recursion
    const terms: ExpressionAst[] = [];
    let left: ExpressionAst = node;
    while (left.kind === 'BinaryExpressionAst' && left.operator === operator) {
      terms.push(left.right);
      left = left.left;
    }
    terms.push(left);
    for (const term of terms.reverse()) {
      const mark = b.mark();
      b.emit(Op.TOBOOL, r, expression(b, term));
      b.release(mark);
      if (term !== node.right) b.jump(operator === 'And' ? Op.JF : Op.JT, r, 0, end);
    }
    b.place(end);
    return r;
  }
  if (operator === 'QuestionQuestion') {
    const r = b.register();
    const end = b.label();
    expressionTo(b, node.left, r);
    b.jump(Op.JNOTNULL, r, 0, end);
    expressionTo(b, node.right, r);
    b.place(end);
    return r;
  }
  // a + b + c + … thousands of terms: compile the left spine in a loop
  const spine: (typeof node)[] = [];
  let left: ExpressionAst = node;
  while (left.kind === 'BinaryExpressionAst' && !['And', 'Or', 'QuestionQuestion'].includes(left.operator)) {
    spine.push(left);
    left = left.left;
  }
  const r = result();
  const mark = b.mark();
  let operand = stableOperand(b, left, [spine[spine.length - 1].right]);
  for (let i = spine.length - 1; i >= 0; i--) {
    const n = spine[i];
    const right = expression(b, n.right);
    const op = arithmetic[n.operator] ?? matching[n.operator] ?? binaryOpcode(n.operator);
    if (op === undefined) throw refuse(b, n.extent, `operator ${n.operator}`);
    b.emit(op, r, operand, right);
    operand = r;
    b.release(mark);
  }
  return r;
}

function unary(b: Builder, node: Extract<ExpressionAst, { kind: 'UnaryExpressionAst' }>, result: () => number): number {
  const kind = node.tokenKind;
  const { child } = node;
  switch (kind) {
    case 'Not':
    case 'Exclaim': {
      const r = result();
      b.emit(Op.NOT, r, expression(b, child));
      return r;
    }
    case 'PostfixPlusPlus':
    case 'PostfixMinusMinus':
    case 'PlusPlus':
    case 'MinusMinus': {
      const step = kind.endsWith('PlusPlus') ? 1 : -1;
      const postfix = kind.startsWith('Postfix');
      if (child.kind === 'VariableExpressionAst' && isSlotVariable(child) && postfix) {
        const r = result();
        b.emit(Op.POSTINC, r, b.slot(slotName(child)), step);
        return r;
      }
      return assignmentValue(b, child, kind.endsWith('PlusPlus') ? 'PlusEquals' : 'MinusEquals', null, postfix);
    }
    case 'Comma': {
      const r = result();
      const mark = b.mark();
      const first = b.register();
      expressionTo(b, child, first);
      b.emit(Op.MKARRAY, r, first, 1);
      b.release(mark);
      return r;
    }
    default: {
      const index = (unaryOperators as readonly string[]).indexOf(kind);
      if (index < 0) throw refuse(b, node.extent, `operator ${kind}`);
      const r = result();
      b.emit(Op.UNARY, r, index, expression(b, child));
      return r;
    }
  }
}

function convert(b: Builder, node: Extract<ExpressionAst, { kind: 'ConvertExpressionAst' }>, result: () => number): number {
  const type = typeNameText(node.attribute.typeName, b.unit);
  const lower = type.toLowerCase();
  const { child } = node;
  if (child.kind === 'HashtableAst') {
    if (lower === 'ordered') return hashtable(b, child, Op.MKORDERED, result());
    if (lower === 'pscustomobject') return hashtable(b, child, Op.MKCUSTOM, result());
  }
  if (lower === 'ref' && child.kind === 'VariableExpressionAst') {
    const r = result();
    b.emit(Op.REF, r, b.constant({ ...child.variablePath }));
    return r;
  }
  const r = result();
  const mark = b.mark();
  b.emit(Op.CONVERT, r, expression(b, child), b.constant(type));
  b.release(mark);
  return r;
}

function hashtable(b: Builder, node: HashtableAst, op: number, r: number): number {
  const mark = b.mark();
  const first = b.register(Math.max(1, node.keyValuePairs.length * 2));
  node.keyValuePairs.forEach((pair, i) => {
    expressionTo(b, pair.item1, first + 2 * i);
    statementValue(b, pair.item2, first + 2 * i + 1);
  });
  b.emit(op, r, first, node.keyValuePairs.length);
  b.release(mark);
  return r;
}

function methodCall(b: Builder, node: Extract<ExpressionAst, { kind: 'InvokeMemberExpressionAst' }>, r: number): number {
  const mark = b.mark();
  const args = node.arguments ?? [];
  const target = regOf(b, expression(b, node.expression));
  const over = b.label();
  if (node.nullConditional) {
    b.emit(Op.MOVE, r, b.constantOperand(null));
    b.jump(Op.JNULL, target, 0, over);
  }
  const constantName = node.member.kind === 'StringConstantExpressionAst' ? node.member.value : null;
  const nameOperand = constantName === null ? regOf(b, expression(b, node.member as ExpressionAst)) : 0;
  const descriptor: MethodDescriptor = {
    target,
    name: constantName,
    nameOperand,
    args: args.map((a, i) => stableOperand(b, a, args.slice(i + 1))),
    isStatic: node.static,
    typeArguments: node.genericTypeArguments?.map((t) => typeNameText(t, b.unit)) ?? [],
    targetType: castOf(node.expression, b),
    argumentTypes: args.map((a) => (a.kind === 'ConvertExpressionAst' ? typeNameText(a.attribute.typeName, b.unit) : null)),
  };
  b.emit(Op.CALLMETHOD, r, b.descriptor(descriptor));
  b.place(over);
  b.release(mark);
  return r;
}

/** The type that an expression is cast to, through parentheses; null without a cast. */
function castOf(node: ExpressionAst, b: Builder): string | null {
  let inner: ExpressionAst | null = node;
  while (inner?.kind === 'ParenExpressionAst') inner = onlyExpression(inner.pipeline);
  return inner?.kind === 'ConvertExpressionAst' ? typeNameText(inner.attribute.typeName, b.unit) : null;
}

/** Value of a pipeline in parentheses or on the right of an assignment. */
export function pipelineValue(b: Builder, node: PipelineBaseAst, hint = -1): number {
  const only = onlyExpression(node);
  if (only !== null) return expression(b, only, hint);
  if (node.kind === 'AssignmentStatementAst') return assignmentValue(b, node.left, node.operator, node.right, false);
  const r = hint >= 0 ? hint : b.register();
  if (node.kind === 'PipelineAst' && !node.background) {
    const mark = b.mark();
    emitInvocation(b, node, r);
    b.release(mark);
    return r;
  }
  return collected(b, r, 0, () => statement(b, node));
}

/** Value of any statement (assignments take `if`, `foreach` …) into a register. */
export function statementValue(b: Builder, node: StatementAst, register: number): void {
  if (node.kind === 'PipelineAst' || node.kind === 'AssignmentStatementAst') {
    const operand = pipelineValue(b, node, register);
    if (operand !== register) b.emit(Op.MOVE, register, operand);
  } else if (node.kind === 'CommandExpressionAst' && node.redirections.length === 0) expressionTo(b, node.expression, register);
  else collected(b, register, 0, () => compileStatements(b, [node], null));
}

/** Jumps to the label if the condition is false; falls through if it is true. */
export function jumpIfFalse(b: Builder, node: ExpressionAst, label: ReturnType<Builder['label']>): void {
  const mark = b.mark();
  if (node.kind === 'BinaryExpressionAst') {
    if (node.operator === 'And') {
      jumpIfFalse(b, node.left, label);
      jumpIfFalse(b, node.right, label);
      return;
    }
    const op = jumps[node.operator];
    if (op !== undefined) {
      const left = stableOperand(b, node.left, [node.right]);
      b.jump(op, left, expression(b, node.right), label);
      b.release(mark);
      return;
    }
  }
  if (node.kind === 'ParenExpressionAst') {
    const only = onlyExpression(node.pipeline);
    if (only !== null && only.kind === 'BinaryExpressionAst') {
      jumpIfFalse(b, only, label);
      return;
    }
  }
  if (node.kind === 'UnaryExpressionAst' && (node.tokenKind === 'Not' || node.tokenKind === 'Exclaim'))
    b.jump(Op.JT, expression(b, node.child), 0, label);
  else b.jump(Op.JF, expression(b, node), 0, label);
  b.release(mark);
}

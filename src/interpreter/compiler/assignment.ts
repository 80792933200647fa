/** Compiles assignments: to variables, properties, elements, lists of them; plain and compound. */
import type { AssignmentStatementAst, ExpressionAst, StatementAst } from '../syntax/ast.ts';
import type { AttributeSpec } from '../values/code.ts';
import type { Builder } from './builder.ts';
import { compileScriptBlock } from './compile.ts';
import { attributeSpec, typeNameText } from './constants.ts';
import type { DeclareDescriptor, IndexDescriptor } from './descriptors.ts';
import {
  expression,
  expressionTo,
  isSlotVariable,
  mayWrite,
  onlyExpression,
  regOf,
  slotName,
  stableOperand,
  statementValue,
} from './expressions.ts';
import { Op, slotOperand, unaryOperators } from './opcodes.ts';
import { refuse } from './refuse.ts';

const compound: Partial<Record<string, number>> = {
  PlusEquals: Op.ADD,
  MinusEquals: Op.SUB,
  MultiplyEquals: Op.MUL,
  DivideEquals: Op.DIV,
  RemainderEquals: Op.REM,
};

/** `left = right` as a statement. */
export function assign(b: Builder, node: AssignmentStatementAst): void {
  const mark = b.mark();
  if (node.operator === 'PlusEquals' && node.left.kind === 'VariableExpressionAst' && isSlotVariable(node.left)) {
    const r = b.register();
    b.emit(Op.ADDVAR, b.slot(slotName(node.left)), rightOperand(b, node.right, r));
  } else if (node.operator === 'Equals' && node.left.kind === 'VariableExpressionAst' && isSlotVariable(node.left)) {
    const r = b.register();
    b.emit(Op.SETVAR, b.slot(slotName(node.left)), rightOperand(b, node.right, r));
  } else if (node.operator !== 'Equals' || !storesDirectly(b, node.left, node.right))
    assignmentValue(b, node.left, node.operator, node.right, false);
  b.release(mark);
}

/**
 * `$x[$i] = value` and `$x.Name = value` as statements, where nothing on the way can change a variable: the operands are read in place.
 * False for all others.
 */
function storesDirectly(b: Builder, left: ExpressionAst, right: StatementAst): boolean {
  const value = right.kind === 'CommandExpressionAst' && right.redirections.length === 0 ? right.expression : onlyExpression(right);
  if (value === null || mayWrite(value)) return false;
  if (left.kind === 'IndexExpressionAst' && left.index.kind !== 'ArrayLiteralAst' && !mayWrite(left.index)) {
    const target = expression(b, left.target);
    const index = expression(b, left.index);
    b.emit(Op.SETINDEX, target, index, expression(b, value));
    return true;
  }
  if (left.kind !== 'MemberExpressionAst' || left.static || left.member.kind !== 'StringConstantExpressionAst') return false;
  const target = expression(b, left.expression);
  b.emit(Op.SETPROP, target, b.constant(left.member.value), expression(b, value));
  return true;
}

function rightOperand(b: Builder, right: StatementAst, r: number): number {
  if (right.kind === 'PipelineAst' && right.pipelineElements.length === 1 && !right.background) {
    const e = right.pipelineElements[0];
    if (e.kind === 'CommandExpressionAst' && e.redirections.length === 0) return expression(b, e.expression, r);
  }
  if (right.kind === 'CommandExpressionAst' && right.redirections.length === 0) return expression(b, right.expression, r);
  statementValue(b, right, r);
  return r;
}

/**
 * An assignment of any kind; answers the register of its value: the new one, or the old one for `$x++` (`postfix`).
 * `right === null`: plus or minus one.
 */
export function assignmentValue(b: Builder, left: ExpressionAst, operator: string, right: StatementAst | null, postfix: boolean): number {
  const value = b.register();
  const old = postfix ? b.register() : -1;
  const rightTo = (target: number): number => (right === null ? b.constantOperand(1) : rightOperand(b, right, target));

  /** Works out the new value from where the old one can be read. */
  const newValue = (read: (into: number) => void): void => {
    if (operator === 'Equals') {
      const operand = rightTo(value);
      if (operand !== value) b.emit(Op.MOVE, value, operand);
      return;
    }
    if (operator === 'QuestionQuestionEquals') {
      const end = b.label();
      read(value);
      b.jump(Op.JNOTNULL, value, 0, end);
      const operand = rightTo(value);
      if (operand !== value) b.emit(Op.MOVE, value, operand);
      b.place(end);
      return;
    }
    const op = compound[operator];
    if (op === undefined) throw refuse(b, left.extent, `operator ${operator}`);
    const current = b.register();
    if (right === null) {
      read(current);
      if (postfix) b.emit(Op.MOVE, old, current);
      b.emit(Op.UNARY, value, unaryOperators.indexOf(operator === 'PlusEquals' ? 'PlusPlus' : 'MinusMinus'), current);
    } else {
      read(current);
      b.emit(op, value, current, rightTo(b.register()));
    }
  };

  switch (left.kind) {
    case 'VariableExpressionAst': {
      if (isSlotVariable(left)) {
        const slot = b.slot(slotName(left));
        newValue((into) => b.emit(Op.GETVAR, into, slotOperand(slot)));
        b.emit(Op.SETVAR, slot, value);
      } else {
        const path = b.constant({ ...left.variablePath });
        newValue((into) => b.emit(Op.GETPATH, into, path));
        b.emit(Op.SETPATH, path, value);
      }
      break;
    }
    case 'MemberExpressionAst': {
      const isName = left.member.kind === 'StringConstantExpressionAst';
      const name = isName ? 0 : regOf(b, expression(b, left.member as ExpressionAst));
      const target = regOf(b, stableOperand(b, left.expression, []));
      const text = isName && left.member.kind === 'StringConstantExpressionAst' ? b.constant(left.member.value) : 0;
      newValue((into) => {
        if (left.static) b.emit(Op.GETSTATIC, into, target, isName ? text : -1 - name);
        else if (isName) b.emit(Op.GETPROP, into, target, text);
        else b.emit(Op.GETPROPD, into, target, name);
      });
      if (left.static) b.emit(Op.SETSTATIC, target, isName ? text : -1 - name, value);
      else if (isName) b.emit(Op.SETPROP, target, text, value);
      else b.emit(Op.SETPROPD, target, name, value);
      break;
    }
    case 'IndexExpressionAst': {
      const target = regOf(b, stableOperand(b, left.target, [left.index]));
      if (left.index.kind === 'ArrayLiteralAst') {
        const descriptor: IndexDescriptor = { target, indices: left.index.elements.map((e) => regOf(b, expression(b, e))) };
        const index = b.descriptor(descriptor);
        newValue((into) => b.emit(Op.INDEXN, into, 0, index));
        b.emit(Op.SETINDEXN, 0, index, value);
      } else {
        const i = regOf(b, expression(b, left.index));
        newValue((into) => b.emit(Op.INDEX, into, target, i));
        b.emit(Op.SETINDEX, target, i, value);
      }
      break;
    }
    case 'ArrayLiteralAst': {
      newValue(() => {
        throw refuse(b, left.extent, 'a compound assignment to a list');
      });
      left.elements.forEach((element, i) => {
        const r = b.register();
        b.emit(Op.ELEMENT, r, value, i === left.elements.length - 1 ? -1 - i : i);
        assignRegister(b, element, r);
      });
      break;
    }
    case 'ParenExpressionAst':
      if (left.pipeline.kind === 'PipelineAst' && left.pipeline.pipelineElements[0].kind === 'CommandExpressionAst')
        return assignmentValue(b, left.pipeline.pipelineElements[0].expression, operator, right, postfix);
      throw refuse(b, left.extent, 'this assignment');
    case 'ConvertExpressionAst':
    case 'AttributedExpressionAst': {
      newValue((into) => expressionTo(b, left.child, into));
      declare(b, left, value);
      break;
    }
    default:
      throw refuse(b, left.extent, 'an assignment to this expression');
  }
  return postfix ? old : value;
}

/** Assigns a register's value to any target. */
function assignRegister(b: Builder, target: ExpressionAst, register: number): void {
  if (target.kind === 'VariableExpressionAst' && isSlotVariable(target)) {
    b.emit(Op.SETVAR, b.slot(slotName(target)), register);
    return;
  }
  // reuse the general path with a right side that is the register
  switch (target.kind) {
    case 'VariableExpressionAst':
      b.emit(Op.SETPATH, b.constant({ ...target.variablePath }), register);
      return;
    case 'MemberExpressionAst': {
      const object = regOf(b, expression(b, target.expression));
      if (target.member.kind !== 'StringConstantExpressionAst')
        b.emit(Op.SETPROPD, object, regOf(b, expression(b, target.member as ExpressionAst)), register);
      else if (target.static) b.emit(Op.SETSTATIC, object, b.constant(target.member.value), register);
      else b.emit(Op.SETPROP, object, b.constant(target.member.value), register);
      return;
    }
    case 'IndexExpressionAst': {
      const object = regOf(b, expression(b, target.target));
      b.emit(Op.SETINDEX, object, regOf(b, expression(b, target.index)), register);
      return;
    }
    case 'ConvertExpressionAst':
    case 'AttributedExpressionAst':
      declare(b, target, register);
      return;
    case 'ArrayLiteralAst':
      target.elements.forEach((element, i) => {
        const r = b.register();
        b.emit(Op.ELEMENT, r, register, i === target.elements.length - 1 ? -1 - i : i);
        assignRegister(b, element, r);
      });
      return;
    case 'ParenExpressionAst':
      if (target.pipeline.kind === 'PipelineAst' && target.pipeline.pipelineElements[0].kind === 'CommandExpressionAst') {
        assignRegister(b, target.pipeline.pipelineElements[0].expression, register);
        return;
      }
      throw refuse(b, target.extent, 'this assignment');
    default:
      throw refuse(b, target.extent, 'an assignment to this expression');
  }
}

/** `[type][attribute]$x = …`: the variable keeps its constraints. */
function declare(
  b: Builder,
  node: Extract<ExpressionAst, { kind: 'ConvertExpressionAst' | 'AttributedExpressionAst' }>,
  value: number,
): void {
  const attributes: AttributeSpec[] = [];
  let inner: ExpressionAst = node;
  while (inner.kind === 'ConvertExpressionAst' || inner.kind === 'AttributedExpressionAst') {
    const { attribute } = inner;
    attributes.push(
      attributeSpec(
        attribute,
        (e) => {
          if (e.kind !== 'ScriptBlockExpressionAst') throw refuse(b, e.extent, 'this attribute argument');
          return compileScriptBlock(b, e.scriptBlock, { name: '', start: e.extent.start, end: e.extent.end });
        },
        b.unit,
      ),
    );
    inner = inner.child;
  }
  if (inner.kind === 'VariableExpressionAst') {
    const descriptor: DeclareDescriptor = {
      path: { ...inner.variablePath, ...(isSlotVariable(inner) ? { name: slotName(inner) } : {}) },
      attributes,
    };
    if (isSlotVariable(inner)) b.slot(slotName(inner));
    b.emit(Op.DECLARE, b.constant(descriptor), value);
    return;
  }
  // a cast around a property or element: convert, then assign
  const r = b.register();
  b.emit(Op.MOVE, r, value);
  if (node.kind === 'ConvertExpressionAst') b.emit(Op.CONVERT, r, value, b.constant(typeNameText(node.attribute.typeName, b.unit)));
  assignRegister(b, inner, r);
}

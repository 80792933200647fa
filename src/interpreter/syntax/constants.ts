/** Which expressions are constant, and the values of those in `#requires` and `using module` (ConstantValues.cs). */
import type { Ast } from './ast.ts';
import { knownType } from './knownTypes.ts';
import { pureExpression } from './nodes.ts';
import type { NumberValue } from './token.ts';
import { hasTrait, TokenFlags } from './token.ts';

/** What counts as constant depends on what it is for. */
export interface ConstantUse {
  /** An attribute's argument: arrays, types and script blocks count. */
  attribute?: boolean;
  /** An attribute of a class or its members: script blocks do not. */
  classAttribute?: boolean;
  /** #requires or using module: arrays and hashtables count. */
  requires?: boolean;
}

/** Fields of known types that are literals; enums' members are too, so unknown types count as enums. */
const literalFields: Record<string, readonly string[]> = {
  'System.Single': ['minvalue', 'maxvalue', 'epsilon', 'nan', 'positiveinfinity', 'negativeinfinity', 'e', 'pi', 'tau', 'negativezero'],
  'System.Double': ['minvalue', 'maxvalue', 'epsilon', 'nan', 'positiveinfinity', 'negativeinfinity', 'e', 'pi', 'tau', 'negativezero'],
  'System.Boolean': [],
};

function isConstantVariable(node: Ast): boolean {
  if (node.kind !== 'VariableExpressionAst' || !node.variablePath.isVariable) return false;
  return ['true', 'false', 'null'].includes(node.variablePath.name.toLowerCase());
}

/** A divisor of $false or $null: folding would divide by zero. */
function isNullDivisor(node: Ast): boolean {
  return node.kind === 'VariableExpressionAst' && ['false', 'null'].includes(node.variablePath.name.toLowerCase());
}

/** IsConstantValueVisitor. */
export function isConstant(node: Ast, use: ConstantUse): boolean {
  const all = (nodes: readonly Ast[]) => nodes.every((child) => isConstant(child, use));
  switch (node.kind) {
    case 'ConstantExpressionAst':
    case 'StringConstantExpressionAst':
      return true;
    case 'StatementBlockAst':
      return !node.traps && node.statements.length === 1 && isConstant(node.statements[0], use);
    case 'PipelineAst': {
      const expression = pureExpression(node);
      return expression !== null && isConstant(expression, use);
    }
    case 'TernaryExpressionAst':
      return all([node.condition, node.ifTrue, node.ifFalse]);
    case 'BinaryExpressionAst':
      if (!hasTrait(node.operator, TokenFlags.CanConstantFold) || !all([node.left, node.right])) return false;
      return !((node.operator === 'Divide' || node.operator === 'Rem') && isNullDivisor(node.right));
    case 'UnaryExpressionAst':
      return hasTrait(node.tokenKind, TokenFlags.CanConstantFold) && isConstant(node.child, use);
    case 'ConvertExpressionAst':
      return (knownType(node.attribute.typeName)?.primitive ?? false) && isConstant(node.child, use);
    case 'SubExpressionAst':
    case 'UsingExpressionAst':
      return isConstant(node.subExpression, use);
    case 'ParenExpressionAst':
      return isConstant(node.pipeline, use);
    case 'VariableExpressionAst':
      return isConstantVariable(node);
    case 'TypeExpressionAst':
      return true;
    case 'MemberExpressionAst': {
      if (!node.static || node.expression.kind !== 'TypeExpressionAst' || node.member.kind !== 'StringConstantExpressionAst') return false;
      const known = knownType(node.expression.typeName);
      if (!known) return true;
      const fields = literalFields[known.id] ?? (known.primitive ? ['minvalue', 'maxvalue'] : []);
      return fields.includes(node.member.value.toLowerCase());
    }
    case 'ArrayLiteralAst':
      return (use.attribute === true || use.requires === true) && all(node.elements);
    case 'HashtableAst':
      return use.requires === true && node.keyValuePairs.every((pair) => isConstant(pair.item1, use) && isConstant(pair.item2, use));
    case 'ScriptBlockExpressionAst':
      return use.attribute === true && !use.classAttribute;
    default:
      return false;
  }
}

/** A constant's value where it is plain: operators and casts give undefined. */
export type ConstantValue = string | NumberValue | boolean | null | undefined | ConstantValue[] | ConstantTable;
export interface ConstantTable {
  kind: 'Hashtable';
  entries: { key: ConstantValue; value: ConstantValue }[];
}

/** ConstantValueVisitor, for what isConstant() accepted with `requires`. */
export function constantValue(node: Ast): ConstantValue {
  switch (node.kind) {
    case 'StringConstantExpressionAst':
      return node.value;
    case 'ConstantExpressionAst':
      return node.value.type === 'Boolean' ? true : node.value;
    case 'StatementBlockAst':
      return constantValue(node.statements[0]);
    case 'PipelineAst': {
      const expression = pureExpression(node);
      return expression ? constantValue(expression) : undefined;
    }
    case 'SubExpressionAst':
    case 'UsingExpressionAst':
      return constantValue(node.subExpression);
    case 'ParenExpressionAst':
      return constantValue(node.pipeline);
    case 'VariableExpressionAst': {
      const name = node.variablePath.name.toLowerCase();
      return name === 'null' ? null : name === 'true';
    }
    case 'ArrayLiteralAst':
      return node.elements.map(constantValue);
    case 'HashtableAst':
      return {
        kind: 'Hashtable',
        entries: node.keyValuePairs.map((pair) => ({ key: constantValue(pair.item1), value: constantValue(pair.item2) })),
      };
    default:
      return undefined;
  }
}

/** A number's text as a hashtable's key shows it. */
export function numberText(value: NumberValue): string {
  return String(value.value);
}

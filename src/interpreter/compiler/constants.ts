/** Values known at compile time: literals, attribute arguments. */
import type { AttributeAst, ExpressionAst, TypeConstraintAst, TypeName } from '../syntax/ast.ts';
import type { NumberValue } from '../syntax/token.ts';
import type { AttributeSpec, Code } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { Decimal } from '../values/dotnet/decimal.ts';
import { mkDouble, PSNumber, TypeValue, type Value } from '../values/value.ts';

/** A decimal from the invariant text that the tokenizer keeps, with its scale. */
function decimalLiteral(text: string): Decimal {
  const [digits, fraction = ''] = text.split('.');
  return new Decimal(BigInt(digits + fraction), fraction.length);
}

/** The value of a number literal. */
export function numberValue(n: NumberValue): Value {
  switch (n.type) {
    case 'Int32':
      return n.value;
    case 'Double':
      return mkDouble(n.value);
    case 'Decimal':
      return decimalLiteral(n.value);
    default:
      return new PSNumber(n.type, n.value);
  }
}

/** Name of a type as the machine resolves it: the text without assembly. */
export function typeNameText(name: TypeName): string {
  switch (name.kind) {
    case 'ArrayTypeName':
      return `${typeNameText(name.elementType)}[${','.repeat(name.rank - 1)}]`;
    case 'GenericTypeName':
      return `${name.typeName.name}[${name.genericArguments.map(typeNameText).join(',')}]`;
    default:
      return name.name;
  }
}

/** Thrown where an expression is no constant. */
export class NotConstant extends Error {}

/**
 * The value of a constant expression, as attribute arguments must be. A script block becomes its Code (the machine makes a
 * ScriptBlock of it where it is used), via `compileBlock`.
 */
export function constantValue(node: ExpressionAst, compileBlock: (node: ExpressionAst) => Code): unknown {
  switch (node.kind) {
    case 'ConstantExpressionAst':
      return node.value.type === 'Boolean' ? node.value.value : numberValue(node.value);
    case 'StringConstantExpressionAst':
      return node.value;
    case 'ExpandableStringExpressionAst':
      if (node.nestedExpressions.length === 0) return node.value;
      break;
    case 'VariableExpressionAst': {
      const name = node.variablePath.userPath.toLowerCase();
      if (name === 'true') return true;
      if (name === 'false') return false;
      if (name === 'null') return null;
      break;
    }
    case 'ArrayLiteralAst':
      return new PSArray(node.elements.map((e) => constantValue(e, compileBlock) as Value));
    case 'ArrayExpressionAst': {
      const items: Value[] = [];
      for (const s of node.subExpression.statements) {
        if (s.kind !== 'PipelineAst' || s.pipelineElements.length !== 1 || s.pipelineElements[0].kind !== 'CommandExpressionAst')
          throw new NotConstant();
        const v = constantValue(s.pipelineElements[0].expression, compileBlock) as Value;
        if (v instanceof PSArray) items.push(...v.items);
        else items.push(v);
      }
      return new PSArray(items);
    }
    case 'ParenExpressionAst':
      if (
        node.pipeline.kind === 'PipelineAst' &&
        node.pipeline.pipelineElements.length === 1 &&
        node.pipeline.pipelineElements[0].kind === 'CommandExpressionAst'
      )
        return constantValue(node.pipeline.pipelineElements[0].expression, compileBlock);
      break;
    case 'UnaryExpressionAst':
      if (node.tokenKind === 'Minus') {
        const v = constantValue(node.child, compileBlock);
        if (typeof v === 'number' && v !== 0) return -v;
        if (v instanceof PSNumber && typeof v.value === 'bigint') return new PSNumber(v.kind, -v.value);
        if (v instanceof PSNumber) return mkDouble(-Number(v.value));
      }
      break;
    case 'TypeExpressionAst':
      return new TypeValue(typeNameText(node.typeName));
    case 'MemberExpressionAst':
      // [Enum]::Name, resolved where it is used
      if (node.static && node.expression.kind === 'TypeExpressionAst' && node.member.kind === 'StringConstantExpressionAst')
        return node.member.value;
      break;
    case 'ScriptBlockExpressionAst':
      return compileBlock(node);
  }
  throw new NotConstant();
}

/** An attribute or type constraint as plain data. */
export function attributeSpec(node: AttributeAst | TypeConstraintAst, compileBlock: (node: ExpressionAst) => Code): AttributeSpec {
  if (node.kind === 'TypeConstraintAst') return { typeName: 'TypeConstraint', positional: [typeNameText(node.typeName)], named: {} };
  const named: Record<string, unknown> = {};
  for (const a of node.namedArguments) named[a.argumentName] = a.expressionOmitted ? true : constantValue(a.argument, compileBlock);
  return { typeName: typeNameText(node.typeName), positional: node.positionalArguments.map((a) => constantValue(a, compileBlock)), named };
}

/** Values known at compile time: literals, attribute arguments. */
import type { AttributeAst, ExpressionAst, TypeConstraintAst, TypeName } from '../syntax/ast.ts';
import type { NumberValue } from '../syntax/token.ts';
import type { AttributeSpec, Code } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { NeedActivity } from '../values/context.ts';
import { Decimal } from '../values/dotnet/decimal.ts';
import { canonicalName, isLazyType } from '../values/types/registry.ts';
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

/** What all code compiled from one text knows of it. */
export interface Unit {
  /** Of `using namespace`, in order. */
  namespaces: readonly string[];
  /** Lower-case names of the classes and enums that the text defines. */
  classes: ReadonlySet<string>;
}

/** A text without `using namespace`. */
export const NO_UNIT: Unit = { namespaces: [], classes: new Set() };

/** Name of a type as the machine resolves it: the text without assembly, with the namespace that `using namespace` gives it. */
export function typeNameText(name: TypeName, unit: Unit = NO_UNIT): string {
  switch (name.kind) {
    case 'ArrayTypeName':
      return `${typeNameText(name.elementType, unit)}[${','.repeat(name.rank - 1)}]`;
    case 'GenericTypeName': {
      const args = `[${name.genericArguments.map((a) => typeNameText(a, unit)).join(',')}]`;
      return qualified(name.typeName.name, args, unit) + args;
    }
    default:
      return qualified(name.name, '', unit);
  }
}

/** A name with the namespace in which its type is found, if it is known by none of its own. */
function qualified(name: string, args: string, unit: Unit): string {
  if (unit.namespaces.length === 0 || unit.classes.has(name.toLowerCase())) return name;
  return qualifiedName(name, args, unit.namespaces);
}

/** The canonical name of a type that is loaded; the name itself where its file still has to come. */
function knownType(name: string): string | undefined {
  try {
    return canonicalName(name);
  } catch (error) {
    if (error instanceof NeedActivity) return name;
    throw error;
  }
}

/** The first `namespace.name` that is a type; the name itself if it is one, or if none is. `args`: type arguments, '[…]' or ''. */
export function qualifiedName(name: string, args: string, namespaces: readonly string[]): string {
  const exists = (n: string): boolean => isLazyType(n + args) || knownType(n + args) !== undefined;
  if (exists(name)) return name;
  return namespaces.map((n) => `${n}.${name}`).find(exists) ?? name;
}

/** Thrown where an expression is no constant. */
export class NotConstant extends Error {}

/**
 * The value of a constant expression, as attribute arguments must be. A script block becomes its Code (the machine makes a
 * ScriptBlock of it where it is used), via `compileBlock`.
 */
export function constantValue(node: ExpressionAst, compileBlock: (node: ExpressionAst) => Code, unit: Unit = NO_UNIT): unknown {
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
      return new PSArray(node.elements.map((e) => constantValue(e, compileBlock, unit) as Value));
    case 'ArrayExpressionAst': {
      const items: Value[] = [];
      for (const s of node.subExpression.statements) {
        if (s.kind !== 'PipelineAst' || s.pipelineElements.length !== 1 || s.pipelineElements[0].kind !== 'CommandExpressionAst')
          throw new NotConstant();
        const v = constantValue(s.pipelineElements[0].expression, compileBlock, unit) as Value;
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
        return constantValue(node.pipeline.pipelineElements[0].expression, compileBlock, unit);
      break;
    case 'UnaryExpressionAst':
      if (node.tokenKind === 'Minus') {
        const v = constantValue(node.child, compileBlock, unit);
        if (typeof v === 'number' && v !== 0) return -v;
        if (v instanceof PSNumber && typeof v.value === 'bigint') return new PSNumber(v.kind, -v.value);
        if (v instanceof PSNumber) return mkDouble(-Number(v.value));
      }
      break;
    case 'TypeExpressionAst':
      return new TypeValue(typeNameText(node.typeName, unit));
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
export function attributeSpec(
  node: AttributeAst | TypeConstraintAst,
  compileBlock: (node: ExpressionAst) => Code,
  unit: Unit = NO_UNIT,
): AttributeSpec {
  if (node.kind === 'TypeConstraintAst') return { typeName: 'TypeConstraint', positional: [typeNameText(node.typeName, unit)], named: {} };
  const named: Record<string, unknown> = {};
  for (const a of node.namedArguments) named[a.argumentName] = a.expressionOmitted ? true : constantValue(a.argument, compileBlock, unit);
  return {
    typeName: typeNameText(node.typeName, unit),
    positional: node.positionalArguments.map((a) => constantValue(a, compileBlock, unit)),
    named,
  };
}

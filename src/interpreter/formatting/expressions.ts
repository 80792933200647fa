/** Property expressions: a name (perhaps with wildcards), a script block, or a function of our own views. Source: Mshexpression.cs. */
import type { ScriptBlock } from '../values/code.ts';
import { DotNetError as DescriptorError } from '../values/descriptor.ts';
import { DotNetError } from '../values/dotnet/errors.ts';
import { ErrorRecord, PSException, TerminatingError } from '../values/errors.ts';
import { getProperty } from '../values/members.ts';
import { compileWildcard, containsWildcardCharacters, matchWildcard, WildcardOptions } from '../values/regex/wildcard.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { type FormatContext, findProperty, memberOrder, propertySetNames, single } from './access.ts';
import { viewFunction } from './viewFunctions.ts';

/** An expression. Plain data; `resolved` names are read without looking whether the property is there. */
export type Expression =
  | { kind: 'property'; name: string; resolved?: boolean }
  | { kind: 'script'; block: ScriptBlock }
  | { kind: 'function'; name: string };

/** What an expression gave: a value, or why it failed. */
export interface ExpressionResult {
  value: Value;
  /** The expression after wildcards: gives the label. */
  expression: Expression;
  error: ErrorRecord | null;
}

/** A property by name. */
export function property(name: string, resolved = false): Expression {
  return resolved ? { kind: 'property', name, resolved } : { kind: 'property', name };
}

/** Text of an expression, as labels show it. */
export function expressionText(expression: Expression): string {
  return expression.kind === 'script' ? expression.block.text : expression.name;
}

/** True if the name has wildcard characters. */
export function hasWildcard(expression: Expression): boolean {
  return expression.kind === 'property' && expression.resolved !== true && containsWildcardCharacters(expression.name);
}

/** The expressions that a possibly wild one stands for on this object; none if the property is not there. */
export function resolveExpression(expression: Expression, target: Value, ctx: FormatContext): Expression[] {
  if (expression.kind !== 'property' || expression.resolved) return [expression];
  if (hasWildcard(expression)) {
    const pattern = compileWildcard(expression.name, WildcardOptions.IgnoreCase);
    return memberOrder(target, ctx)
      .filter((name) => matchWildcard(pattern, name))
      .map((name) => property(name, true));
  }
  const set = propertySetNames(target, expression.name, ctx);
  if (set !== null) return set.filter((name) => findProperty(target, name, ctx) !== null).map((name) => property(name, true));
  const found = findProperty(target, expression.name, ctx);
  return found === null ? [] : [property(found, true)];
}

function evaluate(expression: Expression, target: Value, ctx: FormatContext): Value {
  if (expression.kind === 'property') return getProperty(target, expression.name, ctx);
  if (expression.kind === 'function') return viewFunction(expression.name)(target, ctx);
  return single(ctx.call({ block: expression.block, args: [], dollarUnder: target }));
}

/** Evaluates an expression on an object; what fails is in `error`. */
export function evaluateExpression(expression: Expression, target: Value, ctx: FormatContext): ExpressionResult {
  try {
    const value = evaluate(expression, target, ctx);
    return { value: isAutomationNull(value) ? null : value, expression, error: null };
  } catch (e) {
    if (e instanceof TerminatingError) return { value: null, expression, error: e.record };
    if (e instanceof DotNetError || e instanceof DescriptorError) {
      const record = new ErrorRecord(new PSException(e.typeName, e.message), 'GetValueInvocationException');
      return { value: null, expression, error: record };
    }
    throw e;
  }
}

/**
 * The first value of an expression on an object, undefined if there is no such property. A plain name is read at once:
 * a missing property shows as nothing either way. With `mustExist` it is looked for first.
 */
export function firstValue(expression: Expression, target: Value, ctx: FormatContext, mustExist = false): ExpressionResult | undefined {
  if (expression.kind !== 'property' || expression.resolved || (!mustExist && !hasWildcard(expression))) {
    return evaluateExpression(expression, target, ctx);
  }
  const first = resolveExpression(expression, target, ctx)[0];
  return first === undefined ? undefined : evaluateExpression(first, target, ctx);
}

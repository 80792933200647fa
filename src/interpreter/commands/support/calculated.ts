/**
 * Properties as cmdlets take them: names (also with wildcards), script blocks, and tables with named entries. Behaviour:
 * MshParameter.cs, PSPropertyExpression (Mshexpression.cs).
 */
import { type Expression, evaluateExpression, expressionText, property, resolveExpression } from '../../formatting/expressions.ts';
import { ScriptBlock } from '../../values/code.ts';
import { PSHashtable } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { ErrorRecord, type TerminatingError } from '../../values/errors.ts';
import { makeError } from '../../values/faults.ts';
import { findProperty } from '../../values/members.ts';
import { PSObject } from '../../values/object.ts';
import { typeNameOf, unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';

/** A key that a property's table may have. */
export interface KeyDefinition {
  name: string;
  also?: string[];
  /** Full type names of its value; 'System.Object' takes any. */
  types: string[];
  mandatory?: boolean;
}

/** A property given to a cmdlet. Plain data. */
export interface Calculated {
  expression: Expression;
  /** Values of the other keys by their full name. */
  entries: Record<string, Value>;
}

const STRING = 'System.String';
const BLOCK = 'System.Management.Automation.ScriptBlock';
/** The key that every cmdlet has. */
export const EXPRESSION_KEY: KeyDefinition = { name: 'expression', types: [STRING, BLOCK], mandatory: true };

function wrong(id: string, message: string): TerminatingError {
  const error = makeError('System.NotSupportedException', id, 'InvalidArgument', 'Specified method is not supported.');
  error.record.details = message;
  return error;
}

function startsName(name: string, key: string): boolean {
  return name.toLowerCase().startsWith(key.toLowerCase());
}

function matchKey(key: string, keys: readonly KeyDefinition[]): KeyDefinition {
  const found = keys.filter((d) => startsName(d.name, key) || (d.also ?? []).some((name) => startsName(name, key)));
  const [first, second] = found;
  if (first === undefined) throw wrong('DictionaryKeyIllegal', `The ${key} key is not valid.`);
  if (second !== undefined)
    throw wrong('DictionaryKeyAmbiguous', `The ${key} key is ambiguous; ${first.name} and ${second.name} conflict.`);
  return first;
}

function expressionOf(value: Value, inTable: boolean): Expression {
  if (value instanceof ScriptBlock) return { kind: 'script', block: value };
  if (value === '') {
    throw inTable
      ? wrong('ExpressionEmptyString1', 'The "expression" key cannot have an empty string value.')
      : wrong('ExpressionEmptyString2', 'An empty string value is not allowed.');
  }
  return property(String(value));
}

function fromTable(table: PSHashtable, keys: readonly KeyDefinition[]): Calculated {
  const entries: Record<string, Value> = {};
  for (const { key, value } of table.entries.values()) {
    if (typeof key !== 'string') {
      throw wrong('DictionaryKeyNonString', `The ${typeNameOf(key).replace(/^.*\./, '')} key type is not valid. The key must be a string.`);
    }
    const definition = matchKey(key, keys);
    if (definition.name in entries)
      throw wrong('DictionaryKeyDuplicate', `The duplicated key "${key}" conflicts with "${definition.name}".`);
    if (value === null) throw wrong('DictionaryKeyMissingValue', `The ${key} key has no value.`);
    const base = unwrap(value);
    const type = typeNameOf(base);
    if (!definition.types.includes('System.Object') && !definition.types.includes(type)) {
      const many = definition.types.length > 1;
      const expected = many ? `expected types are {${definition.types.join(', ')}}` : `expected type is ${definition.types[0]}`;
      throw wrong(
        many ? 'DictionaryKeyIllegalValue1' : 'DictionaryKeyIllegalValue2',
        `The "${key}" key has a type, ${type}, that is not valid; ${expected}.`,
      );
    }
    entries[definition.name] = base;
  }
  const source = entries.expression;
  if (source === undefined) throw wrong('DictionaryKeyMandatoryEntry', 'A mandatory entry for expression is missing.');
  const expression = expressionOf(source, true);
  delete entries.expression;
  return { expression, entries };
}

/** One property of a cmdlet's -Property. Throws DictionaryKeyIllegal and its like. */
export function parseCalculated(value: Value, keys: readonly KeyDefinition[]): Calculated {
  const base = unwrap(value);
  if (base === null) throw wrong('InvalidParameterType', 'The value is null.');
  if (base instanceof PSHashtable) return fromTable(base, keys);
  if (base instanceof ScriptBlock || typeof base === 'string') return { expression: expressionOf(base, false), entries: {} };
  if (typeof base === 'number') return { expression: property(String(base)), entries: {} };
  throw wrong(
    'InvalidParameterType',
    `Cannot convert ${typeNameOf(base)} to one of the following types {${STRING}, ${BLOCK}, System.Collections.IDictionary}.`,
  );
}

/** A value of an expression: what it is, or why there is none. */
export interface Evaluated {
  /** Name under which it is shown. */
  name: string;
  value: Value;
  error: ErrorRecord | null;
}

/** All values of an expression on an object, after wildcards; none if there is no such property. */
export function evaluateAll(expression: Expression, target: Value, ctx: NativeContext): Evaluated[] {
  return resolveExpression(expression, target, ctx).map((e) => {
    const { value, error } = evaluateExpression(e, target, ctx);
    return { name: expressionText(e), value, error };
  });
}

/** The value of an expression on an object; undefined where there is none (also where it fails). The quick way for plain names. */
export function evaluateOne(expression: Expression, target: Value, ctx: NativeContext): Value | undefined {
  if (expression.kind === 'property') {
    if (target instanceof PSObject && target.base === undefined) {
      const i = target.shape.index.get(expression.name.toLowerCase());
      if (i !== undefined) return target.values[i];
    }
    const direct = findProperty(target, expression.name, ctx);
    if (direct !== undefined || !/[*?[]/.test(expression.name)) return direct;
  }
  const [first] = evaluateAll(expression, target, ctx);
  return first === undefined || first.error !== null ? undefined : first.value;
}

/** True if the name of an expression has wildcards. */
export function isWild(expression: Expression): boolean {
  return expression.kind === 'property' && expression.resolved !== true && /[*?[]/.test(expression.name.replace(/`./g, ''));
}

export { ErrorRecord, type Expression, expressionText };

/** Objects made by a cast: through a constructor, or from a table's or custom object's properties (LanguagePrimitives.cs). */
import { PSHashtable } from './collections.ts';
import { newObject } from './construct.ts';
import type { NativeContext } from './context.ts';
import { constructorFor, hasDefaultConstructor } from './conversionRank.ts';
import { convertTo, wrappedCastError } from './convert.ts';
import { dictionaryOf } from './enumerate.ts';
import { TerminatingError } from './errors.ts';
import { castError, innerException, isNetError, netError, toException } from './faults.ts';
import { propertyType, settableProperties } from './memberList.ts';
import { setProperty } from './members.ts';
import { numericKind } from './numbers.ts';
import { PSObject, shapeOf } from './object.ts';
import { toText } from './text.ts';
import { reflectionFullName } from './typeNames.ts';
import { findType, supertypes, type TypeShape } from './types/registry.ts';
import { TypeValue, type Value } from './value.ts';

/** [pscustomobject]@{…}: the compiler passes the literal's table in order. A PSTypeName entry names the type. */
export function toCustomObject(table: PSHashtable): PSObject {
  const names: string[] = [];
  const values: Value[] = [];
  const seen = new Map<string, number>();
  let typeNames: string[] | null = null;
  for (const { key, value } of table.entries.values()) {
    const name = typeof key === 'string' ? key : String(keyText(key));
    const lower = name.toLowerCase();
    if (lower === 'pstypename' && typeof value === 'string') {
      typeNames = [value, ...(typeNames ?? [])];
      continue;
    }
    const at = seen.get(lower);
    if (at !== undefined) {
      values[at] = value;
      continue;
    }
    seen.set(lower, names.length);
    names.push(name);
    values.push(value);
  }
  return new PSObject(shapeOf(names), values, undefined, typeNames);
}

function keyText(key: Value): string {
  return toText(key, NO_CONTEXT);
}

/** Enough of a context for the text of dictionary keys, which are simple values. */
const NO_CONTEXT = { culture: '', getVariable: () => undefined, allocate: () => undefined } as unknown as NativeContext;

/** Conversion by a constructor with one parameter; undefined if there is none. */
export function convertByConstructor(
  bare: Value,
  from: string,
  to: string,
  shape: TypeShape | undefined,
  ctx: NativeContext,
): Value | undefined {
  if (shape === undefined || shape.isAbstract === true) return undefined;
  // A collection's constructor that takes a number takes its capacity: no conversion.
  if (numericKind(bare) !== null && supertypes(to).has('System.Collections.ICollection')) return undefined;
  const found = constructorFor(shape, from);
  if (found === undefined) return undefined;
  const body = shape.constructors?.[found.index];
  if (body === undefined) return undefined;
  try {
    return body.body(new TypeValue(to), [convertTo(bare, found.type, ctx)], ctx) ?? null;
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw wrappedCastError('InvalidCastConstructorTargetInvocationException', bare, to, e, ctx);
  }
}

/** A table's entries, or a custom object's properties, given to a new object; undefined if the type can't be made so. */
export function convertByProperties(bare: Value, to: string, ctx: NativeContext): Value | undefined {
  const pairs = propertyPairs(bare, ctx);
  if (pairs === undefined) return undefined;
  if (to === 'System.Management.Automation.PSCustomObject') {
    const table = new PSHashtable('OrderedDictionary');
    for (const [name, value] of pairs) table.set(name, value);
    return toCustomObject(table);
  }
  const shape = findType(to);
  if (!hasDefaultConstructor(shape)) return undefined;
  const object = ctx.once(() => newObject(to, [], ctx));
  setProperties(object, pairs, to, ctx);
  return object;
}

/** The name-value pairs of a table or custom object; undefined for other values. */
export function propertyPairs(bare: Value, ctx: NativeContext): [string, Value][] | undefined {
  const table = dictionaryOf(bare);
  if (table !== null) return [...table.entries.values()].map((e) => [toText(e.key, ctx), e.value]);
  if (bare instanceof PSObject && bare.base === undefined) return bare.shape.names.map((n, i) => [n, bare.values[i] ?? null]);
  return undefined;
}

/** Sets properties on a fresh object. Throws ObjectCreationError. */
export function setProperties(object: Value, pairs: readonly (readonly [string, Value])[], to: string, ctx: NativeContext): void {
  for (const [name, value] of pairs) {
    if (propertyType(object, name, ctx) === undefined) {
      const settable = settableProperties(object, ctx);
      const message =
        settable === ''
          ? `The property '${name}' was not found for the '${reflectionFullName(to)}' object. There is no settable property available.`
          : `The property '${name}' was not found for the '${reflectionFullName(to)}' object. The settable properties are: ${settable}.`;
      throw castError(
        'ObjectCreationError',
        `Cannot create object of type "${to}". ${message}`,
        toException(netError('System.InvalidOperationException', message)),
      );
    }
    try {
      setProperty(object, name, value, ctx);
    } catch (e) {
      if (!(e instanceof TerminatingError)) throw e;
      const exception = innerException(e);
      const inner = exception?.inner ?? exception ?? null;
      throw castError('ObjectCreationError', `Cannot create object of type "${to}". ${inner?.message ?? ''}`, inner);
    }
  }
}

/** Conversions to arrays, lists and tables (LanguagePrimitives.cs: ConvertScalarToArray … ConvertViaIEnumerableConstructor). */
import { PSArray } from './collections.ts';
import { newObject } from './construct.ts';
import type { NativeContext } from './context.ts';
import { enumerableConstructorElement, isTypeEnumerable } from './conversionRank.ts';
import { convertTo, copyHashtable, finalCastError, wrappedCastError } from './convert.ts';
import { dictionaryOf, enumerate } from './enumerate.ts';
import { TerminatingError } from './errors.ts';
import { unwrap } from './typeNames.ts';
import { elementTypeOf, splitClosedName } from './typeSyntax.ts';
import { findType, isAssignable } from './types/registry.ts';
import { PSChar, type Value } from './value.ts';

/** Conversion to an array or a collection; undefined if `to` is none or needs other means. */
export function convertCollection(value: Value, bare: Value, from: string, to: string, ctx: NativeContext): Value | undefined {
  const element = to === 'System.Array' ? 'System.Object' : elementTypeOf(to);
  if (element !== null) return toArray(value, bare, from, to, element, ctx);
  if (to === 'System.Collections.Hashtable') {
    const table = dictionaryOf(bare);
    return table === null ? undefined : copyHashtable(table);
  }
  return toGenericCollection(value, bare, from, to, ctx);
}

function toArray(value: Value, bare: Value, from: string, to: string, element: string, ctx: NativeContext): Value | undefined {
  if (typeof bare === 'string' && element === 'System.Char') {
    ctx.allocate(bare.length * 8);
    return new PSArray(
      Array.from({ length: bare.length }, (_, i) => new PSChar(bare.charCodeAt(i))),
      'System.Char',
    );
  }
  const items = enumerate(bare);
  if (items !== null) {
    if (items.length > 1000) ctx.allocate(items.length * 8);
    if (element === 'System.Object') return new PSArray([...items], element);
    if (bare instanceof PSArray) return new PSArray(convertItems(items, element, ctx), element);
    try {
      return new PSArray(convertItems(items, element, ctx), element);
    } catch (e) {
      throw e instanceof TerminatingError ? wrappedCastError('InvalidCastExceptionEnumerableToArray', value, to, e, ctx) : e;
    }
  }
  const table = dictionaryOf(bare);
  if (table !== null && element.startsWith('System.Collections.DictionaryEntry')) return undefined;
  if (isTypeEnumerable(from)) return undefined;
  try {
    return new PSArray([element === 'System.Object' ? value : convertTo(value, element, ctx)], element);
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    // Where no conversion to the element's type exists at all, the error is about the array.
    if (e.record.errorId === 'ConvertToFinalInvalidCastException') throw finalCastError(value, to, ctx);
    throw wrappedCastError('InvalidCastExceptionScalarToArray', value, to, e, ctx);
  }
}

function convertItems(items: readonly Value[], element: string, ctx: NativeContext): Value[] {
  const result: Value[] = new Array(items.length);
  for (let i = 0; i < items.length; i++) result[i] = convertTo(items[i] as Value, element, ctx);
  return result;
}

function toGenericCollection(value: Value, bare: Value, from: string, to: string, ctx: NativeContext): Value | undefined {
  const closed = splitClosedName(to);
  const shape = findType(to);
  if (closed === null || shape === undefined) return undefined;
  const element = enumerableConstructorElement(to, shape);
  if (element === null) return undefined;
  // A constructor that takes the value as it is comes first.
  const enumerable = `System.Collections.Generic.IEnumerable\`1[${element}]`;
  if (isAssignable(from, enumerable)) return newObject(to, [bare], ctx);
  const items = bare instanceof PSArray ? bare.items : [value];
  const converted: Value[] = [];
  for (const item of items) {
    try {
      converted.push(convertTo(unwrapFor(item, element), element, ctx));
    } catch (e) {
      if (!(e instanceof TerminatingError)) throw e;
      if (bare instanceof PSArray) throw finalCastError(value, to, ctx);
      throw e;
    }
  }
  return newObject(to, [new PSArray(converted, element)], ctx);
}

function unwrapFor(item: Value, element: string): Value {
  return element === 'System.Object' ? item : unwrap(item);
}

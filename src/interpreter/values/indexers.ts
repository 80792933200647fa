/** Indexing: arrays, lists, tables, strings, types with an indexer, slices (PSGetIndexBinder, ArrayOps.cs). */
import { PSArray, PSHashtable, PSList, setItem } from './collections.ts';
import type { NativeContext } from './context.ts';
import { convertTo, toText, tryConvertTo } from './convert.ts';
import { dictionaryOf, enumerate, listItems } from './enumerate.ts';
import { isNetError, netError, netErrorAsRuntime, outOfBounds, runtimeError } from './faults.ts';
import { numericKind } from './numbers.ts';
import { ScriptObject } from './scriptClass.ts';
import { putEntry } from './tables.ts';
import { typeNameOf, unwrap } from './typeNames.ts';
import { findType } from './types/registry.ts';
import { isAutomationNull, PSChar, type Value } from './value.ts';

type IndexTypes = readonly (string | null)[];

/** target[indices]. Throws NullArray, NullArrayIndex, CannotIndex, IndexOutOfRangeException (strict). */
export function getIndex(target: Value, indices: Value[], ctx: NativeContext, strict = false, indexTypes?: IndexTypes): Value {
  const bare = unwrap(target);
  if (bare === null || isAutomationNull(bare)) throw runtimeError('NullArray', 'Cannot index into a null array.');
  const first = unwrap(indices[0] ?? null);
  // The commonest case before all others.
  if (indices.length === 1 && typeof first === 'number' && (first | 0) === first && (bare instanceof PSArray || bare instanceof PSList)) {
    if ((bare instanceof PSArray && bare.lengths === null) || (bare instanceof PSList && isIndexed(bare))) {
      return itemAt(bare.items, first, strict, bare);
    }
  }
  if (bare instanceof PSHashtable && typeof first === 'string' && indices.length === 1) return bare.get(first) ?? null;
  if (indices.length === 1 && (first === null || isAutomationNull(first))) {
    if (dictionaryOf(bare) === null || bare instanceof PSHashtable)
      throw runtimeError('NullArrayIndex', 'Index operation failed; the array index evaluated to null.');
  }
  const table = dictionaryOf(bare);
  if (table !== null) return tableIndex(table, indices, ctx, strict, indexTypes);
  if (bare instanceof PSArray && bare.lengths !== null) return gridIndex(bare, indices, ctx, strict);
  const items = typeof bare === 'string' ? null : listItems(bare);
  if (items !== null || typeof bare === 'string') return listIndex(bare, items, indices, ctx, strict);
  const owner = bare instanceof ScriptObject && bare.base !== null ? bare.base : bare;
  const shape = findType(typeNameOf(owner));
  if (shape?.getItem !== undefined) {
    const { getItem } = shape;
    // several indices where the indexer takes one: a slice
    const several =
      indices.length === 1 && first instanceof PSArray ? first.items : indices.length > 1 && dictionaryLike(bare) ? indices : null;
    try {
      if (several !== null) return new PSArray(several.map((i) => getItem(owner, [unwrap(i)], ctx) ?? null));
      const value = getItem(owner, indices.map(unwrap), ctx);
      if (value !== undefined) return value;
    } catch (e) {
      // What an indexer refuses is null, except in strict mode.
      if (!isNetError(e)) throw e;
      if (strict) throw netErrorAsRuntime(e);
    }
    return null;
  }
  // Any other single value is its own first and last item.
  if (indices.length === 1 && first !== null && canBeIndex(first)) {
    const n = tryConvertTo(first, 'int', ctx);
    if (n === 0 || n === -1) return target;
    if (strict) throw netErrorAsRuntime(outOfBounds());
    if (typeof n === 'number') return null;
  }
  throw runtimeError('CannotIndex', `Unable to index into an object of type "${typeNameOf(bare)}".`);
}

/** Collections of matches and groups, whose indexers take one index. */
function dictionaryLike(value: Value): boolean {
  return /(Match|Group|Capture)Collection$/.test(typeNameOf(value));
}

function canBeIndex(value: Value): boolean {
  return numericKind(value) !== null;
}

function isIndexed(list: PSList): boolean {
  return list.kind !== 'Stack' && list.kind !== 'Queue' && list.kind !== 'HashSet' && list.kind !== 'LinkedList';
}

/** One item by a number, negative from the end; null out of range. */
function itemAt(items: readonly Value[], index: number, strict: boolean, owner: Value): Value {
  const i = index < 0 ? index + items.length : index;
  const value = items[i];
  if (value !== undefined) return value;
  if (strict) {
    if (owner instanceof PSList)
      throw netErrorAsRuntime(
        netError(
          'System.ArgumentOutOfRangeException',
          "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        ),
      );
    throw netErrorAsRuntime(outOfBounds());
  }
  return null;
}

function listIndex(bare: Value, items: readonly Value[] | null, indices: Value[], ctx: NativeContext, strict: boolean): Value {
  const at = (index: Value): Value => {
    const n = tryIndexNumber(index, ctx);
    if (n === undefined) return null;
    if (items !== null) return itemAt(items, n, strict, bare);
    const text = bare as string;
    const i = n < 0 ? n + text.length : n;
    if (i >= 0 && i < text.length) return new PSChar(text.charCodeAt(i));
    if (strict) throw netErrorAsRuntime(outOfBounds());
    return null;
  };
  if (indices.length === 1) {
    const index = unwrap(indices[0] as Value);
    const several = enumerate(index);
    if (several === null) return at(index);
    return slice(several, (i) => inRange(i, items, bare, ctx), at);
  }
  return slice(indices, (i) => inRange(i, items, bare, ctx), at);
}

/** Slices leave out what is out of range. */
function inRange(index: Value, items: readonly Value[] | null, bare: Value, ctx: NativeContext): boolean {
  const length = items === null ? (bare as string).length : items.length;
  const n = tryIndexNumber(index, ctx);
  return n !== undefined && n < length && n >= -length;
}

function slice(indices: readonly Value[], keep: (i: Value) => boolean, at: (i: Value) => Value): Value {
  const result: Value[] = [];
  for (const index of indices) {
    const inner = enumerate(unwrap(index));
    if (inner !== null) {
      for (const i of inner) if (keep(i)) result.push(at(i));
    } else if (keep(index)) result.push(at(index));
  }
  return new PSArray(result);
}

/** What is no number is no index; reading by it gives null. */
function tryIndexNumber(index: Value, ctx: NativeContext): number | undefined {
  const bare = unwrap(index);
  if (typeof bare === 'number' && (bare | 0) === bare) return bare;
  return tryConvertTo(bare, 'int', ctx) as number | undefined;
}

function indexNumber(index: Value, ctx: NativeContext): number {
  const bare = unwrap(index);
  if (typeof bare === 'number' && (bare | 0) === bare) return bare;
  return convertTo(bare, 'int', ctx) as number;
}

function tableIndex(table: PSHashtable, indices: Value[], ctx: NativeContext, strict: boolean, indexTypes?: IndexTypes): Value {
  const get = (key: Value, type: string | null): Value => {
    if (key === null) return null;
    if (table.kind === 'OrderedDictionary' && typeof key === 'number' && (key | 0) === key && type !== 'System.Object') {
      return orderedAt(table, key, strict);
    }
    if (table.kind === 'Hashtable' || table.kind === 'OrderedDictionary' || table.kind === 'SortedList') return table.get(key) ?? null;
    const found = table.get(table.keyType === 'System.Object' ? key : convertTo(key, table.keyType, ctx));
    // A generic dictionary's KeyNotFoundException is swallowed here, as PSGetIndexBinder does.
    return found ?? null;
  };
  if (indices.length === 1) {
    const index = unwrap(indices[0] as Value);
    const several = index instanceof PSArray || index instanceof PSList ? enumerate(index) : null;
    if (several === null || table.get(index) !== undefined) return get(index, indexTypes?.[0] ?? null);
    return new PSArray(several.map((k) => get(unwrap(k), null)));
  }
  return new PSArray(indices.map((k, i) => get(unwrap(k), indexTypes?.[i] ?? null)));
}

function orderedAt(table: PSHashtable, key: number, strict: boolean): Value {
  const i = key < 0 ? key + table.entries.size : key;
  if (i < 0 || i >= table.entries.size) {
    if (strict)
      throw netErrorAsRuntime(
        netError(
          'System.ArgumentOutOfRangeException',
          "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
        ),
      );
    return null;
  }
  let n = 0;
  for (const entry of table.entries.values()) if (n++ === i) return entry.value;
  return null;
}

/** Position of an element of a multi-dimensional array. Throws NeedMultidimensionalIndex, IndexOutOfRange. */
function gridPosition(array: PSArray, indices: readonly Value[], ctx: NativeContext): number {
  const lengths = array.lengths ?? [];
  if (indices.length !== lengths.length) {
    const shown = indices.map((i) => toText(i, ctx)).join(',');
    throw runtimeError('NeedMultidimensionalIndex', `You cannot index into a ${lengths.length} dimensional array with index [${shown}].`);
  }
  let position = 0;
  for (let d = 0; d < lengths.length; d++) {
    let i = indexNumber(indices[d] as Value, ctx);
    const length = lengths[d] as number;
    if (i < 0) i += length;
    if (i < 0 || i >= length) return -1;
    position = position * length + i;
  }
  return position;
}

function gridIndex(array: PSArray, indices: Value[], ctx: NativeContext, strict: boolean): Value {
  let given: readonly Value[] = indices;
  if (indices.length === 1) given = enumerate(unwrap(indices[0] as Value)) ?? indices;
  const position = gridPosition(array, given, ctx);
  if (position >= 0) return array.items[position] as Value;
  if (strict) throw netErrorAsRuntime(outOfBounds());
  return null;
}

/** target[indices] = value. Throws NullArray, IndexOutOfRange, ArraySliceAssignmentFailed, CannotIndex. */
export function setIndex(target: Value, indices: Value[], value: Value, ctx: NativeContext, indexTypes?: IndexTypes): void {
  const bare = unwrap(target);
  const stored = isAutomationNull(value) ? null : value;
  if (bare === null || isAutomationNull(bare)) throw runtimeError('NullArray', 'Cannot index into a null array.');
  const index = unwrap(indices[0] ?? null);
  if (indices.length === 1 && (index === null || isAutomationNull(index))) {
    throw runtimeError('NullArrayIndex', 'Index operation failed; the array index evaluated to null.');
  }
  const table = dictionaryOf(bare);
  if (table !== null) {
    setEntry(table, index, stored, ctx, indexTypes?.[0] ?? null);
    return;
  }
  const list = bare instanceof ScriptObject ? bare.base : bare;
  if (list instanceof PSArray && list.lengths !== null) {
    const given = indices.length === 1 ? (enumerate(index) ?? indices) : indices;
    const position = gridPosition(list, given, ctx);
    if (position < 0) throw netErrorAsRuntime(outOfBounds());
    setItem(list, position, convertItem(stored, list.elementType, ctx));
    return;
  }
  if (list instanceof PSArray || (list instanceof PSList && isIndexed(list))) {
    setListItem(list, indices, index, stored, ctx);
    return;
  }
  const shape = findType(typeNameOf(list));
  if (shape?.setItem === undefined) throw runtimeError('CannotIndex', `Unable to index into an object of type "${typeNameOf(bare)}".`);
  try {
    shape.setItem(list, indices.map(unwrap), stored, ctx);
  } catch (e) {
    if (isNetError(e)) throw netErrorAsRuntime(e);
    throw e;
  }
}

function convertItem(value: Value, type: string, ctx: NativeContext): Value {
  return type === 'System.Object' ? value : convertTo(value, type, ctx);
}

function setListItem(list: PSArray | PSList, indices: Value[], index: Value, value: Value, ctx: NativeContext): void {
  if (indices.length > 1 || enumerate(index) !== null) {
    const shown = indices.length > 1 ? indices.map((i) => toText(i, ctx)).join(',') : toText(index, ctx).replaceAll(' ', ',');
    throw runtimeError(
      'ArraySliceAssignmentFailed',
      `Array assignment to [${shown}] failed because assignment to slices is not supported.`,
      { target: index },
    );
  }
  let i = indexNumber(index, ctx);
  if (i < 0) i += list.items.length;
  if (i < 0 || i >= list.items.length) {
    throw list instanceof PSArray
      ? netErrorAsRuntime(outOfBounds())
      : netErrorAsRuntime(
          netError(
            'System.ArgumentOutOfRangeException',
            "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')",
          ),
        );
  }
  if (list instanceof PSList && list.readOnly)
    throw netErrorAsRuntime(netError('System.NotSupportedException', 'Collection is read-only.'));
  setItem(list, i, convertItem(value, list.elementType, ctx));
}

function setEntry(table: PSHashtable, key: Value, value: Value, ctx: NativeContext, keyCast: string | null): void {
  if (table.readOnly) throw netErrorAsRuntime(netError('System.NotSupportedException', 'Collection is read-only.'));
  const stored = convertItem(value, table.valueType, ctx);
  if (table.kind === 'OrderedDictionary' && typeof key === 'number' && (key | 0) === key && keyCast !== 'System.Object') {
    const i = key < 0 ? key + table.entries.size : key;
    let n = 0;
    for (const entry of table.entries.values()) {
      if (n++ === i) {
        entry.value = stored;
        table.touchEntry(entry);
        return;
      }
    }
    throw netErrorAsRuntime(
      netError('System.ArgumentOutOfRangeException', "Specified argument was out of the range of valid values. (Parameter 'index')"),
    );
  }
  putEntry(table, convertItem(key, table.keyType, ctx), stored);
}

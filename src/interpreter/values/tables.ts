/** Writing to dictionaries of every kind: sorted ones keep their order. */
import { type PSHashtable, touchItems } from './collections.ts';
import { compareNumbers } from './compare.ts';
import { compareCulture } from './dotnet/stringCompare.ts';
import { numericKind } from './numbers.ts';
import { typeNameOf } from './typeNames.ts';
import { findType } from './types/registry.ts';
import type { Value } from './value.ts';

/** Order of keys in sorted dictionaries (Comparer<T>.Default). */
export function keyOrder(a: Value, b: Value, ignoreCase = false): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCulture(a, b, ignoreCase);
  if (numericKind(a) !== null && numericKind(b) !== null) return compareNumbers(a, b);
  return findType(typeNameOf(a))?.compare?.(a, b) ?? 0;
}

/** Sets an entry. Sorted kinds put a new key in its place. */
export function putEntry(table: PSHashtable, key: Value, value: Value): void {
  const isSorted = table.kind === 'SortedDictionary' || table.kind === 'SortedList';
  if (!isSorted || table.has(key)) {
    table.set(key, value);
    return;
  }
  const keys = [...table.entries.values()];
  const last = keys[keys.length - 1];
  table.set(key, value);
  if (last === undefined || keyOrder(last.key, key, table.ignoreCase) <= 0) return;
  const entries = [...table.entries].sort((x, y) => keyOrder(x[1].key, y[1].key, table.ignoreCase));
  table.entries = new Map(entries);
  touchItems(table);
}

/** Inserts an entry at a place (OrderedDictionary.Insert). */
export function insertEntry(table: PSHashtable, at: number, key: Value, value: Value): void {
  table.set(key, value);
  const entries = [...table.entries];
  const added = entries.pop();
  if (added !== undefined) entries.splice(at, 0, added);
  table.entries = new Map(entries);
  touchItems(table);
}

/** What the pipeline and foreach unroll (LanguagePrimitives.GetEnumerable, EnumerableOps). */
import { PSArray, PSHashtable, PSList } from './collections.ts';
import { PSException } from './errors.ts';
import { HeapObject } from './heap.ts';
import { PSObject } from './object.ts';
import { ScriptObject } from './scriptClass.ts';
import { typeNameOf } from './typeNames.ts';
import { findType } from './types/registry.ts';
import { isAutomationNull, PSChar, PSNumber, type Value } from './value.ts';

/**
 * The items of a collection that enumerates by itself; null for a single value (strings and tables too). Usually the
 * collection's own array: callers must not change it.
 */
export function enumerate(value: Value): readonly Value[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof PSArray) return value.items;
  if (value instanceof PSList) return value.kind === 'Stack' ? [...value.items].reverse() : value.items;
  if (value instanceof PSHashtable || value instanceof PSNumber || value instanceof PSChar) return null;
  if (value instanceof PSObject) return value.base === undefined ? null : enumerate(value.base);
  if (value instanceof ScriptObject) return value.base === null || value.base instanceof PSException ? null : enumerate(value.base);
  return findType(typeNameOf(value))?.enumerate?.(value) ?? null;
}

/** Items of a collection, or the value itself; nothing for AutomationNull. */
export function unroll(value: Value): readonly Value[] {
  const items = enumerate(value);
  if (items !== null) return items;
  return isAutomationNull(value) ? [] : [value];
}

/** True for IList: arrays and index-able lists, also inside a wrapper or a script class that derives from one. */
export function listItems(value: Value): Value[] | null {
  if (value instanceof PSArray || value instanceof PSList) {
    return value instanceof PSList && (value.kind === 'Stack' || value.kind === 'Queue') ? null : value.items;
  }
  if (value instanceof PSObject && value.base !== undefined) return listItems(value.base);
  if (value instanceof ScriptObject && value.base !== null) return listItems(value.base);
  return null;
}

/** The dictionary in a value, also inside a wrapper or a script class that derives from one; null for others. */
export function dictionaryOf(value: Value): PSHashtable | null {
  if (value instanceof PSHashtable) return value;
  if (value instanceof PSObject && value.base !== undefined) return dictionaryOf(value.base);
  if (value instanceof ScriptObject && value.base !== null) return dictionaryOf(value.base);
  return null;
}

/** The entries of a dictionary in the order in which its kind enumerates them. */
export function tableEntries(table: PSHashtable): { key: Value; value: Value }[] {
  return [...table.entries.values()];
}

/** True if a value has an identity of its own. */
export function isHeapObject(value: Value): value is HeapObject {
  return value instanceof HeapObject;
}

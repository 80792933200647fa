/** Arrays, lists, hashtables: the mutable collections of the language. */
import { HeapObject, snapshotClass, touch } from './heap.ts';
import { PSChar, PSNumber, TypeValue, EnumValue, type Value } from './value.ts';

/** Entries a page: larger collections announce changed pages, so that a delta writes only those. */
export const PAGE = 4096;

/** A .NET array. One dimension unless `lengths` says otherwise (row-major items). */
export class PSArray extends HeapObject {
  items: Value[];
  /** Full name of the element type: `System.Object` for what PowerShell makes by itself. */
  elementType: string;
  /** Lengths per dimension for a multi-dimensional array, else null. */
  lengths: number[] | null;
  /** Changed pages since the last checkpoint; null = unknown or all. Kept by {@link setItem}. */
  dirtyPages: number[] | null = null;
  constructor(items: Value[] = [], elementType = 'System.Object', lengths: number[] | null = null) {
    super();
    this.items = items;
    this.elementType = elementType;
    this.lengths = lengths;
  }
}
snapshotClass('PSArray', 'heap', PSArray, ['dirtyPages']);

/** What kind of .NET list a {@link PSList} is. */
export type ListKind = 'ArrayList' | 'List' | 'Collection' | 'Stack' | 'Queue' | 'HashSet' | 'LinkedList' | 'PSDataCollection';

/** A growable list: ArrayList, List<T>, Collection<T>, Stack, Queue … by `kind`. */
export class PSList extends HeapObject {
  items: Value[];
  kind: ListKind;
  /** Full name of the element type (generic argument), `System.Object` for non-generic ones. */
  elementType: string;
  readOnly: boolean;
  dirtyPages: number[] | null = null;
  constructor(items: Value[] = [], kind: ListKind = 'ArrayList', elementType = 'System.Object', readOnly = false) {
    super();
    this.items = items;
    this.kind = kind;
    this.elementType = elementType;
    this.readOnly = readOnly;
  }
}
snapshotClass('PSList', 'heap', PSList, ['dirtyPages']);

/** Writes one item, announcing just its page when the collection is large. The index must be in range. */
export function setItem(list: PSArray | PSList, index: number, value: Value): void {
  list.items[index] = value;
  if (list.dirtyList !== null) {
    list.dirtyPages = list.items.length > PAGE ? [(index / PAGE) | 0] : null;
    touch(list);
  } else if (list.dirtyPages !== null) {
    const page = (index / PAGE) | 0;
    if (list.dirtyPages[list.dirtyPages.length - 1] !== page && !list.dirtyPages.includes(page)) list.dirtyPages.push(page);
  }
}

/** Announces a change of a list's length or of many items. */
export function touchItems(list: PSArray | PSList): void {
  list.dirtyPages = null;
  touch(list);
}

/** An entry of a table: the key in its own spelling and the value. Owned by its table. */
export interface TableEntry {
  key: Value;
  value: Value;
}

/** What kind of .NET dictionary a {@link PSHashtable} is. */
export type TableKind = 'Hashtable' | 'OrderedDictionary' | 'Dictionary' | 'SortedDictionary' | 'SortedList';

/** A dictionary; keys by {@link tableKey}; order of insertion is kept for all kinds. */
export class PSHashtable extends HeapObject {
  kind: TableKind;
  /** True: string keys are equal whatever their case (PowerShell's own literals). */
  ignoreCase: boolean;
  entries: Map<unknown, TableEntry>;
  keyType: string;
  valueType: string;
  readOnly: boolean;
  constructor(kind: TableKind = 'Hashtable', ignoreCase = true, keyType = 'System.Object', valueType = 'System.Object') {
    super();
    this.kind = kind;
    this.ignoreCase = ignoreCase;
    this.entries = new Map();
    this.keyType = keyType;
    this.valueType = valueType;
    this.readOnly = false;
  }
  get(key: Value): Value | undefined {
    return this.entries.get(tableKey(key, this.ignoreCase))?.value;
  }
  has(key: Value): boolean {
    return this.entries.has(tableKey(key, this.ignoreCase));
  }
  set(key: Value, value: Value): void {
    const k = tableKey(key, this.ignoreCase);
    const entry = this.entries.get(k);
    if (entry === undefined) this.entries.set(k, { key, value });
    else entry.value = value;
    touch(this);
  }
  delete(key: Value): boolean {
    touch(this);
    return this.entries.delete(tableKey(key, this.ignoreCase));
  }
  clear(): void {
    touch(this);
    this.entries.clear();
  }
}
snapshotClass('PSHashtable', 'heap', PSHashtable);

/** One entry of a dictionary as a value of its own (DictionaryEntry, KeyValuePair). */
export class PSDictionaryEntry {
  readonly key: Value;
  readonly value: Value;
  /** Full .NET name: System.Collections.DictionaryEntry or a KeyValuePair`2. */
  readonly typeName: string;
  constructor(key: Value = null, value: Value = null, typeName = 'System.Collections.DictionaryEntry') {
    this.key = key;
    this.value = value;
    this.typeName = typeName;
  }
}
snapshotClass('PSDictionaryEntry', 'value', PSDictionaryEntry);

/**
 * The Map key under which .NET's Equals and GetHashCode would find a dictionary key: strings (lower-cased where case is
 * ignored), ints as themselves, other value types tagged with their type, heap objects by identity.
 */
export function tableKey(key: Value, ignoreCase: boolean): unknown {
  if (typeof key === 'string') return ignoreCase ? key.toLowerCase() : key;
  if (typeof key === 'number' || typeof key === 'boolean' || key === null) return key;
  if (key instanceof PSNumber) return `\u0000${key.kind}:${key.value}`;
  if (key instanceof PSChar) return `\u0000Char:${key.code}`;
  if (key instanceof TypeValue) return `\u0000Type:${key.name}`;
  if (key instanceof EnumValue) return `\u0000${key.typeName}:${key.value}`;
  if (key instanceof HeapObject) return key;
  return `\u0000${key.constructor.name}:${Object.values(key).map(String).join('|')}`;
}

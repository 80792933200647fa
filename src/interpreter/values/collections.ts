/** Arrays, lists, hashtables: the mutable collections of the language. */
import { HeapObject, snapshotClass, touch } from './heap.ts';
import { EnumValue, PSChar, PSNumber, TypeValue, type Value } from './value.ts';

/** Entries a page: larger collections announce changed pages, so that a delta writes only those. */
export const PAGE = 4096;

/** A .NET array. One dimension unless `lengths` says otherwise (row-major items). */
export class PSArray extends HeapObject {
  items: Value[];
  /** Full name of the element type: `System.Object` for what PowerShell makes by itself. */
  elementType: string;
  /** Lengths per dimension for a multi-dimensional array, else null. */
  lengths: number[] | null;
  /** Changed pages (by number) since the last checkpoint; null = all, or not paged. Kept by {@link setItem} and its neighbours. */
  dirtyPages: Set<number> | null = null;
  /** Ids of its pages in the last checkpoint, null if it was written in one piece. Kept by snapshot/. */
  pages: number[] | null = null;
  constructor(items: Value[] = [], elementType = 'System.Object', lengths: number[] | null = null) {
    super();
    this.items = items;
    this.elementType = elementType;
    this.lengths = lengths;
  }
}
snapshotClass('PSArray', 'heap', PSArray, ['dirtyPages', 'pages']);

/** What kind of .NET list a {@link PSList} is. */
export type ListKind = 'ArrayList' | 'List' | 'Collection' | 'Stack' | 'Queue' | 'HashSet' | 'LinkedList' | 'PSDataCollection';

/** A growable list: ArrayList, List<T>, Collection<T>, Stack, Queue … by `kind`. */
export class PSList extends HeapObject {
  items: Value[];
  kind: ListKind;
  /** Full name of the element type (generic argument), `System.Object` for non-generic ones. */
  elementType: string;
  readOnly: boolean;
  /** As {@link PSArray.dirtyPages}. */
  dirtyPages: Set<number> | null = null;
  /** As {@link PSArray.pages}. */
  pages: number[] | null = null;
  constructor(items: Value[] = [], kind: ListKind = 'ArrayList', elementType = 'System.Object', readOnly = false) {
    super();
    this.items = items;
    this.kind = kind;
    this.elementType = elementType;
    this.readOnly = readOnly;
  }
}
snapshotClass('PSList', 'heap', PSList, ['dirtyPages', 'pages']);

/** Announces a change of the page of an item, of no page if the index is negative (a length that shrank). */
function touchPage(list: PSArray | PSList, index: number): void {
  if (list.dirtyList !== null) {
    list.dirtyPages = list.pages === null ? null : new Set();
    touch(list);
  }
  if (list.dirtyPages !== null && index >= 0) list.dirtyPages.add((index / PAGE) | 0);
}

/** Writes one item, announcing just its page when the collection is large. The index must be in range. */
export function setItem(list: PSArray | PSList, index: number, value: Value): void {
  list.items[index] = value;
  touchPage(list, index);
}

/** Appends one item, announcing just the last page when the collection is large. */
export function appendItem(list: PSArray | PSList, value: Value): void {
  touchPage(list, list.items.push(value) - 1);
}

/** Takes the last item off, announcing just the new length; undefined if there is none. */
export function popItem(list: PSArray | PSList): Value | undefined {
  touchPage(list, -1);
  return list.items.pop();
}

/**
 * Announces a change of many items, of their order or of their number. Plain {@link touch} is not enough for these
 * collections: of one that has announced single pages already it would announce nothing more.
 */
export function touchItems(collection: PSArray | PSList | PSHashtable): void {
  collection.dirtyPages = null;
  touch(collection);
}

/** An entry of a table: the key in its own spelling and the value. Owned by its table. */
export interface TableEntry {
  key: Value;
  value: Value;
  /** Id of the page that holds it in the last checkpoint; 0 or absent = none. Kept by snapshot/. */
  page?: number;
}

/** What kind of .NET dictionary a {@link PSHashtable} is. */
export type TableKind = 'Hashtable' | 'OrderedDictionary' | 'Dictionary' | 'ConcurrentDictionary' | 'SortedDictionary' | 'SortedList';

/** A dictionary; keys by {@link tableKey}; order of insertion is kept for all kinds. */
export class PSHashtable extends HeapObject {
  kind: TableKind;
  /** True: string keys are equal whatever their case (PowerShell's own literals). */
  ignoreCase: boolean;
  entries: Map<unknown, TableEntry>;
  keyType: string;
  valueType: string;
  readOnly: boolean;
  /** Ids of changed pages since the last checkpoint (new entries have no page and need no mark); null = all, or not paged. */
  dirtyPages: Set<number> | null = null;
  /** As {@link PSArray.pages}. */
  pages: number[] | null = null;
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
    if (entry === undefined) this.entries.set(k, { key, value, page: 0 });
    else entry.value = value;
    this.touchEntry(entry);
  }
  delete(key: Value): boolean {
    const k = tableKey(key, this.ignoreCase);
    this.touchEntry(this.entries.get(k));
    return this.entries.delete(k);
  }
  clear(): void {
    touchItems(this);
    this.entries.clear();
  }
  /** Announces a change of one entry's value, its removal, or (undefined) an entry that is new at the end. */
  touchEntry(entry: TableEntry | undefined): void {
    if (this.dirtyList !== null) {
      this.dirtyPages = this.pages === null ? null : new Set();
      touch(this);
    }
    if (this.dirtyPages !== null && entry?.page !== undefined && entry.page !== 0) this.dirtyPages.add(entry.page);
  }
}
snapshotClass('PSHashtable', 'heap', PSHashtable, ['dirtyPages', 'pages']);

/** A dictionary whose type derives from a generic one and has a name of its own (PSBoundParametersDictionary …). */
export class DerivedTable extends PSHashtable {
  typeName: string;
  constructor(typeName = '', valueType = 'System.Object') {
    super('Dictionary', true, 'System.String', valueType);
    this.typeName = typeName;
  }
}
snapshotClass('DerivedTable', 'heap', DerivedTable, ['dirtyPages', 'pages']);

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

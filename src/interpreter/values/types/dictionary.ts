/** Hashtable, OrderedDictionary, Dictionary, SortedDictionary, SortedList. */

import { existingKey } from '../arithmetic.ts';
import { type PSArray, PSHashtable, PSList, type TableKind } from '../collections.ts';
import { sameValue } from '../compare.ts';
import { zeroValue } from '../construct.ts';
import type { NativeContext } from '../context.ts';
import { callDelegate, PSDelegate } from '../delegates.ts';
import type { MethodOverload } from '../descriptor.ts';
import { dictionaryOf } from '../enumerate.ts';
import { ArgumentNullError, badArgument, indexOutOfRange, netError, notSupported } from '../faults.ts';
import { insertEntry, putEntry } from '../tables.ts';
import { methodText } from '../text.ts';
import { splitClosedName } from '../typeSyntax.ts';
import type { TypeValue, Value } from '../value.ts';
import { ignoresCase } from './comparers.ts';
import { int, m, out, p } from './define.ts';
import { entryValues, PSEnumerator } from './enumerators.ts';
import { registerType, type TypeShape } from './registry.ts';

const t = (v: Value | undefined): PSHashtable => dictionaryOf(v ?? null) as PSHashtable;

function notNull(key: Value | undefined): Value {
  if (key === null || key === undefined) throw new ArgumentNullError('key');
  return key;
}

function writable(table: PSHashtable): PSHashtable {
  if (table.readOnly) throw notSupported('Collection is read-only.');
  return table;
}

function add(table: PSHashtable, key: Value | undefined, value: Value | undefined, ctx: NativeContext): undefined {
  const k = notNull(key);
  if (writable(table).has(k)) {
    const message =
      table.kind === 'Hashtable' || table.kind === 'SortedList' || table.kind === 'OrderedDictionary'
        ? `Item has already been added. Key in dictionary: '${methodText(existingKey(table, k), ctx)}'  Key being added: '${methodText(k, ctx)}'`
        : `An item with the same key has already been added. Key: ${methodText(k, ctx)}`;
    throw badArgument(message);
  }
  putEntry(table, k, value ?? null);
  return undefined;
}

function copyInto(target: PSHashtable, source: Value | undefined): PSHashtable {
  for (const e of t(source).entries.values()) putEntry(target, e.key, e.value);
  return target;
}

const keys = (table: PSHashtable): PSList =>
  new PSList(
    [...table.entries.values()].map((e) => e.key),
    'Collection',
    table.keyType,
    true,
  );
const values = (table: PSHashtable): PSList =>
  new PSList(
    [...table.entries.values()].map((e) => e.value),
    'Collection',
    table.valueType,
    true,
  );
const nth = (table: PSHashtable, i: number) => {
  if (i < 0 || i >= table.entries.size) throw indexOutOfRange();
  return [...table.entries.values()][i] as { key: Value; value: Value };
};

function methods(K: string, V: string, removes: boolean): Record<string, MethodOverload[]> {
  return {
    Add: [m(`void Add(${K} key, ${V} value)`, (self, [k, v], ctx) => add(t(self), k, v, ctx))],
    Clear: [
      m('void Clear()', (self) => {
        writable(t(self)).clear();
        return undefined;
      }),
    ],
    ContainsKey: [m(`bool ContainsKey(${K} key)`, (self, [k]) => t(self).has(notNull(k)))],
    GetEnumerator: [
      m(
        'System.Collections.IDictionaryEnumerator GetEnumerator()',
        (self) => new PSEnumerator(entryValues(t(self)), 'System.Collections.IDictionaryEnumerator'),
      ),
    ],
    Remove: [
      m(`${removes ? 'bool' : 'void'} Remove(${K} key)`, (self, [k]) => {
        const had = writable(t(self)).has(notNull(k));
        if (had) t(self).delete(notNull(k));
        return removes ? had : undefined;
      }),
    ],
  };
}

const properties = (K: string, V: string) => ({
  ...(K === 'System.Object' && V === 'System.Object'
    ? {
        IsReadOnly: p('bool', (self: Value) => t(self).readOnly),
        IsFixedSize: p('bool', () => false),
        IsSynchronized: p('bool', () => false),
      }
    : { Count: p('int', (self: Value) => t(self).entries.size) }),
  Keys: p('System.Collections.ICollection', (self: Value) => keys(t(self))),
  Values: p('System.Collections.ICollection', (self: Value) => values(t(self))),
  ...(K === 'System.Object' && V === 'System.Object'
    ? { SyncRoot: p('System.Object', (self: Value) => self), Count: p('int', (self: Value) => t(self).entries.size) }
    : {}),
});

const containsValue = m('bool ContainsValue(System.Object value)', (self, [v]) =>
  [...t(self).entries.values()].some((e) => sameValue(e.value, v ?? null)),
);
const contains = m('bool Contains(System.Object key)', (self, [k]) => t(self).has(notNull(k)));
const copyTo = m('void CopyTo(array array, int arrayIndex)', (self, [a, i]) => {
  entryValues(t(self)).forEach((e, n) => {
    (a as PSArray).items[int(i) + n] = e;
  });
  return undefined;
});

/** [hashtable]::new() tells keys of different case apart; literals and casts do not. */
const hashtable = (ignoreCase = false): PSHashtable => new PSHashtable('Hashtable', ignoreCase);

registerType({
  name: 'System.Collections.Hashtable',
  accelerators: ['hashtable'],
  interfaces: ['System.Collections.IDictionary', 'System.ICloneable'],
  properties: properties('System.Object', 'System.Object'),
  indexer: { text: 'System.Object Item(System.Object key) {get;set;}' },
  methods: {
    ...methods('System.Object', 'System.Object', false),
    Clone: [m('System.Object Clone()', (self) => copyInto(hashtable(t(self).ignoreCase), self))],
    Contains: [contains],
    ContainsValue: [containsValue],
    CopyTo: [copyTo],
  },
  staticMethods: { Synchronized: [m('hashtable Synchronized(hashtable table)', (_s, [x]) => x)] },
  constructors: [
    m('hashtable new()', () => hashtable()),
    m('hashtable new(int capacity)', () => hashtable()),
    m('hashtable new(System.Collections.IEqualityComparer equalityComparer)', (_s, [c]) => hashtable(ignoresCase(c))),
    m('hashtable new(int capacity, System.Collections.IEqualityComparer equalityComparer)', (_s, [_n, c]) => hashtable(ignoresCase(c))),
    m('hashtable new(System.Collections.IDictionary d)', (_s, [d]) => copyInto(hashtable(), d)),
    m('hashtable new(System.Collections.IDictionary d, System.Collections.IEqualityComparer equalityComparer)', (_s, [d, c]) =>
      copyInto(hashtable(ignoresCase(c)), d),
    ),
  ],
});

// $PSVersionTable
registerType({ name: 'System.Management.Automation.PSVersionHashTable', base: 'System.Collections.Hashtable' });

const ordered = (ignoreCase = false): PSHashtable => new PSHashtable('OrderedDictionary', ignoreCase);
registerType({
  name: 'System.Collections.Specialized.OrderedDictionary',
  accelerators: ['ordered'],
  interfaces: ['System.Collections.Specialized.IOrderedDictionary'],
  properties: properties('System.Object', 'System.Object'),
  indexer: { text: 'System.Object Item(int index) {get;set;}, System.Object Item(System.Object key) {get;set;}' },
  methods: {
    ...methods('System.Object', 'System.Object', false),
    AsReadOnly: [
      m('ordered AsReadOnly()', (self) => {
        const copy = copyInto(ordered(t(self).ignoreCase), self);
        copy.readOnly = true;
        return copy;
      }),
    ],
    Contains: [contains],
    CopyTo: [copyTo],
    Insert: [
      m('void Insert(int index, System.Object key, System.Object value)', (self, [i, k, v], ctx) => {
        const table = writable(t(self));
        if (int(i) < 0 || int(i) > table.entries.size)
          throw netError(
            'System.ArgumentOutOfRangeException',
            "Specified argument was out of the range of valid values. (Parameter 'index')",
          );
        if (table.has(notNull(k))) return add(table, k, v, ctx);
        insertEntry(table, int(i), notNull(k), v ?? null);
        return undefined;
      }),
    ],
    RemoveAt: [
      m('void RemoveAt(int index)', (self, [i]) => {
        writable(t(self)).delete(nth(t(self), int(i)).key);
        return undefined;
      }),
    ],
  },
  constructors: [
    m('ordered new()', () => ordered()),
    m('ordered new(int capacity)', () => ordered()),
    m('ordered new(System.Collections.IEqualityComparer comparer)', (_s, [c]) => ordered(ignoresCase(c))),
    m('ordered new(int capacity, System.Collections.IEqualityComparer comparer)', (_s, [_n, c]) => ordered(ignoresCase(c))),
  ],
});

function generic(name: string, kind: TableKind, more: Partial<TypeShape>): void {
  const comparer =
    kind === 'Dictionary' || kind === 'ConcurrentDictionary'
      ? 'System.Collections.Generic.IEqualityComparer[TKey]'
      : 'System.Collections.Generic.IComparer[TKey]';
  const make = (self: Value, ignoreCase = false): PSHashtable => {
    const args = splitClosedName((self as TypeValue).name)?.args ?? [];
    return new PSHashtable(kind, ignoreCase, args[0], args[1]);
  };
  const SOURCE = 'System.Collections.Generic.IDictionary[TKey,TValue]';
  registerType({
    name,
    typeParameters: ['TKey', 'TValue'],
    interfaces: [
      'System.Collections.IDictionary',
      'System.Collections.Generic.IDictionary`2[TKey,TValue]',
      'System.Collections.Generic.IReadOnlyDictionary`2[TKey,TValue]',
    ],
    indexer: { text: 'TValue Item(TKey key) {get;set;}' },
    ...more,
    properties: { ...properties('TKey', 'TValue'), ...more.properties },
    methods: {
      ...methods('TKey', 'TValue', true),
      ContainsValue: [
        m('bool ContainsValue(TValue value)', (self, [v]) => [...t(self).entries.values()].some((e) => sameValue(e.value, v ?? null))),
      ],
      TryAdd: [
        m('bool TryAdd(TKey key, TValue value)', (self, [k, v]) => {
          if (t(self).has(notNull(k))) return false;
          putEntry(t(self), notNull(k), v ?? null);
          return true;
        }),
      ],
      TryGetValue: [
        m('bool TryGetValue(TKey key, [ref] TValue value)', (self, [k, r]) => {
          const found = t(self).get(notNull(k));
          out(r, found === undefined ? zeroValue(t(self).valueType) : found);
          return found !== undefined;
        }),
      ],
      get_Item: [
        m('TValue get_Item(TKey key)', (self, [k], ctx) => {
          const found = t(self).get(notNull(k));
          if (found === undefined)
            throw netError(
              'System.Collections.Generic.KeyNotFoundException',
              `The given key '${methodText(notNull(k), ctx)}' was not present in the dictionary.`,
            );
          return found;
        }),
      ],
      ...more.methods,
    },
    constructors: [
      m('System.Object new()', (self) => make(self)),
      m(`System.Object new(${SOURCE} dictionary)`, (self, [d]) => copyInto(make(self), d)),
      m(`System.Object new(${comparer} comparer)`, (self, [c]) => make(self, ignoresCase(c))),
      m(`System.Object new(${SOURCE} dictionary, ${comparer} comparer)`, (self, [d, c]) => copyInto(make(self, ignoresCase(c)), d)),
      ...(kind === 'SortedDictionary' ? [] : [m('System.Object new(int capacity)', (self: Value) => make(self))]),
      ...(kind === 'Dictionary'
        ? [m(`System.Object new(int capacity, ${comparer} comparer)`, (self: Value, [_n, c]: Value[]) => make(self, ignoresCase(c)))]
        : []),
    ],
  });
}

const byIndex: Record<string, MethodOverload[]> = {
  GetByIndex: [m('System.Object GetByIndex(int index)', (self, [i]) => nth(t(self), int(i)).value)],
  GetKey: [m('System.Object GetKey(int index)', (self, [i]) => nth(t(self), int(i)).key)],
  IndexOfKey: [
    m('int IndexOfKey(System.Object key)', (self, [k]) => [...t(self).entries.values()].findIndex((e) => sameValue(e.key, k ?? null))),
  ],
  IndexOfValue: [
    m('int IndexOfValue(System.Object value)', (self, [v]) =>
      [...t(self).entries.values()].findIndex((e) => sameValue(e.value, v ?? null)),
    ),
  ],
  GetKeyList: [m('System.Collections.IList GetKeyList()', (self) => keys(t(self)))],
  GetValueList: [m('System.Collections.IList GetValueList()', (self) => values(t(self)))],
  RemoveAt: [
    m('void RemoveAt(int index)', (self, [i]) => {
      t(self).delete(nth(t(self), int(i)).key);
      return undefined;
    }),
  ],
};

generic('System.Collections.Generic.Dictionary`2', 'Dictionary', {});
/** A value, or what a delegate makes of the key. */
const made = (v: Value | undefined, given: Value[], ctx: NativeContext): Value =>
  v instanceof PSDelegate ? callDelegate(v, given, ctx) : (v ?? null);

/** Threads of a session take turns: the methods need no locks. */
const concurrent: Record<string, MethodOverload[]> = {
  TryRemove: [
    m('bool TryRemove(TKey key, [ref] TValue value)', (self, [k, r]) => {
      const found = t(self).get(notNull(k));
      out(r, found === undefined ? zeroValue(t(self).valueType) : found);
      return found !== undefined && t(self).delete(notNull(k));
    }),
  ],
  TryUpdate: [
    m('bool TryUpdate(TKey key, TValue newValue, TValue comparisonValue)', (self, [k, v, old]) => {
      const found = t(self).get(notNull(k));
      if (found === undefined || !sameValue(found, old ?? null)) return false;
      putEntry(t(self), notNull(k), v ?? null);
      return true;
    }),
  ],
  GetOrAdd: ['TValue value', 'System.Func[TKey,TValue] valueFactory'].map((parameter) =>
    m(`TValue GetOrAdd(TKey key, ${parameter})`, (self, [k, v], ctx) => {
      const found = t(self).get(notNull(k));
      if (found !== undefined) return found;
      const value = made(v, [notNull(k)], ctx);
      putEntry(t(self), notNull(k), value);
      return value;
    }),
  ),
  AddOrUpdate: ['TValue addValue', 'System.Func[TKey,TValue] addValueFactory'].map((parameter) =>
    m(`TValue AddOrUpdate(TKey key, ${parameter}, System.Func[TKey,TValue,TValue] updateValueFactory)`, (self, [k, v, f], ctx) => {
      const found = t(self).get(notNull(k));
      const value = found === undefined ? made(v, [notNull(k)], ctx) : callDelegate(f ?? null, [notNull(k), found], ctx);
      putEntry(t(self), notNull(k), value);
      return value;
    }),
  ),
};
generic('System.Collections.Concurrent.ConcurrentDictionary`2', 'ConcurrentDictionary', {
  properties: { IsEmpty: p('bool', (self) => t(self).entries.size === 0) },
  methods: concurrent,
});
generic('System.Collections.Generic.SortedDictionary`2', 'SortedDictionary', {});
generic('System.Collections.Generic.SortedList`2', 'SortedList', { methods: byIndex });
registerType({
  name: 'System.Collections.SortedList',
  interfaces: ['System.Collections.IDictionary', 'System.ICloneable'],
  properties: properties('System.Object', 'System.Object'),
  indexer: { text: 'System.Object Item(System.Object key) {get;set;}' },
  methods: {
    ...methods('System.Object', 'System.Object', false),
    ...byIndex,
    Clone: [m('System.Object Clone()', (self) => copyInto(new PSHashtable('SortedList', t(self).ignoreCase), self))],
    Contains: [contains],
    ContainsValue: [containsValue],
  },
  constructors: [
    m('System.Collections.SortedList new()', () => new PSHashtable('SortedList', false)),
    m('System.Collections.SortedList new(int initialCapacity)', () => new PSHashtable('SortedList', false)),
    m(
      'System.Collections.SortedList new(System.Collections.IComparer comparer)',
      (_s, [c]) => new PSHashtable('SortedList', ignoresCase(c)),
    ),
    m('System.Collections.SortedList new(System.Collections.IDictionary d)', (_s, [d]) =>
      copyInto(new PSHashtable('SortedList', false), d),
    ),
  ],
});

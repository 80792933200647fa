/** ArrayList, List<T>, Collection<T>. */
import { appendItem, PSArray, PSHashtable, PSList, touchItems } from '../collections.ts';
import { sameValue } from '../compare.ts';
import { isTrue } from '../conditions.ts';
import { zeroValue } from '../construct.ts';
import type { NativeContext } from '../context.ts';
import { convertTo } from '../convert.ts';
import { callDelegate } from '../delegates.ts';
import type { MethodOverload } from '../descriptor.ts';
import { enumerate } from '../enumerate.ts';
import { ArgumentNullError, ArgumentOutOfRangeError, badArgument, indexOutOfRange, netError, notSupported } from '../faults.ts';
import { ScriptObject } from '../scriptClass.ts';
import { unwrap } from '../typeNames.ts';
import { splitClosedName } from '../typeSyntax.ts';
import type { TypeValue, Value } from '../value.ts';
import { defaultOrder, orderBy, sorted } from './comparers.ts';
import { int, m, p, rw } from './define.ts';
import { entryValues, PSEnumerator } from './enumerators.ts';
import { registerType } from './registry.ts';

/** The list that a method is called on, also inside an instance of a script class. */
export const listOf = (v: Value | undefined): PSList => {
  const bare = unwrap(v ?? null);
  return (bare instanceof ScriptObject ? bare.base : bare) as PSList;
};

/** The items of a collection argument; tables give their entries, strings their characters. */
export function argumentItems(v: Value | undefined): readonly Value[] {
  if (v === null || v === undefined) throw new ArgumentNullError('collection');
  if (v instanceof PSHashtable) return entryValues(v);
  return enumerate(v) ?? [v];
}

function writable(list: PSList): PSList {
  if (list.readOnly) throw notSupported('Collection is read-only.');
  return list;
}

function checkIndex(list: PSList, i: number): number {
  if (i < 0 || i >= list.items.length) throw indexOutOfRange();
  return i;
}

function checkRange(list: PSList, i: number, n: number): void {
  if (i < 0) throw new ArgumentOutOfRangeError('index', 'Non-negative number required.');
  if (n < 0) throw new ArgumentOutOfRangeError('count', 'Non-negative number required.');
  if (i + n > list.items.length)
    throw badArgument(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
}

function splice(list: PSList, i: number, remove: number, items: readonly Value[], ctx?: NativeContext): undefined {
  writable(list);
  if (items.length > 1000) ctx?.allocate(items.length * 8);
  if (items.length < 10_000) list.items.splice(i, remove, ...items);
  else list.items = [...list.items.slice(0, i), ...items, ...list.items.slice(i + remove)];
  touchItems(list);
  return undefined;
}

function indexOf(list: PSList, v: Value, from = 0): number {
  for (let i = from; i < list.items.length; i++) if (sameValue(list.items[i] as Value, v)) return i;
  return -1;
}

function lastIndexOf(list: PSList, v: Value): number {
  for (let i = list.items.length - 1; i >= 0; i--) if (sameValue(list.items[i] as Value, v)) return i;
  return -1;
}

function binarySearch(list: PSList, v: Value, comparer: Value | undefined, ctx: NativeContext): number {
  let low = 0;
  let high = list.items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = orderBy(comparer, list.items[middle] as Value, v, ctx);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

function sortAll(list: PSList, comparer: Value | undefined, ctx: NativeContext, from = 0, count = list.items.length): undefined {
  writable(list);
  const part = sorted(list.items.slice(from, from + count), comparer, ctx);
  part.forEach((v, i) => {
    list.items[from + i] = v;
  });
  touchItems(list);
  return undefined;
}

function reverse(list: PSList, i: number, n: number): undefined {
  checkRange(list, i, n);
  const part = list.items.slice(i, i + n).reverse();
  return splice(list, i, n, part);
}

const test = (d: Value | undefined, v: Value, ctx: NativeContext): boolean => isTrue(callDelegate(d ?? null, [v], ctx));
const l = listOf;

/** Members that all lists have; `T` is the element type's name in signatures. */
function listMethods(T: string): Record<string, MethodOverload[]> {
  const voidAdd = T !== 'System.Object';
  return {
    Add: [
      m(`${voidAdd ? 'void' : 'int'} Add(${T} ${voidAdd ? 'item' : 'value'})`, (self, [v]) => {
        appendItem(writable(l(self)), v ?? null);
        return voidAdd ? undefined : l(self).items.length - 1;
      }),
    ],
    Clear: [m('void Clear()', (self) => splice(l(self), 0, l(self).items.length, []))],
    Contains: [m(`bool Contains(${T} item)`, (self, [v]) => indexOf(l(self), v ?? null) >= 0)],
    CopyTo: [
      m(`void CopyTo(${T}[] array)`, (self, [to]) => copyTo(l(self), to as PSArray, 0)),
      m(`void CopyTo(${T}[] array, int arrayIndex)`, (self, [to, i]) => copyTo(l(self), to as PSArray, int(i))),
    ],
    GetEnumerator: [m('System.Collections.IEnumerator GetEnumerator()', (self) => new PSEnumerator([...l(self).items]))],
    IndexOf: [
      m(`int IndexOf(${T} item)`, (self, [v]) => indexOf(l(self), v ?? null)),
      m(`int IndexOf(${T} item, int index)`, (self, [v, i]) => indexOf(l(self), v ?? null, int(i))),
    ],
    Insert: [
      m(`void Insert(int index, ${T} item)`, (self, [i, v]) => {
        if (int(i) < 0 || int(i) > l(self).items.length) {
          throw new ArgumentOutOfRangeError(
            'index',
            T === 'System.Object'
              ? 'Insertion index was out of range. Must be non-negative and less than or equal to size.'
              : 'Index must be within the bounds of the List.',
          );
        }
        return splice(l(self), int(i), 0, [v ?? null]);
      }),
    ],
    Remove: [
      m(`${voidAdd ? 'bool' : 'void'} Remove(${T} item)`, (self, [v]) => {
        const i = indexOf(l(self), v ?? null);
        if (i >= 0) splice(l(self), i, 1, []);
        return voidAdd ? i >= 0 : undefined;
      }),
    ],
    RemoveAt: [m('void RemoveAt(int index)', (self, [i]) => splice(l(self), checkIndex(l(self), int(i)), 1, []))],
  };
}

function copyTo(list: PSList, to: PSArray, at: number): undefined {
  if (at + list.items.length > to.items.length)
    throw badArgument(
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
      'destinationArray',
    );
  list.items.forEach((v, i) => {
    to.items[at + i] = v;
  });
  touchItems(to);
  return undefined;
}

/** Members of ArrayList and List<T> that Collection<T> lacks. */
function rangeMethods(T: string, collection: string): Record<string, MethodOverload[]> {
  const make = (self: Value, items: Value[]): PSList => new PSList(items, l(self).kind, l(self).elementType);
  return {
    AddRange: [
      m(`void AddRange(${collection} ${T === 'System.Object' ? 'c' : 'collection'})`, (self, [c], ctx) =>
        splice(l(self), l(self).items.length, 0, argumentItems(c), ctx),
      ),
    ],
    BinarySearch: [
      m(`int BinarySearch(${T} item)`, (self, [v], ctx) => binarySearch(l(self), v ?? null, null, ctx)),
      m(`int BinarySearch(${T} item, System.Collections.IComparer comparer)`, (self, [v, c], ctx) =>
        binarySearch(l(self), v ?? null, c, ctx),
      ),
    ],
    GetRange: [
      m(`System.Object GetRange(int index, int count)`, (self, [i, n]) => {
        checkRange(l(self), int(i), int(n));
        return make(self, l(self).items.slice(int(i), int(i) + int(n)));
      }),
    ],
    InsertRange: [
      m(`void InsertRange(int index, ${collection} collection)`, (self, [i, c], ctx) => {
        if (int(i) < 0 || int(i) > l(self).items.length) throw indexOutOfRange();
        return splice(l(self), int(i), 0, [...argumentItems(c)], ctx);
      }),
    ],
    LastIndexOf: [m(`int LastIndexOf(${T} item)`, (self, [v]) => lastIndexOf(l(self), v ?? null))],
    RemoveRange: [
      m('void RemoveRange(int index, int count)', (self, [i, n]) => {
        checkRange(l(self), int(i), int(n));
        return splice(l(self), int(i), int(n), []);
      }),
    ],
    Reverse: [
      m('void Reverse()', (self) => reverse(l(self), 0, l(self).items.length)),
      m('void Reverse(int index, int count)', (self, [i, n]) => reverse(l(self), int(i), int(n))),
    ],
    ToArray: [
      m(`${T}[] ToArray()`, (self, _a, ctx) => {
        ctx.allocate(l(self).items.length * 8);
        return new PSArray([...l(self).items], l(self).elementType);
      }),
      ...(T === 'System.Object'
        ? [
            m(
              'array ToArray(type type)',
              (self, [t], ctx) =>
                new PSArray(
                  l(self).items.map((v) => convertTo(v, (t as TypeValue).name, ctx)),
                  (t as TypeValue).name,
                ),
            ),
          ]
        : []),
    ],
    TrimExcess: [m('void TrimExcess()', () => undefined)],
  };
}

const elementOf = (self: Value): string => splitClosedName((self as TypeValue).name)?.args[0] ?? 'System.Object';
const properties = {
  Count: p('int', (self: Value) => l(self).items.length),
  IsReadOnly: p('bool', (self: Value) => l(self).readOnly),
  IsFixedSize: p('bool', () => false),
  IsSynchronized: p('bool', () => false),
  SyncRoot: p('System.Object', (self: Value) => self),
};
const capacity = rw(
  'int',
  (self: Value) => Math.max(4, l(self).items.length),
  () => undefined,
);

registerType({
  name: 'System.Collections.ArrayList',
  interfaces: ['System.Collections.IList', 'System.ICloneable'],
  properties: { ...properties, Capacity: capacity },
  indexer: { text: 'System.Object Item(int index) {get;set;}' },
  methods: {
    ...listMethods('System.Object'),
    ...rangeMethods('System.Object', 'System.Collections.ICollection'),
    Clone: [m('System.Object Clone()', (self) => new PSList([...l(self).items]))],
    Sort: [
      m('void Sort()', (self, _a, ctx) => sortAll(l(self), null, ctx)),
      m('void Sort(System.Collections.IComparer comparer)', (self, [c], ctx) => sortAll(l(self), c, ctx)),
      m('void Sort(int index, int count, System.Collections.IComparer comparer)', (self, [i, n, c], ctx) =>
        sortAll(l(self), c, ctx, int(i), int(n)),
      ),
    ],
  },
  staticMethods: {
    ReadOnly: [
      m(
        'System.Collections.ArrayList ReadOnly(System.Collections.ArrayList list)',
        (_s, [x]) => new PSList(l(x).items.slice(), 'ArrayList', 'System.Object', true),
      ),
    ],
    Synchronized: [m('System.Collections.ArrayList Synchronized(System.Collections.ArrayList list)', (_s, [x]) => x)],
    Adapter: [m('System.Collections.ArrayList Adapter(System.Collections.IList list)', (_s, [x]) => new PSList([...argumentItems(x)]))],
    Repeat: [
      m(
        'System.Collections.ArrayList Repeat(System.Object value, int count)',
        (_s, [v, n]) => new PSList(new Array(int(n)).fill(v ?? null)),
      ),
    ],
  },
  constructors: [
    m('System.Collections.ArrayList new()', () => new PSList()),
    m('System.Collections.ArrayList new(int capacity)', (_s, [n]) => {
      if (int(n) < 0) throw new ArgumentOutOfRangeError('capacity', "'capacity' must be non-negative.");
      return new PSList();
    }),
    m('System.Collections.ArrayList new(System.Collections.ICollection c)', (_s, [c], ctx) => {
      const items = argumentItems(c);
      ctx.allocate(items.length * 8);
      return new PSList([...items]);
    }),
  ],
});

const ENUMERABLE = 'System.Collections.Generic.IEnumerable[T]';
const INTERFACES = ['System.Collections.IList', 'System.Collections.Generic.IList`1[T]', 'System.Collections.Generic.IReadOnlyList`1[T]'];

registerType({
  name: 'System.Collections.Generic.List`1',
  typeParameters: ['T'],
  interfaces: INTERFACES,
  properties: { ...properties, Capacity: capacity },
  indexer: { text: 'T Item(int index) {get;set;}' },
  methods: {
    ...listMethods('T'),
    ...rangeMethods('T', ENUMERABLE),
    AsReadOnly: [m('System.Object AsReadOnly()', (self) => new PSList([...l(self).items], 'Collection', l(self).elementType, true))],
    ConvertAll: [
      m(
        'System.Object ConvertAll(System.Converter[System.Object,System.Object] converter)',
        (self, [d], ctx) =>
          new PSList(
            l(self).items.map((v) => callDelegate(d ?? null, [v], ctx)),
            'List',
          ),
      ),
    ],
    EnsureCapacity: [m('int EnsureCapacity(int capacity)', (_self, [n]) => n)],
    Exists: [m('bool Exists(System.Predicate[T] match)', (self, [d], ctx) => l(self).items.some((v) => test(d, v, ctx)))],
    Find: [
      m(
        'T Find(System.Predicate[T] match)',
        (self, [d], ctx) => l(self).items.find((v) => test(d, v, ctx)) ?? zeroValue(l(self).elementType),
      ),
    ],
    FindAll: [
      m(
        'System.Collections.Generic.List[T] FindAll(System.Predicate[T] match)',
        (self, [d], ctx) =>
          new PSList(
            l(self).items.filter((v) => test(d, v, ctx)),
            'List',
            l(self).elementType,
          ),
      ),
    ],
    FindIndex: [m('int FindIndex(System.Predicate[T] match)', (self, [d], ctx) => l(self).items.findIndex((v) => test(d, v, ctx)))],
    FindLast: [
      m(
        'T FindLast(System.Predicate[T] match)',
        (self, [d], ctx) => [...l(self).items].reverse().find((v) => test(d, v, ctx)) ?? zeroValue(l(self).elementType),
      ),
    ],
    FindLastIndex: [
      m('int FindLastIndex(System.Predicate[T] match)', (self, [d], ctx) => l(self).items.findLastIndex((v) => test(d, v, ctx))),
    ],
    ForEach: [
      m('void ForEach(System.Action[T] action)', (self, [d], ctx) => {
        for (const v of [...l(self).items]) callDelegate(d ?? null, [v], ctx);
        return undefined;
      }),
    ],
    RemoveAll: [
      m('int RemoveAll(System.Predicate[T] match)', (self, [d], ctx) => {
        const keep = l(self).items.filter((v) => !test(d, v, ctx));
        const removed = l(self).items.length - keep.length;
        splice(l(self), 0, l(self).items.length, keep);
        return removed;
      }),
    ],
    Sort: [
      m('void Sort()', (self, _a, ctx) => sortAll(l(self), null, ctx)),
      m('void Sort(System.Collections.Generic.IComparer[T] comparer)', (self, [c], ctx) => sortAll(l(self), c, ctx)),
      m('void Sort(System.Comparison[T] comparison)', (self, [c], ctx) => sortAll(l(self), c, ctx)),
      m('void Sort(int index, int count, System.Collections.Generic.IComparer[T] comparer)', (self, [i, n, c], ctx) =>
        sortAll(l(self), c, ctx, int(i), int(n)),
      ),
    ],
    Slice: [
      m(
        'System.Collections.Generic.List[T] Slice(int start, int length)',
        (self, [i, n]) => new PSList(l(self).items.slice(int(i), int(i) + int(n)), 'List', l(self).elementType),
      ),
    ],
    TrueForAll: [m('bool TrueForAll(System.Predicate[T] match)', (self, [d], ctx) => l(self).items.every((v) => test(d, v, ctx)))],
  },
  constructors: [
    m('System.Collections.Generic.List[T] new()', (self) => new PSList([], 'List', elementOf(self))),
    m('System.Collections.Generic.List[T] new(int capacity)', (self, [n]) => {
      if (int(n) < 0) throw new ArgumentOutOfRangeError('capacity', 'Non-negative number required.');
      return new PSList([], 'List', elementOf(self));
    }),
    m(`System.Collections.Generic.List[T] new(${ENUMERABLE} collection)`, (self, [c], ctx) => {
      const items = argumentItems(c);
      ctx.allocate(items.length * 8);
      return new PSList([...items], 'List', elementOf(self));
    }),
  ],
});

for (const [name, readOnly] of [
  ['Collection', false],
  ['ReadOnlyCollection', true],
  ['ObservableCollection', false],
] as const) {
  registerType({
    name: `System.Collections.ObjectModel.${name}\`1`,
    typeParameters: ['T'],
    interfaces: INTERFACES,
    properties: { Count: properties.Count },
    indexer: { text: `T Item(int index) {get;${readOnly ? '' : 'set;'}}` },
    methods: listMethods('T'),
    constructors: [
      ...(readOnly ? [] : [m(`System.Object new()`, (self: Value) => new PSList([], 'Collection', elementOf(self)))]),
      m(
        'System.Object new(System.Collections.Generic.IList[T] list)',
        (self, [c]) => new PSList([...argumentItems(c)], 'Collection', elementOf(self), readOnly),
      ),
    ],
  });
}
registerType({
  name: 'System.Management.Automation.PSDataCollection`1',
  typeParameters: ['T'],
  interfaces: INTERFACES,
  properties: {
    Count: properties.Count,
    IsOpen: p('bool', (self) => !l(self).readOnly),
    IsAutoGenerated: p('bool', () => false),
  },
  indexer: { text: 'T Item(int index) {get;set;}' },
  methods: {
    ...listMethods('T'),
    Complete: [
      m('void Complete()', (self) => {
        l(self).readOnly = true;
        touchItems(l(self));
        return undefined;
      }),
    ],
    ReadAll: [
      m('System.Object ReadAll()', (self) => {
        const items = l(self).items.slice();
        l(self).items.length = 0;
        touchItems(l(self));
        return new PSList(items, 'Collection', l(self).elementType);
      }),
    ],
  },
  constructors: [
    m('System.Object new()', (self) => new PSList([], 'PSDataCollection', elementOf(self))),
    m(`System.Object new(${ENUMERABLE} items)`, (self, [c]) => new PSList([...argumentItems(c)], 'PSDataCollection', elementOf(self))),
  ],
});

/** The least and greatest of items, by default order; for callers that have no comparer. */
export function extreme(items: readonly Value[], greatest: boolean, ctx: NativeContext): Value {
  if (items.length === 0) throw netError('System.InvalidOperationException', 'Sequence contains no elements');
  return items.reduce((x, y) => (defaultOrder(x, y, ctx) < 0 === greatest ? y : x));
}

/** System.Array. */

import type { PSReference } from '../code.ts';
import { PSArray, PSList, setItem, touchItems } from '../collections.ts';
import { sameValue } from '../compare.ts';
import { isTrue } from '../conditions.ts';
import { zeroValue } from '../construct.ts';
import type { NativeContext } from '../context.ts';
import { convertTo } from '../convert.ts';
import { callDelegate } from '../delegates.ts';
import { ArgumentNullError, badArgument, outOfBounds } from '../faults.ts';
import { readReference, writeReference } from '../references.ts';
import { ScriptClass } from '../scriptClass.ts';
import { unwrap } from '../typeNames.ts';
import type { TypeValue, Value } from '../value.ts';
import { orderBy, sorted } from './comparers.ts';
import { int, m, p } from './define.ts';
import { PSEnumerator } from './enumerators.ts';
import { registerType } from './registry.ts';

const a = (v: Value | undefined): PSArray => {
  const bare = unwrap(v ?? null);
  if (bare instanceof PSArray) return bare;
  throw new ArgumentNullError('array');
};

/** A copy of an array with its type. */
export function cloneArray(source: PSArray): PSArray {
  return new PSArray([...source.items], source.elementType, source.lengths === null ? null : [...source.lengths]);
}

function copy(from: PSArray, at: number, to: PSArray, where: number, count: number, ctx: NativeContext): void {
  if (count < 0 || at < 0 || where < 0 || at + count > from.items.length)
    throw badArgument("Source array was not long enough. Check the source index, length, and the array's lower bounds.", 'sourceArray');
  if (where + count > to.items.length)
    throw badArgument(
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
      'destinationArray',
    );
  const part = from.items.slice(at, at + count);
  for (let i = 0; i < count; i++) {
    const v = part[i] as Value;
    to.items[where + i] = to.elementType === 'System.Object' || to.elementType === from.elementType ? v : convertTo(v, to.elementType, ctx);
  }
  touchItems(to);
}

function indexOf(array: PSArray, value: Value, from = 0, count = array.items.length - from): number {
  for (let i = from; i < Math.min(array.items.length, from + count); i++) if (sameValue(array.items[i] as Value, value)) return i;
  return -1;
}

function lastIndexOf(array: PSArray, value: Value): number {
  for (let i = array.items.length - 1; i >= 0; i--) if (sameValue(array.items[i] as Value, value)) return i;
  return -1;
}

function sort(array: PSArray, from: number, count: number, comparer: Value | undefined, ctx: NativeContext): void {
  const part = sorted(array.items.slice(from, from + count), comparer, ctx);
  part.forEach((v, i) => {
    array.items[from + i] = v;
  });
  touchItems(array);
}

function sortPairs(keys: PSArray, items: PSArray, comparer: Value | undefined, ctx: NativeContext): void {
  const order = keys.items.map((k, i) => ({ k, v: items.items[i] as Value })).sort((x, y) => orderBy(comparer, x.k, y.k, ctx));
  keys.items = order.map((o) => o.k);
  items.items = order.map((o) => o.v);
  touchItems(keys);
  touchItems(items);
}

function reverse(array: PSArray, from: number, count: number): void {
  const part = array.items.slice(from, from + count).reverse();
  array.items.splice(from, count, ...part);
  touchItems(array);
}

function binarySearch(array: PSArray, value: Value, comparer: Value | undefined, ctx: NativeContext): number {
  let low = 0;
  let high = array.items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = orderBy(comparer, array.items[middle] as Value, value, ctx);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return ~low;
}

/** Position of an element by its indices. */
function position(array: PSArray, indices: readonly Value[]): number {
  if (array.lengths === null) {
    const i = int(indices[0]);
    if (i < 0 || i >= array.items.length) throw outOfBounds();
    return i;
  }
  let at = 0;
  array.lengths.forEach((length, d) => {
    const i = int(indices[d]);
    if (i < 0 || i >= length) throw outOfBounds();
    at = at * length + i;
  });
  return at;
}

const test = (d: Value | undefined, v: Value, ctx: NativeContext): boolean => isTrue(callDelegate(d ?? null, [v], ctx));
const elementName = (t: Value | undefined): string => (t instanceof ScriptClass ? t.name : (t as TypeValue).name);
const INTERFACES = [
  'System.ICloneable',
  'System.Collections.IList',
  'System.Collections.IStructuralComparable',
  'System.Collections.IStructuralEquatable',
];

registerType({
  name: 'System.Array',
  accelerators: ['array'],
  isAbstract: true,
  interfaces: INTERFACES,
  properties: {
    Length: p('int', (self) => a(self).items.length),
    LongLength: p('long', (self, ctx) => convertTo(a(self).items.length, 'long', ctx)),
    Rank: p('int', (self) => a(self).lengths?.length ?? 1),
    SyncRoot: p('System.Object', (self) => self),
    IsReadOnly: p('bool', () => false),
    IsFixedSize: p('bool', () => true),
    IsSynchronized: p('bool', () => false),
    Count: p('int', (self) => a(self).items.length),
  },
  indexer: { text: 'System.Object IList.Item(int index) {get;set;}' },
  methods: {
    Clone: [m('System.Object Clone()', (self) => cloneArray(a(self)))],
    CopyTo: [
      m('void CopyTo(array array, int index)', (self, [to, i], ctx) => {
        copy(a(self), 0, a(to), int(i), a(self).items.length, ctx);
        return undefined;
      }),
    ],
    Contains: [m('bool Contains(System.Object value)', (self, [v]) => indexOf(a(self), v ?? null) >= 0)],
    IndexOf: [m('int IndexOf(System.Object value)', (self, [v]) => indexOf(a(self), v ?? null))],
    GetEnumerator: [
      m('System.Collections.IEnumerator GetEnumerator()', (self) => new PSEnumerator([...a(self).items], 'System.Array+ArrayEnumerator')),
    ],
    GetLength: [m('int GetLength(int dimension)', (self, [d]) => dimension(a(self), int(d)))],
    GetLongLength: [m('long GetLongLength(int dimension)', (self, [d], ctx) => convertTo(dimension(a(self), int(d)), 'long', ctx))],
    GetLowerBound: [m('int GetLowerBound(int dimension)', () => 0)],
    GetUpperBound: [m('int GetUpperBound(int dimension)', (self, [d]) => dimension(a(self), int(d)) - 1)],
    GetValue: [
      m('System.Object GetValue(Params int[] indices)', (self, [i]) => a(self).items[position(a(self), a(i).items)] ?? null),
      m('System.Object GetValue(int index)', (self, [i]) => a(self).items[position(a(self), [i as Value])] ?? null),
      m('System.Object GetValue(int index1, int index2)', (self, i) => a(self).items[position(a(self), i)] ?? null),
    ],
    Initialize: [m('void Initialize()', () => undefined)],
    SetValue: [
      m('void SetValue(System.Object value, int index)', (self, [v, i], ctx) => store(a(self), [i as Value], v ?? null, ctx)),
      m('void SetValue(System.Object value, int index1, int index2)', (self, [v, ...i], ctx) => store(a(self), i, v ?? null, ctx)),
      m('void SetValue(System.Object value, Params int[] indices)', (self, [v, i], ctx) => store(a(self), a(i).items, v ?? null, ctx)),
    ],
    Get: [m('System.Object Get(int index)', (self, i) => a(self).items[position(a(self), i)] ?? null)],
    Set: [m('void Set(int index, System.Object value)', (self, [i, v], ctx) => store(a(self), [i as Value], v ?? null, ctx))],
  },
  staticMethods: {
    BinarySearch: [
      m('int BinarySearch(array array, System.Object value)', (_s, [x, v], ctx) => binarySearch(a(x), v ?? null, null, ctx)),
      m('int BinarySearch(array array, System.Object value, System.Collections.IComparer comparer)', (_s, [x, v, c], ctx) =>
        binarySearch(a(x), v ?? null, c, ctx),
      ),
    ],
    Clear: [
      m('void Clear(array array)', (_s, [x]) => clear(a(x), 0, a(x).items.length)),
      m('void Clear(array array, int index, int length)', (_s, [x, i, n]) => clear(a(x), int(i), int(n))),
    ],
    ConvertAll: [
      m('TOutput[] ConvertAll(array array, System.Delegate converter)', (_s, [x, d], ctx) => {
        const returns = (d as { typeName?: string }).typeName ?? '';
        const items = a(x).items.map((v) => callDelegate(d ?? null, [v], ctx));
        return new PSArray(items, /,([^,\]]+)\]$/.exec(returns)?.[1] ?? 'System.Object');
      }),
    ],
    Copy: [
      m('void Copy(array sourceArray, array destinationArray, int length)', (_s, [x, y, n], ctx) => {
        copy(a(x), 0, a(y), 0, int(n), ctx);
        return undefined;
      }),
      m(
        'void Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)',
        (_s, [x, i, y, j, n], ctx) => {
          copy(a(x), int(i), a(y), int(j), int(n), ctx);
          return undefined;
        },
      ),
    ],
    CreateInstance: [
      m('array CreateInstance(type elementType, int length)', (_s, [t, n], ctx) => create(t, [int(n)], ctx)),
      m('array CreateInstance(type elementType, int length1, int length2)', (_s, [t, n, k], ctx) => create(t, [int(n), int(k)], ctx)),
      m('array CreateInstance(type elementType, Params int[] lengths)', (_s, [t, l], ctx) => create(t, a(l).items.map(int), ctx)),
    ],
    Empty: [m('T[] Empty()', () => new PSArray([]))],
    Exists: [m('bool Exists(array array, System.Delegate match)', (_s, [x, d], ctx) => a(x).items.some((v) => test(d, v, ctx)))],
    Fill: [
      m('void Fill(array array, System.Object value)', (_s, [x, v]) => {
        a(x).items.fill(v ?? null);
        touchItems(a(x));
        return undefined;
      }),
    ],
    Find: [
      m(
        'T Find(array array, System.Delegate match)',
        (_s, [x, d], ctx) => a(x).items.find((v) => test(d, v, ctx)) ?? zeroValue(a(x).elementType),
      ),
    ],
    FindAll: [
      m(
        'T[] FindAll(array array, System.Delegate match)',
        (_s, [x, d], ctx) =>
          new PSArray(
            a(x).items.filter((v) => test(d, v, ctx)),
            a(x).elementType,
          ),
      ),
    ],
    FindIndex: [m('int FindIndex(array array, System.Delegate match)', (_s, [x, d], ctx) => a(x).items.findIndex((v) => test(d, v, ctx)))],
    FindLast: [
      m(
        'T FindLast(array array, System.Delegate match)',
        (_s, [x, d], ctx) => [...a(x).items].reverse().find((v) => test(d, v, ctx)) ?? zeroValue(a(x).elementType),
      ),
    ],
    ForEach: [
      m('void ForEach(array array, System.Delegate action)', (_s, [x, d], ctx) => {
        for (const v of a(x).items) callDelegate(d ?? null, [v], ctx);
        return undefined;
      }),
    ],
    IndexOf: [
      m('int IndexOf(array array, System.Object value)', (_s, [x, v]) => indexOf(a(x), v ?? null)),
      m('int IndexOf(array array, System.Object value, int startIndex)', (_s, [x, v, i]) => indexOf(a(x), v ?? null, int(i))),
      m('int IndexOf(array array, System.Object value, int startIndex, int count)', (_s, [x, v, i, n]) =>
        indexOf(a(x), v ?? null, int(i), int(n)),
      ),
    ],
    LastIndexOf: [m('int LastIndexOf(array array, System.Object value)', (_s, [x, v]) => lastIndexOf(a(x), v ?? null))],
    Resize: [
      m('void Resize([ref] T[] array, int newSize)', (_s, [r, n], ctx) => {
        const ref = r as PSReference;
        const held = unwrap(readReference(ref));
        const old = held instanceof PSArray ? held : new PSArray([]);
        ctx.allocate(int(n) * 8);
        const items = old.items.slice(0, int(n));
        while (items.length < int(n)) items.push(zeroValue(old.elementType));
        writeReference(ref, new PSArray(items, old.elementType));
        return undefined;
      }),
    ],
    Reverse: [
      m('void Reverse(array array)', (_s, [x]) => {
        reverse(a(x), 0, a(x).items.length);
        return undefined;
      }),
      m('void Reverse(array array, int index, int length)', (_s, [x, i, n]) => {
        reverse(a(x), int(i), int(n));
        return undefined;
      }),
    ],
    Sort: [
      m('void Sort(array array)', (_s, [x], ctx) => {
        sort(a(x), 0, a(x).items.length, null, ctx);
        return undefined;
      }),
      m('void Sort(array keys, array items)', (_s, [k, v], ctx) => {
        sortPairs(a(k), a(v), null, ctx);
        return undefined;
      }),
      m('void Sort(array array, int index, int length)', (_s, [x, i, n], ctx) => {
        sort(a(x), int(i), int(n), null, ctx);
        return undefined;
      }),
      m('void Sort(array array, System.Collections.IComparer comparer)', (_s, [x, c], ctx) => {
        sort(a(x), 0, a(x).items.length, c, ctx);
        return undefined;
      }),
      m('void Sort(array keys, array items, System.Collections.IComparer comparer)', (_s, [k, v, c], ctx) => {
        sortPairs(a(k), a(v), c, ctx);
        return undefined;
      }),
      m('void Sort(array array, System.Delegate comparison)', (_s, [x, d], ctx) => {
        sort(a(x), 0, a(x).items.length, d, ctx);
        return undefined;
      }),
    ],
    TrueForAll: [m('bool TrueForAll(array array, System.Delegate match)', (_s, [x, d], ctx) => a(x).items.every((v) => test(d, v, ctx)))],
    AsReadOnly: [
      m('System.Object AsReadOnly(array array)', (_s, [x]) => new PSList([...a(x).items], 'Collection', a(x).elementType, true)),
    ],
  },
});

function dimension(array: PSArray, d: number): number {
  const lengths = array.lengths ?? [array.items.length];
  const length = lengths[d];
  if (length === undefined) throw outOfBounds();
  return length;
}

function store(array: PSArray, indices: readonly Value[], value: Value, ctx: NativeContext): undefined {
  setItem(array, position(array, indices), array.elementType === 'System.Object' ? value : convertTo(value, array.elementType, ctx));
  return undefined;
}

function clear(array: PSArray, from: number, count: number): undefined {
  array.items.fill(zeroValue(array.elementType), from, from + count);
  touchItems(array);
  return undefined;
}

function create(type: Value | undefined, lengths: number[], ctx: NativeContext): PSArray {
  const total = lengths.reduce((x, y) => x * y, 1);
  ctx.allocate(total * 8);
  const name = elementName(type);
  return new PSArray(new Array(total).fill(zeroValue(name)), name, lengths.length > 1 ? lengths : null);
}

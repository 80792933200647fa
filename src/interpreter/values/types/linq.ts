/** System.Linq.Enumerable, on arrays and lists. Lazy sequences of .NET are arrays here. */
import { PSArray, PSHashtable, PSList } from '../collections.ts';
import { sameValue } from '../compare.ts';
import { isTrue } from '../conditions.ts';
import type { NativeContext } from '../context.ts';
import { callDelegate } from '../delegates.ts';
import type { MethodOverload } from '../descriptor.ts';
import { enumerate } from '../enumerate.ts';
import { ArgumentNullError, badArgument, invalidOperation } from '../faults.ts';
import { HeapObject, snapshotClass } from '../heap.ts';
import { toJsNumber } from '../numbers.ts';
import { binary } from '../operators.ts';
import { typeNameOf, unwrap } from '../typeNames.ts';
import { mkDouble, type Value } from '../value.ts';
import { defaultOrder, orderBy } from './comparers.ts';
import { int, m, p } from './define.ts';
import { registerType } from './registry.ts';
import { PSTuple } from './tuple.ts';

const SOURCE = 'System.Collections.IEnumerable source';
const FUNCTION = 'System.Delegate';

function items(v: Value | undefined): readonly Value[] {
  if (v === null || v === undefined) throw new ArgumentNullError('source');
  return enumerate(v) ?? [v];
}

function elementType(v: Value | undefined): string {
  const bare = unwrap(v ?? null);
  return bare instanceof PSArray || bare instanceof PSList ? bare.elementType : 'System.Object';
}

const test = (f: Value | undefined, v: Value, ctx: NativeContext): boolean => isTrue(callDelegate(f ?? null, [v], ctx));
const none = (): Error => invalidOperation('Sequence contains no elements');
const like = (source: Value | undefined, values: readonly Value[]): PSArray => new PSArray([...values], elementType(source));

/** A method with and without a predicate or selector. */
function both(
  name: string,
  returns: string,
  plain: (v: readonly Value[], ctx: NativeContext) => Value,
  by: (v: readonly Value[], f: Value, ctx: NativeContext) => Value,
): MethodOverload[] {
  return [
    m(`${returns} ${name}(${SOURCE})`, (_s, [v], ctx) => plain(items(v), ctx)),
    m(`${returns} ${name}(${SOURCE}, ${FUNCTION} function)`, (_s, [v, f], ctx) => by(items(v), f ?? null, ctx)),
  ];
}

function sum(values: readonly Value[], ctx: NativeContext): Value {
  return values.reduce<Value>((x, y) => binary('Plus', x, y, ctx), 0);
}

function distinct(values: readonly Value[]): Value[] {
  const result: Value[] = [];
  for (const v of values) if (!result.some((x) => sameValue(x, v))) result.push(v);
  return result;
}

const has = (list: readonly Value[], v: Value): boolean => list.some((x) => sameValue(x, v));
const map = (values: readonly Value[], f: Value, ctx: NativeContext): Value[] => values.map((v) => callDelegate(f, [v], ctx));

function extreme(values: readonly Value[], greatest: boolean, ctx: NativeContext): Value {
  if (values.length === 0) throw none();
  return values.reduce((x, y) => (defaultOrder(x, y, ctx) < 0 === greatest ? y : x));
}

function sortBy(values: readonly Value[], f: Value, sign: number, ctx: NativeContext): Value[] {
  const keyed = values.map((v) => ({ v, k: callDelegate(f, [v], ctx) }));
  return keyed.sort((x, y) => sign * orderBy(null, x.k, y.k, ctx)).map((x) => x.v);
}

function only(values: readonly Value[]): Value {
  if (values.length === 0) throw none();
  if (values.length > 1) throw invalidOperation('Sequence contains more than one element');
  return values[0] as Value;
}

function at(values: readonly Value[], i: number): Value {
  const v = values[i];
  if (v === undefined) throw none();
  return v;
}

/** Groups in order of first appearance: lists with a Key. */
function groupBy(v: Value | undefined, f: Value, ctx: NativeContext): PSArray {
  const groups: { key: Value; values: Value[] }[] = [];
  for (const x of items(v)) {
    const key = callDelegate(f, [x], ctx);
    const group = groups.find((g) => sameValue(g.key, key));
    if (group === undefined) groups.push({ key, values: [x] });
    else group.values.push(x);
  }
  return new PSArray(groups.map(({ key, values }) => new PSGrouping(key, values, elementType(v))));
}

function dictionary(v: Value | undefined, f: Value, element: Value, ctx: NativeContext): PSHashtable {
  const entries = items(v).map((x) => ({
    key: callDelegate(f, [x], ctx),
    value: element === null ? x : callDelegate(element, [x], ctx),
  }));
  const table = new PSHashtable(
    'Dictionary',
    false,
    typeNameOf(entries[0]?.key ?? null),
    element === null ? elementType(v) : 'System.Object',
  );
  for (const { key, value } of entries) {
    if (table.has(key)) throw badArgument(`An item with the same key has already been added. Key: ${String(key)}`);
    table.set(key, value);
  }
  return table;
}

/** A group of GroupBy. */
export class PSGrouping extends HeapObject {
  key: Value;
  items: Value[];
  elementType: string;
  constructor(key: Value = null, items: Value[] = [], elementType = 'System.Object') {
    super();
    this.key = key;
    this.items = items;
    this.elementType = elementType;
  }
}
snapshotClass('Grouping', 'heap', PSGrouping);
registerType({
  name: 'System.Linq.Grouping`2',
  ctor: PSGrouping,
  interfaces: ['System.Collections.IEnumerable'],
  properties: {
    Key: p('System.Object', (self) => (self as PSGrouping).key),
    Count: p('int', (self) => (self as PSGrouping).items.length),
  },
  enumerate: (self) => (self as PSGrouping).items,
});

registerType({
  name: 'System.Linq.Enumerable',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticMethods: {
    Aggregate: [
      m(`System.Object Aggregate(${SOURCE}, ${FUNCTION} func)`, (_s, [v, f], ctx) => {
        const list = items(v);
        if (list.length === 0) throw none();
        return list.slice(1).reduce<Value>((x, y) => callDelegate(f ?? null, [x, y], ctx), list[0] as Value);
      }),
      m(`System.Object Aggregate(${SOURCE}, System.Object seed, ${FUNCTION} func)`, (_s, [v, seed, f], ctx) =>
        items(v).reduce<Value>((x, y) => callDelegate(f ?? null, [x, y], ctx), seed ?? null),
      ),
    ],
    All: [m(`bool All(${SOURCE}, ${FUNCTION} predicate)`, (_s, [v, f], ctx) => items(v).every((x) => test(f, x, ctx)))],
    Any: both(
      'Any',
      'bool',
      (v) => v.length > 0,
      (v, f, ctx) => v.some((x) => test(f, x, ctx)),
    ),
    Average: both(
      'Average',
      'double',
      (v) => {
        if (v.length === 0) throw none();
        return mkDouble(v.reduce<number>((x, y) => x + toJsNumber(y), 0) / v.length);
      },
      (v, f, ctx) => mkDouble(map(v, f, ctx).reduce<number>((x, y) => x + toJsNumber(y), 0) / v.length),
    ),
    Cast: [m(`System.Object Cast(${SOURCE})`, (_s, [v]) => new PSArray([...items(v)]))],
    Append: [m(`System.Object Append(${SOURCE}, System.Object element)`, (_s, [v, x]) => like(v, [...items(v), x ?? null]))],
    Prepend: [m(`System.Object Prepend(${SOURCE}, System.Object element)`, (_s, [v, x]) => like(v, [x ?? null, ...items(v)]))],
    Chunk: [
      m(`System.Object Chunk(${SOURCE}, int size)`, (_s, [v, n]) => {
        const list = items(v);
        const chunks: Value[] = [];
        for (let i = 0; i < list.length; i += int(n)) chunks.push(like(v, list.slice(i, i + int(n))));
        return new PSArray(chunks, `${elementType(v)}[]`);
      }),
    ],
    DefaultIfEmpty: [
      m(`System.Object DefaultIfEmpty(${SOURCE}, System.Object defaultValue)`, (_s, [v, x]) =>
        like(v, items(v).length === 0 ? [x ?? null] : items(v)),
      ),
    ],
    DistinctBy: [
      m(`System.Object DistinctBy(${SOURCE}, ${FUNCTION} keySelector)`, (_s, [v, f], ctx) => {
        const keys: Value[] = [];
        return like(
          v,
          items(v).filter((x) => {
            const key = callDelegate(f ?? null, [x], ctx);
            if (has(keys, key)) return false;
            keys.push(key);
            return true;
          }),
        );
      }),
    ],
    GroupBy: [m(`System.Object GroupBy(${SOURCE}, ${FUNCTION} keySelector)`, (_s, [v, f], ctx) => groupBy(v, f ?? null, ctx))],
    MaxBy: [
      m(`System.Object MaxBy(${SOURCE}, ${FUNCTION} keySelector)`, (_s, [v, f], ctx) => sortBy(items(v), f ?? null, -1, ctx)[0] ?? null),
    ],
    MinBy: [
      m(`System.Object MinBy(${SOURCE}, ${FUNCTION} keySelector)`, (_s, [v, f], ctx) => sortBy(items(v), f ?? null, 1, ctx)[0] ?? null),
    ],
    ToDictionary: [
      m(`System.Object ToDictionary(${SOURCE}, ${FUNCTION} keySelector)`, (_s, [v, f], ctx) => dictionary(v, f ?? null, null, ctx)),
      m(`System.Object ToDictionary(${SOURCE}, ${FUNCTION} keySelector, ${FUNCTION} elementSelector)`, (_s, [v, f, e], ctx) =>
        dictionary(v, f ?? null, e ?? null, ctx),
      ),
    ],
    ToHashSet: [m(`System.Object ToHashSet(${SOURCE})`, (_s, [v]) => new PSList(distinct(items(v)), 'HashSet', elementType(v)))],
    Concat: [
      m('System.Object Concat(System.Collections.IEnumerable first, System.Collections.IEnumerable second)', (_s, [a, b]) =>
        like(a, [...items(a), ...items(b)]),
      ),
    ],
    Contains: [m(`bool Contains(${SOURCE}, System.Object value)`, (_s, [v, x]) => has(items(v), x ?? null))],
    Count: both(
      'Count',
      'int',
      (v) => v.length,
      (v, f, ctx) => v.filter((x) => test(f, x, ctx)).length,
    ),
    Distinct: [m(`System.Object Distinct(${SOURCE})`, (_s, [v]) => like(v, distinct(items(v))))],
    ElementAt: [m(`System.Object ElementAt(${SOURCE}, int index)`, (_s, [v, i]) => at(items(v), int(i)))],
    Empty: [m('System.Object Empty()', () => new PSArray([]))],
    Except: [
      m('System.Object Except(System.Collections.IEnumerable first, System.Collections.IEnumerable second)', (_s, [a, b]) =>
        like(
          a,
          distinct(items(a)).filter((x) => !has(items(b), x)),
        ),
      ),
    ],
    First: both(
      'First',
      'System.Object',
      (v) => at(v, 0),
      (v, f, ctx) =>
        at(
          v.filter((x) => test(f, x, ctx)),
          0,
        ),
    ),
    FirstOrDefault: both(
      'FirstOrDefault',
      'System.Object',
      (v) => v[0] ?? null,
      (v, f, ctx) => v.find((x) => test(f, x, ctx)) ?? null,
    ),
    Intersect: [
      m('System.Object Intersect(System.Collections.IEnumerable first, System.Collections.IEnumerable second)', (_s, [a, b]) =>
        like(
          a,
          distinct(items(a)).filter((x) => has(items(b), x)),
        ),
      ),
    ],
    Last: both(
      'Last',
      'System.Object',
      (v) => at(v, v.length - 1),
      (v, f, ctx) => {
        const found = v.filter((x) => test(f, x, ctx));
        return at(found, found.length - 1);
      },
    ),
    LastOrDefault: both(
      'LastOrDefault',
      'System.Object',
      (v) => v[v.length - 1] ?? null,
      (v, f, ctx) => v.findLast((x) => test(f, x, ctx)) ?? null,
    ),
    Max: both(
      'Max',
      'System.Object',
      (v, ctx) => extreme(v, true, ctx),
      (v, f, ctx) => extreme(map(v, f, ctx), true, ctx),
    ),
    Min: both(
      'Min',
      'System.Object',
      (v, ctx) => extreme(v, false, ctx),
      (v, f, ctx) => extreme(map(v, f, ctx), false, ctx),
    ),
    OrderBy: [
      m(`System.Object OrderBy(${SOURCE}, ${FUNCTION} keySelector)`, (_s, [v, f], ctx) => like(v, sortBy(items(v), f ?? null, 1, ctx))),
    ],
    OrderByDescending: [
      m(`System.Object OrderByDescending(${SOURCE}, ${FUNCTION} keySelector)`, (_s, [v, f], ctx) =>
        like(v, sortBy(items(v), f ?? null, -1, ctx)),
      ),
    ],
    Range: [
      m('System.Object Range(int start, int count)', (_s, [a, n], ctx) => {
        ctx.allocate(int(n) * 8);
        return new PSArray(
          Array.from({ length: int(n) }, (_, i) => int(a) + i),
          'System.Int32',
        );
      }),
    ],
    Repeat: [
      m('System.Object Repeat(System.Object element, int count)', (_s, [v, n], ctx) => {
        ctx.allocate(int(n) * 8);
        return new PSArray(new Array(int(n)).fill(v ?? null));
      }),
    ],
    Reverse: [m(`System.Object Reverse(${SOURCE})`, (_s, [v]) => like(v, [...items(v)].reverse()))],
    Select: [m(`System.Object Select(${SOURCE}, ${FUNCTION} selector)`, (_s, [v, f], ctx) => new PSArray(map(items(v), f ?? null, ctx)))],
    SelectMany: [
      m(
        `System.Object SelectMany(${SOURCE}, ${FUNCTION} selector)`,
        (_s, [v, f], ctx) => new PSArray(map(items(v), f ?? null, ctx).flatMap((x) => [...(enumerate(x) ?? [x])])),
      ),
    ],
    SequenceEqual: [
      m('bool SequenceEqual(System.Collections.IEnumerable first, System.Collections.IEnumerable second)', (_s, [a, b]) => {
        const x = items(a);
        const y = items(b);
        return x.length === y.length && x.every((v, i) => sameValue(v, y[i] as Value));
      }),
    ],
    Single: both('Single', 'System.Object', only, (v, f, ctx) => only(v.filter((x) => test(f, x, ctx)))),
    Skip: [m(`System.Object Skip(${SOURCE}, int count)`, (_s, [v, n]) => like(v, items(v).slice(Math.max(0, int(n)))))],
    SkipWhile: [
      m(`System.Object SkipWhile(${SOURCE}, ${FUNCTION} predicate)`, (_s, [v, f], ctx) => {
        const list = items(v);
        const from = list.findIndex((x) => !test(f, x, ctx));
        return like(v, from < 0 ? [] : list.slice(from));
      }),
    ],
    Sum: both('Sum', 'System.Object', sum, (v, f, ctx) => sum(map(v, f, ctx), ctx)),
    Take: [m(`System.Object Take(${SOURCE}, int count)`, (_s, [v, n]) => like(v, items(v).slice(0, Math.max(0, int(n)))))],
    TakeWhile: [
      m(`System.Object TakeWhile(${SOURCE}, ${FUNCTION} predicate)`, (_s, [v, f], ctx) => {
        const list = items(v);
        const to = list.findIndex((x) => !test(f, x, ctx));
        return like(v, to < 0 ? list : list.slice(0, to));
      }),
    ],
    ToArray: [m(`System.Object ToArray(${SOURCE})`, (_s, [v]) => like(v, items(v)))],
    ToList: [m(`System.Object ToList(${SOURCE})`, (_s, [v]) => new PSList([...items(v)], 'List', elementType(v)))],
    Union: [
      m('System.Object Union(System.Collections.IEnumerable first, System.Collections.IEnumerable second)', (_s, [a, b]) =>
        like(a, distinct([...items(a), ...items(b)])),
      ),
    ],
    Where: [
      m(`System.Object Where(${SOURCE}, ${FUNCTION} predicate)`, (_s, [v, f], ctx) =>
        like(
          v,
          items(v).filter((x) => test(f, x, ctx)),
        ),
      ),
    ],
    Zip: [
      m('System.Object Zip(System.Collections.IEnumerable first, System.Collections.IEnumerable second)', (_s, [a, b]) => {
        const x = items(a);
        const y = items(b);
        const types = [elementType(a), elementType(b)];
        return new PSArray(
          Array.from({ length: Math.min(x.length, y.length) }, (_, i) => new PSTuple([x[i] as Value, y[i] as Value], types, true)),
        );
      }),
      m(
        `System.Object Zip(System.Collections.IEnumerable first, System.Collections.IEnumerable second, ${FUNCTION} resultSelector)`,
        (_s, [a, b, f], ctx) => {
          const x = items(a);
          const y = items(b);
          return new PSArray(
            Array.from({ length: Math.min(x.length, y.length) }, (_, i) => callDelegate(f ?? null, [x[i] as Value, y[i] as Value], ctx)),
          );
        },
      ),
    ],
  },
});

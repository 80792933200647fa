/** Stack, Queue, LinkedList, HashSet, SortedSet, PriorityQueue, BitArray. */
import { appendItem, PSArray, PSList, popItem, tableKey, touchItems } from '../collections.ts';
import { sameValue } from '../compare.ts';
import { isTrue } from '../conditions.ts';
import type { NativeContext } from '../context.ts';
import { callDelegate } from '../delegates.ts';
import { invalidOperation } from '../faults.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { splitClosedName } from '../typeSyntax.ts';
import type { TypeValue, Value } from '../value.ts';
import { ignoresCase, orderBy, PSComparer } from './comparers.ts';
import { m, out, p } from './define.ts';
import { PSEnumerator } from './enumerators.ts';
import { argumentItems, listOf } from './list.ts';
import type { TypeShape } from './registry.ts';
import { registerType } from './registry.ts';

const l = listOf;
const elementOf = (self: Value): string => splitClosedName((self as TypeValue).name)?.args[0] ?? 'System.Object';
/** Of a stack or queue: '' for one that is not generic. */
const ownElement = (self: Value): string => splitClosedName((self as TypeValue).name)?.args[0] ?? '';
const empty = (what: string): Error => invalidOperation(`${what} empty.`);
const find = (self: Value, v: Value | undefined): number => l(self).items.findIndex((x) => sameValue(x, v ?? null));
const ENUMERABLE = 'System.Collections.Generic.IEnumerable[T]';

function shared(T: string) {
  return {
    Clear: [
      m('void Clear()', (self: Value) => {
        l(self).items = [];
        touchItems(l(self));
        return undefined;
      }),
    ],
    Contains: [m(`bool Contains(${T} item)`, (self: Value, [v]: Value[]) => find(self, v) >= 0)],
  };
}

function stack(name: string, T: string, generic: boolean): TypeShape {
  const source = generic ? ENUMERABLE : 'System.Collections.ICollection';
  return {
    name,
    ...(generic ? { typeParameters: ['T'] } : {}),
    interfaces: [
      'System.Collections.ICollection',
      ...(generic ? ['System.Collections.Generic.IReadOnlyCollection`1[T]'] : ['System.ICloneable']),
    ],
    properties: { Count: p('int', (self) => l(self).items.length) },
    methods: {
      ...shared(T),
      Peek: [
        m(`${T} Peek()`, (self) => {
          if (l(self).items.length === 0) throw empty('Stack');
          return l(self).items[l(self).items.length - 1];
        }),
      ],
      Pop: [
        m(`${T} Pop()`, (self) => {
          const v = l(self).items.length === 0 ? undefined : popItem(l(self));
          if (v === undefined) throw empty('Stack');
          return v;
        }),
      ],
      Push: [
        m(`void Push(${T} item)`, (self, [v]) => {
          appendItem(l(self), v ?? null);
          return undefined;
        }),
      ],
      ToArray: [m(`${T}[] ToArray()`, (self) => new PSArray([...l(self).items].reverse(), l(self).elementType || 'System.Object'))],
      TryPop: [
        m(`bool TryPop([ref] ${T} result)`, (self, [r]) => {
          const v = l(self).items.length === 0 ? undefined : popItem(l(self));
          out(r, v ?? null);
          return v !== undefined;
        }),
      ],
      TryPeek: [
        m(`bool TryPeek([ref] ${T} result)`, (self, [r]) => {
          const v = l(self).items[l(self).items.length - 1];
          out(r, v ?? null);
          return v !== undefined;
        }),
      ],
      GetEnumerator: [m('System.Collections.IEnumerator GetEnumerator()', (self) => new PSEnumerator([...l(self).items].reverse()))],
    },
    constructors: [
      m('System.Object new()', (self) => new PSList([], 'Stack', ownElement(self))),
      m('System.Object new(int capacity)', (self) => new PSList([], 'Stack', ownElement(self))),
      m(`System.Object new(${source} collection)`, (self, [c]) => new PSList([...argumentItems(c)], 'Stack', ownElement(self))),
    ],
  };
}

function queue(name: string, T: string, generic: boolean): TypeShape {
  const source = generic ? ENUMERABLE : 'System.Collections.ICollection';
  const take = (self: Value): Value | undefined => {
    const v = l(self).items.shift();
    if (v !== undefined) touchItems(l(self));
    return v;
  };
  return {
    name,
    ...(generic ? { typeParameters: ['T'] } : {}),
    interfaces: [
      'System.Collections.ICollection',
      ...(generic ? ['System.Collections.Generic.IReadOnlyCollection`1[T]'] : ['System.ICloneable']),
    ],
    properties: { Count: p('int', (self) => l(self).items.length) },
    methods: {
      ...shared(T),
      Dequeue: [
        m(`${T} Dequeue()`, (self) => {
          const v = take(self);
          if (v === undefined) throw empty('Queue');
          return v;
        }),
      ],
      Enqueue: [
        m(`void Enqueue(${T} item)`, (self, [v]) => {
          appendItem(l(self), v ?? null);
          return undefined;
        }),
      ],
      Peek: [
        m(`${T} Peek()`, (self) => {
          if (l(self).items.length === 0) throw empty('Queue');
          return l(self).items[0];
        }),
      ],
      ToArray: [m(`${T}[] ToArray()`, (self) => new PSArray([...l(self).items], l(self).elementType || 'System.Object'))],
      TryDequeue: [
        m(`bool TryDequeue([ref] ${T} result)`, (self, [r]) => {
          const v = take(self);
          out(r, v ?? null);
          return v !== undefined;
        }),
      ],
      TryPeek: [
        m(`bool TryPeek([ref] ${T} result)`, (self, [r]) => {
          out(r, l(self).items[0] ?? null);
          return l(self).items.length > 0;
        }),
      ],
      GetEnumerator: [m('System.Collections.IEnumerator GetEnumerator()', (self) => new PSEnumerator([...l(self).items]))],
    },
    constructors: [
      m('System.Object new()', (self) => new PSList([], 'Queue', ownElement(self))),
      m('System.Object new(int capacity)', (self) => new PSList([], 'Queue', ownElement(self))),
      m(`System.Object new(${source} collection)`, (self, [c]) => new PSList([...argumentItems(c)], 'Queue', ownElement(self))),
    ],
  };
}

registerType(stack('System.Collections.Stack', 'System.Object', false));
registerType(stack('System.Collections.Generic.Stack`1', 'T', true));
registerType(queue('System.Collections.Queue', 'System.Object', false));
registerType(queue('System.Collections.Generic.Queue`1', 'T', true));

registerType({
  name: 'System.Collections.Generic.LinkedList`1',
  typeParameters: ['T'],
  interfaces: ['System.Collections.ICollection', 'System.Collections.Generic.ICollection`1[T]'],
  properties: { Count: p('int', (self) => l(self).items.length) },
  methods: {
    ...shared('T'),
    AddFirst: [
      m('void AddFirst(T value)', (self, [v]) => {
        l(self).items.unshift(v ?? null);
        touchItems(l(self));
        return undefined;
      }),
    ],
    AddLast: [
      m('void AddLast(T value)', (self, [v]) => {
        appendItem(l(self), v ?? null);
        return undefined;
      }),
    ],
    Remove: [
      m('bool Remove(T value)', (self, [v]) => {
        const i = find(self, v);
        if (i >= 0) {
          l(self).items.splice(i, 1);
          touchItems(l(self));
        }
        return i >= 0;
      }),
    ],
    RemoveFirst: [
      m('void RemoveFirst()', (self) => {
        if (l(self).items.shift() === undefined) throw invalidOperation('The LinkedList is empty.');
        touchItems(l(self));
        return undefined;
      }),
    ],
    RemoveLast: [
      m('void RemoveLast()', (self) => {
        if (l(self).items.pop() === undefined) throw invalidOperation('The LinkedList is empty.');
        touchItems(l(self));
        return undefined;
      }),
    ],
  },
  constructors: [
    m('System.Object new()', (self) => new PSList([], 'LinkedList', elementOf(self))),
    m(`System.Object new(${ENUMERABLE} collection)`, (self, [c]) => new PSList([...argumentItems(c)], 'LinkedList', elementOf(self))),
  ],
});

/** HashSet<T> and SortedSet<T>: items by the key under which equal ones fall together. */
export class PSSet extends HeapObject {
  items: Map<unknown, Value>;
  elementType: string;
  ignoreCase: boolean;
  isSorted: boolean;
  constructor(elementType = 'System.Object', ignoreCase = false, isSorted = false) {
    super();
    this.items = new Map();
    this.elementType = elementType;
    this.ignoreCase = ignoreCase;
    this.isSorted = isSorted;
  }
}
snapshotClass('Set', 'heap', PSSet);

const set = (v: Value): PSSet => v as PSSet;
const key = (x: PSSet, v: Value | undefined): unknown => tableKey(v ?? null, x.ignoreCase);

function add(x: PSSet, v: Value, ctx: NativeContext): boolean {
  const k = key(x, v);
  if (x.items.has(k)) return false;
  x.items.set(k, v);
  if (x.isSorted) {
    const order = [...x.items].sort((a, b) => orderBy(x.ignoreCase ? new PSComparer(1) : null, a[1], b[1], ctx));
    x.items = new Map(order);
  }
  touch(x);
  return true;
}

function fill(x: PSSet, items: readonly Value[], ctx: NativeContext): PSSet {
  for (const v of items) add(x, v, ctx);
  return x;
}

function keysOf(x: PSSet, other: Value | undefined): Set<unknown> {
  return new Set(argumentItems(other).map((v) => key(x, v)));
}

function keep(x: PSSet, test: (k: unknown) => boolean): undefined {
  for (const k of [...x.items.keys()]) if (!test(k)) x.items.delete(k);
  touch(x);
  return undefined;
}

function setShape(name: string, isSorted: boolean): TypeShape {
  const make = (self: Value, comparer?: Value): PSSet => new PSSet(elementOf(self), ignoresCase(comparer), isSorted);
  const values = (self: Value): Value[] => [...set(self).items.values()];
  return {
    name,
    typeParameters: ['T'],
    ...(isSorted
      ? {}
      : {
          ctor: PSSet,
          nameOf: (v: object) =>
            `System.Collections.Generic.${(v as PSSet).isSorted ? 'SortedSet' : 'HashSet'}\`1[${(v as PSSet).elementType}]`,
        }),
    interfaces: ['System.Collections.Generic.ISet`1[T]', 'System.Collections.Generic.IReadOnlyCollection`1[T]'],
    properties: {
      Count: p('int', (self) => set(self).items.size),
      ...(isSorted
        ? { Min: p('T', (self) => values(self)[0] ?? null), Max: p('T', (self) => values(self)[set(self).items.size - 1] ?? null) }
        : {}),
    },
    enumerate: (self) => values(self),
    methods: {
      Add: [m('bool Add(T item)', (self, [v], ctx) => add(set(self), v ?? null, ctx))],
      Clear: [m('void Clear()', (self) => keep(set(self), () => false))],
      Contains: [m('bool Contains(T item)', (self, [v]) => set(self).items.has(key(set(self), v)))],
      CopyTo: [
        m('void CopyTo(T[] array)', (self, [a]) => {
          values(self).forEach((v, i) => {
            (a as PSArray).items[i] = v;
          });
          touchItems(a as PSArray);
          return undefined;
        }),
      ],
      ExceptWith: [
        m(`void ExceptWith(${ENUMERABLE} other)`, (self, [o]) => {
          const other = keysOf(set(self), o);
          return keep(set(self), (k) => !other.has(k));
        }),
      ],
      IntersectWith: [
        m(`void IntersectWith(${ENUMERABLE} other)`, (self, [o]) => {
          const other = keysOf(set(self), o);
          return keep(set(self), (k) => other.has(k));
        }),
      ],
      UnionWith: [
        m(`void UnionWith(${ENUMERABLE} other)`, (self, [o], ctx) => {
          fill(set(self), argumentItems(o), ctx);
          return undefined;
        }),
      ],
      SymmetricExceptWith: [
        m(`void SymmetricExceptWith(${ENUMERABLE} other)`, (self, [o], ctx) => {
          const x = set(self);
          for (const v of argumentItems(o)) {
            if (x.items.has(key(x, v))) x.items.delete(key(x, v));
            else add(x, v, ctx);
          }
          touch(x);
          return undefined;
        }),
      ],
      IsSubsetOf: [
        m(`bool IsSubsetOf(${ENUMERABLE} other)`, (self, [o]) => {
          const other = keysOf(set(self), o);
          return [...set(self).items.keys()].every((k) => other.has(k));
        }),
      ],
      IsSupersetOf: [
        m(`bool IsSupersetOf(${ENUMERABLE} other)`, (self, [o]) => [...keysOf(set(self), o)].every((k) => set(self).items.has(k))),
      ],
      IsProperSubsetOf: [
        m(`bool IsProperSubsetOf(${ENUMERABLE} other)`, (self, [o]) => {
          const other = keysOf(set(self), o);
          return other.size > set(self).items.size && [...set(self).items.keys()].every((k) => other.has(k));
        }),
      ],
      IsProperSupersetOf: [
        m(`bool IsProperSupersetOf(${ENUMERABLE} other)`, (self, [o]) => {
          const other = keysOf(set(self), o);
          return other.size < set(self).items.size && [...other].every((k) => set(self).items.has(k));
        }),
      ],
      Overlaps: [m(`bool Overlaps(${ENUMERABLE} other)`, (self, [o]) => [...keysOf(set(self), o)].some((k) => set(self).items.has(k)))],
      SetEquals: [
        m(`bool SetEquals(${ENUMERABLE} other)`, (self, [o]) => {
          const other = keysOf(set(self), o);
          return other.size === set(self).items.size && [...other].every((k) => set(self).items.has(k));
        }),
      ],
      Remove: [
        m('bool Remove(T item)', (self, [v]) => {
          touch(set(self));
          return set(self).items.delete(key(set(self), v));
        }),
      ],
      RemoveWhere: [
        m('int RemoveWhere(System.Predicate[T] match)', (self, [d], ctx) => {
          const gone = [...set(self).items].filter(([, v]) => isTrue(callDelegate(d ?? null, [v], ctx)));
          for (const [k] of gone) set(self).items.delete(k);
          touch(set(self));
          return gone.length;
        }),
      ],
      TryGetValue: [
        m('bool TryGetValue(T equalValue, [ref] T actualValue)', (self, [v, r]) => {
          const found = set(self).items.get(key(set(self), v));
          out(r, found ?? null);
          return found !== undefined;
        }),
      ],
      GetEnumerator: [m('System.Collections.IEnumerator GetEnumerator()', (self) => new PSEnumerator(values(self)))],
    },
    constructors: [
      m('System.Object new()', (self) => make(self)),
      m(`System.Object new(System.Collections.Generic.${isSorted ? 'IComparer' : 'IEqualityComparer'}[T] comparer)`, (self, [c]) =>
        make(self, c),
      ),
      m(`System.Object new(${ENUMERABLE} collection)`, (self, [c], ctx) => fill(make(self), argumentItems(c), ctx)),
      m(
        `System.Object new(${ENUMERABLE} collection, System.Collections.Generic.${isSorted ? 'IComparer' : 'IEqualityComparer'}[T] comparer)`,
        (self, [c, e], ctx) => fill(make(self, e), argumentItems(c), ctx),
      ),
    ],
  };
}
registerType(setShape('System.Collections.Generic.HashSet`1', false));
registerType(setShape('System.Collections.Generic.SortedSet`1', true));

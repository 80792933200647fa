/** StringComparer, Comparer, and comparing as collections do. */

import { compareValues, sameValue } from '../compare.ts';
import type { NativeContext } from '../context.ts';
import { callDelegate, PSDelegate } from '../delegates.ts';
import { TerminatingError } from '../errors.ts';
import { invalidOperation, netError } from '../faults.ts';
import { snapshotClass } from '../heap.ts';
import { invokeMethod } from '../invoke.ts';
import { toJsNumber } from '../numbers.ts';
import { ScriptObject } from '../scriptClass.ts';
import type { Value } from '../value.ts';
import { m, p } from './define.ts';
import { hashCode } from './object.ts';
import { registerType } from './registry.ts';
import { compareBy } from './string.ts';

/** A StringComparer, or Comparer.Default (kind -1). Numbers are StringComparison's. */
export class PSComparer {
  readonly kind: number;
  constructor(kind = -1) {
    this.kind = kind;
  }
}
snapshotClass('Comparer', 'value', PSComparer);

/** True if a comparer takes strings of different case as equal. */
export function ignoresCase(comparer: Value | undefined): boolean {
  return comparer instanceof PSComparer && (comparer.kind === 1 || comparer.kind === 3 || comparer.kind === 5);
}

/** Comparer<T>.Default: strings by culture and case, other values by IComparable. Throws DotNetError where there is none. */
export function defaultOrder(a: Value, b: Value, ctx: NativeContext): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  try {
    return compareValues(a, b, false, ctx);
  } catch (e) {
    if (!(e instanceof TerminatingError)) throw e;
    throw netError('System.InvalidOperationException', 'Failed to compare two elements in the array.');
  }
}

/** Order by a comparer argument: StringComparer, Comparison delegate, a script class's Compare, or the default for null. */
export function orderBy(comparer: Value | undefined, a: Value, b: Value, ctx: NativeContext): number {
  if (comparer === null || comparer === undefined) return defaultOrder(a, b, ctx);
  if (comparer instanceof PSComparer) {
    if (comparer.kind < 0 || typeof a !== 'string' || typeof b !== 'string') return defaultOrder(a, b, ctx);
    return compareBy(a, b, comparer.kind);
  }
  if (comparer instanceof PSDelegate) return toJsNumber(callDelegate(comparer, [a, b], ctx));
  if (comparer instanceof ScriptObject) return toJsNumber(invokeMethod(comparer, 'Compare', [a, b], ctx));
  throw invalidOperation('The comparer cannot be used.');
}

/** Sorts a copy, stable. Comparers that run script code are called in a fixed order, as the replay of activities needs. */
export function sorted(items: readonly Value[], comparer: Value | undefined, ctx: NativeContext): Value[] {
  return [...items].sort((a, b) => orderBy(comparer, a, b, ctx));
}

const compare = (self: Value, a: Value | undefined, b: Value | undefined): number => {
  const { kind } = self as PSComparer;
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareBy(String(a), String(b), kind);
};
const of = (kind: number) => p('System.StringComparer', () => new PSComparer(kind));

registerType({
  name: 'System.StringComparer',
  isAbstract: true,
  ctor: PSComparer,
  nameOf: (v) => ((v as PSComparer).kind < 0 ? 'System.Collections.Comparer' : 'System.StringComparer'),
  interfaces: [
    'System.Collections.IComparer',
    'System.Collections.IEqualityComparer',
    'System.Collections.Generic.IComparer`1[System.String]',
    'System.Collections.Generic.IEqualityComparer`1[System.String]',
  ],
  staticProperties: {
    CurrentCulture: of(0),
    CurrentCultureIgnoreCase: of(1),
    InvariantCulture: of(2),
    InvariantCultureIgnoreCase: of(3),
    Ordinal: of(4),
    OrdinalIgnoreCase: of(5),
  },
  methods: {
    Compare: [
      m('int Compare(string x, string y)', (self, [a, b]) => compare(self, a, b)),
      m('int Compare(System.Object x, System.Object y)', (self, [a, b]) => compare(self, a, b)),
    ],
    Equals: [
      m('bool Equals(string x, string y)', (self, [a, b]) => compare(self, a, b) === 0),
      m('bool Equals(System.Object x, System.Object y)', (self, [a, b]) => compare(self, a, b) === 0),
    ],
    GetHashCode: [m('int GetHashCode(string obj)', (self, [a]) => hashCode(ignoresCase(self) ? String(a).toUpperCase() : (a ?? null)))],
  },
  equals: (a, b) => (a as PSComparer).kind === (b as PSComparer).kind,
});

registerType({
  name: 'System.Collections.Comparer',
  interfaces: ['System.Collections.IComparer'],
  staticProperties: {
    Default: p('System.Collections.Comparer', () => new PSComparer()),
    DefaultInvariant: p('System.Collections.Comparer', () => new PSComparer()),
  },
  methods: {
    Compare: [m('int Compare(System.Object a, System.Object b)', (_self, [a, b], ctx) => defaultOrder(a ?? null, b ?? null, ctx))],
  },
});
registerType({
  name: 'System.Collections.CaseInsensitiveComparer',
  interfaces: ['System.Collections.IComparer'],
  staticProperties: { Default: of(1) },
  constructors: [m('System.Collections.CaseInsensitiveComparer new()', () => new PSComparer(1))],
});
for (const [name, member] of [
  ['Comparer', 'Compare'],
  ['EqualityComparer', 'Equals'],
] as const) {
  registerType({
    name: `System.Collections.Generic.${name}\`1`,
    typeParameters: ['T'],
    isAbstract: true,
    staticProperties: { Default: p('System.Object', () => new PSComparer()) },
    methods: {
      [member]: [
        m(`${member === 'Equals' ? 'bool' : 'int'} ${member}(T x, T y)`, (_self, [a, b], ctx) =>
          member === 'Equals' ? sameValue(a ?? null, b ?? null) : defaultOrder(a ?? null, b ?? null, ctx),
        ),
      ],
    },
  });
}

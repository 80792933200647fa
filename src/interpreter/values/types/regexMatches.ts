/** System.Text.RegularExpressions: Match, Group, Capture and their collections. Members and texts of .NET 10. */
import { PSArray, touchItems } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { notSupported } from '../faults.ts';
import { HeapObject, snapshotClass } from '../heap.ts';
import { type GroupResult, getRegex, type MatchResult } from '../regex/regex.ts';
import { applyReplacement, parseReplacement } from '../regex/replacement.ts';
import { captureText, PSCapture, PSGroup, PSMatch } from '../regexValues.ts';
import { findNext } from '../regexWork.ts';
import type { Value } from '../value.ts';
import { int, out, strings, text } from './define.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';

const NS = 'System.Text.RegularExpressions';

/** A MatchCollection, GroupCollection or CaptureCollection: its items and, of groups, their names. */
export class PSMatchList extends HeapObject {
  kind: 'Match' | 'Group' | 'Capture';
  items: Value[];
  names: string[];
  constructor(kind: 'Match' | 'Group' | 'Capture' = 'Match', items: Value[] = [], names: string[] = []) {
    super();
    this.kind = kind;
    this.items = items;
    this.names = names;
  }
}
snapshotClass('MatchList', 'heap', PSMatchList);

const FAILED: GroupResult = { index: 0, length: 0, name: '0', number: 0, success: false, captures: [] };

interface View {
  input: string;
  result: { index: number; length: number } | null;
}
const view = (v: Value): View => v as PSMatch | PSGroup | PSCapture;
/** A match, or a group, as a group: of a match its group 0. */
const groupOf = (v: Value): GroupResult => (v instanceof PSMatch ? (v.result?.groups[0] ?? FAILED) : (v as PSGroup).result);

/** The groups of a match; the first is the match itself. */
export function groupsOf(match: PSMatch): PSMatchList {
  const groups = match.result?.groups ?? [FAILED];
  return new PSMatchList(
    'Group',
    groups.map((g, i) => (i === 0 ? match : new PSGroup(match.input, g))),
    groups.map((g) => g.name),
  );
}

function capturesOf(v: Value): PSMatchList {
  const group = groupOf(v);
  const { input } = view(v);
  const captures: Value[] = group.captures.map((c) => new PSCapture(input, c));
  // The last capture of a group is the group itself.
  if (captures.length > 0) captures[captures.length - 1] = v;
  return new PSMatchList('Capture', captures);
}

/** A Match object of a result; Match.Empty for none. */
export function matchOf(input: string, pattern: string, options: number, result: MatchResult | undefined | null): PSMatch {
  return result === undefined || result === null ? new PSMatch('', pattern, options, null) : new PSMatch(input, pattern, options, result);
}

function next(self: PSMatch, ctx: NativeContext): PSMatch {
  if (self.result === null) return self;
  return matchOf(self.input, self.pattern, self.options, findNext(self.pattern, self.options, self.input, self.result, ctx));
}

function resultText(self: PSMatch, replacement: string): string {
  if (self.result === null) throw badFailed();
  return applyReplacement(parseReplacement(getRegex(self.pattern, self.options), replacement), self.input, self.result);
}

const badFailed = (): Error => notSupported('Result cannot be called on a failed Match.');

registerType({
  name: `${NS}.Capture`,
  ctor: PSCapture,
  properties: properties({
    'int Index': (s) => view(s).result?.index ?? 0,
    'int Length': (s) => view(s).result?.length ?? 0,
    'string Value': (s) => captureText(view(s).input, view(s).result),
    'System.ReadOnlySpan[char] ValueSpan': () => null,
  }),
  methods: methods({ 'string ToString()': (self) => captureText(view(self).input, view(self).result) }),
  toText: (self) => captureText(view(self).input, view(self).result),
});
registerType({
  name: `${NS}.Group`,
  base: `${NS}.Capture`,
  ctor: PSGroup,
  properties: properties({
    'bool Success': (s) => groupOf(s).success,
    'string Name': (s) => groupOf(s).name,
    [`${NS}.CaptureCollection Captures`]: capturesOf,
  }),
  staticMethods: methods({ [`${NS}.Group Synchronized(${NS}.Group inner)`]: (_s, [g]) => g ?? null }),
  toText: (self) => captureText(view(self).input, view(self).result),
});
registerType({
  name: `${NS}.Match`,
  base: `${NS}.Group`,
  ctor: PSMatch,
  properties: properties<PSMatch>({ [`${NS}.GroupCollection Groups`]: groupsOf }),
  methods: methods({
    [`${NS}.Match NextMatch()`]: (self, _a, ctx) => next(self as PSMatch, ctx),
    'string Result(string replacement)': (self, [r]) => resultText(self as PSMatch, text(r, 'replacement')),
  }),
  staticProperties: properties({ [`${NS}.Match Empty`]: () => new PSMatch() }),
  staticMethods: methods({ [`${NS}.Match Synchronized(${NS}.Match inner)`]: (_s, [g]) => g ?? null }),
  toText: (self) => captureText(view(self).input, view(self).result),
});

const list = (v: Value): PSMatchList => v as PSMatchList;

function itemOf(self: PSMatchList, index: Value): Value | undefined {
  if (self.kind === 'Group' && typeof index === 'string') {
    const at = self.names.indexOf(index);
    return at < 0 ? emptyGroup(self) : (self.items[at] as Value);
  }
  const n = typeof index === 'number' ? index : Number(index);
  if (self.kind === 'Group') {
    // Numbers of groups need not follow each other.
    return self.items.find((v) => groupOf(v).number === n) ?? emptyGroup(self);
  }
  return self.items[n < 0 ? n + self.items.length : n] ?? null;
}

/** What a GroupCollection answers for a group that there is not. */
function emptyGroup(self: PSMatchList): Value {
  const first = self.items[0];
  return new PSGroup(first === undefined ? '' : view(first).input, { ...FAILED, name: '' });
}

for (const kind of ['Match', 'Group', 'Capture'] as const) {
  const item = `${NS}.${kind}`;
  const byName = kind === 'Group';
  registerType({
    name: `${NS}.${kind}Collection`,
    ...(kind === 'Match' ? { ctor: PSMatchList, nameOf: (v: object) => `${NS}.${(v as PSMatchList).kind}Collection` } : {}),
    interfaces: [
      'System.Collections.IList',
      `System.Collections.Generic.IList\`1[${item}]`,
      `System.Collections.Generic.IReadOnlyList\`1[${item}]`,
    ],
    properties: properties<PSMatchList>({
      'bool IsReadOnly': () => true,
      'int Count': (s) => s.items.length,
      'bool IsSynchronized': () => false,
      'System.Object SyncRoot': (s) => s,
      ...(byName
        ? {
            'System.Collections.Generic.IEnumerable[string] Keys': (s: PSMatchList) => strings([...s.names]),
            [`System.Collections.Generic.IEnumerable[${item}] Values`]: (s: PSMatchList) => new PSArray([...s.items], item),
          }
        : {}),
    }),
    indexer: { text: byName ? `${item} Item(int groupnum) {get;}, ${item} Item(string groupname) {get;}` : `${item} Item(int i) {get;}` },
    getItem: (self, [index]) => itemOf(list(self), index ?? null),
    enumerate: (self) => list(self).items,
    methods: methods({
      'void CopyTo(array array, int arrayIndex)': (self, [target, at]) => {
        if (!(target instanceof PSArray)) throw new ArgumentNullError('array');
        list(self).items.forEach((v, i) => {
          target.items[int(at) + i] = v;
        });
        touchItems(target);
        return undefined;
      },
      'System.Collections.IEnumerator GetEnumerator()': (self) => new PSArray([...list(self).items], item),
      [`bool Contains(${item} item)`]: (self, [v]) => list(self).items.includes(v ?? null),
      [`int IndexOf(${item} item)`]: (self, [v]) => list(self).items.indexOf(v ?? null),
      ...(byName
        ? {
            'bool ContainsKey(string key)': (self: Value, [k]: Value[]) => list(self).names.includes(text(k, 'key')),
            [`bool TryGetValue(string key, [ref] ${item} value)`]: (self: Value, [k, r]: Value[]) => {
              const at = list(self).names.indexOf(text(k, 'key'));
              out(r, at < 0 ? null : (list(self).items[at] as Value));
              return at >= 0;
            },
          }
        : {}),
    }),
  });
}

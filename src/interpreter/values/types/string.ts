/** System.String. */
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import { ordinalFold, toLowerCulture, toLowerInvariant, toUpperCulture, toUpperInvariant } from '../dotnet/casing.ts';
import { ArgumentOutOfRangeError } from '../dotnet/errors.ts';
import { compareCulture, compareOrdinal, compareOrdinalIgnoreCase } from '../dotnet/stringCompare.ts';
import { enumerate } from '../enumerate.ts';
import { badArgument, outOfBounds } from '../faults.ts';
import { formatText } from '../formatValue.ts';
import { methodText } from '../text.ts';
import { EnumValue, PSChar, type Value } from '../value.ts';
import { char, chars, enumOf, fromChars, int, m, p, strings, text } from './define.ts';
import { registerType } from './registry.ts';
import { splitText, trimEnd, trimStart } from './stringParts.ts';

const s = (v: Value): string => v as string;

/** Comparison of two strings by a StringComparison's number. */
export function compareBy(a: string, b: string, comparison: number): number {
  switch (comparison) {
    case 4:
      return compareOrdinal(a, b);
    case 5:
      return compareOrdinalIgnoreCase(a, b);
    default:
      return compareCulture(a, b, comparison === 1 || comparison === 3);
  }
}

/** The form in which a StringComparison searches for parts. */
function folded(t: string, comparison: number): string {
  return comparison === 1 || comparison === 3 || comparison === 5 ? ordinalFold(t) : t;
}

function checkRange(t: string, start: number, length: number): void {
  if (start < 0) throw new ArgumentOutOfRangeError('startIndex', 'StartIndex cannot be less than zero.');
  if (start > t.length) throw new ArgumentOutOfRangeError('startIndex', 'startIndex cannot be larger than length of string.');
  if (length < 0) throw new ArgumentOutOfRangeError('length', 'Length cannot be less than zero.');
  if (start + length > t.length)
    throw new ArgumentOutOfRangeError('length', 'Index and length must refer to a location within the string.');
}

function indexOf(t: string, part: string, from: number, count: number | undefined, comparison: number): number {
  if (from < 0 || from > t.length)
    throw new ArgumentOutOfRangeError(
      'startIndex',
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
    );
  if (count !== undefined && (count < 0 || from + count > t.length))
    throw new ArgumentOutOfRangeError(
      'count',
      'Count must be positive and count must refer to a location within the string/array/collection.',
    );
  const end = count === undefined ? t.length : from + count;
  const found = folded(t, comparison).indexOf(folded(part, comparison), from);
  return found >= 0 && found + part.length <= end ? found : -1;
}

function lastIndexOf(t: string, part: string, from: number, count: number | undefined, comparison: number): number {
  if (t.length === 0) return part.length === 0 ? 0 : -1;
  const start = Math.min(from, t.length - 1);
  const lowest = count === undefined ? 0 : start - count + 1;
  const found = folded(t, comparison).lastIndexOf(folded(part, comparison), start - part.length + 1);
  return found >= lowest && start - part.length + 1 >= 0 ? found : -1;
}

function indexOfAny(t: string, set: string, from = 0): number {
  for (let i = from; i < t.length; i++) if (set.includes(t.charAt(i))) return i;
  return -1;
}

function lastIndexOfAny(t: string, set: string): number {
  for (let i = t.length - 1; i >= 0; i--) if (set.includes(t.charAt(i))) return i;
  return -1;
}

function replace(t: string, oldValue: string, newValue: Value | undefined, comparison: number, ctx: NativeContext): string {
  if (oldValue === '') throw badArgument('String cannot be of zero length.', 'oldValue');
  const by = typeof newValue === 'string' ? newValue : '';
  let result: string;
  if (comparison === 4) result = t.replaceAll(oldValue, () => by);
  else {
    const source = folded(t, comparison);
    const part = folded(oldValue, comparison);
    const pieces: string[] = [];
    let from = 0;
    for (let at = source.indexOf(part); at >= 0; at = source.indexOf(part, from)) {
      pieces.push(t.slice(from, at), by);
      from = at + part.length;
    }
    pieces.push(t.slice(from));
    result = pieces.join('');
  }
  if (result.length > 100_000) ctx.allocate(result.length * 2);
  return result;
}

function pad(t: string, width: number, by: string, left: boolean, ctx: NativeContext): string {
  if (width < 0) throw new ArgumentOutOfRangeError('totalWidth', 'Non-negative number required.');
  if (width > 10_000) ctx.allocate(width * 2);
  return left ? t.padStart(width, by) : t.padEnd(width, by);
}

function joinItems(separator: string, items: readonly Value[], ctx: NativeContext): string {
  const result = items.map((v) => (v === null ? '' : methodText(v, ctx))).join(separator);
  if (result.length > 100_000) ctx.allocate(result.length * 2);
  return result;
}

const items = (v: Value | undefined): readonly Value[] => (v === undefined || v === null ? [] : (enumerate(v) ?? [v]));
const concat = (values: readonly (Value | undefined)[], ctx: NativeContext): string =>
  joinItems(
    '',
    values.map((v) => v ?? null),
    ctx,
  );
const SPLIT = 'System.StringSplitOptions options = System.StringSplitOptions.None';
const COMPARISON = 'System.StringComparison comparisonType';

registerType({
  name: 'System.String',
  accelerators: ['string'],
  isSealed: true,
  interfaces: [
    'System.IComparable',
    'System.IComparable`1[System.String]',
    'System.IConvertible',
    'System.IEquatable`1[System.String]',
    'System.ICloneable',
    'System.Collections.Generic.IEnumerable`1[System.Char]',
  ],
  properties: { Length: p('int', (self) => s(self).length) },
  indexer: { name: 'Chars', text: 'char Chars(int index) {get;}' },
  getItem: (self, [i]) => {
    const n = int(i);
    if (n < 0 || n >= s(self).length) throw outOfBounds();
    return new PSChar(s(self).charCodeAt(n));
  },
  methods: {
    Clone: [m('System.Object Clone()', (self) => self)],
    CompareTo: [
      m('int CompareTo(System.Object value)', (self, [o]) => (o === null ? 1 : compareCulture(s(self), text(o)))),
      m('int CompareTo(string strB)', (self, [o]) => (o === null ? 1 : compareCulture(s(self), text(o)))),
    ],
    Contains: [
      m('bool Contains(string value)', (self, [v]) => s(self).includes(text(v))),
      m(`bool Contains(string value, ${COMPARISON})`, (self, [v, c]) => indexOf(s(self), text(v), 0, undefined, enumOf(c)) >= 0),
      m('bool Contains(char value)', (self, [v]) => s(self).includes(char(v))),
      m(`bool Contains(char value, ${COMPARISON})`, (self, [v, c]) => indexOf(s(self), char(v), 0, undefined, enumOf(c)) >= 0),
    ],
    EndsWith: [
      m('bool EndsWith(string value)', (self, [v]) => s(self).endsWith(text(v))),
      m(`bool EndsWith(string value, ${COMPARISON})`, (self, [v, c]) => folded(s(self), enumOf(c)).endsWith(folded(text(v), enumOf(c)))),
      m('bool EndsWith(string value, bool ignoreCase, cultureinfo culture)', (self, [v, i]) =>
        folded(s(self), i === true ? 1 : 0).endsWith(folded(text(v), i === true ? 1 : 0)),
      ),
      m('bool EndsWith(char value)', (self, [v]) => s(self).endsWith(char(v))),
    ],
    Equals: [
      m('bool Equals(System.Object obj)', (self, [o]) => self === o),
      m('bool Equals(string value)', (self, [o]) => self === o),
      m(`bool Equals(string value, ${COMPARISON})`, (self, [o, c]) => typeof o === 'string' && compareBy(s(self), o, enumOf(c)) === 0),
    ],
    GetEnumerator: [m('System.CharEnumerator GetEnumerator()', (self) => chars(s(self)))],
    GetTypeCode: [m('System.TypeCode GetTypeCode()', () => new EnumValue('System.TypeCode', 18))],
    IndexOf: [
      m('int IndexOf(char value)', (self, [v]) => s(self).indexOf(char(v))),
      m('int IndexOf(char value, int startIndex)', (self, [v, i]) => indexOf(s(self), char(v), int(i), undefined, 4)),
      m(`int IndexOf(char value, ${COMPARISON})`, (self, [v, c]) => indexOf(s(self), char(v), 0, undefined, enumOf(c))),
      m('int IndexOf(char value, int startIndex, int count)', (self, [v, i, n]) => indexOf(s(self), char(v), int(i), int(n), 4)),
      m('int IndexOf(string value)', (self, [v]) => s(self).indexOf(text(v))),
      m('int IndexOf(string value, int startIndex)', (self, [v, i]) => indexOf(s(self), text(v), int(i), undefined, 0)),
      m('int IndexOf(string value, int startIndex, int count)', (self, [v, i, n]) => indexOf(s(self), text(v), int(i), int(n), 0)),
      m(`int IndexOf(string value, ${COMPARISON})`, (self, [v, c]) => indexOf(s(self), text(v), 0, undefined, enumOf(c))),
      m(`int IndexOf(string value, int startIndex, ${COMPARISON})`, (self, [v, i, c]) =>
        indexOf(s(self), text(v), int(i), undefined, enumOf(c)),
      ),
      m(`int IndexOf(string value, int startIndex, int count, ${COMPARISON})`, (self, [v, i, n, c]) =>
        indexOf(s(self), text(v), int(i), int(n), enumOf(c)),
      ),
    ],
    IndexOfAny: [
      m('int IndexOfAny(char[] anyOf)', (self, [v]) => indexOfAny(s(self), fromChars(v))),
      m('int IndexOfAny(char[] anyOf, int startIndex)', (self, [v, i]) => indexOfAny(s(self), fromChars(v), int(i))),
    ],
    Insert: [
      m('string Insert(int startIndex, string value)', (self, [i, v]) => {
        if (int(i) < 0 || int(i) > s(self).length) throw new ArgumentOutOfRangeError('startIndex');
        return s(self).slice(0, int(i)) + text(v) + s(self).slice(int(i));
      }),
    ],
    IsNormalized: [m('bool IsNormalized()', (self) => s(self) === s(self).normalize('NFC'))],
    LastIndexOf: [
      m('int LastIndexOf(char value)', (self, [v]) => s(self).lastIndexOf(char(v))),
      m('int LastIndexOf(char value, int startIndex)', (self, [v, i]) => lastIndexOf(s(self), char(v), int(i), undefined, 4)),
      m('int LastIndexOf(char value, int startIndex, int count)', (self, [v, i, n]) => lastIndexOf(s(self), char(v), int(i), int(n), 4)),
      m('int LastIndexOf(string value)', (self, [v]) => s(self).lastIndexOf(text(v))),
      m('int LastIndexOf(string value, int startIndex)', (self, [v, i]) => lastIndexOf(s(self), text(v), int(i), undefined, 0)),
      m('int LastIndexOf(string value, int startIndex, int count)', (self, [v, i, n]) => lastIndexOf(s(self), text(v), int(i), int(n), 0)),
      m(`int LastIndexOf(string value, ${COMPARISON})`, (self, [v, c]) =>
        folded(s(self), enumOf(c)).lastIndexOf(folded(text(v), enumOf(c))),
      ),
    ],
    LastIndexOfAny: [m('int LastIndexOfAny(char[] anyOf)', (self, [v]) => lastIndexOfAny(s(self), fromChars(v)))],
    Normalize: [
      m('string Normalize()', (self) => s(self).normalize('NFC')),
      m('string Normalize(System.Text.NormalizationForm normalizationForm)', (self, [f]) => {
        const form = ({ 1: 'NFC', 2: 'NFD', 5: 'NFKC', 6: 'NFKD' } as Record<number, string>)[enumOf(f)] ?? 'NFC';
        return s(self).normalize(form);
      }),
    ],
    PadLeft: [
      m('string PadLeft(int totalWidth)', (self, [n], ctx) => pad(s(self), int(n), ' ', true, ctx)),
      m('string PadLeft(int totalWidth, char paddingChar)', (self, [n, c], ctx) => pad(s(self), int(n), char(c), true, ctx)),
    ],
    PadRight: [
      m('string PadRight(int totalWidth)', (self, [n], ctx) => pad(s(self), int(n), ' ', false, ctx)),
      m('string PadRight(int totalWidth, char paddingChar)', (self, [n, c], ctx) => pad(s(self), int(n), char(c), false, ctx)),
    ],
    Remove: [
      m('string Remove(int startIndex, int count)', (self, [i, n]) => {
        if (int(i) < 0) throw new ArgumentOutOfRangeError('startIndex', 'StartIndex cannot be less than zero.');
        if (int(n) < 0) throw new ArgumentOutOfRangeError('count', 'Count cannot be less than zero.');
        if (int(i) + int(n) > s(self).length)
          throw new ArgumentOutOfRangeError('count', 'Index and count must refer to a location within the string.');
        return s(self).slice(0, int(i)) + s(self).slice(int(i) + int(n));
      }),
      m('string Remove(int startIndex)', (self, [i]) => {
        if (int(i) < 0) throw new ArgumentOutOfRangeError('startIndex', 'StartIndex cannot be less than zero.');
        if (int(i) > s(self).length) throw new ArgumentOutOfRangeError('startIndex', 'startIndex must be less than length of string.');
        return s(self).slice(0, int(i));
      }),
    ],
    Replace: [
      m('string Replace(string oldValue, string newValue, bool ignoreCase, cultureinfo culture)', (self, [a, b, i], ctx) =>
        replace(s(self), text(a, 'oldValue'), b, i === true ? 1 : 0, ctx),
      ),
      m(`string Replace(string oldValue, string newValue, ${COMPARISON})`, (self, [a, b, c], ctx) =>
        replace(s(self), text(a, 'oldValue'), b, enumOf(c), ctx),
      ),
      m('string Replace(char oldChar, char newChar)', (self, [a, b]) => s(self).replaceAll(char(a), () => char(b))),
      m('string Replace(string oldValue, string newValue)', (self, [a, b], ctx) => replace(s(self), text(a, 'oldValue'), b, 4, ctx)),
    ],
    ReplaceLineEndings: [
      m('string ReplaceLineEndings()', (self) => s(self).replace(/\r\n|[\n\r\f\u0085\u2028\u2029]/g, '\n')),
      m('string ReplaceLineEndings(string replacementText)', (self, [t]) =>
        s(self).replace(/\r\n|[\n\r\f\u0085\u2028\u2029]/g, () => text(t)),
      ),
    ],
    Split: [
      m('string[] Split(Params char[] separator)', (self, [c]) => strings(splitText(s(self), [...fromChars(c)], 0, 0))),
      m(`string[] Split(char separator, ${SPLIT})`, (self, [c, o]) => strings(splitText(s(self), [char(c)], 0, enumOf(o)))),
      m(`string[] Split(char separator, int count, ${SPLIT})`, (self, [c, n, o]) =>
        strings(splitText(s(self), [char(c)], int(n), enumOf(o), true)),
      ),
      m('string[] Split(char[] separator, int count)', (self, [c, n]) => strings(splitText(s(self), [...fromChars(c)], int(n), 0, true))),
      m('string[] Split(char[] separator, System.StringSplitOptions options)', (self, [c, o]) =>
        strings(splitText(s(self), [...fromChars(c)], 0, enumOf(o))),
      ),
      m('string[] Split(char[] separator, int count, System.StringSplitOptions options)', (self, [c, n, o]) =>
        strings(splitText(s(self), [...fromChars(c)], int(n), enumOf(o), true)),
      ),
      m(`string[] Split(string separator, ${SPLIT})`, (self, [t, o]) =>
        strings(splitText(s(self), t === null ? [] : [text(t)], 0, enumOf(o))),
      ),
      m(`string[] Split(string separator, int count, ${SPLIT})`, (self, [t, n, o]) =>
        strings(splitText(s(self), t === null ? [] : [text(t)], int(n), enumOf(o), true)),
      ),
      m('string[] Split(string[] separator, System.StringSplitOptions options)', (self, [t, o]) =>
        strings(splitText(s(self), items(t).map(String), 0, enumOf(o))),
      ),
      m('string[] Split(string[] separator, int count, System.StringSplitOptions options)', (self, [t, n, o]) =>
        strings(splitText(s(self), items(t).map(String), int(n), enumOf(o), true)),
      ),
    ],
    StartsWith: [
      m('bool StartsWith(string value)', (self, [v]) => s(self).startsWith(text(v))),
      m(`bool StartsWith(string value, ${COMPARISON})`, (self, [v, c]) =>
        folded(s(self), enumOf(c)).startsWith(folded(text(v), enumOf(c))),
      ),
      m('bool StartsWith(string value, bool ignoreCase, cultureinfo culture)', (self, [v, i]) =>
        folded(s(self), i === true ? 1 : 0).startsWith(folded(text(v), i === true ? 1 : 0)),
      ),
      m('bool StartsWith(char value)', (self, [v]) => s(self).startsWith(char(v))),
    ],
    Substring: [
      m('string Substring(int startIndex)', (self, [i]) => {
        checkRange(s(self), int(i), 0);
        return s(self).slice(int(i));
      }),
      m('string Substring(int startIndex, int length)', (self, [i, n]) => {
        checkRange(s(self), int(i), int(n));
        return s(self).slice(int(i), int(i) + int(n));
      }),
    ],
    ToCharArray: [
      m('char[] ToCharArray()', (self, _a, ctx) => {
        ctx.allocate(s(self).length * 8);
        return chars(s(self));
      }),
      m('char[] ToCharArray(int startIndex, int length)', (self, [i, n]) => {
        checkRange(s(self), int(i), int(n));
        return chars(s(self).slice(int(i), int(i) + int(n)));
      }),
    ],
    ToLower: [
      m('string ToLower()', (self) => toLowerCulture(s(self))),
      m('string ToLower(cultureinfo culture)', (self, [c], ctx) =>
        rulesOf(c, ctx) === 'iv' ? toLowerInvariant(s(self)) : toLowerCulture(s(self)),
      ),
    ],
    ToLowerInvariant: [m('string ToLowerInvariant()', (self) => toLowerInvariant(s(self)))],
    ToString: [m('string ToString()', (self) => self), m('string ToString(System.IFormatProvider provider)', (self) => self)],
    ToUpper: [
      m('string ToUpper()', (self) => toUpperCulture(s(self))),
      m('string ToUpper(cultureinfo culture)', (self, [c], ctx) =>
        rulesOf(c, ctx) === 'iv' ? toUpperInvariant(s(self)) : toUpperCulture(s(self)),
      ),
    ],
    ToUpperInvariant: [m('string ToUpperInvariant()', (self) => toUpperInvariant(s(self)))],
    Trim: [
      m('string Trim()', (self) => trimEnd(trimStart(s(self), null), null)),
      m('string Trim(char trimChar)', (self, [c]) => trimEnd(trimStart(s(self), char(c)), char(c))),
      m('string Trim(Params char[] trimChars)', (self, [c]) => trimEnd(trimStart(s(self), fromChars(c) || null), fromChars(c) || null)),
    ],
    TrimEnd: [
      m('string TrimEnd()', (self) => trimEnd(s(self), null)),
      m('string TrimEnd(char trimChar)', (self, [c]) => trimEnd(s(self), char(c))),
      m('string TrimEnd(Params char[] trimChars)', (self, [c]) => trimEnd(s(self), fromChars(c) || null)),
    ],
    TrimStart: [
      m('string TrimStart()', (self) => trimStart(s(self), null)),
      m('string TrimStart(char trimChar)', (self, [c]) => trimStart(s(self), char(c))),
      m('string TrimStart(Params char[] trimChars)', (self, [c]) => trimStart(s(self), fromChars(c) || null)),
    ],
  },
  staticProperties: { Empty: p('string', () => '') },
  staticMethods: {
    Compare: [
      m('int Compare(string strA, string strB)', (_s, [a, b]) => compareNullable(a, b, 0)),
      m('int Compare(string strA, string strB, bool ignoreCase)', (_s, [a, b, i]) => compareNullable(a, b, i === true ? 1 : 0)),
      m('int Compare(string strA, string strB, System.StringComparison comparisonType)', (_s, [a, b, c]) =>
        compareNullable(a, b, enumOf(c)),
      ),
      m('int Compare(string strA, string strB, bool ignoreCase, cultureinfo culture)', (_s, [a, b, i]) =>
        compareNullable(a, b, i === true ? 1 : 0),
      ),
      m('int Compare(string strA, int indexA, string strB, int indexB, int length)', (_s, [a, i, b, j, n]) =>
        compareNullable(part(a, i, n), part(b, j, n), 0),
      ),
      m('int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)', (_s, [a, i, b, j, n, c]) =>
        compareNullable(part(a, i, n), part(b, j, n), c === true ? 1 : 0),
      ),
    ],
    CompareOrdinal: [
      m('int CompareOrdinal(string strA, string strB)', (_s, [a, b]) => {
        const x = String(a);
        const y = String(b);
        for (let i = 0; i < Math.min(x.length, y.length); i++)
          if (x.charCodeAt(i) !== y.charCodeAt(i)) return x.charCodeAt(i) - y.charCodeAt(i);
        return x.length - y.length;
      }),
    ],
    Concat: [
      m('string Concat(System.Object arg0)', (_s, a, ctx) => concat(a, ctx)),
      m('string Concat(System.Object arg0, System.Object arg1)', (_s, a, ctx) => concat(a, ctx)),
      m('string Concat(System.Object arg0, System.Object arg1, System.Object arg2)', (_s, a, ctx) => concat(a, ctx)),
      m('string Concat(Params System.Object[] args)', (_s, [a], ctx) => concat(items(a), ctx)),
      m('string Concat(System.Collections.Generic.IEnumerable[string] values)', (_s, [a], ctx) => concat(items(a), ctx)),
      m('string Concat(string str0, string str1)', (_s, a, ctx) => concat(a, ctx)),
      m('string Concat(string str0, string str1, string str2)', (_s, a, ctx) => concat(a, ctx)),
      m('string Concat(string str0, string str1, string str2, string str3)', (_s, a, ctx) => concat(a, ctx)),
      m('string Concat(Params string[] values)', (_s, [a], ctx) => concat(items(a), ctx)),
    ],
    Copy: [m('string Copy(string str)', (_s, [a]) => a)],
    Equals: [
      m('bool Equals(string a, string b)', (_s, [a, b]) => a === b),
      m('bool Equals(string a, string b, System.StringComparison comparisonType)', (_s, [a, b, c]) =>
        typeof a === 'string' && typeof b === 'string' ? compareBy(a, b, enumOf(c)) === 0 : a === b,
      ),
    ],
    Format: [
      m('string Format(string format, System.Object arg0)', (_s, [f, a], ctx) =>
        formatText(text(f, 'format'), [a ?? null], rulesOf(null, ctx), ctx),
      ),
      m('string Format(string format, System.Object arg0, System.Object arg1)', (_s, [f, ...a], ctx) =>
        formatText(text(f, 'format'), a, rulesOf(null, ctx), ctx),
      ),
      m('string Format(string format, System.Object arg0, System.Object arg1, System.Object arg2)', (_s, [f, ...a], ctx) =>
        formatText(text(f, 'format'), a, rulesOf(null, ctx), ctx),
      ),
      m('string Format(string format, Params System.Object[] args)', (_s, [f, a], ctx) =>
        formatText(text(f, 'format'), items(a), rulesOf(null, ctx), ctx),
      ),
      m('string Format(System.IFormatProvider provider, string format, System.Object arg0)', (_s, [c, f, a], ctx) =>
        formatText(text(f, 'format'), [a ?? null], rulesOf(c, ctx), ctx),
      ),
      m('string Format(System.IFormatProvider provider, string format, Params System.Object[] args)', (_s, [c, f, a], ctx) =>
        formatText(text(f, 'format'), items(a), rulesOf(c, ctx), ctx),
      ),
    ],
    Intern: [m('string Intern(string str)', (_s, [a]) => a)],
    IsNullOrEmpty: [m('bool IsNullOrEmpty(string value)', (_s, [v]) => v === null || v === '')],
    IsNullOrWhiteSpace: [m('bool IsNullOrWhiteSpace(string value)', (_s, [v]) => v === null || String(v).trim() === '')],
    Join: [
      m('string Join(char separator, Params string[] value)', (_s, [c, v], ctx) => joinItems(char(c), items(v), ctx)),
      m('string Join(string separator, Params string[] value)', (_s, [t, v], ctx) => joinItems(t === null ? '' : text(t), items(v), ctx)),
      m('string Join(string separator, string[] value, int startIndex, int count)', (_s, [t, v, i, n], ctx) =>
        joinItems(t === null ? '' : text(t), rangeOf(items(v), int(i), int(n)), ctx),
      ),
      m('string Join(string separator, System.Collections.Generic.IEnumerable[string] values)', (_s, [t, v], ctx) =>
        joinItems(t === null ? '' : text(t), items(v), ctx),
      ),
      m('string Join(char separator, Params System.Object[] values)', (_s, [c, v], ctx) => joinItems(char(c), items(v), ctx)),
      m('string Join(string separator, Params System.Object[] values)', (_s, [t, v], ctx) =>
        joinItems(t === null ? '' : text(t), items(v), ctx),
      ),
    ],
  },
  constructors: [
    m('string new(char[] value)', (_s, [c]) => fromChars(c)),
    m('string new(char[] value, int startIndex, int length)', (_s, [c, i, n]) => fromChars(c).slice(int(i), int(i) + int(n))),
    m('string new(char c, int count)', (_s, [c, n], ctx) => {
      if (int(n) < 0) throw new ArgumentOutOfRangeError('count', "'count' must be non-negative.");
      ctx.allocate(int(n) * 2);
      return char(c).repeat(int(n));
    }),
  ],
  compare: (a, b) => compareCulture(s(a), s(b)),
  equals: (a, b) => a === b,
});

/** Part of an array by start and count. */
function rangeOf(values: readonly Value[], start: number, count: number): readonly Value[] {
  if (start < 0 || count < 0 || start + count > values.length)
    throw new ArgumentOutOfRangeError('startIndex', 'Index and count must refer to a location within the buffer.');
  return values.slice(start, start + count);
}

function part(t: Value | undefined, index: Value | undefined, length: Value | undefined): Value {
  return t === null ? null : String(t).slice(int(index), int(index) + int(length));
}

function compareNullable(a: Value | undefined, b: Value | undefined, comparison: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareBy(String(a), String(b), comparison);
}

registerType({ name: 'System.CharEnumerator', interfaces: ['System.Collections.IEnumerator'] });

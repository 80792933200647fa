/** System.Text.RegularExpressions.Regex over the matcher of regex/. Members and texts of .NET 10. */
import './regexMatches.ts';
import type { NativeContext } from '../context.ts';
import { callDelegate } from '../delegates.ts';
import type { MethodBody } from '../descriptor.ts';
import { ArgumentNullError, ArgumentOutOfRangeError } from '../dotnet/errors.ts';
import { TimeSpan } from '../dotnet/timespan.ts';
import { castError, isNetError, toException } from '../faults.ts';
import * as engine from '../regex/engine.ts';
import {
  escapeRegex,
  getRegex,
  groupNameFromNumber,
  groupNames,
  groupNumberFromName,
  groupNumbers,
  type MatchResult,
  RegexOptions,
  unescapeRegex,
} from '../regex/regex.ts';
import { applyReplacement, parseReplacement } from '../regex/replacement.ts';
import { provideRegexEngine } from '../regexEngine.ts';
import { PSMatch, PSRegex } from '../regexValues.ts';
import { findMatches } from '../regexWork.ts';
import { assemble } from '../textOperators.ts';
import { EnumValue, type Value } from '../value.ts';
import { intArray } from './bytes.ts';
import { enumOf, int, rw, strings, text } from './define.ts';
import { matchOf, PSMatchList } from './regexMatches.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';

provideRegexEngine(engine);

const NS = 'System.Text.RegularExpressions';
const ALL = Number.MAX_SAFE_INTEGER;
const NO_TIMEOUT = new TimeSpan(-10_000n);

const r = (v: Value): PSRegex => v as PSRegex;

/** A Regex from arguments; the pattern is checked at once. Throws RegexParseException, ArgumentOutOfRangeException. */
function make(pattern: Value | undefined, options: Value | undefined): PSRegex {
  const regex = new PSRegex(text(pattern, 'pattern'), enumOf(options));
  getRegex(regex.pattern, regex.options);
  return regex;
}

const isRightToLeft = (regex: PSRegex): boolean => (regex.options & RegexOptions.RightToLeft) !== 0;

function input(v: Value | undefined): string {
  if (typeof v !== 'string') throw new ArgumentNullError('input');
  return v;
}

function startAt(t: string, v: Value | undefined): number | undefined {
  if (v === undefined) return undefined;
  const n = int(v);
  if (n < 0 || n > t.length) {
    throw new ArgumentOutOfRangeError('startat', 'Start index cannot be less than 0 or greater than input length.');
  }
  return n;
}

function find(regex: PSRegex, t: string, limit: number, start: Value | undefined, ctx: NativeContext): MatchResult[] {
  return findMatches(regex.pattern, regex.options, t, limit, ctx, startAt(t, start));
}

const isMatch = (regex: PSRegex, s: Value | undefined, start: Value | undefined, ctx: NativeContext): boolean =>
  find(regex, input(s), 1, start, ctx).length > 0;

const first = (regex: PSRegex, s: Value | undefined, start: Value | undefined, ctx: NativeContext): PSMatch =>
  matchOf(input(s), regex.pattern, regex.options, find(regex, input(s), 1, start, ctx)[0]);

function all(regex: PSRegex, s: Value | undefined, start: Value | undefined, ctx: NativeContext): PSMatchList {
  const t = input(s);
  return new PSMatchList(
    'Match',
    find(regex, t, ALL, start, ctx).map((m) => new PSMatch(t, regex.pattern, regex.options, m)),
  );
}

/** Match(input, beginning, length): only that part is seen; positions count from the input's start. */
function matchPart(regex: PSRegex, s: Value | undefined, beginning: number, length: number, ctx: NativeContext): PSMatch {
  const t = input(s);
  if (beginning < 0 || beginning > t.length) {
    throw new ArgumentOutOfRangeError('beginning', 'Start index cannot be less than 0 or greater than input length.');
  }
  if (length < 0 || length > t.length - beginning) {
    throw new ArgumentOutOfRangeError('length', 'Length cannot be less than 0 or exceed input length.');
  }
  const found = findMatches(regex.pattern, regex.options, t.slice(beginning, beginning + length), 1, ctx)[0];
  if (found === undefined) return matchOf(t, regex.pattern, regex.options, null);
  const moved = <T extends { index: number }>(part: T): T => ({ ...part, index: part.index + beginning });
  const groups = found.groups.map((g) => (g.success ? { ...moved(g), captures: g.captures.map(moved) } : g));
  return matchOf(t, regex.pattern, regex.options, { ...moved(found), groups });
}

/** Replace: by a replacement's text, or by what a delegate makes of each match. */
function replace(
  regex: PSRegex,
  s: Value | undefined,
  by: Value | undefined,
  count: Value | undefined,
  start: Value | undefined,
  ctx: NativeContext,
): string {
  const t = input(s);
  const most = count === undefined ? -1 : int(count);
  if (by === null || by === undefined) throw new ArgumentNullError('replacement');
  if (most < -1) throw new ArgumentOutOfRangeError('count', 'Count cannot be less than -1.');
  if (most === 0) return t;
  const found = find(regex, t, most < 0 ? ALL : most, start, ctx);
  if (found.length === 0) return t;
  if (typeof by === 'string') {
    const replacement = parseReplacement(getRegex(regex.pattern, regex.options), by);
    return assemble(
      t,
      found,
      found.map((m) => applyReplacement(replacement, t, m)),
      ctx,
    );
  }
  const texts = found.map((m) => callDelegate(by, [new PSMatch(t, regex.pattern, regex.options, m)], ctx));
  return assemble(
    t,
    found,
    texts.map((v) => (typeof v === 'string' ? v : '')),
    ctx,
  );
}

/** Split: the pieces between matches, with what their groups captured. */
function split(regex: PSRegex, s: Value | undefined, count: Value | undefined, start: Value | undefined, ctx: NativeContext): Value {
  const t = input(s);
  const most = count === undefined ? 0 : int(count);
  if (most < 0) throw new ArgumentOutOfRangeError('count', 'Count cannot be less than -1.');
  if (most === 1) return strings([t]);
  const found = find(regex, t, most === 0 ? ALL : most - 1, start, ctx);
  if (found.length === 0) return strings([t]);
  const pieces: string[] = [];
  const groupTexts = (m: MatchResult): string[] =>
    m.groups
      .slice(1)
      .filter((g) => g.success)
      .map((g) => t.slice(g.index, g.index + g.length));
  if (isRightToLeft(regex)) {
    let to = t.length;
    for (const m of found) {
      pieces.unshift(...groupTexts(m), t.slice(m.index + m.length, to));
      to = m.index;
    }
    pieces.unshift(t.slice(0, to));
    return strings(pieces);
  }
  let from = 0;
  for (const m of found) {
    pieces.push(t.slice(from, m.index), ...groupTexts(m));
    from = m.index + m.length;
  }
  pieces.push(t.slice(from));
  return strings(pieces);
}

const MATCH = `${NS}.Match`;
const OPTIONS = `${NS}.RegexOptions options`;
const EVALUATOR = `${NS}.MatchEvaluator evaluator`;

/** A static method in its three forms: pattern; and options; and a timeout, which nothing here needs. */
function statics(
  head: string,
  parameters: string,
  body: (regex: PSRegex, args: Value[], ctx: NativeContext) => Value,
  extra = '',
): Record<string, MethodBody> {
  const count = extra === '' ? 0 : 1;
  const run: MethodBody = (_s, args, ctx) => body(make(args[1], args[2 + count]), args, ctx);
  const base = `${head}(${parameters}, string pattern${extra}`;
  return { [`${base})`]: run, [`${base}, ${OPTIONS})`]: run, [`${base}, ${OPTIONS}, timespan matchTimeout)`]: run };
}

/** The cast from a string, whose error PowerShell names by itself. */
function fromString(v: Value): Value | undefined {
  if (typeof v !== 'string') return undefined;
  try {
    return make(v, undefined);
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw castError(
      'InvalidCastFromStringToRegex',
      `Cannot convert value "${v}" to type "${NS}.Regex". Error: "${e.message}"`,
      toException(e),
    );
  }
}

registerType({
  name: `${NS}.Regex`,
  accelerators: ['regex'],
  ctor: PSRegex,
  properties: properties<PSRegex>({
    [`${NS}.RegexOptions Options`]: (s) => new EnumValue(`${NS}.RegexOptions`, s.options),
    'bool RightToLeft': isRightToLeft,
    'timespan MatchTimeout': () => NO_TIMEOUT,
  }),
  methods: methods({
    'int Count(string input)': (self, [s], ctx) => find(r(self), input(s), ALL, undefined, ctx).length,
    'string[] GetGroupNames()': (self) => strings(groupNames(getRegex(r(self).pattern, r(self).options))),
    'int[] GetGroupNumbers()': (self) => intArray(groupNumbers(getRegex(r(self).pattern, r(self).options))),
    'string GroupNameFromNumber(int i)': (self, [n]) => groupNameFromNumber(getRegex(r(self).pattern, r(self).options), int(n)),
    'int GroupNumberFromName(string name)': (self, [n]) => groupNumberFromName(getRegex(r(self).pattern, r(self).options), text(n, 'name')),
    'bool IsMatch(string input)': (self, [s], ctx) => isMatch(r(self), s, undefined, ctx),
    'bool IsMatch(string input, int startat)': (self, [s, i], ctx) => isMatch(r(self), s, i, ctx),
    [`${MATCH} Match(string input)`]: (self, [s], ctx) => first(r(self), s, undefined, ctx),
    [`${MATCH} Match(string input, int startat)`]: (self, [s, i], ctx) => first(r(self), s, i, ctx),
    [`${MATCH} Match(string input, int beginning, int length)`]: (self, [s, i, n], ctx) => matchPart(r(self), s, int(i), int(n), ctx),
    [`${MATCH}Collection Matches(string input)`]: (self, [s], ctx) => all(r(self), s, undefined, ctx),
    [`${MATCH}Collection Matches(string input, int startat)`]: (self, [s, i], ctx) => all(r(self), s, i, ctx),
    'string Replace(string input, string replacement)': (self, [s, b], ctx) => replace(r(self), s, b, undefined, undefined, ctx),
    'string Replace(string input, string replacement, int count)': (self, [s, b, n], ctx) => replace(r(self), s, b, n, undefined, ctx),
    'string Replace(string input, string replacement, int count, int startat)': (self, [s, b, n, i], ctx) =>
      replace(r(self), s, b, n, i, ctx),
    [`string Replace(string input, ${EVALUATOR})`]: (self, [s, b], ctx) => replace(r(self), s, b, undefined, undefined, ctx),
    [`string Replace(string input, ${EVALUATOR}, int count)`]: (self, [s, b, n], ctx) => replace(r(self), s, b, n, undefined, ctx),
    [`string Replace(string input, ${EVALUATOR}, int count, int startat)`]: (self, [s, b, n, i], ctx) => replace(r(self), s, b, n, i, ctx),
    'string[] Split(string input)': (self, [s], ctx) => split(r(self), s, undefined, undefined, ctx),
    'string[] Split(string input, int count)': (self, [s, n], ctx) => split(r(self), s, n, undefined, ctx),
    'string[] Split(string input, int count, int startat)': (self, [s, n, i], ctx) => split(r(self), s, n, i, ctx),
    'string ToString()': (self) => r(self).pattern,
  }),
  staticProperties: {
    ...properties({ 'timespan InfiniteMatchTimeout': () => NO_TIMEOUT }),
    // The cache is the interpreter's own: its size is shown as .NET's and a new one changes nothing that can be seen.
    CacheSize: rw(
      'int',
      () => 15,
      (_s, v) => {
        if (int(v) < 0) throw new ArgumentOutOfRangeError('value');
      },
    ),
  },
  staticMethods: methods(
    statics('int Count', 'string input', (x, [s], ctx) => find(x, input(s), ALL, undefined, ctx).length),
    { 'string Escape(string str)': (_s, [s]) => escapeRegex(text(s, 'str')) },
    statics('bool IsMatch', 'string input', (x, [s], ctx) => isMatch(x, s, undefined, ctx)),
    statics(`${MATCH} Match`, 'string input', (x, [s], ctx) => first(x, s, undefined, ctx)),
    statics(`${MATCH}Collection Matches`, 'string input', (x, [s], ctx) => all(x, s, undefined, ctx)),
    statics('string Replace', 'string input', (x, [s, , b], ctx) => replace(x, s, b, undefined, undefined, ctx), ', string replacement'),
    statics('string Replace', 'string input', (x, [s, , b], ctx) => replace(x, s, b, undefined, undefined, ctx), `, ${EVALUATOR}`),
    statics('string[] Split', 'string input', (x, [s], ctx) => split(x, s, undefined, undefined, ctx)),
    { 'string Unescape(string str)': (_s, [s]) => unescapeRegex(text(s, 'str')) },
  ),
  constructors: constructors('regex', {
    'string pattern': (_s, [p]) => make(p, undefined),
    [`string pattern, ${OPTIONS}`]: (_s, [p, o]) => make(p, o),
    [`string pattern, ${OPTIONS}, timespan matchTimeout`]: (_s, [p, o]) => make(p, o),
  }),
  convertFrom: fromString,
  toText: (self) => r(self).pattern,
});

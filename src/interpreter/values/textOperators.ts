/** -like, -match, -replace (ParserOps in parserutils.cs). */
import { ScriptBlock } from './code.ts';
import { PSArray, PSHashtable } from './collections.ts';
import type { NativeContext } from './context.ts';
import { callEach } from './contextHooks.ts';
import { toText } from './convert.ts';
import { enumerate } from './enumerate.ts';
import { isNetError, makeError, runtimeError, toException } from './faults.ts';
import { RegexOptions } from './regex/options.ts';
import type { CompiledRegex, MatchResult } from './regex/regex.ts';
import { compileWildcard, isWildcardError, matchWildcard, WildcardOptions, type WildcardProgram } from './regex/wildcard.ts';
import { regexEngine } from './regexEngine.ts';
import { PSMatch, PSRegex } from './regexValues.ts';
import { findMatches, regexAsRuntime } from './regexWork.ts';
import { joinText, separator } from './text.ts';
import { unwrap } from './typeNames.ts';
import type { Value } from './value.ts';

/** -like and -notlike. */
export function likeOperator(left: Value, right: Value, ignoreCase: boolean, negate: boolean, ctx: NativeContext): Value {
  const pattern = wildcard(toText(right, ctx), ignoreCase);
  const items = enumerate(left);
  if (items === null) return matchWildcard(pattern, toText(left, ctx)) !== negate;
  return new PSArray(items.filter((v) => matchWildcard(pattern, v === null ? '' : toText(v, ctx)) !== negate));
}

/** Compiled patterns by text; a cache of pure values. */
const wildcards = new Map<string, WildcardProgram>();

/** Compiles a wildcard pattern; an error of the pattern is WildcardPatternException. */
export function wildcard(pattern: string, ignoreCase: boolean): WildcardProgram {
  const key = ignoreCase ? pattern : `\u0000${pattern}`;
  const known = wildcards.get(key);
  if (known !== undefined) return known;
  try {
    const made = compileWildcard(pattern, ignoreCase ? WildcardOptions.IgnoreCase : WildcardOptions.None);
    if (wildcards.size > 500) wildcards.clear();
    wildcards.set(key, made);
    return made;
  } catch (e) {
    if (!isWildcardError(e)) throw e;
    throw makeError(
      'System.Management.Automation.WildcardPatternException',
      'WildcardPattern_Invalid',
      'InvalidArgument',
      (e as Error).message,
    );
  }
}

/** The pattern and options of -match's or -replace's right side. */
function patternOf(value: Value, ignoreCase: boolean, ctx: NativeContext): { pattern: string; options: number } {
  const bare = unwrap(value);
  if (bare instanceof PSRegex) return { pattern: bare.pattern, options: bare.options };
  return { pattern: toText(value, ctx), options: ignoreCase ? RegexOptions.IgnoreCase : 0 };
}

/** -match and -notmatch: `matches` is the new $Matches, null = leave it. */
export function matchText(
  left: Value,
  right: Value,
  ignoreCase: boolean,
  negate: boolean,
  ctx: NativeContext,
): { result: Value; matches: PSHashtable | null } {
  const { pattern, options } = patternOf(right, ignoreCase, ctx);
  const items = enumerate(left);
  if (items === null) {
    const text = toText(left, ctx);
    const { getRegex, matchTexts } = regexEngine();
    const regex = regexAsRuntime(() => getRegex(pattern, options));
    const texts = matchTexts(regex, text);
    if (texts !== undefined) return { result: (texts !== null) !== negate, matches: texts === null ? null : textsTable(regex, texts) };
    const found = regexAsRuntime(() => findMatches(pattern, options, text, 1, ctx))[0];
    return { result: (found !== undefined) !== negate, matches: found === undefined ? null : matchesTable(text, found) };
  }
  const result = items.filter((v) => {
    const text = toText(v, ctx);
    return regexAsRuntime(() => findMatches(pattern, options, text, 1, ctx)).length > 0 !== negate;
  });
  return { result: new PSArray(result), matches: null };
}

/** As {@link matchesTable}, of texts. */
function textsTable(regex: CompiledRegex, texts: readonly (string | undefined)[]): PSHashtable {
  const table = new PSHashtable();
  const { groups } = regex.program;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    if (text === undefined) continue;
    const { name, number } = groups[i];
    table.set(isNumber(name) ? number : name, text);
  }
  return table;
}

/** True for the name of a group that has none. */
function isNumber(name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return name.length > 0;
}

/** $Matches: successful groups by name or number. */
function matchesTable(input: string, match: MatchResult): PSHashtable {
  const table = new PSHashtable();
  for (const g of match.groups) {
    if (!g.success) continue;
    table.set(isNumber(g.name) ? g.number : g.name, input.slice(g.index, g.index + g.length));
  }
  return table;
}

/** -replace. Throws BadReplaceArgument, InvalidRegularExpression. */
export function replaceOperator(left: Value, right: Value, ignoreCase: boolean, opText: string, ctx: NativeContext): Value {
  const list = enumerate(unwrap(right));
  if (list !== null && list.length > 2) {
    throw runtimeError('BadReplaceArgument', `The ${opText} operator allows only two elements to follow it, not ${list.length}.`, {
      target: right,
    });
  }
  const given = list === null ? right : (list[0] ?? '');
  const by = list === null || list.length < 2 ? '' : (list[1] as Value);
  const { pattern, options } = patternOf(given, ignoreCase, ctx);
  try {
    regexEngine().getRegex(pattern, options);
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw runtimeError('InvalidRegularExpression', `The regular expression pattern ${pattern} is not valid.`, {
      target: pattern,
      inner: toException(e),
    });
  }
  const one = (v: Value): string => replaceMatches(v === null ? '' : toText(v, ctx), pattern, options, by, ctx);
  const items = enumerate(left);
  return items === null ? one(left) : new PSArray(items.map(one));
}

/** Longest replacement that is put in for all matches in one go. */
const SHORT_REPLACEMENT = 100;

/** As {@link replaceMatches} with a text, where the browser's matcher does it in one go; undefined where it can't. */
function replaceAtOnce(input: string, pattern: string, options: number, text: string, ctx: NativeContext): string | undefined {
  const { getRegex, parseReplacement, replaceTexts } = regexEngine();
  if (text.length > SHORT_REPLACEMENT) return undefined;
  const regex = getRegex(pattern, options);
  const parts: (string | number)[] = [];
  for (const part of parseReplacement(regex, text)) {
    if (part.kind === 'text') parts.push(part.text);
    else if (part.kind === 'group') parts.push(part.slot);
    else return undefined;
  }
  const result = replaceTexts(regex, input, parts);
  if (result !== undefined && result.length > 100_000) ctx.allocate(result.length * 2);
  return result;
}

/** Replaces all matches by a replacement's text or by what a block makes of each ($_ = the Match). */
export function replaceMatches(
  input: string,
  pattern: string,
  options: number,
  by: Value,
  ctx: NativeContext,
  limit = Number.MAX_SAFE_INTEGER,
  start?: number,
): string {
  const bare = unwrap(by);
  if (typeof bare === 'string' && limit === Number.MAX_SAFE_INTEGER && start === undefined) {
    const quick = replaceAtOnce(input, pattern, options, bare, ctx);
    if (quick !== undefined) return quick;
  }
  const matches = findMatches(pattern, options, input, limit, ctx, start);
  if (matches.length === 0) return input;
  let texts: string[];
  if (bare instanceof ScriptBlock) {
    const values = matches.map((m) => new PSMatch(input, pattern, options, m));
    texts = callEach(ctx, bare, values, []).map((output) => joinText(output, separator(ctx), ctx));
  } else {
    const { applyReplacement, getRegex, parseReplacement } = regexEngine();
    const replacement = parseReplacement(getRegex(pattern, options), toText(by, ctx));
    texts = matches.map((m) => applyReplacement(replacement, input, m));
  }
  return assemble(input, matches, texts, ctx);
}

/** The input with matches replaced by texts. */
export function assemble(input: string, matches: readonly MatchResult[], texts: readonly string[], ctx: NativeContext): string {
  const order = matches.map((m, i) => ({ m, text: texts[i] ?? '' }));
  if (order.length > 1 && (order[0]?.m.index ?? 0) > (order[order.length - 1]?.m.index ?? 0)) order.reverse();
  const parts: string[] = [];
  let from = 0;
  let length = input.length;
  for (const { m, text } of order) {
    parts.push(input.slice(from, m.index), text);
    from = m.index + m.length;
    length += text.length;
  }
  parts.push(input.slice(from));
  if (length > 100_000) ctx.allocate(length * 2);
  return parts.join('');
}

/**
 * Regular expressions as the rest of the interpreter uses them: .NET's Match, IsMatch and NextMatch, at once or in steps.
 *
 * A {@link CompiledRegex} is made from the pattern and its options alone and never belongs to a session's state: states name
 * the pattern and the options, and take the compiled form from {@link getRegex} again.
 */
import { compileTree } from './compiler.ts';
import { createMatch, defaultStart, type GroupResult, type MatchResult, type MatchState, matchResult } from './match-state.ts';
import { runMatch } from './matcher.ts';
import { type NativePattern, toNativePattern } from './native.ts';
import { RegexOptions } from './options.ts';
import { parsePattern } from './parser.ts';
import type { RegexProgram } from './program.ts';

export { parseRegex } from './compiler.ts';
export * from './escape.ts';
export { type CaptureResult, createMatch, type GroupResult, type MatchResult, type MatchState, matchResult } from './match-state.ts';
export { runMatch } from './matcher.ts';
export { toNativeRegExp } from './native.ts';
export { RegexOptions } from './options.ts';
export { RegexParseError } from './parse-error.ts';
export type { RegexProgram } from './program.ts';

/** A pattern ready for use. */
export interface CompiledRegex {
  pattern: string;
  options: number;
  program: RegexProgram;
  /** JavaScript's counterpart, null if there is none, undefined while nobody has asked. */
  native: NativePattern | null | undefined;
  /** With and without captures; made on first use. */
  nativeIndexed: RegExp | null;
  nativePlain: RegExp | null;
  /** With captures but not their places. */
  nativeTexts: RegExp | null;
  uses: number;
}

/** As many as PowerShell keeps (MaxRegexCache in parserutils.cs). */
const CACHE_SIZE = 1000;
const cache = new Map<string, CompiledRegex>();
/** The one asked for last: loops ask for the same one over and over. */
let recent: CompiledRegex | null = null;

/** Before a pattern was used this often on short inputs, its JavaScript counterpart is not worth making. */
const NATIVE_AFTER_USES = 12;
const NATIVE_INPUT = 400;

/**
 * The compiled form of a pattern.
 * @throws RegexParseError for a wrong pattern, ArgumentOutOfRangeError for wrong options
 */
export function getRegex(pattern: string, options: number): CompiledRegex {
  if (recent !== null && recent.pattern === pattern && recent.options === options) return recent;
  const key = `${options}:${pattern}`;
  const known = cache.get(key);
  if (known) {
    recent = known;
    return known;
  }
  const program = compileTree(pattern, options, parsePattern(pattern, options));
  const made: CompiledRegex = {
    pattern,
    options,
    program,
    native: undefined,
    nativeIndexed: null,
    nativePlain: null,
    nativeTexts: null,
    uses: 0,
  };
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, made);
  recent = made;
  return made;
}

/** The JavaScript counterpart, if it may be used on this input. */
function nativeFor(regex: CompiledRegex, input: string): NativePattern | null {
  if (regex.native === undefined) {
    if (++regex.uses < NATIVE_AFTER_USES && input.length < NATIVE_INPUT) return null;
    regex.native = toNativePattern(parsePattern(regex.pattern, regex.options), regex.options);
  }
  return regex.native !== null && input.length <= regex.native.inputLimit ? regex.native : null;
}

function plainNative(regex: CompiledRegex, native: NativePattern): RegExp {
  regex.nativePlain ??= new RegExp(native.plainSource, 'g');
  return regex.nativePlain;
}

/** A group that took no part in the match. */
function failedGroup(name: string, number: number): GroupResult {
  return { index: 0, length: 0, name, number, success: false, captures: [] };
}

/** Matches with the browser's matcher; undefined if it gave up for want of memory, after which it is not used again. */
function matchNatively(regex: CompiledRegex, native: NativePattern, input: string, start: number): MatchResult | null | undefined {
  try {
    return findNatively(regex, native, input, start);
  } catch {
    regex.native = null;
    return undefined;
  }
}

function findNatively(regex: CompiledRegex, native: NativePattern, input: string, start: number): MatchResult | null {
  const { groups } = regex.program;
  if (groups.length === 1) {
    const plain = plainNative(regex, native);
    plain.lastIndex = start;
    const found = plain.exec(input);
    if (!found) return null;
    const index = found.index;
    const length = found[0].length;
    return { index, length, groups: [{ index, length, name: '0', number: 0, success: true, captures: [{ index, length }] }] };
  }
  regex.nativeIndexed ??= new RegExp(native.source, 'dg');
  regex.nativeIndexed.lastIndex = start;
  const indices = regex.nativeIndexed.exec(input)?.indices;
  if (!indices) return null;
  const results: GroupResult[] = new Array(groups.length);
  for (let i = 0; i < native.slots.length; i++) {
    const slot = native.slots[i];
    const { name, number } = groups[slot];
    const found = indices[i];
    if (!found) results[slot] = failedGroup(name, number);
    else {
      const index = found[0];
      const length = found[1] - index;
      results[slot] = { index, length, name, number, success: true, captures: [{ index, length }] };
    }
  }
  return { index: results[0].index, length: results[0].length, groups: results };
}

/** Inputs whose matches are all found, and replaced, in one go. */
const QUICK_INPUT = 65_536;

/** JavaScript's counterpart for uses that need texts only, if the input is short enough for one go. */
function textsNative(regex: CompiledRegex, input: string): RegExp | null {
  if (input.length > QUICK_INPUT) return null;
  const native = nativeFor(regex, input);
  if (native === null) return null;
  regex.nativeTexts ??= new RegExp(native.source, 'g');
  regex.nativeTexts.lastIndex = 0;
  return regex.nativeTexts;
}

/**
 * The first match's groups as texts, by their slots, undefined for a group that took no part; null if nothing matches; undefined where
 * the browser's matcher can't tell.
 */
export function matchTexts(regex: CompiledRegex, input: string): (string | undefined)[] | null | undefined {
  try {
    const found = textsNative(regex, input)?.exec(input);
    if (found === undefined || found === null) return found;
    const { slots } = regex.native as NativePattern;
    const texts: (string | undefined)[] = new Array(slots.length);
    for (let i = 0; i < slots.length; i++) texts[slots[i]] = found[i];
    return texts;
  } catch {
    regex.native = null;
    return undefined;
  }
}

/** All matches replaced (`by`: texts and slots of groups); undefined where it must go match by match. */
export function replaceTexts(regex: CompiledRegex, input: string, by: readonly (string | number)[]): string | undefined {
  try {
    const matcher = textsNative(regex, input);
    if (matcher === null) return undefined;
    const { slots } = regex.native as NativePattern;
    // two digits: what follows is never taken for a part of the number
    if (slots.length > 99) return undefined;
    const text = by.map((part) => {
      if (typeof part === 'string') return part.replaceAll('$', '$$$$');
      return part === 0 ? '$&' : `$${String(slots.indexOf(part)).padStart(2, '0')}`;
    });
    return input.replace(matcher, text.join(''));
  } catch {
    regex.native = null;
    return undefined;
  }
}

/** The pieces between all matches of a pattern that is nothing but one text; undefined for others. */
export function splitTexts(regex: CompiledRegex, input: string): string[] | undefined {
  if (input.length > QUICK_INPUT) return undefined;
  const source = nativeFor(regex, input)?.source;
  if (source === undefined || !/^(?:[0-9A-Za-z]|\\u[0-9a-f]{4})+$/.test(source)) return undefined;
  return input.split(JSON.parse(`"${source}"`) as string);
}

/** What trying to match within a budget came to: a result (null: no match) and what it cost, or the state to go on from. */
export type MatchAttempt = { done: true; result: MatchResult | null; spent: number } | { done: false; state: MatchState };

/**
 * Matches with about `budget` steps. A match that needs more is handed back as a state: store it, and give it to
 * {@link continueMatch} with the same pattern's compiled form until it is done.
 * `afterEmpty`: see {@link createMatch}.
 */
export function tryMatch(regex: CompiledRegex, input: string, start: number, afterEmpty: boolean, budget: number): MatchAttempt {
  const native = nativeFor(regex, input);
  if (native && start >= 0) {
    const from = afterEmpty ? start + 1 : start;
    const result = from > input.length ? null : matchNatively(regex, native, input, from);
    if (result === undefined) return continueMatch(regex, createMatch(regex.program, input, start, afterEmpty), budget);
    const seen = (result ? result.index + result.length : input.length) - from;
    return { done: true, result, spent: 2 + (seen >> 4) };
  }
  return continueMatch(regex, createMatch(regex.program, input, start, afterEmpty), budget);
}

/** Goes on with a match. */
export function continueMatch(regex: CompiledRegex, state: MatchState, budget: number): MatchAttempt {
  const status = runMatch(state, regex.program, budget);
  if (status === 'running') return { done: false, state };
  return { done: true, result: status === 'match' ? matchResult(regex.program, state) : null, spent: state.spent };
}

/** Regex.Match without any limit of time: for inputs and patterns that the caller knows to be harmless. @throws as getRegex */
export function match(pattern: string, options: number, input: string, start?: number): MatchResult | null {
  const regex = getRegex(pattern, options);
  let attempt = tryMatch(regex, input, start ?? defaultStart(regex.program, input), false, Number.POSITIVE_INFINITY);
  while (!attempt.done) attempt = continueMatch(regex, attempt.state, Number.POSITIVE_INFINITY);
  return attempt.result;
}

/**
 * Regex.IsMatch with about `budget` steps: true, false, or the state to go on from with {@link continueMatch}.
 */
export function tryIsMatch(regex: CompiledRegex, input: string, budget: number): boolean | MatchState {
  const native = nativeFor(regex, input);
  if (native) {
    try {
      const plain = plainNative(regex, native);
      plain.lastIndex = 0;
      return plain.test(input);
    } catch {
      regex.native = null;
    }
  }
  const state = createMatch(regex.program, input);
  const status = runMatch(state, regex.program, budget);
  return status === 'running' ? state : status === 'match';
}

/** Where the match after `result` begins: arguments for {@link tryMatch} (Match.NextMatch). */
export function nextStart(regex: CompiledRegex, result: MatchResult): { start: number; afterEmpty: boolean } {
  const rightToLeft = (regex.options & RegexOptions.RightToLeft) !== 0;
  return { start: rightToLeft ? result.index : result.index + result.length, afterEmpty: result.length === 0 };
}

/** Regex.GetGroupNames. */
export function groupNames(regex: CompiledRegex): string[] {
  return regex.program.groups.map(({ name }) => name);
}

/** Regex.GetGroupNumbers. */
export function groupNumbers(regex: CompiledRegex): number[] {
  return regex.program.groups.map(({ number }) => number);
}

/** Regex.GroupNumberFromName: -1 if there is no such group. */
export function groupNumberFromName(regex: CompiledRegex, name: string): number {
  return regex.program.groups.find((group) => group.name === name)?.number ?? -1;
}

/** Regex.GroupNameFromNumber: '' if there is no such group. */
export function groupNameFromNumber(regex: CompiledRegex, number: number): string {
  return regex.program.groups.find((group) => group.number === number)?.name ?? '';
}

/** The text of a group or match. */
export function textOf(input: string, { index, length }: { index: number; length: number }): string {
  return input.slice(index, index + length);
}

/**
 * Going over a whole input, in steps: Regex.Matches, Regex.Replace and Regex.Split as one machine of plain state.
 *
 * A {@link ScanState} holds no compiled pattern, only the pattern's text: it can be stored between any two calls of
 * {@link runScan}.
 */
import { ArgumentOutOfRangeError } from '../dotnet/errors.ts';
import type { MatchResult, MatchState } from './match-state.ts';
import { RegexOptions } from './options.ts';
import { type CompiledRegex, continueMatch, getRegex, nextStart, tryMatch } from './regex.ts';
import { applyReplacement, parseReplacement, type Replacement } from './replacement.ts';

/** What is made of the matches. */
export type ScanKind = 'matches' | 'replace' | 'split';

/** A scan in progress: plain data. */
export interface ScanState {
  kind: ScanKind;
  pattern: string;
  options: number;
  input: string;
  replacement: Replacement;
  /** Matches still wanted; -1: all. */
  left: number;
  /** Where the next match begins. */
  start: number;
  afterEmpty: boolean;
  /** Up to here (from here, for RightToLeft) the input has been dealt with. */
  copied: number;
  /** The match in progress, if one needs more than one call. */
  match: MatchState | null;
  done: boolean;
  matches: MatchResult[];
  /** Pieces of the output; last to first for RightToLeft patterns until the scan is done. */
  pieces: string[];
}

/** Cost of a match apart from its own steps. */
const STEPS_PER_MATCH = 4;
/** Steps that a match may take before it is kept as a state. */
const MATCH_SLICE = 20_000;

function createScan(kind: ScanKind, regex: CompiledRegex, input: string, left: number, start: number | undefined): ScanState {
  const rightToLeft = (regex.options & RegexOptions.RightToLeft) !== 0;
  const begin = start ?? (rightToLeft ? input.length : 0);
  if (begin < 0 || begin > input.length) {
    throw new ArgumentOutOfRangeError('startat', 'Start index cannot be less than 0 or greater than input length.');
  }
  return {
    kind,
    pattern: regex.pattern,
    options: regex.options,
    input,
    replacement: [],
    left,
    start: begin,
    afterEmpty: false,
    copied: rightToLeft ? input.length : 0,
    match: null,
    done: left === 0,
    matches: [],
    pieces: [],
  };
}

/** Regex.Matches: when done, `matches` holds them. `limit` -1: all. @throws ArgumentOutOfRangeError */
export function createMatches(regex: CompiledRegex, input: string, start?: number, limit = -1): ScanState {
  return createScan('matches', regex, input, limit, start);
}

/** Regex.Replace: when done, {@link scanText} is the new text. `count` -1: all. @throws ArgumentOutOfRangeError, RegexParseError */
export function createReplace(regex: CompiledRegex, input: string, replacement: string, count = -1, start?: number): ScanState {
  if (count < -1) throw new ArgumentOutOfRangeError('count', 'Count cannot be less than -1.');
  const scan = createScan('replace', regex, input, count, start);
  scan.replacement = parseReplacement(regex, replacement);
  if (scan.done) finish(scan);
  return scan;
}

/** Regex.Split: when done, `pieces` holds the parts. `count`: most parts wanted, 0: no limit. @throws ArgumentOutOfRangeError */
export function createSplit(regex: CompiledRegex, input: string, count = 0, start?: number): ScanState {
  if (count < 0) throw new ArgumentOutOfRangeError('count', 'Count cannot be less than -1.');
  const scan = createScan('split', regex, input, count === 0 ? -1 : count - 1, start);
  if (scan.done) finish(scan);
  return scan;
}

/** Runs a scan for about `budget` steps; true when it is done. */
export function runScan(scan: ScanState, budget: number): boolean {
  if (scan.done) return true;
  const regex = getRegex(scan.pattern, scan.options);
  let left = budget;
  while (left > 0) {
    const slice = Math.min(left, MATCH_SLICE);
    const { match } = scan;
    const attempt = match ? continueMatch(regex, match, slice) : tryMatch(regex, scan.input, scan.start, scan.afterEmpty, slice);
    if (!attempt.done) {
      scan.match = attempt.state;
      left -= slice;
      continue;
    }
    scan.match = null;
    const { result } = attempt;
    if (!result || !take(scan, regex, result)) {
      finish(scan);
      return true;
    }
    left -= STEPS_PER_MATCH + attempt.spent;
  }
  return false;
}

/** Takes a match up; false if it was the last one wanted. */
function take(scan: ScanState, regex: CompiledRegex, result: MatchResult): boolean {
  const { input, pieces } = scan;
  const rightToLeft = (scan.options & RegexOptions.RightToLeft) !== 0;
  if (scan.kind === 'matches') scan.matches.push(result);
  else {
    const end = result.index + result.length;
    pieces.push(rightToLeft ? input.slice(end, scan.copied) : input.slice(scan.copied, result.index));
    scan.copied = rightToLeft ? result.index : end;
    if (scan.kind === 'replace') pieces.push(applyReplacement(scan.replacement, input, result));
    else pushCaptures(pieces, input, result);
  }
  const next = nextStart(regex, result);
  scan.start = next.start;
  scan.afterEmpty = next.afterEmpty;
  return --scan.left !== 0;
}

/**
 * What the groups of a separator captured stands between the parts. .NET asks the n-th group whether it took part, but takes the
 * text of the group with number n; the two differ if numbers are left out, as in (?<5>,), and then '' or another group's text comes.
 */
function pushCaptures(pieces: string[], input: string, { groups }: MatchResult): void {
  for (let slot = 1; slot < groups.length; slot++) {
    if (!groups[slot].success) continue;
    const group = groups[slot].number === slot ? groups[slot] : groups.find(({ number }) => number === slot);
    pieces.push(group ? input.slice(group.index, group.index + group.length) : '');
  }
}

function finish(scan: ScanState): void {
  scan.done = true;
  if (scan.kind === 'matches') return;
  const rightToLeft = (scan.options & RegexOptions.RightToLeft) !== 0;
  scan.pieces.push(rightToLeft ? scan.input.slice(0, scan.copied) : scan.input.slice(scan.copied));
  if (rightToLeft) scan.pieces.reverse();
}

/** The text that a finished replacement made. */
export function scanText(scan: ScanState): string {
  return scan.pieces.join('');
}

/** Regex.Replace at once, without any limit of time. @throws as createReplace */
export function replace(regex: CompiledRegex, input: string, replacement: string, count = -1, start?: number): string {
  const scan = createReplace(regex, input, replacement, count, start);
  while (!runScan(scan, Number.POSITIVE_INFINITY));
  return scanText(scan);
}

/** Regex.Split at once, without any limit of time. @throws as createSplit */
export function split(regex: CompiledRegex, input: string, count = 0, start?: number): string[] {
  const scan = createSplit(regex, input, count, start);
  while (!runScan(scan, Number.POSITIVE_INFINITY));
  return scan.pieces;
}

/** Regex.Matches at once, without any limit of time. @throws as createMatches */
export function matches(regex: CompiledRegex, input: string, start?: number, limit = -1): MatchResult[] {
  const scan = createMatches(regex, input, start, limit);
  while (!runScan(scan, Number.POSITIVE_INFINITY));
  return scan.matches;
}

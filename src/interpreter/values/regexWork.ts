/** Running .NET regular expressions from native code: at once within a budget, else as work that can be stored and stopped. */
import type { NativeContext } from './context.ts';
import { isNetError, netErrorAsRuntime } from './faults.ts';
import { RegexOptions } from './regex/options.ts';
import type { CompiledRegex, MatchResult, MatchState } from './regex/regex.ts';
import { regexEngine } from './regexEngine.ts';
import { registerWork } from './work.ts';

/** A search for matches, as plain data. */
export interface RegexSearch {
  pattern: string;
  options: number;
  input: string;
  /** Stop after so many matches. */
  limit: number;
  start: number;
  afterEmpty: boolean;
  found: MatchResult[];
  /** The match under way, or null. */
  running: MatchState | null;
}

/** Goes on with a search for about `budget` steps; true when it is over. */
function search(state: RegexSearch, budget: number, regex: CompiledRegex): boolean {
  const { continueMatch, nextStart, tryMatch } = regexEngine();
  let left = budget;
  while (left > 0) {
    if (state.found.length >= state.limit) return true;
    const attempt =
      state.running === null
        ? tryMatch(regex, state.input, state.start, state.afterEmpty, left)
        : continueMatch(regex, state.running, left);
    if (!attempt.done) {
      // Run again after a wait, the first attempt must come to the same end: no switch to another matcher meanwhile.
      regex.native = null;
      state.running = attempt.state;
      return false;
    }
    left -= attempt.spent + 1;
    state.running = null;
    if (attempt.result === null) return true;
    state.found.push(attempt.result);
    const next = nextStart(regex, attempt.result);
    state.start = next.start;
    state.afterEmpty = next.afterEmpty;
  }
  return state.found.length >= state.limit;
}

registerWork<RegexSearch>('regexMatch', {
  step: (state, budget) => search(state, budget * 4, regexEngine().getRegex(state.pattern, state.options)),
  result: (state) => state.found,
});

/** Steps that a search may take before it becomes stored work: about a millisecond. */
const AT_ONCE = 60_000;

/**
 * Matches of a pattern, at most `limit`, from `start` on. Throws RegexParseError for a wrong pattern.
 * Uses `ctx.work('regexMatch', …)` where it takes long.
 */
export function findMatches(
  pattern: string,
  options: number,
  input: string,
  limit: number,
  ctx: NativeContext,
  start?: number,
): MatchResult[] {
  const regex = regexEngine().getRegex(pattern, options);
  const from = start ?? ((options & RegexOptions.RightToLeft) !== 0 ? input.length : 0);
  const fresh = (): RegexSearch => ({ pattern, options, input, limit, start: from, afterEmpty: false, found: [], running: null });
  const state = fresh();
  if (search(state, AT_ONCE, regex)) return state.found;
  return ctx.work('regexMatch', () => state) as MatchResult[];
}

/** The next match after one (Match.NextMatch), or null. */
export function findNext(pattern: string, options: number, input: string, after: MatchResult, ctx: NativeContext): MatchResult | null {
  const { createMatch, getRegex, nextStart } = regexEngine();
  const regex = getRegex(pattern, options);
  const next = nextStart(regex, after);
  const running = createMatch(regex.program, input, next.start, next.afterEmpty);
  const state: RegexSearch = { pattern, options, input, limit: 1, start: next.start, afterEmpty: next.afterEmpty, found: [], running };
  if (search(state, AT_ONCE, regex)) return state.found[0] ?? null;
  return (ctx.work('regexMatch', () => state) as MatchResult[])[0] ?? null;
}

/** Runs a use of a pattern by an operator: a wrong pattern is the statement's own error. */
export function regexAsRuntime<T>(run: () => T): T {
  try {
    return run();
  } catch (e) {
    if (isNetError(e)) throw netErrorAsRuntime(e);
    throw e;
  }
}

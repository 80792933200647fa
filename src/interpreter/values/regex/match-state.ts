/** The state of a running match, and what a finished one says. */
import type { RegexProgram } from './program.ts';

/**
 * A match in progress. Plain data: numbers, and one string. It can be copied at any step and goes on from there with the program
 * of the same pattern and options, in this worker or another.
 */
export interface MatchState {
  status: 'running' | 'match' | 'fail';
  input: string;
  /** Where the search was told to begin; \G stands here. */
  origin: number;
  /** The next place to try. */
  next: number;
  /** Where the present attempt began. */
  from: number;
  /** Attempts before this place can be left out. */
  bump: number;
  /** Position in the input. */
  pos: number;
  /** Address of the next instruction. */
  pc: number;
  /** Choices that are still open, and values to put back. */
  stack: number[];
  registers: number[];
  /** What was captured, in order: slot, index of the entry before it of that slot, start, end. A negative slot (-1 - slot) marks one taken off. */
  captures: number[];
  /** Steps taken so far, roughly. */
  spent: number;
  /** Index into `captures` of each slot's latest capture, -1 for none. */
  latest: number[];
}

/** A captured stretch of the input. */
export interface CaptureResult {
  index: number;
  length: number;
}

/** What a group captured: its last capture, and all of them in order. */
export interface GroupResult extends CaptureResult {
  name: string;
  number: number;
  success: boolean;
  captures: CaptureResult[];
}

/** A match, as plain data. The first group is the whole match. */
export interface MatchResult extends CaptureResult {
  groups: GroupResult[];
}

/** Where a search begins if nothing is said: at the start of the input, for RightToLeft patterns at its end. */
export function defaultStart(program: RegexProgram, input: string): number {
  return program.rightToLeft ? input.length : 0;
}

/**
 * Begins a match. `start` is where to begin (for RightToLeft patterns: the place left of which to look); what stands before it
 * is still seen by lookbehinds and anchors, as with Regex.Match(input, start). `afterEmpty`: the match before this one was empty
 * and ended at `start`, so the search begins one place on, while \G still stands at `start` (Match.NextMatch).
 */
export function createMatch(program: RegexProgram, input: string, start = defaultStart(program, input), afterEmpty = false): MatchState {
  const next = !afterEmpty ? start : program.rightToLeft ? start - 1 : start + 1;
  return {
    status: next < 0 || next > input.length ? 'fail' : 'running',
    input,
    origin: start,
    next,
    from: next,
    bump: next,
    pos: next,
    pc: 0,
    stack: [],
    registers: new Array(program.registers).fill(0),
    captures: [],
    spent: 0,
    latest: new Array(program.groups.length).fill(-1),
  };
}

/** The captures of one slot, in the order in which they were made. */
function capturesOf(state: MatchState, slot: number): CaptureResult[] {
  const { captures } = state;
  const out: CaptureResult[] = [];
  for (let at = state.latest[slot]; at >= 0; at = captures[at + 1]) {
    out.push({ index: captures[at + 2], length: captures[at + 3] - captures[at + 2] });
  }
  return out.length > 1 ? out.reverse() : out;
}

/** The result of a state whose status is 'match'. */
export function matchResult(program: RegexProgram, state: MatchState): MatchResult {
  const index = Math.min(state.from, state.pos);
  const length = Math.abs(state.pos - state.from);
  const groups: GroupResult[] = [];
  for (let slot = 0; slot < program.groups.length; slot++) {
    const { number, name } = program.groups[slot];
    if (slot === 0) groups.push({ index, length, name, number, success: true, captures: [{ index, length }] });
    else {
      const captures = capturesOf(state, slot);
      const last = captures[captures.length - 1];
      groups.push({ index: last?.index ?? 0, length: last?.length ?? 0, name, number, success: last !== undefined, captures });
    }
  }
  return { index, length, groups };
}

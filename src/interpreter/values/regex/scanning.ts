/** The matcher's inner loops over characters. */
import { type CharSet, hasChar } from './charset.ts';
import type { MatchState } from './match-state.ts';
import type { RegexProgram } from './program.ts';

/** From this length on a bounded search may use indexOf, which would look past its bound. */
const LONG_RUN = 64;

/** True if the unit is in set number `set`. */
export function hasUnit(bits: readonly number[], sets: readonly CharSet[], set: number, unit: number): boolean {
  return unit < 256 ? ((bits[(set << 4) + (unit >> 4)] >> (unit & 15)) & 1) === 1 : hasChar(sets[set], unit);
}

/** The end of the run of units that pass the test, from `from`, at most to `limit`. */
export function runForward(program: RegexProgram, input: string, test: number, operand: number, from: number, limit: number): number {
  let at = from;
  switch (test) {
    case 3: // Any
      return limit;
    case 0: // Char
      while (at < limit && input.charCodeAt(at) === operand) at++;
      return at;
    case 1: // NotChar
      if (limit === input.length && limit - from > LONG_RUN) {
        // Most runs are short: only a long one is worth the call.
        const near = from + LONG_RUN;
        while (at < near && input.charCodeAt(at) !== operand) at++;
        if (at < near) return at;
        const found = input.indexOf(String.fromCharCode(operand), at);
        return found < 0 ? limit : found;
      }
      while (at < limit && input.charCodeAt(at) !== operand) at++;
      return at;
    default: {
      const { bits, sets } = program;
      const base = operand << 4;
      while (at < limit) {
        const unit = input.charCodeAt(at);
        if (unit < 256 ? ((bits[base + (unit >> 4)] >> (unit & 15)) & 1) === 0 : !hasChar(sets[operand], unit)) break;
        at++;
      }
      return at;
    }
  }
}

/** The same to the left: where the run before `from` begins, at least at `limit`. */
export function runBack(program: RegexProgram, input: string, test: number, operand: number, from: number, limit: number): number {
  let at = from;
  switch (test) {
    case 3: // Any
      return limit;
    case 0: // Char
      while (at > limit && input.charCodeAt(at - 1) === operand) at--;
      return at;
    case 1: // NotChar
      while (at > limit && input.charCodeAt(at - 1) !== operand) at--;
      return at;
    default:
      while (at > limit && hasUnit(program.bits, program.sets, operand, input.charCodeAt(at - 1))) at--;
      return at;
  }
}

/** Where a back reference to start…end leads from `pos`, or -1 if the text there differs. `fold`: ignore case. */
export function refEnd(input: string, start: number, end: number, pos: number, back: boolean, fold: Uint16Array | null): number {
  const length = end - start;
  const at = back ? pos - length : pos;
  if (at < 0 || at + length > input.length) return -1;
  for (let i = 0; i < length; i++) {
    const a = input.charCodeAt(start + i);
    const b = input.charCodeAt(at + i);
    if (a !== b && (fold === null || fold[a] !== fold[b])) return -1;
  }
  return back ? at : at + length;
}

/** The first place from state.next on (to the left for right-to-left patterns) at which a match may begin, or -1. */
export function searchStart(program: RegexProgram, state: MatchState): number {
  const { input, next } = state;
  const { search, minLength } = program;
  if (program.rightToLeft) {
    if (next < minLength) return -1;
    if (search.kind === 'start') return next === state.origin ? next : -1;
    if (search.kind !== 'set') return next;
    for (let at = next; at > 0; at--) if (hasUnit(program.bits, program.sets, search.set, input.charCodeAt(at - 1))) return at;
    return -1;
  }
  const last = input.length - minLength;
  if (next > last) return -1;
  let at = next;
  switch (search.kind) {
    case 'any':
      return at;
    case 'begin':
      return at === 0 ? 0 : -1;
    case 'start':
      return at === state.origin ? at : -1;
    case 'line':
      if (at === 0 || input.charCodeAt(at - 1) === 10) return at;
      at = input.indexOf('\n', at);
      return at < 0 || at + 1 > last ? -1 : at + 1;
    case 'text':
      at = input.indexOf(search.text, at);
      return at > last ? -1 : at;
    case 'set': {
      const base = search.set << 4;
      const { bits } = program;
      const set = program.sets[search.set];
      for (; at <= last; at++) {
        const unit = input.charCodeAt(at);
        if (unit < 256 ? ((bits[base + (unit >> 4)] >> (unit & 15)) & 1) === 1 : hasChar(set, unit)) return at;
      }
      return -1;
    }
  }
}

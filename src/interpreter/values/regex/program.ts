/** The form in which a pattern runs: numbers and strings only. */
import type { GroupInfo } from './ast.ts';
import type { CharSet } from './charset.ts';

/** How to find the places at which a match can begin. */
export type StartSearch =
  /** Every place. */
  | { kind: 'any' }
  /** Only the start of the input (its end for right-to-left patterns is not looked for). */
  | { kind: 'begin' }
  /** Only where the search itself started (\G). */
  | { kind: 'start' }
  /** Only at the beginnings of lines. */
  | { kind: 'line' }
  /** Where this text stands. */
  | { kind: 'text'; text: string }
  /** Where a character of this set stands. */
  | { kind: 'set'; set: number };

/**
 * A compiled pattern: instructions (see opcodes.ts) with the sets and texts that they refer to. Plain data, and made from the
 * pattern and its options alone, always the same: whoever stores a {@link MatchState} need not store this.
 */
export interface RegexProgram {
  pattern: string;
  options: number;
  code: number[];
  sets: CharSet[];
  /** Membership of the units 0…255 in each set: 16 numbers of 16 bits per set. */
  bits: number[];
  texts: string[];
  groups: GroupInfo[];
  registers: number;
  rightToLeft: boolean;
  minLength: number;
  /** Some instruction compares ignoring case. */
  folds: boolean;
  search: StartSearch;
}

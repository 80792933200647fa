import type { Completion } from '../../sessions/client/types.ts';

/** A completion under way: a text with a part that is being replaced by one candidate after the other. */
export interface Candidates {
  /** The text as it was typed, to go back to. */
  before: string;
  cursor: number;
  completion: Completion;
  active: number;
}

/** The text with a candidate put in, and where the cursor is then. */
export function withCandidate(candidates: Candidates): { text: string; cursor: number; from: number; to: number; inserted: string } {
  const { before, completion, active } = candidates;
  const inserted = completion.matches[active].completionText;
  const from = completion.replacementIndex;
  const to = from + completion.replacementLength;
  return { text: before.slice(0, from) + inserted + before.slice(to), cursor: from + inserted.length, from, to, inserted };
}

/** The candidates with another one active; goes round at both ends. */
export function moved(candidates: Candidates, by: number): Candidates {
  const { length } = candidates.completion.matches;
  return { ...candidates, active: (((candidates.active + by) % length) + length) % length };
}

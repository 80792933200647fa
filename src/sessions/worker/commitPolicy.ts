/** When to commit (the design's "Commit"): often enough that little is lost, rarely enough that little is spent. */

/** What speaks for a commit. */
export interface CommitNeeds {
  /** Somebody waits for it: a command ended, a message is to be acknowledged, a file operation has a condition. */
  urgent: boolean;
  /** Output that is not committed. */
  output: boolean;
  /** Messages to other machines that are not committed. */
  mail: boolean;
  /** Anything that is not committed. */
  changed: boolean;
  /** The machine could go on at once. */
  busy: boolean;
}

/** Longest that output waits. */
export const OUTPUT_DELAY = 1000;
/** Shortest interval without output. */
const INTERVAL = 250;

/**
 * ms until the next commit is due, 0 = now, Infinity = nothing to do. `since`: ms since the last one was complete; `cost`: what the
 * next one will probably cost in ms.
 */
export function dueIn(needs: CommitNeeds, since: number, cost: number): number {
  if (!needs.changed && !needs.urgent && !needs.output && !needs.mail) return Number.POSITIVE_INFINITY;
  if (needs.urgent) return 0;
  // a machine that waits for another one, or is waited for by it, goes on at once
  if (needs.mail && !needs.busy) return 0;
  const tenth = cost * 10;
  if (needs.output || needs.mail || !needs.busy) return Math.max(0, Math.min(OUTPUT_DELAY, tenth) - since);
  return Math.max(0, Math.max(INTERVAL, cost * 50) - since);
}

/** What checkpoints cost lately, by kind: a base says nothing about the deltas after it. */
export class CostEstimate {
  private base = 10;
  private delta = 3;

  enter(kind: 'base' | 'delta', ms: number): void {
    if (kind === 'base') this.base = ms;
    else this.delta = (this.delta + ms) / 2;
  }

  of(kind: 'base' | 'delta'): number {
    return kind === 'base' ? this.base : this.delta;
  }
}

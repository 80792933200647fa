/** A stable merge sort as work that can be stopped and stored: keys in rows, the answer is the order of the rows' numbers. */
import { PSArray } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { ScriptEnumValue, ScriptObject } from '../../values/scriptClass.ts';
import { PSNumber, type Value } from '../../values/value.ts';
import { registerWork } from '../../values/work.ts';
import { compareKeys } from './compare.ts';

/** State of a sort. Plain data. */
export interface SortState {
  keys: (Value | undefined)[][];
  descending: boolean[];
  ignoreCase: boolean;
  culture: string;
  /** Numbers of rows, sorted in runs of `width`; `to` receives the next pass. */
  from: number[];
  to: number[];
  width: number;
  /** Where the merge stands: start of the pair of runs, and how far each is. */
  start: number;
  left: number;
  right: number;
}

/** A sort of rows of keys. */
export function newSort(keys: (Value | undefined)[][], descending: boolean[], ignoreCase: boolean, culture: string): SortState {
  return {
    keys,
    descending,
    ignoreCase,
    culture,
    from: keys.map((_, i) => i),
    to: [],
    width: 1,
    start: 0,
    left: 0,
    right: Math.min(1, keys.length),
  };
}

/** True if comparing these keys can't run code of the script. */
export function isPure(keys: readonly (readonly (Value | undefined)[])[]): boolean {
  for (const row of keys) {
    for (const key of row) {
      if (typeof key !== 'object' || key === null || key instanceof PSNumber) continue;
      if (key instanceof ScriptObject || key instanceof ScriptEnumValue || key instanceof PSArray) return false;
      if ((key as { instanceMembers?: unknown }).instanceMembers) return false;
    }
  }
  return true;
}

/** A context for comparisons that ask for nothing: those of values that can't run code of the script. */
export function pureContext(culture: string): NativeContext {
  const refuse = (): never => {
    throw new Error('sorting asked for an activity');
  };
  return {
    culture,
    now: () => 0,
    zoneOffset: () => 0,
    random: refuse,
    newGuid: refuse,
    call: refuse,
    work: refuse,
    ask: refuse,
    sleep: refuse,
    awaitSignal: refuse,
    once: (action) => action(),
    getVariable: () => undefined,
    allocate: () => {},
  };
}

function step(s: SortState, budget: number): boolean {
  const ctx = pureContext(s.culture);
  const { keys, from } = s;
  const n = keys.length;
  let units = Math.max(50, budget / 4);
  while (units > 0) {
    if (s.width >= n) return true;
    const middle = Math.min(s.start + s.width, n);
    const end = Math.min(s.start + 2 * s.width, n);
    const { to } = s;
    while (units-- > 0 && (s.left < middle || s.right < end)) {
      if (s.right >= end) to.push(s.from[s.left++] as number);
      else if (s.left >= middle) to.push(s.from[s.right++] as number);
      else {
        const x = s.from[s.left] as number;
        const y = s.from[s.right] as number;
        if (compareKeys(keys[x] as Value[], keys[y] as Value[], s.descending, s.ignoreCase, ctx) <= 0) {
          to.push(x);
          s.left++;
        } else {
          to.push(y);
          s.right++;
        }
      }
    }
    if (s.left < middle || s.right < end) return false;
    s.start = end;
    if (s.start >= n) {
      s.from = s.to;
      s.to = [];
      s.start = 0;
      s.width *= 2;
    }
    s.left = s.start;
    s.right = Math.min(s.start + s.width, n);
  }
  void from;
  return false;
}

registerWork<SortState>('sort', { step, result: (s) => s.from });

/** Sorts at once, with a context that may run code of the script (rows are few then, or have no code). */
export function sortNow(
  keys: readonly (readonly (Value | undefined)[])[],
  descending: readonly boolean[],
  ignoreCase: boolean,
  ctx: NativeContext,
): number[] {
  return keys.map((_, i) => i).sort((a, b) => compareKeys(keys[a] as Value[], keys[b] as Value[], descending, ignoreCase, ctx) || a - b);
}

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

/** Up to here .NET's sort goes by insertion. */
const SMALL = 16;

/**
 * Sorts few numbers in place with the comparisons that List<T>.Sort makes, in its order: where keys of several types compare in no
 * consistent way, the result depends on it (ArraySortHelper of .NET; golden script types/054).
 */
function sortFew(order: number[], compare: (a: number, b: number) => number): void {
  const swapIfGreater = (i: number, j: number): void => {
    const [a, b] = [order[i] as number, order[j] as number];
    if (compare(a, b) > 0) {
      order[i] = b;
      order[j] = a;
    }
  };
  if (order.length === 2) swapIfGreater(0, 1);
  else if (order.length === 3) {
    swapIfGreater(0, 1);
    swapIfGreater(0, 2);
    swapIfGreater(1, 2);
  } else {
    for (let i = 1; i < order.length; i++) {
      const t = order[i] as number;
      let j = i - 1;
      for (; j >= 0 && compare(t, order[j] as number) < 0; j--) order[j + 1] = order[j] as number;
      order[j + 1] = t;
    }
  }
}

function step(s: SortState, budget: number): boolean {
  const ctx = pureContext(s.culture);
  const { keys, from } = s;
  const n = keys.length;
  if (n <= SMALL) {
    sortFew(from, (a, b) => compareKeys(keys[a] as Value[], keys[b] as Value[], s.descending, s.ignoreCase, ctx) || a - b);
    return true;
  }
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
  return false;
}

registerWork<SortState>('sort', { step, result: (s) => s.from });

/** Most rows that are sorted in one go: some milliseconds. */
const AT_ONCE = 65_536;

/**
 * The order of rows of one integer each, stable; null where they are something else, or so many that it must be work. The key and the
 * row's number together are one double, which the engine sorts without calling back.
 */
export function orderOfNumbers(keys: readonly (readonly (Value | undefined)[])[], descending: boolean): number[] | null {
  const n = keys.length;
  if (n <= SMALL || n > AT_ONCE) return null;
  const joined = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = keys[i] as readonly (Value | undefined)[];
    const key = row[0];
    if (row.length !== 1 || typeof key !== 'number' || (key | 0) !== key) return null;
    joined[i] = (descending ? -key : key) * AT_ONCE + i;
  }
  joined.sort();
  const order: number[] = new Array(n);
  for (let i = 0; i < n; i++) {
    const j = joined[i] as number;
    order[i] = j - Math.floor(j / AT_ONCE) * AT_ONCE;
  }
  return order;
}

/** Sorts at once, with a context that may run code of the script (rows are few then, or have no code). */
export function sortNow(
  keys: readonly (readonly (Value | undefined)[])[],
  descending: readonly boolean[],
  ignoreCase: boolean,
  ctx: NativeContext,
): number[] {
  const compare = (a: number, b: number): number =>
    compareKeys(keys[a] as Value[], keys[b] as Value[], descending, ignoreCase, ctx) || a - b;
  const order = keys.map((_, i) => i);
  if (order.length <= SMALL) sortFew(order, compare);
  else order.sort(compare);
  return order;
}

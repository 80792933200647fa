/**
 * Sets of UTF-16 code units.
 *
 * A set is a sorted list of numbers at which membership changes: [a, b, c, d] holds a…b-1 and c…d-1. Whatever a pattern
 * says about a class (categories, negation, subtraction, case) is worked out into such a list when it is parsed, so that
 * the matcher needs one kind of test only.
 */

/** A set of code units, as the positions where membership flips. Never changed after it was made. */
export type CharSet = readonly number[];

const LIMIT = 0x10000;

/** The set of no unit. */
export const EMPTY_SET: CharSet = [];
/** The set of every unit. */
export const FULL_SET: CharSet = [0, LIMIT];

/** The set of the units first…last. */
export function rangeSet(first: number, last: number): CharSet {
  return [first, last + 1];
}

/** True if the unit is in the set. */
export function hasChar(set: CharSet, unit: number): boolean {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (set[middle] <= unit) low = middle + 1;
    else high = middle;
  }
  return (low & 1) === 1;
}

/** The set of all units that are not in the set. */
export function invertSet(set: CharSet): CharSet {
  const out = set[0] === 0 ? set.slice(1) : [0, ...set];
  if (out[out.length - 1] === LIMIT) return out.slice(0, -1);
  return [...out, LIMIT];
}

/** Walks the flips of both sets and keeps the units for which `keep` (bit 1: in a, bit 2: in b, as an index) says so. */
function combine(a: CharSet, b: CharSet, keep: readonly boolean[]): CharSet {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  let inside = false;
  while (i < a.length || j < b.length) {
    const at = Math.min(i < a.length ? a[i] : LIMIT, j < b.length ? b[j] : LIMIT);
    if (i < a.length && a[i] === at) i++;
    if (j < b.length && b[j] === at) j++;
    const now = keep[(i & 1) | ((j & 1) << 1)];
    if (now !== inside) {
      out.push(at);
      inside = now;
    }
  }
  return out;
}

/** Units in either set. */
export function uniteSets(a: CharSet, b: CharSet): CharSet {
  if (a.length === 0 || b === a) return b;
  if (b.length === 0) return a;
  if (isFull(a) || isFull(b)) return FULL_SET;
  return combine(a, b, [false, true, true, true]);
}

/** Units in both sets. */
export function intersectSets(a: CharSet, b: CharSet): CharSet {
  return combine(a, b, [false, false, false, true]);
}

/** Units of the first set that are not in the second. */
export function subtractSets(a: CharSet, b: CharSet): CharSet {
  return combine(a, b, [false, true, false, false]);
}

/** True if every unit is in the set. */
export function isFull(set: CharSet): boolean {
  return set.length === 2 && set[0] === 0 && set[1] === LIMIT;
}

/** True if no unit is in both sets. */
export function areDisjoint(a: CharSet, b: CharSet): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i + 1] <= b[j]) i += 2;
    else if (b[j + 1] <= a[i]) j += 2;
    else return false;
  }
  return true;
}

/** True if every unit of the first set is in the second. */
export function isSubset(a: CharSet, b: CharSet): boolean {
  return a.length === 0 || areDisjoint(a, invertSet(b));
}

/** How many units the set has. */
export function setSize(set: CharSet): number {
  let size = 0;
  for (let i = 0; i < set.length; i += 2) size += set[i + 1] - set[i];
  return size;
}

/** Builds a set from [first, last] pairs in any order, overlapping or not. */
export function setOfRanges(ranges: [number, number][]): CharSet {
  const sorted = [...ranges].sort((x, y) => x[0] - y[0]);
  const out: number[] = [];
  for (const [first, last] of sorted) {
    const top = out.length - 1;
    if (top >= 0 && first <= out[top]) out[top] = Math.max(out[top], last + 1);
    else out.push(first, last + 1);
  }
  return out;
}

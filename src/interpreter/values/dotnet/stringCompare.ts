import { ordinalFold, toLowerCulture } from './casing.ts';

/**
 * String.Compare: ordinal, and by culture. The culture order is ICU's root order, which en-US and the invariant culture
 * share; the page's own collator gives it (Intl.Collator, punctuation not ignored).
 */

const CASE_SENSITIVE = new Intl.Collator('en-US', { usage: 'sort', sensitivity: 'variant', ignorePunctuation: false, numeric: false });
const IGNORE_CASE = new Intl.Collator('en-US', { usage: 'sort', sensitivity: 'accent', ignorePunctuation: false, numeric: false });

const WIDTH_OR_KANA = /[\u3040-\u30ff\uff00-\uffef]/;

type Order = -1 | 0 | 1;

function order(value: number): Order {
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}

/** String.Compare(a, b, ignoreCase, culture) for en-US and the invariant culture. */
export function compareCulture(a: string, b: string, ignoreCase = false): Order {
  if (a === b) return 0;
  if (!ignoreCase) return order(CASE_SENSITIVE.compare(a, b));
  const result = order(IGNORE_CASE.compare(a, b));
  // .NET goes on telling kana and character widths apart when it ignores case.
  return result === 0 && WIDTH_OR_KANA.test(a + b) ? order(CASE_SENSITIVE.compare(toLowerCulture(a), toLowerCulture(b))) : result;
}

/** String.CompareOrdinal: by UTF-16 code units. */
export function compareOrdinal(a: string, b: string): Order {
  return a < b ? -1 : a > b ? 1 : 0;
}

function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** StringComparer.OrdinalIgnoreCase.Compare: by code units after simple upper-casing. */
export function compareOrdinalIgnoreCase(a: string, b: string): Order {
  if (a === b) return 0;
  const left = ordinalFold(a);
  const right = ordinalFold(b);
  const end = Math.min(left.length, right.length);
  let at = 0;
  while (at < end && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  if (at === end) return order(left.length - right.length);
  // Unlike the ordinal comparison this one goes by code points: a surrogate is above every other unit.
  return order(codePointRank(left.charCodeAt(at)) - codePointRank(right.charCodeAt(at)));
}

/** String.Equals(a, b, StringComparison.OrdinalIgnoreCase). */
export function equalsOrdinalIgnoreCase(a: string, b: string): boolean {
  return a === b || (a.length === b.length && ordinalFold(a) === ordinalFold(b));
}

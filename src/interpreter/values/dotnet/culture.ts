/**
 * The culture facts this layer needs, as .NET 10 reports them through ICU 72 or later: CultureInfo.GetCultureInfo("en-US")
 * and CultureInfo.InvariantCulture. Note en-US: three decimals for N, F and P, and U+202F before AM and PM.
 */

import type { MoreCulture } from './moreCultures.ts';

/** The cultures Limpet speaks: 'iv' is the invariant culture. */
export type CultureName = 'en-US' | 'iv' | MoreCulture;

/** NumberFormatInfo, as far as formatting and parsing use it. All groups are of three digits. */
export interface NumberSymbols {
  readonly decimal: string;
  readonly group: string;
  readonly negative: string;
  readonly positive: string;
  readonly percent: string;
  readonly perMille: string;
  readonly currency: string;
  readonly nan: string;
  readonly infinity: string;
  readonly negativeInfinity: string;
  readonly numberDigits: number;
  readonly currencyDigits: number;
  readonly percentDigits: number;
  /** Patterns with `n` for the digits and `$` for the currency symbol. */
  readonly currencyPositive: string;
  readonly currencyNegative: string;
  /** The same with `%`. */
  readonly percentPositive: string;
  readonly percentNegative: string;
}

/** DateTimeFormatInfo, as far as formatting and parsing use it. */
export interface DateSymbols {
  readonly shortDate: string;
  readonly longDate: string;
  readonly shortTime: string;
  readonly longTime: string;
  readonly fullDateTime: string;
  readonly monthDay: string;
  readonly yearMonth: string;
  readonly eraName: string;
  /** These are English and the common ones where they are not given. */
  readonly dateSeparator?: string;
  readonly timeSeparator?: string;
  readonly amPm?: readonly [string, string];
  readonly months?: readonly string[];
  readonly monthsBesideDay?: readonly string[];
  readonly shortMonths?: readonly string[];
  readonly shortMonthsBesideDay?: readonly string[];
  readonly days?: readonly string[];
  readonly shortDays?: readonly string[];
  readonly shortestDays?: readonly string[];
  readonly firstDay?: number;
  readonly weekRule?: number;
}

/** A culture by its .NET name, display name and symbols. */
export interface CultureFacts {
  /** CultureInfo.Name; empty for the invariant culture. */
  readonly name: string;
  readonly displayName: string;
  readonly englishName: string;
  readonly lcid: number;
  readonly twoLetterName: string;
  readonly threeLetterName: string;
  readonly listSeparator: string;
  readonly number: NumberSymbols;
  readonly date: DateSymbols;
}

const AM_PM_SPACE = '\u202f';

/** Facts that every session may need at any time. */
const OWN: Pick<Record<CultureName, CultureFacts>, 'en-US' | 'iv'> = {
  'en-US': {
    name: 'en-US',
    displayName: 'English (United States)',
    englishName: 'English (United States)',
    lcid: 1033,
    twoLetterName: 'en',
    threeLetterName: 'eng',
    listSeparator: ',',
    number: {
      decimal: '.',
      group: ',',
      negative: '-',
      positive: '+',
      percent: '%',
      perMille: '‰',
      currency: '$',
      nan: 'NaN',
      infinity: '∞',
      negativeInfinity: '-∞',
      numberDigits: 3,
      currencyDigits: 2,
      percentDigits: 3,
      currencyPositive: '$n',
      currencyNegative: '-$n',
      percentPositive: 'n%',
      percentNegative: '-n%',
    },
    date: {
      shortDate: 'M/d/yyyy',
      longDate: 'dddd, MMMM d, yyyy',
      shortTime: `h:mm${AM_PM_SPACE}tt`,
      longTime: `h:mm:ss${AM_PM_SPACE}tt`,
      fullDateTime: `dddd, MMMM d, yyyy h:mm:ss${AM_PM_SPACE}tt`,
      monthDay: 'MMMM d',
      yearMonth: 'MMMM yyyy',
      eraName: 'AD',
    },
  },
  iv: {
    name: '',
    displayName: 'Invariant Language (Invariant Country)',
    englishName: 'Invariant Language (Invariant Country)',
    lcid: 127,
    twoLetterName: 'iv',
    threeLetterName: 'ivl',
    listSeparator: ',',
    number: {
      decimal: '.',
      group: ',',
      negative: '-',
      positive: '+',
      percent: '%',
      perMille: '‰',
      currency: '¤',
      nan: 'NaN',
      infinity: 'Infinity',
      negativeInfinity: '-Infinity',
      numberDigits: 2,
      currencyDigits: 2,
      percentDigits: 2,
      currencyPositive: '$n',
      currencyNegative: '($n)',
      percentPositive: 'n %',
      percentNegative: '-n %',
    },
    date: {
      shortDate: 'MM/dd/yyyy',
      longDate: 'dddd, dd MMMM yyyy',
      shortTime: 'HH:mm',
      longTime: 'HH:mm:ss',
      fullDateTime: 'dddd, dd MMMM yyyy HH:mm:ss',
      monthDay: 'MMMM dd',
      yearMonth: 'yyyy MMMM',
      eraName: 'A.D.',
    },
  },
};

const all: Record<string, CultureFacts> = { ...OWN };

/**
 * Facts of the cultures by name. Those of {@link MoreCulture} are there once their file is imported: whoever takes a culture's name from a
 * script sees to that (values/culture.ts).
 */
export const CULTURES: Readonly<Record<CultureName, CultureFacts>> = all as Record<CultureName, CultureFacts>;

/** Makes more cultures known. */
export function addCultures(more: Readonly<Record<string, CultureFacts>>): void {
  Object.assign(all, more);
}

/** English month names, January first; the same in both cultures. */
export const MONTH_NAMES: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Abbreviated month names: three letters each. */
export const MONTH_NAMES_SHORT: readonly string[] = MONTH_NAMES.map((name) => name.slice(0, 3));

/** English day names, Sunday first, so that System.DayOfWeek's numbers index it. */
export const DAY_NAMES: readonly string[] = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Abbreviated day names. */
export const DAY_NAMES_SHORT: readonly string[] = DAY_NAMES.map((name) => name.slice(0, 3));

/** AM and PM, the same in both cultures. */
export const AM_PM: readonly [string, string] = ['AM', 'PM'];

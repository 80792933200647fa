/** NumberFormatInfo, DateTimeFormatInfo, TextInfo, CompareInfo and the Gregorian calendar of a culture. Members of .NET 10. */
import type { NativeContext } from '../context.ts';
import { cultureRules, INVARIANT, PSCulture } from '../culture.ts';
import { daysInMonth, isLeapYear, toFourDigitYear } from '../dotnet/calendar.ts';
import { toLowerCulture, toUpperCulture } from '../dotnet/casing.ts';
import { AM_PM, CULTURES, type CultureFacts, DAY_NAMES, DAY_NAMES_SHORT, MONTH_NAMES, MONTH_NAMES_SHORT } from '../dotnet/culture.ts';
import { DateTime } from '../dotnet/datetime.ts';
import { ArgumentOutOfRangeError } from '../dotnet/errors.ts';
import { compareCulture, compareOrdinal, compareOrdinalIgnoreCase } from '../dotnet/stringCompare.ts';
import { EnumValue, mkDouble, PSChar, type Value } from '../value.ts';
import { intArray } from './bytes.ts';
import { cultureFacts } from './cultureFacts.ts';
import { char, enumOf, int, strings, text } from './define.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';
import { dayOfWeek } from './timeValues.ts';

const NS = 'System.Globalization';
const rules = (c: Value): CultureFacts => CULTURES[cultureRules((c as PSCulture).name)];
const ofPart = (part: PSCulture['part'], ctx: NativeContext): PSCulture => new PSCulture(ctx.culture, part);
/** Places of the patterns in .NET's lists of them. */
const PATTERNS = {
  currencyPositive: ['$n', 'n$', '$ n', 'n $'],
  currencyNegative: [
    '($n)',
    '-$n',
    '$-n',
    '$n-',
    '(n$)',
    '-n$',
    'n-$',
    'n$-',
    '-n $',
    '-$ n',
    'n $-',
    '$ n-',
    '$ -n',
    'n- $',
    '($ n)',
    '(n $)',
    '$- n',
  ],
  percentPositive: ['n %', 'n%', '%n', '% n'],
  percentNegative: ['-n %', '-n%', '-%n', '%-n', '%n-', 'n-%', 'n%-', '-% n', 'n %-', '% n-', '% -n', 'n- %'],
} as const;
const pattern =
  (which: keyof typeof PATTERNS) =>
  (c: Value): Value =>
    (PATTERNS[which] as readonly string[]).indexOf(rules(c).number[which]);
const none = (): Value => intArray([3]);
const instance = (v: Value | undefined, part: PSCulture['part'], ctx: NativeContext): PSCulture =>
  v instanceof PSCulture ? new PSCulture(v.name, part) : ofPart(part, ctx);

registerType({
  name: `${NS}.NumberFormatInfo`,
  isSealed: true,
  interfaces: ['System.IFormatProvider', 'System.ICloneable'],
  properties: properties<PSCulture>({
    'int CurrencyDecimalDigits': (c) => rules(c).number.currencyDigits,
    'string CurrencyDecimalSeparator': (c) => rules(c).number.decimal,
    'bool IsReadOnly': () => true,
    'int[] CurrencyGroupSizes': none,
    'int[] NumberGroupSizes': none,
    'int[] PercentGroupSizes': none,
    'string CurrencyGroupSeparator': (c) => rules(c).number.group,
    'string CurrencySymbol': (c) => rules(c).number.currency,
    'string NaNSymbol': (c) => rules(c).number.nan,
    'int CurrencyNegativePattern': pattern('currencyNegative'),
    'int NumberNegativePattern': () => 1,
    'int PercentPositivePattern': pattern('percentPositive'),
    'int PercentNegativePattern': pattern('percentNegative'),
    'string NegativeInfinitySymbol': (c) => rules(c).number.negativeInfinity,
    'string NegativeSign': (c) => rules(c).number.negative,
    'int NumberDecimalDigits': (c) => rules(c).number.numberDigits,
    'string NumberDecimalSeparator': (c) => rules(c).number.decimal,
    'string NumberGroupSeparator': (c) => rules(c).number.group,
    'int CurrencyPositivePattern': pattern('currencyPositive'),
    'string PositiveInfinitySymbol': (c) => rules(c).number.infinity,
    'string PositiveSign': (c) => rules(c).number.positive,
    'int PercentDecimalDigits': (c) => rules(c).number.percentDigits,
    'string PercentDecimalSeparator': (c) => rules(c).number.decimal,
    'string PercentGroupSeparator': (c) => rules(c).number.group,
    'string PercentSymbol': (c) => rules(c).number.percent,
    'string PerMilleSymbol': (c) => rules(c).number.perMille,
    'string[] NativeDigits': () => strings([...'0123456789']),
  }),
  methods: methods({ 'System.Object Clone()': (self) => self }),
  staticProperties: properties({
    [`${NS}.NumberFormatInfo InvariantInfo`]: () => new PSCulture(INVARIANT.name, 'number'),
    [`${NS}.NumberFormatInfo CurrentInfo`]: (_s, ctx) => ofPart('number', ctx),
  }),
  staticMethods: methods({
    [`${NS}.NumberFormatInfo GetInstance(System.IFormatProvider formatProvider)`]: (_s, [c], ctx) => instance(c, 'number', ctx),
  }),
});

const named = (names: readonly string[]): Value => strings([...names]);
/** Names of months have a thirteenth place for calendars that need it. */
const months = (names: readonly string[]): Value => strings([...names, '']);

function nameAt(names: readonly string[], index: number, parameter: string, from: number): string {
  const name = names[index - from];
  if (name === undefined) {
    const last = from + names.length - 1 + (from === 1 ? 1 : 0);
    if (from === 1 && index === 13) return '';
    throw new ArgumentOutOfRangeError(parameter, `Valid values are between ${from} and ${last}, inclusive.`);
  }
  return name;
}
const shortest = DAY_NAMES.map((n) => n.slice(0, 2));

registerType({
  name: `${NS}.DateTimeFormatInfo`,
  isSealed: true,
  interfaces: ['System.IFormatProvider', 'System.ICloneable'],
  properties: properties<PSCulture>({
    'string AMDesignator': (c) => (rules(c).date.amPm ?? AM_PM)[0],
    [`${NS}.Calendar Calendar`]: (c) => new PSCulture(c.name, 'calendar'),
    'string DateSeparator': (c) => rules(c).date.dateSeparator ?? '/',
    'System.DayOfWeek FirstDayOfWeek': (c) => dayOfWeek(rules(c).date.firstDay ?? 0),
    [`${NS}.CalendarWeekRule CalendarWeekRule`]: (c) => new EnumValue(`${NS}.CalendarWeekRule`, rules(c).date.weekRule ?? 0),
    'string FullDateTimePattern': (c) => rules(c).date.fullDateTime,
    'string LongDatePattern': (c) => rules(c).date.longDate,
    'string LongTimePattern': (c) => rules(c).date.longTime,
    'string MonthDayPattern': (c) => rules(c).date.monthDay,
    'string PMDesignator': (c) => (rules(c).date.amPm ?? AM_PM)[1],
    'string RFC1123Pattern': () => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    'string ShortDatePattern': (c) => rules(c).date.shortDate,
    'string ShortTimePattern': (c) => rules(c).date.shortTime,
    'string SortableDateTimePattern': () => "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    'string TimeSeparator': (c) => rules(c).date.timeSeparator ?? ':',
    'string UniversalSortableDateTimePattern': () => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
    'string YearMonthPattern': (c) => rules(c).date.yearMonth,
    'string[] AbbreviatedDayNames': (c) => named(rules(c).date.shortDays ?? DAY_NAMES_SHORT),
    'string[] ShortestDayNames': (c) => named(rules(c).date.shortestDays ?? shortest),
    'string[] DayNames': (c) => named(rules(c).date.days ?? DAY_NAMES),
    'string[] AbbreviatedMonthNames': (c) => months(rules(c).date.shortMonths ?? MONTH_NAMES_SHORT),
    'string[] MonthNames': (c) => months(rules(c).date.months ?? MONTH_NAMES),
    'bool IsReadOnly': () => true,
    'string NativeCalendarName': () => 'Gregorian Calendar',
    'string[] AbbreviatedMonthGenitiveNames': (c) => months(rules(c).date.shortMonthsBesideDay ?? MONTH_NAMES_SHORT),
    'string[] MonthGenitiveNames': (c) => months(rules(c).date.monthsBesideDay ?? MONTH_NAMES),
  }),
  methods: methods({
    'System.Object Clone()': (self) => self,
    'string GetAbbreviatedDayName(System.DayOfWeek dayofweek)': (c, [d]) =>
      nameAt(rules(c).date.shortDays ?? DAY_NAMES_SHORT, enumOf(d), 'dayofweek', 0),
    'string GetAbbreviatedMonthName(int month)': (c, [n]) => nameAt(rules(c).date.shortMonths ?? MONTH_NAMES_SHORT, int(n), 'month', 1),
    'string GetDayName(System.DayOfWeek dayofweek)': (c, [d]) => nameAt(rules(c).date.days ?? DAY_NAMES, enumOf(d), 'dayofweek', 0),
    'string GetEraName(int era)': (self) => rules(self).date.eraName,
    'string GetMonthName(int month)': (c, [n]) => nameAt(rules(c).date.months ?? MONTH_NAMES, int(n), 'month', 1),
    'string GetShortestDayName(System.DayOfWeek dayOfWeek)': (_s, [d]) => nameAt(shortest, enumOf(d), 'dayOfWeek', 0),
  }),
  staticProperties: properties({
    [`${NS}.DateTimeFormatInfo InvariantInfo`]: () => new PSCulture(INVARIANT.name, 'date'),
    [`${NS}.DateTimeFormatInfo CurrentInfo`]: (_s, ctx) => ofPart('date', ctx),
  }),
  staticMethods: methods({
    [`${NS}.DateTimeFormatInfo GetInstance(System.IFormatProvider provider)`]: (_s, [c], ctx) => instance(c, 'date', ctx),
  }),
});

/** TextInfo.ToTitleCase: words get a capital letter, words all in capitals stay as they are. */
function titleCase(t: string): string {
  return t.replace(/\p{L}(?:[\p{L}\p{M}\p{Nd}]|'(?=\p{L}))*/gu, (word, at: number, whole: string) => {
    const before = whole.slice(0, at);
    if (word.length > 1 && word === toUpperCulture(word) && !/\p{Nd}/u.test(word)) return word;
    const continues = /\p{M}$/u.test(before);
    return continues ? word : toUpperCulture(word.charAt(0)) + toLowerCulture(word.slice(1));
  });
}

registerType({
  name: `${NS}.TextInfo`,
  isSealed: true,
  interfaces: ['System.ICloneable'],
  properties: properties<PSCulture>({
    'int ANSICodePage': () => 1252,
    'int OEMCodePage': (c) => cultureFacts(c.name).oem,
    'int MacCodePage': () => 10000,
    'int EBCDICCodePage': () => 37,
    'int LCID': (c) => cultureFacts(c.name).lcid,
    'string CultureName': (c) => c.name,
    'bool IsReadOnly': () => true,
    'string ListSeparator': (c) => cultureFacts(c.name).listSeparator,
    'bool IsRightToLeft': (c) => /^(ar|he|fa|ur)\b/.test(c.name),
  }),
  methods: methods({
    'System.Object Clone()': (self) => self,
    'char ToLower(char c)': (_s, [c]) => new PSChar(toLowerCulture(char(c)).charCodeAt(0)),
    'string ToLower(string str)': (_s, [s]) => toLowerCulture(text(s, 'str')),
    'string ToString()': (self) => `TextInfo - ${(self as PSCulture).name}`,
    'string ToTitleCase(string str)': (_s, [s]) => titleCase(text(s, 'str')),
    'char ToUpper(char c)': (_s, [c]) => new PSChar(toUpperCulture(char(c)).charCodeAt(0)),
    'string ToUpper(string str)': (_s, [s]) => toUpperCulture(text(s, 'str')),
  }),
  toText: (self) => `TextInfo - ${(self as PSCulture).name}`,
});

const [IGNORE_CASE, ORDINAL_IGNORE_CASE, ORDINAL] = [1, 0x10000000, 0x40000000];

function compare(a: Value | undefined, b: Value | undefined, options = 0): number {
  if (typeof a !== 'string' || typeof b !== 'string') return a === b ? 0 : a === null ? -1 : 1;
  if (options === ORDINAL) return compareOrdinal(a, b);
  if (options === ORDINAL_IGNORE_CASE) return compareOrdinalIgnoreCase(a, b);
  return compareCulture(a, b, (options & IGNORE_CASE) !== 0);
}
const fold = (t: string, options: Value | undefined): string =>
  options !== undefined && (enumOf(options) & (IGNORE_CASE | ORDINAL_IGNORE_CASE)) !== 0 ? toLowerCulture(t) : t;
const OPTIONS = `${NS}.CompareOptions options`;

registerType({
  name: `${NS}.CompareInfo`,
  isSealed: true,
  properties: properties<PSCulture>({ 'string Name': (c) => c.name, 'int LCID': (c) => cultureFacts(c.name).lcid }),
  methods: methods({
    'int Compare(string string1, string string2)': (_s, [a, b]) => compare(a, b),
    [`int Compare(string string1, string string2, ${OPTIONS})`]: (_s, [a, b, o]) => compare(a, b, enumOf(o)),
    'int IndexOf(string source, string value)': (_s, [a, b]) => text(a, 'source').indexOf(text(b)),
    [`int IndexOf(string source, string value, ${OPTIONS})`]: (_s, [a, b, o]) => fold(text(a, 'source'), o).indexOf(fold(text(b), o)),
    'bool IsPrefix(string source, string prefix)': (_s, [a, b]) => text(a, 'source').startsWith(text(b, 'prefix')),
    [`bool IsPrefix(string source, string prefix, ${OPTIONS})`]: (_s, [a, b, o]) =>
      fold(text(a, 'source'), o).startsWith(fold(text(b, 'prefix'), o)),
    'bool IsSuffix(string source, string suffix)': (_s, [a, b]) => text(a, 'source').endsWith(text(b, 'suffix')),
    [`bool IsSuffix(string source, string suffix, ${OPTIONS})`]: (_s, [a, b, o]) =>
      fold(text(a, 'source'), o).endsWith(fold(text(b, 'suffix'), o)),
    'int LastIndexOf(string source, string value)': (_s, [a, b]) => text(a, 'source').lastIndexOf(text(b)),
    [`int LastIndexOf(string source, string value, ${OPTIONS})`]: (_s, [a, b, o]) =>
      fold(text(a, 'source'), o).lastIndexOf(fold(text(b), o)),
    'string ToString()': (self) => `CompareInfo - ${(self as PSCulture).name}`,
  }),
  toText: (self) => `CompareInfo - ${(self as PSCulture).name}`,
});

const d = (v: Value | undefined): DateTime => v as DateTime;

/** Calendar.GetWeekOfYear: rule 0 the first day, 1 the first full week, 2 the first week of four days. */
function weekOfYear(time: DateTime, rule: number, first: number): number {
  const day = time.dayOfYear - 1;
  const firstOfYear = (time.dayOfWeek - (day % 7) + 14) % 7;
  if (rule === 0) return Math.trunc((day + ((firstOfYear - first + 14) % 7)) / 7) + 1;
  const full = rule === 1 ? 7 : 4;
  let offset = (first - firstOfYear + 14) % 7;
  if (offset !== 0 && offset >= full) offset -= 7;
  const since = day - offset;
  if (since >= 0) return Math.trunc(since / 7) + 1;
  return weekOfYear(time.date.add('Days', -(day + 1)), rule, first);
}

const CALENDAR = `${NS}.Calendar`;
registerType({
  name: CALENDAR,
  isAbstract: true,
  interfaces: ['System.ICloneable'],
  properties: properties({
    'datetime MinSupportedDateTime': () => DateTime.MIN,
    'datetime MaxSupportedDateTime': () => DateTime.MAX,
    'bool IsReadOnly': () => false,
    'int[] Eras': () => intArray([1]),
    'int TwoDigitYearMax': () => 2049,
  }),
  methods: methods({
    'datetime AddDays(datetime time, int days)': (_s, [t, n]) => d(t).add('Days', int(n)),
    'datetime AddHours(datetime time, int hours)': (_s, [t, n]) => d(t).add('Hours', int(n)),
    'datetime AddMinutes(datetime time, int minutes)': (_s, [t, n]) => d(t).add('Minutes', int(n)),
    'datetime AddMonths(datetime time, int months)': (_s, [t, n]) => d(t).addMonths(int(n)),
    'datetime AddSeconds(datetime time, int seconds)': (_s, [t, n]) => d(t).add('Seconds', int(n)),
    'datetime AddWeeks(datetime time, int weeks)': (_s, [t, n]) => d(t).add('Days', int(n) * 7),
    'datetime AddYears(datetime time, int years)': (_s, [t, n]) => d(t).addYears(int(n)),
    'int GetDayOfMonth(datetime time)': (_s, [t]) => d(t).day,
    'System.DayOfWeek GetDayOfWeek(datetime time)': (_s, [t]) => dayOfWeek(d(t).dayOfWeek),
    'int GetDayOfYear(datetime time)': (_s, [t]) => d(t).dayOfYear,
    'int GetDaysInMonth(int year, int month)': (_s, [y, m]) => daysInMonth(int(y), int(m)),
    'int GetDaysInYear(int year)': (_s, [y]) => (isLeapYear(int(y)) ? 366 : 365),
    'int GetEra(datetime time)': () => 1,
    'int GetHour(datetime time)': (_s, [t]) => d(t).hour,
    'double GetMilliseconds(datetime time)': (_s, [t]) => mkDouble(d(t).millisecond),
    'int GetMinute(datetime time)': (_s, [t]) => d(t).minute,
    'int GetMonth(datetime time)': (_s, [t]) => d(t).month,
    'int GetMonthsInYear(int year)': () => 12,
    'int GetSecond(datetime time)': (_s, [t]) => d(t).second,
    [`int GetWeekOfYear(datetime time, ${NS}.CalendarWeekRule rule, System.DayOfWeek firstDayOfWeek)`]: (_s, [t, r, f]) =>
      weekOfYear(d(t), enumOf(r), enumOf(f)),
    'int GetYear(datetime time)': (_s, [t]) => d(t).year,
    'bool IsLeapDay(int year, int month, int day)': (_s, [y, m, x]) => isLeapYear(int(y)) && int(m) === 2 && int(x) === 29,
    'bool IsLeapMonth(int year, int month)': () => false,
    'bool IsLeapYear(int year)': (_s, [y]) => isLeapYear(int(y)),
    'int ToFourDigitYear(int year)': (_s, [y]) => toFourDigitYear(int(y)),
  }),
});
registerType({
  name: `${NS}.GregorianCalendar`,
  base: CALENDAR,
  constructors: [{ signature: `${NS}.GregorianCalendar new()`, body: () => new PSCulture('', 'calendar') }],
});

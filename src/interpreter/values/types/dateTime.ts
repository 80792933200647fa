/** System.DateTime. Members as .NET 10 has them; the property DateTime is that of PowerShell's types.ps1xml. */
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import type { MethodBody } from '../descriptor.ts';
import { daysInMonth, isLeapYear, offsetAtUtc, unixMilliseconds } from '../dotnet/calendar.ts';
import type { CultureName } from '../dotnet/culture.ts';
import type { DateOnly } from '../dotnet/dateonly.ts';
import { parseDateTime } from '../dotnet/dateParse.ts';
import { parseDateTimeExact } from '../dotnet/dateParseExact.ts';
import { DateTime, type DateTimeUnit, LOCAL, UTC } from '../dotnet/datetime.ts';
import { ArgumentOutOfRangeError, FormatError } from '../dotnet/errors.ts';
import type { TimeOnly } from '../dotnet/timeonly.ts';
import type { TimeSpan } from '../dotnet/timespan.ts';
import { badArgument } from '../faults.ts';
import { rawNumber, toJsNumber } from '../numbers.ts';
import { PSObject } from '../object.ts';
import { unwrap } from '../typeNames.ts';
import { EnumValue, mkDouble, mkLong, type Value } from '../value.ts';
import { int, text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';
import { clockOf, dayOfWeek, kindOf, localNow, parseAny, stylesOf, tryOut, utcNow, zoneOf } from './timeValues.ts';

const d = (v: Value | undefined): DateTime => v as DateTime;
const span = (v: Value | undefined): TimeSpan => v as TimeSpan;
const double = (v: Value | undefined): number => toJsNumber(v as Value);
const big = (v: Value | undefined): bigint => BigInt(rawNumber(v as Value) as bigint | number);
const show = (self: Value, format: string, culture: CultureName, ctx: NativeContext): string =>
  d(self).toString(format, culture, zoneOf(ctx));

const order = comparable({
  short: 'datetime',
  ctor: DateTime,
  order: (a, b) => a.compare(b),
  wrong: 'Object must be of type DateTime.',
  names: ['t1', 't2'],
  withCompare: true,
});

function parse(s: Value | undefined, provider: Value | undefined, styles: Value | undefined, ctx: NativeContext): DateTime {
  return parseDateTime(text(s, 's'), rulesOf(provider, ctx), stylesOf(styles), clockOf(ctx));
}

function exact(
  s: Value | undefined,
  formats: Value | undefined,
  provider: Value | undefined,
  styles: number,
  ctx: NativeContext,
): DateTime {
  const input = text(s, 's');
  if (formats === null || formats === undefined) throw badArgument('Value cannot be null.', 'format');
  const culture = rulesOf(provider, ctx);
  return parseAny(input, formats, 'DateTime', (f) => parseDateTimeExact(input, f, culture, styles, clockOf(ctx)));
}

const tried = (s: Value | undefined): string => {
  if (typeof s !== 'string') throw new FormatError();
  return s;
};

function add(unit: DateTimeUnit): MethodBody {
  return (self, [v]) => d(self).add(unit, double(v));
}

function isDaylightSaving(self: DateTime, ctx: NativeContext): boolean {
  if (self.kind === UTC) return false;
  const zone = zoneOf(ctx);
  const offset = self.utcOffset(zone);
  const yearStart = DateTime.fromParts(self.year, 1, 1).ticks;
  const summer = DateTime.fromParts(self.year, 7, 1).ticks;
  const [a, b] = [offsetAtUtc(yearStart, zone), offsetAtUtc(summer, zone)];
  return offset > (a < b ? a : b);
}

/** DateTime of types.ps1xml: the long date and time, or the part that a note property DisplayHint names. */
function displayText(self: Value, ctx: NativeContext): string {
  const hint = self instanceof PSObject ? self.get('DisplayHint') : undefined;
  const name = hint instanceof EnumValue ? hint.value : typeof hint === 'string' ? hint.toLowerCase() : undefined;
  const long = (letter: string): string => show(unwrap(self), letter, rulesOf(null, ctx), ctx);
  if (name === 0 || name === 'date') return long('D');
  if (name === 1 || name === 'time') return long('T');
  return `${long('D')} ${long('T')}`;
}

const DISPLAY = `System.Object DateTime {get=if ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq  "Date")
                        {
                            "{0}" -f $this.ToLongDateString()
                        }
                        elseif ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq "Time")
                        {
                            "{0}" -f  $this.ToLongTimeString()
                        }
                        else
                        {
                            "{0} {1}" -f $this.ToLongDateString(), $this.ToLongTimeString()
                        };}`;

const parts = (args: Value[], count: number): [number, number, number, number, number, number, number, number] => {
  const n = args.slice(0, count).map(int);
  return [n[0] ?? 1, n[1] ?? 1, n[2] ?? 1, n[3] ?? 0, n[4] ?? 0, n[5] ?? 0, n[6] ?? 0, n[7] ?? 0];
};
const ofParts =
  (count: number, withKind = false): MethodBody =>
  (_self, args) =>
    DateTime.fromParts(...parts(args, count), withKind ? kindOf(args[count]) : 0);
const YMD = 'int year, int month, int day';
const HMS = `${YMD}, int hour, int minute, int second`;
const MS = `${HMS}, int millisecond`;
const US = `${MS}, int microsecond`;
const KIND = 'System.DateTimeKind kind';
const STYLES = 'System.IFormatProvider provider, System.Globalization.DateTimeStyles style';

registerType({
  name: 'System.DateTime',
  accelerators: ['datetime'],
  isValueType: true,
  isSealed: true,
  ctor: DateTime,
  zero: () => DateTime.MIN,
  interfaces: [
    'System.IComparable',
    'System.ISpanFormattable',
    'System.IConvertible',
    'System.IComparable`1[System.DateTime]',
    'System.IEquatable`1[System.DateTime]',
  ],
  properties: properties<DateTime>({
    'datetime Date': (s) => s.date,
    'int Day': (s) => s.day,
    'System.DayOfWeek DayOfWeek': (s) => dayOfWeek(s.dayOfWeek),
    'int DayOfYear': (s) => s.dayOfYear,
    'int Hour': (s) => s.hour,
    'System.DateTimeKind Kind': (s) => new EnumValue('System.DateTimeKind', s.kind),
    'int Millisecond': (s) => s.millisecond,
    'int Microsecond': (s) => s.microsecond,
    'int Nanosecond': (s) => s.nanosecond,
    'int Minute': (s) => s.minute,
    'int Month': (s) => s.month,
    'int Second': (s) => s.second,
    'long Ticks': (s) => mkLong(s.ticks),
    'timespan TimeOfDay': (s) => s.timeOfDay,
    'int Year': (s) => s.year,
  }),
  extended: { DateTime: { memberType: 'ScriptProperty', definition: DISPLAY, get: displayText } },
  methods: methods(order.methods, {
    'datetime Add(timespan value)': (self, [v]) => d(self).plus(span(v)),
    'datetime AddDays(double value)': add('Days'),
    'datetime AddHours(double value)': add('Hours'),
    'datetime AddMicroseconds(double value)': add('Microseconds'),
    'datetime AddMilliseconds(double value)': add('Milliseconds'),
    'datetime AddMinutes(double value)': add('Minutes'),
    'datetime AddMonths(int months)': (self, [n]) => d(self).addMonths(int(n)),
    'datetime AddSeconds(double value)': add('Seconds'),
    'datetime AddTicks(long value)': (self, [n]) => d(self).addTicks(big(n)),
    'datetime AddYears(int value)': (self, [n]) => d(self).addYears(int(n)),
    'System.TypeCode GetTypeCode()': () => new EnumValue('System.TypeCode', 16),
    'bool IsDaylightSavingTime()': (self, _a, ctx) => isDaylightSaving(d(self), ctx),
    'timespan Subtract(datetime value)': (self, [o]) => d(self).difference(d(o)),
    'datetime Subtract(timespan value)': (self, [o]) => d(self).minus(span(o)),
    'long ToBinary()': (self, _a, ctx) => mkLong(d(self).toBinary(zoneOf(ctx))),
    'long ToFileTime()': (self, _a, ctx) => mkLong(d(self).toFileTime(zoneOf(ctx))),
    'long ToFileTimeUtc()': (self, _a, ctx) => mkLong(d(self).toFileTimeUtc(zoneOf(ctx))),
    'datetime ToLocalTime()': (self, _a, ctx) => d(self).toLocalTime(zoneOf(ctx)),
    'string ToLongDateString()': (self, _a, ctx) => show(self, 'D', rulesOf(null, ctx), ctx),
    'string ToLongTimeString()': (self, _a, ctx) => show(self, 'T', rulesOf(null, ctx), ctx),
    'double ToOADate()': (self) => mkDouble(d(self).toOADate()),
    'string ToShortDateString()': (self, _a, ctx) => show(self, 'd', rulesOf(null, ctx), ctx),
    'string ToShortTimeString()': (self, _a, ctx) => show(self, 't', rulesOf(null, ctx), ctx),
    'string ToString()': (self, _a, ctx) => show(self, '', rulesOf(null, ctx), ctx),
    'string ToString(string format)': (self, [f], ctx) => show(self, String(f ?? ''), rulesOf(null, ctx), ctx),
    'string ToString(System.IFormatProvider provider)': (self, [c], ctx) => show(self, '', rulesOf(c, ctx), ctx),
    'string ToString(string format, System.IFormatProvider provider)': (self, [f, c], ctx) =>
      show(self, String(f ?? ''), rulesOf(c, ctx), ctx),
    'datetime ToUniversalTime()': (self, _a, ctx) => d(self).toUniversalTime(zoneOf(ctx)),
  }),
  staticProperties: properties({
    'datetime MinValue': () => DateTime.MIN,
    'datetime MaxValue': () => DateTime.MAX,
    'datetime UnixEpoch': () => DateTime.UNIX_EPOCH,
    'datetime Now': (_s, ctx) => localNow(ctx),
    'datetime Today': (_s, ctx) => localNow(ctx).date,
    'datetime UtcNow': (_s, ctx) => utcNow(ctx),
  }),
  staticMethods: methods(order.statics, {
    'int DaysInMonth(int year, int month)': (_s, [y, m]) => {
      if (int(m) < 1 || int(m) > 12) throw new ArgumentOutOfRangeError('month', 'Month must be between one and twelve.');
      checkYear(int(y));
      return daysInMonth(int(y), int(m));
    },
    'datetime FromBinary(long dateData)': (_s, [n], ctx) => DateTime.fromBinary(big(n), zoneOf(ctx)),
    'datetime FromFileTime(long fileTime)': (_s, [n], ctx) => DateTime.fromFileTime(big(n), zoneOf(ctx)),
    'datetime FromFileTimeUtc(long fileTime)': (_s, [n]) => DateTime.fromFileTimeUtc(big(n)),
    'datetime FromOADate(double d)': (_s, [n]) => DateTime.fromOADate(double(n)),
    'bool IsLeapYear(int year)': (_s, [y]) => {
      checkYear(int(y));
      return isLeapYear(int(y));
    },
    'datetime op_Addition(datetime d, timespan t)': (_s, [a, t]) => d(a).plus(span(t)),
    'datetime op_Subtraction(datetime d, timespan t)': (_s, [a, t]) => d(a).minus(span(t)),
    'timespan op_Subtraction(datetime d1, datetime d2)': (_s, [a, b]) => d(a).difference(d(b)),
    'datetime Parse(string s)': (_s, [s], ctx) => parse(s, null, null, ctx),
    'datetime Parse(string s, System.IFormatProvider provider)': (_s, [s, c], ctx) => parse(s, c, null, ctx),
    [`datetime Parse(string s, ${STYLES}s)`]: (_s, [s, c, n], ctx) => parse(s, c, n, ctx),
    'datetime ParseExact(string s, string format, System.IFormatProvider provider)': (_s, [s, f, c], ctx) => exact(s, f, c, 0, ctx),
    [`datetime ParseExact(string s, string format, ${STYLES})`]: (_s, [s, f, c, n], ctx) => exact(s, f, c, stylesOf(n), ctx),
    [`datetime ParseExact(string s, string[] formats, ${STYLES})`]: (_s, [s, f, c, n], ctx) => exact(s, f, c, stylesOf(n), ctx),
    'datetime SpecifyKind(datetime value, System.DateTimeKind kind)': (_s, [v, k]) => d(v).withKind(kindOf(k)),
    'bool TryParse(string s, [ref] datetime result)': (_s, [s, r], ctx) => tryOut(r, DateTime.MIN, () => parse(tried(s), null, null, ctx)),
    'bool TryParse(string s, System.IFormatProvider provider, [ref] datetime result)': (_s, [s, c, r], ctx) =>
      tryOut(r, DateTime.MIN, () => parse(tried(s), c, null, ctx)),
    [`bool TryParse(string s, ${STYLES}s, [ref] datetime result)`]: (_s, [s, c, n, r], ctx) =>
      tryOut(r, DateTime.MIN, () => parse(tried(s), c, n, ctx)),
    [`bool TryParseExact(string s, string format, ${STYLES}, [ref] datetime result)`]: (_s, [s, f, c, n, r], ctx) =>
      tryOut(r, DateTime.MIN, () => exact(tried(s), f, c, stylesOf(n), ctx)),
    [`bool TryParseExact(string s, string[] formats, ${STYLES}, [ref] datetime result)`]: (_s, [s, f, c, n, r], ctx) =>
      tryOut(r, DateTime.MIN, () => exact(tried(s), f, c, stylesOf(n), ctx)),
  }),
  constructors: constructors('datetime', {
    'long ticks': (_s, [n]) => new DateTime(big(n)),
    [`long ticks, ${KIND}`]: (_s, [n, k]) => new DateTime(big(n), kindOf(k)),
    'System.DateOnly date, System.TimeOnly time': (_s, [a, b]) => (a as DateOnly).toDateTime(b as TimeOnly),
    [`System.DateOnly date, System.TimeOnly time, ${KIND}`]: (_s, [a, b, k]) => (a as DateOnly).toDateTime(b as TimeOnly, kindOf(k)),
    [YMD]: ofParts(3),
    [HMS]: ofParts(6),
    [`${HMS}, ${KIND}`]: ofParts(6, true),
    [MS]: ofParts(7),
    [`${MS}, ${KIND}`]: ofParts(7, true),
    [US]: ofParts(8),
    [`${US}, ${KIND}`]: ofParts(8, true),
  }),
  textIn: (self, culture, ctx) => show(self, '', culture, ctx),
  formatIn: show,
  compare: order.compare,
  equals: order.equals,
});

function checkYear(year: number): void {
  if (year < 1 || year > 9999) throw new ArgumentOutOfRangeError('year', 'Year must be between 1 and 9999.');
}

/** Milliseconds since 1970 UTC of a DateTime; an unspecified one counts as local. */
export function instantOf(time: DateTime, ctx: NativeContext): number {
  return unixMilliseconds(time.toUniversalTime(zoneOf(ctx)).ticks);
}

/** A local DateTime from milliseconds since 1970 UTC. */
export function localDateTime(milliseconds: number, ctx: NativeContext): DateTime {
  return DateTime.fromUnixMilliseconds(milliseconds).toLocalTime(zoneOf(ctx)).withKind(LOCAL);
}

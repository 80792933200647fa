/** System.DateTimeOffset. Members as .NET 10 has them. */
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import type { MethodBody } from '../descriptor.ts';
import type { DateOnly } from '../dotnet/dateonly.ts';
import { parseDateTimeOffset } from '../dotnet/dateParse.ts';
import { parseDateTimeOffsetExact } from '../dotnet/dateParseExact.ts';
import { DateTime, type DateTimeUnit, ticksFromParts } from '../dotnet/datetime.ts';
import { DateTimeOffset } from '../dotnet/datetimeoffset.ts';
import { FormatError } from '../dotnet/errors.ts';
import type { TimeOnly } from '../dotnet/timeonly.ts';
import type { TimeSpan } from '../dotnet/timespan.ts';
import { rawNumber, toJsNumber } from '../numbers.ts';
import { mkLong, type Value } from '../value.ts';
import { int, text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';
import { clockOf, dayOfWeek, parseAny, stylesOf, tryOut, utcNow, zoneOf } from './timeValues.ts';

const TYPE = 'System.DateTimeOffset';
const o = (v: Value | undefined): DateTimeOffset => v as DateTimeOffset;
const span = (v: Value | undefined): TimeSpan => v as TimeSpan;
const double = (v: Value | undefined): number => toJsNumber(v as Value);
const big = (v: Value | undefined): bigint => BigInt(rawNumber(v as Value) as bigint | number);

const order = comparable({
  short: TYPE,
  ctor: DateTimeOffset,
  order: (a, b) => a.compare(b),
  wrong: 'Object must be of type DateTimeOffset.',
  parameter: 'other',
});

function parse(s: Value | undefined, provider: Value | undefined, styles: Value | undefined, ctx: NativeContext): DateTimeOffset {
  return parseDateTimeOffset(text(s, 'input'), rulesOf(provider, ctx), stylesOf(styles), clockOf(ctx));
}

function exact(s: Value | undefined, formats: Value | undefined, c: Value | undefined, styles: Value | null, ctx: NativeContext): Value {
  const input = text(s, 'input');
  const culture = rulesOf(c, ctx);
  return parseAny(input, formats, 'DateTime', (f) => parseDateTimeOffsetExact(input, f, culture, stylesOf(styles), clockOf(ctx)));
}

const tried = (s: Value | undefined): string => {
  if (typeof s !== 'string') throw new FormatError();
  return s;
};
const show = (self: Value, format: Value | undefined, provider: Value | undefined, ctx: NativeContext): string =>
  o(self).toString(typeof format === 'string' ? format : '', rulesOf(provider, ctx));
const add =
  (unit: DateTimeUnit): MethodBody =>
  (self, [v]) =>
    o(self).add(unit, double(v));

const ofParts =
  (count: number): MethodBody =>
  (_self, args) => {
    const n = args.slice(0, count).map(int);
    const ticks = ticksFromParts(n[0] ?? 1, n[1] ?? 1, n[2] ?? 1, n[3], n[4], n[5], n[6], n[7]);
    return new DateTimeOffset(ticks, span(args[count]));
  };
const HMS = 'int year, int month, int day, int hour, int minute, int second';
const PROVIDER = 'System.IFormatProvider formatProvider';
const STYLED = `${PROVIDER}, System.Globalization.DateTimeStyles styles`;

registerType({
  name: TYPE,
  isValueType: true,
  isSealed: true,
  ctor: DateTimeOffset,
  zero: () => DateTimeOffset.MIN,
  interfaces: [
    'System.IComparable',
    'System.ISpanFormattable',
    'System.IComparable`1[System.DateTimeOffset]',
    'System.IEquatable`1[System.DateTimeOffset]',
  ],
  properties: properties<DateTimeOffset>({
    'datetime DateTime': (s) => s.dateTime,
    'datetime UtcDateTime': (s) => s.utcDateTime,
    'datetime LocalDateTime': (s, ctx) => s.localDateTime(zoneOf(ctx)),
    'datetime Date': (s) => s.date,
    'int Day': (s) => s.dateTime.day,
    'System.DayOfWeek DayOfWeek': (s) => dayOfWeek(s.dateTime.dayOfWeek),
    'int DayOfYear': (s) => s.dateTime.dayOfYear,
    'int Hour': (s) => s.dateTime.hour,
    'int Millisecond': (s) => s.dateTime.millisecond,
    'int Microsecond': (s) => s.dateTime.microsecond,
    'int Nanosecond': (s) => s.dateTime.nanosecond,
    'int Minute': (s) => s.dateTime.minute,
    'int Month': (s) => s.dateTime.month,
    'timespan Offset': (s) => s.offset,
    'int TotalOffsetMinutes': (s) => Math.trunc(s.offset.totalMinutes),
    'int Second': (s) => s.dateTime.second,
    'long Ticks': (s) => mkLong(s.ticks),
    'long UtcTicks': (s) => mkLong(s.utcTicks),
    'timespan TimeOfDay': (s) => s.timeOfDay,
    'int Year': (s) => s.dateTime.year,
  }),
  methods: methods(order.methods, {
    [`${TYPE} Add(timespan timeSpan)`]: (self, [v]) => o(self).plus(span(v)),
    [`${TYPE} AddDays(double days)`]: add('Days'),
    [`${TYPE} AddHours(double hours)`]: add('Hours'),
    [`${TYPE} AddMicroseconds(double microseconds)`]: add('Microseconds'),
    [`${TYPE} AddMilliseconds(double milliseconds)`]: add('Milliseconds'),
    [`${TYPE} AddMinutes(double minutes)`]: add('Minutes'),
    [`${TYPE} AddMonths(int months)`]: (self, [n]) => o(self).addMonths(int(n)),
    [`${TYPE} AddSeconds(double seconds)`]: add('Seconds'),
    [`${TYPE} AddTicks(long ticks)`]: (self, [n]) => o(self).addTicks(big(n)),
    [`${TYPE} AddYears(int years)`]: (self, [n]) => o(self).addYears(int(n)),
    [`bool EqualsExact(${TYPE} other)`]: (self, [v]) => o(self).ticks === o(v).ticks && o(self).offsetTicks === o(v).offsetTicks,
    [`timespan Subtract(${TYPE} value)`]: (self, [v]) => o(self).difference(o(v)),
    [`${TYPE} Subtract(timespan value)`]: (self, [v]) => o(self).minus(span(v)),
    'long ToFileTime()': (self, _a, ctx) => mkLong(o(self).utcDateTime.toFileTime(zoneOf(ctx))),
    [`${TYPE} ToLocalTime()`]: (self, _a, ctx) => o(self).toLocalTime(zoneOf(ctx)),
    [`${TYPE} ToOffset(timespan offset)`]: (self, [v]) => o(self).toOffset(span(v)),
    'string ToString()': (self, _a, ctx) => show(self, '', null, ctx),
    'string ToString(string format)': (self, [f], ctx) => show(self, f, null, ctx),
    [`string ToString(${PROVIDER})`]: (self, [c], ctx) => show(self, '', c, ctx),
    [`string ToString(string format, ${PROVIDER})`]: (self, [f, c], ctx) => show(self, f, c, ctx),
    [`${TYPE} ToUniversalTime()`]: (self) => o(self).toUniversalTime(),
    'long ToUnixTimeMilliseconds()': (self) => mkLong(o(self).toUnixMilliseconds()),
    'long ToUnixTimeSeconds()': (self) => mkLong(o(self).toUnixSeconds()),
  }),
  staticProperties: properties({
    [`${TYPE} MinValue`]: () => DateTimeOffset.MIN,
    [`${TYPE} MaxValue`]: () => DateTimeOffset.MAX,
    [`${TYPE} UnixEpoch`]: () => DateTimeOffset.UNIX_EPOCH,
    [`${TYPE} UtcNow`]: (_s, ctx) => DateTimeOffset.fromDateTime(utcNow(ctx), zoneOf(ctx)),
    [`${TYPE} Now`]: (_s, ctx) => DateTimeOffset.fromDateTime(utcNow(ctx).toLocalTime(zoneOf(ctx)), zoneOf(ctx)),
  }),
  staticMethods: methods(order.statics, {
    [`int Compare(${TYPE} first, ${TYPE} second)`]: (_s, [a, b]) => o(a).compare(o(b)),
    [`bool Equals(${TYPE} first, ${TYPE} second)`]: (_s, [a, b]) => o(a).compare(o(b)) === 0,
    [`${TYPE} FromFileTime(long fileTime)`]: (_s, [n], ctx) =>
      DateTimeOffset.fromDateTime(DateTime.fromFileTime(big(n), zoneOf(ctx)), zoneOf(ctx)),
    [`${TYPE} FromUnixTimeMilliseconds(long milliseconds)`]: (_s, [n]) => DateTimeOffset.fromUnixMilliseconds(big(n)),
    [`${TYPE} FromUnixTimeSeconds(long seconds)`]: (_s, [n]) => DateTimeOffset.fromUnixSeconds(big(n)),
    [`${TYPE} op_Addition(${TYPE} dateTimeOffset, timespan timeSpan)`]: (_s, [a, b]) => o(a).plus(span(b)),
    [`${TYPE} op_Implicit(datetime dateTime)`]: (_s, [v], ctx) => DateTimeOffset.fromDateTime(v as DateTime, zoneOf(ctx)),
    [`${TYPE} op_Subtraction(${TYPE} dateTimeOffset, timespan timeSpan)`]: (_s, [a, b]) => o(a).minus(span(b)),
    [`timespan op_Subtraction(${TYPE} left, ${TYPE} right)`]: (_s, [a, b]) => o(a).difference(o(b)),
    [`${TYPE} Parse(string input)`]: (_s, [s], ctx) => parse(s, null, null, ctx),
    [`${TYPE} Parse(string input, ${PROVIDER})`]: (_s, [s, c], ctx) => parse(s, c, null, ctx),
    [`${TYPE} Parse(string input, ${STYLED})`]: (_s, [s, c, n], ctx) => parse(s, c, n, ctx),
    [`${TYPE} ParseExact(string input, string format, ${PROVIDER})`]: (_s, [s, f, c], ctx) => exact(s, f, c, null, ctx),
    [`${TYPE} ParseExact(string input, string format, ${STYLED})`]: (_s, [s, f, c, n], ctx) => exact(s, f, c, n ?? null, ctx),
    [`${TYPE} ParseExact(string input, string[] formats, ${STYLED})`]: (_s, [s, f, c, n], ctx) => exact(s, f, c, n ?? null, ctx),
    [`bool TryParse(string input, [ref] ${TYPE} result)`]: (_s, [s, r], ctx) =>
      tryOut(r, DateTimeOffset.MIN, () => parse(tried(s), null, null, ctx)),
    [`bool TryParse(string input, ${STYLED}, [ref] ${TYPE} result)`]: (_s, [s, c, n, r], ctx) =>
      tryOut(r, DateTimeOffset.MIN, () => parse(tried(s), c, n, ctx)),
    [`bool TryParse(string s, System.IFormatProvider provider, [ref] ${TYPE} result)`]: (_s, [s, c, r], ctx) =>
      tryOut(r, DateTimeOffset.MIN, () => parse(tried(s), c, null, ctx)),
    [`bool TryParseExact(string input, string format, ${STYLED}, [ref] ${TYPE} result)`]: (_s, [s, f, c, n, r], ctx) =>
      tryOut(r, DateTimeOffset.MIN, () => exact(tried(s), f, c, n ?? null, ctx)),
    [`bool TryParseExact(string input, string[] formats, ${STYLED}, [ref] ${TYPE} result)`]: (_s, [s, f, c, n, r], ctx) =>
      tryOut(r, DateTimeOffset.MIN, () => exact(tried(s), f, c, n ?? null, ctx)),
  }),
  constructors: constructors(TYPE, {
    'long ticks, timespan offset': (_s, [n, v]) => new DateTimeOffset(big(n), span(v)),
    'datetime dateTime': (_s, [v], ctx) => DateTimeOffset.fromDateTime(v as DateTime, zoneOf(ctx)),
    'datetime dateTime, timespan offset': (_s, [v, x], ctx) => DateTimeOffset.withOffset(v as DateTime, span(x), zoneOf(ctx)),
    'System.DateOnly date, System.TimeOnly time, timespan offset': (_s, [a, b, x]) =>
      new DateTimeOffset((a as DateOnly).toDateTime(b as TimeOnly).ticks, span(x)),
    [`${HMS}, timespan offset`]: ofParts(6),
    [`${HMS}, int millisecond, timespan offset`]: ofParts(7),
    [`${HMS}, int millisecond, int microsecond, timespan offset`]: ofParts(8),
  }),
  implicitFrom: ['System.DateTime'],
  convertFrom: (v, ctx) => (v instanceof DateTime ? DateTimeOffset.fromDateTime(v, zoneOf(ctx)) : undefined),
  textIn: (self, culture) => o(self).toString('', culture),
  formatIn: (self, format, culture) => o(self).toString(format, culture),
  compare: order.compare,
  equals: order.equals,
});

/** System.TimeSpan. Members as .NET 10 has them. */
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import type { MethodBody } from '../descriptor.ts';
import { ArgumentOutOfRangeError, FormatError } from '../dotnet/errors.ts';
import { TimeSpan, type TimeSpanUnit } from '../dotnet/timespan.ts';
import { parseTimeSpan, parseTimeSpanExact } from '../dotnet/timespanParse.ts';
import { rawNumber, toJsNumber } from '../numbers.ts';
import { mkDouble, mkLong, type Value } from '../value.ts';
import { enumOf, int, text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';
import { parseAny, tryOut } from './timeValues.ts';

const t = (v: Value | undefined): TimeSpan => v as TimeSpan;
const double = (v: Value | undefined): number => toJsNumber(v as Value);
const big = (v: Value | undefined): bigint => BigInt(rawNumber((v ?? 0) as Value) as bigint | number);

const order = comparable({
  short: 'timespan',
  ctor: TimeSpan,
  order: (a, b) => a.compare(b),
  wrong: 'Object must be of type TimeSpan.',
  names: ['t1', 't2'],
  withCompare: true,
});

/** Ticks per unit, largest first: what the integer overloads of From… add up. */
const UNITS = [864_000_000_000n, 36_000_000_000n, 600_000_000n, 10_000_000n, 10_000n, 10n] as const;

function sum(first: number): MethodBody {
  return (_self, args) => {
    let ticks = 0n;
    args.forEach((v, i) => {
      ticks += big(v) * (UNITS[first + i] ?? 0n);
    });
    if (ticks < TimeSpan.MIN.ticks || ticks > TimeSpan.MAX.ticks) {
      const error = new ArgumentOutOfRangeError('');
      error.message = 'TimeSpan overflowed because the duration is too long.';
      throw error;
    }
    return new TimeSpan(ticks);
  };
}
const from =
  (unit: TimeSpanUnit): MethodBody =>
  (_self, [v]) =>
    TimeSpan.from(unit, double(v));

function exact(s: Value | undefined, formats: Value | undefined, styles: number): TimeSpan {
  const input = text(s, 'input');
  const span = parseAny(input, formats, 'TimeSpan', (f) => parseTimeSpanExact(input, f));
  return styles === 1 && span.ticks > 0n ? span.negate() : span;
}

const tried = (s: Value | undefined): string => {
  if (typeof s !== 'string') throw new FormatError();
  return s;
};

const show = (self: Value, format: Value | undefined, provider: Value | undefined, ctx: NativeContext): string =>
  t(self).toString(typeof format === 'string' && format !== '' ? format : 'c', rulesOf(provider, ctx));

const COUNTS: [string, bigint][] = [
  ['NanosecondsPerTick', 100n],
  ['TicksPerMicrosecond', 10n],
  ['TicksPerMillisecond', 10_000n],
  ['TicksPerSecond', 10_000_000n],
  ['TicksPerMinute', 600_000_000n],
  ['TicksPerHour', 36_000_000_000n],
  ['TicksPerDay', 864_000_000_000n],
  ['MicrosecondsPerMillisecond', 1000n],
  ['MicrosecondsPerSecond', 1_000_000n],
  ['MicrosecondsPerMinute', 60_000_000n],
  ['MicrosecondsPerHour', 3_600_000_000n],
  ['MicrosecondsPerDay', 86_400_000_000n],
  ['MillisecondsPerSecond', 1000n],
  ['MillisecondsPerMinute', 60_000n],
  ['MillisecondsPerHour', 3_600_000n],
  ['MillisecondsPerDay', 86_400_000n],
  ['SecondsPerMinute', 60n],
  ['SecondsPerHour', 3600n],
  ['SecondsPerDay', 86_400n],
  ['MinutesPerHour', 60n],
  ['MinutesPerDay', 1440n],
];

const PROVIDER = 'System.IFormatProvider formatProvider';
const STYLED = `${PROVIDER}, System.Globalization.TimeSpanStyles styles`;

registerType({
  name: 'System.TimeSpan',
  accelerators: ['timespan'],
  isValueType: true,
  isSealed: true,
  ctor: TimeSpan,
  zero: () => TimeSpan.ZERO,
  interfaces: [
    'System.IComparable',
    'System.ISpanFormattable',
    'System.IComparable`1[System.TimeSpan]',
    'System.IEquatable`1[System.TimeSpan]',
  ],
  properties: properties<TimeSpan>({
    'long Ticks': (s) => mkLong(s.ticks),
    'int Days': (s) => s.days,
    'int Hours': (s) => s.hours,
    'int Milliseconds': (s) => s.milliseconds,
    'int Microseconds': (s) => s.microseconds,
    'int Nanoseconds': (s) => s.nanoseconds,
    'int Minutes': (s) => s.minutes,
    'int Seconds': (s) => s.seconds,
    'double TotalDays': (s) => mkDouble(s.totalDays),
    'double TotalHours': (s) => mkDouble(s.totalHours),
    'double TotalMilliseconds': (s) => mkDouble(s.totalMilliseconds),
    'double TotalMicroseconds': (s) => mkDouble(s.totalMicroseconds),
    'double TotalNanoseconds': (s) => mkDouble(s.totalNanoseconds),
    'double TotalMinutes': (s) => mkDouble(s.totalMinutes),
    'double TotalSeconds': (s) => mkDouble(s.totalSeconds),
  }),
  methods: methods(order.methods, {
    'timespan Add(timespan ts)': (self, [o]) => t(self).add(t(o)),
    'timespan Divide(double divisor)': (self, [n]) => t(self).divide(double(n)),
    'double Divide(timespan ts)': (self, [o]) => mkDouble(t(self).ratio(t(o))),
    'timespan Duration()': (self) => t(self).duration(),
    'timespan Multiply(double factor)': (self, [n]) => t(self).multiply(double(n)),
    'timespan Negate()': (self) => t(self).negate(),
    'timespan Subtract(timespan ts)': (self, [o]) => t(self).subtract(t(o)),
    'string ToString()': (self, _a, ctx) => show(self, 'c', null, ctx),
    'string ToString(string format)': (self, [f], ctx) => show(self, f, null, ctx),
    [`string ToString(string format, ${PROVIDER})`]: (self, [f, c], ctx) => show(self, f, c, ctx),
  }),
  staticProperties: properties({
    'timespan Zero': () => TimeSpan.ZERO,
    'timespan MaxValue': () => TimeSpan.MAX,
    'timespan MinValue': () => TimeSpan.MIN,
    ...Object.fromEntries(COUNTS.map(([name, n]) => [`long ${name}`, () => mkLong(n)])),
    'int HoursPerDay': () => 24,
  }),
  staticMethods: methods(order.statics, {
    'timespan FromDays(double value)': from('Days'),
    'timespan FromDays(int days)': sum(0),
    'timespan FromDays(int days, int hours = 0, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)': sum(0),
    'timespan FromHours(int hours)': sum(1),
    'timespan FromHours(int hours, long minutes = 0, long seconds = 0, long milliseconds = 0, long microseconds = 0)': sum(1),
    'timespan FromHours(double value)': from('Hours'),
    'timespan FromMicroseconds(long microseconds)': sum(5),
    'timespan FromMicroseconds(double value)': from('Microseconds'),
    'timespan FromMilliseconds(long milliseconds)': sum(4),
    'timespan FromMilliseconds(long milliseconds, long microseconds)': sum(4),
    'timespan FromMilliseconds(double value)': from('Milliseconds'),
    'timespan FromMinutes(long minutes)': sum(2),
    'timespan FromMinutes(long minutes, long seconds = 0, long milliseconds = 0, long microseconds = 0)': sum(2),
    'timespan FromMinutes(double value)': from('Minutes'),
    'timespan FromSeconds(long seconds)': sum(3),
    'timespan FromSeconds(long seconds, long milliseconds = 0, long microseconds = 0)': sum(3),
    'timespan FromSeconds(double value)': from('Seconds'),
    'timespan FromTicks(long value)': (_s, [n]) => new TimeSpan(big(n)),
    'timespan op_Addition(timespan t1, timespan t2)': (_s, [a, b]) => t(a).add(t(b)),
    'timespan op_Division(timespan timeSpan, double divisor)': (_s, [a, n]) => t(a).divide(double(n)),
    'double op_Division(timespan t1, timespan t2)': (_s, [a, b]) => mkDouble(t(a).ratio(t(b))),
    'timespan op_Multiply(timespan timeSpan, double factor)': (_s, [a, n]) => t(a).multiply(double(n)),
    'timespan op_Multiply(double factor, timespan timeSpan)': (_s, [n, a]) => t(a).multiply(double(n)),
    'timespan op_Subtraction(timespan t1, timespan t2)': (_s, [a, b]) => t(a).subtract(t(b)),
    'timespan op_UnaryNegation(timespan t)': (_s, [a]) => t(a).negate(),
    'timespan op_UnaryPlus(timespan t)': (_s, [a]) => t(a),
    'timespan Parse(string s)': (_s, [s]) => parseTimeSpan(text(s, 's')),
    [`timespan Parse(string input, ${PROVIDER})`]: (_s, [s]) => parseTimeSpan(text(s, 'input')),
    [`timespan ParseExact(string input, string format, ${PROVIDER})`]: (_s, [s, f]) => exact(s, f, 0),
    [`timespan ParseExact(string input, string[] formats, ${PROVIDER})`]: (_s, [s, f]) => exact(s, f, 0),
    [`timespan ParseExact(string input, string format, ${STYLED})`]: (_s, [s, f, , n]) => exact(s, f, enumOf(n)),
    [`timespan ParseExact(string input, string[] formats, ${STYLED})`]: (_s, [s, f, , n]) => exact(s, f, enumOf(n)),
    'bool TryParse(string s, [ref] timespan result)': (_s, [s, r]) => tryOut(r, TimeSpan.ZERO, () => parseTimeSpan(tried(s))),
    [`bool TryParse(string input, ${PROVIDER}, [ref] timespan result)`]: (_s, [s, , r]) =>
      tryOut(r, TimeSpan.ZERO, () => parseTimeSpan(tried(s))),
    [`bool TryParseExact(string input, string format, ${PROVIDER}, [ref] timespan result)`]: (_s, [s, f, , r]) =>
      tryOut(r, TimeSpan.ZERO, () => exact(tried(s), f, 0)),
    [`bool TryParseExact(string input, string[] formats, ${PROVIDER}, [ref] timespan result)`]: (_s, [s, f, , r]) =>
      tryOut(r, TimeSpan.ZERO, () => exact(tried(s), f, 0)),
    [`bool TryParseExact(string input, string format, ${STYLED}, [ref] timespan result)`]: (_s, [s, f, , n, r]) =>
      tryOut(r, TimeSpan.ZERO, () => exact(tried(s), f, enumOf(n))),
  }),
  constructors: constructors('timespan', {
    'long ticks': (_s, [n]) => new TimeSpan(big(n)),
    'int hours, int minutes, int seconds': (_s, [h, m, s]) => TimeSpan.fromParts(0, int(h), int(m), int(s)),
    'int days, int hours, int minutes, int seconds': (_s, [d, h, m, s]) => TimeSpan.fromParts(int(d), int(h), int(m), int(s)),
    'int days, int hours, int minutes, int seconds, int milliseconds': (_s, [d, h, m, s, f]) =>
      TimeSpan.fromParts(int(d), int(h), int(m), int(s), int(f)),
    'int days, int hours, int minutes, int seconds, int milliseconds, int microseconds': (_s, [d, h, m, s, f, u]) =>
      TimeSpan.fromParts(int(d), int(h), int(m), int(s), int(f), int(u)),
  }),
  textIn: (self) => t(self).toString(),
  formatIn: (self, format, culture) => t(self).toString(format === '' ? 'c' : format, culture),
  compare: order.compare,
  equals: order.equals,
});

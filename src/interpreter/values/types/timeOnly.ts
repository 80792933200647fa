/** System.TimeOnly. Members as .NET 10 has them. */
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import type { MethodBody } from '../descriptor.ts';
import { TICKS_PER_DAY } from '../dotnet/calendar.ts';
import { parseTimeOnly } from '../dotnet/dateParse.ts';
import { parseTimeOnlyExact } from '../dotnet/dateParseExact.ts';
import type { DateTime } from '../dotnet/datetime.ts';
import { FormatError } from '../dotnet/errors.ts';
import { TimeOnly } from '../dotnet/timeonly.ts';
import { TimeSpan, type TimeSpanUnit } from '../dotnet/timespan.ts';
import { rawNumber, toJsNumber } from '../numbers.ts';
import { mkLong, type Value } from '../value.ts';
import { int, out, text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';
import { clockOf, parseAny, stylesOf, tryOut } from './timeValues.ts';

const TYPE = 'System.TimeOnly';
const t = (v: Value | undefined): TimeOnly => v as TimeOnly;
const span = (v: Value | undefined): TimeSpan => v as TimeSpan;
const order = comparable({
  short: TYPE,
  ctor: TimeOnly,
  order: (a, b) => a.compare(b),
  wrong: 'Object must be of type TimeOnly.',
  wrongParameter: 'value',
});

function parse(s: Value | undefined, provider: Value | undefined, styles: Value | undefined, ctx: NativeContext): TimeOnly {
  return parseTimeOnly(text(s, 's'), rulesOf(provider, ctx), stylesOf(styles), clockOf(ctx));
}

function exact(
  s: Value | undefined,
  formats: Value | undefined,
  c: Value | undefined,
  styles: Value | undefined,
  ctx: NativeContext,
): Value {
  const input = text(s, 's');
  const culture = rulesOf(c, ctx);
  return parseAny(input, formats, 'TimeOnly', (f) => parseTimeOnlyExact(input, f, culture, stylesOf(styles), clockOf(ctx)));
}

/** Add with the number of days that the clock went round. */
function wrapped(self: TimeOnly, value: TimeSpan, ref: Value | undefined): TimeOnly {
  const sum = self.ticks + value.ticks;
  out(ref, Number((sum - (((sum % TICKS_PER_DAY) + TICKS_PER_DAY) % TICKS_PER_DAY)) / TICKS_PER_DAY));
  return self.add(value);
}
const addUnits =
  (unit: TimeSpanUnit): MethodBody =>
  (self, [v]) =>
    t(self).add(TimeSpan.from(unit, toJsNumber(v as Value)));
const addWrapped =
  (unit: TimeSpanUnit): MethodBody =>
  (self, [v, r]) =>
    wrapped(t(self), TimeSpan.from(unit, toJsNumber(v as Value)), r);

const tried = (s: Value | undefined): string => {
  if (typeof s !== 'string') throw new FormatError();
  return s;
};
const show = (self: Value, format: Value | undefined, provider: Value | undefined, ctx: NativeContext): string =>
  t(self).toString(typeof format === 'string' ? format : '', rulesOf(provider, ctx));
const STYLE = 'System.IFormatProvider provider, System.Globalization.DateTimeStyles style';
const OPTIONAL = `${STYLE} = System.Globalization.DateTimeStyles.None`;
const FORMATS = ['string format', 'string[] formats'];

registerType({
  name: TYPE,
  isValueType: true,
  isSealed: true,
  ctor: TimeOnly,
  zero: () => TimeOnly.MIN,
  interfaces: ['System.IComparable', 'System.ISpanFormattable', `System.IComparable\`1[${TYPE}]`, `System.IEquatable\`1[${TYPE}]`],
  properties: properties<TimeOnly>({
    'int Hour': (s) => s.hour,
    'int Minute': (s) => s.minute,
    'int Second': (s) => s.second,
    'int Millisecond': (s) => s.millisecond,
    'int Microsecond': (s) => s.microsecond,
    'int Nanosecond': (s) => s.nanosecond,
    'long Ticks': (s) => mkLong(s.ticks),
  }),
  methods: methods(order.methods, {
    [`${TYPE} Add(timespan value)`]: (self, [v]) => t(self).add(span(v)),
    [`${TYPE} Add(timespan value, [ref] int wrappedDays)`]: (self, [v, r]) => wrapped(t(self), span(v), r),
    [`${TYPE} AddHours(double value)`]: addUnits('Hours'),
    [`${TYPE} AddHours(double value, [ref] int wrappedDays)`]: addWrapped('Hours'),
    [`${TYPE} AddMinutes(double value)`]: addUnits('Minutes'),
    [`${TYPE} AddMinutes(double value, [ref] int wrappedDays)`]: addWrapped('Minutes'),
    [`bool IsBetween(${TYPE} start, ${TYPE} end)`]: (self, [a, b]) => t(self).isBetween(t(a), t(b)),
    'string ToLongTimeString()': (self, _a, ctx) => show(self, 'T', null, ctx),
    'string ToShortTimeString()': (self, _a, ctx) => show(self, '', null, ctx),
    'string ToString()': (self, _a, ctx) => show(self, '', null, ctx),
    'string ToString(string format)': (self, [f], ctx) => show(self, f, null, ctx),
    'string ToString(System.IFormatProvider provider)': (self, [c], ctx) => show(self, '', c, ctx),
    'string ToString(string format, System.IFormatProvider provider)': (self, [f, c], ctx) => show(self, f, c, ctx),
    'timespan ToTimeSpan()': (self) => t(self).toTimeSpan(),
  }),
  staticProperties: properties({ [`${TYPE} MinValue`]: () => TimeOnly.MIN, [`${TYPE} MaxValue`]: () => TimeOnly.MAX }),
  staticMethods: methods(
    order.statics,
    {
      [`${TYPE} FromDateTime(datetime dateTime)`]: (_s, [v]) => TimeOnly.fromDateTime(v as DateTime),
      [`${TYPE} FromTimeSpan(timespan timeSpan)`]: (_s, [v]) => TimeOnly.fromTimeSpan(span(v)),
      [`timespan op_Subtraction(${TYPE} t1, ${TYPE} t2)`]: (_s, [a, b]) => t(a).difference(t(b)),
      [`${TYPE} Parse(string s)`]: (_s, [s], ctx) => parse(s, null, null, ctx),
      [`${TYPE} Parse(string s, ${OPTIONAL})`]: (_s, [s, c, n], ctx) => parse(s, c, n, ctx),
      [`${TYPE} Parse(string s, System.IFormatProvider provider)`]: (_s, [s, c], ctx) => parse(s, c, null, ctx),
      [`bool TryParse(string s, [ref] ${TYPE} result)`]: (_s, [s, r], ctx) =>
        tryOut(r, TimeOnly.MIN, () => parse(tried(s), null, null, ctx)),
      [`bool TryParse(string s, ${STYLE}, [ref] ${TYPE} result)`]: (_s, [s, c, n, r], ctx) =>
        tryOut(r, TimeOnly.MIN, () => parse(tried(s), c, n, ctx)),
      [`bool TryParse(string s, System.IFormatProvider provider, [ref] ${TYPE} result)`]: (_s, [s, c, r], ctx) =>
        tryOut(r, TimeOnly.MIN, () => parse(tried(s), c, null, ctx)),
    },
    ...FORMATS.map((f) => ({
      [`${TYPE} ParseExact(string s, ${f})`]: (_s: Value, [s, x]: Value[], ctx: NativeContext) => exact(s, x, null, null, ctx),
      [`${TYPE} ParseExact(string s, ${f}, ${OPTIONAL})`]: (_s: Value, [s, x, c, n]: Value[], ctx: NativeContext) => exact(s, x, c, n, ctx),
      [`bool TryParseExact(string s, ${f}, [ref] ${TYPE} result)`]: (_s: Value, [s, x, r]: Value[], ctx: NativeContext) =>
        tryOut(r, TimeOnly.MIN, () => exact(tried(s), x, null, null, ctx)),
      [`bool TryParseExact(string s, ${f}, ${STYLE}, [ref] ${TYPE} result)`]: (_s: Value, [s, x, c, n, r]: Value[], ctx: NativeContext) =>
        tryOut(r, TimeOnly.MIN, () => exact(tried(s), x, c, n, ctx)),
    })),
  ),
  constructors: constructors(TYPE, {
    'int hour, int minute': (_s, [h, m]) => TimeOnly.fromParts(int(h), int(m)),
    'int hour, int minute, int second': (_s, [h, m, s]) => TimeOnly.fromParts(int(h), int(m), int(s)),
    'int hour, int minute, int second, int millisecond': (_s, [h, m, s, f]) => TimeOnly.fromParts(int(h), int(m), int(s), int(f)),
    'int hour, int minute, int second, int millisecond, int microsecond': (_s, [h, m, s, f, u]) =>
      TimeOnly.fromParts(int(h), int(m), int(s), int(f), int(u)),
    'long ticks': (_s, [n]) => new TimeOnly(BigInt(rawNumber(n as Value) as bigint | number)),
  }),
  textIn: (self, culture) => t(self).toString('', culture),
  formatIn: (self, format, culture) => t(self).toString(format, culture),
  compare: order.compare,
  equals: order.equals,
});

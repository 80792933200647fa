/** System.DateOnly. Members as .NET 10 has them. */
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import { DateOnly } from '../dotnet/dateonly.ts';
import { parseDateOnly } from '../dotnet/dateParse.ts';
import { parseDateOnlyExact } from '../dotnet/dateParseExact.ts';
import type { DateTime } from '../dotnet/datetime.ts';
import { FormatError } from '../dotnet/errors.ts';
import type { TimeOnly } from '../dotnet/timeonly.ts';
import type { Value } from '../value.ts';
import { int, text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';
import { clockOf, dayOfWeek, kindOf, parseAny, stylesOf, tryOut } from './timeValues.ts';

const TYPE = 'System.DateOnly';
const d = (v: Value | undefined): DateOnly => v as DateOnly;
const order = comparable({
  short: TYPE,
  ctor: DateOnly,
  order: (a, b) => a.compare(b),
  wrong: 'Object must be of type DateOnly.',
  wrongParameter: 'value',
});

function parse(s: Value | undefined, provider: Value | undefined, styles: Value | undefined, ctx: NativeContext): DateOnly {
  return parseDateOnly(text(s, 's'), rulesOf(provider, ctx), stylesOf(styles), clockOf(ctx));
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
  return parseAny(input, formats, 'DateOnly', (f) => parseDateOnlyExact(input, f, culture, stylesOf(styles), clockOf(ctx)));
}

const tried = (s: Value | undefined): string => {
  if (typeof s !== 'string') throw new FormatError();
  return s;
};
const show = (self: Value, format: Value | undefined, provider: Value | undefined, ctx: NativeContext): string =>
  d(self).toString(typeof format === 'string' ? format : '', rulesOf(provider, ctx));
const STYLE = 'System.IFormatProvider provider, System.Globalization.DateTimeStyles style';
const OPTIONAL = `${STYLE} = System.Globalization.DateTimeStyles.None`;
const FORMATS = ['string format', 'string[] formats'];

registerType({
  name: TYPE,
  isValueType: true,
  isSealed: true,
  ctor: DateOnly,
  zero: () => DateOnly.MIN,
  interfaces: ['System.IComparable', 'System.ISpanFormattable', `System.IComparable\`1[${TYPE}]`, `System.IEquatable\`1[${TYPE}]`],
  properties: properties<DateOnly>({
    'int Year': (s) => s.year,
    'int Month': (s) => s.month,
    'int Day': (s) => s.day,
    'System.DayOfWeek DayOfWeek': (s) => dayOfWeek(s.dayOfWeek),
    'int DayOfYear': (s) => s.dayOfYear,
    'int DayNumber': (s) => s.dayNumber,
  }),
  methods: methods(order.methods, {
    [`${TYPE} AddDays(int value)`]: (self, [n]) => d(self).addDays(int(n)),
    [`${TYPE} AddMonths(int value)`]: (self, [n]) => d(self).addMonths(int(n)),
    [`${TYPE} AddYears(int value)`]: (self, [n]) => d(self).addYears(int(n)),
    'datetime ToDateTime(System.TimeOnly time)': (self, [t]) => d(self).toDateTime(t as TimeOnly),
    'datetime ToDateTime(System.TimeOnly time, System.DateTimeKind kind)': (self, [t, k]) => d(self).toDateTime(t as TimeOnly, kindOf(k)),
    'string ToLongDateString()': (self, _a, ctx) => show(self, 'D', null, ctx),
    'string ToShortDateString()': (self, _a, ctx) => show(self, '', null, ctx),
    'string ToString()': (self, _a, ctx) => show(self, '', null, ctx),
    'string ToString(string format)': (self, [f], ctx) => show(self, f, null, ctx),
    'string ToString(System.IFormatProvider provider)': (self, [c], ctx) => show(self, '', c, ctx),
    'string ToString(string format, System.IFormatProvider provider)': (self, [f, c], ctx) => show(self, f, c, ctx),
  }),
  staticProperties: properties({ [`${TYPE} MinValue`]: () => DateOnly.MIN, [`${TYPE} MaxValue`]: () => DateOnly.MAX }),
  staticMethods: methods(
    order.statics,
    {
      [`${TYPE} FromDateTime(datetime dateTime)`]: (_s, [t]) => DateOnly.fromDateTime(t as DateTime),
      [`${TYPE} FromDayNumber(int dayNumber)`]: (_s, [n]) => DateOnly.fromDayNumber(int(n)),
      [`${TYPE} Parse(string s)`]: (_s, [s], ctx) => parse(s, null, null, ctx),
      [`${TYPE} Parse(string s, ${OPTIONAL})`]: (_s, [s, c, n], ctx) => parse(s, c, n, ctx),
      [`${TYPE} Parse(string s, System.IFormatProvider provider)`]: (_s, [s, c], ctx) => parse(s, c, null, ctx),
      [`bool TryParse(string s, [ref] ${TYPE} result)`]: (_s, [s, r], ctx) =>
        tryOut(r, DateOnly.MIN, () => parse(tried(s), null, null, ctx)),
      [`bool TryParse(string s, ${STYLE}, [ref] ${TYPE} result)`]: (_s, [s, c, n, r], ctx) =>
        tryOut(r, DateOnly.MIN, () => parse(tried(s), c, n, ctx)),
      [`bool TryParse(string s, System.IFormatProvider provider, [ref] ${TYPE} result)`]: (_s, [s, c, r], ctx) =>
        tryOut(r, DateOnly.MIN, () => parse(tried(s), c, null, ctx)),
    },
    ...FORMATS.map((f) => ({
      [`${TYPE} ParseExact(string s, ${f})`]: (_s: Value, [s, x]: Value[], ctx: NativeContext) => exact(s, x, null, null, ctx),
      [`${TYPE} ParseExact(string s, ${f}, ${OPTIONAL})`]: (_s: Value, [s, x, c, n]: Value[], ctx: NativeContext) => exact(s, x, c, n, ctx),
      [`bool TryParseExact(string s, ${f}, [ref] ${TYPE} result)`]: (_s: Value, [s, x, r]: Value[], ctx: NativeContext) =>
        tryOut(r, DateOnly.MIN, () => exact(tried(s), x, null, null, ctx)),
      [`bool TryParseExact(string s, ${f}, ${STYLE}, [ref] ${TYPE} result)`]: (_s: Value, [s, x, c, n, r]: Value[], ctx: NativeContext) =>
        tryOut(r, DateOnly.MIN, () => exact(tried(s), x, c, n, ctx)),
    })),
  ),
  constructors: constructors(TYPE, {
    'int year, int month, int day': (_s, [y, m, x]) => DateOnly.fromParts(int(y), int(m), int(x)),
  }),
  textIn: (self, culture) => d(self).toString('', culture),
  formatIn: (self, format, culture) => d(self).toString(format, culture),
  compare: order.compare,
  equals: order.equals,
});

import { daysInMonth, UTC_ZONE } from '../../../src/interpreter/values/dotnet/calendar.ts';
import { toLowerCulture, toLowerInvariant, toUpperCulture, toUpperInvariant } from '../../../src/interpreter/values/dotnet/casing.ts';
import { formatComposite } from '../../../src/interpreter/values/dotnet/composite.ts';
import type { CultureName } from '../../../src/interpreter/values/dotnet/culture.ts';
import { DateOnly } from '../../../src/interpreter/values/dotnet/dateonly.ts';
import { parseDateOnly, parseDateTime, parseDateTimeOffset, parseTimeOnly } from '../../../src/interpreter/values/dotnet/dateParse.ts';
import {
  parseDateOnlyExact,
  parseDateTimeExact,
  parseDateTimeOffsetExact,
  parseTimeOnlyExact,
} from '../../../src/interpreter/values/dotnet/dateParseExact.ts';
import type { ParseClock } from '../../../src/interpreter/values/dotnet/dateResult.ts';
import { DateTime, type DateTimeKind, type DateTimeUnit } from '../../../src/interpreter/values/dotnet/datetime.ts';
import { DateTimeOffset } from '../../../src/interpreter/values/dotnet/datetimeoffset.ts';
import { Decimal } from '../../../src/interpreter/values/dotnet/decimal.ts';
import {
  doubleToPowerShellString,
  doubleToRoundTripString,
  singleToPowerShellString,
  singleToRoundTripString,
} from '../../../src/interpreter/values/dotnet/double.ts';
import { DotNetError } from '../../../src/interpreter/values/dotnet/errors.ts';
import { Guid } from '../../../src/interpreter/values/dotnet/guid.ts';
import { convertNumber, doubleToBigInt } from '../../../src/interpreter/values/dotnet/integerMath.ts';
import type { NumericKind, NumericValue } from '../../../src/interpreter/values/dotnet/kinds.ts';
import { MATH_METHODS } from '../../../src/interpreter/values/dotnet/mathFunctions.ts';
import { formatNumber } from '../../../src/interpreter/values/dotnet/numberFormat.ts';
import { parseNumber } from '../../../src/interpreter/values/dotnet/parseNumber.ts';
import {
  Random,
  randomDouble,
  randomDoubleBetween,
  randomInt,
  randomInt64Between,
  randomIntBetween,
} from '../../../src/interpreter/values/dotnet/random.ts';
import { ROUNDING_MODES } from '../../../src/interpreter/values/dotnet/rounding.ts';
import { compareCulture, compareOrdinal, compareOrdinalIgnoreCase } from '../../../src/interpreter/values/dotnet/stringCompare.ts';
import { TimeOnly } from '../../../src/interpreter/values/dotnet/timeonly.ts';
import { TimeSpan, type TimeSpanUnit } from '../../../src/interpreter/values/dotnet/timespan.ts';
import { parseTimeSpan, parseTimeSpanExact } from '../../../src/interpreter/values/dotnet/timespanParse.ts';
import { Version } from '../../../src/interpreter/values/dotnet/version.ts';

export type Op = readonly (string | number)[];

export function number(kind: NumericKind, text: string): NumericValue {
  if (kind === 'Double') return Number(text);
  if (kind === 'Single') return Math.fround(Number(text));
  if (kind === 'Decimal') return dec(text);
  if (kind === 'Int64' || kind === 'UInt64' || kind === 'BigInteger') return BigInt(text);
  return Number(text);
}

export function dec(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const dot = mantissa.indexOf('.');
  const places = (dot < 0 ? 0 : mantissa.length - dot - 1) - Number(exponent);
  const integer = BigInt(mantissa.replace('.', ''));
  return places < 0 ? Decimal.fromInteger(integer * 10n ** BigInt(-places)) : Decimal.fit(integer, places);
}

export function show(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof TimeSpan || value instanceof TimeOnly) return String(value.ticks);
  if (value instanceof DateTime) return `${value.ticks}:${value.kind}`;
  if (value instanceof DateTimeOffset) return `${value.ticks}:${value.offsetTicks}`;
  if (value instanceof DateOnly) return String(value.dayNumber);
  if (typeof value === 'number') return doubleToRoundTripString(value);
  return String(value);
}

export function shown(kind: string, value: NumericValue): string {
  return kind === 'Single' ? singleToRoundTripString(Number(value)) : show(value);
}

/** Set by whoever replays: the moment and zone of the recording. */
export const clock: { current: ParseClock } = { current: { utcNow: DateTime.fromParts(2026, 11, 21, 12, 0, 0, 0, 0, 1), zone: UTC_ZONE } };

type Handler = (a: string[]) => unknown;

export const HANDLERS: Record<string, Handler> = {
  fmt: ([, kind, value, format, culture]) =>
    formatNumber(kind as NumericKind, number(kind as NumericKind, value), format, culture as CultureName),
  bits: ([, bits]) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, BigInt(bits));
    const v = view.getFloat64(0);
    return `${doubleToRoundTripString(v)}|${doubleToPowerShellString(v)}`;
  },
  fbits: ([, bits]) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setInt32(0, Number(bits));
    const v = view.getFloat32(0);
    return `${singleToRoundTripString(v)}|${singleToPowerShellString(v)}`;
  },
  dec: ([, op, a, b, c]) => {
    const x = dec(a);
    switch (op) {
      case '+':
        return x.add(dec(b));
      case '-':
        return x.subtract(dec(b));
      case '*':
        return x.multiply(dec(b));
      case '/':
        return x.divide(dec(b));
      case '%':
        return x.remainder(dec(b));
      case 'cmp':
        return x.compare(dec(b));
      case 'neg':
        return x.negate();
      case 'trunc':
        return x.truncate();
      case 'floor':
        return x.floor();
      case 'ceil':
        return x.ceiling();
      case 'round':
        return x.round(Number(b), ROUNDING_MODES[Number(c)]);
      case 'todouble':
        return x.toDouble();
      case 'tosingle':
        return singleToRoundTripString(x.toSingle());
      default:
        throw new Error(`dec ${op}`);
    }
  },
  conv: ([, from, v, to]) => shown(to, convertNumber(number(from as NumericKind, v), from as NumericKind, to as NumericKind)),
  bigd: ([, v]) => doubleToBigInt(Number(v)),
  parse: ([, kind, text, styles, culture]) => shown(kind, parseNumber(kind as NumericKind, text, culture as CultureName, Number(styles))),
  math: ([, name, ...args]) => {
    const typed = args.map((arg) => arg.split(':') as [string, string]);
    const kinds = typed.map(([kind]) => (kind === 'mode' ? 'MidpointRounding' : kind)).join();
    const method = MATH_METHODS.find((m) => m.name === name && m.parameters.map((p) => p.kind).join() === kinds);
    if (method === undefined) return 'nomethod';
    const values = typed.map(([kind, text]) => (kind === 'mode' ? Number(text) : number(kind as NumericKind, text)));
    const result = method.call(...values);
    if (Array.isArray(result)) return result.map((r, i) => shown(method.returns[i], r)).join(';');
    return `${shown(method.returns as string, result as NumericValue)}|${method.returns}`;
  },
  sf: ([, format, args]) => {
    const list = args as unknown as (string | number | null)[];
    return formatComposite(format, list.length, (index, itemFormat) => {
      const arg = list[index];
      return typeof arg === 'number' ? formatNumber('Int32', arg, itemFormat, 'en-US') : (arg ?? '');
    });
  },
  guid: ([, text]) => Guid.parse(text),
  guidx: ([, text, format]) => Guid.parseExact(text, format),
  guidfmt: ([, text, format]) => Guid.parse(text).toString(format),
  guidcmp: ([, a, b]) => Guid.parse(a).compare(Guid.parse(b)),
  guidbytes: ([, text]) =>
    Guid.parse(text)
      .toByteArray()
      .map((b) => b.toString(16).toUpperCase().padStart(2, '0'))
      .join(''),
  ver: ([, text]) => Version.parse(text),
  vercmp: ([, a, b]) => Version.parse(a).compare(Version.parse(b)),
  verstr: ([, text, count]) => Version.parse(text).toString(Number(count)),
  vernew: ([, ...parts]) => {
    const [a = 0, b = 0, c, d] = parts.map(Number);
    return new Version(a, b, c, d);
  },
  cmp: ([, a, b, options]) => {
    if (Number(options) === 0x10000000) return compareOrdinalIgnoreCase(a, b);
    return Number(options) === 0x40000000 ? compareOrdinal(a, b) : compareCulture(a, b, options === '1');
  },
  upper: ([, text]) => toUpperInvariant(text),
  lower: ([, text]) => toLowerInvariant(text),
  upperc: ([, text]) => toUpperCulture(text),
  lowerc: ([, text]) => toLowerCulture(text),
  rnd: ([, seed, calls]) => {
    const random = new Random(Number(seed));
    const out = (calls as unknown as (string | number)[][]).map(([name, a, b]) => {
      if (name === 'Next')
        return a === undefined ? random.next() : b === undefined ? random.nextBelow(Number(a)) : random.nextBetween(Number(a), Number(b));
      if (name === 'NextDouble') return show(random.nextDouble());
      if (name === 'NextSingle') return shown('Single', random.nextSingle());
      if (name === 'NextInt64') {
        if (a === undefined) return random.nextInt64();
        return b === undefined ? random.nextInt64Below(BigInt(a)) : random.nextInt64Between(BigInt(a), BigInt(b));
      }
      if (name === 'NextBytes')
        return random
          .nextBytes(Number(a))
          .map((x) => x.toString(16).toUpperCase().padStart(2, '0'))
          .join('');
      const items = Array.from({ length: Number(a) }, (_, i) => i);
      random.shuffle(items);
      return items.join();
    });
    return JSON.stringify(out.map(String));
  },
  tsfmt: ([, t, f, c]) => new TimeSpan(BigInt(t)).toString(f, c as CultureName),
  tsparse: ([, text]) => parseTimeSpan(text),
  tsexact: ([, text, f]) => parseTimeSpanExact(text, f),
  tsfrom: ([, unit, v]) => TimeSpan.from(unit as TimeSpanUnit, Number(v)),
  tsmul: ([, t, v]) => new TimeSpan(BigInt(t)).multiply(Number(v)),
  tsdiv: ([, t, v]) => new TimeSpan(BigInt(t)).divide(Number(v)),
  tsnew: ([, d, h, m, s, ms]) => TimeSpan.fromParts(Number(d), Number(h), Number(m), Number(s), Number(ms)),
  tsprops: ([, ticks]) => {
    const t = new TimeSpan(BigInt(ticks));
    const parts = [t.days, t.hours, t.minutes, t.seconds, t.milliseconds, t.microseconds, t.nanoseconds];
    const totals = [
      t.totalDays,
      t.totalHours,
      t.totalMinutes,
      t.totalSeconds,
      t.totalMilliseconds,
      t.totalMicroseconds,
      t.totalNanoseconds,
    ];
    return [...parts, ...totals.map(show)].join();
  },
  dtfmt: ([, t, k, f, c]) => new DateTime(BigInt(t), Number(k) as DateTimeKind).toString(f, c as CultureName, clock.current.zone),
  dtofmt: ([, t, o, f, c]) => new DateTimeOffset(BigInt(t), new TimeSpan(BigInt(o))).toString(f, c as CultureName),
  dofmt: ([, d, f, c]) => new DateOnly(Number(d)).toString(f, c as CultureName),
  tofmt: ([, t, f, c]) => new TimeOnly(BigInt(t)).toString(f, c as CultureName),
  dtnew: ([, ...p]) => {
    const [y = 0, mo = 0, d = 0, h, mi, s, ms] = p.map(Number);
    return DateTime.fromParts(y, mo, d, h, mi, s, ms);
  },
  dim: ([, y, m]) => daysInMonth(Number(y), Number(m)),
  fromoa: ([, v]) => DateTime.fromOADate(Number(v)),
  fromft: ([, v]) => DateTime.fromFileTimeUtc(BigInt(v)),
  dtop: ([, op, ticks, kind, v]) => {
    const t = new DateTime(BigInt(ticks), Number(kind) as DateTimeKind);
    switch (op) {
      case 'AddMonths':
        return t.addMonths(Number(v));
      case 'AddYears':
        return t.addYears(Number(v));
      case 'AddTicks':
        return t.addTicks(BigInt(v));
      case 'ToOADate':
        return t.toOADate();
      case 'ToBinary':
        return t.toBinary(clock.current.zone);
      case 'ToFileTimeUtc':
        return t.toFileTimeUtc(clock.current.zone);
      case 'props':
        return [
          t.year,
          t.month,
          t.day,
          t.hour,
          t.minute,
          t.second,
          t.millisecond,
          t.microsecond,
          t.nanosecond,
          t.dayOfWeek,
          t.dayOfYear,
          t.timeOfDay.ticks,
          t.date.ticks,
        ].join();
      default:
        return t.add(op.slice(3) as DateTimeUnit, Number(v));
    }
  },
  dtparse: ([, text, c, st]) => parseDateTime(text, c as CultureName, Number(st), clock.current),
  dtoparse: ([, text, c, st]) => parseDateTimeOffset(text, c as CultureName, Number(st), clock.current),
  doparse: ([, text, c, st]) => parseDateOnly(text, c as CultureName, Number(st), clock.current),
  toparse: ([, text, c, st]) => parseTimeOnly(text, c as CultureName, Number(st), clock.current),
  dtexact: ([, text, f, c, st]) => parseDateTimeExact(text, f, c as CultureName, Number(st), clock.current),
  dtoexact: ([, text, f, c, st]) => parseDateTimeOffsetExact(text, f, c as CultureName, Number(st), clock.current),
  doexact: ([, text, f, c, st]) => parseDateOnlyExact(text, f, c as CultureName, Number(st), clock.current),
  toexact: ([, text, f, c, st]) => parseTimeOnlyExact(text, f, c as CultureName, Number(st), clock.current),
  psrnd: ([, seed, calls]) => {
    const random = new Random(Number(seed));
    const out = (calls as unknown as (string | number)[][]).map(([name, a, b]) => {
      if (name === 'int') return randomInt(random);
      if (name === 'double') return randomDouble(random);
      if (name === 'between') return randomIntBetween(random, Number(a), Number(b));
      if (name === 'long') return randomInt64Between(random, BigInt(a), BigInt(b));
      return randomDoubleBetween(random, Number(a), Number(b));
    });
    return JSON.stringify(out.map(show));
  },
  decfromd: ([, v]) => Decimal.fromDouble(Number(v)),
  decfromf: ([, v]) => Decimal.fromSingle(Math.fround(Number(v))),
};

/** Our answer to a recorded case, in the words of the table. */
export function replay(op: Op): string {
  const handler = HANDLERS[String(op[0])];
  if (handler === undefined) throw new Error(`no handler for ${op[0]}`);
  try {
    return show(handler(op.map((x) => (typeof x === 'object' ? (x as never) : String(x)))));
  } catch (error) {
    if (!(error instanceof DotNetError)) throw error;
    return `!${error.typeName.slice(error.typeName.lastIndexOf('.') + 1)}: ${error.message}`;
  }
}

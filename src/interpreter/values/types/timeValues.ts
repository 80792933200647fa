/** What the date and time types share: the context's clock and zone, tries at parsing, enum values. */
import type { NativeContext } from '../context.ts';
import type { ZoneOffset } from '../dotnet/calendar.ts';
import { DateTimeStyles, type ParseClock } from '../dotnet/dateResult.ts';
import { DateTime, type DateTimeKind } from '../dotnet/datetime.ts';
import { FormatError, OverflowError } from '../dotnet/errors.ts';
import { enumerate } from '../enumerate.ts';
import { badArgument } from '../faults.ts';
import { EnumValue, type Value } from '../value.ts';
import { enumOf, out } from './define.ts';

/** The session's time zone. */
export function zoneOf(ctx: NativeContext): ZoneOffset {
  return (milliseconds) => ctx.zoneOffset(milliseconds);
}

/** The clock that parsing asks. */
export function clockOf(ctx: NativeContext): ParseClock {
  return { utcNow: utcNow(ctx), zone: zoneOf(ctx) };
}

/** DateTime.UtcNow. */
export function utcNow(ctx: NativeContext): DateTime {
  return DateTime.fromUnixMilliseconds(ctx.now());
}

/** DateTime.Now. */
export function localNow(ctx: NativeContext): DateTime {
  return utcNow(ctx).toLocalTime(zoneOf(ctx));
}

/** A System.DayOfWeek. */
export function dayOfWeek(n: number): Value {
  return new EnumValue('System.DayOfWeek', n);
}

/** The kind in an enum argument. Throws ArgumentException for numbers that are none. */
export function kindOf(v: Value | undefined): DateTimeKind {
  const n = enumOf(v);
  if (n !== 0 && n !== 1 && n !== 2) throw badArgument('Invalid DateTimeKind value.', 'kind');
  return n;
}

/** TryParse: writes the result, or the zero of the type where the text is none, and answers which. */
export function tryOut(ref: Value | undefined, zero: Value, parse: () => Value): boolean {
  try {
    out(ref, parse());
    return true;
  } catch (e) {
    if (!(e instanceof FormatError) && !(e instanceof OverflowError)) throw e;
    out(ref, zero);
    return false;
  }
}

/** ParseExact with several formats: the first that fits. Throws FormatError with the text that .NET gives for a type's name. */
export function parseAny<T>(input: string, formats: Value | undefined, type: string, parse: (format: string) => T): T {
  const list = typeof formats === 'string' ? [formats] : [...(enumerate(formats ?? null) ?? [])].map(String);
  if (list.length === 1) return parse(list[0] as string);
  for (const format of list) {
    try {
      return parse(format);
    } catch (e) {
      if (!(e instanceof FormatError)) throw e;
    }
  }
  throw new FormatError(`String '${input}' was not recognized as a valid ${type}.`);
}

/** DateTimeStyles of an argument. */
export function stylesOf(v: Value | undefined): number {
  return v === undefined || v === null ? DateTimeStyles.None : enumOf(v);
}

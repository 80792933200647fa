import { ArgumentOutOfRangeError } from './errors.ts';

/** The proleptic Gregorian calendar in .NET's ticks (100 ns since 0001-01-01): pure arithmetic without Date objects. */

export const TICKS_PER_MICROSECOND = 10n;
export const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MINUTE = 600_000_000n;
export const TICKS_PER_HOUR = 36_000_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;

/** DateTime.MaxValue.Ticks: the last tick of the year 9999. */
export const MAX_TICKS = 3_155_378_975_999_999_999n;
/** Ticks at 1970-01-01. */
export const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;
/** Ticks at 1601-01-01, where Windows file times start. */
export const FILE_TIME_EPOCH_TICKS = 504_911_232_000_000_000n;

const DAYS_TO_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
const DAYS_TO_MONTH_LEAP = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];

function leap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** DateTime.IsLeapYear. Throws ArgumentOutOfRangeError outside 1 to 9999. */
export function isLeapYear(year: number): boolean {
  if (year < 1 || year > 9999) throw new ArgumentOutOfRangeError('year', 'Year must be between 1 and 9999.');
  return leap(year);
}

/** DateTime.DaysInMonth. Throws ArgumentOutOfRangeError. */
export function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12) {
    throw new ArgumentOutOfRangeError('month', 'Month must be between one and twelve.', String(month));
  }
  const table = isLeapYear(year) ? DAYS_TO_MONTH_LEAP : DAYS_TO_MONTH;
  return (table[month] ?? 0) - (table[month - 1] ?? 0);
}

/** True if the date exists in the years 1 to 9999. */
export function isValidDate(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days from 0001-01-01 to a valid date. */
export function dateToDays(year: number, month: number, day: number): number {
  const before = year - 1;
  const table = leap(year) ? DAYS_TO_MONTH_LEAP : DAYS_TO_MONTH;
  const years = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return years + (table[month - 1] ?? 0) + day - 1;
}

/** A date by its parts. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly dayOfYear: number;
  /** Sunday is 0. */
  readonly dayOfWeek: number;
}

/** The date so many days after 0001-01-01. */
export function daysToDate(days: number): DateParts {
  let rest = days;
  const cycles400 = Math.floor(rest / 146097);
  rest -= cycles400 * 146097;
  const cycles100 = Math.min(3, Math.floor(rest / 36524));
  rest -= cycles100 * 36524;
  const cycles4 = Math.floor(rest / 1461);
  rest -= cycles4 * 1461;
  const years = Math.min(3, Math.floor(rest / 365));
  rest -= years * 365;
  const year = cycles400 * 400 + cycles100 * 100 + cycles4 * 4 + years + 1;
  const table = leap(year) ? DAYS_TO_MONTH_LEAP : DAYS_TO_MONTH;
  let month = (rest >> 5) + 1;
  while (rest >= (table[month] ?? 0)) month++;
  return { year, month, day: rest - (table[month - 1] ?? 0) + 1, dayOfYear: rest + 1, dayOfWeek: (days + 1) % 7 };
}

/** Days and ticks within the day. */
export function splitTicks(ticks: bigint): { days: number; timeTicks: number } {
  const days = ticks / TICKS_PER_DAY;
  return { days: Number(days), timeTicks: Number(ticks - days * TICKS_PER_DAY) };
}

/** A time of day by its parts; `fraction` is in ticks below a second. */
export interface TimeParts {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
}

/** The parts of a time of day in ticks. */
export function timeParts(timeTicks: number): TimeParts {
  const seconds = Math.floor(timeTicks / 1e7);
  return {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: timeTicks - seconds * 1e7,
  };
}

/** Ticks of a valid date. */
export function dateTicks(year: number, month: number, day: number): bigint {
  return BigInt(dateToDays(year, month, day)) * TICKS_PER_DAY;
}

/** Ticks of a time of day. */
export function timeTicks(hour: number, minute: number, second: number): bigint {
  return BigInt(hour * 3600 + minute * 60 + second) * TICKS_PER_SECOND;
}

/** The four-digit year of a two-digit one: up to 49 it is 20xx (GregorianCalendar.TwoDigitYearMax is 2049). */
export function toFourDigitYear(year: number): number {
  return year >= 100 ? year : year <= 49 ? 2000 + year : 1900 + year;
}

/**
 * Minutes that local time is ahead of UTC at an instant (milliseconds since 1970-01-01 UTC). The host gives it;
 * see zone.ts for one made from a time zone's name.
 */
export type ZoneOffset = (utcMilliseconds: number) => number;

/** UTC itself. */
export const UTC_ZONE: ZoneOffset = () => 0;

/** Milliseconds since 1970 of ticks, rounded down. */
export function unixMilliseconds(ticks: bigint): number {
  const difference = ticks - UNIX_EPOCH_TICKS;
  const quotient = difference / TICKS_PER_MILLISECOND;
  return Number(difference < 0n && quotient * TICKS_PER_MILLISECOND !== difference ? quotient - 1n : quotient);
}

/** A zone's offset at a UTC instant in ticks, as ticks. */
export function offsetAtUtc(ticks: bigint, zone: ZoneOffset): bigint {
  return BigInt(Math.round(zone(unixMilliseconds(ticks)) * 60)) * TICKS_PER_SECOND;
}

/**
 * A zone's offset at a local time in ticks, as ticks. Like TimeZoneInfo, a time that occurs twice or never takes the
 * standard offset, the smaller one.
 */
export function offsetAtLocal(ticks: bigint, zone: ZoneOffset): bigint {
  const day = 86_400_000;
  const local = unixMilliseconds(ticks);
  const before = zone(local - day);
  const after = zone(local + day);
  let minutes = Math.min(before, after);
  if (before !== after) {
    const fits = [before, after].filter((offset) => zone(local - offset * 60_000) === offset);
    if (fits.length === 1) minutes = fits[0] ?? minutes;
  }
  return BigInt(Math.round(minutes * 60)) * TICKS_PER_SECOND;
}

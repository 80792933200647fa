import {
  dateTicks,
  daysInMonth,
  daysToDate,
  FILE_TIME_EPOCH_TICKS,
  isValidDate,
  MAX_TICKS,
  offsetAtLocal,
  offsetAtUtc,
  splitTicks,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MICROSECOND,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  timeParts,
  timeTicks,
  UNIX_EPOCH_TICKS,
  UTC_ZONE,
  type ZoneOffset,
} from './calendar.ts';
import type { CultureName } from './culture.ts';
import { formatDatePattern, standardDatePattern } from './dateFormat.ts';
import { ArgumentError, ArgumentOutOfRangeError, OverflowError } from './errors.ts';
import { TimeSpan } from './timespan.ts';

/** System.DateTimeKind: Unspecified, Utc, Local. */
export type DateTimeKind = 0 | 1 | 2;

export const UNSPECIFIED: DateTimeKind = 0;
export const UTC: DateTimeKind = 1;
export const LOCAL: DateTimeKind = 2;

const ADD_UNITS = {
  Days: TICKS_PER_DAY,
  Hours: TICKS_PER_HOUR,
  Minutes: TICKS_PER_MINUTE,
  Seconds: TICKS_PER_SECOND,
  Milliseconds: TICKS_PER_MILLISECOND,
  Microseconds: TICKS_PER_MICROSECOND,
} as const;

/** The units of DateTime.Add…(double). */
export type DateTimeUnit = keyof typeof ADD_UNITS;

/** Ticks at 1899-12-30, where OLE dates start, and the earliest OLE date, 0100-01-01. */
const OLE_EPOCH_TICKS = 599_264_352_000_000_000n;
const OLE_MIN_TICKS = 31_241_376_000_000_000n;
const MILLIS_PER_DAY = 86_400_000n;

const UNREPRESENTABLE = 'The added or subtracted value results in an un-representable DateTime.';

/** An ArgumentOutOfRangeException whose message names no parameter. */
function unnamedRange(message: string): ArgumentOutOfRangeError {
  const error = new ArgumentOutOfRangeError('', message);
  error.message = message;
  return error;
}

/** Ticks of a date and time by parts, as the constructors check them. Throws ArgumentOutOfRangeError. */
export function ticksFromParts(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
  microsecond = 0,
): bigint {
  if (!isValidDate(year, month, day)) throw unnamedRange('Year, Month, and Day parameters describe an un-representable DateTime.');
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    throw unnamedRange('Hour, Minute, and Second parameters describe an un-representable DateTime.');
  }
  if (millisecond < 0 || millisecond > 999) {
    throw new ArgumentOutOfRangeError('millisecond', 'Valid values are between 0 and 999, inclusive.');
  }
  if (microsecond < 0 || microsecond > 999) {
    throw new ArgumentOutOfRangeError('microsecond', 'Valid values are between 0 and 999, inclusive.');
  }
  const fraction = BigInt(millisecond) * TICKS_PER_MILLISECOND + BigInt(microsecond) * TICKS_PER_MICROSECOND;
  return dateTicks(year, month, day) + timeTicks(hour, minute, second) + fraction;
}

/** Ticks so many months later, the day cut to the month's length; null outside the years 1 to 9999. */
export function addMonthsToTicks(ticks: bigint, months: number): bigint | null {
  const { days, timeTicks: time } = splitTicks(ticks);
  const date = daysToDate(days);
  const total = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  if (year < 1 || year > 9999) return null;
  return dateTicks(year, month, Math.min(date.day, daysInMonth(year, month))) + BigInt(time);
}

/** Ticks plus a number of units; the fraction is cut off below a tick. Throws ArgumentOutOfRangeError. */
export function addUnitsToTicks(ticks: bigint, unit: DateTimeUnit, value: number): bigint {
  const unitTicks = ADD_UNITS[unit];
  if (Math.abs(value) > Number(MAX_TICKS / unitTicks)) {
    throw new ArgumentOutOfRangeError('value', 'Value to add was out of range.');
  }
  if (Number.isNaN(value)) return ticks;
  const whole = Math.trunc(value);
  return checkedTicks(ticks + BigInt(whole) * unitTicks + BigInt(Math.trunc((value - whole) * Number(unitTicks))), 'value');
}

function checkedTicks(ticks: bigint, parameter: string): bigint {
  if (ticks < 0n || ticks > MAX_TICKS) throw new ArgumentOutOfRangeError(parameter, UNREPRESENTABLE);
  return ticks;
}

/** System.DateTime: ticks since 0001-01-01 and a kind. Immutable. Behaviour: .NET 10. */
export class DateTime {
  readonly ticks: bigint;
  readonly kind: DateTimeKind;

  /** Throws ArgumentOutOfRangeError outside the years 1 to 9999. */
  constructor(ticks: bigint, kind: DateTimeKind = UNSPECIFIED) {
    if (ticks < 0n || ticks > MAX_TICKS) {
      throw new ArgumentOutOfRangeError('ticks', 'Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.');
    }
    this.ticks = ticks;
    this.kind = kind;
  }

  static readonly MIN = new DateTime(0n);
  static readonly MAX = new DateTime(MAX_TICKS);
  static readonly UNIX_EPOCH = new DateTime(UNIX_EPOCH_TICKS, UTC);

  /** DateTime(year, month, day, …). Throws ArgumentOutOfRangeError. */
  static fromParts(
    year: number,
    month: number,
    day: number,
    hour = 0,
    minute = 0,
    second = 0,
    millisecond = 0,
    microsecond = 0,
    kind: DateTimeKind = UNSPECIFIED,
  ): DateTime {
    return new DateTime(ticksFromParts(year, month, day, hour, minute, second, millisecond, microsecond), kind);
  }

  /** The UTC time of a host clock in milliseconds since 1970. */
  static fromUnixMilliseconds(milliseconds: number): DateTime {
    return new DateTime(UNIX_EPOCH_TICKS + BigInt(Math.trunc(milliseconds * 10_000)), UTC);
  }

  /** DateTime.FromFileTimeUtc. Throws ArgumentOutOfRangeError. */
  static fromFileTimeUtc(fileTime: bigint): DateTime {
    if (fileTime < 0n || fileTime > MAX_TICKS - FILE_TIME_EPOCH_TICKS) {
      throw new ArgumentOutOfRangeError('fileTime', 'Not a valid Win32 FileTime.');
    }
    return new DateTime(fileTime + FILE_TIME_EPOCH_TICKS, UTC);
  }

  /** DateTime.FromFileTime. Throws ArgumentOutOfRangeError. */
  static fromFileTime(fileTime: bigint, zone: ZoneOffset): DateTime {
    return DateTime.fromFileTimeUtc(fileTime).toLocalTime(zone);
  }

  /** DateTime.FromOADate. Throws ArgumentError. */
  static fromOADate(value: number): DateTime {
    if (!(value < 2958466 && value > -657435)) throw new ArgumentError('Not a legal OleAut date.');
    let millis = BigInt(Math.trunc(value * Number(MILLIS_PER_DAY) + (value >= 0 ? 0.5 : -0.5)));
    if (millis < 0n) millis -= (millis % MILLIS_PER_DAY) * 2n;
    return new DateTime(millis * TICKS_PER_MILLISECOND + OLE_EPOCH_TICKS);
  }

  /** DateTime.FromBinary. Throws ArgumentError. */
  static fromBinary(data: bigint, zone: ZoneOffset): DateTime {
    const bits = BigInt.asUintN(64, data);
    if (bits >> 63n === 0n) return new DateTime(bits & 0x3fff_ffff_ffff_ffffn, bits >> 62n === 1n ? UTC : UNSPECIFIED);
    let ticks = bits & 0x3fff_ffff_ffff_ffffn;
    // Just before the first tick, stored from the top of the range.
    if (ticks > 0x4000_0000_0000_0000n - TICKS_PER_DAY) ticks -= 0x4000_0000_0000_0000n;
    const local = ticks + offsetAtUtc(ticks, zone);
    if (local < 0n || local > MAX_TICKS) {
      throw new ArgumentError(
        'The binary data must result in a DateTime with ticks between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.',
        'dateData',
      );
    }
    return new DateTime(local, LOCAL);
  }

  /** DateTime.SpecifyKind: the same clock time with another kind. */
  withKind(kind: DateTimeKind): DateTime {
    return kind === this.kind ? this : new DateTime(this.ticks, kind);
  }

  get year(): number {
    return daysToDate(splitTicks(this.ticks).days).year;
  }

  get month(): number {
    return daysToDate(splitTicks(this.ticks).days).month;
  }

  get day(): number {
    return daysToDate(splitTicks(this.ticks).days).day;
  }

  /** 0 is Sunday. */
  get dayOfWeek(): number {
    return daysToDate(splitTicks(this.ticks).days).dayOfWeek;
  }

  get dayOfYear(): number {
    return daysToDate(splitTicks(this.ticks).days).dayOfYear;
  }

  get hour(): number {
    return timeParts(splitTicks(this.ticks).timeTicks).hour;
  }

  get minute(): number {
    return timeParts(splitTicks(this.ticks).timeTicks).minute;
  }

  get second(): number {
    return timeParts(splitTicks(this.ticks).timeTicks).second;
  }

  get millisecond(): number {
    return Number((this.ticks / TICKS_PER_MILLISECOND) % 1000n);
  }

  get microsecond(): number {
    return Number((this.ticks / TICKS_PER_MICROSECOND) % 1000n);
  }

  get nanosecond(): number {
    return Number((this.ticks % TICKS_PER_MICROSECOND) * 100n);
  }

  get timeOfDay(): TimeSpan {
    return new TimeSpan(this.ticks % TICKS_PER_DAY);
  }

  /** Midnight of the same day, of the same kind. */
  get date(): DateTime {
    return new DateTime(this.ticks - (this.ticks % TICKS_PER_DAY), this.kind);
  }

  /** AddTicks. Throws ArgumentOutOfRangeError. */
  addTicks(ticks: bigint): DateTime {
    return new DateTime(checkedTicks(this.ticks + ticks, 'value'), this.kind);
  }

  /** AddDays, AddHours and so on. Throws ArgumentOutOfRangeError. */
  add(unit: DateTimeUnit, value: number): DateTime {
    return new DateTime(addUnitsToTicks(this.ticks, unit, value), this.kind);
  }

  /** AddMonths. Throws ArgumentOutOfRangeError. */
  addMonths(months: number): DateTime {
    if (months < -120000 || months > 120000) {
      throw new ArgumentOutOfRangeError('months', 'Months value must be between +/-120000.');
    }
    const ticks = addMonthsToTicks(this.ticks, months);
    if (ticks === null) throw new ArgumentOutOfRangeError('months', UNREPRESENTABLE);
    return new DateTime(ticks, this.kind);
  }

  /** AddYears. Throws ArgumentOutOfRangeError. */
  addYears(years: number): DateTime {
    if (years < -10000 || years > 10000) {
      throw new ArgumentOutOfRangeError('value', 'Years value must be between +/-10000.');
    }
    const ticks = addMonthsToTicks(this.ticks, years * 12);
    if (ticks === null) throw new ArgumentOutOfRangeError('value', UNREPRESENTABLE);
    return new DateTime(ticks, this.kind);
  }

  /** Add(TimeSpan) and the operator +. Throws ArgumentOutOfRangeError. */
  plus(span: TimeSpan): DateTime {
    return new DateTime(checkedTicks(this.ticks + span.ticks, 'value'), this.kind);
  }

  /** Subtract(TimeSpan) and the operator -. Throws ArgumentOutOfRangeError. */
  minus(span: TimeSpan): DateTime {
    return new DateTime(checkedTicks(this.ticks - span.ticks, 'value'), this.kind);
  }

  /** Subtract(DateTime): the clock difference, kinds ignored. */
  difference(other: DateTime): TimeSpan {
    return new TimeSpan(this.ticks - other.ticks);
  }

  /** By clock time, kinds ignored: -1, 0 or 1. */
  compare(other: DateTime): -1 | 0 | 1 {
    return this.ticks < other.ticks ? -1 : this.ticks > other.ticks ? 1 : 0;
  }

  /** Equal clock time, kinds ignored. */
  equals(other: DateTime): boolean {
    return this.ticks === other.ticks;
  }

  /** ToUniversalTime: an unspecified time counts as local. */
  toUniversalTime(zone: ZoneOffset): DateTime {
    if (this.kind === UTC) return this;
    return new DateTime(clamp(this.ticks - offsetAtLocal(this.ticks, zone)), UTC);
  }

  /** ToLocalTime: an unspecified time counts as UTC. */
  toLocalTime(zone: ZoneOffset): DateTime {
    if (this.kind === LOCAL) return this;
    return new DateTime(clamp(this.ticks + offsetAtUtc(this.ticks, zone)), LOCAL);
  }

  /** Offset from UTC in ticks as the time's kind says: none for UTC, else the zone's. */
  utcOffset(zone: ZoneOffset): bigint {
    return this.kind === UTC ? 0n : offsetAtLocal(this.ticks, zone);
  }

  /** ToFileTimeUtc: an unspecified time counts as UTC. Throws ArgumentOutOfRangeError. */
  toFileTimeUtc(zone: ZoneOffset): bigint {
    const ticks = (this.kind === LOCAL ? this.toUniversalTime(zone) : this).ticks - FILE_TIME_EPOCH_TICKS;
    if (ticks < 0n) throw unnamedRange('Not a valid Win32 FileTime.');
    return ticks;
  }

  /** ToFileTime: an unspecified time counts as local. Throws ArgumentOutOfRangeError. */
  toFileTime(zone: ZoneOffset): bigint {
    return this.toUniversalTime(zone).toFileTimeUtc(zone);
  }

  /** ToOADate. Throws OverflowError before the year 100. */
  toOADate(): number {
    let ticks = this.ticks;
    if (ticks === 0n) return 0;
    if (ticks < TICKS_PER_DAY) ticks += OLE_EPOCH_TICKS;
    if (ticks < OLE_MIN_TICKS) throw new OverflowError('Not a legal OleAut date.');
    let millis = (ticks - OLE_EPOCH_TICKS) / TICKS_PER_MILLISECOND;
    if (millis < 0n) {
      const fraction = millis % MILLIS_PER_DAY;
      if (fraction !== 0n) millis -= (MILLIS_PER_DAY + fraction) * 2n;
    }
    return Number(millis) / Number(MILLIS_PER_DAY);
  }

  /** ToBinary: ticks with the kind in the top bits; a local time is stored as UTC. */
  toBinary(zone: ZoneOffset): bigint {
    if (this.kind !== LOCAL) return this.ticks | (BigInt(this.kind) << 62n);
    const ticks = this.ticks - offsetAtLocal(this.ticks, zone);
    return BigInt.asIntN(64, (ticks < 0n ? 0x4000_0000_0000_0000n + ticks : ticks) | (1n << 63n));
  }

  /** DateTime.ToString(format, culture): standard and custom formats; empty is G. Throws FormatError. */
  toString(format = '', culture: CultureName = 'iv', zone: ZoneOffset = UTC_ZONE): string {
    const letter = format === '' ? 'G' : format;
    if (letter === 'U') return new DateTime(this.toUniversalTime(zone).ticks, UTC).toString('F', culture, zone);
    const pattern = letter.length === 1 ? standardDatePattern(letter, culture) : letter;
    const fixed = letter.length === 1 && 'oOrRsu'.includes(letter);
    const kind = this.kind === UTC ? 'utc' : this.kind === LOCAL ? 'offset' : 'none';
    const moment = { ticks: this.ticks, kind, offset: () => this.utcOffset(zone) } as const;
    return formatDatePattern(moment, pattern, fixed ? 'iv' : culture);
  }
}

function clamp(ticks: bigint): bigint {
  return ticks < 0n ? 0n : ticks > MAX_TICKS ? MAX_TICKS : ticks;
}

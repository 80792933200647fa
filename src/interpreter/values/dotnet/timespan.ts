import {
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MICROSECOND,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
} from './calendar.ts';
import type { CultureName } from './culture.ts';
import { ArgumentError, ArgumentOutOfRangeError, DivideByZeroError, OverflowError } from './errors.ts';
import { roundHalfEven } from './rounding.ts';
import { formatTimeSpan } from './timespanFormat.ts';

const MIN = -9223372036854775808n;
const MAX = 9223372036854775807n;
const TOO_LONG = 'TimeSpan overflowed because the duration is too long.';
const NOT_A_NUMBER = 'TimeSpan does not accept floating point Not-a-Number values.';

const UNIT_TICKS = {
  Days: TICKS_PER_DAY,
  Hours: TICKS_PER_HOUR,
  Minutes: TICKS_PER_MINUTE,
  Seconds: TICKS_PER_SECOND,
  Milliseconds: TICKS_PER_MILLISECOND,
  Microseconds: TICKS_PER_MICROSECOND,
} as const;

/** The units of TimeSpan.From…. */
export type TimeSpanUnit = keyof typeof UNIT_TICKS;

function checked(ticks: bigint): TimeSpan {
  if (ticks < MIN || ticks > MAX) throw new OverflowError(TOO_LONG);
  return new TimeSpan(ticks);
}

function fromDoubleTicks(ticks: number): TimeSpan {
  if (!(ticks >= -(2 ** 63) && ticks <= 2 ** 63)) throw new OverflowError(TOO_LONG);
  return ticks === 2 ** 63 ? TimeSpan.MAX : new TimeSpan(BigInt(Math.trunc(ticks)));
}

/** System.TimeSpan: a signed number of ticks of 100 ns. Immutable. Behaviour: .NET 10. */
export class TimeSpan {
  readonly ticks: bigint;

  constructor(ticks: bigint) {
    this.ticks = ticks;
  }

  static readonly ZERO = new TimeSpan(0n);
  static readonly MIN = new TimeSpan(MIN);
  static readonly MAX = new TimeSpan(MAX);

  /** TimeSpan(days, hours, minutes, seconds, milliseconds, microseconds). Throws ArgumentOutOfRangeError. */
  static fromParts(days: number, hours: number, minutes: number, seconds: number, milliseconds = 0, microseconds = 0): TimeSpan {
    const ticks =
      BigInt(days) * TICKS_PER_DAY +
      BigInt(hours) * TICKS_PER_HOUR +
      BigInt(minutes) * TICKS_PER_MINUTE +
      BigInt(seconds) * TICKS_PER_SECOND +
      BigInt(milliseconds) * TICKS_PER_MILLISECOND +
      BigInt(microseconds) * TICKS_PER_MICROSECOND;
    if (ticks < MIN || ticks > MAX) {
      const error = new ArgumentOutOfRangeError('', TOO_LONG);
      error.message = TOO_LONG;
      throw error;
    }
    return new TimeSpan(ticks);
  }

  /** TimeSpan.FromDays and so on; fractions below a tick are cut off. Throws OverflowError, ArgumentError for NaN. */
  static from(unit: TimeSpanUnit, value: number): TimeSpan {
    if (Number.isNaN(value)) throw new ArgumentError(NOT_A_NUMBER);
    return fromDoubleTicks(value * Number(UNIT_TICKS[unit]));
  }

  get days(): number {
    return Number(this.ticks / TICKS_PER_DAY);
  }

  get hours(): number {
    return Number((this.ticks / TICKS_PER_HOUR) % 24n);
  }

  get minutes(): number {
    return Number((this.ticks / TICKS_PER_MINUTE) % 60n);
  }

  get seconds(): number {
    return Number((this.ticks / TICKS_PER_SECOND) % 60n);
  }

  get milliseconds(): number {
    return Number((this.ticks / TICKS_PER_MILLISECOND) % 1000n);
  }

  get microseconds(): number {
    return Number((this.ticks / TICKS_PER_MICROSECOND) % 1000n);
  }

  get nanoseconds(): number {
    return Number((this.ticks % TICKS_PER_MICROSECOND) * 100n);
  }

  get totalDays(): number {
    return Number(this.ticks) / Number(TICKS_PER_DAY);
  }

  get totalHours(): number {
    return Number(this.ticks) / Number(TICKS_PER_HOUR);
  }

  get totalMinutes(): number {
    return Number(this.ticks) / Number(TICKS_PER_MINUTE);
  }

  get totalSeconds(): number {
    return Number(this.ticks) / Number(TICKS_PER_SECOND);
  }

  get totalMilliseconds(): number {
    const value = Number(this.ticks) / Number(TICKS_PER_MILLISECOND);
    return Math.max(-922337203685477, Math.min(922337203685477, value));
  }

  get totalMicroseconds(): number {
    return Number(this.ticks) / Number(TICKS_PER_MICROSECOND);
  }

  get totalNanoseconds(): number {
    return Number(this.ticks) * 100;
  }

  /** Sum. Throws OverflowError. */
  add(other: TimeSpan): TimeSpan {
    return checked(this.ticks + other.ticks);
  }

  /** Difference. Throws OverflowError. */
  subtract(other: TimeSpan): TimeSpan {
    return checked(this.ticks - other.ticks);
  }

  /** Times a factor, rounded to the nearest tick. Throws OverflowError, ArgumentError for NaN. */
  multiply(factor: number): TimeSpan {
    if (Number.isNaN(factor)) throw new ArgumentError(NOT_A_NUMBER, 'factor');
    return fromDoubleTicks(roundHalfEven(Number(this.ticks) * factor));
  }

  /** By a divisor, rounded to the nearest tick. Throws OverflowError, ArgumentError for NaN. */
  divide(divisor: number): TimeSpan {
    if (Number.isNaN(divisor)) throw new ArgumentError(NOT_A_NUMBER, 'divisor');
    return fromDoubleTicks(roundHalfEven(Number(this.ticks) / divisor));
  }

  /** The ratio of two spans. */
  ratio(other: TimeSpan): number {
    return Number(this.ticks) / Number(other.ticks);
  }

  /** Remainder of two spans. Throws DivideByZeroError. */
  remainder(other: TimeSpan): TimeSpan {
    if (other.ticks === 0n) throw new DivideByZeroError();
    return new TimeSpan(this.ticks % other.ticks);
  }

  /** The other sign. Throws OverflowError for the smallest value. */
  negate(): TimeSpan {
    if (this.ticks === MIN) throw new OverflowError('Negating the minimum value of a twos complement number is invalid.');
    return new TimeSpan(-this.ticks);
  }

  /** The absolute value. Throws OverflowError for the smallest value. */
  duration(): TimeSpan {
    if (this.ticks === MIN) {
      throw new OverflowError(
        'The duration cannot be returned for TimeSpan.MinValue because the absolute value of TimeSpan.MinValue exceeds the value of TimeSpan.MaxValue.',
      );
    }
    return this.ticks < 0n ? new TimeSpan(-this.ticks) : this;
  }

  /** -1, 0 or 1. */
  compare(other: TimeSpan): -1 | 0 | 1 {
    return this.ticks < other.ticks ? -1 : this.ticks > other.ticks ? 1 : 0;
  }

  /** TimeSpan.ToString(format, culture): c (default), g, G and custom formats. Throws FormatError. */
  toString(format = 'c', culture: CultureName = 'iv'): string {
    return formatTimeSpan(this.ticks, format, culture);
  }
}

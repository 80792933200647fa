import { TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, timeParts, timeTicks } from './calendar.ts';
import type { CultureName } from './culture.ts';
import { formatDatePattern, standardDatePattern } from './dateFormat.ts';
import { checkedPattern } from './datePattern.ts';
import type { DateTime } from './datetime.ts';
import { ArgumentOutOfRangeError, FormatError } from './errors.ts';
import { TimeSpan } from './timespan.ts';

/** System.TimeOnly: ticks since midnight. Immutable. Behaviour: .NET 10. */
export class TimeOnly {
  readonly ticks: bigint;

  /** Throws ArgumentOutOfRangeError outside a day. */
  constructor(ticks: bigint) {
    if (ticks < 0n || ticks >= TICKS_PER_DAY) {
      throw new ArgumentOutOfRangeError('ticks', 'Ticks must be between 0 and and TimeOnly.MaxValue.Ticks.');
    }
    this.ticks = ticks;
  }

  static readonly MIN = new TimeOnly(0n);
  static readonly MAX = new TimeOnly(TICKS_PER_DAY - 1n);

  /** TimeOnly(hour, minute, second, millisecond, microsecond). Throws ArgumentOutOfRangeError. */
  static fromParts(hour: number, minute: number, second = 0, millisecond = 0, microsecond = 0): TimeOnly {
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      const message = 'Hour, Minute, and Second parameters describe an un-representable DateTime.';
      const error = new ArgumentOutOfRangeError('', message);
      error.message = message;
      throw error;
    }
    if (millisecond < 0 || millisecond > 999) {
      throw new ArgumentOutOfRangeError('millisecond', 'Valid values are between 0 and 999, inclusive.');
    }
    const fraction = BigInt(millisecond) * TICKS_PER_MILLISECOND + BigInt(microsecond) * TICKS_PER_MICROSECOND;
    return new TimeOnly(timeTicks(hour, minute, second) + fraction);
  }

  /** FromDateTime. */
  static fromDateTime(time: DateTime): TimeOnly {
    return new TimeOnly(time.ticks % TICKS_PER_DAY);
  }

  /** FromTimeSpan. Throws ArgumentOutOfRangeError. */
  static fromTimeSpan(span: TimeSpan): TimeOnly {
    return new TimeOnly(span.ticks);
  }

  get hour(): number {
    return timeParts(Number(this.ticks)).hour;
  }

  get minute(): number {
    return timeParts(Number(this.ticks)).minute;
  }

  get second(): number {
    return timeParts(Number(this.ticks)).second;
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

  /** Add(TimeSpan), around the clock. */
  add(span: TimeSpan): TimeOnly {
    const ticks = (this.ticks + (span.ticks % TICKS_PER_DAY)) % TICKS_PER_DAY;
    return new TimeOnly(ticks < 0n ? ticks + TICKS_PER_DAY : ticks);
  }

  /** AddHours, AddMinutes. */
  addUnits(unit: 'Hours' | 'Minutes', value: number): TimeOnly {
    return this.add(TimeSpan.from(unit, value));
  }

  /** The operator -: the time from the other to this one, never negative. */
  difference(other: TimeOnly): TimeSpan {
    const ticks = this.ticks - other.ticks;
    return new TimeSpan(ticks < 0n ? ticks + TICKS_PER_DAY : ticks);
  }

  /** IsBetween: from start up to before end, also around midnight. */
  isBetween(start: TimeOnly, end: TimeOnly): boolean {
    if (start.ticks <= end.ticks) return this.ticks >= start.ticks && this.ticks < end.ticks;
    return this.ticks >= start.ticks || this.ticks < end.ticks;
  }

  /** ToTimeSpan. */
  toTimeSpan(): TimeSpan {
    return new TimeSpan(this.ticks);
  }

  /** -1, 0 or 1. */
  compare(other: TimeOnly): -1 | 0 | 1 {
    return this.ticks < other.ticks ? -1 : this.ticks > other.ticks ? 1 : 0;
  }

  /** ToString(format, culture): t (default) T o r and custom time formats. Throws FormatError. */
  toString(format = '', culture: CultureName = 'iv'): string {
    const moment = { ticks: this.ticks, kind: 'none', offset: () => 0n } as const;
    switch (format) {
      case '':
      case 't':
        return formatDatePattern(moment, standardDatePattern('t', culture), culture);
      case 'T':
        return formatDatePattern(moment, standardDatePattern('T', culture), culture);
      case 'o':
      case 'O':
        return formatDatePattern(moment, 'HH:mm:ss.fffffff', 'iv');
      case 'r':
      case 'R':
        return formatDatePattern(moment, 'HH:mm:ss', 'iv');
    }
    if (format.length === 1) throw new FormatError('Input string was not in a correct format.');
    return formatDatePattern(moment, checkedPattern(format, 'dMyzK/'), culture);
  }
}

import { dateToDays, daysToDate, isValidDate, MAX_TICKS, TICKS_PER_DAY } from './calendar.ts';
import type { CultureName } from './culture.ts';
import { formatDatePattern, standardDatePattern } from './dateFormat.ts';
import { checkedPattern } from './datePattern.ts';
import { addMonthsToTicks, DateTime, type DateTimeKind, UNSPECIFIED } from './datetime.ts';
import { ArgumentOutOfRangeError, FormatError } from './errors.ts';
import { TimeOnly } from './timeonly.ts';

const MAX_DAY_NUMBER = Number(MAX_TICKS / TICKS_PER_DAY);

/** System.DateOnly: days since 0001-01-01. Immutable. Behaviour: .NET 10. */
export class DateOnly {
  readonly dayNumber: number;

  constructor(dayNumber: number) {
    this.dayNumber = dayNumber;
  }

  static readonly MIN = new DateOnly(0);
  static readonly MAX = new DateOnly(MAX_DAY_NUMBER);

  /** DateOnly(year, month, day). Throws ArgumentOutOfRangeError. */
  static fromParts(year: number, month: number, day: number): DateOnly {
    if (!isValidDate(year, month, day)) {
      const message = 'Year, Month, and Day parameters describe an un-representable DateTime.';
      const error = new ArgumentOutOfRangeError('', message);
      error.message = message;
      throw error;
    }
    return new DateOnly(dateToDays(year, month, day));
  }

  /** FromDayNumber. Throws ArgumentOutOfRangeError. */
  static fromDayNumber(dayNumber: number): DateOnly {
    if (dayNumber < 0 || dayNumber > MAX_DAY_NUMBER) {
      throw new ArgumentOutOfRangeError('dayNumber', 'Day number must be between 0 and DateOnly.MaxValue.DayNumber.');
    }
    return new DateOnly(dayNumber);
  }

  /** FromDateTime. */
  static fromDateTime(time: DateTime): DateOnly {
    return new DateOnly(Number(time.ticks / TICKS_PER_DAY));
  }

  get year(): number {
    return daysToDate(this.dayNumber).year;
  }

  get month(): number {
    return daysToDate(this.dayNumber).month;
  }

  get day(): number {
    return daysToDate(this.dayNumber).day;
  }

  get dayOfWeek(): number {
    return daysToDate(this.dayNumber).dayOfWeek;
  }

  get dayOfYear(): number {
    return daysToDate(this.dayNumber).dayOfYear;
  }

  /** AddDays. Throws ArgumentOutOfRangeError. */
  addDays(days: number): DateOnly {
    const dayNumber = this.dayNumber + days;
    if (dayNumber < 0 || dayNumber > MAX_DAY_NUMBER) {
      throw new ArgumentOutOfRangeError('value', 'Value to add was out of range.');
    }
    return new DateOnly(dayNumber);
  }

  /** AddMonths. Throws ArgumentOutOfRangeError. */
  addMonths(months: number): DateOnly {
    return DateOnly.fromDateTime(this.toDateTime().addMonths(months));
  }

  /** AddYears. Throws ArgumentOutOfRangeError. */
  addYears(years: number): DateOnly {
    return DateOnly.fromDateTime(this.toDateTime().addYears(years));
  }

  /** ToDateTime(time, kind). */
  toDateTime(time: TimeOnly = TimeOnly.MIN, kind: DateTimeKind = UNSPECIFIED): DateTime {
    return new DateTime(BigInt(this.dayNumber) * TICKS_PER_DAY + time.ticks, kind);
  }

  /** True if so many months later still exists; for callers that want to ask first. */
  canAddMonths(months: number): boolean {
    return addMonthsToTicks(BigInt(this.dayNumber) * TICKS_PER_DAY, months) !== null;
  }

  /** -1, 0 or 1. */
  compare(other: DateOnly): -1 | 0 | 1 {
    return this.dayNumber < other.dayNumber ? -1 : this.dayNumber > other.dayNumber ? 1 : 0;
  }

  /** ToString(format, culture): d (default) D m o r y and custom date formats. Throws FormatError. */
  toString(format = '', culture: CultureName = 'iv'): string {
    const moment = { ticks: BigInt(this.dayNumber) * TICKS_PER_DAY, kind: 'none', offset: () => 0n } as const;
    switch (format) {
      case '':
      case 'd':
        return formatDatePattern(moment, standardDatePattern('d', culture), culture);
      case 'D':
      case 'm':
      case 'M':
      case 'y':
      case 'Y':
        return formatDatePattern(moment, standardDatePattern(format, culture), culture);
      case 'o':
      case 'O':
        return formatDatePattern(moment, "yyyy'-'MM'-'dd", 'iv');
      case 'r':
      case 'R':
        return formatDatePattern(moment, 'ddd, dd MMM yyyy', 'iv');
    }
    if (format.length === 1) throw new FormatError('Input string was not in a correct format.');
    return formatDatePattern(moment, checkedPattern(format, 'hHmstfFzK:'), culture);
  }
}

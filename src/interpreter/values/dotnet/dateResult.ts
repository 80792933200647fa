import {
  dateTicks,
  isValidDate,
  MAX_TICKS,
  offsetAtLocal,
  offsetAtUtc,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MINUTE,
  timeTicks,
  type ZoneOffset,
} from './calendar.ts';
import { DateTime, type DateTimeKind, LOCAL, UNSPECIFIED, UTC } from './datetime.ts';
import { FormatError } from './errors.ts';

/** What Parse and ParseExact of dates share: the collected fields, missing parts, time zones, and the error texts of .NET 10. */

/** System.Globalization.DateTimeStyles. */
export const DateTimeStyles = {
  None: 0,
  AllowLeadingWhite: 1,
  AllowTrailingWhite: 2,
  AllowInnerWhite: 4,
  AllowWhiteSpaces: 7,
  NoCurrentDateDefault: 8,
  AdjustToUniversal: 16,
  AssumeLocal: 32,
  AssumeUniversal: 64,
  RoundtripKind: 128,
} as const;

/** The clock that parsing needs for missing dates and local time: the host's, or a test's. */
export interface ParseClock {
  /** The current instant, UTC. */
  readonly utcNow: DateTime;
  readonly zone: ZoneOffset;
}

/** What a text is parsed as: decides about offsets and about parts that must not be there. */
export type ParseTarget = 'DateTime' | 'DateTimeOffset' | 'DateOnly' | 'TimeOnly';

/** Fields found so far; -1 where none. */
export class DateFields {
  year = -1;
  month = -1;
  day = -1;
  hour = -1;
  minute = -1;
  second = -1;
  /** Seconds below one. */
  fraction = 0;
  dayOfWeek = -1;
  haveDate = false;
  haveTime = false;
  yearDefault = false;
  /** ParseExact read a month's name. */
  monthName = false;
  zoneUsed = false;
  zoneUtc = false;
  zoneTicks = 0n;
  readonly text: string;
  readonly styles: number;
  readonly target: ParseTarget;
  readonly clock: ParseClock;

  constructor(text: string, styles: number, target: ParseTarget, clock: ParseClock) {
    this.text = text;
    this.styles = styles;
    this.target = target;
    this.clock = clock;
  }

  /** "String … was not recognized as a valid DateTime." */
  bad(): FormatError {
    return new FormatError(`String '${this.text}' was not recognized as a valid ${this.partial() ? this.target : 'DateTime'}.`);
  }

  /** DateOnly and TimeOnly give one text for everything that is wrong. */
  private partial(): boolean {
    return this.target === 'DateOnly' || this.target === 'TimeOnly';
  }

  /** What DateOnly and TimeOnly say about parts that they cannot hold. */
  stray(): FormatError {
    return new FormatError(`String '${this.text}' contains parts which are not specific to the ${this.target}.`);
  }

  /** A more precise error, where the target has one. */
  error(message: string): FormatError {
    return this.partial() ? this.bad() : new FormatError(message);
  }

  private outOfCalendar(): FormatError {
    return this.error(
      `The DateTime represented by the string '${this.text}' is not supported in calendar 'System.Globalization.GregorianCalendar'.`,
    );
  }

  /** Take a date if it exists. */
  setDate(year: number, month: number, day: number): boolean {
    if (!isValidDate(year, month, day)) return false;
    this.year = year;
    this.month = month;
    this.day = day;
    return true;
  }

  /** Now, on the clock that the text's offset or the local zone says. */
  now(): DateTime {
    const { utcNow, zone } = this.clock;
    if (this.zoneUsed && this.target === 'DateTimeOffset') return new DateTime(utcNow.ticks + this.zoneTicks, UNSPECIFIED);
    if (this.styles & DateTimeStyles.AssumeUniversal) return utcNow;
    return utcNow.toLocalTime(zone);
  }

  private fillMissing(): void {
    const partial = this.month !== -1 || this.day !== -1;
    if (this.target === 'DateTimeOffset' && partial && (this.year === -1 || this.yearDefault) && this.zoneUsed) {
      throw new FormatError(`There must be at least a partial date with a year present in the input string '${this.text}'.`);
    }
    if (this.year === -1 && !partial) {
      if (this.styles & DateTimeStyles.NoCurrentDateDefault) {
        this.setDate(1, 1, 1);
      } else {
        const now = this.now();
        this.setDate(now.year, now.month, now.day);
      }
    } else if (this.year === -1) {
      this.year = this.now().year;
    }
    if (this.month === -1) this.month = 1;
    if (this.day === -1) this.day = 1;
    if (this.hour === -1) this.hour = 0;
    if (this.minute === -1) this.minute = 0;
    if (this.second === -1) this.second = 0;
  }

  /** The clock time in ticks, missing parts filled in, the day of the week checked. Throws FormatError. */
  clockTicks(): bigint {
    this.fillMissing();
    const timeFits = this.hour >= 0 && this.hour < 24 && this.minute >= 0 && this.minute < 60 && this.second >= 0 && this.second < 60;
    if (!isValidDate(this.year, this.month, this.day) || !timeFits) throw this.outOfCalendar();
    let ticks = dateTicks(this.year, this.month, this.day) + timeTicks(this.hour, this.minute, this.second);
    if (this.fraction > 0) ticks += BigInt(roundTicks(this.fraction * 1e7));
    if (ticks > MAX_TICKS) throw this.bad();
    if (this.dayOfWeek !== -1 && new DateTime(ticks).dayOfWeek !== this.dayOfWeek) {
      throw this.error(`String '${this.text}' was not recognized as a valid DateTime because the day of week was incorrect.`);
    }
    return ticks;
  }
}

/** Math.Round of a positive number: ties to even. */
function roundTicks(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** A parsed moment: clock ticks with a kind, and for DateTimeOffset the offset. */
export interface ParsedMoment {
  readonly ticks: bigint;
  readonly kind: DateTimeKind;
  readonly offsetTicks: bigint;
}

const MAX_OFFSET = 14n * TICKS_PER_HOUR;

function offsetRange(fields: DateFields): FormatError {
  return fields.error(`The time zone offset of string '${fields.text}' must be within plus or minus 14 hours.`);
}

function dateRange(fields: DateFields): FormatError {
  return fields.error(`The DateTime represented by the string '${fields.text}' is out of range.`);
}

function finishOffset(fields: DateFields, ticks: bigint): ParsedMoment {
  const { styles, text, clock } = fields;
  let offset = fields.zoneTicks;
  if (!fields.zoneUsed) {
    offset = styles & DateTimeStyles.AssumeUniversal ? 0n : offsetAtLocal(ticks, clock.zone);
    offset -= offset % TICKS_PER_MINUTE;
  }
  const utc = ticks - offset;
  if (utc < 0n || utc > MAX_TICKS) {
    throw new FormatError(`The UTC representation of the date '${text}' falls outside the year range 1-9999.`);
  }
  if (offset < -MAX_OFFSET || offset > MAX_OFFSET) throw offsetRange(fields);
  if (styles & DateTimeStyles.AdjustToUniversal) return { ticks: utc, kind: UTC, offsetTicks: 0n };
  return { ticks, kind: UNSPECIFIED, offsetTicks: offset };
}

function toUniversal(fields: DateFields, ticks: bigint, offset: bigint): ParsedMoment {
  let utc = ticks - offset;
  if (utc < 0n) utc += TICKS_PER_DAY;
  if (utc < 0n || utc > MAX_TICKS) throw dateRange(fields);
  return { ticks: utc, kind: UTC, offsetTicks: 0n };
}

function toLocal(fields: DateFields, ticks: bigint, offset: bigint, timeOnly: boolean): ParsedMoment {
  const { zone } = fields.clock;
  let local = ticks - offset;
  if (ticks < TICKS_PER_DAY) {
    // A bare time of day takes today's offset.
    local += timeOnly ? offsetAtLocal(fields.now().ticks, zone) : offsetAtLocal(ticks, zone);
    if (local < 0n) local += TICKS_PER_DAY;
  } else if (local < 0n || local > MAX_TICKS) {
    local += offsetAtLocal(ticks, zone);
  } else {
    local += offsetAtUtc(local, zone);
  }
  if (local < 0n || local > MAX_TICKS) throw dateRange(fields);
  return { ticks: local, kind: LOCAL, offsetTicks: 0n };
}

/** Apply the time zone of the text and the styles to a clock time. Throws FormatError. */
export function finishMoment(fields: DateFields, ticks: bigint, timeOnly: boolean): ParsedMoment {
  const { styles } = fields;
  if (fields.target === 'DateTimeOffset') return finishOffset(fields, ticks);
  if (fields.zoneTicks < -MAX_OFFSET || fields.zoneTicks > MAX_OFFSET) throw offsetRange(fields);
  let offset = fields.zoneTicks;
  if (!fields.zoneUsed) {
    const adjust = (styles & DateTimeStyles.AdjustToUniversal) !== 0;
    if (styles & DateTimeStyles.AssumeLocal) {
      if (!adjust) return { ticks, kind: LOCAL, offsetTicks: 0n };
      offset = offsetAtLocal(ticks, fields.clock.zone);
    } else if (styles & DateTimeStyles.AssumeUniversal) {
      if (adjust) return { ticks, kind: UTC, offsetTicks: 0n };
      offset = 0n;
    } else {
      return { ticks, kind: UNSPECIFIED, offsetTicks: 0n };
    }
  }
  if (styles & DateTimeStyles.RoundtripKind && fields.zoneUtc) return { ticks, kind: UTC, offsetTicks: 0n };
  if (styles & DateTimeStyles.AdjustToUniversal) return toUniversal(fields, ticks, offset);
  return toLocal(fields, ticks, offset, timeOnly);
}

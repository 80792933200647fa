import {
  MAX_TICKS,
  offsetAtLocal,
  offsetAtUtc,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  UNIX_EPOCH_TICKS,
  UTC_ZONE,
  type ZoneOffset,
} from './calendar.ts';
import { CULTURES, type CultureName } from './culture.ts';
import { formatDatePattern, standardDatePattern } from './dateFormat.ts';
import { DateTime, type DateTimeUnit, LOCAL, UNSPECIFIED, UTC } from './datetime.ts';
import { ArgumentError, ArgumentOutOfRangeError, FormatError } from './errors.ts';
import { TimeSpan } from './timespan.ts';

const MAX_OFFSET = 14n * TICKS_PER_HOUR;

function validOffset(offset: TimeSpan): bigint {
  const { ticks } = offset;
  if (ticks % TICKS_PER_MINUTE !== 0n) throw new ArgumentError('Offset must be specified in whole minutes.', 'offset');
  if (ticks < -MAX_OFFSET || ticks > MAX_OFFSET) {
    throw new ArgumentOutOfRangeError('offset', 'Offset must be within plus or minus 14 hours.');
  }
  return ticks;
}

/** System.DateTimeOffset: a clock time and its offset from UTC. Immutable. Behaviour: .NET 10. */
export class DateTimeOffset {
  /** Ticks of the clock time. */
  readonly ticks: bigint;
  /** Ticks that the clock is ahead of UTC. */
  readonly offsetTicks: bigint;

  /** Throws ArgumentError for an offset with seconds, ArgumentOutOfRangeError outside the range. */
  constructor(ticks = 0n, offset: TimeSpan = TimeSpan.ZERO) {
    this.offsetTicks = validOffset(offset);
    const utc = ticks - this.offsetTicks;
    if (utc < 0n || utc > MAX_TICKS) {
      throw new ArgumentOutOfRangeError('offset', 'The UTC time represented when the offset is applied must be between year 0 and 10,000.');
    }
    this.ticks = ticks;
  }

  static readonly MIN = new DateTimeOffset(0n, TimeSpan.ZERO);
  static readonly MAX = new DateTimeOffset(MAX_TICKS, TimeSpan.ZERO);
  static readonly UNIX_EPOCH = new DateTimeOffset(UNIX_EPOCH_TICKS, TimeSpan.ZERO);

  /** DateTimeOffset(DateTime), also the implicit conversion: an unspecified time counts as local. */
  static fromDateTime(time: DateTime, zone: ZoneOffset): DateTimeOffset {
    return new DateTimeOffset(time.ticks, new TimeSpan(wholeMinutes(time.utcOffset(zone))));
  }

  /** DateTimeOffset(DateTime, TimeSpan). Throws ArgumentError if the kind contradicts the offset. */
  static withOffset(time: DateTime, offset: TimeSpan, zone: ZoneOffset): DateTimeOffset {
    if (time.kind === UTC && offset.ticks !== 0n) {
      throw new ArgumentError('The UTC Offset for Utc DateTime instances must be 0.', 'offset');
    }
    if (time.kind === LOCAL && offset.ticks !== time.utcOffset(zone)) {
      throw new ArgumentError('The UTC Offset of the local dateTime parameter does not match the offset argument.', 'offset');
    }
    return new DateTimeOffset(time.ticks, offset);
  }

  /** FromUnixTimeSeconds. Throws ArgumentOutOfRangeError. */
  static fromUnixSeconds(seconds: bigint): DateTimeOffset {
    if (seconds < -62135596800n || seconds > 253402300799n) {
      throw new ArgumentOutOfRangeError('seconds', 'Valid values are between -62135596800 and 253402300799, inclusive.');
    }
    return new DateTimeOffset(UNIX_EPOCH_TICKS + seconds * TICKS_PER_SECOND, TimeSpan.ZERO);
  }

  /** FromUnixTimeMilliseconds. Throws ArgumentOutOfRangeError. */
  static fromUnixMilliseconds(milliseconds: bigint): DateTimeOffset {
    if (milliseconds < -62135596800000n || milliseconds > 253402300799999n) {
      throw new ArgumentOutOfRangeError('milliseconds', 'Valid values are between -62135596800000 and 253402300799999, inclusive.');
    }
    return new DateTimeOffset(UNIX_EPOCH_TICKS + milliseconds * TICKS_PER_MILLISECOND, TimeSpan.ZERO);
  }

  get offset(): TimeSpan {
    return new TimeSpan(this.offsetTicks);
  }

  get utcTicks(): bigint {
    return this.ticks - this.offsetTicks;
  }

  /** The clock time, unspecified. */
  get dateTime(): DateTime {
    return new DateTime(this.ticks, UNSPECIFIED);
  }

  get utcDateTime(): DateTime {
    return new DateTime(this.utcTicks, UTC);
  }

  /** LocalDateTime. */
  localDateTime(zone: ZoneOffset): DateTime {
    return this.utcDateTime.toLocalTime(zone);
  }

  get date(): DateTime {
    return this.dateTime.date;
  }

  get timeOfDay(): TimeSpan {
    return new TimeSpan(this.ticks % TICKS_PER_DAY);
  }

  /** ToOffset: the same instant on another clock. Throws as the constructor. */
  toOffset(offset: TimeSpan): DateTimeOffset {
    return new DateTimeOffset(this.utcTicks + offset.ticks, offset);
  }

  /** ToUniversalTime. */
  toUniversalTime(): DateTimeOffset {
    return this.toOffset(TimeSpan.ZERO);
  }

  /** ToLocalTime. */
  toLocalTime(zone: ZoneOffset): DateTimeOffset {
    return this.toOffset(new TimeSpan(wholeMinutes(offsetAtUtc(this.utcTicks, zone))));
  }

  /** ToUnixTimeSeconds, rounded down. */
  toUnixSeconds(): bigint {
    return this.utcTicks / TICKS_PER_SECOND - UNIX_EPOCH_TICKS / TICKS_PER_SECOND;
  }

  /** ToUnixTimeMilliseconds, rounded down. */
  toUnixMilliseconds(): bigint {
    return this.utcTicks / TICKS_PER_MILLISECOND - UNIX_EPOCH_TICKS / TICKS_PER_MILLISECOND;
  }

  private moved(time: DateTime): DateTimeOffset {
    return new DateTimeOffset(time.ticks, this.offset);
  }

  /** AddDays and so on. Throws ArgumentOutOfRangeError. */
  add(unit: DateTimeUnit, value: number): DateTimeOffset {
    return this.moved(this.dateTime.add(unit, value));
  }

  /** AddMonths. Throws ArgumentOutOfRangeError. */
  addMonths(months: number): DateTimeOffset {
    return this.moved(this.dateTime.addMonths(months));
  }

  /** AddYears. Throws ArgumentOutOfRangeError. */
  addYears(years: number): DateTimeOffset {
    return this.moved(this.dateTime.addYears(years));
  }

  /** AddTicks. Throws ArgumentOutOfRangeError. */
  addTicks(ticks: bigint): DateTimeOffset {
    return this.moved(this.dateTime.addTicks(ticks));
  }

  /** The operator + TimeSpan. Throws ArgumentOutOfRangeError. */
  plus(span: TimeSpan): DateTimeOffset {
    return this.moved(this.dateTime.plus(span));
  }

  /** The operator - TimeSpan. Throws ArgumentOutOfRangeError. */
  minus(span: TimeSpan): DateTimeOffset {
    return this.moved(this.dateTime.minus(span));
  }

  /** Time between two instants. */
  difference(other: DateTimeOffset): TimeSpan {
    return new TimeSpan(this.utcTicks - other.utcTicks);
  }

  /** By instant: -1, 0 or 1. */
  compare(other: DateTimeOffset): -1 | 0 | 1 {
    return this.utcTicks < other.utcTicks ? -1 : this.utcTicks > other.utcTicks ? 1 : 0;
  }

  /** ToString(format, culture); empty is the general pattern with the offset. Throws FormatError. */
  toString(format = '', culture: CultureName = 'iv'): string {
    const { date } = CULTURES[culture];
    const universal = format.length === 1 && 'rRu'.includes(format);
    const moment = { ticks: universal ? this.utcTicks : this.ticks, kind: 'offset', offset: () => this.offsetTicks } as const;
    if (format === '') return formatDatePattern(moment, `${date.shortDate} ${date.longTime} zzz`, culture);
    if (format === 'U') throw new FormatError('Input string was not in a correct format.');
    const fixed = format.length === 1 && 'oOrRsu'.includes(format);
    return formatDatePattern(moment, format.length === 1 ? standardDatePattern(format, culture) : format, fixed ? 'iv' : culture);
  }
}

/** Old zones have offsets with seconds, which DateTimeOffset cannot hold. */
function wholeMinutes(ticks: bigint): bigint {
  return ticks - (ticks % TICKS_PER_MINUTE);
}

/** The local offset in ticks at a clock time, whole minutes. */
export function localOffsetTicks(ticks: bigint, zone: ZoneOffset = UTC_ZONE): bigint {
  return wholeMinutes(offsetAtLocal(ticks, zone));
}

import { daysToDate, splitTicks, timeParts } from './calendar.ts';
import { AM_PM, CULTURES, type CultureName, DAY_NAMES, DAY_NAMES_SHORT, MONTH_NAMES, MONTH_NAMES_SHORT } from './culture.ts';
import { quotedText, repeatCount } from './datePattern.ts';
import { FormatError } from './errors.ts';

/** A moment as the formatter sees it. */
export interface FormattedMoment {
  /** Ticks of the clock time to show. */
  readonly ticks: bigint;
  /** Offset in ticks for z, zz, zzz. */
  readonly offset: () => bigint;
  /** What K writes: '' for unspecified, 'Z' for UTC, else the offset. */
  readonly kind: 'none' | 'utc' | 'offset';
}

function invalid(): FormatError {
  return new FormatError('Input string was not in a correct format.');
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

/** An offset as +h, +hh or +hh:mm. */
export function offsetText(ticks: bigint, length: number): string {
  const sign = ticks < 0n ? '-' : '+';
  const minutes = Number((ticks < 0n ? -ticks : ticks) / 600_000_000n);
  const hours = Math.floor(minutes / 60);
  if (length <= 1) return sign + hours;
  return length === 2 ? sign + pad(hours, 2) : `${sign}${pad(hours, 2)}:${pad(minutes % 60, 2)}`;
}

/** True for a pattern with the day of the month: beside it some languages change the month's name. */
function hasDay(format: string): boolean {
  return /(?<!d)d{1,2}(?!d)/.test(format.replace(/'[^']*'|"[^"]*"|\\./g, ''));
}

/** A moment by a custom format. Throws FormatError. */
export function formatDatePattern(moment: FormattedMoment, format: string, culture: CultureName): string {
  const { days, timeTicks } = splitTicks(moment.ticks);
  const date = daysToDate(days);
  const time = timeParts(timeTicks);
  const names = CULTURES[culture].date;
  const besideDay = names.months !== undefined && hasDay(format);
  let out = '';
  for (let at = 0; at < format.length; ) {
    const ch = format[at] ?? '';
    let length = repeatCount(format, at);
    switch (ch) {
      case 'g':
        out += CULTURES[culture].date.eraName;
        break;
      case 'h':
        out += pad(time.hour % 12 === 0 ? 12 : time.hour % 12, Math.min(length, 2));
        break;
      case 'H':
        out += pad(time.hour, Math.min(length, 2));
        break;
      case 'm':
        out += pad(time.minute, Math.min(length, 2));
        break;
      case 's':
        out += pad(time.second, Math.min(length, 2));
        break;
      case 'f':
      case 'F': {
        if (length > 7) throw invalid();
        const digits = pad(time.fraction, 7).slice(0, length);
        if (ch === 'f') {
          out += digits;
        } else {
          const shown = digits.replace(/0+$/, '');
          if (shown !== '') out += shown;
          else if (out.endsWith('.')) out = out.slice(0, -1);
        }
        break;
      }
      case 't': {
        const mark = (names.amPm ?? AM_PM)[time.hour < 12 ? 0 : 1];
        out += length === 1 ? mark.slice(0, 1) : mark;
        break;
      }
      case 'd':
        if (length <= 2) out += pad(date.day, length);
        else out += (length === 3 ? (names.shortDays ?? DAY_NAMES_SHORT) : (names.days ?? DAY_NAMES))[date.dayOfWeek];
        break;
      case 'M':
        if (length <= 2) out += pad(date.month, length);
        else if (length === 3) out += ((besideDay ? names.shortMonthsBesideDay : names.shortMonths) ?? MONTH_NAMES_SHORT)[date.month - 1];
        else out += ((besideDay ? names.monthsBesideDay : names.months) ?? MONTH_NAMES)[date.month - 1];
        break;
      case 'y':
        out += pad(length <= 2 ? date.year % 100 : date.year, length);
        break;
      case 'z':
        out += offsetText(moment.offset(), length);
        break;
      case '/':
        length = 1;
        out += names.dateSeparator ?? '/';
        break;
      case ':':
        length = 1;
        out += names.timeSeparator ?? ':';
        break;
      case 'K':
        length = 1;
        if (moment.kind === 'utc') out += 'Z';
        else if (moment.kind === 'offset') out += offsetText(moment.offset(), 3);
        break;
      case "'":
      case '"': {
        const quoted = quotedText(format, at);
        out += quoted.text;
        length = quoted.length;
        break;
      }
      case '%': {
        const next = format[at + 1];
        if (next === undefined || next === '%') throw invalid();
        out += formatDatePattern(moment, next, culture);
        length = 2;
        break;
      }
      case '\\':
        if (at + 1 >= format.length) throw invalid();
        out += format[at + 1];
        length = 2;
        break;
      default:
        out += ch;
        length = 1;
    }
    at += length;
  }
  return out;
}

/**
 * The custom pattern of a one-letter standard format; the culture-independent ones too, as ParseExact needs them.
 * Throws FormatError.
 */
export function standardDatePattern(letter: string, culture: CultureName): string {
  const { date } = CULTURES[culture];
  switch (letter) {
    case 'd':
      return date.shortDate;
    case 'D':
      return date.longDate;
    case 'f':
      return `${date.longDate} ${date.shortTime}`;
    case 'F':
    case 'U':
      return date.fullDateTime;
    case 'g':
      return `${date.shortDate} ${date.shortTime}`;
    case 'G':
      return `${date.shortDate} ${date.longTime}`;
    case 'm':
    case 'M':
      return date.monthDay;
    case 'o':
    case 'O':
      return "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK";
    case 'r':
    case 'R':
      return "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'";
    case 's':
      return "yyyy'-'MM'-'dd'T'HH':'mm':'ss";
    case 't':
      return date.shortTime;
    case 'T':
      return date.longTime;
    case 'u':
      return "yyyy'-'MM'-'dd HH':'mm':'ss'Z'";
    case 'y':
    case 'Y':
      return date.yearMonth;
    default:
      throw invalid();
  }
}

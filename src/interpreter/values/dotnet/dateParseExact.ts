import { TICKS_PER_MINUTE, toFourDigitYear } from './calendar.ts';
import { AM_PM, type CultureName, DAY_NAMES, DAY_NAMES_SHORT, MONTH_NAMES, MONTH_NAMES_SHORT } from './culture.ts';
import { standardDatePattern } from './dateFormat.ts';
import { eraNames, isSpace } from './dateLexer.ts';
import { DateOnly } from './dateonly.ts';
import { quotedText, repeatCount } from './datePattern.ts';
import { DateFields, DateTimeStyles, finishMoment, type ParseClock, type ParsedMoment, type ParseTarget } from './dateResult.ts';
import { DateTime } from './datetime.ts';
import { DateTimeOffset } from './datetimeoffset.ts';
import { FormatError } from './errors.ts';
import { TimeOnly } from './timeonly.ts';
import { TimeSpan } from './timespan.ts';

/** ParseExact of dates and times: a text read by a format string. Behaviour: .NET 10. */

class ExactParser {
  private at = 0;
  private text: string;
  private readonly format: string;
  private readonly fields: DateFields;
  private readonly culture: CultureName;
  private readonly innerWhite: boolean;
  private readonly trailingWhite: boolean;
  /** The standard format that the pattern came from, if any. */
  private readonly standard: string;
  private mark = -1;
  private twoDigitYear = false;
  private twelveHours = false;
  private fractionSeen = -1;

  constructor(fields: DateFields, format: string, culture: CultureName, standard: string) {
    this.fields = fields;
    this.culture = culture;
    this.standard = standard;
    this.innerWhite = (fields.styles & DateTimeStyles.AllowInnerWhite) !== 0;
    this.trailingWhite = (fields.styles & DateTimeStyles.AllowTrailingWhite) !== 0;
    let { text } = fields;
    let pattern = format;
    if (this.trailingWhite) {
      text = text.replace(/\s+$/, '');
      pattern = pattern.replace(/\s+$/, '');
    }
    if (fields.styles & DateTimeStyles.AllowLeadingWhite) {
      text = text.replace(/^\s+/, '');
      pattern = pattern.replace(/^\s+/, '');
    }
    this.text = text;
    this.format = pattern;
  }

  private digits(min: number, max: number): number {
    let end = this.at;
    while (end - this.at < max && /[0-9]/.test(this.text[end] ?? '')) end++;
    if (end - this.at < min) throw this.fields.bad();
    const value = Number(this.text.slice(this.at, end));
    this.at = end;
    return value;
  }

  /** One letter means one or two digits, more letters that many digits. */
  private counted(length: number): number {
    return length === 1 ? this.digits(1, 2) : this.digits(length, length);
  }

  private match(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  private expect(expected: string): void {
    if (!this.match(expected)) throw this.fields.bad();
  }

  /** The index of the longest name that stands here. */
  private name(names: readonly string[]): number {
    const rest = this.text.slice(this.at).toLowerCase();
    let best = -1;
    names.forEach((name, at) => {
      if (rest.startsWith(name.toLowerCase()) && name.length > (names[best]?.length ?? 0)) best = at;
    });
    if (best < 0) throw this.fields.bad();
    this.at += names[best]?.length ?? 0;
    return best;
  }

  private repeated(letter: string): FormatError {
    return this.fields.error(`DateTime pattern '${letter}' appears more than once with different values.`);
  }

  private set(field: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'dayOfWeek', value: number, letter: string): void {
    if (this.fields[field] !== -1 && this.fields[field] !== value) throw this.repeated(letter);
    this.fields[field] = value;
  }

  private setZone(minutes: number, utc: boolean, letter: string): void {
    const { fields } = this;
    const ticks = BigInt(minutes) * TICKS_PER_MINUTE;
    if (fields.zoneUsed && fields.zoneTicks !== ticks) throw this.repeated(letter);
    fields.zoneUsed = true;
    fields.zoneTicks = ticks;
    if (utc) fields.zoneUtc = true;
  }

  private offset(length: number): number {
    const sign = this.match('-') ? -1 : this.match('+') ? 1 : 0;
    if (sign === 0) throw this.fields.bad();
    const hours = length === 2 ? this.digits(2, 2) : this.digits(1, 2);
    let minutes = 0;
    if (length >= 3) {
      this.match(':');
      minutes = this.digits(2, 2);
    }
    if (minutes >= 60) throw this.fields.bad();
    return sign * (hours * 60 + minutes);
  }

  private fraction(letter: string, length: number): void {
    if (length > 7) throw this.fields.bad();
    let end = this.at;
    while (end - this.at < length && /[0-9]/.test(this.text[end] ?? '')) end++;
    const digits = this.text.slice(this.at, end);
    if (letter === 'f' && digits.length < length) throw this.fields.bad();
    const value = digits === '' ? 0 : Number(digits) / 10 ** digits.length;
    this.at = end;
    if (this.fractionSeen >= 0 && this.fractionSeen !== value) throw this.repeated(letter);
    this.fractionSeen = value;
    this.fields.fraction = value;
  }

  private literal(text: string): void {
    for (const ch of text) {
      if (ch === ' ' && this.innerWhite) this.spaces();
      else this.expect(ch);
    }
    // "GMT" and "Z" in the patterns of r and u mean UTC for DateTimeOffset only.
    const { target } = this.fields;
    if (target === 'DateTimeOffset' && ((/r/i.test(this.standard) && text === 'GMT') || (this.standard === 'u' && text === 'Z'))) {
      this.fields.zoneUsed = true;
      this.fields.zoneTicks = 0n;
    }
  }

  private spaces(): void {
    while (isSpace(this.text[this.at])) this.at++;
  }

  private badSpecifier(): FormatError {
    return this.fields.error(`Format specifier '${this.format}' was invalid.`);
  }

  private quoted(pos: number): { text: string; length: number } {
    try {
      return quotedText(this.format, pos);
    } catch (error) {
      throw error instanceof FormatError ? this.fields.error(error.message) : error;
    }
  }

  private timeMark(length: number): void {
    let mark: number;
    if (length === 1) {
      mark = this.match(AM_PM[0][0] ?? '') ? 0 : this.match(AM_PM[1][0] ?? '') ? 1 : -1;
      if (mark < 0) throw this.fields.bad();
    } else {
      mark = this.name(AM_PM);
    }
    if (this.mark !== -1 && this.mark !== mark) throw this.repeated('t');
    this.mark = mark;
  }

  /** Reads what one part of the format asks for; answers how long that part is. */
  private part(pos: number): number {
    const { format, fields } = this;
    const ch = format[pos] ?? '';
    const length = repeatCount(format, pos);
    switch (ch) {
      case 'y':
        if (length <= 2) this.twoDigitYear = true;
        this.set('year', this.counted(length), ch);
        return length;
      case 'M':
        if (length <= 2) this.set('month', this.counted(length), ch);
        else this.set('month', this.name(length === 3 ? MONTH_NAMES_SHORT : MONTH_NAMES) + 1, ch);
        if (length > 2) fields.monthName = true;
        return length;
      case 'd':
        if (length <= 2) this.set('day', this.counted(length), ch);
        else this.set('dayOfWeek', this.name(length === 3 ? DAY_NAMES_SHORT : DAY_NAMES), ch);
        return length;
      case 'g':
        this.name(eraNames(this.culture));
        return length;
      case 'h':
        this.twelveHours = true;
        this.set('hour', this.counted(Math.min(length, 2)), ch);
        return length;
      case 'H':
        this.set('hour', this.counted(Math.min(length, 2)), ch);
        return length;
      case 'm':
        this.set('minute', this.counted(Math.min(length, 2)), ch);
        return length;
      case 's':
        this.set('second', this.counted(Math.min(length, 2)), ch);
        return length;
      case 'f':
      case 'F':
        this.fraction(ch, length);
        return length;
      case 't':
        this.timeMark(length);
        return length;
      case 'z':
        this.setZone(this.offset(length), false, ch);
        return length;
      case 'Z':
        this.setZone(0, true, ch);
        if (!/^(gmt|z)(?!\p{L})/iu.test(this.text.slice(this.at))) throw fields.bad();
        this.at += /^g/i.test(this.text.slice(this.at)) ? 3 : 1;
        return 1;
      case 'K':
        if (this.match('Z')) this.setZone(0, true, ch);
        else if (/^[+-]/.test(this.text.slice(this.at))) this.setZone(this.offset(3), false, ch);
        return 1;
      case "'":
      case '"': {
        const quoted = this.quoted(pos);
        this.literal(quoted.text);
        return quoted.length;
      }
      case '%':
        if (pos + 1 >= format.length || format[pos + 1] === '%') throw this.badSpecifier();
        return 1;
      case '\\':
        if (pos + 1 >= format.length) throw this.badSpecifier();
        this.expect(format[pos + 1] ?? '');
        return 2;
      case '.':
        if (this.match('.')) return 1;
        // A point before F is as optional as the digits.
        if (format[pos + 1] !== 'F') throw fields.bad();
        return 1 + repeatCount(format, pos + 1);
      default:
        // White space of any kind in the format stands for what was skipped already.
        if (this.innerWhite && isSpace(ch)) return 1;
        if (format.slice(pos, pos + 3).toLowerCase() === 'gmt') {
          fields.zoneUsed = true;
          fields.zoneTicks = 0n;
          this.expect('GMT');
          return 3;
        }
        this.expect(ch);
        return 1;
    }
  }

  private adjustHour(): void {
    const { fields } = this;
    if (this.twelveHours) {
      if (fields.hour > 12) throw fields.bad();
      if (this.mark === 1) fields.hour = fields.hour === 12 ? 12 : fields.hour + 12;
      else if (fields.hour === 12) fields.hour = 0;
    } else if ((this.mark === 0 && fields.hour >= 12) || (this.mark === 1 && fields.hour < 12)) {
      throw fields.bad();
    }
  }

  parse(): ParsedMoment {
    const { fields } = this;
    for (let pos = 0; pos < this.format.length; ) {
      if (this.innerWhite) this.spaces();
      pos += this.part(pos);
    }
    if (this.at < this.text.length) throw fields.bad();
    if (this.twoDigitYear) {
      if (fields.year >= 100) throw fields.bad();
      fields.year = toFourDigitYear(fields.year);
    }
    this.adjustHour();
    const timeOnly = fields.year === -1 && fields.month === -1 && fields.day === -1;
    return finishMoment(fields, fields.clockTicks(), timeOnly);
  }
}

function parse(
  text: string,
  format: string,
  culture: CultureName,
  styles: number,
  target: ParseTarget,
  clock: ParseClock,
): [ParsedMoment, DateFields] {
  const fields = new DateFields(text, styles, target, clock);
  if (text === '') throw fields.bad();
  if (format === '') throw fields.error("Format specifier '' was invalid.");
  if (format.length > 1) return [new ExactParser(fields, format, culture, '').parse(), fields];
  if (format === 'U') {
    if (target === 'DateTimeOffset') throw new FormatError("Format specifier 'U' was invalid.");
    fields.zoneUsed = true;
    fields.zoneUtc = true;
  }
  const fixed = 'oOrRsu'.includes(format) ? 'iv' : culture;
  return [new ExactParser(fields, standardDatePattern(format, fixed), fixed, format).parse(), fields];
}

/** DateTime.ParseExact(text, format, culture, styles). Throws FormatError. */
export function parseDateTimeExact(text: string, format: string, culture: CultureName, styles: number, clock: ParseClock): DateTime {
  const [moment] = parse(text, format, culture, styles, 'DateTime', clock);
  return new DateTime(moment.ticks, moment.kind);
}

/** DateTimeOffset.ParseExact(text, format, culture, styles). Throws FormatError. */
export function parseDateTimeOffsetExact(
  text: string,
  format: string,
  culture: CultureName,
  styles: number,
  clock: ParseClock,
): DateTimeOffset {
  const [moment] = parse(text, format, culture, styles, 'DateTimeOffset', clock);
  return new DateTimeOffset(moment.ticks, new TimeSpan(moment.offsetTicks));
}

/** DateOnly.ParseExact(text, format, culture, styles). Throws FormatError. */
export function parseDateOnlyExact(text: string, format: string, culture: CultureName, styles: number, clock: ParseClock): DateOnly {
  const patterns: Readonly<Record<string, string>> = { o: "yyyy'-'MM'-'dd", r: 'ddd, dd MMM yyyy' };
  const pattern = format.length === 1 ? patterns[format.toLowerCase()] : undefined;
  const [moment, fields] = parse(text, pattern ?? format, pattern === undefined ? culture : 'iv', styles, 'DateOnly', clock);
  // .NET looks for stray parts less closely here than in Parse: a time of day goes unnoticed.
  if (fields.zoneUsed) throw fields.stray();
  return DateOnly.fromDateTime(new DateTime(moment.ticks));
}

/** TimeOnly.ParseExact(text, format, culture, styles). Throws FormatError. */
export function parseTimeOnlyExact(text: string, format: string, culture: CultureName, styles: number, clock: ParseClock): TimeOnly {
  const patterns: Readonly<Record<string, string>> = { o: 'HH:mm:ss.fffffff', r: 'HH:mm:ss' };
  const pattern = format.length === 1 ? patterns[format.toLowerCase()] : undefined;
  const [moment, fields] = parse(text, pattern ?? format, pattern === undefined ? culture : 'iv', styles, 'TimeOnly', clock);
  if (fields.monthName || fields.zoneUsed) throw fields.stray();
  return TimeOnly.fromDateTime(new DateTime(moment.ticks));
}

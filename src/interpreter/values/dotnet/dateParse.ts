import { TICKS_PER_MINUTE, toFourDigitYear } from './calendar.ts';
import { CULTURES, type CultureName } from './culture.ts';
import { DateLexer, isLetter, isSpace } from './dateLexer.ts';
import { DateOnly } from './dateonly.ts';
import { DateFields, finishMoment, type ParseClock, type ParsedMoment, type ParseTarget } from './dateResult.ts';
import { type Token, transition } from './dateStates.ts';
import { DateTime } from './datetime.ts';
import { DateTimeOffset } from './datetimeoffset.ts';
import { TimeOnly } from './timeonly.ts';
import { TimeSpan } from './timespan.ts';

/**
 * DateTime.Parse and its relatives: .NET 10's loose reading of dates, month first, as en-US and the invariant culture
 * have it. Tokens drive the machine of dateStates.ts.
 */

class DateParser {
  private readonly lexer: DateLexer;
  private readonly fields: DateFields;
  private state = 'begin';
  private numbers: number[] = [];
  private month = -1;
  private year = -1;
  /** 0 for AM, 1 for PM, -1 for none. */
  private mark = -1;
  private complete = false;

  constructor(fields: DateFields, culture: CultureName) {
    this.fields = fields;
    this.lexer = new DateLexer(fields.text, culture);
  }

  /** A hyphen that cannot go on the date is given back: it may start an offset. */
  private hyphen(start: number, date: Token, space: Token): Token {
    if (transition(this.state, date) === '!' && transition(this.state, space).startsWith('=')) {
      this.lexer.at = start;
      return space;
    }
    return date;
  }

  private setMark(mark: number): boolean {
    if (this.mark !== -1) return false;
    this.mark = mark;
    return true;
  }

  private zone(minutes: number): void {
    this.fields.zoneUsed = true;
    this.fields.zoneTicks = BigInt(minutes) * TICKS_PER_MINUTE;
  }

  /** After a time: an offset, with white space before it or not. */
  private offsetAfterTime(): void {
    const { lexer } = this;
    if (lexer.at >= lexer.text.length - 1) return;
    let spaces = 0;
    while (isSpace(lexer.peek(spaces)) && lexer.at + spaces < lexer.text.length - 1) spaces++;
    const ch = lexer.peek(spaces);
    if (ch !== '+' && ch !== '-') return;
    lexer.at += spaces;
    const minutes = this.fields.zoneUsed ? null : lexer.offset();
    if (minutes === null) throw this.fields.bad();
    this.zone(minutes);
  }

  /** A number of three or more digits; null if it is to be skipped. */
  private yearToken(value: number): Token | null {
    if (this.year !== -1) throw this.fields.bad();
    this.year = value;
    const start = this.lexer.at;
    const separator = this.lexer.separator();
    switch (separator) {
      case 'end':
        return 'yearEnd';
      case 'am':
      case 'pm':
        return this.setMark(separator === 'am' ? 0 : 1) ? 'yearSpace' : null;
      case 'space':
        return 'yearSpace';
      case 'date':
        return 'yearDate';
      case 'dateOrOffset':
        return this.hyphen(start, 'yearDate', 'yearSpace');
      default:
        throw this.fields.bad();
    }
  }

  private numberToken(value: number, length: number): Token | 'iso' | null {
    const { lexer, fields } = this;
    const inTime = this.state === 'Nt' || this.state === 'NNt';
    if (this.numbers.length === 3 || value === -1) throw fields.bad();
    if (this.state === 'NNt' && lexer.at < lexer.text.length - 1 && /[.,]/.test(lexer.peek() ?? ''))
      fields.fraction = lexer.fraction() ?? 0;
    if (inTime && lexer.at < lexer.text.length - 1) this.offsetAfterTime();
    if (length >= 3) return this.yearToken(value);
    const start = lexer.at;
    const separator = lexer.separator();
    let token: Token | 'iso' | null;
    switch (separator) {
      case 'end':
        token = 'numEnd';
        break;
      case 'am':
      case 'pm':
        if (!this.setMark(separator === 'am' ? 0 : 1)) return null;
        token = 'numMark';
        // "1/10 5 AM": the two numbers before are a date.
        if (this.state === 'dNN') this.terminal('=NN');
        break;
      case 'space':
        token = 'numSpace';
        break;
      case 'date':
        token = 'numDate';
        break;
      case 'dateOrOffset':
        token = this.hyphen(start, 'numDate', 'numSpace');
        break;
      case 'time':
        token = 'numTime';
        break;
      case 'localTimeMark':
        token = 'iso';
        break;
    }
    this.numbers.push(value);
    if (token === 'numMark' && inTime) this.offsetAfterTime();
    return token;
  }

  private monthToken(value: number): Token {
    if (this.month !== -1) throw this.fields.bad();
    const start = this.lexer.at;
    const separator = this.lexer.separator();
    let token: Token;
    switch (separator) {
      case 'end':
        token = 'monthEnd';
        break;
      case 'space':
        token = 'monthSpace';
        break;
      case 'date':
        token = 'monthDate';
        break;
      case 'dateOrOffset':
        token = this.hyphen(start, 'monthDate', 'monthSpace');
        break;
      default:
        throw this.fields.bad();
    }
    this.month = value;
    return token;
  }

  private unknownToken(): null {
    const { lexer, fields } = this;
    const ch = lexer.peek();
    if (isLetter(ch)) {
      throw fields.error(
        `The string '${fields.text}' was not recognized as a valid DateTime. There is an unknown word starting at index '${lexer.at}'.`,
      );
    }
    if ((ch === '-' || ch === '+') && !fields.zoneUsed) {
      const minutes = lexer.offset();
      if (minutes !== null) {
        this.zone(minutes);
        return null;
      }
    }
    if (!this.punctuation()) throw fields.bad();
    return null;
  }

  /** Hashes around the whole text, as Visual Basic writes dates, and NULs at its end. */
  private punctuation(): boolean {
    const { lexer } = this;
    if (lexer.peek() === '\0' && /^\0+$/.test(lexer.text.slice(lexer.at))) {
      lexer.at = lexer.text.length;
      return true;
    }
    if (lexer.peek() !== '#' || !/^\s*#[^#\0]*#[\s\0]*$/.test(lexer.text)) return false;
    lexer.at++;
    return true;
  }

  private token(): Token | 'iso' | null {
    const token = this.lexer.regular();
    switch (token.kind) {
      case 'number':
        return this.numberToken(token.value, token.length);
      case 'month':
        return this.monthToken(token.value);
      case 'dayOfWeek':
        if (this.fields.dayOfWeek !== -1) throw this.fields.bad();
        this.fields.dayOfWeek = token.value;
        return 'dayOfWeek';
      case 'mark':
        if (!this.setMark(token.value)) throw this.fields.bad();
        return null;
      case 'zone':
        if (this.fields.zoneUsed) throw this.fields.bad();
        this.zone(0);
        this.fields.zoneUtc = true;
        return 'zone';
      case 'era':
        return 'era';
      case 'ignorable':
        return null;
      case 'unknown':
        return this.unknownToken();
      case 'end':
        return 'end';
    }
  }

  /** A date or a time is complete: put it into the fields. */
  private terminal(state: string): void {
    const { fields } = this;
    const [n1 = 0, n2 = 0, n3 = 0] = this.numbers;
    if (state.startsWith('=T')) {
      if (fields.haveTime || (state === '=TN' && this.mark === -1)) throw fields.bad();
      fields.haveTime = true;
      fields.hour = n1;
      if (state !== '=TN') fields.minute = n2;
      if (state === '=TNNN') fields.second = n3;
    } else {
      if (fields.haveDate || !this.date(state, n1, n2, n3)) throw fields.bad();
      fields.haveDate = state !== '=MN' && state !== '=NM';
    }
    this.numbers = [];
  }

  private date(state: string, n1: number, n2: number, n3: number): boolean {
    const { fields, month, year } = this;
    switch (state) {
      case '=NN':
        this.defaultYear();
        return this.order === 'dmy' ? fields.setDate(fields.year, n2, n1) : fields.setDate(fields.year, n1, n2);
      case '=NNN':
        if (this.order === 'ymd') return fields.setDate(toFourDigitYear(n1), n2, n3);
        return this.order === 'dmy' ? fields.setDate(toFourDigitYear(n3), n2, n1) : fields.setDate(toFourDigitYear(n3), n1, n2);
      case '=MN':
      case '=NM':
        return this.monthAndNumber(state, n1);
      case '=MNN':
        return fields.setDate(toFourDigitYear(n2), month, n1) || fields.setDate(toFourDigitYear(n1), month, n2);
      case '=YNN':
        return fields.setDate(year, n1, n2);
      case '=NNY':
        return this.order === 'dmy' ? fields.setDate(year, n2, n1) : fields.setDate(year, n1, n2);
      case '=YMN':
        return fields.setDate(year, month, n1);
      case '=YN':
        return fields.setDate(year, n1, 1);
      case '=YM':
        return fields.setDate(year, month, 1);
      default:
        return false;
    }
  }

  /** A month's name and a number: a day, except that the invariant culture's "2024 March" makes "24 March" a year. */
  private monthAndNumber(state: string, number: number): boolean {
    const { fields } = this;
    if (state === '=NM' && this.yearFirst) return fields.setDate(toFourDigitYear(number), this.month, 1);
    this.defaultYear();
    return fields.setDate(fields.year, this.month, number);
  }

  yearFirst = false;
  /** Order of day, month and year in the culture's short dates. */
  order: 'mdy' | 'dmy' | 'ymd' = 'mdy';

  private defaultYear(): void {
    this.fields.year = this.fields.now().year;
    this.fields.yearDefault = true;
  }

  /** The rest of `yyyy-MM-ddT…`. */
  private iso(): ParsedMoment {
    const { fields, lexer } = this;
    if (this.state !== 'YNd' && this.state !== 'YN') throw fields.bad();
    const match = /^\s*(\d\d)\s*:\s*(\d\d)\s*(?::\s*(\d\d)(?:([.,])(?=\d))?)?/.exec(lexer.text.slice(lexer.at));
    if (match === null) throw fields.bad();
    lexer.at += match[0].length;
    if (match[4] !== undefined) {
      lexer.at--;
      fields.fraction = lexer.fraction() ?? 0;
    }
    while (isSpace(lexer.peek())) lexer.at++;
    const ch = lexer.peek();
    if (ch === '+' || ch === '-') {
      const minutes = lexer.offset();
      if (minutes === null) throw fields.bad();
      this.zone(minutes);
    } else if (ch === 'Z' || ch === 'z') {
      lexer.at++;
      this.zone(0);
      fields.zoneUtc = true;
    }
    while (isSpace(lexer.peek())) lexer.at++;
    if (lexer.peek() === '#' && this.punctuation()) while (isSpace(lexer.peek())) lexer.at++;
    if (lexer.peek() === '\0') this.punctuation();
    if (lexer.peek() !== undefined) throw fields.bad();
    const [month = 0, day = 0] = this.numbers;
    fields.year = this.year;
    fields.month = month;
    fields.day = day;
    fields.hour = Number(match[1]);
    fields.minute = Number(match[2]);
    fields.second = Number(match[3] ?? 0);
    // .NET forgets here that it read a date and a time: DateOnly.Parse and TimeOnly.Parse take such a text.
    return finishMoment(fields, fields.clockTicks(), false);
  }

  private adjustHour(): void {
    const { fields } = this;
    if (this.mark === 0) {
      if (fields.hour < 0 || fields.hour > 12) throw fields.bad();
      if (fields.hour === 12) fields.hour = 0;
    } else if (this.mark === 1) {
      if (fields.hour < 0 || fields.hour > 23) throw fields.bad();
      if (fields.hour < 12) fields.hour += 12;
    }
  }

  parse(): ParsedMoment {
    const { fields } = this;
    fields.hour = 0;
    fields.minute = 0;
    fields.second = 0;
    let token: Token | 'iso' | null;
    do {
      token = this.token();
      if (token === 'iso') return this.iso();
      if (token === null) continue;
      const next = transition(this.state, token);
      if (next === '!') throw fields.bad();
      this.state = next;
      if (next.startsWith('=')) {
        this.terminal(next);
        this.complete = true;
        this.state = 'begin';
      }
    } while (token !== 'end' && token !== 'numEnd' && token !== 'monthEnd');
    if (!this.complete) throw fields.bad();
    this.adjustHour();
    const timeOnly = fields.year === -1 && fields.month === -1 && fields.day === -1;
    return finishMoment(fields, fields.clockTicks(), timeOnly);
  }
}

function parse(text: string, culture: CultureName, styles: number, target: ParseTarget, clock: ParseClock): [ParsedMoment, DateFields] {
  const fields = new DateFields(text, styles, target, clock);
  if (text === '') throw fields.bad();
  const parser = new DateParser(fields, culture);
  parser.yearFirst = culture === 'iv';
  const first = /[dMy]/.exec(CULTURES[culture].date.shortDate)?.[0];
  parser.order = first === 'd' ? 'dmy' : first === 'y' ? 'ymd' : 'mdy';
  return [parser.parse(), fields];
}

/** DateTime.Parse(text, culture, styles). Throws FormatError. */
export function parseDateTime(text: string, culture: CultureName, styles: number, clock: ParseClock): DateTime {
  const [moment] = parse(text, culture, styles, 'DateTime', clock);
  return new DateTime(moment.ticks, moment.kind);
}

/** DateTimeOffset.Parse(text, culture, styles). Throws FormatError. */
export function parseDateTimeOffset(text: string, culture: CultureName, styles: number, clock: ParseClock): DateTimeOffset {
  const [moment] = parse(text, culture, styles, 'DateTimeOffset', clock);
  return new DateTimeOffset(moment.ticks, new TimeSpan(moment.offsetTicks));
}

/** DateOnly.Parse(text, culture, styles). Throws FormatError. */
export function parseDateOnly(text: string, culture: CultureName, styles: number, clock: ParseClock): DateOnly {
  const [moment, fields] = parse(text, culture, styles, 'DateOnly', clock);
  if (fields.haveTime || fields.zoneUsed) throw fields.stray();
  return DateOnly.fromDateTime(new DateTime(moment.ticks));
}

/** TimeOnly.Parse(text, culture, styles). Throws FormatError. */
export function parseTimeOnly(text: string, culture: CultureName, styles: number, clock: ParseClock): TimeOnly {
  const [moment, fields] = parse(text, culture, styles, 'TimeOnly', clock);
  if (fields.haveDate || fields.zoneUsed) throw fields.stray();
  return TimeOnly.fromDateTime(new DateTime(moment.ticks));
}

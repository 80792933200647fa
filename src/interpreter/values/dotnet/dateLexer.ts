import { AM_PM, CULTURES, type CultureName, DAY_NAMES, DAY_NAMES_SHORT, MONTH_NAMES, MONTH_NAMES_SHORT } from './culture.ts';

/**
 * The words and signs of DateTime.Parse. A text is read as regular tokens (numbers, names, marks), each number or month
 * name followed by what separates it from the next. Behaviour: .NET 10's DateTimeFormatInfo token table for en-US and
 * the invariant culture.
 */

/** A token that is not a separator. */
export type RegularToken =
  | { readonly kind: 'number'; readonly value: number; readonly length: number }
  | { readonly kind: 'month' | 'dayOfWeek' | 'mark'; readonly value: number }
  | { readonly kind: 'zone' | 'era' | 'ignorable' | 'unknown' | 'end' };

/** What follows a number or a month's name. `dateOrOffset` is a hyphen. */
export type Separator = 'end' | 'am' | 'pm' | 'space' | 'date' | 'time' | 'dateOrOffset' | 'localTimeMark';

/** Numbers of more digits are refused. */
const MAX_DIGITS = 8;

interface Word {
  readonly text: string;
  readonly token: RegularToken;
}

function words(culture: CultureName): Word[] {
  const list: Word[] = [];
  const add = (text: string, token: RegularToken): void => {
    list.push({ text: text.toLowerCase(), token });
  };
  const { date } = CULTURES[culture];
  for (const names of [date.months, date.monthsBesideDay, date.shortMonths, date.shortMonthsBesideDay])
    for (const [at, name] of (names ?? []).entries()) add(name, { kind: 'month', value: at + 1 });
  for (const names of [date.days, date.shortDays])
    for (const [at, name] of (names ?? []).entries()) add(name, { kind: 'dayOfWeek', value: at });
  for (const names of [MONTH_NAMES, MONTH_NAMES_SHORT])
    for (const [at, name] of names.entries()) add(name, { kind: 'month', value: at + 1 });
  for (const names of [DAY_NAMES, DAY_NAMES_SHORT]) for (const [at, name] of names.entries()) add(name, { kind: 'dayOfWeek', value: at });
  for (const [at, name] of AM_PM.entries()) add(name, { kind: 'mark', value: at });
  add('GMT', { kind: 'zone' });
  add('Z', { kind: 'zone' });
  for (const era of culture === 'en-US' ? ['AD', 'A'] : ['A.D.', 'AD']) add(era, { kind: 'era' });
  // The longest word wins: "May" before "Ma…", "A.D." before "A".
  return list.sort((a, b) => b.text.length - a.text.length);
}

const WORDS = { 'en-US': words('en-US'), iv: words('iv') };
const moreWords = new Map<CultureName, readonly Word[]>();

/** The words of a culture: its own names before English ones. */
function wordsOf(culture: CultureName): readonly Word[] {
  if (culture === 'en-US' || culture === 'iv') return WORDS[culture];
  let list = moreWords.get(culture);
  if (list === undefined) {
    list = words(culture);
    moreWords.set(culture, list);
  }
  return list;
}

const LETTER = /^\p{L}/u;

/** True for a character that starts with a letter. */
export function isLetter(ch: string | undefined): boolean {
  return ch !== undefined && LETTER.test(ch);
}

/** True for .NET's white space. */
export function isSpace(ch: string | undefined): boolean {
  return ch !== undefined && (/\s/.test(ch) || ch === '\u0085') && ch !== '\ufeff';
}

function isDigit(ch: string | undefined): boolean {
  return ch !== undefined && ch >= '0' && ch <= '9';
}

/** A position in the text being read. */
export class DateLexer {
  at = 0;
  readonly text: string;
  private readonly culture: CultureName;

  constructor(text: string, culture: CultureName) {
    this.text = text;
    this.culture = culture;
  }

  /** The character at an index from the position. */
  peek(ahead = 0): string | undefined {
    return this.text[this.at + ahead];
  }

  private word(accept: (token: RegularToken) => boolean): RegularToken | null {
    const letter = isLetter(this.peek());
    for (const { text, token } of wordsOf(this.culture)) {
      if (!accept(token)) continue;
      const end = this.at + text.length;
      if (end > this.text.length || this.text.slice(this.at, end).toLowerCase() !== text) continue;
      // "MarchWed" is no March.
      if (letter && isLetter(this.text[end])) continue;
      this.at = end;
      return token;
    }
    return null;
  }

  /** Digits from the position on; value -1 if there are too many. */
  private number(): RegularToken {
    const start = this.at;
    while (isDigit(this.peek())) this.at++;
    const length = this.at - start;
    return { kind: 'number', value: length > MAX_DIGITS ? -1 : Number(this.text.slice(start, this.at)), length };
  }

  /** The next token after white space. */
  regular(): RegularToken {
    while (isSpace(this.peek())) this.at++;
    const ch = this.peek();
    if (ch === undefined) return { kind: 'end' };
    if (isDigit(ch)) return this.number();
    if (ch === ',' || ch === '.') {
      this.at++;
      return { kind: 'ignorable' };
    }
    return this.word(() => true) ?? { kind: 'unknown' };
  }

  /** What separates the number or name just read from the next thing. */
  separator(): Separator {
    while (isSpace(this.peek()) || this.peek() === '\u200f') this.at++;
    const ch = this.peek();
    if (ch === undefined) return 'end';
    switch (ch) {
      case '/':
        this.at++;
        return 'date';
      case ':':
        this.at++;
        return 'time';
      case '-':
        this.at++;
        return 'dateOrOffset';
    }
    if ((ch === 'T' || ch === 't') && !isLetter(this.peek(1))) {
      this.at++;
      return 'localTimeMark';
    }
    const mark = this.word((token) => token.kind === 'mark');
    if (mark?.kind === 'mark') return mark.value === 0 ? 'am' : 'pm';
    return 'space';
  }

  /** The fraction of a second after a point: seconds below one, or null if no digit follows. Moves past the point. */
  fraction(): number | null {
    let value = 0;
    let base = 0.1;
    const start = ++this.at;
    for (; isDigit(this.peek()); this.at++) {
      value += Number(this.peek()) * base;
      base *= 0.1;
    }
    return this.at === start ? null : value;
  }

  /** An offset +8, +08, +0800 or +08:00 at the position, in minutes; null if it is none. */
  offset(): number | null {
    const match = /^([+-])(\d+)/.exec(this.text.slice(this.at, this.at + 12));
    if (match === null) return null;
    const digits = match[2] ?? '';
    let end = this.at + 1 + digits.length;
    let hours = Number(digits);
    let minutes = 0;
    if (digits.length <= 2) {
      if (this.text[end] === ':') {
        const rest = /^\d+/.exec(this.text.slice(end + 1, end + 12))?.[0] ?? '';
        if (rest.length < 1 || rest.length > 2) return null;
        minutes = Number(rest);
        end += 1 + rest.length;
      }
    } else if (digits.length <= 4) {
      minutes = hours % 100;
      hours = Math.floor(hours / 100);
    } else {
      return null;
    }
    if (minutes >= 60) return null;
    this.at = end;
    return (hours * 60 + minutes) * (match[1] === '-' ? -1 : 1);
  }
}

/** The names of eras that ParseExact's g accepts. */
export function eraNames(culture: CultureName): readonly string[] {
  return [CULTURES[culture].date.eraName, 'AD'];
}

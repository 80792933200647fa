/**
 * Reading a pattern's text: position, options in force, and the small pieces (numbers, names, escapes, blanks) that occur in
 * several places. Both passes over a pattern use it: the one that numbers the groups and the one that builds the tree.
 * Behaviour and error positions are those of .NET 10 (checked against it by the test tables).
 */
import { hasChar } from './charset.ts';
import { RegexOptions } from './options.ts';
import { RegexParseError, type RegexParseErrorKind } from './parse-error.ts';
import { boundarySet } from './unicode.ts';

const INT_MAX = 0x7fffffff;

/** Characters that end a run of ordinary ones. */
const SPECIAL = new Set('$()*+.?[\\^{|');
const QUANTIFIERS = new Set('*+?{');
/** Blanks under IgnorePatternWhitespace; a # starts a comment there. */
const BLANKS = new Set('\t\n\f\r ');

/** True for the characters that .NET's patterns give a meaning of their own. */
export function isSpecial(char: string): boolean {
  return SPECIAL.has(char);
}

/** True for * + ? and {. */
export function isQuantifier(char: string): boolean {
  return QUANTIFIERS.has(char);
}

/** True for a character that may be part of a group name. */
export function isNameChar(char: string): boolean {
  return hasChar(boundarySet(false), char.charCodeAt(0));
}

/** True for 0 to 9. */
export function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

/** A position in a pattern with the options that hold there. */
export class PatternScanner {
  readonly pattern: string;
  pos: number;
  options: number;

  constructor(pattern: string, options: number) {
    this.pattern = pattern;
    this.pos = 0;
    this.options = options;
  }

  has(option: number): boolean {
    return (this.options & option) !== 0;
  }

  get atEnd(): boolean {
    return this.pos >= this.pattern.length;
  }

  /** The character at the position (plus a distance), '' past the end. */
  peek(distance = 0): string {
    return this.pattern.charAt(this.pos + distance);
  }

  /** The exception for this pattern at the present position. */
  error(kind: RegexParseErrorKind, detail = ''): RegexParseError {
    return new RegexParseError(kind, this.pattern, this.pos, detail);
  }

  /** True if a run of ordinary text goes on over this character. */
  private isOrdinary(char: string): boolean {
    if (char === '{') return !this.atQuantifier();
    if (SPECIAL.has(char)) return false;
    return !this.has(RegexOptions.IgnorePatternWhitespace) || (char !== '#' && !BLANKS.has(char));
  }

  /** Moves past ordinary text. */
  skipOrdinary(): void {
    while (!this.atEnd && this.isOrdinary(this.peek())) this.pos++;
  }

  /** True at * + ? or at {n}, {n,} or {n,m} in full; any other { is an ordinary character. */
  atQuantifier(): boolean {
    const char = this.peek();
    if (char !== '{') return QUANTIFIERS.has(char);
    const { pattern } = this;
    let at = this.pos + 1;
    while (isDigit(pattern[at])) at++;
    if (at === this.pos + 1) return false;
    if (pattern[at] === '}') return true;
    if (pattern[at] !== ',') return false;
    at++;
    while (isDigit(pattern[at])) at++;
    return pattern[at] === '}';
  }

  /** Moves past (?#…) comments and, under IgnorePatternWhitespace, blanks and # comments. */
  skipBlank(): void {
    for (;;) {
      const loose = this.has(RegexOptions.IgnorePatternWhitespace);
      if (loose) while (!this.atEnd && BLANKS.has(this.peek())) this.pos++;
      if (loose && this.peek() === '#') {
        const end = this.pattern.indexOf('\n', this.pos);
        this.pos = end < 0 ? this.pattern.length : end;
      } else if (this.pattern.startsWith('(?#', this.pos)) {
        const end = this.pattern.indexOf(')', this.pos);
        this.pos = end < 0 ? this.pattern.length : end + 1;
        if (end < 0) throw this.error('UnterminatedComment');
      } else return;
    }
  }

  /** Reads decimal digits, possibly none (0). @throws RegexParseError above Int32.MaxValue. */
  scanDecimal(): number {
    let value = 0;
    while (isDigit(this.peek())) {
      value = value * 10 + Number(this.peek());
      this.pos++;
      if (value > INT_MAX) throw this.error('QuantifierOrCaptureGroupOutOfRange');
    }
    return value;
  }

  /** Reads a group name: all word characters from here. */
  scanName(): string {
    const start = this.pos;
    while (!this.atEnd && isNameChar(this.peek())) this.pos++;
    return this.pattern.slice(start, this.pos);
  }

  private scanHex(digits: number): number {
    let value = 0;
    let left = digits;
    if (this.pos + digits <= this.pattern.length) {
      for (; left > 0; left--) {
        const digit = Number.parseInt(this.peek(), 16);
        this.pos++;
        if (Number.isNaN(digit)) break;
        value = value * 16 + digit;
      }
    }
    if (left > 0) throw this.error('InsufficientOrInvalidHexDigits');
    return value;
  }

  /** Up to three octal digits; what exceeds a byte is cut off. */
  private scanOctal(): number {
    let value = 0;
    for (let left = 3; left > 0 && this.peek() >= '0' && this.peek() <= '7'; left--) {
      value = value * 8 + Number(this.peek());
      this.pos++;
      if (this.has(RegexOptions.ECMAScript) && value >= 0x20) break;
    }
    return value & 0xff;
  }

  private scanControl(): number {
    if (this.atEnd) throw this.error('MissingControlCharacter');
    let unit = this.pattern.charCodeAt(this.pos++);
    if (unit >= 0x61 && unit <= 0x7a) unit -= 0x20;
    unit -= 0x40;
    if (unit < 0 || unit >= 0x20) throw this.error('UnrecognizedControlCharacter');
    return unit;
  }

  /** Reads what follows a backslash as one code unit. */
  scanCharEscape(): number {
    const char = this.peek();
    if (char >= '0' && char <= '7') return this.scanOctal();
    this.pos++;
    switch (char) {
      case 'x':
        return this.scanHex(2);
      case 'u':
        return this.scanHex(4);
      case 'a':
        return 0x07;
      case 'b':
        return 0x08;
      case 'e':
        return 0x1b;
      case 'f':
        return 0x0c;
      case 'n':
        return 0x0a;
      case 'r':
        return 0x0d;
      case 't':
        return 0x09;
      case 'v':
        return 0x0b;
      case 'c':
        return this.scanControl();
      default:
        if (!this.has(RegexOptions.ECMAScript) && isNameChar(char)) throw this.error('UnrecognizedEscape', char);
        return char.charCodeAt(0);
    }
  }

  /** Reads the {name} of \p{name}. */
  scanProperty(): string {
    if (this.pos + 2 >= this.pattern.length) throw this.error('InvalidUnicodePropertyEscape');
    if (this.pattern[this.pos++] !== '{') throw this.error('MalformedUnicodePropertyEscape');
    const start = this.pos;
    while (!this.atEnd && (isNameChar(this.peek()) || this.peek() === '-')) this.pos++;
    const name = this.pattern.slice(start, this.pos);
    if (this.atEnd || this.pattern[this.pos++] !== '}') throw this.error('InvalidUnicodePropertyEscape');
    return name;
  }

  /** Reads inline option letters (imnsx, + and -) and puts them in force; stops at anything else. */
  scanOptions(): void {
    let off = false;
    for (; !this.atEnd; this.pos++) {
      const char = this.peek();
      if (char === '-') off = true;
      else if (char === '+') off = false;
      else {
        const option = OPTION_LETTERS[String.fromCharCode(char.charCodeAt(0) | 0x20)];
        if (option === undefined) return;
        this.options = off ? this.options & ~option : this.options | option;
      }
    }
  }
}

const OPTION_LETTERS: Record<string, number | undefined> = {
  i: RegexOptions.IgnoreCase,
  m: RegexOptions.Multiline,
  n: RegexOptions.ExplicitCapture,
  s: RegexOptions.Singleline,
  x: RegexOptions.IgnorePatternWhitespace,
};

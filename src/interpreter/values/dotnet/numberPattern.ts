import type { NumberSymbols } from './culture.ts';
import { type Digits, roundDigits } from './digits.ts';

/**
 * Custom numeric format strings: placeholders 0 and #, decimal point, group separator and scaling commas, percent and
 * per mille, exponents, sections, quotes and escapes. Behaviour: learn.microsoft.com "Custom numeric format strings",
 * checked against .NET 10.
 */

/** Index of a format's section: 0 positive, 1 negative, 2 zero; an absent or empty section falls back to the first. */
function findSection(format: string, section: number): number {
  if (section === 0) return 0;
  let left = section;
  for (let at = 0; at < format.length; ) {
    const ch = format[at++];
    if (ch === "'" || ch === '"') {
      while (at < format.length && format[at++] !== ch) {
        // skip the quoted text
      }
    } else if (ch === '\\') {
      at++;
    } else if (ch === ';' && --left === 0) {
      return at < format.length && format[at] !== ';' ? at : 0;
    }
  }
  return 0;
}

interface Layout {
  /** Placeholders in all, and before the decimal point. */
  readonly count: number;
  readonly decimalAt: number;
  /** The first and one past the last `0` placeholder. */
  readonly firstZero: number;
  readonly lastZero: number;
  readonly scientific: boolean;
  readonly grouped: boolean;
  readonly scaleBy: number;
}

function scanSection(format: string, start: number): Layout {
  let count = 0;
  let decimalAt = -1;
  let commaAt = -1;
  let commas = 0;
  let firstZero = Number.MAX_SAFE_INTEGER;
  let lastZero = 0;
  let scientific = false;
  let grouped = false;
  let scaleBy = 0;
  for (let at = start; at < format.length && format[at] !== ';'; ) {
    const ch = format[at++];
    switch (ch) {
      case '#':
        count++;
        break;
      case '0':
        if (firstZero === Number.MAX_SAFE_INTEGER) firstZero = count;
        lastZero = ++count;
        break;
      case '.':
        if (decimalAt < 0) decimalAt = count;
        break;
      case ',':
        if (count > 0 && decimalAt < 0) {
          if (commaAt === count) {
            commas++;
          } else {
            if (commaAt >= 0) grouped = true;
            commaAt = count;
            commas = 1;
          }
        }
        break;
      case '%':
        scaleBy += 2;
        break;
      case '‰':
        scaleBy += 3;
        break;
      case "'":
      case '"':
        while (at < format.length && format[at++] !== ch) {
          // skip the quoted text
        }
        break;
      case '\\':
        at++;
        break;
      case 'E':
      case 'e':
        if (format[at] === '0' || ((format[at] === '+' || format[at] === '-') && format[at + 1] === '0')) {
          at++;
          while (format[at] === '0') at++;
          scientific = true;
        }
        break;
    }
  }
  if (decimalAt < 0) decimalAt = count;
  if (commaAt >= 0) {
    if (commaAt === decimalAt) scaleBy -= commas * 3;
    else grouped = true;
  }
  return { count, decimalAt, firstZero, lastZero, scientific, grouped, scaleBy };
}

function exponentText(exponent: number, letter: string, minDigits: number, plus: boolean, symbols: NumberSymbols): string {
  const sign = exponent < 0 ? symbols.negative : plus ? symbols.positive : '';
  return letter + sign + String(Math.abs(exponent)).padStart(minDigits, '0');
}

/** Writes the digits of one number into one section of a format. */
class SectionWriter {
  private out = '';
  private next = 0;
  private position: number;
  /** Digits that the format has too few placeholders for (positive) or too many (negative). */
  private surplus: number;
  private decimalWritten = false;
  private readonly separators: number[] = [];
  private readonly firstZero: number;
  private readonly lastZero: number;
  private readonly number: Digits;
  private readonly layout: Layout;
  private readonly symbols: NumberSymbols;

  constructor(number: Digits, layout: Layout, symbols: NumberSymbols) {
    this.number = number;
    this.layout = layout;
    this.symbols = symbols;
    this.firstZero = layout.firstZero < layout.decimalAt ? layout.decimalAt - layout.firstZero : 0;
    this.lastZero = layout.lastZero > layout.decimalAt ? layout.decimalAt - layout.lastZero : 0;
    if (layout.scientific) {
      this.position = layout.decimalAt;
      this.surplus = 0;
    } else {
      this.position = Math.max(number.scale, layout.decimalAt);
      this.surplus = number.scale - layout.decimalAt;
    }
    if (layout.grouped) {
      const total = this.position + Math.min(this.surplus, 0);
      const digits = Math.max(this.firstZero, total);
      for (let at = 3; at < digits; at += 3) this.separators.push(at);
    }
  }

  private digit(ch: string): void {
    this.out += ch;
    if (this.layout.grouped && this.position > 1 && this.separators.length > 0) {
      if (this.position === (this.separators.at(-1) ?? 0) + 1) {
        this.out += this.symbols.group;
        this.separators.pop();
      }
    }
  }

  private placeholder(): void {
    let ch: string;
    if (this.surplus < 0) {
      this.surplus++;
      ch = this.position <= this.firstZero ? '0' : '';
    } else if (this.next < this.number.digits.length) {
      ch = this.number.digits[this.next++] ?? '';
    } else {
      ch = this.position > this.lastZero ? '0' : '';
    }
    if (ch !== '') this.digit(ch);
    this.position--;
  }

  private exponent(format: string, start: number, letter: string, open: boolean): { at: number; open: boolean } {
    let at = start;
    if (!open) {
      this.out += letter;
      if (format[at] === '+' || format[at] === '-') this.out += format[at++];
      while (format[at] === '0') this.out += format[at++];
      return { at, open };
    }
    let zeros = 0;
    let plus = false;
    if (format[at] === '0') {
      zeros++;
    } else if (format[at] === '+' && format[at + 1] === '0') {
      plus = true;
    } else if (!(format[at] === '-' && format[at + 1] === '0')) {
      this.out += letter;
      return { at, open };
    }
    while (format[++at] === '0') zeros++;
    const exponent = this.number.digits === '' ? 0 : this.number.scale - this.layout.decimalAt;
    this.out += exponentText(exponent, letter, Math.min(zeros, 10), plus, this.symbols);
    return { at, open: false };
  }

  write(format: string, start: number): string {
    let exponentOpen = this.layout.scientific;
    for (let at = start; at < format.length && format[at] !== ';'; ) {
      const ch = format[at++] ?? '';
      if (this.surplus > 0 && (ch === '#' || ch === '0' || ch === '.')) {
        for (; this.surplus > 0; this.surplus--) {
          this.digit(this.number.digits[this.next++] ?? '0');
          this.position--;
        }
      }
      switch (ch) {
        case '#':
        case '0':
          this.placeholder();
          break;
        case '.':
          if (this.position === 0 && !this.decimalWritten) {
            if (this.lastZero < 0 || (this.layout.decimalAt < this.layout.count && this.next < this.number.digits.length)) {
              this.out += this.symbols.decimal;
              this.decimalWritten = true;
            }
          }
          break;
        case '%':
          this.out += this.symbols.percent;
          break;
        case '‰':
          this.out += this.symbols.perMille;
          break;
        case ',':
          break;
        case "'":
        case '"':
          while (at < format.length && format[at] !== ch) this.out += format[at++];
          at++;
          break;
        case '\\':
          if (at < format.length) this.out += format[at++];
          break;
        case 'E':
        case 'e': {
          const done = this.exponent(format, at, ch, exponentOpen);
          at = done.at;
          exponentOpen = done.open;
          break;
        }
        default:
          this.out += ch;
      }
    }
    return this.out;
  }
}

/** A number's digits (for doubles: 15 significant ones, for singles 7) laid out by a custom format. Never throws. */
export function formatPattern(source: Digits, pattern: string, symbols: NumberSymbols): string {
  const nul = pattern.indexOf('\0');
  const format = nul < 0 ? pattern : pattern.slice(0, nul);
  let start = findSection(format, source.digits === '' ? 2 : source.negative ? 1 : 0);
  let layout = scanSection(format, start);
  let number: Digits;
  if (source.digits === '') {
    number = { digits: '', scale: 0, negative: source.negative && source.floating, floating: source.floating };
  } else {
    const scaled: Digits = { ...source, scale: source.scale + layout.scaleBy };
    number = roundDigits(scaled, layout.scientific ? layout.count : scaled.scale + layout.count - layout.decimalAt, false);
    if (number.digits === '') {
      // Rounded away: the zero section, if there is one, shows it.
      const zeroStart = findSection(format, 2);
      if (zeroStart !== start) {
        start = zeroStart;
        layout = scanSection(format, start);
      }
    }
  }
  const text = new SectionWriter(number, layout, symbols).write(format, start);
  return number.negative && start === 0 && (number.scale !== 0 || text !== '') ? symbols.negative + text : text;
}

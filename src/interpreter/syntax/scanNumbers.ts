/** Number literals (tokenizer.cs): decimal, hexadecimal, binary and real, with type suffixes and multipliers. */
import { forcesNewToken, forcesNewTokenAfterNumber, isDash, isDecimalDigit, isHexDigit, isMultiplierStart, isTypeSuffix } from './chars.ts';
import { numberValue } from './numberValues.ts';
import { scanGenericFrom } from './scanWords.ts';
import type { Token } from './token.ts';
import { Mode, type Tokenizer } from './tokenizer.ts';

/** What was read of a number before its value is known. */
export interface NumberParts {
  /** Sign and digits, with a leading 0 for hexadecimal digits; dashes are '-'. */
  digits: string;
  format: 'decimal' | 'hex' | 'binary';
  /** Type suffix in lower case: '', u, s, l, d, y, n, ul, us, uy. */
  suffix: string;
  real: boolean;
  multiplier: bigint;
}

const multipliers: Record<string, bigint> = { k: 1n << 10n, m: 1n << 20n, g: 1n << 30n, t: 1n << 40n, p: 1n << 50n };

function scanDigits(t: Tokenizer, isDigit: (c: number) => boolean): string {
  const start = t.index;
  while (isDigit(t.peek())) t.index++;
  return t.script.slice(start, t.index);
}

function isBinaryDigit(c: number): boolean {
  return c === 48 || c === 49;
}

/** The digits of an exponent with their sign, or null without digits. The `e` was taken. */
function scanExponent(t: Tokenizer): string | null {
  let sign = '';
  const c = t.peek();
  if (c === 43 || isDash(c)) {
    t.index++;
    sign = c === 43 ? '+' : '-';
  }
  const digits = scanDigits(t, isDecimalDigit);
  return digits === '' ? null : sign + digits;
}

/** Reads a number whose first character was taken; null when it is no number (77z.exe). The position is then anywhere after. */
function scanParts(t: Tokenizer, firstCharacter: number): NumberParts | null {
  const parts: NumberParts = { digits: '', format: 'decimal', suffix: '', real: false, multiplier: 1n };
  let valid = true;
  let first = firstCharacter;
  let sign = '';
  if (isDash(first) || first === 43) {
    sign = first === 43 ? '+' : '-';
    first = t.get();
  }
  const exponent = (): void => {
    const e = t.script[t.index];
    t.index++;
    const digits = scanExponent(t);
    if (digits === null) valid = false;
    else parts.digits += e + digits;
    parts.real = true;
  };
  const afterDot = (): void => {
    parts.real = true;
    parts.digits += `.${scanDigits(t, isDecimalDigit)}`;
    if ((t.peek() | 32) === 101) exponent();
  };
  if (first === 46) afterDot();
  else {
    const c = t.peek() | 32;
    if (first === 48 && c === 120) {
      t.index++;
      parts.format = 'hex';
      // The zero keeps the digits from being read as negative where no sign bit is expected.
      parts.digits = `0${scanDigits(t, isHexDigit)}`;
    } else if (first === 48 && c === 98) {
      t.index++;
      parts.format = 'binary';
      parts.digits = scanDigits(t, isBinaryDigit);
      if (parts.digits === '' && sign === '') valid = false;
    } else {
      parts.digits = String.fromCharCode(first) + scanDigits(t, isDecimalDigit);
      const next = t.peek();
      if (next === 46) {
        t.index++;
        // Two dots are the range operator.
        if (t.peek() === 46) t.unget();
        else afterDot();
      } else if ((next | 32) === 101) exponent();
    }
  }
  let c = t.peek();
  if (isTypeSuffix(c)) {
    t.index++;
    parts.suffix = String.fromCharCode(c | 32);
    c = t.peek();
    if (isTypeSuffix(c)) {
      t.index++;
      parts.suffix += String.fromCharCode(c | 32);
      if (!['ul', 'us', 'uy'].includes(parts.suffix)) valid = false;
      c = t.peek();
    }
  }
  if (isMultiplierStart(c)) {
    t.index++;
    parts.multiplier = multipliers[String.fromCharCode(c | 32)];
    if ((t.peek() | 32) === 98) {
      t.index++;
      c = t.peek();
    } else valid = false;
  }
  if (!forcesNewToken(c) && (t.mode !== Mode.Expression || !forcesNewTokenAfterNumber(c, t.endNumberOnTernaryChars))) valid = false;
  parts.digits = sign + parts.digits;
  return valid ? parts : null;
}

/** Whether a number follows the current `!`; the caller sets the position back. */
export function startsNumber(t: Tokenizer): boolean {
  return scanParts(t, 33) !== null;
}

/** A number, or a bare word that begins like one. */
export function scanNumber(t: Tokenizer, first: number): Token {
  const parts = scanParts(t, first);
  const value = parts && numberValue(parts);
  if (!parts || (!value && t.mode !== Mode.Expression)) {
    t.index = t.tokenStart;
    return scanGenericFrom(t, '');
  }
  if (!value) t.report(t.tokenStart, t.index, 'BadNumericConstant', t.script.slice(t.tokenStart, t.index));
  const token = t.newToken('Number');
  token.number = value ?? { type: 'Int32', value: 0 };
  return token;
}

import { Decimal } from './decimal.ts';
import { ArgumentOutOfRangeError, type DotNetError, FormatError, OverflowError } from './errors.ts';
import { convertNumber, inRange, integerValue } from './integerMath.ts';
import { type IntegerKind, isIntegerKind, type NumericKind, type NumericValue, type TypedNumber } from './kinds.ts';
import { NumberStyles, parseNumber, tryParseNumber } from './parseNumber.ts';
import { roundHalfEven } from './rounding.ts';

/**
 * PowerShell's own ways from text to number: number literals with suffixes and multipliers (tokenizer.cs, Parser.ScanNumber)
 * and casts of strings (LanguagePrimitives.ConvertStringToInteger, …ToDecimal, …ToReal).
 */

const MULTIPLIERS: Readonly<Record<string, bigint>> = { k: 1n << 10n, m: 1n << 20n, g: 1n << 30n, t: 1n << 40n, p: 1n << 50n };

const SUFFIX_KINDS: Readonly<Record<string, NumericKind>> = {
  y: 'SByte',
  uy: 'Byte',
  s: 'Int16',
  us: 'UInt16',
  l: 'Int64',
  ul: 'UInt64',
  d: 'Decimal',
  n: 'BigInteger',
};

const DASHES = /^[\u2013\u2014\u2015]/;

/** The parts of a number literal; null where the text is not shaped like one. */
const DECIMAL_SHAPE = /^([-+\u2013\u2014\u2015]?)(\d*(?:\.\d*)?)((?:[eE][-+\u2013\u2014\u2015]?\d+)?)(u[lsy]?|[sldyn])?([kmgtp]b)?$/i;

function fitsAs(kind: NumericKind, value: bigint): TypedNumber | null {
  if (kind === 'BigInteger') return { kind, value };
  if (kind === 'Decimal') {
    const decimal = value >= Decimal.MIN.mantissa && value <= Decimal.MAX.mantissa;
    return decimal ? { kind, value: new Decimal(value) } : null;
  }
  if (!isIntegerKind(kind) || !inRange(kind, value)) return null;
  return { kind, value: integerValue(kind, value) };
}

/** Suffix `u`: UInt32 if it fits, else UInt64. */
function firstFit(kinds: readonly NumericKind[], value: bigint): TypedNumber | null {
  for (const kind of kinds) {
    const fitted = fitsAs(kind, value);
    if (fitted !== null) return fitted;
  }
  return null;
}

function suffixed(value: bigint, suffix: string): TypedNumber | null {
  if (suffix === 'u') return firstFit(['UInt32', 'UInt64'], value);
  const kind = SUFFIX_KINDS[suffix];
  return kind === undefined ? null : fitsAs(kind, value);
}

function realLiteral(text: string, suffix: string, multiplier: bigint): TypedNumber | null {
  const styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
  if (suffix === 'd') {
    const decimal = tryParseNumber('Decimal', text, 'iv', styles);
    if (!(decimal instanceof Decimal)) return null;
    try {
      return { kind: 'Decimal', value: decimal.multiply(new Decimal(multiplier)) };
    } catch (error) {
      if (error instanceof OverflowError) return null;
      throw error;
    }
  }
  const parsed = tryParseNumber('Double', text, 'iv', styles);
  if (parsed === null) return null;
  const double = Number(parsed) * Number(multiplier);
  if (suffix === '') return { kind: 'Double', value: double };
  return Number.isFinite(double) ? suffixed(BigInt(roundHalfEven(double)), suffix) : null;
}

function integerLiteral(text: string, suffix: string, multiplier: bigint): TypedNumber | null {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  if (digits === '') return null;
  const value = BigInt(digits) * multiplier * (negative ? -1n : 1n);
  if (suffix !== '') return suffixed(value, suffix);
  const fitted = firstFit(['Int32', 'Int64', 'Decimal'], value);
  if (fitted !== null) return fitted;
  const double = Number(value);
  return Number.isFinite(double) ? { kind: 'Double', value: double } : null;
}

/** Hexadecimal digits: a full-width literal carries a sign bit unless it is unsigned. */
function hexValue(digits: string, suffix: string): { value: bigint; long: boolean } {
  if (digits === '') return { value: 0n, long: false };
  // The scanner puts a 0 before the digits, so fifteen of them look like a 64-bit literal; sixteen do if a sign bit is taken.
  const long = (suffix === '' && (digits.length === 15 || digits.length === 16)) || (suffix === 'u' && digits.length === 15);
  let value = BigInt(`0x${digits}`);
  if (!suffix.startsWith('u')) {
    const widths: Readonly<Record<string, number>> = { y: 2, s: 4, l: 16 };
    const width = widths[suffix] ?? (digits.length + 1 < 16 ? 8 : 16);
    if (digits.length === width) value = BigInt.asIntN(width * 4, value);
  }
  return { value, long };
}

function binaryValue(digits: string, suffix: string): { value: bigint; long: boolean } {
  const value = BigInt(`0b${digits}`);
  const signWidth = [8, 16, 32, 64, 96].includes(digits.length) || digits.length >= 128;
  const signed = !suffix.startsWith('u') && digits.startsWith('1') && signWidth;
  const long = digits.length === 64 && (suffix === '' || suffix === 'u');
  return { value: signed ? BigInt.asIntN(Math.ceil(digits.length / 8) * 8, value) : value, long };
}

function radixLiteral(sign: string, base: string, body: string, multiplier: bigint, suffixIn: string): TypedNumber | null {
  const hex = base.toLowerCase() === 'x';
  if (!hex && body === '') return null;
  const { value, long } = hex ? hexValue(body, suffixIn) : binaryValue(body, suffixIn);
  const suffix = long ? `${suffixIn}l` : suffixIn;
  const total = value * multiplier * (sign !== '' && sign !== '+' ? -1n : 1n);
  return suffix === '' ? firstFit(['Int32', 'Int64'], total) : suffixed(total, suffix);
}

/** `d`, and in hexadecimal every letter up to f, is a digit first: split digits from suffix and multiplier. */
function splitRadix(text: string): { sign: string; base: string; digits: string; suffix: string; multiplier: bigint } | null {
  const hex = /^([-+\u2013\u2014\u2015]?)0x([0-9a-f]*)(u[lsy]?|[slyn])?([kmgtp]b)?$/i.exec(text);
  const binary = hex === null ? /^([-+\u2013\u2014\u2015]?)0b([01]*)(u[lsy]?|[sldyn])?([kmgtp]b)?$/i.exec(text) : null;
  const match = hex ?? binary;
  if (match === null) return null;
  return {
    sign: match[1] ?? '',
    base: hex === null ? 'b' : 'x',
    digits: match[2] ?? '',
    suffix: (match[3] ?? '').toLowerCase(),
    multiplier: MULTIPLIERS[(match[4] ?? '')[0]?.toLowerCase() ?? ''] ?? 1n,
  };
}

/**
 * A number literal as PowerShell's tokenizer reads it when signs are allowed: decimal, 0x and 0b, exponents, the suffixes
 * y uy s us l ul u d n and the multipliers kb to pb. Null if the text is no number or does not fit its suffix.
 */
export function scanNumberLiteral(text: string): TypedNumber | null {
  if (/^[-+\u2013\u2014\u2015]?0[xb]/i.test(text)) {
    const parts = splitRadix(text);
    return parts === null ? null : radixLiteral(parts.sign, parts.base, parts.digits, parts.multiplier, parts.suffix);
  }
  const match = DECIMAL_SHAPE.exec(text);
  if (match === null) return null;
  const [, sign = '', mantissa = '', exponent = '', suffix = '', multiplierText = ''] = match;
  if (mantissa === '' || (mantissa === '.' && sign === '')) return null;
  const multiplier = MULTIPLIERS[multiplierText[0]?.toLowerCase() ?? ''] ?? 1n;
  const number = sign.replace(DASHES, '-') + mantissa + exponent.replace(/[\u2013\u2014\u2015]/, '-');
  const real = mantissa.includes('.') || exponent !== '';
  return real ? realLiteral(number, suffix.toLowerCase(), multiplier) : integerLiteral(number, suffix.toLowerCase(), multiplier);
}

/**
 * Parser.ScanNumber: the number that a string stands for in arithmetic ('1kb' * 2). White space around is ignored and the
 * empty string is the integer 0. Null where PowerShell would go on to convert the string to the other operand's type.
 */
export function scanNumberString(text: string): TypedNumber | null {
  const trimmed = text.trim();
  return trimmed === '' ? { kind: 'Int32', value: 0 } : scanNumberLiteral(trimmed);
}

function scanAs(text: string, kind: NumericKind): NumericValue | null {
  const scanned = scanNumberString(text);
  if (scanned === null) return null;
  try {
    return convertNumber(scanned.value, scanned.kind, kind);
  } catch (error) {
    if (error instanceof OverflowError) return null;
    throw error;
  }
}

/** System.ComponentModel's integer converters: decimal text, or hexadecimal after #, 0x or &h. */
function convertFromInvariant(text: string, kind: IntegerKind): NumericValue {
  const trimmed = text.trim();
  const hex = /^(?:#|0x|&h)(.*)$/is.exec(trimmed);
  if (hex === null) return parseNumber(kind, trimmed, 'en-US');
  const body = (hex[1] ?? '').replace(/^(-?)0x/i, '$1');
  if (body === '')
    throw new ArgumentOutOfRangeError(
      'startIndex',
      'Index was out of range. Must be non-negative and less than the size of the collection.',
    );
  if (!/^[0-9a-f]+$/i.test(body)) {
    throw new FormatError(
      /^[0-9a-f]/i.test(body)
        ? 'Additional non-parsable characters are at the end of the string.'
        : 'Could not find any recognizable digits.',
    );
  }
  return parseNumber(kind, body, 'iv', NumberStyles.AllowHexSpecifier);
}

function zero(kind: NumericKind): NumericValue {
  return convertNumber(0, 'Int32', kind);
}

/**
 * A string cast to a numeric type, `[int]'1kb'`. Throws the DotNetError that PowerShell keeps as the inner exception of its
 * PSInvalidCastException (ids InvalidCastFromStringToInteger, …ToDecimal, …ToDoubleOrSingle).
 */
export function convertStringToNumber(text: string, kind: NumericKind): NumericValue {
  if (text === '') return zero(kind);
  const scanned = scanAs(text, kind);
  if (scanned !== null) return scanned;
  if (kind === 'Double' || kind === 'Single') return parseNumber(kind, text);
  try {
    if (kind === 'Decimal') return parseNumber(kind, text);
    if (kind === 'BigInteger') return parseNumber(kind, text, 'iv', NumberStyles.Integer | NumberStyles.AllowThousands);
    return convertFromInvariant(text, kind);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return throughDouble(text, kind, error);
  }
}

/** PowerShell's last attempt, text to Double to the kind; the first error stands if that fails too. */
function throughDouble(text: string, kind: NumericKind, first: DotNetError): NumericValue {
  // BigInteger is not IConvertible, so Convert.ChangeType always fails for it.
  if (kind === 'BigInteger') throw first;
  try {
    return convertNumber(parseNumber('Double', text), 'Double', kind);
  } catch (error) {
    if (error instanceof FormatError || error instanceof OverflowError) throw first;
    throw error;
  }
}

/** The error id that PowerShell gives a failed cast of a string to this kind. */
export function stringCastErrorId(kind: NumericKind): string {
  if (kind === 'Decimal') return 'InvalidCastFromStringToDecimal';
  return kind === 'Double' || kind === 'Single' ? 'InvalidCastFromStringToDoubleOrSingle' : 'InvalidCastFromStringToInteger';
}

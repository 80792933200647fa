import { CULTURES, type CultureName, type NumberSymbols } from './culture.ts';
import { Decimal } from './decimal.ts';
import { type Digits, integerDigits, roundDigits } from './digits.ts';
import {
  doubleToRoundTripString,
  fractionDigits,
  shortestDoubleDigits,
  shortestSingleDigits,
  significantDigits,
  singleToRoundTripString,
  specialDoubleText,
} from './double.ts';
import { FormatError, OutOfMemoryError } from './errors.ts';
import { INTEGER_FACTS, isIntegerKind, type NumericKind, type NumericValue } from './kinds.ts';
import { formatPattern } from './numberPattern.ts';

const INVALID = 'Format specifier was invalid.';
/** Longer results are refused, as .NET runs out of memory on them. */
const MAX_PRECISION = 100_000_000;

/** A standard format's letter and precision (-1 when not given); null if the format is a custom one. */
function standardFormat(format: string): { letter: string; precision: number } | null {
  const match = /^([A-Za-z])(\d{0,10})\0*$/.exec(format);
  if (match === null) {
    // A letter with more digits than any precision has is still a standard format, and wrong.
    if (/^[A-Za-z]\d+\0*$/.test(format)) throw new FormatError(INVALID);
    return null;
  }
  const precision = match[2] === '' ? -1 : Number(match[2]);
  if (precision > 999_999_999) throw new FormatError(INVALID);
  if (precision > MAX_PRECISION) throw new OutOfMemoryError();
  return { letter: match[1] ?? 'G', precision };
}

function grouped(whole: string, separator: string): string {
  if (whole.length <= 3) return whole;
  const first = whole.length % 3;
  let out = whole.slice(0, first);
  for (let at = first; at < whole.length; at += 3) out += (out === '' ? '' : separator) + whole.slice(at, at + 3);
  return out;
}

/** Fixed notation of already rounded digits, without sign. */
function fixedText(number: Digits, decimals: number, symbols: NumberSymbols, separator: string): string {
  const { digits, scale } = number;
  let whole = '0';
  let rest = digits;
  if (scale > 0) {
    whole = digits.slice(0, scale).padEnd(scale, '0');
    rest = digits.slice(scale);
  } else {
    rest = '0'.repeat(Math.min(-scale, decimals)) + digits;
  }
  const head = separator === '' ? whole : grouped(whole, separator);
  return decimals > 0 ? `${head}${symbols.decimal}${rest.slice(0, decimals).padEnd(decimals, '0')}` : head;
}

function exponentText(exponent: number, letter: string, minDigits: number, symbols: NumberSymbols): string {
  return letter + (exponent < 0 ? symbols.negative : symbols.positive) + String(Math.abs(exponent)).padStart(minDigits, '0');
}

function scientificText(number: Digits, significant: number, letter: string, symbols: NumberSymbols): string {
  const padded = number.digits.padEnd(significant, '0');
  const rest = significant > 1 ? symbols.decimal + padded.slice(1) : '';
  return (padded[0] ?? '0') + rest + exponentText(number.digits === '' ? 0 : number.scale - 1, letter, 3, symbols);
}

function generalText(number: Digits, maxDigits: number, letter: string, symbols: NumberSymbols, neverScientific: boolean): string {
  const { digits, scale } = number;
  if (!neverScientific && (scale > maxDigits || scale < -3)) {
    const rest = digits.length > 1 ? symbols.decimal + digits.slice(1) : '';
    return (digits[0] ?? '0') + rest + exponentText(scale - 1, letter, 2, symbols);
  }
  const whole = scale > 0 ? digits.slice(0, scale).padEnd(scale, '0') : '0';
  const rest = scale > 0 ? digits.slice(scale) : '0'.repeat(-scale) + digits;
  return rest === '' ? whole : whole + symbols.decimal + rest;
}

/** What the standard formats need to know beyond the digits. */
interface Source {
  readonly number: Digits;
  /** Digits are already rounded to the format's precision. */
  readonly rounded: boolean;
  /** The precision that G uses when none is given. */
  readonly generalDigits: number;
  /** G without precision keeps every digit and never goes scientific (Decimal). */
  readonly keepAll: boolean;
}

function sign(number: Digits, symbols: NumberSymbols): string {
  return number.negative ? symbols.negative : '';
}

/** A number's text in a pattern of signs and symbols. */
function placed(pattern: string, text: string, symbols: NumberSymbols): string {
  return pattern.replace(/[-$%n]/g, (c) =>
    c === 'n' ? text : c === '-' ? symbols.negative : c === '$' ? symbols.currency : symbols.percent,
  );
}

function formatStandard(source: Source, letter: string, precision: number, symbols: NumberSymbols): string {
  const { number, rounded } = source;
  const upper = letter.toUpperCase();
  switch (upper) {
    case 'C': {
      const decimals = precision < 0 ? symbols.currencyDigits : precision;
      const n = roundDigits(number, number.scale + decimals, rounded);
      const text = fixedText(n, decimals, symbols, symbols.group);
      return placed(n.negative ? symbols.currencyNegative : symbols.currencyPositive, text, symbols);
    }
    case 'F':
    case 'N': {
      const decimals = precision < 0 ? symbols.numberDigits : precision;
      const n = roundDigits(number, number.scale + decimals, rounded);
      return sign(n, symbols) + fixedText(n, decimals, symbols, upper === 'N' ? symbols.group : '');
    }
    case 'P': {
      const decimals = precision < 0 ? symbols.percentDigits : precision;
      const scaled = number.digits === '' ? number : { ...number, scale: number.scale + 2 };
      const n = roundDigits(scaled, scaled.scale + decimals, rounded);
      const text = fixedText(n, decimals, symbols, symbols.group);
      return placed(n.negative ? symbols.percentNegative : symbols.percentPositive, text, symbols);
    }
    case 'E': {
      const significant = (precision < 0 ? 6 : precision) + 1;
      const n = roundDigits(number, significant, rounded);
      return sign(n, symbols) + scientificText(n, significant, letter, symbols);
    }
    case 'G': {
      const exponentLetter = letter === 'G' ? 'E' : 'e';
      if (source.keepAll && precision < 0) return sign(number, symbols) + generalText(number, 0, exponentLetter, symbols, true);
      const maxDigits = precision > 0 ? precision : source.generalDigits;
      const n = roundDigits(number, maxDigits, rounded);
      return sign(n, symbols) + generalText(n, maxDigits, exponentLetter, symbols, false);
    }
    default:
      throw new FormatError(INVALID);
  }
}

/** X and B of a sized integer: two's complement in the kind's width for negative values. */
function radixText(value: bigint, bits: number, letter: string, precision: number): string {
  const pattern = value < 0n ? BigInt.asUintN(bits, value) : value;
  const radix = letter === 'B' || letter === 'b' ? 2 : 16;
  const text = pattern.toString(radix).padStart(precision, '0');
  return letter === 'X' ? text.toUpperCase() : text;
}

/** X and B of a BigInteger: the shortest two's complement in whole digits, with a leading sign digit where needed. */
function bigRadixText(value: bigint, letter: string, precision: number): string {
  const binary = letter === 'B' || letter === 'b';
  let text: string;
  if (binary) {
    let bits = 1;
    while (BigInt.asIntN(bits, value) !== value) bits++;
    text = BigInt.asUintN(bits, value).toString(2).padStart(bits, '0');
  } else {
    let bits = Math.max(4, Math.ceil((value < 0n ? -value : value).toString(16).length) * 4);
    if (BigInt.asIntN(bits, value) !== value) bits += 4;
    else if (bits > 4 && BigInt.asIntN(bits - 4, value) === value) bits -= 4;
    text = BigInt.asUintN(bits, value)
      .toString(16)
      .padStart(bits / 4, '0');
  }
  const fill = value < 0n ? (binary ? '1' : 'f') : '0';
  const padded = text.padStart(precision, fill);
  return letter === 'X' ? padded.toUpperCase() : padded;
}

function formatIntegral(kind: NumericKind, value: bigint, format: string, symbols: NumberSymbols): string {
  const standard = standardFormat(format === '' ? 'G' : format);
  const number = integerDigits(value);
  if (standard === null) return formatPattern(number, format, symbols);
  const { letter, precision } = standard;
  const upper = letter.toUpperCase();
  const big = kind === 'BigInteger';
  // A BigInteger's G and R with a precision are D: it never goes scientific by them.
  if (upper === 'D' || (upper === 'G' && (big || precision < 1)) || upper === 'R') {
    const width = upper === 'D' || (big && upper === 'G') ? precision : 0;
    return sign(number, symbols) + (number.digits === '' ? '0' : number.digits).padStart(width, '0');
  }
  if (upper === 'X' || upper === 'B') {
    if (isIntegerKind(kind)) return radixText(value, Math.max(INTEGER_FACTS[kind].bits, 8), letter, precision);
    return bigRadixText(value, letter, precision);
  }
  return formatStandard({ number, rounded: false, generalDigits: number.digits.length, keepAll: false }, letter, precision, symbols);
}

function decimalDigits(value: Decimal): Digits {
  const negative = value.mantissa < 0n;
  const text = value.mantissa === 0n ? '' : (negative ? -value.mantissa : value.mantissa).toString();
  return { digits: text, scale: text.length - value.scale, negative, floating: false };
}

function formatDecimal(value: Decimal, format: string, symbols: NumberSymbols): string {
  const standard = standardFormat(format === '' ? 'G' : format);
  const number = decimalDigits(value);
  if (standard === null) return formatPattern(number, format, symbols);
  const source: Source = { number, rounded: false, generalDigits: number.digits.length, keepAll: true };
  if (/r/i.test(standard.letter)) return formatStandard(source, 'G', -1, symbols);
  return formatStandard(source, standard.letter, standard.precision, symbols);
}

function formatFloating(kind: 'Single' | 'Double', value: number, format: string, culture: CultureName): string {
  const symbols = CULTURES[culture].number;
  const special = specialDoubleText(value, culture);
  // NaN and the infinities accept any format, even a wrong one.
  if (special !== null) return special;
  const standard = format === '' ? { letter: 'G', precision: -1 } : standardFormat(format);
  if (standard === null) {
    return formatPattern(significantDigits(value, kind === 'Double' ? 15 : 7), format, symbols);
  }
  const { letter, precision } = standard;
  const upper = letter.toUpperCase();
  if (!'CEFGNPR'.includes(upper)) throw new FormatError(INVALID);
  let number: Digits;
  let generalDigits = 0;
  switch (upper) {
    case 'C':
      number = fractionDigits(value, precision < 0 ? symbols.currencyDigits : precision);
      break;
    case 'F':
    case 'N':
      number = fractionDigits(value, precision < 0 ? symbols.numberDigits : precision);
      break;
    case 'P':
      number = fractionDigits(value, (precision < 0 ? symbols.percentDigits : precision) + 2);
      break;
    case 'E':
      number = significantDigits(value, (precision < 0 ? 6 : precision) + 1);
      break;
    default:
      if (upper === 'G' && precision > 0) {
        number = significantDigits(value, precision);
      } else {
        number = kind === 'Double' ? shortestDoubleDigits(value) : shortestSingleDigits(value);
        generalDigits = kind === 'Double' ? 17 : 9;
      }
  }
  const general = upper === 'R' ? (letter === 'R' ? 'G' : 'g') : letter;
  return formatStandard({ number, rounded: true, generalDigits, keepAll: false }, general, upper === 'R' ? -1 : precision, symbols);
}

/**
 * IFormattable.ToString(format, culture) of every numeric kind: standard formats B C D E F G N P R X and custom patterns.
 * An empty format is G. Throws FormatError "Format specifier was invalid." Behaviour: .NET 10.
 */
export function formatNumber(kind: NumericKind, value: NumericValue, format: string, culture: CultureName): string {
  if (kind === 'Double' || kind === 'Single') {
    const number = Number(value);
    if (format === '') return kind === 'Double' ? doubleToRoundTripString(number, culture) : singleToRoundTripString(number, culture);
    return formatFloating(kind, number, format, culture);
  }
  const symbols = CULTURES[culture].number;
  if (kind === 'Decimal') return formatDecimal(value instanceof Decimal ? value : Decimal.fromInteger(value), format, symbols);
  const integer = value instanceof Decimal ? value.toBigInt() : BigInt(value);
  return format === '' ? integer.toString() : formatIntegral(kind, integer, format, symbols);
}

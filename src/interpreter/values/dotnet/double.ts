import { CULTURES, type CultureName } from './culture.ts';
import { type Digits, divideHalfEven, powerOfTen } from './digits.ts';

/**
 * System.Double and System.Single as decimal digits and as text. Behaviour: .NET 10 (shortest round-trip digits by default,
 * correctly rounded exact digits, ties to even, when a precision is asked for) and, for PowerShell's own conversions,
 * LanguagePrimitives.cs and MshObject.cs, which ask for G15 and G7.
 */

/** Sign, 53-bit mantissa and binary exponent of a finite double: value = mantissa × 2^exponent. */
function decompose(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0 ? { mantissa: fraction, exponent: -1074 } : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

/** The exact value as integer × 10^-scale. */
function exactDecimal(value: number): { integer: bigint; scale: number } {
  const { mantissa, exponent } = decompose(value);
  if (exponent >= 0) return { integer: mantissa << BigInt(exponent), scale: 0 };
  return { integer: mantissa * 5n ** BigInt(-exponent), scale: -exponent };
}

function trimmed(digits: string, scale: number, negative: boolean): Digits {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--;
  const text = digits.slice(0, end);
  return { digits: text, scale: text === '' ? 0 : scale, negative, floating: true };
}

/** Digits from JavaScript's own notations: 123.45, 0.00012, 1.5e-7. */
function fromNotation(text: string, negative: boolean): Digits {
  const e = text.indexOf('e');
  const mantissa = e < 0 ? text : text.slice(0, e);
  const exponent = e < 0 ? 0 : Number(text.slice(e + 1));
  const dot = mantissa.indexOf('.');
  const whole = dot < 0 ? mantissa : mantissa.slice(0, dot);
  const all = dot < 0 ? mantissa : whole + mantissa.slice(dot + 1);
  let lead = 0;
  while (lead < all.length && all.charCodeAt(lead) === 48) lead++;
  return trimmed(all.slice(lead), whole.length - lead + exponent, negative);
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/** Shortest digits that read back as the same double. */
export function shortestDoubleDigits(value: number): Digits {
  return fromNotation(String(Math.abs(value)), isNegative(value));
}

/** Shortest digits that read back as the same single; `value` must be a single. */
export function shortestSingleDigits(value: number): Digits {
  const magnitude = Math.abs(value);
  let precision = 1;
  while (precision < 9 && Math.fround(Number(magnitude.toPrecision(precision))) !== magnitude) precision++;
  return significantDigits(value, precision);
}

function endsInFive(text: string): boolean {
  const e = text.indexOf('e');
  return text.charCodeAt((e < 0 ? text.length : e) - 1) === 53;
}

/** Digits rounded to `count` significant ones, ties to even on the exact value. */
export function significantDigits(value: number, count: number): Digits {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return trimmed('', 0, isNegative(value));
  // The engine rounds ties up, .NET to even; a tie shows as a last 5 with one digit more.
  if (count < 100 && !endsInFive(magnitude.toPrecision(count + 1))) return fromNotation(magnitude.toPrecision(count), isNegative(value));
  const { integer, scale } = exactDecimal(magnitude);
  const text = integer.toString();
  if (text.length <= count) return trimmed(text, text.length - scale, isNegative(value));
  const rounded = divideHalfEven(integer, powerOfTen(text.length - count)).toString();
  return trimmed(rounded, rounded.length + text.length - count - scale, isNegative(value));
}

/** Digits rounded to `count` decimals, ties to even on the exact value. */
export function fractionDigits(value: number, count: number): Digits {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return trimmed('', 0, isNegative(value));
  if (count < 100 && magnitude < 1e20 && !endsInFive(magnitude.toFixed(count + 1))) {
    return fromNotation(magnitude.toFixed(count), isNegative(value));
  }
  const { integer, scale } = exactDecimal(magnitude);
  if (scale <= count) {
    const text = integer.toString();
    return trimmed(text, text.length - scale, isNegative(value));
  }
  const rounded = divideHalfEven(integer, powerOfTen(scale - count));
  const text = rounded === 0n ? '' : rounded.toString();
  return trimmed(text, text.length - count, isNegative(value));
}

/** Sign of 0.DIGITS × 10^scale minus a finite double, exactly. */
export function compareToDouble(digits: string, scale: number, value: number): -1 | 0 | 1 {
  const exact = exactDecimal(value);
  const shift = scale - digits.length + exact.scale;
  const left = BigInt(digits === '' ? 0 : digits) * powerOfTen(Math.max(shift, 0));
  const right = exact.integer * powerOfTen(Math.max(-shift, 0));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** NaN and the infinities as a culture writes them; null for finite values. */
export function specialDoubleText(value: number, culture: CultureName): string | null {
  if (Number.isFinite(value)) return null;
  const symbols = CULTURES[culture].number;
  if (Number.isNaN(value)) return symbols.nan;
  return value > 0 ? symbols.infinity : symbols.negativeInfinity;
}

function exponentText(exponent: number, negative: string): string {
  const text = String(Math.abs(exponent));
  return `E${exponent < 0 ? negative : '+'}${text.length < 2 ? `0${text}` : text}`;
}

/** General notation: scientific if the exponent is below -5 or the whole part has more than `maxDigits` digits. */
export function generalText(number: Digits, maxDigits: number, culture: CultureName = 'iv'): string {
  const { negative, decimal } = CULTURES[culture].number;
  const sign = number.negative ? negative : '';
  const { digits, scale } = number;
  if (digits === '') return `${sign}0`;
  if (scale > maxDigits || scale < -3) {
    const rest = digits.length > 1 ? `${decimal}${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${rest}${exponentText(scale - 1, negative)}`;
  }
  if (scale <= 0) return `${sign}0${decimal}${'0'.repeat(-scale)}${digits}`;
  if (digits.length <= scale) return sign + digits + '0'.repeat(scale - digits.length);
  return `${sign}${digits.slice(0, scale)}${decimal}${digits.slice(scale)}`;
}

/** Double.ToString(), also "R" and "G": the shortest text that reads back as the same value. */
export function doubleToRoundTripString(value: number, culture: CultureName = 'iv'): string {
  const special = specialDoubleText(value, culture);
  if (special !== null) return special;
  // Plain integers, the commonest values, need no digit work.
  if (Number.isInteger(value) && Math.abs(value) < 1e15 && !Object.is(value, -0)) return String(value);
  return generalText(shortestDoubleDigits(value), 17, culture);
}

/** Single.ToString(): the shortest text that reads back as the same single. */
export function singleToRoundTripString(value: number, culture: CultureName = 'iv'): string {
  return specialDoubleText(value, culture) ?? generalText(shortestSingleDigits(value), 9, culture);
}

/** PowerShell's conversion of a double to text and its display: 15 digits (LanguagePrimitives.DoublePrecision). */
export function doubleToPowerShellString(value: number, culture: CultureName = 'iv'): string {
  const special = specialDoubleText(value, culture);
  if (special !== null) return special;
  if (Number.isInteger(value) && Math.abs(value) < 1e15 && !Object.is(value, -0)) return String(value);
  return generalText(significantDigits(value, 15), 15, culture);
}

/** PowerShell's conversion of a single to text and its display: 7 digits (LanguagePrimitives.SinglePrecision). */
export function singleToPowerShellString(value: number, culture: CultureName = 'iv'): string {
  return specialDoubleText(value, culture) ?? generalText(significantDigits(value, 7), 7, culture);
}

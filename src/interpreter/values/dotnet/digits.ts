/**
 * Decimal digits of a number on their way to text: the value is 0.DIGITS × 10^scale. Formatting rounds and lays out
 * these, as .NET's number buffer does, so that all kinds of numbers share one formatter.
 */
export interface Digits {
  readonly digits: string;
  readonly scale: number;
  readonly negative: boolean;
  /** Single and Double keep the sign of a zero; the others drop it. */
  readonly floating: boolean;
}

/** Digits of an integer. */
export function integerDigits(value: bigint): Digits {
  const negative = value < 0n;
  const text = value === 0n ? '' : (negative ? -value : value).toString();
  return { digits: text, scale: text.length, negative, floating: false };
}

/**
 * Keep the first `position` digits, rounding half up unless the digits are already correctly rounded there
 * (what Double's digits are), and drop trailing zeros.
 */
export function roundDigits(number: Digits, position: number, correctlyRounded: boolean): Digits {
  const source = number.digits;
  let end = Math.max(0, Math.min(position, source.length));
  let text: string;
  let scale = number.scale;
  const next = position >= 0 && end === position && end < source.length ? source.charCodeAt(end) : 0;
  if (!correctlyRounded && next >= 53) {
    while (end > 0 && source.charCodeAt(end - 1) === 57) end--;
    if (end > 0) {
      text = source.slice(0, end - 1) + String.fromCharCode(source.charCodeAt(end - 1) + 1);
    } else {
      text = '1';
      scale++;
    }
  } else {
    while (end > 0 && source.charCodeAt(end - 1) === 48) end--;
    text = source.slice(0, end);
  }
  if (text === '') return { digits: '', scale: 0, negative: number.negative && number.floating, floating: number.floating };
  return { digits: text, scale, negative: number.negative, floating: number.floating };
}

const POWERS_OF_TEN: readonly bigint[] = Array.from({ length: 64 }, (_, power) => 10n ** BigInt(power));

/** 10^power as a bigint. */
export function powerOfTen(power: number): bigint {
  return POWERS_OF_TEN[power] ?? 10n ** BigInt(power);
}

/** Division rounded to nearest, ties to even; the divisor is positive. */
export function divideHalfEven(value: bigint, divisor: bigint): bigint {
  let quotient = value / divisor;
  const remainder = value % divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (twice > divisor || (twice === divisor && (quotient & 1n) === 1n)) quotient += value < 0n ? -1n : 1n;
  return quotient;
}

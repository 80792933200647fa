import { divideHalfEven, powerOfTen } from './digits.ts';
import { ArgumentOutOfRangeError, DivideByZeroError, OverflowError } from './errors.ts';
import { type RoundingMode, roundQuotient } from './rounding.ts';

/** The largest mantissa: 2^96 - 1. */
const MAX_MANTISSA = 79228162514264337593543950335n;
const MAX_SCALE = 28;
/** Correctly rounded powers of ten; the ** operator is not exact in every engine. */
const DOUBLE_POWERS: readonly number[] = Array.from({ length: 81 }, (_, power) => Number(`1e${power}`));

function doublePower(power: number): number {
  return DOUBLE_POWERS[power] ?? Number(`1e${power}`);
}

const OVERFLOW = 'Value was either too large or too small for a Decimal.';

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/**
 * Make a decimal of mantissa × 10^-scale, rounding half to even as often as the 96 bits and 28 places demand.
 * Throws OverflowError.
 */
function fitted(mantissa: bigint, scale: number): Decimal {
  let drop = Math.max(0, scale - MAX_SCALE);
  if (magnitude(mantissa) > MAX_MANTISSA) drop = Math.max(drop, magnitude(mantissa).toString().length - 29);
  for (; drop <= scale; drop++) {
    const rounded = drop === 0 ? mantissa : divideHalfEven(mantissa, powerOfTen(drop));
    if (magnitude(rounded) <= MAX_MANTISSA) return new Decimal(rounded, scale - drop);
  }
  throw new OverflowError(OVERFLOW);
}

/**
 * System.Decimal: a signed mantissa of 96 bits and a scale of 0 to 28. Immutable; the scale, and so trailing zeros,
 * follow .NET's arithmetic. A negative zero, which .NET can hold but never shows, is not kept.
 */
export class Decimal {
  readonly mantissa: bigint;
  readonly scale: number;

  constructor(mantissa: bigint, scale = 0) {
    this.mantissa = mantissa;
    this.scale = scale;
  }

  static readonly ZERO = new Decimal(0n);
  static readonly ONE = new Decimal(1n);
  static readonly MINUS_ONE = new Decimal(-1n);
  static readonly MAX = new Decimal(MAX_MANTISSA);
  static readonly MIN = new Decimal(-MAX_MANTISSA);

  /** From mantissa × 10^-scale of any size, rounded half to even to what fits. Throws OverflowError. */
  static fit(mantissa: bigint, scale: number): Decimal {
    return fitted(mantissa, scale);
  }

  /** From an integer. Throws OverflowError. */
  static fromInteger(value: bigint | number): Decimal {
    const integer = BigInt(value);
    if (magnitude(integer) > MAX_MANTISSA) throw new OverflowError(OVERFLOW);
    return new Decimal(integer);
  }

  /** From a double, rounded to 15 significant digits with trailing zeros removed. Throws OverflowError. */
  static fromDouble(value: number): Decimal {
    return fromFloating(value, 15);
  }

  /** From a single, rounded to 7 significant digits with trailing zeros removed. Throws OverflowError. */
  static fromSingle(value: number): Decimal {
    return fromFloating(value, 7);
  }

  /** The nearest double, computed as .NET does: low and high part, then one division. */
  toDouble(): number {
    const size = magnitude(this.mantissa);
    const value = (Number(size & 0xffffffffffffffffn) + Number(size >> 64n) * 2 ** 64) / doublePower(this.scale);
    return this.mantissa < 0n ? -value : value;
  }

  /** The nearest single. */
  toSingle(): number {
    return Math.fround(this.toDouble());
  }

  /** The whole part as an integer. */
  toBigInt(): bigint {
    return this.scale === 0 ? this.mantissa : this.mantissa / powerOfTen(this.scale);
  }

  /** Sum. Throws OverflowError. */
  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return fitted(this.mantissa * powerOfTen(scale - this.scale) + other.mantissa * powerOfTen(scale - other.scale), scale);
  }

  /** Difference. Throws OverflowError. */
  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  /** Product. Throws OverflowError. */
  multiply(other: Decimal): Decimal {
    const scale = this.scale + other.scale;
    const small = magnitude(this.mantissa) <= 0xffffffffn && magnitude(other.mantissa) <= 0xffffffffn;
    // .NET keeps the scale of a zero product only on its fast path for 32-bit mantissas.
    if (small ? scale > MAX_SCALE + 19 : this.mantissa === 0n || other.mantissa === 0n) return Decimal.ZERO;
    return fitted(this.mantissa * other.mantissa, scale);
  }

  /** Quotient: as many places as fit, trailing zeros removed if it did not come out even. Throws DivideByZeroError, OverflowError. */
  divide(other: Decimal): Decimal {
    if (other.mantissa === 0n) throw new DivideByZeroError();
    const divisor = magnitude(other.mantissa);
    const sign = other.mantissa < 0n ? -1n : 1n;
    const naturalScale = this.scale - other.scale;
    const scale = Math.max(naturalScale, 0);
    const dividend = this.mantissa * sign * powerOfTen(scale - naturalScale);
    if (dividend % divisor === 0n) {
      const quotient = dividend / divisor;
      if (magnitude(quotient) > MAX_MANTISSA) throw new OverflowError(OVERFLOW);
      return new Decimal(quotient, scale);
    }
    const quotient = fitted(divideSticky(dividend * powerOfTen(MAX_SCALE - scale), divisor), MAX_SCALE + 2);
    return quotient.withoutTrailingZeros();
  }

  /** Remainder with the dividend's sign. Throws DivideByZeroError. */
  remainder(other: Decimal): Decimal {
    if (other.mantissa === 0n) throw new DivideByZeroError();
    const scale = Math.max(this.scale, other.scale);
    const left = this.mantissa * powerOfTen(scale - this.scale);
    const right = other.mantissa * powerOfTen(scale - other.scale);
    if (magnitude(left) < magnitude(right)) return this;
    return fitted(left % right, scale);
  }

  /** The same with the other sign. */
  negate(): Decimal {
    return new Decimal(-this.mantissa, this.scale);
  }

  /** Absolute value. */
  abs(): Decimal {
    return this.mantissa < 0n ? this.negate() : this;
  }

  /** -1, 0 or 1, by value: 1.0 equals 1. */
  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const left = this.mantissa * powerOfTen(scale - this.scale);
    const right = other.mantissa * powerOfTen(scale - other.scale);
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** Equal by value. */
  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  /** -1, 0 or 1. */
  sign(): -1 | 0 | 1 {
    return this.mantissa < 0n ? -1 : this.mantissa > 0n ? 1 : 0;
  }

  /** Decimal.Truncate. */
  truncate(): Decimal {
    return this.scale === 0 ? this : new Decimal(this.toBigInt());
  }

  /** Decimal.Floor. */
  floor(): Decimal {
    return this.round(0, 'ToNegativeInfinity');
  }

  /** Decimal.Ceiling. */
  ceiling(): Decimal {
    return this.round(0, 'ToPositiveInfinity');
  }

  /** Decimal.Round to 0 to 28 places. Throws ArgumentOutOfRangeError. */
  round(places = 0, mode: RoundingMode = 'ToEven'): Decimal {
    if (places < 0 || places > MAX_SCALE) {
      throw new ArgumentOutOfRangeError('decimals', 'Decimal can only round to between 0 and 28 digits of precision.');
    }
    if (this.scale <= places) return this;
    return new Decimal(roundQuotient(this.mantissa, powerOfTen(this.scale - places), mode), places);
  }

  /** The same value with the smallest scale. */
  withoutTrailingZeros(): Decimal {
    let { mantissa, scale } = this;
    while (scale > 0 && mantissa % 10n === 0n) {
      mantissa /= 10n;
      scale--;
    }
    return scale === this.scale ? this : new Decimal(mantissa, scale);
  }

  /** Decimal.ToString() in the invariant culture: all places, no exponent. */
  toString(): string {
    const text = magnitude(this.mantissa)
      .toString()
      .padStart(this.scale + 1, '0');
    const sign = this.mantissa < 0n ? '-' : '';
    if (this.scale === 0) return sign + text;
    return `${sign}${text.slice(0, -this.scale)}.${text.slice(-this.scale)}`;
  }
}

/** Quotient with two more decimal digits, the last made odd-but-not-five if the division did not come out even. */
function divideSticky(dividend: bigint, divisor: bigint): bigint {
  const scaled = dividend * 100n;
  const quotient = scaled / divisor;
  if (scaled % divisor === 0n) return quotient;
  // A sticky digit: only whether something follows matters to the rounding that comes after.
  if (quotient % 5n !== 0n) return quotient;
  return quotient + (dividend < 0n ? -1n : 1n);
}

/** Decimal's constructors from Double (15 digits) and Single (7): scale by a power of ten in double arithmetic, round half to even. */
function fromFloating(value: number, digits: 7 | 15): Decimal {
  if (!Number.isFinite(value)) throw new OverflowError(OVERFLOW);
  let size = Math.abs(value);
  const exponent = binaryExponent(size);
  if (exponent < -94) return Decimal.ZERO;
  if (exponent > 96) throw new OverflowError(OVERFLOW);
  let power = digits - 1 - ((exponent * 19728) >> 16);
  if (power >= 0) {
    power = Math.min(power, MAX_SCALE);
    size *= doublePower(power);
  } else if (power !== -1 || size >= doublePower(digits)) {
    size /= doublePower(-power);
  } else {
    power = 0;
  }
  if (size < doublePower(digits - 1) && power < MAX_SCALE) {
    size *= 10;
    power++;
  }
  let whole = Math.trunc(size);
  const rest = size - whole;
  if (rest > 0.5 || (rest === 0.5 && whole % 2 === 1)) whole++;
  if (whole === 0) return Decimal.ZERO;
  let mantissa = BigInt(value < 0 ? -whole : whole);
  if (power < 0) {
    mantissa *= powerOfTen(-power);
    if (magnitude(mantissa) > MAX_MANTISSA) throw new OverflowError(OVERFLOW);
    return new Decimal(mantissa);
  }
  return new Decimal(mantissa, power).withoutTrailingZeros();
}

/** The exponent E for which size = f × 2^E with 0.5 <= f < 1. */
function binaryExponent(size: number): number {
  if (size === 0) return -1022;
  let exponent = Math.floor(Math.log2(size)) + 1;
  while (2 ** exponent <= size) exponent++;
  while (2 ** (exponent - 1) > size) exponent--;
  return exponent;
}

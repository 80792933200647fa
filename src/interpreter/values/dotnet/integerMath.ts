import { Decimal } from './decimal.ts';
import { DivideByZeroError, OverflowError } from './errors.ts';
import { INTEGER_FACTS, type IntegerKind, isIntegerKind, type NumericKind, type NumericValue } from './kinds.ts';
import { roundHalfEven } from './rounding.ts';

/**
 * Ranges, checked conversion and checked arithmetic of .NET's integers. Conversions follow System.Convert, which
 * PowerShell's casts use (LanguagePrimitives.ConvertNumeric), and BigInteger's explicit operators.
 */

/** The OverflowException that .NET throws for a value outside a kind's range. */
export function rangeError(kind: IntegerKind): OverflowError {
  return new OverflowError(`Value was either too large or too small for ${INTEGER_FACTS[kind].overflowName}.`);
}

/** True if an integer value lies in the kind's range. */
export function inRange(kind: IntegerKind, value: bigint | number): boolean {
  const { min, max } = INTEGER_FACTS[kind];
  return value >= min && value <= max;
}

/** An integer as its kind stores it: bigint for 64 bits, number below. The value must be in range. */
export function integerValue(kind: IntegerKind, value: bigint | number): number | bigint {
  return INTEGER_FACTS[kind].bits === 64 ? BigInt(value) : Number(value);
}

function checkedInteger(kind: IntegerKind, value: bigint | number): number | bigint {
  if (!inRange(kind, value)) throw rangeError(kind);
  return integerValue(kind, value);
}

function doubleToInteger(value: number, to: IntegerKind): number | bigint {
  const rounded = roundHalfEven(value) + 0;
  if (INTEGER_FACTS[to].bits === 64) {
    if (!Number.isFinite(rounded) || !inRange(to, BigInt(rounded))) throw new OverflowError();
    return BigInt(rounded);
  }
  if (to === 'UInt32') {
    if (!(rounded >= 0 && rounded <= 4294967295)) throw rangeError(to);
    return rounded;
  }
  // Convert reaches the small kinds through Int32.
  if (!(rounded >= -2147483648 && rounded <= 2147483647)) throw rangeError('Int32');
  return checkedInteger(to, rounded);
}

/** BigInteger's explicit operators, which tell two kinds of overflow apart by how .NET stores the value. */
function bigToInteger(value: bigint, to: IntegerKind): number | bigint {
  if (inRange(to, value)) return integerValue(to, value);
  const { bits, signed } = INTEGER_FACTS[to];
  if (bits >= 32 && !signed) throw value < 0n && value > -2147483648n ? new OverflowError() : rangeError(to);
  if (bits === 64) throw rangeError(to);
  throw value < -2147483648n || value > 4294967295n ? rangeError('Int32') : new OverflowError();
}

/** BigInteger's explicit conversion to Double, which rounds half to even. */
export function bigIntToDouble(value: bigint): number {
  return Number(value);
}

/** BigInteger's explicit conversion from Double: truncation. Throws OverflowError for NaN and the infinities. */
export function doubleToBigInt(value: number): bigint {
  if (Number.isNaN(value)) throw new OverflowError('The value is not a number.');
  if (!Number.isFinite(value)) throw new OverflowError('BigInteger cannot represent infinity.');
  return BigInt(Math.trunc(value));
}

/**
 * Convert a number to another kind as System.Convert.ChangeType does: doubles and decimals round half to even on their
 * way to integers. To and from BigInteger as its explicit operators do: fractions are cut off. Throws OverflowError.
 */
export function convertNumber(value: NumericValue, from: NumericKind, to: NumericKind): NumericValue {
  if (to === 'BigInteger') {
    if (value instanceof Decimal) return value.toBigInt();
    return typeof value === 'bigint' ? value : doubleToBigInt(value);
  }
  if (isIntegerKind(to)) {
    if (value instanceof Decimal) return decimalToInteger(value, to);
    if (from === 'BigInteger') return bigToInteger(BigInt(value), to);
    if (from === 'Double' || from === 'Single') return doubleToInteger(Number(value), to);
    return checkedInteger(to, value);
  }
  if (to === 'Decimal') {
    if (value instanceof Decimal) return value;
    if (from === 'Double') return Decimal.fromDouble(Number(value));
    if (from === 'Single') return Decimal.fromSingle(Number(value));
    return Decimal.fromInteger(value);
  }
  if (value instanceof Decimal) return to === 'Double' ? value.toDouble() : value.toSingle();
  return to === 'Double' ? Number(value) : Math.fround(Number(value));
}

function decimalToInteger(value: Decimal, to: IntegerKind): number | bigint {
  return checkedInteger(to, value.round(0).toBigInt());
}

/** An arithmetic operator on integers of one kind. */
export type IntegerOperator = 'add' | 'subtract' | 'multiply' | 'divide' | 'remainder';

/** The exact result, not yet checked against any range. Throws DivideByZeroError. */
export function integerOperation(operator: IntegerOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
    default:
      if (right === 0n) throw new DivideByZeroError();
      return operator === 'divide' ? left / right : left % right;
  }
}

/** A checked operation in one kind; null if the result does not fit (PowerShell then goes on in Double). Throws DivideByZeroError. */
export function checkedOperation(
  kind: IntegerKind,
  operator: IntegerOperator,
  left: bigint | number,
  right: bigint | number,
): number | bigint | null {
  const result = integerOperation(operator, BigInt(left), BigInt(right));
  return inRange(kind, result) ? integerValue(kind, result) : null;
}

/** A C# unchecked cast: the low bits of an integer, read in the kind. */
export function wrapInteger(kind: IntegerKind, value: bigint): number | bigint {
  const { bits, signed } = INTEGER_FACTS[kind];
  return integerValue(kind, signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
}

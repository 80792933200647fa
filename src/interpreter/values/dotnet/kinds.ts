import type { Decimal } from './decimal.ts';

/** The eight sized integer types of .NET that PowerShell's arithmetic uses. */
export type IntegerKind = 'Byte' | 'SByte' | 'Int16' | 'UInt16' | 'Int32' | 'UInt32' | 'Int64' | 'UInt64';

/** Every numeric type this layer knows, by the short name of its .NET type. */
export type NumericKind = IntegerKind | 'BigInteger' | 'Single' | 'Double' | 'Decimal';

/**
 * A number's value: `number` for integers up to 32 bits, Single and Double; `bigint` for Int64, UInt64 and BigInteger;
 * Decimal for Decimal. Functions also accept a bigint for small integers and an exact `number` for big ones.
 */
export type NumericValue = number | bigint | Decimal;

/** A number with its kind. */
export interface TypedNumber {
  readonly kind: NumericKind;
  readonly value: NumericValue;
}

/** What is fixed about a sized integer kind. */
export interface IntegerFacts {
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
  readonly min: bigint;
  readonly max: bigint;
  /** How .NET's OverflowException calls it: "Value was either too large or too small for …". */
  readonly overflowName: string;
}

/** Ranges and names of the sized integers. */
export const INTEGER_FACTS: Readonly<Record<IntegerKind, IntegerFacts>> = {
  Byte: { bits: 8, signed: false, min: 0n, max: 255n, overflowName: 'an unsigned byte' },
  SByte: { bits: 8, signed: true, min: -128n, max: 127n, overflowName: 'a signed byte' },
  Int16: { bits: 16, signed: true, min: -32768n, max: 32767n, overflowName: 'an Int16' },
  UInt16: { bits: 16, signed: false, min: 0n, max: 65535n, overflowName: 'a UInt16' },
  Int32: { bits: 32, signed: true, min: -2147483648n, max: 2147483647n, overflowName: 'an Int32' },
  UInt32: { bits: 32, signed: false, min: 0n, max: 4294967295n, overflowName: 'a UInt32' },
  Int64: { bits: 64, signed: true, min: -9223372036854775808n, max: 9223372036854775807n, overflowName: 'an Int64' },
  UInt64: { bits: 64, signed: false, min: 0n, max: 18446744073709551615n, overflowName: 'a UInt64' },
};

/** True for the eight sized integer kinds (not BigInteger). */
export function isIntegerKind(kind: NumericKind): kind is IntegerKind {
  return Object.hasOwn(INTEGER_FACTS, kind);
}

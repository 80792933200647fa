/** Numbers of every kind as values: taking them apart, putting them together, converting as System.Convert does. */
import { Decimal } from './dotnet/decimal.ts';
import { convertNumber as convertLayer } from './dotnet/integerMath.ts';
import { INTEGER_FACTS, type IntegerKind } from './dotnet/kinds.ts';
import { snapshotClass } from './heap.ts';
import { mkDouble, type NumericKind, PSNumber, type Value } from './value.ts';

// Registered here and not in the pure layer, which knows nothing of snapshots. Made without arguments it is blank, which decoding wants.
snapshotClass('Decimal', 'value', Decimal as unknown as new () => object);

/** A number's value apart from its kind. */
export type Raw = number | bigint | Decimal;

/** The kind of a number; null for anything else (chars and enums too). */
export function numericKind(v: Value): NumericKind | null {
  if (typeof v === 'number') return (v | 0) === v ? 'Int32' : 'Double';
  if (v instanceof PSNumber) return v.kind;
  if (v instanceof Decimal) return 'Decimal';
  return null;
}

/** The value inside a number of any kind. */
export function rawNumber(v: Value): Raw {
  if (typeof v === 'number') return v;
  if (v instanceof PSNumber) return v.value;
  return v as Decimal;
}

/** A number as JavaScript's double; NaN for anything that is no number. */
export function toJsNumber(v: Value): number {
  if (typeof v === 'number') return v;
  if (v instanceof PSNumber) return Number(v.value);
  if (v instanceof Decimal) return v.toDouble();
  return Number.NaN;
}

/** True for kinds whose raw value is a bigint. */
export function isBigKind(kind: NumericKind): boolean {
  return kind === 'Int64' || kind === 'UInt64' || kind === 'BigInteger';
}

/** True for the eight sized integers. */
export function isIntegral(kind: NumericKind): kind is IntegerKind {
  return kind in INTEGER_FACTS;
}

/** A number of a kind from a raw value that fits it. */
export function makeNumber(kind: NumericKind, raw: Raw): Value {
  switch (kind) {
    case 'Int32':
      return Number(raw) | 0;
    case 'Double':
      return mkDouble(raw instanceof Decimal ? raw.toDouble() : Number(raw));
    case 'Decimal':
      return raw instanceof Decimal ? raw : Decimal.fromInteger(raw);
    case 'Single':
      return new PSNumber('Single', Math.fround(raw instanceof Decimal ? raw.toSingle() : Number(raw)));
    case 'Int64':
    case 'UInt64':
    case 'BigInteger':
      return new PSNumber(kind, raw instanceof Decimal ? raw.toBigInt() : BigInt(raw));
    default:
      return new PSNumber(kind, Number(raw));
  }
}

/** A long. */
export function long(n: number | bigint): PSNumber {
  return new PSNumber('Int64', BigInt(n));
}

/** A byte. */
export function byte(n: number): PSNumber {
  return BYTES[n] ?? new PSNumber('Byte', n & 255);
}
const BYTES: readonly PSNumber[] = Array.from({ length: 256 }, (_, i) => new PSNumber('Byte', i));

/** A number value converted to another kind as System.Convert does. Throws OverflowError. */
export function convertNumber(v: Value, to: NumericKind): Value {
  const from = numericKind(v) as NumericKind;
  return from === to ? v : makeNumber(to, convertLayer(rawNumber(v), from, to));
}

/** Full type name of each kind, and back. */
export const KIND_TYPE: Readonly<Record<NumericKind, string>> = {
  Int32: 'System.Int32',
  Double: 'System.Double',
  Byte: 'System.Byte',
  SByte: 'System.SByte',
  Int16: 'System.Int16',
  UInt16: 'System.UInt16',
  UInt32: 'System.UInt32',
  Int64: 'System.Int64',
  UInt64: 'System.UInt64',
  Single: 'System.Single',
  BigInteger: 'System.Numerics.BigInteger',
  Decimal: 'System.Decimal',
};
const TYPE_KIND = new Map<string, NumericKind>(Object.entries(KIND_TYPE).map(([k, t]) => [t, k as NumericKind]));

/** The kind that a full type name stands for, or undefined. */
export function kindOfType(typeName: string): NumericKind | undefined {
  return TYPE_KIND.get(typeName);
}

/** An index or count argument as a JavaScript integer. */
export function toInt(v: Value): number {
  return typeof v === 'number' ? v | 0 : Math.trunc(toJsNumber(v));
}

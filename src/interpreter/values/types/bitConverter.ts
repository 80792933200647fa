/** System.BitConverter, little-endian. Texts of .NET 10. */
import type { MethodBody } from '../descriptor.ts';
import { ArgumentError, ArgumentNullError, ArgumentOutOfRangeError } from '../dotnet/errors.ts';
import { makeNumber, rawNumber, toJsNumber } from '../numbers.ts';
import { type NumericKind, PSChar, type Value } from '../value.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { toHex } from './convertParts.ts';
import { int } from './define.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';

interface Layout {
  kind: NumericKind;
  short: string;
  size: number;
  read(view: DataView): number | bigint;
  write(view: DataView, value: Value): void;
}

const number = (v: Value): number => toJsNumber(v);
const big = (v: Value): bigint => BigInt(rawNumber(v) as number | bigint);

const LAYOUTS: Layout[] = [
  { kind: 'Int16', short: 'short', size: 2, read: (d) => d.getInt16(0, true), write: (d, v) => d.setInt16(0, number(v), true) },
  { kind: 'Int32', short: 'int', size: 4, read: (d) => d.getInt32(0, true), write: (d, v) => d.setInt32(0, number(v), true) },
  { kind: 'Int64', short: 'long', size: 8, read: (d) => d.getBigInt64(0, true), write: (d, v) => d.setBigInt64(0, big(v), true) },
  { kind: 'UInt16', short: 'ushort', size: 2, read: (d) => d.getUint16(0, true), write: (d, v) => d.setUint16(0, number(v), true) },
  { kind: 'UInt32', short: 'uint', size: 4, read: (d) => d.getUint32(0, true), write: (d, v) => d.setUint32(0, number(v), true) },
  { kind: 'UInt64', short: 'ulong', size: 8, read: (d) => d.getBigUint64(0, true), write: (d, v) => d.setBigUint64(0, big(v), true) },
  { kind: 'Single', short: 'float', size: 4, read: (d) => d.getFloat32(0, true), write: (d, v) => d.setFloat32(0, number(v), true) },
  { kind: 'Double', short: 'double', size: 8, read: (d) => d.getFloat64(0, true), write: (d, v) => d.setFloat64(0, number(v), true) },
];

function layout(kind: NumericKind): Layout {
  return LAYOUTS.find((l) => l.kind === kind) as Layout;
}

/** A value's bytes. */
function bytesFor(l: Layout, v: Value): number[] {
  const buffer = new ArrayBuffer(l.size);
  l.write(new DataView(buffer), v);
  return [...new Uint8Array(buffer)];
}

function read(l: Layout, bytes: readonly number[]): Value {
  return makeNumber(l.kind, l.read(new DataView(Uint8Array.from(bytes).buffer)));
}

/** The bytes of an argument from an index on, so many as wanted. */
function take(value: Value | undefined, index: number, size: number): number[] {
  if (value === null || value === undefined) throw new ArgumentNullError('value');
  const bytes = bytesOf(value);
  if (index < 0 || index >= bytes.length) {
    throw new ArgumentOutOfRangeError(
      'startIndex',
      'Index was out of range. Must be non-negative and less than the size of the collection.',
    );
  }
  if (index + size > bytes.length) {
    throw new ArgumentError(
      'The array starting from the specified index is not long enough to read a value of the specified type.',
      'value',
    );
  }
  return bytes.slice(index, index + size);
}

/** The bits of one number as another. */
const bits =
  (from: NumericKind, to: NumericKind): MethodBody =>
  (_s, [v]) =>
    read(layout(to), bytesFor(layout(from), v as Value));

function dashed(value: Value | undefined, index: number, length?: number): string {
  if (value === null || value === undefined) throw new ArgumentNullError('value');
  const all = bytesOf(value);
  if (all.length === 0 && index === 0) return '';
  if (length !== undefined && length < 0) {
    throw new ArgumentOutOfRangeError('length', `length ('${length}') must be a non-negative value.`, String(length));
  }
  const part = take(value, index, length ?? Math.max(0, all.length - index));
  return toHex(part).replace(/(..)(?=.)/g, '$1-');
}

registerType({
  name: 'System.BitConverter',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticProperties: properties({ 'bool IsLittleEndian': () => true }),
  staticMethods: methods(
    {
      'long DoubleToInt64Bits(double value)': bits('Double', 'Int64'),
      'ulong DoubleToUInt64Bits(double value)': bits('Double', 'UInt64'),
      'float Int32BitsToSingle(int value)': bits('Int32', 'Single'),
      'double Int64BitsToDouble(long value)': bits('Int64', 'Double'),
      'int SingleToInt32Bits(float value)': bits('Single', 'Int32'),
      'uint SingleToUInt32Bits(float value)': bits('Single', 'UInt32'),
      'float UInt32BitsToSingle(uint value)': bits('UInt32', 'Single'),
      'double UInt64BitsToDouble(ulong value)': bits('UInt64', 'Double'),
      'byte[] GetBytes(bool value)': (_s, [v]) => byteArray([v === true ? 1 : 0]),
      'byte[] GetBytes(char value)': (_s, [v]) => byteArray([(v as PSChar).code & 255, (v as PSChar).code >> 8]),
    },
    ...LAYOUTS.map(
      (l): Record<string, MethodBody> => ({
        [`byte[] GetBytes(${l.short} value)`]: (_s, [v]) => byteArray(bytesFor(l, v as Value)),
        [`${l.short} To${l.kind}(byte[] value, int startIndex)`]: (_s, [v, i]) => read(l, take(v, int(i), l.size)),
      }),
    ),
    {
      'bool ToBoolean(byte[] value, int startIndex)': (_s, [v, i]) => take(v, int(i), 1)[0] !== 0,
      'char ToChar(byte[] value, int startIndex)': (_s, [v, i]) => {
        const [low = 0, high = 0] = take(v, int(i), 2);
        return new PSChar(low | (high << 8));
      },
      'string ToString(byte[] value, int startIndex, int length)': (_s, [v, i, n]) => dashed(v, int(i), int(n)),
      'string ToString(byte[] value)': (_s, [v]) => dashed(v, 0),
      'string ToString(byte[] value, int startIndex)': (_s, [v, i]) => dashed(v, int(i)),
    },
  ),
});

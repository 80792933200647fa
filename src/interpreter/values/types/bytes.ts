/** byte[] and int[] values. */
import { PSArray } from '../collections.ts';
import { enumerate } from '../enumerate.ts';
import { byte, toJsNumber } from '../numbers.ts';
import type { Value } from '../value.ts';

/** A byte[] of these bytes. */
export function byteArray(bytes: ArrayLike<number>): PSArray {
  return new PSArray(
    Array.from({ length: bytes.length }, (_, i) => byte(bytes[i] as number)),
    'System.Byte',
  );
}

/** The bytes in a byte[] (or any collection of numbers). */
export function bytesOf(v: Value): number[] {
  return (enumerate(v) ?? []).map((b) => toJsNumber(b) & 255);
}

/** An int[]. */
export function intArray(numbers: number[]): PSArray {
  return new PSArray(numbers, 'System.Int32');
}

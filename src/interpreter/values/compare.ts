/** Equality and order of values. */
import type { NativeContext } from './context.ts';
import type { Value } from './value.ts';

/** -eq of two single values. */
export function looseEquals(_a: Value, _b: Value, _ignoreCase: boolean, _ctx: NativeContext): boolean {
  throw new Error('being written');
}
/** -lt, -gt, Sort-Object: negative, 0, positive. Throws ComparisonFailure or NotIcomparable. */
export function compareValues(_a: Value, _b: Value, _ignoreCase: boolean, _ctx: NativeContext): number {
  throw new Error('being written');
}
/** .NET's Equals: same type and value, or same object. */
export function sameValue(_a: Value, _b: Value): boolean {
  throw new Error('being written');
}

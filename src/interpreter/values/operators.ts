/** The operators of the language, complete (slow) forms. */
import type { NativeContext } from './context.ts';
import type { PSHashtable } from './collections.ts';
import type { Value } from './value.ts';

/** A binary operator by its TokenKind's name. Throws TerminatingError. */
export function binary(_op: string, _a: Value, _b: Value, _ctx: NativeContext): Value {
  throw new Error('being written');
}
/** A unary operator: Plus, Minus, Exclaim, Not, Bnot, Join, Isplit, Csplit, PlusPlus, MinusMinus (value plus or minus one), Comma. */
export function unary(_op: string, _v: Value, _ctx: NativeContext): Value {
  throw new Error('being written');
}
/** Imatch, Cmatch, Inotmatch, Cnotmatch: `matches` is the new $Matches, null = leave it. */
export function matchOperator(_op: string, _a: Value, _b: Value, _ctx: NativeContext): { result: Value; matches: PSHashtable | null } {
  throw new Error('being written');
}

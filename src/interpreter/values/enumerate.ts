/** What the pipeline and foreach unroll. */
import type { Value } from './value.ts';

/** The items of a collection that enumerates by itself; null for a single value (strings and tables too). Not a copy. */
export function enumerate(_value: Value): readonly Value[] | null {
  throw new Error('being written');
}
/** Items of a collection or the value itself; nothing for AutomationNull. */
export function unroll(_value: Value): readonly Value[] {
  throw new Error('being written');
}

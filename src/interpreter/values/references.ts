/** [ref] cells: reading and writing what they stand for. */
import type { PSReference } from './code.ts';
import { touch } from './heap.ts';
import type { Value } from './value.ts';

/** The value behind a reference; null where its variable is not set. */
export function readReference(ref: PSReference): Value {
  return ref.variable === null ? ref.own : (ref.variable.value ?? null);
}

/** Writes through a reference. */
export function writeReference(ref: PSReference, value: Value): void {
  if (ref.variable === null) {
    ref.own = value;
    touch(ref);
  } else {
    ref.variable.value = value;
    touch(ref.variable);
  }
}

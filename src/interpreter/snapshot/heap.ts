/** The bookkeeping of one session's objects between checkpoints. */
import type { HeapObject } from '../values/heap.ts';

/**
 * One session's objects as the last checkpoint saw them. Held by the driver beside the session's root, never reachable from it.
 *
 * An object is *clean* while its `dirtyList` is this heap's `dirty`; the encoder and the decoder put it there, `touch` takes it
 * off and puts the object into the list.
 */
export class Heap {
  /** Objects changed since the last checkpoint. */
  dirty: HeapObject[] = [];
  /** Next free id, for objects and for the records of pages and spilled structures. */
  nextId = 1;
  /** Number of the last checkpoint, 0 before the first. */
  number = 0;
  /** Threads written by the last checkpoint: one that is gone from the root's list is written once more in its final state. */
  threads: HeapObject[] = [];
  /** Keys of code and source texts that are in the store -> the keys that each refers to. */
  codes: Map<string, readonly string[]> = new Map();
  /** Bytes of the last base and of the deltas since. */
  baseBytes = 0;
  deltaBytes = 0;
  /** Deltas since the last base. */
  deltas = 0;
  /** True: there is no valid checkpoint to write a delta to. */
  needsBase = true;
  /** Dirty lists of earlier bases: an object that still points to one of them counts as changed. */
  readonly retired: WeakSet<HeapObject[]> = new WeakSet();

  /** Which kind the next checkpoint should be: a base when there is none, or when the deltas pass half of it. */
  nextKind(): 'base' | 'delta' {
    return this.needsBase || wantsBase(this.baseBytes, this.deltaBytes, this.deltas) ? 'base' : 'delta';
  }

  /** Says that checkpoints which were encoded did not reach the store: the next one is a base and carries all code. */
  forget(): void {
    this.needsBase = true;
    this.codes = new Map();
  }
}

/** Most deltas that may follow one base, however small: each costs a read at resume. */
export const MAX_DELTAS = 256;
/** Deltas below this size together are never worth a new base. */
const SMALL = 64 * 1024;

/** True when a base and its deltas should be replaced by a new base: the deltas pass half the base, or are many. */
export function wantsBase(baseBytes: number, deltaBytes: number, deltas: number): boolean {
  return deltas >= MAX_DELTAS || deltaBytes > Math.max(baseBytes / 2, SMALL);
}

/** What the driver itself keeps in a session's root, so that it always fits the checkpoint. */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { HeapObject, snapshotClass } from '../../interpreter/values/heap.ts';

/** See {@link driverState}. */
export class DriverState extends HeapObject {
  /** Number of the next output record. */
  nextSeq: number;
  /**
   * File operations with a condition that went into a commit, by the host request that asked for them: their versions. A machine that
   * dies between that commit and the answer must not do them again.
   */
  issued: Map<number, string[]>;
  /** Names of what was imported lazily, to be imported before this checkpoint is read. */
  loaded: string[];
  constructor() {
    super();
    this.nextSeq = 0;
    this.issued = new Map();
    this.loaded = [];
  }
}
snapshotClass('DriverState', 'heap', DriverState);

/** The driver's part of a root, made when first needed. */
export function driverState(root: SessionRoot): DriverState {
  let state = root.extensions.get('driver') as DriverState | undefined;
  if (state === undefined) {
    state = new DriverState();
    root.extensions.set('driver', state);
  }
  return state;
}

/** A copy of a whole session, made the way a checkpoint and a resume would make it. */
import type { SessionRoot } from '../machine/state.ts';
import { CheckpointDecoder } from './decoder.ts';
import { CheckpointEncoder } from './encoder.ts';
import { Heap } from './heap.ts';

/**
 * Encodes a root and decodes it again: a session as it would be after a reload. The original is not changed, the copy belongs
 * to no heap. Code objects are shared between the two, since they are immutable. For tests that stop at every instruction.
 * `heap`: the heap of a root that has one. Throws SnapshotError as encoding does.
 */
export function freezeThaw(root: SessionRoot, heap: Heap = new Heap()): SessionRoot {
  const encoder = new CheckpointEncoder(heap, root, { instructionSet: 0, kind: 'base', codes: 'share' });
  return new CheckpointDecoder([encoder.preview()], new Map(), { owned: false, shared: encoder.shared }).run();
}

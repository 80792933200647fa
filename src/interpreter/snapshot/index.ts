/** Checkpoints: a session's root to bytes and back. See format.ts for how they look and encoder.ts for how they come about. */
export { CheckpointDecoder, type Decoded, type DecodeOptions, decode, readNeeds } from './decoder.ts';
export { CheckpointEncoder, type EncodedCheckpoint, type EncodeOptions } from './encoder.ts';
export { SnapshotError, type SnapshotErrorCode } from './errors.ts';
export { FORMAT, type SnapshotNeeds } from './format.ts';
export { freezeThaw } from './freezeThaw.ts';
export { sha256 } from './hash.ts';
export { Heap, wantsBase } from './heap.ts';
export { type WalkOptions, walk } from './walk.ts';

/** The store: everything durable, in one IndexedDB database. See schema.ts for what is in it and commit.ts for how it gets there. */
export * from './commit.ts';
export * from './directory.ts';
export * from './errors.ts';
export * from './files.ts';
export { FIRST_COMPUTERS, type OpenOptions, openStore, type ResetOptions, resetSite, type Seed, type Store } from './open.ts';
export {
  HISTORY,
  HISTORY_LIMIT,
  isBlocked,
  keptBytes,
  newQueue,
  type OutputChanges,
  pendingBytes,
  QUEUE_LIMIT,
  type Replay,
  readOutput,
  readQueues,
  replay,
  trimDelivered,
} from './output.ts';
export * from './records.ts';
export type * from './schema.ts';

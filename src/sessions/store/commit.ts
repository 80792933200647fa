/** The commit: the only way by which a session's work becomes durable. */
import { applyPatch, createIn, deleteIn, type NewSession, REMOVAL_STORES, reopenIfBusy } from './directory.ts';
import { FencedError } from './errors.ts';
import { applyFileOperations, type FileConflict, type FileOperation } from './files.ts';
import { quiet, type Store, type WriteTransaction, write } from './open.ts';
import { applyOutput, type OutputChanges } from './output.ts';
import { type OutboxRecord, type QueueRecord, type SessionRecord, type StoreName, startingWith } from './schema.ts';

/** A base or delta with the code that came with it: what the snapshot encoder answers. */
export interface CommitCheckpoint {
  kind: 'base' | 'delta';
  number: number;
  bytes: Uint8Array;
  codes: ReadonlyMap<string, Uint8Array>;
  /** For a base: all keys that are still needed. */
  codeKeys: readonly string[];
}

/** Fields of the directory that a session's owner may change. Epoch, resumes and statistics are the store's own. */
export type DirectoryPatch = Partial<
  Pick<
    SessionRecord,
    | 'name'
    | 'configuration'
    | 'state'
    | 'availability'
    | 'ownerClient'
    | 'disconnectedAt'
    | 'idleTimeout'
    | 'running'
    | 'wakeAt'
    | 'problem'
    | 'extra'
  >
>;

/** What is committed together. */
export interface CommitInput {
  sessionId: string;
  /** The epoch that {@link takeOwnership} answered. */
  epoch: number;
  /** Time in ms since 1970 UTC. */
  at: number;
  /** 'strict' when a command ends and before another machine is acknowledged. */
  durability: IDBTransactionDurability;
  checkpoint?: CommitCheckpoint | null;
  output?: OutputChanges | null;
  /** New messages to other machines; they may be sent once the commit has resolved. */
  outbox?: readonly Omit<OutboxRecord, 'sessionId'>[];
  /** What other machines have acknowledged: all messages up to and including `seq`. */
  outboxAcks?: readonly { commandId: string; direction: string; seq: number }[];
  /**
   * Messages of others whose effect this checkpoint holds, up to and including `seq`: they leave their senders' outboxes in the same
   * transaction, so none is ever applied twice or lost.
   */
  received?: readonly { sessionId: string; commandId: string; direction: string; seq: number }[];
  /** Sessions to make and to remove, with their children, together with everything else of this commit. */
  create?: readonly NewSession[];
  remove?: readonly string[];
  fileOperations?: readonly FileOperation[];
  directoryPatch?: DirectoryPatch;
  /** Instructions executed since the last commit. */
  instructions?: number;
  /** Time spent since the last commit, in ms. */
  checkpointMs?: number;
  runMs?: number;
}

/** What came of it. */
export interface CommitResult {
  /** File operations that were left out. */
  conflicts: FileConflict[];
  /** The output queues that the commit touched, as they are now. */
  queues: QueueRecord[];
  record: SessionRecord;
  /** Ids of the sessions that were removed, children included. */
  removed: string[];
}

/**
 * Stores everything that is given, or nothing of it. Resolves only when the transaction is complete.
 * Throws FencedError if the session has another epoch or is gone, QuotaError if there is no room, StoreError otherwise; then
 * nothing was stored, and a checkpoint that was encoded for it counts as not taken (`Heap.forget`).
 */
export async function commit(store: Store, input: CommitInput): Promise<CommitResult> {
  const stores: StoreName[] = ['sessions'];
  const { checkpoint, output, fileOperations, outbox, outboxAcks } = input;
  if (checkpoint) stores.push('checkpoints', 'codes');
  if (output) stores.push('output', 'queues');
  if (outbox?.length || outboxAcks?.length || input.received?.length) stores.push('outbox');
  if (fileOperations?.length) stores.push('files', 'chunks');
  if (input.remove?.length) stores.push(...REMOVAL_STORES);
  return write(store, [...new Set(stores)], input.durability, async (tx) => {
    const { sessionId } = input;
    const record = await tx.objectStore('sessions').get(sessionId);
    if (record === undefined || record.epoch !== input.epoch) throw new FencedError(sessionId, record?.epoch ?? null);
    applyPatch(record, input.directoryPatch);
    reopenIfBusy(record);
    // its owner may not know yet that its client has gone
    if (record.state === 'Disconnected') record.availability = 'None';
    if (checkpoint) await putCheckpoint(tx, record, checkpoint);
    for (const message of outbox ?? []) quiet(tx.objectStore('outbox').put({ sessionId, ...message }));
    for (const { commandId, direction, seq } of outboxAcks ?? []) {
      quiet(tx.objectStore('outbox').delete(IDBKeyRange.bound([sessionId, commandId, direction], [sessionId, commandId, direction, seq])));
    }
    for (const { sessionId: from, commandId, direction, seq } of input.received ?? []) {
      quiet(tx.objectStore('outbox').delete(IDBKeyRange.bound([from, commandId, direction], [from, commandId, direction, seq])));
    }
    const queues = output ? await applyOutput(tx, sessionId, output) : [];
    const conflicts = fileOperations?.length ? await applyFileOperations(tx, record.computer, fileOperations) : [];
    // Kept for a machine that dies before it hears of them and asks again.
    if (fileOperations?.length) record.conflicts = conflicts.map((c) => ({ version: c.operation.version, reason: c.reason }));
    account(record, input);
    quiet(tx.objectStore('sessions').put(record));
    for (const fields of input.create ?? []) {
      // A parent that is gone meanwhile takes its children along, not its maker's commit.
      await createIn(tx, fields).catch((error: unknown) => {
        if (!(error instanceof FencedError)) throw error;
      });
    }
    const removed: string[] = [];
    for (const id of input.remove ?? []) removed.push(...(await deleteIn(tx, id)));
    return { conflicts, queues, record, removed };
  });
}

/** A base replaces everything before it, and tells which code is needed still. */
async function putCheckpoint(tx: WriteTransaction, record: SessionRecord, checkpoint: CommitCheckpoint): Promise<void> {
  const { id: sessionId } = record;
  const { kind, number, bytes } = checkpoint;
  const checkpoints = tx.objectStore('checkpoints');
  const codes = tx.objectStore('codes');
  if (kind === 'base') {
    quiet(checkpoints.delete(startingWith(sessionId)));
    record.statistics.checkpointBytes = 0;
    const needed = new Set(checkpoint.codeKeys);
    for (const key of await codes.getAllKeys(startingWith(sessionId))) if (!needed.has(key[1])) quiet(codes.delete(key));
  }
  quiet(checkpoints.put({ sessionId, number, kind, bytes }));
  for (const [key, data] of checkpoint.codes) quiet(codes.put({ sessionId, key, bytes: data }));
  record.checkpoint = number;
  record.resumes = 0;
  record.statistics.checkpointBytes += bytes.length;
}

function account(record: SessionRecord, input: CommitInput): void {
  const { statistics } = record;
  record.lastCommitAt = input.at;
  statistics.commits++;
  statistics.instructions += input.instructions ?? 0;
  statistics.checkpointMs += input.checkpointMs ?? 0;
  statistics.runMs += input.runMs ?? 0;
  for (const flush of input.output?.flushes ?? []) {
    statistics.outputRecords += flush.records.length;
    statistics.outputBytes += flush.bytes;
  }
}

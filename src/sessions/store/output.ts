/**
 * The delivery queue: what is kept of a command's output. Rules (the design's "Delivery"):
 *
 * - a record is pending until a client has acknowledged it; pending bytes count against the limit;
 * - acknowledged records stay for replay while all that is kept fits the limit, and are trimmed oldest first;
 * - past the limit, mode Block suspends the command (`blocked`), mode Drop discards the oldest pending records;
 * - a replay knows how many records before it are missing.
 *
 * The bookkeeping is one small record per command, with runs of flushes ({@link OutputSpan}) instead of single ones, so that it
 * never reads the output itself.
 */
import { asStoreError } from './errors.ts';
import { quiet, type Store, type WriteTransaction, write } from './open.ts';
import { type OutputFlush, type OutputSpan, type QueueRecord, startingWith } from './schema.ts';

/** Default of {@link QueueRecord.limit}. */
export const QUEUE_LIMIT = 10 * 1024 * 1024;
/** The queue that output of forgotten commands goes to: display history, all of it acknowledged. */
export const HISTORY = '\u0000history';
/** Limit of the display history. */
export const HISTORY_LIMIT = 50 * 1024 * 1024;
/** Spans grow up to this size: they are what is trimmed at once. */
const SPAN = 16 * 1024;

/** An empty queue. */
export function newQueue(sessionId: string, commandId: string, mode: QueueRecord['mode'] = 'Block', limit = QUEUE_LIMIT): QueueRecord {
  return { sessionId, commandId, mode, limit, spans: [], acknowledged: 0, trimmed: 0, trimmedBefore: 0 };
}

/** Bytes kept, acknowledged or not. */
export function keptBytes(queue: QueueRecord): number {
  return queue.spans.reduce((sum, s) => sum + s.bytes, 0);
}

/** Bytes that no client has acknowledged. */
export function pendingBytes(queue: QueueRecord): number {
  return queue.spans.reduce((sum, s) => (s.seq + s.count > queue.acknowledged ? sum + s.bytes : sum), 0);
}

/** True when mode Block must suspend the command. */
export function isBlocked(queue: QueueRecord): boolean {
  return queue.mode === 'Block' && pendingBytes(queue) >= queue.limit;
}

/** Adds a span, to the last one where it follows it directly. */
function addSpan(spans: OutputSpan[], span: OutputSpan): void {
  const last = spans[spans.length - 1];
  if (last !== undefined && last.seq + last.count === span.seq && last.bytes + span.bytes <= SPAN) {
    last.count += span.count;
    last.bytes += span.bytes;
  } else spans.push(span);
}

/** Enters a flush. */
export function enqueue(queue: QueueRecord, flush: Pick<OutputFlush, 'seq' | 'bytes' | 'records'>): void {
  addSpan(queue.spans, { seq: flush.seq, count: flush.records.length, bytes: flush.bytes });
}

/** Enters that a client has everything below `seq`. Acknowledgements are cumulative; an older one changes nothing. */
export function acknowledge(queue: QueueRecord, seq: number): void {
  queue.acknowledged = Math.max(queue.acknowledged, seq);
}

/** Takes off what the limit leaves no room for, and answers what is to be deleted. `all`: every acknowledged record (storage is full). */
export function trim(queue: QueueRecord, all = false): OutputSpan[] {
  const gone: OutputSpan[] = [];
  let bytes = keptBytes(queue);
  while (queue.spans.length > 0 && (all || bytes > queue.limit)) {
    const first = queue.spans[0];
    const delivered = first.seq + first.count <= queue.acknowledged;
    if (!delivered && (all || queue.mode === 'Block')) break;
    queue.spans.shift();
    gone.push(first);
    bytes -= first.bytes;
    queue.trimmed += first.count;
    queue.trimmedBefore = first.seq + first.count;
  }
  return gone;
}

/** Hands a finished command's output over to the display history. */
export function intoHistory(history: QueueRecord, queue: QueueRecord): void {
  const spans = [...history.spans, ...queue.spans].sort((a, b) => a.seq - b.seq);
  history.spans = [];
  for (const span of spans) addSpan(history.spans, { ...span });
  history.trimmed += queue.trimmed;
  history.trimmedBefore = Math.max(history.trimmedBefore, queue.trimmedBefore);
}

/** What a commit says about output. */
export interface OutputChanges {
  /** New flushes. Their commands' queues are made when they are first seen. */
  flushes: readonly OutputFlush[];
  /** How new queues are made, by command; default Block and {@link QUEUE_LIMIT}. */
  settings?: ReadonlyMap<string, { mode: QueueRecord['mode']; limit: number }>;
  /** Cumulative acknowledgements: `seq` is the first number not yet received. */
  acknowledged?: readonly { commandId: string; seq: number }[];
  /** Commands whose final state is acknowledged: their output becomes history. */
  forgotten?: readonly string[];
}

/** Applies a commit's output inside of its transaction. Answers the queues touched. */
export async function applyOutput(tx: WriteTransaction, sessionId: string, changes: OutputChanges): Promise<QueueRecord[]> {
  const queues = tx.objectStore('queues');
  const output = tx.objectStore('output');
  const touched = new Map<string, QueueRecord>();
  const queueOf = async (commandId: string): Promise<QueueRecord> => {
    let queue = touched.get(commandId) ?? (await queues.get([sessionId, commandId]));
    if (queue === undefined) {
      const setting = changes.settings?.get(commandId);
      queue = newQueue(sessionId, commandId, setting?.mode, setting?.limit);
      if (commandId === HISTORY) Object.assign(queue, { limit: HISTORY_LIMIT, acknowledged: Number.MAX_SAFE_INTEGER });
    }
    touched.set(commandId, queue);
    return queue;
  };
  for (const [commandId, setting] of changes.settings ?? []) Object.assign(await queueOf(commandId), setting);
  for (const flush of changes.flushes) {
    quiet(output.put(flush));
    enqueue(await queueOf(flush.commandId), flush);
  }
  for (const { commandId, seq } of changes.acknowledged ?? []) acknowledge(await queueOf(commandId), seq);
  for (const commandId of changes.forgotten ?? []) {
    const queue = await queueOf(commandId);
    touched.delete(commandId);
    quiet(queues.delete([sessionId, commandId]));
    intoHistory(await queueOf(HISTORY), queue);
  }
  for (const queue of touched.values()) {
    removeSpans(tx, sessionId, trim(queue));
    quiet(queues.put(queue));
  }
  return [...touched.values()];
}

function removeSpans(tx: WriteTransaction, sessionId: string, spans: readonly OutputSpan[]): void {
  for (const s of spans) quiet(tx.objectStore('output').delete(IDBKeyRange.bound([sessionId, s.seq], [sessionId, s.seq + s.count - 1])));
}

/** Output to be shown again. */
export interface Replay {
  /** Records before it that are not kept any more: said once, in a warning. */
  missing: number;
  flushes: OutputFlush[];
}

/** A command's output from a record's number on, as far as it is kept. A flush that holds earlier records too is given whole. */
export async function replay(store: Store, sessionId: string, commandId: string, from = 0): Promise<Replay> {
  const tx = store.db.transaction(['queues', 'output'], 'readonly');
  const queue = await tx.objectStore('queues').get([sessionId, commandId]);
  if (queue === undefined) return { missing: 0, flushes: [] };
  const flushes: OutputFlush[] = [];
  for (const span of queue.spans) {
    if (span.seq + span.count <= from) continue;
    const range = IDBKeyRange.bound([sessionId, span.seq], [sessionId, span.seq + span.count - 1]);
    for (const flush of await tx.objectStore('output').getAll(range)) {
      if (flush.seq + flush.records.length > from) flushes.push(flush);
    }
  }
  return { missing: Math.max(0, Math.min(queue.trimmed, queue.trimmedBefore - from)), flushes };
}

/** All output of a session that is kept, in order, from a record's number on: for viewers. At most `limit` flushes. */
export async function readOutput(store: Store, sessionId: string, from = 0, limit = 1000): Promise<OutputFlush[]> {
  // The flush that holds record `from` may begin before it.
  const tx = store.db.transaction('output', 'readonly');
  const before = await tx.store.openCursor(IDBKeyRange.bound([sessionId], [sessionId, from]), 'prev');
  const start = before === null ? from : before.value.seq;
  const flushes = await tx.store.getAll(IDBKeyRange.bound([sessionId, start], [sessionId, []]), limit + 1);
  return flushes.filter((f) => f.seq + f.records.length > from).slice(0, limit);
}

/** The queues of a session. */
export async function readQueues(store: Store, sessionId: string): Promise<QueueRecord[]> {
  return store.db.getAll('queues', startingWith(sessionId));
}

/** Makes room: deletes all output that clients have acknowledged, of all sessions. Answers the bytes freed. Throws StoreError. */
export async function trimDelivered(store: Store): Promise<number> {
  return write(store, ['queues', 'output'], 'relaxed', async (tx) => {
    let freed = 0;
    for (const queue of await tx.objectStore('queues').getAll()) {
      const gone = trim(queue, true);
      if (gone.length === 0) continue;
      freed += gone.reduce((sum, s) => sum + s.bytes, 0);
      removeSpans(tx, queue.sessionId, gone);
      quiet(tx.objectStore('queues').put(queue));
    }
    return freed;
  }).catch((error: unknown) => {
    throw asStoreError(error);
  });
}

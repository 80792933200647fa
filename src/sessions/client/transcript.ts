/** Committed records, read from the store: nobody has to be woken for them. */
import type { ViewRecord } from '../protocol.ts';
import { type OutputFlush, readOutput, replay, type Store } from '../store/index.ts';
import { recordsOf } from '../worker/outputLog.ts';

/** The last committed records below a number, in order: at least `limit` of them if there are so many. */
export async function readBefore(store: Store, sessionId: string, beforeSeq: number, limit: number): Promise<ViewRecord[]> {
  const flushes: OutputFlush[] = [];
  let count = 0;
  const tx = store.db.transaction('output', 'readonly');
  const range = IDBKeyRange.bound([sessionId], [sessionId, beforeSeq], false, true);
  for (let cursor = await tx.store.openCursor(range, 'prev'); cursor !== null && count < limit; cursor = await cursor.continue()) {
    flushes.unshift(cursor.value);
    count += cursor.value.records.length;
  }
  return recordsOf(flushes).filter((r) => r.seq < beforeSeq);
}

/** Committed records from a number up to another one. */
export async function readBetween(store: Store, sessionId: string, fromSeq: number, beforeSeq: number): Promise<ViewRecord[]> {
  const records: ViewRecord[] = [];
  for (let from = fromSeq; from < beforeSeq; ) {
    const some = recordsOf(await readOutput(store, sessionId, from, 200), from);
    if (some.length === 0) break;
    records.push(...some);
    from = some[some.length - 1].seq + 1;
  }
  return records.filter((r) => r.seq < beforeSeq);
}

/** A command's committed records from a number on, and how many before them are not kept any more. */
export async function readCommand(
  store: Store,
  sessionId: string,
  commandId: string,
  fromSeq: number,
): Promise<{ missing: number; records: ViewRecord[] }> {
  const { missing, flushes } = await replay(store, sessionId, commandId, fromSeq);
  if (flushes.length > 0 || missing > 0) return { missing, records: recordsOf(flushes, fromSeq) };
  // a command whose end was received long ago: its output is history now
  const records = await readBetween(store, sessionId, fromSeq, Number.MAX_SAFE_INTEGER);
  return { missing: 0, records: records.filter((r) => r.commandId === commandId) };
}

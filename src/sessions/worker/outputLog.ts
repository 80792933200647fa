/** Output between the machine and the store: numbered when it is taken, shown at once, durable with the next commit. */
import type { OutputRecord } from '../../interpreter/machine/state.ts';
import type { ViewRecord } from '../protocol.ts';
import type { OutputFlush } from '../store/index.ts';

/** Bytes of a record for the account: its text in UTF-16 and a little for the rest. */
export function recordBytes(record: OutputRecord): number {
  return record.text.length * 2 + 32 + (record.data === undefined ? 0 : 64);
}

/** Records of one session that are not committed yet. */
export class OutputLog {
  /** Written since the last commit began. */
  pending: ViewRecord[] = [];
  pendingBytes = 0;

  add(records: readonly OutputRecord[], commandId: string, firstSeq: number, epoch: number, at: number): ViewRecord[] {
    const added = records.map((record, i): ViewRecord => {
      this.pendingBytes += recordBytes(record);
      return { ...record, seq: firstSeq + i, epoch, committed: false, commandId, at };
    });
    for (const record of added) this.pending.push(record);
    return added;
  }

  /** Takes all for a commit. */
  detach(): ViewRecord[] {
    const taken = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    return taken;
  }
}

/** Records as the store keeps them: one flush per run of records of the same command. */
export function flushesOf(sessionId: string, records: readonly ViewRecord[]): OutputFlush[] {
  const flushes: OutputFlush[] = [];
  for (const { seq, epoch, committed: _, commandId, at, ...record } of records) {
    let last = flushes[flushes.length - 1];
    if (last === undefined || last.commandId !== commandId || last.epoch !== epoch || last.seq + last.records.length !== seq) {
      last = { sessionId, seq, commandId, epoch, at, bytes: 0, records: [] };
      flushes.push(last);
    }
    last.bytes += recordBytes(record);
    last.records.push(record);
  }
  return flushes;
}

/** Stored records as pages get them, from a number on. */
export function recordsOf(flushes: readonly OutputFlush[], fromSeq = 0): ViewRecord[] {
  const records: ViewRecord[] = [];
  for (const flush of flushes) {
    flush.records.forEach((record, i) => {
      const seq = flush.seq + i;
      if (seq >= fromSeq) records.push({ ...record, seq, epoch: flush.epoch, committed: true, commandId: flush.commandId, at: flush.at });
    });
  }
  return records;
}

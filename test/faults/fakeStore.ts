/** A store that may fail between any two steps, and the network between the machines that use it. */

import type { SessionRoot } from '../../src/interpreter/machine/state.ts';
import { CheckpointDecoder, CheckpointEncoder, type EncodedCheckpoint, Heap } from '../../src/interpreter/snapshot/index.ts';
import type { Missing } from '../../src/sessions/mailbox/mailbox.ts';
import type { Acknowledgement, CreateSession, Envelope } from '../../src/sessions/protocol.ts';

/** What is stored of a session. */
export interface StoredSession {
  create: CreateSession;
  epoch: number;
  owner: string | null;
  /** Client that has disconnected last. */
  last: string | null;
  checkpoints: { bytes: Uint8Array; shared: readonly object[] }[];
  codes: Map<string, Uint8Array>;
  outbox: Map<string, Envelope>;
}

/** What travels. */
export type Packet =
  | { kind: 'message'; to: string; envelope: Envelope }
  | { kind: 'ack'; to: string; ack: Acknowledgement }
  | { kind: 'missing'; to: string; missing: Missing };

/** Key of a row, as the real store has it: the receiver is no part of it. */
export function rowKey(e: { commandId: string; direction: string; seq: number }): string {
  return `${e.commandId} ${e.direction} ${e.seq}`;
}

/** What one commit holds. */
export interface FakeBatch {
  checkpoint: EncodedCheckpoint;
  outgoing: Envelope[];
  acks: Acknowledgement[];
  rowsDone: { commandId: string; direction: string; seq: number }[];
  lines: string[];
}

/** The database and the files. */
export class FakeStore {
  readonly sessions = new Map<string, StoredSession>();
  /** Appended lines, in order of commit. */
  readonly lines: string[] = [];
  readonly removed = new Set<string>();
  readonly network: Packet[] = [];

  create(create: CreateSession): void {
    if (this.sessions.has(create.id) || this.removed.has(create.id)) return;
    if (create.parent !== null && !this.sessions.has(create.parent)) return;
    this.sessions.set(create.id, {
      create,
      epoch: 0,
      owner: create.ownerClient,
      last: null,
      checkpoints: [],
      codes: new Map(),
      outbox: new Map(),
    });
  }

  remove(id: string): void {
    const children = [...this.sessions.values()].filter((s) => s.create.parent === id);
    this.sessions.delete(id);
    this.removed.add(id);
    for (const child of children) this.remove(child.create.id);
    // rows that nobody can take any more
    for (const session of this.sessions.values()) for (const [key, row] of session.outbox) if (row.to === id) session.outbox.delete(key);
  }

  /** One transaction. False: the session is fenced or gone. `deleteRows`: the receiver's commit takes the rows out of senders' outboxes. */
  commit(id: string, epoch: number, batch: FakeBatch, deleteRows: boolean): boolean {
    const session = this.sessions.get(id);
    if (session === undefined || session.epoch !== epoch) return false;
    const { checkpoint } = batch;
    if (checkpoint.kind === 'base') session.checkpoints = [];
    session.checkpoints.push({ bytes: checkpoint.bytes, shared: [] });
    for (const [key, bytes] of checkpoint.codes) session.codes.set(key, bytes);
    this.lines.push(...batch.lines);
    for (const row of batch.rowsDone) this.deleteUpTo(session, row);
    if (deleteRows) {
      for (const ack of batch.acks) {
        const sender = this.sessions.get(ack.to);
        if (sender !== undefined) this.deleteUpTo(sender, ack);
      }
    }
    for (const envelope of batch.outgoing) {
      if (envelope.to === '') {
        if (envelope.body.kind === 'create') this.create(envelope.body.session);
        else if (envelope.body.kind === 'remove') this.remove(envelope.body.sessionId);
      } else if (!this.removed.has(envelope.to)) session.outbox.set(rowKey(envelope), envelope);
    }
    return true;
  }

  private deleteUpTo(session: StoredSession, row: { commandId: string; direction: string; seq: number }): void {
    for (const [key, e] of session.outbox)
      if (e.commandId === row.commandId && e.direction === row.direction && e.seq <= row.seq) session.outbox.delete(key);
  }

  /** Reads a session back as a new owner. */
  resume(id: string): { root: SessionRoot | null; heap: Heap; epoch: number; create: CreateSession; rows: Envelope[] } | null {
    const session = this.sessions.get(id);
    if (session === undefined) return null;
    session.epoch++;
    const rows = [...session.outbox.values()].sort((a, b) => a.seq - b.seq);
    if (session.checkpoints.length === 0) return { root: null, heap: new Heap(), epoch: session.epoch, create: session.create, rows };
    const decoder = new CheckpointDecoder(
      session.checkpoints.map((c) => c.bytes),
      session.codes,
    );
    const root = decoder.run();
    return { root, heap: decoder.heap, epoch: session.epoch, create: session.create, rows };
  }
}

export { CheckpointEncoder };

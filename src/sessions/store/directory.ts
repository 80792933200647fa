/** The directory of sessions: making, listing, owning and removing them. */
import type { DirectoryPatch } from './commit.ts';
import { FencedError, ResumeLimitError, StoreError } from './errors.ts';
import { quiet, type Store, type WriteTransaction, write } from './open.ts';
import {
  type CheckpointRecord,
  type ComputerRecord,
  type OutboxRecord,
  type SessionRecord,
  type StoreName,
  startingWith,
} from './schema.ts';

/** Resumes without a new checkpoint after which a session is not started by itself any more. */
export const RESUME_LIMIT = 3;

/** What a new session's record needs; the rest has defaults. */
export type NewSession = Pick<SessionRecord, 'id' | 'name' | 'computer' | 'user' | 'createdAt'> & Partial<SessionRecord>;

/** A record with all its fields. */
export function newSession(fields: NewSession): SessionRecord {
  return {
    kind: 'Session',
    configuration: 'Microsoft.PowerShell',
    state: 'Opened',
    availability: 'Available',
    ownerClient: null,
    parent: null,
    epoch: 0,
    resumes: 0,
    disconnectedAt: null,
    lastCommitAt: fields.createdAt,
    idleTimeout: null,
    running: null,
    wakeAt: null,
    problem: null,
    checkpoint: 0,
    statistics: {
      commits: 0,
      instructions: 0,
      resumes: 0,
      resumedAtInstruction: null,
      checkpointMs: 0,
      runMs: 0,
      checkpointBytes: 0,
      outputRecords: 0,
      outputBytes: 0,
    },
    conflicts: [],
    extra: {},
    ...fields,
  };
}

/**
 * Makes a session; answers false if one with this id is there already (the request was repeated) and changes nothing then.
 * With a parent that is gone, throws FencedError: a removed session can't leave children behind.
 */
export async function createSession(store: Store, fields: NewSession): Promise<boolean> {
  return write(store, ['sessions'], 'strict', (tx) => createIn(tx, fields));
}

/** The same inside of a transaction that is open: a machine's request carried out in its own commit. */
export async function createIn(tx: WriteTransaction, fields: NewSession): Promise<boolean> {
  const sessions = tx.objectStore('sessions');
  if ((await sessions.getKey(fields.id)) !== undefined) return false;
  const parent = fields.parent ?? null;
  if (parent !== null && (await sessions.getKey(parent)) === undefined) throw new FencedError(parent, null);
  quiet(sessions.put(newSession(fields)));
  return true;
}

/** A client's console, null if it has none (any more). */
export async function findConsole(store: Store, client: string): Promise<SessionRecord | null> {
  const tx = store.db.transaction(['clients', 'sessions'], 'readonly');
  const id = (await tx.objectStore('clients').get(client))?.console ?? null;
  return id === null ? null : ((await tx.objectStore('sessions').get(id)) ?? null);
}

/**
 * Makes a client's console and tells of it in the client's record, in one transaction. `make` gets all computers; null: it makes none.
 */
export async function createConsole(
  store: Store,
  client: string,
  make: (computers: ComputerRecord[]) => NewSession | null,
): Promise<SessionRecord | null> {
  return write(store, ['clients', 'computers', 'sessions'], 'strict', async (tx) => {
    const clients = tx.objectStore('clients');
    const [before, computers] = await Promise.all([clients.get(client), tx.objectStore('computers').getAll()]);
    const fields = make(computers);
    if (fields === null) return null;
    const record = newSession(fields);
    const { id: console, createdAt: lastSeenAt } = record;
    quiet(tx.objectStore('sessions').put(record));
    quiet(clients.put({ createdAt: lastSeenAt, extra: {}, ...before, id: client, lastSeenAt, goneAt: null, console }));
    return record;
  });
}

/** One session's record, or null. */
export async function getSession(store: Store, id: string): Promise<SessionRecord | null> {
  return (await store.db.get('sessions', id)) ?? null;
}

/** Records of all sessions, or of those on one computer, of one parent or one client. */
export async function listSessions(
  store: Store,
  filter: { computer: string } | { parent: string } | { ownerClient: string } | null = null,
): Promise<SessionRecord[]> {
  if (filter === null) return store.db.getAll('sessions');
  if ('computer' in filter) return store.db.getAllFromIndex('sessions', 'computer', filter.computer);
  if ('parent' in filter) return store.db.getAllFromIndex('sessions', 'parent', filter.parent);
  return store.db.getAllFromIndex('sessions', 'ownerClient', filter.ownerClient);
}

/**
 * Changes a session's record from outside of its machine (the broker, for a session at rest): by a patch, or by what a function makes of the
 * record as it is then, null for no change. With `epoch`, only while it has not changed. Throws FencedError if it has, or if the session is
 * gone.
 */
export async function patchSession(
  store: Store,
  id: string,
  patch: DirectoryPatch | ((record: SessionRecord) => DirectoryPatch | null),
  epoch?: number,
): Promise<SessionRecord> {
  return write(store, ['sessions'], 'relaxed', async (tx) => {
    const record = await tx.objectStore('sessions').get(id);
    if (record === undefined || (epoch !== undefined && record.epoch !== epoch)) throw new FencedError(id, record?.epoch ?? null);
    const wanted = typeof patch === 'function' ? patch(record) : patch;
    if (wanted === null) return record;
    applyPatch(record, wanted);
    quiet(tx.objectStore('sessions').put(record));
    return record;
  });
}

/** Sets the fields that a patch names; of `extra`, the entries that it names (undefined takes one out). */
export function applyPatch(record: SessionRecord, patch: DirectoryPatch | undefined): void {
  const extra = { ...record.extra, ...patch?.extra };
  for (const [key, value] of Object.entries(extra)) if (value === undefined) delete extra[key];
  Object.assign(record, patch, { extra });
}

/**
 * A session was closed with its client because it seemed idle, and in that moment somebody gave it something to do: it is disconnected then, as
 * if that had come first. What is closed is never started again, and the command would be lost.
 */
export function reopenIfBusy(record: SessionRecord): void {
  const { closedAt, queued } = record.extra;
  if (typeof closedAt !== 'number' || record.kind !== 'Session' || record.state !== 'Opened') return;
  if (record.running === null && !(Number(queued ?? 0) > 0)) return;
  applyPatch(record, { state: 'Disconnected', availability: 'None', disconnectedAt: closedAt, extra: { closedAt: undefined } });
}

/** The owner gives a session up in good order: what it resumed counts as progress. Does nothing if it is owner no more. */
export async function releaseOwnership(store: Store, id: string, epoch: number): Promise<void> {
  await write(store, ['sessions'], 'relaxed', async (tx) => {
    const record = await tx.objectStore('sessions').get(id);
    if (record === undefined || record.epoch !== epoch || record.resumes === 0) return;
    record.resumes = 0;
    quiet(tx.objectStore('sessions').put(record));
  });
}

/** A session as its new owner gets it. */
export interface Owned {
  record: SessionRecord;
  /** The base first; empty for a session that has not begun. */
  checkpoints: CheckpointRecord[];
  codes: Map<string, Uint8Array>;
  outbox: OutboxRecord[];
}

/**
 * Becomes the owner of a session, whose Web Lock the caller holds: raises the epoch, and only when that is durable reads the
 * checkpoint, so that an owner before can't change it afterwards. `byItself`: without a person asking for it; refused with
 * ResumeLimitError after {@link RESUME_LIMIT} resumes that got no further. Throws FencedError if the session is gone.
 */
export async function takeOwnership(store: Store, id: string, options: { byItself?: boolean } = {}): Promise<Owned> {
  const record = await write(store, ['sessions'], 'strict', async (tx) => {
    const found = await tx.objectStore('sessions').get(id);
    if (found === undefined) throw new FencedError(id, null);
    if (options.byItself === true && found.resumes >= RESUME_LIMIT) throw new ResumeLimitError(id, found.resumes);
    found.epoch++;
    if (found.checkpoint > 0) {
      found.resumes++;
      found.statistics.resumes++;
      found.statistics.resumedAtInstruction = found.statistics.instructions;
    }
    quiet(tx.objectStore('sessions').put(found));
    return found;
  });
  const tx = store.db.transaction(['sessions', 'checkpoints', 'codes', 'outbox'], 'readonly');
  const [now, checkpoints, codes, outbox] = await Promise.all([
    tx.objectStore('sessions').get(id),
    tx.objectStore('checkpoints').getAll(startingWith(id)),
    tx.objectStore('codes').getAll(startingWith(id)),
    tx.objectStore('outbox').getAll(startingWith(id)),
  ]);
  if (now === undefined || now.epoch !== record.epoch) throw new FencedError(id, now?.epoch ?? null);
  if (checkpoints.length === 0 && record.checkpoint > 0) throw new StoreError(`The checkpoint of session ${id} is not in the database.`);
  return { record, checkpoints, codes: new Map(codes.map((c) => [c.key, c.bytes])), outbox };
}

/** Messages of a session that are not acknowledged yet. */
export async function readOutbox(store: Store, id: string): Promise<OutboxRecord[]> {
  return store.db.getAll('outbox', startingWith(id));
}

const OF_SESSION: readonly StoreName[] = ['checkpoints', 'codes', 'outbox', 'output', 'queues'];
/** What a transaction needs that removes sessions. */
export const REMOVAL_STORES: readonly StoreName[] = ['sessions', ...OF_SESSION];

/**
 * Removes a session, its children and theirs, with everything that belongs to them, in one transaction. Their owners are fenced
 * at their next commit. Answers the ids removed; none if it was gone already.
 */
export async function deleteSession(store: Store, id: string): Promise<string[]> {
  return write(store, REMOVAL_STORES, 'strict', (tx) => deleteIn(tx, id));
}

/** The same inside of a transaction that is open. */
export async function deleteIn(tx: WriteTransaction, id: string): Promise<string[]> {
  const sessions = tx.objectStore('sessions');
  if ((await sessions.getKey(id)) === undefined) return [];
  const ids = [id];
  for (const one of ids) {
    for (const child of await sessions.index('parent').getAllKeys(one)) if (!ids.includes(child)) ids.push(child);
  }
  for (const one of ids) {
    quiet(sessions.delete(one));
    for (const name of OF_SESSION) quiet(tx.objectStore(name).delete(startingWith(one)));
    for (const key of await tx.objectStore('outbox').index('to').getAllKeys(one)) quiet(tx.objectStore('outbox').delete(key));
  }
  return ids;
}

/** Messages that wait for a session, from whomever, in order of sender, conversation and number. */
export async function readMail(store: Store, to: string): Promise<OutboxRecord[]> {
  return store.db.getAllFromIndex('outbox', 'to', to);
}

/** Ids of the sessions that mail waits for. */
export async function mailReceivers(store: Store): Promise<string[]> {
  const found: string[] = [];
  let cursor = await store.db.transaction('outbox').store.index('to').openKeyCursor(null, 'nextunique');
  while (cursor !== null) {
    found.push(cursor.key);
    cursor = await cursor.continue();
  }
  return found;
}

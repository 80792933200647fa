/** Answers the remoting cmdlets' requests about other sessions and computers (remoting/hostRequests.ts), from the store. */

import { isUnrestricted } from '../configurations/names.ts';
import type { DirectoryNews } from '../protocol.ts';
import type { Credential, DirectoryEntry, DirectoryReplies, DirectoryRequest, Refusal } from '../remoting/hostRequests.ts';
import { applyPatch } from '../store/directory.ts';
import {
  type AccountRecord,
  getClient,
  listAccounts,
  listComputers,
  listConfigurations,
  listSessions,
  type SessionRecord,
  type Store,
} from '../store/index.ts';
import { quiet, write } from '../store/open.ts';
import { clientOf, IDLE_TIMEOUT } from './records.ts';

/** What the service needs besides the store. */
export interface DirectoryEnvironment {
  store: Store;
  now(): number;
  /** Whether a client's page lives. */
  isAlive(client: string): Promise<boolean>;
  pause(milliseconds: number): Promise<void>;
  news(news: DirectoryNews): void;
}

/** How long a client's lock is free before the client is gone in the eyes of others. */
export const GONE = 5000;
/** The longest idle time-out of a session: PowerShell's default MaxIdleTimeout. */
const MAX_IDLE_TIMEOUT = 2_147_483_647;

type Refused = { ok: false; failure: Refusal };
const no = (failure: Refusal): Refused => ({ ok: false, failure });

/** The answer to a request of a session's machine, or null if it is not for the directory. Rejects with StoreError. */
export function answerDirectory(
  env: DirectoryEnvironment,
  request: Record<string, unknown>,
  record: SessionRecord,
): Promise<DirectoryReplies[keyof DirectoryReplies]> | null {
  const r = request as unknown as DirectoryRequest;
  switch (r.op) {
    case 'directory.open':
      return open(env, r.computer, r.configuration, r.credential, record);
    case 'directory.list':
      return list(env, r.computer, r.credential, record);
    case 'directory.get':
      return get(env, r.ids);
    case 'directory.connect':
      return connect(env, r.sessionId, r.client, r.credential, record);
    case 'directory.disconnect':
      return disconnect(env, r.sessionId, r.client, r.idleTimeout, r.bufferingMode);
    case 'directory.computers':
      return listComputers(env.store).then((all) => ({
        computers: all.map(({ name, remotingEnabled }) => ({ name, remotingEnabled })),
      }));
    default:
      return null;
  }
}

/** The user whom a credential stands for at a computer, or null if it is refused. */
async function login(store: Store, computer: string, credential: Credential | null, record: SessionRecord): Promise<string | null> {
  if (credential === null) return record.user;
  const name = credential.userName.replace(/^.*\\/, '');
  const account = (await listAccounts(store, computer)).find((a) => a.name.toLowerCase() === name.toLowerCase());
  if (account === undefined) return null;
  return (await isPassword(account, credential.password)) ? account.name : null;
}

/** Verifiers look like `sha256:<salt>:<hex of SHA-256 of salt and password>`. */
async function isPassword(account: AccountRecord, password: string): Promise<boolean> {
  if (account.verifier === null) return true;
  const [, salt, expected] = account.verifier.split(':');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(salt + password));
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('') === expected;
}

async function place(
  env: DirectoryEnvironment,
  computer: string,
  credential: Credential | null,
  record: SessionRecord,
): Promise<{ ok: true; computer: string; user: string } | Refused> {
  const found = (await listComputers(env.store)).find((c) => c.name.toLowerCase() === computer.toLowerCase());
  if (found === undefined) return no('ComputerNotFound');
  if (!found.remotingEnabled) return no('RemotingDisabled');
  const user = await login(env.store, found.name, credential, record);
  return user === null ? no('AccessDenied') : { ok: true, computer: found.name, user };
}

async function open(
  env: DirectoryEnvironment,
  computer: string,
  configuration: string,
  credential: Credential | null,
  record: SessionRecord,
): Promise<DirectoryReplies['directory.open']> {
  const where = await place(env, computer, credential, record);
  if (!where.ok) return where;
  const limits = { idleTimeout: IDLE_TIMEOUT, maxIdleTimeout: MAX_IDLE_TIMEOUT };
  if (isUnrestricted(configuration)) return { ...where, ...limits, configuration: 'Microsoft.PowerShell' };
  const name = configuration.replace(/^https?:\/\/schemas\.microsoft\.com\/powershell\//i, '').toLowerCase();
  const found = (await listConfigurations(env.store, where.computer)).find((c) => c.name.toLowerCase() === name);
  if (found === undefined || found.definition.enabled === false) return no('ConfigurationNotFound');
  return { ...where, ...limits, configuration: found.name };
}

/** True once a client is gone for others. A session is one while it is not closed; of a page the broker has said so, or its lock stays free. */
async function isGone(env: DirectoryEnvironment, client: string, wait: boolean): Promise<boolean> {
  const session = await env.store.db.get('sessions', client);
  if (session !== undefined) return session.extra.closedAt !== undefined;
  if (await env.isAlive(client)) return false;
  if ((await getClient(env.store, client))?.goneAt !== null) return true;
  if (!wait) return false;
  for (let waited = 0; waited < GONE; waited += 250) {
    await env.pause(250);
    if (await env.isAlive(client)) return false;
  }
  return true;
}

async function entryOf(env: DirectoryEnvironment, record: SessionRecord): Promise<DirectoryEntry> {
  const { id, name, kind, computer, user, configuration, state, availability, ownerClient, disconnectedAt, idleTimeout, extra } = record;
  const bufferingMode = (extra.bufferingMode ?? 'Block') as DirectoryEntry['bufferingMode'];
  const ownerGone = ownerClient !== null && (await isGone(env, ownerClient, false));
  return {
    id,
    name,
    kind,
    computer,
    user,
    configuration,
    state,
    availability,
    ownerClient,
    ownerGone,
    disconnectedAt,
    idleTimeout,
    bufferingMode,
  };
}

async function list(
  env: DirectoryEnvironment,
  computer: string,
  credential: Credential | null,
  record: SessionRecord,
): Promise<DirectoryReplies['directory.list']> {
  const where = await place(env, computer, credential, record);
  if (!where.ok) return where;
  const all = await listSessions(env.store, { computer: where.computer });
  const seen = all
    .sort((a, b) => a.createdAt - b.createdAt)
    .filter(
      (s) =>
        s.user === where.user &&
        (s.kind === 'Session' || (s.kind === 'Console' && s.state === 'Disconnected')) &&
        // what was closed is its own client's to see
        ((s.extra.closedAt === undefined && s.state !== 'Closed') || s.ownerClient === clientOf(record)),
    );
  return { ok: true, sessions: await Promise.all(seen.map((s) => entryOf(env, s))) };
}

async function get(env: DirectoryEnvironment, ids: string[]): Promise<DirectoryReplies['directory.get']> {
  const records = await Promise.all(ids.map((id) => env.store.db.get('sessions', id)));
  const found = records.filter((r): r is SessionRecord => r !== undefined);
  return { sessions: await Promise.all(found.map((r) => entryOf(env, r))) };
}

async function connect(
  env: DirectoryEnvironment,
  id: string,
  client: string,
  credential: Credential | null,
  asker: SessionRecord,
): Promise<DirectoryReplies['directory.connect']> {
  const record = await env.store.db.get('sessions', id);
  if (record === undefined || record.state === 'Closed') return no('SessionNotFound');
  const user = await login(env.store, record.computer, credential, asker);
  if (user !== record.user) return no('AccessDenied');
  const owner = record.ownerClient;
  if (owner !== null && owner !== client && record.state !== 'Disconnected' && !(await isGone(env, owner, true))) return no('InUse');
  const { lastClient } = record.extra;
  const replay = owner === null && typeof lastClient === 'string' && lastClient !== client && (await isGone(env, lastClient, true));
  const done = await write(env.store, ['sessions'], 'strict', async (tx) => {
    const now = await tx.objectStore('sessions').get(id);
    if (now === undefined) return null;
    // somebody else was quicker
    if (now.ownerClient !== owner) return 'InUse' as const;
    const availability = now.running === null ? 'Available' : 'Busy';
    const extra = { closedAt: undefined, goneClient: undefined, goneName: undefined, lastClient: undefined };
    applyPatch(now, { ownerClient: client, state: 'Opened', availability, disconnectedAt: null, extra });
    quiet(tx.objectStore('sessions').put(now));
    return now;
  });
  if (done === null) return no('SessionNotFound');
  if (done === 'InUse') return no('InUse');
  env.news({ kind: 'changed', ids: [id] });
  return { ok: true, session: await entryOf(env, done), replay };
}

async function disconnect(
  env: DirectoryEnvironment,
  id: string,
  client: string,
  idleTimeout: number | null,
  bufferingMode: string,
): Promise<DirectoryReplies['directory.disconnect']> {
  const ok = await write(env.store, ['sessions'], 'strict', async (tx) => {
    const now = await tx.objectStore('sessions').get(id);
    if (now === undefined || now.ownerClient !== client) return false;
    applyPatch(now, {
      ownerClient: null,
      state: 'Disconnected',
      availability: 'None',
      disconnectedAt: env.now(),
      extra: { lastClient: client, ...(bufferingMode === 'None' ? {} : { bufferingMode }) },
    });
    if (idleTimeout !== null) now.idleTimeout = idleTimeout;
    quiet(tx.objectStore('sessions').put(now));
    return true;
  });
  if (ok) env.news({ kind: 'changed', ids: [id] });
  return { ok };
}

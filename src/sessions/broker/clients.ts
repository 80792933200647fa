/** Which clients are gone in the eyes of others, and what that does to their sessions. */
import type { DirectoryNews } from '../protocol.ts';
import { listSessions, patchSession, type SessionRecord, type Store, updateClient } from '../store/index.ts';
import { GONE } from '../worker/directoryService.ts';
import { clientLock, type Realm } from '../worker/names.ts';
import { afterClientBack, afterClientGone } from './rules.ts';

/** What it needs. */
export interface ClientWatchOptions {
  realm: Realm;
  open(): Promise<Store>;
  news(news: DirectoryNews): void;
}

/** A client whose lock has been free for five seconds is gone. */
export class ClientWatch {
  private readonly options: ClientWatchOptions;
  /** Since when a client's lock is known to be free. */
  private readonly free = new Map<string, number>();
  private readonly gone = new Set<string>();

  constructor(options: ClientWatchOptions) {
    this.options = options;
  }

  /** True while some client may soon be gone. */
  get isWaiting(): boolean {
    return this.free.size > 0;
  }

  /** A tab of the client is gone. */
  suspect(client: string): void {
    if (!this.free.has(client)) this.free.set(client, Date.now());
  }

  /** Looks at the owners of these sessions. */
  async look(records: readonly SessionRecord[]): Promise<void> {
    const held = new Set(((await navigator.locks.query()).held ?? []).map((one) => one.name));
    const sessions = new Map(records.map((r) => [r.id, r]));
    // a session is the client of those that it has opened, for as long as it is not closed itself
    const lives = (client: string): boolean => {
      const session = sessions.get(client);
      return session === undefined ? held.has(clientLock(this.options.realm, client)) : session.extra.closedAt === undefined;
    };
    const owners = new Set(records.filter((r) => r.extra.goneClient === undefined).map((r) => r.ownerClient));
    for (const client of owners) {
      if (client === null) continue;
      if (lives(client)) {
        this.free.delete(client);
        this.gone.delete(client);
      } else if (!this.gone.has(client)) this.suspect(client);
    }
    const now = Date.now();
    for (const [client, since] of this.free) {
      if (lives(client)) this.free.delete(client);
      else if (now - since >= GONE) {
        this.free.delete(client);
        this.gone.add(client);
        await this.left(client, records);
      }
    }
  }

  private async left(client: string, records: readonly SessionRecord[]): Promise<void> {
    const store = await this.options.open();
    const now = Date.now();
    await updateClient(store, client, (record) =>
      record === null ? { id: client, createdAt: now, lastSeenAt: now, goneAt: now, console: null, extra: {} } : { ...record, goneAt: now },
    );
    const names = records.map((r) => r.name);
    const changed: string[] = [];
    for (const record of records) {
      if (afterClientGone(record, client, now, names) === null) continue;
      // asked again of the record as it is then: what is not idle any more must not be closed
      const after = await patchSession(store, record.id, (r) => afterClientGone(r, client, now, names)).catch(() => null);
      if (after?.extra.goneName !== undefined) names.push(after.name);
      changed.push(record.id);
    }
    if (changed.length > 0) this.options.news({ kind: 'changed', ids: changed });
  }

  /** The client's page is there (again). */
  async returned(client: string): Promise<void> {
    const changed: string[] = [];
    const clients = [client];
    for (const one of clients) {
      this.free.delete(one);
      this.gone.delete(one);
      const store = await this.options.open();
      for (const record of await listSessions(store, { ownerClient: one })) {
        if (afterClientBack(record, one) === null) continue;
        await patchSession(store, record.id, (r) => afterClientBack(r, one)).catch(() => undefined);
        changed.push(record.id);
        // and with it what it had opened itself
        if (record.kind !== 'Console' && !clients.includes(record.id)) clients.push(record.id);
      }
    }
    if (changed.length > 0) this.options.news({ kind: 'changed', ids: changed });
  }
}

/**
 * The broker: a cache and a matchmaker. It knows tabs and owners, hands pages ports to sessions, has workers started where they are
 * needed, and drives running sessions itself while no tab is open. It is never the truth: any number of brokers at once is harmless,
 * because locks and transactions alone decide (design, section 4).
 */
import type { DirectoryNews, FromBroker, FromWorker, Handshake, MailNews, ToBroker, WakeReason } from '../protocol.ts';
import { PROTOCOL } from '../protocol.ts';
import { deleteSession, getSession, listSessions, mailReceivers, openStore, type SessionRecord, type Store } from '../store/index.ts';
import { directoryChannel, isHeld, mailChannel, type Realm, sessionLock, tabLock, untilGone, workerLock } from '../worker/names.ts';
import type { SessionOwner } from '../worker/owner.ts';
import { ClientWatch } from './clients.ts';
import { Owners } from './owners.ts';
import { ADOPT_AFTER, ADOPT_LIMIT, Failures, isOver, nextWake, wakeReason } from './rules.ts';
import { type Tab, Tabs } from './tabs.ts';

/** What a broker is told. */
export interface BrokerOptions {
  id: string;
  build: string;
  realm: Realm;
  /** Makes an owner in this thread, loading the interpreter if need be; null where sessions are not adopted (a broker inside of a page). */
  adopt: ((id: string, worker: string, tell: (message: FromWorker) => void) => Promise<SessionOwner>) | null;
  /** Imports early what adopting a session needs, while there is a network. */
  preload: ((record: SessionRecord) => void) | null;
  /** It has given everything away: its thread may end. */
  retired(): void;
}

/** Look again at everything so often: whatever bell was missed. */
const SWEEP = 10_000;
/** A tab that was asked to start a worker must have done so. */
const SPAWN_PATIENCE = 10_000;

export class Broker {
  private readonly options: BrokerOptions;
  private readonly tabs = new Tabs();
  private readonly owners = new Owners();
  private readonly adopted = new Map<string, SessionOwner>();
  /** Sessions for which a worker is being started: by which tab, until when. */
  private readonly spawning = new Map<string, { tab: string; until: number }>();
  private readonly failures = new Failures();
  /** Sessions whose lock somebody holds whom this broker does not know; true: mail waits for them. */
  private readonly held = new Map<string, boolean>();
  private readonly directory: BroadcastChannel;
  private readonly mail: BroadcastChannel;
  private readonly clients: ClientWatch;
  private store: Promise<Store> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sweeping: Promise<void> | null = null;
  private emptySince: number | null = null;
  private retiring = false;

  constructor(options: BrokerOptions) {
    this.options = options;
    const { realm } = options;
    this.directory = new BroadcastChannel(directoryChannel(realm));
    this.mail = new BroadcastChannel(mailChannel(realm));
    this.directory.onmessage = ({ data }: MessageEvent<DirectoryNews>) => this.heard(data);
    this.mail.onmessage = ({ data }: MessageEvent<MailNews>) => {
      if (data.kind === 'mail') for (const id of data.to) void this.consider(id, true);
    };
    this.clients = new ClientWatch({ realm, open: () => this.open(), news: (news) => this.tell(news) });
  }

  private open(): Promise<Store> {
    this.store ??= openStore({
      name: this.options.realm.database,
      onVersionChange: () => {
        this.store = null;
      },
      onTerminated: () => {
        this.store = null;
      },
    }).catch((error: unknown) => {
      this.store = null;
      throw error;
    });
    return this.store;
  }

  /** News to everybody, this broker included. */
  private tell(news: DirectoryNews): void {
    this.directory.postMessage(news);
    this.heard(news);
  }

  // ---- pages ----

  /** A page connects. */
  connect(port: MessagePort): void {
    let tab: Tab | null = null;
    port.onmessage = ({ data }: MessageEvent<ToBroker>) => {
      if (data.kind === 'hello') tab = this.hello(port, data);
      else if (tab !== null) this.take(tab, data);
    };
  }

  private hello(port: MessagePort, message: Extract<ToBroker, { kind: 'hello' }>): Tab {
    const { tab: id, client, canSpawn } = message;
    const handshake: Handshake = { protocol: PROTOCOL, build: this.options.build };
    const tab = this.tabs.add({ id, client, port, canSpawn });
    this.emptySince = null;
    port.postMessage({ kind: 'welcome', handshake, broker: this.options.id, tabs: this.tabs.count } satisfies FromBroker);
    this.tabs.all({ kind: 'tabs', count: this.tabs.count });
    void untilGone(tabLock(id)).then(() => this.tabGone(id));
    void this.clients
      .returned(client)
      .catch(() => undefined)
      .then(() => this.handBack())
      .then(() => this.sweep());
    return tab;
  }

  private take(tab: Tab, message: ToBroker): void {
    this.tabs.touch(tab);
    switch (message.kind) {
      case 'open':
        this.openPort(message.id, message.port, tab, message.reason);
        break;
      case 'worker':
        this.registered(tab, message.id, message.worker, message.port);
        break;
      case 'workerEnded':
        this.failures.enter(message.id, Date.now());
        this.workerGone(message.id, message.worker);
        break;
      case 'workerGone':
        this.workerGone(message.id, message.worker);
        break;
      case 'terminate': {
        const owner = this.owners.get(message.id);
        const host = owner === undefined ? undefined : this.tabs.get(owner.tab);
        host?.port.postMessage({ kind: 'terminate', id: message.id } satisfies FromBroker);
        break;
      }
      case 'retire':
        void this.retire();
        break;
      case 'bye':
        this.tabGone(tab.id);
        break;
    }
  }

  private tabGone(id: string): void {
    const tab = this.tabs.get(id);
    if (tab === undefined) return;
    this.tabs.remove(id);
    this.tabs.all({ kind: 'tabs', count: this.tabs.count });
    for (const [session, spawn] of this.spawning) if (spawn.tab === id) this.spawning.delete(session);
    // a worker that had not begun when its tab died has told nobody which lock to watch
    for (const { session, worker } of this.owners.inTab(id))
      void untilGone(workerLock(worker)).then(() => this.workerGone(session, worker));
    this.clients.suspect(tab.client);
    if (this.tabs.count === 0) {
      this.emptySince = Date.now();
      setTimeout(() => void this.sweep(), ADOPT_AFTER + 10);
    } else void this.sweep();
  }

  // ---- owners ----

  private openPort(id: string, port: MessagePort, tab: Tab, reason: WakeReason): void {
    const owner = this.owners.get(id);
    const waiting = { port, client: tab.client, tab: tab.id };
    if (owner?.ready) owner.port.postMessage({ kind: 'serve', port, client: tab.client }, [port]);
    else {
      this.owners.wait(id, waiting);
      if (this.adopted.has(id)) void this.handBack();
      else if (owner === undefined) void this.spawn(id, reason, tab);
    }
  }

  /** Has a tab start a worker for a session. */
  private async spawn(id: string, reason: WakeReason, wanted: Tab | null = null): Promise<void> {
    const now = Date.now();
    const before = this.spawning.get(id);
    if (this.retiring || this.owners.get(id) !== undefined || (before !== undefined && before.until > now)) return;
    this.spawning.set(id, { tab: wanted?.id ?? '', until: now + SPAWN_PATIENCE });
    const record = wanted?.canSpawn ? null : await this.record(id);
    const tab = wanted?.canSpawn ? wanted : this.tabs.spawner(record?.ownerClient ?? null);
    if (tab === null || this.tabs.get(tab.id) === undefined) {
      this.spawning.delete(id);
      return;
    }
    this.spawning.set(id, { tab: tab.id, until: now + SPAWN_PATIENCE });
    tab.port.postMessage({ kind: 'spawn', id, reason } satisfies FromBroker);
  }

  private async record(id: string): Promise<SessionRecord | null> {
    try {
      return await getSession(await this.open(), id);
    } catch {
      // no storage just now: the next sweep looks again
      return null;
    }
  }

  private registered(tab: Tab, id: string, worker: string, port: MessagePort): void {
    const owner = { worker, tab: tab.id, port, ready: false };
    port.onmessage = ({ data }: MessageEvent<FromWorker>) => this.fromWorker(id, worker, data);
    // the one before may have died before it could say so
    if (this.owners.get(id)?.ready !== true) this.owners.set(id, owner);
  }

  private fromWorker(id: string, worker: string, message: FromWorker): void {
    const owner = this.owners.get(id);
    switch (message.kind) {
      case 'starting':
        void untilGone(workerLock(worker)).then(() => this.workerGone(id, worker));
        break;
      case 'owned':
        this.spawning.delete(id);
        if (owner?.worker !== worker) break;
        owner.ready = true;
        this.owners.handOver(id, owner);
        break;
      case 'returned':
        this.owners.wait(id, { port: message.port, client: message.client, tab: '' });
        this.owners.remove(id, worker);
        void this.spawn(id, 'asked');
        break;
      case 'ended':
        this.ended(id, worker, message);
        break;
    }
  }

  private ended(id: string, worker: string, message: Extract<FromWorker, { kind: 'ended' }>): void {
    this.spawning.delete(id);
    this.owners.remove(id, worker);
    if (message.reason === 'problem' || message.reason === 'removed') {
      this.refuse(id, message.reason === 'removed' ? 'SessionNotFound' : 'SessionProblem', message.text ?? 'The session was removed.');
      return;
    }
    // Somebody else owns it whom this broker does not know yet: a tab that has not told of its workers.
    if (message.reason === 'notOwner' || message.reason === 'fenced') setTimeout(() => this.respawn(id), 300);
    else this.respawn(id);
  }

  private respawn(id: string): void {
    if (this.owners.get(id) !== undefined) return;
    if (this.failures.isTooOften(id, Date.now())) {
      this.refuse(id, 'SessionProblem', 'The session could not be started: its worker ended again and again.');
      return;
    }
    if (this.owners.isAwaited(id)) void this.spawn(id, 'asked');
    else void this.consider(id, false);
  }

  private refuse(id: string, code: 'SessionNotFound' | 'SessionProblem', text: string): void {
    for (const { port } of this.owners.takeWaiting(id)) port.close();
    this.tabs.all({ kind: 'refused', id, code, text });
  }

  /** A worker's lock is free: it died, or it ended and has said so already. */
  private workerGone(id: string, worker: string): void {
    if (this.spawning.get(id) !== undefined && this.owners.get(id)?.worker === worker) this.spawning.delete(id);
    if (this.owners.remove(id, worker)) this.respawn(id);
  }

  // ---- what is to be done ----

  private heard(news: DirectoryNews): void {
    if (news.kind === 'changed') {
      for (const id of news.ids) {
        void this.consider(id, false);
        void this.record(id).then((record) => record !== null && this.options.preload?.(record));
      }
      this.alarm();
    } else if (news.kind === 'removed')
      for (const id of news.ids) if (this.owners.isAwaited(id)) this.refuse(id, 'SessionNotFound', 'The session was removed.');
  }

  /** Starts a session if it has something to do and nobody owns it. */
  private async consider(id: string, mail: boolean, known: SessionRecord | null = null): Promise<void> {
    if (this.owners.get(id) !== undefined || this.adopted.has(id) || this.retiring || this.failures.isTooOften(id, Date.now())) return;
    const record = known ?? (await this.record(id));
    const reason = record === null ? null : wakeReason(record, Date.now(), mail);
    if (record === null || reason === null) return;
    if (await isHeld(sessionLock(this.options.realm, id))) {
      this.considerWhenFree(id, mail);
      return;
    }
    const { ownerClient, kind } = record;
    // a console that waits for another session stays where it is until its page is there again
    if (kind === 'Console' && reason === 'mail' && !this.tabs.hasClient(ownerClient ?? '')) return;
    const isBack = reason === 'crashed' && this.tabs.isNew(ownerClient ?? '');
    if (this.tabs.count > 0) await this.spawn(id, isBack ? 'returned' : reason);
    else await this.adopt(id);
  }

  /** Looks again when whoever holds the session's lock is gone: an owner's locks are not all free at the same moment. */
  private considerWhenFree(id: string, mail: boolean): void {
    const before = this.held.get(id);
    this.held.set(id, mail || before === true);
    if (before !== undefined) return;
    void untilGone(sessionLock(this.options.realm, id)).then(() => {
      const waits = this.held.get(id) === true;
      this.held.delete(id);
      void this.consider(id, waits);
    });
  }

  private async adopt(id: string): Promise<void> {
    const { adopt } = this.options;
    const alone = this.emptySince !== null && Date.now() - this.emptySince >= ADOPT_AFTER;
    if (adopt === null || !alone || this.adopted.size >= ADOPT_LIMIT || this.adopted.has(id)) return;
    const worker = crypto.randomUUID();
    const owner = await adopt(id, worker, (message) => {
      if (message.kind !== 'ended') return;
      this.adopted.delete(id);
      // a place is free for another one
      if (this.tabs.count === 0) setTimeout(() => void this.sweep(), 0);
    });
    if (this.tabs.count > 0 || this.adopted.has(id)) return;
    this.adopted.set(id, owner);
    await owner.start('moved');
  }

  /** A tab is there: what the broker drove goes on in its workers. */
  private async handBack(): Promise<void> {
    await Promise.all(
      [...this.adopted].map(async ([id, owner]) => {
        await owner.release('moved');
        this.adopted.delete(id);
        await this.spawn(id, 'moved');
      }),
    );
  }

  /** Looks at everything. */
  private sweep(): Promise<void> {
    this.sweeping ??= this.look()
      .catch(() => undefined)
      .then(() => {
        this.sweeping = null;
        this.alarm();
      });
    return this.sweeping;
  }

  private async look(): Promise<void> {
    const store = await this.open();
    const now = Date.now();
    const records = await listSessions(store);
    const mail = new Set(await mailReceivers(store));
    await this.clients.look(records);
    for (const record of records) {
      if (isOver(record, now)) {
        const ids = await deleteSession(store, record.id);
        this.tell({ kind: 'removed', ids });
      } else await this.consider(record.id, mail.has(record.id), record);
    }
    this.wakeAt = nextWake(records);
  }

  private wakeAt = Number.POSITIVE_INFINITY;

  private alarm(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    const wait = Math.min(this.clients.isWaiting ? 1000 : SWEEP, Math.max(this.wakeAt - Date.now(), 50));
    this.timer = setTimeout(() => void this.sweep(), wait);
  }

  /** Gives everything away: a newer build takes over. */
  private async retire(): Promise<void> {
    if (this.retiring) return;
    this.retiring = true;
    await Promise.all([...this.adopted.values()].map((owner) => owner.release('moved')));
    this.tabs.all({ kind: 'retiring' });
    if (this.timer !== null) clearTimeout(this.timer);
    this.directory.close();
    this.mail.close();
    (await this.store?.catch(() => null))?.close();
    this.options.retired();
  }
}

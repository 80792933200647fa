/** The page's connection to the site: see {@link Limpet}. */
import { BUILD } from '../broker/build.ts';
import type { DirectoryNews, SessionView } from '../protocol.ts';
import {
  createConsole,
  createSession,
  findConsole,
  listComputers,
  listConfigurations,
  listSessions,
  openStore,
  resetSite,
  type SessionRecord,
  type Store,
  updateClient,
} from '../store/index.ts';
import { directoryChannel, holdLock, type Realm, realmLock, SITE, tabLock } from '../worker/names.ts';
import { IDLE_TIMEOUT, isListed, viewOf } from '../worker/records.ts';
import { BrokerLink } from './brokerLink.ts';
import { type Client, takeClientId } from './clientId.ts';
import { fromStore, limpetError } from './errors.ts';
import { loadParser } from './incomplete.ts';
import { SessionHandle } from './sessionHandle.ts';
import type { Site } from './site.ts';
import type {
  ComputerView,
  ConnectOptions,
  Limpet,
  LimpetError,
  LimpetErrorCode,
  LimpetEvents,
  NewSessionOptions,
  Session,
  SiteStatus,
  Unsubscribe,
} from './types.ts';
import { WorkerHost } from './workerHost.ts';

/** The user whom everybody begins as. */
const USER = 'learner';
const DEFAULT_CONFIGURATION = 'Microsoft.PowerShell';
/** From the first view of a session on until it has been drawn. */
const DRAWN = 100;
/** After this time a page that shows no session gets what others get behind their prompt. */
const UNSEEN = 2000;

/** Opens the site's connection: see {@link connect}. */
export class LimpetSite implements Limpet, Site {
  readonly build = BUILD;
  readonly realm: Realm;
  readonly link: BrokerLink;
  /** Id of this page, whatever its client is. */
  readonly tab = crypto.randomUUID();
  console!: Session;
  status: SiteStatus;
  private client: Client | null = null;
  private readonly tabHeld: Promise<(() => void) | null>;
  private readonly host: WorkerHost;
  private readonly channel: BroadcastChannel;
  private readonly news = new Set<(news: DirectoryNews) => void>();
  private readonly listeners = { sessions: new Set<(v: SessionView[]) => void>(), status: new Set<(v: SiteStatus) => void>() };
  private readonly refusing = new Map<string, Set<(error: Error) => void>>();
  private readonly counts = new Map<string, number>();
  private readonly handles = new Map<string, SessionHandle>();
  private opening: Promise<Store> | null = null;
  /** See {@link takeMade}. */
  private made: SessionRecord | null = null;
  private listTimer: ReturnType<typeof setTimeout> | null = null;
  private releaseRealm: (() => void) | null = null;
  private warmTimer: ReturnType<typeof setTimeout> | undefined;
  private isWarm = false;
  private closed = false;

  private constructor(realm: Realm) {
    this.realm = realm;
    this.tabHeld = holdLock(tabLock(this.tab));
    const shared = realm.database === SITE.database && typeof SharedWorker !== 'undefined';
    this.status = { tabs: 1, shared, persistent: null, usage: null, update: 'none', storageProblem: null };
    this.host = new WorkerHost(realm, (message, transfer) => this.link.send(message, transfer));
    this.channel = new BroadcastChannel(directoryChannel(realm));
    this.channel.onmessage = ({ data }: MessageEvent<DirectoryNews>) => this.heard(data);
    this.link = new BrokerLink(
      realm,
      this,
      {
        connected: () => this.host.introduceAll(),
        spawn: (id, reason) => this.host.spawn(id, reason),
        terminate: (id) => this.host.terminate(id),
        tabs: (tabs) => this.setStatus({ tabs }),
        refused: (id, code, text) => this.refused(id, code, text),
        newer: () => this.setStatus({ update: 'newer' }),
        alone: () => this.setStatus({ shared: false }),
      },
      shared,
    );
  }

  get clientId(): string {
    return this.client?.id ?? '';
  }

  /** See {@link Connect}. */
  static async connect(options: ConnectOptions = {}): Promise<LimpetSite> {
    const realm = options.ephemeral === true ? { database: `limpet-${crypto.randomUUID()}` } : SITE;
    if (navigator.locks === undefined) throw limpetError('Storage', 'This browser does not let the page keep sessions here.');
    const site = new LimpetSite(realm);
    // an ephemeral database whose lock is free may be deleted by any page
    if (options.ephemeral === true) site.releaseRealm = await holdLock(realmLock(realm));
    try {
      await site.begin(options);
    } catch (error) {
      await site.close();
      throw fromStore(error);
    }
    return site;
  }

  private async begin(options: ConnectOptions): Promise<void> {
    // what takes longest is begun first: the locks are taken meanwhile
    const opening = this.store();
    opening.catch(() => undefined);
    const client = await takeClientId(this.realm, this.tab, options.ephemeral === true);
    this.client = client;
    // the broker watches this lock, so it must be held before the broker hears of the page
    const connecting = this.tabHeld.then(() => void this.link.connect());
    const [record] = await Promise.all([opening.then((store) => this.findConsole(store, client, options)), client.held, connecting]);
    this.console = this.session(record.id);
    this.warmTimer = setTimeout(() => this.warm(), UNSEEN);
    addEventListener('pagehide', this.onHide);
    addEventListener('pageshow', this.onShow);
  }

  attached(): void {
    if (this.isWarm) return;
    clearTimeout(this.warmTimer);
    this.warmTimer = setTimeout(() => this.warm(), DRAWN);
  }

  /** What makes the next things quick: nothing of it is needed for a prompt. */
  private warm(): void {
    if (this.closed || this.isWarm) return;
    this.isWarm = true;
    void loadParser().catch(() => undefined);
    void this.readStorage();
    if (this.realm.database === SITE.database) void cleanUp();
  }

  private readonly onHide = (event: PageTransitionEvent): void => {
    // a page that may come back gives its sessions up in good order; one that is closed has no time for it
    if (event.persisted) void this.host.release().then(() => this.link.leave());
    else this.link.leave();
  };

  private readonly onShow = (event: PageTransitionEvent): void => {
    if (event.persisted) void this.link.connect();
  };

  /** This tab's console, made at the first visit. */
  private async findConsole(store: Store, { id: client, isNew }: Client, options: ConnectOptions): Promise<SessionRecord> {
    const now = Date.now();
    const known = isNew ? null : await findConsole(store, client);
    if (known !== null) {
      await updateClient(store, client, (record) => ({
        createdAt: now,
        extra: {},
        ...record,
        id: client,
        lastSeenAt: now,
        goneAt: null,
        console: known.id,
      }));
      return known;
    }
    const name = options.computerName ?? 'localhost';
    const made = await createConsole(store, client, (computers) => {
      const computer = named(computers, name);
      return computer === null
        ? null
        : {
            id: crypto.randomUUID(),
            name: 'Console',
            kind: 'Console',
            computer: computer.name,
            user: USER,
            configuration: options.configurationName ?? DEFAULT_CONFIGURATION,
            ownerClient: client,
            createdAt: now,
            extra: { prompt: `PS /home/${USER}> `, columns: options.columns ?? 120 },
          };
    });
    if (made === null) throw noComputer(name);
    this.tell({ kind: 'changed', ids: [made.id] });
    this.made = made;
    return made;
  }

  // ---- Site ----

  store(): Promise<Store> {
    this.opening ??= openStore({
      name: this.realm.database,
      onVersionChange: () => {
        this.opening = null;
      },
      onTerminated: () => {
        this.opening = null;
      },
      onBlocked: () => this.setStatus({ update: 'blocked' }),
    }).catch((error: unknown) => {
      this.opening = null;
      this.setStatus({ storageProblem: (error as Error).message });
      throw fromStore(error);
    });
    return this.opening;
  }

  onNews(listener: (news: DirectoryNews) => void): Unsubscribe {
    this.news.add(listener);
    return () => this.news.delete(listener);
  }

  tell(news: DirectoryNews): void {
    this.channel.postMessage(news);
    this.heard(news);
  }

  private heard(news: DirectoryNews): void {
    if (news.kind === 'participants') this.counts.set(news.id, news.count);
    if (news.kind === 'released') this.counts.delete(news.id);
    if ((news.kind === 'owned' && news.id === this.made?.id) || news.kind === 'removed') this.made = null;
    for (const listener of [...this.news]) listener(news);
    if (this.listeners.sessions.size > 0 && this.listTimer === null) {
      this.listTimer = setTimeout(() => {
        this.listTimer = null;
        void this.sessions().then(
          (list) => {
            for (const listener of this.listeners.sessions) listener(list);
          },
          () => undefined,
        );
      }, 40);
    }
  }

  takeMade(id: string): SessionRecord | null {
    const { made } = this;
    if (made?.id !== id) return null;
    this.made = null;
    return made;
  }

  participants(id: string): number {
    return this.counts.get(id) ?? 0;
  }

  refusals(id: string): { refused: Promise<never>; forget: () => void } {
    let forget: () => void = () => undefined;
    const refused = new Promise<never>((_, reject) => {
      const set = this.refusing.get(id) ?? new Set();
      this.refusing.set(id, set);
      set.add(reject);
      forget = () => set.delete(reject);
    });
    refused.catch(() => undefined);
    return { refused, forget };
  }

  private refused(id: string, code: LimpetErrorCode, text: string): void {
    for (const reject of this.refusing.get(id) ?? []) reject(limpetError(code, text));
  }

  private setStatus(patch: Partial<SiteStatus>): void {
    this.status = { ...this.status, ...patch };
    for (const listener of this.listeners.status) listener(this.status);
  }

  private async readStorage(): Promise<void> {
    const { storage } = navigator;
    if (storage === undefined) return;
    const persistent = (await storage.persisted?.()) ?? null;
    const estimate = await storage.estimate?.().catch(() => null);
    const usage = estimate?.usage === undefined || estimate.quota === undefined ? null : { used: estimate.usage, quota: estimate.quota };
    this.setStatus({ persistent, usage });
  }

  // ---- Limpet ----

  on<K extends keyof LimpetEvents>(event: K, listener: (value: LimpetEvents[K]) => void): Unsubscribe {
    const set = this.listeners[event] as unknown as Set<(value: LimpetEvents[K]) => void>;
    set.add(listener);
    return () => set.delete(listener);
  }

  async sessions(): Promise<SessionView[]> {
    const records = await listSessions(await this.store()).catch((error: unknown) => {
      throw fromStore(error);
    });
    const byId = new Map(records.map((r) => [r.id, r]));
    return records
      .filter((r) => isListed(r, this.clientId, (id) => byId.get(id)))
      .sort((a, b) => a.createdAt - b.createdAt)
      .map((r) => viewOf(r, this.clientId, this.participants(r.id)));
  }

  session(instanceId: string): SessionHandle {
    let handle = this.handles.get(instanceId);
    if (handle === undefined) {
      handle = new SessionHandle(this, instanceId);
      this.handles.set(instanceId, handle);
    }
    return handle;
  }

  async newSession(options: NewSessionOptions = {}): Promise<Session> {
    const store = await this.store();
    const computerName = options.computerName ?? 'localhost';
    const computer = named(await listComputers(store), computerName);
    if (computer === null) throw noComputer(computerName);
    const configuration = options.configurationName ?? DEFAULT_CONFIGURATION;
    if (configuration.toLowerCase() !== DEFAULT_CONFIGURATION.toLowerCase()) {
      const known = await listConfigurations(store, computer.name);
      if (!known.some((c) => c.name.toLowerCase() === configuration.toLowerCase()))
        throw limpetError('CannotCreate', `There is no session configuration '${configuration}' on ${computer.name}.`);
    }
    const names = new Set((await listSessions(store)).map((r) => r.name.toLowerCase()));
    let n = 1;
    while (names.has(`session${n}`)) n++;
    const id = crypto.randomUUID();
    const name = options.name ?? `Session${n}`;
    const fields = { id, name, configuration, computer: computer.name, user: USER, ownerClient: this.clientId, createdAt: Date.now() };
    await createSession(store, { ...fields, idleTimeout: IDLE_TIMEOUT, extra: { options: {}, bufferingMode: 'Block' } }).catch(
      (error: unknown) => {
        throw fromStore(error);
      },
    );
    this.tell({ kind: 'changed', ids: [id] });
    return this.session(id);
  }

  async computers(): Promise<ComputerView[]> {
    return (await listComputers(await this.store())).map(({ name, remotingEnabled }) => ({ name, remotingEnabled }));
  }

  async persistStorage(): Promise<boolean> {
    const granted = (await navigator.storage?.persist?.()) ?? false;
    await this.readStorage();
    return granted;
  }

  async resetSite(): Promise<void> {
    const store = await this.store();
    const ids = (await listSessions(store)).map((r) => r.id);
    this.tell({ kind: 'removed', ids });
    store.close();
    this.opening = null;
    await resetSite({ name: this.realm.database, onBlocked: () => this.setStatus({ update: 'blocked' }) });
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.warmTimer);
    removeEventListener('pagehide', this.onHide);
    removeEventListener('pageshow', this.onShow);
    await this.host.release();
    this.host.close();
    this.link.close();
    this.channel.close();
    (await this.opening?.catch(() => null))?.close();
    this.client?.release();
    void this.tabHeld.then((release) => release?.());
    if (this.releaseRealm !== null) {
      indexedDB.deleteDatabase(this.realm.database);
      this.releaseRealm();
    }
  }
}

function named<T extends ComputerView>(computers: readonly T[], name: string): T | null {
  return computers.find((c) => c.name.toLowerCase() === name.toLowerCase()) ?? null;
}

const noComputer = (name: string): LimpetError => limpetError('CannotCreate', `There is no computer '${name}'.`);

/** Deletes what ephemeral embeds left behind whose pages were closed without a word. */
async function cleanUp(): Promise<void> {
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? [];
  for (const { name } of databases) {
    if (name === undefined || !name.startsWith('limpet-')) continue;
    const lock = await holdLock(realmLock({ database: name }), { ifAvailable: true });
    if (lock === null) continue;
    indexedDB.deleteDatabase(name);
    lock();
  }
}

/** One session owned in this thread: its locks, its store, its driver, its ports. Used by the session worker and by the broker. */

import type { DirectoryNews, FromWorker, MailNews, WakeReason } from '../protocol.ts';
import { remotingDesk } from '../remoting/desk.ts';
import { openStore, type Store } from '../store/index.ts';
import { answerDirectory } from './directoryService.ts';
import { SessionDriver } from './driver.ts';
import { clientLock, directoryChannel, holdLock, isHeld, mailChannel, type Realm, sessionLock, workerLock } from './names.ts';
import type { Scheduler } from './scheduler.ts';
import { servePage } from './sessionApi.ts';
import { sessionCommands } from './sessionCommands.ts';
import { SessionHost } from './sessionHost.ts';

/** How long a new owner waits for the session's lock: an owner that spins is ended by the browser within two seconds. */
const PATIENCE = 15_000;

/** What an owner is told. */
export interface OwnerOptions {
  id: string;
  realm: Realm;
  /** Name of its own lock. */
  worker: string;
  scheduler: Scheduler;
  /** True: give up at once if somebody else owns the session. */
  ifAvailable: boolean;
  tell(message: FromWorker): void;
}

/** Answers requests about session configurations, null if it is none: few sessions have any. */
function askConfigurations(store: Store, request: Record<string, unknown>): Promise<unknown> | null {
  if (!String(request.op).startsWith('configuration.')) return null;
  return import('../configurations/storeRequests.ts').then((configurations) => configurations.answerConfiguration(store, request));
}

/** See the head of the file. */
export class SessionOwner {
  readonly id: string;
  private readonly options: OwnerOptions;
  private driver: SessionDriver | null = null;
  private readonly waiting: { port: MessagePort; client: string }[] = [];
  private readonly releases: (() => void)[] = [];
  private ended = false;
  private ready: () => void = () => undefined;
  private readonly whenReady = new Promise<void>((done) => {
    this.ready = done;
  });
  private wantsRelease: 'rest' | 'moved' | null = null;
  private ending: () => void = () => undefined;
  /** Resolves when it is over and its locks are free. */
  readonly over = new Promise<void>((done) => {
    this.ending = done;
  });

  constructor(options: OwnerOptions) {
    this.id = options.id;
    this.options = options;
  }

  /** Takes the locks, resumes and runs. Failures are told. */
  async start(reason: WakeReason): Promise<void> {
    const { id, realm, worker, ifAvailable, tell } = this.options;
    const own = await holdLock(workerLock(worker));
    if (own !== null) this.releases.push(own);
    tell({ kind: 'starting', id, worker });
    const patience = ifAvailable ? { ifAvailable } : { signal: AbortSignal.timeout(PATIENCE) };
    const lock = await holdLock(sessionLock(realm, id), patience).catch(() => null);
    if (lock === null) {
      this.end('notOwner', null);
      return;
    }
    this.releases.push(lock);
    let store: Store;
    try {
      store = await openStore({ name: realm.database, onVersionChange: () => this.release('moved') });
    } catch (error) {
      this.end('problem', (error as Error).message);
      return;
    }
    this.releases.push(() => store.close());
    const driver = this.makeDriver(store);
    this.driver = driver;
    await driver.start(reason);
    if (driver.isEnded) return;
    tell({ kind: 'owned', id, worker });
    this.directory?.postMessage({ kind: 'owned', id, worker } satisfies DirectoryNews);
    this.ready();
    for (const { port, client } of this.waiting.splice(0)) this.serve(port, client);
    if (this.wantsRelease !== null) await driver.release(this.wantsRelease);
  }

  private directory: BroadcastChannel | null = null;

  private makeDriver(store: Store): SessionDriver {
    const { id, realm, scheduler } = this.options;
    const host = new SessionHost();
    const directory = new BroadcastChannel(directoryChannel(realm));
    const mail = new BroadcastChannel(mailChannel(realm));
    this.directory = directory;
    this.releases.push(() => {
      directory.close();
      mail.close();
    });
    const news = (message: DirectoryNews): void => directory.postMessage(message);
    const service = {
      store,
      now: () => host.now(),
      isAlive: (client: string) => isHeld(clientLock(realm, client)),
      pause: (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)),
      news,
    };
    const driver = new SessionDriver(id, {
      store,
      host,
      scheduler,
      monotonic: () => performance.now(),
      commands: sessionCommands,
      timers: { set: (milliseconds, task) => setTimeout(task, milliseconds), clear: (timer) => clearTimeout(timer as number) },
      desk: remotingDesk,
      directoryNews: news,
      mailNews: (message) => mail.postMessage(message),
      ask: (request, record) => answerDirectory(service, request, record) ?? askConfigurations(store, request),
      ended: (reason, text) => this.end(reason, text),
    });
    directory.onmessage = ({ data }: MessageEvent<DirectoryNews>) => driver.mail?.heardDirectory(data);
    mail.onmessage = ({ data }: MessageEvent<MailNews>) => driver.mail?.heard(data);
    return driver;
  }

  /** Serves a page. One that comes too late is sent back, for the next owner. */
  serve(port: MessagePort, client: string): void {
    const { driver } = this;
    if (this.ended || driver?.isReleasing === true) this.options.tell({ kind: 'returned', id: this.id, port, client });
    else if (driver === null) this.waiting.push({ port, client });
    else servePage(driver, this.whenReady, port, client, this.options.worker);
  }

  /** Commits and goes. Resolves when the locks are free. */
  async release(reason: 'rest' | 'moved'): Promise<void> {
    this.wantsRelease = reason;
    if (this.driver !== null && !this.driver.isEnded) await this.driver.release(reason);
    await this.over;
  }

  private end(reason: Extract<FromWorker, { kind: 'ended' }>['reason'], text: string | null): void {
    if (this.ended) return;
    this.ended = true;
    const { id, tell } = this.options;
    if (reason === 'rest' || reason === 'moved' || reason === 'problem')
      this.directory?.postMessage({ kind: 'released', id, reason } satisfies DirectoryNews);
    for (const release of this.releases.splice(0).reverse()) release();
    for (const { port, client } of this.waiting.splice(0)) tell({ kind: 'returned', id, port, client });
    tell({ kind: 'ended', id, reason, text });
    this.ending();
  }
}

/** Sessions in Node: drivers over a fake database, killed and started again as a test likes. */
import 'fake-indexeddb/auto';
import type { DirectoryNews, MailNews, ViewEvent, ViewRecord, WakeReason } from '../../../src/sessions/protocol.ts';
import { remotingDesk } from '../../../src/sessions/remoting/desk.ts';
import { createSession, type NewSession, openStore, type Store } from '../../../src/sessions/store/index.ts';
import { answerDirectory } from '../../../src/sessions/worker/directoryService.ts';
import { type EndReason, SessionDriver } from '../../../src/sessions/worker/driver.ts';
import { Scheduler } from '../../../src/sessions/worker/scheduler.ts';
import { sessionCommands } from '../../../src/sessions/worker/sessionCommands.ts';
import { SessionHost } from '../../../src/sessions/worker/sessionHost.ts';

let databases = 0;

/** One site: a database, a bus, and the drivers that run. */
export class Site {
  store!: Store;
  readonly scheduler = new Scheduler((next) => setImmediate(next));
  readonly drivers = new Map<string, SessionDriver>();
  readonly ends: { id: string; reason: EndReason; text: string | null }[] = [];
  /** Called before each transaction of a driver's commit, to hold it. */
  readonly news: DirectoryNews[] = [];

  static async open(): Promise<Site> {
    const site = new Site();
    site.store = await openStore({ name: `sessions-${++databases}` });
    return site;
  }

  async create(fields: Partial<NewSession> & { id: string }): Promise<void> {
    await createSession(this.store, { name: fields.id, computer: 'localhost', user: 'learner', createdAt: Date.now(), ...fields });
  }

  /** A driver that owns the session, as a worker would start it. */
  async start(id: string, reason: WakeReason = 'asked'): Promise<SessionDriver> {
    const directory = {
      store: this.store,
      now: () => Date.now(),
      isAlive: async () => true,
      pause: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
      news: (news: DirectoryNews) => this.tell(news),
    };
    const driver = new SessionDriver(id, {
      store: this.store,
      host: new SessionHost(),
      scheduler: this.scheduler,
      monotonic: () => performance.now(),
      commands: sessionCommands,
      timers: { set: (ms, task) => setTimeout(task, ms), clear: (handle) => clearTimeout(handle as NodeJS.Timeout) },
      desk: remotingDesk,
      directoryNews: (news) => this.tell(news),
      mailNews: (news: MailNews) => {
        for (const other of this.drivers.values()) if (!other.isEnded) other.mail?.heard(news);
      },
      ask: (request, record) => answerDirectory(directory, request, record),
      ended: (why, text) => this.ends.push({ id, reason: why, text }),
    });
    this.drivers.set(id, driver);
    await driver.start(reason);
    return driver;
  }

  private tell(news: DirectoryNews): void {
    this.news.push(news);
    for (const driver of this.drivers.values()) if (!driver.isEnded) driver.mail?.heardDirectory(news);
  }

  /** The driver is gone between two of its turns, as a killed worker: nothing is committed or said. */
  kill(id: string): void {
    const driver = this.drivers.get(id);
    if (driver === undefined) return;
    this.drivers.delete(id);
    // what a dead worker does not do any more
    Object.assign(driver, { turn: () => undefined, state: 'ended' });
    driver.commits?.committer.close();
    driver.mail?.close();
  }

  close(): void {
    for (const id of [...this.drivers.keys()]) this.kill(id);
    this.store.close();
  }
}

/** A page that looks at a session. */
export class Page {
  readonly records: ViewRecord[] = [];
  readonly events: ViewEvent[] = [];
  committed = 0;
  private readonly channel = new MessageChannel();

  constructor(driver: SessionDriver, client = 'page') {
    const tail = driver.uncommitted;
    this.committed = driver.commits.committedSeq;
    driver.views.add(this.channel.port2 as unknown as MessagePort, client, null, driver.commits.committedSeq);
    this.records.push(...tail);
    this.channel.port1.onmessage = ({ data }: { data: ViewEvent }) => {
      this.events.push(data);
      if (data.kind === 'records') this.records.push(...data.records);
      if (data.kind === 'committed') this.committed = data.beforeSeq;
    };
  }

  get text(): string {
    return this.records.map((r) => r.text).join('');
  }
}

/** Waits until something holds. */
export async function until(what: () => boolean | Promise<boolean>, milliseconds = 10_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

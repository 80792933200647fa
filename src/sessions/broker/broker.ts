/** The SharedWorker's entry, `broker.js`. Everything that adopting sessions needs is loaded by and by. */
import type { SessionRecord } from '../store/index.ts';
import { brokerLock, holdLock, SITE } from '../worker/names.ts';
import { Scheduler } from '../worker/scheduler.ts';
import { BUILD } from './build.ts';
import { Broker } from './core.ts';

const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null; close(): void };
const id = crypto.randomUUID();
const lock = holdLock(brokerLock(id));
/** One for all sessions that it drives: they take turns, and messages come in between. */
const scheduler = new Scheduler();
const preloaded = new Set<string>();

/** The first page has its own to load first. */
const started = new Promise<void>((done) => setTimeout(done, 2000));

function preload(record: SessionRecord): void {
  void started
    .then(() => import('./preload.ts'))
    .then((module) => module.preloadFor(record, preloaded))
    // without a network now: it is tried again with the session's next change
    .catch(() => undefined);
}

const broker = new Broker({
  id,
  build: BUILD,
  realm: SITE,
  adopt: async (session, worker, tell) => {
    const { SessionOwner } = await import('../worker/owner.ts');
    return new SessionOwner({ id: session, realm: SITE, worker, scheduler, ifAvailable: true, tell });
  },
  preload,
  retired: () => {
    void lock.then((release) => release?.());
    scope.close();
  },
});

scope.onconnect = (event) => {
  const [port] = event.ports;
  // the page watches this lock, so it must be held before the page hears of the broker
  void lock.then(() => broker.connect(port));
};

/** The session workers of this page. Only pages can start workers (Chromium, WebKit). */
import type { FromWorker, ToBroker, ToWorker, WakeReason } from '../protocol.ts';
import { type Realm, untilGone, workerLock } from '../worker/names.ts';

interface Running {
  id: string;
  worker: string;
  reason: WakeReason;
  /** How often a worker for it did not begin in time. */
  tries: number;
  /** null while it waits for its turn. */
  thread: Worker | null;
  /** What is to be started when it is gone: the broker knew that first. */
  again: { reason: WakeReason; until: number } | null;
  /** Ports of brokers, until there is a thread to have them. */
  ports: MessagePort[];
}

/** When a new spare is started: not while the page itself starts. */
const SPARE_AFTER = 1500;
/** A worker must have begun within this time: a spare, and one whose script is yet to be loaded. It is doubled with each try. */
const SPARE_START = 600;
const START = 15_000;
/** The broker asks again itself after this time. */
const AGAIN = 10_000;

/** See the head of the file. */
export class WorkerHost {
  private readonly realm: Realm;
  private readonly send: (message: ToBroker, transfer: Transferable[]) => void;
  private readonly running = new Map<string, Running>();
  /**
   * So many workers load at a time. After a crash there may be dozens to start: all at once they would take so long on a slow machine that
   * none begins in time.
   */
  private readonly mostLoading = Math.min(Math.max(navigator.hardwareConcurrency ?? 4, 2), 8);
  /** Those that wait for their turn, and how many load. */
  private readonly queue: Running[] = [];
  private loading = 0;
  private spare: Worker | null = null;
  private spareTimer: ReturnType<typeof setTimeout> | null = null;
  private closed = false;

  constructor(realm: Realm, send: (message: ToBroker, transfer: Transferable[]) => void) {
    this.realm = realm;
    this.send = send;
  }

  private make(): Worker {
    const url = new URL('../worker/worker.ts', import.meta.url);
    return new Worker(url, { type: 'module', name: 'limpet session' });
  }

  /** Keeps a worker ready that has everything loaded: a session then starts at once. */
  private warm(): void {
    if (this.closed || this.spare !== null || this.spareTimer !== null) return;
    this.spareTimer = setTimeout(() => {
      this.spareTimer = null;
      if (this.queue.length > 0 || this.loading > 0) this.warm();
      else if (!this.closed) this.spare ??= this.make();
    }, SPARE_AFTER);
  }

  /** Starts a worker for a session, unless this page has one. */
  spawn(id: string, reason: WakeReason, tries = 0): void {
    if (this.closed) return;
    const before = this.running.get(id);
    if (before?.thread === null) {
      if (reason === 'asked') this.enqueue(before, true);
      return;
    }
    if (before !== undefined) {
      // the broker may know before this page that the worker is gone
      before.again = { reason, until: Date.now() + AGAIN };
      return;
    }
    const one: Running = { id, worker: crypto.randomUUID(), reason, tries, thread: null, again: null, ports: [] };
    this.running.set(id, one);
    // told at once, so that the broker asks nobody else meanwhile
    this.introduce(one);
    this.enqueue(one, reason === 'asked');
    this.advance();
  }

  /** What somebody waits for comes before what only goes on. */
  private enqueue(one: Running, first: boolean): void {
    const at = this.queue.indexOf(one);
    if (at >= 0) this.queue.splice(at, 1);
    if (first) this.queue.unshift(one);
    else this.queue.push(one);
  }

  /** Begins with those whose turn it is. */
  private advance(): void {
    while (this.queue.length > 0 && (this.spare !== null || this.loading < this.mostLoading)) {
      const one = this.queue.shift() as Running;
      if (this.running.get(one.id) === one) this.begin(one);
    }
  }

  private begin(one: Running): void {
    const { id, reason, worker, tries } = one;
    const isSpare = this.spare !== null;
    const thread = this.spare ?? this.make();
    this.spare = null;
    one.thread = thread;
    this.loading++;
    let isLoading = true;
    const loaded = (): void => {
      if (!isLoading) return;
      isLoading = false;
      clearTimeout(timer);
      this.loading--;
      this.advance();
    };
    // nobody is told when a worker dies before it has begun; a spare has everything loaded
    const timer = setTimeout(
      () => {
        thread.terminate();
        loaded();
        if (this.running.get(id) !== one) return;
        one.again = null;
        this.forget(one);
        this.spawn(id, reason, tries + 1);
      },
      (isSpare ? SPARE_START : START) * 2 ** tries,
    );
    thread.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'ended') {
        loaded();
        this.forget(one);
      } else if (data.kind === 'starting') {
        loaded();
        // a worker that was killed says nothing; its lock does
        void untilGone(workerLock(data.worker)).then(() => {
          this.forget(one);
          if (!this.closed) this.send({ kind: 'workerGone', id, worker }, []);
        });
      }
    };
    thread.onerror = () => {
      // its script could not be loaded, or something in it broke: the session rests where it was committed
      thread.terminate();
      loaded();
      one.again = null;
      this.forget(one);
      this.send({ kind: 'workerEnded', id, worker }, []);
    };
    thread.postMessage({ kind: 'start', id, reason, database: this.realm.database, worker } satisfies ToWorker);
    for (const port of one.ports.splice(0)) thread.postMessage({ kind: 'broker', port } satisfies ToWorker, [port]);
    this.warm();
  }

  private forget(one: Running): void {
    if (this.running.get(one.id) !== one) return;
    this.running.delete(one.id);
    if (one.again !== null && Date.now() < one.again.until) this.spawn(one.id, one.again.reason);
  }

  private introduce({ id, worker, thread, ports }: Running): void {
    const { port1, port2 } = new MessageChannel();
    if (thread === null) ports.push(port1);
    else thread.postMessage({ kind: 'broker', port: port1 } satisfies ToWorker, [port1]);
    this.send({ kind: 'worker', id, worker, port: port2 }, [port2]);
  }

  /** Tells a new broker of all workers. */
  introduceAll(): void {
    for (const one of this.running.values()) this.introduce(one);
  }

  /** Ends a worker that does not answer, and starts another one that stops what ran. */
  terminate(id: string): void {
    const one = this.running.get(id);
    if (one === undefined) return;
    one.thread?.terminate();
    one.again = null;
    this.forget(one);
    this.send({ kind: 'workerEnded', id, worker: one.worker }, []);
    this.spawn(id, 'terminated');
  }

  /** Every session commits and is given up. Resolves when they all have been, or after a second. */
  async release(): Promise<void> {
    for (const one of this.queue.splice(0)) this.running.delete(one.id);
    const threads = [...this.running.values()].flatMap(({ thread }) => (thread === null ? [] : [thread]));
    const ends = threads.map(
      (thread) =>
        new Promise<void>((done) => {
          thread.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => data.kind === 'ended' && done());
          thread.postMessage({ kind: 'release', reason: 'moved' } satisfies ToWorker);
        }),
    );
    await Promise.race([Promise.all(ends), new Promise((done) => setTimeout(done, 1000))]);
  }

  close(): void {
    this.closed = true;
    if (this.spareTimer !== null) clearTimeout(this.spareTimer);
    this.spare?.terminate();
    for (const { thread } of this.running.values()) thread?.terminate();
    this.running.clear();
  }
}

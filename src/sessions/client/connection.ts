/** A page's connection to the owner of a session, as long as that owner lives. */
import * as Comlink from 'comlink';
import type { SessionPort, WakeReason } from '../protocol.ts';
import { untilGone, workerLock } from '../worker/names.ts';
import { OwnerGone } from './errors.ts';
import type { Site } from './site.ts';

/** An owner must say that it is ready within this time, or another try is made. */
const HELLO = 8000;

/** One port to one owner. */
export class OwnerConnection {
  private readonly port: MessagePort;
  private readonly remote: Comlink.Remote<SessionPort>;
  private readonly watching = new AbortController();
  private readonly dead: Promise<never>;
  private die: (error: Error) => void = () => undefined;
  isClosed = false;

  private constructor(port: MessagePort) {
    this.port = port;
    this.remote = Comlink.wrap<SessionPort>(port);
    this.dead = new Promise<never>((_, reject) => {
      this.die = reject;
    });
    // nobody may be waiting for it just then
    this.dead.catch(() => undefined);
  }

  /** Opens one. Throws OwnerGone when it did not come about, LimpetError when the session can't be had. */
  static async open(site: Site, id: string, reason: WakeReason): Promise<OwnerConnection> {
    const refusal = site.refusals(id);
    const connection = new OwnerConnection(site.link.open(id, reason));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new OwnerGone('no answer')), HELLO);
    });
    try {
      const { worker } = await Promise.race([connection.remote.hello(), refusal.refused, late]);
      untilGone(workerLock(worker), connection.watching.signal).then(
        () => connection.close(),
        () => undefined,
      );
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    } finally {
      clearTimeout(timer);
      refusal.forget();
    }
  }

  /** Calls the owner. Throws OwnerGone when it dies meanwhile. */
  call<T>(ask: (remote: Comlink.Remote<SessionPort>) => Promise<T>): Promise<T> {
    return Promise.race([ask(this.remote), this.dead]);
  }

  /** Tells the owner something that needs no answer. */
  tell(say: (remote: Comlink.Remote<SessionPort>) => unknown): void {
    if (this.isClosed) return;
    Promise.race([say(this.remote), this.dead]).catch(() => undefined);
  }

  /** Calls back when the owner is gone, or the connection closed. */
  onClose(then: () => void): void {
    this.dead.catch(then);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.watching.abort();
    this.port.close();
    this.die(new OwnerGone('The owner of the session is gone.'));
  }
}

/** How long a call is tried with one owner after the other. */
const PATIENCE = 45_000;

/** Tries again with the next owner, until it is done. Throws what `work` throws, but not OwnerGone. */
export async function withOwners<T>(connect: () => Promise<OwnerConnection>, work: (c: OwnerConnection) => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE;
  for (let pause = 30; ; pause = Math.min(pause * 2, 1000)) {
    try {
      return await work(await connect());
    } catch (error) {
      if (!(error instanceof OwnerGone) || performance.now() > end) throw error;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}

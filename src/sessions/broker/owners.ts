/** Who owns which session, as far as a broker knows, and the pages' ports that wait for an owner. */
import type { ToWorker } from '../protocol.ts';

/** An owner in a tab's worker. */
export interface RemoteOwner {
  readonly worker: string;
  readonly tab: string;
  readonly port: MessagePort;
  /** False until it has said that the session is ready. */
  ready: boolean;
}

/** A page's port that waits. */
export interface Waiting {
  port: MessagePort;
  client: string;
  tab: string;
}

/** See the head of the file. */
export class Owners {
  private readonly owners = new Map<string, RemoteOwner>();
  private readonly waiting = new Map<string, Waiting[]>();

  get(id: string): RemoteOwner | undefined {
    return this.owners.get(id);
  }

  set(id: string, owner: RemoteOwner): void {
    this.owners.set(id, owner);
  }

  /** Forgets an owner if it still is that one. */
  remove(id: string, worker: string): boolean {
    if (this.owners.get(id)?.worker !== worker) return false;
    this.owners.get(id)?.port.close();
    return this.owners.delete(id);
  }

  /** Sessions whose workers are in a tab. */
  inTab(tab: string): { session: string; worker: string }[] {
    return [...this.owners].filter(([, owner]) => owner.tab === tab).map(([session, { worker }]) => ({ session, worker }));
  }

  wait(id: string, one: Waiting): void {
    const list = this.waiting.get(id) ?? [];
    list.push(one);
    this.waiting.set(id, list);
  }

  isAwaited(id: string): boolean {
    return this.waiting.has(id);
  }

  takeWaiting(id: string): Waiting[] {
    const list = this.waiting.get(id) ?? [];
    this.waiting.delete(id);
    return list;
  }

  /** Hands waiting ports to a worker. */
  handOver(id: string, owner: RemoteOwner): void {
    for (const { port, client } of this.takeWaiting(id)) owner.port.postMessage({ kind: 'serve', port, client } satisfies ToWorker, [port]);
  }
}

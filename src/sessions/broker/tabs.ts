/** The pages that are connected to a broker. */
import type { FromBroker } from '../protocol.ts';

/** One page. */
export interface Tab {
  readonly id: string;
  readonly client: string;
  readonly port: MessagePort;
  readonly canSpawn: boolean;
  /** Rises with what it does: the newest is asked first. */
  used: number;
  readonly since: number;
}

/** All of them. */
export class Tabs {
  private readonly tabs = new Map<string, Tab>();
  private uses = 0;

  get count(): number {
    return this.tabs.size;
  }

  get(id: string): Tab | undefined {
    return this.tabs.get(id);
  }

  add(tab: Omit<Tab, 'used' | 'since'>): Tab {
    const added = { ...tab, used: ++this.uses, since: Date.now() };
    this.tabs.set(tab.id, added);
    return added;
  }

  remove(id: string): boolean {
    return this.tabs.delete(id);
  }

  touch(tab: Tab): void {
    tab.used = ++this.uses;
  }

  hasClient(client: string): boolean {
    return [...this.tabs.values()].some((t) => t.client === client);
  }

  /** True if the client's page has come just now: its sessions were interrupted by a reload, not by a crash. */
  isNew(client: string): boolean {
    return [...this.tabs.values()].some((t) => t.client === client && Date.now() - t.since < 3000);
  }

  /** Who is to start a session's worker: its client's own page, so that they live and die together, else the one used last. */
  spawner(client: string | null, except: ReadonlySet<string> = new Set()): Tab | null {
    const able = [...this.tabs.values()].filter((t) => t.canSpawn && !except.has(t.id)).sort((a, b) => b.used - a.used);
    return able.find((t) => t.client === client) ?? able[0] ?? null;
  }

  all(message: FromBroker): void {
    for (const tab of this.tabs.values()) tab.port.postMessage(message);
  }
}

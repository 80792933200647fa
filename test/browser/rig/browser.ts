import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { chromium, type Browser as PlaywrightBrowser } from 'playwright-core';
import { Connection, ProtocolError } from './cdp.ts';
import type { Fault } from './faults.ts';
import { isGroupRunning, signalKill } from './processes.ts';
import { Tab } from './tab.ts';
import { Target, type TargetType } from './target.ts';
import { until } from './wait.ts';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
];

/** Something that went wrong inside the browser: no scenario asked for it, so it fails the scenario unless it is tolerated. */
export type Problem = { kind: 'policy' | 'exception'; where: string; text: string };

/**
 * A Chromium of its own with a profile of its own. It can be killed and started again on the same profile. Pages, frames and workers are
 * attached to before their code runs, so that faults can be put in; about:blank stays open in one tab, so that closing the last page of the
 * site does not end the browser.
 */
export class Browser {
  readonly executable: string;
  readonly profile: string;
  readonly problems: Problem[] = [];
  /** What pages and workers wrote to their consoles, for a failing test's report. */
  readonly messages: string[] = [];
  readonly #extraFlags: string[];
  readonly #faults = new Set<Fault>();
  readonly #targets = new Map<string, Target>();
  #process: ChildProcess | undefined;
  #connection: Connection | undefined;

  constructor(executable: string, extraFlags: string[] = []) {
    this.executable = executable;
    this.#extraFlags = extraFlags;
    this.profile = mkdtempSync(join(tmpdir(), 'limpet-profile-'));
  }

  /** The connection of the browser that runs now. Throws when none runs. */
  get connection(): Connection {
    if (!this.#connection) throw new Error('the browser is not running');
    return this.#connection;
  }

  /** The browser's main process. */
  get pid(): number {
    if (!this.#process?.pid) throw new Error('the browser is not running');
    return this.#process.pid;
  }

  /** Starts the browser on its profile. Rejects when it does not come up within 30 s. */
  async start(): Promise<void> {
    rmSync(join(this.profile, 'DevToolsActivePort'), { force: true });
    const browser = spawn(this.executable, [...flags, ...this.#extraFlags, `--user-data-dir=${this.profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      // Its own process group, so that all its processes can be killed and waited for together.
      detached: true,
    });
    this.#process = browser;
    const failed = new Promise<never>((_resolve, reject) => browser.once('error', reject));
    const connection = new Connection(browser.stdio[3] as Writable, browser.stdio[4] as Readable);
    this.#connection = connection;
    this.#targets.clear();
    connection.on('Target.attachedToTarget', (params, sessionId) => void this.#attached(connection, params, sessionId));
    connection.on('Target.detachedFromTarget', (params) => this.#gone(params.sessionId as string, 'the target is gone', true));
    connection.on('Inspector.targetCrashed', (_params, sessionId) => sessionId && this.#crashed(connection, sessionId));
    connection.on('Target.targetInfoChanged', (params) => {
      const info = params.targetInfo as { targetId: string; url: string; title: string };
      for (const target of this.#targets.values())
        if (target.targetId === info.targetId) Object.assign(target, { url: info.url, title: info.title });
    });
    this.#watch(connection);
    await Promise.race([failed, until('the browser to answer', () => connection.send('Browser.getVersion'), 30_000)]);
    const filter = [{ type: 'page' }, { type: 'shared_worker' }, { type: 'service_worker' }];
    await connection.send('Target.setDiscoverTargets', { discover: true, filter: [...filter, { type: 'worker' }, { type: 'iframe' }] });
    await connection.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter });
  }

  /** SIGKILL to every process of the browser, as when the machine's power is cut for it; resolves when all of them are gone. */
  async kill(): Promise<void> {
    const group = this.#process?.pid;
    if (!group) return;
    this.#process = undefined;
    this.#connection = undefined;
    for (const target of this.#targets.values()) target.alive = false;
    this.#targets.clear();
    signalKill(-group);
    await until('the browser to be gone', () => !isGroupRunning(group), 10_000, 10);
  }

  /** Kills the browser and starts it again on the same profile. No tab comes back by itself. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Ends the browser for good and deletes its profile. */
  async close(): Promise<void> {
    await this.kill();
    // Its helpers may still write for a moment.
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  /**
   * From now on puts this in front of the code of every worker that starts and of the pages of tabs opened from now on; returns a function that
   * ends this.
   */
  inject(fault: Fault): () => void {
    this.#faults.add(fault);
    return () => this.#faults.delete(fault);
  }

  /**
   * Opens a tab at an address and waits for its load event. The tab is opened empty, prepared, then navigated: one that is opened with its
   * address sometimes runs before it is prepared.
   */
  async openTab(url: string, options: { background?: boolean; expectFailure?: boolean } = {}): Promise<Tab> {
    const { targetId } = (await this.connection.send('Target.createTarget', {
      url: 'about:blank',
      background: options.background ?? false,
    })) as { targetId: string };
    const tab = await this.#tabOf(targetId);
    await tab.goto(url, options);
    return tab;
  }

  /** The tab that the given action opens by itself (window.open, a link). */
  async tabOpenedBy(action: () => Promise<unknown>): Promise<Tab> {
    const before = new Set((await this.pageTargets()).map((target) => target.targetId));
    await action();
    const target = await until('a new tab', async () => (await this.pageTargets()).find((one) => !before.has(one.targetId)));
    return this.#tabOf(target.targetId);
  }

  /** Frames and workers that run now. `tab` limits to those of one tab (shared and service workers belong to none). */
  targets(type: TargetType, options: { url?: RegExp; title?: RegExp; tab?: Tab } = {}): Target[] {
    return [...this.#targets.values()].filter(
      (target) =>
        target.alive &&
        target.type === type &&
        (!options.url || options.url.test(target.url)) &&
        (!options.title || options.title.test(target.title)) &&
        (!options.tab || this.#ancestors(target).includes(options.tab.target.sessionId)),
    );
  }

  /** The one running target of a kind; waits until it runs. Throws when there are several. */
  async target(type: TargetType, options: { url?: RegExp; title?: RegExp; tab?: Tab } = {}): Promise<Target> {
    const found = await until(`a ${type}`, () => {
      const all = this.targets(type, options);
      return all.length > 0 && all.every((one) => one.ready) && all;
    });
    if (found.length > 1)
      throw new Error(`${found.length} targets of type ${type}, not one: ${found.map((target) => target.url).join(', ')}`);
    return found[0];
  }

  /**
   * The browser as Playwright sees it, for what its locators do better than the rig. Playwright attaches beside the rig. Its pages do not
   * survive a crash of theirs; connect again after one. Closed with the browser.
   */
  async playwright(): Promise<PlaywrightBrowser> {
    return chromium.connectOverCDP(await this.endpoint());
  }

  /** The process ids of all renderers, the keeper's and spare ones included. */
  async renderers(): Promise<number[]> {
    const { processInfo } = (await this.connection.send('SystemInfo.getProcessInfo')) as { processInfo: { type: string; id: number }[] };
    return processInfo.filter((info) => info.type === 'renderer').map((info) => info.id);
  }

  /** Where a DevTools client that speaks HTTP and WebSocket, such as Playwright, finds this browser. */
  async endpoint(): Promise<string> {
    const file = join(this.profile, 'DevToolsActivePort');
    return until('the port', () => existsSync(file) && `http://127.0.0.1:${readFileSync(file, 'utf8').split('\n')[0]}`);
  }

  async pageTargets(): Promise<{ targetId: string; url: string }[]> {
    const { targetInfos } = (await this.connection.send('Target.getTargets')) as {
      targetInfos: { targetId: string; type: string; url: string }[];
    };
    return targetInfos.filter((info) => info.type === 'page');
  }

  async #tabOf(targetId: string): Promise<Tab> {
    const target = await until(
      'the tab to be attached',
      () => [...this.#targets.values()].find((one) => one.targetId === targetId && one.type === 'page' && one.ready),
      10_000,
      5,
    );
    return Tab.prepare(this, target);
  }

  #ancestors(target: Target): string[] {
    const found: string[] = [];
    for (let at: Target | undefined = target; at?.parent; at = this.#targets.get(at.parent)) found.push(at.parent);
    return found;
  }

  #crashed(connection: Connection, sessionId: string): void {
    const isServiceWorker = this.#targets.get(sessionId)?.type === 'service_worker';
    this.#gone(sessionId, 'the target crashed', isServiceWorker);
    // A navigation waits for ever for a service worker that crashed while somebody was attached to it and still is.
    if (isServiceWorker) connection.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
  }

  #gone(sessionId: string, reason: string, forever: boolean): void {
    const target = this.#targets.get(sessionId);
    if (!target) return;
    target.alive = false;
    if (forever) this.#targets.delete(sessionId);
    this.#connection?.abandon(sessionId, reason);
  }

  async #attached(connection: Connection, params: Record<string, unknown>, parent: string | undefined): Promise<void> {
    const info = params.targetInfo as { targetId: string; type: string; url: string; title: string };
    const target = new Target(connection, params.sessionId as string, info, parent);
    const isDocument = target.type === 'page' || target.type === 'iframe';
    const faults = this.#faultsFor(target);
    // Listed before it runs: a test that sees a worker's effects finds the worker.
    this.#targets.set(target.sessionId, target);
    // Some kinds of targets lack some of these domains.
    const optional = (method: string, parameters = {}) => target.send(method, parameters).catch(() => undefined);
    try {
      const prepared: Promise<unknown>[] = [
        // Frames and dedicated workers are attached to through the session of their page, the others through the browser's.
        optional('Target.setAutoAttach', {
          autoAttach: true,
          waitForDebuggerOnStart: true,
          flatten: true,
          filter: [{ type: 'service_worker', exclude: true }, { type: 'shared_worker', exclude: true }, {}],
        }),
        optional('Runtime.enable'),
        optional('Log.enable'),
      ];
      if (isDocument) {
        prepared.push(
          optional('Page.enable'),
          optional('Emulation.setFocusEmulationEnabled', { enabled: true }),
          optional('Page.addScriptToEvaluateOnNewDocument', { source: faults.join('\n') }),
        );
      } else {
        prepared.push(...faults.map((source) => this.#putIn(target, source)));
      }
      // A page's must be answered before a navigation, which may move it to another process: commands under way to the first are lost then.
      // A service worker and a frame of another site answer only when they run; they carry out their commands in order, so faults come first.
      if (target.type === 'page') await Promise.all(prepared);
      await target.send('Runtime.runIfWaitingForDebugger');
      if (target.type !== 'iframe') await Promise.all(prepared);
      target.ready = true;
    } catch (error) {
      // A target may end while it is being prepared; anything else is the rig's mistake and must be seen.
      if (!(error instanceof ProtocolError)) throw error;
    }
  }

  async #putIn(target: Target, source: string): Promise<void> {
    const { exceptionDetails } = await target.send('Runtime.evaluate', { expression: source });
    if (exceptionDetails)
      this.problems.push({ kind: 'exception', where: `a fault put into ${target.url}`, text: JSON.stringify(exceptionDetails) });
  }

  #faultsFor(target: Target): string[] {
    return [...this.#faults]
      .filter((fault) => fault.into.includes(target.type) && (!fault.url || fault.url.test(target.url)))
      .map((fault) => `{ ${fault.source} }`);
  }

  #watch(connection: Connection): void {
    const where = (sessionId: string | undefined) => {
      const target = sessionId ? this.#targets.get(sessionId) : undefined;
      return target ? `${target.type} ${target.url}` : 'browser';
    };
    const keep = (text: string) => {
      this.messages.push(text);
      if (this.messages.length > 200) this.messages.shift();
    };
    connection.on('Log.entryAdded', (params, sessionId) => {
      const entry = params.entry as { source: string; level: string; text: string };
      keep(`${where(sessionId)}: ${entry.level}: ${entry.text}`);
      if (/Content Security Policy/.test(entry.text)) this.problems.push({ kind: 'policy', where: where(sessionId), text: entry.text });
    });
    connection.on('Runtime.exceptionThrown', (params, sessionId) => {
      const { text, exception } = params.exceptionDetails as { text: string; exception?: { description?: string; value?: unknown } };
      const full = `${text} ${exception?.description ?? String(exception?.value ?? '')}`;
      keep(`${where(sessionId)}: ${full}`);
      this.problems.push({ kind: 'exception', where: where(sessionId), text: full });
    });
    connection.on('Runtime.consoleAPICalled', (params, sessionId) => {
      const args = params.args as { value?: unknown; description?: string }[];
      keep(`${where(sessionId)}: ${params.type}: ${args.map((arg) => arg.description ?? String(arg.value)).join(' ')}`);
    });
  }
}

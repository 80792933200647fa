import { join } from 'node:path';
import { root } from '../../../scripts/root.ts';
import { StaticServer } from '../../../scripts/static-server.ts';
import { Browser } from './browser.ts';
import type { Tab } from './tab.ts';

/** How thorough and how random a run is: `npm test` runs the short form, `npm run test:faults` the whole. */
export type Options = { seed: number; minutes: number; full: boolean };

/** The limit of a scenario that goes on for as many minutes as it is told in a full run, and takes so many seconds at most in a short one. */
export const longRun =
  (short: number) =>
  (options: Options): number =>
    options.full ? options.minutes * 60 + 1800 : short;

/** Seconds after which a scenario has failed. */
export const limitOf = (scenario: Scenario, options: Options): number =>
  typeof scenario.limit === 'function' ? scenario.limit(options) : (scenario.limit ?? 60);

/** One story that must come true in a real browser. */
export type Scenario = {
  /** What is shown and what `npm run test:browser -- NAME` finds it by. */
  name: string;
  /** Seconds after which it has failed; 60 unless told. See {@link longRun}. */
  limit?: number | ((options: Options) => number);
  /** Whether it measures time so closely that no other scenario may run beside it. */
  alone?: boolean;
  /** The folder that its server serves; the built site unless told. */
  site?: string;
  /** More command-line switches for Chromium. */
  flags?: string[];
  run(context: Context): Promise<void>;
};

/** What a scenario gets: a browser with a fresh profile and a server of the built site, both its own. Its functions can be taken apart from it. */
export class Context {
  readonly browser: Browser;
  readonly server: StaticServer;
  readonly options: Options;
  readonly #tolerated: RegExp[] = [];
  readonly #notes: string[] = [];
  readonly #cleanups: (() => Promise<void> | void)[] = [];
  #state: number;

  constructor(scenario: Scenario, executable: string, options: Options) {
    this.browser = new Browser(executable, scenario.flags);
    this.server = new StaticServer(scenario.site ?? join(root, 'dist'));
    this.options = options;
    this.#state = options.seed >>> 0;
  }

  /** Opens a tab of the site: `path` is relative to its folder. */
  readonly openTab = (path = ''): Promise<Tab> => this.browser.openTab(new URL(path, this.server.url).href);

  /** One more server, such as a foreign site that embeds ours; stopped at the end. Without headers it sends no policy. */
  readonly serve = async (folder: string, headers: Record<string, string> = {}): Promise<StaticServer> => {
    const server = new StaticServer(folder, headers);
    await server.start();
    this.#cleanups.push(() => server.stop());
    return server;
  };

  /** A number from 0 up to 1, from the seed of this run. */
  readonly random = (): number => {
    // Mulberry32: small, and good enough to choose moments and victims.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  /** One of several, by chance. */
  readonly pick = <T>(among: readonly T[]): T => among[Math.floor(this.random() * among.length)];

  /** Policy violations and uncaught exceptions fail a scenario, but for those whose text matches. */
  readonly tolerate = (pattern: RegExp): void => {
    this.#tolerated.push(pattern);
  };

  /** Something a reader of a failing run wants to know. */
  readonly note = (text: string): void => {
    this.#notes.push(text);
  };

  /** Runs at the end, however the scenario ends. */
  readonly cleanUp = (action: () => Promise<void> | void): void => {
    this.#cleanups.push(action);
  };

  get notes(): readonly string[] {
    return this.#notes;
  }

  /** What went wrong in the browser beside what the scenario looked at. */
  problems(): string[] {
    return this.browser.problems
      .filter((problem) => !this.#tolerated.some((pattern) => pattern.test(problem.text)))
      .map((problem) => `${problem.kind === 'policy' ? 'against the policy' : 'uncaught'} in ${problem.where}: ${problem.text}`);
  }

  async start(): Promise<void> {
    await Promise.all([this.server.start(), this.browser.start()]);
  }

  /** Ends the browser and all servers. */
  async end(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    for (const cleanUp of this.#cleanups.reverse()) await cleanUp();
  }
}

import type { Context } from '../test/browser/rig/scenario.ts';

/** What a figure is and what is wanted of it. */
export type FigureKind = {
  /** What is measured; a row of the table. */
  name: string;
  unit: 'ms' | 'kB' | '%' | 'count';
  /** The most that is wanted, compared with the scaled figure. */
  target?: number;
  /** What PowerShell itself needs on the reference machine, in the same unit. */
  native?: number;
};

/** A measured figure; `scaled` is what it would be on the reference machine (times only). */
export type Figure = { kind: FigureKind; where: Suite['where']; best: number; median: number; scaled: number };

/** What a suite gets: a place to put its figures, and browsers. */
export interface Bench {
  /** Puts a figure into the table: one value for each time that it was measured. */
  figure(kind: FigureKind, values: number[]): void;
  /** Runs something with a browser, a fresh profile and a server of the built site, which are ended afterwards. */
  inBrowser<T>(action: (context: Context) => Promise<T>): Promise<T>;
}

/** A group of figures that are measured together; each file of bench/suites exports one as `suite`. */
export type Suite = {
  /** What `npm run bench -- NAME` finds it by. */
  name: string;
  where: 'Node' | 'Chromium' | 'build';
  run(bench: Bench): Promise<void>;
};

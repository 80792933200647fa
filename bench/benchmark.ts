import type { Context } from '../test/browser/rig/scenario.ts';

/** One figure to measure. */
export type Benchmark = {
  /** What is measured; a row of the table. */
  name: string;
  unit: 'ms' | 'kB' | '%' | 'count';
  /** Where it runs; those in a browser get a context with a fresh profile and a server of the built site. */
  where: 'Node' | 'Chromium';
  /** The most that is wanted, compared with the scaled figure. */
  target?: number;
  /** What PowerShell itself needs on the reference machine, in the same unit. */
  native?: number;
  /** Takes the measure once; the harness takes the best of `runs`. */
  measure(context: Context | undefined): Promise<number>;
  /** How often to measure; 5 in Node, 3 in Chromium unless told. */
  runs?: number;
};

/** A measured figure; `scaled` is what it would be on the reference machine (times only). */
export type Figure = { benchmark: Benchmark; best: number; median: number; scaled: number };

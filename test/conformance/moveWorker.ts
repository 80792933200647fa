/** The second worker of the corpus test: takes runs over from their bytes and brings them to their end. */
import { parentPort } from 'node:worker_threads';
import { commands } from '../../src/interpreter/index.ts';
import { decode } from '../../src/interpreter/snapshot/index.ts';
import { lazyTypes } from '../../src/interpreter/values/types/registry.ts';
import { GoldenRun, type Standing } from './goldenRun.ts';

/** A run on its way to another worker. */
export interface Moved {
  id: number;
  bytes: Uint8Array;
  codes: Map<string, Uint8Array>;
  /** Cmdlets whose files define classes of the state. */
  cmdlets: string[];
  standing: Standing;
}

parentPort?.on('message', async ({ id, bytes, codes, cmdlets, standing }: Moved) => {
  try {
    for (const load of new Set(Object.values(lazyTypes))) await load();
    for (const name of cmdlets) await commands.find((c) => c.name.toLowerCase() === name)?.load();
    const run = await GoldenRun.resume(decode([bytes], codes).root, standing);
    parentPort?.postMessage({ id, output: await run.run() });
  } catch (error) {
    parentPort?.postMessage({ id, output: `the second worker failed: ${error instanceof Error ? error.stack : JSON.stringify(error)}` });
  }
});

/** Every golden script is moved into another worker, the same for all, at a seeded random instruction. It must print the same. */
import { rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CheckpointEncoder, Heap } from '../../../src/interpreter/snapshot/index.ts';
import { bundleWorker } from '../../conformance/bundleWorker.ts';
import { GoldenRun, hash, makeFolder, passing, readGolden, runGolden } from '../../conformance/goldenRun.ts';
import type { Moved } from '../../conformance/moveWorker.ts';

describe('moved into another worker in the middle', () => {
  let worker: Worker;
  const waiting = new Map<number, (output: string) => void>();
  let bundled = '';
  let failure: string | null = null;
  beforeAll(async () => {
    const { file, folder } = await bundleWorker(new URL('../../conformance/moveWorker.ts', import.meta.url).pathname);
    bundled = folder;
    worker = new Worker(file);
    worker.on('message', ({ id, output }: { id: number; output: string }) => waiting.get(id)?.(output));
    worker.on('error', (error) => {
      failure = String(error.stack);
      for (const done of waiting.values()) done(failure);
    });
  }, 120_000);
  afterAll(async () => {
    await worker.terminate();
    rmSync(bundled, { recursive: true, force: true });
  });

  let next = 0;
  test.each(passing())('%s', async (name) => {
    const { text, expected } = readGolden(name);
    const length = await lengthOf(text);
    const folder = makeFolder();
    try {
      const run = await GoldenRun.start(text, folder);
      if (typeof run === 'string') {
        expect(run).toBe(expected);
        return;
      }
      let output = await run.run(undefined, 1 + (hash(name) % Math.max(1, length - 1)));
      if (output === null) {
        const checkpoint = new CheckpointEncoder(new Heap(), run.machine.root, { instructionSet: 1, kind: 'base' });
        while (checkpoint.step(() => false) === 'more') {
          // without a deadline one step does it
        }
        const { bytes, codes } = checkpoint.result();
        const id = next++;
        const moved: Moved = { id, bytes, codes, cmdlets: [...run.machine.definitions.keys()], standing: run.standing };
        output = await new Promise<string>((done) => {
          waiting.set(id, done);
          if (failure !== null) done(failure);
          else worker.postMessage(moved);
        });
      }
      expect(output).toBe(expected);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  /** How many instructions a script takes. */
  async function lengthOf(text: string): Promise<number> {
    let count = 0;
    await runGolden(text, (root, n) => {
      count = n;
      return root;
    });
    return count;
  }
});

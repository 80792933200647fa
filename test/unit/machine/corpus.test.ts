/**
 * Every golden script that Limpet prints exactly is run (1) straight, (2) frozen and thawed after each of its first instructions and at
 * seeded random ones after that, (3) moved in the middle into another worker, (4) with a host that answers later. All must print the same. LIMPET_FAULTS=full takes all
 * scripts and 300 + 50 instructions each; else a seeded sample keeps the time within bounds.
 */
import { readFileSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CheckpointEncoder, Heap } from '../../../src/interpreter/snapshot/index.ts';
import { bundleWorker } from '../../conformance/bundleWorker.ts';
import { GoldenRun, makeFolder, readGolden, runGolden } from '../../conformance/goldenRun.ts';
import type { Moved } from '../../conformance/moveWorker.ts';
import { frozen } from './session.ts';

const passing = JSON.parse(readFileSync(new URL('../../conformance/passing.json', import.meta.url), 'utf8')) as string[];
const full = process.env.LIMPET_FAULTS === 'full';
const seed = Number(process.env.LIMPET_FAULTS_SEED ?? 1);

/** A number from a name and the seed, the same on every machine. */
function hash(text: string): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

describe('golden scripts print what PowerShell prints', () => {
  test.each(passing)('%s', async (name) => {
    const { text, expected } = readGolden(name);
    expect(await runGolden(text)).toBe(expected);
  });
});

describe('with a host that answers later, as storage in a browser does', () => {
  test.each(passing)('%s', async (name) => {
    const { text, expected } = readGolden(name);
    expect(await runGolden(text, undefined, true)).toBe(expected);
  });
});

describe('frozen and thawed at many instructions', () => {
  const chosen = full ? passing : passing.filter((name) => hash(name) % 6 === 0);
  test.each(chosen)('%s', async (name) => {
    const { text, expected } = readGolden(name);
    expect(await runGolden(text, frozen(full ? 300 : 60, full ? 50 : 10, hash(name)))).toBe(expected);
  });
});

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
  const chosen = full ? passing : passing.filter((name) => hash(name) % 3 === 1);
  test.each(chosen)('%s', async (name) => {
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

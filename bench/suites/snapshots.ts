/**
 * Checkpoints alone: a base of 10, 10,000 and 1,000,000 live objects (linked nodes of five properties, as a script makes them), a delta of
 * 100 changed ones among them, decoding, and the longest that the machine stands still.
 */
import { declareVariable, Runspace, SessionRoot, setCell } from '../../src/interpreter/machine/state.ts';
import { CheckpointEncoder, decode, type EncodedCheckpoint, freezeThaw, Heap } from '../../src/interpreter/snapshot/index.ts';
import { PSArray } from '../../src/interpreter/values/collections.ts';
import { customObject, type PSObject } from '../../src/interpreter/values/object.ts';
import type { Suite } from '../benchmark.ts';
import { heaps } from '../heaps.ts';

const STEP = 8;

function build(count: number): { root: SessionRoot; objects: PSObject[] } {
  const root = new SessionRoot();
  const runspace = new Runspace();
  root.runspaces.push(runspace);
  const objects: PSObject[] = [];
  for (let i = 0; i < count; i++) {
    const properties: [string, unknown][] = [
      ['Name', `item${i % 1000}`],
      ['Id', i],
      ['Size', i * 1.5],
      ['Next', objects[i - 1] ?? null],
      ['Kind', 'File'],
    ];
    objects.push(customObject(properties as Parameters<typeof customObject>[0]));
  }
  setCell(declareVariable(runspace.globalScope, 'all'), new PSArray(objects));
  return { root, objects };
}

/** Encodes in steps as a session does; `longest`: the longest step. */
function encode(heap: Heap, root: SessionRoot, kind: 'base' | 'delta'): { result: EncodedCheckpoint; ms: number; longest: number } {
  const encoder = new CheckpointEncoder(heap, root, { instructionSet: 1, kind });
  let ms = 0;
  let longest = 0;
  for (let done = false; !done; ) {
    const begin = performance.now();
    done = encoder.step(() => performance.now() - begin >= STEP) === 'done';
    const took = performance.now() - begin;
    ms += took;
    longest = Math.max(longest, took);
  }
  return { result: encoder.result(), ms, longest };
}

export const suite: Suite = {
  name: 'snapshots',
  where: 'Node',
  async run(bench) {
    for (const [label, count] of Object.entries(heaps)) {
      const rounds = count > 100_000 ? 2 : 7;
      const bases: number[] = [];
      const longest: number[] = [];
      let kept: { root: SessionRoot; objects: PSObject[]; heap: Heap; streams: Uint8Array[] } | null = null;
      for (let round = 0; round < rounds; round++) {
        const built = build(count);
        const heap = new Heap();
        const base = encode(heap, built.root, 'base');
        bases.push(base.ms);
        longest.push(base.longest);
        kept = { ...built, heap, streams: [base.result.bytes] };
      }
      if (kept === null) continue;
      const { root, objects, heap, streams } = kept;
      bench.figure({ name: `base of ${label} objects`, unit: 'ms' }, bases);
      bench.figure({ name: `base of ${label} objects, longest step`, unit: 'ms' }, longest);
      bench.figure({ name: `base of ${label} objects, size`, unit: 'kB' }, [streams[0].length / 1000]);
      const deltas: number[] = [];
      for (let round = 0; round < 9; round++) {
        for (let i = 0; i < Math.min(100, count); i++) objects[Math.floor((i * count) / 100) % count].set('Size', round + 0.5);
        const delta = encode(heap, root, 'delta');
        deltas.push(delta.ms);
        streams.push(delta.result.bytes);
      }
      bench.figure({ name: `delta of 100 among ${label}`, unit: 'ms' }, deltas);
      bench.figure({ name: `delta of 100 among ${label}, size`, unit: 'kB' }, [(streams.at(-1) as Uint8Array).length / 1000]);
      const decodes: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const begin = performance.now();
        decode(streams, new Map());
        decodes.push(performance.now() - begin);
      }
      bench.figure({ name: `decoding ${label} objects and nine deltas`, unit: 'ms' }, decodes);
    }
    let small = build(10).root;
    const each: number[] = [];
    for (let round = 0; round < 5; round++) {
      const begin = performance.now();
      for (let i = 0; i < 200; i++) small = freezeThaw(small);
      each.push((performance.now() - begin) / 200);
    }
    bench.figure({ name: 'freezing and thawing a session of 10 objects', unit: 'ms' }, each);
  },
};

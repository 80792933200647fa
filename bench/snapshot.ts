/**
 * How long checkpoints take: `tsx bench/snapshot.ts`. A base of 10, 10,000 and 1,000,000 live objects (linked nodes, each with two fields
 * of their own), a delta of 100 changed objects among them, decoding, and the longest time between two looks at the deadline.
 */

import { declareVariable, Runspace, SessionRoot, setCell } from '../src/interpreter/machine/state.ts';
import { CheckpointEncoder, decode, type EncodedCheckpoint, freezeThaw, Heap } from '../src/interpreter/snapshot/index.ts';
import { PSArray } from '../src/interpreter/values/collections.ts';
import { customObject, type PSObject } from '../src/interpreter/values/object.ts';

interface Row {
  objects: number;
  'base ms': string;
  'first base ms': string;
  'base KB': number;
  'longest step ms': string;
  'delta of 100 ms': string;
  'delta KB': number;
  'decode ms': string;
}

function build(count: number): { root: SessionRoot; objects: PSObject[] } {
  const root = new SessionRoot();
  const runspace = new Runspace();
  root.runspaces.push(runspace);
  const objects: PSObject[] = [];
  for (let i = 0; i < count; i++) {
    objects.push(
      customObject([
        ['Name', `item${i % 1000}`],
        ['Id', i],
        ['Size', i * 1.5],
        ['Next', objects[i - 1] ?? null],
        ['Kind', 'File'],
      ]),
    );
  }
  setCell(declareVariable(runspace.globalScope, 'all'), new PSArray(objects));
  return { root, objects };
}

function encode(heap: Heap, root: SessionRoot, kind: 'base' | 'delta'): { result: EncodedCheckpoint; ms: number; longest: number } {
  const encoder = new CheckpointEncoder(heap, root, { instructionSet: 1, kind });
  const start = performance.now();
  let longest = 0;
  let last = start;
  const expired = (): boolean => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    return false;
  };
  encoder.step(expired);
  expired();
  return { result: encoder.result(), ms: performance.now() - start, longest };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];
const text = (ms: number): string => ms.toFixed(ms < 1 ? 3 : 1);

const rows: Row[] = [];
for (const count of [10, 10_000, 1_000_000]) {
  const { root, objects } = build(count);
  const repeat = count > 100_000 ? 3 : 9;
  const bases = Array.from({ length: repeat }, () => encode(new Heap(), build(count).root, 'base').ms);
  const first = bases[0];
  const heap = new Heap();
  const base = encode(heap, root, 'base');
  const streams = [base.result.bytes];
  const deltas: number[] = [];
  let size = 0;
  for (let n = 0; n < 9; n++) {
    for (let i = 0; i < Math.min(100, count); i++) objects[Math.floor((i * count) / 100) % count].set('Size', n + 0.5);
    const delta = encode(heap, root, 'delta');
    deltas.push(delta.ms);
    size = delta.result.bytes.length;
    streams.push(delta.result.bytes);
  }
  const decodes = Array.from({ length: repeat }, () => {
    const start = performance.now();
    decode(streams, new Map());
    return performance.now() - start;
  });
  rows.push({
    objects: count,
    'first base ms': text(first),
    'base ms': text(median(bases)),
    'base KB': Math.round(base.result.bytes.length / 1024),
    'longest step ms': text(base.longest),
    'delta of 100 ms': text(median(deltas)),
    'delta KB': Math.round(size / 1024),
    'decode ms': text(median(decodes)),
  });
}
console.table(rows);

const small = build(10).root;
for (let i = 0; i < 200; i++) freezeThaw(small);
const start = performance.now();
for (let i = 0; i < 1000; i++) freezeThaw(small);
console.log(`freezeThaw of a small session: ${text((performance.now() - start) / 1000)} ms`);

import { expect, test } from 'vitest';
import { type SessionRoot, Thread } from '../../../src/interpreter/machine/state.ts';
import { CheckpointEncoder, decode, type EncodedCheckpoint, Heap, wantsBase } from '../../../src/interpreter/snapshot/index.ts';
import { appendItem, PSArray, PSHashtable, PSList, setItem } from '../../../src/interpreter/values/collections.ts';
import { type HeapObject, touch } from '../../../src/interpreter/values/heap.ts';
import { checkpoint, difference, RandomSession, randomFrom, setVariable, smallRoot, TestFrame, TestNode, variable } from './build.ts';

/** A store for one session: what a host keeps. */
class Stored {
  streams: Uint8Array[] = [];
  codes = new Map<string, Uint8Array>();
  put(c: EncodedCheckpoint): void {
    if (c.kind === 'base') {
      this.streams = [];
      for (const key of this.codes.keys()) if (!c.codeKeys.includes(key)) this.codes.delete(key);
    }
    this.streams.push(c.bytes);
    for (const [key, bytes] of c.codes) this.codes.set(key, bytes);
  }
  read(): { root: SessionRoot; heap: Heap } {
    return decode(this.streams, this.codes);
  }
}

test.each(Array.from({ length: 12 }, (_, i) => i + 100))('deltas in sequence give what a base gives, seed %i', (seed) => {
  const session = new RandomSession(seed);
  const random = randomFrom(seed);
  const heap = new Heap();
  const stored = new Stored();
  stored.put(checkpoint(heap, session.root));
  for (let i = 0; i < 12; i++) {
    for (let n = 0; n < 6; n++) session.mutate();
    if (random() < 0.4) {
      // A Stop in the middle of a checkpoint.
      const encoder = new CheckpointEncoder(heap, session.root, { instructionSet: 1, kind: random() < 0.5 ? 'base' : 'delta' });
      let done = false;
      for (let steps = Math.floor(random() * 4); steps > 0 && !done; steps--) done = encoder.step(() => true) === 'done';
      if (done) stored.put(encoder.result());
      else encoder.abort();
      for (let n = 0; n < 2; n++) session.mutate();
    }
    stored.put(checkpoint(heap, session.root, random() < 0.15 ? 'base' : 'delta'));
    expect(difference(session.root, stored.read().root)).toBeNull();
  }
  // And on from a resumed session.
  const resumed = stored.read();
  setVariable(resumed.root, 'after', 'resume');
  for (const cell of resumed.root.runspaces[0].globalScope.vars?.values() ?? []) {
    if (cell.value instanceof PSHashtable) cell.value.set('resumed', 1);
    if (cell.value instanceof PSArray) appendItem(cell.value, 'resumed');
  }
  stored.put(checkpoint(resumed.heap, resumed.root, 'delta'));
  expect(difference(resumed.root, stored.read().root)).toBeNull();
});

test('after a checkpoint all is clean, and a delta holds what changed', () => {
  const root = smallRoot();
  const heap = new Heap();
  for (let i = 0; i < 1000; i++) setVariable(root, `v${i}`, new TestNode());
  const base = checkpoint(heap, root);
  expect(heap.dirty).toHaveLength(0);
  const node = variable(root, 'v5').value as TestNode;
  const { id } = node;
  expect(node.dirtyList).toBe(heap.dirty);
  node.value = 'changed';
  touch(node);
  touch(node);
  expect(heap.dirty).toEqual([node]);
  const delta = checkpoint(heap, root);
  expect(delta.kind).toBe('delta');
  expect(delta.bytes.length).toBeLessThan(base.bytes.length / 10);
  expect(node.id).toBe(id);
  const copy = decode([base.bytes, delta.bytes], new Map());
  const read = variable(copy.root, 'v5').value as TestNode;
  expect([read.value, read.id]).toEqual(['changed', id]);
  expect(read.dirtyList).toBe(copy.heap.dirty);
  expect(copy.heap.nextId).toBe(heap.nextId);
});

test('frames need no mark, and a thread that ended is written once more', () => {
  const root = smallRoot();
  const heap = new Heap();
  const second = new Thread(2, root.runspaces[0]);
  second.frame = new TestFrame() as never;
  root.threads.push(second);
  setVariable(root, 'job', new PSList([second]));
  const streams = [checkpoint(heap, root).bytes];
  (root.threads[0].frame as unknown as TestFrame).registers.push('new');
  streams.push(checkpoint(heap, root).bytes);
  root.threads.pop();
  second.frame = null;
  second.state = 'completed';
  streams.push(checkpoint(heap, root).bytes);
  const copy = decode(streams, new Map()).root;
  expect(difference(root, copy)).toBeNull();
  streams.push(checkpoint(heap, root).bytes);
  expect(difference(root, decode(streams, new Map()).root)).toBeNull();
});

test('garbage is not brought back', () => {
  const root = smallRoot();
  const heap = new Heap();
  const node = new TestNode();
  setVariable(root, 'x', node);
  const base = checkpoint(heap, root);
  node.next = new TestNode();
  touch(node);
  setVariable(root, 'x', null);
  const delta = checkpoint(heap, root);
  const { heap: other, root: copy } = decode([base.bytes, delta.bytes], new Map());
  const rebased = checkpoint(other, copy, 'base');
  expect(rebased.bytes.length).toBeLessThan(base.bytes.length);
});

test('only changed pages are written', () => {
  const root = smallRoot();
  const heap = new Heap();
  const array = new PSArray(Array.from({ length: 100_000 }, (_, i) => i * 1000));
  const table = new PSHashtable();
  for (let i = 0; i < 100_000; i++) table.set(`key ${i}`, i * 1000);
  setVariable(root, 'a', array);
  setVariable(root, 't', table);
  const stored = new Stored();
  const base = checkpoint(heap, root);
  stored.put(base);
  setItem(array, 50_000, 'changed');
  table.set('KEY 50000', 'changed');
  table.set('another', 1);
  const delta = checkpoint(heap, root);
  stored.put(delta);
  expect(delta.bytes.length).toBeLessThan(base.bytes.length / 8);
  expect(difference(root, stored.read().root)).toBeNull();
  array.items.length = 60_000;
  array.dirtyPages = null;
  touch(array);
  stored.put(checkpoint(heap, root));
  expect(difference(root, stored.read().root)).toBeNull();
});

test('a checkpoint works in steps and may be given up at any of them', () => {
  const session = new RandomSession(7);
  for (let i = 0; i < 60; i++) session.mutate();
  const big = new PSHashtable();
  for (let i = 0; i < 30_000; i++) big.set(i, `text ${i}`);
  setVariable(session.root, 'big', big);
  const heap = new Heap();
  let steps = 0;
  const counting = new CheckpointEncoder(heap, session.root, { instructionSet: 1 });
  while (counting.step(() => true) === 'more') steps++;
  expect(steps).toBeGreaterThan(10);
  const stored = new Stored();
  stored.put(counting.result());
  for (let stop = 0; stop < steps; stop++) {
    session.mutate();
    big.set(`extra${stop}`, stop);
    const before = [heap.nextId, heap.number, heap.dirty.length];
    const encoder = new CheckpointEncoder(heap, session.root, { instructionSet: 1, kind: stop % 2 === 0 ? 'base' : 'delta' });
    let done = false;
    for (let i = 0; i < stop && !done; i++) done = encoder.step(() => true) === 'done';
    if (done) {
      stored.put(encoder.result());
    } else {
      encoder.abort();
      expect([heap.nextId, heap.number, heap.dirty.length]).toEqual(before);
      for (const object of heap.dirty) expect(object.dirtyList).toBeNull();
      stored.put(checkpoint(heap, session.root, 'delta'));
    }
  }
  expect(difference(session.root, stored.read().root)).toBeNull();
});

test('an error gives everything back', () => {
  const root = smallRoot();
  const heap = new Heap();
  checkpoint(heap, root);
  const node = new TestNode();
  setVariable(root, 'bad', node);
  node.value = () => 1;
  expect(() => checkpoint(heap, root)).toThrow(/function/);
  expect([node.id, node.dirtyList]).toEqual([0, null]);
  expect(heap.dirty.length).toBeGreaterThan(0);
  node.value = 1;
  const delta = checkpoint(heap, root);
  expect(delta.number).toBe(2);
});

test('a checkpoint that was not stored is made good by a base', () => {
  const root = smallRoot();
  const heap = new Heap();
  checkpoint(heap, root);
  expect(heap.nextKind()).toBe('delta');
  heap.forget();
  const again = checkpoint(heap, root);
  expect(again.kind).toBe('base');
  expect(difference(root, decode([again.bytes], again.codes).root)).toBeNull();
  expect(() => new CheckpointEncoder(new Heap(), root, { instructionSet: 1, kind: 'delta' })).toThrow(/base/);
});

test('objects of another session are refused', () => {
  const one = smallRoot();
  checkpoint(new Heap(), one);
  const two = smallRoot();
  setVariable(two, 'x', one.runspaces[0].globalScope as HeapObject);
  expect(() => checkpoint(new Heap(), two)).toThrow(/another session/);
});

test('when a base is due', () => {
  expect(wantsBase(1_000_000, 400_000, 3)).toBe(false);
  expect(wantsBase(1_000_000, 600_000, 3)).toBe(true);
  expect(wantsBase(1000, 2000, 3)).toBe(false);
  expect(wantsBase(1e9, 1000, 300)).toBe(true);
});

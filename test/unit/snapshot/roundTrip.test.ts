import { expect, test } from 'vitest';
import { CheckpointEncoder, decode, freezeThaw, Heap, readNeeds } from '../../../src/interpreter/snapshot/index.ts';
import { ScriptBlock } from '../../../src/interpreter/values/code.ts';
import { PSArray, PSDictionaryEntry, PSHashtable, PSList } from '../../../src/interpreter/values/collections.ts';
import { DateTime } from '../../../src/interpreter/values/dotnet/datetime.ts';
import { DateTimeOffset } from '../../../src/interpreter/values/dotnet/datetimeoffset.ts';
import { SemanticVersion } from '../../../src/interpreter/values/dotnet/semver.ts';
import { TimeSpan } from '../../../src/interpreter/values/dotnet/timespan.ts';
import { touch } from '../../../src/interpreter/values/heap.ts';
import { PSObject } from '../../../src/interpreter/values/object.ts';
import { checkpoint, difference, makeCode, RandomSession, setVariable, smallRoot, type TestFrame, TestNode, variable } from './build.ts';

test('numbers, texts and owned structures come back exactly', () => {
  const root = smallRoot();
  const values = [0, -0, 1, -1, -32, -33, 159, 160, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 0.1, Number.NaN, Infinity, -Infinity, 5e-324];
  const texts = ['', 'plain', 'ä', '\ud83d', '\udc00x', '\u0000', 'é'.repeat(9000), 'a'.repeat(300_000), `${'b'.repeat(70_000)}ß`];
  const owned = {
    list: [undefined, null, [[]]],
    map: new Map<unknown, unknown>([
      [1, 'a'],
      ['1', -0],
    ]),
    set: new Set([Number.NaN, '']),
  };
  const wide = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, i]));
  const proto = JSON.parse('{"__proto__": 1, "constructor": 2}');
  root.extensions.set('x', {
    values,
    texts,
    owned,
    wide,
    proto,
    big: [0n, -1n, 2n ** 200n],
    bytes: Uint8Array.of(1, 255),
    ints: Int32Array.of(-5),
  });
  const copy = freezeThaw(root);
  expect(difference(root, copy)).toBeNull();
  expect(Object.hasOwn((copy.extensions.get('x') as { proto: object }).proto, '__proto__')).toBe(true);
});

test('.NET values come back, also those whose constructors need arguments', () => {
  const root = smallRoot();
  const at = new DateTimeOffset(638_000_000_000_000_000n, new TimeSpan(36_000_000_000n));
  root.extensions.set('x', [at, new SemanticVersion(7, 6, 5), new DateTime(5n), at]);
  const copy = freezeThaw(root);
  expect(difference(root, copy)).toBeNull();
  expect((copy.extensions.get('x') as object[])[0]).toBeInstanceOf(DateTimeOffset);
});

test('cycles and shared references stay what they are', () => {
  const root = smallRoot();
  const a = new PSList();
  a.items.push(a, new PSArray([a]), a);
  setVariable(root, 'a', a);
  setVariable(root, 'b', a.items[1] as PSArray);
  const copy = freezeThaw(root);
  expect(difference(root, copy)).toBeNull();
  const list = variable(copy, 'a').value as PSList;
  expect(list.items[0]).toBe(list);
  expect(list.items[1]).toBe(variable(copy, 'b').value);
});

test('a list of a million nodes and deep nesting need no stack', () => {
  const root = smallRoot();
  const first = new TestNode();
  let node = first;
  for (let i = 1; i < 1_000_000; i++) {
    const next = new TestNode();
    next.value = i;
    node.next = next;
    node = next;
  }
  setVariable(root, 'list', first);
  let nested: unknown[] = ['bottom'];
  for (let i = 0; i < 20_000; i++) nested = [nested];
  let entry = new PSDictionaryEntry(1, 2);
  for (let i = 0; i < 20_000; i++) entry = new PSDictionaryEntry(i, entry);
  let twice = new PSDictionaryEntry();
  for (let i = 0; i < 60; i++) twice = new PSDictionaryEntry(twice, twice);
  root.extensions.set('nested', nested);
  setVariable(root, 'entry', entry);
  setVariable(root, 'twice', twice);
  const copy = freezeThaw(root);
  let count = 0;
  for (let n = variable(copy, 'list').value as TestNode | null; n !== null; n = n.next as TestNode | null) {
    if (n.value !== count) break;
    count++;
  }
  expect(count).toBe(1_000_000);
  let depth = 0;
  for (let n = copy.extensions.get('nested') as unknown[]; Array.isArray(n[0]); n = n[0]) depth++;
  expect(depth).toBe(20_000);
  let key = 19_999;
  for (let e = variable(copy, 'entry').value as PSDictionaryEntry; e.value instanceof PSDictionaryEntry; e = e.value)
    expect(e.key).toBe(key--);
});

test('transient fields are left out and reset', () => {
  const root = smallRoot();
  const node = new TestNode();
  node.cache = [1, 2, 3];
  setVariable(root, 'n', node);
  const encoded = checkpoint(new Heap(), root);
  const copy = decode([encoded.bytes], encoded.codes).root;
  expect((variable(copy, 'n').value as TestNode).cache).toBeNull();
});

test('fields that an instance has beyond its class are kept', () => {
  const root = smallRoot();
  const plain = new TestNode();
  const odd = Object.assign(new TestNode(), { extra: 'yes' });
  setVariable(root, 'n', plain);
  setVariable(root, 'm', odd);
  const copy = freezeThaw(root);
  expect(Object.keys(variable(copy, 'n').value as object)).not.toContain('extra');
  expect((variable(copy, 'm').value as TestNode & { extra: string }).extra).toBe('yes');
});

test('code is written once, beside the checkpoints', () => {
  const root = smallRoot();
  const heap = new Heap();
  const inner = makeCode('inner', 'shared text');
  const outer = makeCode('outer', 'x', [inner, inner]);
  outer.source = inner.source;
  setVariable(root, 'f', new ScriptBlock(outer));
  const base = checkpoint(heap, root);
  expect([...base.codes.keys()].filter((k) => !k.startsWith('s:')).sort()).toEqual(['', 'inner', 'outer'].slice(1));
  expect([...base.codes.keys()].filter((k) => k.startsWith('s:'))).toHaveLength(1);
  expect([...base.codeKeys].sort()).toEqual([...base.codes.keys()].sort());
  setVariable(root, 'g', new ScriptBlock(outer));
  setVariable(root, 'h', new ScriptBlock(makeCode('late', 'y')));
  const delta = checkpoint(heap, root);
  expect([...delta.codes.keys()].filter((k) => !k.startsWith('s:'))).toEqual(['late']);
  const codes = new Map([...base.codes, ...delta.codes]);
  const copy = decode([base.bytes, delta.bytes], codes);
  expect(difference(root, copy.root)).toBeNull();
  const f = variable(copy.root, 'f').value as ScriptBlock;
  const g = variable(copy.root, 'g').value as ScriptBlock;
  expect(f.code).toBe(g.code);
  expect((f.code.consts[2] as (typeof f.code)[])[0].source).toBe(f.code.source);
  // After a resume nothing needs to be written again, and a base names all that must stay.
  const again = checkpoint(copy.heap, copy.root, 'base');
  expect(again.codes.size).toBe(0);
  expect([...again.codeKeys].sort()).toEqual([...codes.keys()].sort());
});

test('what a checkpoint needs is known before it is decoded', () => {
  const root = smallRoot();
  setVariable(root, 'o', new PSObject());
  const encoder = new CheckpointEncoder(new Heap(), root, {
    instructionSet: 7,
    needs: () => ({ cmdlets: { 'Sort-Object': 2 }, modules: ['types/DateTime'] }),
  });
  encoder.step(() => false);
  const needs = readNeeds([encoder.result().bytes]);
  expect(needs).toMatchObject({ instructionSet: 7, cmdlets: { 'Sort-Object': 2 }, modules: ['types/DateTime'] });
  expect(needs.classes).toEqual(expect.arrayContaining(['SessionRoot', 'Thread', 'Test.Frame', 'PSObject']));
});

test('threads can be left out', () => {
  const root = smallRoot();
  const list = new PSList([1]);
  setVariable(root, 'list', list);
  (root.threads[0].frame as unknown as TestFrame).registers = [list, new PSArray([1])];
  root.extensions.set('job', new PSList([root.threads[0]]));
  const { bytes, codes } = checkpoint(new Heap(), root);
  const copy = decode([bytes], codes, { dropThreads: true });
  expect(copy.root.threads).toEqual([]);
  expect((variable(copy.root, 'list').value as PSList).items).toEqual([1]);
  const thread = (copy.root.extensions.get('job') as PSList).items[0] as { frame: unknown; state: string; runspace: unknown };
  expect(thread).toMatchObject({ frame: null, state: 'stopped' });
  expect(thread.runspace).toBe(copy.root.runspaces[0]);
  setVariable(copy.root, 'list', 5);
  const delta = checkpoint(copy.heap, copy.root, 'delta');
  expect(difference(copy.root, decode([bytes, delta.bytes], codes).root)).toBeNull();
});

test('freezeThaw changes nothing, however often it is done', () => {
  const root = smallRoot();
  for (let i = 0; i < 40; i++) setVariable(root, `v${i}`, `value ${i}`);
  const heap = new Heap();
  checkpoint(heap, root);
  setVariable(root, 'v1', 2);
  const before = [heap.nextId, heap.dirty.length, heap.number, root.id];
  expect(difference(root, freezeThaw(root, heap))).toBeNull();
  expect([heap.nextId, heap.dirty.length, heap.number, root.id]).toEqual(before);
  let own = freezeThaw(root, heap);
  for (let i = 0; i < 50; i++) own = freezeThaw(own);
  expect(difference(root, own)).toBeNull();
});

test.each(Array.from({ length: 16 }, (_, i) => i + 1))('random session %i comes back the same', (seed) => {
  const session = new RandomSession(seed);
  for (let i = 0; i < 30; i++) session.mutate();
  expect(difference(session.root, freezeThaw(session.root))).toBeNull();
});

test('a large table keeps its order', () => {
  const root = smallRoot();
  const heap = new Heap();
  const table = new PSHashtable('OrderedDictionary');
  for (let i = 0; i < 20_000; i++) table.set(`k${i}`, i);
  setVariable(root, 't', table);
  const base = checkpoint(heap, root);
  const expected = new Map(table.entries);
  for (let i = 5000; i < 5010; i++) {
    table.delete(`k${i}`);
    table.set(`k${i}`, -i);
    table.set(`k${i + 1000}`, 'changed');
  }
  const delta = checkpoint(heap, root);
  expect(delta.bytes.length).toBeLessThan(base.bytes.length);
  const copy = decode([base.bytes, delta.bytes], new Map()).root;
  expect(difference(root, copy)).toBeNull();
  expect(expected.size).toBe(20_000);
  touch(table);
  const whole = checkpoint(heap, root);
  expect(difference(root, decode([base.bytes, delta.bytes, whole.bytes], new Map()).root)).toBeNull();
});

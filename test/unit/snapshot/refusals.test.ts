import { expect, test } from 'vitest';
import { CheckpointDecoder, decode, Heap, readNeeds, SnapshotError, sha256, walk } from '../../../src/interpreter/snapshot/index.ts';
import { Code, ScriptBlock } from '../../../src/interpreter/values/code.ts';
import { PSArray } from '../../../src/interpreter/values/collections.ts';
import { checkpoint, makeCode, RandomSession, setVariable, smallRoot, TestNode } from './build.ts';

class Unregistered {}

function thrown(action: () => unknown): SnapshotError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(SnapshotError);
    return error as SnapshotError;
  }
  throw new Error('nothing was thrown');
}

test.each([
  ['a function', () => 1, /function/],
  ['a promise', Promise.resolve(), /Promise/],
  ['a generator', (function* () {})(), /class/],
  ['an iterator', [1].values(), /class/],
  ['a WeakRef', new WeakRef({}), /WeakRef/],
  ['a Date', new Date(0), /Date/],
  ['a RegExp', /x/, /RegExp/],
  ['an Error', new Error('x'), /Error/],
  ['a symbol', Symbol('x'), /symbol/],
  ['an unregistered class', new Unregistered(), /Unregistered/],
])('%s is refused with its path', (_, value, message) => {
  const root = smallRoot();
  const node = new TestNode();
  node.value = { list: [1, new Map([['key', value]])] };
  setVariable(root, 'x', new PSArray([node]));
  const path = "$.runspaces[0].globalScope.vars['x'].value.items[0].value.list[1]['key']";
  for (const action of [() => walk(root), () => checkpoint(new Heap(), root)]) {
    const error = thrown(action);
    expect(error.message).toMatch(message);
    expect([error.code, error.path]).toEqual(['unsupported', path]);
  }
});

test('a structure that contains itself is refused, also by walk', () => {
  const root = smallRoot();
  const loop: unknown[] = [];
  loop.push(loop);
  root.extensions.set('loop', loop);
  expect(thrown(() => checkpoint(new Heap(), root)).code).toBe('unsupported');
  expect(thrown(() => walk(root, { ownership: true })).message).toMatch(/two owners/);
});

test('walk finds structures with two owners', () => {
  const root = smallRoot();
  const shared = [1];
  root.extensions.set('a', shared).set('b', { inner: shared });
  walk(root);
  expect(thrown(() => walk(root, { ownership: true })).path).toBe("$.extensions['b'].inner");
});

test('code must have a key and hold no heap objects', () => {
  const root = smallRoot();
  setVariable(root, 'f', new ScriptBlock(new Code()));
  expect(thrown(() => checkpoint(new Heap(), root)).message).toMatch(/no key/);
  const code = makeCode('k', 'x');
  code.consts.push(new PSArray());
  setVariable(root, 'f', new ScriptBlock(code));
  expect(thrown(() => checkpoint(new Heap(), root)).message).toMatch(/Code can't hold/);
});

test('damage anywhere is noticed', () => {
  const session = new RandomSession(3);
  const { bytes, codes } = checkpoint(new Heap(), session.root);
  const step = Math.max(1, Math.floor(bytes.length / 300));
  for (let i = 0; i < bytes.length; i += step) {
    const damaged = bytes.slice();
    damaged[i] ^= 1 << (i % 8);
    const error = thrown(() => decode([damaged], codes));
    expect(['corrupt', 'future-format']).toContain(error.code);
  }
  for (const length of [0, 3, 23, 24, 100, bytes.length - 1])
    expect(thrown(() => decode([bytes.slice(0, length)], codes)).code).toBe('corrupt');
});

test('a newer format says so', () => {
  const { bytes } = checkpoint(new Heap(), smallRoot());
  bytes[4] = 99;
  const error = thrown(() => readNeeds([bytes]));
  expect(error.code).toBe('future-format');
  expect(error.message).toMatch(/format 99/);
});

test('streams out of order are refused', () => {
  const root = smallRoot();
  const heap = new Heap();
  const [a, b, c] = [checkpoint(heap, root).bytes, checkpoint(heap, root).bytes, checkpoint(heap, root).bytes];
  decode([a, b, c], new Map());
  for (const streams of [[], [b], [a, c], [a, c, b], [a, a]]) expect(thrown(() => decode(streams, new Map())).code).toBe('corrupt');
});

test('missing code and missing classes are named', () => {
  const root = smallRoot();
  setVariable(root, 'f', new ScriptBlock(makeCode('thekey', 'text')));
  const { bytes, codes } = checkpoint(new Heap(), root);
  codes.delete('thekey');
  const error = thrown(() => decode([bytes], codes));
  expect([error.code, error.message]).toEqual(['missing-code', expect.stringContaining('thekey')]);
});

test('decoding works in steps', () => {
  const session = new RandomSession(5);
  for (let i = 0; i < 50; i++) session.mutate();
  const { bytes, codes } = checkpoint(new Heap(), session.root);
  const decoder = new CheckpointDecoder([bytes], codes);
  expect(() => decoder.result()).toThrow(/not decoded/);
  while (decoder.step(() => true) === 'more');
  expect(decoder.result().sessionId).toBe('test');
});

test('SHA-256 of the code units', () => {
  // Of nothing, and of the bytes 61 00 62 00 63 00.
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('abc')).toBe('13e228567e8249fce53337f25d7970de3bd68ab2653424c7b8f9fd05e33caedf');
  expect(sha256('x'.repeat(1000))).toHaveLength(64);
});

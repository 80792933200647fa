import { expect, test } from 'vitest';
import { type FileOperation, listFiles, listTree, readFile, statFile } from '../../../src/sessions/store/index.ts';
import { CHUNK } from '../../../src/sessions/store/schema.ts';
import { owned } from './setup.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
let serial = 0;
type Loose = Partial<FileOperation> & { op: FileOperation['op']; path: string; [field: string]: unknown };
const operation = (o: Loose): FileOperation => ({ version: `v${++serial}`, at: 10, ...o }) as FileOperation;

async function machine() {
  const { store, put } = await owned();
  const run = async (...list: Loose[]) => (await put({ fileOperations: list.map(operation) })).conflicts.map((c) => [c.index, c.reason]);
  const text = async (path: string) => {
    const file = await readFile(store, 'Server01', path);
    return file === null ? null : new TextDecoder().decode(file.content);
  };
  const paths = async (directory = '/') => (await listTree(store, 'Server01', directory)).map((n) => n.path);
  return { store, run, text, paths, put };
}

test('write, append, read, list', async () => {
  const { store, run, text } = await machine();
  expect(
    await run(
      { op: 'makeDirectory', path: '/home' },
      { op: 'write', path: '/home/a.txt', content: bytes('one\n') },
      { op: 'append', path: '/home/a.txt', content: bytes('two\n') },
      { op: 'append', path: '/home/B.txt', content: bytes('new') },
      { op: 'write', path: '/home/b.txt', content: bytes('other case') },
    ),
  ).toEqual([]);
  expect(await text('/home/a.txt')).toBe('one\ntwo\n');
  expect((await listFiles(store, 'Server01', '/home')).map((n) => n.path)).toEqual(['/home/B.txt', '/home/a.txt', '/home/b.txt']);
  expect((await listFiles(store, 'Server01', '/')).map((n) => [n.path, n.kind])).toEqual([['/home', 'directory']]);
  expect(await listFiles(store, 'localhost', '/')).toEqual([]);
});

test('large contents are kept in pieces', async () => {
  const { store, run } = await machine();
  const content = Uint8Array.from({ length: CHUNK * 2 + 10 }, (_, i) => i % 251);
  await run({ op: 'write', path: '/big', content });
  await run({ op: 'append', path: '/big', content: content.slice(0, CHUNK) });
  const all = await readFile(store, 'Server01', '/big');
  const expected = new Uint8Array(CHUNK * 3 + 10);
  expected.set(content);
  expected.set(content.subarray(0, CHUNK), content.length);
  expect(all?.node.size).toBe(expected.length);
  expect(Buffer.compare(all?.content ?? new Uint8Array(), expected)).toBe(0);
  expect((await readFile(store, 'Server01', '/big', CHUNK - 3, 6))?.content).toEqual(expected.slice(CHUNK - 3, CHUNK + 3));
  expect((await readFile(store, 'Server01', '/big', expected.length - 2, 100))?.content).toHaveLength(2);
  expect(await store.db.count('chunks')).toBe(4);
  await run({ op: 'write', path: '/big', content: bytes('small') });
  expect(await store.db.count('chunks')).toBe(1);
  await run({ op: 'delete', path: '/big' });
  expect(await store.db.count('chunks')).toBe(0);
});

test('conditions: on a conflict all else goes through', async () => {
  const { store, run, text, put } = await machine();
  await run({ op: 'write', path: '/a', version: 'seen', content: bytes('a') }, { op: 'write', path: '/taken', content: bytes('t') });
  const { conflicts } = await put({
    fileOperations: [
      { op: 'write', path: '/taken', expect: null, content: bytes('lost') },
      { op: 'write', path: '/fresh', version: 'mine', expect: null, content: bytes('kept') },
      { op: 'append', path: '/fresh', expect: 'mine', content: bytes('!') },
      { op: 'delete', path: '/a', expect: 'older' },
      { op: 'delete', path: '/none' },
      { op: 'move', path: '/a', to: '/taken', expectTarget: null },
      { op: 'move', path: '/a', expect: 'seen', to: '/moved' },
    ].map((o) => operation(o as Loose)),
    directoryPatch: { name: 'went through' },
  });
  expect(conflicts.map((c) => [c.index, c.reason, c.found?.path ?? null])).toEqual([
    [0, 'exists', '/taken'],
    [3, 'changed', '/a'],
    [4, 'missing', null],
    [5, 'exists', '/a'],
  ]);
  expect(await text('/fresh')).toBe('kept!');
  expect(await text('/moved')).toBe('a');
  expect(await text('/taken')).toBe('t');
  expect(await statFile(store, 'Server01', '/a')).toBeNull();
});

test('an append to what was not created by oneself is told apart', async () => {
  const { run, text } = await machine();
  await run({ op: 'write', path: '/log', content: bytes('theirs') });
  expect(
    await run(
      { op: 'write', path: '/log', version: 'own', expect: null, content: bytes('mine') },
      { op: 'append', path: '/log', expect: 'own', content: bytes(' more') },
    ),
  ).toEqual([
    [0, 'exists'],
    [1, 'changed'],
  ]);
  expect(await text('/log')).toBe('theirs');
});

test('directories', async () => {
  const { run, paths, text } = await machine();
  await run(
    { op: 'makeDirectory', path: '/d' },
    { op: 'makeDirectory', path: '/d/sub' },
    { op: 'write', path: '/d/sub/x', content: bytes('x') },
    { op: 'write', path: '/d0', content: bytes('not in it') },
    { op: 'makeDirectory', path: '/e' },
  );
  expect(await run({ op: 'delete', path: '/d' })).toEqual([[0, 'notEmpty']]);
  expect(await run({ op: 'move', path: '/d', to: '/d/sub/d' })).toEqual([[0, 'intoItself']]);
  expect(await run({ op: 'write', path: '/d', content: bytes('') })).toEqual([[0, 'isDirectory']]);
  expect(await run({ op: 'write', path: '/nowhere/x', content: bytes('') })).toEqual([[0, 'noDirectory']]);
  expect(await run({ op: 'makeDirectory', path: '/d0/x' })).toEqual([[0, 'noDirectory']]);
  expect(await run({ op: 'makeDirectory', path: '/d' })).toEqual([]);
  expect(await run({ op: 'makeDirectory', path: '/d', expect: null })).toEqual([[0, 'exists']]);
  expect(await run({ op: 'move', path: '/d', to: '/e/renamed' })).toEqual([]);
  expect(await paths()).toEqual(['/d0', '/e', '/e/renamed', '/e/renamed/sub', '/e/renamed/sub/x']);
  expect(await text('/e/renamed/sub/x')).toBe('x');
  expect(await paths('/e/renamed')).toEqual(['/e/renamed/sub', '/e/renamed/sub/x']);
  expect(await run({ op: 'change', path: '/d0', patch: { mode: 0o600 } }, { op: 'delete', path: '/e', recursive: true })).toEqual([]);
  expect(await paths()).toEqual(['/d0']);
});

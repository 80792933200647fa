import { expect, test } from 'vitest';
import {
  commit,
  createSession,
  deleteSession,
  FencedError,
  getSession,
  listSessions,
  openStore,
  patchSession,
  QuotaError,
  ResumeLimitError,
  readOutbox,
  readOutput,
  resetSite,
  StoreError,
  statFile,
  takeOwnership,
} from '../../../src/sessions/store/index.ts';
import { checkpoint, failPut, flush, freshStore, owned } from './setup.ts';

test('a commit stores everything together', async () => {
  const { store, put } = await owned();
  const result = await put({
    checkpoint: checkpoint('base', 1, ['a', 'b']),
    output: { flushes: [flush(0, 3, 30)] },
    outbox: [{ commandId: 'c', direction: 'out', seq: 1, to: 's2', message: { kind: 'output' } }],
    fileOperations: [{ op: 'write', path: '/x', version: 'v1', at: 5, content: Uint8Array.of(1) }],
    directoryPatch: { name: 'Renamed', availability: 'Busy' },
    instructions: 500,
    durability: 'strict',
  });
  expect(result.conflicts).toEqual([]);
  expect(await getSession(store, 's1')).toMatchObject({
    name: 'Renamed',
    availability: 'Busy',
    epoch: 1,
    checkpoint: 1,
    resumes: 0,
    lastCommitAt: 2000,
    statistics: { commits: 1, instructions: 500, checkpointBytes: 1, outputRecords: 3, outputBytes: 30 },
  });
  expect((await readOutput(store, 's1'))[0].records).toHaveLength(3);
  expect(await readOutbox(store, 's1')).toHaveLength(1);
  expect(await statFile(store, 'Server01', '/x')).toMatchObject({ version: 'v1', size: 1 });
});

test('what was closed while it got something to do is disconnected instead', async () => {
  const { store, put } = await owned();
  await patchSession(store, 's1', { extra: { closedAt: 7, goneClient: 'tab' } });
  await put({ directoryPatch: { running: null, availability: 'Available', extra: { queued: 0 } } });
  expect((await getSession(store, 's1'))?.extra.closedAt).toBe(7);
  await put({ directoryPatch: { running: { commandId: 'c', text: 'x', startedAt: 1 }, availability: 'Busy' } });
  const record = await getSession(store, 's1');
  expect(record).toMatchObject({ state: 'Disconnected', availability: 'None', disconnectedAt: 7 });
  expect(record?.extra).toMatchObject({ goneClient: 'tab' });
  expect(record?.extra.closedAt).toBeUndefined();
});

test('a base replaces what was before, with the code that nothing needs', async () => {
  const { store, put } = await owned();
  await put({ checkpoint: checkpoint('base', 1, ['a', 'b']) });
  await put({ checkpoint: checkpoint('delta', 2, ['c']) });
  await put({ checkpoint: checkpoint('delta', 3) });
  let now = await takeOwnership(store, 's1');
  expect(now.checkpoints.map((c) => [c.number, c.kind])).toEqual([
    [1, 'base'],
    [2, 'delta'],
    [3, 'delta'],
  ]);
  expect([...now.codes.keys()]).toEqual(['a', 'b', 'c']);
  await commit(store, {
    sessionId: 's1',
    epoch: now.record.epoch,
    at: 0,
    durability: 'relaxed',
    checkpoint: checkpoint('base', 4, ['d'], ['b', 'd']),
  });
  now = await takeOwnership(store, 's1');
  expect(now.checkpoints.map((c) => c.number)).toEqual([4]);
  expect([...now.codes.keys()]).toEqual(['b', 'd']);
});

test('an owner before is fenced, and nothing of its commit is stored', async () => {
  const { store, put } = await owned();
  await put({ checkpoint: checkpoint('base', 1) });
  const next = await takeOwnership(store, 's1');
  const late = put({
    checkpoint: checkpoint('base', 9),
    output: { flushes: [flush(0, 1, 1)] },
    fileOperations: [{ op: 'write', path: '/x', version: 'v', at: 0, content: new Uint8Array() }],
  });
  await expect(late).rejects.toThrow(FencedError);
  await expect(late).rejects.toMatchObject({ epoch: 2, sessionId: 's1' });
  expect(await readOutput(store, 's1')).toEqual([]);
  expect(await statFile(store, 'Server01', '/x')).toBeNull();
  expect((await takeOwnership(store, 's1')).checkpoints[0].number).toBe(1);
  expect(next.record.epoch).toBe(2);
});

test('two owners that race: exactly the later one commits', async () => {
  const { store } = await owned();
  const [a, b] = await Promise.all([
    takeOwnership(store, 's1').catch((e: unknown) => e),
    takeOwnership(store, 's1').catch((e: unknown) => e),
  ]);
  const epochs = [a, b].map((x) => (x instanceof FencedError ? null : (x as { record: { epoch: number } }).record.epoch));
  expect(epochs).toContain(3);
  const outcomes = await Promise.all(
    [2, 3].map((epoch) =>
      commit(store, { sessionId: 's1', epoch, at: 0, durability: 'relaxed', checkpoint: checkpoint('base', epoch) }).then(
        () => 'stored',
        (e: Error) => e.name,
      ),
    ),
  );
  expect(outcomes).toEqual(['FencedError', 'stored']);
});

test('a removed session is fenced', async () => {
  const { store, put } = await owned();
  await deleteSession(store, 's1');
  await expect(put({ checkpoint: checkpoint('base', 1) })).rejects.toMatchObject({ name: 'FencedError', epoch: null });
  await expect(takeOwnership(store, 's1')).rejects.toThrow(FencedError);
  await expect(patchSession(store, 's1', { name: 'x' })).rejects.toThrow(FencedError);
});

test.each([1, 2, 3, 4, 5, 6])('no room at write %i: QuotaError, and nothing of it is stored', async (nth) => {
  const { store, put } = await owned();
  await put({ checkpoint: checkpoint('base', 1), output: { flushes: [flush(0, 1, 1)] } });
  const undo = failPut(nth, 'QuotaExceededError');
  const failing = put({
    checkpoint: checkpoint('base', 2, ['k']),
    output: { flushes: [flush(1, 1, 1)] },
    fileOperations: [{ op: 'write', path: '/x', version: 'v', at: 0, content: Uint8Array.of(1) }],
    directoryPatch: { name: 'never' },
  }).finally(undo);
  await expect(failing).rejects.toThrow(QuotaError);
  const { checkpoints, record } = await takeOwnership(store, 's1');
  expect(checkpoints.map((c) => c.number)).toEqual([1]);
  expect(record.name).toBe('Session1');
  expect(await readOutput(store, 's1')).toHaveLength(1);
  // And the next commit goes through.
  await commit(store, { sessionId: 's1', epoch: record.epoch, at: 0, durability: 'relaxed', checkpoint: checkpoint('delta', 2) });
});

test('another failure is a StoreError; what cannot be cloned too', async () => {
  const { store, put } = await owned();
  const undo = failPut(1, 'UnknownError');
  await expect(put({ directoryPatch: { name: 'x' } }).finally(undo)).rejects.toThrow(StoreError);
  await expect(put({ outbox: [{ commandId: 'c', direction: 'd', seq: 1, to: 's2', message: () => 1 }] })).rejects.toThrow(StoreError);
  expect(await readOutbox(store, 's1')).toEqual([]);
  store.close();
  await expect(put({ directoryPatch: { name: 'x' } })).rejects.toThrow(/closed/);
});

test('messages stay in the outbox until they are acknowledged', async () => {
  const { store, put } = await owned();
  const message = (commandId: string, seq: number) => ({ commandId, direction: 'out', seq, to: 's2', message: seq });
  await put({ outbox: [message('a', 1), message('a', 2), message('a', 10), message('b', 1)] });
  await put({
    outboxAcks: [
      { commandId: 'a', direction: 'out', seq: 2 },
      { commandId: 'b', direction: 'in', seq: 9 },
    ],
  });
  expect((await readOutbox(store, 's1')).map((m) => [m.commandId, m.seq])).toEqual([
    ['a', 10],
    ['b', 1],
  ]);
  expect((await takeOwnership(store, 's1')).outbox).toHaveLength(2);
});

test('a session that gets no further is not started by itself', async () => {
  const { store, put } = await owned();
  await put({ checkpoint: checkpoint('base', 1) });
  for (let i = 0; i < 3; i++) await takeOwnership(store, 's1', { byItself: true });
  await expect(takeOwnership(store, 's1', { byItself: true })).rejects.toThrow(ResumeLimitError);
  const { record } = await takeOwnership(store, 's1');
  expect(record.resumes).toBe(4);
  await commit(store, { sessionId: 's1', epoch: record.epoch, at: 0, durability: 'relaxed', checkpoint: checkpoint('delta', 2) });
  await takeOwnership(store, 's1', { byItself: true });
});

test('removing a session takes its children along', async () => {
  const { store, put } = await owned();
  const child = (id: string, parent: string) =>
    createSession(store, { id, name: id, computer: 'localhost', user: 'u', createdAt: 0, kind: 'Job', parent });
  await child('job', 's1');
  await child('grandchild', 'job');
  await child('other', 'grandchild');
  await createSession(store, { id: 'apart', name: 'apart', computer: 'localhost', user: 'u', createdAt: 0 });
  await put({
    checkpoint: checkpoint('base', 1, ['k']),
    output: { flushes: [flush(0, 1, 1)] },
    outbox: [{ commandId: 'c', direction: 'd', seq: 1, to: 's2', message: 1 }],
  });
  expect((await deleteSession(store, 's1')).sort()).toEqual(['grandchild', 'job', 'other', 's1']);
  expect((await listSessions(store)).map((s) => s.id)).toEqual(['apart']);
  for (const name of ['checkpoints', 'codes', 'outbox', 'output', 'queues'] as const) expect(await store.db.count(name)).toBe(0);
  expect(await deleteSession(store, 's1')).toEqual([]);
  await expect(child('late', 's1')).rejects.toThrow(FencedError);
});

test('making a session twice makes it once', async () => {
  const { store } = await freshStore();
  const fields = { id: 'a', name: 'A', computer: 'Server02', user: 'u', createdAt: 1, ownerClient: 'tab' };
  expect(await createSession(store, fields)).toBe(true);
  expect(await createSession(store, { ...fields, name: 'B' })).toBe(false);
  expect((await listSessions(store, { computer: 'Server02' })).map((s) => s.name)).toEqual(['A']);
  expect(await listSessions(store, { ownerClient: 'tab' })).toHaveLength(1);
  expect(await listSessions(store, { parent: 'x' })).toEqual([]);
  await expect(patchSession(store, 'a', { name: 'C' }, 5)).rejects.toThrow(FencedError);
  expect((await patchSession(store, 'a', { name: 'C' }, 0)).name).toBe('C');
});

test('a reset closes open stores and leaves nothing', async () => {
  const { store, factory } = await owned();
  let told = 0;
  const second = await openStore({
    factory,
    onVersionChange: () => {
      told++;
    },
  });
  await resetSite({ factory });
  expect([told, store.closed, second.closed]).toEqual([1, true, true]);
  const anew = await openStore({ factory });
  expect(await listSessions(anew)).toEqual([]);
  expect(await anew.db.getAllKeys('computers')).toEqual(['Server01', 'Server02', 'Server03', 'localhost']);
});

test('a reset that must wait says so, and goes on when the other page has closed', async () => {
  const { factory } = await freshStore();
  let release = (): void => undefined;
  const held = await openStore({
    factory,
    onVersionChange: () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  });
  let blocked = 0;
  const reset = resetSite({
    factory,
    onBlocked: () => {
      blocked++;
      release();
    },
  });
  await reset;
  expect([blocked, held.closed]).toEqual([1, true]);
});

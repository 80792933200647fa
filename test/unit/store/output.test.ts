import { expect, test } from 'vitest';
import {
  getClient,
  getSetting,
  HISTORY,
  isBlocked,
  keptBytes,
  listAccounts,
  listConfigurations,
  newQueue,
  openStore,
  pendingBytes,
  putAccount,
  putConfiguration,
  putSetting,
  type QueueRecord,
  readOutput,
  readQueues,
  replay,
  trimDelivered,
  updateClient,
} from '../../../src/sessions/store/index.ts';
import { acknowledge, enqueue, trim } from '../../../src/sessions/store/output.ts';
import { flush, freshStore, owned } from './setup.ts';

const KB = 1024;

function filled(mode: QueueRecord['mode'], limit: number, sizes: number[]): QueueRecord {
  const queue = newQueue('s1', 'c', mode, limit);
  sizes.forEach((bytes, i) => {
    enqueue(queue, flush(i * 10, 10, bytes));
  });
  return queue;
}

test('small flushes share a span, large ones do not', () => {
  const queue = filled('Block', 1e6, [KB, KB, 20 * KB, KB, 15 * KB, 15 * KB]);
  expect(queue.spans).toEqual([
    { seq: 0, count: 20, bytes: 2 * KB },
    { seq: 20, count: 10, bytes: 20 * KB },
    { seq: 30, count: 20, bytes: 16 * KB },
    { seq: 50, count: 10, bytes: 15 * KB },
  ]);
});

test('Block: only pending records count, and nothing pending is lost', () => {
  const queue = filled('Block', 50 * KB, [20 * KB, 20 * KB, 20 * KB]);
  expect(trim(queue)).toEqual([]);
  expect([isBlocked(queue), pendingBytes(queue)]).toEqual([true, 60 * KB]);
  acknowledge(queue, 20);
  expect([isBlocked(queue), pendingBytes(queue)]).toEqual([false, 20 * KB]);
  expect(trim(queue)).toEqual([{ seq: 0, count: 10, bytes: 20 * KB }]);
  expect([keptBytes(queue), queue.trimmed, queue.trimmedBefore]).toEqual([40 * KB, 10, 10]);
  acknowledge(queue, 5);
  expect(queue.acknowledged).toBe(20);
});

test('Drop: the oldest goes', () => {
  const queue = filled('Drop', 50 * KB, [20 * KB, 20 * KB, 20 * KB]);
  expect(isBlocked(queue)).toBe(false);
  expect(trim(queue)).toHaveLength(1);
  expect(queue.trimmed).toBe(10);
});

test('output of commands is kept, acknowledged, replayed and trimmed', async () => {
  const { store, put } = await owned();
  const settings = new Map([['b', { mode: 'Drop' as const, limit: 30 * KB }]]);
  await put({ output: { settings, flushes: [flush(0, 2, 20 * KB, 'a'), flush(2, 3, 20 * KB, 'b'), flush(5, 1, 20 * KB, 'a')] } });
  const { queues } = await put({ output: { flushes: [flush(6, 4, 20 * KB, 'b')], acknowledged: [{ commandId: 'a', seq: 2 }] } });
  expect(queues.map((q) => [q.commandId, q.spans.length, q.acknowledged])).toEqual([
    ['b', 1, 0],
    ['a', 2, 2],
  ]);
  expect(await replay(store, 's1', 'b')).toMatchObject({ missing: 3, flushes: [{ seq: 6 }] });
  expect(await replay(store, 's1', 'a')).toMatchObject({ missing: 0, flushes: [{ seq: 0 }, { seq: 5 }] });
  expect(await replay(store, 's1', 'a', 3)).toMatchObject({ missing: 0, flushes: [{ seq: 5 }] });
  expect(await replay(store, 's1', 'unknown')).toEqual({ missing: 0, flushes: [] });
  expect((await readOutput(store, 's1', 1)).map((f) => f.seq)).toEqual([0, 5, 6]);
  expect((await readOutput(store, 's1', 5, 1)).map((f) => f.seq)).toEqual([5]);
  expect(await trimDelivered(store)).toBe(20 * KB);
  expect(await replay(store, 's1', 'a')).toMatchObject({ missing: 2, flushes: [{ seq: 5 }] });
});

test('a forgotten command leaves its output to the history', async () => {
  const { store, put } = await owned();
  await put({ output: { flushes: [flush(0, 2, 100, 'a'), flush(2, 3, 100, 'b'), flush(5, 1, 100, 'a')] } });
  await put({ output: { flushes: [], forgotten: ['a', 'b'] } });
  const queues = await readQueues(store, 's1');
  expect(queues.map((q) => [q.commandId, q.spans])).toEqual([[HISTORY, [{ seq: 0, count: 6, bytes: 300 }]]]);
  expect(await readOutput(store, 's1')).toHaveLength(3);
  expect(await trimDelivered(store)).toBe(300);
  expect(await readOutput(store, 's1')).toEqual([]);
});

test('settings, clients, accounts and configurations', async () => {
  const { store, factory } = await freshStore();
  await putSetting(store, 'theme', { dark: true });
  expect([await getSetting(store, 'theme'), await getSetting(store, 'none')]).toEqual([{ dark: true }, undefined]);
  const client = { id: 'tab', createdAt: 1, lastSeenAt: 1, goneAt: null, console: null, extra: {} };
  await updateClient(store, 'tab', (record) => record ?? client);
  await updateClient(store, 'tab', (record) => ({ ...(record ?? client), goneAt: 5 }));
  expect(await getClient(store, 'tab')).toMatchObject({ goneAt: 5 });
  await putAccount(store, { computer: 'Server01', name: 'learner', verifier: null, groups: ['Administrators'], extra: {} });
  await putConfiguration(store, { computer: 'Server01', name: 'Microsoft.PowerShell', definition: { SessionType: 'Default' } });
  expect(await listAccounts(store, 'Server01')).toHaveLength(1);
  expect(await listAccounts(store, 'Server02')).toEqual([]);
  expect((await listConfigurations(store, 'Server01'))[0].name).toBe('Microsoft.PowerShell');
  store.close();
  const seeded = await openStore({
    factory,
    name: 'other',
    seed: { computers: [], accounts: [{ computer: 'c', name: 'n', verifier: null, groups: [], extra: {} }] },
  });
  expect([await seeded.db.count('computers'), await seeded.db.count('accounts')]).toEqual([0, 1]);
});

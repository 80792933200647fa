import { expect, test } from 'vitest';
import { createConsole, deleteSession, findConsole, getClient, getSession, updateClient } from '../../../src/sessions/store/index.ts';
import { freshStore } from './setup.ts';

const fields = { id: 'c1', name: 'Console', kind: 'Console' as const, user: 'learner', createdAt: 1000, ownerClient: 'tab' };

test("a client's console is made with the client's record, and found again until it is removed", async () => {
  const { store } = await freshStore();
  expect(await findConsole(store, 'tab')).toBeNull();
  const made = await createConsole(store, 'tab', (computers) => ({ ...fields, computer: computers[0].name }));
  expect(made).toEqual(await getSession(store, 'c1'));
  expect(await getClient(store, 'tab')).toEqual({ id: 'tab', createdAt: 1000, lastSeenAt: 1000, goneAt: null, console: 'c1', extra: {} });
  expect(await findConsole(store, 'tab')).toEqual(made);
  await deleteSession(store, 'c1');
  expect(await findConsole(store, 'tab')).toBeNull();
});

test('a client that is known stays what it is', async () => {
  const { store } = await freshStore();
  await updateClient(store, 'tab', () => ({ id: 'tab', createdAt: 5, lastSeenAt: 5, goneAt: 7, console: null, extra: { kept: true } }));
  await createConsole(store, 'tab', () => ({ ...fields, computer: 'localhost' }));
  expect(await getClient(store, 'tab')).toMatchObject({
    createdAt: 5,
    lastSeenAt: 1000,
    goneAt: null,
    console: 'c1',
    extra: { kept: true },
  });
});

test('no console is made where there is no computer for it', async () => {
  const { store } = await freshStore();
  expect(await createConsole(store, 'tab', () => null)).toBeNull();
  expect(await getClient(store, 'tab')).toBeNull();
});

/** Who is gone when a tab is: src/sessions/broker/clients.ts. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ClientWatch } from '../../../src/sessions/broker/clients.ts';
import { createSession, getSession, listSessions, openStore, patchSession } from '../../../src/sessions/store/index.ts';
import { GONE } from '../../../src/sessions/worker/directoryService.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a session that another one has opened is closed with that one, not with the tab', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.stubGlobal('navigator', { locks: { query: async () => ({ held: [] }) } });
  const store = await openStore({ name: 'clients' });
  const base = { computer: 'localhost', user: 'learner', createdAt: Date.now() };
  const running = { commandId: 'c', text: 'x', startedAt: 0 };
  await createSession(store, { ...base, id: 'outer', name: 'Outer', ownerClient: 'tab', running });
  await createSession(store, { ...base, id: 'inner', name: 'Inner', ownerClient: 'outer' });
  await createSession(store, { ...base, id: 'deep', name: 'Deep', ownerClient: 'inner' });
  const watch = new ClientWatch({ realm: { database: 'clients' }, open: async () => store, news: () => undefined });
  const look = async () => {
    await watch.look(await listSessions(store));
    vi.setSystemTime(Date.now() + GONE + 1);
    await watch.look(await listSessions(store));
  };
  await look();
  expect((await getSession(store, 'outer'))?.state).toBe('Disconnected');
  expect((await getSession(store, 'inner'))?.extra.closedAt).toBeUndefined();

  await patchSession(store, 'outer', { state: 'Opened', running: null, extra: { goneClient: undefined } });
  const second = new ClientWatch({ realm: { database: 'clients' }, open: async () => store, news: () => undefined });
  for (let round = 0; round < 3; round++) {
    await second.look(await listSessions(store));
    vi.setSystemTime(Date.now() + GONE + 1);
    await second.look(await listSessions(store));
  }
  for (const id of ['outer', 'inner', 'deep']) expect((await getSession(store, id))?.extra.closedAt).toBeTypeOf('number');

  await second.returned('tab');
  for (const id of ['outer', 'inner', 'deep']) expect((await getSession(store, id))?.extra.closedAt).toBeUndefined();
  store.close();
});

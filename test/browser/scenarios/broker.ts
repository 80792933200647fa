import assert from 'node:assert/strict';
import { noSharedWorker } from '../rig/faults.ts';
import type { Scenario } from '../rig/scenario.ts';
import { clientOf, connected, counting, finish, invoke, listed, newSession, numbers } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { until } from '../rig/wait.ts';

const entryOf = async (tab: Tab, session: string) => (await listed(tab)).find((s) => s.id === session);

/** The broker: the directory that tabs share, and who is a client. */
export const scenarios: Scenario[] = [
  {
    name: 'broker: two tabs see the same sessions',
    async run({ openTab }) {
      const first = await openTab();
      const second = await openTab();
      await connected(first);
      await connected(second);
      assert.notEqual(await clientOf(first), await clientOf(second));
      assert.notEqual(await first.pid(), await second.pid());
      const session = await newSession(first, 'Shared', 'Server02');
      await until('the other tab to list it', async () => (await entryOf(second, session))?.name === 'Shared');
      assert.equal((await entryOf(second, session))?.mine, false);
      assert.equal((await entryOf(first, session))?.mine, true);
      const command = await invoke(first, session, counting(15));
      await until('the other tab to see it run', async () => (await entryOf(second, session))?.running === counting(15));
      // the other tab reads the same records, and takes its turn in the same queue
      const [mine, theirs] = await Promise.all([finish(first, session, command), finish(second, session, command)]);
      assert.deepEqual(mine.texts, numbers(15));
      assert.deepEqual(theirs, mine);
      await finish(first, session, await invoke(first, session, '$shared = 41'));
      assert.deepEqual((await finish(second, session, await invoke(second, session, '$shared + 1'))).texts, ['42\n']);
      await second.evaluate((id) => limpet.session(id).rename('Renamed'), session);
      await until('the new name', async () => (await entryOf(first, session))?.name === 'Renamed');
      await second.evaluate((id) => limpet.session(id).remove(), session);
      await until('it to be gone', async () => (await entryOf(first, session)) === undefined);
    },
  },
  {
    name: 'broker: a duplicated tab and one opened by a script are clients of their own, a reloaded one not',
    async run({ openTab, browser }) {
      const tab = await openTab();
      await connected(tab);
      const id = await clientOf(tab);
      const opened = await tab.duplicate();
      await connected(opened);
      // what the browser's own command gives the copy: the same address and the same sessionStorage
      const kept = await tab.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
      const stop = browser.inject({ into: ['page'], source: `for (const [k, v] of ${kept}) sessionStorage[k] ??= v;` });
      const copy = await openTab();
      stop();
      await connected(copy);
      await tab.reload();
      await connected(tab);
      assert.equal(await clientOf(tab), id);
      const all = [tab, opened, copy];
      assert.equal(new Set(await Promise.all(all.map(clientOf))).size, 3);
      assert.equal(new Set(await Promise.all(all.map((one) => one.evaluate(() => limpet.console.id)))).size, 3);
    },
  },
  {
    name: 'broker: without SharedWorker one tab works and says so',
    async run({ openTab, browser }) {
      browser.inject(noSharedWorker);
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Single');
      assert.deepEqual((await finish(tab, session, await invoke(tab, session, '6 * 7'))).texts, ['42\n']);
      assert.equal(await tab.evaluate(() => limpet.status.shared), false);
      const command = await invoke(tab, session, counting(10));
      await tab.reload();
      await connected(tab);
      assert.deepEqual((await finish(tab, session, command)).texts, numbers(10));
    },
  },
];

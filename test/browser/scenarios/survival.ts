import assert from 'node:assert/strict';
import type { Scenario } from '../rig/scenario.ts';
import { clientOf, connected, finish, invoke, listed, newSession, statistics } from '../rig/sessions.ts';
import { beginThirty, checkThirty, fileLines, patience, receiveThirty, shownLines, thirtyUnderWay, work } from '../rig/thirty.ts';
import { sleep, until } from '../rig/wait.ts';

/** What a person does to a page, or a server to its site, while a command runs. */
export const scenarios: Scenario[] = [
  {
    name: 'survival: a reload changes nothing for a running command',
    limit: 180,
    async run({ openTab }) {
      const tab = await openTab();
      const { command, client, seen } = await thirtyUnderWay(tab);
      await tab.reload();
      await connected(tab);
      assert.equal(await clientOf(tab), client);
      const session = await work(tab);
      assert.equal(session?.state, 'Opened');
      assert.equal(session?.mine, true);
      assert.notEqual(session?.running ?? null, null, 'it still runs');
      await until('what was shown', async () => (await shownLines(tab)).length >= seen.length);
      assert.deepEqual((await shownLines(tab)).slice(0, seen.length), seen);
      await checkThirty(tab, command, seen);
    },
  },
  {
    name: 'survival: the only tab closed and the server stopped, the command goes on, and a new tab receives it',
    limit: 180,
    async run({ openTab, server }) {
      const tab = await openTab();
      await beginThirty(tab);
      const client = await clientOf(tab);
      const idle = await newSession(tab, 'Idle');
      await finish(tab, idle, await invoke(tab, idle, '$x = 1'));
      await sleep(10_000);
      const seen = await shownLines(tab);
      const before = await statistics(tab, (await work(tab))?.id ?? '');
      await tab.close();
      await server.stop();
      await sleep(8000);
      await server.start();
      const again = await openTab();
      await connected(again);
      assert.notEqual(await clientOf(again), client);
      const session = await work(again);
      assert.equal(session?.state, 'Disconnected');
      assert.equal(session?.mine, false);
      const meanwhile = await statistics(again, session?.id ?? '');
      assert.ok(meanwhile.committedInstructions > before.committedInstructions && meanwhile.commits > before.commits);
      assert.ok(meanwhile.resumes > before.resumes, 'the broker has adopted it');
      assert.ok(!(await listed(again)).some((one) => one.id === idle), 'what was idle is closed for others');
      const file = await fileLines(again);
      assert.ok(file.length >= seen.length + 4, `${seen.length} lines when the tab was closed, ${file.length} 8 s later`);
      await checkThirty(again, await receiveThirty(again), file.slice(0, seen.length + 4));
      assert.deepEqual((await shownLines(again)).slice(0, seen.length), seen);
    },
  },
  {
    name: 'survival: the broker killed every 2 s',
    limit: 180,
    async run({ openTab, browser }) {
      const tab = await openTab();
      const command = await beginThirty(tab);
      const { id } = (await work(tab)) ?? { id: '' };
      const begin = Date.now();
      let kills = 0;
      while ((await tab.has('button', 'Stop')) && Date.now() - begin < patience) {
        await sleep(2000);
        for (const broker of browser.targets('shared_worker')) {
          await broker.kill();
          kills++;
        }
      }
      assert.ok(kills >= 10, `${kills} kills`);
      await checkThirty(tab, command, []);
      assert.equal((await statistics(tab, id)).resumes, 0, 'its worker was never touched');
    },
  },
];

import assert from 'node:assert/strict';
import type { Scenario } from '../rig/scenario.ts';
import { clientOf, connected, finish, invoke, newSession, statistics } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { checkThirty, fileLines, receiveThirty, shownLines, thirtyUnderWay, work } from '../rig/thirty.ts';
import { sleep, until } from '../rig/wait.ts';

const working = 'for ($i = 0; $i -lt 2e9; $i++) { $x = $i }';
const rounds = 5e8;
const loop = '$x=0; for($i=0;$i -lt 5e8;$i++){$x=($x+$i)%1000003}; $x';

/** What the loop must give, by the sum's remainder: adding and then taking the remainder each time is the same. */
const expected = `${((BigInt(rounds - 1) * BigInt(rounds)) / 2n) % 1000003n}\n`;

/** Waits until a session that is working has committed once more; answers its figures then. */
async function nextCommit(tab: Tab, session: string) {
  const { committedInstructions } = await statistics(tab, session);
  return until('a commit', async () => {
    const now = await statistics(tab, session);
    return now.committedInstructions > committedInstructions && now;
  });
}

/** What dies under a running command. */
export const scenarios: Scenario[] = [
  {
    name: "crash: a session's renderer killed, with the broker in it and without, and another tab's runs the command within 2 s",
    limit: 120,
    alone: true,
    async run({ openTab, browser }) {
      const witness = await openTab();
      await connected(witness);
      // the tab that was there first hosts the broker
      for (const withBroker of [false, true]) {
        const hosting = withBroker ? witness : await openTab();
        await connected(hosting);
        const other = withBroker ? await openTab() : witness;
        await connected(other);
        assert.notEqual(await hosting.pid(), await other.pid());
        const session = await newSession(hosting, `Host${withBroker}`);
        await invoke(hosting, session, working);
        const before = await nextCommit(other, session);
        const broker = await browser.target('shared_worker');
        await hosting.killRenderer();
        const begin = Date.now();
        const after = await until(
          'the command to run again',
          async () => {
            const now = await statistics(other, session);
            return now.resumes > before.resumes && now.instructions > now.committedInstructions && now;
          },
          20_000,
          10,
        );
        const took = Date.now() - begin;
        console.log(`        ${withBroker ? 'with' : 'without'} the broker: ${took} ms`);
        assert.equal(broker.alive, !withBroker);
        assert.ok(took < 2000, `${took} ms`);
        assert.ok((after.resumedAtInstruction ?? 0) >= before.committedInstructions);
        await other.evaluate((id) => limpet.session(id).remove(), session);
        if (!withBroker) await hosting.close();
      }
    },
  },
  {
    name: "crash: the only tab's renderer killed and the tab reloaded",
    limit: 180,
    async run({ openTab }) {
      const tab = await openTab();
      const { command, client, seen } = await thirtyUnderWay(tab);
      await tab.killRenderer();
      await tab.reload();
      await connected(tab);
      assert.equal(await clientOf(tab), client);
      const session = await work(tab);
      assert.equal(session?.state, 'Opened');
      assert.notEqual(session?.running ?? null, null, 'it still runs');
      await checkThirty(tab, command, seen);
      assert.ok((await statistics(tab, session?.id ?? '')).resumes > 0);
    },
  },
  {
    name: 'crash: the whole browser killed and started again',
    limit: 180,
    async run({ openTab, browser }) {
      const tab = await openTab();
      const { client, seen } = await thirtyUnderWay(tab);
      await browser.kill();
      await sleep(8000);
      await browser.start();
      const begin = Date.now();
      const again = await openTab();
      await connected(again);
      assert.notEqual(await clientOf(again), client);
      assert.equal((await work(again))?.mine, false);
      // a client that could still come back, as a restored tab does, is given 5 s
      await until('its client to be gone', async () => (await work(again))?.state === 'Disconnected');
      const file = await fileLines(again);
      assert.ok(file.length >= seen.length);
      await checkThirty(again, await receiveThirty(again), file);
      assert.deepEqual((await shownLines(again)).slice(0, seen.length), seen);
      // the wait that the browser died in was over when it came back; all later ones began then
      const left = 30 - seen.length - 3;
      assert.ok(Date.now() - begin >= left * 1000, `nothing ran meanwhile: ${left} lines take ${left} s`);
    },
  },
  {
    name: 'crash: a loop killed ten times at random moments',
    limit: 900,
    async run({ openTab, browser, random, note }) {
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Loop');
      const command = await invoke(tab, session, loop);
      for (let kill = 0; kill < 10; kill++) {
        await nextCommit(tab, session);
        await sleep(random() * 2000);
        const before = await statistics(tab, session);
        // the worker, or everything that the tab runs
        const withTab = random() < 0.3;
        if (withTab) {
          await tab.killRenderer();
          await tab.reload();
          await connected(tab);
        } else for (const worker of browser.targets('worker', { tab })) await worker.kill();
        const after = await until('the session to be resumed', async () => {
          const now = await statistics(tab, session);
          return now.resumes > before.resumes && now;
        });
        note(
          `kill ${kill} of ${withTab ? 'the tab' : 'the worker'}: ${before.committedInstructions} seen, resumed at ${after.resumedAtInstruction}`,
        );
        assert.ok((after.resumedAtInstruction ?? 0) >= before.committedInstructions);
      }
      const { state, texts } = await finish(tab, session, command);
      assert.equal(state, 'Completed');
      assert.deepEqual(texts, [expected]);
    },
  },
];

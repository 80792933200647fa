import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from '../../../scripts/build.ts';
import { root } from '../../../scripts/root.ts';
import { noSharedWorker } from '../rig/faults.ts';
import type { Scenario } from '../rig/scenario.ts';
import { connected, finish, invoke, listed, newSession, statistics } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { sleep, until } from '../rig/wait.ts';

/** A command that writes a number every 200 ms, and one that only works. */
const counting = (count: number): string => `1..${count} | ForEach-Object { Start-Sleep -Milliseconds 200; $_ }`;
const working = 'for ($i = 0; $i -lt 2e9; $i++) { $x = $i }';
const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i + 1}\n`);

const clientOf = (tab: Tab): Promise<string> => tab.evaluate(() => limpet.clientId);
const committedOf = async (tab: Tab, session: string): Promise<number> => (await statistics(tab, session)).committedInstructions;
const entryOf = async (tab: Tab, session: string) => (await listed(tab)).find((s) => s.id === session);

/** Waits until the session's committed count rises again; answers how long that took. */
async function untilItMoves(tab: Tab, session: string, milliseconds = 15_000): Promise<number> {
  const begin = Date.now();
  const before = await committedOf(tab, session);
  await until('the session to go on', async () => (await committedOf(tab, session)) > before, milliseconds, 50);
  return Date.now() - begin;
}

const versions = join(root, '.cache/versions');

/** The broker: directory, reload, tabs that die, adoption and hand-back, the handshake of versions. */
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
    name: 'broker: a reload changes nothing for a running command',
    async run({ openTab }) {
      const tab = await openTab();
      await connected(tab);
      const client = await clientOf(tab);
      const session = await newSession(tab, 'Counting');
      const command = await invoke(tab, session, counting(30));
      for (let reload = 0; reload < 2; reload++) {
        await sleep(1500);
        await tab.reload();
        await connected(tab);
        assert.equal(await clientOf(tab), client);
        assert.equal((await entryOf(tab, session))?.state, 'Opened');
      }
      const { state, texts, seqs } = await finish(tab, session, command);
      assert.equal(state, 'Completed');
      assert.deepEqual(texts, numbers(30));
      assert.equal(new Set(seqs).size, seqs.length);
    },
  },
  {
    name: "broker: a session goes on when its tab's renderer is killed",
    limit: 120,
    async run({ openTab, browser, note }) {
      const witness = await openTab();
      await connected(witness);
      // first the renderer that hosts the broker too, then one that does not
      for (const withBroker of [false, true]) {
        const hosting = withBroker ? witness : await openTab();
        await connected(hosting);
        const other = withBroker ? await openTab() : witness;
        await connected(other);
        assert.notEqual(await hosting.pid(), await other.pid());
        const session = await newSession(hosting, `Host${withBroker}`);
        await invoke(hosting, session, working);
        await untilItMoves(other, session);
        const before = await statistics(other, session);
        const brokers = browser.targets('shared_worker').length;
        await hosting.killRenderer();
        const begin = Date.now();
        const after = await until(
          'the session to run again',
          async () => {
            const now = await statistics(other, session);
            return now.resumes > before.resumes && now.committedInstructions > before.committedInstructions && now;
          },
          20_000,
          50,
        );
        note(`${withBroker ? 'with' : 'without'} the broker (${brokers}): ${Date.now() - begin} ms`);
        console.log(`        ${withBroker ? 'with' : 'without'} the broker: runs again, and committed, after ${Date.now() - begin} ms`);
        assert.ok((after.resumedAtInstruction ?? 0) >= before.committedInstructions);
        await other.evaluate((id) => limpet.session(id).remove(), session);
        if (!withBroker) await hosting.close();
      }
    },
  },
  {
    name: 'broker: drives what runs while every tab is closed, and hands it back',
    limit: 120,
    async run({ openTab, server }) {
      const tab = await openTab();
      await connected(tab);
      const client = await clientOf(tab);
      const session = await newSession(tab, 'Alone');
      const idle = await newSession(tab, 'Idle');
      await finish(tab, idle, await invoke(tab, idle, '$x = 1'));
      // a cache that is still being filled when the server goes is another story
      await tab.evaluate(async () => void (await navigator.serviceWorker.ready));
      const command = await invoke(tab, session, counting(60));
      await sleep(3000);
      const before = await statistics(tab, session);
      await tab.close();
      await server.stop();
      await sleep(7000);
      await server.start();
      const again = await openTab();
      await connected(again);
      assert.notEqual(await clientOf(again), client);
      const { texts, state } = await finish(again, session, command);
      assert.equal(state, 'Completed');
      assert.deepEqual(texts, numbers(60));
      const times = await again.evaluate(
        async (id, commandId) => {
          const found: number[] = [];
          for await (const record of limpet.session(id).command(commandId).records(0)) if (record.kind === 'out') found.push(record.at);
          return found;
        },
        session,
        command,
      );
      // every one of them was written in its time: nobody waited for a tab
      const gaps = times.slice(1).map((at, i) => at - times[i]);
      assert.ok(Math.max(...gaps) < 3500, `longest gap ${Math.max(...gaps)} ms`);
      const after = await statistics(again, session);
      assert.ok(after.resumes - before.resumes >= 2, 'it was adopted and handed back');
      const entry = await entryOf(again, session);
      assert.equal(entry?.state, 'Disconnected', 'its client is gone, so it is disconnected');
      assert.equal(entry?.mine, false);
      assert.equal(await entryOf(again, idle), undefined, 'what was idle is closed for others');
    },
  },
  {
    name: 'broker: a duplicated tab is a client of its own, a reopened one not',
    async run({ openTab }) {
      const tab = await openTab();
      await connected(tab);
      const copy = await tab.duplicate();
      await connected(copy);
      const id = await clientOf(tab);
      assert.notEqual(await clientOf(copy), id);
      await tab.reload();
      await connected(tab);
      assert.equal(await clientOf(tab), id);
      assert.notEqual(await tab.evaluate(() => limpet.console.id), await copy.evaluate(() => limpet.console.id));
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
  {
    name: 'broker: a newer build takes over from an older one',
    limit: 180,
    site: versions,
    async run({ openTab, browser, server }) {
      rmSync(versions, { recursive: true, force: true });
      // a service worker would give the second tab the first build: this is about pages without one
      server.miss(['sw.js']);
      await buildAll({ only: 'site', outDir: versions, buildId: 'first', quiet: true });
      const old = await openTab();
      await connected(old);
      const session = await newSession(old, 'Old');
      const command = await invoke(old, session, counting(60));
      const broker = await browser.target('shared_worker');
      // as a server that keeps the files of the build before for a while
      await buildAll({ only: 'site', outDir: `${versions}-next`, buildId: 'next', quiet: true });
      cpSync(`${versions}-next`, versions, { recursive: true });
      const fresh = await openTab();
      await connected(fresh);
      await until('the old broker to go', () => !broker.alive);
      await until('the old page to be told', async () => (await old.evaluate(() => limpet.status.update)) === 'newer');
      assert.equal(await fresh.evaluate(() => limpet.status.update), 'none');
      assert.equal(await fresh.evaluate(() => limpet.build), 'next');
      // the old page goes on with its sessions, and the new one sees them
      assert.deepEqual((await finish(old, session, command)).texts, numbers(60));
      assert.equal((await entryOf(fresh, session))?.name, 'Old');
      assert.deepEqual((await finish(fresh, session, await invoke(fresh, session, '1 + 1'))).texts, ['2\n']);
    },
  },
];

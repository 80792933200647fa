import assert from 'node:assert/strict';
import { holdBeforeCommit, phantomLocks } from '../rig/faults.ts';
import type { Scenario } from '../rig/scenario.ts';
import { connected, finish, invoke, newSession, statistics } from '../rig/sessions.ts';
import { sleep, until } from '../rig/wait.ts';

const rounds = 60_000_000;

/** One worker: fencing, the cost of a small change in a large session. */
export const scenarios: Scenario[] = [
  {
    name: 'session: a held commit is fenced when another owner has taken over',
    limit: 90,
    async run({ openTab, browser, server }) {
      browser.inject(phantomLocks('session:'));
      browser.inject(holdBeforeCommit('/hold'));
      const first = await openTab();
      const second = await openTab();
      await connected(first);
      await connected(second);
      const session = await newSession(first, 'Fenced');
      await invoke(first, session, '$mine = 1');
      const command = await invoke(first, session, `for ($i = 0; $i -lt ${rounds}; $i++) { $n = $i }; "$n $mine"`);
      const epochOf = () =>
        first.evaluate(
          (id) =>
            new Promise<number>((done) => {
              const open = indexedDB.open('limpet');
              open.onsuccess = () => {
                const get = open.result.transaction('sessions').objectStore('sessions').get(id);
                get.onsuccess = () => {
                  open.result.close();
                  done(get.result.epoch);
                };
              };
            }),
          session,
        );
      const before = await epochOf();
      const held = server.hold('hold');
      for (const worker of browser.targets('worker', { tab: first })) await worker.evaluate('globalThis.faultHold = true');
      await held.arrived;
      // the owner is stopped dead between encoding and transaction; its lock is no lock, so another one can take over
      await second.evaluate((id) => {
        (globalThis.limpet as unknown as { host: { spawn(id: string, reason: string): void } }).host.spawn(id, 'crashed');
      }, session);
      await until('the new owner', async () => (await epochOf()) === before + 1);
      const committed = await until('a commit of the new owner', async () => {
        const { commits } = await statistics(second, session);
        await sleep(300);
        return (await statistics(second, session)).commits > commits && commits;
      });
      const workers = browser.targets('worker', { tab: first }).length;
      held.release();
      await until('the old owner to end', () => browser.targets('worker', { tab: first }).length < workers);
      assert.equal(await epochOf(), before + 1);
      assert.ok((await statistics(second, session)).commits >= committed);
      const { state, texts } = await finish(second, session, command);
      assert.equal(state, 'Completed');
      assert.deepEqual(texts, [`${rounds - 1} 1\n`]);
    },
  },
  {
    name: 'session: 100 changes among a million objects cost a small delta',
    limit: 180,
    alone: true,
    async run({ openTab, note }) {
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Large');
      const made = await finish(tab, session, await invoke(tab, session, '$l = foreach ($i in 1..1000000) { ,@($i) }; $l.Count'));
      assert.deepEqual(made.texts, ['1000000\n']);
      const checkpoints = () =>
        tab.evaluate(
          (id) =>
            new Promise<{ kind: string; number: number; bytes: number }[]>((done) => {
              const open = indexedDB.open('limpet');
              open.onsuccess = () => {
                const get = open.result
                  .transaction('checkpoints')
                  .objectStore('checkpoints')
                  .getAll(IDBKeyRange.bound([id], [id, []]));
                get.onsuccess = () => {
                  open.result.close();
                  done(get.result.map((c) => ({ kind: c.kind, number: c.number, bytes: c.bytes.length })));
                };
              };
            }),
          session,
        );
      await until('the base', async () => (await checkpoints()).some((c) => c.bytes > 1_000_000), 60_000);
      await sleep(2000);
      const before = await statistics(tab, session);
      const last = (await checkpoints()).at(-1)?.number ?? 0;
      await finish(tab, session, await invoke(tab, session, 'foreach ($k in 0..99) { $l[$k * 10000][0] = -1 }'));
      await sleep(1500);
      const after = await statistics(tab, session);
      const deltas = (await checkpoints()).filter((c) => c.number > last);
      const milliseconds = (after.checkpointMs - before.checkpointMs) / (after.commits - before.commits);
      note(`${deltas.map((d) => `${d.kind} ${d.bytes} bytes`).join(', ')}; ${milliseconds.toFixed(1)} ms each`);
      console.log(`        ${deltas.map((d) => `${d.kind} ${d.bytes} bytes`).join(', ')}; ${milliseconds.toFixed(1)} ms each`);
      assert.ok(deltas.length > 0 && deltas.every((d) => d.kind === 'delta'), JSON.stringify(deltas));
      assert.ok(Math.max(...deltas.map((d) => d.bytes)) < 100_000);
      assert.ok(milliseconds < 30);
    },
  },
];

/** New sessions, sessions that wake from rest, sessions whose worker was ended. */

import { connected, finish, invoke, newSession } from '../../test/browser/rig/sessions.ts';
import type { Tab } from '../../test/browser/rig/tab.ts';
import type { Target } from '../../test/browser/rig/target.ts';
import { sleep, until } from '../../test/browser/rig/wait.ts';
import type { Suite } from '../benchmark.ts';
import { heap, heaps } from '../heaps.ts';

/** How long a session takes to answer, in the page: from asking to the answer's first record. */
function answer(tab: Tab, session: string): Promise<number> {
  return tab.evaluate(async (id) => {
    const begin = performance.now();
    const command = await limpet.session(id).invoke('1');
    for await (const record of command.records(0)) if (record.text === '1\n') break;
    return performance.now() - begin;
  }, session);
}

export const suite: Suite = {
  name: 'sessions',
  where: 'Chromium',
  run: (bench) =>
    bench.inBrowser(async ({ openTab, browser }) => {
      const tab = await openTab();
      await connected(tab);
      // the console and a spare worker are ready
      await tab.run('1');
      await sleep(4000);
      const ready: number[] = [];
      const resting: string[] = [];
      for (let round = 0; round < 5; round++) {
        const [id, took] = await tab.evaluate(async () => {
          const begin = performance.now();
          const session = await limpet.newSession();
          const command = await session.invoke('1');
          for await (const record of command.records(0)) if (record.text === '1\n') break;
          return [session.id, performance.now() - begin] as [string, number];
        });
        ready.push(took);
        resting.push(id);
        // time for the next spare
        await sleep(3000);
      }
      bench.figure({ name: 'new session answers', unit: 'ms' }, ready);

      await until('the sessions to rest', () => browser.targets('worker', { tab }).length <= 2, 90_000, 500);
      const wake: number[] = [];
      for (const id of resting) {
        wake.push(await answer(tab, id));
        await sleep(3000);
      }
      bench.figure({ name: 'session at rest answers', unit: 'ms', target: 200 }, wake);

      for (const [label, count] of Object.entries(heaps)) {
        const session = await newSession(tab, `Heap${count}`);
        const { texts } = await finish(tab, session, await invoke(tab, session, heap(count)));
        if (texts.join('') !== `${count}\n`) throw new Error(`the objects were not made: ${texts.join('')}`);
        const resumed: number[] = [];
        for (let round = 0; round < (count > 100_000 ? 2 : 4); round++) {
          const worker = await workerOf(tab, session);
          await worker.kill();
          resumed.push(await answer(tab, session));
          await sleep(3000);
        }
        bench.figure({ name: `worker ended, session of ${label} objects answers`, unit: 'ms' }, resumed);
        await tab.evaluate((id) => limpet.session(id).remove(), session);
      }
    }),
};

/** The worker that owns a session: the one whose locks include the session's. */
async function workerOf(tab: Tab, session: string): Promise<Target> {
  for (const worker of tab.browser.targets('worker', { tab })) {
    const owns = await worker.evaluate(async (id) => {
      const own = `bench ${Math.random()}`;
      return navigator.locks.request(own, async () => {
        const held = (await navigator.locks.query()).held ?? [];
        const me = held.find((lock) => lock.name === own)?.clientId;
        return held.some((lock) => lock.clientId === me && lock.name?.endsWith(id));
      });
    }, session);
    if (owns) return worker;
  }
  throw new Error('the session has no worker');
}

/** What checkpoints cost a running command: their share of its time, with and without output, for heaps of three sizes; what they weigh. */
import { connected, finish, invoke, newSession, statistics } from '../../test/browser/rig/sessions.ts';
import type { Suite } from '../benchmark.ts';
import { heap, heaps } from '../heaps.ts';

const silent =
  '$end = [DateTime]::Now.AddSeconds(10); $n = 0; while ([DateTime]::Now -lt $end) { for ($j = 0; $j -lt 2000; $j++) { $n += $j % 7 }; $all[$n % $all.Count].Id = $n }';
const loud =
  '$end = [DateTime]::Now.AddSeconds(10); $n = 0; while ([DateTime]::Now -lt $end) { for ($j = 0; $j -lt 20000; $j++) { $n += $j % 7 }; $n }';

export const suite: Suite = {
  name: 'checkpoints',
  where: 'Chromium',
  run: (bench) =>
    bench.inBrowser(async ({ openTab }) => {
      const tab = await openTab();
      await connected(tab);
      for (const [label, count] of Object.entries(heaps)) {
        const session = await newSession(tab, `Heap${count}`);
        await finish(tab, session, await invoke(tab, session, heap(count)));
        for (const [kind, text, target] of [
          ['without output', silent, 2],
          ['with output', loud, 10],
        ] as const) {
          const before = await statistics(tab, session);
          const { state } = await finish(tab, session, await invoke(tab, session, text));
          const after = await statistics(tab, session);
          if (state !== 'Completed') throw new Error(`the command ended as ${state}`);
          const spent = after.checkpointMs - before.checkpointMs;
          const share = (spent * 100) / (after.runMs - before.runMs + spent);
          bench.figure({ name: `checkpoints' share of time, ${label} objects, ${kind}`, unit: '%', target }, [share]);
          bench.figure({ name: `commits in 10 s, ${label} objects, ${kind}`, unit: 'count' }, [after.commits - before.commits]);
        }
        const bytes = await tab.evaluate(async (id) => {
          const open = indexedDB.open('limpet');
          const db = await new Promise<IDBDatabase>((done, failed) => {
            open.onsuccess = () => done(open.result);
            open.onerror = () => failed(open.error);
          });
          const all = db
            .transaction('checkpoints')
            .objectStore('checkpoints')
            .getAll(IDBKeyRange.bound([id, 0], [id, Infinity]));
          await new Promise((done) => {
            all.onsuccess = done;
          });
          db.close();
          return all.result.reduce((sum: number, one: { bytes: Uint8Array }) => sum + one.bytes.length, 0);
        }, session);
        bench.figure({ name: `stored checkpoints of a session of ${label} objects`, unit: 'kB' }, [bytes / 1000]);
        await tab.evaluate((id) => limpet.session(id).remove(), session);
      }
    }),
};

/** workloads.ps1 in a session of the built site, in its worker in Chromium, several times. */
import { connected, finish, invoke, newSession } from '../../test/browser/rig/sessions.ts';
import type { Suite } from '../benchmark.ts';
import { measure } from '../workloads.ts';

export const suite: Suite = {
  name: 'workloads-browser',
  where: 'Chromium',
  run: (bench) =>
    bench.inBrowser(async ({ openTab }) => {
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Workloads');
      await measure(bench, async (script) => (await finish(tab, session, await invoke(tab, session, script))).texts.join(''));
    }),
};

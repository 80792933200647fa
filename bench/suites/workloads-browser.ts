/** workloads.ps1 in a session of the built site, in its worker in Chromium. */
import { connected, finish, invoke, newSession } from '../../test/browser/rig/sessions.ts';
import type { Suite } from '../benchmark.ts';
import { report, workloads } from '../workloads.ts';

export const suite: Suite = {
  name: 'workloads-browser',
  where: 'Chromium',
  run: (bench) =>
    bench.inBrowser(async ({ openTab }) => {
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Workloads');
      const { texts } = await finish(tab, session, await invoke(tab, session, workloads()));
      report(bench, texts.join(''));
    }),
};

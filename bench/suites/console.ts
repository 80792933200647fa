/** The page's console: 10,000 records to be seen, and Ctrl+C in commands that never end. */

import { connected } from '../../test/browser/rig/sessions.ts';
import type { Tab } from '../../test/browser/rig/tab.ts';
import { sleep, until } from '../../test/browser/rig/wait.ts';
import type { Suite } from '../benchmark.ts';

/** From a press of Ctrl+C to the prompt, which is there when nothing runs any more: measured in the page. */
async function interrupt(tab: Tab): Promise<number> {
  await tab.evaluate(() => {
    const status = (scope: Document | ShadowRoot): Element | null => {
      for (const element of scope.querySelectorAll('*')) {
        if (element.localName === 'limpet-status') return element;
        const inside = element.shadowRoot && status(element.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    const line = status(document)?.shadowRoot;
    const page = globalThis as unknown as { benchLatency: number | null };
    page.benchLatency = null;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'c') return;
      removeEventListener('keydown', pressed, true);
      const begin = performance.now();
      const look = () => {
        if (line?.querySelector('button[aria-label=Stop]')) setTimeout(look, 1);
        else page.benchLatency = performance.now() - begin;
      };
      look();
    };
    addEventListener('keydown', pressed, true);
  });
  await tab.press('Control+c');
  return until('the prompt after Ctrl+C', () => tab.evaluate<number | undefined, []>('globalThis.benchLatency ?? undefined'), 30_000, 20);
}

export const suite: Suite = {
  name: 'console',
  where: 'Chromium',
  run: (bench) =>
    bench.inBrowser(async ({ openTab }) => {
      const tab = await openTab();
      await connected(tab);
      await tab.run('1');
      const shown: number[] = [];
      for (let round = 0; round < 4; round++) {
        await tab.submit(`1..10000; "shown ${round}"`);
        const begin = Date.now();
        await tab.waitForText(new RegExp(`^shown ${round}$`, 'm'), 60_000);
        shown.push(Date.now() - begin);
        await tab.waitForPrompt();
      }
      bench.figure({ name: '10,000 records shown in the page', unit: 'ms' }, shown);
      for (const command of ['while ($true) { }', '1..1e9 | ForEach-Object { $_ } | Out-Null', '1..1e9 | ForEach-Object { $_ }']) {
        const latency: number[] = [];
        for (let round = 0; round < 5; round++) {
          await tab.submit(command);
          await tab.waitFor('button', 'Stop');
          await sleep(700);
          latency.push(await interrupt(tab));
          await tab.waitForPrompt();
        }
        bench.figure({ name: `Ctrl+C in ${command.replaceAll('|', '\\|')}`, unit: 'ms', target: 100 }, latency);
      }
    }),
};

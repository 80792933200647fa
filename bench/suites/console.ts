/** The page's console: 10,000 records to be seen, and Ctrl+C in commands that never end. */

import { connected } from '../../test/browser/rig/sessions.ts';
import type { Tab } from '../../test/browser/rig/tab.ts';
import { sleep, until } from '../../test/browser/rig/wait.ts';
import type { Suite } from '../benchmark.ts';

/** From a press of Ctrl+C to the prompt, which is there when nothing runs any more: measured in the page. */
function interrupt(tab: Tab): Promise<number> {
  return tab.evaluate(async () => {
    const find = (scope: Document | ShadowRoot, selector: string): HTMLElement | null => {
      for (const element of scope.querySelectorAll('*')) {
        if (element.matches(selector)) return element as HTMLElement;
        const inside = element.shadowRoot && find(element.shadowRoot, selector);
        if (inside) return inside;
      }
      return null;
    };
    const field = find(document, 'textarea');
    const begin = performance.now();
    field?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'c', code: 'KeyC', ctrlKey: true, bubbles: true, composed: true, cancelable: true }),
    );
    while (find(document, 'button[aria-label=Stop]') !== null) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - begin;
  });
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
          await until('the prompt', () => tab.has('textbox', 'Command line'));
          await tab.waitForPrompt();
        }
        bench.figure({ name: `Ctrl+C in ${command.replaceAll('|', '\\|')}`, unit: 'ms', target: 100 }, latency);
      }
    }),
};

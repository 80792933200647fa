/**
 * From nothing to a prompt: a fresh profile, the built site from a server on this machine. Times are the page's own, from the beginning of
 * its navigation; the prompt is there when its field can be typed into and was drawn.
 */
import type { Fault } from '../../test/browser/rig/faults.ts';
import type { Tab } from '../../test/browser/rig/tab.ts';
import { until } from '../../test/browser/rig/wait.ts';
import type { Suite } from '../benchmark.ts';

/** Notes in globalThis.benchPrompt when the prompt can be used. */
const watch: Fault = {
  into: ['page'],
  source: `
    const field = (scope) => {
      for (const element of scope.querySelectorAll('*')) {
        if (element.matches('textarea') && !element.disabled && element.getBoundingClientRect().height > 0) return element;
        const inside = element.shadowRoot && field(element.shadowRoot);
        if (inside) return inside;
      }
      return null;
    };
    const look = () => field(document) ? globalThis.benchPrompt = performance.now() : requestAnimationFrame(look);
    requestAnimationFrame(look);`,
};

const prompt = (tab: Tab) => until('the prompt', () => tab.evaluate<number | undefined, []>('globalThis.benchPrompt'), 60_000, 20);

/** When a first command's output was there, from the beginning of the navigation: it is sent as soon as the page has connected. */
const firstOutput = (tab: Tab) =>
  tab.evaluate(async () => {
    while (globalThis.limpet === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    const command = await limpet.console.invoke('1 + 1');
    await command.finished;
    return performance.now();
  });

export const suite: Suite = {
  name: 'start',
  where: 'Chromium',
  async run(bench) {
    const cold: number[] = [];
    const first: number[] = [];
    const again: number[] = [];
    const second: number[] = [];
    for (let round = 0; round < 4; round++) {
      await bench.inBrowser(async ({ openTab, browser }) => {
        browser.inject(watch);
        const tab = await openTab();
        cold.push(await prompt(tab));
        first.push(await firstOutput(tab));
        // what is kept for the next visit is fetched behind the first prompt
        await new Promise((resolve) => setTimeout(resolve, 3000));
        await tab.reload();
        again.push(await prompt(tab));
        second.push(await firstOutput(tab));
      });
    }
    bench.figure({ name: 'first visit: prompt', unit: 'ms', target: 600 }, cold);
    bench.figure({ name: 'first visit: first command done and stored', unit: 'ms' }, first);
    bench.figure({ name: 'reload: prompt', unit: 'ms', target: 600 }, again);
    bench.figure({ name: 'reload: first command done and stored', unit: 'ms' }, second);
  },
};

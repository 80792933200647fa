import assert from 'node:assert/strict';
import type { Scenario } from '../rig/scenario.ts';
import { until } from '../rig/wait.ts';

/** The first visit: from nothing to a prompt, and what is typed before the interpreter is there. */
export const scenarios: Scenario[] = [
  {
    name: 'first: a fresh profile comes to a prompt that runs a pipeline',
    async run({ openTab }) {
      const tab = await openTab();
      assert.deepEqual(await tab.run('1..3 | ForEach-Object { $_ * 2 }'), ['2', '4', '6']);
    },
  },
  {
    name: 'first: the prompt takes typing before the interpreter is loaded, and runs it once it is',
    async run({ openTab, server }) {
      const release = server.delay(/^assets\/worker-[^/]*\.js$/);
      const tab = await openTab();
      await until('the worker to be asked for', () => server.requests.some((path) => /^assets\/worker-/.test(path)));
      await tab.type('$early = 6 * 7; "typed early: $early"');
      assert.equal(await tab.valueOf('textbox', 'Command line'), '$early = 6 * 7; "typed early: $early"');
      await tab.press('Enter');
      await until('the command to be taken', async () => (await tab.valueOf('textbox', 'Command line')) === '');
      await tab.type('"half');
      assert.doesNotMatch((await tab.readOutput()).join('\n'), /^typed early: 42$/m);
      release();
      await tab.waitForText(/^typed early: 42$/m, 60_000);
      assert.equal(await tab.valueOf('textbox', 'Command line'), '"half', 'what was being typed stays');
      await tab.press('Escape');
      assert.deepEqual(await tab.run('$early'), ['42']);
    },
  },
];

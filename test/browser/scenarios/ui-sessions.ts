import assert from 'node:assert/strict';
import { noSharedWorker } from '../rig/faults.ts';
import type { Scenario } from '../rig/scenario.ts';
import type { Tab } from '../rig/tab.ts';
import { until } from '../rig/wait.ts';

const listed = (tab: Tab, pattern: RegExp) =>
  until(`a session like ${pattern}`, async () => (await tab.names('listitem')).find((name) => pattern.test(name)));
const narrow = (tab: Tab) =>
  tab.target.send('Emulation.setDeviceMetricsOverride', { width: 390, height: 780, deviceScaleFactor: 1, mobile: false });

export const scenarios: Scenario[] = [
  {
    name: 'ui: the rail makes, enters, leaves, renames and removes sessions',
    limit: 90,
    async run({ openTab }) {
      const tab = await openTab();
      await tab.waitForPrompt();
      await tab.click('button', 'New session');
      const name = await listed(tab, /^Session1 on localhost, Opened$/);
      await tab.click('listitem', name);
      await tab.waitForText(/Enter-PSSession -Session /);
      await until('the prompt of the session', async () => /^Session1 on localhost/.test(await tab.textOf('status', 'Status')));
      await tab.run('$here = 42');
      await tab.click('listitem', 'Console on localhost, Opened');
      await until('the own prompt', async () => /^localhost/.test(await tab.textOf('status', 'Status')));
      assert.deepEqual(await tab.run('"[$here]"'), ['[]']);

      await tab.click('button', 'Actions for Session1');
      await tab.click('menuitem', 'Rename');
      await tab.type('Work', 'textbox', 'New name of Session1');
      await tab.press('Enter');
      await listed(tab, /^Work on localhost, Opened$/);

      await tab.click('button', 'Actions for Work');
      await tab.click('menuitem', 'Remove');
      await until('the session to go', async () => (await tab.names('listitem')).length === 1);
    },
  },
  {
    name: 'ui: the rail is live across tabs',
    async run({ openTab }) {
      const one = await openTab();
      const two = await openTab();
      await one.waitForPrompt();
      await two.waitForPrompt();
      await one.run('$s = New-PSSession -ComputerName Server01 -Name Shared');
      await listed(two, /^Shared on Server01/);
      await until('both tabs to be counted', async () => /2 tabs/.test(await two.textOf('status', 'Status')));
      await one.run('Remove-PSSession $s');
      await until('the session to go', async () => !(await two.names('listitem')).some((name) => name.startsWith('Shared')));
    },
  },
  {
    name: 'ui: a click takes part in a session that another tab has open',
    async run({ openTab }) {
      const one = await openTab();
      const two = await openTab();
      await two.waitForPrompt();
      await one.run('$s = New-PSSession -ComputerName Server01 -Name Shared');
      await two.click('listitem', await listed(two, /^Shared on Server01, Opened$/));
      await until('the session', async () => /Shared on Server01/.test(await two.textOf('status', 'Status')));
      await two.run('$shared = 7 * 6');
      assert.deepEqual(await one.run('Invoke-Command -Session $s { $shared }'), ['42']);
      await two.click('listitem', 'Console on localhost, Opened');
      await until('the own prompt', async () => /localhost/.test(await two.textOf('status', 'Status')));
      assert.deepEqual(await two.run('"[$shared]"'), ['[]']);
    },
  },
  {
    name: 'ui: where there is little room the sessions are in a drawer',
    async run({ openTab }) {
      const tab = await openTab();
      await narrow(tab);
      await tab.waitForPrompt();
      assert.equal(await tab.has('list', 'Sessions'), false);
      await tab.click('button', 'Show sessions');
      await tab.waitFor('list', 'Sessions');
      await tab.press('Escape');
      await tab.waitUntilGone('list', 'Sessions');
      assert.ok((await tab.evaluate('document.documentElement.scrollWidth <= innerWidth')) as boolean);
    },
  },
  {
    name: 'ui: says what is missing without SharedWorker',
    async run({ openTab, browser }) {
      browser.inject(noSharedWorker);
      const tab = await openTab();
      assert.deepEqual(await tab.run('1 + 1'), ['2']);
      assert.match(await tab.textOf('status', 'Status'), /no SharedWorker/);
    },
  },
  {
    name: 'ui: a command in the address is filled in, never run',
    async run({ openTab }) {
      const tab = await openTab(`?command=${encodeURIComponent('"from the address"')}`);
      await tab.waitForPrompt();
      await until('the command', async () => (await tab.valueOf('textbox', 'Command line')) === '"from the address"');
      assert.deepEqual(await tab.readOutput(), []);
    },
  },
];

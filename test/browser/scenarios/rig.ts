import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/root.ts';
import { clockOff, countCommits, holdBeforeCommit, noSharedWorker, quotaExceeded } from '../rig/faults.ts';
import type { Scenario } from '../rig/scenario.ts';
import type { Tab } from '../rig/tab.ts';
import { until } from '../rig/wait.ts';

const site = join(root, 'test/browser/fixtures/site');

type FromBroker = { born: number; now: number; faulted: boolean };
const fromBroker = (tab: Tab) => tab.evaluate('globalThis.fromBroker') as Promise<FromBroker>;
const countOf = (lines: string[]) => Number(/command (\d+)/.exec(lines.join())?.[1]);

/** The rig's own tests, against a page made for them: what the other scenarios rely on. */
export const scenarios: Scenario[] = [
  {
    name: 'rig: types, reads and tells processes apart',
    site,
    async run({ openTab, browser }) {
      const first = await openTab();
      const second = await openTab();
      const pids = [await first.pid(), await second.pid()];
      assert.notEqual(pids[0], pids[1]);
      const renderers = await browser.renderers();
      for (const pid of pids) assert.ok(renderers.includes(pid));
      assert.equal(browser.targets('worker').length, 2);
      assert.equal(browser.targets('worker', { tab: first }).length, 1);
      assert.equal((await browser.target('shared_worker')).url, new URL('broker.js', await first.evaluate('location.href')).href);
      assert.equal((await fromBroker(first)).born, (await fromBroker(second)).born);
      assert.deepEqual(await first.run('hello'), ['hello was command 1 in 1970']);
      await second.type('half');
      await second.press('Shift+Enter');
      await second.type('and half');
      assert.equal(await second.valueOf('textbox', 'Command line'), 'half\nand half');
      assert.deepEqual(await second.accessibleNames('textbox'), ['Command line']);
      assert.equal(await first.evaluate('document.visibilityState'), 'visible');
    },
  },
  {
    name: 'rig: kills a renderer and reloads its tab',
    site,
    async run({ openTab, browser }) {
      const hosting = await openTab();
      const other = await openTab();
      await hosting.run('one');
      const { born } = await fromBroker(hosting);
      await hosting.killRenderer();
      assert.equal(browser.targets('worker').length, 1, 'the worker died with its renderer');
      await until('the broker to die with it', () => browser.targets('shared_worker').length === 0);
      await other.run('two');
      await hosting.reload();
      assert.notEqual((await fromBroker(hosting)).born, born);
      assert.equal(countOf(await hosting.run('three')), 3);
      await hosting.crash();
      await hosting.reload();
      assert.equal(countOf(await hosting.run('four')), 4);
      await hosting.close();
      await other.close();
      await until('the broker to end with the last tab', () => browser.targets('shared_worker').length === 0);
      const again = await openTab();
      assert.equal(countOf(await again.run('five')), 5);
    },
  },
  {
    name: 'rig: kills the browser and starts it on the same profile',
    site,
    async run({ openTab, browser }) {
      const tab = await openTab();
      await tab.run('one');
      const pid = browser.pid;
      await browser.restart();
      assert.notEqual(browser.pid, pid);
      const again = await openTab();
      assert.equal(countOf(await again.run('two')), 2);
    },
  },
  {
    name: 'rig: kills workers, also while they spin',
    site,
    async run({ openTab, browser }) {
      const tab = await openTab();
      await tab.run('one');
      await (await browser.target('shared_worker')).kill();
      assert.equal(browser.targets('shared_worker').length, 0);
      await tab.submit('spin');
      await tab.waitForText('working on spin');
      await (await browser.target('worker')).kill();
      assert.equal(browser.targets('worker').length, 0);
      await tab.reload();
      assert.equal(countOf(await tab.run('three')), 3);
    },
  },
  {
    name: 'rig: puts faults in before code runs',
    site,
    async run({ openTab, browser, server, tolerate }) {
      const day = 24 * 3600e3;
      const end = browser.inject(clockOff(-day));
      browser.inject({ into: ['shared_worker'], source: 'globalThis.faulted = true;' });
      browser.inject(countCommits);
      browser.inject(holdBeforeCommit('/hold'));
      const tab = await openTab();
      const answer = await fromBroker(tab);
      assert.equal(answer.faulted, true);
      assert.ok(Math.abs(Date.now() - day - answer.now) < 60_000);
      assert.ok(Math.abs(Date.now() - day - ((await tab.evaluate('Date.now()')) as number)) < 60_000);
      const worker = await browser.target('worker');
      await tab.run('one');
      assert.equal(await worker.evaluate('globalThis.faultCommits'), 1);
      await worker.evaluate('globalThis.faultHold = true');
      const held = server.hold('hold');
      await tab.submit('two');
      await held.arrived;
      assert.ok(await tab.has('button', 'Stop'));
      held.release();
      await tab.waitForText('two was command 2');

      end();
      const endThat = browser.inject(noSharedWorker);
      tolerate(/SharedWorker is not defined/);
      const without = await openTab();
      assert.equal(await without.evaluate('typeof SharedWorker'), 'undefined');
      endThat();
      browser.inject(quotaExceeded);
      tolerate(/quota|AbortError/);
      const full = await openTab();
      await full.submit('three');
      await until('the error', () => browser.problems.some((problem) => /quota/.test(problem.text)));
    },
  },
  {
    name: 'rig: sees what is against the policy',
    site,
    async run({ openTab, browser, tolerate }) {
      tolerate(/Content Security Policy/);
      const tab = await openTab('violation.html');
      assert.equal(await tab.evaluate('globalThis.inline'), undefined);
      await until('the report', () => browser.problems.some((problem) => problem.kind === 'policy'));
      const before = browser.problems.length;
      await tab.evaluate(`void new Worker('violation.js', { type: 'module' })`);
      await until('the report of the worker', () => browser.problems.slice(before).some((problem) => problem.kind === 'policy'));
    },
  },
  {
    name: 'rig: stops and starts the server, and misses files',
    site,
    async run({ openTab, server, browser }) {
      const tab = await openTab();
      await tab.run('zero');
      const { port } = server;
      await server.stop();
      await assert.rejects(openTab(), /ERR_CONNECTION_REFUSED/);
      assert.equal(countOf(await tab.run('one')), 2);
      await server.start();
      assert.equal(server.port, port);
      server.miss(['worker.js']);
      const without = await openTab();
      await without.submit('two');
      assert.equal(await without.has('button', 'Stop'), true, 'its worker never came');
      server.miss([]);
      await without.reload();
      assert.equal(countOf(await without.run('three')), 3);
      assert.ok(server.requests.includes('worker.js'));
      assert.ok(browser.messages.length > 0);
    },
  },
  {
    name: 'rig: frames of another site, and copies of a tab',
    site,
    async run({ openTab, browser, serve, server }) {
      const foreign = await serve(join(root, 'test/browser/fixtures/foreign'));
      const outer = await browser.openTab(`${foreign.url.replace('localhost', '127.0.0.1')}?${encodeURIComponent(server.url)}`);
      const frame = await outer.frame(/localhost/);
      assert.deepEqual(await frame.run('framed'), ['framed was command 1 in 1970']);
      const own = await openTab();
      assert.deepEqual(await own.run('own'), ['own was command 1 in 1970'], 'storage is partitioned, as browsers ship it');
      assert.notEqual((await fromBroker(own)).born, ((await frame.evaluate('globalThis.fromBroker')) as FromBroker).born);
      await own.evaluate(`sessionStorage.setItem('client', 'a')`);
      const copy = await own.duplicate();
      await until('the copy to load', async () => (await copy.evaluate('document.readyState')) === 'complete');
      assert.equal(await copy.evaluate(`sessionStorage.getItem('client')`), 'a');
      assert.deepEqual(await copy.run('copied'), ['copied was command 2 in 1970']);
    },
  },
  {
    name: 'rig: Playwright beside it, faults and all',
    site,
    async run({ openTab, browser, server }) {
      const playwright = await browser.playwright();
      browser.inject({ into: ['worker', 'shared_worker'], source: 'globalThis.faulted = true;' });
      browser.inject({ into: ['page'], source: 'globalThis.faulted = true;' });
      const tab = await openTab();
      const page = await until('Playwright to see the page', () =>
        playwright
          .contexts()[0]
          .pages()
          .find((one) => one.url() === server.url),
      );
      await page.getByRole('textbox', { name: 'Command line' }).fill('by Playwright');
      await page.keyboard.press('Enter');
      await tab.waitForText('by Playwright was command 1');
      assert.equal((await fromBroker(tab)).faulted, true);
      assert.equal(await tab.evaluate('globalThis.faulted'), true);
      assert.equal(await (await browser.target('worker')).evaluate('globalThis.faulted'), true);
      await page.getByRole('textbox', { name: 'Command line' }).click();
      await page.keyboard.type('more');
      await page.keyboard.press('Enter');
      await tab.waitForText('more was command 2');
      await tab.killRenderer();
      await tab.reload();
      assert.deepEqual(await tab.run('after'), ['after was command 3 in 1970']);
    },
  },
  {
    name: 'rig: clicks',
    site,
    async run({ openTab }) {
      const tab = await openTab();
      await tab.evaluate('worker.onmessage = null; void 0');
      await tab.submit('click');
      await tab.evaluate(`globalThis.clicked = new Promise((done) => addEventListener('click', (event) => done(event.isTrusted))); void 0`);
      await tab.click('button', 'Stop');
      assert.equal(await tab.evaluate('globalThis.clicked'), true);
    },
  },
  {
    name: 'rig: a service worker answers when the server is stopped',
    site,
    async run({ openTab, server, browser }) {
      const tab = await openTab();
      await tab.evaluate(`navigator.serviceWorker.register('service.js').then(() => navigator.serviceWorker.ready).then(() => true)`);
      assert.match((await browser.target('service_worker')).url, /service\.js$/);
      await tab.reload();
      await tab.run('one');
      await server.stop();
      const offline = await openTab();
      assert.equal(countOf(await offline.run('two')), 2);
      await browser.restart();
      const later = await openTab();
      assert.equal(countOf(await later.run('three')), 3);
    },
  },
  {
    name: 'rig: a shared worker with a longer life outlives the last tab',
    site,
    async run({ openTab, browser }) {
      const tab = await openTab();
      await tab.evaluate(`void new SharedWorker('broker.js', { type: 'module', name: 'lasting', extendedLifetime: true })`);
      const lasting = await browser.target('shared_worker', { title: /lasting/ });
      assert.equal(await lasting.evaluate('1 + 1'), 2);
      await tab.close();
      await until('the other broker to end', () => browser.targets('shared_worker').length === 1);
      assert.equal(await lasting.evaluate('1 + 1'), 2);
      const again = await openTab();
      await again.evaluate(`void new SharedWorker('broker.js', { type: 'module', name: 'lasting', extendedLifetime: true })`);
      assert.equal(await lasting.evaluate('1 + 1'), 2);
      assert.equal(browser.targets('shared_worker', { title: /lasting/ }).length, 1);
    },
  },
];

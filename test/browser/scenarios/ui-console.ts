import assert from 'node:assert/strict';
import type { Scenario } from '../rig/scenario.ts';
import type { Tab } from '../rig/tab.ts';
import { until } from '../rig/wait.ts';

type Ask = { count: string } | { read: 'textContent' | 'scrollTop' } | { scrollTo: number };

/** What the page's own structure tells, where roles and names do not. `path`: selectors, each inside the shadow root of the one before. */
const inside = <T>(tab: Tab, path: string[], ask: Ask): Promise<T> =>
  tab.evaluate(
    (selectors: string[], question: Ask) => {
      let scope: ParentNode = document;
      let element: Element = document.documentElement;
      for (const selector of selectors) {
        const found: Element | null = scope.querySelector(selector);
        if (!found) throw new Error(`there is no ${selector}`);
        element = found;
        scope = found.shadowRoot ?? found;
      }
      if ('count' in question) return scope.querySelectorAll(question.count).length as T;
      if ('read' in question) return element[question.read] as T;
      element.scrollTop = question.scrollTo;
      return undefined as T;
    },
    path,
    ask,
  );

const output = ['limpet-app', 'limpet-console', 'limpet-output'];
const scroller = ['limpet-app', 'limpet-console', '.scroller'];

export const scenarios: Scenario[] = [
  {
    name: 'ui: has the names that people and tests rely on, and is used by keys alone',
    async run({ openTab }) {
      const tab = await openTab();
      await tab.waitForPrompt();
      for (const [role, name] of [
        ['textbox', 'Command line'],
        ['log', 'Output'],
        ['list', 'Sessions'],
        ['button', 'New session'],
        ['status', 'Status'],
      ] as const) {
        assert.ok(await tab.has(role, name), `${role} ${name}`);
        assert.ok((await tab.accessibleNames(role)).includes(name), `${role} ${name} in the accessibility tree`);
      }
      assert.deepEqual(await tab.names('listitem'), ['Console on localhost, Opened']);
      const focused = () =>
        tab.evaluate(() => {
          let at = document.activeElement;
          const path: string[] = [];
          for (; at; at = at.shadowRoot?.activeElement ?? null) path.push(at.localName);
          return path;
        });
      await until('the prompt to have the focus', async () => (await focused()).at(-1) === 'textarea');
      const seen: string[] = [];
      for (let count = 0; count < 5; count++) {
        await tab.press('F6');
        seen.push((await focused()).slice(1, 3).join(' '));
      }
      assert.deepEqual(seen.sort(), [
        'limpet-console limpet-output',
        'limpet-console limpet-prompt',
        'limpet-header button',
        'limpet-rail limpet-session',
        'limpet-status button',
      ]);
      await tab.press('F6');
      await tab.press('Escape');
      assert.equal((await focused()).at(-1), 'textarea');
    },
  },
  {
    name: 'ui: types as PSReadLine does',
    async run({ openTab }) {
      const tab = await openTab();
      assert.deepEqual(await tab.run('1..3 | ForEach-Object { $_ * 2 }'), ['2', '4', '6']);
      assert.deepEqual(await tab.run('"b"'), ['b']);
      await tab.focus('textbox', 'Command line');
      await tab.press('ArrowUp');
      await tab.press('ArrowUp');
      assert.equal(await tab.valueOf('textbox', 'Command line'), '1..3 | ForEach-Object { $_ * 2 }');
      await tab.press('Escape');
      await tab.type('"');
      await tab.press('ArrowUp');
      assert.equal(await tab.valueOf('textbox', 'Command line'), '"b"');
      await tab.press('Control+c');
      assert.equal(await tab.valueOf('textbox', 'Command line'), '');

      await tab.type('foreach ($i in 1..2) {');
      await tab.press('Enter');
      await tab.type('$i * 10');
      await tab.press('Enter');
      await tab.type('}');
      assert.equal(await tab.valueOf('textbox', 'Command line'), 'foreach ($i in 1..2) {\n$i * 10\n}');
      await tab.press('Enter');
      await tab.waitForText(/^10\n20$/m);

      await tab.type('Get-ChildI');
      await tab.press('Tab');
      await until('the completion', async () => (await tab.valueOf('textbox', 'Command line')) === 'Get-ChildItem');
      await tab.type(' -Rec');
      await tab.press('Tab');
      await until('the parameter', async () => (await tab.valueOf('textbox', 'Command line')) === 'Get-ChildItem -Recurse');
      await tab.press('Escape');
      await tab.press('Control+l');
      await until('a clear view', async () => (await inside<number>(tab, scroller, { read: 'scrollTop' })) > 0);
      assert.ok((await tab.readOutput()).includes('20'), 'what was cleared is above');
    },
  },
  {
    name: 'ui: queues what is typed while a command runs, and stops it with Ctrl+C',
    async run({ openTab }) {
      const tab = await openTab();
      await tab.submit('Start-Sleep 60');
      await tab.waitFor('button', 'Stop');
      await tab.submit('"second"');
      await tab.waitFor('list', 'Queued commands');
      await tab.submit('"third"');
      await tab.click('button', 'Withdraw "third"');
      await until('the text to come back', async () => (await tab.valueOf('textbox', 'Command line')) === '"third"');
      await tab.press('Control+c');
      await tab.waitForText(/^second$/m);
      await tab.waitForPrompt();
      assert.equal((await tab.readOutput()).includes('third'), false);
    },
  },
  {
    name: 'ui: shows errors, warnings and progress for what they are',
    async run({ openTab }) {
      const tab = await openTab();
      await tab.run('Write-Warning careful; Get-Item nothing-here; "$([char]27)[32mgreen$([char]27)[0m"');
      assert.equal(await inside<number>(tab, output, { count: '.warning' }), 1);
      assert.ok((await inside<number>(tab, output, { count: '.error, .f1, .f9' })) > 0);
      assert.ok((await inside<number>(tab, output, { count: '.f2, .f10' })) > 0);
      await tab.submit('Write-Progress -Activity Copying -Status "1 of 4" -PercentComplete 25; Start-Sleep 3');
      const bars = () => inside<number>(tab, ['limpet-app', 'limpet-console', 'limpet-progress'], { count: 'progress' });
      await until('the progress', async () => (await bars()) === 1);
      assert.deepEqual(await tab.accessibleNames('progressbar'), ['Copying 1 of 4']);
      await tab.waitForPrompt();
      await until('the progress to go', async () => (await bars()) === 0);
      await tab.run('"see https" + "://example.com/ and file:///etc/passwd"');
      assert.deepEqual(await tab.names('link'), ['https://example.com/']);
    },
  },
  {
    name: 'ui: asks in the prompt',
    async run({ openTab }) {
      const tab = await openTab();
      await tab.submit('$name = Read-Host "Your name"; "Hello $name"');
      await until('the question', async () =>
        (await inside<string>(tab, ['limpet-app', 'limpet-console', 'limpet-prompt', '#label'], { read: 'textContent' })).includes(
          'Your name',
        ),
      );
      await tab.type('Ann');
      await tab.press('Enter');
      await tab.waitForText(/^Hello Ann$/m);
    },
  },
  {
    name: 'ui: a reloaded page shows its transcript and what was half typed',
    async run({ openTab }) {
      const tab = await openTab();
      await tab.run('1..40');
      const before = await tab.readOutput({ committed: true });
      await tab.type('half a comm');
      await tab.reload();
      await tab.waitForPrompt();
      await until('the transcript', async () => (await tab.readOutput()).length >= before.length);
      assert.deepEqual((await tab.readOutput()).slice(0, before.length), before);
      assert.equal(await tab.valueOf('textbox', 'Command line'), 'half a comm');
    },
  },
  {
    name: 'ui: many lines do not stall it',
    limit: 240,
    async run({ openTab, options }) {
      const count = options.full ? 1_000_000 : 60_000;
      const tab = await openTab();
      await tab.waitForPrompt();
      await tab.evaluate(() => {
        const seen = { worst: 0 };
        Object.assign(globalThis, { seen });
        let last = performance.now();
        const frame = () => {
          const now = performance.now();
          seen.worst = Math.max(seen.worst, now - last);
          last = now;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      });
      await tab.submit(`1..${count}`);
      await tab.waitForText(new RegExp(`^${count}$`, 'm'), 200_000);
      await tab.waitForPrompt();
      const worst = (await tab.evaluate('globalThis.seen.worst')) as number;
      assert.ok(worst < 5000, `a frame took ${worst} ms`);
      await until('the end to be filled in', async () => (await inside<number>(tab, output, { count: '.piece > div' })) === 5000);
      for (let round = 0; round < 8; round++) {
        await inside(tab, scroller, { scrollTo: 0 });
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      const lines = await tab.readOutput();
      assert.ok(lines.length <= 12_000, `${lines.length} lines are in the page`);
      assert.ok(Number(lines[0]) <= count - 7000, `the oldest line is ${lines[0]}`);
      const numbers = lines.map(Number);
      assert.ok(numbers.every((number, index) => index === 0 || number === numbers[index - 1] + 1));
      await tab.click('button', 'To the end');
      await until('the end', async () => (await tab.readOutput()).at(-1) === String(count));
    },
  },
];

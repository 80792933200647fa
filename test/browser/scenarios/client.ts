import assert from 'node:assert/strict';
import { quotaExceeded } from '../rig/faults.ts';
import type { Scenario } from '../rig/scenario.ts';
import { connected, finish, invoke, listed, newSession } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { sleep, until } from '../rig/wait.ts';

/** Attaches the page to a session and keeps what it is told in globalThis.view. */
function watch(tab: Tab, session: string): Promise<void> {
  return tab.evaluate(async (id) => {
    const view = { lines: [] as { seq: number; text: string; committed: boolean }[], ended: '' as string | null, dropped: 0 };
    const attachment = await limpet.session(id).attach({
      records: (records) => view.lines.push(...records.map(({ seq, text, committed }) => ({ seq, text, committed }))),
      committed: (before) => {
        for (const line of view.lines) if (line.seq < before) line.committed = true;
      },
      dropped: (from) => {
        view.dropped++;
        view.lines = view.lines.filter((line) => line.seq < from);
      },
      live: () => undefined,
      ended: (reason) => {
        view.ended = reason ?? 'removed';
      },
    });
    Object.assign(globalThis, { view, attachment });
  }, session);
}

type Seen = { lines: { seq: number; text: string; committed: boolean }[]; ended: string | null; dropped: number };
const seen = (tab: Tab): Promise<Seen> => tab.evaluate('globalThis.view');
const submit = (tab: Tab, text: string): Promise<unknown> => tab.evaluate(`attachment.submit(${JSON.stringify(text)})`);
const live = (tab: Tab): Promise<{ running: unknown; prompt: string; connection: string; requests: { id: number; kind: string }[] }> =>
  tab.evaluate('attachment.live');
const idle = (tab: Tab) =>
  until('the prompt', async () => (await live(tab)).running === null && (await live(tab)).connection === 'connected');

/** The client library: views that follow a session, questions, rest, storage that is full or reset, a broker that is killed. */
export const scenarios: Scenario[] = [
  {
    name: 'client: a view shows what is typed, asked and answered, and what another tab does',
    async run({ openTab }) {
      const tab = await openTab();
      const other = await openTab();
      await connected(tab);
      await connected(other);
      const session = await newSession(tab, 'Viewed');
      await watch(tab, session);
      await watch(other, session);
      await submit(tab, '$name = Read-Host Name; "Hello $name"');
      const [question] = await until('the question', async () => {
        const { requests } = await live(other);
        return requests.length > 0 && requests;
      });
      await other.evaluate(`attachment.answer(${question.id}, 'Ada')`);
      await until('the answer to be used', async () => (await seen(tab)).lines.some((l) => l.text === 'Hello Ada\n'));
      await idle(tab);
      // what one types waits its turn behind the other's
      await submit(tab, 'Start-Sleep 1; "first"');
      await submit(other, '"second"');
      await until('both', async () => (await seen(tab)).lines.some((l) => l.text === 'second\n'));
      const texts = (await seen(tab)).lines.map((l) => l.text).filter((t) => /^(first|second)\n$/.test(t));
      assert.deepEqual(texts, ['first\n', 'second\n']);
      await until('all to be committed', async () => (await seen(other)).lines.every((l) => l.committed));
      assert.deepEqual((await seen(other)).lines, (await seen(tab)).lines);
      const completion = await tab.evaluate(`attachment.complete('Get-ChildI', 10)`);
      assert.equal((completion as { matches: { completionText: string }[] }).matches[0].completionText, 'Get-ChildItem');
      assert.equal(await tab.evaluate(`attachment.isIncomplete('if ($true) {')`), true);
      await submit(tab, 'while ($true) { }');
      await until('it to run', async () => (await live(tab)).running !== null);
      const begin = Date.now();
      await tab.evaluate('attachment.stop()');
      await idle(tab);
      assert.ok(Date.now() - begin < 2000);
    },
  },
  {
    name: 'client: a flood of output reaches the page, and the last line is there',
    limit: 120,
    async run({ openTab }) {
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Flood');
      await watch(tab, session);
      await submit(tab, '1..60000; "the end"');
      await until('the last line', async () => (await seen(tab)).lines.at(-1)?.text === 'the end\n', 90_000, 500);
      const { lines } = await seen(tab);
      assert.ok(
        lines.every((line, i) => i === 0 || line.seq > lines[i - 1].seq),
        'in order, none twice',
      );
      // a page that fell behind is given the last ones only: any line in the midst has one before it
      const before = lines[lines.length >> 1];
      const older = () => tab.evaluate<{ seq: number }[], []>(`attachment.older(${before.seq}, 500)`);
      await until('the line before it', async () => (await older()).at(-1)?.seq === before.seq - 1);
    },
  },
  {
    name: 'client: a session at rest has no worker, and wakes when something is typed',
    limit: 120,
    async run({ openTab, browser }) {
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Resting');
      await watch(tab, session);
      await submit(tab, '$kept = 7');
      await idle(tab);
      const workers = browser.targets('worker', { tab }).length;
      await until('its worker to end', () => browser.targets('worker', { tab }).length < workers, 60_000, 500);
      const entry = (await listed(tab)).find((s) => s.id === session);
      assert.deepEqual([entry?.state, entry?.availability], ['Opened', 'Available']);
      await sleep(500);
      await submit(tab, '$kept');
      await until('the answer', async () => (await seen(tab)).lines.at(-1)?.text === '7\n');
    },
  },
  {
    name: 'client: full storage stops the session until there is room, and nothing is lost',
    limit: 90,
    async run({ openTab, browser, tolerate }) {
      tolerate(/quota|AbortError/i);
      browser.inject({ ...quotaExceeded, into: ['worker'], source: quotaExceeded.source.replace('faultFull = true', 'faultFull = false') });
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Full');
      await watch(tab, session);
      await submit(tab, '1..200 | ForEach-Object { Start-Sleep -Milliseconds 10; $_ }');
      await until('output', async () => (await seen(tab)).lines.length > 5);
      for (const worker of browser.targets('worker', { tab })) await worker.evaluate('globalThis.faultFull = true');
      await until('it to be said', async () =>
        /no room/.test(String(((await live(tab)) as unknown as { view: { problem: string | null } }).view.problem)),
      );
      const { length } = (await seen(tab)).lines;
      await sleep(1500);
      assert.equal((await seen(tab)).lines.length, length, 'it waits');
      for (const worker of browser.targets('worker', { tab })) await worker.evaluate('globalThis.faultFull = false');
      await until('the end', async () => (await seen(tab)).lines.at(-1)?.text === '200\n', 30_000);
      await until('all to be committed', async () => (await seen(tab)).lines.every((l) => l.committed));
      const texts = (await seen(tab)).lines.filter((l) => /^\d+\n$/.test(l.text)).map((l) => Number(l.text));
      assert.deepEqual(
        texts,
        Array.from({ length: 200 }, (_, i) => i + 1),
      );
    },
  },
  {
    name: 'client: a reset deletes everything, an ephemeral world touches nothing',
    async run({ openTab }) {
      const tab = await openTab();
      await connected(tab);
      const session = await newSession(tab, 'Doomed');
      await finish(tab, session, await invoke(tab, session, '$x = 1'));
      const own = await tab.evaluate(async () => {
        const world = await limpet.connect({ ephemeral: true });
        const inside = await world.newSession({ name: 'Inside' });
        const command = await inside.invoke('6 * 7');
        const texts: string[] = [];
        for await (const record of command.records()) texts.push(record.text);
        const names = (await world.sessions()).map((s) => s.name);
        await world.close();
        return { texts, names };
      });
      assert.deepEqual(own, { texts: ['42\n'], names: ['Console', 'Inside'] });
      assert.ok(!(await listed(tab)).some((s) => s.name === 'Inside'));
      await tab.evaluate(() => limpet.resetSite());
      await tab.reload();
      await connected(tab);
      assert.deepEqual(
        (await listed(tab)).map((s) => s.name),
        ['Console'],
      );
      assert.deepEqual(await tab.evaluate(async () => (await indexedDB.databases()).map((d) => d.name)), ['limpet']);
    },
  },
];

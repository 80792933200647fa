/** One session's driver: commands, output, commits, kill and resume. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getSession, patchSession, readOutput } from '../../../src/sessions/store/index.ts';
import { recordsOf } from '../../../src/sessions/worker/outputLog.ts';
import { Page, Site, until } from './rig.ts';

let site: Site;
beforeEach(async () => {
  site = await Site.open();
  await site.create({ id: 's', kind: 'Console', ownerClient: 'page' });
});
afterEach(() => site.close());

const line = (text: string, id = text) => ({ id, text, client: 'page', kind: 'line' as const });
const stored = async (id = 's') => recordsOf(await readOutput(site.store, id));
const ended = (id: string, command: string) => async () =>
  ['Completed', 'Failed', 'Stopped'].includes(site.drivers.get(id)?.desk.find(command)?.state ?? '');

test('a typed line runs, shows its output and stores it', async () => {
  const driver = await site.start('s');
  const page = new Page(driver);
  const view = await driver.submit(line('1 + 2'));
  expect(['Queued', 'Running', 'Completed']).toContain(view.state);
  await until(ended('s', '1 + 2'));
  await driver.untilStored();
  await until(() => page.committed >= 1);
  expect(page.text).toBe('PS /home/learner> 1 + 2\n3\n');
  expect((await stored()).map((r) => [r.seq, r.text])).toEqual([
    [0, 'PS /home/learner> 1 + 2\n'],
    [1, '3\n'],
  ]);
  const record = await getSession(site.store, 's');
  expect(record?.running).toBeNull();
  expect(record?.extra.prompt).toBe('PS /home/learner> ');
  expect(driver.desk.history()).toEqual(['1 + 2']);
});

test('commands run one after the other, and a known id never runs twice', async () => {
  const driver = await site.start('s');
  await Promise.all([driver.submit(line('$x = 1', 'a')), driver.submit(line('$x += 1', 'b')), driver.submit(line('$x += 1', 'b'))]);
  await driver.submit(line('$x', 'c'));
  await until(ended('s', 'c'));
  await driver.untilStored();
  expect((await stored()).at(-1)?.text).toBe('2\n');
});

test('an end is told only when it is stored with what was written before it', async () => {
  const driver = await site.start('s');
  for (let i = 0; i < 20; i++) {
    const id = `c${i}`;
    await driver.submit({ ...line(`"out${i}"`, id), kind: 'invoke' });
    await until(async () => (await driver.commands()).find((c) => c.id === id)?.state === 'Completed');
    expect((await stored()).at(-1)?.text).toBe(`out${i}\n`);
    expect((await getSession(site.store, 's'))?.running).toBeNull();
  }
});

test('a session that is cut off while its host owes it an answer is not one that waits', async () => {
  const driver = await site.start('s');
  await driver.submit(line('1..12 | ForEach-Object { $null = New-Item "new$_" }', 'items'));
  let looks = 0;
  await until(async () => {
    const record = await getSession(site.store, 's');
    if (record?.running?.commandId === 'items') {
      looks++;
      expect([record.extra.waits, record.wakeAt]).not.toEqual([true, null]);
    }
    return ended('s', 'items')();
  });
  expect(looks).toBeGreaterThan(3);
});

test('a killed session goes on in the middle of its loop from its last commit', async () => {
  const first = await site.start('s');
  await first.submit(line('$x = 0; for ($i = 0; $i -lt 2000000; $i++) { $x = ($x + $i) % 1000003 }; $x', 'loop'));
  await until(() => first.commits.committedInstructions > 1000);
  for (let kills = 0; kills < 3; kills++) {
    const before = (await getSession(site.store, 's'))?.statistics.instructions ?? 0;
    site.kill('s');
    const driver = await site.start('s', 'crashed');
    const record = await getSession(site.store, 's');
    expect(record?.statistics.resumedAtInstruction).toBeGreaterThanOrEqual(before);
    expect(record?.statistics.resumes).toBe(kills + 1);
    expect(driver.epoch).toBe(kills + 2);
    await until(async () => driver.commits.committedInstructions > before || driver.desk.find('loop')?.state === 'Completed');
  }
  await until(ended('s', 'loop'));
  await site.drivers.get('s')?.untilStored();
  let x = 0;
  for (let i = 0; i < 2000000; i++) x = (x + i) % 1000003;
  const texts = (await stored()).filter((r) => r.kind === 'out').map((r) => r.text);
  expect(texts).toEqual([`${x}\n`]);
  expect((await stored()).map((r) => r.seq)).toEqual((await stored()).map((_, i) => i));
});

test('Ctrl+C stops an endless loop in its next slice, and variables stay', async () => {
  const driver = await site.start('s');
  await driver.submit(line('$n = 7; while ($true) { $n = $n }', 'endless'));
  await new Promise((done) => setTimeout(done, 50));
  const { machine } = driver;
  const run = machine.run.bind(machine);
  let slices = 0;
  machine.run = (...args) => {
    if (driver.desk.running()?.id === 'endless') slices++;
    return run(...args);
  };
  await driver.stop(null);
  await until(ended('s', 'endless'));
  // the one in which it unwinds; one more may have been on its way
  expect(slices).toBeLessThanOrEqual(2);
  expect(driver.desk.find('endless')?.state).toBe('Stopped');
  await driver.submit(line('$n', 'after'));
  await until(ended('s', 'after'));
  await driver.untilStored();
  expect((await stored()).at(-1)?.text).toBe('7\n');
});

test('an owner that was replaced stores nothing more, and says nothing', async () => {
  const driver = await site.start('s');
  await driver.submit(line('$x = 1', 'a'));
  await driver.untilStored();
  const page = new Page(driver);
  const again = await site.start('s');
  expect(again.epoch).toBe(driver.epoch + 1);
  void driver.submit(line('$x = 2; "from the dead"', 'b'));
  await until(() => driver.isEnded);
  expect(site.ends).toEqual([{ id: 's', reason: 'fenced', text: null }]);
  expect(page.events.some((e) => e.kind === 'released' || e.kind === 'committed')).toBe(false);
  await again.submit(line('$x', 'c'));
  await until(() => again.desk.find('c')?.state === 'Completed');
  await again.untilStored();
  expect((await stored()).at(-1)?.text).toBe('1\n');
});

test('released in the middle of a command, it goes on elsewhere', async () => {
  const driver = await site.start('s');
  await driver.submit(line('$i = 0; while ($i -lt 20000000) { $i++ }; $i', 'w'));
  await driver.release('moved');
  expect(site.ends).toEqual([{ id: 's', reason: 'moved', text: null }]);
  const record = await getSession(site.store, 's');
  expect(record?.resumes).toBe(0);
  const next = await site.start('s', 'moved');
  await until(() => next.desk.find('w')?.state === 'Completed', 20_000);
  await next.untilStored();
  expect((await stored()).filter((r) => r.kind === 'out').map((r) => r.text)).toEqual(['20000000\n']);
  expect((await stored()).filter((r) => r.kind === 'seam')).toHaveLength(1);
});

test('a session that was resumed three times in vain is not started by itself', async () => {
  const driver = await site.start('s');
  await driver.submit(line('$x = 1', 'a'));
  await driver.untilStored();
  site.kill('s');
  for (let i = 0; i < 3; i++) {
    // dies before it could store anything
    const { takeOwnership } = await import('../../../src/sessions/store/index.ts');
    await takeOwnership(site.store, 's', { byItself: true });
  }
  await site.start('s', 'crashed');
  expect(site.ends.at(-1)?.reason).toBe('problem');
  expect((await getSession(site.store, 's'))?.problem).toMatch(/resumed 3 times/);
  await patchSession(site.store, 's', { problem: null });
  const asked = await site.start('s', 'asked');
  expect(asked.isEnded).toBe(false);
});

test('a removed session ends its driver', async () => {
  const driver = await site.start('s');
  driver.mail.heardDirectory({ kind: 'removed', ids: ['s'] });
  expect(site.ends).toEqual([{ id: 's', reason: 'removed', text: null }]);
});

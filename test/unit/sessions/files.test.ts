/** Files of a session: its own writes at once, others' only after their commit, conflicts as errors. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFile, statFile } from '../../../src/sessions/store/index.ts';
import type { SessionDriver } from '../../../src/sessions/worker/driver.ts';
import { type FileOutcome, FileOverlay } from '../../../src/sessions/worker/fileOverlay.ts';
import { Site } from './rig.ts';

let site: Site;
beforeEach(async () => {
  site = await Site.open();
  await site.create({ id: 'a' });
  await site.create({ id: 'b' });
});
afterEach(() => site.close());

let requests = 1000;

/** Asks as a cmdlet does, and does what the driver would with the outcome. */
async function ask(driver: SessionDriver, request: Record<string, unknown>): Promise<unknown> {
  const overlay = new FileOverlay(site.store, 'localhost', 'learner', driver);
  const outcome: FileOutcome = await overlay.handle(request, requests++);
  return new Promise((done) =>
    driver.act(() => {
      for (const operation of outcome.operations ?? []) driver.root.fileOperations.push(operation);
      done(outcome.reply);
    }),
  );
}

const bytesOf = async (path: string) => new TextDecoder().decode((await readFile(site.store, 'localhost', path))?.content);

test('a session reads its own writes; others see them with the commit', async () => {
  const a = await site.start('a');
  const b = await site.start('b');
  expect(await ask(a, { op: 'file.write', path: '/home/learner/x.txt', text: 'one\n' })).toBe(true);
  expect(await ask(a, { op: 'file.append', path: '/home/learner/x.txt', text: 'two\n' })).toBe(true);
  expect(await ask(a, { op: 'file.readText', path: '/home/learner/x.txt' })).toEqual({ text: 'one\ntwo\n', encoding: 'utf8NoBOM' });
  expect(await ask(a, { op: 'file.stat', path: '/home/learner/x.txt' })).toMatchObject({ kind: 'file', size: 8, user: 'learner' });
  expect(((await ask(a, { op: 'file.list', path: '/home/learner' })) as { name: string }[]).map((e) => e.name)).toEqual(['x.txt']);
  await a.untilStored();
  expect(await ask(b, { op: 'file.readText', path: '/home/learner/x.txt' })).toMatchObject({ text: 'one\ntwo\n' });
  expect(await ask(a, { op: 'file.readText', path: '/home/learner/x.txt' })).toMatchObject({ text: 'one\ntwo\n' });
  await Promise.all([
    ask(a, { op: 'file.append', path: '/home/learner/x.txt', text: 'from a\n' }),
    ask(b, { op: 'file.append', path: '/home/learner/x.txt', text: 'from b\n' }),
  ]);
  await a.untilStored();
  await b.untilStored();
  expect((await bytesOf('/home/learner/x.txt')).split('\n').sort()).toEqual(['', 'from a', 'from b', 'one', 'two']);
});

test('folders, failures, moves and copies', async () => {
  const a = await site.start('a');
  const made = async (request: Record<string, unknown>) => {
    const reply = await ask(a, request);
    await a.untilStored();
    return reply;
  };
  expect(await ask(a, { op: 'file.write', path: '/no/such/file', text: '' })).toMatchObject({ failure: { code: 'ENOENT' } });
  expect(await made({ op: 'file.mkdir', path: '/home/learner/d/e', recurse: false })).toMatchObject({ failure: { code: 'ENOENT' } });
  expect(await made({ op: 'file.mkdir', path: '/home/learner/d/e', recurse: true })).toBe(true);
  expect(await made({ op: 'file.mkdir', path: '/home/learner/d', recurse: false })).toMatchObject({ failure: { code: 'EEXIST' } });
  await made({ op: 'file.write', path: '/home/learner/d/e/f', bytes: new Uint8Array([1, 2, 3]) });
  expect(await ask(a, { op: 'file.remove', path: '/home/learner/d', recurse: false })).toMatchObject({ failure: { code: 'ENOTEMPTY' } });
  expect(await made({ op: 'file.copy', from: '/home/learner/d/e/f', to: '/home/learner/g', overwrite: false })).toBe(true);
  expect(await ask(a, { op: 'file.copy', from: '/home/learner/d/e/f', to: '/home/learner/g', overwrite: false })).toMatchObject({
    failure: { code: 'EEXIST' },
  });
  expect(await made({ op: 'file.move', from: '/home/learner/d', to: '/home/learner/h', overwrite: false })).toBe(true);
  expect(await ask(a, { op: 'file.readBytes', path: '/home/learner/h/e/f' })).toEqual({ bytes: new Uint8Array([1, 2, 3]) });
  expect(await made({ op: 'file.remove', path: '/home/learner/h', recurse: true })).toBe(true);
  expect(await statFile(site.store, 'localhost', '/home/learner/h/e/f')).toBeNull();
  expect(await ask(a, { op: 'file.stat', path: '/tmp' })).toMatchObject({ kind: 'directory', mode: 0o1777 });
});

const line = (text: string) => ({ id: crypto.randomUUID(), text, client: 'page', kind: 'invoke' as const });
async function run(driver: SessionDriver, text: string): Promise<string> {
  const records: string[] = [];
  const command = line(text);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => data.kind === 'records' && records.push(...data.records.map((r: { text: string }) => r.text));
  const view = driver.views.add(port2 as unknown as MessagePort, 'page', null, driver.commits.committedSeq);
  await driver.submit(command);
  while (driver.desk.find(command.id)?.endedAt === null) await new Promise((done) => setTimeout(done, 5));
  await driver.untilStored();
  await new Promise((done) => setTimeout(done, 20));
  driver.views.remove(view);
  port1.close();
  return records.join('');
}

test('cmdlets write and read through it', async () => {
  const a = await site.start('a');
  expect(await run(a, "$null = New-Item a.txt -Value 'hello'; Get-Content a.txt")).toBe('hello\n');
  expect(await run(a, '(New-Item -ItemType Directory sub).Name; Test-Path sub; (Get-ChildItem).Name')).toBe('sub\nTrue\nsub\na.txt\n');
  expect(await run(a, 'Copy-Item a.txt sub/b.txt; Remove-Item a.txt; (Get-ChildItem -Recurse).Name')).toBe('sub\nb.txt\n');
});

test('of two sessions that make the same file one gets the error', async () => {
  const a = await site.start('a');
  const b = await site.start('b');
  const both = await Promise.all([
    run(a, "try { $null = New-Item same.txt -Value a -ErrorAction Stop; 'made' } catch { 'refused' }"),
    run(b, "try { $null = New-Item same.txt -Value b -ErrorAction Stop; 'made' } catch { 'refused' }"),
  ]);
  expect(both.sort()).toEqual(['made\n', 'refused\n']);
});

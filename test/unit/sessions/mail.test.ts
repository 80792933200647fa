/** Two sessions: mail through the store, made and removed in a commit. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commit, getSession, listSessions, mailReceivers, readOutput } from '../../../src/sessions/store/index.ts';
import { recordsOf } from '../../../src/sessions/worker/outputLog.ts';
import { Site, until } from './rig.ts';

let site: Site;
beforeEach(async () => {
  site = await Site.open();
  await site.create({ id: 'console', kind: 'Console', ownerClient: 'page' });
});
afterEach(() => site.close());

const line = (text: string) => ({ id: text, text, client: 'page', kind: 'line' as const });
const isOver = (command: string) => () => {
  const driver = site.drivers.get('console');
  return driver?.desk.find(command)?.endedAt != null;
};
const shown = async () =>
  recordsOf(await readOutput(site.store, 'console'))
    .filter((r) => r.kind !== 'prompt' && r.kind !== 'seam')
    .map((r) => r.text)
    .join('');

/** As brokers do: whoever has mail or something to do is started. */
function startEverybody(): () => Promise<void> {
  let stopped = false;
  const look = async (): Promise<void> => {
    while (!stopped) {
      for (const id of await mailReceivers(site.store)) {
        const driver = site.drivers.get(id);
        if ((driver === undefined || driver.isEnded) && (await getSession(site.store, id)) !== null && !stopped)
          await site.start(id, 'mail');
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  const looking = look();
  return () => {
    stopped = true;
    return looking;
  };
}

test('a session is made, works for another one, and is removed', async () => {
  const stop = startEverybody();
  const driver = await site.start('console');
  await driver.submit(line('$s = New-PSSession -ComputerName Server01'));
  await until(isOver('$s = New-PSSession -ComputerName Server01'));
  expect((await listSessions(site.store, { computer: 'Server01' })).map((r) => [r.kind, r.ownerClient, r.state])).toEqual([
    ['Session', 'page', 'Opened'],
  ]);
  const ask = 'Invoke-Command -Session $s { $env:HOSTNAME; 1..3 | ForEach-Object { $_ * 2 } }';
  await driver.submit(line(ask));
  await until(isOver(ask));
  await driver.untilStored();
  expect(await shown()).toBe('Server01\n2\n4\n6\n');
  await until(async () => (await mailReceivers(site.store)).length === 0);
  await driver.submit(line('Remove-PSSession $s'));
  await until(isOver('Remove-PSSession $s'));
  await driver.untilStored();
  expect(await listSessions(site.store, { computer: 'Server01' })).toEqual([]);
  await stop();
}, 30_000);

test('both are killed again and again, and every line comes exactly once', async () => {
  const stop = startEverybody();
  let driver = await site.start('console');
  await driver.submit(line('$s = New-PSSession -ComputerName Server02'));
  await until(isOver('$s = New-PSSession -ComputerName Server02'));
  await driver.untilStored();
  const ask = 'Invoke-Command -Session $s { 1..40 | ForEach-Object { Start-Sleep -Milliseconds 15; $_ } }';
  await driver.submit(line(ask));
  const [{ id: other }] = await listSessions(site.store, { computer: 'Server02' });
  for (let kill = 0; kill < 6; kill++) {
    await new Promise((done) => setTimeout(done, 90 + 40 * kill));
    const victim = kill % 2 === 0 ? other : 'console';
    site.kill(victim);
    const started = await site.start(victim, 'crashed');
    if (victim === 'console') driver = started;
  }
  await until(isOver(ask), 20_000);
  await driver.untilStored();
  expect(await shown()).toBe(Array.from({ length: 40 }, (_, i) => `${i + 1}\n`).join(''));
  await stop();
}, 60_000);

test('a message leaves its sender with the commit that holds its effect', async () => {
  await site.create({ id: 'other' });
  const driver = await site.start('console');
  await driver.untilStored();
  const message = { to: 'other', commandId: 'c', direction: 'request', seq: 1, message: {} };
  await commit(site.store, { sessionId: 'console', epoch: 1, at: 1, durability: 'relaxed', outbox: [message] });
  expect(await mailReceivers(site.store)).toEqual(['other']);
  const received = [{ sessionId: 'console', commandId: 'c', direction: 'request', seq: 1 }];
  const owned = await site.start('other');
  await commit(site.store, { sessionId: 'other', epoch: owned.epoch, at: 1, durability: 'strict', received });
  expect(await mailReceivers(site.store)).toEqual([]);
});

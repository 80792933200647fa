import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/root.ts';
import { putBuild } from '../rig/builds.ts';
import type { Scenario } from '../rig/scenario.ts';
import { connected, counting, finish, invoke, listed, newSession, numbers, statistics } from '../rig/sessions.ts';
import { sleep, until } from '../rig/wait.ts';

const side = join(root, '.cache/sites/beside');
const alone = join(root, '.cache/sites/replaced');

/** A site that is built anew while sessions of the build before live. */
export const scenarios: Scenario[] = [
  {
    name: 'versions: a newer build takes over from an older one',
    limit: 240,
    site: side,
    async run({ openTab, browser, server }) {
      rmSync(side, { recursive: true, force: true });
      // a service worker would give the second tab the first build: this is about pages without one
      server.miss(['sw.js']);
      await putBuild('first', side);
      const old = await openTab();
      await connected(old);
      const session = await newSession(old, 'Old');
      const command = await invoke(old, session, counting(60));
      const broker = await browser.target('shared_worker');
      // as a server that keeps the files of the build before for a while
      await putBuild('next', side);
      const fresh = await openTab();
      await connected(fresh);
      await until('the old broker to go', () => !broker.alive);
      await until('the old page to be told', async () => (await old.evaluate(() => limpet.status.update)) === 'newer');
      assert.equal(await fresh.evaluate(() => limpet.status.update), 'none');
      assert.equal(await fresh.evaluate(() => limpet.build), 'next');
      // the old page goes on with its sessions, and the new one sees them
      assert.deepEqual((await finish(old, session, command)).texts, numbers(60));
      assert.equal((await listed(fresh)).find((s) => s.id === session)?.name, 'Old');
      assert.deepEqual((await finish(fresh, session, await invoke(fresh, session, '1 + 1'))).texts, ['2\n']);
    },
  },
  {
    name: "versions: a build whose chunks are gone left a checkpoint, and the next build's code goes on with it",
    limit: 240,
    site: alone,
    async run({ openTab, browser, server }) {
      rmSync(alone, { recursive: true, force: true });
      server.miss(['sw.js']);
      await putBuild('first', alone);
      const old = await openTab();
      await connected(old);
      assert.equal(await old.evaluate(() => limpet.build), 'first');
      const session = await newSession(old, 'Old');
      await finish(
        old,
        session,
        await invoke(old, session, 'function twice { param($n) $n * 2 }; class Box { [int] $in }; $box = [Box]@{ in = 5 }'),
      );
      const command = await invoke(
        old,
        session,
        `$total = 0; ${counting(40)} | ForEach-Object { $total += $_; $_ | Sort-Object }; "$total $($box.in)"`,
      );
      await sleep(3000);
      const before = await statistics(old, session);
      await browser.kill();
      rmSync(alone, { recursive: true });
      await putBuild('next', alone);
      await browser.start();
      const fresh = await openTab();
      await connected(fresh);
      assert.equal(await fresh.evaluate(() => limpet.build), 'next');
      const { state, texts } = await finish(fresh, session, command);
      assert.equal(state, 'Completed');
      assert.deepEqual(texts, [...numbers(40), '820 5\n']);
      const after = await statistics(fresh, session);
      assert.ok(after.resumes > before.resumes && (after.resumedAtInstruction ?? 0) >= before.committedInstructions);
      assert.deepEqual((await finish(fresh, session, await invoke(fresh, session, 'twice $box.in'))).texts, ['10\n']);
    },
  },
];

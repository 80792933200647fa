import assert from 'node:assert/strict';
import type { Scenario } from '../rig/scenario.ts';
import { until } from '../rig/wait.ts';

/** The site after its server is gone. */
export const scenarios: Scenario[] = [
  {
    name: 'offline: after one visit a new tab opens, an old session resumes, and a cmdlet never used before loads',
    limit: 180,
    async run({ openTab, browser, server }) {
      const first = await openTab();
      await first.run('$s = New-PSSession -ComputerName Server01 -Name Kept');
      await first.run('Invoke-Command -Session $s { $value = 6 * 7; Set-Content note.txt "written before" }');
      // a session outlives the client that left it
      await first.run('Disconnect-PSSession -Session $s');
      await until(
        'the service worker to have everything',
        () => first.evaluate(async () => (await navigator.serviceWorker.ready).active?.state === 'activated'),
        90_000,
        200,
      );
      // a session at its rest on disk: nothing of it is in memory any more
      await until(
        'all to be committed',
        async () => (await first.readOutput({ committed: true })).join() === (await first.readOutput()).join(),
      );
      await server.stop();
      await browser.restart();

      const tab = await openTab();
      assert.deepEqual(await tab.run('1..3 | ForEach-Object { $_ * 2 }', { milliseconds: 60_000 }), ['2', '4', '6']);
      assert.deepEqual(await tab.run('"a,b", "1,2" | ConvertFrom-Csv | ForEach-Object { $_.b }'), ['2']);
      assert.deepEqual(await tab.run('([xml]"<r><e>7</e></r>").r.e'), ['7']);
      await tab.run('$s = Connect-PSSession -ComputerName Server01 -Name Kept');
      assert.deepEqual(await tab.run('Invoke-Command -Session $s { "$value $(Get-Content note.txt)" }', { milliseconds: 60_000 }), [
        '42 written before',
      ]);
      const second = await openTab();
      assert.deepEqual(await second.run('"still " + "there"'), ['still there']);
    },
  },
];

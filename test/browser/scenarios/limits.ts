import assert from 'node:assert/strict';
import type { Scenario } from '../rig/scenario.ts';
import { connected, finish, invoke, newSession } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { sleep, until } from '../rig/wait.ts';

/** Types a command, lets it get going, presses Ctrl+C; answers how long the prompt took to come back. */
async function stopped(tab: Tab, command: string): Promise<number> {
  await tab.waitForPrompt();
  await tab.submit(command);
  await tab.waitFor('button', 'Stop', 30_000);
  await sleep(700);
  assert.ok(await tab.has('button', 'Stop'), `${command} was over too soon`);
  await tab.press('Control+c');
  const begin = Date.now();
  await until(`the prompt after ${command}`, async () => !(await tab.has('button', 'Stop')), 20_000, 10);
  await tab.waitFor('textbox', 'Command line');
  return Date.now() - begin;
}

/** Ctrl+C in whatever runs, and a session that wants more memory than there is. */
export const scenarios: Scenario[] = [
  {
    name: 'limits: Ctrl+C brings the prompt back within two seconds, whatever runs',
    limit: 240,
    alone: true,
    async run({ openTab, note }) {
      const tab = await openTab();
      await tab.run('$kept = "still here"; $row = 1..50; $large = ,$row * 200000; "made"', { milliseconds: 60_000 });
      let round = 0;
      for (const command of [
        'while($true){}',
        '1..1e9 | ForEach-Object {$_}',
        "('a'*30+'!') -match '^(a+)+$'",
        '1e6..1 | Sort-Object',
        'ConvertTo-Json $large | Out-Null',
      ]) {
        const took = await stopped(tab, command);
        note(`${command}: ${took} ms`);
        assert.ok(took < 2000, `${command} took ${took} ms to stop`);
        // not through the count of lines: a flood moves old ones out of the page
        await tab.submit(`"${round} $kept $($large.Count)"`);
        await tab.waitForText(new RegExp(`^${round} still here 200000$`, 'm'), 60_000);
        round++;
      }
    },
  },
  {
    name: 'limits: a session that runs out of memory says so, and the page and other sessions go on',
    limit: 240,
    async run({ openTab }) {
      const tab = await openTab();
      await tab.waitForPrompt();
      await connected(tab);
      const other = await newSession(tab, 'Other', 'Server01');
      const counting = await invoke(tab, other, '$n = 0; while ($n -lt 400) { Start-Sleep -Milliseconds 50; $n++ }; "counted $n"');
      await tab.run('$before = "there before"');
      await tab.submit(`$a=@(); while($true){$a+=('x'*1e6)}`);
      await tab.waitForText(/OutOfMemory|out of memory|Insufficient memory/i, 120_000);
      await tab.waitForPrompt(60_000);
      assert.deepEqual(await tab.run('$Error[0].Exception.GetType().FullName', { milliseconds: 60_000 }), ['System.OutOfMemoryException']);
      assert.deepEqual(await tab.run('$before'), ['there before']);
      assert.ok(Number((await tab.run('$a.Count'))[0]) > 10, 'what was made before is kept');
      assert.deepEqual(await tab.run('Remove-Variable a; 1..3 | ForEach-Object { $_ * 2 }'), ['2', '4', '6']);
      const { state, texts } = await finish(tab, other, counting);
      assert.deepEqual([state, texts], ['Completed', ['counted 400\n']]);
      assert.ok((await tab.names('listitem')).some((name) => /^Other on Server01/.test(name)));
    },
  },
];

import assert from 'node:assert/strict';
import type { Scenario } from '../rig/scenario.ts';
import { connected, finish, invoke, listed } from '../rig/sessions.ts';
import type { Tab } from '../rig/tab.ts';
import { sleep, until } from '../rig/wait.ts';

const file = `@{
SchemaVersion = '2.0.0.0'
SessionType = 'RestrictedRemoteServer'
LanguageMode = 'NoLanguage'
VisibleCmdlets = 'Get-Date', @{ Name = 'Get-Random'; Parameters = @{ Name = 'Maximum'; ValidateSet = '6', '20' }, @{ Name = 'Minimum' } },
  @{ Name = 'Write-Output'; Parameters = @{ Name = 'InputObject'; ValidatePattern = '[a-z]+' } }
VisibleFunctions = 'Get-Greeting', 'Get-Length'
AliasDefinitions = @{ Name = 'roll'; Value = 'Get-Random' }, @{ Name = 'secret'; Value = 'Get-Secret' }
FunctionDefinitions =
  @{ Name = 'Get-Greeting'; ScriptBlock = { param([string]$Name = 'you') "hello $Name" } },
  @{ Name = 'Get-Secret'; ScriptBlock = { 'the treasure is under the tree' } },
  @{ Name = 'Get-Length'; ScriptBlock = { (Get-Secret).Length } }
}`;

const noScript = 'ScriptsNotAllowed';
const unknown = 'CommandNotFoundException';
const noCommand = 'CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand';
const value = 'ParameterArgumentValidationError';
const parameter = 'NamedParameterNotFound';

/** Ways past the session, and the error that each meets. */
const attempts: [string, string][] = [
  // syntax that is no plain command
  ['1 + 1', noScript],
  ["'text'", noScript],
  ['$x = Get-Greeting', noScript],
  ['$env:PATH', noScript],
  ['(Get-Greeting).Length', noScript],
  ['(Get-Greeting).ToUpper()', noScript],
  ["'a'.Replace('a', 'b')", noScript],
  ['[System.IO.File]::ReadAllText("/etc/hostname")', noScript],
  ['if (1) { Get-Greeting }', noScript],
  ['while ($true) { Get-Greeting }', noScript],
  ['foreach ($i in 1) { Get-Greeting }', noScript],
  ['try { Get-Secret } catch { }', noScript],
  ['function f { Get-Secret }; f', noScript],
  ['class K { }', noScript],
  ['Get-Greeting > file.txt', noScript],
  ['Get-Greeting && Get-Secret', noScript],
  ['. Get-Greeting', noScript],
  // script blocks
  ['& { Get-Secret }', noScript],
  ['Get-Greeting { Get-Secret }', noScript],
  ['Get-Greeting (Get-Secret)', noScript],
  ['Get-Greeting "$(Get-Secret)"', noScript],
  ["[scriptblock]::Create('Get-Secret').Invoke()", noScript],
  ["$ExecutionContext.InvokeCommand.InvokeScript('Get-Secret')", noScript],
  ["$ExecutionContext.SessionState.LanguageMode = 'FullLanguage'", noScript],
  // hidden commands by every way of naming them
  ['Get-Secret', unknown],
  ['get-SECRET', unknown],
  ['& Get-Secret', unknown],
  ["& 'Get-Secret'", unknown],
  ['secret', unknown],
  ['Get-Sec*', unknown],
  ['global:Get-Secret', unknown],
  ['function:Get-Secret', unknown],
  ['Microsoft.PowerShell.Utility\\Invoke-Expression Get-Secret', unknown],
  ["Invoke-Expression 'Get-Secret'", unknown],
  ['Get-ChildItem function:', unknown],
  ['Set-Alias z Get-Secret', unknown],
  ['Import-Module x', unknown],
  ['New-Object psobject', unknown],
  ['Start-Job -FilePath x.ps1', unknown],
  ['TabExpansion2 Get-', unknown],
  ['/bin/sh', unknown],
  ['./lesson.ps1', unknown],
  // forbidden values and parameters
  ['Get-Random -Maximum 7', `${value},Get-Random`],
  ['roll -Maximum *', `${value},Get-Random`],
  ['Write-Output 1234', `${value},Write-Output`],
  ['Get-Random -Count 2', `${parameter},Get-Random`],
  ['roll -SetSeed 1', `${parameter},Get-Random`],
  ['Get-Length | Select-Object -First 1', `${parameter},Select-Object`],
  ['Get-Date -OutVariable x', 'VariableReferenceNotSupportedInDataSection'],
  // what there is
  ['Get-Command Get-Secret', noCommand],
  ['Get-Command Invoke-Expression', noCommand],
  ['Get-Command Get-Greeting -Syntax', `${parameter},Get-Command`],
];

/** Types a line and answers what the page then shows for it. */
const shown = async (tab: Tab, line: string): Promise<string> => (await tab.run(line, { milliseconds: 40_000 })).join('\n');

/** The restricted session Lesson, from its file to the attempts to get past it. */
export const scenarios: Scenario[] = [
  {
    name: 'restricted: Lesson lets through what it allows and refuses everything else, by its right error',
    limit: 240,
    async run({ openTab }) {
      const tab = await openTab();
      await tab.run(`New-Item lesson.pssc | Out-Null; Set-Content lesson.pssc @'\n${file}\n'@`);
      assert.match(await shown(tab, 'Register-PSSessionConfiguration -Name Lesson -Path lesson.pssc'), /Lesson/);
      await tab.run('$s = New-PSSession -ConfigurationName Lesson -Name Lesson');
      assert.deepEqual(await tab.run('"$($s.State) $($s.ConfigurationName)"'), ['Opened Lesson']);

      // what is allowed
      assert.deepEqual(await tab.run('Invoke-Command -Session $s { Get-Greeting }'), ['hello you']);
      assert.deepEqual(await tab.run('Invoke-Command -Session $s { Get-Greeting (1+1); Get-Length }'), ['hello 2', '30']);
      assert.deepEqual(await tab.run('$who = "eve"; Invoke-Command -Session $s { Get-Greeting $using:who }'), ['hello eve']);
      assert.deepEqual(await tab.run('Invoke-Command -Session $s { roll -Maximum 6 -Minimum 5 }'), ['5']);
      assert.deepEqual(await tab.run('Invoke-Command -Session $s { Write-Output abc | Measure-Object } | ForEach-Object Count'), ['1']);

      // the attempts, each by the id of its error
      const texts = attempts.map(([text]) => `'${text.replaceAll("'", "''")}'`).join(',\n');
      const found = await tab.run(
        `$attempts = @(\n${texts}\n)\nforeach ($text in $attempts) {\n$Error.Clear(); $out = $null\ntry { $out = Invoke-Command -Session $s -ScriptBlock ([scriptblock]::Create($text)) 2>$null } catch { }\n"$text => $($Error[0].FullyQualifiedErrorId)$out" }`,
        { milliseconds: 120_000 },
      );
      assert.ok(attempts.length >= 40);
      assert.deepEqual(
        found.slice(-attempts.length),
        attempts.map(([text, id]) => `${text} => ${id}`),
      );

      // Get-Command shows what is public and no more
      const commands = await tab.run('(Invoke-Command -Session $s { Get-Command } | Sort-Object Name).Name -join " "');
      assert.match(commands.join(' '), /Get-Greeting/);
      assert.doesNotMatch(commands.join(' '), /Get-Secret|secret|Invoke-Expression|TabExpansion2/);

      // the client library
      await connected(tab);
      const id = (await listed(tab)).find((session) => session.name === 'Lesson')?.id ?? '';
      const refused = await finish(tab, id, await invoke(tab, id, 'Get-Secret'));
      assert.match(refused.texts.join(''), /Get-Secret.*is not recognized/s);
      assert.doesNotMatch((await finish(tab, id, await invoke(tab, id, '1 + 1'))).texts.join(''), /^2$/m);
      assert.deepEqual((await finish(tab, id, await invoke(tab, id, 'Get-Greeting ada'))).texts, ['hello ada\n']);
    },
  },
  {
    name: 'restricted: entered from another tab it is as narrow, its completion too',
    limit: 180,
    async run({ openTab }) {
      const one = await openTab();
      await one.run(`Set-Content lesson.pssc @'\n${file}\n'@`);
      await one.run('Register-PSSessionConfiguration -Name Lesson -Path lesson.pssc | Out-Null');
      await one.run('$s = New-PSSession -ConfigurationName Lesson -Name Lesson');
      // entered by its owner: what is computed is computed in the own session
      await one.submit('Enter-PSSession -Session $s');
      await until('to be in it', async () => /^Lesson on localhost/.test(await one.textOf('status', 'Status')));
      assert.equal(await shown(one, 'Get-Greeting (1+1)'), 'hello 2');
      assert.match(await shown(one, 'Get-Secret'), /is not recognized as a name of a cmdlet/);
      assert.match(await shown(one, '1 + 1'), /The syntax is not supported by this runspace/);
      await one.submit('Exit-PSSession');
      await until('the own prompt', async () => /^localhost/.test(await one.textOf('status', 'Status')));

      const tab = await openTab();
      await tab.waitForPrompt();
      const item = await until('the session', async () => (await tab.names('listitem')).find((name) => /^Lesson on localhost/.test(name)));
      await tab.click('listitem', item);
      await until('to be in it', async () => /^Lesson on localhost/.test(await tab.textOf('status', 'Status')));

      assert.equal(await shown(tab, 'Get-Greeting bob'), 'hello bob');
      for (const line of ['Get-Secret', '& Get-Secret', 'secret', 'Get-Process', 'Invoke-Expression 1']) {
        const text = await shown(tab, line);
        assert.match(text, /is not recognized as a name of a cmdlet, function, script file, or executable program/, line);
        assert.doesNotMatch(text, /treasure/);
      }
      for (const line of ['1 + 1', '$x = 1', '& { Get-Secret }', '(Get-Secret)', "'a'.Length"])
        assert.match(await shown(tab, line), /The syntax is not supported by this runspace/, line);
      assert.match(await shown(tab, 'Get-Random -Maximum 7'), /does not belong to the set "6,20"/);

      // completion offers what is public: names, parameters, values
      const completed = async (typed: string): Promise<string> => {
        await tab.type(typed);
        await tab.press('Tab');
        await sleep(700);
        const now = await tab.valueOf('textbox', 'Command line');
        await tab.press('Escape');
        await tab.press('Escape');
        await tab.press('Control+c');
        return now;
      };
      await until('a completion', async () => (await completed('Get-Gree')) === 'Get-Greeting', 30_000);
      assert.equal(await completed('Get-Secr'), 'Get-Secr');
      assert.equal(await completed('Invoke-Exp'), 'Invoke-Exp');
      assert.equal(await completed('secre'), 'secre');
      assert.equal(await completed('Get-Random -Max'), 'Get-Random -Maximum');
      assert.equal(await completed('Get-Random -Coun'), 'Get-Random -Coun');
      assert.equal(await completed('Get-Greeting $'), 'Get-Greeting $');
      assert.equal(await completed('[System.IO.Fi'), '[System.IO.Fi');
      await tab.submit('Exit-PSSession');
      await until('the own prompt', async () => /^localhost/.test(await tab.textOf('status', 'Status')));
      assert.deepEqual(await tab.run('6 * 7'), ['42']);
    },
  },
];

import assert from 'node:assert/strict';
import { ask, expects, GUID, listedAll, openConsole, table, types } from '../rig/console.ts';
import type { Scenario } from '../rig/scenario.ts';
import { until } from '../rig/wait.ts';

/** S6, S7 and S10 of the promises: commands in sessions, one after another and at once, and sessions that are entered. */
export const scenarios: Scenario[] = [
  {
    name: 'remoting: S6 and S7: commands in sessions share them, temporary ones share nothing',
    limit: 180,
    async run({ openTab }) {
      const tab = await openConsole(openTab);
      await types(tab, '$a, $b = New-PSSession -ComputerName Server01, Server02', []);
      // S7
      await types(tab, 'Invoke-Command -Session $a { $x = 5; function Get-Double($n) { $n * 2 }; Set-Alias dbl Get-Double; cd / }', []);
      await types(tab, 'Invoke-Command -Session $a { dbl $x; "$PWD"; hostname }', ['10', '/', 'Server01']);
      await types(tab, 'Invoke-Command -Session $b { "[$x]"; @(Get-Command dbl -ErrorAction Ignore).Count; hostname }', [
        '[]',
        '0',
        'Server02',
      ]);
      await types(tab, 'Invoke-Command -ComputerName Server01 { "[$x]"; hostname; $x = 1 }', ['[]', 'Server01']);
      await types(tab, 'Invoke-Command -ComputerName Server01 { "[$x]" }; "[$x]"', ['[]', '[]']);
      // S6: one or many
      await types(tab, 'Invoke-Command -Session $a, $b { hostname } | Sort-Object', ['Server01', 'Server02']);
      await types(
        tab,
        'Invoke-Command -ComputerName Server01, Server02, Server03 { hostname } | Sort-Object | ForEach-Object { "$_ $($_.PSComputerName)" }',
        ['Server01 Server01', 'Server02 Server02', 'Server03 Server03'],
      );
      await types(tab, 'Get-PSSession', table([1, 'Session1', 'Server01', 'Opened'], [2, 'Session2', 'Server02', 'Opened']));
      await listedAll(tab, ['Console on localhost, Opened', 'Session1 on Server01, Opened', 'Session2 on Server02, Opened']);
      await types(tab, 'Invoke-Command -ComputerName Server01, Nowhere { hostname }', [
        /^Invoke-Command: \[Nowhere\] Connecting to remote server Nowhere failed with the following error message : .* Cannot find the computer Nowhere\./,
        'Server01',
      ]);
      await types(tab, 'Invoke-Command $a { [pscustomobject]@{ A = 1; B = "two" } }', [
        'A              : 1',
        'B              : two',
        'PSComputerName : Server01',
        new RegExp(`^RunspaceId {5}: ${GUID}$`),
      ]);
      // what goes in
      await types(tab, '$n = 3; Invoke-Command $a { $using:n + $x }', ['8']);
      await types(tab, 'Invoke-Command $a { param($p, $q) "$p-$q" } -ArgumentList 1, two', ['1-two']);
      await types(tab, '1..3 | Invoke-Command $a { $input | ForEach-Object { $_ * 10 } }', ['10', '20', '30']);
      await types(tab, `Set-Content s.ps1 '"$($args[0]) on $(hostname)"'; Invoke-Command $b -FilePath s.ps1 -ArgumentList 7`, [
        '7 on Server02',
      ]);
      // errors and other streams
      await types(tab, 'Invoke-Command $a { Get-Item nope.txt; Write-Warning careful; Write-Host hi; "on" }', [
        "Get-Item: Cannot find path '/nope.txt' because it does not exist.",
        'WARNING: careful',
        'hi',
        'on',
      ]);
      await types(tab, '$Error[0].OriginInfo.PSComputerName; try { Invoke-Command $a { throw "no" } } catch { "caught $_" }', [
        'Server01',
        'caught no',
      ]);
      await types(tab, 'Invoke-Command -Session $a, $a { 1 }', ['Invoke-Command: Specified RemoteRunspaceInfo objects have duplicates.']);
      // files are the computer's
      await types(tab, 'Invoke-Command $a { Set-Content /f.txt one }; Invoke-Command -Cn Server01 { Get-Content /f.txt }', ['one']);
      await types(tab, 'Test-Path /f.txt', ['False']);

      // a fresh client: jobs, and questions from the other side
      const jobs = await openConsole(openTab);
      await types(jobs, '$a, $b = New-PSSession -ComputerName Server01, Server02; $a.Id', ['1']);
      await types(jobs, '$j = Invoke-Command $a, $b -AsJob -JobName Both { Start-Sleep 1; hostname }', []);
      await types(jobs, '"$($j.Name) $($j.PSJobTypeName) $($j.Location) $($j.ChildJobs.Count)"', ['Both RemoteJob Server01,Server02 2']);
      await types(jobs, '$null = Wait-Job $j; Receive-Job $j | Sort-Object; "$($j.State) $($j.HasMoreData)"', [
        'Server01',
        'Server02',
        'Completed False',
      ]);
      await types(jobs, 'Invoke-Command -Cn Server03 -AsJob { 6 * 7 } | Wait-Job | Receive-Job; (Get-PSSession).Count', ['42', '2']);
      await types(jobs, '1..3 | Invoke-Command $a -AsJob { $input | Measure-Object -Sum } | Wait-Job | Receive-Job | % Sum', ['6']);
      await jobs.submit('Invoke-Command $a { $name = Read-Host Name; "Hello $name" }');
      await asked(jobs, 'Name');
      await jobs.submit('Ada');
      await expects(jobs, 'Invoke-Command $a { $name = Read-Host Name; "Hello $name" }', ['Name: Ada', 'Hello Ada']);
      const make =
        'Invoke-Command $a { function Get-Sum { param([Parameter(Mandatory)][int[]]$Number) ($Number | Measure-Object -Sum).Sum } }';
      await types(jobs, make, []);
      await jobs.submit('Invoke-Command $a { Get-Sum }');
      for (const [label, answer] of [
        ['Number[0]', '40'],
        ['Number[1]', '2'],
        ['Number[2]', ''],
      ]) {
        await asked(jobs, label);
        if (answer === '') await jobs.press('Enter');
        else await jobs.submit(answer);
      }
      await expects(jobs, 'Invoke-Command $a { Get-Sum }', [
        'cmdlet Get-Sum at command pipeline position 1',
        'Supply values for the following parameters:',
        'Number[0]: 40',
        'Number[1]: 2',
        'Number[2]:',
        '42',
      ]);
      // a credential has its dialog, which says who asks for it
      await jobs.submit('$c = Invoke-Command $a { Get-Credential ann }');
      await jobs.waitFor('dialog', 'PowerShell credential request');
      const asks = 'Warning: A script or application on the remote computer SERVER01 is requesting your credentials.';
      assert.ok((await jobs.textOf('dialog', 'PowerShell credential request')).includes(asks));
      await jobs.target.send('Input.insertText', { text: 'secret' });
      await jobs.click('button', 'OK');
      await types(jobs, '"$($c.UserName) $($c.GetNetworkCredential().Password)"', ['ann secret']);
    },
  },
  {
    name: 'remoting: S10: a session is entered and left, and its data stay',
    limit: 150,
    async run({ openTab }) {
      const tab = await openConsole(openTab);
      const here = { prompt: 'PS /home/learner> ' };
      const there = { prompt: '[Server01]: PS /home/learner> ' };
      await types(tab, `$s = New-PSSession -ComputerName Server01; $x = 'here'`, [], here);
      await types(tab, 'Enter-PSSession $s', [], here);
      await until('the status', async () => /^Session1 on Server01/.test(await tab.textOf('status', 'Status')));
      await types(tab, `$x = 'there'; $x; hostname`, ['there', 'Server01'], there);
      await types(tab, '1/0', ['RuntimeException: Attempted to divide by zero.'], there);
      await types(tab, `throw 'no'`, ['Error: no'], there);
      await types(tab, '$using:x', [/^InvalidOperation: A Using variable cannot be retrieved\./], there);
      await types(tab, 'Get-PSSession', [], there);
      await types(tab, 'Set-Location /', [], there);
      await types(tab, '$PWD.Path', ['/'], { prompt: '[Server01]: PS /> ' });
      await tab.submit('while ($true) { Start-Sleep -Milliseconds 50 }');
      await tab.waitFor('button', 'Stop');
      await tab.press('Control+c');
      await expects(tab, 'while ($true) { Start-Sleep -Milliseconds 50 }', ['Error: The pipeline has been stopped.']);
      await types(tab, 'exit', []);
      await until('the status', async () => /^localhost/.test(await tab.textOf('status', 'Status')));
      await types(tab, '$x; Invoke-Command $s { $x; "$PWD" }; $s.State', ['here', 'there', '/', 'Opened'], here);
      // other ways in and out
      await types(tab, 'Enter-PSSession -Id 1', []);
      await types(tab, 'exit 3', [], { prompt: '[Server01]: PS /> ' });
      await types(tab, '"$($s.State) $($s.Availability)"', ['Opened Available'], here);
      await types(tab, 'etsn -Name Session1', []);
      await types(tab, 'Exit-PSSession', [], { prompt: '[Server01]: PS /> ' });
      await types(tab, 'Exit-PSSession; exit', [], here);
      await types(tab, '"still here, $x"', ['still here, here'], here);
      await types(tab, 'Enter-PSSession -Id 77', [
        'Enter-PSSession: The remote session with the session ID 77 is not available.',
        'Enter-PSSession: The remote session with the session ID 77 is not available.',
      ]);
      await types(tab, 'Invoke-Command $s { Enter-PSSession -ComputerName Server02 }', [
        'Enter-PSSession: The host does not support Enter-PSSession and Exit-PSSession.',
      ]);

      // a temporary one, in a fresh client
      const other = await openConsole(openTab);
      const temporary = { prompt: '[Server03]: PS /home/learner> ' };
      await types(other, 'Enter-PSSession -ComputerName Server03', [], here);
      await types(other, '$t = 1; "$t $(hostname)"', ['1 Server03'], temporary);
      assert.ok(!(await other.names('listitem')).some((name) => name.includes('Server03')), 'a temporary session is not listed');
      await types(other, 'exit', [], temporary);
      await types(other, 'Get-PSSession', [], here);
      await types(other, 'Enter-PSSession -ComputerName Server03', [], here);
      await types(other, '"[$t]"', ['[]'], temporary);
      // the session that was entered goes away under the person
      const id = await ask(tab, '$gone = New-PSSession -ComputerName Server02 -Name Gone; "$($gone.InstanceId)"');
      await types(tab, 'Enter-PSSession $gone', [], here);
      await types(tab, 'hostname', ['Server02'], { prompt: '[Server02]: PS /home/learner> ' });
      await other.evaluate((instance) => limpet.session(instance).remove(), id);
      await until('it to be gone', async () => !(await tab.names('listitem')).includes('Gone on Server02, Opened'));
      await types(tab, '"lost"', [
        `Command '"lost"' was not run as the session in which it was intended to run was either closed or broken`,
      ]);
      await types(tab, '"$x $($gone.State)"', ['here Closed'], here);
    },
  },
];

async function asked(tab: Parameters<typeof types>[0], label: string): Promise<void> {
  await until(`the question ${label}`, () =>
    tab.evaluate((wanted) => {
      const inside = (root: ParentNode): boolean =>
        [...root.querySelectorAll('*')].some(
          (e) => (e.id === 'label' && (e.textContent ?? '').trim().startsWith(wanted)) || (e.shadowRoot !== null && inside(e.shadowRoot)),
        );
      return inside(document);
    }, label),
  );
}

import assert from 'node:assert/strict';
import { expects, front, GUID, listed, NO_SESSIONS, openConsole, types } from '../rig/console.ts';
import type { Scenario } from '../rig/scenario.ts';
import { until } from '../rig/wait.ts';

const CONCURRENT =
  'OperationStopped: The pipeline was not run because a pipeline is already running. Pipelines cannot be run concurrently.';
const BUSY =
  'WARNING: The session is busy. You will be connected to the session as soon as it is available. To cancel the Enter-PSSession command, press Ctrl-C.';
const notAvailable = (name: string, computer: string) =>
  new RegExp(
    `^Invoke-Command: The session ${name}, ${GUID}, ${computer} is not available to run commands\\. {2}The session availability is Busy\\.$`,
  );

/** S15 of the promises, and joining: one command at a time, whoever asks. */
export const scenarios: Scenario[] = [
  {
    name: 'remoting: S15: a synchronous command waits its turn, an asynchronous one fails',
    limit: 180,
    async run({ openTab }) {
      const tab = await openConsole(openTab);
      await types(tab, '(New-PSSessionOption).CommandWaitTimeout.TotalMinutes', ['4']);
      await types(tab, '$s = New-PSSession -ComputerName Server01', []);
      await types(tab, `$j = Invoke-Command $s -AsJob { Start-Sleep 4; $done = 'first'; $done }`, []);
      await listed(tab, 'Session1 on Server01, Running');
      await types(tab, '$k = Invoke-Command $s -AsJob { 1 }; "$($k.State) $($k.ChildJobs[0].State) $($k.HasMoreData)"', [
        'Failed Failed False',
      ]);
      await types(tab, 'Receive-Job $k', [CONCURRENT]);
      await types(tab, 'Invoke-Command $s { "after $done" }', ['after first']);
      await types(tab, 'Receive-Job $j; "$($j.State) $($s.Availability)"', ['first', 'Completed Available']);
      // in one script: all asynchronous ones but the first fail, always
      await types(tab, '$all = 1..3 | ForEach-Object { $n = $_; Invoke-Command $s -AsJob { Start-Sleep 1; $using:n } }; "$($all.State)"', [
        'Running Failed Failed',
      ]);
      await types(tab, '$null = Wait-Job $all; Receive-Job $all[0]', ['1']);
      // a session that is entered while it is busy
      await types(tab, '$j = Invoke-Command $s -AsJob { Start-Sleep 3; 5 }', []);
      await types(tab, 'Enter-PSSession $s', [
        /^WARNING: You have entered a session that is busy running a command or script\. {2}Because output is routed to job "Job\d+",/,
      ]);
      await types(tab, '$done', ['first'], { prompt: '[Server01]: PS /home/learner> ' });
      await types(tab, 'exit', []);
      await types(tab, 'Receive-Job $j', ['5']);

      // the wait has an end, in a fresh client
      const other = await openConsole(openTab);
      await types(other, '$o = New-PSSessionOption -CommandWaitTimeoutMSec 1000; $s = New-PSSession -Cn Server02 -SessionOption $o', []);
      await types(other, '$j = Invoke-Command $s -AsJob { Start-Sleep 600 }', []);
      await types(other, 'Invoke-Command $s { 2 }', [notAvailable('Session1', 'Server02'), NO_SESSIONS]);
      await types(other, '$Error[1].FullyQualifiedErrorId', [
        'InvokeCommandCommandInvalidSessionAvailability,Microsoft.PowerShell.Commands.InvokeCommandCommand',
      ]);
      await types(other, 'Stop-Job $j; "$($j.State)"; Invoke-Command $s { 3 }', ['Stopped', '3']);
    },
  },
  {
    name: 'remoting: joining: two tabs in one session',
    limit: 180,
    async run({ openTab }) {
      const one = await openConsole(openTab);
      const two = await openConsole(openTab);
      const inside = { prompt: '[Server01]: PS /home/learner> ' };
      await types(one, '$s = New-PSSession -ComputerName Server01 -Name Shared', []);
      await types(one, `Invoke-Command $s { $who = 'one'; function Hi { "hi $who" } }`, []);
      // the second tab joins; the session stays the first one's
      await types(two, '$t = Get-PSSession -ComputerName Server01 -Name Shared', []);
      await types(two, 'Enter-PSSession $t', []);
      await types(two, `Hi; $who = 'two'`, ['hi one'], inside);
      await types(one, 'Invoke-Command $s { Hi }', ['hi two']);
      await types(one, '"$($s.State) $($s.Availability)"', ['Opened Available']);
      // a command typed while the other's runs waits its turn, both ways
      await one.submit(`Invoke-Command $s { Start-Sleep 3; $who = 'slow'; 'slow is done' }`);
      await listed(two, 'Shared on Server01, Running');
      await types(two, '"then $who"; $who = "two"', ['then slow'], inside);
      await expects(one, `Invoke-Command $s { Start-Sleep 3; $who = 'slow'; 'slow is done' }`, ['slow is done']);
      await two.submit(`Start-Sleep 4; $who = 'late'; 'late is done'`);
      await listed(one, 'Shared on Server01, Running');
      // an asynchronous one fails with PowerShell's error
      await types(one, '$j = Invoke-Command $s -AsJob { 1 }; "$($j.State)"; Receive-Job $j', ['Failed', CONCURRENT]);
      await types(one, 'Invoke-Command $s { Hi }', ['hi late']);
      await expects(two, `Start-Sleep 4; $who = 'late'; 'late is done'`, ['late is done']);
      // both inside: each sees what the other types and what comes of it
      await two.submit('Start-Sleep 2; Set-Location /');
      await listed(one, 'Shared on Server01, Running');
      await types(one, 'Enter-PSSession $s', [BUSY]);
      await until('the prompt to have moved', async () => (await two.readOutput()).length > 0);
      await types(one, '6 * 7', ['42'], { prompt: '[Server01]: PS /> ' });
      await expects(two, '6 * 7', ['42'], { prompt: '[Server01]: PS /> ' });
      await front(two);
      await types(two, 'Set-Location /home; "moved"', ['moved'], { prompt: '[Server01]: PS /> ' });
      await expects(one, 'Set-Location /home; "moved"', ['moved'], { prompt: '[Server01]: PS /> ' });
      await types(one, 'exit', [], { prompt: '[Server01]: PS /home> ' });
      await types(two, '"alone"', ['alone']);
      assert.ok(!(await one.readOutput()).some((line) => line.includes('alone')), 'who has left sees nothing more');
      // leaving: the session is its owner's still
      await types(two, 'exit', [], { prompt: '[Server01]: PS /home> ' });
      await types(two, 'Get-PSSession | ForEach-Object { "$($_.State) $($_.Availability)" }', ['Disconnected Busy']);
      await types(one, '"$($s.State)"; Invoke-Command $s { $who }', ['Opened', 'late']);
      // the owner gives it up while the other is inside: it is the other's to take
      await types(one, '(Disconnect-PSSession $s).State', ['Disconnected']);
      await types(two, 'Enter-PSSession $t', []);
      await types(two, '$who', ['late'], { prompt: '[Server01]: PS /home> ' });
    },
  },
];

import { ask, listed, listedAll, NO_SESSIONS, notConnected, notOpen, openConsole, table, types } from '../rig/console.ts';
import { clockOff } from '../rig/faults.ts';
import type { Scenario } from '../rig/scenario.ts';
import { until } from '../rig/wait.ts';

const HOUR = 3_600_000;
const slowly = (count: number) => `{ 1..${count} | ForEach-Object { Start-Sleep -Milliseconds 500; "line $_" } }`;
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`);

/** S11 to S14 of the promises: sessions that go on without their client, and how long they are kept. */
export const scenarios: Scenario[] = [
  {
    name: 'remoting: S11: disconnected here, connected and received there',
    limit: 240,
    async run({ openTab, browser }) {
      const one = await openConsole(openTab);
      const two = await openConsole(openTab);
      await types(one, '$s = New-PSSession -ComputerName Server01 -Name Work', []);
      await types(one, `$j = Invoke-Command -Session $s -AsJob ${slowly(16)}`, []);
      await types(one, 'Disconnect-PSSession $s -IdleTimeoutSec 30', [
        'Disconnect-PSSession: The session Work cannot be disconnected because the specified idle time-out value 30 (seconds) is either greater than the server maximum allowed 2147483 (seconds), or less than the minimum allowed 60 (seconds).  Specify an idle time-out value that is within the allowed range, and try again.',
      ]);
      await types(one, 'Disconnect-PSSession $s', table([1, 'Work', 'Server01', 'Disconnected']));
      await listed(one, 'Work on Server01, Disconnected');
      await types(one, '"$($s.State) $($s.Availability) $($j.State)"', ['Disconnected None Disconnected']);
      await types(one, 'Invoke-Command $s { 1 }', [notOpen('Work', 'Server01', 'Disconnected'), NO_SESSIONS]);
      // what came before the disconnect is the first client's
      const mine = Number(await ask(one, '"$(@(Receive-Job $j).Count)"'));

      await types(two, '$t = Get-PSSession -ComputerName Server01 -State Disconnected; $t', table([1, 'Work', 'Server01', 'Disconnected']));
      await types(two, '"$($t.Availability) $(($t.ExpiresOn - $t.DisconnectedOn).TotalHours) $($t.IdleTimeout)"', ['None 2 7200000']);
      await types(two, 'Connect-PSSession $t', table([1, 'Work', 'Server01', 'Opened']));
      await types(two, '"$($t.State) $($t.Availability)"', ['Opened Busy']);
      await listed(two, 'Work on Server01, Running');
      await types(two, 'Receive-PSSession $t', lines(mine + 1, 16), { milliseconds: 60_000 });
      await types(two, 'Receive-PSSession $t; "$($t.State) $($t.Availability)"', ['Opened Available']);
      // a single owner
      await types(one, 'Get-PSSession', table([1, 'Work', 'Server01', 'Disconnected']));
      await types(one, '"$($s.Availability)"', ['Busy']);
      await types(one, 'Connect-PSSession $s', [notConnected('Connect-PSSession', 'Work')]);
      await types(one, 'Receive-PSSession $s', [notConnected('Receive-PSSession', 'Work')]);
      await types(two, '$x = 7; Invoke-Command $t { $x = $using:x }', []);
      await types(two, 'Disconnect-PSSession -Name W*', table([1, 'Work', 'Server01', 'Disconnected']));
      await types(two, 'Disconnect-PSSession $t | ForEach-Object State', ['Disconnected']);
      await types(one, 'Connect-PSSession -ComputerName Server01 -Name Work', table([1, 'Work', 'Server01', 'Opened']));
      await types(one, 'Invoke-Command $s { $x }', ['7']);

      // left behind on purpose
      const left = `'left'; Start-Sleep 1; 'behind'`;
      await types(
        one,
        `$r = Invoke-Command -ComputerName Server02 -InDisconnectedSession -SessionName Left { ${left} }; $r`,
        table([2, 'Left', 'Server02', 'Disconnected']),
      );
      await listed(one, 'Left on Server02, Disconnected');
      await types(two, 'Receive-PSSession -ComputerName Server02 -Name Left', ['left', 'behind']);
      await types(two, 'Receive-PSSession -Name Left -OutTarget Job', [
        'Receive-PSSession: There is no disconnected command associated with this runspace.',
      ]);
      await types(two, 'Receive-PSSession -ComputerName Server02 -Name Nope', [
        'Receive-PSSession: The command cannot find a PSSession that has the name "Nope".',
      ]);
      await types(one, 'Invoke-Command -Cn Server01 -AsJob -InDisconnectedSession { 1 }', [
        'Invoke-Command: You cannot use the Invoke-Command cmdlet with both the AsJob and Disconnected parameters in the same command.',
      ]);

      // later, from another computer: the browser was closed meanwhile
      await types(one, `$null = Invoke-Command $s -AsJob { 'early'; Start-Sleep 2; 'late' }; (Disconnect-PSSession $s).State`, [
        'Disconnected',
      ]);
      await browser.restart();
      const three = await openConsole(openTab);
      await listed(three, 'Work on Server01, Disconnected');
      await types(three, '$w = Get-PSSession -ComputerName Server01 -Name Work; $w.State', ['Disconnected']);
      // all that is kept: what reached the client that is gone is replayed
      await types(three, 'Receive-PSSession $w -OutTarget Job -JobName Late | Wait-Job | Receive-Job', ['early', 'late']);
      await types(three, '"$($w.State) $((Get-Job).Name)"; Invoke-Command $w { $x }', ['Opened Late', '7']);
    },
  },
  {
    name: 'remoting: S12 and S13: a reload keeps sessions, a closed tab leaves the running one',
    limit: 180,
    async run({ openTab }) {
      const one = await openConsole(openTab);
      await types(one, '$s, $idle = New-PSSession -ComputerName Server01, Server02 -Name Work, Idle', []);
      await types(one, `$j = Invoke-Command $s -AsJob ${slowly(20)}`, []);
      await listedAll(one, ['Console on localhost, Opened', 'Work on Server01, Running', 'Idle on Server02, Opened']);
      await one.reload();
      await types(one, '"$($s.State) $($idle.State) $($j.State)"', ['Opened Opened Running']);
      await types(one, 'Invoke-Command $idle { hostname }', ['Server02']);
      const two = await openConsole(openTab);
      await listed(two, 'Work on Server01, Running');
      await one.close();
      // its client gone, the running one is kept for others and the idle one is not
      await listedAll(two, ['Console on localhost, Opened', 'Work on Server01, Disconnected'], 60_000);
      await types(two, 'Get-PSSession -ComputerName Server02', []);
      await types(two, '$t = Get-PSSession -ComputerName Server01; "$($t.Name) $($t.State) $($t.Availability)"', [
        'Work Disconnected None',
      ]);
      await types(two, 'Receive-PSSession $t', lines(1, 20), { milliseconds: 60_000 });
      await types(two, 'Get-PSSession', table([1, 'Work', 'Server01', 'Opened']));
    },
  },
  {
    name: 'remoting: S14 and S9: a session is kept until it has been idle for too long',
    limit: 180,
    async run({ openTab, browser }) {
      const tab = await openConsole(openTab);
      await types(tab, '$o = New-PSSessionOption -IdleTimeout 1000; New-PSSession -SessionOption $o', [
        'New-PSSession: The specified IdleTimeout session option 1 (seconds) is not a valid period.  Specify an IdleTimeout value that is greater than or equal to the minimum allowed 60 (seconds).',
      ]);
      await types(tab, '$o = New-PSSessionOption -IdleTimeout 60000; $o.IdleTimeout.TotalSeconds', ['60']);
      await types(tab, '$s = New-PSSession -ComputerName Server01 -Name Short -SessionOption $o; $s.IdleTimeout', ['60000']);
      await types(tab, '$l = New-PSSession -ComputerName Server02 -Name Long; $l.IdleTimeout', ['7200000']);
      await types(tab, '$k = New-PSSession -ComputerName Server03 -Name Kept; $k.State', ['Opened']);
      await types(tab, 'Disconnect-PSSession $s, $l | ForEach-Object { "$($_.Name) $(($_.ExpiresOn - $_.DisconnectedOn).TotalSeconds)" }', [
        'Short 60',
        'Long 7200',
      ]);
      await types(tab, '(Disconnect-PSSession $k -IdleTimeoutSec 90000).IdleTimeout', ['90000000']);
      // a broker whose clock is ahead takes over: a minute has passed, two hours have not
      browser.inject(clockOff(5 * 60_000, ['shared_worker']));
      for (const broker of browser.targets('shared_worker')) await broker.kill();
      await listedAll(tab, ['Console on localhost, Opened', 'Long on Server02, Disconnected', 'Kept on Server03, Disconnected'], 60_000);
      // S9: the variable holds what can't be used or repaired
      await types(tab, '(Get-PSSession -Id $s.Id).State', ['Broken']);
      await types(tab, 'Connect-PSSession $s', [notConnected('Connect-PSSession', 'Short')]);
      await types(tab, 'Invoke-Command $s { 1 }', [notOpen('Short', 'Server01', 'Broken'), NO_SESSIONS]);
      await types(tab, 'Remove-PSSession $s; $s.State', ['Broken']);
      await types(tab, '(Get-PSSession).Name', ['Long', 'Kept']);
      // at the next visit, hours later
      await browser.kill();
      browser.inject(clockOff(3 * HOUR));
      await browser.start();
      const later = await openConsole(openTab);
      await listedAll(later, ['Console on localhost, Opened', 'Kept on Server03, Disconnected'], 60_000);
      await types(later, 'Get-PSSession -ComputerName Server02', []);
      await types(later, '(Get-PSSession -ComputerName Server03 | Connect-PSSession).State', ['Opened']);
      await until('it to be Opened', async () => (await later.names('listitem')).includes('Kept on Server03, Opened'));
    },
  },
];

/** PSSession cmdlets and Invoke-Command as mission.md's S1 to S15 and the measured behaviour of PowerShell have them. */
import { beforeEach, expect, test } from 'vitest';
import { Play } from './support.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.begin();
});

const row = (id: number, name: string, computer: string, state: string): string =>
  `${String(id).padStart(3)} ${name.padEnd(15)} ${computer.padEnd(15)} ${state.padEnd(13)} Microsoft.PowerShell`;

test('S1, S2, S3: the table', () => {
  expect(play.lines('New-PSSession -ComputerName Server01, Server02, Server03')).toEqual([
    ' Id Name            ComputerName    State         ConfigurationName',
    ' -- ----            ------------    -----         -----------------',
    row(1, 'Session1', 'Server01', 'Opened'),
    row(2, 'Session2', 'Server02', 'Opened'),
    row(3, 'Session3', 'Server03', 'Opened'),
  ]);
  expect(play.lines('New-PSSession -Name Mine')[2]).toBe(row(4, 'Mine', 'localhost', 'Opened'));
  expect(play.lines('"$((Get-PSSession).Count) $(Get-PSSession -Id 4)"')).toEqual(['4 [PSSession]Mine']);
});

test('S4: selectors, and what is said of those that find nothing', () => {
  play.type('$s = New-PSSession -Name One');
  expect(play.lines('(Get-PSSession -Name o*).Id')).toEqual(['1']);
  expect(play.lines('(Get-PSSession -InstanceId $s.InstanceId).Id')).toEqual(['1']);
  expect(play.lines('Get-PSSession -Id 9')).toEqual(['Get-PSSession: The remote session with the session ID 9 is not available.']);
  expect(play.lines('$Error[0].FullyQualifiedErrorId')).toEqual([
    'RemoteRunspaceNotAvailableForSpecifiedSessionId,Microsoft.PowerShell.Commands.GetPSSessionCommand',
  ]);
  expect(play.lines('Get-PSSession -Name two')).toEqual(['Get-PSSession: The remote session with the name two  is not available.']);
  expect(play.lines('Get-PSSession -Name t*')).toEqual([]);
  expect(play.lines('Enter-PSSession -Id 9')).toHaveLength(2);
});

test('S6, S7: commands of a session share its state, temporary ones nothing; objects tell where they are from', () => {
  play.type('$s = New-PSSession -ComputerName Server01');
  play.type('Invoke-Command -Session $s { $x = 5; function f { "f$x" } }');
  expect(play.lines('Invoke-Command -Session $s { f }')).toEqual(['f5']);
  expect(play.lines('Invoke-Command -ComputerName Server01 { "[$x]" }')).toEqual(['[]']);
  expect(
    play.lines('$r = Invoke-Command -Session $s { 1, 2 }; $r[1].PSComputerName; $r[1].RunspaceId -eq $s.InstanceId; $r[0] + 1'),
  ).toEqual(['Server01', 'True', '2']);
  expect(play.lines('Invoke-Command -Session $s { [pscustomobject]@{A = 1; B = 2} }')).toEqual([
    'A              : 1',
    'B              : 2',
    'PSComputerName : Server01',
    `RunspaceId     : ${play.lines('"$($s.InstanceId)"')[0]}`,
  ]);
  expect(play.world.store.sessions.size).toBe(2);
});

test('arguments, input, $using:', () => {
  play.type('$s = New-PSSession; $h = @{b = 7}');
  expect(play.lines('icm $s { param([int]$n, $m) "$n-$m-$args" } -ArgumentList 1, 2, 3, 4')).toEqual(['1-2-3 4']);
  expect(play.lines('1..3 | icm $s { $input | ForEach-Object { $_ * 2 } }')).toEqual(['2', '4', '6']);
  expect(play.lines('icm $s -InputObject (1, 2) { @($input).Count }')).toEqual(['1']);
  expect(play.lines('icm $s { $using:h.b; $using:h["b"] }')).toEqual(['7', '7']);
  expect(play.lines('icm $s { $using:nope }')).toEqual([
    "Invoke-Command: The value of the using variable '$using:nope' cannot be retrieved because it has not been set in the local session.",
  ]);
  expect(play.lines('1..2 | Invoke-Command { process { "in $_" } }')).toEqual(['in 1', 'in 2']);
});

test('input of a job', () => {
  play.type('$s = New-PSSession');
  expect(play.lines('$j = 1..3 | icm $s -AsJob { $input | ForEach-Object { $_ * 2 } }; $null = Wait-Job $j; Receive-Job $j')).toEqual([
    '2',
    '4',
    '6',
  ]);
});

test('errors of the far side', () => {
  play.type('$s = New-PSSession -ComputerName Server01');
  expect(play.lines('icm $s { Get-Nothing; "on" }')).toEqual([
    "ObjectNotFound: The term 'Get-Nothing' is not recognized as a name of a cmdlet, function, script file, or executable program.",
    'Check the spelling of the name, or if a path was included, verify that the path is correct and try again.',
    'on',
  ]);
  expect(play.lines('icm $s { Write-Error "bad" }')).toEqual(['Write-Error: bad']);
  expect(play.lines('$?; $Error[0].OriginInfo.PSComputerName')).toEqual(['False', 'Server01']);
  expect(play.lines('icm $s { throw "no" }; "on"')).toEqual(['Exception: no', 'on']);
  expect(play.lines('try { icm $s { throw "no" } } catch { "caught $_" }')).toEqual(['caught no']);
  expect(play.lines('icm $s { Write-Warning "w"; Write-Host "h"; Write-Verbose "v" -Verbose }')).toEqual(['WARNING: w', 'h', 'VERBOSE: v']);
});

test('what is left half-way is stopped', () => {
  play.type('$s = New-PSSession');
  expect(play.lines('icm $s { while ($true) { "x" } } | Select-Object -First 2')).toEqual(['x', 'x']);
  expect(play.lines('"$($s.Availability)"; icm $s { "free" }')).toEqual(['Available', 'free']);
});

test('S8, S9: removing, and what the variable holds afterwards', () => {
  play.type('$s = New-PSSession -ComputerName Server01; $t = New-PSSession -ComputerName Server02');
  expect(play.lines('Remove-PSSession -ComputerName Server01 -Id 2')).toEqual([]);
  expect(play.lines('(Get-PSSession).Count')).toEqual(['2']);
  expect(play.lines('Remove-PSSession -ComputerName Server01 -Id 1; (Get-PSSession).Id; "$($s.State)"')).toEqual(['2', 'Closed']);
  const id = play.lines('"$($s.InstanceId)"')[0];
  expect(play.lines('icm $s { 1 }')).toEqual([
    `Invoke-Command: Because the session state for session Session1, ${id}, Server01 is not equal to Open, you cannot run a command in the session.  The session state is Closed.`,
    'Invoke-Command: No valid sessions were specified.  Ensure you provide valid sessions that are in the Opened state and are available to run commands.',
  ]);
  expect(play.lines('$Error[1].FullyQualifiedErrorId')).toEqual([
    'InvokeCommandCommandInvalidSessionState,Microsoft.PowerShell.Commands.InvokeCommandCommand',
  ]);
  expect(play.world.store.sessions.has(id)).toBe(false);
});

test('S10: an entered session', () => {
  play.world.showPrompts = true;
  play.type('$s = New-PSSession -ComputerName Server01; $x = "here"');
  play.type('Enter-PSSession $s');
  expect(play.lines('$x = "there"; $x')).toEqual(['[Server01]: PS /home/learner> $x = "there"; $x', 'there']);
  expect(play.lines('1/0')[1]).toBe('RuntimeException: Attempted to divide by zero.');
  expect(play.lines('throw "no"; "on"')[1]).toBe('Error: no');
  expect(play.lines('Get-PSSession')).toHaveLength(1);
  play.type('exit');
  expect(play.lines('$x; icm $s { $x }; "$($s.State)"')).toEqual([
    'PS /home/learner> $x; icm $s { $x }; "$($s.State)"',
    'here',
    'there',
    'Opened',
  ]);
  play.type('Enter-PSSession $s');
  play.type('exit 3');
  expect(play.lines('"$($s.State)"')[1]).toBe('Opened');
  play.type('Enter-PSSession -ComputerName Server02');
  play.type('Exit-PSSession');
  expect(play.lines('(Get-PSSession).Count')[1]).toBe('1');
  expect(play.world.store.sessions.size).toBe(2);
});

test('S11: disconnect, another client connects and receives what was not delivered', () => {
  play.type('$s = New-PSSession -ComputerName Server01');
  play.type('$j = icm $s -AsJob { "early"; Wait-Moment 100000; "late" }');
  play.type('$null = Disconnect-PSSession $s');
  expect(play.lines('"$($s.State) $($j.State)"; Receive-Job $j')).toEqual(['Disconnected Disconnected', 'early']);
  expect(play.lines('$t = Get-PSSession -ComputerName Server01; "$($t.State) $($t.Availability) $($t.Name)"', 'console2')).toEqual([
    'Disconnected None Session1',
  ]);
  expect(play.lines('$null = Connect-PSSession $t; Receive-PSSession $t', 'console2')).toEqual(['late']);
  expect(play.lines('Receive-PSSession $t', 'console2')).toEqual([]);
  expect(play.lines('$null = Get-PSSession; "$($s.State) $($s.Availability)"')).toEqual(['Disconnected Busy']);
  const refused = play.lines('Connect-PSSession $s');
  expect(refused[0]).toContain('either because it is not in the Disconnected state, or it is not available for connection.');
});

test('S12, S13: the client is gone; the next one gets all that is kept from the start', () => {
  play.type('$s = New-PSSession -ComputerName Server01', 'console2');
  play.type('icm $s -AsJob { "one"; Wait-Moment 100000; "two" }', 'console2');
  play.close('console2');
  play.type('$t = Get-PSSession -ComputerName Server01; $null = Connect-PSSession $t');
  expect(play.lines('Receive-PSSession $t')).toEqual(['one', 'two']);
});

test('S15: a synchronous command waits its turn, an asynchronous one fails at once', () => {
  play.type('$o = New-PSSessionOption -CommandWaitTimeoutMSec 2000; $s = New-PSSession -SessionOption $o');
  play.type('$j = icm $s -AsJob { Wait-Moment 600000 }');
  play.type('$k = icm $s -AsJob { 1 }');
  expect(play.lines('$l = icm $s -AsJob { 1 }; "$($l.State) $($l.HasMoreData)"')).toEqual(['Failed False']);
  expect(play.lines('$k.State; Receive-Job $k')).toEqual([
    'Failed',
    'OperationStopped: The pipeline was not run because a pipeline is already running. Pipelines cannot be run concurrently.',
  ]);
  const id = play.lines('"$($s.InstanceId)"')[0];
  expect(play.lines('icm $s { 2 }')).toEqual([
    `Invoke-Command: The session Session1, ${id}, localhost is not available to run commands.  The session availability is Busy.`,
    'Invoke-Command: No valid sessions were specified.  Ensure you provide valid sessions that are in the Opened state and are available to run commands.',
  ]);
});

test('joining: another tab enters a session that is open elsewhere', () => {
  play.type('$s = New-PSSession');
  play.type('icm $s { $shared = 1 }');
  play.type('Enter-PSSession (Get-PSSession -ComputerName localhost)', 'console2');
  expect(play.lines('$shared; $shared = 2', 'console2')).toEqual(['1']);
  expect(play.lines('icm $s { $shared }; "$($s.State)"')).toEqual(['2', 'Opened']);
  // whoever is inside sees what the others type
  play.world.showPrompts = true;
  play.type('Enter-PSSession $s');
  expect(play.lines('function prompt { "P> " }; "hello"', 'console2')).toEqual([
    '[localhost]: PS /home/learner> function prompt { "P> " }; "hello"',
    '[localhost]: PS /home/learner> function prompt { "P> " }; "hello"',
    'hello',
    'hello',
  ]);
  expect(play.lines('$shared = 3')).toEqual(['[localhost]: P> $shared = 3', '[localhost]: P> $shared = 3']);
  play.type('exit', 'console2');
  expect(play.lines('$shared')).toEqual(['[localhost]: P> $shared', '3']);
  play.world.showPrompts = false;
  // who took part has left a session that is the other's still
  expect(
    play.lines('$o = (Get-PSSession)[0]; "$($o.State) $($o.Availability)"; Remove-PSSession $o; (Get-PSSession).Count', 'console2'),
  ).toEqual([
    'Disconnected Busy',
    'Remove-PSSession: Remote session Session1 could not be connected and could not be removed from the server. The client remote session object will be removed from the server, but the state of the remote session on the server is unknown.',
    '0',
  ]);
  expect(play.lines('$shared')).toEqual(['3']);
});

test('a command left behind', () => {
  expect(play.lines('(icm -ComputerName Server01 -InDisconnectedSession -SessionName Left { 1; 2 }).Name')).toEqual(['Left']);
  expect(play.lines('$t = Get-PSSession -ComputerName Server01 -Name Left; Receive-PSSession $t -OutTarget Host', 'console2')).toEqual([
    '1',
    '2',
  ]);
});

test('a new client receives what all commands have left, in order', () => {
  play.type('$s = New-PSSession -ComputerName Server01', 'console2');
  play.type('$null = icm $s -AsJob { "one"; Wait-Moment 200000; "two" }', 'console2');
  play.type('icm $s { "three"; throw "no" }', 'console2');
  play.close('console2');
  play.world.tick = 5000;
  play.type('$t = Get-PSSession -ComputerName Server01');
  expect(play.lines('Receive-PSSession $t')).toEqual([
    'one',
    'two',
    'three',
    'Receive-PSSession: The remote pipeline failed for the following reason: no',
  ]);
  expect(play.lines('$Error[0].FullyQualifiedErrorId; Receive-PSSession $t')).toEqual([
    'ReceivePSSessionPipelineFailed,Microsoft.PowerShell.Commands.ReceivePSSessionCommand',
  ]);
});

test('what a client was sent before it disconnected is for the next one once that client is gone', () => {
  play.type('$s = New-PSSession -ComputerName Server01', 'console2');
  play.type('$j = icm $s -AsJob { "one"; Wait-Moment 200000; "two" }; $null = Disconnect-PSSession $s', 'console2');
  play.close('console2');
  play.world.tick = 5000;
  expect(play.lines('Receive-PSSession (Get-PSSession -ComputerName Server01)')).toEqual(['one', 'two']);
});

test('the same into a job', () => {
  play.type('$s = New-PSSession -ComputerName Server01', 'console2');
  play.type('$null = icm $s -AsJob { "one"; Wait-Moment 200000; "two" }', 'console2');
  play.type('icm $s { "three" }', 'console2');
  play.close('console2');
  play.world.tick = 5000;
  play.type('$t = Get-PSSession -ComputerName Server01; $j = Receive-PSSession $t -OutTarget Job -JobName Late');
  expect(play.lines('"$($j.Name) $($j.State)"; Receive-Job $j')).toEqual(['Late Completed', 'one', 'two', 'three']);
  expect(play.lines('Receive-PSSession $t -OutTarget Job')).toEqual([
    'Receive-PSSession: There is no disconnected command associated with this runspace.',
  ]);
  expect(play.lines('@(Get-Job).Count')).toEqual(['1']);
});

test('exit in Invoke-Command ends the session: Closed until it is removed', () => {
  play.type('$s = New-PSSession -ComputerName Server01');
  expect(play.lines('icm $s { 1; exit 5; 2 }')).toEqual(['1']);
  expect(play.lines('Get-PSSession')[2]).toBe(row(1, 'Session1', 'Server01', 'Closed'));
  expect(play.lines('"$($s.State) $($s.Availability)"')).toEqual(['Closed None']);
  expect(play.lines('(Get-PSSession -ComputerName Server01).State')).toEqual(['Closed']);
  expect(play.lines('icm $s { 1 }')[0]).toContain('The session state is Closed.');
  play.type('Remove-PSSession $s');
  expect(play.lines('Get-PSSession')).toEqual([]);
  expect(play.world.store.sessions.size).toBe(1);
});

test('questions of a far command are asked here, and who asks for a secret is named', () => {
  play.type('$s = New-PSSession -ComputerName Server01');
  expect(play.lines('$c = icm $s { Get-Credential ann }; $c.UserName; $c.GetNetworkCredential().Password')).toEqual(['ann', 'secret']);
  expect(play.lines('icm $s { $x = $using:c; "$($x.UserName) $($x.Password.Length)" }')).toEqual(['ann 6']);
  expect(play.world.asked[0]).toMatchObject({
    op: 'prompt.credential',
    caption: 'PowerShell credential request',
    message:
      'Warning: A script or application on the remote computer SERVER01 is requesting your credentials. Enter your credentials only if you trust the remote computer and the application or script that is requesting them.\n\nEnter your credentials.',
    userName: 'ann',
  });
  play.type(
    'icm $s { function f { param([Parameter(Mandatory)][string]$Name, [Parameter(Mandatory)][string[]]$More) "$Name $($More.Count)" } }',
  );
  expect(play.lines('icm $s { f }')).toEqual(['given 2']);
  expect(play.world.asked[1]).toMatchObject({ op: 'prompt.parameters', caption: 'cmdlet f at command pipeline position 1' });
  play.type('Enter-PSSession $s');
  expect(play.lines('f; (Get-Credential -Title Shop -Message Pay).UserName')).toEqual(['given 2', 'ada']);
  expect(play.world.asked[3].caption).toBe('PowerShell Credential Request: Shop');
});

test('transports that a page does not have are refused', () => {
  expect(play.lines('icm -HostName x { 1 }')[0]).toContain("The term 'ssh' is not recognized");
  expect(play.lines('New-PSSession -VMName v')).toEqual([
    'New-PSSession: The Hyper-V Module for PowerShell is not available on this machine.',
  ]);
  expect(play.lines('icm -ComputerName "a b" { 1 }')[0]).toContain('One or more computer names are not valid.');
});

import { GUID, listed, listedAll, NO_SESSIONS, notOpen, openConsole, table, types } from '../rig/console.ts';
import type { Scenario } from '../rig/scenario.ts';

const HELP = 'For more information, see the about_Remote_Troubleshooting Help topic.';
const unknown = (computer: string) =>
  `Connecting to remote server ${computer} failed with the following error message : WinRM cannot process the request. The following error occurred: Cannot find the computer ${computer}. Verify that the computer exists on the network and that the name provided is spelled correctly. ${HELP}`;

/** S1 to S5, S8 and S9 of the promises: making, finding and removing sessions. Each group of commands has a client of its own. */
export const scenarios: Scenario[] = [
  {
    name: 'remoting: S1 to S5: sessions are made, shown and found, also by other tabs',
    limit: 150,
    async run({ openTab }) {
      const tab = await openConsole(openTab);
      // S2, S3: one for each computer; the table as the documents show it
      await types(tab, 'New-PSSession -ComputerName Server01, Server02, Server03', [
        ' Id Name            ComputerName    State         ConfigurationName',
        ' -- ----            ------------    -----         -----------------',
        '  1 Session1        Server01        Opened        Microsoft.PowerShell',
        '  2 Session2        Server02        Opened        Microsoft.PowerShell',
        '  3 Session3        Server03        Opened        Microsoft.PowerShell',
      ]);
      await listedAll(tab, [
        'Console on localhost, Opened',
        'Session1 on Server01, Opened',
        'Session2 on Server02, Opened',
        'Session3 on Server03, Opened',
      ]);
      // S1: on the local computer, over the same path
      await types(tab, 'New-PSSession', table([4, 'Session4', 'localhost', 'Opened']));
      await types(tab, '$s = New-PSSession -ComputerName Server01 -Name Mine', []);
      await types(tab, '"$s"; $s.GetType().FullName', ['[PSSession]Mine', 'System.Management.Automation.Runspaces.PSSession']);
      await types(
        tab,
        'Get-PSSession',
        table(
          [1, 'Session1', 'Server01', 'Opened'],
          [2, 'Session2', 'Server02', 'Opened'],
          [3, 'Session3', 'Server03', 'Opened'],
          [4, 'Session4', 'localhost', 'Opened'],
          [5, 'Mine', 'Server01', 'Opened'],
        ),
      );
      await types(tab, '$s | Format-List Transport, ComputerType, Availability, InstanceId', [
        'Transport    : WSMan',
        'ComputerType : RemoteMachine',
        'Availability : Available',
        new RegExp(`^InstanceId {3}: ${GUID}$`),
      ]);
      await types(tab, 'Get-PSSession -Id 2 | Select-Object Transport, ComputerType, Availability', [
        'Transport  ComputerType Availability',
        '---------  ------------ ------------',
        'WSMan     RemoteMachine    Available',
      ]);
      await types(tab, '$a, $b = New-PSSession -ComputerName Server02, Server03 -Name One, Two; "$($a.Name) $($b.Id)"', ['One 7']);
      // S4
      await types(tab, '(Get-PSSession -Id 1, 4).Name; (Get-PSSession -Name m*).Id', ['Session1', 'Session4', '5']);
      await types(tab, '(Get-PSSession -InstanceId $s.InstanceId).Name', ['Mine']);
      await types(tab, 'Get-PSSession -Name One, Nope', [
        ...table([6, 'One', 'Server02', 'Opened']),
        'Get-PSSession: The remote session with the name Nope  is not available.',
      ]);
      await types(tab, 'Get-PSSession -Id 99', ['Get-PSSession: The remote session with the session ID 99 is not available.']);
      await types(tab, 'Get-PSSession -InstanceId 11111111-2222-3333-4444-555555555555', [
        'Get-PSSession: Remote session is not available for 11111111-2222-3333-4444-555555555555.',
      ]);
      await types(tab, 'New-PSSession -ComputerName Nowhere', [`New-PSSession: [Nowhere] ${unknown('Nowhere')}`]);
      await types(tab, 'New-PSSession -ComputerName Server01 -ConfigurationName Nope', [
        `New-PSSession: [Server01] Connecting to remote server Server01 failed with the following error message : The WS-Management service cannot process the request. Cannot find the Nope session configuration in the WSMan: drive on the Server01 computer. ${HELP}`,
      ]);

      // S5, from another client: all sessions of the computer, none of its own
      const other = await openConsole(openTab);
      await listed(other, 'Mine on Server01, Opened');
      await types(other, 'Get-PSSession', []);
      await types(
        other,
        'Get-PSSession -ComputerName Server01',
        table([1, 'Session1', 'Server01', 'Disconnected'], [2, 'Mine', 'Server01', 'Disconnected']),
      );
      await types(other, 'New-PSSession -ComputerName Server01 -Name Here', table([3, 'Here', 'Server01', 'Opened']));
      await types(other, 'Get-PSSession -ComputerName Server01 -State Opened', table([3, 'Here', 'Server01', 'Opened']));
      await types(other, 'Get-PSSession -Cn Server01 -State Disconnected | ForEach-Object { "$($_.Name) $($_.Availability)" }', [
        'Session1 Busy',
        'Mine Busy',
      ]);
      await types(other, '(Get-PSSession -ComputerName Server01, Server02 -Name one).ComputerName', [
        'Get-PSSession: The command cannot find a PSSession that has the name "one".',
        'Server02',
      ]);
      await types(other, 'Get-PSSession -ComputerName Nowhere', [
        `Get-PSSession: The remote session query failed for Nowhere with the following error message: ${unknown('Nowhere')}`,
      ]);
      await types(other, 'Invoke-Command -Session (Get-PSSession -ComputerName Server01 -Name Mine) { 1 }', [
        notOpen('Mine', 'Server01', 'Disconnected'),
        NO_SESSIONS,
      ]);
      await types(tab, '(Get-PSSession -ComputerName Server01 -State Opened).Name', ['Session1', 'Mine']);
    },
  },
  {
    name: 'remoting: S8 and S9: removed sessions, and what a variable still holds of them',
    limit: 150,
    async run({ openTab }) {
      const tab = await openConsole(openTab);
      await types(tab, '$a, $b, $c = New-PSSession -ComputerName Server01, Server01, Server02', []);
      // both selectors must match
      await types(tab, 'Remove-PSSession -ComputerName Server01 -Id 3', []);
      await types(tab, '(Get-PSSession).Id', ['1', '2', '3']);
      await types(tab, 'Remove-PSSession -ComputerName Server01 -Id 1', []);
      await types(tab, 'Get-PSSession', table([2, 'Session2', 'Server01', 'Opened'], [3, 'Session3', 'Server02', 'Opened']));
      await listedAll(tab, ['Console on localhost, Opened', 'Session2 on Server01, Opened', 'Session3 on Server02, Opened']);
      // S9
      await types(tab, '"$($a.State) $($a.Availability) $($a.Name)"', ['Closed None Session1']);
      await types(tab, 'Invoke-Command -Session $a { 1 }', [notOpen('Session1', 'Server01', 'Closed'), NO_SESSIONS]);
      await types(tab, '$Error[1].FullyQualifiedErrorId', [
        'InvokeCommandCommandInvalidSessionState,Microsoft.PowerShell.Commands.InvokeCommandCommand',
      ]);
      await types(tab, 'Invoke-Command -Session $a, $c { hostname }', [notOpen('Session1', 'Server01', 'Closed'), 'Server02']);
      await types(tab, 'Enter-PSSession $a', [
        new RegExp(
          `^Enter-PSSession: Cannot enter session Session1 because it is not in the disconnected state or is not available for connection\\. Retrieve the remote session using Get-PSSession -ComputerName Server01 -InstanceId ${GUID}\\.$`,
        ),
      ]);
      await types(tab, 'Connect-PSSession $a', [
        'Connect-PSSession: Cannot connect PSSession "Session1", either because it is not in the Disconnected state, or it is not available for connection.',
      ]);
      await types(tab, 'Disconnect-PSSession $a', [
        'Disconnect-PSSession: Cannot disconnect PSSession "Session1" because it is not in the Opened state.',
      ]);
      await types(tab, 'Remove-PSSession $a; Remove-PSSession -Id 1', [
        'Remove-PSSession: The remote session with the session ID 1 is not available.',
      ]);
      await types(tab, 'Remove-PSSession -Session $b -WhatIf', ['What if: Performing the operation "Remove" on target "Server01".']);
      await types(tab, '$j = Invoke-Command -Session $b -AsJob { Start-Sleep 600 }; Remove-PSSession $b; $j.State; Receive-Job $j', [
        'Completed',
      ]);
      // `exit` ends a session too: it is Closed for everybody until it is removed
      await types(tab, 'Invoke-Command -Session $c { "said"; exit 5; "not said" }', ['said']);
      await types(tab, 'Get-PSSession', table([3, 'Session3', 'Server02', 'Closed']));
      await listedAll(tab, ['Console on localhost, Opened', 'Session3 on Server02, Closed']);
      await types(tab, 'Invoke-Command -Session $c { 1 }', [notOpen('Session3', 'Server02', 'Closed'), NO_SESSIONS]);
      await types(tab, 'Get-PSSession | Remove-PSSession', []);
      await listedAll(tab, ['Console on localhost, Opened']);

      // one that is another client's can't be removed from here
      const other = await openConsole(openTab);
      await types(other, '$o = New-PSSession -ComputerName Server03', []);
      await types(tab, 'Get-PSSession -ComputerName Server03 | Remove-PSSession', [
        'Remove-PSSession: Remote session Session1 could not be connected and could not be removed from the server. The client remote session object will be removed from the server, but the state of the remote session on the server is unknown.',
      ]);
      await types(other, 'Invoke-Command $o { "still here" }', ['still here']);
      await types(other, 'Remove-PSSession -Name Session*; $o.State', ['Closed']);
      await listedAll(other, ['Console on localhost, Opened']);
    },
  },
];

/** Lazy imports of the remoting and job cmdlets, for {@link MachineParts.commands}. */
import type { CommandEntry } from '../../interpreter/machine/cmdlet.ts';

const core = 'Microsoft.PowerShell.Core';
const row = (name: string, alias: string | null, load: CommandEntry['load']): CommandEntry => ({
  name,
  module: core,
  ...(alias === null ? {} : { aliases: [alias] }),
  load,
});

const threadJob: CommandEntry = {
  name: 'Start-ThreadJob',
  module: 'Microsoft.PowerShell.ThreadJob',
  load: () => import('./cmdlets/startThreadJob.ts'),
};

/** Those of jobs alone: for a host that has one session. */
export const jobCommands: CommandEntry[] = [
  row('Start-Job', 'sajb', () => import('./cmdlets/startJob.ts')),
  row('Get-Job', 'gjb', () => import('./cmdlets/getJob.ts')),
  row('Receive-Job', 'rcjb', () => import('./cmdlets/receiveJob.ts')),
  row('Wait-Job', 'wjb', () => import('./cmdlets/waitJob.ts')),
  row('Stop-Job', 'spjb', () => import('./cmdlets/stopJob.ts')),
  row('Remove-Job', 'rjb', () => import('./cmdlets/removeJob.ts')),
  row('Invoke-Command', 'icm', () => import('./cmdlets/invokeCommand.ts')),
  threadJob,
];

/** All of them. */
export const remotingCommands: CommandEntry[] = [
  row('New-PSSession', 'nsn', () => import('./cmdlets/newPSSession.ts')),
  row('Get-PSSession', 'gsn', () => import('./cmdlets/getPSSession.ts')),
  row('Enter-PSSession', 'etsn', () => import('./cmdlets/enterPSSession.ts')),
  row('Exit-PSSession', 'exsn', () => import('./cmdlets/exitPSSession.ts')),
  row('Disconnect-PSSession', 'dnsn', () => import('./cmdlets/disconnectPSSession.ts')),
  row('Connect-PSSession', 'cnsn', () => import('./cmdlets/connectPSSession.ts')),
  row('Receive-PSSession', 'rcsn', () => import('./cmdlets/receivePSSession.ts')),
  row('New-PSSessionOption', null, () => import('./cmdlets/newPSSessionOption.ts')),
  row('Remove-PSSession', 'rsn', () => import('./cmdlets/removePSSession.ts')),
  ...jobCommands,
];

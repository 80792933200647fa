/** Lazy imports of the remoting and job cmdlets, for {@link MachineParts.commands}. */
import type { CommandEntry } from '../../interpreter/machine/cmdlet.ts';

const core = 'Microsoft.PowerShell.Core';
const row = (name: string, alias: string | null, load: CommandEntry['load']): CommandEntry => ({
  name,
  module: core,
  ...(alias === null ? {} : { aliases: [alias] }),
  load,
});

/** All of them. */
export const remotingCommands: CommandEntry[] = [
  row('New-PSSession', 'nsn', () => import('./cmdlets/newPSSession.ts')),
  row('Remove-PSSession', 'rsn', () => import('./cmdlets/removePSSession.ts')),
  row('Invoke-Command', 'icm', () => import('./cmdlets/invokeCommand.ts')),
];

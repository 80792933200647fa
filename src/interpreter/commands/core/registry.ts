/** Lazy imports of this folder's cmdlets. */
import type { CommandEntry } from '../../machine/cmdlet.ts';

const core = 'Microsoft.PowerShell.Core';

export const coreCommands: readonly CommandEntry[] = [
  { name: 'Add-History', module: core, load: () => import('./addHistory.ts') },
  { name: 'Clear-History', module: core, aliases: ['clhy'], load: () => import('./clearHistory.ts') },
  { name: 'Clear-Host', module: core, aliases: ['cls', 'clear'], load: () => import('./clearHost.ts') },
  { name: 'Export-ModuleMember', module: core, load: () => import('./exportModuleMember.ts') },
  { name: 'ForEach-Object', module: core, aliases: ['%', 'foreach'], load: () => import('./forEachObject.ts') },
  { name: 'Get-Command', module: core, aliases: ['gcm'], load: () => import('./getCommand.ts') },
  { name: 'Get-Help', module: core, load: () => import('./getHelp.ts') },
  { name: 'Get-History', module: core, aliases: ['ghy', 'h', 'history'], load: () => import('./getHistory.ts') },
  { name: 'Get-Module', module: core, aliases: ['gmo'], load: () => import('./getModule.ts') },
  { name: 'Import-Module', module: core, aliases: ['ipmo'], load: () => import('./importModule.ts') },
  { name: 'Invoke-History', module: core, aliases: ['ihy', 'r'], load: () => import('./invokeHistory.ts') },
  { name: 'New-Module', module: core, aliases: ['nmo'], load: () => import('./newModule.ts') },
  { name: 'Register-ArgumentCompleter', module: core, load: () => import('./registerArgumentCompleter.ts') },
  { name: 'Remove-Module', module: core, aliases: ['rmo'], load: () => import('./removeModule.ts') },
  { name: 'Set-PSDebug', module: core, load: () => import('./setPSDebug.ts') },
  { name: 'Set-StrictMode', module: core, load: () => import('./setStrictMode.ts') },
  { name: 'Where-Object', module: core, aliases: ['?', 'where'], load: () => import('./whereObject.ts') },
];

/** Lazy imports of this folder's cmdlets. */
import type { CommandEntry } from '../../../interpreter/machine/cmdlet.ts';

const core = 'Microsoft.PowerShell.Core';

/** The session configuration cmdlets. */
export const configurationCommands: readonly CommandEntry[] = [
  { name: 'Get-PSSessionConfiguration', module: core, load: () => import('./getPSSessionConfiguration.ts') },
  { name: 'New-PSSessionConfigurationFile', module: core, aliases: ['npssc'], load: () => import('./newPSSessionConfigurationFile.ts') },
  { name: 'Register-PSSessionConfiguration', module: core, load: () => import('./registerPSSessionConfiguration.ts') },
  { name: 'Test-PSSessionConfigurationFile', module: core, load: () => import('./testPSSessionConfigurationFile.ts') },
  { name: 'Unregister-PSSessionConfiguration', module: core, load: () => import('./unregisterPSSessionConfiguration.ts') },
];

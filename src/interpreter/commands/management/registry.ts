/** Lazy imports of this folder's cmdlets. */
import type { CommandEntry } from '../../machine/cmdlet.ts';

const management = 'Microsoft.PowerShell.Management';

export const managementCommands: readonly CommandEntry[] = [
  { name: 'Get-ChildItem', module: management, aliases: ['dir', 'gci'], load: () => import('./getChildItem.ts') },
  { name: 'Get-Item', module: management, aliases: ['gi'], load: () => import('./getItem.ts') },
  { name: 'Get-Location', module: management, aliases: ['gl', 'pwd'], load: () => import('./getLocation.ts') },
  { name: 'Pop-Location', module: management, aliases: ['popd'], load: () => import('./popLocation.ts') },
  { name: 'Push-Location', module: management, aliases: ['pushd'], load: () => import('./pushLocation.ts') },
  { name: 'Set-Location', module: management, aliases: ['cd', 'chdir', 'sl'], load: () => import('./setLocation.ts') },
  { name: 'Test-Path', module: management, load: () => import('./testPath.ts') },
];

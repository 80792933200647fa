/** Lazy imports of this folder's cmdlets. */
import type { CommandEntry } from '../../machine/cmdlet.ts';

const utility = 'Microsoft.PowerShell.Utility';
const core = 'Microsoft.PowerShell.Core';

export const formattingCommands: readonly CommandEntry[] = [
  { name: 'Format-Custom', module: utility, aliases: ['fc'], load: () => import('./formatCustom.ts') },
  { name: 'Format-List', module: utility, aliases: ['fl'], load: () => import('./formatList.ts') },
  { name: 'Format-Table', module: utility, aliases: ['ft'], load: () => import('./formatTable.ts') },
  { name: 'Format-Wide', module: utility, aliases: ['fw'], load: () => import('./formatWide.ts') },
  { name: 'Get-Error', module: utility, load: () => import('./getError.ts') },
  { name: 'Get-FormatData', module: utility, load: () => import('./getFormatData.ts') },
  { name: 'Out-Default', module: core, load: () => import('./outDefault.ts') },
  { name: 'Out-Host', module: core, aliases: ['oh'], load: () => import('./outHost.ts') },
  { name: 'Out-Null', module: core, load: () => import('./outNull.ts') },
  { name: 'Out-String', module: utility, load: () => import('./outString.ts') },
  { name: 'Update-FormatData', module: utility, load: () => import('./updateFormatData.ts') },
];

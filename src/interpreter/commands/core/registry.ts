/** Lazy imports of this folder's cmdlets. */
import type { CommandEntry } from '../../machine/cmdlet.ts';

const core = 'Microsoft.PowerShell.Core';

export const coreCommands: readonly CommandEntry[] = [
  { name: 'ForEach-Object', module: core, aliases: ['%', 'foreach'], load: () => import('./forEachObject.ts') },
  { name: 'Where-Object', module: core, aliases: ['?', 'where'], load: () => import('./whereObject.ts') },
];

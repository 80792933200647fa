/** Lazy imports of this folder's cmdlets. */
import type { CommandEntry } from '../../machine/cmdlet.ts';

export const utilityCommands: readonly CommandEntry[] = [];

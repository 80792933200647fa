/** The registry of commands: rows of lazy imports, a table per module folder. */
import type { CommandEntry } from '../machine/cmdlet.ts';
import './types.ts';
import { coreCommands } from './core/registry.ts';
import { formattingCommands } from './formatting/registry.ts';
import { managementCommands } from './management/registry.ts';
import { utilityCommands } from './utility/registry.ts';

/** All native commands of the interpreter. */
export const commands: readonly CommandEntry[] = [...coreCommands, ...formattingCommands, ...managementCommands, ...utilityCommands];

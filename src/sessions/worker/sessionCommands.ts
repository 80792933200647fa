/** The commands of a session: the interpreter's, and those that need other sessions. */
import { type CommandEntry, commands } from '../../interpreter/index.ts';
import { configurationCommands } from '../configurations/commands/registry.ts';
import { remotingCommands } from '../remoting/registry.ts';

/** All rows of lazy imports that a session's machine knows. */
export const sessionCommands: readonly CommandEntry[] = [...commands, ...remotingCommands, ...configurationCommands];

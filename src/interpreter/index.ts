/** The interpreter as its drivers see it. */
import './values/types/core.ts';
import './completion/lazy.ts';

export { commands } from './commands/registry.ts';
export type { CommandEntry } from './machine/cmdlet.ts';
export { parseCommand, prepare, startBlock, startErrorReport } from './machine/command.ts';
export type { Host, MachineParts } from './machine/host.ts';
export { newSession, type SessionOptions } from './machine/initialState.ts';
export { Machine } from './machine/machine.ts';
export { type OutputRecord, type Runspace, SessionRoot, Thread } from './machine/state.ts';

/** The built-in views in the order in which they are looked through, with the functions that they name. */
import type { ViewDefinition } from '../viewTypes.ts';
import { COMMAND_VIEWS } from './commands.ts';
import './functions.ts';
import { HELP_VIEWS } from './help.ts';
import './matchText.ts';
import { SESSION_VIEWS } from './sessions.ts';
import { SYSTEM_VIEWS } from './system.ts';
import { VALUE_VIEWS } from './values.ts';

/** All built-in views. Their order must only ever grow at the end: snapshots of running formatters hold the numbers. */
export const BUILTIN_VIEWS: readonly ViewDefinition[] = [
  ...COMMAND_VIEWS,
  ...SESSION_VIEWS,
  ...VALUE_VIEWS,
  ...SYSTEM_VIEWS,
  ...HELP_VIEWS,
];

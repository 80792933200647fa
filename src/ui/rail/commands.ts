/**
 * What the rail's actions are in PowerShell. They are typed into the console, so that the transcript shows what happened and a learner sees
 * the command behind the click.
 */
import type { SessionView } from '../../sessions/client/types.ts';
import { railState } from './sessionState.ts';

/** An action of a session's menu. */
export type RailAction = 'Enter' | 'Disconnect' | 'Connect' | 'Receive' | 'Rename' | 'Remove';

/** The actions that make sense for a session now, in the menu's order. */
export function actionsFor(view: SessionView, current: boolean): RailAction[] {
  const state = railState(view);
  const actions: RailAction[] = [];
  if (view.kind === 'Console' && view.mine) return ['Rename'];
  if (state !== 'Broken' && state !== 'Closed') {
    if (!current) actions.push('Enter');
    if (state === 'Disconnected') actions.push('Connect', 'Receive');
    else if (view.mine) actions.push('Disconnect');
  }
  actions.push('Rename', 'Remove');
  return actions;
}

/** An argument as PowerShell reads it: quoted unless it is plain. */
const argument = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`);

/**
 * Finds the session in a command: by its computer and id, which works whoever made it, this console or a page's script, another tab or a
 * past visit. `-InstanceId` alone finds only what this console made.
 */
const found = (view: SessionView) => `Get-PSSession -ComputerName ${argument(view.computer)} -InstanceId ${view.id}`;

/** The command line of an action; null for those that are no command. */
export function commandFor(action: RailAction, view: SessionView): string | null {
  const session = found(view);
  const connected = view.state !== 'Disconnected';
  if (action === 'Enter') return connected ? `Enter-PSSession -Session (${session})` : `${session} | Connect-PSSession | Enter-PSSession`;
  if (action === 'Receive') return `Receive-PSSession -Session (${session})`;
  if (action === 'Rename') return null;
  return `${session} | ${action}-PSSession`;
}

/** The command line that makes a session; on this computer without a name. */
export const commandForNew = (computer: string | null): string =>
  computer === null ? 'New-PSSession' : `New-PSSession -ComputerName ${argument(computer)}`;

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

/** Names the session in a command: by its id alone if this tab has it, through its computer otherwise. */
function found(view: SessionView): string {
  return `Get-PSSession -ComputerName ${argument(view.computer)} -InstanceId ${view.id}`;
}

/** The command line of an action; null for those that are no command. */
export function commandFor(action: RailAction, view: SessionView): string | null {
  const id = `-InstanceId ${view.id}`;
  if (action === 'Enter') {
    if (view.mine && view.state !== 'Disconnected') return `Enter-PSSession ${id}`;
    if (view.mine) return `Connect-PSSession ${id} | Enter-PSSession`;
    return view.state === 'Disconnected'
      ? `${found(view)} | Connect-PSSession | Enter-PSSession`
      : `Enter-PSSession -Session (${found(view)})`;
  }
  if (action === 'Disconnect') return `Disconnect-PSSession ${id}`;
  if (action === 'Connect') return view.mine ? `Connect-PSSession ${id}` : `${found(view)} | Connect-PSSession`;
  if (action === 'Receive') return view.mine ? `Receive-PSSession ${id}` : `Receive-PSSession -Session (${found(view)})`;
  if (action === 'Remove') return view.mine ? `Remove-PSSession ${id}` : `${found(view)} | Remove-PSSession`;
  return null;
}

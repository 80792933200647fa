/** Asking computers for their sessions (QueryRunspaces.cs): what a client gets depends on who is connected and on what it holds itself. */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { listOf } from '../../interpreter/machine/using.ts';
import { toText } from '../../interpreter/values/convert.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { isWildcardMatch } from '../../interpreter/values/regex/wildcard.ts';
import { closeSession } from './client.ts';
import { askDirectory, computerName, credentialOf, problem, refusalText, sessionFromEntry } from './directory.ts';
import type { DirectoryEntry } from './hostRequests.ts';
import { computersOf } from './parameters.ts';
import type { PSSession } from './psSession.ts';
import { remotingOf } from './state.ts';

/** The object for a session that a computer has: this client's own where it holds a usable one, else a new one, Disconnected. */
function objectFor<S extends object>(context: CmdletContext<S>, entry: DirectoryEntry, computer: string): PSSession {
  const remoting = remotingOf(context.machine.root);
  const own = remoting.sessions.find((s) => s.instanceId === entry.id);
  const mine = entry.ownerClient === remoting.client;
  if (own !== undefined && entry.state === 'Closed') {
    if (own.state !== 'Broken') closeSession(context.machine, own, 'Closed');
    return own;
  }
  if (own !== undefined && own.state !== 'Broken' && own.state !== 'Closed') {
    const takenAway = entry.ownerClient !== null && !mine && !own.participant;
    if (!(own.state === 'Disconnected' && takenAway)) {
      touch(own);
      own.disconnectedOn = entry.disconnectedAt;
      own.idleTimeout = entry.idleTimeout;
      if (own.state === 'Opened' && takenAway) own.state = 'Disconnected';
      if (own.state === 'Disconnected') own.availability = takenAway && !entry.ownerGone ? 'Busy' : 'None';
      return own;
    }
  }
  return sessionFromEntry(context, entry, computer);
}

/** Sessions on the computers that a command line names, filtered by -Name, -InstanceId, -ConfigurationName and a state. May wait. */
export function querySessions<S extends object>(context: CmdletContext<S>, state: string | null): PSSession[] {
  const credential = credentialOf(context);
  const lists: { computer: string; entries: DirectoryEntry[] }[] = [];
  for (const written of computersOf(context)) {
    const computer = computerName(written);
    const reply = askDirectory(context, { op: 'directory.list', computer, credential });
    if (reply.ok) lists.push({ computer, entries: reply.sessions });
    else {
      const { id, text } = refusalText(reply.failure, computer, '');
      const message = `The remote session query failed for ${computer} with the following error message: ${text}`;
      context.writeError(
        problem(`${id},RemotePSSessionQueryFailed`, 'InvalidOperation', message, computer, 'System.InvalidOperationException'),
      );
    }
  }
  // nothing waits from here on: objects may be made
  const found: PSSession[] = [];
  for (const { computer, entries } of lists) found.push(...select(context, computer, entries, state));
  return found;
}

function select<S extends object>(
  context: CmdletContext<S>,
  computer: string,
  entries: readonly DirectoryEntry[],
  state: string | null,
): PSSession[] {
  const { ConfigurationName, Name, InstanceId } = context.params;
  const configuration = typeof ConfigurationName === 'string' ? ConfigurationName.replace(/^.*\//, '').toLowerCase() : null;
  const sessions = entries
    .filter((e) => configuration === null || e.configuration.toLowerCase() === configuration)
    .map((e) => objectFor(context, e, computer))
    .filter((s) => state === null || s.state === state);
  if (sessions.length === 0) return [];
  if (Name !== undefined) {
    return selected(
      context,
      listOf(Name).map(String),
      sessions,
      (wanted, s) => isWildcardMatch(wanted, s.name),
      (wanted) => ['PSSessionNameMatchFail', `The command cannot find a PSSession that has the name "${wanted}".`],
    );
  }
  if (InstanceId !== undefined) {
    const ids = listOf(InstanceId).map((id) => toText(id, context));
    return selected(
      context,
      ids,
      sessions,
      (wanted, s) => wanted.toLowerCase() === s.instanceId.toLowerCase(),
      (wanted) => ['PSSessionIdMatchFail', `The command cannot find a PSSession with an InstanceId value of "${wanted}".`],
    );
  }
  return sessions;
}

function selected<S extends object>(
  context: CmdletContext<S>,
  wanted: readonly string[],
  sessions: readonly PSSession[],
  matches: (wanted: string, session: PSSession) => boolean,
  missing: (wanted: string) => [string, string],
): PSSession[] {
  const found: PSSession[] = [];
  for (const one of wanted) {
    const some = sessions.filter((s) => matches(one, s) && !found.includes(s));
    if (some.length === 0) {
      const [id, text] = missing(one);
      context.writeError(problem(id, 'InvalidArgument', text, one));
    }
    found.push(...some);
  }
  return found;
}

/** Making and linking sessions: what New-, Enter- and Connect-PSSession share. */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { ErrorRecord, PSException } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { CreateSession } from '../protocol.ts';
import { createSession, openLink, removeSession } from './client.ts';
import { askDirectory, credentialOf, refusalText } from './directory.ts';
import { PSSession } from './psSession.ts';
import { optionMode, optionTime, sessionOptionOf } from './sessionOption.ts';
import { remotingOf } from './state.ts';
import { describe, type Opened } from './targets.ts';

/** A new session on a computer, on its way: it is Opening until the session itself answers. Must be the last thing a phase does. */
export function beginSession<S extends object>(
  context: CmdletContext<S>,
  opened: Opened,
  name: string | null,
  kind: CreateSession['kind'] = 'Session',
): PSSession {
  const { machine } = context;
  const remoting = remotingOf(machine.root);
  touch(remoting);
  const session = new PSSession();
  session.sessionNumber = remoting.nextSessionId++;
  session.name = name ?? `Session${session.sessionNumber}`;
  const create = describe(context, kind, session.name, opened);
  const option = sessionOptionOf(context);
  session.instanceId = create.id;
  session.computerName = opened.computerName;
  session.configurationName = create.configuration;
  session.user = create.user;
  session.idleTimeout = create.idleTimeout;
  session.bufferingMode = optionMode(option);
  session.commandWait = optionTime(option, 'CommandWaitTimeout');
  session.options = option;
  session.state = 'Opening';
  createSession(machine.root, create);
  openLink(machine, session, 'owner');
  // its state is told by messages, which find it here
  remoting.sessions.push(session);
  return session;
}

/** Takes a session that could not be opened out of the repository, and away. */
export function abandonSession<S extends object>(context: CmdletContext<S>, session: PSSession): void {
  const remoting = remotingOf(context.machine.root);
  touch(remoting);
  remoting.sessions = remoting.sessions.filter((s) => s !== session);
  removeSession(context.machine.root, session.instanceId);
}

/** The signal that a session's changes raise. */
export function sessionSignal(session: PSSession): string {
  return `session:${session.instanceId}`;
}

/** True while an opening or a connect is under way. */
export function isPending(session: PSSession): boolean {
  return session.state === 'Opening' || session.state === 'Connecting' || session.state === 'Disconnecting';
}

/** The error of a session that broke while it opened. */
export function brokenWhileOpening(session: PSSession): ErrorRecord {
  const text = session.reason === '' ? 'The session was closed while it was being opened.' : session.reason;
  const exception = new PSException('System.Management.Automation.Remoting.PSRemotingTransportException', text);
  const record = new ErrorRecord(exception, 'PSSessionOpenFailed', 'OpenError', session);
  record.details = `[${session.computerName}] ${text}`;
  return record;
}

/**
 * Connects to a disconnected session: asks the directory for ownership (S11: it decides, in one transaction), then links to the session.
 * Answers null when that is under way, else why not. May wait; on success it is the last thing a phase does.
 */
export function connect<S extends object>(context: CmdletContext<S>, session: PSSession): string | null {
  const { machine } = context;
  const remoting = remotingOf(machine.root);
  const reply = askDirectory(context, {
    op: 'directory.connect',
    sessionId: session.instanceId,
    client: remoting.client,
    credential: credentialOf(context),
  });
  if (!reply.ok) return refusalText(reply.failure, session.computerName, session.configurationName).text;
  touch(session);
  touch(remoting);
  session.state = 'Connecting';
  session.name = reply.session.name;
  session.idleTimeout = reply.session.idleTimeout;
  session.bufferingMode = reply.session.bufferingMode;
  openLink(machine, session, 'owner', reply.replay);
  if (!remoting.sessions.includes(session)) {
    remoting.sessions = remoting.sessions.filter((s) => s.instanceId !== session.instanceId);
    remoting.sessions.push(session);
  }
  return null;
}

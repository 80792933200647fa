/** Asking the directory, and what its refusals look like (PSSession behaviour, 1.0 and 1.12). */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { ErrorRecord, fail, PSException } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { getProperty } from '../../interpreter/values/members.ts';
import type { Value } from '../../interpreter/values/value.ts';
import { closeSession } from './client.ts';
import type { Credential, DirectoryEntry, DirectoryReplies, DirectoryRequest, Refusal } from './hostRequests.ts';
import { PSSession } from './psSession.ts';
import { remotingOf } from './state.ts';

/** Asks the directory; the reply comes now or after a wait. */
export function askDirectory<R extends DirectoryRequest, S extends object>(
  context: CmdletContext<S>,
  request: R,
): DirectoryReplies[R['op']] {
  const { op, ...args } = request;
  return context.ask(op, args) as DirectoryReplies[R['op']];
}

/** User and password of a -Credential, null if none was given. */
export function credentialOf<S extends object>(context: CmdletContext<S>): Credential | null {
  const value = context.params.Credential;
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return { userName: value, password: '' };
  const userName = getProperty(value, 'UserName', context);
  const secure = getProperty(value, 'Password', context) as { text?: unknown } | null;
  return { userName: String(userName ?? ''), password: typeof secure?.text === 'string' ? secure.text : '' };
}

const TRANSPORT = 'System.Management.Automation.Remoting.PSRemotingTransportException';
const HELP = ' For more information, see the about_Remote_Troubleshooting Help topic.';

/** Sentence and id prefix of a refusal by a computer. */
export function refusalText(failure: Refusal, computer: string, configuration: string): { id: string; text: string } {
  const connecting = (text: string): string =>
    `Connecting to remote server ${computer} failed with the following error message : ${text}${HELP}`;
  switch (failure) {
    case 'ComputerNotFound':
      return {
        id: 'ComputerNotFound',
        text: connecting(
          `WinRM cannot process the request. The following error occurred: Cannot find the computer ${computer}. Verify that the computer exists on the network and that the name provided is spelled correctly.`,
        ),
      };
    case 'RemotingDisabled':
      return {
        id: 'CannotConnect',
        text: connecting(
          'The client cannot connect to the destination specified in the request. Verify that the service on the destination is running and is accepting requests. If the destination is the WinRM service, run the following command on the destination to analyze and configure the WinRM service: "winrm quickconfig".',
        ),
      };
    case 'AccessDenied':
      return { id: 'AccessDenied', text: connecting('Access is denied.') };
    case 'ConfigurationNotFound':
      return {
        id: 'InvalidResourceUri',
        text: connecting(
          `The WS-Management service cannot process the request. Cannot find the ${configuration} session configuration in the WSMan: drive on the ${computer} computer.`,
        ),
      };
    case 'InUse':
      return { id: 'CannotConnectAlreadyConnected', text: 'The session is connected to another client.' };
    case 'SessionNotFound':
      return { id: 'CannotConnectTargetSessionDoesNotExist', text: `The session no longer exists on computer ${computer}.` };
  }
}

/** The error of a target that could not be reached: `[computer] reason`, id `<code>,PSSessionOpenFailed`. */
export function openError(failure: Refusal, computer: string, configuration: string, defaultId = 'PSSessionOpenFailed'): ErrorRecord {
  const { id, text } = refusalText(failure, computer, configuration);
  const exception = new PSException(TRANSPORT, text);
  const record = new ErrorRecord(exception, `${id},${defaultId}`, 'OpenError', computer);
  record.details = `[${computer}] ${text}`;
  exception.errorRecord = record;
  return record;
}

/** A non-terminating error of a cmdlet of this room. */
export function problem(
  id: string,
  category: ErrorRecord['category'],
  text: string,
  target: Value,
  typeName = 'System.ArgumentException',
): ErrorRecord {
  return fail(id, category, text, { typeName, target }).record;
}

/** A computer's name as it is used: `.` is localhost. Throws PSSessionInvalidComputerName for what can be no name. */
export function computerName(name: string): string {
  if (name === '.') return 'localhost';
  if (!/^[\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u.test(name) && !/^[\da-f:]+$/i.test(name))
    throw fail(
      'PSSessionInvalidComputerName',
      'InvalidArgument',
      'One or more computer names are not valid. If you are trying to pass a URI, use the -ConnectionUri parameter, or pass URI objects instead of strings.',
      { typeName: 'System.ArgumentException', target: name },
    );
  return name;
}

/** The prefix of configurations' URIs. */
const SHELL = 'http://schemas.microsoft.com/powershell/';

/** Name of the configuration that is wanted: -ConfigurationName, $PSSessionConfigurationName, without the prefix. */
export function configurationOf<S extends object>(context: CmdletContext<S>): string {
  const given = context.params.ConfigurationName ?? context.getVariable('PSSessionConfigurationName');
  const name = typeof given === 'string' && given !== '' ? given : 'Microsoft.PowerShell';
  return name.toLowerCase().startsWith(SHELL) ? name.slice(SHELL.length) : name;
}

/**
 * Brings the cached states of sessions up to what the directory says: removed ones are Closed, those that another client has taken are
 * Disconnected and Busy. One question for all; none if there is nothing to ask about.
 */
export function refreshSessions<S extends object>(context: CmdletContext<S>, sessions: readonly PSSession[]): void {
  // decided once: what the answer changes must not change the question when the phase is run again
  const ids = context.once(() => sessions.filter((s) => s.state === 'Opened' || s.state === 'Disconnected').map((s) => s.instanceId));
  if (ids.length === 0) return;
  const live = sessions.filter((s) => ids.includes(s.instanceId) && s.state !== 'Closed' && s.state !== 'Broken');
  const reply = askDirectory(context, { op: 'directory.get', ids });
  const found = new Map(reply.sessions.map((e) => [e.id, e]));
  const { client } = remotingOf(context.machine.root);
  for (const session of live) refresh(context, session, found.get(session.instanceId), client);
}

function refresh<S extends object>(context: CmdletContext<S>, session: PSSession, entry: DirectoryEntry | undefined, client: string): void {
  if (entry === undefined) {
    closeSession(context.machine, session, session.state === 'Opened' ? 'Closed' : 'Broken');
    return;
  }
  if (entry.state === 'Closed') {
    closeSession(context.machine, session, 'Closed');
    return;
  }
  if (session.participant) return;
  const mine = entry.ownerClient === client;
  if (session.state === 'Opened' && !mine) {
    session.state = 'Disconnected';
    session.link = '';
  }
  if (session.state === 'Disconnected') {
    session.availability = entry.ownerClient === null || mine || entry.ownerGone ? 'None' : 'Busy';
    session.disconnectedOn = entry.disconnectedAt;
    session.idleTimeout = entry.idleTimeout;
  }
  touch(session);
}

/** An object for a session that the directory told of. It takes the next id, as every PSSession object does. */
export function sessionFromEntry<S extends object>(context: CmdletContext<S>, entry: DirectoryEntry, computer: string): PSSession {
  const remoting = remotingOf(context.machine.root);
  touch(remoting);
  const session = new PSSession();
  session.sessionNumber = remoting.nextSessionId++;
  session.name = entry.name;
  session.instanceId = entry.id;
  session.computerName = computer;
  session.configurationName = entry.configuration;
  session.user = entry.user;
  session.state = entry.state === 'Closed' ? 'Closed' : 'Disconnected';
  const isFree = entry.ownerClient === null || entry.ownerGone || entry.ownerClient === remoting.client;
  session.availability = isFree || entry.state === 'Closed' ? 'None' : 'Busy';
  session.idleTimeout = entry.idleTimeout;
  session.bufferingMode = entry.bufferingMode;
  session.disconnectedOn = entry.disconnectedAt;
  return session;
}

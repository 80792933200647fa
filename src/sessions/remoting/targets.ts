/** Computers as targets: temporary sessions, and those that a command is left behind in. */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { listOf } from '../../interpreter/machine/using.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { CreateSession } from '../protocol.ts';
import { createSession, releaseCall, startCall } from './client.ts';
import { askDirectory, computerName, configurationOf, credentialOf, openError } from './directory.ts';
import type { OpenReply } from './hostRequests.ts';
import { commandsFor, type InvocationState, type Target } from './invocation.ts';
import { computersOf } from './parameters.ts';
import { PSSession } from './psSession.ts';
import { optionMode, optionTime, sessionOptionOf } from './sessionOption.ts';
import { remotingOf } from './state.ts';

/** A computer that a session can be made on. */
export interface Opened {
  /** As the caller wrote it. */
  computerName: string;
  reply: Extract<OpenReply, { ok: true }>;
}

/** Asks for each computer whether a session can be made there; errors for those that refuse. May wait; changes nothing. */
export function openComputers<S extends object>(context: CmdletContext<S>, names: readonly string[]): Opened[] {
  const configuration = configurationOf(context);
  const credential = credentialOf(context);
  const opened: Opened[] = [];
  for (const written of names) {
    const name = computerName(written);
    const reply = askDirectory(context, { op: 'directory.open', computer: name, configuration, credential });
    if (reply.ok) opened.push({ computerName: name, reply });
    else context.writeError(openError(reply.failure, name, configuration));
  }
  return opened;
}

/** What the store is told of a new session. */
export function describe<S extends object>(
  context: CmdletContext<S>,
  kind: CreateSession['kind'],
  name: string,
  opened: Opened,
): CreateSession {
  const { machine } = context;
  const option = sessionOptionOf(context);
  const idle = optionTime(option, 'IdleTimeout');
  const { reply } = opened;
  return {
    id: machine.host.newGuid(),
    name,
    kind,
    computer: reply.computer,
    user: reply.user,
    configuration: reply.configuration,
    ownerClient: remotingOf(machine.root).client,
    parent: kind === 'Session' ? null : machine.root.sessionId,
    idleTimeout: idle === -1 ? reply.idleTimeout : reply.maxIdleTimeout === null ? idle : Math.min(idle, reply.maxIdleTimeout),
    bufferingMode: optionMode(option) === 'None' ? 'Block' : optionMode(option),
    options: {},
  };
}

/** One temporary session for each computer. */
export function temporaryTargets<S extends object>(context: CmdletContext<S>): Target[] {
  const opened = openComputers(context, computersOf(context));
  const remoting = remotingOf(context.machine.root);
  return opened.map((o) => {
    touch(remoting);
    // each takes an id, as in PowerShell
    const number = remoting.nextSessionId++;
    const create = describe(context, 'Temporary', `Session${number}`, o);
    return { session: null, create, sessionId: create.id, computerName: o.computerName, wait: 240_000 };
  });
}

/** Invoke-Command -InDisconnectedSession: the commands run in sessions that nobody is connected to; writes those sessions. */
export function leaveBehind<S extends InvocationState>(context: CmdletContext<S>, targets: readonly Target[]): void {
  const { machine, state } = context;
  const remoting = remotingOf(machine.root);
  const names = listOf(context.params.SessionName).map(String);
  targets.forEach((target, i) => {
    const create = target.create as CreateSession;
    create.kind = 'Session';
    create.parent = null;
    create.ownerClient = null;
    create.name = names[i] ?? create.name;
    createSession(machine.root, create);
    const call = startCall(machine, {
      sessionId: create.id,
      computerName: target.computerName,
      owner: '',
      script: state.script,
      commands: commandsFor(state, target),
      args: state.args,
      using: state.using,
      hasInput: false,
      mode: 'objects',
      text: state.text,
      wait: 240_000,
      detached: true,
    });
    releaseCall(machine.root, call);
    const session = new PSSession();
    session.sessionNumber = remoting.nextSessionId - targets.length + i;
    session.name = create.name;
    session.instanceId = create.id;
    session.computerName = target.computerName;
    session.configurationName = create.configuration;
    session.user = create.user;
    session.state = 'Disconnected';
    session.availability = 'None';
    session.idleTimeout = create.idleTimeout;
    session.bufferingMode = create.bufferingMode;
    session.disconnectedOn = machine.host.now();
    remoting.sessions.push(session);
    context.write(session);
  });
  touch(remoting);
}

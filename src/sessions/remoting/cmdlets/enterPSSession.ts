/** Enter-PSSession. Behaviour: PushRunspaceCommand.cs; mission.md S10 and Joining. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { park, unpark } from '../../../interpreter/machine/parking.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { noCommands } from '../../configurations/commandList.ts';
import { enterInvocation, invocationOwner, leaveInvocation, openLink, releaseCall } from '../client.ts';
import { problem, refreshSessions } from '../directory.ts';
import { canEnter } from '../entered.ts';
import { type InvocationState, newInvocation, startWaiting } from '../invocation.ts';
import { jobOfRunning } from '../jobCalls.ts';
import { beginSession, brokenWhileOpening, connect, isPending, sessionSignal } from '../opening.ts';
import { computersOf, connectionParameters, inSets, otherTransports, refuseTransports, SESSION_TYPE } from '../parameters.ts';
import type { PSSession } from '../psSession.ts';
import { takeArrived } from '../records.ts';
import { selectSessions } from '../selectors.ts';
import { Entered, remotingOf } from '../state.ts';
import { openComputers } from '../targets.ts';
import { watchSession } from '../watching.ts';

interface State extends InvocationState {
  /** Instance id of the session to enter, '' = none. */
  target: string;
  temporary: boolean;
  warned: boolean;
}

function targetOf(context: CmdletContext<State>): PSSession | undefined {
  return remotingOf(context.machine.root).sessions.find((s) => s.instanceId === context.state.target);
}

/** The one session that a selector finds; a miss is written twice, as PowerShell does. */
function chosen(context: CmdletContext<State>): PSSession | null {
  const given = context.params.Session as PSSession | undefined;
  if (given !== undefined) return given;
  for (const kind of ['Id', 'Name', 'InstanceId'] as const) {
    if (!context.isBound(kind)) continue;
    const value = context.params[kind];
    const found = kind === 'Name' ? exactName(context, String(value)) : selectSessions(context, kind, value, false);
    if (found.length === 1) return found[0];
    if (found.length === 0) {
      selectSessions(context, kind, value);
      selectSessions(context, kind, value);
      return null;
    }
    const id = { Id: 'SessionId', Name: 'Name', InstanceId: 'RunspaceId' }[kind];
    const text =
      kind === 'Name' ? `Multiple matches found for name ${String(value)}.` : `Multiple matches found for session ID ${String(value)}.`;
    context.writeError(problem(`RemoteRunspaceHasMultipleMatchesForSpecified${id}`, 'InvalidArgument', text, value ?? null));
    return null;
  }
  return null;
}

function exactName(context: CmdletContext<State>, name: string): PSSession[] {
  return remotingOf(context.machine.root).sessions.filter((s) => s.name.toLowerCase() === name.toLowerCase());
}

function notOpen(context: CmdletContext<State>, session: PSSession): void {
  const text = context.isBound('Session')
    ? `Cannot enter session ${session.name} because it is not in the disconnected state or is not available for connection. Retrieve the remote session using Get-PSSession -ComputerName ${session.computerName} -InstanceId ${session.instanceId}.`
    : 'Session must be open.';
  context.writeError(problem('PushedRunspaceMustBeOpen', 'InvalidArgument', text, session));
}

/** Looks for the session and sets out: opening, connecting, joining, or it is open already. */
function begin(context: CmdletContext<State>): Step | void {
  const { state, machine } = context;
  refuseTransports(context);
  if (!canEnter(machine)) {
    context.writeError(
      problem('HostDoesNotSupportPushRunspace', 'InvalidArgument', 'The host does not support Enter-PSSession and Exit-PSSession.', null),
    );
    return;
  }
  if (context.isBound('ComputerName') || context.isBound('ConnectionUri')) {
    const [opened] = openComputers(context, computersOf(context).slice(0, 1));
    if (opened === undefined) return;
    state.temporary = true;
    state.target = beginSession(context, opened, null, 'Temporary').instanceId;
    return { do: 'again' };
  }
  const session = chosen(context);
  if (session === null) return;
  refreshSessions(context, [session]);
  const remoting = remotingOf(machine.root);
  if (session.state === 'Disconnected') {
    if (session.availability === 'Busy') {
      // open elsewhere, of the same user: join it
      touch(session);
      session.state = 'Connecting';
      openLink(machine, session, 'participant');
    } else {
      const failure = connect(context, session);
      if (failure !== null) {
        const text = 'The PSSession is in a disconnected state and is not available for connection.';
        context.writeError(problem('EnterPSSessionCannotConnectDisconnectedSession', 'InvalidOperation', text, session));
        return;
      }
    }
  } else if (session.state !== 'Opened') {
    notOpen(context, session);
    return;
  }
  if (!remoting.sessions.includes(session)) {
    touch(remoting);
    remoting.sessions.push(session);
  }
  state.target = session.instanceId;
  return { do: 'again' };
}

/** Waits for the session, then for its prompt, then it is entered. */
function go(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { state, machine } = context;
  const session = targetOf(context);
  if (session === undefined) return;
  if (isPending(session)) {
    return park(context, sessionSignal(session));
  }
  const remoting = remotingOf(machine.root);
  if (session.state !== 'Opened') {
    if (state.temporary) {
      touch(remoting);
      remoting.sessions = remoting.sessions.filter((s) => s !== session);
      context.writeError(brokenWhileOpening(session));
    } else notOpen(context, session);
    return;
  }
  if (state.invocation === 0) {
    if (session.availability === 'Busy' && !state.warned) {
      state.warned = true;
      const job = jobOfRunning(context, session.instanceId);
      context.writeWarning(
        job === undefined
          ? 'The session is busy. You will be connected to the session as soon as it is available. To cancel the Enter-PSSession command, press Ctrl-C.'
          : `You have entered a session that is busy running a command or script.  Because output is routed to job "${job.name}", you will not see output in the console.  You can wait for the running command to finish, or cancel the command and get an input prompt by pressing Ctrl-C.`,
      );
    }
    // the prompt comes of an empty line; it waits without limit for the session to be free
    state.invocation = enterInvocation(machine.root);
    state.commands = noCommands();
    state.mode = 'interactive';
    state.waiting = [
      { session, create: null, sessionId: session.instanceId, computerName: session.computerName, wait: Number.MAX_SAFE_INTEGER },
    ];
    startWaiting(context);
    return { do: 'again' };
  }
  const commandId = state.running[0]?.commandId ?? '';
  const call = remoting.calls.get(commandId);
  if (call === undefined) return;
  if (call.state === 'Running') {
    return park(context, invocationOwner(state.invocation));
  }
  takeArrived(call);
  releaseCall(machine.root, call);
  leaveInvocation(machine.root, state.invocation);
  if (call.state !== 'Completed') {
    notOpen(context, session);
    return;
  }
  touch(remoting);
  const entered = new Entered(session, state.temporary);
  entered.prompt = call.prompt;
  entered.nested = call.nested;
  remoting.entered = entered;
  watchSession(machine.root, session, true);
  // a temporary session is never listed
  if (state.temporary) remoting.sessions = remoting.sessions.filter((s) => s !== session);
}

export default defineCmdlet<State>({
  name: 'Enter-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['etsn'],
  synopsis: 'Starts an interactive session with a remote computer.',
  className: 'Microsoft.PowerShell.Commands.EnterPSSessionCommand',
  defaultSet: 'ComputerName',
  parameters: {
    ComputerName: {
      type: 'string',
      aliases: ['Cn'],
      sets: { ComputerName: { mandatory: true, position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      help: 'The computer; a session is made for it and removed afterwards.',
    },
    Session: {
      type: SESSION_TYPE,
      sets: { Session: { position: 0, pipeline: true, byName: true } },
      notNull: true,
      help: 'The session.',
    },
    ConnectionUri: { type: 'uri', aliases: ['URI', 'CU'], sets: { Uri: { position: 1, byName: true } }, help: 'Address of a computer.' },
    InstanceId: { type: 'guid', sets: { InstanceId: { byName: true } }, notNull: true, help: 'Instance id of the session.' },
    Id: { type: 'int', sets: { Id: { position: 0, byName: true } }, notNull: true, help: 'Id of the session.' },
    Name: { type: 'string', sets: { Name: { byName: true } }, help: 'Name of the session.' },
    EnableNetworkAccess: { type: 'switch', sets: inSets(['ComputerName', 'Uri']), help: 'Has no meaning in a page.' },
    ...connectionParameters(['ComputerName'], ['Uri']),
    ...otherTransports(),
  },
  stateVersion: 1,
  init: () => ({ ...newInvocation(), target: '', temporary: false, warned: false }),
  process: begin,
  resume: go,
  help: {
    examples: [{ code: 'Enter-PSSession -ComputerName Server01' }, { code: 'Enter-PSSession -Session $s' }],
    related: ['Exit-PSSession', 'New-PSSession'],
  },
});

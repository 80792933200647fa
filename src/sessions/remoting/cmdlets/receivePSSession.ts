/** Receive-PSSession. Behaviour: ReceivePSSession.cs; mission.md S11 and Delivery. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { park, unpark } from '../../../interpreter/machine/parking.ts';
import { fail } from '../../../interpreter/values/errors.ts';
import { EnumValue } from '../../../interpreter/values/value.ts';
import { adoptCall, enterInvocation, invocationOwner, leaveInvocation } from '../client.ts';
import { problem, refreshSessions } from '../directory.ts';
import { type InvocationState, newInvocation, pump, startWaiting } from '../invocation.ts';
import { newJob } from '../job.ts';
import { jobOfSession } from '../jobCalls.ts';
import { connect, isPending, sessionSignal } from '../opening.ts';
import { connectionParameters, inSets, SESSION_TYPE } from '../parameters.ts';
import type { PSSession } from '../psSession.ts';
import { querySessions } from '../query.ts';
import { givenSessions } from '../selectors.ts';
import { remotingOf } from '../state.ts';

interface State extends InvocationState {
  /** Instance id of the session, '' = none. */
  target: string;
  /** True: named on a computer and already this client's. */
  listed: boolean;
}

const COMPUTER = ['ComputerSessionName', 'ComputerInstanceId'];
const URI = ['ConnectionUriSessionName', 'ConnectionUriInstanceId'];
const NAMES = ['Name', 'ComputerSessionName', 'ConnectionUriSessionName'];
const IDS = ['InstanceId', 'ComputerInstanceId', 'ConnectionUriInstanceId'];

function start(context: CmdletContext<State>): Step | void {
  const { state } = context;
  const remoting = remotingOf(context.machine.root);
  const query = [...COMPUTER, ...URI].includes(context.parameterSet);
  let session: PSSession | undefined;
  if (query) [session] = querySessions(context, null);
  else {
    [session] = givenSessions(context);
    if (session !== undefined) refreshSessions(context, [session]);
  }
  if (session === undefined) return;
  if (!context.shouldProcess(session.name, 'Receive')) return;
  state.listed = query && remoting.sessions.includes(session);
  if (session.state === 'Disconnected' && session.availability !== 'Busy') {
    const reason = connect(context, session);
    if (reason !== null) {
      cannot(context, session);
      return;
    }
  } else if (session.state !== 'Opened') {
    cannot(context, session);
    return;
  }
  state.target = session.instanceId;
  return { do: 'again' };
}

function cannot(context: CmdletContext<State>, session: PSSession): void {
  const text = `Cannot connect PSSession "${session.name}", either because it is not in the Disconnected state, or it is not available for connection.`;
  context.writeError(
    problem('ReceivePSSessionCannotConnectSession', 'InvalidOperation', text, session, 'System.Management.Automation.RuntimeException'),
  );
}

/** 'Host' or 'Job', as -OutTarget says and what this client held before. */
function outTarget(context: CmdletContext<State>): 'Host' | 'Job' {
  const value = context.params.OutTarget;
  const wanted = value instanceof EnumValue ? Number(value.value) : 0;
  if (wanted === 1) return 'Host';
  if (wanted === 2) return 'Job';
  return context.state.listed || jobOfSession(context, context.state.target) !== undefined ? 'Job' : 'Host';
}

function receive(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { state, machine } = context;
  const session = remotingOf(machine.root).sessions.find((s) => s.instanceId === state.target);
  if (session === undefined) return;
  if (isPending(session)) {
    return park(context, sessionSignal(session));
  }
  if (session.state !== 'Opened') {
    cannot(context, session);
    return;
  }
  const isJob = outTarget(context) === 'Job';
  if (state.invocation === 0) {
    state.receiving = true;
    state.invocation = enterInvocation(machine.root);
    state.waiting = [
      { session, create: null, sessionId: session.instanceId, computerName: session.computerName, wait: session.commandWait },
    ];
    startWaiting(context);
    return { do: 'again' };
  }
  return isJob ? toJob(context, session) : pump(context);
}

/** The output goes to a job, once the session has said that there is any: the one that was disconnected, or a new one. */
function toJob(context: CmdletContext<State>, session: PSSession): Step | void {
  const { machine, state } = context;
  const call = remotingOf(machine.root).calls.get(state.running[0]?.commandId ?? '');
  if (call === undefined) return;
  if (!call.heard) return park(context, invocationOwner(state.invocation));
  if (call.absent) {
    throw fail('InvalidOperation', 'InvalidOperation', 'There is no disconnected command associated with this runspace.', {
      typeName: 'System.Management.Automation.PSInvalidOperationException',
    });
  }
  const before = jobOfSession(context, session.instanceId);
  const job =
    before?.parent ??
    newJob(machine, {
      name: typeof context.params.JobName === 'string' ? context.params.JobName : null,
      command: '',
      jobType: 'RemoteJob',
      children: [{ location: session.computerName, sessionId: session.instanceId }],
    });
  const child = before ?? job.children[0];
  call.batches.unshift(...(child.call?.batches ?? []));
  adoptCall(machine, child, call);
  leaveInvocation(machine.root, state.invocation);
  context.write(job);
}

export default defineCmdlet<State>({
  name: 'Receive-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['rcsn'],
  synopsis: 'Gets results of commands in disconnected sessions.',
  className: 'Microsoft.PowerShell.Commands.ReceivePSSessionCommand',
  defaultSet: 'Session',
  supportsShouldProcess: true,
  parameters: {
    Session: {
      type: SESSION_TYPE,
      sets: { Session: { mandatory: true, position: 0, pipeline: true, byName: true } },
      notNull: true,
      help: 'The session.',
    },
    Id: { type: 'int', sets: { Id: { mandatory: true, position: 0, pipeline: true, byName: true } }, help: 'Id of the session.' },
    ComputerName: {
      type: 'string',
      aliases: ['Cn'],
      sets: inSets(COMPUTER, { mandatory: true, position: 0, byName: true }),
      notNullOrEmpty: true,
      help: 'Computer of the session.',
    },
    ConnectionUri: {
      type: 'uri',
      aliases: ['URI', 'CU'],
      sets: inSets(URI, { mandatory: true, position: 0, byName: true }),
      help: 'Address of the computer.',
    },
    InstanceId: { type: 'guid', sets: inSets(IDS, { mandatory: true }), notNull: true, help: 'Instance id of the session.' },
    Name: { type: 'string', sets: inSets(NAMES, { mandatory: true }), notNullOrEmpty: true, help: 'Name of the session.' },
    OutTarget: {
      type: 'Microsoft.PowerShell.Commands.OutTarget',
      help: 'Host: the results come to this command; Job: to a job, which is returned.',
    },
    JobName: { type: 'string', notNullOrEmpty: true, help: 'Name of a new job.' },
    ...connectionParameters(COMPUTER, URI),
  },
  stateVersion: 1,
  init: () => ({ ...newInvocation(), target: '', listed: false }),
  process: start,
  resume: receive,
  help: { related: ['Connect-PSSession', 'Disconnect-PSSession', 'Receive-Job'] },
});

/**
 * Invoke-Command: in this session, in other sessions, on computers through temporary sessions, as a job, or left behind in a disconnected
 * session. Behaviour: InvokeCommandCommand.cs, PSRemotingCmdlet.cs; mission.md S6, S7, S15, S20.
 */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { park, unpark } from '../../../interpreter/machine/parking.ts';
import { listOf, usingValues } from '../../../interpreter/machine/using.ts';
import type { ScriptBlock } from '../../../interpreter/values/code.ts';
import { PSArray } from '../../../interpreter/values/collections.ts';
import { fail } from '../../../interpreter/values/errors.ts';
import { isAutomationNull, type Value } from '../../../interpreter/values/value.ts';
import { toCommandList } from '../../configurations/commandList.ts';
import { isUnrestricted } from '../../configurations/names.ts';
import type { MessageBody } from '../../protocol.ts';
import { enterInvocation, sendToCall } from '../client.ts';
import { configurationOf, problem, refreshSessions } from '../directory.ts';
import {
  endInput,
  type InvocationState,
  newInvocation,
  pump,
  sendInput,
  startWaiting,
  type Target,
  writeWhatArrived,
} from '../invocation.ts';
import { jobSignal, type PSJob } from '../job.ts';
import { startJobCalls } from '../jobCalls.ts';
import { connectionParameters, inSets, otherTransports, refuseTransports, SESSION_TYPE, throttleOf } from '../parameters.ts';
import type { PSSession } from '../psSession.ts';
import { scriptFile } from '../scriptFile.ts';
import { serialize } from '../serialize.ts';
import { leaveBehind, temporaryTargets } from '../targets.ts';

interface State extends InvocationState {
  /** In this session: the input so far. */
  local: Value[];
  started: boolean;
  /** The job of -AsJob, until it is written. */
  job: PSJob | null;
  /** A job that takes this command's input. */
  fed: PSJob | null;
}

const SESSION = ['Session', 'FilePathRunspace'];
const COMPUTER = ['ComputerName', 'FilePathComputerName'];
const URI = ['Uri', 'FilePathUri'];
const OTHER = ['VMId', 'VMName', 'ContainerId', 'SSHHost', 'SSHHostHashParam'];
const FILE_OTHER = ['FilePathVMId', 'FilePathVMName', 'FilePathContainerId', 'FilePathSSHHost', 'FilePathSSHHostHash'];
const REMOTE = [...SESSION, ...COMPUTER, ...URI, ...OTHER, ...FILE_OTHER];
const BLOCKS = ['Session', 'ComputerName', 'Uri', ...OTHER];
const FILES = ['FilePathRunspace', 'FilePathComputerName', 'FilePathUri', ...FILE_OTHER];

function isRemote(context: CmdletContext<State>): boolean {
  return context.parameterSet !== 'InProcess';
}

/** The sessions of -Session that can be used; errors for the others. */
function sessionTargets(context: CmdletContext<State>, sessions: readonly PSSession[]): Target[] {
  const usable: Target[] = [];
  for (const session of sessions) {
    if (session.state !== 'Opened') {
      const text = `Because the session state for session ${session.name}, ${session.instanceId}, ${session.computerName} is not equal to Open, you cannot run a command in the session.  The session state is ${session.state}.`;
      const typeName = 'System.Management.Automation.Runspaces.InvalidRunspaceStateException';
      context.writeError(problem('InvokeCommandCommandInvalidSessionState', 'InvalidOperation', text, session, typeName));
      continue;
    }
    usable.push({
      session,
      create: null,
      sessionId: session.instanceId,
      computerName: session.computerName,
      wait: session.commandWait,
    });
  }
  return usable;
}

function noSessions(): Error {
  return fail(
    'InvalidOperation',
    'InvalidOperation',
    'No valid sessions were specified.  Ensure you provide valid sessions that are in the Opened state and are available to run commands.',
    { typeName: 'System.Management.Automation.PSInvalidOperationException' },
  );
}

function checkSwitches(context: CmdletContext<State>): void {
  if (context.isOn('InDisconnectedSession') && (context.isOn('AsJob') || context.isBound('JobName')))
    throw fail(
      'System.InvalidOperationException',
      'InvalidOperation',
      'You cannot use the Invoke-Command cmdlet with both the AsJob and Disconnected parameters in the same command.',
      { typeName: 'System.InvalidOperationException' },
    );
  if (context.isBound('SessionName') && !context.isOn('InDisconnectedSession'))
    throw fail(
      'System.InvalidOperationException',
      'InvalidOperation',
      'The SessionName parameter can only be used with the Disconnected switch parameter.',
      { typeName: 'System.InvalidOperationException' },
    );
}

/** Everything that may wait comes first; then, in one go, what changes the state. */
function beginRemote(context: CmdletContext<State>): Step | void {
  const { state } = context;
  checkSwitches(context);
  if (context.machine.parts.alone === true)
    throw fail(
      'InvokeCommandCommandNoWSMan',
      'NotImplemented',
      'This parameter set requires WSMan, and no supported WSMan client library was found. WSMan is either not installed or unavailable for this system.',
      { typeName: 'System.Management.Automation.Remoting.PSRemotingTransportException' },
    );
  refuseTransports(context);
  const asJob = context.isOn('AsJob') || context.isBound('JobName');
  const block = context.params.ScriptBlock as ScriptBlock | undefined;
  const script = block !== undefined ? block.text : scriptFile(context, String(context.params.FilePath ?? ''));
  const using = block === undefined ? null : serialize(usingValues(context, block), context);
  const args = serialize(new PSArray(listOf(context.params.ArgumentList)), context);
  const sessions = listOf(context.params.Session) as PSSession[];
  const names = SESSION.includes(context.parameterSet) ? sessions.map((s) => s.configurationName) : [configurationOf(context)];
  const commands = names.every(isUnrestricted)
    ? null
    : toCommandList(script, context, {
        args: listOf(context.params.ArgumentList),
        module: block?.module ?? null,
        origin: block?.origin ?? 'user',
      });
  let targets: Target[];
  if (SESSION.includes(context.parameterSet)) {
    if (new Set(sessions).size !== sessions.length)
      throw fail('RemoteRunspaceInfoHasDuplicates', 'InvalidArgument', 'Specified RemoteRunspaceInfo objects have duplicates.', {
        typeName: 'System.ArgumentException',
      });
    refreshSessions(context, sessions);
    if (asJob)
      targets = sessions.map((session) => ({
        session,
        create: null,
        sessionId: session.instanceId,
        computerName: session.computerName,
        wait: 0,
      }));
    else {
      targets = sessionTargets(context, sessions);
      if (targets.length === 0) throw noSessions();
    }
  } else targets = temporaryTargets(context);
  Object.assign(state, {
    script,
    commands,
    using,
    args,
    text: block !== undefined ? block.text : script,
    hasInput: context.expectingInput || context.isBound('InputObject'),
    hideComputerName: context.isOn('HideComputerName'),
    throttle: throttleOf(context.params.ThrottleLimit),
    single: targets.length === 1 && SESSION.includes(context.parameterSet),
    usable: targets.length,
    started: true,
  });
  if (asJob) {
    if (targets.length === 0) return;
    state.job = startJobCalls(context, targets, context.params.JobName, 'RemoteJob');
    if (state.hasInput) state.fed = state.job;
    return { do: 'again' };
  }
  if (context.isOn('InDisconnectedSession')) {
    leaveBehind(context, targets);
    return;
  }
  if (targets.length === 0) return;
  state.invocation = enterInvocation(context.machine.root);
  state.waiting = targets;
  startWaiting(context);
}

function streamHere(context: CmdletContext<State>): Step {
  const { params, state } = context;
  const block = params.ScriptBlock as ScriptBlock;
  return {
    do: 'stream',
    activity: {
      kind: 'call',
      block,
      args: listOf(params.ArgumentList),
      scope: context.isOn('NoNewScope') ? 'current' : 'new',
      ...(context.expectingInput || context.isBound('InputObject') ? { input: state.local } : {}),
    },
  };
}

export default defineCmdlet<State>({
  name: 'Invoke-Command',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['icm'],
  synopsis: 'Runs a command in this session, in other sessions or on other computers.',
  className: 'Microsoft.PowerShell.Commands.InvokeCommandCommand',
  defaultSet: 'InProcess',
  sets: ['InProcess', 'Session', 'FilePathRunspace', 'ComputerName', 'FilePathComputerName', 'Uri', 'FilePathUri'],
  parameters: {
    ...otherTransports(['ScriptBlock']),
    Session: {
      type: `${SESSION_TYPE}[]`,
      sets: inSets(SESSION, { position: 0 }),
      notNullOrEmpty: true,
      help: 'Sessions to run the command in.',
    },
    ComputerName: {
      type: 'string[]',
      aliases: ['Cn'],
      sets: inSets(COMPUTER, { position: 0 }),
      notNullOrEmpty: true,
      help: 'Computers to run the command on, each in a temporary session.',
    },
    ConnectionUri: { type: 'uri[]', aliases: ['URI', 'CU'], sets: inSets(URI, { position: 0 }), help: 'Addresses of computers.' },
    ...connectionParameters(COMPUTER, URI),
    EnableNetworkAccess: { type: 'switch', sets: inSets([...COMPUTER, ...URI]), help: 'Has no meaning in a page.' },
    NoNewScope: { type: 'switch', sets: { InProcess: {} }, help: 'Runs the block in the current scope.' },
    ThrottleLimit: { type: 'int', sets: inSets([...SESSION, ...COMPUTER, ...URI]), help: 'Most targets at a time; 32 by default.' },
    AsJob: { type: 'switch', sets: inSets(REMOTE), help: 'Returns a job at once.' },
    InDisconnectedSession: {
      type: 'switch',
      aliases: ['Disconnected'],
      sets: inSets([...COMPUTER, ...URI]),
      help: 'Leaves the command running in a disconnected session.',
    },
    SessionName: { type: 'string[]', sets: inSets(COMPUTER), help: 'Names of the disconnected sessions.' },
    HideComputerName: { type: 'switch', aliases: ['HCN'], sets: inSets(REMOTE), help: 'Does not show the computer of each object.' },
    JobName: { type: 'string', sets: inSets(REMOTE), help: 'Name of the job.' },
    ScriptBlock: {
      type: 'scriptblock',
      aliases: ['Command'],
      sets: { InProcess: { mandatory: true, position: 0 }, ...inSets(BLOCKS, { mandatory: true, position: 1 }) },
      notNull: true,
      help: 'The command.',
    },
    FilePath: {
      type: 'string',
      aliases: ['PSPath'],
      sets: inSets(FILES, { mandatory: true, position: 1 }),
      notNull: true,
      help: 'A script file of this session.',
    },
    RemoteDebug: { type: 'switch', sets: inSets([...SESSION, ...COMPUTER, ...URI]), help: 'Not in Limpet.' },
    StrictMode: { type: 'object', sets: { InProcess: {} }, help: 'Strict mode inside of the block.' },
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects that the command reads as $input.' },
    ArgumentList: { type: 'object[]', aliases: ['Args'], help: 'Arguments of the command.' },
  },
  stateVersion: 1,
  init: () => ({ ...newInvocation(), local: [], started: false, job: null, fed: null }),
  begin(context) {
    return isRemote(context) ? beginRemote(context) : undefined;
  },
  process(context) {
    const { state } = context;
    if (!isRemote(context)) {
      if (context.isBound('InputObject')) state.local.push(context.params.InputObject ?? null);
      return;
    }
    if (state.invocation === 0 && state.fed === null) return;
    if (state.hasInput && context.isBound('InputObject') && !(isAutomationNull(context.input) && context.expectingInput)) {
      const value = serialize(context.params.InputObject ?? null, context);
      if (state.fed === null) sendInput(context, value);
      else feed(context, state.fed, { kind: 'input', values: [value] });
    }
    writeWhatArrived(context);
  },
  end(context) {
    if (!isRemote(context)) return streamHere(context);
    if (context.state.fed !== null) feed(context, context.state.fed, { kind: 'end' });
    if (context.state.invocation === 0) return;
    endInput(context);
    return finish(context);
  },
  resume(context) {
    if (context.state.job !== null) return announce(context, context.state.job);
    return isRemote(context) && context.state.invocation !== 0 ? finish(context) : undefined;
  },
  help: {
    examples: [
      {
        code: 'Invoke-Command -ComputerName Server01 { hostname }',
        remarks: 'Runs in a temporary session, which is closed when the command is done.',
      },
      { code: 'Invoke-Command -Session $s { $x = 1 }', remarks: 'The variable stays in the session.' },
    ],
    related: ['New-PSSession', 'Enter-PSSession', 'Receive-PSSession', 'Receive-Job'],
  },
});

/** Sends input to a job's commands. */
function feed(context: CmdletContext<State>, job: PSJob, body: MessageBody): void {
  for (const { call } of job.children) if (call !== null) sendToCall(context.machine.root, call, body);
}

/** A job is written once its sessions have taken the command or refused it (S15); those that are made for it are not waited for. */
function announce(context: CmdletContext<State>, job: PSJob): Step | void {
  if (unpark(context)) return { do: 'again' };
  const undecided = job.children.find(({ call }) => call?.state === 'Running' && !call.heard && !call.temporary);
  if (undecided !== undefined) return park(context, jobSignal(undecided));
  context.state.job = null;
  context.write(job);
}

function finish(context: CmdletContext<State>): Step | void {
  const step = pump(context);
  if (step !== undefined) return step;
  // each of the sessions was busy for too long
  if (SESSION.includes(context.parameterSet) && context.state.usable <= 0) throw noSessions();
}

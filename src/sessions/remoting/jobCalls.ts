/** Commands as jobs: one child for each target. */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { fail } from '../../interpreter/values/errors.ts';
import type { Value } from '../../interpreter/values/value.ts';
import { createSession, releaseCall, sendToCall, startCall } from './client.ts';
import { commandsFor, type InvocationState, type Target } from './invocation.ts';
import { jobSignal, newJob, type PSJob, updateJob } from './job.ts';
import type { PSSession } from './psSession.ts';
import { RemoteCall, remotingOf } from './state.ts';

/** Starts a job whose children run the invocation's script on the targets. Targets that are not open make a child that failed. */
export function startJobCalls<S extends InvocationState>(
  context: CmdletContext<S>,
  targets: readonly Target[],
  name: Value | undefined,
  jobType: 'RemoteJob' | 'BackgroundJob',
  initialization: string | null = null,
): PSJob {
  const { machine, state } = context;
  const { root } = machine;
  const job = newJob(machine, {
    name: typeof name === 'string' ? name : null,
    command: state.text,
    jobType,
    children: targets.map((t) => ({ location: t.computerName, sessionId: t.sessionId })),
  });
  targets.forEach((target, i) => {
    const child = job.children[i];
    if (target.create !== null) createSession(root, target.create);
    if (initialization !== null) initialize(context, target, initialization);
    if (target.session !== null && target.session.state !== 'Opened') child.call = failedCall(context, child, target.session);
    else {
      child.call = startCall(machine, {
        sessionId: target.sessionId,
        computerName: target.computerName,
        owner: jobSignal(child),
        script: state.script,
        commands: commandsFor(state, target),
        args: state.args,
        using: state.using,
        hasInput: state.hasInput,
        mode: 'objects',
        text: state.text,
        wait: initialization === null ? 0 : 240_000,
        temporary: target.create !== null,
        hideComputerName: jobType === 'BackgroundJob' || state.hideComputerName,
      });
      if (state.input.length > 0) sendToCall(root, child.call, { kind: 'input', values: state.input });
      if (state.inputEnded) sendToCall(root, child.call, { kind: 'end' });
    }
    updateJob(machine, child);
  });
  return job;
}

/** A script that runs before the job's own, in the same session; nobody reads what it writes. */
function initialize<S extends InvocationState>(context: CmdletContext<S>, target: Target, script: string): void {
  const { machine } = context;
  const { sessionId, computerName } = target;
  const call = startCall(machine, {
    sessionId,
    computerName,
    owner: '',
    script,
    args: null,
    using: context.state.using,
    hasInput: false,
    mode: 'objects',
    text: script,
    wait: 0,
  });
  releaseCall(machine.root, call);
}

/** A call that could not be made: its session is not open. */
function failedCall<S extends object>(context: CmdletContext<S>, child: PSJob, session: PSSession): RemoteCall {
  const call = new RemoteCall();
  call.commandId = context.machine.host.newGuid();
  call.sessionId = session.instanceId;
  call.computerName = session.computerName;
  call.owner = jobSignal(child);
  call.state = 'Failed';
  const text = `Cannot invoke the pipeline because the runspace is not in the Opened state. Current state of the runspace is '${session.state}'.`;
  const { record } = fail(`InvalidSessionState,${session.computerName}`, 'OperationStopped', text, {
    typeName: 'System.Management.Automation.Runspaces.InvalidRunspaceStateException',
    target: session.computerName,
  });
  call.error = record;
  return call;
}

/** The call of a job's child, if it is under way. */
export function liveCall(job: PSJob): RemoteCall | null {
  return job.call !== null && job.call.state === 'Running' ? job.call : null;
}

/** Finds a job, or a child, by what it runs in. */
export function jobOfSession<S extends object>(context: CmdletContext<S>, sessionId: string): PSJob | undefined {
  const { jobs } = remotingOf(context.machine.root);
  return jobs.flatMap((j) => j.children).find((c) => c.sessionId === sessionId && c.state === 'Disconnected');
}

/** The job whose command runs in a session of this client, if there is one. */
export function jobOfRunning<S extends object>(context: CmdletContext<S>, sessionId: string): PSJob | undefined {
  const { jobs } = remotingOf(context.machine.root);
  return jobs.find((j) => j.children.some((c) => c.sessionId === sessionId && c.state === 'Running'));
}

/** Receive-Job. Behaviour: ReceiveJob.cs. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { writeForeign, writeForeignError } from '../../../interpreter/machine/foreignRecords.ts';
import { type Parkable, park, unpark } from '../../../interpreter/machine/parking.ts';
import { listOf } from '../../../interpreter/machine/using.ts';
import { type ErrorRecord, fail } from '../../../interpreter/values/errors.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { customObject } from '../../../interpreter/values/object.ts';
import { releaseCall } from '../client.ts';
import { problem } from '../directory.ts';
import { answerFarQuestion } from '../farQuestions.ts';
import { isFinished, jobStateInfo, type PSJob, updateJob } from '../job.ts';
import { selectJobs } from '../jobSelectors.ts';
import { JOB_TYPE, SESSION_TYPE } from '../parameters.ts';
import type { PSSession } from '../psSession.ts';
import { takeArrived, writeArrived } from '../records.ts';
import { type Arrived, remotingOf } from '../state.ts';
import { takeUnread, unreadOf } from '../threadJobs.ts';

interface State extends Parkable {
  jobs: PSJob[];
  /** True once the jobs themselves were written (-WriteJobInResults). */
  written: boolean;
  /** Without -Wait: what there was is written. */
  drained: boolean;
}

/** The children whose results are wanted, in order. */
function children(context: CmdletContext<State>, job: PSJob): PSJob[] {
  let list = job.children.length > 0 && !context.isOn('NoRecurse') ? job.children : [job];
  const { ComputerName, Location } = context.params;
  const sessions = listOf(context.params.Session) as PSSession[];
  const names = [...listOf(ComputerName), ...listOf(Location)].map((n) => String(n).toLowerCase());
  if (names.length > 0) list = list.filter((c) => names.includes(c.location.toLowerCase()));
  if (sessions.length > 0) list = list.filter((c) => sessions.some((s) => s.instanceId === c.sessionId));
  return list;
}

/** Writes what a child has; with -Keep it stays there. True if anything was written. */
function drain(context: CmdletContext<State>, child: PSJob): boolean {
  const { call } = child;
  let written = false;
  if (child.task !== null) {
    const records = context.isOn('Keep') ? unreadOf(child, context) : takeUnread(child, context);
    for (const record of records) (child.copies ? writeArrived : writeForeign)(context, record);
    written = records.length > 0;
    const { failure } = child.task;
    if (failure !== null && child.state === 'Failed' && !child.failureGiven) {
      child.failureGiven = !context.isOn('Keep');
      touch(child);
      writeForeignError(context, failure);
      written = true;
    }
    return written;
  }
  if (call !== null && call.batches.length > 0) {
    let records: Arrived[];
    if (context.isOn('Keep')) records = call.batches.flatMap((b) => b.records.slice(b.read));
    else {
      touch(call);
      records = takeArrived(call, Number.POSITIVE_INFINITY);
    }
    for (const record of records) writeArrived(context, record);
    written = records.length > 0;
  }
  if (call !== null && call.state === 'Failed' && !child.failureGiven) {
    if (!context.isOn('Keep')) {
      child.failureGiven = true;
      touch(child);
    }
    const error = call.error as ErrorRecord | null;
    if (error !== null) writeForeignError(context, error);
    written = true;
  }
  return written;
}

/** A job that asks something while it is received gets its answer. */
function answer(context: CmdletContext<State>, child: PSJob): boolean {
  if (child.call === null || !answerFarQuestion(context, child.call)) return false;
  updateJob(context.machine, child);
  return true;
}

function receive(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { state } = context;
  const wait = context.isOn('Wait');
  if (context.isOn('WriteJobInResults') && !state.written) {
    state.written = true;
    for (const job of state.jobs) context.write(job);
    return { do: 'again' };
  }
  let written = false;
  if (wait || !state.drained) {
    for (const job of state.jobs) for (const child of children(context, job)) written = drain(context, child) || written;
  }
  if (!wait) {
    // what was written goes out before a question is asked
    if (!state.drained) {
      state.drained = true;
      return { do: 'again' };
    }
    for (const job of state.jobs) for (const child of children(context, job)) if (answer(context, child)) return { do: 'again' };
    return;
  }
  if (written) return { do: 'again' };
  for (const job of state.jobs) for (const child of children(context, job)) if (answer(context, child)) return { do: 'again' };
  const force = context.isOn('Force');
  if (state.jobs.some((j) => !isFinished(j.state) && (force || j.state !== 'Disconnected'))) {
    return park(context, 'jobs');
  }
  end(context);
}

/** After the last data of a wait: state changes, and jobs that are no longer wanted. */
function end(context: CmdletContext<State>): void {
  const { state, machine } = context;
  const remoting = remotingOf(machine.root);
  if (context.isOn('WriteEvents')) {
    for (const job of state.jobs)
      for (const one of [...job.children, job])
        context.write(
          customObject(
            [
              ['JobStateInfo', jobStateInfo(one)],
              ['PreviousJobStateInfo', null],
            ],
            ['System.Management.Automation.JobStateEventArgs'],
          ),
        );
  }
  if (!context.isOn('AutoRemoveJob')) return;
  for (const job of state.jobs) {
    for (const child of job.children) if (child.call !== null) releaseCall(machine.root, child.call);
    touch(remoting);
    remoting.jobs = remoting.jobs.filter((j) => j !== job);
  }
}

function invalid(text: string): Error {
  return fail('InvalidOperation', 'InvalidOperation', text, { typeName: 'System.Management.Automation.PSInvalidOperationException' });
}

const job = (set: string) => ({ [set]: { mandatory: true, position: 0, pipeline: true, byName: true } });

export default defineCmdlet<State>({
  name: 'Receive-Job',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['rcjb'],
  synopsis: 'Gets the results of the PowerShell background jobs in the current session.',
  className: 'Microsoft.PowerShell.Commands.ReceiveJobCommand',
  defaultSet: 'Location',
  parameters: {
    Job: {
      type: `${JOB_TYPE}[]`,
      sets: { ...job('Location'), ...job('ComputerName'), ...job('Session') },
      notNullOrEmpty: true,
      help: 'The jobs.',
    },
    ComputerName: {
      type: 'string[]',
      aliases: ['Cn'],
      sets: { ComputerName: { position: 1, byName: true } },
      help: 'Only results from these computers.',
    },
    Location: { type: 'string[]', sets: { Location: { position: 1 } }, help: 'Only results from these places.' },
    Session: {
      type: `${SESSION_TYPE}[]`,
      sets: { Session: { position: 1, byName: true } },
      notNull: true,
      help: 'Only results from these sessions.',
    },
    Name: {
      type: 'string[]',
      sets: { NameParameterSet: { mandatory: true, position: 0, byName: true } },
      wildcards: true,
      help: 'Names of jobs.',
    },
    InstanceId: {
      type: 'guid[]',
      sets: { InstanceIdParameterSet: { mandatory: true, position: 0, byName: true } },
      help: 'Instance ids of jobs.',
    },
    Id: { type: 'int[]', sets: { SessionIdParameterSet: { mandatory: true, position: 0, byName: true } }, help: 'Ids of jobs.' },
    Keep: { type: 'switch', help: 'Leaves the results in the job.' },
    NoRecurse: { type: 'switch', help: 'Only the results of the job itself.' },
    Force: { type: 'switch', help: 'Goes on waiting for disconnected jobs.' },
    Wait: { type: 'switch', help: 'Waits for the jobs to end.' },
    AutoRemoveJob: { type: 'switch', help: 'Removes the jobs afterwards.' },
    WriteEvents: { type: 'switch', help: 'Writes changes of state.' },
    WriteJobInResults: { type: 'switch', help: 'Writes the job first.' },
  },
  stateVersion: 1,
  init: () => ({ parked: false, jobs: [], written: false, drained: false }),
  begin(context) {
    if (context.isOn('Wait')) {
      if (context.isOn('Keep'))
        throw fail(
          'ParameterBindingFailed',
          'WriteError',
          `Cannot bind parameter 'Keep' to the target. Exception setting "Keep": "The Wait and Keep parameters cannot be used together in the same command."`,
          { typeName: 'System.Management.Automation.ParameterBindingException' },
        );
      return;
    }
    if (context.isOn('AutoRemoveJob')) throw invalid('The -AutoRemoveJob parameter cannot be used without the -Wait parameter');
    if (context.isOn('Force')) throw invalid('The -Force parameter cannot be used without the -Wait parameter.');
    if (context.isOn('WriteEvents')) throw invalid('The WriteEvents parameter cannot be used without the Wait parameter.');
    if (context.isOn('WriteJobInResults')) throw invalid('The -WriteJobInResults parameter cannot be used without the -Wait parameter');
  },
  process(context) {
    const { state } = context;
    for (const one of selectJobs(context)) {
      if (state.jobs.includes(one)) continue;
      if (one.jobType === 'BackgroundJob' && (context.isBound('Session') || context.isBound('ComputerName'))) {
        const name = context.isBound('Session') ? 'Runspace' : 'ComputerName';
        const text = `The ${name === 'Runspace' ? 'Session' : 'ComputerName'} parameter can only be used with remoting jobs.`;
        context.writeError(problem(`${name}ParameterNotSupported`, 'InvalidArgument', text, one));
        continue;
      }
      state.jobs.push(one);
    }
  },
  end: receive,
  resume: receive,
  help: {
    examples: [{ code: 'Receive-Job -Id 1 -Keep' }, { code: '$job | Receive-Job -Wait -AutoRemoveJob' }],
    related: ['Start-Job', 'Get-Job'],
  },
});

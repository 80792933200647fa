/** Wait-Job. Behaviour: WaitJob.cs. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { type Parkable, park, unpark } from '../../../interpreter/machine/parking.ts';
import { fail } from '../../../interpreter/values/errors.ts';
import { isFinished, type PSJob } from '../job.ts';
import { jobSelectors, selectJobs } from '../jobSelectors.ts';

interface State extends Parkable {
  jobs: PSJob[];
  deadline: number | null;
}

/** True for a job that is waited for no more. */
function isDone(job: PSJob, force: boolean): boolean {
  return isFinished(job.state) || (!force && (job.state === 'Disconnected' || job.state === 'Suspended'));
}

function wait(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  const { jobs, deadline } = context.state;
  if (jobs.length === 0) return;
  const force = context.isOn('Force');
  const done = jobs.filter((j) => isDone(j, force));
  if (done.length === jobs.length || (context.isOn('Any') && done.length > 0)) {
    for (const job of context.isOn('Any') ? done.slice(0, 1) : done) context.write(job);
    return;
  }
  if (jobs.some((j) => j.state === 'Blocked'))
    throw fail(
      'BlockedJobsDeadlockWithWaitJob',
      'DeadlockDetected',
      'The Wait-Job cmdlet cannot finish working, because one or more jobs are blocked waiting for user interaction.  Process interactive job output by using the Receive-Job cmdlet, and then try again.',
      { typeName: 'System.ArgumentException' },
    );
  if (deadline !== null && context.now() >= deadline) {
    for (const job of done) context.write(job);
    return;
  }
  return park(context, 'jobs', deadline ?? undefined);
}

export default defineCmdlet<State>({
  name: 'Wait-Job',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['wjb'],
  synopsis: 'Waits until one or all of the PowerShell jobs running in the session are in a terminating state.',
  className: 'Microsoft.PowerShell.Commands.WaitJobCommand',
  defaultSet: 'SessionIdParameterSet',
  parameters: {
    ...jobSelectors(),
    Any: { type: 'switch', help: 'Waits for the first one.' },
    Timeout: { type: 'int', aliases: ['TimeoutSec'], validateRange: [-1, 2_147_483], help: 'Seconds to wait at most.' },
    Force: { type: 'switch', help: 'Goes on waiting for disconnected jobs.' },
  },
  stateVersion: 1,
  init: () => ({ parked: false, jobs: [], deadline: null }),
  process(context) {
    for (const job of selectJobs(context)) if (!context.state.jobs.includes(job)) context.state.jobs.push(job);
  },
  end(context) {
    const { Timeout } = context.params;
    if (typeof Timeout === 'number' && Timeout >= 0) context.state.deadline ??= context.now() + Timeout * 1000;
    return wait(context);
  },
  resume: wait,
  help: { related: ['Start-Job', 'Receive-Job'] },
});

/** Stop-Job. Behaviour: StopJob.cs. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../../interpreter/machine/cmdlet.ts';
import { type Parkable, park, unpark } from '../../../interpreter/machine/parking.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { stopCall } from '../client.ts';
import { isFinished, type PSJob } from '../job.ts';
import { liveCall } from '../jobCalls.ts';
import { jobSelectors, selectJobs } from '../jobSelectors.ts';
import { stopThread } from '../threadJobs.ts';

interface State extends Parkable {
  jobs: PSJob[];
}

/** Waits until what was told to stop has stopped. */
function wait(context: CmdletContext<State>): Step | void {
  if (unpark(context)) return { do: 'again' };
  if (context.state.jobs.some((j) => !isFinished(j.state) && j.state !== 'Disconnected')) {
    return park(context, 'jobs');
  }
  if (context.isOn('PassThru')) for (const job of context.state.jobs) context.write(job);
}

export default defineCmdlet<State>({
  name: 'Stop-Job',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['spjb'],
  synopsis: 'Stops a PowerShell background job.',
  className: 'Microsoft.PowerShell.Commands.StopJobCommand',
  defaultSet: 'SessionIdParameterSet',
  supportsShouldProcess: true,
  parameters: { ...jobSelectors(), PassThru: { type: 'switch', help: 'Returns the jobs.' } },
  stateVersion: 1,
  init: () => ({ parked: false, jobs: [] }),
  process(context) {
    const chosen = selectJobs(context).filter((j) =>
      context.shouldProcess(`Command: ${j.command}, JobId: ${j.jobNumber}, Name: ${j.name}`, 'Stop'),
    );
    for (const job of chosen) {
      if (context.state.jobs.includes(job)) continue;
      context.state.jobs.push(job);
      job.stopping = true;
      touch(job);
      for (const child of job.children.length > 0 ? job.children : [job]) {
        stopThread(context.machine, child);
        const call = liveCall(child);
        if (call !== null) stopCall(context.machine.root, call);
      }
    }
  },
  end: wait,
  resume: wait,
  help: { related: ['Start-Job', 'Remove-Job'] },
});

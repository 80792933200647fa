/** Remove-Job. Behaviour: RemoveJob.cs. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { CmdletContext } from '../../../interpreter/machine/cmdlet.ts';
import { touch } from '../../../interpreter/values/heap.ts';
import { releaseCall, stopCall } from '../client.ts';
import { problem } from '../directory.ts';
import { isFinished, type PSJob } from '../job.ts';
import { jobSelectors, selectJobs } from '../jobSelectors.ts';
import { remotingOf } from '../state.ts';
import { stopThread } from '../threadJobs.ts';

/** How the job was named decides the sentence. */
function notFinished<S extends object>(context: CmdletContext<S>, job: PSJob): string {
  const id = job.jobNumber;
  if (context.isBound('Name'))
    return `The command cannot remove the job with the job ID ${id} and the name ${job.name} because the job is not finished. To remove the job, first stop the job, or use the Force parameter. (Parameter 'Name')`;
  if (context.isBound('InstanceId'))
    return `The command cannot remove the job with the job ID ${id} and the instance identifier ${job.instanceId} because the job is not finished. To remove the job, first stop the job or use the Force parameter. (Parameter 'InstanceId')`;
  return `The command cannot remove the job with the job ID ${id} because the job is not finished. To remove the job, first stop the job, or use the Force parameter. (Parameter '${context.isBound('Id') ? 'SessionId' : 'Job'}')`;
}

export default defineCmdlet({
  name: 'Remove-Job',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['rjb'],
  synopsis: 'Deletes a PowerShell background job.',
  className: 'Microsoft.PowerShell.Commands.RemoveJobCommand',
  defaultSet: 'SessionIdParameterSet',
  supportsShouldProcess: true,
  parameters: {
    ...jobSelectors({ command: true }),
    Force: { type: 'switch', aliases: ['F'], help: 'Stops a job that runs.' },
  },
  stateVersion: 1,
  process(context) {
    const { root } = context.machine;
    const remoting = remotingOf(root);
    const chosen = selectJobs(context).filter((j) =>
      context.shouldProcess(`Command: ${j.command}, JobId: ${j.jobNumber}, Name: ${j.name}`, 'Remove'),
    );
    for (const job of chosen) {
      if (!isFinished(job.state) && !context.isOn('Force')) {
        context.writeError(problem('JobObjectNotFinishedCannotBeRemoved', 'InvalidOperation', notFinished(context, job), job));
        continue;
      }
      if (job.parent !== null || !remoting.jobs.includes(job)) {
        const text =
          'The command cannot remove the job because it does not exist or because it is a child job. Child jobs can be removed only by removing the parent job.';
        context.writeError(problem('CannotRemoveJob', 'InvalidOperation', text, job));
        continue;
      }
      for (const child of [job, ...job.children]) {
        stopThread(context.machine, child);
        if (child.call === null) continue;
        if (child.call.state === 'Running') stopCall(root, child.call);
        // a temporary session goes when the stopped command has ended
        releaseCall(root, child.call);
        child.call = null;
        touch(child);
      }
      if (!isFinished(job.state)) job.state = 'Stopped';
      touch(job);
      touch(remoting);
      remoting.jobs = remoting.jobs.filter((j) => j !== job);
    }
  },
  help: { related: ['Start-Job', 'Stop-Job'] },
});

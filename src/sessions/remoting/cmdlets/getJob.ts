/** Get-Job. Behaviour: GetJob.cs. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { DateTime } from '../../../interpreter/values/dotnet/datetime.ts';
import { EnumValue, type Value } from '../../../interpreter/values/value.ts';
import { hasMoreData, JOB_STATES, type PSJob } from '../job.ts';
import { selectJobs } from '../jobSelectors.ts';
import { inSets } from '../parameters.ts';

const FILTERED = ['SessionIdParameterSet', 'NameParameterSet', 'InstanceIdParameterSet', 'StateParameterSet', 'CommandParameterSet'];

/** ms since 1970 UTC of a local time. */
function moment(value: Value | undefined, zone: (utc: number) => number): number | null {
  if (!(value instanceof DateTime)) return null;
  const utc = value.toUniversalTime((ms) => zone(ms));
  return Number(utc.ticks / 10_000n) - 62_135_596_800_000;
}

export default defineCmdlet({
  name: 'Get-Job',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['gjb'],
  synopsis: 'Gets PowerShell background jobs that are running in the current session.',
  className: 'Microsoft.PowerShell.Commands.GetJobCommand',
  defaultSet: 'SessionIdParameterSet',
  parameters: {
    Id: { type: 'int[]', sets: { SessionIdParameterSet: { position: 0, byName: true } }, notNullOrEmpty: true, help: 'Ids of jobs.' },
    InstanceId: {
      type: 'guid[]',
      sets: { InstanceIdParameterSet: { mandatory: true, position: 0, byName: true } },
      notNullOrEmpty: true,
      help: 'Instance ids of jobs.',
    },
    Name: {
      type: 'string[]',
      sets: { NameParameterSet: { mandatory: true, position: 0, byName: true } },
      wildcards: true,
      notNullOrEmpty: true,
      help: 'Names of jobs.',
    },
    State: {
      type: 'System.Management.Automation.JobState',
      sets: { StateParameterSet: { mandatory: true, position: 0, byName: true } },
      help: 'Jobs in this state.',
    },
    Command: {
      type: 'string[]',
      sets: { CommandParameterSet: { byName: true } },
      notNullOrEmpty: true,
      help: 'Jobs that run this command.',
    },
    Filter: {
      type: 'hashtable',
      sets: { FilterParameterSet: { mandatory: true, position: 0, byName: true } },
      notNullOrEmpty: true,
      help: 'Jobs whose properties have these values.',
    },
    IncludeChildJob: { type: 'switch', sets: inSets(FILTERED), help: 'Children too.' },
    ChildJobState: { type: 'System.Management.Automation.JobState', sets: inSets(FILTERED), help: 'Children in this state.' },
    HasMoreData: { type: 'bool', sets: inSets(FILTERED), help: 'Only jobs with data, or only those without.' },
    Before: { type: 'datetime', sets: inSets(FILTERED), help: 'Only jobs that ended before.' },
    After: { type: 'datetime', sets: inSets(FILTERED), help: 'Only jobs that ended after.' },
    Newest: { type: 'int', sets: inSets(FILTERED), help: 'Only so many of the newest.' },
  },
  stateVersion: 1,
  process(context) {
    let jobs = selectJobs(context);
    const { HasMoreData, ChildJobState, Newest } = context.params;
    if (typeof HasMoreData === 'boolean') jobs = jobs.filter((j) => hasMoreData(j) === HasMoreData);
    const before = moment(context.params.Before, (ms) => context.zoneOffset(ms));
    const after = moment(context.params.After, (ms) => context.zoneOffset(ms));
    if (before !== null) jobs = jobs.filter((j) => j.endTime !== null && j.endTime < before);
    if (after !== null) jobs = jobs.filter((j) => j.endTime !== null && j.endTime > after);
    if (typeof Newest === 'number') jobs = [...jobs].sort((a, b) => b.jobNumber - a.jobNumber).slice(0, Newest);
    const wanted = ChildJobState instanceof EnumValue ? JOB_STATES[Number(ChildJobState.value)] : null;
    const write = (job: PSJob): void => {
      context.write(job);
      if (!context.isOn('IncludeChildJob') && wanted === null) return;
      for (const child of job.children) if (wanted === null || child.state === wanted) context.write(child);
    };
    for (const job of [...jobs].sort((a, b) => a.jobNumber - b.jobNumber)) write(job);
  },
  help: { related: ['Start-Job', 'Receive-Job', 'Wait-Job', 'Stop-Job', 'Remove-Job'] },
});

/** Finding jobs by -Id, -Name, -InstanceId, -State, -Command, -Filter, and what is said of those that are not there (JobBase.cs). */
import type { ParameterShort } from '../../interpreter/binding/metadata.ts';
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import { listOf } from '../../interpreter/machine/using.ts';
import { PSHashtable } from '../../interpreter/values/collections.ts';
import { toText } from '../../interpreter/values/convert.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../interpreter/values/regex/wildcard.ts';
import { EnumValue, type Value } from '../../interpreter/values/value.ts';
import { problem } from './directory.ts';
import { JOB_STATES, type PSJob } from './job.ts';
import { JOB_TYPE } from './parameters.ts';
import { remotingOf } from './state.ts';

/** All jobs, children behind their parents. */
export function allJobs<S extends object>(context: CmdletContext<S>): PSJob[] {
  return remotingOf(context.machine.root).jobs.flatMap((j) => [j, ...j.children]);
}

const parents = <S extends object>(context: CmdletContext<S>): PSJob[] => remotingOf(context.machine.root).jobs;

const ERRORS = {
  Id: (v: string) => [
    'JobWithSpecifiedSessionNotFound',
    `The command cannot find a job with the job ID ${v}. Verify the value of the Id parameter and then try the command again.`,
  ],
  Name: (v: string) => [
    'JobWithSpecifiedNameNotFound',
    `The command cannot find the job because the job name ${v} was not found. Verify the value of the Name parameter, and then try the command again.`,
  ],
  InstanceId: (v: string) => [
    'JobWithSpecifiedInstanceIdNotFound',
    `The command cannot find a job with the instance identifier ${v}. Verify the value of the InstanceId parameter, and then try the command again.`,
  ],
} as const;

function by<S extends object>(context: CmdletContext<S>, kind: keyof typeof ERRORS): PSJob[] {
  const found: PSJob[] = [];
  for (const value of listOf(context.params[kind])) {
    const wanted = toText(value, context);
    const matches = allJobs(context).filter((j) =>
      kind === 'Id'
        ? String(j.jobNumber) === wanted
        : kind === 'Name'
          ? isWildcardMatch(wanted, j.name)
          : j.instanceId.toLowerCase() === wanted.toLowerCase(),
    );
    // a name with wildcards is looked for among parents, and never is an error
    const wild = kind === 'Name' && containsWildcardCharacters(wanted);
    for (const job of matches) if (!found.includes(job) && (!wild || job.parent === null)) found.push(job);
    if (matches.length > 0 || wild) continue;
    const [id, text] = ERRORS[kind](wanted);
    context.writeError(problem(id, 'ObjectNotFound', text, value, 'System.Management.Automation.PSArgumentException'));
  }
  return found;
}

function stateOf(value: Value | undefined): string {
  return value instanceof EnumValue ? (JOB_STATES[Number(value.value)] ?? '') : '';
}

function filter<S extends object>(context: CmdletContext<S>, table: PSHashtable): PSJob[] {
  return parents(context).filter((job) =>
    [...table.entries.values()].every(({ key, value }) => {
      const wanted = toText(value, context);
      switch (String(key).toLowerCase()) {
        case 'id':
          return String(job.jobNumber) === wanted;
        case 'name':
          return isWildcardMatch(wanted, job.name);
        case 'state':
          return job.state.toLowerCase() === wanted.toLowerCase();
        case 'command':
          return isWildcardMatch(wanted, job.command);
        case 'instanceid':
          return job.instanceId === wanted.toLowerCase();
        case 'psjobtypename':
          return isWildcardMatch(wanted, job.jobType);
        case 'location':
          return isWildcardMatch(wanted, job.location);
        default:
          return false;
      }
    }),
  );
}

/** The jobs that the command line selects; all parents where it says nothing. Errors are written. */
export function selectJobs<S extends object>(context: CmdletContext<S>): PSJob[] {
  if (context.isBound('Job')) return listOf(context.params.Job) as PSJob[];
  for (const kind of ['Id', 'Name', 'InstanceId'] as const) if (context.isBound(kind)) return by(context, kind);
  if (context.isBound('State')) {
    const state = stateOf(context.params.State);
    return parents(context).filter((j) => j.state === state);
  }
  if (context.isBound('Command')) {
    const patterns = listOf(context.params.Command).map(String);
    return parents(context).filter((j) => patterns.some((p) => isWildcardMatch(p, j.command.trim())));
  }
  const { Filter } = context.params;
  if (Filter instanceof PSHashtable) return filter(context, Filter);
  return [...parents(context)];
}

/** Parameters that select jobs, as Wait-, Stop- and Remove-Job have them. */
export function jobSelectors(more: { command?: boolean } = {}): Record<string, ParameterShort> {
  return {
    Job: {
      type: `${JOB_TYPE}[]`,
      sets: { JobParameterSet: { mandatory: true, position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      help: 'The jobs.',
    },
    Id: {
      type: 'int[]',
      sets: { SessionIdParameterSet: { mandatory: true, position: 0, byName: true } },
      notNullOrEmpty: true,
      help: 'Ids of jobs.',
    },
    Name: {
      type: 'string[]',
      sets: { NameParameterSet: { mandatory: true, position: 0, byName: true } },
      wildcards: true,
      notNullOrEmpty: true,
      help: 'Names of jobs.',
    },
    InstanceId: {
      type: 'guid[]',
      sets: { InstanceIdParameterSet: { mandatory: true, position: 0, byName: true } },
      notNullOrEmpty: true,
      help: 'Instance ids of jobs.',
    },
    State: {
      type: 'System.Management.Automation.JobState',
      sets: { StateParameterSet: { mandatory: true, position: 0, byName: true } },
      help: 'Jobs in this state.',
    },
    Filter: {
      type: 'hashtable',
      sets: { FilterParameterSet: { mandatory: true, position: 0, byName: true } },
      notNullOrEmpty: true,
      help: 'Jobs whose properties have these values.',
    },
    ...(more.command === true
      ? {
          Command: {
            type: 'string[]',
            sets: { CommandParameterSet: { mandatory: true, byName: true } },
            notNullOrEmpty: true,
            help: 'Jobs that run this command.',
          },
        }
      : {}),
  };
}

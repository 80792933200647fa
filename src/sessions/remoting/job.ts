/** Jobs of remoting: PSRemotingJob with its children (Job.cs, PSRemotingJob.cs). Running state is a call to another session. */

import type { Machine } from '../../interpreter/machine/machine.ts';
import type { ThreadTask } from '../../interpreter/machine/tasks.ts';
import { PSList } from '../../interpreter/values/collections.ts';
import type { NativeContext } from '../../interpreter/values/context.ts';
import { Guid } from '../../interpreter/values/dotnet/guid.ts';
import type { PSException } from '../../interpreter/values/errors.ts';
import { HeapObject, snapshotClass, touch } from '../../interpreter/values/heap.ts';
import { customObject } from '../../interpreter/values/object.ts';
import { findType, registerType } from '../../interpreter/values/types/registry.ts';
import { EnumValue, type Value } from '../../interpreter/values/value.ts';
import { localTime } from './psSession.ts';
import { type RemoteCall, remotingOf, type StreamKind } from './state.ts';
import { unreadOf } from './threadJobs.ts';

/** Names of JobState in order of their numbers. */
export const JOB_STATES = [
  'NotStarted',
  'Running',
  'Completed',
  'Failed',
  'Stopped',
  'Blocked',
  'Suspended',
  'Disconnected',
  'Suspending',
  'Stopping',
  'AtBreakpoint',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** A job, or one of its children. */
export class PSJob extends HeapObject {
  jobNumber: number;
  name: string;
  instanceId: string;
  command: string;
  state: JobState;
  /** 'BackgroundJob', 'RemoteJob'; '' for a child. */
  jobType: string;
  location: string;
  children: PSJob[];
  parent: PSJob | null;
  /** The child's command. */
  call: RemoteCall | null;
  /** Why it failed: an exception, or null. */
  reason: Value;
  /** ms since 1970 UTC. */
  beginTime: number | null;
  endTime: number | null;
  /** Session the child runs in. */
  sessionId: string;
  /** True: a stop was asked for. */
  stopping: boolean;
  /** True once the failure that ended a child was given out. */
  failureGiven: boolean;
  /** What runs on a thread of this session, else null. */
  task: ThreadTask | null;
  /** Its results cross as copies (Start-Job where there are no other sessions). */
  copies: boolean;
  /** Most tasks at a time. */
  throttle: number;
  constructor() {
    super();
    this.jobNumber = 0;
    this.name = '';
    this.instanceId = '';
    this.command = '';
    this.state = 'NotStarted';
    this.jobType = '';
    this.location = '';
    this.children = [];
    this.parent = null;
    this.call = null;
    this.reason = null;
    this.beginTime = null;
    this.endTime = null;
    this.sessionId = '';
    this.stopping = false;
    this.failureGiven = false;
    this.task = null;
    this.copies = false;
    this.throttle = 5;
  }
}
snapshotClass('PSJob', 'heap', PSJob);

/** True for a state that does not change any more. */
export function isFinished(state: JobState): boolean {
  return state === 'Completed' || state === 'Failed' || state === 'Stopped';
}

/** True if Receive-Job would have something to give, or may have. */
export function hasMoreData(job: PSJob): boolean {
  if (job.children.length > 0) return (!isFinished(job.state) && job.jobType !== 'PSTaskJob') || job.children.some(hasMoreData);
  const { call, task } = job;
  if (task !== null) return task.records.length > 0 || (job.jobType === 'ThreadJob' && !isFinished(job.state));
  if (call === null) return false;
  return call.state === 'Running' || call.batches.length > 0;
}

/** Name of the signal that a job's changes raise. */
export function jobSignal(job: PSJob): string {
  return `job:${job.instanceId}`;
}

/** Brings a child, and its parent, up to what its call says. */
export function updateJob(machine: Machine, child: PSJob): void {
  const { call } = child;
  if (child.task !== null) updateTask(machine, child, child.task);
  else if (call !== null) updateCall(machine, child, call);
  else return;
  const { parent } = child;
  if (parent !== null) updateParent(machine, parent);
  machine.signal(jobSignal(child));
  if (parent !== null) machine.signal(jobSignal(parent));
  machine.signal('jobs');
}

function updateTask(machine: Machine, child: PSJob, task: ThreadTask): void {
  if (task.state === child.state) return;
  child.state = task.state;
  child.beginTime ??= machine.host.now();
  if (isFinished(task.state)) child.endTime = machine.host.now();
  if (task.state === 'Failed') child.reason = task.failure?.exception ?? null;
  touch(child);
}

function updateCall(machine: Machine, child: PSJob, call: RemoteCall): void {
  const states: Record<RemoteCall['state'], JobState> = {
    Running: call.hostCalls.length > 0 ? 'Blocked' : 'Running',
    Completed: 'Completed',
    Failed: 'Failed',
    Stopped: 'Stopped',
    Disconnected: 'Disconnected',
    // its session was removed: the job is over, without data or error
    Broken: 'Completed',
  };
  const state = states[call.state];
  if (state !== child.state) {
    child.state = state;
    child.beginTime ??= machine.host.now();
    if (isFinished(state)) child.endTime = machine.host.now();
    if (state === 'Failed') child.reason = (call.error as { exception?: PSException } | null)?.exception ?? null;
    touch(child);
  }
}

/** Aggregation of children's states. */
function updateParent(machine: Machine, job: PSJob): void {
  const states = job.children.map((c) => c.state);
  let state: JobState;
  if (states.includes('Blocked')) state = 'Blocked';
  else if (!states.every((s) => isFinished(s) || s === 'Disconnected')) state = 'Running';
  else if (states.includes('Disconnected')) state = 'Disconnected';
  else if (states.includes('Failed')) state = 'Failed';
  else if (job.stopping || states.includes('Stopped')) state = 'Stopped';
  else state = 'Completed';
  if (state === job.state) return;
  job.state = state;
  if (isFinished(state)) job.endTime = machine.host.now();
  touch(job);
}

/** A new job with its children, entered in the session's list. */
export function newJob(
  machine: Machine,
  o: { name: string | null; command: string; jobType: string; children: { location: string; sessionId: string }[] },
): PSJob {
  const remoting = remotingOf(machine.root);
  touch(remoting);
  const make = (): PSJob => {
    const job = new PSJob();
    job.jobNumber = remoting.nextJobId++;
    job.instanceId = machine.host.newGuid();
    job.command = o.command;
    job.name = `Job${job.jobNumber}`;
    job.state = 'Running';
    job.beginTime = machine.host.now();
    return job;
  };
  const job = make();
  if (o.name !== null) job.name = o.name;
  job.jobType = o.jobType;
  for (const c of o.children) {
    const child = make();
    child.location = c.location;
    child.sessionId = c.sessionId;
    child.parent = job;
    job.children.push(child);
  }
  job.location = job.children.map((c) => c.location).join(',');
  remoting.jobs.push(job);
  return job;
}

const SMA = 'System.Management.Automation';
const enumNames = (names: readonly string[]): Record<string, number> => Object.fromEntries(names.map((n, i) => [n, i]));
if (findType(`${SMA}.JobState`) === undefined)
  registerType({ name: `${SMA}.JobState`, isValueType: true, enumNames: enumNames(JOB_STATES) });

/** A JobState as a value. */
export function jobState(state: JobState): EnumValue {
  return new EnumValue(`${SMA}.JobState`, JOB_STATES.indexOf(state));
}

/** JobStateInfo. */
export function jobStateInfo(job: PSJob): Value {
  return customObject(
    [
      ['State', jobState(job.state)],
      ['Reason', job.reason],
    ],
    [`${SMA}.JobStateInfo`],
  );
}

/** Type of Start-ThreadJob's jobs. */
const THREAD_JOB = 'Microsoft.PowerShell.ThreadJob.ThreadJob';

const self = (v: Value): PSJob => v as PSJob;

/** What arrived in a stream and was not received: a copy. */
function collected(job: PSJob, stream: StreamKind, type: string, ctx: NativeContext): Value {
  const records = job.task !== null ? unreadOf(job, ctx) : (job.call?.batches ?? []).flatMap((b) => b.records.slice(b.read));
  const items = records.filter((r) => r.stream === stream).map((r) => r.value);
  return new PSList(items, 'PSDataCollection', type);
}

registerType({
  name: `${SMA}.Job`,
  isAbstract: true,
  properties: {
    Id: { type: 'int', get: (v) => self(v).jobNumber },
    Name: {
      type: 'string',
      get: (v) => self(v).name,
      set: (v, value) => {
        self(v).name = String(value);
        touch(self(v));
      },
    },
    InstanceId: { type: 'guid', get: (v) => Guid.tryParse(self(v).instanceId) ?? Guid.EMPTY },
    Command: { type: 'string', get: (v) => self(v).command },
    Location: { type: 'string', get: (v) => self(v).location },
    HasMoreData: { type: 'bool', get: (v) => hasMoreData(self(v)) },
    StatusMessage: { type: 'string', get: () => '' },
    PSBeginTime: { type: 'System.Nullable[datetime]', get: (v, ctx) => localTime(self(v).beginTime, ctx) },
    PSEndTime: { type: 'System.Nullable[datetime]', get: (v, ctx) => localTime(self(v).endTime, ctx) },
    PSJobTypeName: { type: 'string', get: (v) => self(v).jobType },
    JobStateInfo: { type: `${SMA}.JobStateInfo`, get: (v) => jobStateInfo(self(v)) },
    ChildJobs: {
      type: `System.Collections.Generic.IList[${SMA}.Job]`,
      get: (v) => new PSList([...self(v).children], 'List', `${SMA}.Job`),
    },
    Output: { type: `${SMA}.PSDataCollection[psobject]`, get: (v, ctx) => collected(self(v), 'output', `${SMA}.PSObject`, ctx) },
    Error: { type: `${SMA}.PSDataCollection[${SMA}.ErrorRecord]`, get: (v, ctx) => collected(self(v), 'error', `${SMA}.ErrorRecord`, ctx) },
    Warning: {
      type: `${SMA}.PSDataCollection[${SMA}.WarningRecord]`,
      get: (v, ctx) => collected(self(v), 'warning', `${SMA}.WarningRecord`, ctx),
    },
    Verbose: {
      type: `${SMA}.PSDataCollection[${SMA}.VerboseRecord]`,
      get: (v, ctx) => collected(self(v), 'verbose', `${SMA}.VerboseRecord`, ctx),
    },
    Debug: { type: `${SMA}.PSDataCollection[${SMA}.DebugRecord]`, get: (v, ctx) => collected(self(v), 'debug', `${SMA}.DebugRecord`, ctx) },
    Information: {
      type: `${SMA}.PSDataCollection[${SMA}.InformationRecord]`,
      get: (v, ctx) => collected(self(v), 'information', `${SMA}.InformationRecord`, ctx),
    },
    Progress: {
      type: `${SMA}.PSDataCollection[${SMA}.ProgressRecord]`,
      get: (v, ctx) => collected(self(v), 'progress', `${SMA}.ProgressRecord`, ctx),
    },
  },
  extended: {
    State: {
      memberType: 'ScriptProperty',
      definition: 'System.Object State {get=$this.JobStateInfo.State.ToString();}',
      get: (v) => self(v).state,
    },
  },
});
registerType({
  name: `${SMA}.PSRemotingJob`,
  base: `${SMA}.Job`,
  ctor: PSJob,
  nameOf: (v) => {
    const { jobType, parent } = self(v);
    if (jobType === 'ThreadJob') return THREAD_JOB;
    if (jobType === 'PSTaskJob' || jobType === 'PSTaskChildJob') return `${SMA}.PSTasks.${jobType}`;
    return parent === null ? `${SMA}.PSRemotingJob` : `${SMA}.PSRemotingChildJob`;
  },
});
registerType({ name: THREAD_JOB, base: `${SMA}.Job` });
registerType({ name: `${SMA}.PSTasks.PSTaskJob`, base: `${SMA}.Job` });
registerType({ name: `${SMA}.PSTasks.PSTaskChildJob`, base: `${SMA}.Job` });
registerType({ name: `${SMA}.PSRemotingChildJob`, base: `${SMA}.Job` });

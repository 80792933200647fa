/**
 * Jobs whose work runs on threads of this session: ThreadJob of Start-ThreadJob (ThreadJob.cs), PSTaskJob of ForEach-Object -Parallel
 * -AsJob (PSTask.cs), and Start-Job where there are no other sessions (the Node host).
 */
import type { CmdletContext } from '../../interpreter/machine/cmdlet.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { startTask, stopTask, type ThreadTask } from '../../interpreter/machine/tasks.ts';
import type { NativeContext } from '../../interpreter/values/context.ts';
import type { ErrorRecord } from '../../interpreter/values/errors.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { Value } from '../../interpreter/values/value.ts';
import { arrivedOutput, deserialize, deserializeError } from './deserialize.ts';
import { isFinished, newJob, type PSJob, updateJob } from './job.ts';
import { serialize, serializeError, serializeRecord } from './serialize.ts';
import { type Arrived, remotingOf } from './state.ts';

/** Enters a job for tasks that are started as the throttle allows. `thread`: one task, no children. */
export function newThreadJob(
  machine: Machine,
  tasks: ThreadTask[],
  o: { name: string | null; command: string; jobType: string; location: string; throttle: number; thread: boolean; copies: boolean },
): PSJob {
  const children = o.thread ? [] : tasks.map(() => ({ location: o.location, sessionId: '' }));
  const job = newJob(machine, { name: o.name, command: o.command, jobType: o.jobType, children });
  job.location = o.location;
  job.throttle = o.throttle;
  tasks.forEach((task, i) => {
    const one = o.thread ? job : job.children[i];
    if (!o.thread && o.jobType === 'PSTaskJob') one.jobType = 'PSTaskChildJob';
    one.task = task;
    one.state = 'NotStarted';
    one.beginTime = null;
    one.copies = o.copies;
    task.owner = `job:${one.instanceId}`;
    touch(task);
  });
  startReady(machine);
  return job;
}

/** Starts tasks that wait, oldest first: thread jobs share a throttle, a PSTaskJob has its own. */
function startReady(machine: Machine): void {
  const { jobs } = remotingOf(machine.root);
  const [runspace] = machine.root.runspaces;
  let running = jobs.filter((j) => j.jobType === 'ThreadJob' && j.state === 'Running').length;
  for (const job of jobs) {
    if (job.task !== null && job.state === 'NotStarted' && running < job.throttle) {
      running++;
      startTask(machine, job.task, runspace);
      updateJob(machine, job);
    }
    let busy = job.children.filter((c) => c.task?.state === 'Running').length;
    for (const child of job.children) {
      if (child.task === null || child.task.state !== 'NotStarted' || busy >= job.throttle) continue;
      busy++;
      startTask(machine, child.task, runspace);
      updateJob(machine, child);
    }
  }
}

/** A task's state has changed: its job's too, if that was not removed meanwhile, and another one may begin. */
export function taskChanged(machine: Machine, task: ThreadTask): void {
  const job = remotingOf(machine.root)
    .jobs.flatMap((j) => [j, ...j.children])
    .find((one) => one.task === task);
  if (job !== undefined) updateJob(machine, job);
  startReady(machine);
}

/** ForEach-Object -Parallel -AsJob. */
export function taskJob<S extends object>(context: CmdletContext<S>, tasks: ThreadTask[], text: string, throttle: number): Value {
  return newThreadJob(context.machine, tasks, {
    name: null,
    command: text,
    jobType: 'PSTaskJob',
    location: 'PowerShell',
    throttle,
    thread: false,
    copies: false,
  });
}

/** Stops the task of a job or child that has one. */
export function stopThread(machine: Machine, job: PSJob): void {
  if (job.task !== null && !isFinished(job.state)) stopTask(machine, job.task);
}

/** What a task wrote and nobody has received, as its reader gets it: of Start-Job's copies. */
export function unreadOf(job: PSJob, ctx: NativeContext): Arrived[] {
  const records = job.task?.records ?? [];
  if (!job.copies) return records.map(({ stream, value }) => ({ stream, value }));
  const source = { computerName: 'localhost', runspaceId: job.instanceId, hideComputerName: true };
  return records.map(({ stream, value }) => {
    if (stream === 'output') return { stream, value: arrivedOutput(serialize(value, ctx), source) };
    if (stream === 'error') return { stream, value: deserializeError(serializeError(value as ErrorRecord, ctx), source) };
    return { stream, value: deserialize(serializeRecord(value, ctx)) };
  });
}

/** Takes what a task wrote. */
export function takeUnread(job: PSJob, ctx: NativeContext): Arrived[] {
  const records = unreadOf(job, ctx);
  if (job.task !== null && records.length > 0) {
    job.task.records = [];
    touch(job.task);
  }
  return records;
}

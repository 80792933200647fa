/**
 * Script blocks on threads of their own, each in a fresh runspace: what ForEach-Object -Parallel and Start-ThreadJob run (PSTask.cs,
 * ThreadJob.cs). A task keeps what it wrote, in order, until somebody reads it, and raises its owner's signal for each record and at its
 * end. Objects are shared between threads by reference.
 */
import { ScriptBlock } from '../values/code.ts';
import type { PSHashtable } from '../values/collections.ts';
import { ErrorRecord, fail, TerminatingError } from '../values/errors.ts';
import { HeapObject, snapshotClass, touch } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { parseCommand } from './command.ts';
import { type CodeFrame, Frame, finish, RET_REPEAT } from './frames.ts';
import { newRunspace } from './initialState.ts';
import { stageOf } from './invoke.ts';
import type { Machine } from './machine.ts';
import { NativeFrame } from './nativeFrame.ts';
import { PipelineFrame } from './pipelineFrame.ts';
import { declareVariable, type Runspace, type SessionRoot, setCell, Thread } from './state.ts';
import { type StreamName, StreamRecord, Streams } from './streams.ts';

/** Name of the variable that holds what `$using:` stands for. No script can spell it. */
export const USING = '\u0000using';

/** Something that a task wrote. Plain data with a value in it. */
export interface TaskRecord {
  stream: StreamName | 'output';
  value: Value;
}

/** What a task runs. Plain data with values in it. */
export interface TaskCommand {
  script: string;
  /** A script that runs before, in the same runspace; '' = none. */
  initialization: string;
  args: Value[];
  /** Values of the `$using:` expressions by their keys, or null. */
  using: PSHashtable | null;
  /** Value of $_; undefined = not set. */
  under?: Value;
  /** Objects of $input; undefined = none. */
  input?: Value;
  /** Folder that it begins in; undefined = where its session is. */
  location?: string;
  origin: 'trusted' | 'user';
}

/** A block on a thread of its own. */
export class ThreadTask extends HeapObject {
  command: TaskCommand;
  state: 'NotStarted' | 'Running' | 'Completed' | 'Failed' | 'Stopped';
  /** What was written and not read yet. */
  records: TaskRecord[];
  /** What ended it, an error record. */
  failure: ErrorRecord | null;
  /** Name of the signal that its changes raise. */
  owner: string;
  /** True: it is stopped when no command's state holds its owner any more (ForEach-Object -Parallel that was left). */
  held: boolean;
  thread: Thread | null;
  constructor(command: TaskCommand = { script: '', initialization: '', args: [], using: null, origin: 'user' }, owner = '') {
    super();
    this.command = command;
    this.state = 'NotStarted';
    this.records = [];
    this.failure = null;
    this.owner = owner;
    this.held = false;
    this.thread = null;
  }
}
snapshotClass('ThreadTask', 'heap', ThreadTask);

/** Throws for a runspace whose limits a fresh one would not have. */
export function refuseLimited(runspace: Runspace, what: string): void {
  if (!runspace.restricted && runspace.languageMode === 'FullLanguage') return;
  throw fail('ThreadsNotSupported', 'PermissionDenied', `${what} is not available in a restricted session.`, {
    typeName: 'System.Management.Automation.PSNotSupportedException',
  });
}

/** Starts a task on a new thread. `from`: whose location, environment and host it gets. */
export function startTask(machine: Machine, task: ThreadTask, from: Runspace): void {
  const { root } = machine;
  const { command } = task;
  const runspace = newRunspace(machine.host, machine.parts.commands, from, command.location);
  const { globalScope } = runspace;
  setCell(declareVariable(globalScope, USING), command.using);
  if (command.under !== undefined) setCell(declareVariable(globalScope, '_'), command.under);
  const thread = new Thread(root.nextId++, runspace);
  thread.purpose = 'task';
  thread.task = task;
  const bottom = new TaskFrame(task);
  bottom.scope = globalScope;
  const sink = new TaskSink(task);
  sink.scope = globalScope;
  bottom.streams = new Streams(sink, sink);
  bottom.streams.progress = null;
  sink.streams = bottom.streams;
  thread.frame = bottom;
  task.thread = thread;
  task.state = 'Running';
  root.runspaces.push(runspace);
  root.threads.push(thread);
  touch(root);
  touch(task);
}

/** Asks a task to stop; one that has not started is over at once. */
export function stopTask(machine: Machine, task: ThreadTask): void {
  if (task.thread !== null) machine.stop(task.thread);
  else if (task.state === 'NotStarted') {
    task.state = 'Stopped';
    touch(task);
    changed(machine, task);
  }
}

/** A task's thread is over. */
export function taskEnded(machine: Machine, thread: Thread): void {
  const { task } = thread;
  if (task === null) return;
  const { root } = machine;
  task.state = thread.state === 'failed' ? 'Failed' : thread.state === 'stopped' ? 'Stopped' : 'Completed';
  task.failure = thread.failure instanceof ErrorRecord ? thread.failure : null;
  task.thread = null;
  root.threads = root.threads.filter((t) => t !== thread);
  root.runspaces = root.runspaces.filter((r) => r !== thread.runspace);
  touch(root);
  touch(task);
  changed(machine, task);
}

function changed(machine: Machine, task: ThreadTask): void {
  machine.parts.taskChanged?.(machine, task);
  machine.signal(task.owner);
}

/** Stops a task whose command was left: Ctrl+C, Select-Object -First, an error. True if it did. */
export function stopAbandoned(machine: Machine, thread: Thread): boolean {
  const { task } = thread;
  if (task === null || !task.held || thread.stopRequested || holds(machine.root, task.owner)) return false;
  machine.stop(thread);
  return true;
}

function holds(root: SessionRoot, owner: string): boolean {
  const holder = (f: Frame): boolean => f instanceof NativeFrame && (f.state as { taskOwner?: string }).taskOwner === owner;
  for (const thread of root.threads)
    for (let frame = thread.frame; frame !== null; frame = frame.caller)
      if (holder(frame) || (frame instanceof PipelineFrame && frame.stages.some(holder))) return true;
  return false;
}

/** The end of a task's output and streams. */
export class TaskSink extends Frame {
  task: ThreadTask;
  constructor(task: ThreadTask = undefined as unknown as ThreadTask) {
    super();
    this.task = task;
  }
  override startProcess(machine: Machine, thread: Thread, value: Value): void {
    const { task } = this;
    task.records.push(value instanceof StreamRecord ? { stream: value.stream, value: value.value } : { stream: 'output', value });
    touch(task);
    finish(machine, thread, this, null);
    machine.signal(task.owner);
  }
  override step(): void {
    // takes objects only; never on top
  }
  override receive(): void {
    // starts nothing
  }
}
snapshotClass('TaskSink', 'heap', TaskSink as unknown as new () => object);

/** The bottom frame of a task: makes its pipelines one after the other. */
export class TaskFrame extends Frame {
  task: ThreadTask;
  next: number;
  constructor(task: ThreadTask = undefined as unknown as ThreadTask) {
    super();
    this.task = task;
    this.next = 0;
  }
  override step(machine: Machine, thread: Thread): void {
    const { command } = this.task;
    if (this.next === 0 && command.initialization === '') this.next = 1;
    if (this.next > 1) {
      finish(machine, thread, this, null);
      return;
    }
    machine.enter(this);
    const pipeline = this.build(machine, thread, this.next === 1);
    this.log = null;
    this.next++;
    thread.frame = pipeline;
  }
  override receive(_machine: Machine, _thread: Thread, from: Frame, value: unknown): void {
    if (from.ret === RET_REPEAT) return;
    this.log ??= [];
    this.log.push(value);
  }
  private build(machine: Machine, thread: Thread, main: boolean): PipelineFrame {
    const { command } = this.task;
    const parsed = parseCommand(machine, main ? command.script : command.initialization, '', command.origin);
    if ('error' in parsed) throw new TerminatingError(parsed.error);
    const block = new ScriptBlock(parsed.block.code, null, command.origin);
    const pipeline = new PipelineFrame();
    pipeline.scope = this.scope;
    pipeline.streams = this.streams;
    pipeline.caller = this;
    pipeline.ret = RET_REPEAT;
    const hasInput = main && command.input !== undefined;
    const args = main ? command.args : [];
    const first = stageOf(
      machine,
      thread,
      this,
      block,
      args.map((value) => ({ kind: 'argument' as const, value, start: -1, end: -1 })),
      {
        place: { source: block.code.source, start: 0, end: block.code.source.text.length },
        invocationName: '',
        dot: true,
        expectingInput: hasInput,
        position: 1,
        length: 1,
      },
    ) as CodeFrame;
    first.sink = main ? (this.streams.error as Frame) : null;
    first.isStage = true;
    first.phase = 'prologue';
    pipeline.stages = [first];
    if (hasInput) {
      pipeline.hasInput = true;
      pipeline.input = command.input;
    }
    return pipeline;
  }
}
snapshotClass('TaskFrame', 'heap', TaskFrame as unknown as new () => object);

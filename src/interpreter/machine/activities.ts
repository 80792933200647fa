/** Performs what native code asked its context for. */

import type { ScriptBlock } from '../values/code.ts';
import type { Activity, CallRequest } from '../values/context.ts';
import type { ErrorRecord } from '../values/errors.ts';
import { snapshotClass } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { workNamed } from '../values/work.ts';
import { callWithItem } from './blockCalls.ts';
import {
  type CodeFrame,
  Frame,
  finish,
  RET_LOG,
  RET_REPEAT,
  RET_RESUME,
  realSink,
  type Unwinding,
  WaitFrame,
  WorkFrame,
} from './frames.ts';
import type { Machine } from './machine.ts';
import type { Thread, Wait } from './state.ts';
import type { StreamName } from './streams.ts';
import { WriteFrame } from './writeFrame.ts';

/**
 * How the answer to an activity that native code asked for comes back: in the replay log, but for code and types that are loaded: those
 * are simply there when the same is run again, and a log entry that nobody reads would give the next question the wrong answer.
 */
export function returnOf(activity: Activity): number {
  return activity.kind === 'host' && activity.op === 'load' ? RET_REPEAT : RET_LOG;
}

/** Starts an activity on behalf of a frame; its answer comes back as `ret` says. */
export function startActivity(machine: Machine, thread: Thread, frame: Frame, activity: Activity, ret: number): void {
  switch (activity.kind) {
    case 'call':
      machine.blocks.call(thread, frame, activity as CallRequest, ret);
      return;
    case 'work': {
      const work = new WorkFrame(activity.name, activity.state);
      push(thread, frame, work, ret);
      return;
    }
    case 'host': {
      const reply = activity.op === 'load' ? undefined : machine.host.ask(activity);
      const wait: Wait = {
        kind: 'host',
        id: machine.root.nextId++,
        request: activity,
        until: Number.POSITIVE_INFINITY,
        duration: Number.POSITIVE_INFINITY,
        since: machine.host.now(),
      };
      const waiting = new WaitFrame(wait);
      push(thread, frame, waiting, ret);
      if (reply !== undefined) finish(machine, thread, waiting, reply);
      else thread.wait = wait;
      return;
    }
    case 'sleep': {
      const wait: Wait = {
        kind: 'sleep',
        id: machine.root.nextId++,
        until: activity.until,
        duration: activity.duration,
        since: machine.host.now(),
      };
      push(thread, frame, new WaitFrame(wait), ret);
      thread.wait = wait;
      return;
    }
    case 'signal': {
      const until = activity.until ?? Number.POSITIVE_INFINITY;
      const now = machine.host.now();
      const wait: Wait = { kind: 'signal', id: machine.root.nextId++, until, duration: until - now, since: now, signal: activity.name };
      push(thread, frame, new WaitFrame(wait), ret);
      thread.wait = wait;
      return;
    }
    default:
      startMachineActivity(machine, thread, frame, activity as MachineActivity, ret);
  }
}

/** What the machine's own native code may ask for besides. */
export type MachineActivity =
  /** Calls a block for each item. */
  | { kind: 'each'; block: ScriptBlock; items: readonly Value[]; args: Value[]; catches: boolean; asArgument?: boolean }
  /** Runs the dynamicparam block of a frame; answers its output. */
  | { kind: 'dynamicParameters'; frame: CodeFrame }
  /** Writes a value into a stream of a frame; answers null. */
  | { kind: 'write'; stream: 'output' | StreamName; value: Value; target: CodeFrame }
  /** Runs a frame that is ready to be started; answers its value. */
  | { kind: 'frame'; frame: Frame };

function startMachineActivity(machine: Machine, thread: Thread, frame: Frame, activity: MachineActivity, ret: number): void {
  switch (activity.kind) {
    case 'each':
      push(thread, frame, new EachFrame(activity.block, [...activity.items], activity.args, activity.catches, activity.asArgument), ret);
      return;
    case 'dynamicParameters':
      machine.blocks.dynamicParameters(thread, activity.frame, frame, ret);
      return;
    case 'write': {
      const { target } = activity;
      const write = new WriteFrame(activity.stream, activity.value);
      push(thread, frame, write, ret);
      write.streams = target.streams;
      write.scope = target.scope;
      write.target = activity.stream === 'output' ? realSink(target) : null;
      return;
    }
    case 'frame':
      if (activity.frame.isCode) {
        activity.frame.caller = frame;
        activity.frame.ret = ret;
        machine.blocks.start(thread, activity.frame as CodeFrame);
      } else push(thread, frame, activity.frame, ret);
  }
}

function push(thread: Thread, caller: Frame, frame: Frame, ret: number): void {
  frame.caller = caller;
  frame.ret = ret;
  frame.scope = caller.scope;
  frame.streams = caller.streams;
  thread.frame = frame;
}

/** Units of native work per step of the machine: well under a millisecond. */
const WORK_BUDGET = 4000;

/** One step of a work frame. */
export function stepWork(machine: Machine, thread: Thread, frame: WorkFrame): void {
  const work = workNamed(frame.work);
  if (work.step(frame.state, WORK_BUDGET)) finish(machine, thread, frame, work.result(frame.state));
}

/** Calls a block once for each item; answers the outputs. */
export class EachFrame extends Frame {
  block: ScriptBlock;
  items: Value[];
  args: Value[];
  index: number;
  /** Outputs of the calls so far; with `catches`, the error record of a call that failed. */
  results: (Value[] | ErrorRecord)[];
  catches: boolean;
  /** True: each item is the only argument, not $_. */
  asArgument: boolean;
  constructor(
    block: ScriptBlock = undefined as unknown as ScriptBlock,
    items: Value[] = [],
    args: Value[] = [],
    catches = false,
    asArgument = false,
  ) {
    super();
    this.block = block;
    this.items = items;
    this.args = args;
    this.index = 0;
    this.results = [];
    this.catches = catches;
    this.asArgument = asArgument;
  }
  override get takesErrors(): boolean {
    return true;
  }
  override caught(_machine: Machine, thread: Thread, unwinding: Unwinding): boolean {
    if (!this.catches || unwinding.kind !== 'error' || unwinding.record === null) return false;
    this.results.push(unwinding.record);
    thread.frame = this;
    return true;
  }
  override step(machine: Machine, thread: Thread): void {
    if (this.index >= this.items.length) {
      finish(machine, thread, this, this.results);
      return;
    }
    const item = this.items[this.index++];
    if (!this.asArgument && this.args.length === 0 && callWithItem(machine, thread, this, this.block, item)) return;
    const request = this.asArgument ? { block: this.block, args: [item] } : { block: this.block, args: this.args, dollarUnder: item };
    machine.blocks.call(thread, this, request, RET_RESUME);
  }
  override receive(_machine: Machine, _thread: Thread, _from: Frame, value: unknown): void {
    this.results.push(value as Value[]);
  }
}
snapshotClass('EachFrame', 'heap', EachFrame as unknown as new () => object);

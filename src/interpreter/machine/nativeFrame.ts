/** A native cmdlet being run: its phases, its queue of output, its steps. */

import { bindPipelineObject, finishBinding } from '../binding/binder.ts';
import type { Binding } from '../binding/state.ts';
import { appendItem, PSArray, type PSList } from '../values/collections.ts';
import { NeedActivity } from '../values/context.ts';
import type { ErrorRecord } from '../values/errors.ts';
import { snapshotClass, touch } from '../values/heap.ts';
import { AutomationNull, isAutomationNull, type Value } from '../values/value.ts';
import { returnOf } from './activities.ts';
import type { Cmdlet, Step } from './cmdlet.ts';
import { CmdletRun } from './cmdletContext.ts';
import { failureOf, passedCommand } from './commandErrors.ts';
import { type DirectInput, definitionFor, directInput } from './definitions.ts';
import { Frame, finish, RET_LOG, RET_RESUME, type Sink, Unwinding } from './frames.ts';
import { hostWrite, writeStream } from './hostOutput.ts';
import { deliver } from './instructions.ts';
import type { Machine } from './machine.ts';
import type { Place } from './positions.ts';
import type { FunctionInfo, Thread } from './state.ts';
import type { StreamName } from './streams.ts';
import { TeeFrame } from './teeFrame.ts';

/** An entry of a cmdlet's queue. */
export interface Written {
  stream: 'output' | StreamName | 'host';
  value: Value;
  /** stream 'host': kind of the record. */
  kind?: 'out' | 'error' | 'warning' | 'verbose' | 'debug';
}

/** Whether an object can be put in its parameter's place without the binder, which would do just that. */
function takesDirectly(binding: Binding, direct: DirectInput, input: Value): boolean {
  if (!binding.finished || binding.delayed.length > 0) return false;
  if (direct.alone) return !binding.bound.includes(direct.name);
  // the object before was bound so, and chose the set
  const { pipelineBound } = binding;
  return pipelineBound.length === 1 && pipelineBound[0] === direct.name && binding.error === null && input !== null;
}

/** A native cmdlet being run. */
export class NativeFrame extends Frame {
  cmdlet: string;
  /** Whose code called it (commandLookup.ts: originOf). */
  origin: 'trusted' | 'user';
  /** The proxy through which it was called, whose parameters count; null = none. */
  info: FunctionInfo | null;
  /** Version of the state's shape. */
  stateVersion: number;
  state: object;
  binding: Binding;
  sink: Sink;
  /** Where the command stands in the code that called it. */
  place: Place;
  invocationName: string;
  phase: 'begin' | 'process' | 'end';
  /** What step() does next. */
  todo: 'bind' | 'phase' | 'resume' | 'flush' | 'idle';
  input: Value;
  answer: unknown;
  queue: Written[];
  queueIndex: number;
  pending: Step | null;
  failure: { record: ErrorRecord; endsScript: boolean } | null;
  /** As a single command (not in a pipeline frame): goes through all phases by itself. */
  single: boolean;
  collects: boolean;
  asList: boolean;
  /** True once an error was written: then $? is false. */
  failed: boolean;
  pipelinePosition: number;
  pipelineLength: number;
  expectingInput: boolean;
  /** The pipeline it is a stage of, or null. */
  pipeline: Frame | null;
  outVariable: PSList | null;
  errorVariable: PSList | null;
  warningVariable: PSList | null;
  informationVariable: PSList | null;
  /** Name of -PipelineVariable, '' if none. */
  pipelineVariable: string;
  constructor() {
    super();
    this.cmdlet = '';
    this.origin = 'user';
    this.info = null;
    this.stateVersion = 1;
    this.state = {};
    this.binding = undefined as unknown as Binding;
    this.sink = null;
    this.place = undefined as unknown as Place;
    this.invocationName = '';
    this.phase = 'begin';
    this.todo = 'idle';
    this.input = AutomationNull;
    this.answer = null;
    this.queue = [];
    this.queueIndex = 0;
    this.pending = null;
    this.failure = null;
    this.single = false;
    this.collects = false;
    this.asList = false;
    this.failed = false;
    this.pipelinePosition = 1;
    this.pipelineLength = 1;
    this.expectingInput = false;
    this.pipeline = null;
    this.outVariable = null;
    this.errorVariable = null;
    this.warningVariable = null;
    this.informationVariable = null;
    this.pipelineVariable = '';
  }

  override startBegin(_machine: Machine, thread: Thread): void {
    this.phase = 'begin';
    this.todo = 'phase';
    thread.frame = this;
  }
  override startProcess(_machine: Machine, thread: Thread, value: Value): void {
    this.phase = 'process';
    this.input = value;
    this.todo = isAutomationNull(value) ? 'phase' : 'bind';
    thread.frame = this;
  }
  override startEnd(_machine: Machine, thread: Thread): void {
    this.phase = 'end';
    this.input = AutomationNull;
    this.todo = 'phase';
    thread.frame = this;
  }

  override step(machine: Machine, thread: Thread): void {
    if (this.todo === 'flush') {
      if (!this.flush(machine, thread)) return;
      this.afterFlush(machine, thread);
      return;
    }
    if (this.todo === 'idle') {
      this.phaseDone(machine, thread);
      return;
    }
    const definition = definitionFor(machine, thread, this);
    if (definition === null) return;
    const mark = this.queue.length;
    try {
      this.run(machine, thread, definition);
    } catch (error) {
      if (error instanceof NeedActivity) {
        this.queue.length = mark;
        machine.startActivity(thread, this, error.activity, returnOf(error.activity));
        return;
      }
      this.failure = failureOf(machine, this, error);
      this.pending = null;
    }
    this.log = null;
    if (this.queue.length === 0 && this.failure === null && this.pending === null) this.phaseDone(machine, thread);
    else this.todo = 'flush';
  }

  private run(machine: Machine, thread: Thread, definition: Cmdlet): void {
    const run = new CmdletRun(machine, this, thread);
    if (this.todo === 'bind') {
      if (!this.bindInput(run, definition)) {
        this.pending = null;
        return;
      }
    } else if (this.todo === 'phase' && this.phase === 'begin' && !this.binding.finished) {
      this.binding = finishBinding(this.info?.proxy?.metadata ?? definition.metadata, this.binding, run);
    }
    let step: Step | void;
    if (this.todo === 'resume') step = definition.resume?.(run, this.answer);
    else if (this.phase === 'begin') {
      for (const text of this.binding.warnings) run.writeWarning(text);
      step = definition.begin?.(run);
    } else if (this.phase === 'process') step = definition.process?.(run);
    else step = definition.end?.(run);
    this.pending = step ?? null;
  }

  /** Binds the pipeline object; false if it was refused (the error is written). */
  private bindInput(run: CmdletRun, definition: Cmdlet): boolean {
    const direct = this.info === null ? directInput(definition) : null;
    if (direct !== null && takesDirectly(this.binding, direct, this.input)) {
      this.binding.values[direct.name] = this.input;
      return true;
    }
    const binding = bindPipelineObject(this.info?.proxy?.metadata ?? definition.metadata, this.binding, this.input, run);
    this.binding = binding;
    if (binding.error === null) return true;
    run.writeError(binding.error);
    return false;
  }

  /** Hands out what was written. True when all is out. */
  private flush(machine: Machine, thread: Thread): boolean {
    while (this.queueIndex < this.queue.length) {
      const { stream, value, kind } = this.queue[this.queueIndex++];
      if (stream === 'output') {
        if (this.outVariable !== null) appendItem(this.outVariable, value);
        if (this.pipelineVariable !== '') machine.setVariable(this.scope, this.pipelineVariable, value);
        const { sink } = this;
        if (sink instanceof PSArray) appendItem(sink, value);
        else if (sink instanceof Frame) {
          deliver(machine, thread, this, sink, value);
          return false;
        }
      } else if (stream === 'host') hostWrite(machine, value as string, kind);
      else if (writeStream(machine, thread, this, stream, value)) return false;
    }
    this.queue.length = 0;
    this.queueIndex = 0;
    return true;
  }

  private afterFlush(machine: Machine, thread: Thread): void {
    const { failure, pending } = this;
    if (failure !== null) {
      this.failure = null;
      const u = new Unwinding('error');
      u.record = failure.record;
      u.endsScript = failure.endsScript;
      machine.unwind(thread, u);
      return;
    }
    if (pending === null) {
      this.phaseDone(machine, thread);
      return;
    }
    this.pending = null;
    switch (pending.do) {
      case 'await':
        this.todo = 'resume';
        machine.startActivity(thread, this, pending.activity, RET_RESUME);
        return;
      case 'stream': {
        this.todo = 'resume';
        const frame = machine.blocks.call(thread, this, pending.activity, RET_RESUME);
        frame.sink = this.sink;
        frame.collects = false;
        if (this.outVariable !== null || this.pipelineVariable !== '') {
          const tee = new TeeFrame(this.sink, this.outVariable, this.pipelineVariable);
          tee.scope = this.scope;
          tee.streams = this.streams;
          frame.sink = tee;
        }
        return;
      }
      case 'again':
        this.todo = 'resume';
        this.answer = null;
        return;
      case 'stopUpstream': {
        this.todo = 'idle';
        const u = new Unwinding('stopUpstream');
        u.pipeline = this.pipeline;
        u.stage = this.pipelinePosition - 1;
        if (this.pipeline === null) {
          this.phaseDone(machine, thread);
          return;
        }
        machine.unwind(thread, u);
        return;
      }
    }
  }

  private phaseDone(machine: Machine, thread: Thread): void {
    if (!this.single) {
      this.todo = 'idle';
      finish(machine, thread, this, null);
      return;
    }
    if (this.phase === 'begin') {
      this.phase = 'process';
      this.todo = 'phase';
      return;
    }
    if (this.phase === 'process') {
      this.phase = 'end';
      this.todo = 'phase';
      return;
    }
    thread.runspace.succeeded = !this.failed;
    touch(thread.runspace);
    const { sink } = this;
    finish(machine, thread, this, this.collects ? machine.collectedValue(sink as PSArray, this.asList) : AutomationNull);
  }

  override receive(_machine: Machine, _thread: Thread, from: Frame, value: unknown): void {
    if (from.ret === RET_LOG) {
      this.log ??= [];
      this.log.push(value);
    } else if (from.ret === RET_RESUME) {
      this.answer = value;
      this.todo = 'resume';
    }
  }

  override caught(machine: Machine, _thread: Thread, u: Unwinding): boolean {
    this.queue.length = 0;
    passedCommand(machine, this.cmdlet, this.invocationName, u);
    return false;
  }
}
snapshotClass('NativeFrame', 'heap', NativeFrame as unknown as new () => object);

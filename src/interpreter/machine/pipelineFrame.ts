/** A pipeline being run: begins its stages in order, feeds the first one, ends them in order. */
import type { PSArray } from '../values/collections.ts';
import { enumerate } from '../values/enumerate.ts';
import { snapshotClass, touch } from '../values/heap.ts';
import { AutomationNull, isAutomationNull, type Value } from '../values/value.ts';
import { BlockStage } from './blockStages.ts';
import { CodeFrame, Frame, finish, RET_REPEAT, type Unwinding, unwrapCollected } from './frames.ts';
import { taken } from './instructions.ts';
import type { Machine } from './machine.ts';
import { NativeFrame } from './nativeFrame.ts';
import { RangeValue } from './range.ts';
import { setCell, type Thread } from './state.ts';

export class PipelineFrame extends Frame {
  stages: Frame[];
  /** Frames of file redirections: begun before and ended after the stages. */
  files: Frame[];
  /** What the first stage is fed with; undefined = nothing, it runs once. */
  input: unknown;
  hasInput: boolean;
  index: number;
  state: 'begin' | 'input' | 'end' | 'clean' | 'done';
  /** What goes on when the stages' clean blocks have run. */
  unwinding: Unwinding | null;
  /** Collector of the output if the pipeline's value is wanted. */
  collector: PSArray | null;
  asList: boolean;
  constructor(stages: Frame[] = [], collector: PSArray | null = null) {
    super();
    this.stages = stages;
    this.files = [];
    this.input = null;
    this.hasInput = false;
    this.index = 0;
    this.state = 'begin';
    this.collector = collector;
    this.asList = false;
    this.unwinding = null;
  }
  /** True if a frame is one of its stages, or works for one. */
  override owns(frame: Frame): boolean {
    return this.stages.some((s) => s === frame || s.worker === frame);
  }
  override step(machine: Machine, thread: Thread): void {
    const { files, stages } = this;
    switch (this.state) {
      case 'begin':
        if (this.index < files.length + stages.length) {
          const i = this.index++;
          const stage = i < files.length ? files[i] : stages[i - files.length];
          if (stage.hasBegun) return;
          stage.hasBegun = true;
          stage.caller = this;
          stage.ret = RET_REPEAT;
          stage.startBegin(machine, thread);
          return;
        }
        this.index = 0;
        this.state = 'input';
        return;
      case 'input': {
        const { input } = this;
        const i = this.index++;
        if (!this.hasInput) {
          if (i === 0) {
            this.feed(machine, thread, AutomationNull);
            return;
          }
        } else if (input instanceof RangeValue) {
          if (i < input.count) {
            this.feed(machine, thread, input.at(i));
            return;
          }
        } else if (!isAutomationNull(input)) {
          const items = typeof input === 'object' && input !== null ? enumerate(input) : null;
          if (i < (items === null ? 1 : items.length)) {
            this.feed(machine, thread, items === null ? (input as Value) : items[i]);
            return;
          }
        }
        if (typeof input === 'object' && input !== null) taken(input as Value);
        this.index = 0;
        this.state = 'end';
        return;
      }
      case 'end':
        if (this.index < stages.length + files.length) {
          const i = this.index++;
          const stage = i < stages.length ? stages[i] : files[i - stages.length];
          stage.caller = this;
          stage.ret = RET_REPEAT;
          stage.startEnd(machine, thread);
          return;
        }
        this.index = 0;
        this.state = 'clean';
        return;
      case 'clean': {
        while (this.index < this.stages.length) {
          const stage = this.stages[this.index++];
          if (!stage.wantsClean) continue;
          stage.caller = this;
          stage.ret = RET_REPEAT;
          stage.startClean(machine, thread);
          return;
        }
        const u = this.unwinding;
        this.unwinding = null;
        this.state = 'done';
        if (u !== null) {
          machine.unwind(thread, u);
          return;
        }
        pipelineDone(machine, thread, this);
        finish(
          machine,
          thread,
          this,
          this.collector === null ? AutomationNull : this.asList ? [...this.collector.items] : unwrapCollected(this.collector),
        );
        return;
      }
    }
  }
  private feed(machine: Machine, thread: Thread, value: Value): void {
    const stage = this.stages[0];
    stage.caller = this;
    stage.ret = RET_REPEAT;
    stage.startProcess(machine, thread, value);
  }
  override receive(): void {
    // a stage is back: step() goes on
  }
  override caught(machine: Machine, thread: Thread, unwinding: Unwinding): boolean {
    if (unwinding.kind === 'stopUpstream' && unwinding.pipeline === this) {
      this.state = 'end';
      this.index = unwinding.stage;
      thread.frame = this;
      return true;
    }
    if (unwinding.leaving === this) unwinding.leaving = null;
    if (this.state !== 'clean' && this.state !== 'done' && this.stages.some((s) => s.wantsClean)) {
      this.state = 'clean';
      this.index = 0;
      this.unwinding = unwinding;
      thread.frame = this;
      return true;
    }
    pipelineAbandoned(machine, thread, this);
    return false;
  }
}
/** $? and the scopes of a pipeline that ended. */
function pipelineDone(machine: Machine, thread: Thread, pipeline: PipelineFrame): void {
  let failed = false;
  for (const stage of pipeline.stages) {
    if (stage instanceof NativeFrame) failed ||= stage.failed;
    else if (stage instanceof CodeFrame) {
      failed ||= stage.failed;
      machine.blocks.leave(thread, stage);
    }
  }
  // the outermost pipeline leaves $? as its script left it: the exit code asks for it
  if (pipeline.caller === null) return;
  thread.runspace.succeeded = !failed;
  touch(thread.runspace);
}

/** Leaves what the stages of a pipeline that is given up hold. */
function pipelineAbandoned(machine: Machine, thread: Thread, pipeline: PipelineFrame): void {
  for (const stage of pipeline.stages) {
    if (stage instanceof BlockStage) setCell(stage.cell, stage.saved);
    else if (stage instanceof CodeFrame) machine.blocks.leave(thread, stage);
  }
}

snapshotClass('PipelineFrame', 'heap', PipelineFrame as unknown as new () => object);

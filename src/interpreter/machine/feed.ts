/** Giving pipeline objects to stages. A stage that gets one before its turn to begin begins first (CommandProcessor.ProcessRecord). */
import { snapshotClass } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { Frame, finish, RET_REPEAT } from './frames.ts';
import type { Machine } from './machine.ts';
import type { Thread } from './state.ts';

/** Gives an object to a stage; `caller` goes on as `ret` says when it was taken. */
export function feed(machine: Machine, thread: Thread, caller: Frame, ret: number, stage: Frame, value: Value): void {
  if (!stage.isStage || stage.hasBegun) {
    stage.caller = caller;
    stage.ret = ret;
    stage.startProcess(machine, thread, value);
    return;
  }
  const first = new BeginFirst(stage, value);
  first.caller = caller;
  first.ret = ret;
  first.scope = caller.scope;
  first.streams = caller.streams;
  thread.frame = first;
}

/** Begins a stage and then gives it an object. */
export class BeginFirst extends Frame {
  stage: Frame;
  value: Value;
  constructor(stage: Frame = undefined as unknown as Frame, value: Value = null) {
    super();
    this.stage = stage;
    this.value = value;
  }
  override step(machine: Machine, thread: Thread): void {
    const { stage } = this;
    if (!stage.hasBegun) {
      stage.hasBegun = true;
      stage.caller = this;
      stage.ret = RET_REPEAT;
      stage.startBegin(machine, thread);
      return;
    }
    if (this.caller === null) {
      finish(machine, thread, this, null);
      return;
    }
    feed(machine, thread, this.caller, this.ret, stage, this.value);
  }
  override receive(): void {
    // begun: step() goes on
  }
}
snapshotClass('BeginFirst', 'heap', BeginFirst as unknown as new () => object);

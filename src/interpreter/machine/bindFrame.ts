/** Binds a pipeline object to a function's parameters, which may run script blocks (delay-bind, ValidateScript). */
import { snapshotClass } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { type CodeFrame, Frame, RET_LOG, RET_REPEAT } from './frames.ts';
import type { Machine } from './machine.ts';
import type { Thread } from './state.ts';

/** Stands above the function's frame while an object is bound; then the process block starts, or is skipped. */
export class BindFrame extends Frame {
  target: CodeFrame;
  value: Value;
  constructor(target: CodeFrame = undefined as unknown as CodeFrame, value: Value = null) {
    super();
    this.target = target;
    this.value = value;
    this.ret = RET_REPEAT;
    this.caller = target ?? null;
    if (target !== undefined) {
      this.scope = target.scope;
      this.streams = target.streams;
    }
  }
  override step(machine: Machine, thread: Thread): void {
    const { target, value } = this;
    const bound = machine.bindPipelineInput(thread, this, target, value);
    if (!bound) return;
    thread.frame = target;
    machine.blocks.takeInput(thread, target, value);
  }
  override receive(_machine: Machine, _thread: Thread, from: Frame, value: unknown): void {
    if (from.ret !== RET_LOG) return;
    this.log ??= [];
    this.log.push(value);
  }
}
snapshotClass('BindFrame', 'heap', BindFrame as unknown as new () => object);

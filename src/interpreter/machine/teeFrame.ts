/** Copies what a function writes into variables on its way to the next stage: -OutVariable, -PipelineVariable. */
import { appendItem, PSArray, type PSList } from '../values/collections.ts';
import { snapshotClass } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { feed } from './feed.ts';
import { Frame, finish, type Sink } from './frames.ts';

import type { Machine } from './machine.ts';
import { declareVariable, setCell, type Thread } from './state.ts';

/** A stage between a function and where its output goes. What the function calls writes to it too. */
export class TeeFrame extends Frame {
  sink: Sink;
  /** The list of -OutVariable, or null. */
  list: PSList | null;
  /** Name of -PipelineVariable, or ''. Set in `scope`. */
  variable: string;
  constructor(sink: Sink = null, list: PSList | null = null, variable = '') {
    super();
    this.sink = sink;
    this.list = list;
    this.variable = variable;
  }
  override startProcess(machine: Machine, thread: Thread, value: Value): void {
    thread.frame = this;
    if (this.list !== null) appendItem(this.list, value);
    if (this.variable !== '') setCell(declareVariable(this.scope, this.variable), value);
    const { sink } = this;
    if (sink instanceof PSArray) appendItem(sink, value);
    if (!(sink instanceof Frame)) {
      finish(machine, thread, this, null);
      return;
    }
    // the next stage returns straight to whoever gave us the object
    const { caller, ret } = this;
    feed(machine, thread, caller as Frame, ret, sink, value);
  }
  override step(machine: Machine, thread: Thread): void {
    finish(machine, thread, this, null);
  }
  override receive(): void {
    throw new Error('nothing runs above a tee');
  }
}
snapshotClass('TeeFrame', 'heap', TeeFrame as unknown as new () => object);

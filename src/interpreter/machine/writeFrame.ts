/** Writes one record into a stream or output for native code ($PSCmdlet.WriteObject and its kind). */

import { appendItem, PSArray } from '../values/collections.ts';
import { snapshotClass } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { Frame, finish, type Sink } from './frames.ts';
import { writeStream } from './hostOutput.ts';
import { deliver } from './instructions.ts';
import type { Machine } from './machine.ts';
import type { Thread } from './state.ts';
import type { StreamName } from './streams.ts';

export class WriteFrame extends Frame {
  stream: 'output' | StreamName;
  value: Value;
  /** Output's sink. */
  target: Sink;
  written: boolean;
  constructor(stream: 'output' | StreamName = 'output', value: Value = null) {
    super();
    this.stream = stream;
    this.value = value;
    this.target = null;
    this.written = false;
  }
  override step(machine: Machine, thread: Thread): void {
    if (!this.written) {
      this.written = true;
      const { target, stream, value } = this;
      if (stream !== 'output') {
        if (writeStream(machine, thread, this, stream, value)) return;
      } else if (target instanceof PSArray) appendItem(target, value);
      else if (target instanceof Frame) {
        deliver(machine, thread, this, target, value);
        return;
      }
    }
    finish(machine, thread, this, null);
  }
  override receive(): void {
    // the stage has taken it: step() ends
  }
}
snapshotClass('WriteFrame', 'heap', WriteFrame as unknown as new () => object);

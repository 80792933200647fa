/** Runs `trap` blocks. */

import type { Code } from '../values/code.ts';
import { ScriptBlock } from '../values/code.ts';
import type { ErrorRecord, PSException } from '../values/errors.ts';
import { snapshotClass } from '../values/heap.ts';
import { preferenceName } from './cmdletContext.ts';
import { recordError, reportError } from './errorHandling.ts';
import { shownRecord } from './errorTypes.ts';
import { type CodeFrame, Frame, RET_REPEAT, Unwinding } from './frames.ts';
import type { Machine } from './machine.ts';
import { declareVariable, findVariable, setCell, type Thread } from './state.ts';
import { unwind } from './unwind.ts';

/** Stands between a trap's body and the code it belongs to: decides how to go on when the body ends. */
export class TrapFrame extends Frame {
  error: Unwinding;
  constructor(error: Unwinding = undefined as unknown as Unwinding) {
    super();
    this.error = error;
  }
  /** The body ended without break or continue: the error is shown, the next statement runs. */
  override step(machine: Machine, thread: Thread): void {
    const code = this.caller as CodeFrame;
    thread.frame = code;
    const action = preferenceName(findVariable(code.scope, 'erroractionpreference')?.value, (v) => machine.text(v), 'Continue');
    if (action === 'Stop') {
      this.goOn(machine, thread);
      return;
    }
    reportError(machine, thread, code, this.error, action, this.error.pc);
  }
  override receive(): void {
    // step() goes on
  }
  override caught(machine: Machine, thread: Thread, u: Unwinding): boolean {
    const code = this.caller as CodeFrame;
    if (u.kind === 'continue') {
      thread.frame = code;
      code.pc = this.error.pc;
      thread.runspace.succeeded = false;
      return true;
    }
    if (u.kind === 'break') {
      this.goOn(machine, thread);
      return true;
    }
    return false;
  }
  /** The error goes on, past its code's own traps. */
  private goOn(machine: Machine, thread: Thread): void {
    const again = new Unwinding('error');
    again.record = this.error.record;
    again.endsScript = true;
    again.reported = true;
    again.pastTraps = this.caller;
    thread.frame = this.caller;
    unwind(machine, thread, again);
  }
}
snapshotClass('TrapFrame', 'heap', TrapFrame as unknown as new () => object);

/** Starts a trap's body for an error in `frame`. */
export function trapFrame(machine: Machine, thread: Thread, frame: CodeFrame, u: Unwinding, code: Code, exception: PSException): void {
  const between = new TrapFrame(u);
  between.caller = frame;
  between.ret = RET_REPEAT;
  between.scope = frame.scope;
  between.streams = frame.streams;
  const body = machine.blocks.frameWithScope(thread, code, frame.scope, between);
  body.block = new ScriptBlock(code, frame.scope.module, frame.block?.origin ?? 'user');
  body.ret = RET_REPEAT;
  body.streams = frame.streams;
  body.sink = frame.sink;
  const record = u.record as ErrorRecord;
  if (!u.reported) recordError(thread, frame, record);
  u.reported = true;
  thread.runspace.succeeded = false;
  setCell(declareVariable(body.scope, '_'), shownRecord(record, exception));
  machine.blocks.start(thread, body);
}

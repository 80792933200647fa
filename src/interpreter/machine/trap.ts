/** Runs `trap` blocks. */
import type { Code } from '../values/code.ts';
import { ScriptBlock } from '../values/code.ts';
import { snapshotClass } from '../values/heap.ts';
import { AutomationNull } from '../values/value.ts';
import { type CodeFrame, Frame, finish, RET_REPEAT, Unwinding } from './frames.ts';
import type { Machine } from './machine.ts';
import { declareVariable, setCell, type Thread } from './state.ts';
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
    machine.reportError(thread, code, this.error, 'Continue', this.error.pc);
  }
  override receive(): void {
    // step() goes on
  }
  override caught(machine: Machine, thread: Thread, u: Unwinding): boolean {
    const code = this.caller as CodeFrame;
    if (u.kind === 'continue') {
      thread.frame = code;
      code.pc = this.error.pc;
      machine.addError(thread.runspace, this.error.record as NonNullable<Unwinding['record']>);
      return true;
    }
    if (u.kind === 'break') {
      // the error goes on, past this frame's own trap
      thread.frame = code.caller;
      machine.blocks.leave(thread, code);
      const again = new Unwinding('error');
      again.record = this.error.record;
      again.endsScript = true;
      if (thread.frame === null) machine.threadUnwound(thread, again);
      else unwind(machine, thread, again);
      return true;
    }
    return false;
  }
}
snapshotClass('TrapFrame', 'heap', TrapFrame as unknown as new () => object);

/** Starts a trap's body for an error in `frame`. */
export function trapFrame(machine: Machine, thread: Thread, frame: CodeFrame, u: Unwinding, code: Code): void {
  const between = new TrapFrame(u);
  between.caller = frame;
  between.ret = RET_REPEAT;
  between.scope = frame.scope;
  between.streams = frame.streams;
  const body = machine.blocks.frameWithScope(thread, code, frame.scope, between);
  body.block = new ScriptBlock(code, frame.block?.module ?? null, frame.block?.origin ?? 'user');
  body.ret = RET_REPEAT;
  body.streams = frame.streams;
  body.sink = frame.sink;
  setCell(declareVariable(body.scope, '_'), u.record);
  machine.blocks.start(thread, body);
}

export { AutomationNull, finish };

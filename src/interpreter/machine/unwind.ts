/** Leaving frames: errors, break, continue, return, exit, stop, and Select-Object -First. */

import { HANDLER_ROW, Handler } from '../compiler/opcodes.ts';
import type { ErrorRecord } from '../values/errors.ts';
import { BlockStage } from './blockStages.ts';
import { preferenceName } from './cmdletContext.ts';
import { passedCommand } from './commandErrors.ts';
import { CallFailure } from './context.ts';
import { reportError } from './errorHandling.ts';
import { findTrap } from './errorTypes.ts';
import { type CodeFrame, type Frame, RET_LOG, Unwinding } from './frames.ts';
import type { Machine } from './machine.ts';
import { recordedBefore } from './methodCalls.ts';
import { completeRecord, placeOf } from './positions.ts';
import { declareVariable, findVariable, setCell, type Thread } from './state.ts';

/** Thrown by handlers of instructions to start an unwinding from the current instruction. */
export class UnwindSignal {
  readonly unwinding: Unwinding;
  constructor(unwinding: Unwinding) {
    this.unwinding = unwinding;
  }
}

/** An unwinding for a terminating error. */
export function errorUnwinding(record: ErrorRecord, endsScript: boolean): Unwinding {
  const u = new Unwinding('error');
  u.record = record;
  u.endsScript = endsScript;
  return u;
}

/** Restores the frame's output to what it was at a depth of collectors. */
function restoreSink(frame: CodeFrame, depth: number): void {
  if (frame.sinks === null) return;
  while (frame.sinks.length > depth) frame.sink = frame.sinks.pop() as CodeFrame['sink'];
}

/** The pipeline that a frame is a stage of; null if it is none. */
export function pipelineOf(frame: Frame): Frame | null {
  if (!frame.isStage) return null;
  for (let f = frame.caller; f !== null; f = f.caller) if (f.owns(frame)) return f;
  return null;
}

/** True if a catch or trap around the row, or in a calling frame, may take an error. */
function hasEnclosingTry(frame: CodeFrame, fromRow: number): boolean {
  let start = fromRow;
  for (let f: Frame | null = frame; f !== null; f = f.isStage ? (pipelineOf(f) ?? f.caller) : f.caller) {
    if (!f.isCode) {
      if (f.takesErrors) return true;
      start = 0;
      continue;
    }
    const code = f as CodeFrame;
    const { handlers } = code.code;
    for (let i = start; i < handlers.length; i += HANDLER_ROW) {
      const kind = handlers[i];
      if ((kind === Handler.CATCH || kind === Handler.TRAP) && code.pc >= handlers[i + 1] && code.pc < handlers[i + 2]) return true;
    }
    // native code that called a block sees its errors (ScriptBlock.DoInvokeReturnAsIs: propagateAllExceptionsToTop)
    if (code.ret === RET_LOG || code.method !== null) return true;
    start = 0;
  }
  return false;
}

/** Unwinds from the thread's top frame until something takes it. */
export function unwind(machine: Machine, thread: Thread, u: Unwinding): void {
  for (let frame = thread.frame; frame !== null; ) {
    thread.frame = frame;
    if (frame.isCode) {
      const code = frame as CodeFrame;
      if (code.phase === 'clean' && u.kind === 'error') {
        cleanFailed(machine, thread, code, u);
        return;
      }
      if (inCode(machine, thread, code, u)) return;
      if (code.cleanPending && !code.isStage) {
        machine.blocks.clean(thread, code, u);
        return;
      }
      machine.blocks.leave(thread, code);
    } else if (frame.caught(machine, thread, u)) return;
    const caller: Frame | null = frame.caller;
    const methodCall = frame.isCode ? (frame as CodeFrame).method : null;
    if (u.leaving === frame) u.leaving = null;
    if (u.kind === 'error' && u.leaving === null && frame.isStage) {
      u.leaving = pipelineOf(frame);
      const { stages } = (u.leaving ?? {}) as { stages?: Frame[] };
      const stage = stages?.find((s) => s.worker === frame);
      if (stage instanceof BlockStage) passedCommand(machine, stage.kind === 'foreach' ? 'ForEach-Object' : 'Where-Object', '', u);
    }
    if (
      u.kind === 'error' &&
      u.record !== null &&
      u.leaving === null &&
      caller !== null &&
      (frame.ret === RET_LOG || methodCall !== null)
    ) {
      caller.log ??= methodCall === null ? [] : recordedBefore(methodCall);
      caller.log.push(new CallFailure(u.record, u.endsScript));
      thread.frame = caller;
      return;
    }
    if (caller !== null) caller.log = caller.isCode ? null : caller.log;
    frame = caller;
  }
  thread.frame = null;
  machine.threadUnwound(thread, u);
}

/** An error in a clean block is shown; the block is over then. */
function cleanFailed(machine: Machine, thread: Thread, frame: CodeFrame, u: Unwinding): void {
  completeRecord(u.record as ErrorRecord, frame, placeOf(frame));
  // the clean block is the last one of the code
  reportError(machine, thread, frame, u, 'Continue', frame.code.ops.length - 4);
}

/** Looks for a region of a code frame that takes the unwinding. True = the frame goes on there. */
function inCode(machine: Machine, thread: Thread, frame: CodeFrame, u: Unwinding): boolean {
  frame.log = null;
  const { handlers } = frame.code;
  if (u.kind === 'error' && u.record !== null) completeRecord(u.record, frame, placeOf(frame));
  for (let i = 0; i < handlers.length; i += HANDLER_ROW) {
    const start = handlers[i + 1];
    const end = handlers[i + 2];
    if (frame.pc < start || frame.pc >= end) continue;
    if (u.leaving !== null && handlers[i] !== Handler.FINALLY) continue;
    const target = handlers[i + 3];
    const depth = handlers[i + 4];
    switch (handlers[i]) {
      case Handler.CATCH:
        if (u.kind !== 'error') continue;
        restoreSink(frame, depth);
        frame.regs[handlers[i + 5]] = u;
        frame.pc = target;
        return true;
      case Handler.FINALLY:
        if (u.kind === 'jump' && u.pc >= start && u.pc < end) continue;
        restoreSink(frame, depth);
        frame.regs[handlers[i + 5]] = u;
        frame.pc = target;
        return true;
      case Handler.TRAP: {
        if (u.kind !== 'error' || u.record === null || u.pastTraps === frame) continue;
        const types = frame.code.consts[handlers[i + 6]] as string[];
        if (findTrap(machine, u.record, types) < 0) continue;
        // the trap goes on after the statement that failed
        u.pc = nextStatement(frame, start, end);
        u.depth = depth;
        restoreSink(frame, depth);
        frame.regs[handlers[i + 5]] = u;
        frame.pc = target;
        return true;
      }
      case Handler.STATEMENT: {
        if (u.kind !== 'error' || u.record === null || u.pastTraps === frame) continue;
        if (hasEnclosingTry(frame, i + HANDLER_ROW)) continue;
        const action = preferenceName(findVariable(frame.scope, 'erroractionpreference')?.value, (v) => machine.text(v), 'Continue');
        const silent = action === 'SilentlyContinue' || action === 'Ignore';
        if ((u.endsScript && !silent) || action === 'Stop') {
          u.endsScript = true;
          continue;
        }
        restoreSink(frame, depth);
        reportError(machine, thread, frame, u, action, target);
        return true;
      }
      case Handler.LOOP: {
        if (u.kind !== 'break' && u.kind !== 'continue') continue;
        const label = handlers[i + 6] < 0 ? null : (frame.code.consts[handlers[i + 6]] as string);
        if (u.label !== null && label?.toLowerCase() !== u.label.toLowerCase()) continue;
        restoreSink(frame, depth);
        frame.pc = u.kind === 'break' ? target : handlers[i + 5];
        return true;
      }
    }
  }
  if (u.kind === 'jump') {
    restoreSink(frame, u.depth);
    frame.pc = u.pc;
    return true;
  }
  if (u.kind === 'exit' && frame.info?.commandType === 'ExternalScript') {
    // exit ends the script file, not the session
    const { globalScope } = thread.runspace;
    const exitCode = machine.exitCode(u.exitCode);
    setCell(declareVariable(globalScope, 'LASTEXITCODE'), exitCode);
    frame.failed = exitCode !== 0;
    frame.phase = 'end';
    machine.blocks.endBlock(thread, frame);
    return true;
  }
  if (u.kind === 'return') {
    machine.blocks.endBlock(thread, frame);
    return true;
  }
  return false;
}

/** First instruction after the statement, directly in the region [start, end), that the frame's pc is in. */
function nextStatement(frame: CodeFrame, start: number, end: number): number {
  const { handlers } = frame.code;
  let best = end;
  for (let i = 0; i < handlers.length; i += HANDLER_ROW) {
    if (handlers[i] !== Handler.STATEMENT) continue;
    const s = handlers[i + 1];
    const e = handlers[i + 2];
    // the last such row is the outermost statement inside of the region
    if (s >= start && e <= end && frame.pc >= s && frame.pc < e) best = handlers[i + 3];
  }
  return best;
}

/** Starts and ends the blocks (prologue, begin, process, end) of code frames. */

import type { AttributeSpec, Code, ScriptBlock } from '../values/code.ts';
import { slotOf } from '../values/code.ts';
import { appendItem, PSArray, touchItems } from '../values/collections.ts';
import type { CallRequest } from '../values/context.ts';
import { fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { AutomationNull, isAutomationNull, type Value } from '../values/value.ts';
import { BindFrame } from './bindFrame.ts';
import { CodeFrame, type Frame, finish, LazyCollector, type Sink, type Unwinding, unwrapCollected } from './frames.ts';
import { inputEnumerator } from './inputEnumerator.ts';
import type { Machine } from './machine.ts';
import { methodOver } from './methodCalls.ts';
import { declareVariable, type PSModuleInfo, type PSVariable, Scope, setCell, type Thread } from './state.ts';
import { TeeFrame } from './teeFrame.ts';

/** Deepest nesting of calls; PowerShell's own limit depends on the stack, Limpet's is a number. */
export const MAX_CALL_DEPTH = 5000;

const constraints = new Map<string, AttributeSpec[]>();

/** Block control of a machine. */
export class Blocks {
  private readonly machine: Machine;
  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** A frame for code in a scope of its own whose parent is `parent`. */
  frameWithScope(_thread: Thread, code: Code, parent: Scope, caller: Frame | null): CodeFrame {
    const scope = new Scope(parent, 'local', code);
    const frame = new CodeFrame(code, scope, scope.cells);
    frame.ownsScope = true;
    frame.caller = caller;
    return frame;
  }

  /** A frame for code that runs in an existing scope (dot-sourced, ForEach-Object). */
  frameInScope(code: Code, scope: Scope, caller: Frame | null): CodeFrame {
    const frame = new CodeFrame(code, scope, scope.code === code ? scope.cells : []);
    frame.caller = caller;
    return frame;
  }

  /** Frame for a script block asked for by native code or an operator. Its output comes back as an array. */
  call(thread: Thread, caller: Frame, request: Omit<CallRequest, 'kind'>, ret: number): CodeFrame {
    const { block } = request;
    const parent = this.scopeFor(block, caller);
    const frame =
      request.scope === 'current' ? this.frameInScope(block.code, parent, caller) : this.frameWithScope(thread, block.code, parent, caller);
    this.collectAll(frame, block, caller);
    frame.ret = ret;
    const { scope } = frame;
    if (request.dollarUnder !== undefined) this.setUnder(frame, scope, request.dollarUnder);
    if (request.thisValue !== undefined) setCell(declareVariable(scope, 'this'), request.thisValue);
    if (request.input !== undefined) frame.input = new PSArray([...request.input]);
    this.bindPositional(frame, request.args);
    this.start(thread, frame);
    return frame;
  }

  private collectAll(frame: CodeFrame, block: ScriptBlock, caller: Frame): void {
    frame.block = block;
    frame.streams = caller.streams;
    frame.sink = new PSArray();
    frame.collects = true;
    frame.asList = true;
  }

  /** A frame like that of {@link call}, in a new scope under `parent`, not yet started. */
  prepareCall(thread: Thread, caller: Frame, block: ScriptBlock, parent: Scope, args: readonly Value[]): CodeFrame {
    const frame = this.frameWithScope(thread, block.code, parent, caller);
    this.collectAll(frame, block, caller);
    this.bindPositional(frame, args);
    return frame;
  }

  /** Parent scope of a block's own scope: the current one of its session state, or of the caller's where it is bound to none. */
  scopeFor(block: ScriptBlock, caller: Frame): Scope {
    if (block.isUnbound) return caller.scope;
    return this.sessionScope(block.module as PSModuleInfo | null, caller);
  }

  /**
   * The current scope of a session state: the nearest one on the chain of calls that belongs to the module (null = the top level), else
   * the module's own. Session states have stacks of scopes of their own (SessionStateInternal.CurrentScope).
   */
  sessionScope(module: PSModuleInfo | null, caller: Frame): Scope {
    for (let f: Frame | null = caller; f !== null; f = f.caller) if (f.scope.module === module) return f.scope;
    return module?.scope ?? this.machine.currentThread.runspace.globalScope;
  }

  private setUnder(frame: CodeFrame, scope: Scope, value: Value): void {
    const cell = declareVariable(scope, '_');
    if (!frame.ownsScope) frame.savedUnder = { cell, value: cell.value };
    setCell(cell, isAutomationNull(value) ? null : value);
  }

  /** Binds plain positional arguments without conversion beyond declared types; the rest is $args. */
  bindPositional(frame: CodeFrame, args: readonly Value[]): void {
    const { code, scope } = frame;
    const { parameters } = code;
    const rest: Value[] = [];
    args.forEach((v, i) => {
      if (i < parameters.length) {
        const cell = this.parameterCell(frame, i);
        setCell(cell, cell.attributes === null ? v : this.machine.constrain(cell, v));
        frame.boundSlots ??= [];
        frame.boundSlots.push(parameters[i].slot);
      } else rest.push(v);
    });
    for (let i = args.length; i < parameters.length; i++) this.unboundParameter(frame, i);
    if (slotOf(code, 'args') >= 0) setCell(declareVariable(scope, 'args'), new PSArray(rest));
  }

  /** Attributes of a variable that is held to a type; shared by all of that type, never changed. */
  typeConstraint(type: string): AttributeSpec[] {
    let list = constraints.get(type);
    if (list === undefined) {
      list = [{ typeName: 'TypeConstraint', positional: [type], named: {} }];
      constraints.set(type, list);
    }
    return [...list];
  }

  /** The variable of parameter i, with its type constraint. */
  parameterCell(frame: CodeFrame, i: number): PSVariable {
    const p = frame.code.parameters[i];
    const cell = declareVariable(frame.scope, p.name);
    if (p.type !== 'System.Object' && cell.attributes === null)
      cell.attributes = [{ typeName: 'TypeConstraint', positional: [p.type], named: {} }];
    frame.cells[p.slot] = cell;
    return cell;
  }

  /** A parameter that got nothing: null, or its type's default; its default value's expression runs in the prologue. */
  unboundParameter(frame: CodeFrame, i: number): void {
    const p = frame.code.parameters[i];
    const cell = this.parameterCell(frame, i);
    if (!p.hasDefault) setCell(cell, p.type === 'System.Object' ? null : this.machine.defaultOfType(p.type));
  }

  /** First instruction of what is to run; a frame as a single command goes through all its blocks. */
  start(thread: Thread, frame: CodeFrame): void {
    if (frame.ownsScope && !frame.counted) {
      if (thread.depth >= MAX_CALL_DEPTH)
        throw fail('CallDepthOverflow', 'InvalidOperation', 'The script failed due to call depth overflow.', {
          typeName: 'System.Management.Automation.ScriptCallDepthException',
        });
      thread.depth++;
      frame.counted = true;
    }
    thread.frame = frame;
    if (frame.code.isPlain && !frame.isStage) {
      frame.phase = 'end';
      frame.pc = frame.code.endPc;
      return;
    }
    frame.phase = 'prologue';
    if (frame.code.paramPc >= 0) frame.pc = frame.code.paramPc;
    else this.next(thread, frame);
  }

  /** Goes on to the next block of a frame that is a single command, or ends it. */
  private next(thread: Thread, frame: CodeFrame): void {
    const { code } = frame;
    for (;;) {
      switch (frame.phase) {
        case 'prologue':
          frame.phase = 'begin';
          frame.cleanPending = code.cleanPc >= 0;
          if (code.beginPc >= 0) {
            this.noInput(frame);
            frame.pc = code.beginPc;
            return;
          }
          break;
        case 'begin':
          if (frame.isStage) {
            this.backToPipeline(thread, frame);
            return;
          }
          frame.phase = 'process';
          if (code.processPc >= 0 && (frame.input === null || frame.input.items.length > 0)) {
            this.nextInput(frame);
            frame.pc = code.processPc;
            return;
          }
          break;
        case 'process':
          if (frame.input !== null && code.processPc >= 0 && frame.input.items.length > 0) {
            this.nextInput(frame);
            frame.pc = code.processPc;
            return;
          }
          frame.phase = 'end';
          if (code.endPc >= 0) {
            this.inputForEnd(frame);
            frame.pc = code.endPc;
            return;
          }
          break;
        case 'end':
          frame.phase = 'done';
          if (frame.cleanPending) {
            this.clean(thread, frame, null);
            return;
          }
          break;
        case 'dynamicparam':
        case 'clean':
          frame.phase = 'done';
          break;
        case 'done':
          this.done(thread, frame);
          return;
      }
    }
  }

  private nextInput(frame: CodeFrame): void {
    if (frame.input === null) return;
    const item = frame.input.items.shift() as Value;
    touchItems(frame.input);
    this.setInputItem(frame, item);
  }

  /** $_ and $input of a process block. */
  private setInputItem(frame: CodeFrame, item: Value): void {
    setCell(declareVariable(frame.scope, '_'), item);
    if (slotOf(frame.code, 'input') >= 0) setCell(declareVariable(frame.scope, 'input'), inputEnumerator([item]));
  }

  /** $input where there is none: empty. */
  private noInput(frame: CodeFrame): void {
    if (slotOf(frame.code, 'input') >= 0) setCell(declareVariable(frame.scope, 'input'), inputEnumerator([]));
  }

  private inputForEnd(frame: CodeFrame): void {
    if (slotOf(frame.code, 'input') >= 0) setCell(declareVariable(frame.scope, 'input'), inputEnumerator(frame.input?.items ?? []));
  }

  /** End of a block: ENDBLOCK, PROLOGUEEND, RETURN, or an unwinding of kind return. */
  endBlock(thread: Thread, frame: CodeFrame): void {
    if (frame.pooled && frame.phase === 'end' && frame.sinks === null && !frame.cleanPending && !frame.isStage) {
      frame.phase = 'done';
      if (frame.method === null && !frame.asList) this.callDone(thread, frame);
      else this.done(thread, frame);
      return;
    }
    if (frame.sinks !== null && frame.sinks.length > 0) {
      frame.sink = frame.sinks[0];
      frame.sinks.length = 0;
    }
    if (frame.phase === 'clean') {
      this.cleaned(thread, frame);
      return;
    }
    if (frame.phase === 'dynamicparam') {
      this.parametersMade(thread, frame);
      return;
    }
    if (frame.isStage && frame.phase !== 'prologue') {
      this.backToPipeline(thread, frame);
      return;
    }
    this.next(thread, frame);
  }

  private backToPipeline(thread: Thread, frame: CodeFrame): void {
    finish(this.machine, thread, frame, null);
  }

  /** Runs the clean block; what it writes to the output is dropped. Then `u` goes on, or the frame is over. */
  clean(thread: Thread, frame: CodeFrame, u: Unwinding | null): void {
    thread.frame = frame;
    frame.cleanPending = false;
    frame.unwinding = u;
    frame.phase = 'clean';
    const kept: Sink[] = [frame.sink];
    frame.sink = null;
    frame.sinks = kept;
    frame.pc = frame.code.cleanPc;
  }

  private cleaned(thread: Thread, frame: CodeFrame): void {
    const u = frame.unwinding;
    frame.unwinding = null;
    frame.phase = 'done';
    if (frame.isStage) this.backToPipeline(thread, frame);
    else if (u === null) this.done(thread, frame);
    else {
      this.machine.unwind(thread, u);
    }
  }

  /** Runs the dynamicparam block of a frame that has not begun yet; what it wrote is the answer to the activity. */
  dynamicParameters(thread: Thread, frame: CodeFrame, caller: Frame, ret: number): void {
    frame.caller = caller;
    frame.ret = ret;
    frame.sink = new PSArray();
    frame.phase = 'dynamicparam';
    frame.pc = frame.code.dynamicParamPc;
    thread.frame = frame;
  }

  private parametersMade(thread: Thread, frame: CodeFrame): void {
    const list = frame.sink as PSArray;
    frame.sink = null;
    finish(this.machine, thread, frame, [...list.items]);
  }

  /** A plain call (functionCalls.ts) is over: {@link done}, without what such a frame never has. */
  private callDone(thread: Thread, frame: CodeFrame): void {
    frame.counted = false;
    thread.depth--;
    if (frame.scope.functions !== null) this.machine.scopeWithFunctionsLeft(frame.scope);
    this.setStatus(thread, frame);
    const caller = frame.caller as CodeFrame;
    thread.frame = caller;
    const { ret } = frame;
    if (ret >= 0) {
      const { single, sink } = frame;
      caller.regs[ret] =
        sink instanceof LazyCollector ? (single === undefined ? AutomationNull : single) : unwrapCollected(sink as PSArray);
    }
    caller.pc += 4;
    if (frame.input === null && frame.outVariable === null && frame.binding === null) this.keep(frame);
  }

  /** $? after a call. */
  private setStatus(thread: Thread, frame: CodeFrame): void {
    const { runspace } = thread;
    if (runspace.succeeded !== frame.failed) return;
    runspace.succeeded = !frame.failed;
    touch(runspace);
  }

  /** The frame is over: its value goes to its caller. */
  private done(thread: Thread, frame: CodeFrame): void {
    this.leave(thread, frame);
    if (frame.method !== null) {
      methodOver(this.machine, thread, frame, frame.method);
      this.keep(frame);
      return;
    }
    let value: unknown = AutomationNull;
    if (frame.collects) {
      const sink = frame.sink instanceof TeeFrame ? frame.sink.sink : frame.sink;
      if (sink instanceof LazyCollector) {
        if (frame.asList) value = frame.single === undefined ? [] : [frame.single];
        else value = frame.single === undefined ? AutomationNull : frame.single;
      } else {
        const list = sink as PSArray;
        value = frame.asList ? [...list.items] : unwrapCollected(list);
      }
    }
    if (!frame.asList && !frame.isStage) this.setStatus(thread, frame);
    finish(this.machine, thread, frame, value);
    if (frame.pooled && frame.input === null && frame.outVariable === null && frame.binding === null) this.keep(frame);
  }

  /** Keeps a finished frame of a plain call for the next one. */
  private keep(frame: CodeFrame): void {
    const { code } = frame;
    // the first entry is the machine: code is shared by the sessions of a process, frames (their ids, their registers) must not be
    if (code.pool === null || code.pool[0] !== this.machine) code.pool = [this.machine];
    if (code.pool.length >= 17) return;
    frame.caller = null;
    frame.asList = false;
    code.pool.push(frame);
    if (frame.scopeSeen) return;
    const { scope, cells } = frame;
    // a scope that a checkpoint holds stays what it is
    if (scope.id !== 0 || scope.vars !== null) {
      frame.scopeSeen = true;
      return;
    }
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i];
      if (cell !== undefined) cell.value = undefined;
    }
  }

  /** What must be undone when a frame is left, in whatever way. */
  leave(thread: Thread, frame: CodeFrame): void {
    if (frame.counted) {
      thread.depth--;
      frame.counted = false;
    }
    if (frame.savedUnder !== null) {
      setCell(frame.savedUnder.cell, frame.savedUnder.value);
      frame.savedUnder = null;
    }
    if (!frame.isStage) frame.cleanPending = false;
    if (frame.ownsScope && frame.scope.functions !== null) this.machine.scopeWithFunctionsLeft(frame.scope);
  }

  // ---- as a stage of a pipeline ----

  begin(thread: Thread, frame: CodeFrame): void {
    frame.isStage = true;
    if (frame.phase !== 'prologue') return;
    this.start(thread, frame);
  }

  process(thread: Thread, frame: CodeFrame, value: Value): void {
    thread.frame = frame;
    const { code } = frame;
    frame.phase = 'process';
    if (!isAutomationNull(value) && frame.binding !== null) {
      frame.defaults ??= code.parameters.map((p) => frame.cells[p.slot]?.value);
      // binding may run user code: a step of its own
      frame.pc = code.ops.length - 4;
      thread.frame = new BindFrame(frame, value);
      return;
    }
    this.takeInput(thread, frame, value);
  }

  /** Starts the process block for an object whose parameters are bound. */
  takeInput(thread: Thread, frame: CodeFrame, value: Value): void {
    if (frame.code.processPc < 0) {
      // no process block: what comes is kept for $input of the end block
      if (!isAutomationNull(value)) {
        frame.input ??= new PSArray();
        appendItem(frame.input, value);
      }
      this.backToPipeline(thread, frame);
      return;
    }
    if (!isAutomationNull(value)) this.setInputItem(frame, value);
    else this.noInput(frame);
    frame.pc = frame.code.processPc;
  }

  end(thread: Thread, frame: CodeFrame): void {
    thread.frame = frame;
    frame.phase = 'end';
    if (frame.code.endPc < 0) {
      this.backToPipeline(thread, frame);
      return;
    }
    this.inputForEnd(frame);
    frame.pc = frame.code.endPc;
  }
}

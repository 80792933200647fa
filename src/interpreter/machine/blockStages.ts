/**
 * ForEach-Object and Where-Object with one script block: stages that run the block's frame directly, again and again, instead
 * of going through a cmdlet's phases. All other forms of the two are ordinary cmdlets.
 */

import type { ScriptBlock } from '../values/code.ts';
import { appendItem, PSArray } from '../values/collections.ts';
import { snapshotClass } from '../values/heap.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { passedCommand } from './commandErrors.ts';
import { feed } from './feed.ts';
import { type CodeFrame, Frame, finish, LAZY, RET_RESUME, type Sink, type Unwinding, unwrapCollected } from './frames.ts';
import { truth } from './instructions.ts';
import type { Machine } from './machine.ts';
import { declareVariable, type PSVariable, setCell, type Thread } from './state.ts';

/** A stage that runs a block for each object in the caller's scope. */
export class BlockStage extends Frame {
  kind: 'foreach' | 'where';
  block: ScriptBlock;
  body: CodeFrame;
  sink: Sink;
  cell: PSVariable;
  saved: Value | undefined;
  /** where: the object whose test runs. */
  item: Value;
  constructor(
    kind: 'foreach' | 'where' = 'foreach',
    block: ScriptBlock = undefined as unknown as ScriptBlock,
    body: CodeFrame = undefined as unknown as CodeFrame,
    cell: PSVariable = undefined as unknown as PSVariable,
  ) {
    super();
    this.kind = kind;
    this.block = block;
    this.body = body;
    this.sink = null;
    this.cell = cell;
    this.saved = undefined;
    this.item = null;
  }
  override get worker(): Frame {
    return this.body;
  }
  override startBegin(machine: Machine, thread: Thread): void {
    this.saved = this.cell.value;
    this.body.sink = this.kind === 'where' ? LAZY : this.sink;
    finish(machine, thread, this, null);
  }
  override startProcess(machine: Machine, thread: Thread, value: Value): void {
    const { body } = this;
    if (isAutomationNull(value)) {
      // first in the pipeline: ForEach-Object without input runs its block once with $_ = $null
      if (this.kind === 'where') {
        thread.frame = this;
        finish(machine, thread, this, null);
        return;
      }
      setCell(this.cell, null);
    } else setCell(this.cell, value);
    const { code } = body;
    body.phase = 'end';
    body.pc = code.endPc >= 0 ? code.endPc : code.processPc;
    if (this.kind === 'where') {
      this.item = value;
      body.sink = LAZY;
      body.single = undefined;
      body.caller = this;
      body.ret = RET_RESUME;
    } else {
      body.caller = this.caller;
      body.ret = this.ret;
    }
    thread.frame = body;
  }
  override startEnd(machine: Machine, thread: Thread): void {
    setCell(this.cell, this.saved);
    thread.frame = this;
    finish(machine, thread, this, null);
  }
  override step(machine: Machine, thread: Thread): void {
    finish(machine, thread, this, null);
  }
  override receive(machine: Machine, thread: Thread, _from: Frame, _value: unknown): void {
    // where: the test is over
    const { body } = this;
    const test = body.sink instanceof PSArray ? unwrapCollected(body.sink) : body.single;
    if (test === undefined || !(typeof test === 'boolean' ? test : truth(test))) {
      finish(machine, thread, this, null);
      return;
    }
    const { sink, item } = this;
    if (sink instanceof PSArray) {
      appendItem(sink, item);
      finish(machine, thread, this, null);
    } else if (sink instanceof Frame) {
      // the next stage returns straight to whoever gave us the object
      feed(machine, thread, this.caller as Frame, this.ret, sink, item);
    } else finish(machine, thread, this, null);
  }
  override caught(machine: Machine, _thread: Thread, unwinding: Unwinding): boolean {
    passedCommand(machine, this.kind === 'foreach' ? 'ForEach-Object' : 'Where-Object', '', unwinding);
    setCell(this.cell, this.saved);
    return false;
  }
}
snapshotClass('BlockStage', 'heap', BlockStage as unknown as new () => object);

/** Makes the stage for a block called in `caller`'s scope. */
export function blockStage(machine: Machine, kind: 'foreach' | 'where', block: ScriptBlock, caller: Frame): BlockStage {
  const scope = machine.blocks.scopeFor(block, caller);
  const body = machine.blocks.frameInScope(block.code, scope, null);
  body.isStage = true;
  body.block = block;
  body.streams = caller.streams;
  const stage = new BlockStage(kind, block, body, declareVariable(scope, '_'));
  stage.scope = scope;
  stage.streams = caller.streams;
  return stage;
}

/** Calls of script blocks by native code, where nothing but $_ is given: their frames are used again, as those of functions are. */
import { type ScriptBlock, slotOf } from '../values/code.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { type Frame, LAZY, RET_RESUME } from './frames.ts';
import { pooledFrame } from './functionCalls.ts';
import type { Machine } from './machine.ts';
import { PSVariable, type Thread } from './state.ts';

/**
 * Calls a block in a scope of its own with an object as $_; the answer, its output as an array, comes as to a Step. False where the
 * block needs more (Blocks.call): parameters, $args, or no $_ of its own text.
 */
export function callWithItem(machine: Machine, thread: Thread, caller: Frame, block: ScriptBlock, item: Value): boolean {
  const { code } = block;
  if (!code.isPlain || code.paramPc >= 0 || code.parameters.length > 0) return false;
  const slot = slotOf(code, '_');
  if (slot < 0 || slotOf(code, 'args') >= 0) return false;
  const callee = pooledFrame(machine, code, machine.blocks.scopeFor(block, caller));
  const value = isAutomationNull(item) ? null : item;
  const cell = callee.cells[slot];
  if (cell !== undefined) cell.value = value;
  else callee.cells[slot] = new PSVariable('_', value);
  callee.ownsScope = true;
  callee.caller = caller;
  callee.ret = RET_RESUME;
  callee.info = null;
  callee.invocationName = '';
  callee.block = block;
  callee.streams = caller.streams;
  callee.sink = LAZY;
  callee.collects = true;
  callee.asList = true;
  machine.blocks.start(thread, callee);
  return true;
}

/** The slow halves of the run loop's instructions, and those instructions that start frames. */

import type { MethodDescriptor, TextDescriptor } from '../compiler/descriptors.ts';
import { appendItem, PSArray, PSHashtable, PSList } from '../values/collections.ts';
import { convertTo, isTrue, toText } from '../values/convert.ts';
import { enumerate } from '../values/enumerate.ts';
import { fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { getIndex, invokeMethod, invokeMethodOf, invokeStatic, getProperty as memberProperty } from '../values/members.ts';
import { binary, unary } from '../values/operators.ts';
import { ScriptClass, ScriptObject } from '../values/scriptClass.ts';
import { PSEnumerator } from '../values/types/enumerators.ts';
import { AutomationNull, isAutomationNull, type Value } from '../values/value.ts';
import { feed } from './feed.ts';
import { type CodeFrame, type Frame, LazyCollector, RET_NONE, RET_REPEAT, realSink } from './frames.ts';
import type { Machine } from './machine.ts';
import { callDirectly } from './methodCalls.ts';
import { RangeValue } from './range.ts';
import type { Thread } from './state.ts';
import { strictModeOf, writeSlot } from './variables.ts';

export { invokeCommand, startPipeline } from './invoke.ts';

/** Value of an operand, for handlers. */
export function operand(machine: Machine, frame: CodeFrame, o: number): Value {
  if (o >= 0) return frame.regs[o] as Value;
  const cell = frame.cells[-1 - o];
  return cell !== undefined && cell.value !== undefined ? cell.value : machine.readSlot(frame, -1 - o);
}

/** PowerShell's truth of a value that is no JS boolean. */
export function truth(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value.length > 0;
  return value !== null && isTrue(value);
}

/** Element type of the arrays that take a value as it is; '' for values whose type is not plain to see. */
export function typeOfItem(value: Value): string {
  if (typeof value === 'number') return (value | 0) === value ? 'System.Int32' : 'System.Double';
  return typeof value === 'boolean' ? 'System.Boolean' : typeof value === 'string' ? 'System.String' : '';
}

/** A binary operator's general case. */
export function slowBinary(machine: Machine, _thread: Thread, frame: CodeFrame, op: string, x: Value, y: Value): Value {
  // the two most frequent non-numeric cases
  if (typeof x === 'string' && typeof y === 'string') {
    if (op === 'Plus') {
      const r = x + y;
      if (r.length > 10_000) machine.memory.charge(r.length);
      return r;
    }
  }
  machine.enter(frame);
  const result = binary(op, isAutomationNull(x) ? null : x, isAutomationNull(y) ? null : y, machine.context);
  frame.log = null;
  return result;
}

/** `++` and `--` of what is no number of the run loop's own. */
export function increment(machine: Machine, frame: CodeFrame, value: Value, step: number): Value {
  machine.enter(frame);
  const result = unary(step > 0 ? 'PlusPlus' : 'MinusMinus', isAutomationNull(value) ? null : value, machine.context);
  frame.log = null;
  return result;
}

/** Property of a value that is no plain custom object. */
export function getProperty(machine: Machine, _thread: Thread, frame: CodeFrame, target: Value, name: string): Value {
  if (typeof target === 'string' && (name === 'Length' || name === 'length')) return target.length;
  if (target instanceof PSArray && (name === 'Count' || name === 'Length')) return target.items.length;
  machine.enter(frame);
  const strict = strictModeOf(frame.scope);
  const result = memberProperty(isAutomationNull(target) ? null : target, name, machine.context, strict >= 2);
  frame.log = null;
  return result === undefined ? null : result;
}

/** `x[y]` in general. */
export function index(machine: Machine, _thread: Thread, frame: CodeFrame, target: Value, subscript: Value): Value {
  if (target instanceof PSHashtable && target.kind === 'Hashtable' && typeof subscript === 'number') return target.get(subscript) ?? null;
  machine.enter(frame);
  const result = getIndex(isAutomationNull(target) ? null : target, [subscript], machine.context, strictModeOf(frame.scope) >= 3);
  frame.log = null;
  return result === undefined ? null : result;
}

/** Expandable strings. */
export function concat(machine: Machine, _thread: Thread, frame: CodeFrame, first: number, count: number): string {
  const { regs } = frame;
  const parts = count < 0 ? (frame.code.consts[first] as TextDescriptor).args : null;
  const n = parts === null ? count : parts.length;
  let text = '';
  let entered = false;
  for (let i = 0; i < n; i++) {
    const o = parts === null ? first + i : parts[i];
    const v = o >= 0 ? (regs[o] as Value) : operand(machine, frame, o);
    if (typeof v === 'string') text += v;
    else if (typeof v === 'number' && (v | 0) === v) text += v;
    else if (v !== null && v !== undefined) {
      if (!entered) {
        machine.enter(frame);
        entered = true;
      }
      text += toText(v, machine.context);
    }
  }
  if (entered) frame.log = null;
  if (text.length > 10_000) machine.memory.charge(text.length);
  return text;
}

/** A cast. */
export function convert(machine: Machine, _thread: Thread, frame: CodeFrame, value: Value, type: string): Value {
  if (type === 'int' && typeof value === 'number' && (value | 0) === value) return value;
  if (type === 'string' && typeof value === 'string') return value;
  if (type === 'void') return AutomationNull;
  machine.enter(frame);
  const t = machine.resolveType(frame, type);
  const result = convertTo(isAutomationNull(value) ? null : value, t, machine.context);
  frame.log = null;
  return result;
}

/** A method call; undefined where the method's frame was pushed, whose value goes to the register. */
export function callMethod(machine: Machine, thread: Thread, frame: CodeFrame, constant: number, register: number): Value | undefined {
  const d = frame.code.consts[constant] as MethodDescriptor;
  const target = operand(machine, frame, d.target);
  const args: Value[] = d.args.map((o) => {
    const v = operand(machine, frame, o);
    return isAutomationNull(v) ? null : v;
  });
  const isScript = d.isStatic ? target instanceof ScriptClass : target instanceof ScriptObject;
  if (
    isScript &&
    d.name !== null &&
    d.targetType === null &&
    frame.log === null &&
    callDirectly(machine, thread, frame, register, constant, d, target as ScriptClass | ScriptObject, args)
  )
    return undefined;
  machine.enter(frame);
  let name = d.name;
  if (name === null) {
    const n = operand(machine, frame, d.nameOperand);
    if (machine.isBlock(n)) return invokeBlockMember(machine, thread, frame, target, n, args);
    name = toText(n, machine.context);
  }
  if (d.targetType !== null && target instanceof ScriptObject) {
    const own = invokeMethodOf(machine.resolveType(frame, d.targetType), target, name, args, machine.context, d.argumentTypes);
    frame.log = null;
    return own === undefined ? AutomationNull : own;
  }
  const result = d.isStatic
    ? invokeStatic(machine.asType(target), name, args, machine.context, d.argumentTypes)
    : invokeMethod(isAutomationNull(target) ? null : target, name, args, machine.context, d.argumentTypes);
  frame.log = null;
  return result === undefined ? AutomationNull : result;
}

function invokeBlockMember(_machine: Machine, _thread: Thread, _frame: CodeFrame, _target: Value, _block: Value, _args: Value[]): Value {
  throw fail('MethodNotFound', 'InvalidOperation', 'A method name must be a string.');
}

/** Next item of a foreach over something that is no array. False when over. */
export function forEachNext(machine: Machine, frame: CodeFrame, register: number, target: number): boolean {
  const state = frame.regs[register];
  const i = frame.regs[register + 1] as number;
  let v: Value;
  if (state instanceof RangeValue) {
    if (i >= state.count) return false;
    v = state.at(i);
  } else if (state instanceof PSArray || state instanceof PSList) {
    if (i >= state.items.length) return false;
    v = state.items[i];
  } else {
    const items = enumerate(state as Value);
    if (items === null || i >= items.length) return false;
    v = items[i];
  }
  frame.regs[register + 1] = i + 1;
  if (target >= 0) writeSlot(machine, frame, target, v);
  else frame.regs[-1 - target] = v;
  return true;
}

/**
 * Writes a value, unrolled, to the frame's output. True: done, go on; false: a stage takes it, or takes an item, and this instruction is
 * run again when that is done. `regs[counter]` counts the items delivered; undefined = none yet.
 */
export function emit(machine: Machine, thread: Thread, frame: CodeFrame, value: Value, counter: number): boolean {
  const { sink } = frame;
  if (isAutomationNull(value)) return true;
  if (sink === null) return true;
  const items = typeof value === 'object' && value !== null ? enumerate(value) : null;
  if (sink instanceof LazyCollector) {
    if (items === null && frame.single === undefined && frame.outVariable === null) {
      frame.single = value;
      return true;
    }
    realSink(frame);
    return emit(machine, thread, frame, value, counter);
  }
  if (sink instanceof PSArray) {
    if (items === null) appendItem(sink, value);
    else {
      if (items.length > 10_000) machine.memory.charge(items.length * 8);
      for (const item of items) appendItem(sink, item);
      taken(value);
    }
    if (frame.outVariable !== null) copyOut(frame.outVariable, items ?? [value]);
    return true;
  }
  if (items === null) {
    if (frame.outVariable !== null) copyOut(frame.outVariable, [value]);
    feed(machine, thread, frame, RET_NONE, sink as Frame, value);
    return false;
  }
  const i = (frame.regs[counter] as number | undefined) ?? 0;
  if (i >= items.length) {
    frame.regs[counter] = undefined;
    taken(value);
    return true;
  }
  frame.regs[counter] = i + 1;
  const item = items[i];
  if (frame.outVariable !== null) copyOut(frame.outVariable, [item]);
  deliver(machine, thread, frame, sink as Frame, item);
  return false;
}

/** An enumerator ($input) whose items were taken is at its end. */
export function taken(value: Value): void {
  if (!(value instanceof PSEnumerator)) return;
  value.position = value.items.length;
  touch(value);
}

function copyOut(list: PSList, items: readonly Value[]): void {
  for (const item of items) appendItem(list, item);
}

/** Gives a pipeline object to a stage on behalf of `from`, which runs its instruction or step again afterwards. */
export function deliver(machine: Machine, thread: Thread, from: Frame, stage: Frame, value: Value): void {
  feed(machine, thread, from, RET_REPEAT, stage, value);
}

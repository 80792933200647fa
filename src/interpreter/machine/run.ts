/**
 * The run loop: one function, few cases. V8 compiles it with its optimising compiler only while its bytecode stays under 61,440
 * bytes (a check on the built worker guards that), so whatever is rare or long lives in handlers (machine/handlers*.ts) and helpers.
 *
 * It runs one thread until its budget of instructions is used up, it waits, or it ends. Between any two instructions the state is
 * complete: `pc` is written back to the frame before anything outside of the loop can see it.
 *
 * The case labels are numbers because V8 makes a jump table only of those; test/unit/machine/run.test.ts holds them against Op.
 * Operands are read in place: `x >= 0` a register, else the cell of slot ~x (a $null goes the long way round, which is right too).
 */
import { PSArray, PSHashtable, setItem } from '../values/collections.ts';
import { touch } from '../values/heap.ts';
import { PSObject } from '../values/object.ts';
import { isAutomationNull, mkDouble, type Value } from '../values/value.ts';
import type { CodeFrame } from './frames.ts';
import { handlers } from './handlers.ts';
import {
  callMethod,
  concat,
  convert,
  emit,
  forEachNext,
  getProperty,
  increment,
  index,
  invokeCommand,
  slowBinary,
  startPipeline,
  truth,
  typeOfItem,
} from './instructions.ts';
import type { Machine } from './machine.ts';
import type { Thread } from './state.ts';
import { readSlot, writeSlot } from './variables.ts';

/** A variable's value by slot: its cell's, else looked up. */
function variable(machine: Machine, frame: CodeFrame, slot: number): unknown {
  const cell = frame.cells[slot];
  return cell !== undefined && cell.value !== undefined ? cell.value : readSlot(machine, frame, slot);
}

/** Runs a thread; answers how many instructions were executed. */
export function runThread(machine: Machine, thread: Thread, budget: number): number {
  let steps = budget;
  while (steps > 0 && thread.frame !== null && thread.wait === null) {
    if (!thread.frame.isCode) {
      steps -= machine.stepNative(thread);
      continue;
    }
    let frame = thread.frame as CodeFrame;
    let { regs, cells, pc } = frame;
    let { ops } = frame.code;
    try {
      for (;;) {
        steps = (steps - 1) | 0;
        if (steps < 0) {
          frame.pc = pc;
          return budget;
        }
        const op = ops[pc];
        switch (op) {
          case 0: // Op.MOVE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              regs[a] = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              pc = (pc + 4) | 0;
              continue;
            }
          case 1: // Op.SETVAR
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];

              const v = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const cell = cells[a];
              if (cell !== undefined && cell.traits === null && cell.value !== undefined) {
                cell.value = v as Value;
                if (cell.dirtyList !== null) touch(cell);
              } else {
                frame.pc = pc;
                writeSlot(machine, frame, a, v as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 42: // Op.GETVAR
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              frame.pc = pc;
              regs[a] = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              pc = (pc + 4) | 0;
              continue;
            }
          case 2: // Op.ADD
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (typeof x === 'number' && typeof y === 'number') {
                const i = x | 0;
                const j = y | 0;
                const n = (i + j) | 0;
                if (i === x && j === y && ((i ^ n) & (j ^ n)) >= 0) regs[a] = n;
                else {
                  const r = x + y;
                  regs[a] = (r | 0) === r ? mkDouble(r) : r;
                }
              } else {
                frame.pc = pc;
                regs[a] = slowBinary(machine, thread, frame, 'Plus', x as Value, y as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 3: // Op.SUB
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (typeof x === 'number' && typeof y === 'number') {
                const i = x | 0;
                const j = y | 0;
                const n = (i - j) | 0;
                if (i === x && j === y && ((i ^ j) & (i ^ n)) >= 0) regs[a] = n;
                else {
                  const r = x - y;
                  regs[a] = (r | 0) === r ? mkDouble(r) : r;
                }
              } else {
                frame.pc = pc;
                regs[a] = slowBinary(machine, thread, frame, 'Minus', x as Value, y as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 4: // Op.MUL
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (typeof x === 'number' && typeof y === 'number') {
                const r = x * y;
                const ints = (x | 0) === x && (y | 0) === y;
                regs[a] = (r | 0) === r ? (ints ? r | 0 : mkDouble(r)) : r;
              } else {
                frame.pc = pc;
                regs[a] = slowBinary(machine, thread, frame, 'Multiply', x as Value, y as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 5: // Op.DIV
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (typeof x === 'number' && typeof y === 'number' && y !== 0) {
                const r = x / y;
                const ints = (x | 0) === x && (y | 0) === y;
                regs[a] = (r | 0) === r ? (ints ? r | 0 : mkDouble(r)) : r;
              } else {
                frame.pc = pc;
                regs[a] = slowBinary(machine, thread, frame, 'Divide', x as Value, y as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 6: // Op.REM
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (typeof x === 'number' && typeof y === 'number' && y !== 0) {
                // said twice, because a remainder of integers is one machine instruction, and one of doubles is a call
                if ((x | 0) === x && (y | 0) === y) regs[a] = ((x | 0) % (y | 0)) | 0;
                else {
                  const r = x % y;
                  regs[a] = (r | 0) === r ? mkDouble(r) : r;
                }
              } else {
                frame.pc = pc;
                regs[a] = slowBinary(machine, thread, frame, 'Rem', x as Value, y as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 7: // Op.EQ
          case 8: // Op.NE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (typeof x === 'number' && typeof y === 'number') regs[a] = (x === y) === (op === 7);
              else {
                frame.pc = pc;
                regs[a] = slowBinary(machine, thread, frame, op === 7 ? 'Ieq' : 'Ine', x as Value, y as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 9: // Op.LT
          case 10: // Op.LE
          case 11: // Op.GT
          case 12: // Op.GE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (typeof x === 'number' && typeof y === 'number')
                regs[a] = op === 9 ? x < y : op === 10 ? x <= y : op === 11 ? x > y : x >= y;
              else {
                frame.pc = pc;
                regs[a] = slowBinary(
                  machine,
                  thread,
                  frame,
                  op === 9 ? 'Ilt' : op === 10 ? 'Ile' : op === 11 ? 'Igt' : 'Ige',
                  x as Value,
                  y as Value,
                );
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 13: // Op.JMP
          case 24: // Op.LOOP
            {
              const c = ops[(pc + 3) | 0];
              pc = c;
              continue;
            }
          case 14: // Op.JF
          case 15: // Op.JT
            {
              const a = ops[(pc + 1) | 0];
              const c = ops[(pc + 3) | 0];

              const x = a >= 0 ? regs[a] : (cells[~a]?.value ?? readSlot(machine, frame, ~a));
              const t = typeof x === 'boolean' ? x : truth(x as Value);
              pc = t === (op === 15) ? c : (pc + 4) | 0;
              continue;
            }
          case 16: // Op.JNLT
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = a >= 0 ? regs[a] : (cells[~a]?.value ?? readSlot(machine, frame, ~a));
              const y = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              if (typeof x === 'number' && typeof y === 'number') pc = x < y ? (pc + 4) | 0 : c;
              else {
                frame.pc = pc;
                pc = truth(slowBinary(machine, thread, frame, 'Ilt', x as Value, y as Value)) ? (pc + 4) | 0 : c;
              }
              continue;
            }
          case 17: // Op.JNLE
          case 18: // Op.JNGT
          case 19: // Op.JNGE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = a >= 0 ? regs[a] : (cells[~a]?.value ?? readSlot(machine, frame, ~a));
              const y = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              if (typeof x === 'number' && typeof y === 'number') pc = (op === 17 ? x <= y : op === 18 ? x > y : x >= y) ? (pc + 4) | 0 : c;
              else {
                frame.pc = pc;
                pc = truth(slowBinary(machine, thread, frame, op === 17 ? 'Ile' : op === 18 ? 'Igt' : 'Ige', x as Value, y as Value))
                  ? pc + 4
                  : c;
              }
              continue;
            }
          case 20: // Op.JNEQ
          case 21: // Op.JNNE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = a >= 0 ? regs[a] : (cells[~a]?.value ?? readSlot(machine, frame, ~a));
              const y = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              if (typeof x === 'number' && typeof y === 'number') pc = (x === y) === (op === 20) ? (pc + 4) | 0 : c;
              else {
                frame.pc = pc;
                pc = truth(slowBinary(machine, thread, frame, op === 20 ? 'Ieq' : 'Ine', x as Value, y as Value)) ? (pc + 4) | 0 : c;
              }
              continue;
            }
          case 22: // Op.INC
          case 36: // Op.POSTINC
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const slot = op === 22 ? a : b;
              const step = op === 22 ? b : c;
              const cell = cells[slot];
              if (cell !== undefined && typeof cell.value === 'number' && cell.traits === null) {
                const x = cell.value;
                const i = x | 0;
                const r = (i + step) | 0;
                if (i === x && ((i ^ r) & (step ^ r)) >= 0) cell.value = r;
                else cell.value = i === x ? x + step : mkDouble(x + step);
                if (cell.dirtyList !== null) touch(cell);
                if (op === 36) regs[a] = x;
              } else {
                frame.pc = pc;
                const x = variable(machine, frame, slot) as Value;
                const old = x === null ? 0 : x;
                writeSlot(machine, frame, slot, increment(machine, frame, old, step));
                if (op === 36) regs[a] = old;
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 23: // Op.ADDVAR
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];

              const y = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const cell = cells[a];
              if (
                cell !== undefined &&
                typeof cell.value === 'number' &&
                typeof y === 'number' &&
                cell.options === 0 &&
                cell.attributes === null
              ) {
                const x = cell.value;
                const i = x | 0;
                const j = y | 0;
                const n = (i + j) | 0;
                if (i === x && j === y && ((i ^ n) & (j ^ n)) >= 0) cell.value = n;
                else {
                  const r = x + y;
                  cell.value = (r | 0) === r ? mkDouble(r) : r;
                }
                if (cell.dirtyList !== null) touch(cell);
              } else {
                frame.pc = pc;
                const x = variable(machine, frame, a) as Value;
                writeSlot(machine, frame, a, slowBinary(machine, thread, frame, 'Plus', x, y as Value));
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 43: // Op.JLT

          case 44: // Op.JLE

          case 45: // Op.JGT

          case 46: // Op.JGE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const x = a >= 0 ? regs[a] : cells[~a]?.value;
              const y = b >= 0 ? regs[b] : cells[~b]?.value;
              if (typeof x === 'number' && typeof y === 'number' && (op === 43 ? x < y : op === 44 ? x <= y : op === 45 ? x > y : x >= y))
                pc = ops[(pc + 3) | 0];
              else pc = (pc + 4) | 0;
              continue;
            }
          case 47: // Op.INCLT

          case 48: // Op.INCLE
            {
              const b = ops[(pc + 2) | 0];
              const cell = cells[ops[(pc + 1) | 0]];
              const y = b >= 0 ? regs[b] : cells[~b]?.value;
              if (cell !== undefined && cell.traits === null && typeof cell.value === 'number' && typeof y === 'number') {
                const i = cell.value | 0;
                const r = (i + 1) | 0;
                if (i === cell.value && (op === 47 ? r < y : r <= y) && r > i) {
                  cell.value = r;
                  if (cell.dirtyList !== null) touch(cell);
                  pc = ops[(pc + 3) | 0];
                  continue;
                }
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 26: // Op.FOREACHNEXT
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const state = regs[a];
              const i = regs[a + 1] as number;
              if (state instanceof PSArray && b >= 0) {
                if (i >= state.items.length) {
                  pc = c;
                  continue;
                }
                regs[a + 1] = i + 1;
                const v = state.items[i];
                const cell = cells[b];
                if (cell !== undefined && cell.traits === null && cell.value !== undefined) {
                  cell.value = v;
                  if (cell.dirtyList !== null) touch(cell);
                } else writeSlot(machine, frame, b, v);
                pc = (pc + 4) | 0;
                continue;
              }
              frame.pc = pc;
              pc = forEachNext(machine, frame, a, b) ? (pc + 4) | 0 : c;
              continue;
            }
          case 27: // Op.GETPROP
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const name = frame.code.consts[c] as string;
              if (x instanceof PSObject && x.base === undefined && x.instanceMembers === null) {
                const i = x.shape.index.get(name) ?? -1;
                if (i >= 0) {
                  regs[a] = x.values[i];
                  pc = (pc + 4) | 0;
                  continue;
                }
              }
              frame.pc = pc;
              regs[a] = getProperty(machine, thread, frame, x as Value, name);
              pc = (pc + 4) | 0;
              continue;
            }
          case 28: // Op.INDEX
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const y = c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c));
              if (x instanceof PSArray && typeof y === 'number' && y >= 0 && y < x.items.length && (y | 0) === y && x.lengths === null)
                regs[a] = x.items[y];
              else if (x instanceof PSHashtable && typeof y === 'string' && x.kind === 'Hashtable') regs[a] = x.get(y) ?? null;
              else {
                frame.pc = pc;
                regs[a] = index(machine, thread, frame, x as Value, y as Value);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 29: // Op.SETINDEX
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              const x = a >= 0 ? regs[a] : (cells[~a]?.value ?? readSlot(machine, frame, ~a));
              const y = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              const v = (c >= 0 ? regs[c] : (cells[~c]?.value ?? readSlot(machine, frame, ~c))) as Value;
              if (
                x instanceof PSArray &&
                typeof y === 'number' &&
                y >= 0 &&
                y < x.items.length &&
                (y | 0) === y &&
                x.lengths === null &&
                (x.elementType === 'System.Object' || x.elementType === typeOfItem(v))
              )
                setItem(x, y, isAutomationNull(v) ? null : v);
              else {
                frame.pc = pc;
                handlers[29](machine, thread, frame, a, b, c);
              }
              pc = (pc + 4) | 0;
              continue;
            }
          case 30: // Op.NOT
          case 37: // Op.TOBOOL
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];

              const x = b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b));
              regs[a] = (typeof x === 'boolean' ? x : truth(x as Value)) === (op === 37);
              pc = (pc + 4) | 0;
              continue;
            }
          case 31: // Op.CONCAT
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];
              frame.pc = pc;
              regs[a] = concat(machine, thread, frame, b, c);
              pc = (pc + 4) | 0;
              continue;
            }
          case 32: // Op.MKARRAY
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];

              regs[a] = new PSArray(regs.slice(b, b + c) as Value[]);
              pc = (pc + 4) | 0;
              continue;
            }
          case 38: // Op.CONVERT
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              const c = ops[(pc + 3) | 0];
              frame.pc = pc;
              regs[a] = convert(
                machine,
                thread,
                frame,
                (b >= 0 ? regs[b] : (cells[~b]?.value ?? readSlot(machine, frame, ~b))) as Value,
                frame.code.consts[c] as string,
              );
              pc = (pc + 4) | 0;
              continue;
            }
          case 35: // Op.CALLMETHOD
            {
              const a = ops[(pc + 1) | 0];
              frame.pc = pc;
              const v = callMethod(machine, thread, frame, ops[(pc + 2) | 0], a);
              if (v === undefined) break;
              regs[a] = v;
              pc = (pc + 4) | 0;
              continue;
            }
          case 25: // Op.EMIT
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];

              frame.pc = pc;
              const x = a >= 0 ? regs[a] : (cells[~a]?.value ?? readSlot(machine, frame, ~a));
              if (emit(machine, thread, frame, x as Value, b)) {
                pc = (pc + 4) | 0;
                continue;
              }
              break;
            }
          case 33: // Op.INVOKE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              frame.pc = pc;
              if (invokeCommand(machine, thread, frame, a, b)) {
                pc = (pc + 4) | 0;
                continue;
              }
              break;
            }
          case 39: // Op.PIPELINE
            {
              const a = ops[(pc + 1) | 0];
              const b = ops[(pc + 2) | 0];
              frame.pc = pc;
              startPipeline(machine, thread, frame, a, b);
              break;
            }
          case 34: // Op.ENDBLOCK
            frame.pc = pc;
            machine.blocks.endBlock(thread, frame);
            break;
          case 40: // Op.COLLECT
            frame.sinks ??= [];
            frame.sinks.push(frame.sink);
            frame.sink = new PSArray();
            pc = (pc + 4) | 0;
            continue;
          default: {
            const a = ops[(pc + 1) | 0];
            const b = ops[(pc + 2) | 0];
            const c = ops[(pc + 3) | 0];
            frame.pc = pc;
            if (op < 64 || op >= 160) {
              handlers[op < 64 ? op : 160](machine, thread, frame, a, b, c);
              pc = (pc + 4) | 0;
              continue;
            }
            // an extended handler may have jumped or switched frames
            frame.pc = pc + 4;
            handlers[op](machine, thread, frame, a, b, c);
            if (frame.log !== null) frame.log = null;
            if (thread.frame === frame && thread.wait === null) {
              pc = frame.pc;
              continue;
            }
            break;
          }
        }
        // another frame is on top, or this one was moved: go on there
        const next = thread.frame;
        if (next === null || !next.isCode || thread.wait !== null) break;
        frame = next as CodeFrame;
        regs = frame.regs;
        cells = frame.cells;
        ops = frame.code.ops;
        pc = frame.pc;
      }
    } catch (error) {
      machine.caught(thread, frame, pc, error);
    }
  }
  return budget - Math.max(steps, 0);
}

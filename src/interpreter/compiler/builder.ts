/** Assembles one Code object: instructions, constants, slots, registers, handlers. */
import { Code, type SourceText } from '../values/code.ts';
import { NO_UNIT, type Unit } from './constants.ts';
import { constOperand, HANDLER_ROW, slotOperand } from './opcodes.ts';

/** A forward jump to be patched. */
export interface Label {
  pc: number;
  uses: number[];
}

/** A loop or switch that break and continue may leave. */
export interface LoopScope {
  label: string | null;
  breakLabel: Label;
  continueLabel: Label;
  depth: number;
  /** How many finally blocks enclose it. */
  finallies: number;
}

export class Builder {
  readonly code = new Code();
  private readonly ops: number[] = [];
  private readonly positions: number[] = [];
  private readonly handlerRows: number[][] = [];
  private readonly constIndex = new Map<unknown, number>();
  private readonly slots = new Map<string, number>();
  private nextRegister = 0;
  /** Extent that the next instructions belong to. */
  start = 0;
  end = 0;
  /** Static depth of collectors. */
  depth = 0;
  /** Enclosing loops, innermost last; null where code runs in a function of its own. */
  readonly loops: LoopScope[] = [];
  finallies = 0;
  /** A class's method: only `return` outputs, one value as it is. */
  isMethod = false;
  /** Register of the error that the enclosing catch clause handles, -1 outside of one: `throw` alone throws it again. */
  handling = -1;
  /** The code of a whole text, whose last $? is the exit code. */
  isRoot = false;

  readonly unit: Unit;

  constructor(source: SourceText, start: number, end: number, unit: Unit = NO_UNIT) {
    this.unit = unit;
    this.code.source = source;
    this.code.start = start;
    this.code.end = end;
  }

  get pc(): number {
    return this.ops.length;
  }

  emit(op: number, a = 0, b = 0, c = 0): number {
    const at = this.ops.length;
    this.ops.push(op, a, b, c);
    this.positions.push(this.start, this.end);
    return at;
  }

  /** The instruction emitted since an address, if it was just one. */
  onlySince(pc: number): { op: number; a: number; b: number } | null {
    const { ops } = this;
    return ops.length === pc + 4 ? { op: ops[pc], a: ops[pc + 1], b: ops[pc + 2] } : null;
  }

  /** Emits an instruction in front of the last one. No label but one for both may stand there. */
  emitBeforeLast(op: number, a: number, b: number, c: number): void {
    const last = this.ops.splice(-4);
    this.emit(op, a, b, c);
    this.ops.push(...last);
    this.positions.push(this.start, this.end);
  }

  label(): Label {
    return { pc: -1, uses: [] };
  }

  /** Emits an instruction whose operand c is a label's address. */
  jump(op: number, a: number, b: number, label: Label): void {
    const at = this.emit(op, a, b, label.pc);
    if (label.pc < 0) label.uses.push(at + 3);
  }

  place(label: Label): void {
    label.pc = this.ops.length;
    for (const use of label.uses) this.ops[use] = label.pc;
  }

  register(count = 1): number {
    const r = this.nextRegister;
    this.nextRegister += count;
    if (this.nextRegister > this.code.registers) this.code.registers = this.nextRegister;
    return r;
  }

  /** Registers in use; give back with {@link release}. */
  mark(): number {
    return this.nextRegister;
  }

  release(mark: number): void {
    this.nextRegister = mark;
  }

  /** Index of a constant; primitives are shared. */
  constant(value: unknown): number {
    const key = typeof value === 'object' && value !== null ? value : `${typeof value}:${Object.is(value, -0) ? '-0' : String(value)}`;
    let index = this.constIndex.get(key);
    if (index === undefined) {
      index = this.code.consts.length;
      this.code.consts.push(value);
      this.constIndex.set(key, index);
    }
    return index;
  }

  /** Index of a descriptor: a constant of plain data that holds operands. */
  descriptor(value: object): number {
    this.descriptors.push(value);
    return this.constant(value);
  }
  private readonly descriptors: object[] = [];

  constantOperand(value: unknown): number {
    return constOperand(this.constant(value));
  }

  slot(name: string): number {
    const lower = name.toLowerCase();
    let slot = this.slots.get(lower);
    if (slot === undefined) {
      slot = this.code.names.length;
      this.code.names.push(name);
      this.slots.set(lower, slot);
    }
    return slot;
  }

  slotOperand(name: string): number {
    return slotOperand(this.slot(name));
  }

  /** Adds a protected region; inner ones must be added before outer ones. Labels are resolved in {@link finish}. */
  handler(kind: number, start: number, end: number, target: number | Label, depth: number, x: number | Label = 0, y = 0): void {
    if (start === end && kind !== 4) return;
    this.pendingRows.push({ row: [kind, start, end, 0, depth, 0, y], target, x });
  }
  private readonly pendingRows: { row: number[]; target: number | Label; x: number | Label }[] = [];

  finish(): Code {
    const { code } = this;
    for (const { row, target, x } of this.pendingRows) {
      row[3] = typeof target === 'number' ? target : target.pc;
      row[5] = typeof x === 'number' ? x : x.pc;
      this.handlerRows.push(row);
    }
    this.constantsToRegisters();
    code.ops = Int32Array.from(this.ops);
    code.positions = Int32Array.from(this.positions);
    code.handlers = Int32Array.from(this.handlerRows.flat());
    if (code.handlers.length !== this.handlerRows.length * HANDLER_ROW) throw new Error('handler rows');
    return code;
  }

  /**
   * Constants that are operands get registers of their own behind the others, filled when a frame is made: then reading an operand
   * is one comparison. Until now they were coded as numbers that nothing else in the code uses.
   */
  private constantsToRegisters(): void {
    const { code } = this;
    const registers = new Map<number, number>();
    const place = (operand: number): number => {
      const constant = -65537 - operand;
      let r = registers.get(constant);
      if (r === undefined) {
        r = code.registers + registers.size;
        registers.set(constant, r);
        code.operandConstants.push(constant);
      }
      return r;
    };
    for (let i = 0; i < this.ops.length; i++) if (i % 4 !== 0 && this.ops[i] <= -65537) this.ops[i] = place(this.ops[i]);
    const patch = (node: unknown): void => {
      if (Array.isArray(node)) {
        node.forEach((v, i) => {
          if (typeof v === 'number' && v <= -65537) node[i] = place(v);
          else patch(v);
        });
        return;
      }
      const table = node as Record<string, unknown>;
      for (const key of ['operand', 'target', 'nameOperand', 'input', 'path', 'value']) {
        const v = table[key];
        if (typeof v === 'number' && v <= -65537) table[key] = place(v);
      }
      for (const key of ['args', 'indices', 'redirections', 'commands']) if (Array.isArray(table[key])) patch(table[key]);
    };
    for (const descriptor of this.descriptors) patch(descriptor);
  }
}

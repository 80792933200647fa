/** Plain calls of functions: no binder, and frames that are used again. */
import { fastShape } from '../binding/binder.ts';
import type { CommandDescriptor } from '../compiler/descriptors.ts';
import { FIRST_EXTENDED, Op } from '../compiler/opcodes.ts';
import { type Code, slotOf } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { CodeFrame, LAZY, RET_NONE, realSink, scopesSeen } from './frames.ts';
import { functionMetadataOf } from './functions.ts';
import { operand } from './instructions.ts';
import type { Machine } from './machine.ts';
import { declareVariable, FunctionInfo, PSVariable, type Runspace, Scope, setCell, type Thread } from './state.ts';

/** A call site whose function can be called without the binder: worked out once, looked up again when commands change. */
class CallSite {
  readonly machine: Machine;
  readonly runspace: Runspace;
  readonly epoch: number;
  readonly info: FunctionInfo;
  readonly code: Code;
  readonly types: (string | null)[];
  /** Of the parameters that get an argument: its operand, and the parameter's slot. */
  readonly operands: number[];
  readonly slots: number[];
  /** True: each parameter gets one argument, and nothing else is to be done. */
  readonly isExact: boolean;
  /** Slot of $args, -1 if the code does not ask for it. */
  readonly argsSlot: number;
  constructor(machine: Machine, info: FunctionInfo, types: (string | null)[], args: CommandDescriptor['args']) {
    this.machine = machine;
    this.runspace = machine.currentThread.runspace;
    this.epoch = machine.commandEpoch;
    this.info = info;
    this.code = info.scriptBlock.code;
    this.types = types;
    this.argsSlot = slotOf(this.code, 'args');
    const { parameters, paramPc } = this.code;
    const given = Math.min(args.length, parameters.length);
    this.operands = args.slice(0, given).map((a) => a.operand as number);
    this.slots = parameters.slice(0, given).map((p) => p.slot);
    this.isExact = args.length === parameters.length && paramPc < 0 && this.argsSlot < 0;
  }
}

/** True if a function called from a scope has that scope as its parent. */
function runsUnder(info: FunctionInfo, scope: Scope): boolean {
  return info.scriptBlock.isUnbound || info.scriptBlock.module === scope.module;
}

/** The call site of a descriptor, or null if its command needs the binder. */
function callSite(machine: Machine, frame: CodeFrame, constant: number, d: CommandDescriptor): CallSite | null {
  // whose code runs matters there: nothing is remembered
  const { runspace } = machine.currentThread;
  if (runspace.restricted) return null;
  frame.code.sites ??= [];
  const known = frame.code.sites[constant] as CallSite | undefined;
  if (
    known !== undefined &&
    known.epoch === machine.commandEpoch &&
    known.machine === machine &&
    known.runspace === runspace &&
    runsUnder(known.info, frame.scope)
  )
    return known;
  if (machine.scopesWithFunctions !== 0) return null;
  const info = machine.findCommand(frame, d.name as string, true);
  if (!(info instanceof FunctionInfo)) return null;
  // a function of another session state runs under that one's current scope
  if (!runsUnder(info, frame.scope)) return null;
  const { code } = info.scriptBlock;
  if (slotOf(code, 'myinvocation') >= 0 || slotOf(code, 'psboundparameters') >= 0) return null;
  const fast = fastShape(functionMetadataOf(info));
  if (
    fast === null ||
    (d.args.length > fast.types.length && slotOf(code, 'args') < 0 && fast.types.length > 0 && functionMetadataOf(info).isAdvanced)
  )
    return null;
  if (
    fast.types.some(
      (t, i) => (t === null || t === 'System.String') && d.args[i] !== undefined && (d.args[i] as { text?: string }).text !== undefined,
    )
  )
    return null;
  const site = new CallSite(machine, info, fast.types, d.args);
  frame.code.sites[constant] = site;
  return site;
}

/** INVOKE of a function that needs no binder: pushes its frame. False if the general way must do it. */
export function callFunction(
  machine: Machine,
  thread: Thread,
  frame: CodeFrame,
  target: number,
  constant: number,
  d: CommandDescriptor,
): boolean {
  const site = callSite(machine, frame, constant, d);
  return site !== null && fastCall(machine, thread, frame, target, d, site);
}

/** Calls a function directly. False if the binder must do it after all (a conversion that may fail). */
function fastCall(machine: Machine, thread: Thread, frame: CodeFrame, target: number, d: CommandDescriptor, site: CallSite): boolean {
  const { code, types, operands, slots } = site;
  const callee = pooledFrame(machine, code, frame.scope);
  if (callee.scopeSeen) scopesSeen(frame);
  const { cells } = callee;
  const { regs } = frame;
  for (let i = 0; i < operands.length; i++) {
    const o = operands[i];
    const v = o >= 0 ? regs[o] : operand(machine, frame, o);
    const value = typeof v === 'object' && isAutomationNull(v) ? null : (v as Value);
    const type = types[i];
    if (type !== null && !alreadyIs(v, type)) return false;
    const known = cells[slots[i]];
    // one of a frame that is used again: its type is that of the parameter
    if (known !== undefined) known.value = value;
    else bindNew(machine, callee, i, value, type !== null);
  }
  callee.ownsScope = true;
  callee.caller = frame;
  callee.info = site.info;
  callee.block = site.info.scriptBlock;
  callee.invocationName = d.name as string;
  callee.streams = frame.streams;
  if (!site.isExact) bindRest(machine, frame, callee, d, site);
  if (target >= 0) {
    callee.ret = target;
    callee.sink = LAZY;
    callee.collects = true;
  } else {
    callee.ret = RET_NONE;
    callee.sink = realSink(frame);
    callee.collects = false;
  }
  machine.blocks.start(thread, callee);
  return true;
}

/** The variable of parameter i of a frame that has not run before. */
function bindNew(machine: Machine, callee: CodeFrame, i: number, value: Value, isTyped: boolean): void {
  const p = callee.code.parameters[i];
  const cell = new PSVariable(p.name, value);
  callee.cells[p.slot] = cell;
  if (isTyped) cell.attributes = machine.blocks.typeConstraint(p.type);
}

/** Parameters without an argument, and arguments without a parameter. */
function bindRest(machine: Machine, frame: CodeFrame, callee: CodeFrame, d: CommandDescriptor, site: CallSite): void {
  const { parameters, paramPc } = site.code;
  const { args } = d;
  const given = site.slots.length;
  if (paramPc >= 0) callee.boundSlots = site.slots.slice();
  for (let i = given; i < parameters.length; i++) machine.blocks.unboundParameter(callee, i);
  if (site.argsSlot < 0 && args.length === given) return;
  const rest: Value[] = [];
  for (let i = given; i < args.length; i++) rest.push(operand(machine, frame, args[i].operand as number));
  if (site.argsSlot >= 0) callee.cells[site.argsSlot] = new PSVariable('args', new PSArray(rest));
  // Get-Variable asks for it by name
  else setCell(declareVariable(callee.scope, 'args'), new PSArray(rest));
}

/** A frame for a plain call: one of the code's finished ones (with its scope, if that is still there), or a new one. */
export function pooledFrame(machine: Machine, code: Code, parent: Scope): CodeFrame {
  const { pool } = code;
  const used = pool !== null && pool.length > 1 && pool[0] === machine ? (pool.pop() as CodeFrame) : undefined;
  if (used === undefined) {
    const scope = new Scope(parent, 'local', code);
    const frame = new CodeFrame(code, scope, scope.cells);
    frame.pooled = true;
    frame.scopeSeen = !isQuiet(code);
    return frame;
  }
  if (used.scopeSeen) {
    used.scope = new Scope(parent, 'local', code);
    used.cells = used.scope.cells;
    used.scopeSeen = !isQuiet(code);
  } else {
    used.scope.parent = parent;
    used.scope.module = parent.module;
  }
  used.single = undefined;
  return used;
}

/**
 * True for code that refers to no variable but by its value and starts nothing but commands: when a call of it is over, nobody has its
 * scope, unless one of the commands was more than a plain call (invokeCommand marks the frame then). User code that an operator
 * or a property of such code reaches comes as an activity (machine.startActivity), which marks the frame too.
 */
function isQuiet(code: Code): boolean {
  if (code.quiet === null) {
    const { ops } = code;
    code.quiet = code.isPlain && slotOf(code, 'args') < 0;
    for (let pc = 0; pc < ops.length && code.quiet; pc += 4)
      code.quiet =
        ops[pc] === Op.SETPROP ||
        ops[pc] === Op.RESULT ||
        ops[pc] === Op.RETURN ||
        (ops[pc] < FIRST_EXTENDED && ops[pc] !== Op.PIPELINE && ops[pc] !== Op.CALLMETHOD);
  }
  return code.quiet;
}

/** True for a value that a parameter of the type takes as it is. */
export function alreadyIs(v: unknown, type: string): boolean {
  switch (type) {
    case 'System.Int32':
      return typeof v === 'number' && (v | 0) === v;
    case 'System.String':
      return typeof v === 'string';
    case 'System.Boolean':
      return typeof v === 'boolean';
    case 'System.Double':
      return typeof v === 'number' && (v | 0) !== v;
    default:
      return false;
  }
}

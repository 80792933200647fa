/** Runs commands: finds them, binds their arguments, makes their frames. */
import { expandSplat, fastShape } from '../binding/binder.ts';
import type { CommandArgument } from '../binding/state.ts';
import type { CommandDescriptor, PipelineDescriptor } from '../compiler/descriptors.ts';
import { FIRST_EXTENDED, Op } from '../compiler/opcodes.ts';
import { type Code, ScriptBlock, slotOf } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { fail, TerminatingError } from '../values/errors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { CodeFrame, type Frame, finish, LAZY, RET_NONE, realSink, type Sink, scopesSeen } from './frames.ts';
import { functionMetadataOf } from './functions.ts';
import { operand } from './instructions.ts';
import type { Machine } from './machine.ts';
import { NativeFrame } from './nativeFrame.ts';
import { PipelineFrame } from './pipelineFrame.ts';
import { invocationAt, type Place } from './positions.ts';
import { redirect } from './redirection.ts';
import { type StageOptions, stageOf } from './stages.ts';
import {
  type CommandInfo,
  declareVariable,
  FunctionInfo,
  PSModuleInfo,
  PSVariable,
  type Runspace,
  Scope,
  setCell,
  type Thread,
} from './state.ts';
import { strictModeOf } from './variables.ts';

/** A call site whose function can be called without the binder: worked out once, looked up again when commands change. */
class CallSite {
  readonly machine: Machine;
  readonly runspace: Runspace;
  readonly epoch: number;
  readonly info: FunctionInfo;
  readonly code: Code;
  readonly types: (string | null)[];
  /** Slot of $args, -1 if the code does not ask for it. */
  readonly argsSlot: number;
  constructor(machine: Machine, info: FunctionInfo, types: (string | null)[]) {
    this.machine = machine;
    this.runspace = machine.currentThread.runspace;
    this.epoch = machine.commandEpoch;
    this.info = info;
    this.code = info.scriptBlock.code;
    this.types = types;
    this.argsSlot = slotOf(this.code, 'args');
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
  const site = new CallSite(machine, info, fast.types);
  frame.code.sites[constant] = site;
  return site;
}

/** INVOKE: one command. True if it is already done. */
export function invokeCommand(machine: Machine, thread: Thread, frame: CodeFrame, target: number, constant: number): boolean {
  const d = frame.code.consts[constant] as CommandDescriptor;
  if (d.plain && d.name !== null && frame.log === null && !frame.captures) {
    const site = callSite(machine, frame, constant, d);
    if (site !== null && fastCall(machine, thread, frame, target, d, site)) return false;
  }
  scopesSeen(frame);
  machine.enter(frame);
  const sink: Sink = target >= 0 ? new PSArray() : realSink(frame);
  const stage = makeStage(machine, thread, frame, d, false, 1, 1);
  frame.log = null;
  if (frame.captures) {
    capture(machine, thread, frame, [stage]);
    return false;
  }
  if (d.redirections.length > 0 || (stage.isCode === false && !(stage instanceof NativeFrame))) {
    runPipeline(machine, thread, frame, [stage], [d], target, undefined, false);
    return false;
  }
  stage.caller = frame;
  stage.ret = target >= 0 ? target : RET_NONE;
  if (stage instanceof NativeFrame) {
    stage.sink = sink;
    stage.single = true;
    stage.collects = target >= 0;
    stage.phase = 'begin';
    stage.todo = 'phase';
    thread.frame = stage;
  } else {
    const code = stage as CodeFrame;
    code.sink = teed(code, sink);
    code.collects = target >= 0;
    machine.blocks.start(thread, code);
  }
  return false;
}

/** Calls a function directly. False if the binder must do it after all (a conversion that may fail). */
function fastCall(machine: Machine, thread: Thread, frame: CodeFrame, target: number, d: CommandDescriptor, site: CallSite): boolean {
  const { code, types } = site;
  const { parameters } = code;
  const { args } = d;
  const callee = pooledFrame(machine, code, frame.scope);
  if (callee.scopeSeen) scopesSeen(frame);
  const { cells } = callee;
  const given = args.length < parameters.length ? args.length : parameters.length;
  for (let i = 0; i < given; i++) {
    const o = args[i].operand as number;
    const v = o >= 0 ? frame.regs[o] : operand(machine, frame, o);
    const p = parameters[i];
    const value = typeof v === 'object' && isAutomationNull(v) ? null : (v as Value);
    const type = types[i];
    if (type !== null && !alreadyIs(v, type)) return false;
    const known = cells[p.slot];
    if (known !== undefined) {
      // one of a frame that is used again: its type is that of the parameter
      known.value = value;
      continue;
    }
    const cell = new PSVariable(p.name, value);
    cells[p.slot] = cell;
    if (type !== null) cell.attributes = machine.blocks.typeConstraint(p.type);
  }
  callee.ownsScope = true;
  callee.caller = frame;
  callee.info = site.info;
  callee.block = site.info.scriptBlock;
  callee.invocationName = d.name as string;
  callee.streams = frame.streams;
  if (code.paramPc >= 0) callee.boundSlots = parameters.slice(0, given).map((p) => p.slot);
  for (let i = given; i < parameters.length; i++) machine.blocks.unboundParameter(callee, i);
  if (site.argsSlot >= 0 || args.length > given) {
    const rest: Value[] = [];
    for (let i = given; i < args.length; i++) rest.push(operand(machine, frame, args[i].operand as number));
    if (site.argsSlot >= 0) cells[site.argsSlot] = new PSVariable('args', new PSArray(rest));
    // Get-Variable asks for it by name
    else setCell(declareVariable(callee.scope, 'args'), new PSArray(rest));
  }
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
 * scope, unless one of the commands was more than a plain call ({@link invokeCommand} marks the frame then). User code that an operator
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

/** PIPELINE: several stages, or an expression feeding some. */
export function startPipeline(machine: Machine, thread: Thread, frame: CodeFrame, target: number, constant: number): void {
  const d = frame.code.consts[constant] as PipelineDescriptor;
  scopesSeen(frame);
  machine.enter(frame);
  const total = d.commands.length + (d.input === null ? 0 : 1);
  const first = d.input === null ? 1 : 2;
  const stages = d.commands.map((c, i) => makeStage(machine, thread, frame, c, d.input !== null || i > 0, i + first, total));
  frame.log = null;
  if (frame.captures && d.input === null) {
    capture(machine, thread, frame, stages);
    return;
  }
  const input = d.input === null ? undefined : (frame.regs[d.input] as unknown);
  runPipeline(machine, thread, frame, stages, d.commands, target, input, d.input !== null);
}

/** Hands the stages to whoever asked for a steppable pipeline: the block is over. */
function capture(machine: Machine, thread: Thread, frame: CodeFrame, stages: Frame[]): void {
  const pipeline = linked(machine, thread, frame, stages, null, null);
  machine.blocks.leave(thread, frame);
  finish(machine, thread, frame, pipeline);
}

/** Links stages and makes their pipeline the top frame. */
function runPipeline(
  machine: Machine,
  thread: Thread,
  frame: CodeFrame,
  stages: Frame[],
  commands: CommandDescriptor[],
  target: number,
  input: unknown,
  hasInput: boolean,
): void {
  const collector = target >= 0 ? new PSArray() : null;
  const pipeline = linked(machine, thread, frame, stages, commands, collector);
  pipeline.caller = frame;
  pipeline.ret = target >= 0 ? target : RET_NONE;
  pipeline.input = input;
  pipeline.hasInput = hasInput;
  thread.frame = pipeline;
}

/** The pipeline of stages, linked. */
function linked(
  machine: Machine,
  thread: Thread,
  frame: CodeFrame,
  stages: Frame[],
  commands: CommandDescriptor[] | null,
  collector: PSArray | null,
): PipelineFrame {
  const pipeline = new PipelineFrame(stages, collector);
  pipeline.scope = frame.scope;
  pipeline.streams = frame.streams;
  const last: Sink = collector ?? realSink(frame);
  stages.forEach((stage, i) => {
    const next: Sink = i + 1 < stages.length ? stages[i + 1] : last;
    (stage as Frame & { sink: Sink }).sink = next;
    stage.isStage = true;
    if (stage instanceof NativeFrame) stage.pipeline = pipeline;
    if (commands !== null && commands[i].redirections.length > 0)
      redirect(machine, thread, frame, pipeline, stage as Frame & { sink: Sink }, commands[i].redirections);
  });
  for (const stage of stages) {
    if (!(stage instanceof CodeFrame)) continue;
    stage.phase = 'prologue';
    stage.sink = teed(stage, stage.sink);
  }
  return pipeline;
}

/** Puts the copy of -OutVariable and its kind between a function and its output. */
function teed(frame: CodeFrame, sink: Sink): Sink {
  if (frame.tee === null) return sink;
  frame.tee.sink = sink;
  return frame.tee;
}

/** Evaluated arguments of a command. */
function evaluate(machine: Machine, frame: CodeFrame, d: CommandDescriptor): CommandArgument[] {
  const args: CommandArgument[] = [];
  for (const a of d.args) {
    if (a.kind === 'splat') {
      args.push(...expandSplat(operand(machine, frame, a.operand), machine.context, a.start, a.end));
      continue;
    }
    if (a.kind === 'parameter') {
      const value = a.operand === null ? null : operand(machine, frame, a.operand);
      args.push({
        kind: 'parameter',
        name: a.name,
        text: a.text,
        hasArgument: a.operand !== null,
        value: isAutomationNull(value) ? null : value,
        start: a.start,
        end: a.end,
      });
      continue;
    }
    const value = operand(machine, frame, a.operand);
    const argument: CommandArgument = { kind: 'argument', value: isAutomationNull(value) ? null : value, start: a.start, end: a.end };
    if (a.text !== undefined) argument.text = a.text;
    args.push(argument);
  }
  return args;
}

/** Makes the frame of one command, its arguments bound. May ask for activities: nothing is changed before it returns. */
export function makeStage(
  machine: Machine,
  thread: Thread,
  frame: CodeFrame,
  d: CommandDescriptor,
  expectingInput: boolean,
  position: number,
  length: number,
): Frame {
  const place: Place = { source: frame.code.source, start: d.start, end: d.end };
  let command: Value | CommandInfo;
  if (d.name !== null) command = namedCommand(machine, frame, d);
  else {
    const v = operand(machine, frame, d.operand);
    if (v instanceof PSModuleInfo) return moduleStage(machine, thread, frame, d, v, { place, expectingInput, position, length });
    command = machine.commandOf(frame, v, d.invocation);
  }
  if (d.asMethod === true && strictModeOf(frame.scope) >= 2 && (command instanceof FunctionInfo || command instanceof ScriptBlock))
    throw fail(
      'StrictModeFunctionCallWithParens',
      'InvalidOperation',
      'The function or command was called as if it were a method. Parameters should be separated by spaces. For information about parameters, see the about_Parameters Help topic.',
    );
  const invocationName = d.invocation === 'Dot' ? '.' : (d.name ?? '&');
  const args = evaluate(machine, frame, d);
  return stageOf(machine, thread, frame, command, args, {
    place,
    invocationName,
    dot: d.invocation === 'Dot',
    expectingInput,
    position,
    length,
  });
}

/** `& $module { … } arguments`: the command runs in the module's session state. */
function moduleStage(
  machine: Machine,
  thread: Thread,
  frame: CodeFrame,
  d: CommandDescriptor,
  module: PSModuleInfo,
  o: Pick<StageOptions, 'place' | 'expectingInput' | 'position' | 'length'>,
): Frame {
  const [first, ...args] = evaluate(machine, frame, d);
  if (first === undefined || first.kind !== 'argument')
    throw fail('BadExpression', 'InvalidOperation', "The expression after '&' in a pipeline element must be followed by a command.");
  const { value } = first;
  const options = { ...o, invocationName: '&', dot: d.invocation === 'Dot' };
  if (value instanceof ScriptBlock)
    return stageOf(machine, thread, frame, new ScriptBlock(value.code, module, value.origin), args, options);
  // look the name up as code of the module does
  const scope = machine.blocks.sessionScope(module, frame);
  const inside = new CodeFrame(frame.code, scope);
  inside.caller = frame;
  inside.streams = frame.streams;
  inside.block = frame.block;
  return stageOf(machine, thread, frame, machine.commandOf(inside, value ?? null, d.invocation), args, options);
}

/** The command of a constant name. An unknown one fails at the name itself. */
function namedCommand(machine: Machine, frame: CodeFrame, d: CommandDescriptor): CommandInfo {
  try {
    return machine.findCommand(frame, d.name as string, false) as CommandInfo;
  } catch (error) {
    if (error instanceof TerminatingError && error.record.invocationInfo === null) {
      const { source } = frame.code;
      const start = source.text.indexOf(d.name as string, d.start);
      const info = invocationAt({ source, start: start < 0 ? d.start : start, end: start < 0 ? d.end : start + (d.name as string).length });
      info.invocationName = d.name as string;
      error.record.invocationInfo = info;
    }
    throw error;
  }
}

export { type StageOptions, stageOf } from './stages.ts';

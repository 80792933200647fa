/** Runs commands: finds them, binds their arguments, makes their frames. */
import { bindCommandLine, expandSplat, fastShape, finishBinding } from '../binding/binder.ts';
import type { CommandMetadata } from '../binding/metadata.ts';
import type { Binding, CommandArgument } from '../binding/state.ts';
import type { CommandDescriptor, PipelineDescriptor } from '../compiler/descriptors.ts';
import { type Code, ScriptBlock, slotOf } from '../values/code.ts';
import { PSArray, PSHashtable } from '../values/collections.ts';
import { fail, TerminatingError } from '../values/errors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { blockStage } from './blockStages.ts';
import { CodeFrame, type Frame, LAZY, RET_NONE, realSink, type Sink } from './frames.ts';
import { functionMetadataOf } from './functions.ts';
import { operand } from './instructions.ts';
import type { Machine } from './machine.ts';
import { NativeFrame } from './nativeFrame.ts';
import { PipelineFrame } from './pipelineFrame.ts';
import { invocationAt, type Place } from './positions.ts';
import { redirect } from './redirection.ts';
import {
  CmdletInfo,
  type CommandInfo,
  declareVariable,
  ExternalScriptInfo,
  FunctionInfo,
  findVariable,
  PSVariable,
  Scope,
  setCell,
  type Thread,
} from './state.ts';

/** A call site whose function can be called without the binder: worked out once, looked up again when commands change. */
class CallSite {
  readonly machine: Machine;
  readonly epoch: number;
  readonly info: FunctionInfo;
  readonly code: Code;
  readonly types: (string | null)[];
  /** Slot of $args, -1 if the code does not ask for it. */
  readonly argsSlot: number;
  readonly scope: Scope | null;
  constructor(machine: Machine, info: FunctionInfo, types: (string | null)[]) {
    this.machine = machine;
    this.epoch = machine.commandEpoch;
    this.info = info;
    this.code = info.scriptBlock.code;
    this.types = types;
    this.argsSlot = slotOf(this.code, 'args');
    this.scope = info.module?.scope ?? null;
  }
}

/** The call site of a descriptor, or null if its command needs the binder. */
function callSite(machine: Machine, frame: CodeFrame, constant: number, d: CommandDescriptor): CallSite | null {
  frame.code.sites ??= [];
  const known = frame.code.sites[constant] as CallSite | undefined;
  if (known !== undefined && known.epoch === machine.commandEpoch && known.machine === machine) return known;
  if (machine.scopesWithFunctions !== 0) return null;
  const info = machine.findCommand(frame, d.name as string, true);
  if (!(info instanceof FunctionInfo)) return null;
  const { code } = info.scriptBlock;
  if (slotOf(code, 'myinvocation') >= 0 || slotOf(code, 'psboundparameters') >= 0) return null;
  const fast = fastShape(functionMetadataOf(info));
  if (
    fast === null ||
    (d.args.length > fast.types.length && slotOf(code, 'args') < 0 && fast.types.length > 0 && functionMetadataOf(info).isAdvanced)
  )
    return null;
  if (fast.types.some((t, i) => t === 'System.String' && d.args[i] !== undefined && (d.args[i] as { text?: string }).text !== undefined))
    return null;
  const site = new CallSite(machine, info, fast.types);
  frame.code.sites[constant] = site;
  return site;
}

/** INVOKE: one command. True if it is already done. */
export function invokeCommand(machine: Machine, thread: Thread, frame: CodeFrame, target: number, constant: number): boolean {
  const d = frame.code.consts[constant] as CommandDescriptor;
  if (d.plain && d.name !== null && frame.log === null) {
    const site = callSite(machine, frame, constant, d);
    if (site !== null && fastCall(machine, thread, frame, target, d, site)) return false;
  }
  machine.enter(frame);
  const sink: Sink = target >= 0 ? new PSArray() : realSink(frame);
  const stage = makeStage(machine, thread, frame, d, false, 1, 1);
  frame.log = null;
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
    code.sink = sink;
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
  const scope = new Scope(site.scope ?? frame.scope, 'local', code);
  const { cells } = scope;
  const callee = pooledFrame(code, scope, cells);
  const given = args.length < parameters.length ? args.length : parameters.length;
  for (let i = 0; i < given; i++) {
    const o = args[i].operand as number;
    const v = o >= 0 ? frame.regs[o] : operand(machine, frame, o);
    const p = parameters[i];
    const cell = new PSVariable(p.name, isAutomationNull(v) ? null : (v as Value));
    cells[p.slot] = cell;
    if (types[i] !== null) {
      if (!alreadyIs(v, types[i] as string)) return false;
      cell.attributes = machine.blocks.typeConstraint(p.type);
    }
  }
  callee.ownsScope = true;
  callee.caller = frame;
  callee.info = site.info;
  callee.block = site.info.scriptBlock;
  callee.invocationName = d.name as string;
  callee.streams = frame.streams;
  if (code.paramPc >= 0) callee.boundSlots = parameters.slice(0, given).map((p) => p.slot);
  for (let i = given; i < parameters.length; i++) machine.blocks.unboundParameter(callee, i);
  if (site.argsSlot >= 0) {
    const rest: Value[] = [];
    for (let i = given; i < args.length; i++) rest.push(operand(machine, frame, args[i].operand as number));
    cells[site.argsSlot] = new PSVariable('args', new PSArray(rest));
  }
  if (target >= 0) {
    callee.ret = target;
    callee.sink = LAZY;
    callee.collects = true;
  } else {
    callee.ret = RET_NONE;
    callee.sink = realSink(frame);
  }
  machine.blocks.start(thread, callee);
  return true;
}

/** A frame for a plain call: one of the code's finished ones, or a new one. */
function pooledFrame(code: Code, scope: Scope, cells: (PSVariable | undefined)[]): CodeFrame {
  const used = code.pool?.pop() as CodeFrame | undefined;
  if (used === undefined) {
    const frame = new CodeFrame(code, scope, cells);
    frame.pooled = true;
    return frame;
  }
  used.scope = scope;
  used.cells = cells;
  used.single = undefined;
  return used;
}

/** True for a value that a parameter of the type takes as it is. */
function alreadyIs(v: unknown, type: string): boolean {
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
  machine.enter(frame);
  const total = d.commands.length + (d.input === null ? 0 : 1);
  const first = d.input === null ? 1 : 2;
  const stages = d.commands.map((c, i) => makeStage(machine, thread, frame, c, d.input !== null || i > 0, i + first, total));
  frame.log = null;
  const input = d.input === null ? undefined : (frame.regs[d.input] as unknown);
  runPipeline(machine, thread, frame, stages, d.commands, target, input, d.input !== null);
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
  const pipeline = new PipelineFrame(stages, collector);
  pipeline.caller = frame;
  pipeline.ret = target >= 0 ? target : RET_NONE;
  pipeline.scope = frame.scope;
  pipeline.streams = frame.streams;
  pipeline.input = input;
  pipeline.hasInput = hasInput;
  const last: Sink = collector ?? realSink(frame);
  stages.forEach((stage, i) => {
    const next: Sink = i + 1 < stages.length ? stages[i + 1] : last;
    (stage as Frame & { sink: Sink }).sink = next;
    if (stage instanceof NativeFrame) stage.pipeline = pipeline;
    else if (stage instanceof CodeFrame) stage.isStage = true;
    if (commands[i].redirections.length > 0)
      redirect(machine, thread, frame, pipeline, stage as Frame & { sink: Sink }, commands[i].redirections);
  });
  for (const stage of stages) if (stage instanceof CodeFrame) stage.phase = 'prologue';
  thread.frame = pipeline;
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
    command = machine.commandOf(frame, v, d.invocation);
  }
  const invocationName = d.name ?? '&';
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

/** What surrounds a command that is about to be run. */
export interface StageOptions {
  place: Place;
  invocationName: string;
  dot: boolean;
  expectingInput: boolean;
  position: number;
  length: number;
}

/** The frame of a resolved command with arguments. */
export function stageOf(
  machine: Machine,
  thread: Thread,
  caller: Frame,
  command: Value | CommandInfo,
  args: CommandArgument[],
  o: StageOptions,
): Frame {
  if (command instanceof CmdletInfo) return nativeStage(machine, thread, caller, command, args, o);
  if (command instanceof FunctionInfo) return blockFrame(machine, thread, caller, command.scriptBlock, command, args, o);
  if (command instanceof ScriptBlock) return blockFrame(machine, thread, caller, command, null, args, o);
  if (command instanceof ExternalScriptInfo) return blockFrame(machine, thread, caller, machine.scriptOf(caller, command), null, args, o);
  throw fail('CommandNotFoundException', 'ObjectNotFound', `The term '${machine.text(command as Value)}' is not recognized.`);
}

function nativeStage(machine: Machine, thread: Thread, caller: Frame, info: CmdletInfo, args: CommandArgument[], o: StageOptions): Frame {
  const definition = machine.needDefinition(info.name);
  const lower = definition.name.toLowerCase();
  if (
    (lower === 'foreach-object' || lower === 'where-object') &&
    args.length === 1 &&
    args[0].kind === 'argument' &&
    args[0].value instanceof ScriptBlock
  ) {
    const block = args[0].value;
    const { code } = block;
    if (
      code.parameters.length === 0 &&
      code.beginPc < 0 &&
      code.processPc < 0 !== code.endPc < 0 &&
      !machine.hasDefaultParameterValues(caller) &&
      slotOf(code, 'args') < 0 &&
      slotOf(code, 'input') < 0
    )
      return blockStage(machine, lower === 'where-object' ? 'where' : 'foreach', block, caller);
  }
  const frame = new NativeFrame();
  frame.cmdlet = definition.name;
  frame.stateVersion = definition.stateVersion;
  frame.place = o.place;
  frame.invocationName = o.invocationName;
  frame.scope = caller.scope;
  frame.streams = caller.streams;
  frame.expectingInput = o.expectingInput;
  frame.pipelinePosition = o.position;
  frame.pipelineLength = o.length;
  frame.binding = bind(machine, caller, definition.metadata, args, o, definition.name, definition.className, () =>
    definition.dynamicParameters === undefined ? null : machine.dynamicParameters(thread, frame, definition),
  );
  frame.state = definition.init?.() ?? {};
  const { values } = frame.binding;
  const variable = (name: string): PSArray | null =>
    values[name] === undefined ? null : machine.collectVariable(caller.scope, machine.text(values[name]));
  frame.outVariable = variable('OutVariable');
  frame.errorVariable = variable('ErrorVariable');
  frame.warningVariable = variable('WarningVariable');
  frame.informationVariable = variable('InformationVariable');
  if (values.PipelineVariable !== undefined) frame.pipelineVariable = machine.text(values.PipelineVariable);
  return frame;
}

function bind(
  machine: Machine,
  caller: Frame,
  meta: CommandMetadata,
  args: CommandArgument[],
  o: StageOptions,
  name: string,
  className: string | undefined,
  _dynamic: () => unknown,
): Binding {
  const defaults = findVariable(caller.scope, 'psdefaultparametervalues')?.value;
  machine.bindingPlace = o.place;
  let binding = bindCommandLine(meta, args, machine.context, {
    commandName: name,
    className,
    expectingInput: o.expectingInput,
    defaultParameterValues: defaults instanceof PSHashtable && defaults.entries.size > 0 ? defaults : null,
    aliases: o.invocationName.toLowerCase() === name.toLowerCase() ? [] : [o.invocationName],
    interactive: machine.currentThread.runspace.interactive,
    pipelinePosition: o.position,
  });
  if (!o.expectingInput) binding = finishBinding(meta, binding, machine.context);
  return binding;
}

/** A frame for a script block or function with arguments. */
function blockFrame(
  machine: Machine,
  thread: Thread,
  caller: Frame,
  block: ScriptBlock,
  info: FunctionInfo | null,
  args: CommandArgument[],
  o: StageOptions,
): CodeFrame {
  const { code } = block;
  const meta = info === null ? machine.blockMetadata(block) : functionMetadataOf(info);
  const binding =
    meta.parameters.length === 0 && args.every((a) => a.kind === 'argument') && !meta.isAdvanced
      ? null
      : bind(machine, caller, meta, args, o, info?.name ?? '', info?.name, () => null);
  const parent = info?.module?.scope ?? machine.blocks.scopeFor(block, caller);
  const frame = o.dot ? machine.blocks.frameInScope(code, parent, caller) : machine.blocks.frameWithScope(thread, code, parent, caller);
  frame.block = block;
  frame.info = info;
  frame.invocationName = o.invocationName;
  frame.streams = caller.streams;
  frame.expectingInput = o.expectingInput;
  const { scope } = frame;
  if (binding === null) {
    if (slotOf(code, 'args') >= 0)
      setCell(
        declareVariable(scope, 'args'),
        new PSArray(args.map((a) => (a.kind === 'argument' ? machine.spelled(a.value, a.text, null) : null))),
      );
  } else {
    frame.binding = binding;
    machine.applyBinding(frame, binding);
    if (slotOf(code, 'args') >= 0) setCell(declareVariable(scope, 'args'), new PSArray(binding.unbound));
  }
  if (slotOf(code, 'PSBoundParameters') >= 0) setCell(declareVariable(scope, 'PSBoundParameters'), machine.boundTable(binding));
  if (slotOf(code, 'MyInvocation') >= 0) setCell(declareVariable(scope, 'MyInvocation'), machine.myInvocation(frame, o));
  if (slotOf(code, 'PSCmdlet') >= 0 && meta.isAdvanced) setCell(declareVariable(scope, 'PSCmdlet'), machine.psCmdlet(frame, o));
  if (binding !== null && meta.isAdvanced) machine.applyCommonParameters(frame, binding);
  return frame;
}

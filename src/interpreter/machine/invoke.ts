/** Runs commands: finds them, binds their arguments, makes their frames. */
import { expandSplat } from '../binding/binder.ts';
import type { CommandArgument } from '../binding/state.ts';
import type { CommandDescriptor, PipelineDescriptor } from '../compiler/descriptors.ts';
import { ScriptBlock } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { fail, TerminatingError } from '../values/errors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { CodeFrame, type Frame, finish, RET_NONE, realSink, type Sink, scopesSeen } from './frames.ts';
import { callFunction } from './functionCalls.ts';
import { operand } from './instructions.ts';
import type { Machine } from './machine.ts';
import { NativeFrame } from './nativeFrame.ts';
import { PipelineFrame } from './pipelineFrame.ts';
import { invocationAt, type Place } from './positions.ts';
import { redirect } from './redirection.ts';
import { type StageOptions, stageOf } from './stages.ts';
import { type CommandInfo, FunctionInfo, PSModuleInfo, type Thread } from './state.ts';
import { strictModeOf } from './variables.ts';

/** INVOKE: one command. True if it is already done. */
export function invokeCommand(machine: Machine, thread: Thread, frame: CodeFrame, target: number, constant: number): boolean {
  const d = frame.code.consts[constant] as CommandDescriptor;
  if (d.plain && d.name !== null && frame.log === null && !frame.captures) {
    if (callFunction(machine, thread, frame, target, constant, d)) return false;
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

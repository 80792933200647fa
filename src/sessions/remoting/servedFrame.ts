/** The bottom frame of a command that another machine asked for: makes its pipeline, and ends when that ends. */
import { bindCommandLine } from '../../interpreter/binding/binder.ts';
import type { CommandArgument } from '../../interpreter/binding/state.ts';
import type { Cmdlet } from '../../interpreter/machine/cmdlet.ts';
import { parseCommand } from '../../interpreter/machine/command.ts';
import { type CodeFrame, Frame, finish, RET_REPEAT } from '../../interpreter/machine/frames.ts';
import { stageOf } from '../../interpreter/machine/invoke.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { NativeFrame } from '../../interpreter/machine/nativeFrame.ts';
import { PipelineFrame } from '../../interpreter/machine/pipelineFrame.ts';
import type { Place } from '../../interpreter/machine/positions.ts';
import { declareVariable, setCell, type Thread } from '../../interpreter/machine/state.ts';
import { HostSink, Streams } from '../../interpreter/machine/streams.ts';
import { USING } from '../../interpreter/machine/tasks.ts';
import type { ScriptBlock } from '../../interpreter/values/code.ts';
import { TerminatingError } from '../../interpreter/values/errors.ts';
import { snapshotClass } from '../../interpreter/values/heap.ts';
import type { Value } from '../../interpreter/values/value.ts';
import { type CommandList, commandListBlock, giveValues } from '../configurations/commandList.ts';
import outCmdlet from './cmdlets/outRemote.ts';
import defaultCmdlet from './cmdlets/outRemoteDefault.ts';
import inputCmdlet from './cmdlets/readRemoteInput.ts';
import lineCmdlet from './cmdlets/sendLine.ts';
import { deserialize } from './deserialize.ts';
import type { ServedCommand } from './state.ts';

/** The cmdlets that carry a command's input and output; not in any registry, so no script can name them. */
const carriers: readonly Cmdlet[] = [inputCmdlet, defaultCmdlet, outCmdlet, lineCmdlet];

/** Makes the carriers known to a machine. Call for every machine before it runs, also after a resume. */
export function installCarriers(machine: Machine): void {
  for (const cmdlet of carriers) machine.definitions.set(cmdlet.name.toLowerCase(), cmdlet);
}

/** The bottom frame. */
export class ServedFrame extends Frame {
  command: ServedCommand;
  started: boolean;
  constructor(command: ServedCommand = undefined as unknown as ServedCommand) {
    super();
    this.command = command;
    this.started = false;
  }
  override step(machine: Machine, thread: Thread): void {
    if (this.started) {
      finish(machine, thread, this, null);
      return;
    }
    machine.enter(this);
    const pipeline = this.build(machine, thread);
    this.log = null;
    this.started = true;
    thread.frame = pipeline;
  }
  override receive(_machine: Machine, _thread: Thread, from: Frame, value: unknown): void {
    if (from.ret !== RET_REPEAT) {
      this.log ??= [];
      this.log.push(value);
    }
  }
  private block(machine: Machine): ScriptBlock {
    const { command } = this;
    if (command.commands !== null) return commandListBlock(command.commands, command.hasInput);
    const parsed = parseCommand(machine, command.script, '', 'user');
    if ('error' in parsed) throw new TerminatingError(parsed.error);
    return parsed.block;
  }
  private build(machine: Machine, thread: Thread): PipelineFrame {
    const { command } = this;
    const block = this.block(machine);
    const place: Place = { source: block.code.source, start: 0, end: block.code.source.text.length };
    const using = deserialize(command.using);
    setCell(declareVariable(this.scope, USING), using);
    const values = deserialize(command.args) as { items?: Value[] } | null;
    const given = command.commands === null ? (values?.items ?? []) : [];
    const args: CommandArgument[] = given.map((value) => ({ kind: 'argument', value, start: -1, end: -1 }));
    const pipeline = new PipelineFrame();
    pipeline.scope = this.scope;
    pipeline.caller = this;
    pipeline.ret = RET_REPEAT;
    const length = command.hasInput ? 3 : 2;
    const out = carrier(machine, command.mode === 'interactive' ? defaultCmdlet : outCmdlet, command, pipeline, place, length, length);
    out.streams = new Streams(null, new HostSink());
    const streams = new Streams(out, command.mode === 'interactive' ? new HostSink() : out);
    streams.progress = out.streams.progress;
    pipeline.streams = streams;
    this.streams = streams;
    const first = stageOf(machine, thread, this, block, args, {
      place,
      invocationName: '',
      dot: true,
      expectingInput: command.hasInput,
      position: length - 1,
      length,
    }) as CodeFrame;
    if (command.commands !== null) giveValues(first, command.commands as CommandList);
    first.sink = out;
    first.streams = streams;
    first.isStage = true;
    first.phase = 'prologue';
    pipeline.stages = [first, out];
    if (command.hasInput) {
      const input = carrier(machine, inputCmdlet, command, pipeline, place, 1, length);
      input.expectingInput = false;
      input.streams = streams;
      input.sink = first;
      pipeline.stages.unshift(input);
    }
    return pipeline;
  }
}
snapshotClass('RemotingServedFrame', 'heap', ServedFrame as unknown as new () => object);

function carrier(
  machine: Machine,
  cmdlet: Cmdlet,
  command: ServedCommand,
  pipeline: PipelineFrame,
  place: Place,
  position: number,
  length: number,
): NativeFrame {
  const frame = new NativeFrame();
  frame.cmdlet = cmdlet.name;
  frame.stateVersion = cmdlet.stateVersion;
  frame.place = place;
  frame.invocationName = cmdlet.name;
  frame.scope = pipeline.scope;
  frame.expectingInput = true;
  frame.pipelinePosition = position;
  frame.pipelineLength = length;
  frame.pipeline = pipeline;
  frame.binding = bindCommandLine(cmdlet.metadata, [], machine.context, {
    commandName: cmdlet.name,
    className: cmdlet.className,
    expectingInput: position > 1,
  });
  frame.state = { ...cmdlet.init?.(), command };
  return frame;
}

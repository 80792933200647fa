/** Starts a command (a typed line, a script file, a list of commands from a client) as a thread of a session. */

import { bindCommandLine } from '../binding/binder.ts';
import type { CommandArgument } from '../binding/state.ts';
import { compileScript } from '../compiler/compile.ts';
import { languageRefusal } from '../compiler/languageModes.ts';
import { isIncomplete, parseInput } from '../syntax/index.ts';
import type { ScriptBlock } from '../values/code.ts';
import { ScriptBlock as Block, SourceText } from '../values/code.ts';
import { CULTURE_TYPE } from '../values/culture.ts';
import { CULTURES } from '../values/dotnet/culture.ts';
import { type ErrorRecord, TerminatingError } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { addError, parseReport, recordOf } from './errorHandling.ts';
import type { CodeFrame, Sink } from './frames.ts';
import { stageOf } from './invoke.ts';
import type { Machine } from './machine.ts';
import { NativeFrame } from './nativeFrame.ts';
import { parseHost } from './parseHost.ts';
import { PipelineFrame } from './pipelineFrame.ts';
import { type Runspace, Thread } from './state.ts';
import { HostSink, StreamRecord, Streams } from './streams.ts';

/** What the first object to be shown needs: nothing waits for it, but a worker imports it early. */
export const showingCommand = 'Out-Host';

/** Cmdlets that nearly every command needs; a worker imports them while it looks for its session. */
export const coreCommands: readonly string[] = ['Out-Default', 'ForEach-Object', 'Where-Object', 'Write-Output'];

/** Loads what starting a command needs at once. */
export async function prepare(machine: Machine): Promise<void> {
  const cultures = machine.root.runspaces.some(({ culture }) => !Object.hasOwn(CULTURES, culture));
  await Promise.all([
    ...coreCommands.filter((name) => machine.entry(name) !== undefined).map((name) => machine.load({ command: name })),
    // text may be made where nothing can be waited for
    ...(cultures ? [machine.load({ type: CULTURE_TYPE })] : []),
  ]);
}

/** How a command is started. */
export interface CommandOptions {
  runspace: Runspace;
  /** Path of the script file the text is from; '' = typed. */
  file?: string;
  /** Arguments of a script file. */
  args?: CommandArgument[];
  /** Where output goes instead of the console's Out-Default. */
  sink?: Sink;
  /** Streams, if not those of the console. */
  streams?: Streams;
  origin?: 'trusted' | 'user';
  purpose?: string;
  /** Objects of $input. */
  input?: Value;
}

/** Result of parsing before a start: the block, or what was wrong. */
export type Parsed = { block: ScriptBlock } | { error: ErrorRecord; incomplete: boolean };

/** Parses and compiles a text. */
export function parseCommand(machine: Machine, text: string, file = '', origin: 'trusted' | 'user' = 'user'): Parsed {
  const refusal = origin === 'user' ? languageRefusal(machine.currentThread.runspace.languageMode, text) : null;
  if (refusal !== null) return { error: refusal.record, incomplete: false };
  const result = parseInput(text, file, parseHost(machine.currentThread.runspace));
  if (result.errors.length > 0) return { error: parseReport(result.errors, text, file), incomplete: isIncomplete(result) };
  try {
    return { block: new Block(compileScript(result.ast, text, file), null, origin) };
  } catch (error) {
    return { error: recordOf(machine, error, { source: new SourceText(text, file), start: 0, end: text.length }), incomplete: false };
  }
}

/** A thread that runs a block, dot-sourced in the runspace's global scope, its output through Out-Default. */
export function startBlock(machine: Machine, block: ScriptBlock, o: CommandOptions): Thread {
  const { root } = machine;
  const thread = new Thread(root.nextId++, o.runspace);
  thread.purpose = o.purpose ?? 'command';
  root.threads.push(thread);
  touch(root);
  machine.currentThread = thread;
  const base = new PipelineFrame();
  base.scope = o.runspace.globalScope;
  const place = { source: block.code.source, start: 0, end: block.code.source.text.length };
  let sink: Sink = o.sink ?? null;
  const stages = [];
  if (o.streams !== undefined) base.streams = o.streams;
  if (o.sink === undefined) {
    const out = new NativeFrame();
    const definition = machine.needDefinition('Out-Default');
    out.cmdlet = definition.name;
    out.stateVersion = definition.stateVersion;
    out.place = place;
    out.invocationName = definition.name;
    out.scope = base.scope;
    out.expectingInput = true;
    out.pipelinePosition = 2;
    out.pipelineLength = 2;
    out.pipeline = base;
    out.streams = new Streams(null, new HostSink());
    machine.enter(out);
    out.binding = bindCommandLine(definition.metadata, [], machine.context, {
      commandName: definition.name,
      className: definition.className,
      expectingInput: true,
    });
    out.log = null;
    out.state = definition.init?.() ?? {};
    stages.push(out);
    sink = out;
    base.streams ??= new Streams(out, new HostSink());
  }
  base.caller = null;
  machine.enter(base);
  try {
    const first = stageOf(machine, thread, base, block, o.args ?? [], {
      place,
      invocationName: o.file ?? '',
      dot: true,
      expectingInput: o.input !== undefined,
      position: 1,
      length: 2,
    }) as CodeFrame;
    first.sink = sink;
    first.isStage = true;
    first.phase = 'prologue';
    base.stages = [first, ...stages];
  } catch (error) {
    // the arguments of a script file could not be bound: report through Out-Default
    if (!(error instanceof TerminatingError)) throw error;
    const record = recordOf(machine, error, place);
    base.stages = stages;
    thread.frame = base;
    base.hasInput = true;
    base.input = new StreamRecord('error', record);
    thread.failure = record;
    addError(o.runspace, record);
    return thread;
  }
  if (o.input !== undefined && !isAutomationNull(o.input)) {
    base.hasInput = true;
    base.input = o.input;
  }
  base.log = null;
  thread.frame = base;
  return thread;
}

/** Shows a record as the console does, by itself (parse errors, what ended a script). */
export function startErrorReport(machine: Machine, record: ErrorRecord, runspace: Runspace): Thread {
  const parsed = parseCommand(machine, '', '', 'trusted') as { block: ScriptBlock };
  const thread = startBlock(machine, parsed.block, { runspace, purpose: 'report' });
  const pipeline = thread.frame as PipelineFrame;
  pipeline.stages.shift();
  pipeline.hasInput = true;
  pipeline.input = new StreamRecord('error', record);
  return thread;
}

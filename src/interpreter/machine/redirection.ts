/** Redirections of a command: `2>&1`, `> file`, `*>> file`, `3>$null`. */
import type { RedirectionDescriptor } from '../compiler/descriptors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import type { CodeFrame, Frame, Sink } from './frames.ts';
import { operand } from './instructions.ts';
import { stageOf } from './invoke.ts';
import type { Machine } from './machine.ts';
import type { NativeFrame } from './nativeFrame.ts';
import type { PipelineFrame } from './pipelineFrame.ts';
import { CmdletInfo, type Thread } from './state.ts';
import type { StreamName } from './streams.ts';

const streams: Record<string, StreamName[]> = {
  Error: ['error'],
  Warning: ['warning'],
  Verbose: ['verbose'],
  Debug: ['debug'],
  Information: ['information'],
  All: ['error', 'warning', 'verbose', 'debug', 'information'],
};

/** Sets the outputs of a stage as its redirections say; files become stages of the pipeline's own. */
export function redirect(
  machine: Machine,
  thread: Thread,
  frame: CodeFrame,
  pipeline: PipelineFrame,
  stage: Frame & { sink: Sink },
  list: RedirectionDescriptor[],
): void {
  for (const r of list) {
    let target: Sink;
    if (r.to !== null) target = stage.sink;
    else {
      const path = operand(machine, frame, r.path as number);
      if (path === null || isAutomationNull(path)) target = null;
      else {
        const file = fileStage(machine, thread, frame, path, r.append);
        pipeline.files.push(file);
        target = file;
      }
    }
    if (r.from === 'Output' || (r.from === 'All' && r.to === null)) stage.sink = target;
    const names = streams[r.from];
    if (names !== undefined) {
      stage.streams = stage.streams.with(names, target);
      const { body } = stage as { body?: CodeFrame };
      if (body !== undefined) body.streams = stage.streams;
    }
  }
}

function fileStage(machine: Machine, thread: Thread, frame: CodeFrame, path: Value, append: boolean): Frame {
  const stage = stageOf(
    machine,
    thread,
    frame,
    new CmdletInfo('Out-File', 'Microsoft.PowerShell.Utility'),
    [
      { kind: 'parameter', name: 'FilePath', text: '-FilePath', hasArgument: true, value: path, start: -1, end: -1 },
      ...(append ? [{ kind: 'parameter', name: 'Append', text: '-Append', hasArgument: false, start: -1, end: -1 } as const] : []),
    ],
    {
      place: { source: frame.code.source, start: 0, end: 0 },
      invocationName: 'Out-File',
      dot: false,
      expectingInput: true,
      position: 2,
      length: 2,
    },
  ) as NativeFrame;
  stage.sink = null;
  return stage;
}

/** `command &`: a background job of the command, with copies of the variables that it mentions (PipelineOps.cs). */
import { type CodeFrame, RET_REPEAT, realSink } from '../../interpreter/machine/frames.ts';
import { stageOf } from '../../interpreter/machine/invoke.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import type { NativeFrame } from '../../interpreter/machine/nativeFrame.ts';
import { placeOf } from '../../interpreter/machine/positions.ts';
import { CmdletInfo, findVariable } from '../../interpreter/machine/state.ts';
import { findAll, parseInput, type VariableExpressionAst } from '../../interpreter/syntax/index.ts';

/** Variables that a job has by itself. */
const OWN = new Set(
  '_ args error executioncontext false foreach home host input iscorecls islinux ismacos iswindows matches myinvocation null pid profile psboundparameters pscmdlet pscommandpath psculture psedition pshome psitem psscriptroot psuiculture psversiontable pwd shellid stacktrace switch this true'.split(
    ' ',
  ),
);

/** The text with `$using:` before each variable that is set where the command stands. */
function withUsing(text: string, frame: CodeFrame): string {
  const { ast } = parseInput(text, '');
  const variables = findAll(ast, (node) => node.kind === 'VariableExpressionAst', true) as VariableExpressionAst[];
  let result = '';
  let at = 0;
  for (const { extent, variablePath: path } of [...variables].sort((a, b) => a.extent.start - b.extent.start)) {
    const name = path.name.toLowerCase();
    if (!path.isUnqualified || OWN.has(name) || findVariable(frame.scope, name) === undefined || extent.start < at) continue;
    // behind `$`, `@` or `${`
    const begin = extent.start + (text[extent.start + 1] === '{' ? 2 : 1);
    result += `${text.slice(at, begin)}using:`;
    at = begin;
  }
  return result + text.slice(at);
}

/** Starts the job on behalf of a frame; its output is that of the statement. May ask for Start-Job to be loaded. */
export function background(machine: Machine, frame: CodeFrame, text: string): void {
  const thread = machine.currentThread;
  machine.enter(frame);
  const block = machine.drives.compile(withUsing(text, frame));
  const stage = stageOf(
    machine,
    thread,
    frame,
    new CmdletInfo('Start-Job', 'Microsoft.PowerShell.Core'),
    [{ kind: 'parameter', name: 'ScriptBlock', text: '-ScriptBlock', hasArgument: true, value: block, start: -1, end: -1 }],
    { place: placeOf(frame), invocationName: 'Start-Job', dot: false, expectingInput: false, position: 1, length: 1 },
  ) as NativeFrame;
  frame.log = null;
  stage.caller = frame;
  stage.ret = RET_REPEAT;
  // what the job list shows is what was typed
  (stage.state as { text: string }).text = text;
  stage.sink = realSink(frame);
  stage.single = true;
  stage.phase = 'begin';
  stage.todo = 'phase';
  thread.frame = stage;
}

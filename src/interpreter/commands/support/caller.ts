/** The code that called a cmdlet: its frame, its $MyInvocation. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { CmdletRun } from '../../machine/cmdletContext.ts';
import type { CodeFrame, Frame } from '../../machine/frames.ts';
import { invocationAt, type Place, placeOf } from '../../machine/positions.ts';
import { InvocationInfo } from '../../values/errors.ts';

/** The code frame in whose scope the cmdlet was called: blocks that run in their caller's scope don't count. */
export function callerFrame(context: CmdletContext<object>): CodeFrame | null {
  let last: CodeFrame | null = null;
  for (let f: Frame | null = context instanceof CmdletRun ? context.native.caller : null; f !== null; f = f.caller) {
    if (!f.isCode) continue;
    last = f as CodeFrame;
    if (last.ownsScope) return last;
  }
  return last;
}

/** Where the cmdlet itself stands in the code. */
export function placeOfCmdlet(context: CmdletContext<object>): Place | null {
  return context instanceof CmdletRun ? context.native.place : null;
}

/** Name of what a code frame runs: the function's, the script file's, '' for a script block. */
export function frameName(frame: CodeFrame): string {
  if (frame.info !== null) return frame.info.name;
  const { file } = frame.code.source;
  return file !== '' && frame.code.start === 0 ? file.slice(file.lastIndexOf('/') + 1) : '';
}

/** $MyInvocation of the calling code: where the function or script was called. */
export function callerInvocation(context: CmdletContext<object>): InvocationInfo {
  const frame = callerFrame(context);
  if (frame === null) return new InvocationInfo();
  let outer: CodeFrame | null = null;
  for (let f: Frame | null = frame.caller; f !== null && outer === null; f = f.caller) if (f.isCode) outer = f as CodeFrame;
  const info = outer === null ? new InvocationInfo() : invocationAt(placeOf(outer));
  info.commandName = frame.info !== null && /^(Function|Filter)$/.test(frame.info.commandType) ? frame.info.name : '';
  info.myCommand = frame.info ?? frame.block;
  info.invocationName = frame.invocationName;
  return info;
}

/** Variables that every call of a command has, made when first asked for: $MyInvocation, $PSBoundParameters, $PSCmdlet. */
import type { Value } from '../values/value.ts';
import type { CodeFrame, Frame } from './frames.ts';
import { boundTable, isFile, metadataOf, myInvocation } from './functions.ts';
import type { Machine } from './machine.ts';
import { PSScriptCmdlet } from './psCmdlet.ts';
import { declareVariable, type Scope, setCell } from './state.ts';

/** Lower-case names of these variables. */
export const CALL_VARIABLES: ReadonlySet<string> = new Set(['myinvocation', 'psboundparameters', 'pscmdlet']);

/** The frame of the call that opened a scope, or of the command dot-sourced into it. */
export function frameOfScope(from: Frame, scope: Scope): CodeFrame | null {
  for (let f: Frame | null = from; f !== null; f = f.caller) {
    if (!f.isCode || f.scope !== scope) continue;
    const code = f as CodeFrame;
    // dot-sourced commands and modules' files count, blocks that cmdlets run in their caller's scope don't
    if (code.ownsScope || code.place !== null || isFile(code.code)) return code;
  }
  return null;
}

/** Value of one of the variables as seen from a frame; declared in the scope of the call it belongs to. */
export function callVariable(machine: Machine, frame: Frame, lower: string): Value | undefined {
  for (let scope: Scope | null = frame.scope; scope !== null; scope = scope.parent) {
    const call = frameOfScope(frame, scope);
    if (call === null) continue;
    if (lower === 'pscmdlet') {
      // simple functions have none of their own and see their caller's
      if (call.block === null || !metadataOf(call).isAdvanced) continue;
      return declare(call, 'PSCmdlet', new PSScriptCmdlet(call));
    }
    if (lower === 'myinvocation') return declare(call, 'MyInvocation', myInvocation(machine, call));
    return declare(call, 'PSBoundParameters', boundTable(call));
  }
  return undefined;
}

/** Keeps the value for the rest of the call where the scope is the call's own. */
function declare(call: CodeFrame, name: string, value: Value): Value {
  if (call.ownsScope) setCell(declareVariable(call.scope, name), value);
  return value;
}

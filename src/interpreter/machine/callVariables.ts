/** Variables that every call of a command has, made when first asked for: $MyInvocation, $PSBoundParameters, $PSCmdlet. */
import type { Value } from '../values/value.ts';
import type { CodeFrame, Frame } from './frames.ts';
import { boundTable, metadataOf, myInvocation } from './functions.ts';
import type { Machine } from './machine.ts';
import { PSScriptCmdlet } from './psCmdlet.ts';
import { declareVariable, type Scope, setCell } from './state.ts';

/** Lower-case names of these variables. */
export const CALL_VARIABLES: ReadonlySet<string> = new Set(['myinvocation', 'psboundparameters', 'pscmdlet']);

/** The frame of the call that opened a scope; for the scope of the session the outermost one that runs in it. */
export function frameOfScope(from: Frame, scope: Scope): CodeFrame | null {
  let outermost: CodeFrame | null = null;
  for (let f: Frame | null = from; f !== null; f = f.caller) {
    if (!f.isCode || f.scope !== scope) continue;
    const code = f as CodeFrame;
    if (code.ownsScope) return code;
    outermost = code;
  }
  return outermost;
}

/** Value of one of the variables as seen from a frame; declared in the scope of the call it belongs to. */
export function callVariable(machine: Machine, frame: Frame, lower: string): Value | undefined {
  for (let scope: Scope | null = frame.scope; scope !== null; scope = scope.parent) {
    const call = frameOfScope(frame, scope);
    if (call === null) continue;
    if (lower === 'pscmdlet') {
      // simple functions have none of their own and see their caller's
      if (call.block === null || !metadataOf(call).isAdvanced) continue;
      return declare(scope, 'PSCmdlet', new PSScriptCmdlet(call));
    }
    if (lower === 'myinvocation') return declare(scope, 'MyInvocation', myInvocation(machine, call));
    return declare(scope, 'PSBoundParameters', boundTable(call.binding));
  }
  return undefined;
}

function declare(scope: Scope, name: string, value: Value): Value {
  setCell(declareVariable(scope, name), value);
  return value;
}

/** Variables that are worked out when read, and what refers to variables. */
import { locationOf } from '../providers/info.ts';
import type { VariablePath } from '../syntax/token.ts';
import { PSReference } from '../values/code.ts';
import { PSArray, type PSHashtable } from '../values/collections.ts';
import { fail } from '../values/errors.ts';
import type { Value } from '../values/value.ts';
import { callVariable } from './callVariables.ts';
import type { CodeFrame } from './frames.ts';
import type { Machine } from './machine.ts';
import { findVariable, type PSVariable } from './state.ts';
import { USING } from './tasks.ts';

/** Variables without a cell: worked out when read. */
export function automaticVariable(machine: Machine, frame: CodeFrame, lower: string): Value | undefined {
  switch (lower) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    case '?':
      return machine.currentThread.runspace.succeeded;
    case 'psscriptroot':
    case 'pscommandpath': {
      const { file } = frame.code.source;
      return lower === 'pscommandpath' ? file : file.slice(0, Math.max(0, file.lastIndexOf('/')));
    }
    case 'pwd': {
      const { currentDrive } = machine.currentThread.runspace;
      return currentDrive === null ? null : locationOf(currentDrive);
    }
    case 'myinvocation':
    case 'psboundparameters':
    case 'pscmdlet':
      return callVariable(machine, frame, lower);
    case 'args':
      return new PSArray();
    default:
      return undefined;
  }
}

/** Value of `$using:`: sent along with the block. */
export function usingValue(frame: CodeFrame, key: string): Value {
  const table = findVariable(frame.scope, USING)?.value as PSHashtable | undefined;
  const value = table?.get(key);
  if (value === undefined)
    throw fail(
      'UsingWithoutInvokeCommand',
      'InvalidOperation',
      'A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.',
    );
  return value;
}
/** `[ref]$name`. Throws NonExistingVariableReference. */
export function reference(frame: CodeFrame, path: VariablePath): Value {
  if (path.userPath.toLowerCase() === 'null') return new PSReference(null, null);
  const cell = findVariable(frame.scope, path.name.toLowerCase());
  if (cell === undefined)
    throw fail('NonExistingVariableReference', 'InvalidOperation', '[ref] cannot be applied to a variable that does not exist.', {
      target: path.userPath,
    });
  return new PSReference(cell as PSVariable & { value: Value | undefined });
}

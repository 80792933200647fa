/** Scopes as -Scope names them, and variables as the variable cmdlets change them. Behaviour: SessionStateScope.cs, SessionStateVariableAPIs.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import {
  declareVariable,
  findVariable,
  ownVariable,
  PSVariable,
  type Scope,
  ScopedItemOptions,
  scopeVariables,
  setCell,
  visibleVariables,
} from '../../machine/state.ts';
import { hooks } from '../../values/contextHooks.ts';
import { toText } from '../../values/convert.ts';
import type { ErrorCategory, TerminatingError } from '../../values/errors.ts';
import { makeError } from '../../values/faults.ts';
import { touch } from '../../values/heap.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import type { Value } from '../../values/value.ts';
import { EX } from './params.ts';

/** The scope that -Scope names: Global, Local, Script, Private, or a number of scopes up. */
export function scopeNamed(context: CmdletContext<object>, value: Value | undefined): Scope {
  const start = context.scope;
  if (value === undefined || value === null) return start;
  const name = toText(value, context).toLowerCase();
  if (name === 'local' || name === 'private' || name === '') return start;
  if (name === 'global') return context.runspace.globalScope;
  if (name === 'script') {
    for (let s: Scope | null = start; s !== null; s = s.parent) if (s.kind !== 'local') return s;
    return context.runspace.globalScope;
  }
  if (!/^\d+$/.test(name))
    throw makeError(
      EX.argument,
      'Argument',
      'InvalidArgument',
      `Cannot process argument because the value of argument "scopeID" is not valid. Change the value of the "scopeID" argument and run the operation again. (Parameter 'scopeID')`,
    );
  let scope: Scope | null = start;
  for (let n = Number(name); n > 0 && scope !== null; n--) scope = scope.parent;
  if (scope === null)
    throw makeError(
      'System.Management.Automation.PSArgumentOutOfRangeException',
      'ArgumentOutOfRange',
      'InvalidArgument',
      `The scope number '${name}' exceeds the number of active scopes. (Parameter 'scopeID')\nActual value was ${name}.`,
    );
  return scope;
}

/** $true, $false, $null, $?: variables without a cell. */
export function constantVariable(context: CmdletContext<object>, lower: string): PSVariable | undefined {
  const values: Record<string, Value> = { true: true, false: false, null: null, '?': context.runspace.succeeded };
  if (!Object.hasOwn(values, lower)) return undefined;
  const cell = new PSVariable(lower, values[lower] ?? null);
  cell.options = ScopedItemOptions.Constant | ScopedItemOptions.AllScope;
  return cell;
}

/** False for a private variable of a restricted session, where the user's code asks. */
function isSeen(context: CmdletContext<object>, cell: PSVariable): boolean {
  return cell.visibility === 'Public' || hooks(context).isConfined?.() !== true;
}

/** A variable by name: seen from the calling code, or in one scope. */
export function variableNamed(context: CmdletContext<object>, name: string, scope: Value | undefined): PSVariable | undefined {
  const lower = name.toLowerCase();
  const found = scope === undefined ? findVariable(context.scope, lower) : ownVariable(scopeNamed(context, scope), lower);
  return found !== undefined && !isSeen(context, found) ? undefined : (found ?? constantVariable(context, lower));
}

/** Variables that match patterns, in order of name. */
export function variablesLike(context: CmdletContext<object>, patterns: readonly string[], scope: Value | undefined): PSVariable[] {
  const all = scope === undefined ? [...visibleVariables(context.scope).values()] : scopeVariables(scopeNamed(context, scope));
  if (scope === undefined) for (const name of ['true', 'false', 'null', '?']) all.push(constantVariable(context, name) as PSVariable);
  const seen = new Set<string>();
  return all
    .filter((cell) => {
      const lower = cell.name.toLowerCase();
      if (seen.has(lower) || !isSeen(context, cell) || lower.startsWith('\u0000') || !patterns.some((p) => isWildcardMatch(p, cell.name)))
        return false;
      seen.add(lower);
      return true;
    })
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** SessionStateUnauthorizedAccessException. */
export function sessionStateError(id: string, category: ErrorCategory, message: string, target: Value, found = false): TerminatingError {
  return makeError(found ? EX.itemNotFound : EX.unauthorized, id, category, message, target);
}

/** Options and the like to give a variable. */
export interface VariableChange {
  /** undefined = leave. */
  value?: Value;
  options?: number;
  description?: string;
  visibility?: 'Public' | 'Private';
  force: boolean;
}

/** Sets a variable of a scope with its options. Throws VariableNotWritable, VariableCannotBeMadeConstant. */
export function changeVariable(context: CmdletContext<object>, scope: Scope, name: string, change: VariableChange): PSVariable {
  const { ReadOnly, Constant, AllScope } = ScopedItemOptions;
  const lower = name.toLowerCase();
  const { machine } = context;
  if (machine.isReservedVariable(lower)) throw notWritable(name);
  let cell = ownVariable(scope, lower);
  if (cell === undefined) {
    const outer = findVariable(scope, lower);
    if (outer !== undefined && (outer.options & AllScope) !== 0) cell = outer;
  }
  const isNew = cell === undefined;
  if (cell !== undefined) {
    if ((cell.options & Constant) !== 0 || ((cell.options & ReadOnly) !== 0 && !change.force)) throw notWritable(cell.name);
    if (change.options !== undefined && (change.options & Constant) !== 0)
      throw sessionStateError(
        'VariableCannotBeMadeConstant',
        'WriteError',
        `Existing variable ${name} cannot be made constant. Variables can be made constant only at creation time.`,
        name,
      );
  } else {
    cell = declareVariable(scope, name);
    cell.name = name;
    cell.options = 0;
    cell.attributes = null;
    cell.description = '';
    cell.visibility = 'Public';
  }
  const variable = cell;
  if (change.value !== undefined || isNew) {
    const value = change.value ?? null;
    setCell(variable, variable.attributes === null ? value : machine.constrain(variable, value));
  }
  if (change.options !== undefined) variable.options = change.options;
  if (change.description !== undefined) variable.description = change.description;
  if (change.visibility !== undefined) variable.visibility = change.visibility;
  touch(variable);
  return variable;
}

function notWritable(name: string): TerminatingError {
  return sessionStateError(
    'VariableNotWritable',
    'WriteError',
    `Cannot overwrite variable ${name} because it is read-only or constant.`,
    name,
  );
}

/** Removes a variable where it is. Throws VariableNotRemovable. */
export function removeVariable(scope: Scope, cell: PSVariable, force: boolean): void {
  if ((cell.options & ScopedItemOptions.Constant) !== 0 || ((cell.options & ScopedItemOptions.ReadOnly) !== 0 && !force))
    throw sessionStateError(
      'VariableNotRemovable',
      'WriteError',
      `Cannot remove variable ${cell.name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option.`,
      cell.name,
    );
  const lower = cell.name.toLowerCase();
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    if (s.vars?.get(lower) === cell) {
      s.vars.delete(lower);
      touch(s);
    }
  }
  cell.options = 0;
  cell.attributes = null;
  setCell(cell, undefined);
}

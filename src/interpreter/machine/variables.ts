/** Variables: the paths that the run loop does not take by itself. */

import { validateValue } from '../binding/attributes.ts';
import type { VariablePath } from '../syntax/token.ts';
import type { AttributeSpec } from '../values/code.ts';
import { convertTo } from '../values/convert.ts';
import { enumNumber } from '../values/enums.ts';
import { fail, TerminatingError } from '../values/errors.ts';
import { castError, makeError } from '../values/faults.ts';
import { touch } from '../values/heap.ts';
import { numericKind } from '../values/numbers.ts';
import { Switch } from '../values/switch.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { automaticVariable } from './automaticVariables.ts';
import { CALL_VARIABLES, callVariable } from './callVariables.ts';
import { type CodeFrame, scopesSeen } from './frames.ts';
import type { Machine } from './machine.ts';
import {
  declareVariable,
  findVariable,
  ownVariable,
  type PSVariable,
  type Runspace,
  type Scope,
  ScopedItemOptions,
  setCell,
} from './state.ts';

/** SessionStateUnauthorizedAccessException for a variable that can't be changed. */
function notWritable(name: string, constant: boolean) {
  return fail(
    'VariableNotWritable',
    'WriteError',
    constant
      ? `Cannot overwrite variable ${name} because it is read-only or constant.`
      : `Cannot overwrite variable ${name} because it is read-only or constant.`,
    { typeName: 'System.Management.Automation.SessionStateUnauthorizedAccessException', target: name },
  );
}

/** Strict mode in force for a scope. */
export function strictModeOf(scope: Scope): number {
  for (let s: Scope | null = scope; s !== null; s = s.parent) if (s.strictMode >= 0) return s.strictMode;
  return 0;
}

function undefinedVariable(name: string) {
  return fail('VariableIsUndefined', 'InvalidOperation', `The variable '$${name}' cannot be retrieved because it has not been set.`, {
    target: name,
  });
}

/** Reads an unscoped variable by slot where the frame's own cell does not have it. Null if not set. */
export function readSlot(machine: Machine, frame: CodeFrame, slot: number): Value {
  const name = frame.code.names[slot];
  const lower = name.toLowerCase();
  const { scope } = frame;
  const own = ownVariable(scope, lower);
  if (own !== undefined) {
    if (own.value !== undefined && frame.cells !== scope.cells) frame.cells[slot] = own;
    return checkedRead(frame, own);
  }
  if (CALL_VARIABLES.has(lower)) {
    const value = callVariable(machine, frame, lower);
    if (value !== undefined) return value;
  }
  const cell = scope.parent === null ? undefined : findVariable(scope, lower);
  if (cell !== undefined) return checkedRead(frame, cell);
  const automatic = automaticVariable(machine, frame, lower);
  if (automatic !== undefined) return automatic;
  if (strictModeOf(scope) >= 1) throw undefinedVariable(name);
  return null;
}

/** VariableIsPrivate: for the user's code in a restricted session. */
export function privateVariable(name: string) {
  return fail('VariableIsPrivate', 'PermissionDenied', `Cannot access the variable '$${name}' because it is a private variable.`, {
    typeName: 'System.Management.Automation.SessionStateException',
    target: name,
  });
}

function checkedRead(frame: CodeFrame, cell: PSVariable): Value {
  if (cell.visibility === 'Private' && frame.block?.origin !== 'trusted') throw privateVariable(cell.name);
  return cell.value as Value;
}

/** Writes an unscoped variable by slot: to the frame's scope, or to the AllScope variable of that name. */
export function writeSlot(machine: Machine, frame: CodeFrame, slot: number, value: Value): void {
  const name = frame.code.names[slot];
  const cell = assignVariable(machine, frame.scope, name, value, frame);
  // a variable of all scopes is not this one's: the frame must not be used again with it
  if (cell.traits !== null) scopesSeen(frame);
  frame.cells[slot] = cell;
}

/** Sets a variable of a scope (made if missing), with its checks. Answers its cell. */
export function assignVariable(machine: Machine, scope: Scope, name: string, value: Value, frame: CodeFrame | null = null): PSVariable {
  const lower = name.toLowerCase();
  let cell = ownVariable(scope, lower);
  if (cell === undefined && scope.parent !== null) {
    const outer = findVariable(scope, lower);
    if (outer !== undefined && (outer.options & ScopedItemOptions.AllScope) !== 0) cell = outer;
  }
  if (cell === undefined) {
    if (machine.isReservedVariable(lower)) throw notWritable(name, true);
    cell = declareVariable(scope, name);
    if (frame !== null && frame.phase === 'prologue' && cell.attributes !== null) {
      // a parameter's default value: converted to its type, not validated
      const type = cell.attributes.find((a) => a.typeName === 'TypeConstraint');
      setCell(
        cell,
        type === undefined ? value : toVariableType(machine, isAutomationNull(value) ? null : value, type.positional[0] as string),
      );
      return cell;
    }
    cell.options = 0;
    cell.attributes = null;
    setCell(cell, value);
    return cell;
  }
  writeCell(machine, cell, value, frame);
  return cell;
}

/** Writes to a cell, honouring read-only, private and attributes. */
export function writeCell(machine: Machine, cell: PSVariable, value: Value, frame: CodeFrame | null): void {
  if ((cell.options & (ScopedItemOptions.ReadOnly | ScopedItemOptions.Constant)) !== 0)
    throw notWritable(cell.name, (cell.options & ScopedItemOptions.Constant) !== 0);
  if (cell.visibility === 'Private' && frame !== null && frame.block?.origin !== 'trusted') throw privateVariable(cell.name);
  setCell(cell, cell.attributes === null ? value : constrained(machine, cell.attributes, value, cell.name, frame));
}

/** A value after a variable's type constraint and validation attributes. */
export function constrained(machine: Machine, attributes: AttributeSpec[], value: Value, name: string, frame: CodeFrame | null): Value {
  const run = (): Value => {
    let v: Value = isAutomationNull(value) ? null : value;
    for (const attribute of [...attributes].reverse()) {
      if (attribute.typeName === 'TypeConstraint') v = toVariableType(machine, v, attribute.positional[0] as string);
      else validateValue([attribute], v, machine.context, name);
    }
    return v;
  };
  return frame === null ? run() : machine.native(frame, run);
}

/** ArgumentTypeConverterAttribute.CheckBoolValue: typed variables of Boolean take no strings, lists or null, unlike casts. */
function requireBooleanOrNumber(value: Value): void {
  const bare = unwrap(value);
  if (typeof bare === 'boolean' || bare instanceof Switch || enumNumber(bare) !== undefined) return;
  const kind = numericKind(bare);
  if (kind !== null && kind !== 'BigInteger') return;
  const from = bare === null ? '' : typeNameOf(bare);
  throw castError(
    'InvalidCastExceptionUnsupportedParameterType',
    `Cannot convert value "${from}" to type "System.Boolean". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
  );
}

/** A conversion to a variable's type: what fails is an error of the variable's metadata (ArgumentTransformationMetadataException). */
function toVariableType(machine: Machine, value: Value, type: string): Value {
  try {
    if (/^(System\.)?bool(ean)?$/i.test(type)) requireBooleanOrNumber(value);
    return convertTo(value, type, machine.context);
  } catch (error) {
    if (!(error instanceof TerminatingError)) throw error;
    const { exception } = error.record;
    throw makeError(
      'System.Management.Automation.ArgumentTransformationMetadataException',
      'RuntimeException',
      'MetadataError',
      exception.message,
      null,
      exception,
    );
  }
}

/** The runspace's scopes by name of a path. */
export function scopeOfPath(runspace: Runspace, scope: Scope, path: VariablePath): Scope {
  if (path.isGlobal) return runspace.globalScope;
  if (path.isScript) {
    for (let s: Scope | null = scope; s !== null; s = s.parent) if (s.kind !== 'local') return s;
    return runspace.globalScope;
  }
  return scope;
}

/** Value of a qualified variable (`$global:x`, `$env:x`, `$function:f` …); null if not set. */
export function readPath(machine: Machine, frame: CodeFrame, path: VariablePath): Value {
  const { runspace } = machine.currentThread;
  if (path.isDriveQualified) return machine.drives.getVariable(frame, path.driveName as string, path.name);
  const lower = path.name.toLowerCase();
  const scope = scopeOfPath(runspace, frame.scope, path);
  const cell = path.isLocal || path.isPrivate || path.isGlobal || path.isScript ? ownVariable(scope, lower) : findVariable(scope, lower);
  if (cell !== undefined) return checkedRead(frame, cell);
  const automatic = automaticVariable(machine, frame, lower);
  if (automatic !== undefined) return automatic;
  if (strictModeOf(frame.scope) >= 1) throw undefinedVariable(path.userPath);
  return null;
}

/** Sets a qualified variable. */
export function writePath(machine: Machine, frame: CodeFrame, path: VariablePath, value: Value): void {
  const { runspace } = machine.currentThread;
  if (path.isDriveQualified) {
    machine.drives.setVariable(frame, path.driveName as string, path.name, value);
    return;
  }
  const lower = path.name.toLowerCase();
  if (path.isUnqualified && lower === 'null') return;
  if (path.isUnqualified && ['true', 'false', 'null', '?'].includes(lower)) throw notWritable(path.name, true);
  const scope = scopeOfPath(runspace, frame.scope, path);
  const cell = assignVariable(machine, scope, path.name, value, frame);
  if (path.isPrivate) {
    cell.options |= ScopedItemOptions.Private;
    touch(cell);
  }
}

/** Declares `[type][attribute]$x = value`. */
export function declareConstrained(
  machine: Machine,
  frame: CodeFrame,
  path: VariablePath,
  attributes: AttributeSpec[],
  value: Value,
): Value {
  const { runspace } = machine.currentThread;
  const scope = scopeOfPath(runspace, frame.scope, path);
  const specs = attributes.map((a) => machine.runtimeAttribute(a, frame));
  const before = ownVariable(scope, path.name.toLowerCase());
  if (before !== undefined && (before.options & (ScopedItemOptions.ReadOnly | ScopedItemOptions.Constant)) !== 0)
    throw notWritable(before.name, true);
  const v = constrained(machine, specs, value, path.name, frame);
  const cell = declareVariable(scope, path.name);
  cell.attributes = specs;
  if (path.isPrivate) cell.options |= ScopedItemOptions.Private;
  setCell(cell, v);
  return v;
}

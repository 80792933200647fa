/** Changes of variables, functions, aliases and environment variables through their drives. Behaviour: SessionStateProviderBase.cs and its children. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { setFunction } from '../../machine/functions.ts';
import { AliasInfo, FunctionInfo, findVariable, PSVariable, type Scope, setCell } from '../../machine/state.ts';
import { stateItem } from '../../providers/sessionState.ts';
import { ScriptBlock } from '../../values/code.ts';
import { PSDictionaryEntry } from '../../values/collections.ts';
import { toText } from '../../values/convert.ts';
import type { TerminatingError } from '../../values/errors.ts';
import { makeError } from '../../values/faults.ts';
import { touch } from '../../values/heap.ts';
import { unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';
import { setAlias } from './aliases.ts';
import { EX } from './params.ts';
import { changeVariable, removeVariable } from './scopes.ts';

type Context = CmdletContext<object>;

/** Bits of ScopedItemOptions, or undefined. */
export interface StateChange {
  options?: number;
  force: boolean;
}

/** Sets an item of a drive of session state. */
export function setStateItem(context: Context, provider: string, name: string, value: Value, change: StateChange): void {
  const { machine, runspace, scope } = context;
  switch (provider) {
    case 'Variable': {
      const given = unwrap(value);
      const from = given instanceof PSVariable ? given.value : value;
      changeVariable(context, scope, name, { value: from ?? null, options: change.options, force: change.force });
      return;
    }
    case 'Environment': {
      const entry = unwrap(value);
      const text = entry instanceof PSDictionaryEntry ? toText(entry.value, context) : value === null ? '' : toText(value, context);
      if (value === null) runspace.environment.delete(name);
      else runspace.environment.set(name, text);
      touch(runspace);
      return;
    }
    case 'Alias':
      setAlias(context, scope, name, {
        definition: value === null ? '' : toText(value, context),
        options: change.options ?? 0,
        description: '',
        force: change.force,
        isNew: false,
      });
      return;
    default: {
      const bare = unwrap(value);
      const block =
        bare instanceof ScriptBlock
          ? bare
          : bare instanceof FunctionInfo
            ? bare.scriptBlock
            : machine.drives.compile(toText(value, context));
      setFunction(machine, scope, name, block, { options: change.options, force: change.force });
    }
  }
}

function tableOf(scope: Scope, provider: string): Map<string, unknown> | null {
  return provider === 'Function' ? scope.functions : scope.aliases;
}

/** Removes an item. Throws where it is read-only. */
export function removeStateItem(context: Context, provider: string, name: string, force: boolean): void {
  const { machine, runspace } = context;
  if (provider === 'Environment') {
    runspace.environment.delete(name);
    touch(runspace);
    return;
  }
  const lower = name.toLowerCase();
  if (provider === 'Variable') {
    const cell = findVariable(context.scope, lower);
    if (cell !== undefined) removeVariable(context.scope, cell, force);
    return;
  }
  for (let s: Scope | null = context.scope; s !== null; s = s.parent) {
    const table = tableOf(s, provider);
    const info = table?.get(lower) as FunctionInfo | AliasInfo | undefined;
    if (table === null || table === undefined || info === undefined) continue;
    if ((info.options & 2) !== 0 || ((info.options & 1) !== 0 && !force)) {
      const kind = provider === 'Function' ? 'Function' : 'Alias';
      const text =
        kind === 'Alias'
          ? `Alias was not removed because alias ${name} is constant or read-only.`
          : `Cannot remove function ${name} because it is constant or read-only. If the function is read-only, retry the operation specifying the Force option.`;
      throw makeError(EX.unauthorized, `${kind}NotRemovable`, 'WriteError', text, name);
    }
    table.delete(lower);
    touch(s);
    machine.commandsChanged();
    return;
  }
}

/** Empties an item: null for a variable, removal for the others. */
export function clearStateItem(context: Context, provider: string, name: string, force: boolean): void {
  if (provider !== 'Variable') {
    removeStateItem(context, provider, name, force);
    return;
  }
  const cell = findVariable(context.scope, name.toLowerCase());
  if (cell !== undefined) setCell(cell, null);
}

/** Gives an item another name. */
export function renameStateItem(context: Context, provider: string, name: string, to: string, force: boolean): void {
  const item = stateItem(context, provider, name);
  if (item === undefined) return;
  if (stateItem(context, provider, to) !== undefined && !force)
    throw makeError(
      EX.argument,
      'Argument',
      'InvalidArgument',
      `Cannot rename because an item with the name '${to}' already exists. (Parameter 'newName')`,
    );
  const value: Value =
    provider === 'Variable'
      ? ((item.value as { value?: Value }).value ?? null)
      : item.value instanceof AliasInfo
        ? item.value.definition
        : item.value;
  setStateItem(context, provider, to, value, { force });
  removeStateItem(context, provider, name, force);
}

/** The content of an item: a variable's value, a function's block, an alias's definition. */
export function contentOf(item: Value): Value {
  const bare = unwrap(item);
  if (bare instanceof FunctionInfo) return bare.scriptBlock;
  if (bare instanceof AliasInfo) return bare.definition;
  if (bare instanceof PSDictionaryEntry) return bare.value;
  if (bare instanceof PSVariable) return bare.value ?? null;
  return bare;
}

/** The error of a provider that can't do something. */
export function notSupported(): TerminatingError {
  return makeError(
    'System.Management.Automation.PSNotSupportedException',
    'NotSupported',
    'NotImplemented',
    'Provider operation stopped because the provider does not support this operation.',
  );
}

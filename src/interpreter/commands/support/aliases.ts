/** Aliases as the alias cmdlets find and change them. Behaviour: SessionStateAliasAPIs.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { CmdletRun } from '../../machine/cmdletContext.ts';
import { AliasInfo, type CommandInfo, type Scope, ScopedItemOptions } from '../../machine/state.ts';
import { touch } from '../../values/heap.ts';
import { sessionStateError } from './scopes.ts';

/** All aliases seen from a scope (or in one scope only), nearest first. */
export function aliasesSeen(scope: Scope, only = false): AliasInfo[] {
  const found = new Map<string, AliasInfo>();
  for (let s: Scope | null = scope; s !== null; s = only ? null : s.parent)
    for (const [lower, info] of s.aliases ?? []) if (!found.has(lower)) found.set(lower, info);
  return [...found.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** How an alias is to be. */
export interface AliasChange {
  definition: string;
  options: number;
  description: string;
  force: boolean;
  isNew: boolean;
}

/** Sets an alias in a scope. Throws AliasNotWritable, AliasAlreadyExists. */
export function setAlias(context: CmdletContext<object>, scope: Scope, name: string, change: AliasChange): AliasInfo {
  const { Constant, ReadOnly, AllScope } = ScopedItemOptions;
  const lower = name.toLowerCase();
  scope.aliases ??= new Map();
  const before = scope.aliases.get(lower);
  if (before !== undefined) {
    if (change.isNew && !change.force)
      throw sessionStateError(
        'AliasAlreadyExists',
        'ResourceExists',
        `The alias is not allowed, because an alias with the name '${name}' already exists.`,
        name,
      );
    if ((before.options & Constant) !== 0 || ((before.options & ReadOnly) !== 0 && !change.force))
      throw sessionStateError(
        'AliasNotWritable',
        'WriteError',
        `Alias is not writeable because alias ${name} is read-only or constant and cannot be written to.`,
        name,
      );
    if ((change.options & Constant) !== 0)
      throw sessionStateError(
        'AliasCannotBeMadeConstant',
        'WriteError',
        `Alias ${name} cannot be made constant after it has been created. Aliases can only be made constant at creation time.`,
        name,
      );
  }
  const info = before ?? new AliasInfo(name, change.definition);
  info.definition = change.definition;
  info.options = change.options;
  info.description = change.description;
  info.moduleName = scope.module?.name ?? '';
  scope.aliases.set(lower, info);
  if ((change.options & AllScope) !== 0)
    for (let s = scope.parent; s !== null; s = s.parent) {
      s.aliases ??= new Map();
      s.aliases.set(lower, info);
      touch(s);
    }
  touch(scope);
  touch(info);
  context.machine.commandsChanged();
  return info;
}

/** The command that an alias comes to in the end, or null. */
export function resolveAlias(context: CmdletContext<object>, info: AliasInfo): CommandInfo | null {
  if (!(context instanceof CmdletRun)) return null;
  return context.machine.findCommand(context.native, info.definition, true);
}

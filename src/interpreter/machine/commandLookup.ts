/** Finds commands by name, as CommandDiscovery.cs does: alias, function, cmdlet, script file. */
import { ScriptBlock } from '../values/code.ts';
import { fail } from '../values/errors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import type { Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { codeFrameOf } from './positions.ts';
import { AliasInfo, CmdletInfo, type CommandInfo, ExternalScriptInfo, FunctionInfo, type Runspace, type Scope } from './state.ts';

/** CommandNotFoundException. */
export function commandNotFound(name: string, unknownPath = false) {
  const hint = unknownPath || /[\\/]/.test(name) ? '' : '';
  return fail(
    'CommandNotFoundException',
    'ObjectNotFound',
    `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.${hint}`,
    { typeName: 'System.Management.Automation.CommandNotFoundException', target: name },
  );
}

/** An alias seen from a scope. */
export function findAlias(scope: Scope, lower: string): AliasInfo | undefined {
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    const found = s.aliases?.get(lower);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A function seen from a scope. */
export function findFunction(scope: Scope, lower: string): FunctionInfo | undefined {
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    const found = s.functions?.get(lower);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True if the code that asks may see the command. */
export function isVisible(machine: Machine, frame: Frame, info: CommandInfo): boolean {
  if (info.visibility === 'Public' || !machine.currentThread.runspace.restricted) return true;
  return codeFrameOf(frame)?.block?.origin !== 'user';
}

/** One name without alias resolution: function, then cmdlet. */
function functionOrCmdlet(machine: Machine, frame: Frame, runspace: Runspace, name: string): CommandInfo | undefined {
  const lower = name.toLowerCase();
  const fn = findFunction(frame.scope, lower.replace(/^(global|script|local|private):/, ''));
  if (fn !== undefined && isVisible(machine, frame, fn)) return fn;
  const cmdlet = runspace.cmdlets.get(lower);
  if (cmdlet !== undefined && isVisible(machine, frame, cmdlet)) return cmdlet;
  const slash = name.lastIndexOf('\\');
  if (slash > 0) {
    const module = name.slice(0, slash).toLowerCase();
    const bare = lower.slice(slash + 1);
    const own = runspace.cmdlets.get(bare);
    if (own !== undefined && own.moduleName.toLowerCase() === module && isVisible(machine, frame, own)) return own;
    const exported = runspace.modules.get(module)?.exportedFunctions.get(bare);
    if (exported !== undefined) return exported;
  }
  return undefined;
}

/** The command of a name; with `quiet`, undefined-like null instead of an error. Aliases are followed. */
export function findCommand(machine: Machine, frame: Frame, name: string, quiet: boolean): CommandInfo | null {
  const { runspace } = machine.currentThread;
  let current = name;
  const followed = new Set<string>();
  for (;;) {
    const lower = current.toLowerCase();
    const alias = followed.has(lower) ? undefined : findAlias(frame.scope, lower);
    if (alias === undefined || !isVisible(machine, frame, alias)) break;
    followed.add(lower);
    current = alias.definition;
  }
  const found = functionOrCmdlet(machine, frame, runspace, current);
  if (found !== undefined) return found;
  if (quiet) return null;
  if (!/[-\\/.]/.test(current) && !runspace.restricted) {
    const get = functionOrCmdlet(machine, frame, runspace, `Get-${current}`);
    if (get !== undefined) return get;
  }
  const script = machine.drives.findScript(frame, current);
  if (script !== null) return script;
  throw commandNotFound(name);
}

/** The command that `& value` means. */
export function commandOf(machine: Machine, frame: Frame, value: Value, invocation: string): Value | CommandInfo {
  if (value === null || isAutomationNull(value))
    throw fail(
      'BadExpression',
      'InvalidOperation',
      `The expression after '${invocation === 'Dot' ? '.' : '&'}' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.`,
    );
  if (value instanceof ScriptBlock) return value;
  if (value instanceof AliasInfo) return findCommand(machine, frame, value.definition, false) as CommandInfo;
  if (value instanceof FunctionInfo || value instanceof CmdletInfo || value instanceof ExternalScriptInfo) {
    if (!isVisible(machine, frame, value)) throw commandNotFound(value.name);
    return value;
  }
  const name = machine.text(value);
  if (name === '')
    throw fail(
      'BadExpression',
      'InvalidOperation',
      `The expression after '${invocation === 'Dot' ? '.' : '&'}' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.`,
    );
  return findCommand(machine, frame, name, false) as CommandInfo;
}

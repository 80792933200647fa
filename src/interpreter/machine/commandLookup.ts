/** Finds commands by name, as CommandDiscovery.cs does: alias, function, cmdlet, script file. */
import { ScriptBlock } from '../values/code.ts';
import { fail, type TerminatingError } from '../values/errors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import type { CodeFrame, Frame } from './frames.ts';
import type { Machine } from './machine.ts';
import { AliasInfo, CmdletInfo, type CommandInfo, ExternalScriptInfo, FunctionInfo, type Runspace, type Scope } from './state.ts';

/** Key of a restricted runspace's extensions: its own functions by lower-case name, whatever its user defines later. */
export const TRUSTED_FUNCTIONS = 'trustedFunctions';

/** CommandNotFoundException. */
export function commandNotFound(name: string): TerminatingError {
  const error = fail(
    'CommandNotFoundException',
    'ObjectNotFound',
    `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
    { typeName: 'System.Management.Automation.CommandNotFoundException', target: name },
  );
  error.record.exception.properties.set('CommandName', name);
  return error;
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

/**
 * Whose code a frame works for: that of the nearest frame that knows. A cmdlet keeps whose code called it, since in a pipeline its
 * `caller` may be the frame of the command before it. Nobody known = the user.
 */
export function originOf(frame: Frame | null | undefined): 'trusted' | 'user' {
  for (let f = frame ?? null; f !== null; f = f.caller) {
    const own = (f as Frame & { origin?: 'trusted' | 'user' }).origin ?? (f.isCode ? (f as CodeFrame).block?.origin : undefined);
    if (own !== undefined) return own;
  }
  return 'user';
}

/** True for the user's code in a restricted session: it sees only what is Public. */
export function isConfined(machine: Machine, frame: Frame | null | undefined): boolean {
  return machine.currentThread.runspace.restricted && originOf(frame) === 'user';
}

/** True if the code that asks may see the command (or variable). */
export function isVisible(machine: Machine, frame: Frame, info: { visibility: 'Public' | 'Private' }): boolean {
  return info.visibility === 'Public' || !isConfined(machine, frame);
}

/** True if a list of commands may show a command to the code that asks. An alias of a hidden command is as hidden as that. */
export function isListed(machine: Machine, frame: Frame, info: CommandInfo): boolean {
  if (!isVisible(machine, frame, info)) return false;
  return !(info instanceof AliasInfo) || !isConfined(machine, frame) || findCommand(machine, frame, info.definition, true) !== null;
}

/** The function that code means: in a restricted session trusted code prefers trusted ones, so that nobody can put his own in between. */
function functionFor(runspace: Runspace, frame: Frame, lower: string, trusted: boolean): FunctionInfo | undefined {
  if (!trusted) return findFunction(frame.scope, lower);
  for (let s: Scope | null = frame.scope; s !== null; s = s.parent) {
    const found = s.functions?.get(lower);
    if (found !== undefined && found.scriptBlock.origin === 'trusted') return found;
  }
  // the session's own, should the user have put one of that name in its place
  return (runspace.extensions.get(TRUSTED_FUNCTIONS) as Map<string, FunctionInfo> | undefined)?.get(lower);
}

/** One name without alias resolution: function, then cmdlet. */
function functionOrCmdlet(machine: Machine, frame: Frame, runspace: Runspace, name: string): CommandInfo | undefined {
  const lower = name.toLowerCase();
  const bareName = lower.replace(/^(global|script|local|private):/, '');
  const trusted = runspace.restricted && originOf(frame) === 'trusted';
  const fn = functionFor(runspace, frame, bareName, trusted);
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
    if (exported !== undefined && isVisible(machine, frame, exported)) return exported;
  }
  return trusted ? findFunction(frame.scope, bareName) : undefined;
}

/** The command of a name; with `quiet`, undefined-like null instead of an error. Aliases are followed. */
export function findCommand(machine: Machine, frame: Frame, name: string, quiet: boolean): CommandInfo | null {
  const { runspace } = machine.currentThread;
  let current = name;
  const followed = new Set<string>();
  // an alias that the user made must not come between trusted code and its commands
  const first = runspace.restricted && originOf(frame) === 'trusted' ? functionOrCmdlet(machine, frame, runspace, name) : undefined;
  if (first !== undefined) return first;
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
  if (!/[-\\/.]/.test(current)) {
    const get = functionOrCmdlet(machine, frame, runspace, `Get-${current}`);
    if (get !== undefined) return get;
  }
  const script = isConfined(machine, frame) ? null : machine.drives.findScript(frame, current);
  if (script !== null) return script;
  throw commandNotFound(name);
}

/** Bits of CommandTypes. */
const TYPE_BITS: Record<string, number> = { Alias: 1, Function: 2, Filter: 4, Cmdlet: 8, ExternalScript: 16 };

/** The first command of a name that is of one of the types (bits of CommandTypes), aliases not followed; null where there is none. */
export function commandOfTypes(machine: Machine, frame: Frame, name: string, types: number): CommandInfo | null {
  const { runspace } = machine.currentThread;
  const fits = (info: CommandInfo | null | undefined): info is CommandInfo =>
    info !== null && info !== undefined && ((TYPE_BITS[info.commandType] ?? 0) & types) !== 0 && isVisible(machine, frame, info);
  const lower = name.toLowerCase();
  const alias = findAlias(frame.scope, lower);
  if (fits(alias)) return alias;
  const found = functionOrCmdlet(machine, frame, runspace, name);
  if (fits(found)) return found;
  const cmdlet = runspace.cmdlets.get(lower);
  if (fits(cmdlet)) return cmdlet;
  const script =
    (types & (TYPE_BITS.ExternalScript ?? 0)) === 0 || isConfined(machine, frame) ? null : machine.drives.findScript(frame, name);
  return fits(script) ? script : null;
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
  if (value instanceof AliasInfo) {
    const target = isVisible(machine, frame, value) ? findCommand(machine, frame, value.definition, true) : null;
    if (target === null) throw commandNotFound(isConfined(machine, frame) ? value.name : value.definition);
    return target;
  }
  if (value instanceof FunctionInfo || value instanceof CmdletInfo || value instanceof ExternalScriptInfo) {
    if (!isVisible(machine, frame, value) || (value instanceof ExternalScriptInfo && isConfined(machine, frame)))
      throw commandNotFound(value.name);
    return value;
  }
  const name = machine.text(value);
  if (name.trim() === '')
    throw fail(
      'BadExpression',
      'InvalidOperation',
      `The expression after '${invocation === 'Dot' ? '.' : '&'}' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.`,
    );
  return findCommand(machine, frame, name, false) as CommandInfo;
}

/**
 * Narrows a fresh runspace to what a session configuration says (InitialSessionStateProvider.cs, CreateInitialSessionState). Departures,
 * all of them narrower than PowerShell: a Visible* list matches commands of its own type only, and patterns end where the value ends.
 */
import { TRUSTED_FUNCTIONS } from '../../interpreter/machine/commandLookup.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import { HIDDEN_SOURCE } from '../../interpreter/machine/positions.ts';
import { AliasInfo, type CommandInfo, FunctionInfo, type Runspace } from '../../interpreter/machine/state.ts';
import type { ScriptBlock } from '../../interpreter/values/code.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { isWildcardMatch } from '../../interpreter/values/regex/wildcard.ts';
import { hideProviders } from './providers.ts';
import { cmdletProxy, functionProxy, mergeRules, RESTRICTED_ALIASES, RESTRICTED_COMMANDS, restrictedProxies } from './proxies.ts';
import type { SessionConfiguration, VisibleCommand } from './sessionConfigurationFile.ts';

/** The cmdlets whose parameters must be known before {@link applyConfiguration}: those that the configuration constrains. */
function constrainedCmdlets(machine: Machine, configuration: SessionConfiguration): string[] {
  const names = (configuration.visibleCmdlets ?? []).filter((c) => c.parameters !== null).map((c) => c.name);
  return [...new Set(names)].filter((name) => machine.entry(name) !== undefined);
}

/** Loads what {@link applyConfiguration} needs at once. */
export async function prepareConfiguration(machine: Machine, configuration: SessionConfiguration): Promise<void> {
  for (const name of constrainedCmdlets(machine, configuration)) await machine.load({ command: name });
}

/** True if a list names something other than everything. */
function narrows(list: readonly (VisibleCommand | string)[] | null): boolean {
  return (
    list?.some(
      (entry) => (typeof entry === 'string' ? entry : entry.name) !== '*' || (typeof entry !== 'string' && entry.parameters !== null),
    ) ?? false
  );
}

/** True for a configuration whose users do not see everything. */
export function isNarrowed(configuration: SessionConfiguration): boolean {
  const { sessionType, visibleCmdlets, visibleFunctions, visibleAliases } = configuration;
  return sessionType !== 'Default' || narrows(visibleCmdlets) || narrows(visibleFunctions) || narrows(visibleAliases);
}

/** True if an entry's name (`Name`, `Module\Name`, wildcards) means a command. */
function matches(entry: string, info: CommandInfo): boolean {
  const slash = entry.lastIndexOf('\\');
  if (slash > 0 && !isWildcardMatch(entry.slice(0, slash), info.moduleName)) return false;
  return isWildcardMatch(entry.slice(slash + 1), info.name);
}

/**
 * Narrows a fresh runspace. Call it once, before the session's first command and after {@link prepareConfiguration}. Functions of the file
 * are trusted: they run in full language and see everything; their text is not shown. Throws ParseException for a function's text.
 */
export function applyConfiguration(machine: Machine, runspace: Runspace, configuration: SessionConfiguration): void {
  const scope = runspace.globalScope;
  scope.functions ??= new Map();
  scope.aliases ??= new Map();
  const { cmdlets } = runspace;
  const { functions, aliases } = scope;
  const narrowed = isNarrowed(configuration);
  // no mode refuses what is compiled here: it is the configuration's own
  const compile = (text: string): ScriptBlock => machine.drives.compile(text, HIDDEN_SOURCE, 'trusted');
  if (configuration.sessionType === 'Empty') {
    cmdlets.clear();
    functions.clear();
    aliases.clear();
  }
  if (narrowed) {
    for (const table of [cmdlets, functions, aliases]) for (const info of table.values()) info.visibility = 'Private';
    hideProviders(runspace, configuration.sessionType !== 'Default');
  }
  if (configuration.sessionType === 'RestrictedRemoteServer') {
    const empty = compile('');
    for (const proxy of restrictedProxies(empty)) {
      if (machine.entry(proxy.name) !== undefined) functions.set(proxy.name.toLowerCase(), proxy);
    }
    for (const name of RESTRICTED_COMMANDS) show(functions.get(name.toLowerCase()) ?? cmdlets.get(name.toLowerCase()));
    for (const name of RESTRICTED_ALIASES) show(aliases.get(name));
  }
  for (const definition of configuration.functionDefinitions) {
    if (definition.name === '') continue;
    const info = new FunctionInfo(definition.name, compile(definition.text));
    info.options = definition.options;
    info.visibility = configuration.visibleFunctions === null ? 'Public' : 'Private';
    functions.set(definition.name.toLowerCase(), info);
  }
  for (const definition of configuration.aliasDefinitions) {
    if (definition.name === '' || definition.value === '') continue;
    const info = new AliasInfo(definition.name, definition.value);
    info.description = definition.description;
    info.options = definition.options;
    info.visibility = configuration.visibleAliases === null ? 'Public' : 'Private';
    aliases.set(definition.name.toLowerCase(), info);
  }
  showListed(
    configuration.visibleCmdlets,
    [...cmdlets.values()].filter((c) => c.name !== 'Import-Module'),
  );
  showListed(configuration.visibleFunctions, [...functions.values()]);
  for (const info of aliases.values())
    if (configuration.visibleAliases?.some((entry) => matches(entry, info)) && !/^ipmo$/i.test(info.name)) info.visibility = 'Public';
  constrainCmdlets(machine, runspace, configuration.visibleCmdlets, compile);
  constrainFunctions(runspace, configuration.visibleFunctions);
  if (narrowed) runspace.extensions.set(TRUSTED_FUNCTIONS, new Map(functions));
  runspace.languageMode = configuration.languageMode;
  runspace.restricted = narrowed || configuration.languageMode !== 'FullLanguage';
  touch(scope);
  touch(runspace);
  machine.commandsChanged();
}

function show(info: CommandInfo | undefined): void {
  if (info !== undefined) info.visibility = 'Public';
}

/** Makes public what plain entries name. */
function showListed(list: readonly VisibleCommand[] | null, all: readonly CommandInfo[]): void {
  const plain = (list ?? []).filter((c) => c.parameters === null);
  for (const info of all) if (plain.some((c) => matches(c.name, info))) info.visibility = 'Public';
}

/** Constrained entries by lower-case name. */
function constrained(list: readonly VisibleCommand[] | null): Map<string, VisibleCommand[]> {
  const groups = new Map<string, VisibleCommand[]>();
  for (const entry of list ?? []) {
    if (entry.parameters === null) continue;
    const lower = entry.name.toLowerCase();
    groups.set(lower, [...(groups.get(lower) ?? []), entry]);
  }
  return groups;
}

/** A constrained entry beats a plain one: the cmdlet itself stays hidden behind its proxy. */
function constrainCmdlets(
  machine: Machine,
  runspace: Runspace,
  list: readonly VisibleCommand[] | null,
  compile: (text: string) => ScriptBlock,
): void {
  for (const [lower, entries] of constrained(list)) {
    const cmdlet = runspace.cmdlets.get(lower);
    if (cmdlet === undefined || cmdlet.name === 'Import-Module') continue;
    cmdlet.visibility = 'Private';
    const { metadata } = machine.needDefinition(cmdlet.name);
    const proxy = cmdletProxy(cmdlet.name, metadata, mergeRules(entries), compile(''));
    runspace.globalScope.functions?.set(lower, proxy);
  }
}

function constrainFunctions(runspace: Runspace, list: readonly VisibleCommand[] | null): void {
  const { functions } = runspace.globalScope;
  for (const [lower, entries] of constrained(list)) {
    const info = functions?.get(lower);
    if (info === undefined || info.proxy !== null) continue;
    functions?.set(lower, functionProxy(info, mergeRules(entries)));
  }
}

/** Script modules: making, running, exporting, importing. Behaviour: ModuleIntrinsics.cs, ModuleCmdletBase.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { AliasInfo, FunctionInfo, PSModuleInfo, Scope, scopeVariables } from '../../machine/state.ts';
import { ScriptBlock } from '../../values/code.ts';
import { touch } from '../../values/heap.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';

type Context = CmdletContext<object>;

/** What a module exports, by patterns; undefined = as the module itself decides. */
export interface ExportFilter {
  functions?: string[];
  aliases?: string[];
  variables?: string[];
  prefix: string;
}

/** Name of the property that tells that Export-ModuleMember was called. */
const EXPLICIT = '\u0000explicit';

/** A module with a session state of its own; nothing has run in it yet. */
export function newModule(context: Context, name: string, path: string): PSModuleInfo {
  const module = new PSModuleInfo(name, path);
  const scope = new Scope(context.runspace.globalScope, 'module');
  scope.module = module;
  module.scope = scope;
  return module;
}

/** The block bound to a module. */
export function boundTo(block: ScriptBlock, module: PSModuleInfo): ScriptBlock {
  return new ScriptBlock(block.code, module, block.origin);
}

/** Takes what Export-ModuleMember names. */
export function addExports(
  module: PSModuleInfo,
  patterns: { functions: string[]; aliases: string[]; variables: string[]; cmdlets: string[] },
): void {
  const { scope } = module;
  module.properties.set(EXPLICIT, true);
  touch(module);
  if (scope === null) return;
  const fits = (list: readonly string[], name: string): boolean => list.some((p) => isWildcardMatch(p, name));
  for (const [lower, info] of scope.functions ?? []) if (fits(patterns.functions, info.name)) module.exportedFunctions.set(lower, info);
  for (const [lower, info] of scope.aliases ?? []) if (fits(patterns.aliases, info.name)) module.exportedAliases.set(lower, info);
  for (const cell of scopeVariables(scope))
    if (fits(patterns.variables, cell.name)) module.exportedVariables.set(cell.name.toLowerCase(), cell);
  module.exportedCmdlets.push(...patterns.cmdlets);
}

/** After the module's body ran: without Export-ModuleMember all functions and aliases are exported. */
export function finishExports(module: PSModuleInfo): void {
  if (module.properties.has(EXPLICIT) || module.scope === null) return;
  for (const [lower, info] of module.scope.functions ?? []) module.exportedFunctions.set(lower, info);
  for (const [lower, info] of module.scope.aliases ?? []) module.exportedAliases.set(lower, info);
  touch(module);
}

/** The scope that gets what is imported: the module's that imports, else the global one. */
export function importTarget(context: Context, local: boolean): Scope {
  if (local) return context.scope;
  for (let s: Scope | null = context.scope; s !== null; s = s.parent) if (s.kind === 'module') return s;
  return context.runspace.globalScope;
}

/** A name with the prefix of -Prefix: behind the verb. */
export function prefixed(name: string, prefix: string): string {
  if (prefix === '') return name;
  const dash = name.indexOf('-');
  return dash < 0 ? prefix + name : `${name.slice(0, dash + 1)}${prefix}${name.slice(dash + 1)}`;
}

function chosen<T extends { name: string }>(table: Map<string, T>, patterns: string[] | undefined): T[] {
  const all = [...table.values()];
  return patterns === undefined ? all : all.filter((x) => patterns.some((p) => isWildcardMatch(p, x.name)));
}

/** Puts what a module exports into a scope. */
export function importMembers(context: Context, module: PSModuleInfo, target: Scope, filter: ExportFilter): void {
  const any = filter.functions !== undefined || filter.aliases !== undefined || filter.variables !== undefined;
  const pick = (list: string[] | undefined): string[] | undefined => (any ? (list ?? []) : undefined);
  for (const info of chosen(module.exportedFunctions, pick(filter.functions))) {
    target.functions ??= new Map();
    const name = prefixed(info.name, filter.prefix);
    let own = info;
    if (name !== info.name) {
      own = new FunctionInfo(name, info.scriptBlock, info.commandType === 'Filter');
      own.description = info.description;
    }
    own.module = module;
    own.moduleName = module.name;
    target.functions.set(name.toLowerCase(), own);
  }
  for (const info of chosen(module.exportedAliases, pick(filter.aliases))) {
    target.aliases ??= new Map();
    const name = prefixed(info.name, filter.prefix);
    const own = new AliasInfo(name, info.definition);
    own.moduleName = module.name;
    own.description = info.description;
    target.aliases.set(name.toLowerCase(), own);
  }
  for (const cell of chosen(module.exportedVariables, pick(filter.variables))) {
    // the very cell: importer and module share the variable
    target.vars ??= new Map();
    target.vars.set(cell.name.toLowerCase(), cell);
    const slotted =
      target.code === null ? undefined : target.cells[target.code.names.findIndex((n) => n.toLowerCase() === cell.name.toLowerCase())];
    if (slotted !== undefined) target.cells[target.cells.indexOf(slotted)] = cell;
  }
  touch(target);
  context.machine.commandsChanged();
}

/** Takes away what a module gave to the scopes. */
export function removeMembers(context: Context, module: PSModuleInfo): void {
  const scopes = new Set<Scope>();
  for (let s: Scope | null = context.scope; s !== null; s = s.parent) scopes.add(s);
  scopes.add(context.runspace.globalScope);
  for (const scope of scopes) {
    if (scope === module.scope) continue;
    for (const [lower, info] of scope.functions ?? []) if (info.module === module) scope.functions?.delete(lower);
    for (const [lower, info] of scope.aliases ?? [])
      if (info.moduleName === module.name && info.moduleName !== '') scope.aliases?.delete(lower);
    for (const [lower, cell] of scope.vars ?? []) if ([...module.exportedVariables.values()].includes(cell)) scope.vars?.delete(lower);
    touch(scope);
  }
  context.machine.commandsChanged();
}

/** The loaded modules whose names match. */
export function modulesLike(context: Context, patterns: readonly string[]): PSModuleInfo[] {
  const all = [...context.runspace.modules.values()];
  return patterns.length === 0 ? all : all.filter((m) => patterns.some((p) => isWildcardMatch(p, m.name) || p === m.path));
}

/** The module that code runs in, or null. */
export function currentModule(context: Context): PSModuleInfo | null {
  for (let s: Scope | null = context.scope; s !== null; s = s.parent) if (s.kind === 'module') return s.module;
  return null;
}

/** Names of commands, modules and script blocks' labels: CompletionCompleters.cs CompleteCommand, MakeCommandsUnique, CompleteModuleName. */
import type { CommandMetadata } from '../binding/metadata.ts';
import { parameterSets, syntaxText } from '../binding/syntax.ts';
import { findAlias, findFunction } from '../machine/commandLookup.ts';
import { functionMetadataOf } from '../machine/functions.ts';
import { isShown } from '../machine/restrictions.ts';
import { AliasInfo, CmdletInfo, type CommandInfo, FunctionInfo, type Scope } from '../machine/state.ts';
import type { FunctionDefinitionAst } from '../syntax/ast.ts';
import { findAll, isKeyword } from '../syntax/index.ts';
import { NeedActivity } from '../values/context.ts';
import { compareCulture, compareOrdinalIgnoreCase } from '../values/dotnet/stringCompare.ts';
import type { Place, Question } from './question.ts';
import { begins, type Candidate, candidate, inQuotes, matches, needsQuotes, unquoted } from './results.ts';

type Kind = CommandInfo['commandType'];

/** The command of a name as the person at the prompt sees it; null if there is none, or none to be seen. Aliases are followed. */
export function commandSeen(q: Place, name: string): FunctionInfo | CmdletInfo | null {
  let current = name;
  const followed = new Set<string>();
  for (;;) {
    const lower = current.toLowerCase();
    const alias = followed.has(lower) ? undefined : findAlias(q.scope, lower);
    if (alias === undefined || !isShown(q.runspace, alias)) break;
    followed.add(lower);
    current = alias.definition;
  }
  const lower = current.toLowerCase();
  const slash = lower.lastIndexOf('\\');
  const bare = lower.slice(slash + 1);
  const module = lower.slice(0, Math.max(slash, 0));
  const own = slash > 0 ? q.runspace.modules.get(module)?.exportedFunctions.get(bare) : findFunction(q.scope, lower);
  if (own !== undefined && isShown(q.runspace, own)) return own;
  const cmdlet = q.runspace.cmdlets.get(bare);
  if (cmdlet === undefined || (slash > 0 && cmdlet.moduleName.toLowerCase() !== module)) return null;
  return isShown(q.runspace, cmdlet) ? cmdlet : null;
}

/** What is known of a command's parameters; null if there is nothing. May wait for the command's file. */
export function metadataOf(q: Place, info: FunctionInfo | CmdletInfo): CommandMetadata | null {
  if (info instanceof FunctionInfo) return functionMetadataOf(info);
  const lower = info.name.toLowerCase();
  const known = q.machine.definitions.get(lower);
  if (known !== undefined) return known.metadata;
  if (q.machine.entry(info.name) === undefined) return null;
  throw new NeedActivity({ kind: 'host', op: 'load', command: info.name });
}

function moduleOf(info: CommandInfo): string {
  return info.moduleName !== '' ? info.moduleName : info instanceof FunctionInfo ? (info.module?.name ?? '') : '';
}

/** All commands that may be seen, each name's nearest one. */
function commandsSeen(q: Place): CommandInfo[] {
  const found = new Map<string, CommandInfo>();
  const add = (info: CommandInfo): void => {
    const key = `${info.commandType === 'Alias' ? 'a' : 'c'}:${info.name.toLowerCase()}`;
    if (!found.has(key) && isShown(q.runspace, info)) found.set(key, info);
  };
  for (let s: Scope | null = q.scope; s !== null; s = s.parent) {
    for (const info of s.aliases?.values() ?? []) if (!q.runspace.restricted || commandSeen(q, info.definition) !== null) add(info);
    for (const info of s.functions?.values() ?? []) add(info);
  }
  for (const info of q.runspace.cmdlets.values()) add(info);
  return [...found.values()];
}

/** True if an abbreviation stands for a name: its capital letters and dashes (`i-psdf`). */
function isAbbreviation(word: string, name: string): boolean {
  return name.includes('-') && name.replace(/[^A-Z-]/g, '').toLowerCase() === word.toLowerCase();
}

function toolTipOf(q: Question, info: CommandInfo): string {
  if (info instanceof AliasInfo) return info.definition;
  const meta =
    info instanceof FunctionInfo
      ? functionMetadataOf(info)
      : info instanceof CmdletInfo
        ? q.machine.definitions.get(info.name.toLowerCase())?.metadata
        : undefined;
  if (meta === undefined) return info.name;
  const lines = parameterSets(meta).map((set) => syntaxText(meta, set.name));
  return info instanceof FunctionInfo && !meta.isAdvanced ? `\n${lines.join('\n')}\n` : `\n${lines.join('\n\n')}\n`;
}

/** A name as it is written where a command is called. */
function commandText(name: string, ampersand: boolean, quote: string): string {
  if (needsQuotes(name)) {
    const inUse = quote === '' ? "'" : quote;
    const escaped = inUse === "'" ? name.replaceAll("'", "''") : name.replaceAll('`', '``').replaceAll('$', '`$');
    return `${quote === '' && ampersand ? '& ' : ''}${inUse}${escaped}${inUse}`;
  }
  const isHidden = quote === '' && ampersand && isKeyword(name) && !/^(inlinescript|configuration|foreach)$/i.test(name);
  return `${isHidden ? '& ' : ''}${quote}${name}${quote}`;
}

/** Whether a command that needs quotes needs `&` too. `byDefault`: the answer where nothing is known. */
export function needsAmpersand(q: Question, byDefault: boolean): boolean {
  const parent = q.last.parent;
  if (parent?.kind === 'CommandAst' && parent.commandElements.length === 1)
    return byDefault ? parent.invocationOperator === 'Unknown' : parent.invocationOperator === 'Unknown';
  return byDefault;
}

/** Commands whose name begins with the word. `types`: only these kinds; `module`: only those of modules like that. */
export function completeCommand(q: Question, module: string | null = null, types: readonly Kind[] | null = null): Candidate[] {
  const ampersand = needsAmpersand(q, false);
  const { word, quote } = unquoted(q.word);
  if (!/[\\/:]/.test(word)) {
    const found = namedLike(q, word, module, types).map((info) =>
      candidate(commandText(info.name, ampersand, quote), 'Command', info.name, toolTipOf(q, info)),
    );
    for (const node of findAll(q.ast, (n) => n.kind === 'FunctionDefinitionAst' && n !== q.last, true) as FunctionDefinitionAst[])
      if (matches(node.name, `${word}*`) && !found.some((f) => f.completionText.toLowerCase() === node.name.toLowerCase()))
        found.unshift(candidate(commandText(node.name, ampersand, quote), 'Command', node.name));
    return found;
  }
  const slash = word.indexOf('\\');
  const colon = word.indexOf(':');
  if (slash <= 0 || (colon >= 0 && colon < slash)) return [];
  return namedLike(q, word.slice(slash + 1), word.slice(0, slash), types).map((info) => {
    const own = moduleOf(info);
    const name = own === '' ? info.name : `${own}\\${info.name}`;
    return candidate(commandText(name, ampersand, quote), 'Command', info.name, toolTipOf(q, info));
  });
}

function namedLike(q: Question, word: string, module: string | null, types: readonly Kind[] | null): CommandInfo[] {
  const all = commandsSeen(q).filter(
    (info) => (module === null || matches(moduleOf(info), module)) && (types === null || types.includes(info.commandType)),
  );
  let found = all.filter((info) => begins(info.name, word));
  if (found.length === 0 && word !== '') found = all.filter((info) => isAbbreviation(word, info.name));
  const seen = new Set<string>();
  return found
    .sort((a, b) => compareOrdinalIgnoreCase(a.name, b.name))
    .filter((info) => !seen.has(info.name.toLowerCase()) && seen.add(info.name.toLowerCase()));
}

/** Modules whose name begins with the word. */
export function completeModule(q: Question): Candidate[] {
  const { word, quote } = unquoted(q.word);
  const names = new Map<string, string>();
  const add = (name: string): void => {
    if (name !== '' && matches(name, `${word}*`)) names.set(name.toLowerCase(), name);
  };
  if (!q.runspace.restricted) {
    for (const m of q.runspace.modules.values()) add(m.name);
    for (const c of q.runspace.cmdlets.values()) if (c.moduleName !== 'Microsoft.PowerShell.Core') add(c.moduleName);
  }
  return [...names.values()]
    .sort((a, b) => compareCulture(a, b, true))
    .map((name) => candidate(inQuotes(name, quote), 'ParameterValue', name));
}

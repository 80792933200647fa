/**
 * Completion of typed text: command names, parameters and their values, variables, members, types and paths. What is offered and how it
 * is spelt follows CompletionCompleters.cs; `replacementIndex` and `replacementLength` say which part of the text a candidate replaces.
 */
import { validSetValues } from '../binding/attributes.ts';
import type { CommandMetadata, ParameterMetadata } from '../binding/metadata.ts';
import { parameterCompletions } from '../binding/syntax.ts';
import { findAlias, findFunction } from '../machine/commandLookup.ts';
import { Frame } from '../machine/frames.ts';
import { functionMetadataOf } from '../machine/functions.ts';
import type { Machine } from '../machine/machine.ts';
import { isShown } from '../machine/restrictions.ts';
import { CmdletInfo, type CommandInfo, FunctionInfo, type Runspace, visibleVariables } from '../machine/state.ts';
import { type FileEntry, isFailure } from '../providers/fileProtocol.ts';
import { type CommandAst, findAll, parseInput, type Token } from '../syntax/index.ts';
import { NeedActivity } from '../values/context.ts';
import { TerminatingError } from '../values/errors.ts';
import { listMembers } from '../values/members.ts';
import { allAccelerators, findType, isLazyType, loadLazyType, resolveTypeName } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';

/** What a candidate is (CompletionResultType). */
export type CompletionKind =
  | 'Command'
  | 'ParameterName'
  | 'ParameterValue'
  | 'Variable'
  | 'Property'
  | 'Method'
  | 'Type'
  | 'ProviderItem'
  | 'ProviderContainer'
  | 'Keyword';

/** One candidate (CompletionResult). */
export interface Candidate {
  completionText: string;
  listItemText: string;
  resultType: CompletionKind;
  toolTip: string;
}

/** All candidates for a place (CommandCompletion). */
export interface Candidates {
  replacementIndex: number;
  replacementLength: number;
  matches: Candidate[];
}

/** Stands in for the code that asks: completion runs no code of its own. */
class AskingFrame extends Frame {
  override step(): void {}
  override receive(): void {}
}

/** Answers file questions: a host's own `ask`, waited for. */
export type FileLister = (path: string) => Promise<FileEntry[]>;

/** Candidates for the text at the cursor (UTF-16 offset). `list` reads folders; without it paths are not offered. */
export async function completeInput(
  machine: Machine,
  runspace: Runspace,
  text: string,
  cursor: number,
  list?: FileLister,
): Promise<Candidates> {
  const before = text.slice(0, cursor);
  // without a language there are commands and their parameters, nothing else
  const limited = runspace.languageMode !== 'FullLanguage';
  const { ast, tokens } = parseInput(before);
  const token = [...tokens]
    .reverse()
    .find((t) => t.kind !== 'EndOfInput' && t.kind !== 'NewLine' && t.extent.end === cursor && t.extent.start < cursor);
  const commands = findAll(ast, (n) => n.kind === 'CommandAst', true) as CommandAst[];
  const command = commands
    .filter((c) => c.extent.start <= cursor && before.slice(c.extent.end, cursor).trim() === '')
    .sort((a, b) => b.extent.start - a.extent.start)[0];
  const answer = (start: number, matches: Candidate[]): Candidates => ({
    replacementIndex: start,
    replacementLength: cursor - start,
    matches: limited ? matches.filter((m) => /^(Command|ParameterName|ParameterValue)$/.test(m.resultType)) : matches,
  });

  if (token !== undefined && (token.kind === 'Variable' || token.kind === 'SplattedVariable' || token.text === '$'))
    return answer(
      token.extent.start,
      variables(runspace, token.kind === 'SplattedVariable' ? '@' : '$', token.text.replace(/^[$@]\{?/, '').replace(/\}$/, '')),
    );
  const member = /(\$[\w:]+|\[[\w.[\],]+\])(\.|::)(\w*)$/.exec(before);
  if (member?.[1].startsWith('[')) await ensureType(member[1].slice(1, -1));
  if (member !== null) return answer(cursor - member[3].length, members(machine, runspace, member[1], member[2] === '::', member[3]));
  const type = /\[([A-Za-z][\w.]*)$/.exec(before);
  if (
    type !== null &&
    (command === undefined || token === undefined || !command.commandElements.some((e) => e.extent.start < token.extent.start))
  )
    return answer(cursor - type[1].length, types(type[1]));
  if (command === undefined) {
    const word = /[^\s|;&(){}]*$/.exec(before)?.[0] ?? '';
    return answer(cursor - word.length, word === '' ? [] : commandNames(machine, runspace, word));
  }
  const [head] = command.commandElements;
  const atHead = head.extent.end >= cursor;
  if (atHead) {
    const word = before.slice(head.extent.start);
    const names = /^[.~/\\]/.test(word) ? [] : commandNames(machine, runspace, word);
    return answer(head.extent.start, names.length > 0 ? names : await paths(machine, runspace, word, list));
  }
  const meta = await metadataOf(machine, runspace, head.kind === 'StringConstantExpressionAst' ? head.value : '');
  const word = token !== undefined && token.kind !== 'Pipe' && token.kind !== 'Semi' ? wordOf(token, before) : '';
  const start = cursor - word.length;
  if (meta !== null) for (const p of meta.parameters) await ensureType(p.type.replace(/\[\]$/, ''));
  if (word.startsWith('-') && meta !== null && !/^-\d/.test(word)) {
    const colon = word.indexOf(':');
    if (colon > 0) {
      const p = findParameter(meta, word.slice(1, colon));
      return answer(start + colon + 1, p === undefined ? [] : values(machine, p, word.slice(colon + 1)));
    }
    const bound = command.commandElements.flatMap((e) =>
      e.kind === 'CommandParameterAst' && e.extent.end < cursor ? [findParameter(meta, e.parameterName)?.name ?? ''] : [],
    );
    return answer(
      start,
      parameterCompletions(meta, word.slice(1), { bound }).map((p) => ({
        completionText: p.completionText,
        listItemText: p.listItemText,
        resultType: 'ParameterName',
        toolTip: p.toolTip,
      })),
    );
  }
  if (meta !== null) {
    const earlier = command.commandElements.filter((e) => e.extent.end <= start);
    const last = earlier[earlier.length - 1];
    const named = last?.kind === 'CommandParameterAst' && last.argument === null ? findParameter(meta, last.parameterName) : undefined;
    const position = earlier.filter(
      (e, i) => i > 0 && e.kind !== 'CommandParameterAst' && earlier[i - 1]?.kind !== 'CommandParameterAst',
    ).length;
    const p =
      named !== undefined && !/switch/i.test(named.type)
        ? named
        : meta.parameters.find((q) => Object.values(q.sets).some((s) => s.position === position));
    if (p !== undefined) {
      const offered = values(machine, p, word);
      if (offered.length > 0) return answer(start, offered);
      if (/^(Name|Command|CommandName)$/.test(p.name) && /^(get-help|get-command)$/i.test(meta.name))
        return answer(start, commandNames(machine, runspace, word));
    }
  }
  return answer(start, await paths(machine, runspace, word, list));
}

/** Imports a type's file if it comes when first named. */
async function ensureType(name: string): Promise<void> {
  if (isLazyType(name)) await loadLazyType(name);
}

function wordOf(token: Token, before: string): string {
  return before.slice(token.extent.start);
}

function findParameter(meta: CommandMetadata, name: string): ParameterMetadata | undefined {
  const lower = name.toLowerCase();
  return (
    meta.parameters.find((p) => p.name.toLowerCase() === lower || p.aliases.some((a) => a.toLowerCase() === lower)) ??
    (meta.parameters.filter((p) => p.name.toLowerCase().startsWith(lower)).length === 1
      ? meta.parameters.find((p) => p.name.toLowerCase().startsWith(lower))
      : undefined)
  );
}

/** True for what a person at this prompt may see. */
const visible = (runspace: Runspace, info: CommandInfo): boolean => !runspace.restricted || info.visibility === 'Public';

function commandNames(_machine: Machine, runspace: Runspace, word: string): Candidate[] {
  const lower = word.toLowerCase();
  const found = new Map<string, Candidate>();
  const add = (info: CommandInfo): void => {
    if (info.name.toLowerCase().startsWith(lower) && visible(runspace, info) && !found.has(info.name.toLowerCase()))
      found.set(info.name.toLowerCase(), { completionText: info.name, listItemText: info.name, resultType: 'Command', toolTip: info.name });
  };
  const { globalScope } = runspace;
  for (const f of globalScope.functions?.values() ?? []) add(f);
  for (const c of runspace.cmdlets.values()) add(c);
  const named = [...found.values()].sort((a, b) => (a.completionText.toLowerCase() < b.completionText.toLowerCase() ? -1 : 1));
  found.clear();
  for (const a of globalScope.aliases?.values() ?? []) add(a);
  return [...named, ...[...found.values()].sort((a, b) => (a.completionText < b.completionText ? -1 : 1))];
}

/** Metadata of a command by name, its file loaded if need be; null if there is none, or none to be seen. */
async function metadataOf(machine: Machine, runspace: Runspace, name: string): Promise<CommandMetadata | null> {
  const scope = runspace.globalScope;
  const alias = findAlias(scope, name.toLowerCase());
  const target = alias !== undefined && visible(runspace, alias) ? alias.definition : name;
  const info = findFunction(scope, target.toLowerCase()) ?? runspace.cmdlets.get(target.toLowerCase());
  if (info === undefined || !visible(runspace, info)) return null;
  if (info instanceof FunctionInfo) return functionMetadataOf(info);
  if (!(info instanceof CmdletInfo)) return null;
  if (!machine.definitions.has(info.name.toLowerCase())) await machine.load({ command: info.name });
  return machine.definitions.get(info.name.toLowerCase())?.metadata ?? null;
}

/** Values of a parameter that are known beforehand: sets, enums, switches. */
function values(machine: Machine, p: ParameterMetadata, word: string): Candidate[] {
  const prefix = word.replace(/^['"]/, '').toLowerCase();
  const offer = (list: readonly string[]): Candidate[] =>
    list
      .filter((v) => v.toLowerCase().startsWith(prefix))
      .map((v) => ({ completionText: quoted(v), listItemText: v, resultType: 'ParameterValue', toolTip: v }));
  const set = p.attributes.find((a) => /^ValidateSet(Attribute)?$/i.test(a.typeName));
  if (set !== undefined) {
    try {
      return offer(validSetValues(set, machine.context));
    } catch (error) {
      if (error instanceof NeedActivity || error instanceof TerminatingError) return [];
      throw error;
    }
  }
  if (/^(switch|System\.Management\.Automation\.SwitchParameter)$/i.test(p.type)) return offer(['$true', '$false']);
  const element = p.type.replace(/\[\]$/, '');
  const names = findType(element)?.enumNames;
  return names === undefined ? [] : offer(Object.keys(names).sort());
}

/** As an argument: in quotes where it has to be. */
function quoted(text: string): string {
  return /^[\w./\\:$*?~+-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "''")}'`;
}

function variables(runspace: Runspace, sigil: string, prefix: string): Candidate[] {
  const lower = prefix.toLowerCase();
  const names = [...visibleVariables(runspace.globalScope).values()]
    .filter((v) => !runspace.restricted || v.visibility === 'Public')
    .map((v) => v.name);
  return [...new Set([...names, 'true', 'false', 'null'])]
    .filter((n) => n.toLowerCase().startsWith(lower) && !n.startsWith('\u0000'))
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map((n) => ({
      completionText: /^\w+$/.test(n) ? `${sigil}${n}` : `${sigil}{${n}}`,
      listItemText: n,
      resultType: 'Variable',
      toolTip: n,
    }));
}

function members(machine: Machine, runspace: Runspace, target: string, isStatic: boolean, prefix: string): Candidate[] {
  if (runspace.languageMode !== 'FullLanguage') return [];
  const cell = visibleVariables(runspace.globalScope).get(target.slice(1).toLowerCase());
  if (cell !== undefined && !isShown(runspace, cell)) return [];
  const value: Value | undefined = target.startsWith('[') ? resolveTypeName(target.slice(1, -1)) : cell?.value;
  if (value === undefined || value === null) return [];
  const asking = new AskingFrame();
  asking.scope = runspace.globalScope;
  machine.enter(asking);
  const lower = prefix.toLowerCase();
  try {
    return listMembers(value, machine.context, isStatic)
      .filter((m) => m.name.toLowerCase().startsWith(lower))
      .map((m) => {
        const method = /Method/.test(m.memberType);
        return {
          completionText: method ? `${m.name}(` : m.name,
          listItemText: m.name,
          resultType: method ? 'Method' : 'Property',
          toolTip: m.definition,
        };
      });
  } catch (error) {
    // a member that needs user code can't be looked at here
    if (error instanceof NeedActivity || error instanceof TerminatingError) return [];
    throw error;
  }
}

function types(prefix: string): Candidate[] {
  const lower = prefix.toLowerCase();
  return [...allAccelerators().keys()]
    .filter((n) => n.startsWith(lower))
    .sort()
    .map((n) => ({ completionText: n, listItemText: n, resultType: 'Type', toolTip: `[${n}]` }));
}

async function paths(machine: Machine, runspace: Runspace, word: string, list: FileLister | undefined): Promise<Candidate[]> {
  if (list === undefined || (runspace.restricted && runspace.languageMode !== 'FullLanguage')) return [];
  const bare = word.replace(/^['"]/, '');
  const slash = bare.lastIndexOf('/');
  const folder = slash < 0 ? '.' : bare.slice(0, slash + 1);
  const prefix = bare.slice(slash + 1).toLowerCase();
  const entries = await list(machine.drives.resolve(folder));
  if (isFailure(entries)) return [];
  return entries
    .filter((e) => e.name.toLowerCase().startsWith(prefix))
    .map((e) => {
      const path = `${slash < 0 ? './' : folder}${e.name}`;
      const kind = e.kind === 'directory' ? 'ProviderContainer' : 'ProviderItem';
      return {
        completionText: /[\s'"`$;&|(){}]/.test(path) ? `'${path.replaceAll("'", "''")}'` : path,
        listItemText: e.name,
        resultType: kind,
        toolTip: e.path,
      };
    });
}

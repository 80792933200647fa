/** Candidates for the text at the cursor: commands, parameters, variables, paths (CommandCompletion, CompletionCompleters.cs in the small). */
import type { CommandMetadata } from '../../interpreter/binding/metadata.ts';
import { findFunction } from '../../interpreter/machine/commandLookup.ts';
import { functionMetadataOf } from '../../interpreter/machine/functions.ts';
import { isShown } from '../../interpreter/machine/restrictions.ts';
import type { Scope } from '../../interpreter/machine/state.ts';
import { visibleVariables } from '../../interpreter/machine/state.ts';
import { HIDDEN_PROVIDERS } from '../../interpreter/providers/hidden.ts';
import { parseInput, TokenFlags } from '../../interpreter/syntax/index.ts';
import type { Completion, CompletionMatch } from '../protocol.ts';
import { listFiles } from '../store/index.ts';
import type { SessionDriver } from './driver.ts';

const none: Completion = { replacementIndex: 0, replacementLength: 0, matches: [] };

/** Most candidates. */
const LIMIT = 500;

/** Answers at once or after a lazy import; the machine is only looked at, so it works while something runs. */
export async function complete(driver: SessionDriver, text: string, cursor: number): Promise<Completion> {
  const before = text.slice(0, cursor);
  const variable = /\$(\{?)((?:[a-z]+:)?[\w?]*)$/i.exec(before);
  if (variable !== null) return variables(driver, variable[2], cursor);
  const { tokens } = parseInput(before, '');
  const real = tokens.filter((t) => t.extent.end > t.extent.start);
  const last = real.at(-1);
  const isInWord = last !== undefined && last.extent.end === before.length && !/[\s;|&({]$/.test(before);
  const word = isInWord ? before.slice(last.extent.start) : '';
  const start = cursor - word.length;
  const earlier = isInWord ? real.slice(0, -1) : real;
  const command = commandName(earlier.map((t) => ({ text: t.text, isName: (t.flags & TokenFlags.CommandName) !== 0 })));
  if (command === null) return isPathLike(word) ? paths(driver, word, start) : commands(driver, word, start);
  if (/^[-–—―]/.test(word)) return parameters(driver, command, word.slice(1), start);
  return paths(driver, word, start);
}

/** The command whose arguments the cursor stands in, or null at the place of a command's name. */
function commandName(tokens: { text: string; isName: boolean }[]): string | null {
  for (let i = tokens.length - 1; i >= 0; i--) {
    if (/^([|;&({=]|\|\||&&|\$\(|@\()$/.test(tokens[i].text) || /^\s*\n/.test(tokens[i].text)) return null;
    if (tokens[i].isName) return tokens[i].text;
  }
  return tokens.length === 0 ? null : '';
}

function isPathLike(word: string): boolean {
  return /^(\.{1,2}\/|\/|~\/|[a-z]+:)/i.test(word);
}

function result(word: string, start: number, matches: CompletionMatch[]): Completion {
  if (matches.length === 0) return none;
  const sorted = matches.sort((a, b) => a.listItemText.localeCompare(b.listItemText, 'en', { sensitivity: 'base' }));
  return { replacementIndex: start, replacementLength: word.length, matches: sorted.slice(0, LIMIT) };
}

function variables(driver: SessionDriver, prefix: string, cursor: number): Completion {
  const scope = driver.machine.root.runspaces[0].globalScope;
  const matches: CompletionMatch[] = [];
  for (const [lower, cell] of visibleVariables(scope)) {
    if (!lower.startsWith(prefix.toLowerCase()) || cell.visibility === 'Private' || /^\u0000/.test(cell.name)) continue;
    matches.push({ completionText: `$${cell.name}`, listItemText: cell.name, resultType: 'Variable', toolTip: cell.description });
  }
  return result(`$${prefix}`, cursor - prefix.length - 1, matches);
}

function commands(driver: SessionDriver, word: string, start: number): Completion {
  const [runspace] = driver.machine.root.runspaces;
  const prefix = word.toLowerCase();
  const found = new Map<string, CompletionMatch>();
  const add = (name: string, toolTip: string): void => {
    if (name.toLowerCase().startsWith(prefix) && !found.has(name.toLowerCase()))
      found.set(name.toLowerCase(), { completionText: name, listItemText: name, resultType: 'Command', toolTip });
  };
  for (const info of runspace.cmdlets.values()) if (info.visibility === 'Public') add(info.name, info.name);
  for (let scope: Scope | null = runspace.globalScope; scope !== null; scope = scope.parent) {
    for (const info of scope.functions?.values() ?? []) if (info.visibility === 'Public') add(info.name, info.name);
    // aliases are offered once something is typed: most people look for commands
    if (prefix !== '')
      for (const info of scope.aliases?.values() ?? [])
        if (info.visibility === 'Public') add(info.name, `${info.name} -> ${info.definition}`);
  }
  return result(word, start, [...found.values()]);
}

async function metadataOf(driver: SessionDriver, name: string): Promise<CommandMetadata | null> {
  const { machine } = driver;
  const [runspace] = machine.root.runspaces;
  const { globalScope, cmdlets } = runspace;
  const alias = globalScope.aliases?.get(name.toLowerCase());
  const target = alias !== undefined && isShown(runspace, alias) ? alias.definition : name;
  const own = findFunction(globalScope, target.toLowerCase());
  if (own !== undefined) return isShown(runspace, own) ? functionMetadataOf(own) : null;
  const cmdlet = cmdlets.get(target.toLowerCase());
  if (cmdlet === undefined || !isShown(runspace, cmdlet) || machine.entry(target) === undefined) return null;
  await machine.load({ command: target });
  return machine.definitions.get(target.toLowerCase())?.metadata ?? null;
}

async function parameters(driver: SessionDriver, command: string, prefix: string, start: number): Promise<Completion> {
  const metadata = command === '' ? null : await metadataOf(driver, command);
  if (metadata === null) return none;
  const lower = prefix.toLowerCase();
  const matches = metadata.parameters
    .filter((p) => p.name.toLowerCase().startsWith(lower) && (prefix !== '' || !p.isCommon))
    .map(
      (p): CompletionMatch => ({
        completionText: `-${p.name}`,
        listItemText: p.name,
        resultType: 'ParameterName',
        toolTip: `[${p.type}] ${p.name}`,
      }),
    );
  return result(`-${prefix}`, start, matches);
}

async function paths(driver: SessionDriver, word: string, start: number): Promise<Completion> {
  const [runspace] = driver.machine.root.runspaces;
  const drive = runspace.extensions.has(HIDDEN_PROVIDERS) ? null : runspace.currentDrive;
  if (drive === null || drive.provider !== 'FileSystem') return none;
  const typed = word.replace(/^['"]/, '');
  const cut = typed.lastIndexOf('/') + 1;
  const folder = typed.slice(0, cut);
  const current = `${drive.root}${drive.currentLocation}`;
  const home = `/home/${driver.record.user}`;
  const absolute = folder.startsWith('/') ? folder : folder.startsWith('~/') ? home + folder.slice(1) : `${current}/${folder}`;
  const nodes = await listFiles(driver.env.store, driver.record.computer, normalize(absolute));
  const prefix = typed.slice(cut).toLowerCase();
  const matches = nodes
    .map((node) => ({ node, name: node.path.slice(node.path.lastIndexOf('/') + 1) }))
    .filter(({ name }) => name.toLowerCase().startsWith(prefix) && (prefix !== '' || !name.startsWith('.')))
    .map(({ node, name }): CompletionMatch => {
      const path = `${folder === '' ? './' : folder}${name}`;
      return {
        completionText: /[\s'`$()]/.test(path) ? `'${path.replaceAll("'", "''")}'` : path,
        listItemText: name,
        resultType: node.kind === 'directory' ? 'ProviderContainer' : 'ProviderItem',
        toolTip: node.path,
      };
    });
  return result(word, start, matches);
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

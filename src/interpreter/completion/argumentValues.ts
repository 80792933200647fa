/** Values of a command's parameter: CompletionCompleters.cs ProcessParameter, NativeCommandArgumentCompletion. */

import { attributeName } from '../binding/attributeNames.ts';
import { validSetValues } from '../binding/attributes.ts';
import type { ParameterView } from '../binding/view.ts';
import { isShown } from '../machine/restrictions.ts';
import { runtimeAttribute } from '../machine/runtimeAttribute.ts';
import { FunctionInfo, visibleVariables } from '../machine/state.ts';
import { drivesSeen, PROVIDERS } from '../providers/info.ts';
import type { Ast, CommandAst } from '../syntax/ast.ts';
import { findAll } from '../syntax/index.ts';
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import { TerminatingError } from '../values/errors.ts';
import { memberTable } from '../values/memberTable.ts';
import { memberTypeOf } from '../values/typeNames.ts';
import { completeCommand, completeModule } from './commandNames.ts';
import { customValues } from './customCompleters.ts';
import { upstream } from './inference.ts';
import { isProviderShown, itemsOf } from './items.ts';
import { namesOfEnum, upstreamMembers } from './members.ts';
import { completePath, type PathOptions } from './paths.ts';
import { boundValues, type PseudoBinding } from './pseudoBinding.ts';
import { needType, type Question } from './question.ts';
import { begins, type Candidate, candidate, inQuotes, matches, type Offer, unquoted, valueCandidates } from './results.ts';
import { completeType } from './typeNames.ts';

const final = (found: Candidate[]): Offer => ({ matches: found, isFinal: true });
const NOTHING: Offer = { matches: [], isFinal: false };

/** Values of a parameter. `command` and `argument` are where it stands; `knowsBound`: what else is bound is known. */
export function parameterValues(
  q: Question,
  binding: PseudoBinding,
  parameter: ParameterView,
  command: CommandAst,
  argument: Ast | null,
  knowsBound: boolean,
): Offer {
  const set = parameter.meta.attributes.find((a) => attributeName(a) === 'validateset');
  if (set !== undefined) {
    try {
      const block = binding.info instanceof FunctionInfo ? binding.info.scriptBlock : null;
      const allowed = validSetValues(runtimeAttribute(set, block), q.ctx);
      return final(
        valueCandidates(
          [...allowed].sort((a, b) => compareCulture(a, b)),
          q.word,
          true,
        ),
      );
    } catch (error) {
      if (error instanceof TerminatingError) return final([]);
      throw error;
    }
  }
  const type = parameter.type.replace(/\[\]$/, '').replace(/^System\.Nullable`1\[(.*)\]$/, '$1');
  needType(type);
  const names = namesOfEnum(q, type);
  if (names.length > 0)
    return final(
      valueCandidates(
        [...names].sort((a, b) => compareCulture(a, b)),
        q.word,
        false,
      ),
    );
  if (parameter.isSwitch) {
    const isEmpty = q.word === '' || q.word === '$';
    return final(isEmpty ? ['$true', '$false'].map((v) => candidate(v, 'ParameterValue')) : []);
  }
  const custom = customValues(q, binding, parameter, command, knowsBound);
  return custom === null ? builtIn(q, binding, parameter.name, command, argument) : final(custom);
}

/** Candidates out of names, quoted as the word is. */
function named(q: Question, names: readonly string[]): Offer {
  const { word, quote } = unquoted(q.word);
  return final(names.filter((n) => matches(n, `${word}*`)).map((n) => candidate(inQuotes(n, quote), 'ParameterValue', n)));
}

function paths(q: Question, o: PathOptions = {}): Offer {
  return final(completePath(q, o));
}

function variableNames(q: Question): Offer {
  const { word, quote } = unquoted(q.word);
  const names = [...visibleVariables(q.scope).values()]
    .filter((v) => !v.name.startsWith('\u0000') && isShown(q.runspace, v))
    .map((v) => v.name);
  const found = names.filter((n) => matches(n, `${word}*`)).sort((a, b) => compareCulture(a, b, true));
  return final(
    found.map((n) => {
      const text = n.replace(/[?*]/g, '`$&');
      return candidate(n === '$' ? n : inQuotes(text, text === n ? quote : "'"), 'ParameterValue', n);
    }),
  );
}

/** Words that an array of arguments holds already. */
function othersIn(q: Question, argument: Ast | null): Set<string> {
  if (argument === null) return new Set();
  return new Set(
    findAll(
      argument,
      (n) => n.kind === 'StringConstantExpressionAst' && !(q.cursor >= n.extent.start && q.cursor <= n.extent.end),
      false,
    ).map((n) => q.textOf(n).toLowerCase()),
  );
}

function memberNames(q: Question, command: CommandAst, argument: Ast | null, propertiesOnly: boolean): Offer {
  return final(q.isLimited ? [] : upstreamMembers(q, command, q.word, propertiesOnly, othersIn(q, argument)));
}

/** Values that Where-Object's -Value may have: names of the enum that the property is. */
function memberValues(q: Question, binding: PseudoBinding, command: CommandAst): Offer {
  const property = String(boundValues(q, binding.arguments).get('Property') ?? '').toLowerCase();
  const word = q.word.replace(/^['"]+|['"]+$/g, '').toLowerCase();
  for (const t of q.isLimited ? [] : upstream(q, command)) {
    const type = t.kind === 'type' ? t.name : t.kind === 'value' ? memberTypeOf(t.value) : '';
    const member = type === '' ? undefined : memberTable(type).get(property);
    const names = member?.kind === 'property' ? namesOfEnum(q, member.property.type) : [];
    if (names.length > 0) return final(names.filter((n) => n.toLowerCase().startsWith(word)).map((n) => candidate(n, 'ParameterValue')));
  }
  return final([]);
}

const PS1 = ['.ps1'];
const ENCODINGS = 'ascii ansi bigendianunicode bigendianutf32 oem unicode utf7 utf8 utf8BOM utf8NoBOM utf32'.split(' ');

const SCOPES = ['Global', 'Local', 'Script'];
/** Values that commands themselves say a parameter may have ([ArgumentCompleter()], [ArgumentCompletions()]). */
const LISTED: Record<string, readonly string[]> = {
  'get-alias:scope': SCOPES,
  'set-alias:scope': SCOPES,
  'new-alias:scope': SCOPES,
  'remove-alias:scope': SCOPES,
  'export-alias:scope': SCOPES,
  'import-alias:scope': SCOPES,
  'get-variable:scope': SCOPES,
  'set-variable:scope': SCOPES,
  'new-variable:scope': SCOPES,
  'clear-variable:scope': SCOPES,
  'remove-variable:scope': SCOPES,
  'get-psdrive:scope': SCOPES,
  'new-psdrive:scope': SCOPES,
  'remove-psdrive:scope': SCOPES,
  'set-strictmode:version': ['Latest', '3.0', '2.0', '1.0'],
  'get-module:psedition': ['Desktop', 'Core'],
  'join-string:separator': [',', ', ', ';', '; ', '`n', '-', ' '],
  'join-string:formatstring': ['[{0}]', '{0:N2}', '`n    `${0}', '`n    [string] `${0}'],
};
const DATE_FORMATS = ['FileDate', 'FileDateUniversal', 'FileDateTime', 'FileDateTimeUniversal'];

/** Verbs or nouns of the commands that may be seen. */
function partsOfNames(q: Question, part: 0 | 1): string[] {
  const found = new Map<string, string>();
  const cmdlets = [...q.runspace.cmdlets.values()].filter((c) => isShown(q.runspace, c));
  for (const info of [...(itemsOf(q, 'Function') ?? []), ...cmdlets]) {
    const dash = info.name.indexOf('-');
    const name = part === 0 ? info.name.slice(0, dash) : info.name.slice(dash + 1);
    if (dash > 0) found.set(name.toLowerCase(), name);
  }
  return [...found.values()].sort((a, b) => compareCulture(a, b, true));
}

/** Values out of a list that a command declares; null where it declares none. */
function listed(q: Question, command: string, parameter: string): Offer | null {
  if (command === 'get-date' && parameter === 'format')
    return final(DATE_FORMATS.filter((f) => matches(f, `${q.word}*`)).map((f) => candidate(f, 'ParameterValue')));
  const values =
    command === 'get-command' && parameter === 'noun'
      ? partsOfNames(q, 1)
      : /^get-(command|verb):verb$/.test(`${command}:${parameter}`)
        ? partsOfNames(q, 0)
        : LISTED[`${command}:${parameter}`];
  if (values === undefined) return null;
  const { word, quote } = unquoted(q.word);
  return final(values.filter((v) => begins(v, word)).map((v) => candidate(inQuotes(v, quote), 'Text', v)));
}

/** What is known of certain commands' parameters. */
function builtIn(q: Question, binding: PseudoBinding, parameter: string, command: CommandAst, argument: Ast | null): Offer {
  const lower = parameter.toLowerCase();
  const isPath = /^(literalpath|path|filepath)$/.test(lower);
  const bound = (name: string): unknown => boundValues(q, binding.arguments).get(name);
  if (lower === 'encoding' && !(binding.info instanceof FunctionInfo))
    return final(ENCODINGS.filter((e) => matches(e, `${q.word}*`)).map((e) => candidate(e, 'ParameterValue')));
  const own = listed(q, binding.name.toLowerCase(), lower);
  if (own !== null) return own;
  switch (binding.name.toLowerCase()) {
    case 'get-childitem':
      if (lower === 'attributes')
        return final(
          valueCandidates(
            namesOfEnum(q, 'System.IO.FileAttributes').sort((a, b) => compareCulture(a, b)),
            q.word,
            false,
          ),
        );
      return isPath ? paths(q, { literal: lower === 'literalpath' }) : NOTHING;
    case 'get-command':
      if (lower === 'module' || lower === 'excludemodule') return final(completeModule(q));
      if (lower === 'name') {
        const module = bound('Module');
        const commands = completeCommand(q, typeof module === 'string' ? module : null);
        return final(typeof module === 'string' ? commands : [...commands, ...completePath(q, { extensions: PS1 })]);
      }
      return lower === 'parametertype' ? typeArgument(q) : NOTHING;
    case 'get-help':
    case 'help':
    case 'show-command':
      if (lower !== 'name') return NOTHING;
      return final([
        ...completeCommand(q, null, ['Cmdlet', 'Function', 'Alias', 'ExternalScript']),
        ...completePath(q, { extensions: PS1 }),
      ]);
    case 'get-module':
    case 'remove-module':
    case 'save-help':
    case 'update-help':
      return lower === 'name' || lower === 'module' ? final(completeModule(q)) : NOTHING;
    case 'import-module':
      if (lower !== 'name') return NOTHING;
      return final([...completeModule(q), ...completePath(q, { extensions: ['.psm1', '.psd1', '.ps1', '.dll'] })]);
    case 'get-psdrive':
    case 'remove-psdrive':
      if (lower === 'name') {
        const provider = String(bound('PSProvider') ?? '*');
        const drives = [...drivesSeen(q.scope).values()].filter((d) => isProviderShown(q, d.provider) && matches(d.provider, provider));
        return named(
          q,
          drives.map((d) => d.name).sort((a, b) => compareCulture(a, b, true)),
        );
      }
      return lower === 'psprovider' ? providers(q) : NOTHING;
    case 'new-psdrive':
    case 'get-psprovider':
      return lower === 'psprovider' ? providers(q) : NOTHING;
    case 'clear-variable':
    case 'get-variable':
    case 'remove-variable':
    case 'set-variable':
      return lower === 'name' ? variableNames(q) : NOTHING;
    case 'get-alias':
      if (lower === 'name')
        return named(
          q,
          (itemsOf(q, 'Alias') ?? []).map((i) => i.name),
        );
      return lower === 'definition' ? final([...completeCommand(q, null, ['Cmdlet', 'Function']), ...completePath(q)]) : NOTHING;
    case 'push-location':
    case 'set-location':
      return lower === 'path' || lower === 'literalpath' ? paths(q, { containersOnly: true, literal: lower === 'literalpath' }) : NOTHING;
    case 'move-item':
    case 'copy-item':
      if (lower === 'destination') return paths(q, { literal: true });
      return isPath ? paths(q, { literal: lower === 'literalpath' }) : NOTHING;
    case 'new-item':
      if (lower === 'itemtype') {
        const kinds = ['File', 'Directory', 'SymbolicLink', 'Junction', 'HardLink'].filter((k) => matches(k, `${q.word}*`));
        return final((q.word === '' ? kinds : kinds.slice(0, 1)).map((k) => candidate(k)));
      }
      return isPath ? paths(q) : NOTHING;
    case 'foreach-object':
      return lower === 'membername' ? memberNames(q, command, argument, false) : NOTHING;
    case 'group-object':
    case 'measure-object':
    case 'sort-object':
    case 'where-object':
      if (lower === 'property') return memberNames(q, command, argument, true);
      return lower === 'value' ? memberValues(q, binding, command) : NOTHING;
    case 'format-custom':
    case 'format-list':
    case 'format-table':
    case 'format-wide':
      return lower === 'property' ? memberNames(q, command, argument, true) : NOTHING;
    case 'select-object':
      return /^(property|excludeproperty|expandproperty)$/.test(lower) ? memberNames(q, command, argument, true) : NOTHING;
    case 'new-object':
      return lower === 'typename' ? typeArgument(q) : NOTHING;
    case 'invoke-expression':
      return NOTHING;
    default:
      return isPath ? paths(q, { literal: lower === 'literalpath' }) : NOTHING;
  }
}

function providers(q: Question): Offer {
  return named(
    q,
    PROVIDERS.map((p) => p.name).filter((name) => isProviderShown(q, name)),
  );
}

/** A type's name as an argument. */
function typeArgument(q: Question): Offer {
  const { word, quote } = unquoted(q.word);
  const open = word.lastIndexOf('[');
  if (open < 0) return final(completeType(q, word, quote, quote));
  const inner = word.slice(open + 1);
  const outer = quote === '' ? "'" : quote;
  const missing = word.split('[').length - word.split(']').length;
  return final(completeType(q, inner.replace(/\]+$/, ''), outer + word.slice(0, open + 1), ']'.repeat(Math.max(missing, 0)) + outer));
}

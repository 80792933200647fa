/** Get-Command. Behaviour: GetCommandCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { CmdletRun } from '../../machine/cmdletContext.ts';
import { isListed } from '../../machine/commandLookup.ts';
import { AliasInfo, CmdletInfo, type CommandInfo, FunctionInfo, type Scope } from '../../machine/state.ts';
import { compareCulture } from '../../values/dotnet/stringCompare.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { EnumValue } from '../../values/value.ts';
import { errorRecord, listOf, numberOf, stringsOf, terminating } from '../support/params.ts';
import type { NetRecord } from '../support/record.ts';
import { metadataOf, resolved, syntaxOf } from './commandInfoTypes.ts';

type Context = CmdletContext<object>;

const BITS: Record<string, number> = { Alias: 1, Function: 2, Filter: 4, Cmdlet: 8, ExternalScript: 16, Application: 32, Script: 64 };
const ORDER = ['Alias', 'Function', 'Filter', 'Cmdlet', 'ExternalScript', 'Application'];

/** All commands seen from the calling code, nearest first. */
export function allCommands(context: Context): CommandInfo[] {
  const found = new Map<string, CommandInfo>();
  const add = (key: string, info: CommandInfo): void => {
    const visible = !(context instanceof CmdletRun) || isListed(context.machine, context.native, info);
    if (!found.has(key) && visible) found.set(key, info);
  };
  for (let s: Scope | null = context.scope; s !== null; s = s.parent) {
    for (const [lower, info] of s.aliases ?? []) add(`a:${lower}`, info);
    for (const [lower, info] of s.functions ?? []) add(`f:${lower}`, info);
  }
  for (const [lower, info] of context.runspace.cmdlets) add(`c:${lower}`, info);
  return [...found.values()];
}

function sorted(list: CommandInfo[]): CommandInfo[] {
  return list.sort((a, b) => ORDER.indexOf(a.commandType) - ORDER.indexOf(b.commandType) || compareCulture(a.name, b.name, true));
}

function fits(context: Context, info: CommandInfo): boolean {
  const { params } = context;
  const types = params.CommandType instanceof EnumValue ? Number(params.CommandType.value) : 0;
  if (types !== 0 && ((BITS[info.commandType] ?? 0) & types) === 0 && !(info.commandType === 'Filter' && (types & 2) !== 0)) return false;
  const modules = [...stringsOf(params.Module, context), ...stringsOf(params.FullyQualifiedModule, context)];
  if (modules.length > 0 && !modules.some((m) => isWildcardMatch(m, info.moduleName))) return false;
  const [verb, noun] = info.name.includes('-')
    ? [info.name.slice(0, info.name.indexOf('-')), info.name.slice(info.name.indexOf('-') + 1)]
    : ['', ''];
  const verbs = stringsOf(params.Verb, context);
  const nouns = stringsOf(params.Noun, context);
  if ((verbs.length > 0 || nouns.length > 0) && !(info instanceof CmdletInfo || info instanceof FunctionInfo || info instanceof AliasInfo))
    return false;
  if (verbs.length > 0 && !verbs.some((p) => isWildcardMatch(p, verb as string))) return false;
  if (nouns.length > 0 && !nouns.some((p) => isWildcardMatch(p, noun as string))) return false;
  return true;
}

/** -ParameterName and -ParameterType. */
function hasParameters(context: Context, info: CommandInfo): boolean {
  const { params } = context;
  const names = stringsOf(params.ParameterName, context);
  const types = listOf(params.ParameterType);
  if (names.length === 0 && types.length === 0) return true;
  const list = metadataOf(info, context)?.parameters ?? [];
  const byName = names.length === 0 || list.some((p) => names.some((n) => [p.name, ...p.aliases].some((own) => isWildcardMatch(n, own))));
  const wanted = types.map((t) => (t as NetRecord).get?.('Name') ?? (t as { name?: string }).name ?? '').map(String);
  return byName && (types.length === 0 || list.some((p) => wanted.some((w) => w.toLowerCase().endsWith(p.type.toLowerCase()))));
}

function byName(context: Context, name: string): CommandInfo[] {
  const all = allCommands(context);
  if (containsWildcardCharacters(name))
    return sorted(all.filter((c) => isWildcardMatch(name, c.name) && fits(context, c) && hasParameters(context, c)));
  const lower = name.toLowerCase();
  const slash = lower.lastIndexOf('\\');
  const found = sorted(
    all.filter(
      (c) =>
        (c.name.toLowerCase() === lower ||
          (slash > 0 && c.name.toLowerCase() === lower.slice(slash + 1) && c.moduleName.toLowerCase() === lower.slice(0, slash))) &&
        fits(context, c),
    ),
  );
  if (found.length === 0 && context instanceof CmdletRun) {
    const script = context.machine.drives.findScript(context.native, name, context);
    if (script !== null && fits(context, script)) found.push(script);
  }
  // an alias hides a function, a function a cmdlet
  return (context.isOn('All') ? found : found.slice(0, 1)).filter((c) => hasParameters(context, c));
}

function show(context: Context, info: CommandInfo): void {
  if (context.isOn('Syntax')) {
    const target = info instanceof AliasInfo ? resolved(info, context) : info;
    context.write(target === null ? '' : syntaxOf(target, context));
    return;
  }
  if (context.isOn('ShowCommandInfo')) {
    context.write(info);
    return;
  }
  context.write(info);
}

export default defineCmdlet({
  name: 'Get-Command',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['gcm'],
  synopsis: 'Gets commands.',
  className: 'Microsoft.PowerShell.Commands.GetCommandCommand',
  defaultSet: 'CmdletSet',
  sets: ['CmdletSet', 'AllCommandSet'],
  parameters: {
    Name: {
      type: 'string[]',
      sets: { AllCommandSet: { position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Names of the commands.',
    },
    Verb: { type: 'string[]', sets: { CmdletSet: { byName: true } }, wildcards: true, help: 'Verbs.' },
    Noun: { type: 'string[]', sets: { CmdletSet: { byName: true } }, wildcards: true, help: 'Nouns.' },
    Module: { type: 'string[]', aliases: ['PSSnapin'], byName: true, help: 'Modules that the commands are of.' },
    ExcludeModule: { type: 'string[]', notNull: true, help: 'Modules that do not count.' },
    FullyQualifiedModule: { type: 'object[]', byName: true, dontShow: true, help: 'Modules with versions.' },
    CommandType: {
      type: 'System.Management.Automation.CommandTypes',
      aliases: ['Type'],
      sets: { AllCommandSet: { byName: true } },
      help: 'Kinds of commands.',
    },
    TotalCount: { type: 'int', byName: true, help: 'How many at most.' },
    Syntax: { type: 'switch', byName: true, help: 'How the commands are called.' },
    ShowCommandInfo: { type: 'switch', dontShow: true, help: 'For tools.' },
    ArgumentList: {
      type: 'object[]',
      aliases: ['Args'],
      position: 1,
      remaining: true,
      allowNull: true,
      allowEmptyCollection: true,
      help: 'Arguments, for parameters that depend on them.',
    },
    All: { type: 'switch', byName: true, help: 'Commands hidden by others of the same name too.' },
    ListImported: { type: 'switch', byName: true, help: 'Commands of the session only.' },
    ParameterName: { type: 'string[]', notNullOrEmpty: true, help: 'Parameters that the commands must have.' },
    ParameterType: { type: 'object[]', notNullOrEmpty: true, help: 'Types of parameters that the commands must have.' },
    UseFuzzyMatching: { type: 'switch', sets: { AllCommandSet: {} }, help: 'Names that are much alike too.' },
    FuzzyMinimumDistance: { type: 'uint', sets: { AllCommandSet: {} }, help: 'How much alike.' },
    UseAbbreviationExpansion: { type: 'switch', sets: { AllCommandSet: {} }, help: 'Names by their capitals.' },
  },
  outputTypes: ['System.Management.Automation.CommandInfo'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const limit = context.isBound('TotalCount') ? numberOf(params.TotalCount) : Number.POSITIVE_INFINITY;
    if (context.isBound('TotalCount') && limit < 0)
      throw terminating('System.ArgumentException', 'TotalCount must not be negative.', 'ArgumentException', 'InvalidArgument');
    const excluded = stringsOf(params.ExcludeModule, context);
    const names = stringsOf(params.Name, context);
    const result: CommandInfo[] = [];
    if (names.length === 0) result.push(...sorted(allCommands(context).filter((c) => fits(context, c) && hasParameters(context, c))));
    const outputs: (CommandInfo | string)[] = [...result];
    for (const name of names) {
      const found = byName(context, name);
      outputs.push(...found);
      if (found.length === 0 && !containsWildcardCharacters(name)) outputs.push(name);
    }
    let count = 0;
    for (const one of outputs) {
      if (typeof one === 'string') {
        context.writeError(
          errorRecord(
            'System.Management.Automation.CommandNotFoundException',
            `The term '${one}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
            'CommandNotFoundException',
            'ObjectNotFound',
            one,
          ),
        );
        continue;
      }
      if (excluded.some((m) => isWildcardMatch(m, one.moduleName))) continue;
      if (count++ >= limit) break;
      show(context, one);
    }
  },
  help: { examples: [{ code: 'Get-Command -Noun Item' }, { code: 'Get-Command Get-Date -Syntax' }], related: ['Get-Help', 'Get-Module'] },
});

/** Get-Help, of what is known of a command itself: its own comment, its metadata, our own words. Behaviour: GetHelpCommand in HelpCommands.cs. */

import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CommandMetadata, ParameterMetadata } from '../../binding/metadata.ts';
import { parameterSets, syntaxText } from '../../binding/syntax.ts';
import { knownTypeName } from '../../binding/types.ts';
import { HELP_TYPE } from '../../formatting/views/help.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { CmdletRun } from '../../machine/cmdletContext.ts';
import { type CommentHelp, helpCommentOf, parseHelp } from '../../machine/commentHelp.ts';
import { AliasInfo, CmdletInfo, type CommandInfo, ExternalScriptInfo, FunctionInfo } from '../../machine/state.ts';
import { PSArray } from '../../values/collections.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { simpleTypeName } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';
import { HELP_CATEGORIES } from '../support/helpCategories.ts';
import { errorRecord, stringOf, stringsOf } from '../support/params.ts';
import { definitionOf, metadataOf, resolved } from './commandInfoTypes.ts';
import { allCommands } from './getCommand.ts';

type Context = CmdletContext<object>;

function object(fields: Record<string, Value>, typeName?: string): PSObject {
  return new PSObject(shapeOf(Object.keys(fields)), Object.values(fields), undefined, typeName === undefined ? null : [typeName]);
}

const paragraphs = (text: string): Value => (text === '' ? null : new PSArray([object({ Text: text }, 'MamlParaTextItem')]));
const one = (list: Value[]): Value => (list.length === 1 ? (list[0] as Value) : new PSArray(list));

function commentOf(info: CommandInfo, context: Context): CommentHelp | null {
  const code =
    info instanceof FunctionInfo
      ? info.scriptBlock.code
      : info instanceof ExternalScriptInfo && context instanceof CmdletRun
        ? context.machine.drives.scriptBlock(context.native, info, context).code
        : null;
  const comment = code === null ? null : helpCommentOf(code, info instanceof ExternalScriptInfo);
  return comment === null ? null : parseHelp(comment);
}

function parameterHelp(p: ParameterMetadata, comment: CommentHelp | null, info: CommandInfo): PSObject {
  const flags = Object.values(p.sets);
  const byValue = flags.some((f) => f.valueFromPipeline);
  const byName = flags.some((f) => f.valueFromPipelineByPropertyName);
  const position = flags.find((f) => f.position !== null)?.position;
  const how = [byValue ? 'ByValue' : '', byName ? 'ByPropertyName' : ''].filter((t) => t !== '').join(', ');
  const spec = info instanceof FunctionInfo ? info.scriptBlock.code.parameters.find((s) => s.name === p.name) : undefined;
  const type = simpleTypeName(knownTypeName(p.type) ?? p.type);
  const described =
    comment?.parameters.get(p.name.toLowerCase()) ??
    (p.help !== '' ? p.help : (flags.find((f) => f.helpMessage !== '')?.helpMessage ?? ''));
  return object(
    {
      description: paragraphs(described),
      defaultValue: spec?.defaultText ?? '',
      parameterValue: type,
      name: p.name,
      type: object({ name: type }),
      required: String(flags.some((f) => f.mandatory)),
      variableLength: 'false',
      globbing: String(p.supportsWildcards),
      pipelineInput: how === '' ? 'false' : `true (${how})`,
      position: position === undefined || position === null ? 'named' : String(position + 1),
      aliases: p.aliases.join(', '),
    },
    `${HELP_TYPE}#parameter`,
  );
}

function exampleHelp(text: string, remarks: string, i: number): PSObject {
  return object({
    title: `-------------------------- EXAMPLE ${i + 1} --------------------------`,
    code: text,
    remarks: paragraphs(remarks),
    introduction: new PSArray([object({ Text: 'PS > ' })]),
  });
}

/** Help of one command as an object. */
function helpOf(info: CommandInfo, context: Context, view: string): PSObject {
  const meta: CommandMetadata | null = metadataOf(info, context);
  const comment = commentOf(info, context);
  const definition = info instanceof CmdletInfo ? definitionOf(info.name, context) : null;
  const own = (meta?.parameters ?? []).filter((p) => !p.isCommon && p.association !== 'common' && !p.dontShow);
  const sets = meta === null ? [] : parameterSets(meta).map((s) => syntaxText(meta, s.name));
  const lines = sets.map((s) => `${info.name}${s.slice(meta?.name.length ?? 0)}`.trimEnd());
  const synopsis = comment !== null ? comment.synopsis : (definition?.synopsis ?? `\n${lines.map((l) => `${l}\n`).join('\n')}`);
  const description = comment !== null ? comment.description : (definition?.help?.description ?? '');
  const examples =
    comment !== null
      ? comment.examples.map((e, i) => {
          // the code goes as far as the first blank line
          const [code = '', ...rest] = e.replace(/^PS[^>\n]*>\s*/, '').split(/\n[ \t]*\n/);
          return exampleHelp(code, rest.join('\n\n').trim(), i);
        })
      : (definition?.help?.examples ?? []).map((e, i) => exampleHelp(e.code, e.remarks ?? '', i));
  const links = comment !== null ? comment.links : (definition?.help?.related ?? []);
  const parameters = own.map((p) => parameterHelp(p, comment, info));
  const fields: Record<string, Value> = {
    Name: info.name,
    Category: info.commandType === 'Filter' ? 'Function' : info.commandType,
    Synopsis: synopsis,
    Component: comment?.component ?? '',
    Role: comment?.role ?? '',
    Functionality: comment?.functionality ?? '',
    ModuleName: info.moduleName,
    details: object({ name: info.name, description: paragraphs(synopsis) }),
    description: paragraphs(description),
    syntax: object({ syntaxItem: one(lines.map((text) => object({ name: info.name, text }))) }),
    parameters: object({ parameter: one(parameters) }),
    examples: object({ example: one(examples) }),
    relatedLinks: object({
      navigationLink: one(links.map((l) => (/^https?:/i.test(l) ? object({ uri: l, linkText: '' }) : object({ linkText: l })))),
    }),
    alertSet: object({ alert: one(comment === null || comment.notes === '' ? [] : [object({ Text: comment.notes })]) }),
    inputTypes: object({ inputType: one((comment?.inputs ?? []).map((t) => object({ type: object({ name: t }) }))) }),
    returnValues: object({
      returnValue: one((comment?.outputs ?? definition?.outputTypes ?? []).map((t) => object({ type: object({ name: t }) }))),
    }),
  };
  const result = object(fields);
  result.typeNames = [...(view === '' ? [] : [`${HELP_TYPE}#${view}`]), HELP_TYPE, 'HelpInfo'];
  return result;
}

function matching(context: Context, name: string): CommandInfo[] {
  const all = allCommands(context);
  const categories = stringsOf(context.params.Category, context).map((c) => c.toLowerCase());
  const fits = (c: CommandInfo): boolean => categories.length === 0 || categories.includes(c.commandType.toLowerCase());
  if (!containsWildcardCharacters(name)) {
    const lower = name.toLowerCase();
    const exact = all.filter((c) => c.name.toLowerCase() === lower && fits(c));
    if (exact.length > 0) return exact.slice(0, 1);
    const script = context instanceof CmdletRun ? context.machine.drives.findScript(context.native, name, context) : null;
    if (script !== null) return [script];
    return all.filter((c) => c.name.toLowerCase().includes(lower) && !(c instanceof AliasInfo) && fits(c));
  }
  return all.filter((c) => isWildcardMatch(name, c.name) && fits(c));
}

function short(info: CommandInfo, context: Context): PSObject {
  const target = info instanceof AliasInfo ? resolved(info, context) : info;
  const synopsis =
    info instanceof AliasInfo
      ? info.definition
      : target instanceof CmdletInfo
        ? definitionOf(target.name, context).synopsis
        : (commentOf(info, context)?.synopsis ?? '');
  const fields = { Name: info.name, Category: info.commandType, ModuleName: info.moduleName, Synopsis: synopsis };
  return object(fields, 'HelpInfoShort');
}

function writeParameters(context: Context, help: PSObject, patterns: readonly string[], name: string): void {
  const holder = help.get('parameters') as PSObject;
  const list = holder.get('parameter') ?? null;
  const all = list instanceof PSArray ? list.items : list === null ? [] : [list];
  for (const pattern of patterns) {
    const found = all.filter((p) => isWildcardMatch(pattern, String((p as PSObject).get('name'))));
    for (const p of found) context.write(p);
    if (found.length === 0)
      context.writeError(
        errorRecord(
          'System.Management.Automation.PSArgumentException',
          `No parameter matches criteria ${pattern}.`,
          'NoParmsFound',
          'InvalidArgument',
          name,
        ),
      );
  }
}

const view = (name: string): Record<string, object> => ({ [name]: { mandatory: true } });

export default defineCmdlet({
  name: 'Get-Help',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Tells about commands.',
  className: 'Microsoft.PowerShell.Commands.GetHelpCommand',
  defaultSet: 'AllUsersView',
  sets: ['AllUsersView', 'DetailedView', 'Examples', 'Parameters', 'Online', 'ShowWindow'],
  parameters: {
    Name: { type: 'string', position: 0, byName: true, wildcards: true, help: 'The command.' },
    Path: { type: 'string', dontShow: true, help: 'Not used.' },
    Category: {
      type: 'string[]',
      validateSet: [...HELP_CATEGORIES],
      help: 'Kinds of commands.',
    },
    Full: { type: 'switch', sets: { AllUsersView: {} }, help: 'All there is.' },
    Detailed: { type: 'switch', sets: view('DetailedView'), help: 'Parameters and examples too.' },
    Examples: { type: 'switch', sets: view('Examples'), help: 'The examples.' },
    Parameter: { type: 'string[]', sets: view('Parameters'), wildcards: true, help: 'Parameters.' },
    Component: { type: 'string[]', dontShow: true, help: 'Not used.' },
    Functionality: { type: 'string[]', dontShow: true, help: 'Not used.' },
    Role: { type: 'string[]', dontShow: true, help: 'Not used.' },
    Online: { type: 'switch', sets: view('Online'), help: 'Not available here.' },
    ShowWindow: { type: 'switch', sets: view('ShowWindow'), dontShow: true, help: 'Not available here.' },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const name = stringOf(params.Name, context) ?? 'Get-Help';
    const found = matching(context, name);
    if (found.length === 0) {
      if (containsWildcardCharacters(name)) return;
      context.writeError(
        errorRecord(
          'Microsoft.PowerShell.Commands.HelpNotFoundException',
          `Get-Help could not find ${name} in a help file in this session. To download updated help topics type: "Update-Help". To get help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116.`,
          'HelpNotFound',
          'ResourceUnavailable',
          name,
        ),
      );
      return;
    }
    if (found.length > 1) {
      const rows = found.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)).map((info) => short(info, context));
      for (const row of rows) context.write(row);
      return;
    }
    const [first] = found as [CommandInfo];
    const info = first instanceof AliasInfo ? (resolved(first, context) ?? first) : first;
    const kind = context.isOn('Full')
      ? 'FullView'
      : context.isOn('Detailed')
        ? 'DetailedView'
        : context.isOn('Examples')
          ? 'ExamplesView'
          : '';
    const help = helpOf(info, context, kind);
    if (context.isBound('Parameter')) writeParameters(context, help, stringsOf(params.Parameter, context), info.name);
    else context.write(help);
  },
  help: { examples: [{ code: 'Get-Help Sort-Object -Examples' }, { code: 'Get-Help *-PSSession' }], related: ['Get-Command'] },
});

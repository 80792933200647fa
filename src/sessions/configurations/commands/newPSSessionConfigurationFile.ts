/** New-PSSessionConfigurationFile. Behaviour and layout of the file: NewPSSessionConfigurationFile.cs. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import type { ParameterShort } from '../../../interpreter/binding/metadata.ts';
import type { CmdletContext } from '../../../interpreter/machine/cmdlet.ts';
import { ScriptBlock } from '../../../interpreter/values/code.ts';
import { PSArray, PSHashtable } from '../../../interpreter/values/collections.ts';
import { toText } from '../../../interpreter/values/convert.ts';
import { fail } from '../../../interpreter/values/errors.ts';
import type { Value } from '../../../interpreter/values/value.ts';
import { configurationPath } from './shared.ts';

const quote = (text: string): string => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

/** A value as it stands in the file. */
function written(value: Value, ctx: CmdletContext<object>, indent = 0): string {
  if (value instanceof ScriptBlock) return `{${value.text}}`;
  if (value instanceof PSHashtable) {
    const rows = [...value.entries.values()]
      .map(({ key, value: v }) => [toText(key, ctx), v] as const)
      .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
      .map(([key, v]) => `\n${' '.repeat(4 * (indent + 1))}${quote(key)} = ${written(v, ctx, indent + 1)}`);
    return `@{${rows.join('')} }`;
  }
  if (value instanceof PSArray) return value.items.map((v) => written(v, ctx, indent)).join(', ');
  return quote(toText(value, ctx));
}

const TEXT: ParameterShort = { type: 'string', help: 'Written to the file.' };
const LIST: ParameterShort = { type: 'object[]', help: 'Names, or hashtables with Name and Parameters.' };
const TABLES: ParameterShort = { type: 'System.Collections.IDictionary[]', help: 'Hashtables that define one each.' };

/** One entry: comment, key, value, whether it is only an example. */
type Fragment = [comment: string, key: string, value: string, example: boolean];

function fragments(context: CmdletContext<object>): Fragment[] {
  const { params } = context;
  const full = context.isOn('Full');
  const text = (name: string, fallback: string): string => (params[name] === undefined ? fallback : toText(params[name] as Value, context));
  const list: Fragment[] = [];
  const add = (comment: string, key: string, value: string, example = false): number => list.push([comment, key, value, example]);
  const optional = (comment: string, name: string, example: string): void => {
    const value = params[name];
    const given = value !== undefined && value !== null && !(value instanceof PSArray && value.items.length === 0);
    if (given) add(comment, name, written(value as Value, context));
    else if (full) add(comment, name, example, true);
  };
  const author = text('Author', context.runspace.environment.get('USER') ?? '');
  add('Version number of the schema used for this document', 'SchemaVersion', quote(text('SchemaVersion', '2.0.0.0')));
  add('ID used to uniquely identify this document', 'GUID', quote(text('Guid', '') || context.newGuid()));
  add('Author of this document', 'Author', quote(author));
  const description = text('Description', '');
  add('Description of the functionality provided by these settings', 'Description', quote(description), description === '');
  if (full || params.CompanyName !== undefined)
    add('Company associated with this document', 'CompanyName', quote(text('CompanyName', 'Unknown')));
  if (full || params.Copyright !== undefined)
    add('Copyright statement for this document', 'Copyright', quote(text('Copyright', `(c) ${author}. All rights reserved.`)));
  const sessionType = text('SessionType', 'Default');
  add(
    "Session type defaults to apply for this session configuration. Can be 'RestrictedRemoteServer' (recommended), 'Empty', or 'Default'",
    'SessionType',
    quote(sessionType),
  );
  add('Directory to place session transcripts for this session configuration', 'TranscriptDirectory', "'C:\\Transcripts\\'", true);
  add("Whether to run this session configuration as the machine's (virtual) administrator account", 'RunAsVirtualAccount', '$true', true);
  add(
    'Scripts to run when applied to a session',
    'ScriptsToProcess',
    "'C:\\ConfigData\\InitScript1.ps1', 'C:\\ConfigData\\InitScript2.ps1'",
    true,
  );
  add(
    'User roles (security groups), and the role capabilities that should be applied to them when applied to a session',
    'RoleDefinitions',
    "@{ 'CONTOSO\\SqlAdmins' = @{ RoleCapabilities = 'SqlAdministration' }; 'CONTOSO\\SqlManaged' = @{ RoleCapabilityFiles = 'C:\\RoleCapability\\SqlManaged.psrc' }; 'CONTOSO\\ServerMonitors' = @{ VisibleCmdlets = 'Get-Process' } } ",
    true,
  );
  if (full || params.LanguageMode !== undefined)
    add(
      "Language mode to apply when applied to a session. Can be 'NoLanguage' (recommended), 'RestrictedLanguage', 'ConstrainedLanguage', or 'FullLanguage'",
      'LanguageMode',
      quote(text('LanguageMode', sessionType === 'Default' ? 'FullLanguage' : 'NoLanguage')),
    );
  optional('Aliases to make visible when applied to a session', 'VisibleAliases', "'Item1', 'Item2'");
  optional(
    'Cmdlets to make visible when applied to a session',
    'VisibleCmdlets',
    "'Invoke-Cmdlet1', @{ Name = 'Invoke-Cmdlet2'; Parameters = @{ Name = 'Parameter1'; ValidateSet = 'Item1', 'Item2' }, @{ Name = 'Parameter2'; ValidatePattern = 'L*' } }",
  );
  optional(
    'Functions to make visible when applied to a session',
    'VisibleFunctions',
    "'Invoke-Function1', @{ Name = 'Invoke-Function2'; Parameters = @{ Name = 'Parameter1'; ValidateSet = 'Item1', 'Item2' }, @{ Name = 'Parameter2'; ValidatePattern = 'L*' } }",
  );
  optional(
    'Aliases to be defined when applied to a session',
    'AliasDefinitions',
    "@{ Name = 'Alias1'; Value = 'Invoke-Alias1'}, @{ Name = 'Alias2'; Value = 'Invoke-Alias2'}",
  );
  optional(
    'Functions to define when applied to a session',
    'FunctionDefinitions',
    "@{ Name = 'MyFunction'; ScriptBlock = { param($MyInput) $MyInput } }",
  );
  return list;
}

export default defineCmdlet({
  name: 'New-PSSessionConfigurationFile',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Writes a file that defines a session configuration.',
  className: 'Microsoft.PowerShell.Commands.NewPSSessionConfigurationFileCommand',
  parameters: {
    Path: { type: 'string', position: 0, mandatory: true, notNullOrEmpty: true, help: 'The .pssc file to write.' },
    SchemaVersion: { type: 'version', notNull: true, help: 'Version of the file format.' },
    Guid: { type: 'guid', help: 'Id of the file.' },
    Author: TEXT,
    Description: TEXT,
    CompanyName: TEXT,
    Copyright: TEXT,
    SessionType: { type: 'string', validateSet: ['Empty', 'RestrictedRemoteServer', 'Default'], help: 'What a session starts from.' },
    LanguageMode: {
      type: 'System.Management.Automation.PSLanguageMode',
      help: 'What of the language users may use.',
    },
    AliasDefinitions: TABLES,
    FunctionDefinitions: TABLES,
    VisibleAliases: { type: 'string[]', help: 'Names of aliases.' },
    VisibleCmdlets: LIST,
    VisibleFunctions: LIST,
    Full: { type: 'switch', help: 'Writes every key, those not given as examples.' },
  },
  stateVersion: 1,
  process(context) {
    const path = configurationPath(context, String(context.params.Path));
    const text = fragments(context)
      .map(([comment, key, value, example]) => `# ${comment}\n${example ? '# ' : ''}${key} = ${value}\n\n`)
      .join('');
    const reply = context.ask('file.write', { path, text: `@{\n\n${text}}\n` });
    if (reply !== true)
      throw fail(
        'FileOpenFailure',
        'OpenError',
        (reply as { failure?: { message: string } }).failure?.message ?? `Could not write '${path}'.`,
        {
          typeName: 'System.IO.IOException',
          target: path,
        },
      );
  },
  help: {
    examples: [
      { code: 'New-PSSessionConfigurationFile ./lesson.pssc -SessionType RestrictedRemoteServer -VisibleCmdlets Get-Date, Get-Random' },
    ],
    related: ['Test-PSSessionConfigurationFile', 'Register-PSSessionConfiguration'],
  },
});

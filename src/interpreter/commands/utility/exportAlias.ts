/** Export-Alias. Behaviour: ExportAliasCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { methodText } from '../../values/text.ts';
import { EnumValue } from '../../values/value.ts';
import { aliasesSeen } from '../support/aliases.ts';
import { flushSink } from '../support/fileSink.ts';
import { enumOf, stringOf, stringsOf } from '../support/params.ts';
import { scopeNamed } from '../support/scopes.ts';
import { openFile } from './outFile.ts';

export default defineCmdlet({
  name: 'Export-Alias',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['epal'],
  synopsis: 'Writes aliases to a file.',
  className: 'Microsoft.PowerShell.Commands.ExportAliasCommand',
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  parameters: {
    Path: { type: 'string', position: 0, mandatory: true, sets: { ByPath: {} }, help: 'The file.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      mandatory: true,
      byName: true,
      sets: { ByLiteralPath: {} },
      help: 'The file.',
    },
    Name: { type: 'string[]', position: 1, pipeline: true, byName: true, wildcards: true, help: 'Names of the aliases.' },
    PassThru: { type: 'switch', help: 'Writes the aliases.' },
    As: { type: 'Microsoft.PowerShell.Commands.ExportAliasFormat', help: 'Csv or Script.' },
    Append: { type: 'switch', help: 'At the end of what is there.' },
    Force: { type: 'switch', help: 'A read-only file too.' },
    NoClobber: { type: 'switch', aliases: ['NoOverwrite'], help: 'Leaves a file that is there alone.' },
    Description: { type: 'string', notNullOrEmpty: true, help: 'A line for the head of the file.' },
    Scope: { type: 'string', help: 'Global, Local, Script, or how many scopes up.' },
  },
  outputTypes: ['System.Management.Automation.AliasInfo'],
  stateVersion: 1,
  end(context) {
    const { params } = context;
    const typed = stringOf(params.LiteralPath ?? params.Path, context) ?? '';
    const patterns = stringsOf(params.Name, context);
    const list = aliasesSeen(scopeNamed(context, params.Scope), params.Scope !== undefined).filter(
      (a) => patterns.length === 0 || patterns.some((p) => isWildcardMatch(p, a.name)),
    );
    if (!context.shouldProcess(typed)) return;
    const sink = openFile(context, typed, context.isOn('Append'));
    const script = enumOf(params.As) === 1;
    const head = [
      'Alias File',
      `Exported by : ${context.runspace.environment.get('USER') ?? ''}`,
      `Computer : ${context.runspace.environment.get('HOSTNAME') ?? ''}`,
    ];
    const description = stringOf(params.Description, context);
    if (description !== undefined) head.push(description);
    const options = (n: number): string => methodText(new EnumValue('System.Management.Automation.ScopedItemOptions', n), context);
    for (const line of head) sink.pieces.push(`# ${line}\n`);
    for (const a of list) {
      const quoted = (s: string): string => `"${s.replaceAll('"', '""')}"`;
      sink.pieces.push(
        script
          ? `set-alias -Name:"${a.name}" -Value:"${a.definition}" -Description:"${a.description}" -Option:"${options(a.options)}"\n`
          : `${[a.name, a.definition, a.description, options(a.options)].map(quoted).join(',')}\n`,
      );
    }
    flushSink(context, sink, 'FileOpenFailure');
    if (context.isOn('PassThru')) for (const a of list) context.write(a);
  },
  help: { examples: [{ code: 'Export-Alias aliases.csv' }], related: ['Import-Alias', 'Get-Alias'] },
});

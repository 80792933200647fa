/** Import-Alias. Behaviour: ImportAliasCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { convertTo } from '../../values/convert.ts';
import { setAlias } from '../support/aliases.ts';
import { readRecords, startCsv } from '../support/csv.ts';
import { readText } from '../support/encodings.ts';
import { attempt, isLiteral, typedPaths } from '../support/items.ts';
import { enumOf, errorRecord } from '../support/params.ts';
import { scopeNamed } from '../support/scopes.ts';
import { guarded } from './variableShared.ts';

export default defineCmdlet({
  name: 'Import-Alias',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['ipal'],
  synopsis: 'Makes the aliases that a file lists.',
  className: 'Microsoft.PowerShell.Commands.ImportAliasCommand',
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  parameters: {
    Path: { type: 'string', position: 0, mandatory: true, pipeline: true, byName: true, sets: { ByPath: {} }, help: 'The file.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      mandatory: true,
      byName: true,
      sets: { ByLiteralPath: {} },
      help: 'The file.',
    },
    Scope: { type: 'string', notNullOrEmpty: true, help: 'Global, Local, Script, or how many scopes up.' },
    PassThru: { type: 'switch', help: 'Writes the aliases.' },
    Force: { type: 'switch', help: 'Replaces aliases that are there.' },
  },
  outputTypes: ['System.Management.Automation.AliasInfo'],
  stateVersion: 1,
  process(context) {
    for (const typed of typedPaths(context)) {
      const places = attempt(context, () => resolve(context, typed, { literal: isLiteral(context) })) ?? [];
      for (const { path } of places) {
        const text = readText(context, path, undefined);
        if (isFailure(text)) continue;
        const reading = startCsv(['Name', 'Definition', 'Description', 'Options']);
        reading.begun = true;
        reading.text = text
          .split('\n')
          .filter((l) => !l.startsWith('#'))
          .join('\n');
        readRecords(context, reading, ',', Number.POSITIVE_INFINITY).forEach((row, i) => {
          if (row.values.some((v) => v === null)) {
            context.writeError(
              errorRecord(
                'System.FormatException',
                `Cannot import an alias. Line number ${i + 1} in the file '${path}' is not a properly-formatted, comma-separated values (CSV) line for aliases. Change the line to contain four values separated by commas. If the value text itself contains a comma, then the value must be contained in quotation marks.`,
                'ImportAliasFileFormatError',
                'ReadError',
                path,
              ),
            );
            return;
          }
          const [name = '', definition = '', description = '', options = 'None'] = row.values.map(String);
          if (!context.shouldProcess(`Name: ${name} Value: ${definition}`, 'Import Alias')) return;
          guarded(context, () => {
            const info = setAlias(context, scopeNamed(context, context.params.Scope), name, {
              definition,
              description,
              options: enumOf(convertTo(options, 'System.Management.Automation.ScopedItemOptions', context)),
              force: context.isOn('Force'),
              isNew: true,
            });
            if (context.isOn('PassThru')) context.write(info);
          });
        });
      }
    }
  },
  help: { examples: [{ code: 'Import-Alias aliases.csv' }], related: ['Export-Alias', 'Set-Alias'] },
});

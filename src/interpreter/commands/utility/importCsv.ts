/** Import-Csv. Behaviour: CsvCommands.cs. Large files are read in portions. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { TerminatingError } from '../../values/errors.ts';
import { type CsvReading, DELIMITER, delimiterOf, readRecords, startCsv } from '../support/csv.ts';
import { ENCODING, encodingOf, readText } from '../support/encodings.ts';
import { isLiteral, typedPaths } from '../support/items.ts';
import { errorRecord, stringsOf } from '../support/params.ts';

interface State {
  paths: string[];
  reading: CsvReading | null;
}

function next(context: CmdletContext<State>): Step | void {
  const { state, params } = context;
  for (;;) {
    if (state.reading === null) {
      const path = state.paths[0];
      if (path === undefined) return;
      const text = readText(context, path, encodingOf(params.Encoding, context));
      state.paths.shift();
      if (isFailure(text)) {
        context.writeError(
          errorRecord(
            text.failure.code === 'ENOENT' ? 'System.IO.FileNotFoundException' : 'System.UnauthorizedAccessException',
            text.failure.code === 'ENOENT' ? `Could not find file '${path}'.` : `Access to the path '${path}' is denied.`,
            'FileOpenFailure',
            'OpenError',
          ),
        );
        continue;
      }
      state.reading = startCsv(params.Header === undefined ? null : stringsOf(params.Header, context));
      state.reading.text = text;
    }
    const objects = readRecords(context, state.reading, delimiterOf(context), 1000);
    for (const object of objects) context.write(object);
    if (objects.length === 1000) return { do: 'again' };
    state.reading = null;
  }
}

const path = { position: 0, pipeline: true };

export default defineCmdlet<State>({
  name: 'Import-Csv',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['ipcsv'],
  synopsis: 'Reads objects from a file of comma-separated values.',
  className: 'Microsoft.PowerShell.Commands.ImportCsvCommand',
  defaultSet: 'DelimiterPath',
  sets: ['DelimiterPath', 'DelimiterLiteralPath', 'CulturePath', 'CultureLiteralPath'],
  parameters: {
    Delimiter: { ...DELIMITER({ DelimiterPath: { position: 1 }, DelimiterLiteralPath: { position: 1 } }) },
    Path: {
      type: 'string[]',
      notNullOrEmpty: true,
      sets: { DelimiterPath: { ...path, mandatory: true }, CulturePath: { ...path, mandatory: true } },
      help: 'The files.',
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      notNullOrEmpty: true,
      sets: { DelimiterLiteralPath: { mandatory: true, byName: true }, CultureLiteralPath: { mandatory: true, byName: true } },
      help: 'Files, without wildcards.',
    },
    UseCulture: {
      type: 'switch',
      sets: { CulturePath: { mandatory: true }, CultureLiteralPath: { mandatory: true } },
      help: 'The list separator of the culture.',
    },
    Header: { type: 'string[]', notNullOrEmpty: true, help: 'Names of the columns.' },
    Encoding: ENCODING,
  },
  stateVersion: 1,
  init: () => ({ paths: [], reading: null }),
  process(context) {
    const paths: string[] = [];
    for (const typed of typedPaths(context)) {
      try {
        paths.push(...resolve(context, typed, { literal: isLiteral(context), force: true, allowMissing: true }).map((p) => p.path));
      } catch (e) {
        if (!(e instanceof TerminatingError)) throw e;
        context.writeError(e.record);
      }
    }
    context.state.paths = paths;
    return next(context);
  },
  resume: next,
  help: {
    examples: [{ code: 'Import-Csv files.csv | Where-Object { [int]$_.Length -gt 100 }' }],
    related: ['Export-Csv', 'ConvertFrom-Csv'],
  },
});

/** Export-Csv. Behaviour: CsvCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { isFailure } from '../../providers/fileProtocol.ts';
import { stat } from '../../providers/fileSystem.ts';
import { placeOf } from '../../providers/location.ts';
import { isAutomationNull, type Value } from '../../values/value.ts';
import {
  columnsOf,
  DELIMITER,
  delimiterOf,
  headerLine,
  objectLine,
  quoteOptions,
  readRecords,
  startCsv,
  typeLine,
  WRITE_PARAMETERS,
} from '../support/csv.ts';
import { ENCODING, encodingOf, readText } from '../support/encodings.ts';
import { addText, type FileSink, flushSink } from '../support/fileSink.ts';
import { stringOf, terminating } from '../support/params.ts';
import { openFile } from './outFile.ts';

interface State {
  sink: FileSink | null;
  names: string[] | null;
  /** True: the file had columns already, which the objects must fit. */
  appends: boolean;
}

type Context = CmdletContext<State>;

/** Columns of the file that is appended to, or null. */
function columnsThere(context: Context, path: string): string[] | null {
  const text = readText(context, path, encodingOf(context.params.Encoding, context));
  if (isFailure(text) || text === '') return null;
  const reading = startCsv(null);
  reading.text = text;
  readRecords(context, reading, delimiterOf(context), 0);
  return reading.header;
}

function checkColumns(context: Context, input: Value, names: readonly string[], path: string): void {
  if (context.isOn('Force')) return;
  const own = new Set(columnsOf(input, context).map((n) => n.toLowerCase()));
  const missing = names.find((n) => !own.has(n.toLowerCase()));
  if (missing === undefined) return;
  throw terminating(
    'System.InvalidOperationException',
    `Cannot append CSV content to the following file: ${path}. The appended object does not have a property that corresponds to the following column: ${missing}. To continue with mismatched properties, add the -Force parameter, and then retry the command.`,
    'CannotAppendCsvWithMismatchedPropertyNames',
    'InvalidData',
    missing,
  );
}

export default defineCmdlet<State>({
  name: 'Export-Csv',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['epcsv'],
  synopsis: 'Writes objects to a file of comma-separated values.',
  className: 'Microsoft.PowerShell.Commands.ExportCsvCommand',
  defaultSet: 'DelimiterPath',
  sets: ['DelimiterPath', 'DelimiterLiteralPath', 'CulturePath', 'CultureLiteralPath'],
  supportsShouldProcess: true,
  parameters: {
    InputObject: { type: 'psobject', mandatory: true, pipeline: true, byName: true, help: 'Objects to write.' },
    Path: { type: 'string', position: 0, notNullOrEmpty: true, sets: { DelimiterPath: {}, CulturePath: {} }, help: 'The file.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      notNullOrEmpty: true,
      sets: { DelimiterLiteralPath: {}, CultureLiteralPath: {} },
      help: 'The file.',
    },
    Force: { type: 'switch', help: 'A read-only file too; objects that lack columns too.' },
    NoClobber: { type: 'switch', aliases: ['NoOverwrite'], help: 'Leaves a file that is there alone.' },
    Encoding: ENCODING,
    Append: { type: 'switch', help: 'At the end of what is there.' },
    Delimiter: DELIMITER({ DelimiterPath: { position: 1 }, DelimiterLiteralPath: { position: 1 } }),
    UseCulture: { type: 'switch', sets: { CulturePath: {}, CultureLiteralPath: {} }, help: 'The list separator of the culture.' },
    ...WRITE_PARAMETERS,
  },
  stateVersion: 1,
  init: () => ({ sink: null, names: null, appends: false }),
  begin(context) {
    const { params, state } = context;
    const typed = stringOf(params.LiteralPath ?? params.Path, context);
    if (typed === undefined)
      throw terminating(
        'System.InvalidOperationException',
        'You must specify either the -Path or -LiteralPath parameters, but not both.',
        'CannotSpecifyPathAndLiteralPath',
        'InvalidData',
      );
    quoteOptions(context);
    const { path } = placeOf(context, typed);
    if (!context.shouldProcess(path)) return;
    const append = context.isOn('Append');
    const names = append && stat(context, path) !== null ? columnsThere(context, path) : null;
    state.sink = openFile(context, typed, append);
    state.names = names;
    state.appends = names !== null;
  },
  process(context) {
    const { state } = context;
    const input = context.params.InputObject ?? null;
    if (state.sink === null || input === null || isAutomationNull(input)) return;
    const o = quoteOptions(context);
    const first = state.names === null;
    const names = state.names ?? columnsOf(input, context);
    if (state.appends) checkColumns(context, input, names, state.sink.path);
    let text = '';
    if (first && context.isOn('IncludeTypeInformation')) text += `${typeLine(input)}\n`;
    if (first && !context.isOn('NoHeader')) text += `${headerLine(names, o)}\n`;
    text += `${objectLine(input, names, o, context)}\n`;
    state.names = names;
    addText(context, state.sink, text, 'FileOpenFailure');
  },
  end(context) {
    if (context.state.sink !== null) flushSink(context, context.state.sink, 'FileOpenFailure');
  },
  help: {
    examples: [{ code: 'Get-ChildItem | Select-Object Name, Length | Export-Csv files.csv' }],
    related: ['Import-Csv', 'ConvertTo-Csv'],
  },
});

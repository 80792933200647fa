/** ConvertTo-Csv. Behaviour: CsvCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { isAutomationNull } from '../../values/value.ts';
import { type CsvWriting, columnsOf, DELIMITER, headerLine, objectLine, quoteOptions, typeLine, WRITE_PARAMETERS } from '../support/csv.ts';

export default defineCmdlet<CsvWriting>({
  name: 'ConvertTo-Csv',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Turns objects into lines of comma-separated values.',
  className: 'Microsoft.PowerShell.Commands.ConvertToCsvCommand',
  defaultSet: 'DelimiterPath',
  sets: ['DelimiterPath', 'Delimiter', 'CulturePath', 'UseCulture'],
  parameters: {
    InputObject: { type: 'psobject', position: 0, mandatory: true, pipeline: true, byName: true, help: 'Objects to turn.' },
    Delimiter: { ...DELIMITER({ Delimiter: { position: 1 }, DelimiterPath: { position: 1 } }) },
    UseCulture: { type: 'switch', sets: { UseCulture: {}, CulturePath: {} }, help: 'The list separator of the culture.' },
    ...WRITE_PARAMETERS,
  },
  outputTypes: ['System.String'],
  stateVersion: 1,
  init: () => ({ names: null }),
  process(context) {
    const input = context.params.InputObject ?? null;
    if (input === null || isAutomationNull(input)) return;
    const { state } = context;
    const o = quoteOptions(context);
    const first = state.names === null;
    const names = state.names ?? columnsOf(input, context);
    const line = objectLine(input, names, o, context);
    state.names = names;
    if (first && context.isOn('IncludeTypeInformation')) context.write(typeLine(input));
    if (first && !context.isOn('NoHeader')) context.write(headerLine(names, o));
    context.write(line);
  },
  help: { examples: [{ code: 'Get-ChildItem | Select-Object Name, Length | ConvertTo-Csv' }], related: ['ConvertFrom-Csv', 'Export-Csv'] },
});

/** ConvertFrom-Csv. Behaviour: CsvCommands.cs: each string is a text of its own, the header is that of the first. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { type CsvReading, DELIMITER, delimiterOf, readRecords, startCsv } from '../support/csv.ts';
import { listOf, stringsOf } from '../support/params.ts';

interface State {
  reading: CsvReading | null;
}

export default defineCmdlet<State>({
  name: 'ConvertFrom-Csv',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Turns lines of comma-separated values into objects.',
  className: 'Microsoft.PowerShell.Commands.ConvertFromCsvCommand',
  defaultSet: 'Delimiter',
  parameters: {
    Delimiter: { ...DELIMITER({ Delimiter: { position: 1 } }), notNullOrEmpty: true },
    UseCulture: { type: 'switch', sets: { UseCulture: { mandatory: true } }, help: 'The list separator of the culture.' },
    InputObject: { type: 'psobject[]', position: 0, mandatory: true, pipeline: true, byName: true, notNull: true, help: 'The lines.' },
    Header: { type: 'string[]', notNullOrEmpty: true, help: 'Names of the columns.' },
  },
  stateVersion: 1,
  init: () => ({ reading: null }),
  process(context) {
    const { state, params } = context;
    state.reading ??= startCsv(params.Header === undefined ? null : stringsOf(params.Header, context));
    for (const text of stringsOf(listOf(params.InputObject).length === 0 ? null : params.InputObject, context)) {
      const { reading } = state;
      reading.text = text;
      reading.at = 0;
      for (const object of readRecords(context, reading, delimiterOf(context), Number.POSITIVE_INFINITY)) context.write(object);
    }
  },
  help: { examples: [{ code: "'a,b', '1,2' | ConvertFrom-Csv" }], related: ['ConvertTo-Csv', 'Import-Csv'] },
});

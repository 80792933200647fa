/** Format-Table. Behaviour: Format-Table.cs, BaseFormattingCommand.cs; golden scripts formatting/*. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { formatPhases, SHAPE_PARAMETERS } from './shared.ts';

export default defineCmdlet({
  name: 'Format-Table',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['ft'],
  synopsis: 'Formats the output as a table.',
  className: 'Microsoft.PowerShell.Commands.FormatTableCommand',
  parameters: {
    AutoSize: { type: 'switch', help: 'Waits for all rows and makes columns as wide as they need.' },
    RepeatHeader: { type: 'switch', help: 'Repeats the header on each screen.' },
    HideTableHeaders: { type: 'switch', help: 'Leaves the header out.' },
    Wrap: { type: 'switch', help: 'Breaks long cells over lines instead of cutting them.' },
    Property: {
      type: 'object[]',
      position: 0,
      wildcards: true,
      help: 'Columns: names, script blocks or tables of name, expression, format, width, alignment.',
    },
    ...SHAPE_PARAMETERS,
  },
  ...formatPhases('table'),
  help: {
    examples: [{ code: "Get-Command | Format-Table Name, @{ n = 'Length'; e = { $_.Name.Length }; a = 'right' }" }],
    related: ['Format-List', 'Format-Wide', 'Format-Custom', 'Out-String'],
  },
});

/** Format-List. Behaviour: Format-List.cs, BaseFormattingCommand.cs; golden scripts formatting/*. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { formatPhases, SHAPE_PARAMETERS } from './shared.ts';

export default defineCmdlet({
  name: 'Format-List',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['fl'],
  synopsis: 'Formats the output as a list, one property a line.',
  className: 'Microsoft.PowerShell.Commands.FormatListCommand',
  parameters: {
    Property: {
      type: 'object[]',
      position: 0,
      wildcards: true,
      help: 'Properties: names, script blocks or tables of name, expression, format.',
    },
    ...SHAPE_PARAMETERS,
  },
  ...formatPhases('list'),
  help: {
    examples: [{ code: 'Get-PSSession | Format-List *' }],
    related: ['Format-Table', 'Format-Wide', 'Format-Custom'],
  },
});

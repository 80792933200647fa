/** Format-Custom. Behaviour: Format-Object.cs, FormatViewGenerator_Complex.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { formatPhases, SHAPE_PARAMETERS } from './shared.ts';

export default defineCmdlet({
  name: 'Format-Custom',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['fc'],
  synopsis: 'Formats the output by a custom view, or as a picture of its objects in depth.',
  className: 'Microsoft.PowerShell.Commands.FormatCustomCommand',
  parameters: {
    Property: {
      type: 'object[]',
      position: 0,
      wildcards: true,
      help: 'Properties: names, script blocks or tables of expression and depth.',
    },
    Depth: { type: 'int', validateRange: [1, 2147483647], help: 'How deep objects in properties are shown; 5 by default.' },
    ...SHAPE_PARAMETERS,
  },
  ...formatPhases('custom'),
  help: {
    examples: [{ code: 'Get-Date | Format-Custom' }],
    related: ['Format-Table', 'Format-List', 'Format-Wide'],
  },
});

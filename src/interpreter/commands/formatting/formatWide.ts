/** Format-Wide. Behaviour: Format-Wide.cs; golden script formatting/023. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { fail } from '../../values/errors.ts';
import { formatPhases, SHAPE_PARAMETERS } from './shared.ts';

const phases = formatPhases('wide');

export default defineCmdlet({
  name: 'Format-Wide',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['fw'],
  synopsis: 'Formats one property of each object in several columns.',
  className: 'Microsoft.PowerShell.Commands.FormatWideCommand',
  parameters: {
    Property: {
      type: 'object',
      position: 0,
      wildcards: true,
      help: 'The property shown: a name, a script block or a table of expression and format.',
    },
    AutoSize: { type: 'switch', help: 'As many columns as fit.' },
    Column: { type: 'int', validateRange: [1, 2147483647], help: 'Number of columns.' },
    ...SHAPE_PARAMETERS,
  },
  ...phases,
  begin(context) {
    if (context.isOn('AutoSize') && context.isBound('Column')) {
      throw fail('FormatCannotSpecifyAutosizeAndColumns', 'InvalidArgument', 'Found invalid data while decoding.', {
        typeName: 'System.IO.InvalidDataException',
        details: 'Cmdlet parameters AutoSize and Column are mutually exclusive.',
      });
    }
    return phases.begin?.(context);
  },
  help: {
    examples: [{ code: 'Get-ChildItem | Format-Wide -Column 3' }],
    related: ['Format-Table', 'Format-List', 'Format-Custom'],
  },
});

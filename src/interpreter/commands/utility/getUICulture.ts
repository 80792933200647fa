/** Get-UICulture. Behaviour: GetUICultureCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { PSCulture } from '../../values/culture.ts';
import '../../values/types/cultureInfo.ts';

export default defineCmdlet({
  name: 'Get-UICulture',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets the culture of texts that the session shows.',
  className: 'Microsoft.PowerShell.Commands.GetUICultureCommand',
  parameters: {},
  outputTypes: ['System.Globalization.CultureInfo'],
  stateVersion: 1,
  begin(context) {
    context.write(new PSCulture(context.culture));
  },
  help: { related: ['Get-Culture'] },
});

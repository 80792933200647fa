/** Get-ItemProperty. Behaviour: GetPropertyCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { stringsOf } from '../support/params.ts';
import { propertiesOf } from './itemProperties.ts';

export default defineCmdlet({
  name: 'Get-ItemProperty',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gp'],
  synopsis: 'Gets properties of items.',
  className: 'Microsoft.PowerShell.Commands.GetItemPropertyCommand',
  defaultSet: 'Path',
  parameters: {
    ...pathParameters('The items.'),
    Name: { type: 'string[]', aliases: ['PSProperty'], position: 1, wildcards: true, help: 'Names of the properties.' },
    ...FILTER_PARAMETERS,
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    const names = stringsOf(context.params.Name, context);
    for (const place of places(context, { force: true })) {
      const value = attempt(context, () => propertiesOf(context, place, names));
      if (value !== undefined && value !== null) context.write(value);
    }
  },
  help: { examples: [{ code: 'Get-ItemProperty a.txt Length, LastWriteTime' }], related: ['Set-ItemProperty', 'Get-ItemPropertyValue'] },
});

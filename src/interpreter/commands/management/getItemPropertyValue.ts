/** Get-ItemPropertyValue. Behaviour: GetPropertyCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { findProperty } from '../../values/members.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { stringsOf } from '../support/params.ts';
import { propertiesOf } from './itemProperties.ts';

const paths = pathParameters('The items.');

export default defineCmdlet({
  name: 'Get-ItemPropertyValue',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gpv'],
  synopsis: 'Gets values of properties of items.',
  className: 'Microsoft.PowerShell.Commands.GetItemPropertyValueCommand',
  defaultSet: 'Path',
  parameters: {
    ...paths,
    Path: { type: 'string[]', sets: { Path: { position: 0, pipeline: true, byName: true } }, wildcards: true, help: 'The items.' },
    Name: { type: 'string[]', aliases: ['PSProperty'], position: 1, mandatory: true, help: 'Names of the properties.' },
    ...FILTER_PARAMETERS,
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    const names = stringsOf(context.params.Name, context);
    for (const place of places(context, { force: true })) {
      attempt(context, () => {
        for (const name of names) {
          const object = propertiesOf(context, place, [name]);
          const value = object === null ? undefined : findProperty(object, name, context);
          if (value !== undefined) context.write(value);
        }
      });
    }
  },
  help: { examples: [{ code: 'Get-ItemPropertyValue a.txt Length' }], related: ['Get-ItemProperty'] },
});

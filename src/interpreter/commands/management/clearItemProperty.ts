/** Clear-ItemProperty. Behaviour: ClearPropertyCommand.cs, FileSystemProvider.cs (ClearProperty): files have one that can be cleared. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { makeError } from '../../values/faults.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { argumentMessage, EX, stringOf } from '../support/params.ts';
import { noProperties } from './itemProperties.ts';

export default defineCmdlet({
  name: 'Clear-ItemProperty',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['clp'],
  synopsis: 'Takes the value of a property away.',
  className: 'Microsoft.PowerShell.Commands.ClearItemPropertyCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: {
    ...pathParameters('The items.'),
    Name: { type: 'string', position: 1, mandatory: true, help: 'The property.' },
    PassThru: { type: 'switch', help: 'Writes the item.' },
    Force: { type: 'switch', help: 'Read-only items too.' },
    ...FILTER_PARAMETERS,
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    for (const place of places(context)) {
      attempt(context, () => {
        if (place.provider !== 'FileSystem') throw noProperties();
        if ((stringOf(context.params.Name, context) ?? '').toLowerCase() !== 'attributes')
          throw makeError(
            EX.argument,
            'Argument',
            'InvalidArgument',
            argumentMessage(
              'The property cannot be cleared because the property is not supported. Only the Attributes property can be cleared.',
              'propertiesToClear',
            ),
          );
        if (context.shouldProcess(`Item: ${place.path} Property: Attributes`, 'Clear Property File'))
          context.ask('file.touch', { path: place.path, readOnly: false });
      });
    }
  },
  help: { related: ['Set-ItemProperty', 'Get-ItemProperty'] },
});

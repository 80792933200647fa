/** Clear-Item. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { clearStateItem, notSupported } from '../support/stateWrites.ts';

export default defineCmdlet({
  name: 'Clear-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['cli'],
  synopsis: 'Takes the value of an item away, not the item.',
  className: 'Microsoft.PowerShell.Commands.ClearItemCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: {
    ...pathParameters('The items.'),
    Force: { type: 'switch', help: 'Read-only items too.' },
    ...FILTER_PARAMETERS,
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    for (const place of places(context)) {
      attempt(context, () => {
        if (place.provider === 'FileSystem') throw notSupported();
        if (context.shouldProcess(`Item: ${place.path}`, `Clear ${place.provider}`))
          clearStateItem(context, place.provider, place.path, context.isOn('Force'));
      });
    }
  },
  help: { examples: [{ code: 'Clear-Item variable:count' }], related: ['Remove-Item', 'Set-Item'] },
});

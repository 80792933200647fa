/** Clear-Content. Behaviour: ClearContentCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { change } from '../support/fileWrites.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { clearStateItem, notSupported } from '../support/stateWrites.ts';

export default defineCmdlet({
  name: 'Clear-Content',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['clc'],
  synopsis: 'Takes the content of an item away, not the item.',
  className: 'Microsoft.PowerShell.Commands.ClearContentCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: {
    ...pathParameters('Paths of the items.'),
    ...FILTER_PARAMETERS,
    Force: { type: 'switch', help: 'Read-only items too.' },
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    for (const place of places(context)) {
      attempt(context, () => {
        if (place.provider === 'FileSystem') {
          if (context.shouldProcess(`Item: ${place.path}`, 'Clear Content'))
            change(context, 'file.write', { path: place.path, text: '' }, place.path, 'ClearContent');
        } else if (place.provider === 'Variable') clearStateItem(context, place.provider, place.path, context.isOn('Force'));
        else throw notSupported();
      });
    }
  },
  help: { examples: [{ code: 'Clear-Content log.txt' }], related: ['Set-Content', 'Clear-Item'] },
});

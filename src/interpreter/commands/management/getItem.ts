/** Get-Item. Behaviour: Navigation.cs, SessionStateItem.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { providerOf } from '../../providers/provider.ts';
import { CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { containerItems } from './children.ts';

export default defineCmdlet({
  name: 'Get-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gi'],
  synopsis: 'Gets the item at a path.',
  className: 'Microsoft.PowerShell.Commands.GetItemCommand',
  defaultSet: 'Path',
  parameters: {
    ...pathParameters('Paths of the items.'),
    ...FILTER_PARAMETERS,
    Force: { type: 'switch', help: 'Hidden items too.' },
    Credential: CREDENTIAL,
  },
  outputTypes: ['System.IO.FileInfo', 'System.IO.DirectoryInfo'],
  stateVersion: 1,
  process(context) {
    for (const place of places(context)) {
      const item = providerOf(place.provider).item(context, place);
      if (item !== null) context.write(item);
      else if (place.path === '') for (const child of containerItems(context, place)) context.write(child);
    }
  },
  help: { examples: [{ code: 'Get-Item .' }, { code: 'Get-Item env:HOME' }], related: ['Get-ChildItem', 'New-Item', 'Remove-Item'] },
});

/** Invoke-Item. Behaviour: Navigation.cs. There are no native programs that could open a file: refused for files. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { makeError } from '../../values/faults.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { EX } from '../support/params.ts';

export default defineCmdlet({
  name: 'Invoke-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['ii'],
  synopsis: 'Opens an item by its default program; there are none here, so it is refused.',
  className: 'Microsoft.PowerShell.Commands.InvokeItemCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: { ...pathParameters('The items.'), ...FILTER_PARAMETERS, Credential: CREDENTIAL },
  stateVersion: 1,
  process(context) {
    for (const place of places(context))
      attempt(context, () => {
        throw makeError(
          EX.invalidOperation,
          'NativeProgramsNotSupported',
          'NotImplemented',
          `The item '${place.path}' cannot be opened: Limpet has no native programs. See docs/compatibility.md.`,
          place.path,
        );
      });
  },
  help: { related: ['Get-Item', 'Get-Content'] },
});

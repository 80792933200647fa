/** New-ItemProperty. Behaviour: NewItemPropertyCommand.cs: none of the providers that are here has properties to make. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { makeError } from '../../values/faults.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, places } from '../support/items.ts';
import { EX } from '../support/params.ts';

export default defineCmdlet({
  name: 'New-ItemProperty',
  module: 'Microsoft.PowerShell.Management',
  synopsis: 'Makes properties of items, where a provider has such.',
  className: 'Microsoft.PowerShell.Commands.NewItemPropertyCommand',
  defaultSet: 'Path',
  sets: ['Path', 'LiteralPath'],
  supportsShouldProcess: true,
  parameters: {
    Path: { type: 'string[]', sets: { Path: { position: 0, mandatory: true } }, wildcards: true, help: 'The items.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { mandatory: true, byName: true } },
      help: 'Items, without wildcards.',
    },
    Name: { type: 'string', position: 1, mandatory: true, byName: true, aliases: ['PSProperty'], help: 'The property.' },
    PropertyType: { type: 'string', byName: true, aliases: ['Type'], help: 'Its type.' },
    Value: { type: 'object', byName: true, help: 'Its value.' },
    Force: { type: 'switch', help: 'Replaces one that is there.' },
    ...FILTER_PARAMETERS,
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    for (const _place of places(context, { force: true }))
      attempt(context, () => {
        throw makeError(
          EX.notSupported,
          'NotSupported',
          'NotImplemented',
          'Cannot use interface. The IDynamicPropertyCmdletProvider interface is not implemented by this provider.',
        );
      });
  },
  help: { examples: [{ code: 'New-ItemProperty . -Name Size -Value 1' }], related: ['Set-ItemProperty'] },
});

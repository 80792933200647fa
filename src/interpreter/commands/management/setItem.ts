/** Set-Item. Behaviour: Navigation.cs. Files have no value to set: see Set-Content. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { providerOf } from '../../providers/provider.ts';
import { methodText } from '../../values/text.ts';
import { EnumValue } from '../../values/value.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { notSupported, setStateItem } from '../support/stateWrites.ts';

export default defineCmdlet({
  name: 'Set-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['si'],
  synopsis: 'Sets the value of an item: a variable, function, alias or environment variable.',
  className: 'Microsoft.PowerShell.Commands.SetItemCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: {
    ...pathParameters('The items.', { sets: { Path: { position: 0, mandatory: true, byName: true } } }),
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { mandatory: true, byName: true } },
      help: 'The items, without wildcards.',
    },
    Value: { type: 'object', position: 1, pipeline: true, byName: true, help: 'The value.' },
    Force: { type: 'switch', help: 'Read-only items too.' },
    PassThru: { type: 'switch', help: 'Writes the items.' },
    ...FILTER_PARAMETERS,
    Credential: CREDENTIAL,
    Options: { type: 'System.Management.Automation.ScopedItemOptions', dynamic: true, dontShow: true, help: 'Options of the item.' },
  },
  stateVersion: 1,
  process(context) {
    const value = context.params.Value ?? null;
    for (const place of places(context, { allowMissing: true })) {
      attempt(context, () => {
        if (place.provider === 'FileSystem') throw notSupported();
        const shown = value === null ? '' : methodText(value, context);
        if (!context.shouldProcess(`Item: ${place.path} Value: ${shown}`, `Set ${place.provider}`)) return;
        const options = context.params.Options;
        setStateItem(context, place.provider, place.path, value, {
          force: context.isOn('Force'),
          ...(options instanceof EnumValue ? { options: Number(options.value) } : {}),
        });
        const item = context.isOn('PassThru') ? providerOf(place.provider).item(context, place) : null;
        if (item !== null) context.write(item);
      });
    }
  },
  help: { examples: [{ code: 'Set-Item env:GREETING hello' }], related: ['Get-Item', 'Clear-Item', 'Set-Content'] },
});

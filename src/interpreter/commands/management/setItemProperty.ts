/** Set-ItemProperty. Behaviour: SetPropertyCommand.cs, FileSystemProvider.cs (SetProperty). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { Place } from '../../providers/location.ts';
import { providerOf } from '../../providers/provider.ts';
import { makeError } from '../../values/faults.ts';
import { findProperty, listMembers, setProperty } from '../../values/members.ts';
import { methodText } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, places } from '../support/items.ts';
import { stringOf } from '../support/params.ts';
import { noProperties } from './itemProperties.ts';

function set(context: CmdletContext<object>, place: Place, name: string, value: Value): void {
  if (place.provider !== 'FileSystem') throw noProperties();
  const item = providerOf(place.provider).item(context, place);
  if (item === null) return;
  const kind = findProperty(item, 'PSIsContainer', context) === true ? 'Directory' : 'File';
  const shown = value === null ? '' : methodText(value, context);
  if (!context.shouldProcess(`Item: ${place.path} Property: ${name} Value: ${shown}`, `Set Property ${kind}`)) return;
  if (!listMembers(item, context).some((m) => m.name.toLowerCase() === name.toLowerCase()))
    throw makeError(
      'System.IO.IOException',
      'SetPropertyError',
      'ReadError',
      `The property ${name} does not exist or was not found.`,
      name,
    );
  setProperty(item, name, value, context);
  if (context.isOn('PassThru')) context.write(item);
}

export default defineCmdlet({
  name: 'Set-ItemProperty',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['sp'],
  synopsis: 'Sets properties of items.',
  className: 'Microsoft.PowerShell.Commands.SetItemPropertyCommand',
  defaultSet: 'propertyValuePathSet',
  sets: ['propertyValuePathSet', 'propertyPSObjectPathSet', 'propertyPSObjectLiteralPathSet', 'propertyValueLiteralPathSet'],
  supportsShouldProcess: true,
  parameters: {
    Path: {
      type: 'string[]',
      sets: {
        propertyValuePathSet: { position: 0, mandatory: true, pipeline: true, byName: true },
        propertyPSObjectPathSet: { position: 0, mandatory: true, byName: true },
      },
      wildcards: true,
      help: 'The items.',
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: {
        propertyPSObjectLiteralPathSet: { mandatory: true, byName: true },
        propertyValueLiteralPathSet: { mandatory: true, byName: true },
      },
      help: 'Items, without wildcards.',
    },
    Name: {
      type: 'string',
      aliases: ['PSProperty'],
      sets: {
        propertyValuePathSet: { position: 1, mandatory: true, byName: true },
        propertyValueLiteralPathSet: { position: 1, mandatory: true, byName: true },
      },
      help: 'The property.',
    },
    Value: {
      type: 'object',
      sets: {
        propertyValuePathSet: { position: 2, mandatory: true, byName: true },
        propertyValueLiteralPathSet: { position: 2, mandatory: true, byName: true },
      },
      allowNull: true,
      help: 'Its value.',
    },
    InputObject: {
      type: 'psobject',
      sets: {
        propertyPSObjectPathSet: { mandatory: true, pipeline: true, byName: true },
        propertyPSObjectLiteralPathSet: { mandatory: true, pipeline: true, byName: true },
      },
      help: 'An object with properties to set.',
    },
    PassThru: { type: 'switch', help: 'Writes the item.' },
    Force: { type: 'switch', help: 'Read-only items too.' },
    ...FILTER_PARAMETERS,
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const source = params.InputObject;
    for (const place of places(context, { force: true })) {
      attempt(context, () => {
        if (source === undefined || source === null) {
          set(context, place, stringOf(params.Name, context) ?? '', params.Value ?? null);
          return;
        }
        for (const m of listMembers(source, context))
          if (/Property$/.test(m.memberType)) set(context, place, m.name, findProperty(source, m.name, context) ?? null);
      });
    }
  },
  help: { examples: [{ code: 'Set-ItemProperty a.txt IsReadOnly $true' }], related: ['Get-ItemProperty', 'Clear-ItemProperty'] },
});

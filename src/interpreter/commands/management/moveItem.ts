/** Move-Item. Behaviour: Navigation.cs, FileSystemProvider.cs (MoveItem). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { stat } from '../../providers/fileSystem.ts';
import { type Place, placeOf } from '../../providers/location.ts';
import { providerOf } from '../../providers/provider.ts';
import { moveItem } from '../support/fileWrites.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { stringOf } from '../support/params.ts';
import { notSupported } from '../support/stateWrites.ts';

function move(context: CmdletContext<object>, from: Place, to: Place): void {
  if (from.provider !== 'FileSystem') throw notSupported();
  const entry = stat(context, from.path);
  if (entry === null) return;
  const where = moveItem(context, entry, to.path, context.isOn('Force'));
  if (where === null || !context.isOn('PassThru')) return;
  const item = providerOf('FileSystem').item(context, { ...to, path: where });
  if (item !== null) context.write(item);
}

export default defineCmdlet({
  name: 'Move-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['mi', 'move'],
  synopsis: 'Moves items.',
  className: 'Microsoft.PowerShell.Commands.MoveItemCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: {
    ...pathParameters('What is moved.'),
    Destination: { type: 'string', position: 1, byName: true, help: 'Where to.' },
    Force: { type: 'switch', help: 'Replaces what is there.' },
    ...FILTER_PARAMETERS,
    PassThru: { type: 'switch', help: 'Writes the moved items.' },
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    const to = attempt(context, () => placeOf(context, stringOf(context.params.Destination, context) ?? '.'));
    if (to === undefined) return;
    for (const from of places(context)) attempt(context, () => move(context, from, to));
  },
  help: { examples: [{ code: 'Move-Item *.log logs' }], related: ['Copy-Item', 'Rename-Item'] },
});

/** Copy-Item. Behaviour: Navigation.cs, FileSystemProvider.cs (CopyItem). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { stat } from '../../providers/fileSystem.ts';
import { type Place, placeOf } from '../../providers/location.ts';
import { providerOf } from '../../providers/provider.ts';
import { isTrue } from '../../values/convert.ts';
import { copyItem } from '../support/fileWrites.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { stringOf } from '../support/params.ts';
import { contentOf, setStateItem } from '../support/stateWrites.ts';

function copy(context: CmdletContext<object>, from: Place, to: Place): void {
  if (from.provider !== 'FileSystem') {
    const item = providerOf(from.provider).item(context, from);
    if (item !== null && context.shouldProcess(`Item: ${from.path} Destination: ${to.path}`, 'Copy Item'))
      setStateItem(context, from.provider, to.path, contentOf(item), { force: context.isOn('Force') });
    return;
  }
  const entry = stat(context, from.path);
  if (entry === null) return;
  const container = context.params.Container;
  copyItem(context, entry, to.path, {
    recurse: context.isOn('Recurse'),
    force: context.isOn('Force'),
    container: container === undefined || isTrue(container),
    made: (path) => {
      if (!context.isOn('PassThru')) return;
      const item = providerOf('FileSystem').item(context, { ...to, path });
      if (item !== null) context.write(item);
    },
  });
}

export default defineCmdlet({
  name: 'Copy-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['copy', 'cpi'],
  synopsis: 'Copies items.',
  className: 'Microsoft.PowerShell.Commands.CopyItemCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: {
    ...pathParameters('What is copied.'),
    Destination: { type: 'string', position: 1, byName: true, help: 'Where to.' },
    Container: { type: 'switch', help: 'Keeps folders as folders (the default).' },
    Force: { type: 'switch', help: 'Replaces read-only files too.' },
    ...FILTER_PARAMETERS,
    Recurse: { type: 'switch', help: 'With all that is in folders.' },
    PassThru: { type: 'switch', help: 'Writes the copies.' },
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    const typed = stringOf(context.params.Destination, context) ?? '.';
    const to = attempt(context, () => placeOf(context, typed));
    if (to === undefined) return;
    for (const from of places(context)) attempt(context, () => copy(context, from, to));
  },
  help: {
    examples: [{ code: 'Copy-Item notes.txt backup.txt' }, { code: 'Copy-Item src dst -Recurse' }],
    related: ['Move-Item', 'Rename-Item'],
  },
});

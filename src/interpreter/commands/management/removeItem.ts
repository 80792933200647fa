/** Remove-Item. Behaviour: Navigation.cs, FileSystemProvider.cs (RemoveItem). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { listFolder, stat } from '../../providers/fileSystem.ts';
import { shownPath } from '../../providers/info.ts';
import type { Place } from '../../providers/location.ts';
import { makeError } from '../../values/faults.ts';
import { removeItem } from '../support/fileWrites.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { EX } from '../support/params.ts';
import { removeStateItem } from '../support/stateWrites.ts';
import { currentPath } from './locations.ts';

const QUESTION =
  'and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?';

function remove(context: CmdletContext<object>, place: Place): void {
  const force = context.isOn('Force');
  if (place.provider !== 'FileSystem') {
    if (!context.shouldProcess(place.path, `Remove ${place.provider}`)) return;
    removeStateItem(context, place.provider, place.path, force);
    return;
  }
  const entry = stat(context, place.path);
  if (entry === null) return;
  const here = currentPath(context);
  if (here === place.path || here.startsWith(`${place.path === '/' ? '' : place.path}/`))
    throw makeError(
      EX.invalidOperation,
      'InvalidOperation',
      'InvalidOperation',
      `Cannot remove the item at '${place.path}' because it is in use.`,
    );
  let recurse = context.isOn('Recurse');
  if (!recurse && entry.kind === 'directory' && entry.linkTarget === null && listFolder(context, entry.path).length > 0) {
    const shown = shownPath(place.drive, place.provider, place.path);
    if (!context.runspace.interactive)
      throw makeError(
        EX.invalidOperation,
        'InvalidOperation',
        'InvalidOperation',
        'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
      );
    if (!context.shouldContinue(`The item at ${shown} has children ${QUESTION}`, 'Confirm')) return;
    recurse = true;
  }
  removeItem(context, entry, recurse, force);
}

export default defineCmdlet({
  name: 'Remove-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['ri', 'rd', 'del', 'erase'],
  synopsis: 'Removes files, folders and other items.',
  className: 'Microsoft.PowerShell.Commands.RemoveItemCommand',
  defaultSet: 'Path',
  supportsShouldProcess: true,
  parameters: {
    ...pathParameters('Paths of the items.'),
    ...FILTER_PARAMETERS,
    Recurse: { type: 'switch', help: 'With all that is in them.' },
    Force: { type: 'switch', help: 'Hidden and read-only items too.' },
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    // hidden items must be named: they are removed with -Force only
    for (const place of places(context)) attempt(context, () => remove(context, place));
  },
  help: { examples: [{ code: 'Remove-Item *.tmp' }, { code: 'Remove-Item build -Recurse -Force' }], related: ['New-Item', 'Clear-Item'] },
});

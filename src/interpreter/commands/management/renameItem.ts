/** Rename-Item. Behaviour: Navigation.cs, FileSystemProvider.cs (RenameItem). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { stat } from '../../providers/fileSystem.ts';
import { resolve } from '../../providers/glob.ts';
import { type Place, placeOf } from '../../providers/location.ts';
import { leafOf, parentOf } from '../../providers/paths.ts';
import { providerOf } from '../../providers/provider.ts';
import { makeError } from '../../values/faults.ts';
import { change } from '../support/fileWrites.ts';
import { attempt, CREDENTIAL, isLiteral, typedPaths } from '../support/items.ts';
import { EX, errorRecord, stringOf } from '../support/params.ts';
import { renameStateItem } from '../support/stateWrites.ts';

function rename(context: CmdletContext<object>, place: Place, newName: string): void {
  if (place.provider !== 'FileSystem') {
    if (context.shouldProcess(`Item: ${place.path} Destination: ${newName}`, `Rename ${place.provider}`)) {
      renameStateItem(context, place.provider, place.path, newName, context.isOn('Force'));
      const item = providerOf(place.provider).item(context, { ...place, path: newName });
      if (item !== null && context.isOn('PassThru')) context.write(item);
    }
    return;
  }
  const entry = stat(context, place.path);
  if (entry === null) return;
  const bare = newName.replace(/^\.[\\/]/, '');
  if (/[\\/]/.test(bare) && placeOf(context, newName).path !== `${parentOf(place.path)}/${leafOf(newName)}`)
    throw makeError(
      EX.argument,
      'Argument',
      'InvalidArgument',
      `Cannot rename the specified target, because it represents a path or device name. (Parameter 'newName')`,
    );
  const parent = parentOf(place.path);
  const to = `${parent === '/' ? '' : parent}/${leafOf(bare)}`;
  const kind = entry.kind === 'directory' ? 'Directory' : 'File';
  if (!context.shouldProcess(`Item: ${place.path} Destination: ${to}`, `Rename ${kind}`)) return;
  const there = stat(context, to);
  if (there !== null && to !== place.path) {
    const text =
      kind === 'Directory'
        ? `Cannot create '${to}' because a file or directory with the same name already exists.`
        : `The file '${to}' already exists.`;
    context.writeError(errorRecord(EX.io, text, 'RenameItemIOError', 'WriteError', place.path));
    return;
  }
  if (!change(context, 'file.move', { from: place.path, to, overwrite: false }, to, 'RenameItem', place.path)) return;
  const item = providerOf('FileSystem').item(context, { ...place, path: to });
  if (item !== null && context.isOn('PassThru')) context.write(item);
}

export default defineCmdlet({
  name: 'Rename-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['ren', 'rni'],
  synopsis: 'Gives an item another name.',
  className: 'Microsoft.PowerShell.Commands.RenameItemCommand',
  defaultSet: 'ByPath',
  supportsShouldProcess: true,
  parameters: {
    Path: { type: 'string', sets: { ByPath: { position: 0, mandatory: true, pipeline: true, byName: true } }, help: 'The item.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      sets: { ByLiteralPath: { mandatory: true, byName: true } },
      help: 'The item, without wildcards.',
    },
    NewName: { type: 'string', position: 1, mandatory: true, byName: true, help: 'Its new name.' },
    Force: { type: 'switch', help: 'Hidden and read-only items too.' },
    PassThru: { type: 'switch', help: 'Writes the renamed item.' },
    Credential: CREDENTIAL,
  },
  stateVersion: 1,
  process(context) {
    const newName = stringOf(context.params.NewName, context) ?? '';
    for (const typed of typedPaths(context)) {
      attempt(context, () => {
        const found = resolve(context, typed, { literal: isLiteral(context), allowMissing: true });
        const [place] = found;
        if (found.length > 1)
          throw makeError(
            EX.argument,
            'Argument',
            'InvalidArgument',
            `Cannot process the path because it resolved to more than one path; only one path can be processed at a time. (Parameter 'path')`,
          );
        if (place === undefined || !providerOf(place.provider).exists(context, place.path))
          throw makeError(
            EX.invalidOperation,
            'InvalidOperation',
            'InvalidOperation',
            `Cannot rename because item at '${typed}' does not exist.`,
            typed,
          );
        rename(context, place, newName);
      });
    }
  },
  help: { examples: [{ code: 'Rename-Item old.txt new.txt' }], related: ['Move-Item', 'Copy-Item'] },
});

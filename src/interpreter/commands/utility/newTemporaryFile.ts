/** New-TemporaryFile. Behaviour: NewTemporaryFileCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { fileItem, stat } from '../../providers/fileSystem.ts';
import { placeOf } from '../../providers/location.ts';
import { change } from '../support/fileWrites.ts';

export default defineCmdlet({
  name: 'New-TemporaryFile',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes an empty file with a name of its own.',
  className: 'Microsoft.PowerShell.Commands.NewTemporaryFileCommand',
  supportsShouldProcess: true,
  confirmImpact: 'Low',
  parameters: {},
  outputTypes: ['System.IO.FileInfo'],
  stateVersion: 1,
  end(context) {
    const folder = (context.runspace.environment.get('TMPDIR') ?? '/tmp').replace(/\/+$/, '');
    if (!context.shouldProcess(`${folder}/`)) return;
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    const name = context.once(() => Array.from({ length: 6 }, () => letters[Math.floor(context.random() * letters.length)]).join(''));
    const path = `${folder}/tmp${name}.tmp`;
    if (stat(context, folder) === null) context.ask('file.mkdir', { path: folder, recurse: true });
    if (!change(context, 'file.write', { path, text: '', createNew: true }, path, 'NewTemporaryFile')) return;
    const entry = stat(context, path);
    if (entry !== null) context.write(fileItem(entry, { ...placeOf(context, path), drive: null }));
  },
  help: { examples: [{ code: '$t = New-TemporaryFile' }], related: ['New-Item'] },
});

/** New-PSDrive. Behaviour: Navigation.cs, SessionStateDriveAPIs.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { PSDriveInfo } from '../../machine/state.ts';
import { stat } from '../../providers/fileSystem.ts';
import { placeOf, providerNamed } from '../../providers/location.ts';
import { makeError } from '../../values/faults.ts';
import { touch } from '../../values/heap.ts';
import { attempt, CREDENTIAL } from '../support/items.ts';
import { EX, stringOf } from '../support/params.ts';
import { scopeNamed } from '../support/scopes.ts';

export default defineCmdlet({
  name: 'New-PSDrive',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['ndr', 'mount'],
  synopsis: 'Makes a drive over a folder.',
  className: 'Microsoft.PowerShell.Commands.NewPSDriveCommand',
  supportsShouldProcess: true,
  parameters: {
    Name: { type: 'string', position: 0, mandatory: true, byName: true, help: 'Name of the drive.' },
    PSProvider: { type: 'string', position: 1, mandatory: true, byName: true, help: 'Its provider.' },
    Root: { type: 'string', position: 2, mandatory: true, byName: true, allowEmptyString: true, help: 'Where it begins.' },
    Description: { type: 'string', byName: true, help: 'What it is for.' },
    Scope: { type: 'string', byName: true, help: 'Global, Local, Script, or how many scopes up.' },
    Credential: CREDENTIAL,
  },
  outputTypes: ['System.Management.Automation.PSDriveInfo'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    attempt(context, () => {
      const name = stringOf(params.Name, context) ?? '';
      const root = stringOf(params.Root, context) ?? '';
      const provider = providerNamed(stringOf(params.PSProvider, context) ?? '');
      if (!context.shouldProcess(`Name: ${name} Provider: Microsoft.PowerShell.Core\\${provider} Root: ${root}`, 'New drive')) return;
      if (/[;~/\\.:]/.test(name))
        throw makeError(
          EX.argument,
          'NewDriveArgument',
          'InvalidArgument',
          "Cannot process the drive name because the drive name contains one or more of the following characters that are not valid: ; ~ / \\ . : (Parameter 'drive')",
          name,
        );
      const scope = scopeNamed(context, params.Scope);
      scope.drives ??= new Map();
      if (scope.drives.has(name.toLowerCase()))
        throw makeError(EX.sessionState, 'DriveAlreadyExists', 'ResourceExists', `A drive with the name '${name}' already exists.`, name);
      const where = provider === 'FileSystem' ? placeOf(context, root).path : root;
      const drive = new PSDriveInfo(name, provider, where);
      drive.description = stringOf(params.Description, context) ?? '';
      if (provider === 'FileSystem' && stat(context, where)?.kind !== 'directory')
        throw makeError(
          EX.io,
          'DriveRootError',
          'ReadError',
          `The specified drive root "${root}" either does not exist, or it is not a folder.`,
          drive,
        );
      scope.drives.set(name.toLowerCase(), drive);
      touch(scope);
      context.write(drive);
    });
  },
  help: { examples: [{ code: 'New-PSDrive Box FileSystem /tmp/box' }], related: ['Get-PSDrive', 'Remove-PSDrive'] },
});

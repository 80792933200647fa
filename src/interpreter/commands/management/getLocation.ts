/** Get-Location. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { locationOf, PathInfo } from '../../providers/info.ts';
import { driveNotFound, driveOfProvider, placeOf, providerNamed } from '../../providers/location.ts';
import { PSList } from '../../values/collections.ts';
import { attempt } from '../support/items.ts';
import { EX, errorRecord, listOf, stringOf, stringsOf } from '../support/params.ts';
import { drivesOf, stackNamed } from './locations.ts';

export default defineCmdlet({
  name: 'Get-Location',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gl', 'pwd'],
  synopsis: 'Tells the current location.',
  className: 'Microsoft.PowerShell.Commands.GetLocationCommand',
  defaultSet: 'Location',
  parameters: {
    PSProvider: { type: 'string[]', sets: { Location: { byName: true } }, help: 'Locations of providers.' },
    PSDrive: { type: 'string[]', sets: { Location: { byName: true } }, help: 'Locations of drives.' },
    Stack: { type: 'switch', sets: { Stack: {} }, help: 'A stack of locations.' },
    StackName: { type: 'string[]', sets: { Stack: { byName: true } }, help: 'Names of the stacks.' },
  },
  outputTypes: ['System.Management.Automation.PathInfo', 'System.Management.Automation.PathInfoStack'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    if (context.parameterSet === 'Stack') {
      const names = params.StackName === undefined ? [''] : listOf(params.StackName).map((v) => stringOf(v, context) ?? '');
      for (const name of names) {
        const stack = stackNamed(context, name);
        if (stack === undefined) {
          if (name !== '')
            context.writeError(
              errorRecord(
                EX.argument,
                `Cannot find location stack '${name}'. It does not exist or it is not a container.`,
                'GetLocationStackNotFound',
                'ObjectNotFound',
                name,
              ),
            );
          continue;
        }
        const paths = stack.map((text) => {
          const place = placeOf(context, text);
          return new PathInfo(place.drive, place.provider, place.path);
        });
        context.write(new PSList(paths, 'Stack', 'System.Management.Automation.PathInfo'));
      }
      return;
    }
    const drives = drivesOf(context);
    const wanted = [
      ...stringsOf(params.PSDrive, context),
      ...stringsOf(params.PSProvider, context).flatMap((name) => attempt(context, () => providerDrive(providerNamed(name))) ?? []),
    ];
    function providerDrive(provider: string): string {
      return provider === 'FileSystem' ? '/' : driveOfProvider(provider);
    }
    if (wanted.length === 0) {
      const current = context.runspace.currentDrive;
      if (current !== null) context.write(locationOf(current));
      return;
    }
    for (const name of wanted) {
      const drive = drives.get(name.toLowerCase());
      if (drive === undefined) context.writeError(driveNotFound(name).record);
      else context.write(locationOf(drive));
    }
  },
  help: { examples: [{ code: 'Get-Location' }], related: ['Set-Location', 'Push-Location', 'Pop-Location'] },
});

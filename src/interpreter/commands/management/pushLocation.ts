/** Push-Location. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { locationOf } from '../../providers/info.ts';
import { attempt, isLiteral } from '../support/items.ts';
import { stringOf } from '../support/params.ts';
import { pushLocation, savedPath, setLocation } from './locations.ts';

export default defineCmdlet({
  name: 'Push-Location',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['pushd'],
  synopsis: 'Remembers the location and goes to another.',
  className: 'Microsoft.PowerShell.Commands.PushLocationCommand',
  defaultSet: 'Path',
  parameters: {
    Path: { type: 'string', sets: { Path: { position: 0, pipeline: true, byName: true } }, wildcards: true, help: 'Where to go.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { byName: true } },
      help: 'Where to go, without wildcards.',
    },
    PassThru: { type: 'switch', help: 'Writes the new location.' },
    StackName: { type: 'string', byName: true, help: 'Name of the stack.' },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const name = stringOf(params.StackName, context) ?? '';
    const typed = stringOf(params.LiteralPath ?? params.Path, context);
    const before = savedPath(context);
    // the stack changes once it is sure that it does: finding the new location may wait, and is run again after that
    if (typed === undefined || typed === '' || attempt(context, () => setLocation(context, typed, isLiteral(context))) !== undefined)
      pushLocation(context, name, before);
    const drive = context.runspace.currentDrive;
    if (context.isOn('PassThru') && drive !== null) context.write(locationOf(drive));
  },
  help: { examples: [{ code: 'Push-Location /tmp' }], related: ['Pop-Location', 'Set-Location'] },
});

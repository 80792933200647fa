/** Set-Location. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { attempt, isLiteral } from '../support/items.ts';
import { EX, errorRecord, stringOf } from '../support/params.ts';
import { changeLocation, stackNamed } from './locations.ts';

export default defineCmdlet({
  name: 'Set-Location',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['cd', 'chdir', 'sl'],
  synopsis: 'Goes to a folder or drive.',
  className: 'Microsoft.PowerShell.Commands.SetLocationCommand',
  defaultSet: 'Path',
  parameters: {
    Path: { type: 'string', sets: { Path: { position: 0, pipeline: true, byName: true } }, wildcards: true, help: 'Where to go.' },
    LiteralPath: {
      type: 'string',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { mandatory: true, byName: true } },
      help: 'Where to go, without wildcards.',
    },
    PassThru: { type: 'switch', help: 'Writes the new location.' },
    StackName: { type: 'string', sets: { Stack: { byName: true } }, help: 'The stack that becomes the current one.' },
  },
  outputTypes: ['System.Management.Automation.PathInfo'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    if (context.parameterSet === 'Stack') {
      const name = stringOf(params.StackName, context) ?? '';
      if (stackNamed(context, name) === undefined)
        context.writeError(
          errorRecord(
            EX.argument,
            `Cannot find location stack '${name}'. It does not exist or it is not a container. (Parameter 'stackName')`,
            'SetLocationStackNotFound',
            'ObjectNotFound',
            name,
          ),
        );
      return;
    }
    const typed = stringOf(params.LiteralPath ?? params.Path, context) ?? '';
    const where = attempt(context, () => changeLocation(context, typed === '' ? '~' : typed, isLiteral(context)));
    if (where !== undefined && context.isOn('PassThru')) context.write(where);
  },
  help: { examples: [{ code: 'Set-Location /tmp' }, { code: 'Set-Location -' }], related: ['Get-Location', 'Push-Location'] },
});

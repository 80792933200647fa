/** Pop-Location. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { touch } from '../../values/heap.ts';
import { attempt } from '../support/items.ts';
import { argumentMessage, EX, errorRecord, stringOf } from '../support/params.ts';
import { setLocation, stackNamed } from './locations.ts';

export default defineCmdlet({
  name: 'Pop-Location',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['popd'],
  synopsis: 'Goes back to the location remembered last.',
  className: 'Microsoft.PowerShell.Commands.PopLocationCommand',
  parameters: {
    PassThru: { type: 'switch', help: 'Writes the new location.' },
    StackName: { type: 'string', byName: true, help: 'Name of the stack.' },
  },
  stateVersion: 1,
  process(context) {
    const name = stringOf(context.params.StackName, context) ?? '';
    const stack = stackNamed(context, name);
    if (stack === undefined && name !== '') {
      const text = argumentMessage(`Cannot find location stack '${name}'. It does not exist or it is not a container.`, 'stackName');
      context.writeError(errorRecord(EX.argument, text, 'Argument', 'InvalidArgument'));
      return;
    }
    const target = stack?.[stack.length - 1];
    if (stack === undefined || target === undefined) return;
    const where = attempt(context, () => setLocation(context, target, true));
    stack.pop();
    touch(context.runspace);
    if (where !== undefined && context.isOn('PassThru')) context.write(where);
  },
  help: { examples: [{ code: 'Pop-Location' }], related: ['Push-Location', 'Set-Location'] },
});

/** hostname: the computer's name, as the program of that name prints it. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';

export default defineCmdlet({
  name: 'hostname',
  module: 'Microsoft.PowerShell.Management',
  synopsis: 'Prints the name of the computer.',
  className: 'Microsoft.PowerShell.Commands.HostNameCommand',
  parameters: {},
  outputTypes: ['System.String'],
  stateVersion: 1,
  process(context) {
    context.write(context.runspace.environment.get('HOSTNAME') ?? 'localhost');
  },
  help: { examples: [{ code: 'hostname' }] },
});

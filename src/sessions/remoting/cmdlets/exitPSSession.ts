/** Exit-PSSession. Behaviour: PopRunspaceCommand.cs; where nothing is entered it does nothing. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { problem } from '../directory.ts';
import { canEnter, leaveEntered } from '../entered.ts';

export default defineCmdlet({
  name: 'Exit-PSSession',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['exsn'],
  synopsis: 'Ends an interactive session with a remote computer.',
  className: 'Microsoft.PowerShell.Commands.ExitPSSessionCommand',
  parameters: {},
  stateVersion: 1,
  process(context) {
    if (!canEnter(context.machine)) {
      context.writeError(
        problem('HostDoesNotSupportPushRunspace', 'InvalidArgument', 'The host does not support Enter-PSSession and Exit-PSSession.', null),
      );
      return;
    }
    leaveEntered(context.machine);
  },
  help: { related: ['Enter-PSSession'] },
});

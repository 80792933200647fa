/** Clear-Host: a function in PowerShell, here a command of the same name: the console is told to clear itself. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';

export default defineCmdlet({
  name: 'Clear-Host',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['cls', 'clear'],
  synopsis: 'Clears the console.',
  className: 'Clear-Host',
  parameters: {},
  stateVersion: 1,
  end(context) {
    context.hostWrite('\u001b[H\u001b[2J\u001b[3J');
  },
  help: { examples: [{ code: 'Clear-Host' }] },
});

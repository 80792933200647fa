/** Out-Host. Behaviour: OutConsole.cs. The console scrolls by itself, so -Paging is accepted and changes nothing. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { consolePhases } from './consolePhases.ts';

export default defineCmdlet({
  name: 'Out-Host',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['oh'],
  synopsis: 'Shows objects on the console.',
  className: 'Microsoft.PowerShell.Commands.OutHostCommand',
  parameters: {
    Paging: { type: 'switch', help: 'Accepted for compatibility.' },
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects to show.' },
  },
  ...consolePhases(),
  help: { examples: [{ code: 'Get-Command | Out-Host' }], related: ['Out-Default', 'Out-String'] },
});

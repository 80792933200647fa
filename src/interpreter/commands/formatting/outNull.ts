/** Out-Null. Behaviour: OutConsole.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';

export default defineCmdlet({
  name: 'Out-Null',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Throws its input away.',
  className: 'Microsoft.PowerShell.Commands.OutNullCommand',
  parameters: {
    InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'What is thrown away.' },
  },
  stateVersion: 1,
  process() {},
  help: { examples: [{ code: 'New-Item folder -ItemType Directory | Out-Null' }] },
});

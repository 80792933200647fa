/** Get-Host. Behaviour: GetHostCmdlet.cs: the value of $Host. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';

export default defineCmdlet({
  name: 'Get-Host',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets the host of the session.',
  className: 'Microsoft.PowerShell.Commands.GetHostCommand',
  parameters: {},
  stateVersion: 1,
  begin(context) {
    context.write(context.getVariable('Host') ?? null);
  },
  help: { examples: [{ code: '(Get-Host).Name' }] },
});

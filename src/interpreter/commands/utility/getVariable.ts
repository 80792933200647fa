/** Get-Variable. Behaviour: Var.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { FILTERS, SCOPE, wantedVariables } from './variableShared.ts';

export default defineCmdlet({
  name: 'Get-Variable',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['gv'],
  synopsis: 'Gets variables.',
  className: 'Microsoft.PowerShell.Commands.GetVariableCommand',
  parameters: {
    Name: {
      type: 'string[]',
      position: 0,
      pipeline: true,
      byName: true,
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Names of the variables.',
    },
    ValueOnly: { type: 'switch', help: 'Writes the values instead of the variables.' },
    ...FILTERS,
    Scope: SCOPE,
  },
  outputTypes: ['System.Management.Automation.PSVariable'],
  stateVersion: 1,
  process(context) {
    for (const cell of wantedVariables(context)) {
      if (context.isOn('ValueOnly')) context.write(cell.value ?? null);
      else context.write(cell);
    }
  },
  help: { examples: [{ code: 'Get-Variable PS*' }], related: ['Set-Variable', 'New-Variable', 'Remove-Variable', 'Clear-Variable'] },
});

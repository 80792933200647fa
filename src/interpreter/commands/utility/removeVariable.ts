/** Remove-Variable. Behaviour: Var.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { removeVariable, scopeNamed } from '../support/scopes.ts';
import { FILTERS, guarded, SCOPE, wantedVariables } from './variableShared.ts';

export default defineCmdlet({
  name: 'Remove-Variable',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['rv'],
  synopsis: 'Removes variables.',
  className: 'Microsoft.PowerShell.Commands.RemoveVariableCommand',
  supportsShouldProcess: true,
  parameters: {
    Name: { type: 'string[]', position: 0, mandatory: true, byName: true, wildcards: true, help: 'Names of the variables.' },
    ...FILTERS,
    Force: { type: 'switch', help: 'Removes read-only variables too.' },
    Scope: SCOPE,
  },
  stateVersion: 1,
  process(context) {
    for (const cell of wantedVariables(context)) {
      if (!context.shouldProcess(`Name: ${cell.name}`, 'Remove variable')) continue;
      guarded(context, () => removeVariable(scopeNamed(context, context.params.Scope), cell, context.isOn('Force')));
    }
  },
  help: { examples: [{ code: 'Remove-Variable temp*' }], related: ['Clear-Variable', 'New-Variable'] },
});

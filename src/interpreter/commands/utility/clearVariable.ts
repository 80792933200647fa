/** Clear-Variable. Behaviour: Var.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { ScopedItemOptions, setCell } from '../../machine/state.ts';
import { sessionStateError } from '../support/scopes.ts';
import { FILTERS, guarded, SCOPE, wantedVariables } from './variableShared.ts';

export default defineCmdlet({
  name: 'Clear-Variable',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['clv'],
  synopsis: 'Sets variables to null.',
  className: 'Microsoft.PowerShell.Commands.ClearVariableCommand',
  supportsShouldProcess: true,
  parameters: {
    Name: { type: 'string[]', position: 0, mandatory: true, byName: true, wildcards: true, help: 'Names of the variables.' },
    ...FILTERS,
    Force: { type: 'switch', help: 'Clears read-only variables too.' },
    PassThru: { type: 'switch', help: 'Writes the variables.' },
    Scope: SCOPE,
  },
  stateVersion: 1,
  process(context) {
    const { Constant, ReadOnly } = ScopedItemOptions;
    for (const cell of wantedVariables(context)) {
      if (!context.shouldProcess(`Name: ${cell.name}`, 'Clear variable')) continue;
      guarded(context, () => {
        if ((cell.options & Constant) !== 0 || ((cell.options & ReadOnly) !== 0 && !context.isOn('Force')))
          throw sessionStateError(
            'VariableNotWritable',
            'WriteError',
            `Cannot overwrite variable ${cell.name} because it is read-only or constant.`,
            cell.name,
          );
        setCell(cell, cell.attributes === null ? null : context.machine.constrain(cell, null));
        if (context.isOn('PassThru')) context.write(cell);
      });
    }
  },
  help: { examples: [{ code: 'Clear-Variable count' }], related: ['Remove-Variable', 'Set-Variable'] },
});

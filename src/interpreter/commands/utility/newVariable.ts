/** New-Variable. Behaviour: Var.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { ownVariable } from '../../machine/state.ts';
import { toText } from '../../values/convert.ts';
import { stringOf } from '../support/params.ts';
import { changeVariable, scopeNamed, sessionStateError } from '../support/scopes.ts';
import { guarded, optionsOf, SCOPE, visibilityOf } from './variableShared.ts';

export default defineCmdlet({
  name: 'New-Variable',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['nv'],
  synopsis: 'Makes a variable.',
  className: 'Microsoft.PowerShell.Commands.NewVariableCommand',
  supportsShouldProcess: true,
  parameters: {
    Name: { type: 'string', position: 0, mandatory: true, byName: true, help: 'Name of the variable.' },
    Value: { type: 'object', position: 1, pipeline: true, byName: true, help: 'Its value.' },
    Description: { type: 'string', help: 'What it is for.' },
    Option: { type: 'System.Management.Automation.ScopedItemOptions', help: 'ReadOnly, Constant, Private, AllScope.' },
    Visibility: { type: 'System.Management.Automation.SessionStateEntryVisibility', help: 'Public or Private.' },
    Force: { type: 'switch', help: 'Replaces a variable, also one that is read-only.' },
    PassThru: { type: 'switch', help: 'Writes the variable.' },
    Scope: SCOPE,
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const name = stringOf(params.Name, context) ?? '';
    const value = params.Value ?? null;
    if (!context.shouldProcess(`Name: ${name} Value: ${value === null ? '' : toText(value, context)}`, 'New variable')) return;
    guarded(context, () => {
      const scope = scopeNamed(context, params.Scope);
      if (ownVariable(scope, name.toLowerCase()) !== undefined && !context.isOn('Force'))
        throw sessionStateError('VariableAlreadyExists', 'ResourceExists', `A variable with name '${name}' already exists.`, name);
      const cell = changeVariable(context, scope, name, {
        value,
        options: optionsOf(params.Option),
        description: stringOf(params.Description, context),
        visibility: visibilityOf(params.Visibility),
        force: context.isOn('Force'),
      });
      if (context.isOn('PassThru')) context.write(cell);
    });
  },
  help: { examples: [{ code: 'New-Variable limit 10 -Option ReadOnly' }], related: ['Get-Variable', 'Set-Variable', 'Remove-Variable'] },
});

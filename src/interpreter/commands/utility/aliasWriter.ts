/** What Set-Alias and New-Alias share. Behaviour: WriteAliasCommandBase.cs, SetAliasCommand.cs, NewAliasCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { Cmdlet } from '../../machine/cmdlet.ts';
import { setAlias } from '../support/aliases.ts';
import { stringOf } from '../support/params.ts';
import { scopeNamed } from '../support/scopes.ts';
import { guarded, optionsOf } from './variableShared.ts';

/** Set-Alias or New-Alias. */
export function aliasCmdlet(verb: 'Set' | 'New', aliases: string[], synopsis: string): Cmdlet {
  return defineCmdlet({
    name: `${verb}-Alias`,
    module: 'Microsoft.PowerShell.Utility',
    aliases,
    synopsis,
    className: `Microsoft.PowerShell.Commands.${verb}AliasCommand`,
    defaultSet: 'Default',
    supportsShouldProcess: true,
    confirmImpact: 'Low',
    parameters: {
      Name: { type: 'string', position: 0, mandatory: true, byName: true, help: 'Name of the alias.' },
      Value: { type: 'string', position: 1, mandatory: true, byName: true, help: 'The command it stands for.' },
      Description: { type: 'string', help: 'What it is for.' },
      Option: { type: 'System.Management.Automation.ScopedItemOptions', help: 'ReadOnly, Constant, AllScope.' },
      PassThru: { type: 'switch', help: 'Writes the alias.' },
      Scope: { type: 'string', help: 'Global, Local, Script, or how many scopes up.' },
      Force: { type: 'switch', help: 'Changes a read-only alias too.' },
    },
    outputTypes: ['System.Management.Automation.AliasInfo'],
    stateVersion: 1,
    process(context) {
      const { params } = context;
      const name = stringOf(params.Name, context) ?? '';
      const definition = stringOf(params.Value, context) ?? '';
      if (!context.shouldProcess(`Name: ${name} Value: ${definition}`, `${verb} Alias`)) return;
      guarded(context, () => {
        const info = setAlias(context, scopeNamed(context, params.Scope), name, {
          definition,
          options: optionsOf(params.Option) ?? 0,
          description: stringOf(params.Description, context) ?? '',
          force: context.isOn('Force'),
          isNew: verb === 'New',
        });
        if (context.isOn('PassThru')) context.write(info);
      });
    },
    help: { examples: [{ code: `${verb}-Alias np New-Item` }], related: ['Get-Alias', 'Remove-Alias'] },
  });
}

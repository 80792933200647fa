/** Export-ModuleMember. Behaviour: ExportModuleMemberCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { EX, stringsOf, terminating } from '../support/params.ts';
import { addExports, currentModule } from './moduleSupport.ts';

const list = (help: string) => ({ type: 'string[]', allowEmptyCollection: true, help });

export default defineCmdlet({
  name: 'Export-ModuleMember',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Says what a module exports.',
  className: 'Microsoft.PowerShell.Commands.ExportModuleMemberCommand',
  parameters: {
    Function: { ...list('Functions.'), position: 0, pipeline: true, byName: true },
    Cmdlet: { ...list('Cmdlets.'), byName: true },
    Variable: { ...list('Variables.'), byName: true },
    Alias: { ...list('Aliases.'), byName: true },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const module = currentModule(context);
    if (module === null)
      throw terminating(
        EX.netInvalidOperation,
        'The Export-ModuleMember cmdlet can only be called from inside a module.',
        'Modules_CanOnlyExecuteExportModuleMemberInsideAModule',
        'PermissionDenied',
      );
    addExports(module, {
      functions: stringsOf(params.Function, context),
      aliases: stringsOf(params.Alias, context),
      variables: stringsOf(params.Variable, context),
      cmdlets: stringsOf(params.Cmdlet, context),
    });
  },
  help: { examples: [{ code: 'Export-ModuleMember -Function Get-Greeting' }], related: ['New-Module', 'Import-Module'] },
});

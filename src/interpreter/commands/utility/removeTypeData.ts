/** Remove-TypeData. Behaviour: RemoveTypeDataCommand in Update-TypeData.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { touch } from '../../values/heap.ts';
import { canonicalName } from '../../values/types/registry.ts';
import { errorRecord, stringOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Remove-TypeData',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Takes members away that were given to a type.',
  className: 'Microsoft.PowerShell.Commands.RemoveTypeDataCommand',
  defaultSet: 'RemoveTypeDataSet',
  supportsShouldProcess: true,
  parameters: {
    TypeName: { type: 'string', position: 0, mandatory: true, pipeline: true, byName: true, notNullOrEmpty: true, help: 'The type.' },
  },
  stateVersion: 1,
  process(context) {
    const given = stringOf(context.params.TypeName, context) ?? '';
    const name = canonicalName(given) ?? given;
    if (!context.shouldProcess(`Name of the type that will be removed: ${name}`, 'Remove TypeData')) return;
    if (context.runspace.typeData.delete(name.toLowerCase())) {
      touch(context.runspace);
      return;
    }
    context.writeError(
      errorRecord(
        'System.Management.Automation.RuntimeException',
        `Error in TypeData "${name}": The type "${name}" was not found. The type name value must be the full name of the type. Verify the type name and run the command again.`,
        'DynamicUpdateException',
        'InvalidOperation',
      ),
    );
  },
  help: { related: ['Update-TypeData'] },
});

/** Remove-Module. Behaviour: RemoveModuleCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { PSModuleInfo } from '../../machine/state.ts';
import { touch } from '../../values/heap.ts';
import { containsWildcardCharacters } from '../../values/regex/wildcard.ts';
import { unwrap } from '../../values/typeNames.ts';
import { EX, errorRecord, listOf, stringsOf } from '../support/params.ts';
import { modulesLike, removeMembers } from './moduleSupport.ts';

function remove(context: CmdletContext<object>, module: PSModuleInfo): void {
  if (!context.shouldProcess(`${module.name} (Path: '${module.path}')`, 'Remove-Module')) return;
  removeMembers(context, module);
  context.runspace.modules.delete(module.name.toLowerCase());
  touch(context.runspace);
}

export default defineCmdlet({
  name: 'Remove-Module',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['rmo'],
  synopsis: 'Takes modules out of the session.',
  className: 'Microsoft.PowerShell.Commands.RemoveModuleCommand',
  defaultSet: 'name',
  supportsShouldProcess: true,
  parameters: {
    Name: {
      type: 'string[]',
      sets: { name: { position: 0, mandatory: true, pipeline: true } },
      notNullOrEmpty: true,
      help: 'Names of the modules.',
    },
    ModuleInfo: { type: 'psmoduleinfo[]', sets: { ModuleInfo: { position: 0, mandatory: true, pipeline: true } }, help: 'Modules.' },
    Force: { type: 'switch', help: 'Read-only modules too.' },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    for (const value of listOf(params.ModuleInfo)) {
      const module = unwrap(value);
      if (module instanceof PSModuleInfo) remove(context, module);
    }
    for (const name of stringsOf(params.Name, context)) {
      const found = modulesLike(context, [name]);
      for (const module of found) remove(context, module);
      if (found.length === 0 && !containsWildcardCharacters(name))
        context.writeError(
          errorRecord(
            EX.netInvalidOperation,
            `No modules were removed. Verify that the specification of modules to remove is correct and those modules exist in the runspace.`,
            'Modules_NoModulesRemoved',
            'ResourceUnavailable',
          ),
        );
    }
  },
  help: { examples: [{ code: 'Remove-Module tools' }], related: ['Import-Module', 'Get-Module'] },
});

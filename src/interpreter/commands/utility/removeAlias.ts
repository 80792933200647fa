/** Remove-Alias. Behaviour: RemoveAliasCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { type Scope, ScopedItemOptions } from '../../machine/state.ts';
import { touch } from '../../values/heap.ts';
import { EX, errorRecord, stringsOf } from '../support/params.ts';
import { scopeNamed, sessionStateError } from '../support/scopes.ts';
import { guarded } from './variableShared.ts';

export default defineCmdlet({
  name: 'Remove-Alias',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Removes aliases.',
  className: 'Microsoft.PowerShell.Commands.RemoveAliasCommand',
  defaultSet: 'Default',
  parameters: {
    Name: { type: 'string[]', position: 0, mandatory: true, pipeline: true, byName: true, help: 'Names of the aliases.' },
    Scope: { type: 'string', help: 'Global, Local, Script, or how many scopes up.' },
    Force: { type: 'switch', help: 'Removes read-only aliases too.' },
  },
  stateVersion: 1,
  process(context) {
    for (const name of stringsOf(context.params.Name, context)) {
      const lower = name.toLowerCase();
      let owner: Scope | null = scopeNamed(context, context.params.Scope);
      while (owner !== null && owner.aliases?.has(lower) !== true) owner = context.params.Scope === undefined ? owner.parent : null;
      const info = owner?.aliases?.get(lower);
      if (owner === null || info === undefined) {
        const text = `This command cannot find a matching alias because an alias with the name '${name}' does not exist.`;
        context.writeError(errorRecord(EX.itemNotFound, text, 'ItemNotFoundException', 'ObjectNotFound', name));
        continue;
      }
      const from = owner;
      guarded(context, () => {
        const { Constant, ReadOnly } = ScopedItemOptions;
        if ((info.options & Constant) !== 0 || ((info.options & ReadOnly) !== 0 && !context.isOn('Force')))
          throw sessionStateError(
            'AliasNotRemovable',
            'WriteError',
            `Alias was not removed because alias ${name} is constant or read-only.`,
            name,
          );
        from.aliases?.delete(lower);
        touch(from);
        context.machine.commandsChanged();
      });
    }
  },
  help: { examples: [{ code: 'Remove-Alias np' }], related: ['Set-Alias', 'Get-Alias'] },
});

/** Get-TypeData, of what the session added. Behaviour: GetTypeDataCommand in Update-TypeData.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { PSHashtable } from '../../values/collections.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import type { Value } from '../../values/value.ts';
import { stringsOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';
import { entryMembers, typeEntries } from './typeData.ts';

export default defineCmdlet({
  name: 'Get-TypeData',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets the members that were given to types.',
  className: 'Microsoft.PowerShell.Commands.GetTypeDataCommand',
  parameters: {
    TypeName: { type: 'string[]', position: 0, pipeline: true, notNullOrEmpty: true, wildcards: true, help: 'Names of the types.' },
  },
  outputTypes: ['System.Management.Automation.PSObject'],
  stateVersion: 1,
  process(context) {
    const patterns = stringsOf(context.params.TypeName, context);
    for (const entry of typeEntries(context)) {
      if (patterns.length > 0 && !patterns.some((p) => isWildcardMatch(p, entry.typeName))) continue;
      const members = new PSHashtable('Dictionary', true, 'System.String', 'System.Management.Automation.Runspaces.TypeMemberData');
      for (const m of entryMembers(entry).values())
        if (m.hidden !== true)
          members.set(
            m.name,
            new NetRecord(`System.Management.Automation.Runspaces.${m.memberType}Data`, {
              Name: m.name,
              Value: (m.value ?? null) as Value,
              ReferencedMemberName: m.referencedMember ?? null,
              GetScriptBlock: (m.getter ?? null) as Value,
              SetScriptBlock: (m.setter ?? null) as Value,
            }),
          );
      context.write(new NetRecord('System.Management.Automation.Runspaces.TypeData', { TypeName: entry.typeName, Members: members }));
    }
  },
  help: { examples: [{ code: 'Get-TypeData *String' }], related: ['Update-TypeData'] },
});

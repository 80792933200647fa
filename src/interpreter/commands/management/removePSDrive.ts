/** Remove-PSDrive. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { Scope } from '../../machine/state.ts';
import { drivesSeen } from '../../providers/info.ts';
import { driveNotFound } from '../../providers/location.ts';
import { touch } from '../../values/heap.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { EX, errorRecord, stringsOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Remove-PSDrive',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['rdr'],
  synopsis: 'Removes drives.',
  className: 'Microsoft.PowerShell.Commands.RemovePSDriveCommand',
  defaultSet: 'Name',
  supportsShouldProcess: true,
  parameters: {
    Name: {
      type: 'string[]',
      sets: { Name: { position: 0, mandatory: true, byName: true } },
      allowNull: true,
      allowEmptyCollection: true,
      wildcards: true,
      help: 'Names of the drives.',
    },
    LiteralName: {
      type: 'string[]',
      sets: { LiteralName: { position: 0, mandatory: true, byName: true } },
      help: 'Names, without wildcards.',
    },
    PSProvider: { type: 'string[]', byName: true, help: 'Providers whose drives are meant.' },
    Scope: { type: 'string', byName: true, help: 'Global, Local, Script, or how many scopes up.' },
    Force: { type: 'switch', help: 'A drive in use too.' },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    for (const pattern of stringsOf(params.LiteralName ?? params.Name, context)) {
      const found = [...drivesSeen(context.scope).values()].filter((d) => isWildcardMatch(pattern, d.name));
      if (found.length === 0 && !containsWildcardCharacters(pattern)) context.writeError(driveNotFound(pattern).record);
      for (const drive of found) {
        if (
          !context.shouldProcess(
            `Name: ${drive.name} Provider: Microsoft.PowerShell.Core\\${drive.provider} Root: ${drive.root}`,
            'Remove Drive',
          )
        )
          continue;
        if (context.runspace.currentDrive === drive) {
          context.writeError(
            errorRecord(
              EX.invalidOperation,
              `Cannot remove drive '${drive.name}' because it is in use.`,
              'InvalidOperation',
              'InvalidOperation',
              drive.name,
            ),
          );
          continue;
        }
        for (let s: Scope | null = context.scope; s !== null; s = s.parent)
          if (s.drives?.get(drive.name.toLowerCase()) === drive) {
            s.drives.delete(drive.name.toLowerCase());
            touch(s);
          }
      }
    }
  },
  help: { examples: [{ code: 'Remove-PSDrive Box' }], related: ['New-PSDrive', 'Get-PSDrive'] },
});

/** Get-PSSessionConfiguration. Behaviour: CustomShellCommands.cs; only a name without wildcards that is not there is an error. */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { PSArray } from '../../../interpreter/values/collections.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../../interpreter/values/regex/wildcard.ts';
import type { StoredConfiguration } from '../hostRequests.ts';
import { askStore, BUILT_IN, computerOf, configurationObject, notFound } from './shared.ts';

export default defineCmdlet({
  name: 'Get-PSSessionConfiguration',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Gets the session configurations of this computer.',
  className: 'Microsoft.PowerShell.Commands.GetPSSessionConfigurationCommand',
  parameters: {
    Name: { type: 'string[]', position: 0, notNullOrEmpty: true, wildcards: true, help: 'Names of the configurations.' },
    Force: { type: 'switch', help: 'Asks nothing.' },
  },
  outputTypes: ['Microsoft.PowerShell.Commands.PSSessionConfigurationCommands#PSSessionConfiguration'],
  stateVersion: 1,
  process(context) {
    const names = context.params.Name;
    const patterns = names instanceof PSArray ? names.items.map(String) : ['*'];
    const stored = askStore<'configuration.list'>(context, { op: 'configuration.list', computer: computerOf(context) });
    const all: { name: string; definition: StoredConfiguration | null }[] = [
      ...BUILT_IN.map((name) => ({ name, definition: null })),
      ...stored,
    ];
    all.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    for (const pattern of patterns) {
      const found = all.filter((c) => isWildcardMatch(pattern, c.name));
      for (const { name, definition } of found) context.write(configurationObject(name, definition));
      if (found.length === 0 && !containsWildcardCharacters(pattern)) context.writeError(notFound(pattern));
    }
  },
  help: { examples: [{ code: 'Get-PSSessionConfiguration Lesson' }], related: ['Register-PSSessionConfiguration'] },
});

/** Get-PSProvider. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { isProviderVisible } from '../../providers/hidden.ts';
import { PROVIDERS, ProviderInfo } from '../../providers/info.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { EX, errorRecord, stringsOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Get-PSProvider',
  module: 'Microsoft.PowerShell.Management',
  synopsis: 'Gets the providers.',
  className: 'Microsoft.PowerShell.Commands.GetPSProviderCommand',
  parameters: {
    PSProvider: {
      type: 'string[]',
      position: 0,
      pipeline: true,
      byName: true,
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Names of the providers.',
    },
  },
  outputTypes: ['System.Management.Automation.ProviderInfo'],
  stateVersion: 1,
  process(context) {
    const given = stringsOf(context.params.PSProvider, context);
    for (const pattern of given.length === 0 ? ['*'] : given) {
      const name = pattern.slice(pattern.lastIndexOf('\\') + 1);
      const found = PROVIDERS.filter((p) => isWildcardMatch(name, p.name) && isProviderVisible(context, p.name));
      for (const p of found) context.write(new ProviderInfo(p.name));
      if (found.length === 0 && !containsWildcardCharacters(pattern))
        context.writeError(
          errorRecord(
            EX.providerNotFound,
            `Cannot find a provider with the name '${pattern}'.`,
            'ProviderNotFound',
            'ObjectNotFound',
            pattern,
          ),
        );
    }
  },
  help: { examples: [{ code: 'Get-PSProvider' }], related: ['Get-PSDrive'] },
});

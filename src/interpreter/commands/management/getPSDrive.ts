/** Get-PSDrive. Behaviour: Navigation.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { PSDriveInfo } from '../../machine/state.ts';
import { isProviderVisible } from '../../providers/hidden.ts';
import { drivesSeen, PROVIDERS } from '../../providers/info.ts';
import { driveNotFound } from '../../providers/location.ts';
import { compareCulture } from '../../values/dotnet/stringCompare.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { EX, errorRecord, stringsOf } from '../support/params.ts';
import { scopeNamed } from '../support/scopes.ts';

export default defineCmdlet({
  name: 'Get-PSDrive',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gdr'],
  synopsis: 'Gets drives.',
  className: 'Microsoft.PowerShell.Commands.GetPSDriveCommand',
  defaultSet: 'Name',
  parameters: {
    Name: { type: 'string[]', sets: { Name: { position: 0, byName: true } }, wildcards: true, help: 'Names of the drives.' },
    LiteralName: {
      type: 'string[]',
      sets: { LiteralName: { position: 0, mandatory: true, byName: true } },
      help: 'Names, without wildcards.',
    },
    Scope: { type: 'string', byName: true, help: 'Global, Local, Script, or how many scopes up.' },
    PSProvider: { type: 'string[]', byName: true, help: 'Providers whose drives are wanted.' },
  },
  outputTypes: ['System.Management.Automation.PSDriveInfo'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    // what a restricted session hides is as if it were not there
    const isKnown = (name: string) => PROVIDERS.some((p) => p.name.toLowerCase() === name && isProviderVisible(context, p.name));
    const seen =
      params.Scope === undefined ? drivesSeen(context.scope) : (scopeNamed(context, params.Scope).drives ?? new Map<string, PSDriveInfo>());
    const all = [...seen.values()]
      .filter((d) => isProviderVisible(context, d.provider))
      .sort((a, b) => compareCulture(a.name, b.name, true));
    const providers = stringsOf(params.PSProvider, context);
    for (const name of providers)
      if (!containsWildcardCharacters(name) && !isKnown(name.slice(name.lastIndexOf('\\') + 1).toLowerCase()))
        context.writeError(
          errorRecord(
            EX.providerNotFound,
            `Cannot find a provider with the name '${name}'.`,
            'GetLocationNoMatchingProvider',
            'ObjectNotFound',
            name,
          ),
        );
    const given = stringsOf(params.LiteralName ?? params.Name, context);
    const literal = params.LiteralName !== undefined;
    for (const pattern of given.length === 0 ? ['*'] : given) {
      const found = all.filter(
        (d) =>
          (literal ? d.name.toLowerCase() === pattern.toLowerCase() : isWildcardMatch(pattern, d.name)) &&
          (providers.length === 0 || providers.some((p) => isWildcardMatch(p.slice(p.lastIndexOf('\\') + 1), d.provider))),
      );
      for (const drive of found) context.write(drive);
      if (found.length === 0 && (literal || !containsWildcardCharacters(pattern))) {
        const { record } = driveNotFound(pattern);
        record.errorId = record.fullyQualifiedErrorId = 'GetLocationNoMatchingDrive';
        context.writeError(record);
      }
    }
  },
  help: { examples: [{ code: 'Get-PSDrive -PSProvider FileSystem' }], related: ['New-PSDrive', 'Remove-PSDrive'] },
});

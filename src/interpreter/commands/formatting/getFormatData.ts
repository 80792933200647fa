/** Get-FormatData. Behaviour: GetFormatDataCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { registerDefinitionTypes, typeDefinitions } from '../../formatting/definitions.ts';
import { allViews } from '../../formatting/viewIndex.ts';
import { PSArray } from '../../values/collections.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';

registerDefinitionTypes();

export default defineCmdlet({
  name: 'Get-FormatData',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Gets the views of the session.',
  className: 'Microsoft.PowerShell.Commands.GetFormatDataCommand',
  parameters: {
    TypeName: { type: 'string[]', position: 0, notNullOrEmpty: true, wildcards: true, help: 'Types whose views are wanted.' },
    PowerShellVersion: { type: 'version', help: 'Version that the views are for.' },
  },
  outputTypes: ['System.Management.Automation.ExtendedTypeDefinition'],
  stateVersion: 1,
  process(context) {
    const names = context.params.TypeName;
    const patterns = names instanceof PSArray ? names.items.map(String) : ['*'];
    const views = allViews(context).filter((view) => view.types.some((type) => patterns.some((pattern) => isWildcardMatch(pattern, type))));
    for (const definition of typeDefinitions(views)) context.write(definition);
  },
  help: { examples: [{ code: 'Get-FormatData System.TimeSpan' }], related: ['Update-FormatData'] },
});

/** Get-Alias. Behaviour: GetAliasCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { hooks } from '../../values/contextHooks.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { aliasesSeen, resolveAlias } from '../support/aliases.ts';
import { EX, errorRecord, stringsOf } from '../support/params.ts';
import { scopeNamed } from '../support/scopes.ts';

export default defineCmdlet({
  name: 'Get-Alias',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['gal'],
  synopsis: 'Gets aliases.',
  className: 'Microsoft.PowerShell.Commands.GetAliasCommand',
  defaultSet: 'Default',
  parameters: {
    Name: {
      type: 'string[]',
      sets: { Default: { position: 0, pipeline: true, byName: true } },
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Names of the aliases.',
    },
    Exclude: { type: 'string[]', help: 'Names that do not count.' },
    Scope: { type: 'string', help: 'Global, Local, Script, or how many scopes up.' },
    Definition: { type: 'string[]', sets: { Definition: {} }, notNullOrEmpty: true, help: 'Commands whose aliases are wanted.' },
  },
  outputTypes: ['System.Management.Automation.AliasInfo'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const byDefinition = context.parameterSet === 'Definition';
    const scope = scopeNamed(context, params.Scope);
    // in a restricted session an alias of a hidden command is as hidden as that
    const confined = hooks(context).isConfined?.() === true;
    const all = aliasesSeen(scope, params.Scope !== undefined).filter(
      (a) => !confined || (a.visibility === 'Public' && resolveAlias(context, a) !== null),
    );
    const exclude = stringsOf(params.Exclude, context);
    const given = stringsOf(byDefinition ? params.Definition : params.Name, context);
    for (const pattern of given.length === 0 ? ['*'] : given) {
      const found = all.filter(
        (a) => isWildcardMatch(pattern, byDefinition ? a.definition : a.name) && !exclude.some((p) => isWildcardMatch(p, a.name)),
      );
      for (const info of found) context.write(info);
      if (found.length > 0 || containsWildcardCharacters(pattern)) continue;
      const text = `This command cannot find a matching alias because an alias with the ${byDefinition ? 'definition' : 'name'} '${pattern}' does not exist.`;
      context.writeError(errorRecord(EX.itemNotFound, text, 'ItemNotFoundException', 'ObjectNotFound', pattern));
    }
  },
  help: { examples: [{ code: 'Get-Alias -Definition Get-ChildItem' }], related: ['Set-Alias', 'New-Alias', 'Export-Alias'] },
});

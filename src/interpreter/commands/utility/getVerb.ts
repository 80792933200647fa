/** Get-Verb. Behaviour: GetVerbCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { stringsOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';
import { VERB_GROUPS, VERBS } from './verbs.ts';

export default defineCmdlet({
  name: 'Get-Verb',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Lists the verbs that command names begin with.',
  className: 'Microsoft.PowerShell.Commands.GetVerbCommand',
  parameters: {
    Verb: { type: 'string[]', position: 0, pipeline: true, byName: true, wildcards: true, help: 'Verbs.' },
    Group: {
      type: 'string[]',
      position: 1,
      byName: true,
      validateSet: ['Common', 'Communications', 'Data', 'Diagnostic', 'Lifecycle', 'Other', 'Security'],
      help: 'Groups.',
    },
  },
  outputTypes: ['System.Management.Automation.VerbInfo'],
  stateVersion: 1,
  process(context) {
    const patterns = stringsOf(context.params.Verb, context);
    const groups = stringsOf(context.params.Group, context).map((g) => g.toLowerCase());
    const order = groups.length === 0 ? VERB_GROUPS : VERB_GROUPS.filter((g) => groups.includes(g.toLowerCase()));
    for (const group of order)
      for (const v of VERBS)
        if (v.group === group && (patterns.length === 0 || patterns.some((p) => isWildcardMatch(p, v.verb))))
          context.write(
            new NetRecord('System.Management.Automation.VerbInfo', {
              Verb: v.verb,
              AliasPrefix: v.prefix,
              Group: v.group,
              Description: '',
            }),
          );
  },
  help: { examples: [{ code: 'Get-Verb -Group Security' }], related: ['Get-Command'] },
});

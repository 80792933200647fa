/** Clear-History. Behaviour: HistoryCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { touch } from '../../values/heap.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { listOf, numberOf, stringsOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Clear-History',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['clhy'],
  synopsis: 'Takes commands out of the history.',
  className: 'Microsoft.PowerShell.Commands.ClearHistoryCommand',
  defaultSet: 'IDParameter',
  supportsShouldProcess: true,
  parameters: {
    Id: { type: 'int[]', position: 0, sets: { IDParameter: {} }, validateRange: [1, 2147483647], help: 'Numbers of the commands.' },
    CommandLine: {
      type: 'string[]',
      sets: { CommandLineParameter: {} },
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Text of the commands.',
    },
    Count: { type: 'int', position: 1, validateRange: [1, 2147483647], help: 'How many.' },
    Newest: { type: 'switch', help: 'The latest first.' },
  },
  stateVersion: 1,
  process(context) {
    const { runspace, params } = context;
    const ids = listOf(params.Id).map((v) => numberOf(v));
    const texts = stringsOf(params.CommandLine, context);
    let chosen = runspace.history.filter(
      (e) => (ids.length === 0 || ids.includes(e.id)) && (texts.length === 0 || texts.some((t) => isWildcardMatch(t, e.commandLine))),
    );
    if (context.isBound('Count'))
      chosen = context.isOn('Newest') ? chosen.slice(-numberOf(params.Count)) : chosen.slice(0, numberOf(params.Count));
    if (chosen.length === 0 || !context.shouldProcess('Clear-History', 'Clear history')) return;
    runspace.history = runspace.history.filter((e) => !chosen.includes(e));
    touch(runspace);
  },
  help: { examples: [{ code: 'Clear-History' }], related: ['Get-History'] },
});

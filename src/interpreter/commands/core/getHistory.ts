/** Get-History. Behaviour: HistoryCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { errorRecord, listOf, numberOf } from '../support/params.ts';
import { finished, historyInfo } from './historyShared.ts';

export default defineCmdlet({
  name: 'Get-History',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['ghy', 'h', 'history'],
  synopsis: 'Lists the commands that were entered.',
  className: 'Microsoft.PowerShell.Commands.GetHistoryCommand',
  parameters: {
    Id: { type: 'long[]', position: 0, pipeline: true, validateRange: [1, Number.MAX_SAFE_INTEGER], help: 'Numbers of the commands.' },
    Count: { type: 'int', position: 1, validateRange: [0, 32767], help: 'How many of the latest.' },
  },
  outputTypes: ['Microsoft.PowerShell.Commands.HistoryInfo'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const all = finished(context);
    const count = context.isBound('Count') ? numberOf(params.Count) : Number.POSITIVE_INFINITY;
    const ids = listOf(params.Id).map((v) => numberOf(v));
    if (ids.length === 0) {
      for (const entry of count === 0 ? [] : Number.isFinite(count) ? all.slice(-count) : all) context.write(historyInfo(entry, context));
      return;
    }
    for (const id of ids) {
      const at = all.findIndex((e) => e.id === id);
      if (at < 0)
        context.writeError(
          errorRecord(
            'System.ArgumentException',
            `Cannot locate the history for ID ${id}.`,
            'GetHistoryNoHistoryForId',
            'ObjectNotFound',
            id,
          ),
        );
      else
        for (const entry of Number.isFinite(count) && ids.length === 1 ? all.slice(Math.max(0, at - count + 1), at + 1) : [all[at]])
          if (entry !== undefined) context.write(historyInfo(entry, context));
    }
  },
  help: { examples: [{ code: 'Get-History -Count 5' }], related: ['Invoke-History', 'Clear-History'] },
});

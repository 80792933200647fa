/** Invoke-History. Behaviour: HistoryCommands.cs: shows the command and runs it in the caller's scope. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { stringOf, terminating } from '../support/params.ts';
import { finished } from './historyShared.ts';

export default defineCmdlet({
  name: 'Invoke-History',
  module: 'Microsoft.PowerShell.Core',
  aliases: ['ihy', 'r'],
  synopsis: 'Runs a command of the history again.',
  className: 'Microsoft.PowerShell.Commands.InvokeHistoryCommand',
  supportsShouldProcess: true,
  parameters: { Id: { type: 'string', position: 0, byName: true, help: 'Number of the command, or how it begins.' } },
  stateVersion: 1,
  end(context) {
    const all = finished(context);
    const wanted = stringOf(context.params.Id, context);
    const entry =
      wanted === undefined
        ? all[all.length - 1]
        : /^\d+$/.test(wanted)
          ? all.find((e) => e.id === Number(wanted))
          : [...all].reverse().find((e) => e.commandLine.startsWith(wanted));
    if (entry === undefined)
      throw terminating(
        'System.ArgumentException',
        wanted === undefined ? 'Cannot locate the last history.' : `Cannot locate the history for command line ${wanted}.`,
        wanted === undefined ? 'InvokeHistoryNoLastHistoryEntry' : 'InvokeHistoryNoHistoryForCommandline',
        'ObjectNotFound',
        wanted ?? null,
      );
    if (!context.shouldProcess(entry.commandLine)) return;
    context.hostWrite(`${entry.commandLine}\n`);
    const block = context.machine.drives.compile(entry.commandLine);
    return { do: 'stream', activity: { kind: 'call', block, args: [], scope: 'current' } };
  },
  resume() {},
  help: { examples: [{ code: 'Invoke-History 3' }], related: ['Get-History'] },
});

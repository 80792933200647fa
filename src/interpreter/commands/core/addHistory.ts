/** Add-History. Behaviour: HistoryCommands.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { toText } from '../../values/convert.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { touch } from '../../values/heap.ts';
import { findProperty } from '../../values/members.ts';
import { unwrap } from '../../values/typeNames.ts';
import type { Value } from '../../values/value.ts';
import { errorRecord, listOf } from '../support/params.ts';
import { historyInfo } from './historyShared.ts';

export default defineCmdlet({
  name: 'Add-History',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Adds commands to the history.',
  className: 'Microsoft.PowerShell.Commands.AddHistoryCommand',
  parameters: {
    InputObject: { type: 'psobject[]', position: 0, pipeline: true, help: 'Entries as Get-History writes them.' },
    Passthru: { type: 'switch', help: 'Writes the entries.' },
  },
  stateVersion: 1,
  process(context) {
    const { runspace } = context;
    for (const input of listOf(context.params.InputObject)) {
      const line = findProperty(input, 'CommandLine', context);
      if (line === undefined || line === null) {
        context.writeError(
          errorRecord(
            'System.IO.InvalidDataException',
            'Cannot add history because the input object has a format that is not valid.',
            'AddHistoryInvalidInput',
            'InvalidData',
            input,
          ),
        );
        continue;
      }
      const time = (name: string): number => {
        const value: Value = unwrap(findProperty(input, name, context) ?? null);
        if (!(value instanceof DateTime)) return context.now();
        return Number(value.toUniversalTime((ms) => context.zoneOffset(ms)).ticks - DateTime.UNIX_EPOCH.ticks) / 10_000;
      };
      const entry = {
        id: runspace.nextHistoryId++,
        commandLine: toText(line, context),
        executionStatus: 'Completed' as const,
        startTime: time('StartExecutionTime'),
        endTime: time('EndExecutionTime'),
      };
      runspace.history.push(entry);
      touch(runspace);
      if (context.isOn('Passthru')) context.write(historyInfo(entry, context));
    }
  },
  help: { related: ['Get-History'] },
});

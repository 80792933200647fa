/** The command history as objects. Behaviour: HistoryCommands.cs. */
import type { CmdletContext } from '../../machine/cmdlet.ts';
import type { HistoryEntry } from '../../machine/state.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { TimeSpan } from '../../values/dotnet/timespan.ts';
import { EnumValue, mkLong } from '../../values/value.ts';
import { NetRecord } from '../support/record.ts';

const STATES = ['NotStarted', 'Running', 'Stopping', 'Stopped', 'Completed', 'Failed', 'Disconnected'];

/** An entry as HistoryInfo. */
export function historyInfo(entry: HistoryEntry, context: CmdletContext<object>): NetRecord {
  const date = (ms: number): DateTime => DateTime.fromUnixMilliseconds(ms).toLocalTime((at) => context.zoneOffset(at));
  return new NetRecord('Microsoft.PowerShell.Commands.HistoryInfo', {
    Id: mkLong(entry.id),
    CommandLine: entry.commandLine,
    ExecutionStatus: new EnumValue(
      'System.Management.Automation.Runspaces.PipelineState',
      Math.max(0, STATES.indexOf(entry.executionStatus)),
    ),
    StartExecutionTime: date(entry.startTime),
    EndExecutionTime: date(entry.endTime),
    Duration: new TimeSpan(BigInt(Math.round(Math.max(0, entry.endTime - entry.startTime) * 10_000))),
  });
}

/** Entries that are over: the command that asks is not among them. */
export function finished(context: CmdletContext<object>): HistoryEntry[] {
  return context.runspace.history.filter((e) => e.executionStatus !== 'Running' && e.executionStatus !== 'NotStarted');
}

/** New-TimeSpan. Behaviour: NewTimeSpanCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { TimeSpan } from '../../values/dotnet/timespan.ts';
import { unwrap } from '../../values/typeNames.ts';
import { numberOf } from '../support/params.ts';

const time = { Time: {} };

export default defineCmdlet({
  name: 'New-TimeSpan',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Makes a span of time.',
  className: 'Microsoft.PowerShell.Commands.NewTimeSpanCommand',
  defaultSet: 'Date',
  parameters: {
    Start: {
      type: 'datetime',
      aliases: ['LastWriteTime'],
      position: 0,
      pipeline: true,
      byName: true,
      sets: { Date: {} },
      help: 'Where it begins.',
    },
    End: { type: 'datetime', position: 1, byName: true, sets: { Date: {} }, help: 'Where it ends.' },
    Days: { type: 'int', sets: time, help: 'Days.' },
    Hours: { type: 'int', sets: time, help: 'Hours.' },
    Minutes: { type: 'int', sets: time, help: 'Minutes.' },
    Seconds: { type: 'int', sets: time, help: 'Seconds.' },
    Milliseconds: { type: 'int', sets: time, help: 'Milliseconds.' },
  },
  outputTypes: ['System.TimeSpan'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    if (context.parameterSet === 'Time') {
      const n = (name: string): number => numberOf(params[name]);
      context.write(TimeSpan.fromParts(n('Days'), n('Hours'), n('Minutes'), n('Seconds'), n('Milliseconds')));
      return;
    }
    const now = DateTime.fromUnixMilliseconds(context.now()).toLocalTime((ms) => context.zoneOffset(ms));
    const at = (name: string): DateTime => {
      const value = unwrap(params[name] ?? null);
      return value instanceof DateTime ? value : now;
    };
    context.write(new TimeSpan(at('End').ticks - at('Start').ticks));
  },
  help: { examples: [{ code: 'New-TimeSpan -Hours 1 -Minutes 30' }, { code: "New-TimeSpan -End '2030-01-01'" }], related: ['Get-Date'] },
});

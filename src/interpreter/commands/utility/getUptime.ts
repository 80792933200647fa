/** Get-Uptime. Behaviour: GetUptime.cs; the system is the session: it is up since its first command was asked. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { TimeSpan } from '../../values/dotnet/timespan.ts';
import { touch } from '../../values/heap.ts';

const STARTED = 'startedAt';

export default defineCmdlet({
  name: 'Get-Uptime',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Tells since when the session has been up.',
  className: 'Microsoft.PowerShell.Commands.GetUptimeCommand',
  defaultSet: 'Timespan',
  parameters: { Since: { type: 'switch', sets: { Since: {} }, help: 'The time instead of the span.' } },
  outputTypes: ['System.TimeSpan', 'System.DateTime'],
  stateVersion: 1,
  process(context) {
    const { runspace } = context;
    const first = runspace.history[0]?.startTime;
    let since = runspace.extensions.get(STARTED) as number | undefined;
    if (since === undefined) {
      since = first ?? context.now();
      runspace.extensions.set(STARTED, since);
      touch(runspace);
    }
    if (context.isOn('Since')) context.write(DateTime.fromUnixMilliseconds(since).toLocalTime((ms) => context.zoneOffset(ms)));
    else context.write(new TimeSpan(BigInt(Math.trunc((context.now() - since) / 1000)) * 10_000_000n));
  },
  help: { examples: [{ code: 'Get-Uptime' }], related: ['Get-Date'] },
});

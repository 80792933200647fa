/** Start-Sleep. Behaviour: StartSleepCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { TimeSpan } from '../../values/dotnet/timespan.ts';
import { unwrap } from '../../values/typeNames.ts';
import { numberOf, terminating } from '../support/params.ts';

export default defineCmdlet({
  name: 'Start-Sleep',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Waits.',
  className: 'Microsoft.PowerShell.Commands.StartSleepCommand',
  defaultSet: 'Seconds',
  parameters: {
    Seconds: {
      type: 'double',
      sets: { Seconds: { position: 0, mandatory: true, pipeline: true, byName: true } },
      validateRange: [0, 2147483],
      help: 'How many seconds.',
    },
    Milliseconds: {
      type: 'int',
      aliases: ['ms'],
      sets: { Milliseconds: { mandatory: true, byName: true } },
      validateRange: [0, 2147483647],
      help: 'How many milliseconds.',
    },
    Duration: {
      type: 'timespan',
      aliases: ['ts'],
      sets: { FromTimeSpan: { position: 0, mandatory: true, pipeline: true, byName: true } },
      help: 'How long.',
    },
  },
  stateVersion: 1,
  process(context) {
    const { params } = context;
    let ms = 0;
    if (context.parameterSet === 'Milliseconds') ms = numberOf(params.Milliseconds);
    else if (context.parameterSet === 'FromTimeSpan') {
      const span = unwrap(params.Duration ?? null);
      ms = span instanceof TimeSpan ? Number(span.ticks / 10_000n) : 0;
      if (ms > 2147483647)
        throw terminating(
          'System.ArgumentException',
          `The '-Duration' parameter value must not exceed '24.20:31:23.6470000', provided value was '${span instanceof TimeSpan ? span.toString() : ''}'.`,
          'MaximumDurationExceeded',
          'InvalidArgument',
        );
    } else ms = Math.trunc(numberOf(params.Seconds) * 1000);
    if (ms > 0) context.sleep(ms);
  },
  help: { examples: [{ code: 'Start-Sleep -Milliseconds 200' }] },
});

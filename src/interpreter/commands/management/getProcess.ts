/** Get-Process. The only process there is, is the session itself. Behaviour: Process.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { TimeSpan } from '../../values/dotnet/timespan.ts';
import { containsWildcardCharacters, isWildcardMatch } from '../../values/regex/wildcard.ts';
import { mkDouble, mkLong } from '../../values/value.ts';
import { errorRecord, listOf, numberOf, stringsOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

export default defineCmdlet({
  name: 'Get-Process',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gps'],
  synopsis: 'Gets the process of the session, the only one there is.',
  className: 'Microsoft.PowerShell.Commands.GetProcessCommand',
  defaultSet: 'Name',
  parameters: {
    Name: {
      type: 'string[]',
      aliases: ['ProcessName'],
      sets: { Name: { position: 0, byName: true }, NameWithUserName: { position: 0, byName: true } },
      notNullOrEmpty: true,
      wildcards: true,
      help: 'Names of processes.',
    },
    Id: {
      type: 'int[]',
      aliases: ['PID'],
      sets: { Id: { mandatory: true, byName: true }, IdWithUserName: { mandatory: true, byName: true } },
      help: 'Ids of processes.',
    },
    InputObject: {
      type: 'System.Diagnostics.Process[]',
      sets: { InputObject: { mandatory: true, pipeline: true }, InputObjectWithUserName: { mandatory: true, pipeline: true } },
      help: 'Processes.',
    },
    IncludeUserName: {
      type: 'switch',
      sets: { NameWithUserName: { mandatory: true }, IdWithUserName: { mandatory: true }, InputObjectWithUserName: { mandatory: true } },
      help: 'With the names of their users.',
    },
    Module: { type: 'switch', sets: { Name: {}, Id: {}, InputObject: {} }, dontShow: true, help: 'Not known here.' },
    FileVersionInfo: {
      type: 'switch',
      aliases: ['FV', 'FVI'],
      sets: { Name: {}, Id: {}, InputObject: {} },
      dontShow: true,
      help: 'Not known here.',
    },
  },
  outputTypes: ['System.Diagnostics.Process'],
  stateVersion: 1,
  process(context) {
    const id = numberOf(context.getVariable('PID'), 1);
    const self = new NetRecord('System.Diagnostics.Process', {
      Id: id,
      ProcessName: 'pwsh',
      Handles: 0,
      HandleCount: 0,
      SI: 1,
      SessionId: 1,
      WorkingSet64: mkLong(context.machine.root.allocated),
      PagedMemorySize64: mkLong(0),
      NonpagedSystemMemorySize64: mkLong(0),
      CPU: mkDouble(0),
      TotalProcessorTime: TimeSpan.ZERO,
      StartTime: DateTime.fromUnixMilliseconds(context.now()).toLocalTime((ms) => context.zoneOffset(ms)),
      UserName: context.runspace.environment.get('USER') ?? '',
      HasExited: false,
    });
    const ids = listOf(context.params.Id).map((v) => numberOf(v));
    const names = stringsOf(context.params.Name, context);
    for (const wanted of ids)
      if (wanted !== id)
        context.writeError(
          errorRecord(
            'Microsoft.PowerShell.Commands.ProcessCommandException',
            `Cannot find a process with the process identifier ${wanted}.`,
            'NoProcessFoundForGivenId',
            'ObjectNotFound',
            wanted,
          ),
        );
    for (const name of names)
      if (!isWildcardMatch(name, 'pwsh') && !containsWildcardCharacters(name))
        context.writeError(
          errorRecord(
            'Microsoft.PowerShell.Commands.ProcessCommandException',
            `Cannot find a process with the name "${name}". Verify the process name and call the cmdlet again.`,
            'NoProcessFoundForGivenName',
            'ObjectNotFound',
            name,
          ),
        );
    const matches = (ids.length === 0 || ids.includes(id)) && (names.length === 0 || names.some((n) => isWildcardMatch(n, 'pwsh')));
    if (matches) context.write(self);
  },
  help: { examples: [{ code: 'Get-Process -Id $PID' }] },
});

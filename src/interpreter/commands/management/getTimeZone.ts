/** Get-TimeZone. Behaviour: TimeZoneCommands.cs, for the zone of the session and UTC, the only ones known here. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { TimeSpan } from '../../values/dotnet/timespan.ts';
import { isWildcardMatch } from '../../values/regex/wildcard.ts';
import { errorRecord, stringsOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

function zone(id: string, name: string, minutes: number, saving: boolean): NetRecord {
  const sign = minutes < 0 ? '-' : '+';
  const text = `${String(Math.trunc(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
  return new NetRecord('System.TimeZoneInfo', {
    Id: id,
    HasIanaId: true,
    DisplayName: minutes === 0 ? `(UTC) ${name}` : `(UTC${sign}${text}) ${name}`,
    StandardName: name,
    DaylightName: name,
    BaseUtcOffset: new TimeSpan(BigInt(minutes) * 600_000_000n),
    SupportsDaylightSavingTime: saving,
  });
}

function local(context: CmdletContext<object>): NetRecord {
  const year = 365.25 * 86_400_000;
  const now = context.now();
  const january = context.zoneOffset(Math.trunc(now / year) * year);
  const july = context.zoneOffset(Math.trunc(now / year) * year + year / 2);
  const base = Math.min(january, july);
  if (base === 0 && january === july) return zone('Etc/UTC', 'Coordinated Universal Time', 0, false);
  const id = context.runspace.environment.get('TZ') ?? 'Local';
  return zone(id, id, base, january !== july);
}

export default defineCmdlet({
  name: 'Get-TimeZone',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gtz'],
  synopsis: 'Gets the time zone.',
  className: 'Microsoft.PowerShell.Commands.GetTimeZoneCommand',
  defaultSet: 'Name',
  parameters: {
    Id: { type: 'string[]', sets: { Id: { mandatory: true, pipeline: true, byName: true } }, help: 'Ids of zones.' },
    ListAvailable: { type: 'switch', sets: { ListAvailable: { mandatory: true } }, help: 'All zones.' },
    Name: { type: 'string[]', sets: { Name: { position: 0, pipeline: true, byName: true } }, wildcards: true, help: 'Names of zones.' },
  },
  outputTypes: ['System.TimeZoneInfo'],
  stateVersion: 1,
  process(context) {
    const known = [local(context), zone('UTC', '(UTC) Coordinated Universal Time', 0, false)];
    const ids = stringsOf(context.params.Id, context);
    const names = stringsOf(context.params.Name, context);
    if (ids.length === 0 && names.length === 0) {
      for (const z of context.isOn('ListAvailable') ? known : known.slice(0, 1)) context.write(z);
      return;
    }
    for (const pattern of [...ids, ...names]) {
      const found = known.filter((z) => isWildcardMatch(pattern, String(z.get(ids.length > 0 ? 'Id' : 'StandardName'))));
      for (const z of found) context.write(z);
      if (found.length === 0)
        context.writeError(
          errorRecord(
            'System.TimeZoneNotFoundException',
            `The time zone '${pattern}' was not found on the local computer.`,
            'TimeZoneNotFound',
            'ObjectNotFound',
            pattern,
          ),
        );
    }
  },
  help: { examples: [{ code: 'Get-TimeZone' }], related: ['Get-Date'] },
});

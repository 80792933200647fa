/** Test-Path. Behaviour: TestPathCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { stat } from '../../providers/fileSystem.ts';
import { hasFilters, passes, resolve } from '../../providers/glob.ts';
import type { Place } from '../../providers/location.ts';
import { providerOf } from '../../providers/provider.ts';
import { DateTime } from '../../values/dotnet/datetime.ts';
import { TerminatingError } from '../../values/errors.ts';
import { unwrap } from '../../values/typeNames.ts';
import { EnumValue } from '../../values/value.ts';
import { CREDENTIAL, FILTER_PARAMETERS, filtersOf, isLiteral } from '../support/items.ts';
import { errorRecord, listOf, stringOf } from '../support/params.ts';

function found(context: CmdletContext<object>, typed: string): Place[] {
  try {
    return resolve(context, typed, { literal: isLiteral(context), force: true });
  } catch (e) {
    if (e instanceof TerminatingError && /NotFound$/.test(e.record.errorId)) return [];
    throw e;
  }
}

function fits(context: CmdletContext<object>, place: Place): boolean {
  const provider = providerOf(place.provider);
  const kind = context.params.PathType;
  const container = provider.isContainer(context, place.path);
  const number = kind instanceof EnumValue ? Number(kind.value) : 0;
  if ((number === 1 && !container) || (number === 2 && container)) return false;
  const filters = filtersOf(context);
  if (hasFilters(filters)) {
    const name = place.provider === 'FileSystem' ? place.path.slice(place.path.lastIndexOf('/') + 1) : place.path;
    if (!passes(name, filters)) return false;
  }
  const limit = (name: string): number | null => {
    const date = unwrap(context.params[name] ?? null);
    return date instanceof DateTime
      ? Number(date.toUniversalTime((ms) => context.zoneOffset(ms)).ticks - DateTime.UNIX_EPOCH.ticks) / 1e4
      : null;
  };
  const newer = limit('NewerThan');
  const older = limit('OlderThan');
  if (newer === null && older === null) return true;
  const entry = place.provider === 'FileSystem' ? stat(context, place.path) : null;
  return entry !== null && (newer === null || entry.modified > newer) && (older === null || entry.modified < older);
}

export default defineCmdlet({
  name: 'Test-Path',
  module: 'Microsoft.PowerShell.Management',
  synopsis: 'Tells whether a path exists.',
  className: 'Microsoft.PowerShell.Commands.TestPathCommand',
  defaultSet: 'Path',
  parameters: {
    Path: {
      type: 'string[]',
      sets: { Path: { position: 0, mandatory: true, pipeline: true, byName: true } },
      allowNull: true,
      allowEmptyCollection: true,
      allowEmptyString: true,
      wildcards: true,
      help: 'Paths to look for.',
    },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { mandatory: true, byName: true } },
      allowNull: true,
      allowEmptyCollection: true,
      allowEmptyString: true,
      help: 'Paths without wildcards.',
    },
    ...FILTER_PARAMETERS,
    PathType: { type: 'Microsoft.PowerShell.Commands.TestPathType', aliases: ['Type'], help: 'Container, Leaf or Any.' },
    IsValid: { type: 'switch', help: 'Only whether it could be a path.' },
    Credential: CREDENTIAL,
    OlderThan: { type: 'System.Nullable[datetime]', dynamic: true, help: 'Changed before.' },
    NewerThan: { type: 'System.Nullable[datetime]', dynamic: true, help: 'Changed after.' },
  },
  outputTypes: ['System.Boolean'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const given = params.LiteralPath ?? params.Path ?? null;
    const list = given === null ? [null] : listOf(given);
    if (given === null || list.length === 0) {
      const name = params.LiteralPath !== undefined ? 'LiteralPath' : 'Path';
      context.writeError(
        errorRecord(
          'System.ArgumentNullException',
          `Value cannot be null. (Parameter 'The provided ${name} argument was null or an empty collection.')`,
          'NullPathNotPermitted',
          'InvalidArgument',
          null,
        ),
      );
      return;
    }
    for (const one of list) {
      const typed = stringOf(one, context);
      if (typed === undefined) {
        context.writeError(
          errorRecord(
            'System.ArgumentNullException',
            "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')",
            'NullPathNotPermitted',
            'InvalidArgument',
            null,
          ),
        );
        continue;
      }
      if (typed.trim() === '') {
        context.write(false);
        continue;
      }
      if (context.isOn('IsValid')) context.write(!typed.includes('\u0000'));
      else context.write(found(context, typed).some((p) => fits(context, p)));
    }
  },
  help: { examples: [{ code: 'Test-Path notes.txt -PathType Leaf' }], related: ['Resolve-Path', 'Get-Item'] },
});

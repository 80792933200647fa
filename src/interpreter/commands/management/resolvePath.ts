/** Resolve-Path. Behaviour: ResolvePathCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { resolve } from '../../providers/glob.ts';
import { PathInfo } from '../../providers/info.ts';
import { placeOf } from '../../providers/location.ts';
import { relativeTo } from '../../providers/paths.ts';
import { attempt, CREDENTIAL, isLiteral, typedPaths } from '../support/items.ts';
import { stringOf } from '../support/params.ts';

const first = { position: 0, mandatory: true, pipeline: true, byName: true };
const literal = { mandatory: true, byName: true };

export default defineCmdlet({
  name: 'Resolve-Path',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['rvpa'],
  synopsis: 'Finds the paths that a path with wildcards means.',
  className: 'Microsoft.PowerShell.Commands.ResolvePathCommand',
  defaultSet: 'Path',
  parameters: {
    Path: { type: 'string[]', sets: { Path: first, RelativePath: first }, wildcards: true, help: 'The paths.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: literal, RelativeLiteralPath: literal },
      help: 'Paths without wildcards.',
    },
    Relative: {
      type: 'switch',
      sets: { RelativePath: { mandatory: true }, RelativeLiteralPath: { mandatory: true } },
      help: 'Seen from the current location.',
    },
    RelativeBasePath: { type: 'string', help: 'Where relative paths begin.' },
    Force: { type: 'switch', help: 'Hidden items too.' },
    Credential: CREDENTIAL,
  },
  outputTypes: ['System.Management.Automation.PathInfo', 'System.String'],
  stateVersion: 1,
  process(context) {
    const base = stringOf(context.params.RelativeBasePath, context);
    for (const typed of typedPaths(context)) {
      attempt(context, () => {
        const from = placeOf(context, base ?? '.').path;
        const seen = base === undefined || /^([\\/~]|[^\\/]+:)/.test(typed) ? typed : `${from}/${typed}`;
        for (const place of resolve(context, seen, { literal: isLiteral(context), force: context.isOn('Force') })) {
          if (context.isOn('Relative')) context.write(relativeTo(place.path, from));
          else context.write(new PathInfo(place.drive, place.provider, place.path));
        }
      });
    }
  },
  help: { examples: [{ code: 'Resolve-Path *.txt -Relative' }], related: ['Convert-Path', 'Test-Path'] },
});

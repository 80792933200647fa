/** Join-Path. Behaviour: CombinePathCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import { resolve } from '../../providers/glob.ts';
import { drivesSeen, shownPath } from '../../providers/info.ts';
import { driveNotFound, splitDrive } from '../../providers/location.ts';
import { extensionOf, join } from '../../providers/paths.ts';
import { attempt, CREDENTIAL } from '../support/items.ts';
import { stringOf, stringsOf } from '../support/params.ts';

export default defineCmdlet({
  name: 'Join-Path',
  module: 'Microsoft.PowerShell.Management',
  synopsis: 'Puts the parts of a path together.',
  className: 'Microsoft.PowerShell.Commands.JoinPathCommand',
  parameters: {
    Path: { type: 'string[]', aliases: ['PSPath'], position: 0, mandatory: true, pipeline: true, byName: true, help: 'The first part.' },
    ChildPath: {
      type: 'string[]',
      position: 1,
      mandatory: true,
      byName: true,
      allowNull: true,
      allowEmptyString: true,
      help: 'What comes behind.',
    },
    AdditionalChildPath: {
      type: 'string[]',
      position: 2,
      remaining: true,
      byName: true,
      allowNull: true,
      allowEmptyString: true,
      allowEmptyCollection: true,
      help: 'More parts.',
    },
    Resolve: { type: 'switch', help: 'The paths of what is there.' },
    Extension: { type: 'string', help: 'An extension to put behind, or in place of the one there.' },
    Credential: CREDENTIAL,
  },
  outputTypes: ['System.String'],
  stateVersion: 1,
  process(context) {
    const { params } = context;
    const extension = stringOf(params.Extension, context);
    for (const first of stringsOf(params.Path, context)) {
      attempt(context, () => {
        const split = splitDrive(first);
        if (split !== null && !drivesSeen(context.scope).has(split.drive.toLowerCase())) throw driveNotFound(split.drive);
        let path = first;
        for (const part of [...stringsOf(params.ChildPath, context), ...stringsOf(params.AdditionalChildPath, context)])
          path = join(path, part);
        if (extension !== undefined) {
          const old = extensionOf(path);
          path =
            path.slice(0, path.length - old.length) + (extension === '' ? '' : extension.startsWith('.') ? extension : `.${extension}`);
        }
        if (!context.isOn('Resolve')) context.write(path);
        else for (const p of resolve(context, path)) context.write(shownPath(p.drive, p.provider, p.path));
      });
    }
  },
  help: { examples: [{ code: 'Join-Path $HOME notes today.txt' }], related: ['Split-Path', 'Resolve-Path'] },
});

/** Split-Path. Behaviour: ParsePathCommand.cs. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { resolve } from '../../providers/glob.ts';
import { shownPath } from '../../providers/info.ts';
import { splitDrive } from '../../providers/location.ts';
import { extensionOf, isRooted, leafOf, parentOf } from '../../providers/paths.ts';
import { attempt, typedPaths } from '../support/items.ts';
import { errorRecord } from '../support/params.ts';

/** A path's qualifier (`env:`, `FileSystem::`) and the rest. */
function qualifierOf(path: string): { qualifier: string; rest: string } {
  const provider = /^([^:]+::)(.*)$/s.exec(path);
  if (provider !== null) return { qualifier: provider[1] as string, rest: provider[2] as string };
  const drive = splitDrive(path);
  return drive === null ? { qualifier: '', rest: path } : { qualifier: `${drive.drive}:`, rest: drive.rest };
}

function parent(path: string): string {
  const { qualifier, rest } = qualifierOf(path);
  const inner = parentOf(rest);
  if (qualifier === '') return inner;
  if (rest === '' || rest === '/' || rest === '\\') return '';
  return inner === '' ? (isRooted(rest) ? `${qualifier}/` : qualifier) : qualifier + inner;
}

/** The last part; nothing for a root. */
function lastPart(path: string): string {
  const leaf = leafOf(qualifierOf(path).rest);
  return leaf === '/' ? '' : leaf;
}

function part(context: CmdletContext<object>, path: string): string | boolean | undefined {
  switch (context.parameterSet) {
    case 'LeafSet':
      return lastPart(path);
    case 'LeafBaseSet': {
      const leaf = lastPart(path);
      return leaf.slice(0, leaf.length - extensionOf(leaf).length);
    }
    case 'ExtensionSet':
      return extensionOf(leafOf(path));
    case 'QualifierSet': {
      const { qualifier } = qualifierOf(path);
      if (qualifier !== '') return qualifier;
      const message = `Cannot parse path because path '${path}' does not have a qualifier specified.`;
      context.writeError(errorRecord('System.FormatException', message, 'ParsePathFormatError', 'InvalidArgument', path));
      return undefined;
    }
    case 'NoQualifierSet':
      return qualifierOf(path).rest;
    case 'IsAbsoluteSet':
      return isRooted(path) || qualifierOf(path).qualifier !== '';
    default:
      return parent(path);
  }
}

const path = { position: 0, mandatory: true, pipeline: true, byName: true };
const sets = ['ParentSet', 'LeafSet', 'LeafBaseSet', 'ExtensionSet', 'QualifierSet', 'NoQualifierSet', 'IsAbsoluteSet'];

export default defineCmdlet({
  name: 'Split-Path',
  module: 'Microsoft.PowerShell.Management',
  synopsis: 'Gets a part of a path.',
  className: 'Microsoft.PowerShell.Commands.SplitPathCommand',
  defaultSet: 'ParentSet',
  sets: [...sets, 'LiteralPathSet'],
  parameters: {
    Path: { type: 'string[]', sets: Object.fromEntries(sets.map((s) => [s, path])), wildcards: true, help: 'The paths.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPathSet: { mandatory: true, byName: true } },
      help: 'Paths without wildcards.',
    },
    Qualifier: { type: 'switch', sets: { QualifierSet: {} }, help: 'The drive or provider.' },
    NoQualifier: { type: 'switch', sets: { NoQualifierSet: { mandatory: true } }, help: 'All but the drive or provider.' },
    Parent: { type: 'switch', sets: { ParentSet: {} }, help: 'The path above (the default).' },
    Leaf: { type: 'switch', sets: { LeafSet: { mandatory: true } }, help: 'The last part.' },
    LeafBase: { type: 'switch', sets: { LeafBaseSet: { mandatory: true } }, help: 'The last part without its extension.' },
    Extension: { type: 'switch', sets: { ExtensionSet: { mandatory: true } }, help: 'The extension.' },
    Resolve: { type: 'switch', help: 'The paths of what is there.' },
    IsAbsolute: { type: 'switch', sets: { IsAbsoluteSet: { mandatory: true } }, help: 'Whether the path begins at a root.' },
  },
  outputTypes: ['System.String', 'System.Boolean'],
  stateVersion: 1,
  process(context) {
    const paths = typedPaths(context).flatMap((typed) => {
      if (!context.isOn('Resolve')) return [typed];
      return (attempt(context, () => resolve(context, typed)) ?? []).map((p) => shownPath(p.drive, p.provider, p.path));
    });
    for (const one of paths) {
      const result = part(context, one);
      if (result !== undefined) context.write(result);
    }
  },
  help: { examples: [{ code: 'Split-Path /var/log/app.log -Leaf' }], related: ['Join-Path', 'Convert-Path'] },
});

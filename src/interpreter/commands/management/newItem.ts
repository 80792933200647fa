/** New-Item. Behaviour: Navigation.cs, FileSystemProvider.cs (NewItem). */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { stat } from '../../providers/fileSystem.ts';
import { resolve } from '../../providers/glob.ts';
import { type Place, placeOf } from '../../providers/location.ts';
import { parentOf } from '../../providers/paths.ts';
import { providerOf } from '../../providers/provider.ts';
import { stateItem } from '../../providers/sessionState.ts';
import { makeError } from '../../values/faults.ts';
import { containsWildcardCharacters } from '../../values/regex/wildcard.ts';
import { methodText } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { change, makeFolder } from '../support/fileWrites.ts';
import { attempt, CREDENTIAL } from '../support/items.ts';
import { EX, enumOf, stringOf, stringsOf } from '../support/params.ts';
import { setStateItem } from '../support/stateWrites.ts';

type Context = CmdletContext<object>;

function typeOf(text: string): 'file' | 'directory' | 'link' | 'unknown' {
  const lower = text.toLowerCase();
  if (lower === '' || 'file'.startsWith(lower)) return 'file';
  if ('directory'.startsWith(lower) || lower === 'container') return 'directory';
  if ('symboliclink'.startsWith(lower) || 'hardlink'.startsWith(lower) || 'junction'.startsWith(lower)) return 'link';
  return 'unknown';
}

function newFile(context: Context, place: Place, value: Value): boolean {
  const { path } = place;
  const force = context.isOn('Force');
  const parent = parentOf(path);
  if (
    force &&
    parent !== '' &&
    stat(context, parent) === null &&
    !change(context, 'file.mkdir', { path: parent, recurse: true }, parent, 'CreateDirectory')
  )
    return false;
  if (!context.shouldProcess(`Destination: ${path}`, 'Create File')) return false;
  const text = value === null ? '' : methodText(value, context);
  return change(context, 'file.write', { path, text, createNew: !force }, path, 'NewItem');
}

function newFileItem(context: Context, place: Place): void {
  const kind = typeOf(stringOf(context.params.ItemType, context) ?? '');
  if (kind === 'unknown')
    throw makeError(
      EX.argument,
      'Argument',
      'InvalidArgument',
      `The type is not a known type for the file system. Only "file","directory" or "symboliclink" can be specified. (Parameter 'type')`,
    );
  if (kind === 'link')
    throw makeError(
      EX.notSupported,
      'SymbolicLinkNotSupported',
      'NotImplemented',
      'Symbolic links are not supported for the specified path.',
      place.path,
    );
  const made =
    kind === 'directory' ? makeFolder(context, place.path, context.isOn('Force')) : newFile(context, place, context.params.Value ?? null);
  if (!made) return;
  const item = providerOf('FileSystem').item(context, place);
  if (item !== null) context.write(item);
}

function newStateItem(context: Context, place: Place): void {
  const { provider, path } = place;
  const force = context.isOn('Force');
  const noun = provider === 'Environment' ? 'environment variable' : provider.toLowerCase();
  if (stateItem(context, provider, path) !== undefined && !force)
    throw makeError(EX.argument, 'Argument', 'InvalidArgument', `The ${noun} '${path}' already exists. (Parameter 'path')`);
  const target = `Name: ${path} Value: ${context.params.Value === undefined || context.params.Value === null ? '' : methodText(context.params.Value, context)}`;
  if (!context.shouldProcess(target, `New ${provider}`)) return;
  const options = context.params.Options;
  setStateItem(context, provider, path, context.params.Value ?? null, {
    force,
    ...(options === undefined ? {} : { options: enumOf(options) }),
  });
  const item = providerOf(provider).item(context, place);
  if (item !== null) context.write(item);
}

function targets(context: Context): Place[] {
  const { params } = context;
  const name = stringOf(params.Name, context);
  const typed = stringsOf(params.Path, context);
  if (name === undefined || name === '') return typed.map((t) => placeOf(context, t));
  return (typed.length === 0 ? ['.'] : typed).flatMap((t) => {
    const parents = containsWildcardCharacters(t) ? resolve(context, t) : [placeOf(context, t)];
    return parents.map((p) =>
      p.provider === 'FileSystem' ? placeOf(context, `${p.path === '/' ? '' : p.path}/${name}`) : { ...p, path: name },
    );
  });
}

export default defineCmdlet({
  name: 'New-Item',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['ni'],
  synopsis: 'Makes a file, a folder or another item.',
  className: 'Microsoft.PowerShell.Commands.NewItemCommand',
  defaultSet: 'pathSet',
  supportsShouldProcess: true,
  parameters: {
    Path: {
      type: 'string[]',
      sets: { pathSet: { position: 0, mandatory: true, byName: true }, nameSet: { position: 0, byName: true } },
      help: 'Where.',
    },
    Name: {
      type: 'string',
      sets: { nameSet: { mandatory: true, byName: true } },
      allowNull: true,
      allowEmptyString: true,
      help: 'Name of the item.',
    },
    ItemType: { type: 'string', aliases: ['Type'], byName: true, help: 'File or Directory.' },
    Value: { type: 'object', aliases: ['Target'], pipeline: true, byName: true, help: 'Its content.' },
    Force: { type: 'switch', help: 'Makes missing folders and replaces files.' },
    Credential: CREDENTIAL,
    Options: {
      type: 'System.Management.Automation.ScopedItemOptions',
      dynamic: true,
      dontShow: true,
      help: 'Options of a variable, function or alias.',
    },
  },
  stateVersion: 1,
  process(context) {
    for (const place of attempt(context, () => targets(context)) ?? [])
      attempt(context, () => (place.provider === 'FileSystem' ? newFileItem(context, place) : newStateItem(context, place)));
  },
  help: {
    examples: [{ code: 'New-Item notes -ItemType Directory' }, { code: "New-Item a.txt -Value 'text'" }],
    related: ['Get-Item', 'Remove-Item'],
  },
});

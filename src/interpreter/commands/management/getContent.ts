/** Get-Content. Behaviour: GetContentCommand.cs, FileSystemContentStream.cs. Each line carries where it came from. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext, Step } from '../../machine/cmdlet.ts';
import { psPath } from '../../providers/fileInfo.ts';
import { type FileFailure, isFailure } from '../../providers/fileProtocol.ts';
import { failureRecord, stat } from '../../providers/fileSystem.ts';
import { ProviderInfo } from '../../providers/info.ts';
import type { Place } from '../../providers/location.ts';
import { leafOf, parentOf } from '../../providers/paths.ts';
import { providerOf } from '../../providers/provider.ts';
import { PSArray } from '../../values/collections.ts';
import { enumerate } from '../../values/enumerate.ts';
import { TerminatingError } from '../../values/errors.ts';
import { byte } from '../../values/numbers.ts';
import { PSObject, shapeOf } from '../../values/object.ts';
import { mkLong, type Value } from '../../values/value.ts';
import { ENCODING, encodingOf, readText } from '../support/encodings.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, pathParameters, places } from '../support/items.ts';
import { addNote } from '../support/members.ts';
import { EX, errorRecord, numberOf, stringOf } from '../support/params.ts';
import { contentOf } from '../support/stateWrites.ts';

interface Source {
  place: Place;
  items: Value[];
  /** Number of the line that `items` begins with. */
  offset: number;
}

interface State {
  sources: Source[];
  source: number;
  at: number;
}

type Context = CmdletContext<State>;

/** Lines as a StreamReader reads them. */
export function splitLines(text: string): string[] {
  if (text === '') return [];
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

function fail(reply: FileFailure, path: string): TerminatingError {
  const { code } = reply.failure;
  const id =
    code === 'ENOENT'
      ? 'GetContentReaderFileNotFoundError'
      : code === 'EACCES'
        ? 'GetContentReaderUnauthorizedAccessError'
        : 'GetContentReaderIOError';
  return new TerminatingError(failureRecord(reply, path, id, code === 'ENOENT' ? 'ObjectNotFound' : 'ReadError'));
}

function itemsOfFile(context: Context, path: string): Value[] {
  const entry = stat(context, path);
  if (entry?.kind === 'directory')
    throw new TerminatingError(
      errorRecord(
        'System.UnauthorizedAccessException',
        `Access to the path '${path}' is denied.`,
        'GetContentReaderUnauthorizedAccessError',
        'PermissionDenied',
        path,
      ),
    );
  if (context.isOn('AsByteStream')) {
    const reply = context.ask('file.readBytes', { path }) as { bytes: Uint8Array } | FileFailure;
    if (isFailure(reply)) throw fail(reply, path);
    const bytes = Array.from(reply.bytes, byte);
    return context.isOn('Raw') ? [new PSArray(bytes, 'System.Byte')] : bytes;
  }
  const text = readText(context, path, encodingOf(context.params.Encoding, context));
  if (isFailure(text)) throw fail(text, path);
  context.allocate(text.length * 2);
  if (context.isOn('Raw')) return [text];
  const delimiter = stringOf(context.params.Delimiter, context);
  if (delimiter === undefined || delimiter === '\n') return splitLines(text);
  const parts = delimiter === '' ? [text] : text.split(delimiter);
  if (parts[parts.length - 1] === '') parts.pop();
  return parts;
}

function sourceOf(context: Context, place: Place): Source {
  let items: Value[];
  if (place.provider === 'FileSystem') items = itemsOfFile(context, place.path);
  else {
    if (context.isBound('Tail'))
      throw new TerminatingError(
        errorRecord(
          EX.netInvalidOperation,
          'The Tail parameter currently is supported only for the FileSystem provider.',
          'TailNotSupported',
          'InvalidOperation',
          context.params.Tail ?? null,
        ),
      );
    const item = providerOf(place.provider).item(context, place);
    const content = item === null ? null : contentOf(item);
    items = content === null ? [null] : [...(enumerate(content) ?? [content])];
  }
  const total = context.isBound('TotalCount') ? numberOf(context.params.TotalCount) : -1;
  if (total >= 0) return { place, items: items.slice(0, total), offset: 0 };
  const tail = context.isBound('Tail') ? numberOf(context.params.Tail) : -1;
  if (tail >= 0) return { place, items: tail === 0 ? [] : items.slice(-tail), offset: 0 };
  return { place, items, offset: 0 };
}

const SHAPE = shapeOf(['PSPath', 'PSParentPath', 'PSChildName', 'PSDrive', 'PSProvider', 'ReadCount']);
const STATE_SHAPE = shapeOf(['PSPath', 'PSDrive', 'PSProvider', 'ReadCount']);

function notes(place: Place, count: number): Value[] {
  const provider = new ProviderInfo(place.provider);
  if (place.provider !== 'FileSystem')
    return [`Microsoft.PowerShell.Core\\${place.provider}::${place.path}`, place.drive, provider, mkLong(count)];
  return [psPath(place.path), psPath(parentOf(place.path)), leafOf(place.path), place.drive, provider, mkLong(count)];
}

function decorated(value: Value, place: Place, count: number): Value {
  const shape = place.provider === 'FileSystem' ? SHAPE : STATE_SHAPE;
  const values = notes(place, count);
  if (value === null) return null;
  if (typeof value === 'object' && 'instanceMembers' in value) {
    shape.names.forEach((name, i) => void addNote(value, name, values[i] as Value));
    return value;
  }
  return new PSObject(shape, values, value);
}

function next(context: Context): Step | void {
  const { state } = context;
  const chunk = context.isBound('ReadCount') && !context.isOn('Raw') ? numberOf(context.params.ReadCount) : 1;
  let written = 0;
  while (state.source < state.sources.length) {
    const { place, items } = state.sources[state.source] as Source;
    while (state.at < items.length) {
      if (written >= 1000) return { do: 'again' };
      const size = chunk <= 0 ? items.length : chunk;
      const part = items.slice(state.at, state.at + size);
      state.at += part.length;
      written++;
      const value: Value = chunk === 1 ? (part[0] as Value) : new PSArray(part);
      context.write(decorated(value, place, state.at));
    }
    state.source++;
    state.at = 0;
  }
}

export default defineCmdlet<State>({
  name: 'Get-Content',
  module: 'Microsoft.PowerShell.Management',
  aliases: ['gc', 'type'],
  synopsis: 'Gets the content of files and other items.',
  className: 'Microsoft.PowerShell.Commands.GetContentCommand',
  defaultSet: 'Path',
  parameters: {
    ReadCount: { type: 'long', byName: true, help: 'Lines to write at a time.' },
    TotalCount: {
      type: 'long',
      aliases: ['First', 'Head'],
      byName: true,
      validateRange: [0, Number.MAX_SAFE_INTEGER],
      help: 'Lines from the beginning.',
    },
    Tail: { type: 'int', aliases: ['Last'], byName: true, validateRange: [0, 2147483647], help: 'Lines from the end.' },
    ...pathParameters('Paths of the items.'),
    ...FILTER_PARAMETERS,
    Force: { type: 'switch', help: 'Hidden items too.' },
    Credential: CREDENTIAL,
    Delimiter: { type: 'string', dynamic: true, help: 'Where one item of the content ends.' },
    Raw: { type: 'switch', dynamic: true, help: 'All as one string.' },
    Encoding: { ...ENCODING, dynamic: true },
    AsByteStream: { type: 'switch', dynamic: true, help: 'Bytes instead of text.' },
  },
  stateVersion: 1,
  init: () => ({ sources: [], source: 0, at: 0 }),
  process(context) {
    if (context.isBound('TotalCount') && context.isBound('Tail')) {
      context.writeError(
        errorRecord(
          EX.netInvalidOperation,
          "The parameters 'TotalCount' and 'Tail' cannot be used together. Please specify only one parameter.",
          'TailAndHeadCannotCoexist',
          'InvalidOperation',
        ),
      );
      return;
    }
    const sources: Source[] = [];
    for (const place of places(context, { force: true })) {
      const source = attempt(context, () => sourceOf(context, place));
      if (source !== undefined) sources.push(source);
    }
    context.state.sources = sources;
    context.state.source = 0;
    context.state.at = 0;
    return next(context);
  },
  resume: next,
  help: {
    examples: [{ code: 'Get-Content notes.txt -Tail 3' }, { code: 'Get-Content data.json -Raw' }],
    related: ['Set-Content', 'Add-Content'],
  },
});

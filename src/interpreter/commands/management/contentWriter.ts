/** What Set-Content and Add-Content share. Behaviour: WriteContentCommandBase.cs, FileSystemContentStream.cs. */

import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { ParameterShort } from '../../binding/metadata.ts';
import type { Cmdlet, CmdletContext } from '../../machine/cmdlet.ts';
import { stat } from '../../providers/fileSystem.ts';
import type { Place } from '../../providers/location.ts';
import { providerOf } from '../../providers/provider.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { convertTo } from '../../values/convert.ts';
import { enumerate } from '../../values/enumerate.ts';
import { makeError } from '../../values/faults.ts';
import { toJsNumber } from '../../values/numbers.ts';
import { methodText } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { ENCODING } from '../support/encodings.ts';
import { addText, type FileSink, flushSink, newSink } from '../support/fileSink.ts';
import { change } from '../support/fileWrites.ts';
import { attempt, CREDENTIAL, FILTER_PARAMETERS, places } from '../support/items.ts';
import { EX, listOf } from '../support/params.ts';
import { contentOf, setStateItem } from '../support/stateWrites.ts';

interface State {
  opened: boolean;
  sinks: FileSink[];
  /** Items of session state and what they get. */
  items: Place[];
  values: PSArray;
  bytes: number[];
}

type Context = CmdletContext<State>;

const pathSets = { Path: { position: 0, mandatory: true, byName: true } };
const PARAMETERS: Record<string, ParameterShort> = {
  Value: {
    type: 'object[]',
    position: 1,
    mandatory: true,
    pipeline: true,
    byName: true,
    allowNull: true,
    allowEmptyCollection: true,
    help: 'The content.',
  },
  PassThru: { type: 'switch', help: 'Writes the content.' },
  Path: { type: 'string[]', sets: pathSets, wildcards: true, help: 'Paths of the items.' },
  LiteralPath: {
    type: 'string[]',
    aliases: ['PSPath', 'LP'],
    sets: { LiteralPath: { mandatory: true, byName: true } },
    help: 'Paths without wildcards.',
  },
  ...FILTER_PARAMETERS,
  Force: { type: 'switch', help: 'Read-only items too.' },
  Credential: CREDENTIAL,
  NoNewline: { type: 'switch', dynamic: true, help: 'No end of line after each object.' },
  Encoding: { ...ENCODING, dynamic: true },
  AsByteStream: { type: 'switch', dynamic: true, help: 'The content is bytes.' },
};

function open(context: Context, verb: 'Set' | 'Add'): void {
  const { state } = context;
  // the phase may be run again while files are asked about: the state changes only at the end
  const items: typeof state.items = [];
  const sinks: typeof state.sinks = [];
  for (const place of places(context, { allowMissing: true, force: true })) {
    if (!context.shouldProcess(`Path: ${place.path}`, `${verb} Content`)) continue;
    if (place.provider !== 'FileSystem') {
      items.push(place);
      continue;
    }
    const entry = stat(context, place.path);
    attempt(context, () => {
      if (entry?.kind === 'directory')
        throw makeError(
          'System.UnauthorizedAccessException',
          'GetContentWriterUnauthorizedAccessError',
          'PermissionDenied',
          `Access to the path '${place.path}' is denied.`,
          place.path,
        );
      if (entry?.readOnly === true && !context.isOn('Force'))
        throw makeError(
          'System.UnauthorizedAccessException',
          'GetContentWriterUnauthorizedAccessError',
          'PermissionDenied',
          `Access to the path '${place.path}' is denied.`,
          place.path,
        );
      if (entry?.readOnly === true) context.ask('file.touch', { path: place.path, readOnly: false });
      sinks.push(newSink(place.path, verb === 'Add'));
    });
  }
  state.items.push(...items);
  state.sinks.push(...sinks);
  state.opened = true;
}

function addBytes(context: Context, value: Value): void {
  for (const one of enumerate(value) ?? [value]) {
    const n = convertTo(one, 'byte', context);
    context.state.bytes.push(toJsNumber(n));
  }
}

function take(context: Context): void {
  const { state, params } = context;
  const given = params.Value ?? null;
  const end = context.isOn('NoNewline') ? '' : '\n';
  const lines: string[] = [];
  for (const item of given === null ? [] : listOf(given)) {
    if (context.isOn('AsByteStream')) addBytes(context, item);
    else
      for (const one of item !== null && typeof item === 'object' ? (enumerate(item) ?? [item]) : [item])
        lines.push((one === null ? '' : methodText(one, context)) + end);
  }
  const text = lines.join('');
  for (const item of state.items.length > 0 ? listOf(given) : []) appendItem(state.values, item);
  if (!context.isOn('AsByteStream') && text !== '')
    for (const sink of state.sinks) attempt(context, () => addText(context, sink, text, 'GetContentWriter'));
  if (context.isOn('PassThru')) context.writeAll(given);
}

function close(context: Context, verb: 'Set' | 'Add'): void {
  const { state } = context;
  for (const sink of state.sinks) {
    if (context.isOn('AsByteStream'))
      change(
        context,
        sink.started ? 'file.append' : 'file.write',
        { path: sink.path, bytes: new Uint8Array(state.bytes) },
        sink.path,
        'GetContentWriter',
      );
    else attempt(context, () => flushSink(context, sink, 'GetContentWriter'));
  }
  for (const place of state.items) {
    attempt(context, () => {
      const fresh = [...state.values.items];
      if (verb === 'Add') {
        if (place.provider !== 'Variable' && place.provider !== 'Environment')
          throw makeError(EX.invalidOperation, 'InvalidOperation', 'InvalidOperation', 'Content cannot be added to this item.', place.path);
        const item = providerOf(place.provider).item(context, place);
        const before = item === null ? null : contentOf(item);
        if (before !== null) fresh.unshift(...(enumerate(before) ?? [before]));
      }
      const value: Value = fresh.length === 1 ? (fresh[0] as Value) : new PSArray(fresh);
      setStateItem(context, place.provider, place.path, value, { force: context.isOn('Force') });
    });
  }
}

/** Set-Content or Add-Content. */
export function contentCmdlet(verb: 'Set' | 'Add', synopsis: string, aliases: string[]): Cmdlet {
  return defineCmdlet<State>({
    name: `${verb}-Content`,
    module: 'Microsoft.PowerShell.Management',
    aliases,
    synopsis,
    className: `Microsoft.PowerShell.Commands.${verb}ContentCommand`,
    defaultSet: 'Path',
    supportsShouldProcess: true,
    parameters: PARAMETERS,
    stateVersion: 1,
    init: () => ({ opened: false, sinks: [], items: [], values: new PSArray(), bytes: [] }),
    process(context) {
      // the texts first: they may run code of the script and have this run again
      if (!context.state.opened) open(context, verb);
      take(context);
    },
    end(context) {
      close(context, verb);
    },
    help: { examples: [{ code: `'one', 'two' | ${verb}-Content notes.txt` }], related: ['Get-Content', 'Clear-Content', 'Out-File'] },
  });
}

/** Format-Hex. Behaviour: FormatHex.ps1's successor Format-Hex.cs: numbers as their bytes, text by its encoding. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { FileSystemInfo } from '../../providers/fileInfo.ts';
import { type FileFailure, isFailure } from '../../providers/fileProtocol.ts';
import { resolve } from '../../providers/glob.ts';
import { appendItem, PSArray } from '../../values/collections.ts';
import { enumerate } from '../../values/enumerate.ts';
import { enumNumber } from '../../values/enums.ts';
import { TerminatingError } from '../../values/errors.ts';
import { byte, numericKind, rawNumber, toJsNumber } from '../../values/numbers.ts';
import { typeNameOf, unwrap } from '../../values/typeNames.ts';
import { encode, UTF8_NO_BOM } from '../../values/types/encoding.ts';
import { PSChar, PSNumber, type Value } from '../../values/value.ts';
import { ENCODING, encodingOf } from '../support/encodings.ts';
import { isLiteral, typedPaths } from '../support/items.ts';
import { errorRecord, numberOf } from '../support/params.ts';
import { NetRecord } from '../support/record.ts';

interface State {
  /** Bytes of like objects in a row, shown together. */
  bytes: PSArray;
  label: string;
  number: number;
}

type Context = CmdletContext<State>;

function line(bytes: readonly number[], offset: number, label: string, path: string): NetRecord {
  const hex = bytes.map((b) => b.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  const ascii = bytes.map((b) =>
    b === 0 ? ' ' : b >= 32 && b <= 126 ? String.fromCharCode(b) : b >= 161 && b <= 255 && b !== 173 ? String.fromCharCode(b) : '\ufffd',
  );
  return new NetRecord('Microsoft.PowerShell.Commands.ByteCollection', {
    Offset64: new PSNumber('UInt64', BigInt(offset)),
    Bytes: new PSArray(bytes.map(byte), 'System.Byte'),
    Path: path === '' ? null : path,
    Label: label,
    HexOffset: offset.toString(16).toUpperCase().padStart(16, '0'),
    HexBytes: hex,
    Ascii: ascii.join(''),
  });
}

function show(context: Context, bytes: ArrayLike<number>, label: string, path: string): void {
  const offset = numberOf(context.params.Offset);
  const count = context.isBound('Count') ? numberOf(context.params.Count) : Number.POSITIVE_INFINITY;
  const end = Math.min(bytes.length, offset + count);
  for (let at = offset; at < end; at += 16) {
    const part: number[] = [];
    for (let i = at; i < Math.min(at + 16, end); i++) part.push(bytes[i] as number);
    context.write(line(part, at, label, path));
  }
}

/** Bytes of a single value, or null for what has none. */
function bytesOf(value: Value, context: Context): number[] | null {
  const bare = unwrap(value);
  if (typeof bare === 'string') return encode(encodingOf(context.params.Encoding, context) ?? UTF8_NO_BOM, bare);
  if (typeof bare === 'boolean') return [bare ? 1 : 0, 0, 0, 0];
  if (bare instanceof PSChar) return [bare.code & 255, bare.code >> 8];
  const n = enumNumber(bare);
  if (n !== undefined) return integer(BigInt(n), 4);
  const kind = numericKind(bare);
  if (kind === null) return null;
  const view = new DataView(new ArrayBuffer(8));
  const take = (size: number): number[] => Array.from({ length: size }, (_, i) => view.getUint8(i));
  switch (kind) {
    case 'Double':
      view.setFloat64(0, toJsNumber(bare), true);
      return take(8);
    case 'Single':
      view.setFloat32(0, toJsNumber(bare), true);
      return take(4);
    case 'Byte':
    case 'SByte':
      return integer(BigInt(rawNumber(bare) as number), 1);
    case 'Int16':
    case 'UInt16':
      return integer(BigInt(rawNumber(bare) as number), 2);
    case 'Int32':
    case 'UInt32':
      return integer(BigInt(rawNumber(bare) as number), 4);
    case 'Int64':
    case 'UInt64':
      return integer(rawNumber(bare) as bigint, 8);
    default:
      return null;
  }
}

function integer(n: bigint, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Number((BigInt.asUintN(64, n) >> BigInt(8 * i)) & 255n));
}

function showFile(context: Context, path: string): void {
  const reply = context.ask('file.readBytes', { path }) as { bytes: Uint8Array } | FileFailure;
  if (isFailure(reply)) {
    context.writeError(
      errorRecord(
        'System.IO.FileNotFoundException',
        `Cannot find path '${path}' because it does not exist.`,
        'FileNotFound',
        'ObjectNotFound',
        path,
      ),
    );
    return;
  }
  show(context, reply.bytes, path, path);
}

function finishGroup(context: Context): void {
  const { state } = context;
  if (state.bytes.items.length === 0) return;
  show(
    context,
    state.bytes.items.map((b) => b as number),
    state.label,
    '',
  );
  state.bytes = new PSArray();
  state.label = '';
}

function take(context: Context, input: Value): void {
  const { state } = context;
  const bare = unwrap(input);
  if (bare instanceof FileSystemInfo) {
    finishGroup(context);
    if (!bare.isDirectory) showFile(context, bare.path);
    return;
  }
  const items = enumerate(bare);
  const all = (items ?? [bare]).map((v) => bytesOf(v, context));
  const [first] = items ?? [bare];
  if (first === undefined || all.some((b) => b === null)) {
    const type = typeNameOf(bare);
    context.writeError(
      errorRecord(
        'System.ArgumentException',
        `Cannot convert input of type '${type}' to hexadecimal. To view the hexadecimal formatting of its string representation, pipe it to the Out-String cmdlet before piping it to Format-Hex.`,
        'FormatHexTypeNotSupported',
        'ParserError',
        type,
      ),
    );
    return;
  }
  const name = typeNameOf(unwrap(first));
  const label = `${name.slice(name.lastIndexOf('.') + 1)} (${name})`;
  // texts are shown one by one, bytes and numbers of one type together
  if (typeof unwrap(first) === 'string' || state.label !== label) finishGroup(context);
  state.label = label;
  for (const bytes of all) for (const b of bytes as number[]) appendItem(state.bytes, b);
  if (typeof unwrap(first) === 'string') finishGroup(context);
}

export default defineCmdlet<State>({
  name: 'Format-Hex',
  module: 'Microsoft.PowerShell.Utility',
  aliases: ['fhx'],
  synopsis: 'Shows bytes of files and values in hexadecimal.',
  className: 'Microsoft.PowerShell.Commands.FormatHex',
  defaultSet: 'Path',
  sets: ['Path', 'LiteralPath', 'ByInputObject'],
  parameters: {
    Path: { type: 'string[]', sets: { Path: { position: 0, mandatory: true } }, notNullOrEmpty: true, wildcards: true, help: 'Files.' },
    LiteralPath: {
      type: 'string[]',
      aliases: ['PSPath', 'LP'],
      sets: { LiteralPath: { mandatory: true } },
      notNullOrEmpty: true,
      help: 'Files, without wildcards.',
    },
    InputObject: { type: 'psobject', sets: { ByInputObject: { mandatory: true, pipeline: true } }, help: 'Values.' },
    Encoding: ENCODING,
    Count: { type: 'long', validateRange: [1, Number.MAX_SAFE_INTEGER], help: 'How many bytes.' },
    Offset: { type: 'long', validateRange: [0, Number.MAX_SAFE_INTEGER], help: 'Where to begin.' },
    Raw: { type: 'switch', sets: { ByInputObject: {} }, dontShow: true, help: 'Changes nothing.' },
  },
  outputTypes: ['Microsoft.PowerShell.Commands.ByteCollection'],
  stateVersion: 1,
  init: () => ({ bytes: new PSArray(), label: '', number: 0 }),
  process(context) {
    const input = context.params.InputObject;
    if (input !== undefined && input !== null) {
      take(context, input);
      return;
    }
    for (const typed of typedPaths(context)) {
      try {
        for (const p of resolve(context, typed, { literal: isLiteral(context), force: true })) showFile(context, p.path);
      } catch (e) {
        if (!(e instanceof TerminatingError)) throw e;
        e.record.errorId = e.record.fullyQualifiedErrorId = 'FileNotFound';
        context.writeError(e.record);
      }
    }
  },
  end: finishGroup,
  help: { examples: [{ code: "'Hello' | Format-Hex" }], related: ['Get-Content'] },
});

/** Streams of code objects and source texts: immutable, written once under a content address. */
import type { Code, SourceText } from '../values/code.ts';
import { ByteWriter } from './bytes.ts';
import { describe, Kind, type TypeInfo, typeInfo } from './classify.ts';
import { SnapshotError } from './errors.ts';
import { RecordType } from './format.ts';
import { sha256 } from './hash.ts';
import { SealedStream } from './stream.ts';
import { ValueWriter } from './valueWriter.ts';

/** Keys of source texts already worked out: a cache of pure values. */
const sourceKeys = new WeakMap<SourceText, string>();

/** Content address of a source text. */
export function sourceKey(source: SourceText): string {
  let key = sourceKeys.get(source);
  if (key === undefined) {
    key = `s:${sha256(`${source.file}\u0000${source.text}`)}`;
    sourceKeys.set(source, key);
  }
  return key;
}

/** Content address of code. Throws SnapshotError if the compiler gave it none. */
export function codeKey(code: Code): string {
  if (code.key === '') throw new SnapshotError('unsupported', 'A code object has no key');
  return code.key;
}

/** A stream and the keys that it refers to. */
export interface EncodedCode {
  bytes: Uint8Array<ArrayBuffer>;
  refers: string[];
}

/** Writes one code object. `onCode` and `onSource` get what it refers to. Throws SnapshotError 'unsupported' on heap objects in constants. */
export function encodeCode(code: Code, onCode: (code: Code) => void, onSource: (source: SourceText) => void): EncodedCode {
  const refers = new Set<string>();
  const deep = (value: object): never => {
    throw new SnapshotError('unsupported', `Code can't hold ${describe(value)} here`);
  };
  const writer = new ValueWriter({
    ref: deep,
    spill: deep,
    chunks: () => null,
    code: (nested) => {
      const key = codeKey(nested);
      refers.add(key);
      onCode(nested);
      return key;
    },
    source: (source) => {
      const key = sourceKey(source);
      refers.add(key);
      onSource(source);
      return key;
    },
  });
  return finish('code', code, writer, refers);
}

/** Writes one source text. */
export function encodeSource(source: SourceText): EncodedCode {
  const none = (value: object): never => {
    throw new SnapshotError('unsupported', `A source text can't hold ${describe(value)}`);
  };
  return finish('source', source, new ValueWriter({ ref: none, spill: none, chunks: () => null, code: none, source: none }), new Set());
}

function finish(kind: 'code' | 'source', object: Code | SourceText, writer: ValueWriter, refers: Set<string>): EncodedCode {
  const info = typeInfo(object) as TypeInfo;
  const layout = writer.layouts.ofInstance({ ...info, kind: Kind.Value }, Object.keys(object));
  writer.fields(object, layout.names, 1);
  const directory = new ByteWriter(16);
  directory.signed(1);
  directory.varint(RecordType.Object + layout.number);
  directory.varint(writer.out.length);
  while (!writer.strings.writeSome());
  const list = [...refers];
  return { bytes: new SealedStream(kind, writer, directory, 1, { refers: list }).seal(), refers: list };
}

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

/** Collects the code that a checkpoint refers to, and writes what is not in the store yet. */
export class CodeCollector {
  /** When sharing: code and source texts by the number in their keys. */
  readonly shared: object[] = [];
  /** New streams by key. */
  readonly written = new Map<string, Uint8Array<ArrayBuffer>>();
  /** What each of the new ones refers to. */
  readonly refers = new Map<string, readonly string[]>();
  private readonly known: ReadonlyMap<string, readonly string[]>;
  private readonly sharing: boolean;
  private readonly sharedNumbers = new Map<object, string>();
  private readonly keys = new Set<string>();
  private readonly queue: { key: string; object: Code | SourceText }[] = [];

  /** `known`: keys in the store, with what each refers to. `sharing`: nothing is written, keys are numbers of {@link shared}. */
  constructor(known: ReadonlyMap<string, readonly string[]>, sharing: boolean) {
    this.known = known;
    this.sharing = sharing;
  }

  /** The key to write for code. */
  code(code: Code): string {
    return this.sharing ? this.share(code) : this.need(codeKey(code), code);
  }

  /** The key to write for a source text. */
  source(source: SourceText): string {
    return this.sharing ? this.share(source) : this.need(sourceKey(source), source);
  }

  /** Writes one of the new ones; false if there is none left. */
  writeNext(): boolean {
    const next = this.queue.pop();
    if (next === undefined) return false;
    const onSource = (source: SourceText): void => this.enqueue(sourceKey(source), source);
    const { bytes, refers } =
      'text' in next.object
        ? encodeSource(next.object)
        : encodeCode(next.object, (nested) => this.enqueue(codeKey(nested), nested), onSource);
    this.written.set(next.key, bytes);
    this.refers.set(next.key, refers);
    return true;
  }

  /** All keys that are reachable from the code that was met. */
  closure(): string[] {
    const keys = new Set(this.keys);
    for (const key of keys) {
      for (const other of this.refers.get(key) ?? this.known.get(key) ?? []) keys.add(other);
    }
    return [...keys];
  }

  private share(object: object): string {
    let key = this.sharedNumbers.get(object);
    if (key === undefined) {
      key = `#${this.shared.length}`;
      this.shared.push(object);
      this.sharedNumbers.set(object, key);
    }
    return key;
  }

  private need(key: string, object: Code | SourceText): string {
    this.keys.add(key);
    this.enqueue(key, object);
    return key;
  }

  private enqueue(key: string, object: Code | SourceText): void {
    if (this.refers.has(key) || this.known.has(key)) return;
    this.refers.set(key, []);
    this.queue.push({ key, object });
  }
}

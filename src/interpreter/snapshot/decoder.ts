/**
 * Reads a checkpoint: a base and the deltas after it, in order, into a session's root.
 *
 * Only what is reachable from the root is made, each object from its newest record; so garbage that was written costs nothing.
 * Objects are made blank and filled one after the other, never recursively.
 */
import { SessionRoot, Thread } from '../machine/state.ts';
import { Code, SourceText } from '../values/code.ts';
import { PSArray, PSHashtable, PSList, type TableEntry } from '../values/collections.ts';
import { HeapObject } from '../values/heap.ts';
import { type TypeInfo, typeInfo } from './classify.ts';
import { SnapshotError } from './errors.ts';
import { LayoutKind, RecordType, type SnapshotNeeds, Tag } from './format.ts';
import { Heap } from './heap.ts';
import { classOf, type Layout } from './layouts.ts';
import { type ReadableStream, RecordIndex, readable } from './records.ts';
import { openStream } from './stream.ts';
import { ValueReader, type ValueSource } from './valueReader.ts';

/** What a caller decides about decoding. */
export interface DecodeOptions {
  /**
   * Leave out threads, and all that only they hold: for a checkpoint whose commands can't go on in this build. Variables,
   * functions and everything else of the session stay.
   */
  dropThreads?: boolean;
  /** False: objects get no ids and belong to no heap. Default true. */
  owned?: boolean;
  /** Code and source texts shared with the encoder (`codes: 'share'`). */
  shared?: readonly object[];
}

/** A class whose transient fields are worked out from the others once all is decoded: `static revive(object)`. */
interface Revivable {
  revive(object: HeapObject): void;
}

/** Stands for what is not wanted. */
const DROPPED: object = Object.freeze({});

/** Something that is made but not filled: a slot of the index, a spilled structure, or a code's stream. */
type Pending = { object: object; slot: number } | { object: object; code: ReadableStream };

/**
 * Decodes one session. The constructor checks the streams and says in {@link CheckpointDecoder.needs} what must be loaded; then
 * call {@link CheckpointDecoder.step} or {@link CheckpointDecoder.run}. Throws SnapshotError.
 */
export class CheckpointDecoder implements ValueSource {
  /** What must be there before the first step. Of cmdlets and modules, what the newest checkpoint needs. */
  readonly needs: SnapshotNeeds;
  /** The heap that the decoded objects belong to. */
  readonly heap = new Heap();
  /** All code objects of the session by key, once decoded: mutable until the machine runs (a newer build may compile anew). */
  readonly codes = new Map<string, Code>();

  private readonly streams: ReadableStream[];
  private readonly codeBytes: ReadonlyMap<string, Uint8Array>;
  private readonly options: DecodeOptions;
  private readonly index: RecordIndex;
  private readonly reader: ValueReader;
  private readonly objects: (object | undefined)[] = [];
  private readonly sources = new Map<string, SourceText>();
  private readonly pending: Pending[] = [];
  private root: SessionRoot | null = null;
  private readonly revivals: HeapObject[] = [];
  /** Page ids of the large collections in the object being filled. */
  private readonly pagesOf = new Map<object, number[]>();
  /** True while a value is read only to get past it. */
  private dropping = false;

  /** `streams`: the base first. `codes`: what the store holds for the session, at least `needs.codes`. */
  constructor(streams: readonly Uint8Array[], codes: ReadonlyMap<string, Uint8Array>, options: DecodeOptions = {}) {
    this.codeBytes = codes;
    this.options = options;
    try {
      this.streams = streams.map(readable);
      checkOrder(this.streams);
      const meta = this.streams[this.streams.length - 1].opened.meta;
      this.needs = unite(this.streams);
      this.index = new RecordIndex(this.streams, meta.nextId ?? 0);
      this.reader = new ValueReader(this, this.streams[0]);
      this.setUpHeap(streams);
    } catch (error) {
      throw asSnapshotError(error);
    }
  }

  /** Works until done or until `expired` answers true; then {@link result} has the root. Throws SnapshotError. */
  step(expired: () => boolean): 'more' | 'done' {
    try {
      if (this.root === null) this.start();
      for (let n = 1; this.pending.length > 0; n++) {
        this.fillNext(this.pending.pop() as Pending);
        if (n % 64 === 0 && expired()) return 'more';
      }
      this.finish();
      return 'done';
    } catch (error) {
      throw asSnapshotError(error);
    }
  }

  /** Decodes all at once. */
  run(): SessionRoot {
    this.step(() => false);
    return this.result();
  }

  /** The decoded root. */
  result(): SessionRoot {
    if (this.root === null || this.pending.length > 0) throw new SnapshotError('corrupt', 'The checkpoint is not decoded.');
    return this.root;
  }

  private setUpHeap(streams: readonly Uint8Array[]): void {
    const { heap } = this;
    const meta = this.streams[this.streams.length - 1].opened.meta;
    heap.nextId = meta.nextId ?? 1;
    heap.number = meta.number ?? 0;
    heap.needsBase = false;
    heap.baseBytes = streams[0].length;
    heap.deltas = streams.length - 1;
    for (let i = 1; i < streams.length; i++) heap.deltaBytes += streams[i].length;
  }

  private start(): void {
    const { heap } = this;
    for (const key of this.needs.codes) {
      const bytes = this.codeBytes.get(key);
      if (bytes !== undefined) heap.codes.set(key, openStream(bytes).meta.refers ?? []);
    }
    const meta = this.streams[this.streams.length - 1].opened.meta;
    const root = this.ref(meta.root ?? 0);
    if (!(root instanceof SessionRoot)) throw new RangeError('the root is no session');
    this.root = root;
  }

  private finish(): void {
    const { heap } = this;
    for (const object of this.revivals) (object.constructor as unknown as Revivable).revive(object);
    if (this.options.owned === false) return;
    const meta = this.streams[this.streams.length - 1].opened.meta;
    for (const id of meta.threads ?? []) {
      const thread = this.objects[this.index.slot(id)];
      if (thread instanceof HeapObject) heap.threads.push(thread);
    }
  }

  /** Goes to the fields of an object's newest record and answers its layout. */
  private seek(slot: number): Layout {
    const { index, reader } = this;
    reader.seek(this.streams[index.stream[slot]], index.offset[slot]);
    const layout = reader.layout(index.type[slot] - RecordType.Object);
    if (layout.kind !== LayoutKind.Heap) throw new RangeError('not an object');
    return layout;
  }

  private fillNext(p: Pending): void {
    const { reader, index } = this;
    const { object } = p;
    if ('code' in p) {
      reader.seek(p.code, 0);
      const layout = reader.layout(0);
      reader.transients(object, layout);
      reader.fields(object, layout);
    } else if (index.type[p.slot] === RecordType.Spill) {
      const stream = this.streams[index.stream[p.slot]];
      reader.seek(stream, index.offset[p.slot]);
      reader.fill(object, stream.records.u8());
    } else {
      const layout = this.seek(p.slot);
      reader.transients(object, layout);
      if (this.options.dropThreads === true && (object instanceof SessionRoot || object instanceof Thread))
        this.fieldsWithoutFrames(object, layout);
      else reader.fields(object, layout);
      if (this.options.owned !== false) this.own(object as HeapObject);
      this.pagesOf.clear();
    }
  }

  /** Reads the fields of the root or of a thread, and leaves out the way to frames. */
  private fieldsWithoutFrames(object: SessionRoot | Thread, layout: Layout): void {
    const dropped = object instanceof SessionRoot ? ['threads'] : ['frame', 'wait'];
    for (const name of layout.names) {
      this.dropping = dropped.includes(name);
      const value = this.reader.value();
      if (!this.dropping) (object as unknown as Record<string, unknown>)[name] = value;
    }
    this.dropping = false;
    if (object instanceof SessionRoot) object.threads = [];
    else {
      object.frame = null;
      object.wait = null;
      if (object.state === 'running') object.state = 'stopped';
    }
  }

  /** Makes an object clean. Its id was given when it was made. */
  private own(object: HeapObject): void {
    if (!(typeInfo(object) as TypeInfo).always) object.dirtyList = this.heap.dirty;
    if (this.pagesOf.size === 0) return;
    if (object instanceof PSArray || object instanceof PSList) object.pages = this.pagesOf.get(object.items) ?? null;
    else if (object instanceof PSHashtable) object.pages = this.pagesOf.get(object.entries) ?? null;
  }

  // What the value reader asks.

  ref(id: number): object {
    if (this.dropping) return DROPPED;
    const slot = this.index.slot(id);
    const known = this.objects[slot];
    if (known !== undefined) return known;
    const { index } = this;
    const layout = this.streams[index.stream[slot]].layouts[index.type[slot] - RecordType.Object];
    if (layout === undefined || layout.kind !== LayoutKind.Heap) throw new RangeError('not an object');
    const object = new (classOf(layout).ctor)() as HeapObject;
    if (this.options.owned !== false) object.id = id;
    if ('revive' in object.constructor) this.revivals.push(object);
    this.objects[slot] = object;
    this.pending.push({ object, slot });
    return object;
  }

  code(key: string): object {
    if (this.dropping) return DROPPED;
    const { shared } = this.options;
    if (shared !== undefined && key.startsWith('#')) return shared[Number(key.slice(1))];
    const known = this.codes.get(key) ?? this.sources.get(key);
    if (known !== undefined) return known;
    const bytes = this.codeBytes.get(key);
    if (bytes === undefined) throw new SnapshotError('missing-code', `The checkpoint needs code that is not in the store (${key}).`);
    const stream = readable(bytes);
    const isCode = stream.opened.kind === 'code';
    const object = isCode ? new Code() : new SourceText();
    if (object instanceof Code) this.codes.set(key, object);
    else this.sources.set(key, object);
    this.pending.push({ object, code: stream });
    return object;
  }

  spilled(id: number): object {
    if (this.dropping) return DROPPED;
    const slot = this.index.slot(id);
    const known = this.objects[slot];
    if (known !== undefined) return known;
    const { reader, index } = this;
    const [stream, at] = reader.place;
    const own = this.streams[index.stream[slot]];
    reader.seek(own, index.offset[slot]);
    const object = reader.blank(own.records.u8());
    reader.seek(stream, at);
    this.objects[slot] = object;
    this.pending.push({ object, slot });
    return object;
  }

  chunked(length: number, ids: number[]): unknown[] {
    const items: unknown[] = [];
    this.eachPage(ids, RecordType.Chunk, (count) => {
      // A list that shrank leaves items behind in its last page.
      for (let n = Math.min(count, length - items.length); n > 0; n--) items.push(this.reader.value());
    });
    if (items.length !== length) throw new RangeError('a page is too short');
    this.pagesOf.set(items, ids);
    return items;
  }

  table(directoryId: number): Map<unknown, TableEntry> {
    const { reader, index } = this;
    const [stream, at] = reader.place;
    const slot = index.slot(directoryId);
    reader.seek(this.streams[index.stream[slot]], index.offset[slot]);
    if (index.type[slot] !== RecordType.TableDirectory || this.reader.varint() !== Tag.Chunked) throw new RangeError('not a list of pages');
    const [size, ids] = reader.chunkIds();
    const entries = new Map<unknown, TableEntry>();
    this.eachPage(ids, RecordType.TableChunk, (count, id) => {
      reader.entries(entries, count, this.options.owned === false ? 0 : id);
    });
    if (entries.size !== size) throw new RangeError('a page is too short');
    reader.seek(stream, at);
    this.pagesOf.set(entries, ids);
    return entries;
  }

  /** Reads the pages with these ids and comes back. */
  private eachPage(ids: readonly number[], type: number, read: (count: number, id: number) => void): void {
    const { reader, index } = this;
    const [stream, at] = reader.place;
    for (const id of ids) {
      const slot = index.slot(id);
      if (index.type[slot] !== type) throw new RangeError('not a page');
      reader.seek(this.streams[index.stream[slot]], index.offset[slot]);
      read(reader.varint(), id);
    }
    reader.seek(stream, at);
  }
}

function checkOrder(streams: readonly ReadableStream[]): void {
  if (streams.length === 0) throw new SnapshotError('corrupt', 'There is no checkpoint.');
  streams.forEach(({ opened }, i) => {
    const expected = i === 0 ? 'base' : 'delta';
    if (opened.kind !== expected || (i > 0 && opened.meta.previous !== streams[i - 1].opened.meta.number)) {
      throw new SnapshotError('corrupt', 'The stored checkpoints do not follow each other.');
    }
  });
}

function unite(streams: readonly ReadableStream[]): SnapshotNeeds {
  const all = streams.map((s) => s.opened.meta.needs as SnapshotNeeds);
  const union = (pick: (n: SnapshotNeeds) => string[]): string[] => [...new Set(all.flatMap(pick))];
  const newest = all[all.length - 1];
  return { ...newest, classes: union((n) => n.classes), codes: union((n) => n.codes) };
}

/** Whatever goes wrong inside of a stream whose checksum is right is still reported as damage. */
function asSnapshotError(error: unknown): SnapshotError {
  if (error instanceof SnapshotError) return error;
  return new SnapshotError('corrupt', `The stored state is damaged: ${error instanceof Error ? error.message : String(error)}.`);
}

/** A decoded session. */
export interface Decoded {
  root: SessionRoot;
  heap: Heap;
  codes: Map<string, Code>;
}

/** Decodes a base and its deltas at once. Throws SnapshotError. */
export function decode(streams: readonly Uint8Array[], codes: ReadonlyMap<string, Uint8Array>, options: DecodeOptions = {}): Decoded {
  const decoder = new CheckpointDecoder(streams, codes, options);
  const root = decoder.run();
  return { root, heap: decoder.heap, codes: decoder.codes };
}

/** What must be loaded before a checkpoint is decoded. Throws SnapshotError if it is damaged or of a newer format. */
export function readNeeds(streams: readonly Uint8Array[]): SnapshotNeeds {
  return new CheckpointDecoder(streams, new Map()).needs;
}

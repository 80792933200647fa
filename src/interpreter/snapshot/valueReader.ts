/** Reads values: the counterpart of valueWriter.ts. References go to a {@link ValueSource}. */
import type { TableEntry } from '../values/collections.ts';
import { TYPED_ARRAYS } from './classify.ts';
import { LayoutKind, SMALL_INT, SMALL_INT_MIN, Tag } from './format.ts';
import { classOf, type Layout } from './layouts.ts';
import type { ReadableStream } from './records.ts';

/** Who knows about identity and about other records. */
export interface ValueSource {
  ref(id: number): object;
  code(key: string): object;
  /** A structure in a record of its own, perhaps still blank. */
  spilled(id: number): object;
  /** Reads pages into a new array of this length. */
  chunked(length: number, ids: number[]): unknown[];
  table(directoryId: number): Map<unknown, TableEntry>;
}

/** Reads values from one stream after the other; {@link ValueReader.seek} says where. */
export class ValueReader {
  private readonly source: ValueSource;
  private stream: ReadableStream;

  constructor(source: ValueSource, stream: ReadableStream) {
    this.source = source;
    this.stream = stream;
  }

  /** Goes to an offset in a stream's records. */
  seek(stream: ReadableStream, offset: number): void {
    this.stream = stream;
    stream.records.position = offset;
  }

  /** Where the reader is, for {@link seek} after an excursion. */
  get place(): [ReadableStream, number] {
    return [this.stream, this.stream.records.position];
  }

  varint(): number {
    return this.stream.records.varint();
  }

  layout(number: number): Layout {
    const layout = this.stream.layouts[number];
    if (layout === undefined) throw new RangeError('no such layout');
    return layout;
  }

  private text(): string {
    const s = this.stream.strings[this.stream.records.varint()];
    if (s === undefined) throw new RangeError('no such string');
    return s;
  }

  value(): unknown {
    const { records } = this.stream;
    const tag = records.u8();
    if (tag >= SMALL_INT) return tag - SMALL_INT + SMALL_INT_MIN;
    switch (tag) {
      case Tag.Undefined:
        return undefined;
      case Tag.Null:
        return null;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Int:
        return records.signed();
      case Tag.Double:
        return records.f64();
      case Tag.BigInt: {
        const hex = this.text();
        return hex.startsWith('-') ? -BigInt(`0x${hex.slice(1)}`) : BigInt(`0x${hex}`);
      }
      case Tag.String:
        return this.text();
      case Tag.Ref:
        return this.source.ref(records.varint());
      case Tag.Code:
      case Tag.Source:
        return this.source.code(this.text());
      case Tag.Shape:
        return this.layout(records.varint()).shape;
      case Tag.Spill:
        return this.source.spilled(records.varint());
      case Tag.Typed:
        return this.typed();
      case Tag.Table: {
        const entries = new Map<unknown, TableEntry>();
        this.entries(entries, records.varint(), 0);
        return entries;
      }
      case Tag.Chunked: {
        const [length, ids] = this.chunkIds();
        return this.source.chunked(length, ids);
      }
      case Tag.ChunkedTable:
        return this.source.table(records.varint());
      default: {
        const target = this.blank(tag);
        this.fill(target, tag);
        return target;
      }
    }
  }

  /** An empty structure for a container's tag; reads no further than {@link fill} reads again. */
  blank(tag: number): object {
    switch (tag) {
      case Tag.Array:
        return [];
      case Tag.Map:
        return new Map();
      case Tag.Set:
        return new Set();
      case Tag.Object:
      case Tag.Dictionary:
        return {};
      case Tag.Value: {
        const { records } = this.stream;
        const at = records.position;
        const layout = this.layout(records.varint());
        records.position = at;
        if (layout.kind !== LayoutKind.Value) throw new RangeError('not a value class');
        const { ctor } = classOf(layout);
        // A value class may need arguments (DateTimeOffset): all its fields are written, so it is made without its constructor.
        return ctor.length > 0 ? Object.create(ctor.prototype) : new ctor();
      }
      default:
        throw new RangeError(`unknown tag ${tag}`);
    }
  }

  /** Reads a container's content into a blank one. */
  fill(target: object, tag: number): void {
    const { records } = this.stream;
    switch (tag) {
      case Tag.Array: {
        const items = target as unknown[];
        for (let n = records.varint(); n > 0; n--) items.push(this.value());
        return;
      }
      case Tag.Map: {
        const map = target as Map<unknown, unknown>;
        for (let n = records.varint(); n > 0; n--) {
          const key = this.value();
          map.set(key, this.value());
        }
        return;
      }
      case Tag.Set: {
        const set = target as Set<unknown>;
        for (let n = records.varint(); n > 0; n--) set.add(this.value());
        return;
      }
      case Tag.Dictionary:
        for (let n = records.varint(); n > 0; n--) assign(target, this.text(), this.value());
        return;
      default: {
        const layout = this.layout(records.varint());
        if (layout.kind === LayoutKind.Value) this.transients(target, layout);
        this.fields(target, layout);
      }
    }
  }

  /** Reads an instance's fields. */
  fields(target: object, layout: Layout): void {
    const { names } = layout;
    for (let i = 0; i < names.length; i++) {
      if (names[i] === '__proto__') assign(target, '__proto__', this.value());
      else (target as Record<string, unknown>)[names[i]] = this.value();
    }
  }

  /** Resets the fields that are caches. */
  transients(target: object, layout: Layout): void {
    for (const name of classOf(layout).transient) (target as Record<string, unknown>)[name] = null;
  }

  /** Reads entries of a table. */
  entries(into: Map<unknown, TableEntry>, count: number, page: number): void {
    const { records } = this.stream;
    for (let n = count; n > 0; n--) {
      const same = records.bytes[records.position] === Tag.SameKey;
      let mapKey: unknown;
      if (same) records.position++;
      else mapKey = this.value();
      const key = this.value() as TableEntry['key'];
      into.set(same ? key : mapKey, { key, value: this.value() as TableEntry['value'], page });
    }
  }

  /** Reads the head of a collection in pages: its length and the pages' ids. */
  chunkIds(): [number, number[]] {
    const { records } = this.stream;
    const length = records.varint();
    const ids: number[] = [];
    let id = 0;
    for (let n = records.varint(); n > 0; n--) {
      id += records.signed();
      ids.push(id);
    }
    return [length, ids];
  }

  private typed(): object {
    const { records } = this.stream;
    const ctor = TYPED_ARRAYS[records.u8()];
    if (ctor === undefined) throw new RangeError('unknown typed array');
    const bytes = records.raw(records.varint());
    return new ctor(bytes.slice().buffer);
  }
}

function assign(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

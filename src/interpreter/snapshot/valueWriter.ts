/** Writes values: what stands in an object's fields. References go to a {@link ValueSink}, which knows about identity. */
import type { Code, SourceText } from '../values/code.ts';
import { PAGE, type TableEntry } from '../values/collections.ts';
import type { HeapObject } from '../values/heap.ts';
import type { Shape } from '../values/object.ts';
import { ByteWriter } from './bytes.ts';
import { describe, Kind, type TypeInfo, typeInfo } from './classify.ts';
import { SnapshotError } from './errors.ts';
import { MAX_DEPTH, MAX_LAYOUT, SMALL_INT, SMALL_INT_MAX, SMALL_INT_MIN, Tag, VALUE_DEPTH } from './format.ts';
import { LayoutTable } from './layouts.ts';
import { StringTable } from './strings.ts';

/** Where a {@link ValueWriter} sends what is not written inline. */
export interface ValueSink {
  /** The id of a heap object; sees to it that the object gets written if it must. */
  ref(object: HeapObject, info: TypeInfo): number;
  code(code: Code): string;
  source(source: SourceText): string;
  /** The id of a record of its own for a structure nested too deeply. */
  spill(value: object, isValue: boolean): number;
  /** Ids of records for the pages of a long owned array; null = write it inline. */
  chunks(items: unknown[]): readonly number[] | null;
}

/** Writes values of one stream. */
export class ValueWriter {
  readonly out: ByteWriter;
  readonly strings = new StringTable();
  readonly layouts = new LayoutTable(this.strings);
  private readonly sink: ValueSink;

  constructor(sink: ValueSink, capacity = 4096) {
    this.sink = sink;
    this.out = new ByteWriter(capacity);
  }

  /** Writes any value. Throws SnapshotError 'unsupported' (without a path) for what can't be stored. */
  write(value: unknown, depth: number): void {
    const { out } = this;
    switch (typeof value) {
      case 'number':
        this.number(value);
        return;
      case 'string':
        out.u8(Tag.String);
        out.varint(this.strings.number(value));
        return;
      case 'boolean':
        out.u8(value ? Tag.True : Tag.False);
        return;
      case 'undefined':
        out.u8(Tag.Undefined);
        return;
      case 'object':
        if (value === null) out.u8(Tag.Null);
        else this.object(value, depth);
        return;
      case 'bigint':
        out.u8(Tag.BigInt);
        out.varint(this.strings.number(value.toString(16)));
        return;
      default:
        throw new SnapshotError('unsupported', `A session's state can't hold ${describe(value)}`);
    }
  }

  /** Writes the fields of an instance in the order of its layout's names. */
  fields(object: object, names: readonly string[], depth: number): void {
    for (let i = 0; i < names.length; i++) this.write((object as Record<string, unknown>)[names[i]], depth);
  }

  /** Writes items from..to. */
  items(items: readonly unknown[], from: number, to: number, depth: number): void {
    for (let i = from; i < to; i++) this.write(items[i], depth);
  }

  /** Writes one entry of a table. */
  entry(mapKey: unknown, entry: TableEntry, depth: number): void {
    if (mapKey === entry.key) this.out.u8(Tag.SameKey);
    else this.write(mapKey, depth);
    this.write(entry.key, depth);
    this.write(entry.value, depth);
  }

  private number(value: number): void {
    const { out } = this;
    if ((value | 0) === value && (value !== 0 || 1 / value > 0)) {
      if (value >= SMALL_INT_MIN && value <= SMALL_INT_MAX) {
        out.u8(SMALL_INT + value - SMALL_INT_MIN);
      } else {
        out.u8(Tag.Int);
        out.signed(value);
      }
    } else {
      out.u8(Tag.Double);
      out.f64(value);
    }
  }

  private object(value: object, depth: number): void {
    const { out, sink } = this;
    const info = typeInfo(value);
    if (info === undefined) throw new SnapshotError('unsupported', `A session's state can't hold ${describe(value)}`);
    switch (info.kind) {
      case Kind.Heap: {
        const id = sink.ref(value as HeapObject, info);
        out.u8(Tag.Ref);
        out.varint(id);
        return;
      }
      case Kind.Code:
        out.u8(Tag.Code);
        out.varint(this.strings.number(sink.code(value as Code)));
        return;
      case Kind.Source:
        out.u8(Tag.Source);
        out.varint(this.strings.number(sink.source(value as SourceText)));
        return;
      case Kind.Shape:
        out.u8(Tag.Shape);
        out.varint(this.layouts.ofShape(value as Shape));
        return;
      case Kind.Typed: {
        const data = value as Uint8Array;
        out.u8(Tag.Typed);
        out.u8(info.typed);
        out.varint(data.byteLength);
        out.raw(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
        return;
      }
      default:
        if (depth >= MAX_DEPTH) {
          const id = sink.spill(value, info.kind === Kind.Value);
          out.u8(Tag.Spill);
          out.varint(id);
        } else this.container(value, info, depth);
    }
  }

  /** Writes an owned structure or a value object inline. */
  private container(value: object, info: TypeInfo, depth: number): void {
    const { out } = this;
    const inner = depth + 1;
    switch (info.kind) {
      case Kind.Value: {
        const layout = this.layouts.ofInstance(info, Object.keys(value));
        out.u8(Tag.Value);
        out.varint(layout.number);
        this.fields(value, layout.names, depth + VALUE_DEPTH);
        return;
      }
      case Kind.Array: {
        const items = value as unknown[];
        const chunks = items.length > PAGE ? this.sink.chunks(items) : null;
        if (chunks !== null) {
          this.chunked(Tag.Chunked, items.length, chunks);
        } else {
          out.u8(Tag.Array);
          out.varint(items.length);
          this.items(items, 0, items.length, inner);
        }
        return;
      }
      case Kind.Map: {
        const map = value as Map<unknown, unknown>;
        out.u8(Tag.Map);
        out.varint(map.size);
        for (const [k, v] of map) {
          this.write(k, inner);
          this.write(v, inner);
        }
        return;
      }
      case Kind.Set: {
        const set = value as Set<unknown>;
        out.u8(Tag.Set);
        out.varint(set.size);
        for (const item of set) this.write(item, inner);
        return;
      }
      default: {
        const keys = Object.keys(value);
        if (keys.length > MAX_LAYOUT) {
          out.u8(Tag.Dictionary);
          out.varint(keys.length);
          for (const key of keys) {
            out.varint(this.strings.number(key));
            this.write((value as Record<string, unknown>)[key], inner);
          }
        } else {
          out.u8(Tag.Object);
          out.varint(this.layouts.ofPlain(keys));
          this.fields(value, keys, inner);
        }
      }
    }
  }

  /** Writes the head of a collection whose parts are records of their own. */
  chunked(tag: number, length: number, ids: readonly number[]): void {
    const { out } = this;
    out.u8(tag);
    out.varint(length);
    out.varint(ids.length);
    let last = 0;
    for (const id of ids) {
      out.signed(id - last);
      last = id;
    }
  }

  /** Writes a spilled structure, as the content of its record. */
  spilled(value: object): void {
    this.container(value, typeInfo(value) as TypeInfo, 0);
  }
}

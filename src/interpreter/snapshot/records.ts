/** Finds the newest record of every id among a base and its deltas. */
import { ByteReader } from './bytes.ts';
import { type Layout, readLayouts } from './layouts.ts';
import { type OpenStream, openStream } from './stream.ts';
import { readStrings } from './strings.ts';

/** A stream with its tables, ready to be read anywhere. */
export interface ReadableStream {
  opened: OpenStream;
  records: ByteReader;
  strings: readonly string[];
  layouts: readonly Layout[];
}

/** Opens a stream and reads its tables. Throws SnapshotError. */
export function readable(bytes: Uint8Array): ReadableStream {
  const opened = openStream(bytes);
  const [, records, layouts, lengths, ascii, wide] = opened.sections;
  const strings = readStrings(opened.meta.strings, lengths, ascii, wide);
  return { opened, records: new ByteReader(records), strings, layouts: readLayouts(layouts, strings) };
}

/** Where records are: parallel arrays by slot. A slot is the id itself while ids are dense, else a number given in order. */
export class RecordIndex {
  readonly stream: number[] = [];
  readonly offset: number[] = [];
  readonly type: number[] = [];
  private readonly slots: Map<number, number> | null;

  constructor(streams: readonly ReadableStream[], nextId: number) {
    const total = streams.reduce((sum, s) => sum + s.opened.meta.records, 0);
    this.slots = nextId <= 4 * total + 1024 ? null : new Map();
    streams.forEach((s, number) => {
      this.read(s.opened.sections[0], s.opened.meta.records, number);
    });
  }

  private read(directory: Uint8Array, records: number, number: number): void {
    const reader = new ByteReader(directory);
    const { slots, stream, offset, type } = this;
    let id = 0;
    let at = 0;
    for (let i = 0; i < records; i++) {
      id += reader.signed();
      let slot = id;
      if (slots !== null) {
        slot = slots.get(id) ?? slots.size;
        slots.set(id, slot);
      }
      type[slot] = reader.varint();
      stream[slot] = number;
      offset[slot] = at;
      at += reader.varint();
    }
  }

  /** The slot of an id. Throws RangeError if there is no record of it. */
  slot(id: number): number {
    const slot = this.slots === null ? id : this.slots.get(id);
    if (slot === undefined || this.stream[slot] === undefined) throw new RangeError(`no record ${id}`);
    return slot;
  }
}

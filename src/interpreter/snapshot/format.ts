/**
 * The snapshot's format: constants that writer and reader share. A stream (one checkpoint or delta, one code object, one source
 * text) is one Uint8Array:
 *
 *     0  'LMPS'
 *     4  u16  format number
 *     6  u8   kind: base, delta, code, source
 *     8  u32  length of the whole stream
 *     12 2×u32 checksum of everything from byte 20 on
 *     20 u32  length of the meta data
 *     24 meta data: JSON in UTF-8, {@link StreamMeta}
 *        sections one after the other: directory, records, layouts, string lengths, ASCII text, UTF-16 text
 *
 * *Directory*: per record its id (difference to the one before), its type and its length, so that a reader finds the newest
 * record of an object among base and deltas without reading the others, and never reads records of objects that are garbage.
 * *Records*: values, each a tag and what the tag asks for. *Layouts*: names of fields, once for all objects that share them.
 * *Strings* are numbered; each different text is stored once.
 */

/** Number of this format. Rises when an older reader could not read what a newer writer wrote. */
export const FORMAT = 1;

/** First bytes of every stream. */
export const MAGIC = [0x4c, 0x4d, 0x50, 0x53] as const;
/** Bytes before the meta data. */
export const HEADER = 24;

/** Kinds of stream, in order of their numbers. */
export const STREAM_KINDS = ['base', 'delta', 'code', 'source'] as const;
/** A kind of stream. */
export type StreamKind = (typeof STREAM_KINDS)[number];

/** What a host must have before it decodes a checkpoint. */
export interface SnapshotNeeds {
  /** Instruction set of the code. */
  instructionSet: number;
  /** Stable names of snapshot classes. */
  classes: string[];
  /** Native cmdlets that are in the middle of their work: name -> version of their state's shape. */
  cmdlets: Record<string, number>;
  /** Modules to import first, by names that only the host interprets. */
  modules: string[];
  /** Keys of code objects and source texts. */
  codes: string[];
}

/** A stream's meta data. */
export interface StreamMeta {
  /** Lengths of the six sections in order. */
  sections: number[];
  /** Count of records and of strings. */
  records: number;
  strings: number;
  /** The rest is for base and delta only. */
  needs?: SnapshotNeeds;
  /** Number of this checkpoint and of the one that a delta follows (0 for a base). */
  number?: number;
  previous?: number;
  nextId?: number;
  root?: number;
  /** Ids of all threads written, see Heap.threads. */
  threads?: number[];
  /** For code and source: keys of what it refers to. */
  refers?: string[];
}

/** Tags of values; numbers from {@link SMALL_INT} on are small ints themselves. */
export const Tag = {
  Undefined: 0,
  Null: 1,
  False: 2,
  True: 3,
  Int: 4,
  Double: 5,
  BigInt: 6,
  String: 7,
  Array: 8,
  Object: 9,
  Dictionary: 10,
  Map: 11,
  Set: 12,
  Typed: 13,
  Value: 14,
  Ref: 15,
  Code: 16,
  Source: 17,
  Shape: 18,
  /** An owned structure or value object in a record of its own, because it is nested too deeply. */
  Spill: 19,
  /** A long array in records of its own. */
  Chunked: 20,
  /** A table's entries; those of a long table are in records of their own, listed in a record that the tag names. */
  Table: 21,
  ChunkedTable: 22,
  /** In a table: the Map key is the key itself. */
  SameKey: 23,
} as const;

/** Tag of the int {@link SMALL_INT_MIN}. */
export const SMALL_INT = 0x40;
/** Smallest int that is its own tag; the largest is 0xff - SMALL_INT + SMALL_INT_MIN. */
export const SMALL_INT_MIN = -32;
/** Largest int that is its own tag. */
export const SMALL_INT_MAX = 0xff - SMALL_INT + SMALL_INT_MIN;

/** Types of records; from {@link RecordType.Object} on it is the number of the object's layout plus this. */
export const RecordType = { Spill: 0, Chunk: 1, TableChunk: 2, TableDirectory: 3, Object: 4 } as const;

/** Kinds of layout. */
export const LayoutKind = { Plain: 0, Heap: 1, Value: 2, Shape: 3 } as const;

/** Depth of nesting at which an owned structure gets a record of its own; a value object counts {@link VALUE_DEPTH}. */
export const MAX_DEPTH = 96;
/** Value objects may be shared and so grow exponentially when written inline: they are nested eight times at most. */
export const VALUE_DEPTH = 12;

/** Plain objects with more keys than this are written as keys and values, without a layout. */
export const MAX_LAYOUT = 64;

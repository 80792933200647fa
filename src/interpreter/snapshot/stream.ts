/** Puts the sections of a stream together, and takes a stream apart. */

import type { ByteWriter } from './bytes.ts';
import { SnapshotError } from './errors.ts';
import { FORMAT, HEADER, MAGIC, STREAM_KINDS, type StreamKind, type StreamMeta } from './format.ts';
import { Checksum } from './hash.ts';
import type { ValueWriter } from './valueWriter.ts';

/** A stream whose checksum is still to be worked out, in steps. */
export class SealedStream {
  readonly bytes: Uint8Array<ArrayBuffer>;
  private readonly checksum: Checksum;

  constructor(
    kind: StreamKind,
    writer: ValueWriter,
    directory: ByteWriter,
    records: number,
    meta: Omit<StreamMeta, 'sections' | 'records' | 'strings'>,
  ) {
    const { strings, layouts, out } = writer;
    const sections = [directory, out, layouts.out, strings.lengths, strings.ascii, strings.wide].map((w) => w.written());
    const full: StreamMeta = { sections: sections.map((s) => s.length), records, strings: strings.count, ...meta };
    const json = new TextEncoder().encode(JSON.stringify(full));
    const total = sections.reduce((sum, s) => sum + s.length, HEADER + json.length);
    const bytes = new Uint8Array(total);
    const view = new DataView(bytes.buffer);
    bytes.set(MAGIC, 0);
    view.setUint16(4, FORMAT, true);
    bytes[6] = STREAM_KINDS.indexOf(kind);
    view.setUint32(8, total, true);
    view.setUint32(20, json.length, true);
    bytes.set(json, HEADER);
    let at = HEADER + json.length;
    for (const section of sections) {
      bytes.set(section, at);
      at += section.length;
    }
    this.bytes = bytes;
    this.checksum = new Checksum(bytes, 20);
  }

  /** Works on the checksum for a moment; true when the stream is complete. */
  sealSome(): boolean {
    if (!this.checksum.some()) return false;
    const [a, b] = this.checksum.result();
    const view = new DataView(this.bytes.buffer);
    view.setUint32(12, a, true);
    view.setUint32(16, b, true);
    return true;
  }

  /** Completes the stream at once. */
  seal(): Uint8Array<ArrayBuffer> {
    while (!this.sealSome());
    return this.bytes;
  }
}

/** A stream whose header and checksum are right. */
export interface OpenStream {
  kind: StreamKind;
  meta: StreamMeta;
  /** Directory, records, layouts, string lengths, ASCII, UTF-16. */
  sections: Uint8Array[];
}

function corrupt(why: string): SnapshotError {
  return new SnapshotError('corrupt', `The stored state is damaged: ${why}.`);
}

/**
 * Opens a stream, checking that it is whole.
 * Throws SnapshotError 'corrupt', or 'future-format' if a newer Limpet wrote it.
 */
export function openStream(given: Uint8Array): OpenStream {
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice();
  if (bytes.length < HEADER || MAGIC.some((b, i) => bytes[i] !== b)) throw corrupt('it does not begin like a snapshot');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = view.getUint16(4, true);
  if (format > FORMAT) {
    throw new SnapshotError(
      'future-format',
      `The stored state has format ${format}; this build of Limpet reads formats up to ${FORMAT}. Reload to update.`,
    );
  }
  const kind = STREAM_KINDS[bytes[6]];
  if (format === 0 || kind === undefined) throw corrupt('its header is unknown');
  if (view.getUint32(8, true) !== bytes.length) throw corrupt('its length is wrong');
  const checksum = new Checksum(bytes, 20);
  while (!checksum.some());
  const [a, b] = checksum.result();
  if (a !== view.getUint32(12, true) || b !== view.getUint32(16, true)) throw corrupt('its checksum is wrong');
  const metaEnd = HEADER + view.getUint32(20, true);
  const meta = JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER, metaEnd))) as StreamMeta;
  let at = metaEnd;
  const sections = meta.sections.map((length) => {
    const section = bytes.subarray(at, at + length);
    at += length;
    return section;
  });
  if (at !== bytes.length || sections.length !== 6) throw corrupt('its sections do not fit');
  return { kind, meta, sections };
}

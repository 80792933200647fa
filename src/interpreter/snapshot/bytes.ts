/** Growing byte buffers, and varints: seven bits a byte, low ones first, up to 2^53. */

/** Bytes that grow. Writers of single values call {@link ByteWriter.ensure} once and then write. */
export class ByteWriter {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView;
  length = 0;
  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }
  /** Makes room for `n` more bytes. */
  ensure(n: number): void {
    const need = this.length + n;
    if (need <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(need, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }
  u8(value: number): void {
    this.ensure(1);
    this.bytes[this.length++] = value;
  }
  /** An integer from 0 to 2^53. */
  varint(value: number): void {
    this.ensure(8);
    const bytes = this.bytes;
    let p = this.length;
    let v = value;
    while (v >= 0x80) {
      bytes[p++] = (v & 0x7f) | 0x80;
      v = v < 0x8000_0000 ? v >>> 7 : Math.floor(v / 128);
    }
    bytes[p++] = v;
    this.length = p;
  }
  /** An integer of either sign. */
  signed(value: number): void {
    this.varint(value < 0 ? -value * 2 - 1 : value * 2);
  }
  f64(value: number): void {
    this.ensure(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }
  raw(data: Uint8Array): void {
    this.ensure(data.length);
    this.bytes.set(data, this.length);
    this.length += data.length;
  }
  /** What was written, without a copy. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }
}

/** Reads what {@link ByteWriter} wrote. Reading past the end throws a RangeError. */
export class ByteReader {
  bytes: Uint8Array;
  view: DataView;
  position = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  u8(): number {
    const p = this.position++;
    if (p >= this.bytes.length) throw new RangeError('unexpected end');
    return this.bytes[p];
  }
  varint(): number {
    const bytes = this.bytes;
    let p = this.position;
    let byte = bytes[p++];
    let value = byte & 0x7f;
    if (byte >= 0x80) {
      let scale = 128;
      do {
        byte = bytes[p++];
        value += (byte & 0x7f) * scale;
        scale *= 128;
      } while (byte >= 0x80);
    }
    if (p > bytes.length) throw new RangeError('unexpected end');
    this.position = p;
    return value;
  }
  signed(): number {
    const v = this.varint();
    return v % 2 === 0 ? v / 2 : -(v + 1) / 2;
  }
  f64(): number {
    const value = this.view.getFloat64(this.position, true);
    this.position += 8;
    return value;
  }
  raw(length: number): Uint8Array {
    const start = this.position;
    if (start + length > this.bytes.length) throw new RangeError('unexpected end');
    this.position = start + length;
    return this.bytes.subarray(start, start + length);
  }
}

/** Checksums of streams and content addresses of texts. */
import { sha256Of } from '../values/dotnet/sha256.ts';

/**
 * The checksum of a stream: two lanes over its 32-bit words. It finds damage (each step is a bijection, so one changed word
 * always shows); it is no protection against an attacker. Works in steps, since a stream may be large.
 */
export class Checksum {
  private a = 0x6c6d7073;
  private b = 0x9e3779b9;
  private at: number;
  private readonly bytes: Uint8Array;
  private readonly words: Uint32Array;
  private readonly start: number;

  /** `bytes` must begin at a multiple of 4 of its buffer, and so must `start`. */
  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.start = start;
    this.at = 0;
    this.words = new Uint32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >>> 2);
  }

  /** Does up to 128K words; true when done. */
  some(): boolean {
    const { words } = this;
    const end = Math.min(words.length, this.at + 0x20000);
    let a = this.a;
    let b = this.b;
    for (let i = this.at; i < end; i++) {
      const w = words[i];
      a = Math.imul(a ^ w, 0x9e3779b1);
      a = (a << 13) | (a >>> 19);
      b = Math.imul(b, 0x85ebca6b) ^ w;
      b = (b << 7) | (b >>> 25);
    }
    if (end === words.length) {
      for (let i = this.start + words.length * 4; i < this.bytes.length; i++) {
        a = Math.imul(a ^ this.bytes[i], 0x9e3779b1);
        b = Math.imul(b, 0x85ebca6b) ^ this.bytes[i];
      }
    }
    this.a = a;
    this.b = b;
    this.at = end;
    return end === words.length;
  }

  /** The two words, once {@link some} has answered true. */
  result(): [number, number] {
    return [this.a >>> 0, this.b >>> 0];
  }
}

/** SHA-256 of a text's UTF-16 code units (low byte first), as hex. */
export function sha256(text: string): string {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >> 8;
  }
  return sha256Of(bytes);
}

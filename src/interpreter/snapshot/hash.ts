/** Checksums of streams and content addresses of texts. */

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

const K = new Uint32Array(64);
const INITIAL = new Uint32Array(8);
{
  // The first 32 bits of the fractions of the cube and square roots of the first primes (FIPS 180-4).
  let n = 0;
  for (let candidate = 2; n < 64; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate; d++) if (candidate % d === 0) prime = false;
    if (!prime) continue;
    K[n] = fraction(Math.cbrt(candidate));
    if (n < 8) INITIAL[n] = fraction(Math.sqrt(candidate));
    n++;
  }
}
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 0x1_0000_0000) >>> 0;
}

/** SHA-256 of a text's UTF-16 code units (low byte first), as hex. FIPS 180-4. */
export function sha256(text: string): string {
  const length = text.length * 2;
  const blocks = (length + 9 + 63) >> 6;
  const state = INITIAL.slice();
  const w = new Uint32Array(64);
  const byteAt = (i: number): number => {
    if (i < length) return i % 2 === 0 ? text.charCodeAt(i >> 1) & 0xff : text.charCodeAt(i >> 1) >> 8;
    return i === length ? 0x80 : 0;
  };
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < 16; i++) {
      const at = block * 64 + i * 4;
      w[i] = (byteAt(at) << 24) | (byteAt(at + 1) << 16) | (byteAt(at + 2) << 8) | byteAt(at + 3);
    }
    if (block === blocks - 1) {
      w[14] = Math.floor((length * 8) / 0x1_0000_0000);
      w[15] = (length * 8) >>> 0;
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    const add = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] += add[i];
  }
  return Array.from(state, (v) => v.toString(16).padStart(8, '0')).join('');
}

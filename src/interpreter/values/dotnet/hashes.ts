/** MD5 (RFC 1321), SHA-1 and the SHA-2 family (FIPS 180-4) of bytes, as upper-case hex. */
import { sha256Of } from './sha256.ts';

export const ALGORITHMS = ['SHA1', 'SHA256', 'SHA384', 'SHA512', 'MD5'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

const MASK64 = 0xffff_ffff_ffff_ffffn;

function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) if (found.every((p) => n % p !== 0n)) found.push(n);
  return found;
}

/** The first 64 bits of the fraction of the `root`th root of n. */
function fraction(n: bigint, root: bigint): bigint {
  const scaled = n << (64n * root);
  let low = 0n;
  let high = 1n << 70n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** root <= scaled) low = middle;
    else high = middle - 1n;
  }
  return low & MASK64;
}

/** High and low halves of 64-bit words. */
function halves(words: readonly bigint[]): { high: Int32Array; low: Int32Array } {
  return {
    high: Int32Array.from(words, (w) => Number(BigInt.asIntN(32, w >> 32n))),
    low: Int32Array.from(words, (w) => Number(BigInt.asIntN(32, w))),
  };
}

interface Constants {
  k: ReturnType<typeof halves>;
  /** Initial values of SHA-512 and of SHA-384. */
  first: bigint[];
  later: bigint[];
  /** Constants of MD5. */
  sines: Int32Array;
}

let made: Constants | undefined;

function constants(): Constants {
  if (made === undefined) {
    const list = primes(80);
    const squares = list.slice(0, 16).map((p) => fraction(p, 2n));
    made = {
      k: halves(list.map((p) => fraction(p, 3n))),
      first: squares.slice(0, 8),
      later: squares.slice(8),
      sines: Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 0x1_0000_0000) | 0),
    };
  }
  return made;
}

/** The bytes with the bit 1, zeros and their length in bits at the end of the last block. */
function padded(bytes: Uint8Array, block: number, littleEndian: boolean): DataView {
  const lengthSize = block / 8;
  const total = Math.ceil((bytes.length + 1 + lengthSize) / block) * block;
  const all = new Uint8Array(total);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setBigUint64(total - 8, BigInt(bytes.length) * 8n, littleEndian);
  return view;
}

function hex(words: Iterable<number>, littleEndian = false): string {
  let text = '';
  for (const word of words) {
    const part = (word >>> 0).toString(16).padStart(8, '0');
    text += littleEndian ? part.replace(/(..)(..)(..)(..)/, '$4$3$2$1') : part;
  }
  return text.toUpperCase();
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function md5(bytes: Uint8Array): string {
  const view = padded(bytes, 64, true);
  const { sines } = constants();
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = state as unknown as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const f = round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
      const sum = (a + f + (sines[i] as number) + view.getInt32(at + word * 4, true)) | 0;
      const shift = MD5_SHIFTS[round * 4 + (i & 3)] as number;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
    }
    state.set([(state[0] as number) + a, (state[1] as number) + b, (state[2] as number) + c, (state[3] as number) + d]);
  }
  return hex(state, true);
}

function sha1(bytes: Uint8Array): string {
  const view = padded(bytes, 64, false);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const w = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 80; i++) {
      const x = (w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number);
      w[i] = (x << 1) | (x >>> 31);
    }
    let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const sum = (((a << 5) | (a >>> 27)) + f + e + k + (w[i] as number)) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = sum;
    }
    const add = [a, b, c, d, e];
    for (let i = 0; i < 5; i++) state[i] = (state[i] as number) + (add[i] as number);
  }
  return hex(state);
}

/** SHA-512 and SHA-384: words of 64 bits. */
function sha512(bytes: Uint8Array, initial: readonly bigint[], size: number): string {
  const view = padded(bytes, 128, false);
  const k = constants().k;
  const keys = Array.from(k.high, (high, i) => (BigInt(high >>> 0) << 32n) | BigInt((k.low[i] as number) >>> 0));
  const state = BigUint64Array.from(initial);
  const w = new BigUint64Array(80);
  const turn = (x: bigint, n: bigint): bigint => (x >> n) | ((x << (64n - n)) & MASK64);
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let i = 0; i < 16; i++) w[i] = view.getBigUint64(at + i * 8);
    for (let i = 16; i < 80; i++) {
      const x = w[i - 15] as bigint;
      const y = w[i - 2] as bigint;
      w[i] =
        (w[i - 16] as bigint) + (turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n)) + (w[i - 7] as bigint) + (turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n));
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & MASK64 & g)) + (keys[i] as bigint) + (w[i] as bigint);
      const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g;
      g = f;
      f = e;
      e = (d + t1) & MASK64;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) & MASK64;
    }
    const add = [a, b, c, d, e, f, g, h];
    for (let i = 0; i < 8; i++) state[i] = (state[i] as bigint) + (add[i] as bigint);
  }
  let text = '';
  for (const word of state) text += word.toString(16).padStart(16, '0');
  return text.slice(0, size / 4).toUpperCase();
}

/** The hash of bytes. */
export function hashOf(algorithm: Algorithm, bytes: Uint8Array): string {
  switch (algorithm) {
    case 'MD5':
      return md5(bytes);
    case 'SHA1':
      return sha1(bytes);
    case 'SHA256':
      return sha256Of(bytes).toUpperCase();
    case 'SHA384':
      return sha512(bytes, constants().later, 384);
    case 'SHA512':
      return sha512(bytes, constants().first, 512);
  }
}

/** SHA-256 (FIPS 180-4): content addresses of texts, Get-FileHash and [SHA256] all use it. */

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

/** SHA-256 of bytes, as lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  const { length } = bytes;
  const blocks = (length + 9 + 63) >> 6;
  const state = INITIAL.slice();
  const w = new Uint32Array(64);
  const byteAt = (i: number): number => {
    if (i < length) return bytes[i];
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

/** Base64 as System.Convert has it. */
import { FormatError } from './errors.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Convert.ToBase64String. */
export function toBase64(bytes: readonly number[], lines = false): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    parts.push(
      ALPHABET.charAt(a >> 2) +
        ALPHABET.charAt(((a & 3) << 4) | ((b ?? 0) >> 4)) +
        (b === undefined ? '=' : ALPHABET.charAt(((b & 15) << 2) | ((c ?? 0) >> 6))) +
        (c === undefined ? '=' : ALPHABET.charAt(c & 63)),
    );
    if (lines && parts.length % 20 === 19 && i + 3 < bytes.length) parts.push('\r\n');
  }
  return parts.join('');
}

/** Convert.FromBase64String. Throws FormatError. */
export function fromBase64(text: string): number[] {
  const clean = text.replace(/[ \t\r\n]+/g, '');
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) {
    throw new FormatError(
      'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
    );
  }
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const ch of clean) {
    if (ch === '=') break;
    bits = (bits << 6) | ALPHABET.indexOf(ch);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return bytes;
}

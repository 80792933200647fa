/**
 * Text to bytes and back as System.Text.Encoding does, with replacement of what can't be (U+FFFD when decoding, `?` or U+FFFD when
 * encoding). Checked against .NET 10.
 */
import { netError } from '../faults.ts';

/** The encodings that exist here. */
export type CodecName = 'utf-8' | 'utf-16' | 'utf-16BE' | 'utf-32' | 'utf-32BE' | 'us-ascii' | 'iso-8859-1' | 'windows-1252';

const REPLACEMENT = 0xfffd;
/** Bytes 0x80 to 0x9f of Windows-1252. */
const CP1252 = [
  0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019,
  0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
];

function unencodable(unit: number, index: number): never {
  const shown = `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`;
  throw netError(
    'System.Text.EncoderFallbackException',
    `Unable to translate Unicode character \\${shown} at index ${index} to specified code page.`,
  );
}

function undecodable(bytes: readonly number[], index: number): never {
  const shown = bytes.map((b) => `[${b.toString(16).toUpperCase().padStart(2, '0')}]`).join('');
  throw netError(
    'System.Text.DecoderFallbackException',
    `Unable to translate bytes ${shown} at index ${index} from specified code page to Unicode.`,
  );
}

/** Code points of a text; lone surrogates become U+FFFD, or an exception with `throws`. */
function codePoints(text: string, throws: boolean): number[] {
  const out: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.codePointAt(i) as number;
    if (c > 0xffff) i++;
    if (c >= 0xd800 && c <= 0xdfff) out.push(throws ? unencodable(c, i) : REPLACEMENT);
    else out.push(c);
  }
  return out;
}

function pushUtf8(out: number[], c: number): void {
  if (c < 0x80) out.push(c);
  else if (c < 0x800) out.push(0xc0 | (c >> 6), 0x80 | (c & 63));
  else if (c < 0x10000) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  else out.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
}

/** Encoding.GetBytes. `throws`: lone surrogates are EncoderFallbackException. */
export function encodeText(codec: CodecName, text: string, throws = false): number[] {
  const out: number[] = [];
  switch (codec) {
    case 'utf-8':
      for (const c of codePoints(text, throws)) pushUtf8(out, c);
      return out;
    case 'utf-16':
    case 'utf-16BE':
      for (const c of codePoints(text, throws)) {
        const units = c > 0xffff ? [0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff)] : [c];
        for (const u of units) {
          if (codec === 'utf-16') out.push(u & 255, u >> 8);
          else out.push(u >> 8, u & 255);
        }
      }
      return out;
    case 'utf-32':
      for (const c of codePoints(text, throws)) out.push(c & 255, (c >> 8) & 255, c >> 16, 0);
      return out;
    case 'utf-32BE':
      for (const c of codePoints(text, throws)) out.push(0, c >> 16, (c >> 8) & 255, c & 255);
      return out;
    default:
      for (const c of codePoints(text, throws)) out.push(singleByte(codec, c));
      return out;
  }
}

function singleByte(codec: CodecName, c: number): number {
  if (c < 0x80) return c;
  if (codec === 'us-ascii') return 63;
  if (codec === 'windows-1252') {
    const special = CP1252.indexOf(c);
    if (special >= 0) return 0x80 + special;
    return c >= 0xa0 && c <= 0xff ? c : 63;
  }
  return c <= 0xff ? c : 63;
}

/** Encoding.GetString. `throws`: wrong bytes are DecoderFallbackException. */
export function decodeBytes(codec: CodecName, bytes: ArrayLike<number>, throws = false): string {
  switch (codec) {
    case 'utf-8':
      return decodeUtf8(bytes, throws);
    case 'utf-16':
    case 'utf-16BE':
      return decodeUtf16(bytes, codec === 'utf-16', throws);
    case 'utf-32':
    case 'utf-32BE':
      return decodeUtf32(bytes, codec === 'utf-32', throws);
    default:
      return decodeSingle(codec, bytes, throws);
  }
}

/** Joins code points in pieces: fromCodePoint takes no unlimited number of arguments. */
function joinPoints(points: number[]): string {
  let text = '';
  for (let i = 0; i < points.length; i += 4096) text += String.fromCodePoint(...points.slice(i, i + 4096));
  return text;
}

/** Length of the longest beginning of a sequence at `i` that is well-formed, and its code point if it is whole. */
function sequenceAt(bytes: ArrayLike<number>, i: number): { length: number; point: number | null } {
  const first = bytes[i] as number;
  if (first < 0x80) return { length: 1, point: first };
  if (first < 0xc2 || first > 0xf4) return { length: 1, point: null };
  const count = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  let point = first & (0xff >> (count + 1));
  for (let k = 1; k < count; k++) {
    const b = bytes[i + k];
    const low = k > 1 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = k > 1 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    if (b === undefined || b < low || b > high) return { length: k, point: null };
    point = (point << 6) | (b & 63);
  }
  return { length: count, point };
}

function decodeUtf8(bytes: ArrayLike<number>, throws: boolean): string {
  const points: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const { length, point } = sequenceAt(bytes, i);
    if (point === null && throws)
      undecodable(
        Array.from({ length }, (_, k) => bytes[i + k] as number),
        i,
      );
    points.push(point ?? REPLACEMENT);
    i += length;
  }
  return joinPoints(points);
}

function decodeUtf16(bytes: ArrayLike<number>, little: boolean, throws: boolean): string {
  const points: number[] = [];
  const unit = (i: number): number => {
    const [a, b] = [bytes[i] as number, bytes[i + 1] as number];
    return little ? a | (b << 8) : (a << 8) | b;
  };
  for (let i = 0; i < bytes.length; i += 2) {
    if (i + 1 >= bytes.length) {
      points.push(throws ? undecodable([bytes[i] as number], i) : REPLACEMENT);
      break;
    }
    const u = unit(i);
    if (u < 0xd800 || u > 0xdfff) points.push(u);
    else {
      const next = i + 3 < bytes.length ? unit(i + 2) : 0;
      if (u < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        points.push(0x10000 + ((u - 0xd800) << 10) + (next - 0xdc00));
        i += 2;
      } else points.push(throws ? undecodable([bytes[i] as number, bytes[i + 1] as number], i) : REPLACEMENT);
    }
  }
  return joinPoints(points);
}

function decodeUtf32(bytes: ArrayLike<number>, little: boolean, throws: boolean): string {
  const points: number[] = [];
  for (let i = 0; i < bytes.length; i += 4) {
    const part = Array.from({ length: Math.min(4, bytes.length - i) }, (_, k) => bytes[i + k] as number);
    const ordered = little ? [...part].reverse() : part;
    const point = ordered.reduce((n, b) => n * 256 + b, 0);
    const good = part.length === 4 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    if (!good && throws) undecodable(part, i);
    points.push(good ? point : REPLACEMENT);
  }
  return joinPoints(points);
}

function decodeSingle(codec: CodecName, bytes: ArrayLike<number>, throws: boolean): string {
  const points: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i] as number;
    if (codec === 'us-ascii' && b > 127) points.push(throws ? undecodable([b], i) : REPLACEMENT);
    else if (codec === 'windows-1252' && b >= 0x80 && b < 0xa0) points.push(CP1252[b - 0x80] as number);
    else points.push(b);
  }
  return joinPoints(points);
}

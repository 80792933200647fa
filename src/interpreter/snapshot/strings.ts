/**
 * The texts of a stream: numbered while values are written, laid down at the end. ASCII texts lie one after the other and are
 * decoded many at once; others are kept as UTF-16 code units, since PowerShell's strings may hold lone surrogates.
 */
import { ByteReader, ByteWriter } from './bytes.ts';

/** Code units handled between two looks at the deadline. */
const PIECE = 1 << 16;

/** Numbers strings and writes them down in steps. */
export class StringTable {
  readonly lengths = new ByteWriter(256);
  readonly ascii = new ByteWriter(1024);
  readonly wide = new ByteWriter(64);
  private readonly numbers = new Map<string, number>();
  private readonly list: string[] = [];
  /** Next string to write, how far it is written, and whether it turned out not to be ASCII. */
  private next = 0;
  private offset = 0;
  private isWide = false;

  /** Count of different strings so far. */
  get count(): number {
    return this.list.length;
  }

  /** The number of a string. */
  number(text: string): number {
    let n = this.numbers.get(text);
    if (n === undefined) {
      n = this.list.length;
      this.numbers.set(text, n);
      this.list.push(text);
    }
    return n;
  }

  /** Writes some of the strings; true when all are written. */
  writeSome(): boolean {
    let budget = PIECE;
    while (this.next < this.list.length) {
      const text = this.list[this.next];
      const end = Math.min(text.length, this.offset + PIECE);
      if (this.isWide) this.writeWide(text, end);
      else if (!this.writeAscii(text, end)) continue;
      budget -= end - this.offset + 8;
      this.offset = end;
      if (end === text.length) {
        this.lengths.varint(text.length * 2 + (this.isWide ? 1 : 0));
        this.next++;
        this.offset = 0;
        this.isWide = false;
      }
      if (budget <= 0) return this.next === this.list.length;
    }
    return true;
  }

  /** False if a character was not ASCII: then the string begins anew as a wide one. */
  private writeAscii(text: string, end: number): boolean {
    const out = this.ascii;
    out.ensure(end - this.offset);
    const bytes = out.bytes;
    let p = out.length;
    for (let i = this.offset; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c > 0x7f) {
        out.length -= this.offset;
        this.offset = 0;
        this.isWide = true;
        return false;
      }
      bytes[p++] = c;
    }
    out.length = p;
    return true;
  }

  private writeWide(text: string, end: number): void {
    const out = this.wide;
    out.ensure((end - this.offset) * 2);
    const bytes = out.bytes;
    let p = out.length;
    for (let i = this.offset; i < end; i++) {
      const c = text.charCodeAt(i);
      bytes[p++] = c & 0xff;
      bytes[p++] = c >> 8;
    }
    out.length = p;
  }
}

/** ASCII decoded at once; substrings keep no more than this alive. */
const GROUP = 1 << 18;

/** Reads the strings of a stream, all of them. */
export function readStrings(count: number, lengths: Uint8Array, ascii: Uint8Array, wide: Uint8Array): string[] {
  const reader = new ByteReader(lengths);
  const decoder = new TextDecoder();
  const strings: string[] = new Array(count);
  let wideAt = 0;
  /** ASCII strings waiting for their group: numbers and lengths; where the group starts and ends. */
  let waiting: number[] = [];
  let groupStart = 0;
  let groupEnd = 0;
  const flush = (): void => {
    const text = decoder.decode(ascii.subarray(groupStart, groupEnd));
    let at = 0;
    for (let i = 0; i < waiting.length; i += 2) {
      const end = at + waiting[i + 1];
      strings[waiting[i]] = text.substring(at, end);
      at = end;
    }
    if (at !== text.length) throw new RangeError('strings do not fit their text');
    waiting = [];
    groupStart = groupEnd;
  };
  for (let i = 0; i < count; i++) {
    const n = reader.varint();
    const length = Math.floor(n / 2);
    if (n % 2 === 1) {
      if (wideAt + length * 2 > wide.length) throw new RangeError('unexpected end');
      strings[i] = wideText(wide, wideAt, length);
      wideAt += length * 2;
      continue;
    }
    waiting.push(i, length);
    groupEnd += length;
    if (groupEnd > ascii.length) throw new RangeError('unexpected end');
    if (groupEnd - groupStart >= GROUP) flush();
  }
  flush();
  return strings;
}

function wideText(bytes: Uint8Array, start: number, length: number): string {
  let text = '';
  const end = start + length * 2;
  for (let at = start; at < end; ) {
    const stop = Math.min(end, at + 0x2000);
    const units: number[] = [];
    for (; at < stop; at += 2) units.push(bytes[at] | (bytes[at + 1] << 8));
    text += String.fromCharCode(...units);
  }
  return text;
}

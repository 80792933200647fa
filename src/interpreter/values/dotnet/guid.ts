import { FormatError } from './errors.ts';

/** Parsing, formatting and comparing System.Guid. Behaviour: .NET 10. */

const UNRECOGNIZED = 'Unrecognized Guid format.';
const NEED_DASHES = 'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).';
const NEED_HEX = 'Guid string should only contain hexadecimal characters.';
const NEED_FORMAT = 'Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".';

/** A Guid: 32 lowercase hexadecimal digits in the order they are written. Immutable. */
export class Guid {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  static readonly EMPTY = new Guid('0'.repeat(32));

  /** Guid.Parse: any of the formats N D B P X, white space around. Throws FormatError. */
  static parse(text: string): Guid {
    const trimmed = text.trim();
    if (trimmed.length < 32) throw new FormatError(UNRECOGNIZED);
    if (trimmed.startsWith('(')) return parseP(trimmed);
    if (trimmed.startsWith('{')) return trimmed[9] === '-' ? parseB(trimmed) : parseX(trimmed);
    return trimmed[8] === '-' ? parseD(trimmed) : parseN(trimmed);
  }

  /** Guid.ParseExact. Throws FormatError. */
  static parseExact(text: string, format: string): Guid {
    const trimmed = text.trim();
    switch (format.toUpperCase()) {
      case 'D':
        return parseD(trimmed);
      case 'N':
        return parseN(trimmed);
      case 'B':
        return parseB(trimmed);
      case 'P':
        return parseP(trimmed);
      case 'X':
        return parseX(trimmed);
      default:
        throw new FormatError(NEED_FORMAT);
    }
  }

  /** Guid.TryParse: null where parse throws. */
  static tryParse(text: string): Guid | null {
    try {
      return Guid.parse(text);
    } catch (error) {
      if (error instanceof FormatError) return null;
      throw error;
    }
  }

  /** A random (version 4) Guid from 16 random bytes that the host gives, as Guid.NewGuid makes. */
  static fromRandom(bytes: ArrayLike<number>): Guid {
    const copy = Array.from({ length: 16 }, (_, at) => (bytes[at] ?? 0) & 255);
    copy[6] = ((copy[6] ?? 0) & 0x0f) | 0x40;
    copy[8] = ((copy[8] ?? 0) & 0x3f) | 0x80;
    return new Guid(copy.map(hexByte).join(''));
  }

  /** Guid(byte[]): the first three fields are little-endian. */
  static fromByteArray(bytes: ArrayLike<number>): Guid {
    return new Guid(FIELD_ORDER.map((at) => hexByte(bytes[at] ?? 0)).join(''));
  }

  /** Guid.ToByteArray(). */
  toByteArray(): number[] {
    return FIELD_ORDER.map((at) => Number.parseInt(this.digits.slice(at * 2, at * 2 + 2), 16));
  }

  /** Guid.CompareTo: -1, 0 or 1. */
  compare(other: Guid): -1 | 0 | 1 {
    return this.digits < other.digits ? -1 : this.digits > other.digits ? 1 : 0;
  }

  /** Equal digits. */
  equals(other: Guid): boolean {
    return this.digits === other.digits;
  }

  /** Guid.ToString(format): D (default), N, B, P, X in either case. Throws FormatError. */
  toString(format = 'D'): string {
    const { digits } = this;
    const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
    switch (format === '' ? 'D' : format.toUpperCase()) {
      case 'D':
        return parts.join('-');
      case 'N':
        return digits;
      case 'B':
        return `{${parts.join('-')}}`;
      case 'P':
        return `(${parts.join('-')})`;
      case 'X': {
        const bytes = (digits.slice(16).match(/../g) ?? []).map((byte) => `0x${byte}`).join(',');
        return `{0x${parts[0]},0x${parts[1]},0x${parts[2]},{${bytes}}}`;
      }
      default:
        throw new FormatError(NEED_FORMAT);
    }
  }
}

/** Where the bytes of a little-endian Guid structure stand in the written order; its own inverse. */
const FIELD_ORDER: readonly number[] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function parseN(text: string): Guid {
  if (text.length !== 32) throw new FormatError(text.includes('-') ? NEED_DASHES : UNRECOGNIZED);
  if (!/^[0-9a-f]{32}$/i.test(text)) throw new FormatError(NEED_HEX);
  return new Guid(text.toLowerCase());
}

/** A field of the dashed form; .NET lets it start with + or 0x, its width counting those. */
function field(text: string): string {
  const body = text.replace(/^\+/, '').replace(/^0x(?=.)/i, '');
  if (!/^[0-9a-f]*$/i.test(body)) throw new FormatError(NEED_HEX);
  return body.toLowerCase().padStart(text.length, '0');
}

function parseD(text: string): Guid {
  const dashed = text.length === 36 && text[8] === '-' && text[13] === '-' && text[18] === '-' && text[23] === '-';
  if (!dashed) throw new FormatError(NEED_DASHES);
  const fields = [text.slice(0, 8), text.slice(9, 13), text.slice(14, 18), text.slice(19, 23), text.slice(24)];
  return new Guid(fields.map(field).join(''));
}

function parseB(text: string): Guid {
  if (text.length !== 38 || !text.startsWith('{') || !text.endsWith('}')) throw new FormatError(NEED_DASHES);
  return parseD(text.slice(1, -1));
}

function parseP(text: string): Guid {
  if (text.length !== 38 || !text.startsWith('(') || !text.endsWith(')')) throw new FormatError(NEED_DASHES);
  return parseD(text.slice(1, -1));
}

/** The form {0x…,0x…,0x…,{0x…,…}}, read from left to right so that each mistake gets its own text. */
function parseX(text: string): Guid {
  const body = text.replace(/\s+/g, '');
  if (!/^\{0x/i.test(body)) throw new FormatError('Expected {0xdddddddd, etc}.');
  let at = 1;
  let digits = '';
  const take = (width: number, end: string): void => {
    if (!/^0x/i.test(body.slice(at, at + 2))) throw new FormatError('Expected 0x prefix.');
    const stop = body.indexOf(end, at);
    if (stop <= at + 2) {
      throw new FormatError("Could not find a comma, or the length between the previous token and the comma was zero (i.e., '0x,'etc.).");
    }
    const hex = body.slice(at + 2, stop).toLowerCase();
    if (!/^[0-9a-f]+$/.test(hex)) throw new FormatError(NEED_HEX);
    const short = hex.replace(/^0+/, '');
    if (short.length > width) throw new FormatError(UNRECOGNIZED);
    digits += short.padStart(width, '0');
    at = stop + 1;
  };
  take(8, ',');
  take(4, ',');
  take(4, ',');
  if (body[at] !== '{') throw new FormatError('Expected {0xdddddddd, etc}.');
  at++;
  for (let byte = 0; byte < 7; byte++) take(2, ',');
  take(2, '}');
  if (body[at] !== '}') throw new FormatError('Could not find the ending brace.');
  if (at + 1 < body.length) throw new FormatError('Additional non-parsable characters are at the end of the string.');
  return new Guid(digits);
}

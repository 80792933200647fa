/** System.Text.Encoding and its classes. Facts of .NET 10; code page 1252 as PowerShell registers it. */

import { PSArray, touchItems } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import type { MethodBody } from '../descriptor.ts';
import { ArgumentNullError, ArgumentOutOfRangeError } from '../dotnet/errors.ts';
import { badArgument, notSupported } from '../faults.ts';
import { snapshotClass } from '../heap.ts';
import { byte } from '../numbers.ts';
import type { Value } from '../value.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { bytePart } from './convertParts.ts';
import { chars, fromChars, int, text } from './define.ts';
import { type CodecName, decodeBytes, encodeText } from './encodingCodec.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';

/** An Encoding. `sealed`: the shared objects of Encoding.UTF8 and its like have types of their own. */
export class PSEncoding {
  readonly codec: CodecName;
  readonly preamble: boolean;
  readonly throws: boolean;
  readonly sealed: boolean;
  constructor(codec: CodecName = 'utf-8', preamble = false, throws = false, isSealed = false) {
    this.codec = codec;
    this.preamble = preamble;
    this.throws = throws;
    this.sealed = isSealed;
  }
}
snapshotClass('Encoding', 'value', PSEncoding as unknown as new () => object);

interface EncodingFacts {
  type: string;
  sealed?: string;
  displayName: string;
  codePage: number;
  windows: number;
  /** IsBrowserDisplay, IsBrowserSave, IsMailNewsDisplay, IsMailNewsSave, IsSingleByte. */
  uses: readonly [boolean, boolean, boolean, boolean, boolean];
  preamble: readonly number[];
  aliases: readonly string[];
  /** Most bytes per char: GetMaxByteCount(n) = (n + 1) * this. */
  widest: number;
}

const NONE = [false, false, false, false, false] as const;
const ALL_BUT_SINGLE = [true, true, true, true, false] as const;
const FACTS: Readonly<Record<CodecName, EncodingFacts>> = {
  'utf-8': {
    type: 'UTF8Encoding',
    sealed: 'UTF8Encoding+UTF8EncodingSealed',
    displayName: 'Unicode (UTF-8)',
    codePage: 65001,
    windows: 1200,
    uses: ALL_BUT_SINGLE,
    preamble: [0xef, 0xbb, 0xbf],
    aliases: ['unicode-1-1-utf-8', 'unicode-2-0-utf-8', 'x-unicode-1-1-utf-8', 'x-unicode-2-0-utf-8'],
    widest: 3,
  },
  'utf-16': {
    type: 'UnicodeEncoding',
    displayName: 'Unicode',
    codePage: 1200,
    windows: 1200,
    uses: [false, true, false, false, false],
    preamble: [0xff, 0xfe],
    aliases: ['utf-16le', 'unicode', 'ucs-2', 'iso-10646-ucs-2'],
    widest: 2,
  },
  'utf-16BE': {
    type: 'UnicodeEncoding',
    displayName: 'Unicode (Big-Endian)',
    codePage: 1201,
    windows: 1200,
    uses: NONE,
    preamble: [0xfe, 0xff],
    aliases: ['unicodefffe'],
    widest: 2,
  },
  'utf-32': {
    type: 'UTF32Encoding',
    displayName: 'Unicode (UTF-32)',
    codePage: 12000,
    windows: 1200,
    uses: NONE,
    preamble: [0xff, 0xfe, 0, 0],
    aliases: ['utf-32le', 'ucs-4'],
    widest: 4,
  },
  'utf-32BE': {
    type: 'UTF32Encoding',
    displayName: 'Unicode (UTF-32 Big-Endian)',
    codePage: 12001,
    windows: 1200,
    uses: NONE,
    preamble: [0, 0, 0xfe, 0xff],
    aliases: [],
    widest: 4,
  },
  'us-ascii': {
    type: 'ASCIIEncoding',
    sealed: 'ASCIIEncoding+ASCIIEncodingSealed',
    displayName: 'US-ASCII',
    codePage: 20127,
    windows: 1252,
    uses: [false, false, true, true, true],
    preamble: [],
    aliases: ['ascii', 'us', 'ansi_x3.4-1968', 'ansi_x3.4-1986', 'cp367', 'ibm367', 'iso646-us'],
    widest: 1,
  },
  'iso-8859-1': {
    type: 'Latin1Encoding',
    sealed: 'Latin1Encoding+Latin1EncodingSealed',
    displayName: 'Western European (ISO)',
    codePage: 28591,
    windows: 1252,
    uses: [true, true, true, true, true],
    preamble: [],
    aliases: ['latin1', 'l1', 'iso8859-1', 'iso_8859-1', 'cp819', 'ibm819'],
    widest: 1,
  },
  'windows-1252': {
    type: 'SBCSCodePageEncoding',
    displayName: 'Western European (Windows)',
    codePage: 1252,
    windows: 1252,
    uses: [true, true, true, true, true],
    preamble: [],
    aliases: ['x-ansi'],
    widest: 1,
  },
};

const facts = (e: PSEncoding): EncodingFacts => FACTS[e.codec];
const e = (v: Value | undefined): PSEncoding => v as PSEncoding;

/** Encoding.UTF8: writes a byte order mark where a writer asks for one. */
export const UTF8: PSEncoding = new PSEncoding('utf-8', true, false, true);
/** The encoding without a mark: Encoding.Default of .NET, PowerShell's utf8NoBOM. */
export const UTF8_NO_BOM: PSEncoding = new PSEncoding('utf-8', false, false, true);
const SHARED: Readonly<Record<CodecName, PSEncoding>> = {
  'utf-8': UTF8,
  'utf-16': new PSEncoding('utf-16', true),
  'utf-16BE': new PSEncoding('utf-16BE', true),
  'utf-32': new PSEncoding('utf-32', true),
  'utf-32BE': new PSEncoding('utf-32BE', true),
  'us-ascii': new PSEncoding('us-ascii', false, false, true),
  'iso-8859-1': new PSEncoding('iso-8859-1', false, false, true),
  'windows-1252': new PSEncoding('windows-1252'),
};

/** Encoding.GetEncoding(name). Throws ArgumentException. */
export function encodingNamed(name: string): PSEncoding {
  const lower = name.toLowerCase();
  for (const [codec, f] of Object.entries(FACTS) as [CodecName, EncodingFacts][]) {
    if (codec.toLowerCase() === lower || f.aliases.includes(lower)) return SHARED[codec];
  }
  throw badArgument(
    `'${name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
    'name',
  );
}

/** Encoding.GetEncoding(codepage). Throws ArgumentOutOfRangeException, NotSupportedException. */
export function encodingOfPage(page: number): PSEncoding {
  if (page < 0 || page > 65535) throw new ArgumentOutOfRangeError('codepage', 'Valid values are between 0 and 65535, inclusive.');
  if (page === 0) return UTF8_NO_BOM;
  for (const [codec, f] of Object.entries(FACTS) as [CodecName, EncodingFacts][]) if (f.codePage === page) return SHARED[codec];
  throw notSupported(
    `No data is available for encoding ${page}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
  );
}

/** Bytes of a text. */
export function encode(encoding: PSEncoding, t: string): number[] {
  return encodeText(encoding.codec, t, encoding.throws);
}

/** Text of bytes; a byte order mark stays in it, as in GetString. */
export function decode(encoding: PSEncoding, bytes: ArrayLike<number>): string {
  return decodeBytes(encoding.codec, bytes, encoding.throws);
}

/** GetPreamble(). */
export function preambleOf(encoding: PSEncoding): number[] {
  return encoding.preamble ? [...facts(encoding).preamble] : [];
}

function bytesArg(v: Value | undefined): number[] {
  if (v === null || v === undefined) throw new ArgumentNullError('bytes');
  return bytesOf(v);
}

function charsArg(v: Value | undefined): string {
  if (v === null || v === undefined) throw new ArgumentNullError('chars');
  return fromChars(v);
}

function range(bytes: number[], index: number, count: number): number[] {
  if (index < 0 || count < 0) throw new ArgumentOutOfRangeError(index < 0 ? 'index' : 'count', 'Non-negative number required.');
  if (index + count > bytes.length)
    throw new ArgumentOutOfRangeError('bytes', 'Index and count must refer to a location within the buffer.');
  return bytes.slice(index, index + count);
}

function partOf(t: string, index: number, count: number): string {
  bytePart(new Array<number>(t.length).fill(0), index, count);
  return t.slice(index, index + count);
}

/** GetBytes into an array: writes them and answers how many. */
function writeBytes(bytes: number[], target: Value | undefined, at: number): number {
  if (!(target instanceof PSArray)) throw new ArgumentNullError('bytes');
  if (at + bytes.length > target.items.length)
    throw badArgument('The output byte buffer is too small to contain the encoded data.', 'bytes');
  bytes.forEach((b, i) => {
    target.items[at + i] = byte(b);
  });
  touchItems(target);
  return bytes.length;
}

function checked(bytes: number[], ctx: NativeContext): PSArray {
  if (bytes.length > 100_000) ctx.allocate(bytes.length * 8);
  return byteArray(bytes);
}

const getString: MethodBody = (self, [b, i, n]) => decode(e(self), i === undefined ? bytesArg(b) : range(bytesArg(b), int(i), int(n)));

const FALLBACKS = ['Encoder', 'Decoder'] as const;
const TYPE = 'System.Text.Encoding';

registerType({
  name: TYPE,
  isAbstract: true,
  ctor: PSEncoding,
  nameOf: (v) => {
    const f = facts(v as PSEncoding);
    return `System.Text.${(v as PSEncoding).sealed ? (f.sealed ?? f.type) : f.type}`;
  },
  interfaces: ['System.ICloneable'],
  properties: {
    ...properties<PSEncoding>({
      'System.ReadOnlySpan[byte] Preamble': () => null,
      'string BodyName': (s) => s.codec,
      'string EncodingName': (s) => facts(s).displayName,
      'string HeaderName': (s) => s.codec,
      'string WebName': (s) => s.codec,
      'int WindowsCodePage': (s) => facts(s).windows,
      'bool IsBrowserDisplay': (s) => facts(s).uses[0],
      'bool IsBrowserSave': (s) => facts(s).uses[1],
      'bool IsMailNewsDisplay': (s) => facts(s).uses[2],
      'bool IsMailNewsSave': (s) => facts(s).uses[3],
      'bool IsSingleByte': (s) => facts(s).uses[4],
      ...Object.fromEntries(
        FALLBACKS.map((side) => [
          `System.Text.${side}Fallback ${side}Fallback`,
          (s: PSEncoding) => new PSFallback(`System.Text.${side}${s.throws ? 'Exception' : 'Replacement'}Fallback`),
        ]),
      ),
      'bool IsReadOnly': () => true,
      'int CodePage': (s) => facts(s).codePage,
    }),
  },
  methods: methods({
    'System.Object Clone()': (self) => self,
    'int GetByteCount(char[] chars)': (self, [c]) => encode(e(self), charsArg(c)).length,
    'int GetByteCount(string s)': (self, [s]) => encode(e(self), text(s, 's')).length,
    'int GetByteCount(char[] chars, int index, int count)': (self, [c, i, n]) =>
      encode(e(self), partOf(charsArg(c), int(i), int(n))).length,
    'int GetByteCount(string s, int index, int count)': (self, [s, i, n]) => encode(e(self), partOf(text(s, 's'), int(i), int(n))).length,
    'byte[] GetBytes(char[] chars)': (self, [c], ctx) => checked(encode(e(self), charsArg(c)), ctx),
    'byte[] GetBytes(char[] chars, int index, int count)': (self, [c, i, n], ctx) =>
      checked(encode(e(self), partOf(charsArg(c), int(i), int(n))), ctx),
    'int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)': (self, [c, i, n, b, at]) =>
      writeBytes(encode(e(self), partOf(charsArg(c), int(i), int(n))), b, int(at)),
    'byte[] GetBytes(string s)': (self, [s], ctx) => checked(encode(e(self), text(s, 's')), ctx),
    'byte[] GetBytes(string s, int index, int count)': (self, [s, i, n], ctx) =>
      checked(encode(e(self), partOf(text(s, 's'), int(i), int(n))), ctx),
    'int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)': (self, [s, i, n, b, at]) =>
      writeBytes(encode(e(self), partOf(text(s, 's'), int(i), int(n))), b, int(at)),
    'int GetCharCount(byte[] bytes)': (self, [b]) => decode(e(self), bytesArg(b)).length,
    'int GetCharCount(byte[] bytes, int index, int count)': (self, [b, i, n]) => decode(e(self), range(bytesArg(b), int(i), int(n))).length,
    'char[] GetChars(byte[] bytes)': (self, [b]) => chars(decode(e(self), bytesArg(b))),
    'char[] GetChars(byte[] bytes, int index, int count)': (self, [b, i, n]) => chars(decode(e(self), range(bytesArg(b), int(i), int(n)))),
    'int GetMaxByteCount(int charCount)': (self, [n]) => (int(n) + 1) * facts(e(self)).widest,
    'int GetMaxCharCount(int byteCount)': (self, [n]) => maxChars(e(self), int(n)),
    'byte[] GetPreamble()': (self) => byteArray(preambleOf(e(self))),
    'string GetString(byte[] bytes)': getString,
    'string GetString(byte[] bytes, int index, int count)': getString,
    'bool IsAlwaysNormalized()': (self) => facts(e(self)).uses[4],
  }),
  staticProperties: properties({
    [`${TYPE} Default`]: () => UTF8_NO_BOM,
    [`${TYPE} ASCII`]: () => SHARED['us-ascii'],
    [`${TYPE} Latin1`]: () => SHARED['iso-8859-1'],
    [`${TYPE} Unicode`]: () => SHARED['utf-16'],
    [`${TYPE} BigEndianUnicode`]: () => SHARED['utf-16BE'],
    [`${TYPE} UTF8`]: () => UTF8,
    [`${TYPE} UTF32`]: () => SHARED['utf-32'],
  }),
  staticMethods: methods({
    [`byte[] Convert(${TYPE} srcEncoding, ${TYPE} dstEncoding, byte[] bytes)`]: (_s, [a, b, x]) =>
      byteArray(encode(e(b), decode(e(a), bytesArg(x)))),
    [`byte[] Convert(${TYPE} srcEncoding, ${TYPE} dstEncoding, byte[] bytes, int index, int count)`]: (_s, [a, b, x, i, n]) =>
      byteArray(encode(e(b), decode(e(a), range(bytesArg(x), int(i), int(n))))),
    [`${TYPE} GetEncoding(int codepage)`]: (_s, [n]) => encodingOfPage(int(n)),
    [`${TYPE} GetEncoding(string name)`]: (_s, [s]) => encodingNamed(text(s, 'name')),
  }),
  equals: (a, b) => e(a).codec === e(b).codec && e(a).preamble === e(b).preamble && e(a).throws === e(b).throws,
});

function maxChars(encoding: PSEncoding, n: number): number {
  switch (facts(encoding).widest) {
    case 3:
      return n + 1;
    case 2:
      return Math.trunc((n + 1) / 2) + 1;
    case 4:
      return Math.trunc(n / 2) + 2;
    default:
      return n;
  }
}

/** An EncoderFallback or DecoderFallback: only its type is of use. */
export class PSFallback {
  readonly typeName: string;
  constructor(typeName = 'System.Text.EncoderReplacementFallback') {
    this.typeName = typeName;
  }
}
snapshotClass('EncodingFallback', 'value', PSFallback);
for (const side of FALLBACKS) {
  registerType({
    name: `System.Text.${side}Fallback`,
    isAbstract: true,
    ...(side === 'Encoder' ? { ctor: PSFallback, nameOf: (v: object) => (v as PSFallback).typeName } : {}),
  });
  for (const how of ['Replacement', 'Exception'])
    registerType({ name: `System.Text.${side}${how}Fallback`, base: `System.Text.${side}Fallback`, isSealed: how === 'Replacement' });
}

function unicode(kind: 'utf-16' | 'utf-32'): Record<string, MethodBody> {
  const codec = (big: Value | undefined): CodecName => (big === true ? (`${kind}BE` as CodecName) : kind);
  const last = kind === 'utf-16' ? 'throwOnInvalidBytes' : 'throwOnInvalidCharacters';
  return {
    '': () => new PSEncoding(kind, true),
    'bool bigEndian, bool byteOrderMark': (_s, [b, m]) => new PSEncoding(codec(b), m === true),
    [`bool bigEndian, bool byteOrderMark, bool ${last}`]: (_s, [b, m, t]) => new PSEncoding(codec(b), m === true, t === true),
  };
}

const CLASSES: Record<string, Record<string, MethodBody>> = {
  UTF8Encoding: {
    '': () => new PSEncoding(),
    'bool encoderShouldEmitUTF8Identifier': (_s, [m]) => new PSEncoding('utf-8', m === true),
    'bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes': (_s, [m, t]) => new PSEncoding('utf-8', m === true, t === true),
  },
  UnicodeEncoding: unicode('utf-16'),
  UTF32Encoding: unicode('utf-32'),
  ASCIIEncoding: { '': () => new PSEncoding('us-ascii') },
  Latin1Encoding: {},
  SBCSCodePageEncoding: {},
};
for (const [name, table] of Object.entries(CLASSES)) {
  registerType({ name: `System.Text.${name}`, base: TYPE, constructors: constructors(`System.Text.${name}`, table) });
}
for (const f of Object.values(FACTS)) {
  if (f.sealed !== undefined) registerType({ name: `System.Text.${f.sealed}`, base: `System.Text.${f.type}`, isSealed: true });
}

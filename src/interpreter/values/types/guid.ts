/** System.Guid. Members as .NET 10 has them; the property Guid is that of PowerShell's types.ps1xml. */
import type { NativeContext } from '../context.ts';
import type { DateTimeOffset } from '../dotnet/datetimeoffset.ts';
import { FormatError } from '../dotnet/errors.ts';
import { Guid } from '../dotnet/guid.ts';
import { badArgument } from '../faults.ts';
import { toJsNumber } from '../numbers.ts';
import { unwrap } from '../typeNames.ts';
import type { Value } from '../value.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { text } from './define.ts';
import { registerType } from './registry.ts';
import { comparable, constructors, methods, properties } from './tables.ts';
import { tryOut } from './timeValues.ts';

const g = (v: Value | undefined): Guid => v as Guid;
const order = comparable({
  short: 'guid',
  ctor: Guid,
  order: (a, b) => a.compare(b),
  wrong: 'Object must be of type GUID.',
  wrongParameter: 'value',
});

const tried = (s: Value | undefined): string => {
  if (typeof s !== 'string') throw new FormatError();
  return s;
};
const show = (self: Value, format: Value | undefined): string => g(self).toString(typeof format === 'string' ? format : 'D');

function hex(v: Value | undefined, bytes: number): string {
  const n = BigInt.asUintN(bytes * 8, BigInt(toJsNumber(v as Value)));
  return n.toString(16).padStart(bytes * 2, '0');
}

/** Guid(a, b, c, d, …, k): the fields as they are written. */
function ofFields([a, b, c, ...rest]: Value[]): Guid {
  const tail = rest.length === 1 ? bytesOf(rest[0] as Value) : rest.map((v) => toJsNumber(v) & 255);
  if (tail.length !== 8) throw badArgument('Byte array for Guid must be exactly 8 bytes long.', 'd');
  return new Guid(hex(a, 4) + hex(b, 2) + hex(c, 2) + tail.map((n) => n.toString(16).padStart(2, '0')).join(''));
}

/** CreateVersion7: milliseconds since 1970, then random digits. */
function version7(milliseconds: number, ctx: NativeContext): Guid {
  const random = Guid.parse(ctx.newGuid()).digits;
  const time = Math.trunc(milliseconds).toString(16).padStart(12, '0');
  return new Guid(`${time}7${random.slice(13)}`);
}

const REST = 'byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k';

registerType({
  name: 'System.Guid',
  accelerators: ['guid'],
  isValueType: true,
  isSealed: true,
  ctor: Guid,
  zero: () => Guid.EMPTY,
  interfaces: ['System.IComparable', 'System.ISpanFormattable', 'System.IComparable`1[System.Guid]', 'System.IEquatable`1[System.Guid]'],
  properties: properties<Guid>({
    'int Variant': (s) => Number.parseInt(s.digits.charAt(16), 16),
    'int Version': (s) => Number.parseInt(s.digits.charAt(12), 16),
  }),
  extended: {
    Guid: {
      memberType: 'ScriptProperty',
      definition: 'System.Object Guid {get=$this.ToString();}',
      get: (self) => show(unwrap(self), 'D'),
    },
  },
  methods: methods(order.methods, {
    'byte[] ToByteArray()': (self) => byteArray(g(self).toByteArray()),
    'byte[] ToByteArray(bool bigEndian)': (self, [b]) =>
      byteArray(b === true ? (g(self).digits.match(/../g) ?? []).map((t) => Number.parseInt(t, 16)) : g(self).toByteArray()),
    'string ToString()': (self) => show(self, 'D'),
    'string ToString(string format)': (self, [f]) => show(self, f),
    'string ToString(string format, System.IFormatProvider provider)': (self, [f]) => show(self, f),
  }),
  staticProperties: properties({ 'guid Empty': () => Guid.EMPTY, 'guid AllBitsSet': () => new Guid('f'.repeat(32)) }),
  staticMethods: methods(order.statics, {
    'guid NewGuid()': (_s, _a, ctx) => Guid.parse(ctx.newGuid()),
    'guid CreateVersion7()': (_s, _a, ctx) => version7(ctx.now(), ctx),
    'guid CreateVersion7(System.DateTimeOffset timestamp)': (_s, [t], ctx) =>
      version7(Number((t as DateTimeOffset).toUnixMilliseconds()), ctx),
    'guid Parse(string input)': (_s, [s]) => Guid.parse(text(s, 'input')),
    'guid Parse(string s, System.IFormatProvider provider)': (_s, [s]) => Guid.parse(text(s, 'input')),
    'guid ParseExact(string input, string format)': (_s, [s, f]) => Guid.parseExact(text(s, 'input'), text(f, 'format')),
    'bool TryParse(string input, [ref] guid result)': (_s, [s, r]) => tryOut(r, Guid.EMPTY, () => Guid.parse(tried(s))),
    'bool TryParse(string s, System.IFormatProvider provider, [ref] guid result)': (_s, [s, , r]) =>
      tryOut(r, Guid.EMPTY, () => Guid.parse(tried(s))),
    'bool TryParseExact(string input, string format, [ref] guid result)': (_s, [s, f, r]) =>
      tryOut(r, Guid.EMPTY, () => Guid.parseExact(tried(s), tried(f))),
  }),
  constructors: constructors('guid', {
    'byte[] b': (_s, [b]) => {
      const bytes = bytesOf(b as Value);
      if (bytes.length !== 16) throw badArgument('Byte array for Guid must be exactly 16 bytes long.', 'b');
      return Guid.fromByteArray(bytes);
    },
    [`uint a, ushort b, ushort c, ${REST}`]: (_s, args) => ofFields(args),
    'int a, short b, short c, byte[] d': (_s, args) => ofFields(args),
    [`int a, short b, short c, ${REST}`]: (_s, args) => ofFields(args),
    'string g': (_s, [s]) => Guid.parse(text(s, 'g')),
  }),
  textIn: (self) => g(self).toString(),
  formatIn: (self, format) => show(self, format),
  compare: order.compare,
  equals: order.equals,
});

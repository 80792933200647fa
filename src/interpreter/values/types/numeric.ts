/** The number types: Int32 and its like, Double, Single, Decimal, BigInteger. */

import { compareNumbers } from '../compare.ts';
import type { NativeContext } from '../context.ts';
import { rulesOf } from '../culture.ts';
import type { MethodOverload, PropertyDescriptor } from '../descriptor.ts';
import { Decimal } from '../dotnet/decimal.ts';
import { FormatError, OverflowError } from '../dotnet/errors.ts';
import { INTEGER_FACTS, type IntegerKind } from '../dotnet/kinds.ts';
import { formatNumber } from '../dotnet/numberFormat.ts';
import { parseNumber } from '../dotnet/parseNumber.ts';
import { ROUNDING_MODES } from '../dotnet/rounding.ts';
import { badArgument, netError } from '../faults.ts';
import { convertNumber, KIND_TYPE, makeNumber, numericKind, rawNumber, toJsNumber } from '../numbers.ts';
import { EnumValue, mkDouble, type NumericKind, PSNumber, type Value } from '../value.ts';
import { byteArray, bytesOf, intArray } from './bytes.ts';
import { enumOf, int, m, out, p, text } from './define.ts';
import { registerType } from './registry.ts';
import { PSTuple } from './tuple.ts';

const SHORT: Record<NumericKind, string> = {
  Int32: 'int',
  Int64: 'long',
  Int16: 'short',
  Byte: 'byte',
  SByte: 'sbyte',
  UInt16: 'ushort',
  UInt32: 'uint',
  UInt64: 'ulong',
  Double: 'double',
  Single: 'float',
  Decimal: 'decimal',
  BigInteger: 'bigint',
};
const ACCELERATORS: Record<NumericKind, string[]> = {
  Int32: ['int', 'int32'],
  Int64: ['long', 'int64'],
  Int16: ['short', 'int16'],
  Byte: ['byte'],
  SByte: ['sbyte'],
  UInt16: ['ushort', 'uint16'],
  UInt32: ['uint', 'uint32'],
  UInt64: ['ulong', 'uint64'],
  Double: ['double'],
  Single: ['single', 'float'],
  Decimal: ['decimal'],
  BigInteger: ['bigint'],
};

function parse(kind: NumericKind, v: Value | undefined, provider: Value | undefined, ctx: NativeContext, styles?: number): Value {
  return makeNumber(kind, parseNumber(kind, text(v, 's'), rulesOf(provider, ctx), styles));
}

function tryParse(
  kind: NumericKind,
  v: Value | undefined,
  ref: Value | undefined,
  provider: Value | undefined,
  ctx: NativeContext,
  styles?: number,
): boolean {
  try {
    if (typeof v !== 'string') throw new FormatError();
    out(ref, parse(kind, v, provider, ctx, styles));
    return true;
  } catch (e) {
    if (!(e instanceof FormatError) && !(e instanceof OverflowError)) throw e;
    out(ref, makeNumber(kind, kind === 'Decimal' ? Decimal.ZERO : 0));
    return false;
  }
}

function format(kind: NumericKind, self: Value, f: Value | undefined, provider: Value | undefined, ctx: NativeContext): string {
  return formatNumber(kind, rawNumber(self), typeof f === 'string' ? f : '', rulesOf(provider, ctx));
}

function common(kind: NumericKind): { methods: Record<string, MethodOverload[]>; statics: Record<string, MethodOverload[]> } {
  const t = SHORT[kind];
  const order = (a: Value, b: Value | undefined): number => {
    if (b === null || b === undefined) return 1;
    if (numericKind(b) !== kind) throw badArgument(`Object must be of type ${kind}.`);
    const n = compareNumbers(a, b);
    return Number.isNaN(n) ? (Number.isNaN(toJsNumber(a)) ? (Number.isNaN(toJsNumber(b)) ? 0 : -1) : 1) : n;
  };
  const styled = `System.Globalization.NumberStyles style`;
  return {
    methods: {
      CompareTo: [
        m('int CompareTo(System.Object value)', (self, [o]) => order(self, o)),
        m(`int CompareTo(${t} value)`, (self, [o]) => order(self, o)),
      ],
      ToString: [
        m('string ToString()', (self, _a, ctx) => format(kind, self, '', null, ctx)),
        m('string ToString(string format)', (self, [f], ctx) => format(kind, self, f, null, ctx)),
        m('string ToString(System.IFormatProvider provider)', (self, [c], ctx) => format(kind, self, '', c, ctx)),
        m('string ToString(string format, System.IFormatProvider provider)', (self, [f, c], ctx) => format(kind, self, f, c, ctx)),
      ],
      ...(kind === 'BigInteger'
        ? {}
        : { GetTypeCode: [m('System.TypeCode GetTypeCode()', () => new EnumValue('System.TypeCode', TYPE_CODES[kind] ?? 1))] }),
    },
    statics: {
      Parse: [
        m(`${t} Parse(string s)`, (_s, [v], ctx) => parse(kind, v, null, ctx)),
        m(`${t} Parse(string s, ${styled})`, (_s, [v, n], ctx) => parse(kind, v, null, ctx, enumOf(n))),
        m(`${t} Parse(string s, System.IFormatProvider provider)`, (_s, [v, c], ctx) => parse(kind, v, c, ctx)),
        m(`${t} Parse(string s, ${styled}, System.IFormatProvider provider)`, (_s, [v, n, c], ctx) => parse(kind, v, c, ctx, enumOf(n))),
      ],
      TryParse: [
        m(`bool TryParse(string s, [ref] ${t} result)`, (_s, [v, r], ctx) => tryParse(kind, v, r, null, ctx)),
        m(`bool TryParse(string s, System.IFormatProvider provider, [ref] ${t} result)`, (_s, [v, c, r], ctx) =>
          tryParse(kind, v, r, c, ctx),
        ),
        m(`bool TryParse(string s, ${styled}, System.IFormatProvider provider, [ref] ${t} result)`, (_s, [v, n, c, r], ctx) =>
          tryParse(kind, v, r, c, ctx, enumOf(n)),
        ),
      ],
    },
  };
}

/** Numbers of System.TypeCode. */
export const TYPE_CODES: Record<string, number> = {
  Object: 1,
  DBNull: 2,
  Boolean: 3,
  Char: 4,
  SByte: 5,
  Byte: 6,
  Int16: 7,
  UInt16: 8,
  Int32: 9,
  UInt32: 10,
  Int64: 11,
  UInt64: 12,
  Single: 13,
  Double: 14,
  Decimal: 15,
  DateTime: 16,
  String: 18,
};

const INTERFACES = ['System.IComparable', 'System.IConvertible', 'System.ISpanFormattable'];

function interfacesOf(kind: NumericKind): string[] {
  const type = KIND_TYPE[kind];
  return [...INTERFACES, `System.IComparable\`1[${type}]`, `System.IEquatable\`1[${type}]`];
}

function constant(type: string, value: Value): PropertyDescriptor {
  return p(type, () => value);
}

for (const kind of Object.keys(INTEGER_FACTS) as IntegerKind[]) {
  const { methods, statics } = common(kind);
  const facts = INTEGER_FACTS[kind];
  const make = (n: bigint | number): Value => makeNumber(kind, n);
  const t = SHORT[kind];
  const big = (v: Value | undefined): bigint => BigInt(rawNumber(v as Value) as number | bigint);
  registerType({
    name: KIND_TYPE[kind],
    accelerators: ACCELERATORS[kind],
    isValueType: true,
    isSealed: true,
    interfaces: interfacesOf(kind),
    methods,
    staticProperties: { MaxValue: constant(t, make(facts.max)), MinValue: constant(t, make(facts.min)) },
    staticMethods: {
      ...statics,
      Abs: [
        m(`${t} Abs(${t} value)`, (_s, [v]) => {
          if (facts.signed && big(v) === facts.min)
            throw new OverflowError('Negating the minimum value of a twos complement number is invalid.');
          return make(big(v) < 0n ? -big(v) : big(v));
        }),
      ],
      Max: [m(`${t} Max(${t} x, ${t} y)`, (_s, [a, b]) => (big(a) >= big(b) ? a : b))],
      Min: [m(`${t} Min(${t} x, ${t} y)`, (_s, [a, b]) => (big(a) <= big(b) ? a : b))],
      Clamp: [m(`${t} Clamp(${t} value, ${t} min, ${t} max)`, (_s, [v, a, b]) => (big(v) < big(a) ? a : big(v) > big(b) ? b : v))],
      IsEvenInteger: [m(`bool IsEvenInteger(${t} value)`, (_s, [v]) => big(v) % 2n === 0n)],
      IsOddInteger: [m(`bool IsOddInteger(${t} value)`, (_s, [v]) => big(v) % 2n !== 0n)],
      IsNegative: [m(`bool IsNegative(${t} value)`, (_s, [v]) => big(v) < 0n)],
      IsPow2: [m(`bool IsPow2(${t} value)`, (_s, [v]) => big(v) > 0n && (big(v) & (big(v) - 1n)) === 0n)],
      PopCount: [
        m(`${t} PopCount(${t} value)`, (_s, [v]) =>
          make([...BigInt.asUintN(facts.bits, big(v)).toString(2)].filter((c) => c === '1').length),
        ),
      ],
      LeadingZeroCount: [
        m(`${t} LeadingZeroCount(${t} value)`, (_s, [v]) => {
          const u = BigInt.asUintN(facts.bits, big(v));
          return make(u === 0n ? facts.bits : facts.bits - u.toString(2).length);
        }),
      ],
    },
    compare: compareNumbers,
  });
}

for (const kind of ['Double', 'Single'] as const) {
  const { methods, statics } = common(kind);
  const t = SHORT[kind];
  const make = (n: number): Value => makeNumber(kind, n);
  const test = (name: string, check: (n: number) => boolean): MethodOverload[] => [
    m(`bool ${name}(${t} d)`, (_s, [v]) => check(toJsNumber(v as Value))),
  ];
  const double = kind === 'Double';
  registerType({
    name: KIND_TYPE[kind],
    accelerators: ACCELERATORS[kind],
    isValueType: true,
    isSealed: true,
    interfaces: interfacesOf(kind),
    methods,
    staticProperties: {
      MaxValue: constant(t, make(double ? Number.MAX_VALUE : 3.4028234663852886e38)),
      MinValue: constant(t, make(double ? -Number.MAX_VALUE : -3.4028234663852886e38)),
      Epsilon: constant(t, make(double ? Number.MIN_VALUE : 1.401298464324817e-45)),
      NaN: constant(t, make(Number.NaN)),
      PositiveInfinity: constant(t, make(Number.POSITIVE_INFINITY)),
      NegativeInfinity: constant(t, make(Number.NEGATIVE_INFINITY)),
      NegativeZero: constant(t, make(-0)),
      Pi: constant(t, make(Math.PI)),
      E: constant(t, make(Math.E)),
      Tau: constant(t, make(2 * Math.PI)),
    },
    staticMethods: {
      ...statics,
      IsNaN: test('IsNaN', Number.isNaN),
      IsInfinity: test('IsInfinity', (n) => Math.abs(n) === Number.POSITIVE_INFINITY),
      IsPositiveInfinity: test('IsPositiveInfinity', (n) => n === Number.POSITIVE_INFINITY),
      IsNegativeInfinity: test('IsNegativeInfinity', (n) => n === Number.NEGATIVE_INFINITY),
      IsFinite: test('IsFinite', Number.isFinite),
      IsInteger: test('IsInteger', Number.isInteger),
      IsNegative: test('IsNegative', (n) => n < 0 || Object.is(n, -0)),
      Max: [m(`${t} Max(${t} x, ${t} y)`, (_s, [a, b]) => make(Math.max(toJsNumber(a as Value), toJsNumber(b as Value))))],
      Min: [m(`${t} Min(${t} x, ${t} y)`, (_s, [a, b]) => make(Math.min(toJsNumber(a as Value), toJsNumber(b as Value))))],
      Abs: [m(`${t} Abs(${t} value)`, (_s, [a]) => make(Math.abs(toJsNumber(a as Value))))],
    },
    compare: compareNumbers,
  });
}

const dec = (v: Value | undefined): Decimal => v as Decimal;
const modeOf = (v: Value | undefined) => ROUNDING_MODES[enumOf(v)] ?? 'ToEven';
{
  const { methods, statics } = common('Decimal');
  registerType({
    name: 'System.Decimal',
    accelerators: ['decimal'],
    isValueType: true,
    isSealed: true,
    interfaces: interfacesOf('Decimal'),
    properties: { Scale: p('byte', (self) => makeNumber('Byte', dec(self).scale)) },
    methods,
    staticProperties: {
      MaxValue: p('decimal', () => Decimal.MAX),
      MinValue: p('decimal', () => Decimal.MIN),
      Zero: p('decimal', () => Decimal.ZERO),
      One: p('decimal', () => Decimal.ONE),
      MinusOne: p('decimal', () => Decimal.MINUS_ONE),
    },
    staticMethods: {
      ...statics,
      Add: [m('decimal Add(decimal d1, decimal d2)', (_s, [a, b]) => dec(a).add(dec(b)))],
      Subtract: [m('decimal Subtract(decimal d1, decimal d2)', (_s, [a, b]) => dec(a).subtract(dec(b)))],
      Multiply: [m('decimal Multiply(decimal d1, decimal d2)', (_s, [a, b]) => dec(a).multiply(dec(b)))],
      Divide: [m('decimal Divide(decimal d1, decimal d2)', (_s, [a, b]) => dec(a).divide(dec(b)))],
      Remainder: [m('decimal Remainder(decimal d1, decimal d2)', (_s, [a, b]) => dec(a).remainder(dec(b)))],
      Negate: [m('decimal Negate(decimal d)', (_s, [a]) => dec(a).negate())],
      Abs: [m('decimal Abs(decimal value)', (_s, [a]) => dec(a).abs())],
      Floor: [m('decimal Floor(decimal d)', (_s, [a]) => dec(a).floor())],
      Ceiling: [m('decimal Ceiling(decimal d)', (_s, [a]) => dec(a).ceiling())],
      Truncate: [m('decimal Truncate(decimal d)', (_s, [a]) => dec(a).truncate())],
      Round: [
        m('decimal Round(decimal d)', (_s, [a]) => dec(a).round()),
        m('decimal Round(decimal d, int decimals)', (_s, [a, n]) => dec(a).round(int(n))),
        m('decimal Round(decimal d, System.MidpointRounding mode)', (_s, [a, r]) => dec(a).round(0, modeOf(r))),
        m('decimal Round(decimal d, int decimals, System.MidpointRounding mode)', (_s, [a, n, r]) => dec(a).round(int(n), modeOf(r))),
      ],
      Compare: [m('int Compare(decimal d1, decimal d2)', (_s, [a, b]) => dec(a).compare(dec(b)))],
      ToInt32: [m('int ToInt32(decimal d)', (_s, [a]) => convertNumber(dec(a).truncate(), 'Int32'))],
      ToInt64: [m('long ToInt64(decimal d)', (_s, [a]) => convertNumber(dec(a).truncate(), 'Int64'))],
      ToDouble: [m('double ToDouble(decimal d)', (_s, [a]) => mkDouble(dec(a).toDouble()))],
      GetBits: [m('int[] GetBits(decimal d)', (_s, [a]) => decimalBits(dec(a)))],
    },
    constructors: [
      m('decimal new(int value)', (_s, [v]) => Decimal.fromInteger(int(v))),
      m('decimal new(long value)', (_s, [v]) => Decimal.fromInteger(rawNumber(v as Value) as bigint)),
      m('decimal new(double value)', (_s, [v]) => Decimal.fromDouble(toJsNumber(v as Value))),
      m('decimal new(int lo, int mid, int hi, bool isNegative, byte scale)', (_s, [lo, mid, hi, neg, scale]) => {
        const u = (v: Value | undefined): bigint => BigInt(int(v) >>> 0);
        const n = (u(hi) << 64n) | (u(mid) << 32n) | u(lo);
        return new Decimal(neg === true ? -n : n, toJsNumber(scale as Value));
      }),
    ],
    compare: (a, b) => dec(a).compare(dec(b)),
  });
}

function decimalBits(d: Decimal): Value {
  const n = d.mantissa < 0n ? -d.mantissa : d.mantissa;
  const part = (shift: bigint): number => Number(BigInt.asIntN(32, n >> shift));
  return intArray([part(0n), part(32n), part(64n), (d.scale << 16) | (d.mantissa < 0n ? 0x80000000 | 0 : 0)]);
}

const big = (v: Value | undefined): bigint => rawNumber(v as Value) as bigint;
const mkBig = (n: bigint): PSNumber => new PSNumber('BigInteger', n);
{
  const { methods, statics } = common('BigInteger');
  registerType({
    name: 'System.Numerics.BigInteger',
    accelerators: ['bigint'],
    isValueType: true,
    isSealed: true,
    interfaces: ['System.IComparable', 'System.ISpanFormattable', 'System.IComparable`1[System.Numerics.BigInteger]'],
    properties: {
      Sign: p('int', (self) => (big(self) > 0n ? 1 : big(self) < 0n ? -1 : 0)),
      IsZero: p('bool', (self) => big(self) === 0n),
      IsOne: p('bool', (self) => big(self) === 1n),
      IsEven: p('bool', (self) => big(self) % 2n === 0n),
      IsPowerOfTwo: p('bool', (self) => big(self) > 0n && (big(self) & (big(self) - 1n)) === 0n),
    },
    methods: {
      ...methods,
      GetByteCount: [m('int GetByteCount()', (self) => bigBytes(big(self)).length)],
      GetBitLength: [
        m(
          'long GetBitLength()',
          (self) => new PSNumber('Int64', BigInt((big(self) < 0n ? -big(self) - 1n : big(self)).toString(2).replace(/^0$/, '').length)),
        ),
      ],
      ToByteArray: [m('byte[] ToByteArray()', (self) => byteArray(bigBytes(big(self))))],
    },
    staticProperties: {
      Zero: p('bigint', () => mkBig(0n)),
      One: p('bigint', () => mkBig(1n)),
      MinusOne: p('bigint', () => mkBig(-1n)),
    },
    staticMethods: {
      ...statics,
      Abs: [m('bigint Abs(bigint value)', (_s, [a]) => mkBig(big(a) < 0n ? -big(a) : big(a)))],
      Pow: [
        m('bigint Pow(bigint value, int exponent)', (_s, [a, n], ctx) => {
          ctx.allocate((big(a).toString(16).length / 2) * int(n));
          return mkBig(big(a) ** BigInt(int(n)));
        }),
      ],
      ModPow: [m('bigint ModPow(bigint value, bigint exponent, bigint modulus)', (_s, [a, e, n]) => mkBig(modPow(big(a), big(e), big(n))))],
      Add: [m('bigint Add(bigint left, bigint right)', (_s, [a, b]) => mkBig(big(a) + big(b)))],
      Subtract: [m('bigint Subtract(bigint left, bigint right)', (_s, [a, b]) => mkBig(big(a) - big(b)))],
      Multiply: [m('bigint Multiply(bigint left, bigint right)', (_s, [a, b]) => mkBig(big(a) * big(b)))],
      Divide: [m('bigint Divide(bigint dividend, bigint divisor)', (_s, [a, b]) => mkBig(big(a) / big(b)))],
      Remainder: [m('bigint Remainder(bigint dividend, bigint divisor)', (_s, [a, b]) => mkBig(big(a) % big(b)))],
      DivRem: [
        m('System.ValueTuple[bigint,bigint] DivRem(bigint left, bigint right)', (_s, [a, b]) => {
          if (big(b) === 0n) throw netError('System.DivideByZeroException', 'Attempted to divide by zero.');
          return new PSTuple(
            [mkBig(big(a) / big(b)), mkBig(big(a) % big(b))],
            ['System.Numerics.BigInteger', 'System.Numerics.BigInteger'],
            true,
          );
        }),
        m('bigint DivRem(bigint dividend, bigint divisor, [ref] bigint remainder)', (_s, [a, b, r]) => {
          if (big(b) === 0n) throw netError('System.DivideByZeroException', 'Attempted to divide by zero.');
          out(r, mkBig(big(a) % big(b)));
          return mkBig(big(a) / big(b));
        }),
      ],
      IsPow2: [m('bool IsPow2(bigint value)', (_s, [a]) => big(a) > 0n && (big(a) & (big(a) - 1n)) === 0n)],
      Negate: [m('bigint Negate(bigint value)', (_s, [a]) => mkBig(-big(a)))],
      Max: [m('bigint Max(bigint left, bigint right)', (_s, [a, b]) => (big(a) >= big(b) ? a : b))],
      Min: [m('bigint Min(bigint left, bigint right)', (_s, [a, b]) => (big(a) <= big(b) ? a : b))],
      Compare: [m('int Compare(bigint left, bigint right)', (_s, [a, b]) => compareNumbers(a as Value, b as Value))],
      GreatestCommonDivisor: [m('bigint GreatestCommonDivisor(bigint left, bigint right)', (_s, [a, b]) => mkBig(gcd(big(a), big(b))))],
      Log: [m('double Log(bigint value)', (_s, [a]) => mkDouble(Math.log(Number(big(a)))))],
      Log10: [m('double Log10(bigint value)', (_s, [a]) => mkDouble(Math.log10(Number(big(a)))))],
    },
    constructors: [
      m('bigint new(int value)', (_s, [v]) => mkBig(BigInt(int(v)))),
      m('bigint new(long value)', (_s, [v]) => mkBig(big(v))),
      m('bigint new(double value)', (_s, [v]) => convertNumber(mkDouble(toJsNumber(v as Value)), 'BigInteger')),
      m('bigint new(decimal value)', (_s, [v]) => mkBig(dec(v).truncate().toBigInt())),
      m('bigint new(byte[] value)', (_s, [v]) => mkBig(bigFromBytes(bytesOf(v as Value)))),
    ],
    compare: compareNumbers,
  });
}

function bigBytes(n: bigint): number[] {
  const result: number[] = [];
  let rest = n;
  for (;;) {
    const b = Number(BigInt.asUintN(8, rest));
    result.push(b);
    rest >>= 8n;
    if ((rest === 0n && b < 128) || (rest === -1n && b >= 128)) return result;
  }
}

function bigFromBytes(bytes: readonly number[]): bigint {
  let n = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) n = (n << 8n) | BigInt(bytes[i] as number);
  return BigInt.asIntN(bytes.length * 8, n);
}

function modPow(a: bigint, e: bigint, n: bigint): bigint {
  let result = 1n % n;
  let base = a % n;
  for (let rest = e; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * base) % n;
    base = (base * base) % n;
  }
  return result;
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

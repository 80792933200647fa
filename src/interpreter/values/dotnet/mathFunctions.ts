import { Decimal } from './decimal.ts';
import { ArgumentError, ArgumentOutOfRangeError, ArithmeticError, DivideByZeroError, OverflowError } from './errors.ts';
import { INTEGER_FACTS, type IntegerKind, type NumericKind, type NumericValue } from './kinds.ts';
import { ROUNDING_MODES, type RoundingMode, roundDouble } from './rounding.ts';

/**
 * System.Math's static methods with their overloads in the order that .NET 10 lists them, except those over native and
 * 128-bit integers. Behaviour: .NET 10; transcendental functions may differ from it in the last bit.
 */

/** A parameter of a method; MidpointRounding arrives as its number. */
export interface MathParameter {
  readonly name: string;
  readonly kind: NumericKind | 'MidpointRounding';
  /** An out parameter: its value is the second element of the result. */
  readonly out?: true;
}

/** One overload. `call` gets values of the parameters' kinds (without out parameters). */
export interface MathMethod {
  readonly name: string;
  readonly parameters: readonly MathParameter[];
  /** The kind returned; two kinds for a ValueTuple. */
  readonly returns: NumericKind | readonly [NumericKind, NumericKind];
  readonly call: (...args: NumericValue[]) => NumericValue | readonly [NumericValue, NumericValue];
}

function pow(x: number, y: number): number {
  if (x === 1) return 1;
  if (x === -1 && (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY)) return 1;
  // The engine's power is not exact for a plain reciprocal.
  return y === -1 ? 1 / x : x ** y;
}

function logBase(a: number, base: number): number {
  if (Number.isNaN(a)) return a;
  if (Number.isNaN(base)) return base;
  if (base === 1 || (a !== 1 && (base === 0 || base === Number.POSITIVE_INFINITY))) return Number.NaN;
  return Math.log(a) / Math.log(base);
}

function ieeeRemainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const regular = x % y;
  if (Number.isNaN(regular)) return Number.NaN;
  if (regular === 0 && (x < 0 || Object.is(x, -0))) return -0;
  const alternative = regular - Math.abs(y) * Math.sign(x);
  if (Math.abs(alternative) === Math.abs(regular)) {
    const quotient = x / y;
    return Math.abs(roundDouble(quotient, 'ToEven')) > Math.abs(quotient) ? alternative : regular;
  }
  return Math.abs(alternative) < Math.abs(regular) ? alternative : regular;
}

function neighbour(x: number, up: boolean): number {
  if (Number.isNaN(x)) return x;
  if (x === (up ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY)) return x;
  if (x === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 === up ? 1n : -1n));
  return view.getFloat64(0);
}

function ilogb(x: number): number {
  if (Number.isNaN(x) || !Number.isFinite(x)) return 2147483647;
  if (x === 0) return -2147483648;
  const view = new DataView(new ArrayBuffer(8));
  const subnormal = Math.abs(x) < 2 ** -1022;
  view.setFloat64(0, subnormal ? x * 2 ** 54 : x);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1023 - (subnormal ? 54 : 0);
}

function scaleB(x: number, n: number): number {
  let result = x;
  let left = Math.max(-3000, Math.min(3000, n));
  // Steps keep the factors representable; only the last one can round.
  while (left > 1000) {
    result *= 2 ** 1000;
    left -= 1000;
  }
  if (left < -1000 && x !== 0 && Number.isFinite(x)) return ilogb(x) + left < -1100 ? 0 * x : x * 2 ** -500 * 2 ** (left + 500);
  return result * 2 ** left;
}

function fusedMultiplyAdd(x: number, y: number, z: number): number {
  const plain = x * y + z;
  if (!Number.isFinite(plain) || !Number.isFinite(x * y) || x === 0 || y === 0) return plain;
  const split = (v: number): [bigint, number] => {
    if (v === 0) return [0n, 0];
    const e = ilogb(v) - 52;
    return [BigInt(scaleB(v, -e)), e];
  };
  const [xm, xe] = split(x);
  const [ym, ye] = split(y);
  const [zm, ze] = split(z);
  const low = z === 0 ? xe + ye : Math.min(xe + ye, ze);
  const sum = ((xm * ym) << BigInt(xe + ye - low)) + (z === 0 ? 0n : zm << BigInt(ze - low));
  return sum === 0n ? plain : scaleB(Number(sum), low);
}

function maxMagnitude(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  if (ax > ay || Number.isNaN(ax)) return x;
  if (ax === ay) return x < 0 || Object.is(x, -0) ? y : x;
  return y;
}

function minMagnitude(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  if (ax < ay || Number.isNaN(ax)) return x;
  if (ax === ay) return x < 0 || Object.is(x, -0) ? x : y;
  return y;
}

/** Math.Round(double, digits, mode). Throws ArgumentOutOfRangeError if digits is not 0 to 15. */
export function roundToDigits(value: number, digits: number, mode: RoundingMode = 'ToEven'): number {
  if (digits < 0 || digits > 15) {
    throw new ArgumentOutOfRangeError('digits', 'Rounding digits must be between 0 and 15, inclusive.');
  }
  if (!(Math.abs(value) < 1e16)) return value;
  const power = Number(`1e${digits}`);
  return roundDouble(value * power, mode) / power;
}

function roundingMode(value: NumericValue | undefined): RoundingMode {
  const mode = ROUNDING_MODES[Number(value)];
  if (mode === undefined) throw new ArgumentError(`The value '${value}' is not valid for this usage of the type MidpointRounding.`, 'mode');
  return mode;
}

function asDecimal(value: NumericValue | undefined): Decimal {
  return value instanceof Decimal ? value : Decimal.fromInteger(value ?? 0);
}

function less(a: NumericValue, b: NumericValue): boolean {
  if (a instanceof Decimal || b instanceof Decimal) return asDecimal(a).compare(asDecimal(b)) < 0;
  return a < b;
}

function largest(a: NumericValue = 0, b: NumericValue = 0): NumericValue {
  return typeof a === 'number' && typeof b === 'number' ? Math.max(a, b) : less(a, b) ? b : a;
}

function smallest(a: NumericValue = 0, b: NumericValue = 0): NumericValue {
  return typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : less(a, b) ? a : b;
}

function clamp(value: NumericValue = 0, min: NumericValue = 0, max: NumericValue = 0): NumericValue {
  if (less(max, min)) throw new ArgumentError(`'${min}' cannot be greater than ${max}.`);
  return less(value, min) ? min : less(max, value) ? max : value;
}

function sign(value: NumericValue = 0): number {
  if (value instanceof Decimal) return value.sign();
  if (typeof value === 'bigint') return value < 0n ? -1 : value > 0n ? 1 : 0;
  if (Number.isNaN(value)) throw new ArithmeticError('Function does not accept floating point Not-a-Number values.');
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}

function absInteger(kind: IntegerKind): (value?: NumericValue) => NumericValue {
  const min = INTEGER_FACTS[kind].min;
  return (value = 0) => {
    if (value instanceof Decimal) return value.abs();
    if (BigInt(value) === min) throw new OverflowError('Negating the minimum value of a twos complement number is invalid.');
    return value < 0 ? -value : value;
  };
}

function divRem(left: NumericValue = 0, right: NumericValue = 0): readonly [NumericValue, NumericValue] {
  const a = BigInt(left as number | bigint);
  const b = BigInt(right as number | bigint);
  if (b === 0n) throw new DivideByZeroError();
  const quotient = a / b;
  if (typeof left === 'bigint' || typeof right === 'bigint') {
    if (b === -1n && a === INTEGER_FACTS.Int64.min) throw new OverflowError();
    return [quotient, a % b];
  }
  if (b === -1n && a === INTEGER_FACTS.Int32.min) throw new OverflowError();
  return [Number(quotient), Number(a % b)];
}

function bigMul(kind: 'Int64' | 'UInt64'): (a?: NumericValue, b?: NumericValue) => readonly [NumericValue, NumericValue] {
  return (a = 0n, b = 0n) => {
    const product = BigInt(a as bigint) * BigInt(b as bigint);
    const low = kind === 'Int64' ? BigInt.asIntN(64, product) : BigInt.asUintN(64, product);
    return [product >> 64n, low];
  };
}

function parameters(names: string, kinds: readonly MathParameter['kind'][]): MathParameter[] {
  const words = names === '' ? [] : names.split(' ');
  return words.map((name, at) => {
    const kind = kinds[at] ?? 'Double';
    return name.startsWith('&') ? { name: name.slice(1), kind, out: true } : { name, kind };
  });
}

function method(
  name: string,
  names: string,
  kinds: readonly MathParameter['kind'][],
  returns: MathMethod['returns'],
  call: MathMethod['call'],
): MathMethod {
  return { name, parameters: parameters(names, kinds), returns, call };
}

/** An overload over doubles only. */
function doubles(name: string, names: string, call: (...args: number[]) => number, returns: NumericKind = 'Double'): MathMethod {
  return method(name, names, [], returns, (...args) => call(...args.map(Number)));
}

function each(name: string, names: string, kinds: readonly NumericKind[], call: MathMethod['call'], returns?: NumericKind): MathMethod[] {
  const count = names.split(' ').length;
  return kinds.map((kind) => method(name, names, new Array<NumericKind>(count).fill(kind), returns ?? kind, call));
}

const ORDERED: readonly NumericKind[] = [
  'Byte',
  'Decimal',
  'Double',
  'Int16',
  'Int32',
  'Int64',
  'SByte',
  'Single',
  'UInt16',
  'UInt32',
  'UInt64',
];

const SIGNED: readonly NumericKind[] = ['Decimal', 'Double', 'Int16', 'Int32', 'Int64', 'SByte', 'Single'];

const DIV_REM: readonly NumericKind[] = ['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64'];

/** All overloads, in .NET's order. */
export const MATH_METHODS: readonly MathMethod[] = [
  doubles('Acos', 'd', Math.acos),
  doubles('Acosh', 'd', Math.acosh),
  doubles('Asin', 'd', Math.asin),
  doubles('Asinh', 'd', Math.asinh),
  doubles('Atan', 'd', Math.atan),
  doubles('Atanh', 'd', Math.atanh),
  doubles('Atan2', 'y x', Math.atan2),
  doubles('Cbrt', 'd', Math.cbrt),
  doubles('Ceiling', 'a', Math.ceil),
  doubles('Cos', 'd', Math.cos),
  doubles('Cosh', 'value', Math.cosh),
  doubles('Exp', 'd', Math.exp),
  doubles('Floor', 'd', Math.floor),
  doubles('FusedMultiplyAdd', 'x y z', (x = 0, y = 0, z = 0) => fusedMultiplyAdd(x, y, z)),
  doubles('Log', 'd', Math.log),
  doubles('Log2', 'x', Math.log2),
  doubles('Log10', 'd', Math.log10),
  doubles('Pow', 'x y', (x = 0, y = 0) => pow(x, y)),
  doubles('Sin', 'a', Math.sin),
  method('SinCos', 'x', ['Double'], ['Double', 'Double'], (x = 0) => [Math.sin(Number(x)), Math.cos(Number(x))]),
  doubles('Sinh', 'value', Math.sinh),
  doubles('Sqrt', 'd', Math.sqrt),
  doubles('Tan', 'a', Math.tan),
  doubles('Tanh', 'value', Math.tanh),
  ...(['Int16', 'Int32', 'Int64', 'SByte'] as const).map((kind) => method('Abs', 'value', [kind], kind, absInteger(kind))),
  method('Abs', 'value', ['Decimal'], 'Decimal', (value) => asDecimal(value).abs()),
  ...each('Abs', 'value', ['Double', 'Single'], (value) => Math.abs(Number(value))),
  method('BigMul', 'a b', ['UInt32', 'UInt32'], 'UInt64', (a = 0, b = 0) => BigInt(Number(a)) * BigInt(Number(b))),
  method('BigMul', 'a b', ['Int32', 'Int32'], 'Int64', (a = 0, b = 0) => BigInt(Number(a)) * BigInt(Number(b))),
  method('BigMul', 'a b &low', ['UInt64', 'UInt64', 'UInt64'], 'UInt64', bigMul('UInt64')),
  method('BigMul', 'a b &low', ['Int64', 'Int64', 'Int64'], 'Int64', bigMul('Int64')),
  doubles('BitDecrement', 'x', (x = 0) => neighbour(x, false)),
  doubles('BitIncrement', 'x', (x = 0) => neighbour(x, true)),
  // .NET's NaN has its sign bit set.
  doubles('CopySign', 'x y', (x = 0, y = 0) => (y < 0 || Object.is(y, -0) || Number.isNaN(y) ? -Math.abs(x) : Math.abs(x))),
  method('DivRem', 'a b &result', ['Int32', 'Int32', 'Int32'], 'Int32', divRem),
  method('DivRem', 'a b &result', ['Int64', 'Int64', 'Int64'], 'Int64', divRem),
  ...DIV_REM.map((kind) => method('DivRem', 'left right', [kind, kind], [kind, kind], divRem)),
  method('Ceiling', 'd', ['Decimal'], 'Decimal', (d) => asDecimal(d).ceiling()),
  ...each('Clamp', 'value min max', ORDERED, clamp),
  method('Floor', 'd', ['Decimal'], 'Decimal', (d) => asDecimal(d).floor()),
  doubles('IEEERemainder', 'x y', (x = 0, y = 0) => ieeeRemainder(x, y)),
  doubles('ILogB', 'x', (x = 0) => ilogb(x), 'Int32'),
  doubles('Log', 'a newBase', (a = 0, base = 0) => logBase(a, base)),
  ...each('Max', 'val1 val2', ORDERED, largest),
  doubles('MaxMagnitude', 'x y', (x = 0, y = 0) => maxMagnitude(x, y)),
  ...each('Min', 'val1 val2', ORDERED, smallest),
  doubles('MinMagnitude', 'x y', (x = 0, y = 0) => minMagnitude(x, y)),
  doubles('ReciprocalEstimate', 'd', (d = 0) => 1 / d),
  doubles('ReciprocalSqrtEstimate', 'd', (d = 0) => 1 / Math.sqrt(d)),
  method('Round', 'd', ['Decimal'], 'Decimal', (d) => asDecimal(d).round()),
  method('Round', 'd decimals', ['Decimal', 'Int32'], 'Decimal', (d, decimals) => asDecimal(d).round(Number(decimals))),
  method('Round', 'd mode', ['Decimal', 'MidpointRounding'], 'Decimal', (d, mode) => asDecimal(d).round(0, roundingMode(mode))),
  method('Round', 'd decimals mode', ['Decimal', 'Int32', 'MidpointRounding'], 'Decimal', (d, decimals, mode) =>
    asDecimal(d).round(Number(decimals), roundingMode(mode)),
  ),
  doubles('Round', 'a', (a = 0) => roundDouble(a, 'ToEven')),
  method('Round', 'value digits', ['Double', 'Int32'], 'Double', (value, digits) => roundToDigits(Number(value), Number(digits))),
  method('Round', 'value mode', ['Double', 'MidpointRounding'], 'Double', (value, mode) => roundDouble(Number(value), roundingMode(mode))),
  method('Round', 'value digits mode', ['Double', 'Int32', 'MidpointRounding'], 'Double', (value, digits, mode) =>
    roundToDigits(Number(value), Number(digits), roundingMode(mode)),
  ),
  ...each('Sign', 'value', SIGNED, sign, 'Int32'),
  method('Truncate', 'd', ['Decimal'], 'Decimal', (d) => asDecimal(d).truncate()),
  doubles('Truncate', 'd', Math.trunc),
  method('ScaleB', 'x n', ['Double', 'Int32'], 'Double', (x, n) => scaleB(Number(x), Number(n))),
];

/** Math.PI. */
export const MATH_PI = Math.PI;
/** Math.E. */
export const MATH_E = Math.E;
/** Math.Tau. */
export const MATH_TAU = 2 * Math.PI;

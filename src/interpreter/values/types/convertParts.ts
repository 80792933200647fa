/** The parts of System.Convert: one value to a base type, numbers in other bases, Base64 and hexadecimal. Texts of .NET 10. */
import type { NativeContext } from '../context.ts';
import { cultureRules, rulesOf } from '../culture.ts';
import type { CultureName } from '../dotnet/culture.ts';
import { parseDateTime } from '../dotnet/dateParse.ts';
import { DateTime } from '../dotnet/datetime.ts';
import {
  ArgumentError,
  ArgumentNullError,
  ArgumentOutOfRangeError,
  FormatError,
  InvalidCastError,
  OverflowError,
} from '../dotnet/errors.ts';
import { INTEGER_FACTS, type IntegerKind } from '../dotnet/kinds.ts';
import { parseNumber } from '../dotnet/parseNumber.ts';
import { enumNumber } from '../enums.ts';
import { formatValue } from '../formatValue.ts';
import { convertNumber, KIND_TYPE, kindOfType, makeNumber, numericKind, rawNumber } from '../numbers.ts';
import { methodText } from '../text.ts';
import { typeNameOf } from '../typeNames.ts';
import { type NumericKind, PSChar, type Value } from '../value.ts';
import { supertypes } from './registry.ts';
import { clockOf } from './timeValues.ts';

/** What Convert converts to. */
export type ConvertTarget = Exclude<NumericKind, 'BigInteger'> | 'Boolean' | 'Char' | 'DateTime' | 'String';

const BASE_TYPES: Readonly<Record<string, ConvertTarget>> = {
  'System.Boolean': 'Boolean',
  'System.Char': 'Char',
  'System.DateTime': 'DateTime',
  'System.String': 'String',
  ...Object.fromEntries(
    Object.entries(KIND_TYPE)
      .filter(([kind]) => kind !== 'BigInteger')
      .map(([kind, type]) => [type, kind]),
  ),
};

/** The target that a type is, undefined for all others. */
export function targetOf(typeName: string): ConvertTarget | undefined {
  return BASE_TYPES[typeName];
}

function isConvertible(v: Value): boolean {
  return targetOf(typeNameOf(v)) !== undefined || enumNumber(v) !== undefined || supertypes(typeNameOf(v)).has('System.IConvertible');
}

function invalid(v: Value, target: string): InvalidCastError {
  const from = targetOf(typeNameOf(v)) ?? typeNameOf(v);
  return new InvalidCastError(`Invalid cast from '${from}' to '${target}'.`);
}

/** A value that is no IConvertible is refused. `change`: ChangeType's text. */
export function requireConvertible(v: Value, change = false): void {
  if (isConvertible(v)) return;
  throw new InvalidCastError(
    change ? 'Object must implement IConvertible.' : `Unable to cast object of type '${typeNameOf(v)}' to type 'System.IConvertible'.`,
  );
}

/** Convert.To…(value, provider). Throws FormatError, OverflowError, InvalidCastError. */
export function convertValue(value: Value, target: ConvertTarget, provider: Value | undefined, ctx: NativeContext): Value {
  if (target === 'String') return toStringValue(value, provider, ctx);
  if (value !== null) requireConvertible(value);
  const n = enumNumber(value);
  const v = n === undefined ? value : makeNumber(typeof n === 'bigint' ? 'Int64' : 'Int32', n);
  const culture = provider === null || provider === undefined ? cultureRules(ctx.culture) : rulesOf(provider, ctx);
  switch (target) {
    case 'Boolean':
      return toBoolean(v);
    case 'Char':
      return toChar(v);
    case 'DateTime':
      if (v === null) return DateTime.MIN;
      if (v instanceof DateTime) return v;
      if (typeof v === 'string') return parseDateTime(v, culture, 0, clockOf(ctx));
      throw invalid(v, 'DateTime');
    default:
      return toNumber(v, target, culture);
  }
}

function toStringValue(v: Value, provider: Value | undefined, ctx: NativeContext): Value {
  if (v === null) return '';
  return provider === null || provider === undefined ? methodText(v, ctx) : formatValue(v, '', rulesOf(provider, ctx), ctx);
}

function toBoolean(v: Value): Value {
  if (v === null) return false;
  if (typeof v === 'boolean') return v;
  if (typeof v === 'string') {
    const lower = v.trim().toLowerCase();
    if (lower === 'true') return true;
    if (lower === 'false') return false;
    throw new FormatError(`String '${v}' was not recognized as a valid Boolean.`);
  }
  const kind = numericKind(v);
  if (kind === null) throw invalid(v, 'Boolean');
  return String(rawNumber(v)) !== '0' && Number(rawNumber(v)) !== 0;
}

function toChar(v: Value): Value {
  if (v === null) throw new ArgumentNullError('value');
  if (v instanceof PSChar) return v;
  if (typeof v === 'string') {
    if (v.length !== 1) throw new FormatError('String must be exactly one character long.');
    return new PSChar(v.charCodeAt(0));
  }
  const kind = numericKind(v);
  if (kind === null || kind === 'Double' || kind === 'Single' || kind === 'Decimal') throw invalid(v, 'Char');
  const n = Number(rawNumber(v));
  if (n < 0 || n > 0xffff) throw new OverflowError('Value was either too large or too small for a character.');
  return new PSChar(n);
}

function toNumber(v: Value, kind: Exclude<NumericKind, 'BigInteger'>, culture: CultureName): Value {
  if (v === null) return makeNumber(kind, 0);
  if (typeof v === 'boolean') return makeNumber(kind, v ? 1 : 0);
  if (typeof v === 'string') return makeNumber(kind, parseNumber(kind, v, culture));
  if (v instanceof PSChar) {
    if (kind === 'Double' || kind === 'Single' || kind === 'Decimal') throw invalid(v, kind);
    return convertNumber(v.code, kind);
  }
  if (numericKind(v) === null) throw invalid(v, kind);
  return convertNumber(v, kind);
}

/** Convert.ChangeType. */
export function changeType(value: Value, typeName: string, provider: Value | undefined, ctx: NativeContext): Value {
  const target = targetOf(typeName);
  if (value === null) {
    if (target !== undefined && target !== 'String') throw new InvalidCastError('Null object cannot be converted to a value type.');
    return null;
  }
  const from = typeNameOf(value);
  if (from === typeName) return value;
  if (!isConvertible(value)) throw new InvalidCastError('Object must implement IConvertible.');
  if (target !== undefined) return convertValue(value, target, provider, ctx);
  if (typeName === 'System.Object') return value;
  throw new InvalidCastError(`Invalid cast from '${from}' to '${typeName}'.`);
}

const RANGE_TEXT: Partial<Record<IntegerKind, string>> = {
  Byte: 'Value was either too large or too small for an unsigned byte.',
  SByte: 'Value was either too large or too small for a signed byte.',
};

function rangeText(kind: IntegerKind): string {
  return RANGE_TEXT[kind] ?? `Value was either too large or too small for ${kind.startsWith('I') ? 'an' : 'a'} ${kind}.`;
}

/** Convert.ToInt32(text, fromBase) and its like. Throws ArgumentError, FormatError, OverflowError. */
export function fromBase(text: Value, base: number, kind: IntegerKind): Value {
  if (base !== 2 && base !== 8 && base !== 10 && base !== 16) throw new ArgumentError('Invalid Base.');
  if (text === null) return makeNumber(kind, 0);
  const source = text as string;
  if (source.length === 0)
    throw new ArgumentOutOfRangeError('Index was out of range. Must be non-negative and less than the size of the collection.');
  const facts = INTEGER_FACTS[kind];
  let at = 0;
  let negative = false;
  if (source[0] === '-') {
    if (base !== 10) throw new ArgumentError('String cannot contain a minus sign if the base is not 10.');
    if (!facts.signed) throw new OverflowError('The string was being parsed as an unsigned number and could not have a negative sign.');
    negative = true;
    at = 1;
  } else if (source[0] === '+') at = 1;
  if (base === 16 && /^0x/i.test(source.slice(at))) at += 2;
  const start = at;
  let n = 0n;
  for (; at < source.length; at++) {
    const digit = Number.parseInt(source.charAt(at), 36);
    if (Number.isNaN(digit) || digit >= base) break;
    n = n * BigInt(base) + BigInt(digit);
  }
  if (at === start) throw new FormatError('Could not find any recognizable digits.');
  if (at < source.length) throw new FormatError('Additional non-parsable characters are at the end of the string.');
  return makeNumber(kind, fitted(negative ? -n : n, base, kind));
}

/** In bases other than ten the digits are the bits of the number. */
function fitted(n: bigint, base: number, kind: IntegerKind): bigint {
  const facts = INTEGER_FACTS[kind];
  if (base === 10) {
    if (n < facts.min || n > facts.max) throw new OverflowError(rangeText(kind));
    return n;
  }
  if (n >= 1n << BigInt(facts.bits)) {
    const wide = facts.bits > 32 ? 'UInt64' : facts.bits === 32 || n >= 1n << 32n ? 'UInt32' : kind;
    throw new OverflowError(rangeText(wide));
  }
  return facts.signed ? BigInt.asIntN(facts.bits, n) : n;
}

/** Convert.ToString(value, toBase). Throws ArgumentError. */
export function toBase(value: Value, base: number): string {
  if (base !== 2 && base !== 8 && base !== 10 && base !== 16) throw new ArgumentError('Invalid Base.');
  const n = BigInt(rawNumber(value) as number | bigint);
  if (base === 10) return n.toString();
  const bits = INTEGER_FACTS[numericKind(value) as IntegerKind].bits;
  return BigInt.asUintN(bits, n).toString(base);
}

/** Convert.FromHexString. Throws FormatError. */
export function fromHex(text: string): number[] {
  if (text.length % 2 !== 0) throw new FormatError('The input is not a valid hex string as its length is not a multiple of 2.');
  if (!/^[0-9a-fA-F]*$/.test(text)) throw new FormatError('The input is not a valid hex string as it contains a non-hex character.');
  return (text.match(/../g) ?? []).map((t) => Number.parseInt(t, 16));
}

/** Convert.ToHexString. */
export function toHex(bytes: readonly number[]): string {
  return bytes.map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join('');
}

/** A part of a byte[] by offset and length. Throws as Convert does. */
export function bytePart(bytes: number[], offset: number, length: number): number[] {
  const negative = (name: string, n: number): ArgumentOutOfRangeError =>
    new ArgumentOutOfRangeError(name, `${name} ('${n}') must be a non-negative value.`, String(n));
  if (length < 0) throw negative('length', length);
  if (offset < 0) throw negative('offset', offset);
  if (offset > bytes.length - length) {
    const most = bytes.length - length;
    throw new ArgumentOutOfRangeError('offset', `offset ('${offset}') must be less than or equal to '${most}'.`, String(offset));
  }
  return bytes.slice(offset, offset + length);
}

/** True for the kinds that Convert knows. */
export function isConvertKind(typeName: string): boolean {
  return kindOfType(typeName) !== undefined && typeName !== 'System.Numerics.BigInteger';
}

/**
 * The value of a number literal: its type follows from suffix, format, length and size (tokenizer.cs TryGetNumberValue, Utils.cs
 * ParseBinary; about_Numeric_Literals).
 */
import type { NumberParts } from './scanNumbers.ts';
import type { NumberValue } from './token.ts';

/** 2^96 - 1, the greatest [decimal] without its scale. */
const maxDecimal = (1n << 96n) - 1n;

function integer(value: bigint, type: NumberValue['type']): NumberValue | null {
  const within = (low: bigint, high: bigint) => value >= low && value <= high;
  switch (type) {
    case 'SByte':
      return within(-128n, 127n) ? { type, value: Number(value) } : null;
    case 'Byte':
      return within(0n, 255n) ? { type, value: Number(value) } : null;
    case 'Int16':
      return within(-32768n, 32767n) ? { type, value: Number(value) } : null;
    case 'UInt16':
      return within(0n, 65535n) ? { type, value: Number(value) } : null;
    case 'Int32':
      return within(-(1n << 31n), (1n << 31n) - 1n) ? { type, value: Number(value) } : null;
    case 'UInt32':
      return within(0n, (1n << 32n) - 1n) ? { type, value: Number(value) } : null;
    case 'Int64':
      return within(-(1n << 63n), (1n << 63n) - 1n) ? { type, value } : null;
    case 'UInt64':
      return within(0n, (1n << 64n) - 1n) ? { type, value } : null;
    case 'BigInteger':
      return { type, value };
    case 'Decimal':
      return within(-maxDecimal, maxDecimal) ? { type, value: String(value) } : null;
    case 'Double': {
      const double = Number(value);
      return Number.isFinite(double) ? { type, value: double } : null;
    }
  }
}

/** The types that a suffix allows, the narrowest first. */
function typesOf(parts: NumberParts, suffix: string): NumberValue['type'][] {
  switch (suffix) {
    case 'y':
      return ['SByte'];
    case 'uy':
      return ['Byte'];
    case 's':
      return ['Int16'];
    case 'us':
      return ['UInt16'];
    case 'l':
      return ['Int64'];
    case 'ul':
      return ['UInt64'];
    case 'u':
      return ['UInt32', 'UInt64'];
    case 'd':
      return ['Decimal'];
    case 'n':
      return ['BigInteger'];
    default:
      return parts.format === 'decimal' && !parts.real ? ['Int32', 'Int64', 'Decimal', 'Double'] : ['Int32', 'Int64'];
  }
}

function fit(value: bigint, types: NumberValue['type'][]): NumberValue | null {
  for (const type of types) {
    const fitted = integer(value, type);
    if (fitted) return fitted;
  }
  return null;
}

/** Digits in two's complement: negative when the first bit is set. */
function signed(value: bigint, bits: number): bigint {
  return BigInt.asIntN(bits, value);
}

function hexValue(digits: string, suffix: string): { value: bigint; length: number } {
  let rest = digits;
  if (!suffix.startsWith('u')) {
    const lengths: Record<string, number> = { y: 2, s: 4, l: 16 };
    const expected = lengths[suffix] ?? (rest.length < 16 ? 8 : 16);
    // At full length the first digit carries the sign.
    if (rest.length === expected + 1) rest = rest.slice(1);
  }
  return { value: signed(BigInt(`0x${rest}`), rest.length * 4), length: rest.length };
}

function binaryValue(digits: string, suffix: string): bigint {
  const value = BigInt(`0b${digits}`);
  if (suffix.startsWith('u') || digits[0] === '0') return value;
  const { length } = digits;
  // Only these lengths have a sign bit.
  if (![8, 16, 32, 64, 96].includes(length) && length < 128) return value;
  return signed(value, Math.ceil(length / 8) * 8);
}

/** A [decimal]'s text: at most 28 places and 96 bits, rounded half to even, or null when it is too large. */
function decimalText(digits: string, multiplier: bigint): string | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(digits);
  if (!match) return null;
  const exponent = Number(match[4] ?? 0);
  if (Math.abs(exponent) > 10000) return exponent < 0 ? '0' : null;
  const fraction = match[3] ?? '';
  let mantissa = BigInt(`${match[2]}${fraction}` || '0');
  let scale = fraction.length - exponent;
  if (scale < 0) {
    mantissa *= 10n ** BigInt(-scale);
    scale = 0;
  }
  const shorten = (drop: number): void => {
    const power = 10n ** BigInt(drop);
    const rest = mantissa % power;
    const half = power / 2n;
    mantissa /= power;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa++;
    scale -= drop;
  };
  if (scale > 28) shorten(scale - 28);
  while (mantissa > maxDecimal && scale > 0) shorten(1);
  mantissa *= multiplier;
  while (mantissa > maxDecimal && scale > 0) shorten(1);
  if (mantissa > maxDecimal) return null;
  const text = mantissa.toString().padStart(scale + 1, '0');
  const sign = match[1] === '-' && mantissa !== 0n ? '-' : '';
  return sign + (scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`);
}

/** Math.Round: half to even. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The literal's value, or null when its type cannot hold it. */
export function numberValue(parts: NumberParts): NumberValue | null {
  const { digits, suffix, multiplier } = parts;
  if (parts.real) {
    if (suffix === 'd') {
      const text = decimalText(digits, multiplier);
      return text === null ? null : { type: 'Decimal', value: text };
    }
    const value = Number(digits) * Number(multiplier);
    if (suffix === '') return { type: 'Double', value };
    if (!Number.isFinite(value)) return null;
    return fit(BigInt(roundHalfEven(value)), typesOf(parts, suffix));
  }
  const negative = digits[0] === '-';
  const body = /^[+-]/.test(digits) ? digits.slice(1) : digits;
  if (body === '') return null;
  let value: bigint;
  let type = suffix;
  if (parts.format === 'hex') {
    const hex = hexValue(body, suffix);
    value = hex.value;
    // 16 digits make a [long] even where the value is small.
    if (hex.length === 16 && (suffix === '' || suffix === 'u')) type = `${suffix}l`;
  } else if (parts.format === 'binary') {
    value = binaryValue(body, suffix);
    if (body.length === 64 && (suffix === '' || suffix === 'u')) type = `${suffix}l`;
  } else value = BigInt(body);
  if (negative) value = -value;
  return fit(value * multiplier, typesOf(parts, type));
}

/** Conversions between numbers, and from what .NET calls IConvertible (bool, char, DateTime, enums). LanguagePrimitives.cs. */
import type { NativeContext } from './context.ts';
import { conversionRank, Rank } from './conversionRank.ts';
import { convertTo } from './convert.ts';
import { Decimal } from './dotnet/decimal.ts';
import { InvalidCastError, OverflowError } from './dotnet/errors.ts';
import { convertStringToNumber, stringCastErrorId } from './dotnet/powershellNumber.ts';
import { enumNumber, enumValueText } from './enums.ts';
import { castError, isNetError, toException } from './faults.ts';
import { convertNumber, kindOfType, makeNumber, numericKind, rawNumber } from './numbers.ts';
import { methodText, toText } from './text.ts';
import { simpleTypeName } from './typeNames.ts';
import { elementTypeOf } from './typeSyntax.ts';
import { type NumericKind, PSChar, type Value } from './value.ts';

/** A number or string to a number. Throws InvalidCastIConvertible, InvalidCastFromStringTo…. */
export function convertToNumber(value: Value, kind: NumericKind, to: string): Value {
  try {
    if (typeof value === 'string') return makeNumber(kind, convertStringToNumber(value, kind));
    return convertNumber(value, kind);
  } catch (e) {
    if (!isNetError(e)) throw e;
    const id = typeof value === 'string' ? stringCastErrorId(kind) : 'InvalidCastIConvertible';
    const shown = typeof value === 'string' ? value : numberText(value);
    throw castError(id, `Cannot convert value "${shown}" to type "${to}". Error: "${e.message}"`, toException(e));
  }
}

function numberText(value: Value): string {
  const raw = rawNumber(value);
  return raw instanceof Decimal ? raw.toString() : String(raw).replace('e+', 'E+').replace('e-', 'E-');
}

const SHORT_CONVERT: Record<string, string> = { 'System.Boolean': 'Boolean', 'System.Char': 'Char', 'System.DateTime': 'DateTime' };

/** Conversions through IConvertible; undefined for values that have no such interface. */
export function convertConvertible(bare: Value, from: string, to: string, ctx: NativeContext): Value | undefined {
  const number = numericKind(bare);
  if (number !== null) {
    if (to === 'System.Char') return attempt(bare, to, ctx, () => numberToChar(bare, number));
    if (number === 'BigInteger' || elementTypeOf(to) !== null || conversionRank('System.String', to) === Rank.None) return undefined;
    return convertTo(toText(bare, ctx), to, ctx);
  }
  const enumValue = enumNumber(bare);
  const isEnum = enumValue !== undefined;
  if (typeof bare !== 'boolean' && !(bare instanceof PSChar) && from !== 'System.DateTime' && !isEnum) return undefined;
  const kind = kindOfType(to);
  return attempt(bare, to, ctx, () => {
    if (typeof bare === 'boolean' && kind !== undefined) return makeNumber(kind, bare ? 1 : 0);
    if (isEnum && kind !== undefined) return enumToNumber(enumValue, kind);
    if (bare instanceof PSChar && kind !== undefined && kind !== 'Decimal' && kind !== 'BigInteger') return convertNumber(bare.code, kind);
    if (bare instanceof PSChar && to === 'System.Char') return bare;
    throw new InvalidCastError(invalidCastText(from, to, isEnum ? enumValueText(bare) : ''));
  });
}

function enumToNumber(n: number | bigint, kind: NumericKind): Value {
  const source = typeof n === 'bigint' || (n | 0) !== n ? makeNumber('Int64', BigInt(n)) : n;
  return convertNumber(source, kind);
}

function invalidCastText(from: string, to: string, _shown: string): string {
  const known = SHORT_CONVERT[from];
  const target = kindOfType(to) !== undefined || SHORT_CONVERT[to] !== undefined;
  if (known !== undefined && target) return `Invalid cast from '${known}' to '${simpleTypeName(to)}'.`;
  return `Invalid cast from '${from}' to '${to}'.`;
}

function numberToChar(bare: Value, kind: NumericKind): Value {
  if (kind === 'Double' || kind === 'Single' || kind === 'Decimal') throw new InvalidCastError(`Invalid cast from '${kind}' to 'Char'.`);
  const n = Number(rawNumber(bare));
  if (n < 0 || n > 0xffff) throw new OverflowError('Value was either too large or too small for a character.');
  return new PSChar(n);
}

function attempt(value: Value, to: string, ctx: NativeContext, action: () => Value): Value {
  try {
    return action();
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw castError(
      'InvalidCastIConvertible',
      `Cannot convert value "${methodText(value, ctx)}" to type "${to}". Error: "${e.message}"`,
      toException(e),
    );
  }
}

/** The number that an arithmetic operand stands for: enums, chars and booleans as their numbers; undefined for others. */
export function operandNumber(value: Value): Value | undefined {
  if (numericKind(value) !== null) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof PSChar) return value.code;
  const n = enumNumber(value);
  return n === undefined ? undefined : typeof n === 'bigint' ? makeNumber('Int64', n) : n;
}

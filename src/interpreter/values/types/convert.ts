/** System.Convert. */

import type { NativeContext } from '../context.ts';
import type { MethodBody } from '../descriptor.ts';
import { fromBase64, toBase64 } from '../dotnet/base64.ts';
import { ArgumentNullError, InvalidCastError } from '../dotnet/errors.ts';
import type { IntegerKind } from '../dotnet/kinds.ts';
import { enumNumber } from '../enums.ts';
import { shortTypeName, typeNameOf } from '../typeNames.ts';
import { EnumValue, TypeValue, type Value } from '../value.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { bytePart, type ConvertTarget, changeType, convertValue, fromBase, fromHex, toBase, toHex } from './convertParts.ts';
import { enumOf, int, text } from './define.ts';
import { TYPE_CODES } from './numeric.ts';
import { registerType } from './registry.ts';
import { methods } from './tables.ts';

const SOURCES = [
  'bool',
  'char',
  'sbyte',
  'byte',
  'short',
  'ushort',
  'int',
  'uint',
  'long',
  'ulong',
  'float',
  'double',
  'decimal',
  'string',
  'datetime',
];
const TARGETS: ConvertTarget[] = [
  'Boolean',
  'Byte',
  'Char',
  'DateTime',
  'Decimal',
  'Double',
  'Int16',
  'Int32',
  'Int64',
  'SByte',
  'Single',
  'String',
  'UInt16',
  'UInt32',
  'UInt64',
];
const BASED = new Set<ConvertTarget>(['Byte', 'SByte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64']);

/** All overloads of Convert.To… for one target. */
function overloads(target: ConvertTarget): Record<string, MethodBody> {
  const short = shortTypeName(`System.${target}`);
  const head = `${short} To${target}`;
  const plain: MethodBody = (_s, [v], ctx) => convertValue(v ?? null, target, null, ctx);
  const cultured: MethodBody = (_s, [v, c], ctx) => convertValue(v ?? null, target, c, ctx);
  const table: Record<string, MethodBody> = {
    [`${head}(System.Object value)`]: plain,
    [`${head}(System.Object value, System.IFormatProvider provider)`]: cultured,
  };
  for (const source of SOURCES) table[`${head}(${source} value)`] = plain;
  table[`${head}(string value, System.IFormatProvider provider)`] = cultured;
  if (BASED.has(target)) {
    table[`${head}(string value, int fromBase)`] = (_s, [v, n]) => fromBase(v ?? null, int(n), target as IntegerKind);
  }
  if (target === 'String') {
    for (const source of SOURCES) {
      if (source !== 'string') table[`${head}(${source} value, System.IFormatProvider provider)`] = cultured;
    }
    for (const source of ['byte', 'short', 'int', 'long']) {
      table[`${head}(${source} value, int toBase)`] = (_s, [v, n]) => toBase(v ?? 0, int(n));
    }
  }
  return table;
}

const CODE_TYPES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(TYPE_CODES).map(([name, n]) => [n, `System.${name}`]),
);

function byType(value: Value | undefined, type: Value | undefined, provider: Value | undefined, ctx: NativeContext): Value {
  if (!(type instanceof TypeValue)) throw new ArgumentNullError('conversionType');
  return changeType(value ?? null, type.name, provider, ctx);
}

function byCode(value: Value | undefined, code: Value | undefined, provider: Value | undefined, ctx: NativeContext): Value {
  const n = enumOf(code);
  if (value === null && (n === 0 || n === 18 || n === 1)) return null;
  if (n === 0) throw new InvalidCastError('Object cannot be cast to Empty.');
  if (n === 2) throw new InvalidCastError('Object cannot be cast to DBNull.');
  return changeType(value ?? null, CODE_TYPES[n] ?? 'System.Object', provider, ctx);
}

function typeCode(v: Value | undefined): Value {
  if (v === null || v === undefined) return new EnumValue('System.TypeCode', 0);
  const name = enumNumber(v) === undefined ? typeNameOf(v).replace(/^System\./, '') : 'Int32';
  return new EnumValue('System.TypeCode', TYPE_CODES[name] ?? 1);
}

function bytesArg(v: Value | undefined): number[] {
  if (v === null || v === undefined) throw new ArgumentNullError('inArray');
  return bytesOf(v);
}

const OPTIONS = 'System.Base64FormattingOptions options';

registerType({
  name: 'System.Convert',
  isStatic: true,
  isAbstract: true,
  isSealed: true,
  staticMethods: methods(
    {
      'System.Object ChangeType(System.Object value, System.TypeCode typeCode)': (_s, [v, t], ctx) => byCode(v, t, null, ctx),
      'System.Object ChangeType(System.Object value, System.TypeCode typeCode, System.IFormatProvider provider)': (_s, [v, t, c], ctx) =>
        byCode(v, t, c, ctx),
      'System.Object ChangeType(System.Object value, type conversionType)': (_s, [v, t], ctx) => byType(v, t, null, ctx),
      'System.Object ChangeType(System.Object value, type conversionType, System.IFormatProvider provider)': (_s, [v, t, c], ctx) =>
        byType(v, t, c, ctx),
      'byte[] FromBase64String(string s)': (_s, [s]) => byteArray(fromBase64(text(s, 's'))),
      'byte[] FromHexString(string s)': (_s, [s]) => byteArray(fromHex(text(s, 's'))),
      'System.TypeCode GetTypeCode(System.Object value)': (_s, [v]) => typeCode(v),
      'bool IsDBNull(System.Object value)': (_s, [v]) => typeNameOf(v ?? null) === 'System.DBNull',
      'string ToBase64String(byte[] inArray)': (_s, [b]) => toBase64(bytesArg(b)),
      [`string ToBase64String(byte[] inArray, ${OPTIONS})`]: (_s, [b, o]) => toBase64(bytesArg(b), enumOf(o) === 1),
      'string ToBase64String(byte[] inArray, int offset, int length)': (_s, [b, i, n]) => toBase64(bytePart(bytesArg(b), int(i), int(n))),
      [`string ToBase64String(byte[] inArray, int offset, int length, ${OPTIONS})`]: (_s, [b, i, n, o]) =>
        toBase64(bytePart(bytesArg(b), int(i), int(n)), enumOf(o) === 1),
      'string ToHexString(byte[] inArray)': (_s, [b]) => toHex(bytesArg(b)),
      'string ToHexString(byte[] inArray, int offset, int length)': (_s, [b, i, n]) => toHex(bytePart(bytesArg(b), int(i), int(n))),
      'string ToHexStringLower(byte[] inArray)': (_s, [b]) => toHex(bytesArg(b)).toLowerCase(),
      'string ToHexStringLower(byte[] inArray, int offset, int length)': (_s, [b, i, n]) =>
        toHex(bytePart(bytesArg(b), int(i), int(n))).toLowerCase(),
    },
    ...TARGETS.map(overloads),
  ),
});

/** String.Format and IFormattable: -f, ToString(format), alignment. */
import { PSArray } from './collections.ts';
import type { NativeContext } from './context.ts';
import { cultureRules } from './culture.ts';
import { formatComposite } from './dotnet/composite.ts';
import type { CultureName } from './dotnet/culture.ts';
import { FormatError } from './dotnet/errors.ts';
import { formatNumber } from './dotnet/numberFormat.ts';
import { enumNumber, enumValueText } from './enums.ts';
import { isNetError, runtimeError, toException } from './faults.ts';
import { numericKind, rawNumber } from './numbers.ts';
import { methodText, toText } from './text.ts';
import { typeNameOf, unwrap } from './typeNames.ts';
import { findType } from './types/registry.ts';
import type { Value } from './value.ts';

/** A value by a format string as IFormattable has it; types without formats ignore it. Throws FormatError. */
export function formatValue(value: Value, format: string, culture: CultureName, ctx: NativeContext): string {
  const bare = unwrap(value);
  if (bare === null) return '';
  const kind = numericKind(bare);
  if (kind !== null) return formatNumber(kind, rawNumber(bare), format, culture);
  if (enumNumber(bare) !== undefined) return formatEnum(bare, format);
  const shape = findType(typeNameOf(bare));
  if (shape?.formatIn !== undefined) return shape.formatIn(bare, format, culture, ctx);
  if (format !== '' && shape?.format !== undefined) return shape.format(bare, format, ctx);
  if (shape?.textIn !== undefined) return shape.textIn(bare, culture, ctx);
  return methodText(value, ctx);
}

function formatEnum(value: Value, format: string): string {
  const n = BigInt(enumNumber(value) ?? 0);
  switch (format.toLowerCase()) {
    case '':
    case 'g':
    case 'f':
      return enumValueText(value);
    case 'd':
      return String(n);
    case 'x':
      return BigInt.asUintN(32, n).toString(16).toUpperCase().padStart(8, '0');
    default:
      throw new FormatError('Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".');
  }
}

/** String.Format. Throws FormatError. */
export function formatText(format: string, args: readonly Value[], culture: CultureName, ctx: NativeContext): string {
  return formatComposite(format, args.length, (index, itemFormat) => formatValue(args[index] as Value, itemFormat, culture, ctx));
}

/** The -f operator. Throws FormatError (id). */
export function formatOperator(left: Value, right: Value, ctx: NativeContext): string {
  const format = toText(left, ctx);
  const bare = unwrap(right);
  const spread =
    bare instanceof PSArray && bare.lengths === null && (bare.elementType === 'System.Object' || !isValueElement(bare.elementType));
  const args = spread ? bare.items : [right];
  try {
    const text = formatText(format, args, cultureRules(ctx.culture), ctx);
    if (text.length > 100_000) ctx.allocate(text.length * 2);
    return text;
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw runtimeError('FormatError', `Error formatting a string: ${e.message}.`, { target: format, inner: toException(e) });
  }
}

function isValueElement(type: string): boolean {
  const shape = findType(type);
  return shape?.isValueType === true || shape?.enumNames !== undefined;
}

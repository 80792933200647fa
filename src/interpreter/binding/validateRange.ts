/** [ValidateRange]: limits or a kind (PowerShell: engine/Attributes.cs ValidateRangeAttribute). */
import type { AttributeSpec } from '../values/code.ts';
import { compareValues } from '../values/compare.ts';
import type { NativeContext } from '../values/context.ts';
import { tryConvertTo } from '../values/convert.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import { EnumValue, type Value } from '../values/value.ts';
import { invalid, isNull, shown } from './validation.ts';

const KINDS = ['Positive', 'NonNegative', 'Negative', 'NonPositive'] as const;
type RangeKind = (typeof KINDS)[number];

/** Types in the order of .NET's TypeCode; what is missing counts as Object. */
const CODES: Record<string, number> = {
  'System.Boolean': 3,
  'System.Char': 4,
  'System.SByte': 5,
  'System.Byte': 6,
  'System.Int16': 7,
  'System.UInt16': 8,
  'System.Int32': 9,
  'System.UInt32': 10,
  'System.Int64': 11,
  'System.UInt64': 12,
  'System.Single': 13,
  'System.Double': 14,
  'System.Decimal': 15,
  'System.DateTime': 16,
  'System.String': 18,
};
const SIGNED = new Set([5, 7, 9, 11]);

function commonType(a: string, b: string): string | null {
  const left = CODES[a] ?? 1;
  const right = CODES[b] ?? 1;
  const code = Math.max(left, right);
  const signed = SIGNED.has(left) || SIGNED.has(right);
  if (code <= 9) return 'System.Int32';
  if (code === 10) return signed ? 'System.Double' : 'System.UInt32';
  if (code === 11) return 'System.Int64';
  if (code === 12) return signed ? 'System.Double' : 'System.UInt64';
  if (code === 15) return 'System.Decimal';
  return code === 13 || code === 14 ? 'System.Double' : null;
}

function lastName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function kindOf(value: unknown): RangeKind | null {
  if (value instanceof EnumValue && value.typeName.endsWith('ValidateRangeKind')) return KINDS[Number(value.value)] ?? null;
  if (typeof value !== 'string') return null;
  return KINDS.find((k) => k.toLowerCase() === value.toLowerCase()) ?? null;
}

const FAILED = {
  Positive: ['ValidateRangePositiveFailure', 'rangePositive'],
  NonNegative: ['ValidateRangeNonNegativeFailure', 'rangeNonNegative'],
  Negative: ['ValidateRangeNegativeFailure', 'rangeNegative'],
  NonPositive: ['ValidateRangeNonPositiveFailure', 'rangeNonPositive'],
} as const;

function isInKind(kind: RangeKind, zeroToValue: number): boolean {
  if (kind === 'Positive') return zeroToValue < 0;
  if (kind === 'NonNegative') return zeroToValue <= 0;
  return kind === 'Negative' ? zeroToValue > 0 : zeroToValue >= 0;
}

function checkKind(kind: RangeKind, element: Value, ctx: NativeContext): void {
  const type = typeNameOf(element);
  const common = type === 'System.TimeSpan' ? type : commonType('System.Int32', type);
  if (common === null) throw invalid('ValidationRangeElementType', 'rangeType', lastName(type), 'Int32');
  const converted = tryConvertTo(element, common, ctx);
  const zero = tryConvertTo(0, common, ctx);
  if (converted === undefined || zero === undefined) {
    throw invalid('ValidationRangeElementType', 'rangeType', lastName(type), lastName(common));
  }
  if (isInKind(kind, compareValues(zero, converted, false, ctx))) return;
  const [id, text] = FAILED[kind];
  throw invalid(id, text, shown(converted, ctx));
}

/** Limits brought to one type. Throws where that can't be done or they are in the wrong order. */
function limitsOf(spec: AttributeSpec, ctx: NativeContext): { min: Value; max: Value; type: string } {
  let min = (spec.positional[0] ?? null) as Value;
  let max = (spec.positional[1] ?? null) as Value;
  let type = typeNameOf(min);
  const other = typeNameOf(max);
  if (type !== other) {
    const common = commonType(type, other);
    const low = common === null ? undefined : tryConvertTo(min, common, ctx);
    const high = common === null ? undefined : tryConvertTo(max, common, ctx);
    if (common === null || low === undefined || high === undefined) {
      throw invalid('MinRangeNotTheSameTypeOfMaxRange', 'rangeLimitTypes', lastName(type), lastName(other));
    }
    min = low;
    max = high;
    type = common;
  }
  if (compareValues(min, max, false, ctx) > 0) throw invalid('MaxRangeSmallerThanMinRange', 'rangeOrder');
  return { min, max, type };
}

/** Checks each element against the range. Throws ValidationMetadataException. */
export function checkRange(spec: AttributeSpec, elements: readonly Value[], ctx: NativeContext): void {
  const kind = spec.positional.length === 1 ? kindOf(spec.positional[0]) : null;
  const limits = kind === null ? limitsOf(spec, ctx) : null;
  for (const item of elements) {
    if (isNull(item)) throw invalid('ArgumentIsEmpty', 'isNull');
    let element = unwrap(item);
    if (kind !== null) {
      checkKind(kind, element, ctx);
      continue;
    }
    if (limits === null) continue;
    const own = typeNameOf(element);
    if (own !== limits.type) {
      const converted = tryConvertTo(element, limits.type, ctx);
      if (converted === undefined) throw invalid('ValidationRangeElementType', 'rangeType', lastName(own), lastName(limits.type));
      element = converted;
    }
    if (compareValues(limits.min, element, false, ctx) > 0) {
      throw invalid('ValidateRangeTooSmall', 'tooSmall', shown(element, ctx), shown(limits.min, ctx));
    }
    if (compareValues(limits.max, element, false, ctx) < 0) {
      throw invalid('ValidateRangeTooBig', 'tooBig', shown(element, ctx), shown(limits.max, ctx));
    }
  }
}

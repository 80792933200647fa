/** Equality and order of values: -eq, -lt and their like as Binders.cs has them, LanguagePrimitives.Compare for Sort-Object. */

import { callMethod } from './classes.ts';
import { PSDictionaryEntry } from './collections.ts';
import type { NativeContext } from './context.ts';
import { conversionRank, Rank } from './conversionRank.ts';
import { convertTo, convertToName } from './convert.ts';
import { convertToScriptClass } from './convertScriptClass.ts';
import { Decimal } from './dotnet/decimal.ts';
import { scanNumberString } from './dotnet/powershellNumber.ts';
import { compareCulture } from './dotnet/stringCompare.ts';
import { enumNumber } from './enums.ts';
import { PSException, TerminatingError } from './errors.ts';
import { isNetError, runtimeError } from './faults.ts';
import { HeapObject } from './heap.ts';
import { KIND_TYPE, kindOfType, makeNumber, numericKind, rawNumber } from './numbers.ts';
import { findScriptMethods } from './scriptCalls.ts';
import { ScriptEnumValue, ScriptObject } from './scriptClass.ts';
import { toText } from './text.ts';
import { typeNameOf, unwrap } from './typeNames.ts';
import { findType } from './types/registry.ts';
import { EnumValue, isAutomationNull, PSChar, PSNumber, TypeValue, type Value } from './value.ts';

/** .NET's Equals: same type and value, or same object. */
export function sameValue(x: Value, y: Value): boolean {
  const a = unwrap(x);
  const b = unwrap(y);
  if (a === b) return typeof a !== 'number' || !Number.isNaN(a);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    // NaN equals NaN; 2.0 boxed and 2 are of different types.
    return typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b);
  }
  if (a instanceof PSNumber) return b instanceof PSNumber && a.kind === b.kind && a.value === b.value;
  if (a instanceof Decimal) return b instanceof Decimal && a.equals(b);
  if (a instanceof PSChar) return b instanceof PSChar && a.code === b.code;
  if (a instanceof EnumValue) return b instanceof EnumValue && a.typeName === b.typeName && a.value === b.value;
  if (a instanceof ScriptEnumValue) return b instanceof ScriptEnumValue && a.type === b.type && a.value === b.value;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof PSDictionaryEntry) return b instanceof PSDictionaryEntry && sameValue(a.key, b.key) && sameValue(a.value, b.value);
  if (a instanceof PSException && a.script !== null) return a.script === b;
  if (b instanceof PSException && b.script !== null) return b.script === a;
  const name = typeNameOf(a);
  if (name !== typeNameOf(b)) return false;
  const shape = findType(name);
  if (shape?.equals !== undefined) return shape.equals(a, b);
  if (a instanceof HeapObject || b instanceof HeapObject) return false;
  return shape?.compare !== undefined && shape.compare(a, b) === 0;
}

/** True if two strings are equal as -eq compares them: under the invariant culture. */
export function textEquals(a: string, b: string, ignoreCase: boolean): boolean {
  if (a === b) return true;
  return compareCulture(a, b, ignoreCase) === 0;
}

/** -eq of two single values. Conversions that fail make it false. */
export function looseEquals(x: Value, y: Value, ignoreCase: boolean, ctx: NativeContext): boolean {
  if (typeof x === 'number' && typeof y === 'number') return x === y;
  const a = unwrap(x);
  const b = unwrap(y);
  const aNull = a === null || isAutomationNull(a);
  const bNull = b === null || isAutomationNull(b);
  if (aNull || bNull) return aNull && bNull;
  if (typeof a === 'string') return textEquals(a, typeof b === 'string' ? b : toText(y, ctx), ignoreCase);
  const kind = numericKind(a);
  if (kind !== null && kind !== 'BigInteger') {
    const n = numericOperand(b, KIND_TYPE[kind], ctx, true);
    if (n === 'failed') return false;
    if (n !== undefined) return compareNumbers(a, n) === 0;
  }
  if (a instanceof PSChar && ignoreCase) {
    if (b instanceof PSChar) return upper(a.code) === upper(b.code);
    if (typeof b === 'string') return b.length === 1 && upper(a.code) === upper(b.charCodeAt(0));
  }
  const enumA = enumNumber(a);
  if (enumA !== undefined && numericKind(b) !== null) return compareNumbers(makeInteger(enumA), b) === 0;
  if (sameValue(a, b)) return true;
  if (a instanceof ScriptObject || a instanceof ScriptEnumValue) return scriptEquals(a, b, ctx);
  if (a instanceof HeapObject && findType(typeNameOf(a))?.equals === undefined) return false;
  return equalsConverted(a, b, ctx);
}

function upper(code: number): number {
  const c = String.fromCharCode(code).toUpperCase();
  return c.length === 1 ? c.charCodeAt(0) : code;
}

function makeInteger(n: number | bigint): Value {
  return typeof n === 'bigint' || (n | 0) !== n ? makeNumber('Int64', BigInt(n)) : n;
}

function equalsConverted(a: Value, b: Value, ctx: NativeContext): boolean {
  const type = typeNameOf(a);
  const rank = a instanceof TypeValue ? (typeof b === 'string' ? Rank.Language : Rank.None) : conversionRank(typeNameOf(b), type);
  if (rank === Rank.None || rank === Rank.Identity || rank === Rank.Assignable) return false;
  try {
    return sameValue(a, convertToName(b, a instanceof TypeValue ? 'System.Type' : type, ctx));
  } catch (e) {
    if (e instanceof TerminatingError) return false;
    throw e;
  }
}

/** Instances of script classes: their Equals method, else identity; enums also by name and number. */
function scriptEquals(a: ScriptObject | ScriptEnumValue, b: Value, ctx: NativeContext): boolean {
  if (a instanceof ScriptEnumValue) {
    try {
      return sameValue(a, convertToScriptClass(b, a.type, ctx));
    } catch (e) {
      if (e instanceof TerminatingError) return false;
      throw e;
    }
  }
  const result = callMethod(a, a.type, 'Equals', [b], ctx);
  return result === true;
}

/**
 * The other operand of a number as a number: chars, booleans, enums, null as 0, strings by their literal.
 * undefined: not a number; 'failed' (with `soft`): a string that is none.
 */
export function numericOperand(b: Value, otherType: string, ctx: NativeContext, soft: boolean): Value | undefined | 'failed' {
  if (b === null || isAutomationNull(b)) return 0;
  const kind = numericKind(b);
  if (kind !== null) return kind === 'BigInteger' ? undefined : b;
  if (typeof b === 'boolean') return b ? 1 : 0;
  if (b instanceof PSChar) return b.code;
  const n = enumNumber(b);
  if (n !== undefined) return makeInteger(n);
  if (typeof b !== 'string') return undefined;
  try {
    return stringOperand(b, otherType, ctx);
  } catch (e) {
    if (soft && e instanceof TerminatingError) return 'failed';
    throw e;
  }
}

/** Parser.ScanNumber with coercion: a literal, else a conversion to the other operand's type (int if that is no number). */
export function stringOperand(text: string, otherType: string, ctx: NativeContext): Value {
  const scanned = scanNumberString(text);
  if (scanned !== null) return makeNumber(scanned.kind, scanned.value);
  return convertTo(text, kindOfType(otherType) === undefined ? 'System.Int32' : otherType, ctx);
}

/** Order of two numbers of any kinds; NaN is below all else and unequal to all with `===`. */
export function compareNumbers(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
  const x = rawNumber(a);
  const y = rawNumber(b);
  if (x instanceof Decimal || y instanceof Decimal) return compareDecimals(x, y);
  if (x < y) return -1;
  if (x > y) return 1;
  // Comparison of bigint and number is exact in JavaScript; what is neither less nor greater is equal, or NaN.
  return Number.isNaN(Number(x)) || Number.isNaN(Number(y)) ? Number.NaN : 0;
}

function compareDecimals(x: number | bigint | Decimal, y: number | bigint | Decimal): number {
  const asDouble = (n: number | bigint | Decimal): number => (n instanceof Decimal ? n.toDouble() : Number(n));
  const toDecimal = (n: number | bigint | Decimal): Decimal | null => {
    if (n instanceof Decimal) return n;
    if (typeof n === 'bigint' || Number.isInteger(n)) return typeof n === 'number' && Math.abs(n) > 7e28 ? null : Decimal.fromInteger(n);
    try {
      return Decimal.fromDouble(n);
    } catch (e) {
      if (isNetError(e)) return null;
      throw e;
    }
  };
  const p = toDecimal(x);
  const q = toDecimal(y);
  if (p !== null && q !== null) return p.compare(q);
  const a = asDouble(x);
  const b = asDouble(y);
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
}

/** True if a value is less than zero. */
function isNegative(v: Value): boolean {
  return compareNumbers(v, 0) < 0;
}

/** -lt, -gt, Sort-Object: negative, 0, positive (NaN for the unordered). Throws ComparisonFailure or NotIcomparable. */
export function compareValues(x: Value, y: Value, ignoreCase: boolean, ctx: NativeContext): number {
  if (typeof x === 'number' && typeof y === 'number') return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
  const a = unwrap(x);
  const b = unwrap(y);
  const aNull = a === null || isAutomationNull(a);
  const bNull = b === null || isAutomationNull(b);
  if (aNull) return bNull ? 0 : numericKind(b) !== null && isNegative(b) ? 1 : -1;
  if (bNull) return numericKind(a) !== null && isNegative(a) ? -1 : 1;
  if (typeof a === 'string') return compareCulture(a, typeof b === 'string' ? b : toText(y, ctx), ignoreCase);
  const kind = numericKind(a);
  if (kind !== null && kind !== 'BigInteger') {
    // A string that is no number fails as a conversion, not as a comparison.
    const n = numericOperand(b, KIND_TYPE[kind], ctx, false);
    if (n !== undefined && n !== 'failed') return compareNumbers(a, n);
  }
  if (!isComparable(a)) {
    if (sameValue(a, b)) return 0;
    throw runtimeError('NotIcomparable', `Cannot compare "${toText(x, ctx)}" because it is not IComparable.`);
  }
  return compareSame(a, convertForComparison(x, y, a, b, ctx), x, ctx);
}

/** True for IComparable. */
function isComparable(a: Value): boolean {
  if (typeof a !== 'object' || a === null || a instanceof PSChar || numericKind(a) !== null || enumNumber(a) !== undefined) return true;
  if (a instanceof ScriptObject) return findScriptMethods(a.type, 'compareto', false).length > 0;
  return findType(typeNameOf(a))?.compare !== undefined;
}

function convertForComparison(x: Value, y: Value, a: Value, b: Value, ctx: NativeContext): Value {
  try {
    if (a instanceof ScriptObject) return b;
    if (a instanceof ScriptEnumValue) return convertToScriptClass(b, a.type, ctx);
    return convertToName(b, typeNameOf(a), ctx);
  } catch (e) {
    throw e instanceof TerminatingError ? comparisonFailure(x, y, e, ctx) : e;
  }
}

function comparisonFailure(x: Value, y: Value, e: TerminatingError, ctx: NativeContext): TerminatingError {
  const inner = e.record.exception;
  return runtimeError('ComparisonFailure', `Could not compare "${toText(x, ctx)}" to "${toText(y, ctx)}". Error: "${inner.message}"`, {
    inner,
  });
}

/** IComparable.CompareTo of two values of one type. */
function compareSame(a: Value, b: Value, shown: Value, ctx: NativeContext): number {
  if (typeof a === 'boolean') return Number(a) - Number(b as boolean);
  if (numericKind(a) !== null) return compareNumbers(a, b);
  if (a instanceof PSChar) return a.code - (b as PSChar).code;
  const n = enumNumber(a);
  const m = enumNumber(b);
  if (n !== undefined && m !== undefined) return n < m ? -1 : n > m ? 1 : 0;
  if (a instanceof ScriptObject) {
    const result = callMethod(a, a.type, 'CompareTo', [b], ctx);
    if (result !== undefined) return convertTo(result, 'System.Int32', ctx) as number;
  }
  const shape = findType(typeNameOf(a));
  if (shape?.compare !== undefined) return shape.compare(a, b);
  if (sameValue(a, b)) return 0;
  throw runtimeError('NotIcomparable', `Cannot compare "${toText(shown, ctx)}" because it is not IComparable.`);
}

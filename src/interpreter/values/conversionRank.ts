/**
 * How good a conversion between two types is: ConversionRank and FigureConversion of LanguagePrimitives.cs. Overload choice
 * compares these ranks.
 */
import { KIND_TYPE, kindOfType } from './numbers.ts';
import { parseSignature } from './signatures.ts';
import { elementTypeOf, splitClosedName } from './typeSyntax.ts';
import { findType, isAssignable, registryVersion, supertypes, type TypeShape } from './types/registry.ts';
import type { NumericKind } from './value.ts';

/** The ranks that occur, with LanguagePrimitives' numbers. */
export const Rank = {
  None: 0,
  UnrelatedArrays: 0x0f,
  ToString: 0x1f,
  Custom: 0x2f,
  IConvertible: 0x3f,
  ImplicitCast: 0x4f,
  ExplicitCast: 0x5f,
  ConstructorS2A: 0x67,
  Constructor: 0x6f,
  Parse: 0x7f,
  PSObject: 0x8f,
  LanguageS2A: 0x97,
  Language: 0x9f,
  NullToValue: 0xaf,
  NullToRef: 0xbf,
  NumericExplicit: 0xcf,
  NumericExplicit1: 0xdf,
  NumericString: 0xef,
  NumericImplicit: 0xff,
  Assignable: 0x10f,
  StringToCharArray: 0x11a,
  Identity: 0x11f,
} as const;

/** Scalar to array: the rank of the element's conversion, a little worse. */
const VALUE_DEPENDENT = 0xfff7;

const UNSIGNED: NumericKind[] = ['Byte', 'UInt16', 'UInt32', 'UInt64'];
const SIGNED: NumericKind[] = ['SByte', 'Int16', 'Int32', 'Int64'];
const REAL: NumericKind[] = ['Single', 'Double', 'Decimal'];

function numericRank(from: NumericKind, to: NumericKind): number {
  if (from === 'BigInteger' || to === 'BigInteger') {
    // op_Implicit from the integers, op_Explicit otherwise.
    if (to === 'BigInteger') return REAL.includes(from) ? Rank.ExplicitCast : Rank.ImplicitCast;
    return Rank.ExplicitCast;
  }
  const fromReal = REAL.includes(from);
  const toReal = REAL.includes(to);
  if (fromReal && toReal) {
    if (from === 'Single' && to === 'Double') return Rank.NumericImplicit;
    return from === 'Decimal' ? Rank.NumericExplicit1 : Rank.NumericExplicit;
  }
  if (toReal) return Rank.NumericImplicit;
  if (fromReal) return Rank.NumericExplicit;
  const fromSigned = SIGNED.includes(from);
  const toSigned = SIGNED.includes(to);
  const f = (fromSigned ? SIGNED : UNSIGNED).indexOf(from);
  const t = (toSigned ? SIGNED : UNSIGNED).indexOf(to);
  if (f < t) return fromSigned && !toSigned ? Rank.NumericExplicit1 : Rank.NumericImplicit;
  if (f === t) return fromSigned && !toSigned ? Rank.NumericExplicit1 : Rank.NumericExplicit;
  return Rank.NumericExplicit;
}

/** LanguagePrimitives.IsTypeEnumerable: enumerated by the pipeline and by conversions to arrays. */
export function isTypeEnumerable(name: string): boolean {
  if (name === 'System.String') return false;
  const s = supertypes(name);
  if (s.has('System.Collections.IDictionary')) return false;
  return s.has('System.Collections.IEnumerable') || s.has('System.Collections.IEnumerator');
}

/** True for delegates. */
export function isDelegateType(name: string): boolean {
  return findType(name)?.delegate !== undefined || supertypes(name).has('System.Delegate');
}

/** The static Parse that conversions from strings use: 'culture' = Parse(string, IFormatProvider), 'plain' = Parse(string). */
export function parseMethodKind(shape: TypeShape | undefined): 'culture' | 'plain' | null {
  const overloads = shape?.staticMethods?.Parse;
  if (overloads === undefined) return null;
  let plain = false;
  for (const o of overloads) {
    const p = parseSignature(o).parameters;
    if (p.length === 2 && p[0]?.type === 'System.String' && p[1]?.type === 'System.IFormatProvider') return 'culture';
    if (p.length === 1 && p[0]?.type === 'System.String') plain = true;
  }
  return plain ? 'plain' : null;
}

/** The constructor with one parameter that takes a value of the type as it is, or undefined. */
export function constructorFor(shape: TypeShape | undefined, from: string): { index: number; type: string } | undefined {
  let found: { index: number; type: string } | undefined;
  shape?.constructors?.forEach((c, index) => {
    const p = parseSignature(c).parameters;
    const type = p[0]?.type;
    if (p.length !== 1 || type === undefined || p[0]?.isParams === true) return;
    if (type === from) found = { index, type };
    else if (isAssignable(from, type) && (found === undefined || (found.type !== from && isAssignable(type, found.type))))
      found = { index, type };
    else if (found === undefined && widens(from, type)) found = { index, type };
  });
  return found;
}

/** Type.GetConstructor's default binder widens primitive numbers. */
function widens(from: string, to: string): boolean {
  const f = kindOfType(from);
  const t = kindOfType(to);
  return f !== undefined && t !== undefined && t !== 'Decimal' && t !== 'BigInteger' && numericRank(f, t) === Rank.NumericImplicit;
}

/** True if the type can be made without arguments. */
export function hasDefaultConstructor(shape: TypeShape | undefined): boolean {
  if (shape === undefined || shape.isAbstract === true || shape.isInterface === true) return false;
  return shape.constructors?.some((c) => parseSignature(c).parameters.length === 0) === true;
}

let cache = new Map<string, Map<string, number>>();
let cacheVersion = -1;
let cached = 0;

/** Rank of the conversion from one type to another, by canonical names; '' = null. */
export function conversionRank(from: string, to: string): number {
  if (from === to) return Rank.Identity;
  if (cacheVersion !== registryVersion() || cached > 20_000) {
    cache = new Map();
    cached = 0;
    cacheVersion = registryVersion();
  }
  let row = cache.get(from);
  if (row === undefined) {
    row = new Map();
    cache.set(from, row);
  }
  let rank = row.get(to);
  if (rank === undefined) {
    rank = figure(from, to);
    row.set(to, rank);
    cached++;
  }
  return rank;
}

const PRIMITIVE_NULLS = new Set(['System.Char', 'System.Boolean', 'System.Management.Automation.SwitchParameter', 'System.Void']);
/** Types that implement IConvertible besides the numbers and String. */
const CONVERTIBLE = new Set(['System.Boolean', 'System.Char', 'System.DateTime', 'System.DBNull']);

function figure(from: string, to: string): number {
  const nullable = splitClosedName(to);
  const isNullable = nullable?.open === 'System.Nullable`1';
  const target = findType(to);
  if (from === '') {
    if (to === 'System.String') return Rank.ToString;
    if (isNullable || kindOfType(to) !== undefined || PRIMITIVE_NULLS.has(to)) return Rank.NullToValue;
    return target?.isValueType === true || target?.enumNames !== undefined ? Rank.None : Rank.NullToRef;
  }
  const fromKind = kindOfType(from);
  const toKind = kindOfType(to);
  if (fromKind !== undefined && toKind !== undefined) return numericRank(fromKind, toKind);
  if (from === 'System.String') {
    if (toKind !== undefined) return Rank.NumericString;
    if (to === 'System.Char[]') return Rank.StringToCharArray;
  }
  if (fromKind !== undefined && fromKind !== 'BigInteger' && (to === 'System.String' || to === 'System.Char')) return Rank.NumericString;
  if (isAssignable(from, to)) return isNullable ? Rank.Identity : Rank.Assignable;
  if (to === 'System.Management.Automation.PSObject') return Rank.PSObject;
  return figureLanguage(from, to, target, isNullable ? (nullable?.args[0] ?? '') : null) ?? figureOther(from, to, target, fromKind);
}

const LANGUAGE_FROM_STRING = new Set(['System.Text.RegularExpressions.Regex', 'System.Type', 'System.Uri']);
const LANGUAGE_TARGETS = new Set([
  'System.Boolean',
  'System.Void',
  'System.Management.Automation.PSReference',
  'System.Xml.XmlDocument',
  'System.Management.Automation.PSCustomObject',
]);

function figureLanguage(from: string, to: string, target: TypeShape | undefined, underlying: string | null): number | undefined {
  if (underlying !== null) {
    const rank = conversionRank(from, underlying);
    if (rank !== Rank.None) return rank;
  }
  if (from === 'System.String' && LANGUAGE_FROM_STRING.has(to)) return Rank.Language;
  if (LANGUAGE_TARGETS.has(to)) return Rank.Language;
  if (to === 'System.String') return Rank.ToString;
  if (from === 'System.Char' && (to === 'System.Double' || to === 'System.Single')) return Rank.Language;
  const element = elementTypeOf(to);
  const fromElement = elementTypeOf(from);
  if (element !== null) {
    if (fromElement !== null) return isAssignable(fromElement, element) ? Rank.Language : Rank.UnrelatedArrays;
    if (isTypeEnumerable(from)) return Rank.Language;
    const rank = conversionRank(from, element);
    if (rank !== Rank.None) return rank & VALUE_DEPENDENT;
  }
  if (to === 'System.Array') {
    return fromElement !== null ? Rank.Assignable : isTypeEnumerable(from) ? Rank.Language : Rank.Assignable & VALUE_DEPENDENT;
  }
  if (to === 'System.Collections.Hashtable') return supertypes(from).has('System.Collections.IDictionary') ? Rank.Language : undefined;
  if (from === 'System.Management.Automation.ScriptBlock' && isDelegateType(to)) return Rank.Language;
  const fromKind = kindOfType(from);
  if (target?.enumNames !== undefined && fromKind !== undefined && !REAL.includes(fromKind) && fromKind !== 'BigInteger')
    return Rank.Language;
  return undefined;
}

function figureOther(from: string, to: string, target: TypeShape | undefined, fromKind: NumericKind | undefined): number {
  if (target?.enumNames !== undefined) {
    if (from === 'System.String' || isTypeEnumerable(from)) return Rank.Parse;
  } else if (from === 'System.String' && parseMethodKind(target) !== null) return Rank.Parse;
  const collection = supertypes(to).has('System.Collections.ICollection');
  if (!(collection && fromKind !== undefined) && constructorFor(target, from) !== undefined) return Rank.Constructor;
  const source = findType(from);
  if (target?.implicitFrom?.includes(from) === true || source?.implicitTo?.includes(to) === true) return Rank.ImplicitCast;
  if (target?.explicitFrom?.includes(from) === true || source?.explicitTo?.includes(to) === true) return Rank.ExplicitCast;
  if (fromKind !== undefined && fromKind !== 'BigInteger') {
    if (elementTypeOf(to) === null && conversionRank('System.String', to) !== Rank.None) return Rank.IConvertible;
  } else if (CONVERTIBLE.has(from) || source?.enumNames !== undefined) {
    return Rank.IConvertible;
  } else if (supertypes(from).has('System.Collections.IDictionary') && hasDefaultConstructor(target)) return Rank.Constructor;
  const generic = enumerableConstructorElement(to, target);
  if (generic !== null) return isAssignable(from, generic) ? Rank.ConstructorS2A : Rank.Constructor;
  if (from === 'System.Management.Automation.PSCustomObject' && hasDefaultConstructor(target)) return Rank.Constructor;
  return target?.convertFrom !== undefined && target.converts === true ? Rank.Custom : Rank.None;
}

/** Element type of a generic collection that can be made from an enumerable of its elements; null for other types. */
export function enumerableConstructorElement(to: string, target: TypeShape | undefined): string | null {
  const closed = splitClosedName(to);
  const element = closed?.args[0];
  if (closed?.args.length !== 1 || element === undefined || target?.isAbstract === true || target?.isInterface === true) return null;
  const takes = target?.constructors?.some((c) => {
    const p = parseSignature(c).parameters;
    return p.length === 1 && /^System\.Collections\.Generic\.I(Enumerable|Collection|List)`1\[/.test(p[0]?.type ?? '');
  });
  return takes === true ? element : null;
}

/** Every numeric type's full name. */
export const NUMERIC_TYPES: readonly string[] = Object.values(KIND_TYPE);

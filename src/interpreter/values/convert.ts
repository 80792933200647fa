/**
 * LanguagePrimitives.ConvertTo and what belongs to it (LanguagePrimitives.cs of PowerShell 7.6): the conversions of casts, typed
 * variables, parameters and method arguments. The order of attempts is that of FigureConversion.
 */

import { PSReference, ScriptBlock } from './code.ts';
import { PSHashtable } from './collections.ts';
import { isTrue } from './conditions.ts';
import type { NativeContext } from './context.ts';
import { hooks, scriptClassOf } from './contextHooks.ts';
import { isDelegateType, parseMethodKind } from './conversionRank.ts';
import { convertCollection } from './convertCollections.ts';
import { convertConvertible, convertToNumber } from './convertNumbers.ts';
import { convertByConstructor, convertByProperties, toCustomObject } from './convertObjects.ts';
import { convertToScriptClass } from './convertScriptClass.ts';
import { INVARIANT } from './culture.ts';
import { convertToDelegate } from './delegates.ts';
import { dictionaryOf, enumerate } from './enumerate.ts';
import { type EnumFacts, enumFacts, integerToEnum, stringToEnum } from './enums.ts';
import { TerminatingError } from './errors.ts';
import { castError, innerException, isNetError } from './faults.ts';
import { kindOfType, numericKind } from './numbers.ts';
import { PSObject } from './object.ts';
import { ScriptClass, ScriptObject } from './scriptClass.ts';
import { itemText, methodText, toText } from './text.ts';
import { baseTypeHierarchy, hasOwnTypeNames, typeHierarchy, typeNameOf, unwrap } from './typeNames.ts';
import { elementTypeOf, splitClosedName } from './typeSyntax.ts';
import { canonicalName, canonicalNameWith, findType, isAssignable, isLazyType, type TypeShape } from './types/registry.ts';
import { isAutomationNull, PSChar, TypeValue, type Value } from './value.ts';

export { isTrue } from './conditions.ts';
export { toCustomObject } from './convertObjects.ts';
export { displayText, toText } from './text.ts';

/** A type as callers give it. */
export type TypeLike = string | TypeValue | ScriptClass;

/** Canonical name or script class that a type stands for; imports its file where it is lazy. undefined if unknown. */
export function resolveType(type: TypeLike, ctx: NativeContext): string | ScriptClass | undefined {
  if (type instanceof TypeValue) return type.name;
  if (typeof type !== 'string') return type;
  let name = canonicalNameWith(type, (n) => scriptClassOf(n, ctx)?.name);
  if (name === undefined && isLazyType(type)) {
    hooks(ctx).loadType?.(type);
    name = canonicalNameWith(type, (n) => scriptClassOf(n, ctx)?.name);
  }
  if (name === undefined) {
    for (const namespace of hooks(ctx).usingNamespaces?.() ?? []) {
      name = canonicalName(`${namespace}.${type}`);
      if (name !== undefined) break;
    }
  }
  if (name === undefined) return undefined;
  return findType(name) === undefined ? (scriptClassOf(name, ctx) ?? name) : name;
}

/** Converts as a cast does. Throws TerminatingError (PSInvalidCastException). */
export function convertTo(value: Value, type: TypeLike, ctx: NativeContext): Value {
  if (typeof type === 'string') {
    // The commonest conversions, before any look-up.
    switch (type) {
      case 'System.Object':
        return value;
      case 'string':
      case 'System.String':
        return typeof value === 'string' ? value : value === null || isAutomationNull(value) ? '' : convertToString(value, ctx);
      case 'int':
      case 'System.Int32':
        if (typeof value === 'number' && (value | 0) === value) return value;
        break;
      case 'bool':
      case 'System.Boolean':
        return convertToBoolean(value);
      case 'pscustomobject': {
        const table = dictionaryOf(value);
        return table === null || value instanceof PSObject ? value : toCustomObject(table);
      }
      case 'ordered':
        return value;
    }
  }
  const target = resolveType(type, ctx);
  if (target === undefined) {
    const shown = typeof type === 'string' ? type : '';
    throw castError('TypeNotFound', `Unable to find type [${shown}].`);
  }
  if (target instanceof ScriptClass) return convertToScriptClass(value, target, ctx);
  return convertToName(value, target, ctx);
}

/** As {@link convertTo}; undefined where it would throw. */
export function tryConvertTo(value: Value, type: TypeLike, ctx: NativeContext): Value | undefined {
  try {
    return convertTo(value, type, ctx);
  } catch (e) {
    if (e instanceof TerminatingError) return undefined;
    throw e;
  }
}

function convertToString(value: Value, ctx: NativeContext): string {
  return toText(value, ctx);
}

function convertToBoolean(value: Value): boolean {
  return isTrue(value);
}

function isNull(value: Value): boolean {
  return value === null || isAutomationNull(value);
}

/** Conversion to a type by canonical name. */
export function convertToName(value: Value, to: string, ctx: NativeContext): Value {
  if (to === 'System.Object' || to === 'System.Management.Automation.PSObject') return isAutomationNull(value) ? null : value;
  if (isNull(value)) return convertNull(to);
  const bare = unwrap(value);
  const from = typeNameOf(bare);
  if (from === to) return to === 'System.String' ? bare : keepsMembers(value) ? value : bare;
  if (to === 'System.String') return toText(value, ctx);
  if (to === 'System.Boolean') return isTrue(value);
  const kind = kindOfType(to);
  if (kind !== undefined && (numericKind(bare) !== null || typeof bare === 'string')) return convertToNumber(bare, kind, to);
  if (isSubtype(bare, from, to)) return value;
  if (to === 'System.Management.Automation.PSCustomObject') {
    const table = dictionaryOf(bare);
    return table === null ? value : toCustomObject(table);
  }
  return convertLanguage(value, bare, from, to, ctx);
}

/** A wrapper is kept where a conversion is to the value's own type and it carries members or names. */
function keepsMembers(value: Value): boolean {
  return value instanceof PSObject && (value.shape.names.length > 0 || value.instanceMembers !== null || hasOwnTypeNames(value));
}

/** Type.IsInstanceOfType, script classes and custom objects included. */
export function isSubtype(value: Value, from: string, to: string): boolean {
  if (isAssignable(from, to)) return true;
  const own = value as object;
  if (own instanceof TypeValue || own instanceof ScriptClass) return to === 'System.Type' || to === 'System.Reflection.MemberInfo';
  for (const name of baseTypeHierarchy(value)) if (name === to || isAssignable(name, to)) return true;
  if (own instanceof ScriptObject)
    for (let c: ScriptClass | null = own.type; c !== null; c = c.baseClass)
      if (c.interfaces.some((i) => i === to || isAssignable(i, to))) return true;
  return false;
}

function convertNull(to: string): Value {
  if (splitClosedName(to)?.open === 'System.Nullable`1') return null;
  const kind = kindOfType(to);
  if (kind !== undefined) return convertToNumber(0, kind, to);
  const shape = findType(to);
  switch (to) {
    case 'System.String':
      return '';
    case 'System.Boolean':
      return false;
    case 'System.Char':
      return new PSChar(0);
    case 'System.Void':
      return null;
    case 'System.Management.Automation.SwitchParameter':
      return shape?.convertFrom?.(false, undefined as unknown as NativeContext) ?? null;
    case 'System.Management.Automation.PSReference':
      return new PSReference(null, null);
  }
  if (shape?.enumNames !== undefined) {
    const names = Object.keys(shape.enumNames).join(',');
    throw castError(
      'nullToEnumInvalidCast',
      `Cannot convert null to type "${to}" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "${names}".`,
    );
  }
  if (shape?.isValueType === true) throw castError('nullToObjectInvalidCast', `Cannot convert null to type "${to}".`);
  return null;
}

/** The error when nothing converts. */
export function finalCastError(value: Value, to: string, ctx: NativeContext): TerminatingError {
  const shown = value instanceof PSObject ? toText(value, ctx) : methodText(value, ctx);
  return castError(
    'ConvertToFinalInvalidCastException',
    `Cannot convert the "${shown}" value of type "${shownType(value)}" to type "${to}".`,
  );
}

/** ObjectToTypeNameString: the first of the object's own type names. */
export function shownType(value: Value): string {
  return value === null ? 'null' : (typeHierarchy(value)[0] ?? typeNameOf(value));
}

/** An error that wraps another: `Cannot convert value "x" to type "T". Error: "…"`. */
export function wrappedCastError(id: string, value: Value, to: string, cause: unknown, ctx: NativeContext): unknown {
  const inner = innerException(cause);
  if (inner === undefined) return cause;
  const shown = value instanceof PSObject ? toText(value, ctx) : methodText(value, ctx);
  return castError(id, `Cannot convert value "${shown}" to type "${to}". Error: "${inner.message}"`, inner);
}

function convertLanguage(value: Value, bare: Value, from: string, to: string, ctx: NativeContext): Value {
  const nullable = splitClosedName(to);
  if (nullable?.open === 'System.Nullable`1') return convertTo(value, nullable.args[0] ?? 'System.Object', ctx);
  if (to === 'System.Void') return null;
  const collection = convertCollection(value, bare, from, to, ctx);
  if (collection !== undefined) return collection;
  const shape = findType(to);
  if (to === 'System.Management.Automation.PSReference' || nullable?.open === 'System.Management.Automation.PSReference`1')
    return new PSReference(null, value);
  if (bare instanceof ScriptBlock && isDelegateType(to)) return convertToDelegate(bare, to);
  if (shape?.enumNames !== undefined) {
    const result = convertToEnum(bare, enumFacts(to) as EnumFacts, ctx);
    if (result !== undefined) return result;
  }
  const special = shape?.convertFrom?.(bare, ctx);
  if (special !== undefined) return special;
  if (typeof bare === 'string') {
    const parsed = convertByParse(bare, shape, to, ctx);
    if (parsed !== undefined) return parsed;
  }
  const made = convertByConstructor(bare, from, to, shape, ctx);
  if (made !== undefined) return made;
  const out = findType(from)?.convertTo?.(bare, to, ctx);
  if (out !== undefined) return out;
  const convertible = convertConvertible(bare, from, to, ctx);
  if (convertible !== undefined) return convertible;
  const byProperties = dictionaryOf(bare) !== null || bare instanceof PSObject ? convertByProperties(bare, to, ctx) : undefined;
  if (byProperties !== undefined) return byProperties;
  throw finalCastError(value, to, ctx);
}

/** String, integer or list to an enum, built-in or of a script; undefined for other values. */
export function convertToEnum(bare: Value, facts: EnumFacts, ctx: NativeContext): Value | undefined {
  if (typeof bare === 'string') return stringToEnum(bare, facts);
  const kind = numericKind(bare);
  if (kind !== null && kind !== 'Double' && kind !== 'Single' && kind !== 'Decimal') return integerToEnum(bare, facts);
  const items = enumerate(bare);
  if (items === null) return undefined;
  const parts = items.map((item) => (typeof item === 'string' ? item : itemText(convertToEnum(unwrap(item), facts, ctx) ?? item, ctx)));
  return stringToEnum(parts.join(','), facts);
}

function convertByParse(text: string, shape: TypeShape | undefined, to: string, ctx: NativeContext): Value | undefined {
  const kind = parseMethodKind(shape);
  if (kind === null || shape === undefined || shape.enumNames !== undefined) return undefined;
  try {
    return parseCall(shape, kind, text, ctx);
  } catch (e) {
    if (!isNetError(e)) throw e;
    const id = kind === 'culture' ? 'InvalidCastParseTargetInvocationWithFormatProvider' : 'InvalidCastParseTargetInvocation';
    throw wrappedCastError(id, text, to, e, ctx);
  }
}

function parseCall(shape: TypeShape, kind: 'culture' | 'plain', text: string, ctx: NativeContext): Value {
  const overloads = shape.staticMethods?.Parse ?? [];
  const count = kind === 'culture' ? 2 : 1;
  for (const o of overloads) {
    const p = o.signature.slice(o.signature.indexOf('(')).split(',');
    if (p.length !== count || !/^\(\s*string\b/.test(p[0] ?? '')) continue;
    if (count === 2 && !/IFormatProvider/.test(p[1] ?? '')) continue;
    return o.body(null, count === 2 ? [text, INVARIANT] : [text], ctx) ?? null;
  }
  return null;
}

/** True if a value is of a type (-is); custom objects are PSObject and PSCustomObject. */
export function isInstance(value: Value, type: TypeLike, ctx: NativeContext): boolean {
  const target = resolveType(type, ctx);
  if (value === null || isAutomationNull(value) || target === undefined) return false;
  const name = typeof target === 'string' ? target : target.name;
  if (name === 'System.Management.Automation.PSObject' || name === 'System.Management.Automation.PSCustomObject') {
    return value instanceof PSObject && (name.endsWith('PSObject') || value.base === undefined);
  }
  const bare = unwrap(value);
  const closed = splitClosedName(name);
  if (closed?.open === 'System.Nullable`1') return typeNameOf(bare) === closed.args[0];
  return isSubtype(bare, typeNameOf(bare), name);
}

/** A table copied as a Hashtable, keys without case. */
export function copyHashtable(source: PSHashtable): PSHashtable {
  const copy = new PSHashtable();
  copy.ignoreCase = source.ignoreCase;
  for (const e of source.entries.values()) copy.set(e.key, e.value);
  return copy;
}

/** Element type of an array type's name, else System.Object. */
export function elementOf(name: string): string {
  return elementTypeOf(name) ?? 'System.Object';
}

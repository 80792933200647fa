/** Facts about types that binding asks for, by full .NET name. */
import { PSArray, PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { scriptClassOf } from '../values/contextHooks.ts';
import { ScriptEnumValue, ScriptObject } from '../values/scriptClass.ts';
import { typeNameOf, unwrap } from '../values/typeNames.ts';
import { findType, isAssignable, isValueTypeName, resolveTypeName } from '../values/types/registry.ts';
import { EnumValue, PSNumber, type Value } from '../values/value.ts';

export const OBJECT = 'System.Object';
export const STRING = 'System.String';
export const BOOLEAN = 'System.Boolean';
export const PSOBJECT = 'System.Management.Automation.PSObject';
export const SWITCH = 'System.Management.Automation.SwitchParameter';
export const REFERENCE = 'System.Management.Automation.PSReference';
export const CREDENTIAL = 'System.Management.Automation.PSCredential';
export const NULLABLE_BOOLEAN = 'System.Nullable`1[System.Boolean]';

/** How a type collects elements (ParameterCollectionTypeInformation in CompiledCommandParameter.cs). */
export interface CollectionInfo {
  kind: 'none' | 'array' | 'list' | 'generic';
  /** Full name of the element type; null if it takes anything. */
  element: string | null;
}

const NONE: CollectionInfo = { kind: 'none', element: null };
const GENERIC = new Set([
  'System.Collections.Generic.List`1',
  'System.Collections.Generic.HashSet`1',
  'System.Collections.Generic.SortedSet`1',
  'System.Collections.Generic.LinkedList`1',
  'System.Collections.ObjectModel.ReadOnlyCollection`1',
  'System.Management.Automation.PSDataCollection`1',
]);
const LISTS = new Set(['System.Collections.ArrayList', 'System.Array', 'System.Collections.Specialized.StringCollection']);

/** Full name of a type as written, or undefined while nobody knows it (a class of the script, a lazy type). */
export function knownTypeName(type: string): string | undefined {
  return resolveTypeName(type)?.name;
}

/** How a type collects elements. */
export function collectionOf(type: string): CollectionInfo {
  if (type.endsWith('[]')) return { kind: 'array', element: type.slice(0, -2) };
  if (LISTS.has(type)) return { kind: 'list', element: null };
  const bracket = type.indexOf('`1[');
  if (bracket < 0 || !type.endsWith(']')) return NONE;
  const open = type.slice(0, bracket + 2);
  const element = type.slice(bracket + 3, -1);
  if (open === 'System.Collections.ObjectModel.Collection`1') return { kind: 'list', element };
  return GENERIC.has(open) ? { kind: 'generic', element } : NONE;
}

/** True for structs and enums: null is none of their values. */
export function isValueType(type: string, ctx: NativeContext): boolean {
  if (type.startsWith('System.Nullable`1[')) return true;
  if (isValueTypeName(type)) return true;
  return findType(type) === undefined && scriptClassOf(type, ctx)?.kind === 'enum';
}

/** True for enums of .NET and of scripts. */
export function isEnumType(type: string, ctx: NativeContext): boolean {
  return findType(type)?.enumNames !== undefined || scriptClassOf(type, ctx)?.kind === 'enum';
}

/** Type.IsInstanceOfType. Everything is an object and, as PowerShell wraps values, a PSObject. */
export function isInstance(value: Value, type: string): boolean {
  if (value === null) return false;
  if (type === OBJECT || type === PSOBJECT) return true;
  const bare = unwrap(value);
  if (bare instanceof ScriptObject) {
    const lower = type.toLowerCase();
    for (let c: ScriptObject['type'] | null = bare.type; c !== null; c = c.baseClass) {
      if (c.name.toLowerCase() === lower || c.interfaces.some((i) => i.toLowerCase() === lower)) return true;
      if (c.baseClass === null) return c.baseType !== OBJECT && isAssignable(c.baseType, type);
    }
  }
  if (bare instanceof ScriptEnumValue) return bare.type.name.toLowerCase() === type.toLowerCase();
  const own = typeNameOf(bare);
  return own === type || isAssignable(own, type);
}

/** LanguagePrimitives.IsNumeric of the value's type: the numbers and enums, without BigInteger. */
export function isNumeric(value: Value): boolean {
  const bare = unwrap(value);
  if (typeof bare === 'number') return true;
  if (bare instanceof PSNumber) return bare.kind !== 'BigInteger';
  return bare instanceof EnumValue || bare instanceof ScriptEnumValue || typeNameOf(bare) === 'System.Decimal';
}

/** Items of what .NET calls an IList, else null (ParameterBinderBase.cs GetIList). */
export function listItems(value: Value): readonly Value[] | null {
  const bare = value !== null && typeof value === 'object' ? unwrap(value) : value;
  if (bare instanceof PSArray) return bare.items;
  if (!(bare instanceof PSList)) return null;
  return bare.kind === 'Stack' || bare.kind === 'Queue' || bare.kind === 'HashSet' || bare.kind === 'LinkedList' ? null : bare.items;
}

/** True for [bool], [bool?] and [switch]. */
export function isBooleanLike(type: string): boolean {
  return type === BOOLEAN || type === SWITCH || type === NULLABLE_BOOLEAN;
}

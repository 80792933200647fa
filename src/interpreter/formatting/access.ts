/** What formatting asks of values: type names, properties in display order, items of collections, standard display members. */

import type { Runspace } from '../machine/state.ts';
import { slotOf } from '../values/code.ts';
import { PSArray, PSDictionaryEntry, PSHashtable } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { hooks } from '../values/contextHooks.ts';
import { enumerate } from '../values/enumerate.ts';
import { HeapObject, type MemberTable, type PSMember } from '../values/heap.ts';
import { listMembers } from '../values/members.ts';
import { PSObject } from '../values/object.ts';
import { typeHierarchy, unwrap } from '../values/typeNames.ts';
import type { Value } from '../values/value.ts';
import type { FormatViews } from './userViews.ts';

/** What formatting needs of its surroundings; a cmdlet's context is one. */
export interface FormatContext extends NativeContext {
  readonly runspace?: Pick<Runspace, 'extensions' | 'width' | 'globalScope' | 'currentDrive'>;
}

/** How many items of a collection are shown where nothing else is said. */
const ENUMERATION_LIMIT = 4;

/** $FormatEnumerationLimit of the global scope; values in other scopes don't count. */
export function enumerationLimit(ctx: FormatContext): number {
  const scope = ctx.runspace?.globalScope;
  const name = 'formatenumerationlimit';
  const slot = scope === undefined || scope.code === null ? -1 : slotOf(scope.code, name);
  const value = (slot >= 0 ? scope?.cells[slot]?.value : undefined) ?? scope?.vars?.get(name)?.value;
  return typeof value === 'number' ? value : ENUMERATION_LIMIT;
}

/** Name of the runspace extension that holds views loaded by Update-FormatData. */
export const FORMAT_VIEWS = 'formatViews';

/** The views loaded by Update-FormatData, or undefined. */
export function userViewsOf(ctx: FormatContext): FormatViews | undefined {
  return ctx.runspace?.extensions.get(FORMAT_VIEWS) as FormatViews | undefined;
}

const PREFIX = 'Deserialized.';

/** Type names without the prefix of deserialized objects; null if none has it. */
export function withoutDeserialized(names: readonly string[]): string[] | null {
  if (!names.some((name) => name.startsWith(PREFIX))) return null;
  return names.map((name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name));
}

const SCALARS = new Set(
  [
    'String',
    'SByte',
    'Byte',
    'Int16',
    'UInt16',
    'Int32',
    'UInt32',
    'Int64',
    'UInt64',
    'Char',
    'Single',
    'Double',
    'Boolean',
    'Decimal',
    'IntPtr',
  ]
    .map((name) => `System.${name}`)
    .concat('System.Security.SecureString', 'System.Numerics.BigInteger')
    .map((name) => name.toLowerCase()),
);

/** True for strings, numbers, enums and their like: shown as text, aligned right in tables (but strings). Source: FormatViewManager.cs. */
export function isScalarType(names: readonly string[]): boolean {
  const first = names[0];
  if (first === undefined || first === '') return false;
  if (names[1] === 'System.Enum') return true;
  const name = first.startsWith(PREFIX) ? first.slice(PREFIX.length) : first;
  return SCALARS.has(name.toLowerCase());
}

/** Type names of a value; none for null. */
export function typesOf(value: Value): string[] {
  return value === null ? [] : typeHierarchy(value);
}

/** Entries of a dictionary as values of their own. */
export function entriesOf(table: PSHashtable): PSDictionaryEntry[] {
  const generic = table.kind.endsWith('Dictionary') && table.kind !== 'OrderedDictionary';
  const typeName = generic
    ? `System.Collections.Generic.KeyValuePair\`2[${table.keyType},${table.valueType}]`
    : 'System.Collections.DictionaryEntry';
  return [...table.entries.values()].map((entry) => new PSDictionaryEntry(entry.key, entry.value, typeName));
}

/** Items of a collection as formatting sees it (dictionaries too), or null. Source: PSObjectHelper.GetEnumerable. */
export function itemsOf(value: Value): readonly Value[] | null {
  if (value === null || typeof value !== 'object') return null;
  const base = unwrap(value);
  if (base instanceof PSHashtable) return entriesOf(base);
  return enumerate(base);
}

/** One value of what a block put out, as an assignment would take it. */
export function single(results: readonly Value[]): Value {
  if (results.length === 0) return null;
  return results.length === 1 ? (results[0] as Value) : new PSArray([...results]);
}

/** A property that formatting shows. */
export interface DisplayProperty {
  name: string;
  /** Where it comes from: the object itself, its .NET type, or the type table. */
  from: 'instance' | 'type' | 'extended';
}

const REMOTING_NAMES = new Set(['pscomputername', 'psshowcomputername', 'runspaceid', 'pssourcejobinstanceid']);

/** True for the properties that remoting adds. */
export function isRemotingProperty(name: string): boolean {
  return REMOTING_NAMES.has(name.toLowerCase());
}

/** A custom object whose properties are just those of its shape. */
export function isPlainCustom(value: Value): value is PSObject {
  return value instanceof PSObject && value.base === undefined && value.instanceMembers === null && value.typeNames === null;
}

const PROPERTY_TYPES = new Set(['Property', 'NoteProperty', 'ScriptProperty', 'AliasProperty', 'CodeProperty']);

/** All properties of a value in the order of its members. */
export function propertiesOf(value: Value, ctx: FormatContext): DisplayProperty[] {
  if (value === null) return [];
  if (isPlainCustom(value)) return value.shape.names.map((name) => ({ name, from: 'instance' }));
  const instance = value instanceof HeapObject ? value.instanceMembers : null;
  const seen = new Set<string>();
  const found: DisplayProperty[] = [];
  for (const member of listMembers(value, ctx)) {
    const lower = member.name.toLowerCase();
    if (member.hidden || !PROPERTY_TYPES.has(member.memberType) || seen.has(lower)) continue;
    seen.add(lower);
    const own = member.memberType === 'NoteProperty' || instance?.has(lower) === true;
    found.push({ name: member.name, from: own ? 'instance' : member.memberType === 'Property' ? 'type' : 'extended' });
  }
  return found;
}

function ordered(properties: readonly DisplayProperty[], order: readonly DisplayProperty['from'][]): string[] {
  return order.flatMap((from) => properties.filter((p) => p.from === from).map((p) => p.name));
}

/** Names as default formatting orders them: own ones, the type's, then extended ones (AssociationManager.ExpandAll). */
export function defaultOrder(value: Value, ctx: FormatContext): string[] {
  return ordered(propertiesOf(value, ctx), ['instance', 'type', 'extended']);
}

/** Names as a wildcard finds them: own ones, extended ones, then the type's. */
export function memberOrder(value: Value, ctx: FormatContext): string[] {
  const base = unwrap(value);
  if (base instanceof PSHashtable && base.kind === 'Hashtable') {
    const keys = [...base.entries.values()].map((entry) => entry.key).filter((key): key is string => typeof key === 'string');
    if (keys.length > 0) return keys;
  }
  return ordered(propertiesOf(value, ctx), ['instance', 'extended', 'type']);
}

/** Names that a property set of the value or (Update-TypeData) of its types stands for, or null. */
export function propertySetNames(value: Value, name: string, ctx: FormatContext): string[] | null {
  const lower = name.toLowerCase();
  const own = ownMembers(value)?.get(lower);
  if (own !== undefined) return own.memberType === 'PropertySet' ? [...(own.names ?? [])] : null;
  const members = hooks(ctx).typeMembers;
  if (members === undefined) return null;
  for (const type of typesOf(value)) {
    const member = members.call(ctx, type.toLowerCase())?.get(lower);
    if (member !== undefined) return member.memberType === 'PropertySet' ? [...(member.names ?? [])] : null;
  }
  return null;
}

/** The spelling of a property's name if the value has it, else null. */
export function findProperty(value: Value, name: string, ctx: FormatContext): string | null {
  if (value === null) return null;
  const base = unwrap(value);
  if (base instanceof PSHashtable && base.has(name)) return name;
  if (isPlainCustom(value)) {
    const index = value.shape.index.get(name.toLowerCase());
    return index === undefined ? null : (value.shape.names[index] as string);
  }
  const lower = name.toLowerCase();
  for (const member of listMembers(value, ctx)) {
    if (member.name.toLowerCase() === lower && PROPERTY_TYPES.has(member.memberType)) return member.name;
  }
  return null;
}

/** A member of the member set PSStandardMembers in a table of members. */
function standardMember(table: MemberTable | null | undefined, name: string): PSMember | undefined {
  return table?.get('psstandardmembers')?.members?.find((member) => member.name.toLowerCase() === name);
}

function ownMembers(value: Value): MemberTable | null {
  return value instanceof HeapObject ? value.instanceMembers : null;
}

/** Built-in default display properties by lower-case type name (PowerShell's types.ps1xml). */
const DEFAULT_PROPERTIES: Record<string, readonly string[]> = {
  'system.management.automation.psmoduleinfo': [
    'Name',
    'Path',
    'Description',
    'Guid',
    'Version',
    'ModuleBase',
    'ModuleType',
    'PrivateData',
    'AccessMode',
    'ExportedAliases',
    'ExportedCmdlets',
    'ExportedFunctions',
    'ExportedVariables',
    'NestedModules',
  ],
  'system.serviceprocess.servicecontroller': ['Status', 'Name', 'DisplayName'],
  'system.io.fileinfo': ['LastWriteTime', 'Length', 'Name'],
  'system.diagnostics.process': ['Id', 'Handles', 'CPU', 'SI', 'Name'],
  'deserialized.system.diagnostics.process': ['Id', 'Handles', 'CPU', 'Name'],
  'system.management.automation.extendedtypedefinition': ['TypeNames', 'FormatViewDefinition'],
  'system.management.automation.listcontrolentry': ['Items', 'EntrySelectedBy'],
};

const DEFAULT_NAMES: Record<string, string> = { 'system.net.ipaddress': 'IPAddressToString', 'system.io.directoryinfo': 'Name' };

/** DefaultDisplayPropertySet of a value: its own, its types' (Update-TypeData), the built-in ones; empty if there is none. */
export function defaultDisplayProperties(value: Value, ctx: FormatContext): readonly string[] {
  const own = standardMember(ownMembers(value), 'defaultdisplaypropertyset')?.names;
  if (own !== undefined && own.length > 0) return own;
  const types = typesOf(value);
  for (const list of [types, withoutDeserialized(types) ?? []]) {
    for (const type of list) {
      const lower = type.toLowerCase();
      const given = standardMember(hooks(ctx).typeMembers?.call(ctx, lower), 'defaultdisplaypropertyset')?.names;
      const found = given ?? DEFAULT_PROPERTIES[lower];
      if (found !== undefined && found.length > 0) return found;
    }
  }
  return [];
}

/** DefaultDisplayProperty of a value, or null. */
export function defaultDisplayName(value: Value, ctx: FormatContext): string | null {
  const own = standardMember(ownMembers(value), 'defaultdisplayproperty')?.value;
  if (typeof own === 'string' && own !== '') return own;
  const types = typesOf(value);
  for (const type of [...types, ...(withoutDeserialized(types) ?? [])]) {
    const lower = type.toLowerCase();
    const given = standardMember(hooks(ctx).typeMembers?.call(ctx, lower), 'defaultdisplayproperty')?.value;
    const found = typeof given === 'string' ? given : DEFAULT_NAMES[lower];
    if (found !== undefined) return found;
  }
  return null;
}

/** Names of values' types: full .NET names, PSTypeNames, and the short forms that messages and signatures show. */
import { AdaptedObject } from './adapted.ts';
import { PSReference, ScriptBlock } from './code.ts';
import { DerivedTable, type ListKind, PSArray, PSDictionaryEntry, PSHashtable, PSList, type TableKind } from './collections.ts';
import { ErrorRecord, InvocationInfo, PSException } from './errors.ts';
import { HeapObject, snapshotClassOf, touch } from './heap.ts';
import { KIND_TYPE, numericKind } from './numbers.ts';
import { PSObject } from './object.ts';
import { ScriptClass, ScriptEnumValue, ScriptObject } from './scriptClass.ts';
import { elementTypeOf, parseTypeName, splitClosedName } from './typeSyntax.ts';
import { baseChain, lookupClass } from './types/registry.ts';
import { EnumValue, isAutomationNull, PSChar, TypeValue, type Value } from './value.ts';

const GENERIC = 'System.Collections.Generic.';
const LISTS: Record<ListKind, (e: string) => string> = {
  ArrayList: () => 'System.Collections.ArrayList',
  List: (e) => `${GENERIC}List\`1[${e}]`,
  Collection: (e) => `System.Collections.ObjectModel.Collection\`1[${e}]`,
  Stack: (e) => (e === '' ? 'System.Collections.Stack' : `${GENERIC}Stack\`1[${e}]`),
  Queue: (e) => (e === '' ? 'System.Collections.Queue' : `${GENERIC}Queue\`1[${e}]`),
  HashSet: (e) => `${GENERIC}HashSet\`1[${e}]`,
  LinkedList: (e) => `${GENERIC}LinkedList\`1[${e}]`,
  PSDataCollection: (e) => `System.Management.Automation.PSDataCollection\`1[${e}]`,
};
const TABLES: Record<TableKind, (k: string, v: string) => string> = {
  Hashtable: () => 'System.Collections.Hashtable',
  OrderedDictionary: () => 'System.Collections.Specialized.OrderedDictionary',
  Dictionary: (k, v) => `${GENERIC}Dictionary\`2[${k},${v}]`,
  ConcurrentDictionary: (k, v) => `System.Collections.Concurrent.ConcurrentDictionary\`2[${k},${v}]`,
  SortedDictionary: (k, v) => `${GENERIC}SortedDictionary\`2[${k},${v}]`,
  SortedList: (k, v) =>
    k === 'System.Object' && v === 'System.Object' ? 'System.Collections.SortedList' : `${GENERIC}SortedList\`2[${k},${v}]`,
};

/** Classes of the machine's room, which values must not import: their .NET names by snapshot name. */
const MACHINE_CLASSES: Record<string, string> = {
  PSVariable: 'System.Management.Automation.PSVariable',
  AliasInfo: 'System.Management.Automation.AliasInfo',
  CmdletInfo: 'System.Management.Automation.CmdletInfo',
  ExternalScriptInfo: 'System.Management.Automation.ExternalScriptInfo',
  PSDriveInfo: 'System.Management.Automation.PSDriveInfo',
  PSModuleInfo: 'System.Management.Automation.PSModuleInfo',
  Runspace: 'System.Management.Automation.Runspaces.LocalRunspace',
};

/** The value itself where it is wrapped in a PSObject only to carry members. */
export function unwrap(v: Value): Value {
  return v instanceof PSObject && v.base !== undefined ? v.base : v;
}

/** Names of closed types already put together, so that look-ups by name meet one and the same string. */
const arrayNames = new Map<string, string>();
const listNames = new Map<ListKind, Map<string, string>>();
const tableNames = new Map<TableKind, Map<string, Map<string, string>>>();

function arrayName(v: PSArray): string {
  if (v.lengths !== null) return `${v.elementType}[${','.repeat(v.lengths.length - 1)}]`;
  let name = arrayNames.get(v.elementType);
  if (name === undefined) {
    name = `${v.elementType}[]`;
    arrayNames.set(v.elementType, name);
  }
  return name;
}

/** The value in a map, made and kept if missing. */
function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function listName(v: PSList): string {
  if (v.kind === 'Collection' && v.readOnly) return `System.Collections.ObjectModel.ReadOnlyCollection\`1[${v.elementType}]`;
  return kept(
    kept(listNames, v.kind, () => new Map<string, string>()),
    v.elementType,
    () => LISTS[v.kind](v.elementType),
  );
}

/** Type of $PSVersionTable: the one hashtable whose keys are texts by type. */
const VERSION_TABLE = 'System.Management.Automation.PSVersionHashTable';

function tableName(v: PSHashtable): string {
  if (v instanceof DerivedTable) return v.typeName;
  if (v.kind === 'Hashtable') return v.keyType === 'System.String' ? VERSION_TABLE : 'System.Collections.Hashtable';
  const byKey = kept(
    kept(tableNames, v.kind, () => new Map<string, Map<string, string>>()),
    v.keyType,
    () => new Map<string, string>(),
  );
  return kept(byKey, v.valueType, () => TABLES[v.kind](v.keyType, v.valueType));
}

/** Full .NET name of a value's type; '' for null. */
export function typeNameOf(v: Value): string {
  if (typeof v === 'string') return 'System.String';
  if (typeof v === 'number') return (v | 0) === v ? 'System.Int32' : 'System.Double';
  if (typeof v === 'boolean') return 'System.Boolean';
  if (v === null) return '';
  if (v instanceof PSObject) return v.base === undefined ? 'System.Management.Automation.PSCustomObject' : typeNameOf(v.base);
  if (v instanceof PSArray) return arrayName(v);
  if (v instanceof PSHashtable) return tableName(v);
  const kind = numericKind(v);
  if (kind !== null) return KIND_TYPE[kind];
  if (v instanceof PSChar) return 'System.Char';
  if (v instanceof EnumValue) return v.typeName;
  if (v instanceof PSList) return listName(v);
  if (v instanceof ScriptObject) return v.type.name;
  if (v instanceof ScriptEnumValue) return v.type.name;
  if (v instanceof ScriptBlock) return 'System.Management.Automation.ScriptBlock';
  if (v instanceof PSException) return v.script === null ? v.typeName : typeNameOf(v.script);
  if (v instanceof ErrorRecord) return 'System.Management.Automation.ErrorRecord';
  if (v instanceof TypeValue || v instanceof ScriptClass) return 'System.RuntimeType';
  if (v instanceof PSDictionaryEntry) return v.typeName;
  if (v instanceof InvocationInfo) return 'System.Management.Automation.InvocationInfo';
  if (v instanceof PSReference) return 'System.Management.Automation.PSReference';
  if (isAutomationNull(v)) return '';
  const named = lookupClass(v);
  if (named !== undefined) return named;
  const name = snapshotClassOf(v)?.name ?? v.constructor.name;
  if (name === 'FunctionInfo') {
    return `System.Management.Automation.${(v as { commandType?: string }).commandType === 'Filter' ? 'FilterInfo' : 'FunctionInfo'}`;
  }
  return MACHINE_CLASSES[name] ?? `System.Management.Automation.${name}`;
}

/** Name of the .NET type whose members a value has: of a script's enum System.Enum, of an exception its own type. */
export function memberTypeOf(v: Value): string {
  if (v instanceof ScriptEnumValue) return 'System.Enum';
  if (v instanceof PSException) return v.typeName;
  return typeNameOf(v);
}

/** Names of a script class and its bases. */
export function classHierarchy(type: ScriptClass): string[] {
  const names: string[] = [];
  for (let c: ScriptClass | null = type; c !== null; c = c.baseClass) {
    names.push(c.name);
    if (c.baseClass === null)
      names.push(...(c.kind === 'enum' ? ['System.Enum', 'System.ValueType', 'System.Object'] : baseChain(c.baseType)));
  }
  return names;
}

/** The value's own type names, without those given to this object. */
export function baseTypeHierarchy(v: Value): string[] {
  const value = unwrap(v);
  if (value === null) return [];
  if (value instanceof ScriptObject || value instanceof ScriptEnumValue) return classHierarchy(value.type);
  if (value instanceof PSException && value.script !== null) return baseTypeHierarchy(value.script);
  if (value instanceof TypeValue || value instanceof ScriptClass) {
    return ['System.RuntimeType', 'System.Reflection.TypeInfo', 'System.Type', 'System.Reflection.MemberInfo', 'System.Object'];
  }
  const adapted = value instanceof AdaptedObject ? value.adaptedTypeName() : null;
  return adapted === null ? baseChain(typeNameOf(value)) : [adapted, ...baseChain(typeNameOf(value))];
}

/** Key of the hidden member under which a heap object that is no PSObject keeps type names of its own. */
const OWN_NAMES = '\u0000typenames';

/** PSTypeNames of a value, most derived first. */
export function typeHierarchy(v: Value): string[] {
  if (v instanceof PSObject) {
    if (v.typeNames === null) return baseTypeHierarchy(v);
    // An object that came from elsewhere has only the names it was given.
    if (v.typeNamesOnly || v.typeNames[0]?.startsWith('Deserialized.')) return [...v.typeNames];
    return [...v.typeNames, ...baseTypeHierarchy(v)];
  }
  if (v instanceof HeapObject && v.instanceMembers !== null) {
    const own = v.instanceMembers.get(OWN_NAMES)?.names;
    if (own !== undefined) return [...own];
  }
  return baseTypeHierarchy(v);
}

/** True if type names were given to this very object. */
export function hasOwnTypeNames(v: Value): boolean {
  if (v instanceof PSObject) return v.typeNames !== null;
  return v instanceof HeapObject && v.instanceMembers?.has(OWN_NAMES) === true;
}

/** Gives an object its whole list of PSTypeNames. Values without identity must be wrapped in a PSObject first. */
export function setTypeNames(v: HeapObject, names: string[]): void {
  if (v instanceof PSObject) {
    v.typeNames = names;
    v.typeNamesOnly = true;
  } else {
    v.instanceMembers ??= new Map();
    v.instanceMembers.set(OWN_NAMES, { name: OWN_NAMES, memberType: 'MemberSet', names, hidden: true });
  }
  touch(v);
}

const SHORT: Record<string, string> = {
  'System.Int32': 'int',
  'System.Int64': 'long',
  'System.Int16': 'short',
  'System.Byte': 'byte',
  'System.SByte': 'sbyte',
  'System.UInt16': 'ushort',
  'System.UInt32': 'uint',
  'System.UInt64': 'ulong',
  'System.Double': 'double',
  'System.Single': 'float',
  'System.Decimal': 'decimal',
  'System.Boolean': 'bool',
  'System.Char': 'char',
  'System.String': 'string',
  'System.Void': 'void',
  'System.Numerics.BigInteger': 'bigint',
  'System.DateTime': 'datetime',
  'System.TimeSpan': 'timespan',
  'System.Guid': 'guid',
  'System.Version': 'version',
  'System.Uri': 'uri',
  'System.Collections.Hashtable': 'hashtable',
  'System.Xml.XmlDocument': 'xml',
  'System.Text.RegularExpressions.Regex': 'regex',
  'System.Management.Automation.ScriptBlock': 'scriptblock',
  'System.Type': 'type',
  'System.Management.Automation.SwitchParameter': 'switch',
  'System.Globalization.CultureInfo': 'cultureinfo',
  'System.Management.Automation.SemanticVersion': 'semver',
  'System.Net.IPAddress': 'ipaddress',
  'System.Management.Automation.PSObject': 'psobject',
  'System.Net.Mail.MailAddress': 'mailaddress',
  'System.Management.Automation.PSReference': 'ref',
  'System.Security.SecureString': 'securestring',
  'System.Management.Automation.PSCredential': 'pscredential',
  'System.Management.Automation.PSModuleInfo': 'psmoduleinfo',
  'System.Management.Automation.PowerShell': 'powershell',
  'System.Management.Automation.Runspaces.Runspace': 'runspace',
  'System.Management.Automation.PSVariable': 'psvariable',
  'System.Management.Automation.PSNoteProperty': 'psnoteproperty',
  'System.Management.Automation.PSScriptProperty': 'psscriptproperty',
  'System.Management.Automation.PSScriptMethod': 'psscriptmethod',
  'System.Management.Automation.PSAliasProperty': 'psaliasproperty',
  'System.Management.Automation.PSPropertySet': 'pspropertyset',
  'System.Management.Automation.PSPrimitiveDictionary': 'psprimitivedictionary',
  'System.Numerics.Vector': 'vector',
  'System.Collections.Specialized.OrderedDictionary': 'ordered',
  'System.Math': 'math',
  'System.Convert': 'convert',
};

/** A type's name as PowerShell writes it in signatures and as [string] shows a type: accelerators for well-known types. */
export function shortTypeName(fullName: string): string {
  const array = /\[,*\]$/.exec(fullName);
  if (array !== null) return shortTypeName(fullName.slice(0, array.index)) + array[0];
  const direct = SHORT[fullName];
  if (direct !== undefined) return direct;
  const closed = splitClosedName(fullName);
  if (closed !== null) {
    if (closed.open === 'System.Nullable`1') return `System.Nullable[${closed.args.map(shortTypeName).join(', ')}]`;
    return `${closed.open.replace(/`\d+$/, '')}[${closed.args.map(shortTypeName).join(',')}]`;
  }
  return fullName;
}

/** Type.Name: without namespace and generic arguments. */
export function simpleTypeName(fullName: string): string {
  const element = elementTypeOf(fullName);
  if (element !== null) return simpleTypeName(element) + fullName.slice(element.length);
  const name = splitClosedName(fullName)?.open ?? fullName;
  const afterDot = name.slice(name.lastIndexOf('.') + 1);
  return afterDot.slice(afterDot.lastIndexOf('+') + 1);
}

/** Type.FullName: generic arguments with their assembly. */
export function reflectionFullName(fullName: string): string {
  const element = elementTypeOf(fullName);
  if (element !== null) return reflectionFullName(element) + fullName.slice(element.length);
  const closed = splitClosedName(fullName);
  if (closed === null) return fullName;
  return `${closed.open}[${closed.args.map((a) => `[${reflectionFullName(a)}, ${assemblyOf(a)}]`).join(',')}]`;
}

/** Full name of the assembly that holds a type, as far as scripts look at it. */
export function assemblyOf(fullName: string): string {
  const parsed = parseTypeName(fullName);
  const name = parsed?.name ?? fullName;
  if (name.startsWith('System.Management.Automation') || name.startsWith('Microsoft.PowerShell')) {
    return 'System.Management.Automation, Version=7.6.5.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35';
  }
  return 'System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e';
}

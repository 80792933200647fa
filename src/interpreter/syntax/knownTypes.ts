/**
 * The few facts about .NET's types that the parser's checks need: which names are [void], [ref] or primitive, how exceptions descend from
 * one another, and where PowerShell's attributes may stand. Names that are not here count as existing types about which nothing is known.
 */
import type { TypeName } from './ast.ts';
import type { ParseHost } from './parser.ts';

/** `id` is the full name. `simple`: not TypeCode.Object, so allowed in a data section. `primitive`: Type.IsPrimitive. */
export interface KnownType {
  id: string;
  simple: boolean;
  primitive: boolean;
}

const primitives: Record<string, string[]> = {
  'System.Boolean': ['bool', 'boolean'],
  'System.Byte': ['byte'],
  'System.SByte': ['sbyte'],
  'System.Char': ['char'],
  'System.Int16': ['short', 'int16'],
  'System.UInt16': ['ushort', 'uint16'],
  'System.Int32': ['int', 'int32'],
  'System.UInt32': ['uint', 'uint32'],
  'System.Int64': ['long', 'int64'],
  'System.UInt64': ['ulong', 'uint64'],
  'System.Single': ['float', 'single'],
  'System.Double': ['double'],
};
const simple: Record<string, string[]> = {
  'System.String': ['string'],
  'System.Decimal': ['decimal'],
  'System.DateTime': ['datetime'],
};
const others: Record<string, string[]> = {
  'System.Void': ['void'],
  'System.Object': ['object'],
  'System.Type': ['type'],
  'System.Array': ['array'],
  'System.Guid': ['guid'],
  'System.Uri': ['uri'],
  'System.Version': ['version'],
  'System.TimeSpan': ['timespan'],
  'System.Exception': ['exception'],
  'System.Collections.Hashtable': ['hashtable', 'collections.hashtable'],
  'System.Management.Automation.PSReference': ['ref', 'management.automation.psreference'],
  'System.Management.Automation.ScriptBlock': ['scriptblock', 'management.automation.scriptblock'],
  'System.Management.Automation.PSObject': ['psobject', 'pscustomobject', 'management.automation.psobject'],
  'System.Management.Automation.SwitchParameter': ['switch', 'management.automation.switchparameter'],
  'System.Text.RegularExpressions.Regex': ['regex', 'text.regularexpressions.regex'],
  'System.Xml.XmlDocument': ['xml', 'xml.xmldocument'],
  'System.Numerics.BigInteger': ['bigint', 'numerics.biginteger'],
};

const table = new Map<string, KnownType>();
function addAll(types: Record<string, string[]>, isSimple: boolean, primitive: boolean): void {
  for (const [id, names] of Object.entries(types)) {
    const known = { id, simple: isSimple, primitive };
    table.set(id.toLowerCase(), known);
    for (const name of names) table.set(name, known);
  }
}
addAll(primitives, true, true);
addAll(simple, true, false);
addAll(others, false, false);

/** What is known of a type, or null. */
export function knownType(type: TypeName): KnownType | null {
  if (type.assemblyName !== null) return null;
  if (type.kind === 'TypeName') return table.get(type.name.toLowerCase()) ?? null;
  if (type.kind === 'GenericTypeName') return null;
  const element = knownType(type.elementType);
  return element && { id: `${element.id}[${','.repeat(type.rank - 1)}]`, simple: false, primitive: false };
}

/** Whether a name means the type with this full name. */
export function isType(type: TypeName, id: string): boolean {
  return knownType(type)?.id === id;
}

export function isVoid(type: TypeName): boolean {
  return isType(type, 'System.Void');
}

export function isReference(type: TypeName): boolean {
  return isType(type, 'System.Management.Automation.PSReference');
}

/**
 * Whether an enum may stand on a type. PowerShell means the integral types, but its test lets any type pass whose TypeCode has no bit
 * beyond 15, so only String, DateTime and names without a type are refused.
 */
export function canUnderlieEnum(type: TypeName, host: ParseHost): boolean {
  const known = knownType(type);
  if (known) return known.id !== 'System.String' && known.id !== 'System.DateTime';
  return host.typeExists?.(type.name, { isAttribute: false, genericArgumentCount: 0, namespaces: [] }) ?? false;
}

/** Base classes of common exceptions, names without `System.`. */
const exceptionBases: Record<string, string> = {
  systemexception: 'exception',
  applicationexception: 'exception',
  'management.automation.runtimeexception': 'systemexception',
  'management.automation.parseexception': 'management.automation.runtimeexception',
  'management.automation.cmdletinvocationexception': 'management.automation.runtimeexception',
  'management.automation.commandnotfoundexception': 'management.automation.runtimeexception',
  'management.automation.itemnotfoundexception': 'management.automation.sessionstateexception',
  'management.automation.sessionstateexception': 'management.automation.runtimeexception',
  'management.automation.drivenotfoundexception': 'management.automation.sessionstateexception',
  'management.automation.parameterbindingexception': 'management.automation.runtimeexception',
  'management.automation.actionpreferencestopexception': 'management.automation.runtimeexception',
  'management.automation.methodexception': 'management.automation.extendedtypesystemexception',
  'management.automation.methodinvocationexception': 'management.automation.methodexception',
  'management.automation.extendedtypesystemexception': 'management.automation.runtimeexception',
  'management.automation.psinvalidcastexception': 'invalidcastexception',
  argumentexception: 'systemexception',
  argumentnullexception: 'argumentexception',
  argumentoutofrangeexception: 'argumentexception',
  arithmeticexception: 'systemexception',
  dividebyzeroexception: 'arithmeticexception',
  overflowexception: 'arithmeticexception',
  formatexception: 'systemexception',
  indexoutofrangeexception: 'systemexception',
  invalidcastexception: 'systemexception',
  invalidoperationexception: 'systemexception',
  objectdisposedexception: 'invalidoperationexception',
  notimplementedexception: 'systemexception',
  notsupportedexception: 'systemexception',
  platformnotsupportedexception: 'notsupportedexception',
  nullreferenceexception: 'systemexception',
  outofmemoryexception: 'systemexception',
  stackoverflowexception: 'systemexception',
  timeoutexception: 'systemexception',
  unauthorizedaccessexception: 'systemexception',
  operationcanceledexception: 'systemexception',
  'collections.generic.keynotfoundexception': 'systemexception',
  'io.ioexception': 'systemexception',
  'io.filenotfoundexception': 'io.ioexception',
  'io.directorynotfoundexception': 'io.ioexception',
  'io.pathtoolongexception': 'io.ioexception',
  'io.endofstreamexception': 'io.ioexception',
  'net.webexception': 'invalidoperationexception',
};

function exceptionKey(type: TypeName): string {
  const name = type.name.toLowerCase();
  return name.startsWith('system.') ? name.slice(7) : name;
}

/** Whether an exception's type is another or descends from it, as far as is known. */
export function isSameOrDerivedException(type: TypeName, base: TypeName): boolean {
  if (type.kind !== 'TypeName' || base.kind !== 'TypeName') return false;
  const wanted = exceptionKey(base);
  if (wanted !== 'exception' && !(wanted in exceptionBases)) return false;
  for (let name: string | undefined = exceptionKey(type); name !== undefined; name = exceptionBases[name]) {
    if (name === wanted) return name in exceptionBases || name === 'exception';
  }
  return false;
}

/** Where an attribute may stand (AttributeUsage.ValidOn), and the properties that a name=value argument may set. */
export interface KnownAttribute {
  name: string;
  validOn: readonly AttributeTarget[];
  properties: readonly string[];
}
export type AttributeTarget = 'Class' | 'Enum' | 'Constructor' | 'Method' | 'Property' | 'Field' | 'Interface' | 'Parameter';

const onMembers: readonly AttributeTarget[] = ['Property', 'Field'];
const attributes = new Map<string, KnownAttribute>();
function attribute(
  name: string,
  validOn: readonly AttributeTarget[],
  properties: string,
  namespace = 'system.management.automation.',
): void {
  const known = { name, validOn, properties: properties === '' ? [] : properties.split(' ') };
  const short = name.toLowerCase();
  for (const prefix of ['', namespace, namespace.replace(/^system\./, '')]) {
    attributes.set(`${prefix}${short}`, known);
    attributes.set(`${prefix}${short}attribute`, known);
  }
}
const parameterProperties =
  'Position ParameterSetName Mandatory ValueFromPipeline ValueFromPipelineByPropertyName ValueFromRemainingArguments HelpMessage';
attribute('Parameter', onMembers, `${parameterProperties} HelpMessageBaseName HelpMessageResourceId DontShow`);
attribute(
  'CmdletBinding',
  ['Class'],
  'PositionalBinding DefaultParameterSetName SupportsShouldProcess SupportsPaging SupportsTransactions ConfirmImpact HelpUri RemotingCapability',
);
attribute('OutputType', ['Class'], 'ProviderCmdlet ParameterSetName');
for (const name of ['Alias', 'AllowNull', 'AllowEmptyString', 'AllowEmptyCollection', 'SupportsWildcards', 'ArgumentCompletions']) {
  attribute(name, onMembers, '');
}
for (const name of ['ValidateCount', 'ValidateLength', 'ValidateRange', 'ValidateNotNull', 'ValidateNotNullOrEmpty', 'ValidateDrive']) {
  attribute(name, onMembers, '');
}
attribute('ValidateSet', onMembers, 'ErrorMessage IgnoreCase');
attribute('ValidatePattern', onMembers, 'Options ErrorMessage');
attribute('ValidateScript', onMembers, 'ErrorMessage');
attribute('ArgumentCompleter', onMembers, '');
attribute('Credential', onMembers, 'TransformNullOptionalParameters');
attribute('PSDefaultValue', onMembers, 'Value Help');
attribute('DscProperty', onMembers, 'Key Mandatory NotConfigurable');
attribute('DscResource', ['Class'], 'RunAsCredential');
attribute('DscLocalConfigurationManager', ['Class'], '');
attribute('Flags', ['Enum'], '', 'system.');

/** What is known of an attribute, or null. */
export function knownAttribute(type: TypeName): KnownAttribute | null {
  return type.kind === 'TypeName' && type.assemblyName === null ? (attributes.get(type.name.toLowerCase()) ?? null) : null;
}

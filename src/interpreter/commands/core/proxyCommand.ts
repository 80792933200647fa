/** ProxyCommand: the declaration and parameters of a command's metadata as script text. Behaviour: ProxyCommand.cs, CommandMetadata.cs, TypeMetadata.cs. */
import { escapeSingleQuoted, escapeVariableName } from '../../machine/ast/codeGeneration.ts';
import { AttributeObject } from '../../machine/attributeObjects.ts';
import { PSHashtable, PSList } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { netError } from '../../values/faults.ts';
import { methodText } from '../../values/text.ts';
import { typeNameOf } from '../../values/typeNames.ts';
import { registerType } from '../../values/types/registry.ts';
import { EnumValue, TypeValue, type Value } from '../../values/value.ts';
import { method, NetRecord } from '../support/record.ts';

const SMA = 'System.Management.Automation.';
const UNSET = -2147483648;
const PREFIX = '\n    ';

const quoted = (text: string): string => `'${escapeSingleQuoted(text)}'`;
const textOf = (value: Value): string => (value === null ? '' : String(value));

function metadataOf(value: Value | undefined): NetRecord {
  if (value instanceof NetRecord) return value;
  throw netError('System.ArgumentNullException', "Value cannot be null. (Parameter 'commandMetadata')");
}

function cmdletBinding(self: NetRecord, ctx: NativeContext): string {
  if (self.get('IsAdvanced') !== true) return '';
  const parts: string[] = [];
  const set = textOf(self.get('DefaultParameterSetName'));
  if (set !== '') parts.push(`DefaultParameterSetName=${quoted(set)}`);
  if (self.get('SupportsShouldProcess') === true) {
    parts.push('SupportsShouldProcess=$true');
    parts.push(`ConfirmImpact='${methodText(self.get('ConfirmImpact'), ctx)}'`);
  }
  if (self.get('SupportsPaging') === true) parts.push('SupportsPaging=$true');
  if (self.get('SupportsTransactions') === true) parts.push('SupportsTransactions=$true');
  if (self.get('PositionalBinding') === false) parts.push('PositionalBinding=$false');
  const uri = textOf(self.get('HelpUri'));
  if (uri !== '') parts.push(`HelpUri=${quoted(uri)}`);
  const remoting = methodText(self.get('RemotingCapability'), ctx);
  if (remoting !== 'PowerShell') parts.push(`RemotingCapability='${remoting}'`);
  return `[CmdletBinding(${parts.join(', ')})]`;
}

function setText(name: string, set: NetRecord): string {
  const parts: string[] = [];
  if (name !== '__AllParameterSets') parts.push(`ParameterSetName=${quoted(name)}`);
  if (set.get('IsMandatory') === true) parts.push('Mandatory=$true');
  if (Number(set.get('Position')) !== UNSET) parts.push(`Position=${Number(set.get('Position'))}`);
  for (const flag of ['ValueFromPipeline', 'ValueFromPipelineByPropertyName', 'ValueFromRemainingArguments'])
    if (set.get(flag) === true) parts.push(`${flag}=$true`);
  const help = textOf(set.get('HelpMessage'));
  if (help !== '') parts.push(`HelpMessage=${quoted(help)}`);
  return parts.length === 0 ? '' : `[Parameter(${parts.join(', ')})]`;
}

function rangeText(first: Value, second: Value, ctx: NativeContext): string {
  const low = methodText(first, ctx);
  if (second === null) return `[ValidateRange([System.Management.Automation.ValidateRangeKind]::${low})]`;
  const type = first instanceof EnumValue ? `[${typeNameOf(first)}]::` : '';
  return `[ValidateRange(${type}${low}, ${type}${methodText(second, ctx)})]`;
}

/** The attributes that a proxy repeats. */
function attributeText(value: Value, ctx: NativeContext): string {
  if (!(value instanceof AttributeObject)) return '';
  const name = value.typeName.replace(/Attribute$/, '').replace(/^.*\./, '');
  const given = value.positional as Value[];
  switch (name) {
    case 'AllowNull':
    case 'AllowEmptyString':
    case 'AllowEmptyCollection':
    case 'ValidateNotNull':
    case 'ValidateNotNullOrEmpty':
    case 'ValidateNotNullOrWhiteSpace':
      return `[${name}()]`;
    case 'ValidateLength':
    case 'ValidateCount':
      return `[${name}(${given.map((v) => methodText(v, ctx)).join(', ')})]`;
    case 'ValidateRange':
      return rangeText(given[0] ?? null, given[1] ?? null, ctx);
    case 'ValidateSet':
      return `[ValidateSet(${given.map((v) => quoted(methodText(v, ctx))).join(',')})]`;
    case 'ValidatePattern':
    case 'PSTypeName':
      return `[${name}(${quoted(methodText(given[0] ?? null, ctx))})]`;
    case 'ValidateScript':
      return `[ValidateScript({ ${methodText(given[0] ?? null, ctx)} })]`;
    case 'Obsolete':
      return `[Obsolete(${given.map((v) => (typeof v === 'boolean' ? '$true' : quoted(methodText(v, ctx)))).join(', ')})]`;
    default:
      return '';
  }
}

/** One parameter: its attributes, its type, its name, each on a line. */
function parameterText(name: string, parameter: NetRecord, isAdvanced: boolean, ctx: NativeContext): string {
  const lines: string[] = [];
  const sets = parameter.get('ParameterSets');
  if (sets instanceof PSHashtable && isAdvanced)
    for (const { key, value } of sets.entries.values()) if (value instanceof NetRecord) lines.push(setText(String(key), value));
  const aliases = parameter.get('Aliases');
  if (aliases instanceof PSList && aliases.items.length > 0)
    lines.push(`[Alias(${aliases.items.map((a) => quoted(methodText(a, ctx))).join(',')})]`);
  const attributes = parameter.get('Attributes');
  const list = attributes instanceof PSList ? attributes.items : [];
  for (const attribute of list) lines.push(attributeText(attribute, ctx));
  const type = parameter.get('ParameterType');
  if (type instanceof TypeValue && type.name === `${SMA}SwitchParameter`) lines.push('[switch]');
  else if (type !== null) lines.push(`[${methodText(type, ctx)}]`);
  if (list.some((a) => a instanceof AttributeObject && a.typeName === 'Credential')) lines.push(`[${SMA}CredentialAttribute()]`);
  lines.push(`\${${escapeVariableName(name)}}`);
  return lines
    .filter((line) => line !== '')
    .map((line) => PREFIX + line)
    .join('');
}

function paramBlock(self: NetRecord, ctx: NativeContext): string {
  const parameters = self.get('Parameters');
  if (!(parameters instanceof PSHashtable)) return '';
  const isAdvanced = self.get('IsAdvanced') === true;
  const texts: string[] = [];
  for (const { key, value } of parameters.entries.values())
    if (value instanceof NetRecord) texts.push(parameterText(String(key), value, isAdvanced, ctx));
  return texts.join(',\n');
}

registerType({
  name: `${SMA}ProxyCommand`,
  isAbstract: true,
  isSealed: true,
  staticMethods: {
    GetCmdletBindingAttribute: method(`string GetCmdletBindingAttribute(${SMA}CommandMetadata commandMetadata)`, (_s, [x], ctx) =>
      cmdletBinding(metadataOf(x), ctx),
    ),
    GetParamBlock: method(`string GetParamBlock(${SMA}CommandMetadata commandMetadata)`, (_s, [x], ctx) => paramBlock(metadataOf(x), ctx)),
  },
});

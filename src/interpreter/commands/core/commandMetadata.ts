/** CommandMetadata and ParameterMetadata as objects that scripts make and change. Behaviour: CommandMetadata.cs, TypeMetadata.cs. */
import { COMMON_PARAMETERS } from '../../binding/parameterTable.ts';
import { AliasInfo, CmdletInfo, CommandInfo } from '../../machine/state.ts';
import { PSHashtable, PSList } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { netError } from '../../values/faults.ts';
import { findProperty } from '../../values/members.ts';
import { EnumValue, type Value } from '../../values/value.ts';
import { defineRecord, NetRecord } from '../support/record.ts';
import { metadataOf, resolved } from './commandInfoTypes.ts';

const SMA = 'System.Management.Automation.';
const IMPACTS = ['None', 'Low', 'Medium', 'High'];

/** Parameters that a proxy gets by itself. */
function isCommon(name: string, shouldProcess: boolean, paging: boolean): boolean {
  if (/^(WhatIf|Confirm)$/i.test(name)) return shouldProcess;
  if (/^(IncludeTotalCount|Skip|First)$/i.test(name)) return paging;
  return COMMON_PARAMETERS.some((c) => c.toLowerCase() === name.toLowerCase());
}

function metadata(value: Value | undefined, common: boolean, ctx: NativeContext): NetRecord {
  const given = value instanceof AliasInfo ? resolved(value, ctx) : value;
  if (!(given instanceof CommandInfo)) throw netError('System.NotSupportedException', 'Specified method is not supported.');
  const meta = metadataOf(given, ctx);
  const parameters = new PSHashtable('Dictionary', true, 'System.String', `${SMA}ParameterMetadata`);
  const all = findProperty(given, 'Parameters', ctx);
  if (all instanceof PSHashtable)
    for (const entry of all.entries.values())
      if (common || !isCommon(String(entry.key), meta?.supportsShouldProcess === true, meta?.supportsPaging === true))
        parameters.set(entry.key, entry.value);
  return new NetRecord(`${SMA}CommandMetadata`, {
    Name: given.name,
    CommandType: given instanceof CmdletInfo ? (findProperty(given, 'ImplementingType', ctx) ?? null) : null,
    DefaultParameterSetName: meta === null || meta.defaultSet === '' ? null : meta.defaultSet,
    SupportsShouldProcess: meta?.supportsShouldProcess === true,
    SupportsPaging: meta?.supportsPaging === true,
    PositionalBinding: meta?.positionalBinding !== false,
    SupportsTransactions: false,
    HelpUri: meta?.helpUri ?? '',
    RemotingCapability: new EnumValue(`${SMA}RemotingCapability`, 1),
    ConfirmImpact: new EnumValue(`${SMA}ConfirmImpact`, IMPACTS.indexOf(meta?.confirmImpact ?? 'Medium')),
    Parameters: parameters,
    IsAdvanced: meta?.isAdvanced === true,
  });
}

function copyList(value: Value): Value {
  return value instanceof PSList ? new PSList([...value.items], value.kind, value.elementType) : value;
}

function copyTable(value: Value, copy: (item: NetRecord) => NetRecord): Value {
  if (!(value instanceof PSHashtable)) return value;
  const made = new PSHashtable('Dictionary', value.ignoreCase, value.keyType, value.valueType);
  for (const { key, value: item } of value.entries.values()) made.set(key, item instanceof NetRecord ? copy(item) : item);
  return made;
}

const copyRecord = (from: NetRecord): NetRecord => new NetRecord(from.typeName, { ...from.fields });

/** A copy of a parameter; the attributes themselves are shared. */
function copyParameter(from: NetRecord): NetRecord {
  const made = copyRecord(from);
  made.fields.Aliases = copyList(from.get('Aliases'));
  made.fields.Attributes = copyList(from.get('Attributes'));
  made.fields.ParameterSets = copyTable(from.get('ParameterSets'), copyRecord);
  return made;
}

function copyMetadata(from: NetRecord): NetRecord {
  const made = copyRecord(from);
  made.fields.Parameters = copyTable(from.get('Parameters'), copyParameter);
  // the copy constructor leaves it out
  made.fields.PositionalBinding = true;
  return made;
}

defineRecord(
  `${SMA}CommandMetadata`,
  {
    Name: '!string',
    CommandType: 'type',
    DefaultParameterSetName: '!string',
    SupportsShouldProcess: '!bool',
    SupportsPaging: '!bool',
    PositionalBinding: '!bool',
    SupportsTransactions: '!bool',
    HelpUri: '!string',
    RemotingCapability: `!${SMA}RemotingCapability`,
    ConfirmImpact: `!${SMA}ConfirmImpact`,
    Parameters: `System.Collections.Generic.Dictionary[string,${SMA}ParameterMetadata]`,
  },
  {
    constructors: [
      { signature: `${SMA}CommandMetadata new(${SMA}CommandInfo commandInfo)`, body: (_s, [info], ctx) => metadata(info, false, ctx) },
      {
        signature: `${SMA}CommandMetadata new(${SMA}CommandInfo commandInfo, bool shouldGenerateCommonParameters)`,
        body: (_s, [info, common], ctx) => metadata(info, common === true, ctx),
      },
      {
        signature: `${SMA}CommandMetadata new(${SMA}CommandMetadata other)`,
        body: (_s, [other]) => {
          if (other instanceof NetRecord) return copyMetadata(other);
          throw netError('System.ArgumentNullException', "Value cannot be null. (Parameter 'other')");
        },
      },
    ],
  },
);

/** The types whose properties are the parameters that commands get by themselves (CommonCommandParameters.cs, ShouldProcessParameters.cs …). */
const GIVEN: Record<string, Record<string, string>> = {
  'Internal.CommonParameters': {
    Verbose: 'switch',
    Debug: 'switch',
    ErrorAction: `${SMA}ActionPreference`,
    WarningAction: `${SMA}ActionPreference`,
    InformationAction: `${SMA}ActionPreference`,
    ProgressAction: `${SMA}ActionPreference`,
    ErrorVariable: 'string',
    WarningVariable: 'string',
    InformationVariable: 'string',
    OutVariable: 'string',
    OutBuffer: 'int',
    PipelineVariable: 'string',
  },
  'Internal.ShouldProcessParameters': { WhatIf: 'switch', Confirm: 'switch' },
  'Internal.TransactionParameters': { UseTransaction: 'switch' },
  PagingParameters: { IncludeTotalCount: 'switch', Skip: 'uint64', First: 'uint64' },
};
for (const [name, properties] of Object.entries(GIVEN))
  defineRecord(SMA + name, Object.fromEntries(Object.entries(properties).map(([property, type]) => [property, `!${type}`])));

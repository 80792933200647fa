/** From the short table in which a native cmdlet declares its parameters to the metadata that everything else reads. */
import type { Cmdlet, CmdletDefinition } from '../machine/cmdlet.ts';
import type { AttributeSpec } from '../values/code.ts';
import { ALL_SETS, type CommandMetadata, type ParameterInSet, type ParameterMetadata, type ParameterShort } from './metadata.ts';
import { automaticParameters, checkNames, plainParameter } from './parameterTable.ts';

function flagsOf(short: Partial<ParameterShort>): ParameterInSet {
  return {
    mandatory: short.mandatory ?? false,
    position: short.position ?? null,
    valueFromPipeline: short.pipeline ?? false,
    valueFromPipelineByPropertyName: short.byName ?? false,
    valueFromRemainingArguments: short.remaining ?? false,
    helpMessage: '',
  };
}

function spec(typeName: string, positional: unknown[] = []): AttributeSpec {
  return { typeName, positional, named: {} };
}

function attributesOf(short: ParameterShort): AttributeSpec[] {
  const list: AttributeSpec[] = [];
  if (short.validateSet !== undefined) list.push(spec('ValidateSet', [...short.validateSet]));
  if (short.validateRange !== undefined) {
    list.push(spec('ValidateRange', typeof short.validateRange === 'string' ? [short.validateRange] : [...short.validateRange]));
  }
  if (short.validateCount !== undefined) list.push(spec('ValidateCount', [...short.validateCount]));
  if (short.validateLength !== undefined) list.push(spec('ValidateLength', [...short.validateLength]));
  if (short.validatePattern !== undefined) list.push(spec('ValidatePattern', [short.validatePattern]));
  if (short.softPattern !== undefined)
    list.push({ typeName: 'ValidatePattern', positional: [short.softPattern], named: { swallow: true } });
  if (short.notNull) list.push(spec('ValidateNotNull'));
  if (short.notNullOrEmpty) list.push(spec('ValidateNotNullOrEmpty'));
  return list;
}

/** One parameter from its short form. `isDynamic`: it came from dynamicParameters. */
export function parameterFromShort(name: string, short: ParameterShort, isDynamic = false): ParameterMetadata {
  const parameter = plainParameter(name, short.type);
  parameter.aliases = [...(short.aliases ?? [])];
  parameter.sets = {};
  if (short.sets === undefined) parameter.sets[ALL_SETS] = flagsOf(short);
  else for (const [set, over] of Object.entries(short.sets)) parameter.sets[set] = flagsOf({ ...short, ...over });
  parameter.attributes = attributesOf(short);
  parameter.allowNull = short.allowNull ?? false;
  parameter.allowEmptyString = short.allowEmptyString ?? false;
  parameter.allowEmptyCollection = short.allowEmptyCollection ?? false;
  parameter.dontShow = short.dontShow ?? false;
  parameter.supportsWildcards = short.wildcards ?? false;
  parameter.help = short.help ?? '';
  parameter.isDynamic = isDynamic;
  if (isDynamic) parameter.association = 'dynamic';
  return parameter;
}

/** Dynamic parameters of a native cmdlet as metadata, to be merged by {@link withDynamicParameters} of binder.ts. */
export function dynamicFromShort(table: Record<string, ParameterShort> | null): ParameterMetadata[] {
  return table === null ? [] : Object.entries(table).map(([name, short]) => parameterFromShort(name, short, true));
}

/** Metadata of a native cmdlet's definition. Throws MetadataException for names that occur twice. */
export function metadataOfDefinition<S extends object>(def: CmdletDefinition<S>): CommandMetadata {
  const supportsShouldProcess = def.supportsShouldProcess ?? false;
  const parameters = [
    ...Object.entries(def.parameters).map(([name, short]) => parameterFromShort(name, short, short.dynamic === true)),
    ...automaticParameters(supportsShouldProcess, false),
  ];
  checkNames(parameters);
  const metadata: CommandMetadata = {
    name: def.name,
    parameters,
    defaultSet: def.defaultSet ?? '',
    isAdvanced: true,
    positionalBinding: true,
    supportsShouldProcess,
    confirmImpact: def.confirmImpact ?? 'Medium',
    supportsPaging: false,
  };
  if (def.sets !== undefined) metadata.sets = [...def.sets];
  if (def.dynamicParameters !== undefined) metadata.hasDynamicParameters = true;
  return metadata;
}

/** Makes a cmdlet of its definition: adds the metadata of its parameters and the common ones. */
export function defineCmdlet<S extends object>(def: CmdletDefinition<S>): Cmdlet {
  return { ...(def as unknown as CmdletDefinition), metadata: metadataOfDefinition(def) };
}

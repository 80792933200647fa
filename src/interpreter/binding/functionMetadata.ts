/**
 * The parameters of a function, script or script block as metadata: from the attributes as compiled
 * (PowerShell: engine/parser/Compiler.cs GetParameterMetaData, engine/CompiledCommandParameter.cs).
 */
import type { AttributeSpec, Code, ParameterSpec } from '../values/code.ts';
import { PSArray } from '../values/collections.ts';
import { fail } from '../values/errors.ts';
import { EnumValue } from '../values/value.ts';
import { attributeFlag, attributeName, namedArgument } from './attributeNames.ts';
import { ALL_SETS, type CommandMetadata, type ParameterInSet, type ParameterMetadata } from './metadata.ts';
import { automaticParameters, checkNames, plainFlags, plainParameter } from './parameterTable.ts';

/** Attributes whose effect is in the metadata itself and which validate nothing. */
const ABSORBED = new Set([
  'parameter',
  'alias',
  'allownull',
  'allowemptystring',
  'allowemptycollection',
  'obsolete',
  'pstypename',
  'supportswildcards',
]);

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}

/** An int argument; PowerShell converts strings too (`Position='0'`). */
function intOf(value: unknown): number {
  return Math.trunc(Number(typeof value === 'object' && value !== null && 'value' in value ? value.value : value));
}

function parameterFlags(attribute: AttributeSpec): { set: string; flags: ParameterInSet; dontShow: boolean } {
  const flags = plainFlags();
  let set = ALL_SETS;
  let dontShow = false;
  for (const [key, value] of Object.entries(attribute.named)) {
    switch (key.toLowerCase()) {
      case 'position': {
        // int.MinValue is .NET's "no position".
        const position = intOf(value);
        flags.position = position === -2147483648 ? null : position;
        break;
      }
      case 'parametersetname':
        set = textOf(value) || ALL_SETS;
        break;
      case 'mandatory':
        flags.mandatory = attributeFlag(value);
        break;
      case 'valuefrompipeline':
        flags.valueFromPipeline = attributeFlag(value);
        break;
      case 'valuefrompipelinebypropertyname':
        flags.valueFromPipelineByPropertyName = attributeFlag(value);
        break;
      case 'valuefromremainingarguments':
        flags.valueFromRemainingArguments = attributeFlag(value);
        break;
      case 'helpmessage':
        flags.helpMessage = textOf(value);
        break;
      case 'helpmessagebasename':
      case 'helpmessageresourceid':
        break;
      case 'dontshow':
        dontShow = attributeFlag(value);
        break;
      default:
        throw fail(
          'PropertyNotFoundForType',
          'InvalidOperation',
          `Property '${key}' cannot be found for type 'System.Management.Automation.CmdletBindingAttribute'.`,
        );
    }
  }
  return { set: set.toLowerCase() === ALL_SETS.toLowerCase() ? ALL_SETS : set, flags, dontShow };
}

/** True for the type names of a switch parameter. */
export function isSwitchType(type: string): boolean {
  const t = type.toLowerCase();
  return t === 'switch' || t === 'switchparameter' || t === 'system.management.automation.switchparameter';
}

/** Metadata of one parameter from its attributes, without implied positions. `custom` and `advanced` are reported back. */
export function parameterOfSpec(spec: Pick<ParameterSpec, 'name' | 'type' | 'attributes'>): {
  parameter: ParameterMetadata;
  custom: boolean;
  advanced: boolean;
} {
  const parameter = plainParameter(spec.name, spec.type);
  parameter.sets = {};
  let custom = false;
  let advanced = false;
  // PowerShell reverses the list of attributes: the one next to the variable is checked first.
  for (const attribute of [...spec.attributes].reverse()) {
    const name = attributeName(attribute);
    switch (name) {
      case 'parameter': {
        const { set, flags, dontShow } = parameterFlags(attribute);
        advanced = true;
        if (flags.position !== null || set !== ALL_SETS) custom = true;
        if (dontShow) parameter.dontShow = true;
        if (Object.keys(parameter.sets).some((s) => s.toLowerCase() === set.toLowerCase())) {
          throw fail(
            'ParameterDeclaredInParameterSetMultipleTimes',
            'MetadataError',
            `The parameter '${spec.name}' is declared in parameter-set '${set}' multiple times.`,
            { typeName: 'System.Management.Automation.MetadataException' },
          );
        }
        parameter.sets[set] = flags;
        break;
      }
      case 'alias':
        parameter.aliases.push(...attribute.positional.flatMap((a) => (a instanceof PSArray ? a.items : [a])).map(textOf));
        break;
      case 'allownull':
        parameter.allowNull = true;
        break;
      case 'allowemptystring':
        parameter.allowEmptyString = true;
        break;
      case 'allowemptycollection':
        parameter.allowEmptyCollection = true;
        break;
      case 'obsolete':
        parameter.obsolete = textOf(attribute.positional[0]);
        break;
      case 'pstypename':
        parameter.psTypeName = textOf(attribute.positional[0]);
        break;
      case 'supportswildcards':
        parameter.supportsWildcards = true;
        break;
      default:
        break;
    }
    if (!ABSORBED.has(name)) parameter.attributes.push(attribute);
  }
  if (!advanced) parameter.sets[ALL_SETS] = plainFlags();
  const type = spec.type.toLowerCase();
  if (type !== 'system.object' && type !== 'object') parameter.scriptTyped = true;
  return { parameter, custom, advanced };
}

/** A dynamic parameter from a RuntimeDefinedParameter's name, type and attributes: only the binder coerces it. */
export function dynamicParameter(name: string, type: string, attributes: AttributeSpec[]): ParameterMetadata {
  const { parameter } = parameterOfSpec({ name, type, attributes: [...attributes].reverse() });
  delete parameter.scriptTyped;
  parameter.isDynamic = true;
  parameter.association = 'dynamic';
  return parameter;
}

interface BlockAttributes {
  cmdletBinding: boolean;
  defaultSet: string;
  positionalBinding: boolean;
  supportsShouldProcess: boolean;
  supportsPaging: boolean;
  confirmImpact: CommandMetadata['confirmImpact'];
  helpUri: string;
}

const IMPACTS = ['None', 'Low', 'Medium', 'High'] as const;

function impactOf(value: unknown): CommandMetadata['confirmImpact'] {
  const n = value instanceof EnumValue ? Number(value.value) : typeof value === 'number' ? value : -1;
  return IMPACTS[n] ?? IMPACTS.find((i) => i.toLowerCase() === String(value).toLowerCase()) ?? 'Medium';
}

function blockAttributes(attributes: readonly AttributeSpec[]): BlockAttributes {
  const result: BlockAttributes = {
    cmdletBinding: false,
    defaultSet: '',
    positionalBinding: true,
    supportsShouldProcess: false,
    supportsPaging: false,
    confirmImpact: 'Medium',
    helpUri: '',
  };
  const binding = attributes.find((a) => attributeName(a) === 'cmdletbinding');
  if (binding === undefined) return result;
  result.cmdletBinding = true;
  result.defaultSet = textOf(namedArgument(binding, 'DefaultParameterSetName'));
  result.supportsShouldProcess = attributeFlag(namedArgument(binding, 'SupportsShouldProcess'));
  result.supportsPaging = attributeFlag(namedArgument(binding, 'SupportsPaging'));
  result.helpUri = textOf(namedArgument(binding, 'HelpUri'));
  const positional = namedArgument(binding, 'PositionalBinding');
  if (positional !== undefined) result.positionalBinding = attributeFlag(positional);
  const impact = namedArgument(binding, 'ConfirmImpact');
  if (impact !== undefined) result.confirmImpact = impactOf(impact);
  return result;
}

/** Positions that PowerShell implies: in order of declaration without switches, unless a position or set was named anywhere. */
function implyPositions(parameters: readonly ParameterMetadata[]): void {
  let position = 0;
  for (const p of parameters) {
    const flags = p.sets[ALL_SETS];
    if (flags !== undefined && !isSwitchType(p.type)) flags.position = position++;
  }
}

/**
 * Metadata of a function, script or script block. Advanced ([CmdletBinding()] or any [Parameter()]) ones get the common
 * parameters. Throws MetadataException for names or sets that occur twice.
 */
export function metadataOfCode(code: Code, name: string): CommandMetadata {
  const block = blockAttributes(code.attributes);
  let advanced = block.cmdletBinding;
  let custom = false;
  const parameters: ParameterMetadata[] = [];
  for (const spec of code.parameters) {
    const made = parameterOfSpec(spec);
    made.parameter.slot = spec.slot;
    advanced ||= made.advanced;
    custom ||= made.custom;
    parameters.push(made.parameter);
  }
  if (block.positionalBinding && !custom) implyPositions(parameters);
  if (advanced) parameters.push(...automaticParameters(block.supportsShouldProcess, block.supportsPaging));
  checkNames(parameters);
  const metadata: CommandMetadata = {
    name,
    parameters,
    defaultSet: block.defaultSet,
    isAdvanced: advanced,
    positionalBinding: block.positionalBinding,
    supportsShouldProcess: block.supportsShouldProcess,
    confirmImpact: block.confirmImpact,
    supportsPaging: block.supportsPaging,
  };
  if (block.helpUri !== '') metadata.helpUri = block.helpUri;
  if (code.dynamicParamPc >= 0) metadata.hasDynamicParameters = true;
  return metadata;
}

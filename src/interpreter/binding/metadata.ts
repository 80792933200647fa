/** The one model of a command's parameters: for binding, Get-Command, Get-Help, proxies, restriction and completion. */
import type { AttributeSpec } from '../values/code.ts';

/** Flags of a parameter in one parameter set (ParameterSetMetadata). */
export interface ParameterInSet {
  mandatory: boolean;
  /** null = named only. */
  position: number | null;
  valueFromPipeline: boolean;
  valueFromPipelineByPropertyName: boolean;
  valueFromRemainingArguments: boolean;
  helpMessage: string;
}

/** Name of the set that a parameter of all sets is in. */
export const ALL_SETS = '__AllParameterSets';

/** A parameter (ParameterMetadata). Plain data. */
export interface ParameterMetadata {
  name: string;
  /** Full or accelerator name of its type: 'string', 'int[]', 'System.Management.Automation.ScriptBlock' … */
  type: string;
  aliases: string[];
  /** Set name -> flags; ALL_SETS for one that is in every set. */
  sets: Record<string, ParameterInSet>;
  /** Validate*, transformation, AllowNull … attributes in order of declaration. */
  attributes: AttributeSpec[];
  allowNull: boolean;
  allowEmptyString: boolean;
  allowEmptyCollection: boolean;
  dontShow: boolean;
  supportsWildcards: boolean;
  /** One sentence for help. */
  help: string;
  /** True for -Verbose, -ErrorAction … */
  isCommon: boolean;
  isDynamic: boolean;
  /** Which group it belongs to (ParameterBinderAssociation); absent = 'declared'. 'common' are the twelve of [CmdletBinding()]. */
  association?: 'declared' | 'dynamic' | 'common' | 'shouldProcess' | 'paging';
  /** Required PSTypeName of its argument ([PSTypeName('…')]). */
  psTypeName?: string;
  /** Message of [Obsolete('…')]; '' for one without. */
  obsolete?: string;
  /** Declared in a script with a type: the constraint converts as a cast does, before the binder's own coercion. */
  scriptTyped?: boolean;
  /** Slot of its variable in a function's layout. */
  slot?: number;
}

/** A command's parameters and binding rules (CommandMetadata). Plain data. */
export interface CommandMetadata {
  name: string;
  /** In order of declaration; common parameters last. */
  parameters: ParameterMetadata[];
  defaultSet: string;
  /** True: [CmdletBinding()] or a cmdlet: unknown arguments are errors, common parameters exist. */
  isAdvanced: boolean;
  positionalBinding: boolean;
  supportsShouldProcess: boolean;
  confirmImpact: 'None' | 'Low' | 'Medium' | 'High';
  supportsPaging: boolean;
  /** Names of the parameter sets in order, the default set first; absent = in order of appearance. */
  sets?: string[];
  /** [CmdletBinding(HelpUri)] and the like. */
  helpUri?: string;
  /** True: has a dynamicparam block or dynamicParameters: an unknown argument may still find its parameter. */
  hasDynamicParameters?: boolean;
}

/** Short form in which native cmdlets declare a parameter. */
export interface ParameterShort {
  type: string;
  aliases?: string[];
  position?: number;
  mandatory?: boolean;
  /** ValueFromPipeline. */
  pipeline?: boolean;
  /** ValueFromPipelineByPropertyName. */
  byName?: boolean;
  remaining?: boolean;
  /** Sets it belongs to, with flags that differ from the ones above; absent = all sets. */
  sets?: Record<string, Partial<Omit<ParameterShort, 'sets' | 'type'>>>;
  validateSet?: string[];
  validateRange?: [number, number] | 'Positive' | 'NonNegative' | 'Negative' | 'NonPositive';
  validateCount?: [number, number];
  validateLength?: [number, number];
  validatePattern?: string;
  /** As validatePattern, but an argument without name that does not match may go to another parameter (SwallowException). */
  softPattern?: string;
  notNull?: boolean;
  notNullOrEmpty?: boolean;
  allowNull?: boolean;
  allowEmptyString?: boolean;
  allowEmptyCollection?: boolean;
  /** True: a dynamic parameter: found by its name only where no other parameter has it. */
  dynamic?: boolean;
  dontShow?: boolean;
  wildcards?: boolean;
  help?: string;
}

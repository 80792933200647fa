/** What all validation attributes share: the error they throw and how they walk through a value. */
import { type AttributeSpec, ScriptBlock } from '../values/code.ts';
import { PSArray, PSHashtable, PSList } from '../values/collections.ts';
import type { NativeContext } from '../values/context.ts';
import { toText } from '../values/convert.ts';
import { enumerate } from '../values/enumerate.ts';
import { fail, type TerminatingError } from '../values/errors.ts';
import { isAutomationNull, type Value } from '../values/value.ts';
import { attributeFlag, namedArgument } from './attributeNames.ts';
import { fillText } from './bindingErrors.ts';

/** Exception type of a failed validation. */
export const VALIDATION_EXCEPTION = 'System.Management.Automation.ValidationMetadataException';

/** Texts of Metadata.resx by what they say. */
export const VALIDATION_TEXTS = {
  isNull: 'The argument is null. Provide a valid value for the argument, and then try running the command again.',
  collectionHasNull:
    'The argument has a null value, or an element of the argument collection contains a null value. Provide a collection that does not contain any null values, and then try the command again.',
  isNullOrEmpty: 'The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.',
  collectionNullOrEmpty:
    'The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.',
  isWhiteSpace:
    'The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.',
  collectionWhiteSpace:
    'An element of the argument collection is null, empty, or consists of only white-space characters. Supply a collection that does not contain any those values and then try the command again.',
  pattern: 'The argument "{0}" does not match the "{1}" pattern. Supply an argument that matches "{1}" and try the command again.',
  script:
    'The "{1}" validation script for the argument with value "{0}" did not return a result of True. Determine why the validation script failed, and then try the command again.',
  set: 'The argument "{0}" does not belong to the set "{1}" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.',
  setGeneratorNull: 'Valid values generator return a null value.',
  lengthNotString:
    'The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] parameter.',
  tooShort:
    'The character length ({1}) of the argument is too short. Specify an argument with a length that is greater than or equal to "{0}", and then try the command again.',
  tooLong:
    'The character length of the {1} argument is too long. Shorten the character length of the argument so it is fewer than or equal to "{0}" characters, and then try the command again.',
  countNotArray:
    'The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the parameter or make the parameter an array parameter.',
  countExact: 'The parameter requires exactly {0} value(s) - {1} value(s) were provided.',
  countRange: 'The parameter requires at least {0} value(s) and no more than {1} value(s) - {2} value(s) were provided.',
  rangeType:
    'The argument cannot be validated because its type "{0}" is not the same type ({1}) as the maximum and minimum limits of the parameter. Make sure the argument is of type {1} and then try the command again.',
  rangePositive: 'The argument "{0}" cannot be validated because its value is not greater than zero.',
  rangeNonNegative: 'The argument "{0}" cannot be validated because its value is not greater than or equal to zero.',
  rangeNegative: 'The argument "{0}" cannot be validated because its value is not less than zero.',
  rangeNonPositive: 'The argument "{0}" cannot be validated because its value is not less than or equal to zero.',
  rangeLimitTypes:
    'The specified minimum range ({0}) cannot be accepted because it is not the same type as the specified maximum range ({1}). Update the ValidateRange attribute for the parameter.',
  rangeOrder:
    'The specified maximum range cannot be accepted because it is less than the specified minimum range. Update the ValidateRange attribute for the parameter.',
  tooBig:
    'The {0} argument is greater than the maximum allowed range of {1}. Supply an argument that is less than or equal to {1} and then try the command again.',
  tooSmall:
    'The {0} argument is less than the minimum allowed range of {1}. Supply an argument that is greater than or equal to {1} and then try the command again.',
  driveNotString: 'The path argument is invalid. Supply a path argument that is a string type.',
  driveNoRoot: 'The path argument has no root drive.  Supply a full path argument with a root drive.',
  driveNotAllowed:
    'The path argument drive {0} does not belong to the set of approved drives: {1}. Supply a path argument with an approved drive.',
  variableName: "Cannot validate argument '{0}' because it is not a valid variable name.",
} as const;

/** A failed validation: ValidationMetadataException. */
export function invalid(errorId: string, text: keyof typeof VALIDATION_TEXTS | { format: string }, ...args: string[]): TerminatingError {
  const format = typeof text === 'string' ? VALIDATION_TEXTS[text] : text.format;
  return fail(errorId, 'MetadataError', fillText(format, args), { typeName: VALIDATION_EXCEPTION });
}

/** The attribute's own ErrorMessage where it has one, else the standard text. */
export function messageOf(
  spec: AttributeSpec,
  standard: keyof typeof VALIDATION_TEXTS,
): keyof typeof VALIDATION_TEXTS | { format: string } {
  const own = namedArgument(spec, 'ErrorMessage');
  return typeof own === 'string' && own !== '' ? { format: own } : standard;
}

/** null and AutomationNull. */
export function isNull(value: Value | undefined): boolean {
  return value === undefined || value === null || isAutomationNull(value);
}

/** The elements that an enumerating attribute checks (ValidateEnumeratedArgumentsAttribute). Throws for null. */
export function elementsOf(value: Value): readonly Value[] {
  if (isNull(value)) throw invalid('ArgumentIsEmpty', 'collectionNullOrEmpty');
  return enumerate(value) ?? [value];
}

/** Number of elements as ValidateCount counts them; null if the value isn't a collection. A string counts its characters. */
export function countOf(value: Value): number | null {
  if (isNull(value)) return 0;
  if (value instanceof PSArray || value instanceof PSList) return value.items.length;
  if (value instanceof PSHashtable) return value.entries.size;
  if (typeof value === 'string') return value.length;
  return enumerate(value)?.length ?? null;
}

/** Text of a value inside a message. */
export function shown(value: Value, ctx: NativeContext): string {
  return value instanceof ScriptBlock ? value.text : toText(value, ctx);
}

/** IgnoreCase of ValidateSet: true unless the attribute says otherwise. */
export function ignoresCase(spec: AttributeSpec): boolean {
  const own = namedArgument(spec, 'IgnoreCase');
  return own === undefined || attributeFlag(own);
}

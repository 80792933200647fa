/** Errors of parameter binding: PowerShell's ids, texts (ParameterBinderStrings.resx), exception types and positions. */
import { type ErrorCategory, ErrorRecord, PSException, TerminatingError } from '../values/errors.ts';
import { TypeValue, type Value } from '../values/value.ts';

/** Texts by id. {1} parameter's name, {2} its type, {6} and {7} what the place adds. */
export const BINDING_TEXTS = {
  NamedParameterNotFound: "A parameter cannot be found that matches parameter name '{1}'.",
  PositionalParameterNotFound: "A positional parameter cannot be found that accepts argument '{1}'.",
  MissingArgument: "Missing an argument for parameter '{1}'. Specify a parameter of type '{2}' and try again.",
  AmbiguousParameter: "Parameter cannot be processed because the parameter name '{1}' is ambiguous. Possible matches include:{6}.",
  CannotConvertArgument: "Cannot convert '{6}' to the type '{2}' required by parameter '{1}'. {7}",
  CannotConvertArgumentNoMessage: "Cannot bind parameter '{1}'. {6}",
  AmbiguousPositionalParameterNoName: 'Cannot bind positional parameters because no names were given.',
  AmbiguousParameterSet:
    'Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.',
  MissingMandatoryParameter: 'Cannot process command because of one or more missing mandatory parameters:{1}.',
  ParameterNotInParameterSet: "Parameter '{1}' cannot be specified in parameter set '{6}'.",
  ParameterAlreadyBound:
    'Cannot bind parameter because parameter \'{1}\' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".',
  ScriptBlockArgumentNoInput:
    "Cannot evaluate parameter '{1}' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input.",
  ScriptBlockArgumentInvocationFailed: "The input to the script block for parameter '{1}' failed. {6}",
  ScriptBlockArgumentNoOutput: "Cannot evaluate parameter '{1}' because its argument input did not produce any output.",
  InputObjectNotBound:
    'The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.',
  InputObjectMissingMandatory:
    'The input object cannot be bound because it did not contain the information required to bind all mandatory parameters: {6}',
  GetDynamicParametersException: 'Cannot retrieve the dynamic parameters for the cmdlet. {6}',
  ParameterArgumentTransformationError: "Cannot process argument transformation on parameter '{1}'. {6}",
  ParameterArgumentValidationError: "Cannot validate argument on parameter '{1}'. {6}",
  ParameterArgumentValidationErrorNullNotAllowed: "Cannot bind argument to parameter '{1}' because it is null.",
  ParameterArgumentValidationErrorEmptyStringNotAllowed: "Cannot bind argument to parameter '{1}' because it is an empty string.",
  ParameterArgumentValidationErrorEmptyCollectionNotAllowed: "Cannot bind argument to parameter '{1}' because it is an empty collection.",
  ParameterArgumentValidationErrorEmptyArrayNotAllowed: "Cannot bind argument to parameter '{1}' because it is an empty array.",
  MismatchedPSTypeName:
    "Cannot bind argument to parameter '{1}', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: {6}.",
} as const;
/** An id of a binding error. */
export type BindingErrorId = keyof typeof BINDING_TEXTS;

/** The kinds of ParameterBindingException that other code tells apart. */
export type BindingErrorKind = 'binding' | 'validation' | 'transformation';

const EXCEPTIONS: Record<BindingErrorKind, string> = {
  binding: 'System.Management.Automation.ParameterBindingException',
  validation: 'System.Management.Automation.ParameterBindingValidationException',
  transformation: 'System.Management.Automation.ParameterBindingArgumentTransformationException',
};

/** Offsets in the source of what the error points at; -1 = the whole command. */
export interface Place {
  start: number;
  end: number;
}
/** The whole command. */
export const WHOLE_COMMAND: Place = { start: -1, end: -1 };

/** A binding error. The record's id is complete (`Id,Command`); the machine adds the invocation info at `start`..`end`. */
export class BindingError extends TerminatingError {
  readonly kind: BindingErrorKind;
  readonly start: number;
  readonly end: number;
  /** An invalid cast is its cause: other ways of binding are tried. */
  readonly fromCast: boolean;
  constructor(record: ErrorRecord, kind: BindingErrorKind, place: Place, fromCast: boolean) {
    super(record);
    this.kind = kind;
    this.start = place.start;
    this.end = place.end;
    this.fromCast = fromCast;
  }
}

/** Whose parameters are bound. */
export interface CommandNames {
  commandName: string;
  /** Class of a native cmdlet; '' for functions, whose name stands in the error id. */
  className: string;
}

/** Replaces {n} by the n-th argument. Doubled braces are braces, as in .NET's composite formats. */
export function fillText(format: string, args: readonly string[]): string {
  return format.replace(/\{\{|\}\}|\{(\d+)\}/g, (all, n: string | undefined) =>
    n === undefined ? all.charAt(0) : (args[Number(n)] ?? ''),
  );
}

/** What an error says besides its id. */
export interface BindingErrorDetails {
  kind?: BindingErrorKind;
  category?: ErrorCategory;
  /** {1}: parameter's name, or what stands for it. */
  parameter?: string;
  /** {2}: full name of the parameter's type. */
  type?: string;
  /** {6}, {7}. */
  extra?: string[];
  /** Full name of the argument's type. */
  specified?: string;
  place?: Place;
  inner?: PSException | null;
  fromCast?: boolean;
  target?: Value;
}

/** Makes a binding error. */
export function bindingError(names: CommandNames, id: BindingErrorId, details: BindingErrorDetails = {}): BindingError {
  const kind = details.kind ?? 'binding';
  const text = fillText(BINDING_TEXTS[id], [
    names.commandName,
    details.parameter ?? '',
    details.type ?? '',
    details.specified ?? '',
    '',
    '',
    ...(details.extra ?? []),
  ]);
  const exception = new PSException(EXCEPTIONS[kind], text, details.inner ?? null);
  const record = new ErrorRecord(exception, id, details.category ?? 'InvalidArgument', details.target ?? null);
  const command = names.className === '' ? names.commandName : names.className;
  record.fullyQualifiedErrorId = command === '' ? id : `${id},${command}`;
  record.activity = names.commandName;
  record.reason = EXCEPTIONS[kind].slice(EXCEPTIONS[kind].lastIndexOf('.') + 1);
  exception.errorRecord = record;
  exception.properties.set('ErrorId', id);
  exception.properties.set('ParameterName', details.parameter ?? null);
  exception.properties.set('ParameterType', details.type === undefined ? null : new TypeValue(details.type));
  exception.properties.set('TypeSpecified', details.specified === undefined ? null : new TypeValue(details.specified));
  return new BindingError(record, kind, details.place ?? WHOLE_COMMAND, details.fromCast ?? false);
}

/** The same error with the remark that default parameter values may have caused it (ThrowElaboratedBindingException). */
export function elaborated(error: BindingError, boundDefaults: readonly string[]): BindingError {
  const names = boundDefaults.map((n) => ` -${n}`).join('');
  const several = boundDefaults.length > 1;
  const text = several
    ? `${error.record.exception.message} This error might have been caused by applying the default parameter binding. You can disable the default parameter binding in $PSDefaultParameterValues by setting $PSDefaultParameterValues["Disabled"] to be $true, and then trying again. The following default parameters were successfully bound for this cmdlet when the error occurred:${names}`
    : `${error.record.exception.message} This failure might be caused by applying the default parameter binding. You can disable the default parameter binding in $PSDefaultParameterValues by setting $PSDefaultParameterValues["Disabled"] to be $true, and retry. The following default parameter was successfully bound for this cmdlet when the error occurred:${names}`;
  const old = error.record;
  const exception = new PSException(EXCEPTIONS.binding, text, old.exception.inner);
  const record = new ErrorRecord(exception, old.errorId, old.category, old.targetObject);
  record.fullyQualifiedErrorId = old.fullyQualifiedErrorId;
  record.activity = old.activity;
  record.reason = 'ParameterBindingException';
  exception.errorRecord = record;
  for (const [key, value] of old.exception.properties) exception.properties.set(key, value);
  return new BindingError(record, 'binding', WHOLE_COMMAND, false);
}

/** The record with the pipeline object as its target. */
export function withTarget(record: ErrorRecord, target: Value): ErrorRecord {
  record.targetObject = target;
  return record;
}

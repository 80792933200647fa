/** Making and recognising the errors of conversions and .NET-shaped members. */
import { DotNetError as MemberError } from './descriptor.ts';
import { ArgumentError, DotNetError as LayerError } from './dotnet/errors.ts';
import { type ErrorCategory, ErrorRecord, PSException, TerminatingError } from './errors.ts';
import type { Value } from './value.ts';

export {
  ArgumentError,
  ArgumentNullError,
  ArgumentOutOfRangeError,
  FormatError,
  InvalidCastError,
  OverflowError,
} from './dotnet/errors.ts';

/** A .NET exception on its way from a type's code, of either layer. */
export type NetError = MemberError | LayerError;

/** True for an exception of a .NET-shaped type; anything else must be let through. */
export function isNetError(e: unknown): e is NetError {
  return e instanceof MemberError || e instanceof LayerError;
}

/** A .NET exception with any type name. */
export function netError(typeName: string, message: string): NetError {
  return new MemberError(typeName, message);
}

/** InvalidOperationException. */
export function invalidOperation(message: string): NetError {
  return new MemberError('System.InvalidOperationException', message);
}

/** NotSupportedException. */
export function notSupported(message: string): NetError {
  return new MemberError('System.NotSupportedException', message);
}

/** ArgumentException about a parameter. */
export function badArgument(message: string, parameter?: string): NetError {
  return new ArgumentError(message, parameter);
}

/** IndexOutOfRangeException. */
export function outOfBounds(): NetError {
  return new MemberError('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.');
}

/** ArgumentOutOfRangeException of lists. */
export function indexOutOfRange(parameter = 'index'): NetError {
  return new ArgumentError(
    'Index was out of range. Must be non-negative and less than the size of the collection.',
    parameter,
    'System.ArgumentOutOfRangeException',
  );
}

/** The exception object for a .NET exception. */
export function toException(e: NetError): PSException {
  const exception = new PSException(e.typeName, e.message);
  const parameter = e instanceof ArgumentError ? e.parameter : /\(Parameter '([^']*)'\)/.exec(e.message)?.[1];
  if (parameter !== undefined) exception.properties.set('ParamName', parameter);
  return exception;
}

/** What a failed step threw, as the exception inside a greater one; undefined for what must not be caught. */
export function innerException(e: unknown): PSException | undefined {
  if (isNetError(e)) return toException(e);
  if (e instanceof TerminatingError) return e.record.exception;
  return undefined;
}

/** PSInvalidCastException, what failed conversions throw. */
export function castError(errorId: string, message: string, inner: PSException | null = null): TerminatingError {
  return makeError('System.Management.Automation.PSInvalidCastException', errorId, 'InvalidArgument', message, null, inner);
}

/** RuntimeException as InterpreterError.NewInterpreterException makes it. */
export function runtimeError(
  errorId: string,
  message: string,
  options: { category?: ErrorCategory; target?: Value; inner?: PSException | null; typeName?: string } = {},
): TerminatingError {
  return makeError(
    options.typeName ?? 'System.Management.Automation.RuntimeException',
    errorId,
    options.category ?? 'InvalidOperation',
    message,
    options.target ?? null,
    options.inner ?? null,
  );
}

/** A terminating error with all its parts. */
export function makeError(
  typeName: string,
  errorId: string,
  category: ErrorCategory,
  message: string,
  target: Value = null,
  inner: PSException | null = null,
): TerminatingError {
  const exception = new PSException(typeName, message, inner);
  const record = new ErrorRecord(exception, errorId, category, target);
  exception.errorRecord = record;
  return new TerminatingError(record);
}

/** MethodInvocationException: an exception inside a method. The id is the inner exception's short type name. */
export function methodInvocationError(method: string, argumentCount: number, inner: PSException): TerminatingError {
  return makeError(
    'System.Management.Automation.MethodInvocationException',
    innerId(inner),
    'NotSpecified',
    `Exception calling "${method}" with "${argumentCount}" argument(s): "${inner.message}"`,
    null,
    inner,
  );
}

/** Id of an error that wraps an exception: its type's short name. */
export function innerId(inner: PSException): string {
  return inner.typeName.slice(inner.typeName.lastIndexOf('.') + 1);
}

/** Runs code of a .NET-shaped type outside a method call; its exception becomes the error of the statement itself. */
export function netErrorAsRuntime(e: NetError): TerminatingError {
  const exception = toException(e);
  const record = new ErrorRecord(exception, e.typeName, 'OperationStopped');
  return new TerminatingError(record);
}

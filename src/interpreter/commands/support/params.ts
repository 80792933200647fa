/** Reading bound parameters of native cmdlets, and other small things that most of them need. */
import { PSArray, PSList } from '../../values/collections.ts';
import type { NativeContext } from '../../values/context.ts';
import { toText } from '../../values/convert.ts';
import { enumerate } from '../../values/enumerate.ts';
import { type ErrorCategory, ErrorRecord, PSException, type TerminatingError } from '../../values/errors.ts';
import { makeError } from '../../values/faults.ts';
import { toJsNumber } from '../../values/numbers.ts';
import { unwrap } from '../../values/typeNames.ts';
import { EnumValue, isAutomationNull, type Value } from '../../values/value.ts';

/** What of a cmdlet's context the readers need. */
export interface Bound extends NativeContext {
  readonly params: Readonly<Record<string, Value | undefined>>;
}

/** Items of an array parameter; none if it was not given or is null. A single value is one item. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || value === null || isAutomationNull(value)) return [];
  return value instanceof PSArray || value instanceof PSList ? value.items : (enumerate(value) ?? [value]);
}

/** Items of a string[] parameter. */
export function stringsOf(value: Value | undefined, ctx: NativeContext): string[] {
  return listOf(value).map((v) => (typeof v === 'string' ? v : toText(v, ctx)));
}

/** A string parameter, or undefined if not given. */
export function stringOf(value: Value | undefined, ctx: NativeContext): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : toText(value, ctx);
}

/** A number parameter as JavaScript's number, or the default. */
export function numberOf(value: Value | undefined, fallback = 0): number {
  if (value === undefined || value === null) return fallback;
  const n = toJsNumber(unwrap(value));
  return Number.isNaN(n) ? fallback : n;
}

/** An enum parameter as a name in its own spelling: a value of the enum, or text from a ValidateSet. */
export function nameOf(value: Value | undefined, ctx: NativeContext, fallback = ''): string {
  return value === undefined || value === null ? fallback : toText(value, ctx);
}

/** Number of an enum parameter. */
export function enumOf(value: Value | undefined, fallback = 0): number {
  if (value instanceof EnumValue) return Number(value.value);
  return typeof value === 'number' ? value : fallback;
}

/** An error record for WriteError. */
export function errorRecord(
  typeName: string,
  message: string,
  errorId: string,
  category: ErrorCategory,
  target: Value = null,
  inner: PSException | null = null,
): ErrorRecord {
  const exception = new PSException(typeName, message, inner);
  return new ErrorRecord(exception, errorId, category, target);
}

/** An error for ThrowTerminatingError. */
export function terminating(
  typeName: string,
  message: string,
  errorId: string,
  category: ErrorCategory,
  target: Value = null,
): TerminatingError {
  return makeError(typeName, errorId, category, message, target);
}

/** PSArgumentException's message with its parameter's name. */
export function argumentMessage(message: string, parameter: string): string {
  return `${message} (Parameter '${parameter}')`;
}

/** Refuses parameters that Limpet has in name only (docs/compatibility.md). Throws ParameterNotSupported. */
export function refuse(context: { isBound(name: string): boolean }, names: readonly string[]): void {
  const name = names.find((n) => context.isBound(n));
  if (name !== undefined)
    throw terminating(
      EX.notSupported,
      `The parameter '${name}' is not supported in Limpet. See docs/compatibility.md.`,
      'ParameterNotSupported',
      'NotImplemented',
      name,
    );
}

/** The exception's type names that cmdlets use most. */
export const EX = {
  argument: 'System.Management.Automation.PSArgumentException',
  invalidOperation: 'System.Management.Automation.PSInvalidOperationException',
  netArgument: 'System.ArgumentException',
  netInvalidOperation: 'System.InvalidOperationException',
  notSupported: 'System.Management.Automation.PSNotSupportedException',
  itemNotFound: 'System.Management.Automation.ItemNotFoundException',
  driveNotFound: 'System.Management.Automation.DriveNotFoundException',
  providerNotFound: 'System.Management.Automation.ProviderNotFoundException',
  sessionState: 'System.Management.Automation.SessionStateException',
  unauthorized: 'System.Management.Automation.SessionStateUnauthorizedAccessException',
  io: 'System.IO.IOException',
} as const;

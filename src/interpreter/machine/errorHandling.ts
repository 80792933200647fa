/** Errors on their way through the machine: from JavaScript exceptions to records, reports and catches. */

import { BindingError } from '../binding/bindingErrors.ts';
import { NotSupported } from '../compiler/refuse.ts';
import type { ParseError } from '../syntax/index.ts';
import { SourceText } from '../values/code.ts';
import { appendItem, PSArray } from '../values/collections.ts';
import { DotNetError } from '../values/descriptor.ts';
import { ErrorRecord, fail, type InvocationInfo, PSException, TerminatingError } from '../values/errors.ts';
import { isNetError, toException } from '../values/faults.ts';
import { touch } from '../values/heap.ts';
import { ScriptObject } from '../values/scriptClass.ts';
import { copyRecord, positionMessage } from '../values/types/errorTypes.ts';
import { isAssignable } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';
import { ExtentValue, ParseErrorValue } from './ast/source.ts';
import type { CodeFrame, Frame, Unwinding } from './frames.ts';
import { writeStream } from './hostOutput.ts';
import type { Machine } from './machine.ts';
import { completeRecord, invocationAt, type Place, placeOf } from './positions.ts';
import type { Runspace, Thread } from './state.ts';

/** Most records $Error keeps ($MaximumErrorCount is gone in PowerShell 7; 256). */
const MAX_ERRORS = 256;

/** A record for whatever JavaScript exception native code threw. Rethrows what is a fault of Limpet itself as an error of that kind. */
export function recordOf(machine: Machine, error: unknown, place: Place | null): ErrorRecord {
  if (error instanceof TerminatingError) {
    const { record } = error;
    if (error instanceof BindingError && place !== null && record.invocationInfo === null)
      record.invocationInfo = invocationAt(error.start >= 0 ? { source: place.source, start: error.start, end: error.end } : place);
    return record;
  }
  if (error instanceof NotSupported) {
    const record = fail('NotSupported', 'NotImplemented', error.message, { typeName: 'System.NotSupportedException' }).record;
    return record;
  }
  if (isNetError(error) || error instanceof DotNetError) {
    const exception = toException(error);
    return new ErrorRecord(exception, exception.typeName, 'NotSpecified');
  }
  if (error instanceof RangeError && /stack|call/i.test(error.message))
    return fail('CallDepthOverflow', 'InvalidOperation', 'The script failed due to call depth overflow.', {
      typeName: 'System.Management.Automation.ScriptCallDepthException',
    }).record;
  if (error instanceof RangeError && /string length|array length|allocation/i.test(error.message))
    return fail('System.OutOfMemoryException', 'OperationStopped', "Exception of type 'System.OutOfMemoryException' was thrown.", {
      typeName: 'System.OutOfMemoryException',
    }).record;
  const e = error as Error;
  machine.internalErrors.push(`${e?.stack ?? String(error)}`);
  return fail('LimpetInternalError', 'NotSpecified', `Limpet failed inside: ${e?.message ?? String(error)}`, {
    typeName: 'System.InvalidOperationException',
  }).record;
}

/** An exception of the language as statements see it: whatever carries a record is a RuntimeException, or inside one (ConvertToRuntimeException). */
export function asRuntimeError(record: ErrorRecord): ErrorRecord {
  const { exception } = record;
  if (exception.errorRecord !== record || isAssignable(exception.typeName, RUNTIME)) return record;
  const outer = new PSException(RUNTIME, exception.message, exception);
  outer.errorRecord = record;
  record.exception = outer;
  touch(record);
  return record;
}
const RUNTIME = 'System.Management.Automation.RuntimeException';

/** ParseException: each error with its position; the record is the first one's. */
export function parseException(errors: readonly ParseError[], text: string, file: string): TerminatingError {
  const [first] = errors;
  const source = new SourceText(text, file);
  const at = (e: ParseError): InvocationInfo => invocationAt({ source, start: e.extent.start, end: e.extent.end });
  const message = errors.map((e) => `${positionMessage(at(e))}\n${e.message}`).join('\n\n');
  const error = fail(first.errorId, 'ParserError', message, { typeName: 'System.Management.Automation.ParseException' });
  const values = errors.map(
    (e) => new ParseErrorValue(new ExtentValue(source, e.extent.start, e.extent.end), e.errorId, e.message, e.incompleteInput),
  );
  error.record.exception.properties.set('Errors', new PSArray(values, 'System.Management.Automation.Language.ParseError'));
  // in a file the place is shown; elsewhere that of the command that was given the text
  if (file !== '') error.record.invocationInfo = at(first);
  return error;
}

/** The error of a text that was typed, as the console reports it: with the place in that text. */
export function parseReport(errors: readonly ParseError[], text: string, file: string): ErrorRecord {
  const { record } = parseException(errors, text, file);
  const shown = copyRecord(
    record,
    new PSException('System.Management.Automation.ParentContainsErrorRecordException', record.exception.message),
  );
  const { start, end } = errors[0].extent;
  shown.invocationInfo = invocationAt({ source: new SourceText(text, file), start, end });
  return shown;
}

/** Adds a record to $Error. */
export function addError(runspace: Runspace, record: ErrorRecord): void {
  const { items } = runspace.errors;
  if (items[0] === record) return;
  items.unshift(record);
  if (items.length > MAX_ERRORS) items.length = MAX_ERRORS;
  touch(runspace.errors);
}

/** Adds a record to $Error, and to the variables that collect the errors of the commands that run. */
export function recordError(thread: Thread, frame: Frame, record: ErrorRecord): void {
  for (const list of frame.streams.collectors?.error ?? []) appendItem(list, record);
  addError(thread.runspace, record);
}

/** The record that `throw value` makes; undefined = throw without a value. */
export function thrown(machine: Machine, frame: CodeFrame, value: Value | undefined): ErrorRecord {
  let record: ErrorRecord;
  if (value instanceof ErrorRecord) record = value;
  else if (value instanceof PSException) {
    record = value.errorRecord ?? new ErrorRecord(value, value.message, 'OperationStopped', null);
    if (value.errorRecord === null) value.errorRecord = record;
  } else if (value instanceof ScriptObject && value.base instanceof PSException) {
    const exception = value.base;
    exception.properties.set('\u0000script', value);
    record = new ErrorRecord(exception, exception.message, 'OperationStopped', null);
  } else {
    const text = value === undefined || value === null ? 'ScriptHalted' : machine.text(value);
    const exception = new PSException('System.Management.Automation.RuntimeException', text);
    record = new ErrorRecord(exception, text, 'OperationStopped', value ?? null);
    exception.errorRecord = record;
  }
  record.exception.thrownByScript = true;
  touch(record.exception);
  completeRecord(record, frame, placeOf(frame));
  return record;
}

/**
 * Reports an error that ended just a statement: $Error, $?, the error stream; then the frame goes on at `target`.
 */
export function reportError(machine: Machine, thread: Thread, frame: CodeFrame, u: Unwinding, action: string, target: number): void {
  const record = u.record as ErrorRecord;
  const { runspace } = thread;
  runspace.succeeded = false;
  touch(runspace);
  frame.pc = target;
  thread.frame = frame;
  if (!u.reported) recordError(thread, frame, record);
  u.reported = true;
  if (action === 'SilentlyContinue' || action === 'Ignore') return;
  writeStream(machine, thread, frame, 'error', record);
}

/** The error that a preference of Stop makes of a warning or message. */
export function stoppedByPreference(kind: string, text: string): ErrorRecord {
  const name = { warning: 'WarningPreference', verbose: 'VerbosePreference', debug: 'DebugPreference' }[kind] ?? 'InformationPreference';
  return fail(
    'ActionPreferenceStop',
    'OperationStopped',
    `The running command stopped because the preference variable "${name}" or common parameter is set to Stop: ${text}`,
    { typeName: 'System.Management.Automation.ActionPreferenceStopException' },
  ).record;
}

/** Exceptions and error records as values. */
import { HeapObject, snapshotClass } from './heap.ts';
import type { Value } from './value.ts';

/** A .NET exception: its type, message and what its type adds. */
export class PSException extends HeapObject {
  /** Full .NET name, e.g. System.Management.Automation.RuntimeException. */
  typeName: string;
  message: string;
  inner: PSException | null;
  /** The record inside (IContainsErrorRecord), if the exception carries one. */
  errorRecord: ErrorRecord | null;
  /** Further properties by name (ParamName, Reason, TargetObject …). */
  properties: Map<string, Value>;
  /** True: made by `throw` of the script (terminating, wasThrownFromThrowStatement). */
  thrownByScript: boolean;
  /** The script class's instance of which this is the .NET part, else null: what scripts see instead of it. */
  script: HeapObject | null;
  constructor(typeName = 'System.Exception', message = '', inner: PSException | null = null) {
    super();
    this.typeName = typeName;
    this.message = message;
    this.inner = inner;
    this.errorRecord = null;
    this.properties = new Map();
    this.thrownByScript = false;
    this.script = null;
  }
}
snapshotClass('PSException', 'heap', PSException);

/** Names of System.Management.Automation.ErrorCategory in order of their numbers. */
export const ERROR_CATEGORIES = [
  'NotSpecified',
  'OpenError',
  'CloseError',
  'DeviceError',
  'DeadlockDetected',
  'InvalidArgument',
  'InvalidData',
  'InvalidOperation',
  'InvalidResult',
  'InvalidType',
  'MetadataError',
  'NotImplemented',
  'NotInstalled',
  'ObjectNotFound',
  'OperationStopped',
  'OperationTimeout',
  'SyntaxError',
  'ParserError',
  'PermissionDenied',
  'ResourceBusy',
  'ResourceExists',
  'ResourceUnavailable',
  'ReadError',
  'WriteError',
  'FromStdErr',
  'SecurityError',
  'ProtocolError',
  'ConnectionError',
  'AuthenticationError',
  'LimitsExceeded',
  'QuotaExceeded',
  'NotEnabled',
] as const;
/** A name of System.Management.Automation.ErrorCategory. */
export type ErrorCategory = (typeof ERROR_CATEGORIES)[number];

/** Where a command or expression stands: System.Management.Automation.InvocationInfo, as plain data. */
export class InvocationInfo extends HeapObject {
  /** Name of the command that failed (MyCommand.Name), '' for an expression. */
  commandName: string;
  /** The CommandInfo, or null. */
  myCommand: Value;
  /** Text of the command as invoked ($MyInvocation.InvocationName). */
  invocationName: string;
  /** Source: file ('' for console input), whole line text, 1-based line and column of the start, offsets of the extent. */
  scriptName: string;
  line: string;
  scriptLineNumber: number;
  offsetInLine: number;
  /** Text of the statement or command at the position. */
  statement: string;
  /** Length of the underlined part. */
  length: number;
  boundParameters: Value;
  unboundArguments: Value;
  pipelineLength: number;
  pipelinePosition: number;
  expectingInput: boolean;
  constructor() {
    super();
    this.commandName = '';
    this.myCommand = null;
    this.invocationName = '';
    this.scriptName = '';
    this.line = '';
    this.scriptLineNumber = 0;
    this.offsetInLine = 0;
    this.statement = '';
    this.length = 0;
    this.boundParameters = null;
    this.unboundArguments = null;
    this.pipelineLength = 0;
    this.pipelinePosition = 0;
    this.expectingInput = false;
  }
}
snapshotClass('InvocationInfo', 'heap', InvocationInfo);

/** System.Management.Automation.ErrorRecord. */
export class ErrorRecord extends HeapObject {
  exception: PSException;
  /** The id before the comma; `fullyQualifiedErrorId` appends the command's class. */
  errorId: string;
  fullyQualifiedErrorId: string;
  category: ErrorCategory;
  /** CategoryInfo's parts: activity (command), reason (exception type's short name), target's text and type; '' = derived. */
  activity: string;
  reason: string;
  targetName: string;
  targetType: string;
  targetObject: Value;
  /** ErrorDetails.Message and RecommendedAction; null = none. */
  details: string | null;
  recommendedAction: string | null;
  invocationInfo: InvocationInfo | null;
  scriptStackTrace: string;
  /** Set on records that came from another session: PSComputerName and runspace id. */
  origin: { computerName: string; runspaceId: string } | null;
  constructor(
    exception: PSException = new PSException(),
    errorId = '',
    category: ErrorCategory = 'NotSpecified',
    targetObject: Value = null,
  ) {
    super();
    this.exception = exception;
    this.errorId = errorId;
    this.fullyQualifiedErrorId = errorId;
    this.category = category;
    this.activity = '';
    this.reason = '';
    this.targetName = '';
    this.targetType = '';
    this.targetObject = targetObject;
    this.details = null;
    this.recommendedAction = null;
    this.invocationInfo = null;
    this.scriptStackTrace = '';
    this.origin = null;
  }
}
snapshotClass('ErrorRecord', 'heap', ErrorRecord);

/**
 * Thrown (as a JavaScript exception) by native code for a terminating error; the machine turns it into an unwinding of
 * frames. Never stored in state.
 */
export class TerminatingError extends Error {
  readonly record: ErrorRecord;
  constructor(record: ErrorRecord) {
    super(record.exception.message);
    this.record = record;
  }
}

/** Makes a terminating error in one call. `typeName` defaults to RuntimeException. */
export function fail(
  errorId: string,
  category: ErrorCategory,
  message: string,
  options: { typeName?: string; target?: Value; inner?: PSException | null; details?: string } = {},
): TerminatingError {
  const exception = new PSException(options.typeName ?? 'System.Management.Automation.RuntimeException', message, options.inner ?? null);
  const record = new ErrorRecord(exception, errorId, category, options.target ?? null);
  if (options.details !== undefined) record.details = options.details;
  exception.errorRecord = record;
  return new TerminatingError(record);
}

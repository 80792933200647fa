/** ErrorRecord, its CategoryInfo and ErrorDetails, InvocationInfo. */

import { exceptionOf } from '../classes.ts';
import { DerivedTable, PSArray } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { convertTo, toText } from '../convert.ts';
import { ERROR_CATEGORIES, type ErrorCategory, ErrorRecord, type InvocationInfo, PSException } from '../errors.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { errorRecordText } from '../text.ts';
import { simpleTypeName, typeNameOf } from '../typeNames.ts';
import { EnumValue, type Value } from '../value.ts';
import { enumOf, m, p, rw } from './define.ts';
import { registerType } from './registry.ts';

/** ErrorCategoryInfo: a view of its record. */
export class CategoryInfoView extends HeapObject {
  record: ErrorRecord;
  constructor(record: ErrorRecord = new ErrorRecord()) {
    super();
    this.record = record;
  }
}
snapshotClass('CategoryInfo', 'heap', CategoryInfoView);

/** ErrorDetails. `record` is the one it belongs to, null before it is given to one. */
export class ErrorDetailsValue extends HeapObject {
  message: string;
  recommendedAction: string;
  record: ErrorRecord | null;
  constructor(message = '', recommendedAction = '', record: ErrorRecord | null = null) {
    super();
    this.message = message;
    this.recommendedAction = recommendedAction;
    this.record = record;
  }
}
snapshotClass('ErrorDetails', 'heap', ErrorDetailsValue);

const r = (self: Value): ErrorRecord => self as ErrorRecord;
const SMA = 'System.Management.Automation.';

/** The exception type's short name, or what was set. */
export function categoryReason(record: ErrorRecord): string {
  if (record.reason !== '') return record.reason;
  return simpleTypeName(typeNameOf(record.exception));
}

/** Text of the target, or what was set. */
export function categoryTargetName(record: ErrorRecord, ctx: NativeContext): string {
  if (record.targetName !== '') return record.targetName;
  return record.targetObject === null ? '' : toText(record.targetObject, ctx);
}

/** Short type name of the target, or what was set. */
export function categoryTargetType(record: ErrorRecord): string {
  if (record.targetType !== '') return record.targetType;
  return record.targetObject === null ? '' : simpleTypeName(typeNameOf(record.targetObject));
}

/** ErrorCategoryInfo.GetMessage(). */
export function categoryMessage(record: ErrorRecord, ctx: NativeContext): string {
  return `${record.category}: (${categoryTargetName(record, ctx)}:${categoryTargetType(record)}) [${record.activity}], ${categoryReason(record)}`;
}

function categoryOf(v: Value | undefined): ErrorCategory {
  return ERROR_CATEGORIES[enumOf(v)] ?? 'NotSpecified';
}

/** A new record for an exception, as the constructor makes it. */
function newRecord(
  exception: Value | undefined,
  id: Value | undefined,
  category: Value | undefined,
  target: Value | undefined,
): ErrorRecord {
  const x =
    exceptionOf(exception ?? null) ?? new PSException('System.Management.Automation.PSArgumentNullException', 'Value cannot be null.');
  return new ErrorRecord(x, typeof id === 'string' ? id : '', categoryOf(category), target ?? null);
}

/** A copy of a record, with another exception if given. */
export function copyRecord(source: ErrorRecord, exception: PSException | null): ErrorRecord {
  const copy = new ErrorRecord(exception ?? source.exception, source.errorId, source.category, source.targetObject);
  copy.fullyQualifiedErrorId = source.fullyQualifiedErrorId;
  copy.activity = source.activity;
  copy.reason = source.reason;
  copy.targetName = source.targetName;
  copy.targetType = source.targetType;
  copy.details = source.details;
  copy.recommendedAction = source.recommendedAction;
  copy.invocationInfo = source.invocationInfo;
  copy.scriptStackTrace = source.scriptStackTrace;
  return copy;
}

registerType({
  name: `${SMA}ErrorRecord`,
  properties: {
    Exception: p('System.Exception', (self) => (r(self).exception.script as Value) ?? r(self).exception),
    TargetObject: p('System.Object', (self) => r(self).targetObject),
    CategoryInfo: p(`${SMA}ErrorCategoryInfo`, (self) => new CategoryInfoView(r(self))),
    FullyQualifiedErrorId: p('string', (self) => r(self).fullyQualifiedErrorId),
    ErrorDetails: rw(
      `${SMA}ErrorDetails`,
      (self) => (r(self).details === null ? null : new ErrorDetailsValue(r(self).details ?? '', r(self).recommendedAction ?? '', r(self))),
      (self, v) => {
        r(self).details = v instanceof ErrorDetailsValue ? v.message : null;
        r(self).recommendedAction = v instanceof ErrorDetailsValue && v.recommendedAction !== '' ? v.recommendedAction : null;
        touch(r(self));
      },
    ),
    InvocationInfo: p(`${SMA}InvocationInfo`, (self) => r(self).invocationInfo),
    ScriptStackTrace: p('string', (self) => r(self).scriptStackTrace),
    PipelineIterationInfo: p('System.Collections.ObjectModel.ReadOnlyCollection[int]', () => new PSArray([], 'System.Int32')),
  },
  extended: {
    PSMessageDetails: {
      memberType: 'ScriptProperty',
      definition: 'System.Object PSMessageDetails {get=& { Set-StrictMode -Version 1; $this.Exception.InnerException.PSMessageDetails };}',
      get: () => null,
    },
  },
  methods: { ToString: [m('string ToString()', (self) => errorRecordText(r(self)))] },
  constructors: [
    m(
      `${SMA}ErrorRecord new(System.Exception exception, string errorId, ${SMA}ErrorCategory errorCategory, System.Object targetObject)`,
      (_s, [x, i, c, o]) => newRecord(x, i, c, o),
    ),
    m(`${SMA}ErrorRecord new(${SMA}ErrorRecord errorRecord, System.Exception replaceParentContainsErrorRecordException)`, (_s, [e, x]) =>
      copyRecord(r(e as Value), exceptionOf(x ?? null)),
    ),
  ],
});

const c = (self: Value): ErrorRecord => (self as CategoryInfoView).record;
const settable = (get: (self: Value, ctx: NativeContext) => string, field: 'activity' | 'reason' | 'targetName' | 'targetType') =>
  rw('string', get, (self, v) => {
    c(self)[field] = typeof v === 'string' ? v : '';
    touch(c(self));
  });

registerType({
  name: `${SMA}ErrorCategoryInfo`,
  ctor: CategoryInfoView,
  properties: {
    Category: p(`${SMA}ErrorCategory`, (self) => new EnumValue(`${SMA}ErrorCategory`, ERROR_CATEGORIES.indexOf(c(self).category))),
    Activity: settable((self) => c(self).activity, 'activity'),
    Reason: settable((self) => categoryReason(c(self)), 'reason'),
    TargetName: settable((self, ctx) => categoryTargetName(c(self), ctx), 'targetName'),
    TargetType: settable((self) => categoryTargetType(c(self)), 'targetType'),
  },
  methods: {
    GetMessage: [m('string GetMessage()', (self, _a, ctx) => categoryMessage(c(self), ctx))],
    ToString: [m('string ToString()', (self, _a, ctx) => categoryMessage(c(self), ctx))],
  },
  toText: (self, ctx) => categoryMessage(c(self), ctx),
});

const d = (self: Value): ErrorDetailsValue => self as ErrorDetailsValue;
registerType({
  name: `${SMA}ErrorDetails`,
  ctor: ErrorDetailsValue,
  properties: {
    Message: p('string', (self) => d(self).message),
    RecommendedAction: rw(
      'string',
      (self) => d(self).recommendedAction,
      (self, v) => {
        d(self).recommendedAction = typeof v === 'string' ? v : '';
        touch(d(self));
        const owner = d(self).record;
        if (owner === null) return;
        owner.recommendedAction = d(self).recommendedAction;
        touch(owner);
      },
    ),
  },
  constructors: [m(`${SMA}ErrorDetails new(string message)`, (_s, [t]) => new ErrorDetailsValue(String(t ?? '')))],
  toText: (self) => d(self).message,
});

const i = (self: Value): InvocationInfo => self as InvocationInfo;
registerType({
  name: `${SMA}InvocationInfo`,
  properties: {
    MyCommand: p(`${SMA}CommandInfo`, (self) => i(self).myCommand),
    BoundParameters: p(
      'System.Collections.Generic.Dictionary[string,System.Object]',
      (self) => i(self).boundParameters ?? new DerivedTable('System.Management.Automation.PSBoundParametersDictionary'),
    ),
    UnboundArguments: p('System.Collections.Generic.List[System.Object]', (self) => i(self).unboundArguments ?? new PSArray([])),
    ScriptLineNumber: p('int', (self) => i(self).scriptLineNumber),
    OffsetInLine: p('int', (self) => i(self).offsetInLine),
    HistoryId: p('long', (_self, ctx) => convertTo(-1, 'long', ctx)),
    ScriptName: p('string', (self) => i(self).scriptName),
    Line: p('string', (self) => i(self).line),
    Statement: p('string', (self) => i(self).statement),
    PositionMessage: p('string', (self) => positionMessage(i(self))),
    PSScriptRoot: p('string', (self) => i(self).scriptName.replace(/\/[^/]*$/, '')),
    PSCommandPath: p('string', (self) => i(self).scriptName),
    InvocationName: p('string', (self) => i(self).invocationName),
    PipelineLength: p('int', (self) => i(self).pipelineLength),
    PipelinePosition: p('int', (self) => i(self).pipelinePosition),
    ExpectingInput: p('bool', (self) => i(self).expectingInput),
    CommandOrigin: p(`${SMA}CommandOrigin`, () => new EnumValue(`${SMA}CommandOrigin`, 1)),
    DisplayScriptPosition: p(`${SMA}Language.IScriptExtent`, () => null),
  },
});

/** `At line:1 char:1` with the line and the underlined part (ScriptPosition's PositionMessage). */
export function positionMessage(info: InvocationInfo): string {
  if (info.scriptLineNumber === 0) return '';
  const where =
    info.scriptName === ''
      ? `At line:${info.scriptLineNumber} char:${info.offsetInLine}`
      : `At ${info.scriptName}:${info.scriptLineNumber} char:${info.offsetInLine}`;
  const indent = ' '.repeat(Math.max(0, info.offsetInLine - 1));
  return `${where}\n+ ${info.line.trimEnd()}\n+ ${indent}${'~'.repeat(Math.max(1, Math.min(info.length, info.line.length - info.offsetInLine + 1)))}`;
}

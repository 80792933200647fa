/** Write-Error. Behaviour: Write.cs: the position is that of the function that writes the error, not of Write-Error. */
import { defineCmdlet } from '../../binding/defineCmdlet.ts';
import type { CmdletContext } from '../../machine/cmdlet.ts';
import { ERROR_CATEGORIES, type ErrorCategory, ErrorRecord, PSException } from '../../values/errors.ts';
import { ScriptObject } from '../../values/scriptClass.ts';
import { unwrap } from '../../values/typeNames.ts';
import { EnumValue, type Value } from '../../values/value.ts';
import { callerFrame, callerInvocation, frameName } from '../support/caller.ts';
import { stringOf } from '../support/params.ts';

function categoryOf(value: Value | undefined): ErrorCategory {
  return value instanceof EnumValue ? (ERROR_CATEGORIES[Number(value.value)] ?? 'NotSpecified') : 'NotSpecified';
}

function exceptionOf(value: Value): PSException {
  const bare = unwrap(value);
  if (bare instanceof PSException) return bare;
  return bare instanceof ScriptObject && bare.base instanceof PSException ? bare.base : new PSException('System.Exception', '');
}

function recordOf(context: CmdletContext<object>): ErrorRecord {
  const { params } = context;
  const message = stringOf(params.Message, context);
  const given = unwrap(params.ErrorRecord ?? null);
  let record: ErrorRecord;
  if (given instanceof ErrorRecord) {
    record = new ErrorRecord(given.exception, given.errorId, given.category, given.targetObject);
    record.fullyQualifiedErrorId = given.fullyQualifiedErrorId;
    for (const field of ['activity', 'reason', 'targetName', 'targetType', 'details', 'recommendedAction'] as const)
      (record as unknown as Record<string, unknown>)[field] = given[field];
  } else {
    const id = stringOf(params.ErrorId, context);
    const category = categoryOf(params.Category);
    const exception =
      params.Exception === undefined || params.Exception === null
        ? new PSException('Microsoft.PowerShell.Commands.WriteErrorException', message ?? '')
        : exceptionOf(params.Exception);
    record = new ErrorRecord(exception, id === undefined || id === '' ? exception.typeName : id, category, params.TargetObject ?? null);
    if (params.Exception !== undefined && message !== undefined && message !== '') record.details = message;
  }
  const action = stringOf(params.RecommendedAction, context);
  if (action !== undefined && action !== '') {
    record.recommendedAction = action;
    record.details ??= record.exception.message;
  }
  record.reason = stringOf(params.CategoryReason, context) ?? record.reason;
  record.targetName = stringOf(params.CategoryTargetName, context) ?? record.targetName;
  record.targetType = stringOf(params.CategoryTargetType, context) ?? record.targetType;
  record.activity =
    stringOf(params.CategoryActivity, context) ?? (record.activity === '' || record.activity === 'throw' ? 'Write-Error' : record.activity);
  return record;
}

const message = { mandatory: true, position: 0 };
const free = { NoException: {}, WithException: {} };

export default defineCmdlet({
  name: 'Write-Error',
  module: 'Microsoft.PowerShell.Utility',
  synopsis: 'Writes an error that does not end the command.',
  className: 'Microsoft.PowerShell.Commands.WriteErrorCommand',
  ownErrorIds: true,
  defaultSet: 'NoException',
  sets: ['NoException', 'WithException', 'ErrorRecord'],
  parameters: {
    Exception: { type: 'System.Exception', sets: { WithException: { mandatory: true, position: 0 } }, help: 'The exception behind it.' },
    Message: {
      type: 'string',
      aliases: ['Msg'],
      sets: { NoException: { ...message, pipeline: true }, WithException: {} },
      allowNull: true,
      allowEmptyString: true,
      help: 'The text.',
    },
    ErrorRecord: {
      type: 'System.Management.Automation.ErrorRecord',
      sets: { ErrorRecord: { mandatory: true, position: 0 } },
      help: 'A record to write again.',
    },
    Category: { type: 'System.Management.Automation.ErrorCategory', sets: free, help: 'Kind of error.' },
    ErrorId: { type: 'string', sets: free, allowNull: true, allowEmptyString: true, help: 'An id by which it can be told.' },
    TargetObject: { type: 'object', sets: free, allowNull: true, help: 'What it is about.' },
    RecommendedAction: { type: 'string', allowNull: true, allowEmptyString: true, help: 'What to do.' },
    CategoryActivity: { type: 'string', aliases: ['Activity'], allowNull: true, allowEmptyString: true, help: 'What was being done.' },
    CategoryReason: { type: 'string', aliases: ['Reason'], allowNull: true, allowEmptyString: true, help: 'Why.' },
    CategoryTargetName: {
      type: 'string',
      aliases: ['TargetName'],
      allowNull: true,
      allowEmptyString: true,
      help: 'Name of what it is about.',
    },
    CategoryTargetType: {
      type: 'string',
      aliases: ['TargetType'],
      allowNull: true,
      allowEmptyString: true,
      help: 'Type of what it is about.',
    },
  },
  stateVersion: 1,
  process(context) {
    const record = recordOf(context);
    const caller = callerInvocation(context);
    record.invocationInfo = caller;
    const frame = callerFrame(context);
    const name = frame === null ? '' : frameName(frame);
    if (name !== '' && !record.fullyQualifiedErrorId.includes(',')) record.fullyQualifiedErrorId += `,${name}`;
    context.writeError(record);
  },
  help: { examples: [{ code: "Write-Error 'No such pet' -Category ObjectNotFound" }], related: ['Write-Warning', 'about_Throw'] },
});

/**
 * The end of a line that was typed in an entered session: shows objects as text, as Out-Default does. Errors have no position there
 * (they are RemotingErrorRecords for the person who reads them).
 */
import { defineCmdlet } from '../../../interpreter/binding/defineCmdlet.ts';
import { type ConsoleState, consolePhases } from '../../../interpreter/commands/formatting/console.ts';
import type { CmdletContext } from '../../../interpreter/machine/cmdlet.ts';
import { StreamRecord } from '../../../interpreter/machine/streams.ts';
import { ErrorRecord } from '../../../interpreter/values/errors.ts';

const phases = consolePhases();

/** A copy of an error as it looks from another session. */
export function withoutPosition(record: ErrorRecord): ErrorRecord {
  const copy = new ErrorRecord(record.exception, record.errorId, record.category, record.targetObject);
  copy.fullyQualifiedErrorId = record.fullyQualifiedErrorId;
  copy.activity = record.activity !== '' ? record.activity : (record.invocationInfo?.commandName ?? '');
  copy.reason = record.reason;
  copy.targetName = record.targetName;
  copy.targetType = record.targetType;
  copy.details = record.details;
  copy.recommendedAction = record.recommendedAction;
  return copy;
}

export default defineCmdlet<ConsoleState>({
  name: 'Out-RemoteDefault',
  module: 'Limpet',
  synopsis: 'Shows objects to the person who entered this session.',
  className: 'Limpet.OutRemoteDefaultCommand',
  parameters: { InputObject: { type: 'psobject', pipeline: true, allowNull: true, help: 'Objects to show.' } },
  ...phases,
  process(context) {
    const input = context.params.InputObject;
    if (!(input instanceof StreamRecord && input.stream === 'error' && input.value instanceof ErrorRecord)) return phases.process(context);
    const params = { ...context.params, InputObject: new StreamRecord('error', withoutPosition(input.value)) };
    return phases.process(Object.create(context, { params: { value: params } }) as CmdletContext<ConsoleState>);
  },
});

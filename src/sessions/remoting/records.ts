/** Writing what arrived from another session through a cmdlet (RemotingErrorRecord and others, PSRemotingCmdlet.cs). */

import type { CmdletContext, ProgressData } from '../../interpreter/machine/cmdlet.ts';
import type { CmdletRun } from '../../interpreter/machine/cmdletContext.ts';
import { isRedirected } from '../../interpreter/machine/hostOutput.ts';
import type { OutputRecord } from '../../interpreter/machine/state.ts';
import { InformationRecord, MessageRecord } from '../../interpreter/machine/streams.ts';
import { appendItem } from '../../interpreter/values/collections.ts';
import { type ErrorRecord, InvocationInfo } from '../../interpreter/values/errors.ts';
import { getProperty } from '../../interpreter/values/members.ts';
import type { Arrived, RemoteCall } from './state.ts';

/** Writes an error as it came: without this command's name, position or class. -ErrorAction decides as for any other. */
export function writeRemoteError<S extends object>(context: CmdletContext<S>, record: ErrorRecord): void {
  const { activity, fullyQualifiedErrorId, invocationInfo, scriptStackTrace } = record;
  if (invocationInfo === null) record.invocationInfo = new InvocationInfo();
  if (activity === '') record.activity = ' ';
  if (!fullyQualifiedErrorId.includes(',')) record.fullyQualifiedErrorId += ',';
  try {
    context.writeError(record);
  } finally {
    Object.assign(record, { activity, fullyQualifiedErrorId, invocationInfo, scriptStackTrace });
  }
}

/** Writes one record. Warnings and messages go straight to the host, as for a synchronous Invoke-Command. */
export function writeArrived<S extends object>(context: CmdletContext<S>, { stream, value }: Arrived): void {
  const { native } = context as unknown as CmdletRun;
  switch (stream) {
    case 'output':
      context.write(value);
      return;
    case 'error':
      writeRemoteError(context, value as ErrorRecord);
      return;
    case 'warning':
    case 'verbose':
    case 'debug': {
      const text = value instanceof MessageRecord ? value.message : '';
      context.hostWrite(`${stream.toUpperCase()}: ${text}\n`, stream);
      if (stream === 'warning' && native.warningVariable !== null) appendItem(native.warningVariable, value);
      return;
    }
    case 'information':
      writeInformation(context, native, value as InformationRecord);
      return;
    case 'progress': {
      const record = value as unknown as OutputRecord | null;
      if (record?.data !== undefined) context.writeProgress(record.data as ProgressData);
      return;
    }
    case 'host': {
      const { text, kind } = value as unknown as OutputRecord;
      context.hostWrite(text, kind === 'error' || kind === 'warning' || kind === 'verbose' || kind === 'debug' ? kind : 'out');
    }
  }
}

/** Write-Host of the other side shows at once and is a record too; plain information is a record. */
function writeInformation<S extends object>(context: CmdletContext<S>, native: CmdletRun['native'], record: InformationRecord): void {
  if (!record.tags.includes('PSHOST')) {
    context.writeInformation(record.messageData, record.tags, record.source);
    return;
  }
  const data = record.messageData;
  const message = typeof data === 'object' && data !== null ? getProperty(data, 'Message', context) : data;
  const noNewLine = typeof data === 'object' && data !== null && getProperty(data, 'NoNewLine', context) === true;
  context.hostWrite(`${message ?? ''}${noNewLine ? '' : '\n'}`);
  const copy = new InformationRecord(record.messageData, record.source, record.timeGenerated, [...record.tags, 'FORWARDED']);
  if (native.informationVariable !== null) appendItem(native.informationVariable, copy);
  if (isRedirected(native, 'information')) native.queue.push({ stream: 'information', value: copy });
}

/** Takes the next unread records of a call, oldest first; empty when there are none. */
export function takeArrived(call: RemoteCall, most = 1000): Arrived[] {
  const taken: Arrived[] = [];
  while (call.batches.length > 0 && taken.length < most) {
    const batch = call.batches.shift();
    if (batch !== undefined) taken.push(...batch.records.slice(batch.read));
  }
  return taken;
}

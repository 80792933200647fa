/** Writing what arrived from another session through a cmdlet (RemotingErrorRecord and others, PSRemotingCmdlet.cs). */

import type { CmdletContext, ProgressData } from '../../interpreter/machine/cmdlet.ts';
import type { CmdletRun } from '../../interpreter/machine/cmdletContext.ts';
import { writeForeignError, writeForeignInformation } from '../../interpreter/machine/foreignRecords.ts';
import type { OutputRecord } from '../../interpreter/machine/state.ts';
import { type InformationRecord, MessageRecord } from '../../interpreter/machine/streams.ts';
import { appendItem } from '../../interpreter/values/collections.ts';
import type { ErrorRecord } from '../../interpreter/values/errors.ts';
import type { Arrived, RemoteCall } from './state.ts';

/** Writes one record. Warnings and messages go straight to the host, as for a synchronous Invoke-Command. */
export function writeArrived<S extends object>(context: CmdletContext<S>, { stream, value }: Arrived): void {
  const { native } = context as unknown as CmdletRun;
  switch (stream) {
    case 'output':
      context.write(value);
      return;
    case 'error':
      writeForeignError(context, value as ErrorRecord);
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
      writeForeignInformation(context, value as InformationRecord);
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

/** Takes the next unread records of a call, oldest first; empty when there are none. */
export function takeArrived(call: RemoteCall, most = 1000): Arrived[] {
  const taken: Arrived[] = [];
  while (call.batches.length > 0 && taken.length < most) {
    const batch = call.batches.shift();
    if (batch !== undefined) taken.push(...batch.records.slice(batch.read));
  }
  return taken;
}

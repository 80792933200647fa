/** Writing what another thread or session wrote through a cmdlet (RemotingErrorRecord and others, PSRemotingCmdlet.cs, PSTask.cs). */
import { appendItem } from '../values/collections.ts';
import { type ErrorRecord, InvocationInfo } from '../values/errors.ts';
import { getProperty } from '../values/members.ts';
import type { Value } from '../values/value.ts';
import type { CmdletContext } from './cmdlet.ts';
import type { CmdletRun } from './cmdletContext.ts';
import { isRedirected } from './hostOutput.ts';
import { HostMessage, hostText, InformationRecord, MessageRecord } from './streams.ts';

/** Writes an error as it came: without this command's name, position or class. -ErrorAction decides as for any other. */
export function writeForeignError<S extends object>(context: CmdletContext<S>, record: ErrorRecord): void {
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

/** Write-Host of the other side shows at once and is a record too; plain information is a record. */
export function writeForeignInformation<S extends object>(context: CmdletContext<S>, record: InformationRecord): void {
  const { native } = context as unknown as CmdletRun;
  if (!record.tags.includes('PSHOST')) {
    context.writeInformation(record.messageData, record.tags, record.source);
    return;
  }
  const data = record.messageData;
  if (!isRedirected(native, 'information')) {
    if (data instanceof HostMessage) context.hostWrite(hostText(data, context.runspace));
    else {
      const isObject = typeof data === 'object' && data !== null;
      const message = isObject ? getProperty(data, 'Message', context) : data;
      const noNewLine = isObject && getProperty(data, 'NoNewLine', context) === true;
      context.hostWrite(`${message ?? ''}${noNewLine ? '' : '\n'}`);
    }
  }
  const copy = new InformationRecord(record.messageData, record.source, record.timeGenerated, [...record.tags, 'FORWARDED']);
  if (native.informationVariable !== null) appendItem(native.informationVariable, copy);
  for (const list of native.streams.collectors?.information ?? []) appendItem(list, copy);
  if (isRedirected(native, 'information')) native.queue.push({ stream: 'information', value: copy });
}

/** Writes one record of another thread into the cmdlet's own streams. */
export function writeForeign<S extends object>(context: CmdletContext<S>, { stream, value }: { stream: string; value: Value }): void {
  const text = value instanceof MessageRecord ? value.message : '';
  if (stream === 'output') context.write(value);
  else if (stream === 'error') writeForeignError(context, value as ErrorRecord);
  else if (stream === 'warning') context.writeWarning(text);
  else if (stream === 'verbose') context.writeVerbose(text);
  else if (stream === 'debug') context.writeDebug(text);
  else if (stream === 'information') writeForeignInformation(context, value as InformationRecord);
}

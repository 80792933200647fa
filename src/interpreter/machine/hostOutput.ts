/** Where the records of the streams go: a stage, a variable, or the console. */
import { appendItem, PSArray } from '../values/collections.ts';
import { touch } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import type { ProgressData } from './cmdlet.ts';
import type { Frame, Sink } from './frames.ts';
import { deliver } from './instructions.ts';
import type { Machine } from './machine.ts';
import type { OutputRecord, Thread } from './state.ts';
import { HostMessage, HostSink, hostText, InformationRecord, MessageRecord, type StreamName, StreamRecord } from './streams.ts';

/** Sends a record into a stream of a frame. True if a stage took it: another frame is on top then. */
export function writeStream(machine: Machine, thread: Thread, frame: Frame, stream: StreamName, value: Value): boolean {
  const target: Sink = frame.streams[stream];
  if (target === null) return false;
  const merged = frame.streams.merged.includes(stream);
  if (target instanceof HostSink) {
    hostStream(machine, thread, stream, value);
    return false;
  }
  const record = merged ? value : new StreamRecord(stream, value);
  if (target instanceof PSArray) {
    appendItem(target, record);
    return false;
  }
  deliver(machine, thread, frame, target as Frame, record);
  return true;
}
function hostStream(machine: Machine, thread: Thread, stream: StreamName, value: Value): void {
  if (value instanceof MessageRecord)
    machine.root.output.push({ kind: value.kind, text: `${value.kind.toUpperCase()}: ${value.message}\n` });
  else if (value instanceof InformationRecord) {
    const data = value.messageData;
    if (value.tags.includes('PSHOST') && data instanceof HostMessage)
      machine.root.output.push({ kind: 'host', text: hostText(data, thread.runspace) });
    else machine.root.output.push({ kind: 'information', text: `${machine.text(data as Value)}\n` });
  } else machine.root.output.push({ kind: stream === 'error' ? 'error' : 'out', text: `${machine.text(value)}\n` });
  touch(machine.root);
}

/** Whether a stream of a frame goes elsewhere than to the console. */
export function isRedirected(frame: Frame, stream: StreamName): boolean {
  return !(frame.streams[stream] instanceof HostSink);
}
/** Text for the console as it is. */
export function hostWrite(machine: Machine, text: string, kind: OutputRecord['kind'] = 'out'): void {
  machine.root.output.push({ kind, text });
  touch(machine.root);
}

/** A progress record for the console. */
export function showProgress(machine: Machine, record: ProgressData): void {
  machine.root.output.push({ kind: 'progress', text: record.activity, data: { ...record } });
  touch(machine.root);
}

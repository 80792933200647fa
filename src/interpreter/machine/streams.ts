/** The streams beside the output, and what travels in them. */
import { VIRTUAL_TERMINAL } from '../formatting/styleOf.ts';
import type { PSList } from '../values/collections.ts';
import { HeapObject, snapshotClass } from '../values/heap.ts';
import { colourSequence } from '../values/psStyle.ts';
import type { Value } from '../values/value.ts';
import type { Sink } from './frames.ts';
import type { Runspace } from './state.ts';

/** Streams by PowerShell's names. */
export type StreamName = 'error' | 'warning' | 'verbose' | 'debug' | 'information' | 'progress';

/** A record of a stream on its way through something that carries output objects (Out-Default, a job's queue). */
export class StreamRecord {
  readonly stream: StreamName;
  readonly value: Value;
  constructor(stream: StreamName = 'error', value: Value = null) {
    this.stream = stream;
    this.value = value;
  }
}
snapshotClass('StreamRecord', 'value', StreamRecord);

/** A warning, verbose or debug record. */
export class MessageRecord extends HeapObject {
  kind: 'warning' | 'verbose' | 'debug';
  message: string;
  constructor(kind: 'warning' | 'verbose' | 'debug' = 'warning', message = '') {
    super();
    this.kind = kind;
    this.message = message;
  }
}
snapshotClass('MessageRecord', 'heap', MessageRecord);

/** An InformationRecord. */
export class InformationRecord extends HeapObject {
  messageData: Value;
  source: string;
  /** ms since 1970 UTC */
  timeGenerated: number;
  tags: string[];
  user: string;
  computer: string;
  constructor(messageData: Value = null, source = '', timeGenerated = 0, tags: string[] = []) {
    super();
    this.messageData = messageData;
    this.source = source;
    this.timeGenerated = timeGenerated;
    this.tags = tags;
    this.user = '';
    this.computer = '';
  }
}
snapshotClass('InformationRecord', 'heap', InformationRecord);

/** Marks a stream that goes straight to the session's console. */
export class HostSink extends HeapObject {}
snapshotClass('HostSink', 'heap', HostSink);

/** Where each stream of a command goes; inherited by what it calls, replaced as a whole by redirections. */
export class Streams extends HeapObject {
  error: Sink;
  warning: Sink;
  verbose: Sink;
  debug: Sink;
  information: Sink;
  progress: Sink;
  /** True: error, warning… arrive as StreamRecords (default targets); false per stream once merged by `2>&1`. */
  merged: StreamName[];
  /** Variables of -ErrorVariable and its kind that collect what the command and all it calls write. */
  collectors: Partial<Record<StreamName, PSList[]>> | null;
  constructor(target: Sink = null, host: Sink = null) {
    super();
    this.error = target;
    this.warning = host;
    this.verbose = host;
    this.debug = host;
    this.information = host;
    this.progress = host;
    this.merged = [];
    this.collectors = null;
  }
  /** A copy with some streams elsewhere. */
  with(names: readonly StreamName[], target: Sink): Streams {
    const copy = new Streams();
    copy.error = this.error;
    copy.warning = this.warning;
    copy.verbose = this.verbose;
    copy.debug = this.debug;
    copy.information = this.information;
    copy.progress = this.progress;
    copy.merged = [...new Set([...this.merged, ...names])];
    copy.collectors = this.copyCollectors();
    for (const name of names) copy[name] = target;
    return copy;
  }
  private copyCollectors(): Streams['collectors'] {
    return this.collectors === null ? null : Object.fromEntries(Object.entries(this.collectors).map(([k, v]) => [k, [...v]]));
  }
  /** A copy whose records of a stream are also added to a list. */
  collecting(name: StreamName, list: PSList): Streams {
    const copy = this.with([], null);
    copy.merged = [...this.merged];
    copy.collectors ??= {};
    copy.collectors[name] = [...(copy.collectors[name] ?? []), list];
    return copy;
  }
}
snapshotClass('Streams', 'heap', Streams);

/** HostInformationMessage: what Write-Host puts into the information stream. Colours are numbers of ConsoleColor, null = none. */
export class HostMessage extends HeapObject {
  message: string;
  noNewLine: boolean;
  foreground: number | null;
  background: number | null;
  constructor(message = '', noNewLine = false, foreground: number | null = null, background: number | null = null) {
    super();
    this.message = message;
    this.noNewLine = noNewLine;
    this.foreground = foreground;
    this.background = background;
  }
}
snapshotClass('HostMessage', 'heap', HostMessage);

/** What the console shows of it: in its colours where the host shows colours. */
export function hostText(message: HostMessage, runspace: Runspace): string {
  const colours = runspace.extensions.get(VIRTUAL_TERMINAL) === true ? colourSequence(message.foreground, message.background) : '';
  // the colour ends before the line does, or it would fill the next one
  return `${colours}${message.message}${colours === '' ? '' : '\x1b[0m'}${message.noNewLine ? '' : '\n'}`;
}

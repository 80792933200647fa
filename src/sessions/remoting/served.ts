/** What is kept of a served command's output, and how it goes out. */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { post } from '../mailbox/outgoing.ts';
import type { MessageBody } from '../protocol.ts';
import { OutputBatch, remotingOf, type ServedCommand, sizeOf, type WireRecord } from './state.ts';

/** Bytes of output kept for a command, unless configured otherwise. */
export const QUEUE_LIMIT = 10 * 1024 * 1024;
/** Bytes in one message, roughly: a batch beyond that is split. */
const MESSAGE = 256 * 1024;

/** True when the command must wait: more is unacknowledged than is kept. (Mode Drop never waits.) */
export function isBlocked(root: SessionRoot, command: ServedCommand): boolean {
  return command.unacknowledged + command.pendingBytes >= QUEUE_LIMIT && remotingOf(root).created?.bufferingMode !== 'Drop';
}

/** Makes batches of what was written, and messages of them if somebody listens. */
export function flushCommand(root: SessionRoot, command: ServedCommand): void {
  if (command.pending.length === 0) return;
  touch(command);
  let records: WireRecord[] = [];
  let bytes = 0;
  const close = (): void => {
    if (records.length === 0) return;
    const batch = new OutputBatch(records, bytes);
    command.batches.push(batch);
    command.keptBytes += bytes;
    command.unacknowledged += bytes;
    send(root, command, batch);
    records = [];
    bytes = 0;
  };
  for (const record of command.pending) {
    records.push(record);
    bytes += sizeOf(record.value);
    if (bytes >= MESSAGE) close();
  }
  close();
  command.pending = [];
  command.pendingBytes = 0;
  trim(root, command);
}

function send(root: SessionRoot, command: ServedCommand, batch: OutputBatch): void {
  if (command.attached === null) return;
  const { peer, commandId } = command.attached;
  const seq = post(root, peer, commandId, 'response', { kind: 'output', records: batch.records });
  batch.seq = Math.max(seq, 0);
  touch(batch);
}

/** Takes off what the limit leaves no room for: acknowledged batches, oldest first; in mode Drop any that nobody listens to. */
function trim(root: SessionRoot, command: ServedCommand): void {
  const mode = remotingOf(root).created?.bufferingMode ?? 'Block';
  while (command.keptBytes > QUEUE_LIMIT && command.batches.length > 0) {
    const [first] = command.batches;
    if (!first.acknowledged && !(mode === 'Drop' && first.seq === 0)) return;
    command.batches.shift();
    command.keptBytes -= first.bytes;
    command.trimmed += first.records.length;
    if (!first.acknowledged) command.unacknowledged -= first.bytes;
  }
}

/** Enters that a client has everything of a conversation up to a number. */
export function batchesAcknowledged(command: ServedCommand, seq: number): void {
  touch(command);
  for (const batch of command.batches) {
    if (batch.acknowledged || batch.seq === 0 || batch.seq > seq) continue;
    batch.acknowledged = true;
    command.unacknowledged -= batch.bytes;
    touch(batch);
  }
}

/**
 * Sends what is kept to a conversation that has just been attached: all that was not sent to anybody. A replay that begins after
 * trimmed records says so first.
 */
export function replay(root: SessionRoot, command: ServedCommand): void {
  const { attached } = command;
  if (attached === null) return;
  touch(command);
  if (command.trimmed > 0 && (command.batches.length === 0 || command.batches[0].seq === 0)) {
    const text = `${command.trimmed} records of output are no longer kept; the replay begins after them.`;
    post(root, attached.peer, attached.commandId, 'response', {
      kind: 'output',
      records: [{ stream: 'warning', value: { t: 'message', k: 'warning', x: text } }],
    });
    command.trimmed = 0;
  }
  for (const batch of command.batches) if (batch.seq === 0) send(root, command, batch);
}

/** The client that listens is gone without a word: all that is kept will be replayed to the next one. */
export function rewind(command: ServedCommand): void {
  touch(command);
  for (const batch of command.batches) {
    if (batch.acknowledged) command.unacknowledged += batch.bytes;
    batch.seq = 0;
    batch.acknowledged = false;
    touch(batch);
  }
}

/** Commands of other machines whose output nobody takes, oldest first. */
export function unreceived(root: SessionRoot): ServedCommand[] {
  const { ended, queue } = remotingOf(root);
  return [...ended, ...queue].filter((c) => c.from !== '' && c.attached === null);
}

/** Says how a command ended, to whoever listens; no more follows. */
export function postComplete(root: SessionRoot, command: ServedCommand): void {
  if (command.attached === null) return;
  const body: MessageBody = {
    kind: 'complete',
    state: command.state as 'Completed' | 'Failed' | 'Stopped',
    error: command.error,
    exited: command.exited,
  };
  if (command.attached.commandId !== command.commandId && unreceived(root).length > 0) body.more = true;
  if (command.mode === 'interactive') {
    body.prompt = command.prompt;
    body.nested = remotingOf(root).entered !== null;
  }
  post(root, command.attached.peer, command.attached.commandId, 'response', body, true);
}

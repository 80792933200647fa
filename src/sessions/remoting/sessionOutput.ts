/** Output of the session itself: what it shows, with the command that wrote it; and of served commands, what goes to their clients. */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { post } from '../mailbox/outgoing.ts';
import type { CommandView, WireValue } from '../protocol.ts';
import { flushCommand } from './served.ts';
import { type Remoting, remotingOf, type ServedCommand, sizeOf } from './state.ts';

/** What the session showed since the last time is the given command's; a served one's client gets it too. */
export function captureOutput(root: SessionRoot, remoting: Remoting, command: ServedCommand | null): void {
  if (root.output.length === 0) return;
  const records = root.output;
  root.output = [];
  touch(root);
  touch(remoting);
  const commandId = command?.commandId ?? '';
  const last = remoting.output[remoting.output.length - 1];
  if (last !== undefined && last.commandId === commandId) last.records.push(...records);
  else remoting.output.push({ commandId, records });
  if (command === null) return;
  if (command.mode === 'interactive') for (const record of records) show(remoting, command, { ...record });
  if (command.from === '') return;
  touch(command);
  for (const record of records) {
    const value: WireValue = { ...record };
    command.pending.push({ stream: record.kind === 'progress' ? 'progress' : 'host', value });
    command.pendingBytes += sizeOf(value);
  }
}

/** Those who have entered the session see what another one's line shows. */
function show(remoting: Remoting, command: ServedCommand, value: WireValue): void {
  for (const link of remoting.links) if (link.watches && link.peer !== command.from) link.unseen.push({ stream: 'host', value });
}

/** A line of another client begins: those who have entered the session see it typed. */
export function showLine(remoting: Remoting, command: ServedCommand): void {
  if (command.mode !== 'interactive' || command.from === '' || command.text.trim() === '') return;
  show(remoting, command, { kind: 'prompt', text: '', data: { text: command.text } });
}

/** It has ended: they see the prompt that it leaves. */
export function showPrompt(remoting: Remoting, command: ServedCommand): void {
  if (command.mode !== 'interactive' || command.text.trim() === '') return;
  for (const link of remoting.links) if (link.watches && link.peer !== command.from) link.prompt = command.prompt;
}

function flushSeen(root: SessionRoot): void {
  const remoting = remotingOf(root);
  for (const link of remoting.links) {
    if (link.unseen.length === 0 && link.prompt === null) continue;
    touch(remoting);
    post(root, link.peer, link.commandId, 'response', { kind: 'seen', records: link.unseen, prompt: link.prompt });
    link.unseen = [];
    link.prompt = null;
  }
}

/** True if those who have entered the session are to be sent something. */
export function hasUnseen(root: SessionRoot): boolean {
  return remotingOf(root).links.some((link) => link.unseen.length > 0 || link.prompt !== null);
}

/** Takes what the session showed, for a commit. The driver uses this instead of `root.output`, before it encodes. */
export function takeOutput(root: SessionRoot): { commandId: string; records: SessionRoot['output'] }[] {
  const remoting = remotingOf(root);
  const [head] = remoting.queue;
  // one whose prompt is being worked out is not Running any more, but what it wrote is its own
  captureOutput(root, remoting, head !== undefined && head.startedAt !== null ? head : null);
  if (remoting.output.length === 0) return [];
  touch(remoting);
  const taken = remoting.output;
  remoting.output = [];
  return taken;
}

/** Turns what served commands wrote into messages. The driver calls it before `takeOutgoing`, after {@link takeOutput}. */
export function flushOutput(root: SessionRoot): void {
  const [head] = remotingOf(root).queue;
  if (head !== undefined) flushCommand(root, head);
  flushSeen(root);
}

/** True if a commit would hold output. */
export function hasOutput(root: SessionRoot): boolean {
  const { output, queue } = remotingOf(root);
  return root.output.length > 0 || output.length > 0 || (queue[0]?.pending.length ?? 0) > 0;
}

// ---- for the directory and pages ----

const view = (c: ServedCommand): CommandView => ({
  id: c.commandId,
  text: c.text,
  state: c.state,
  client: c.client,
  startedAt: c.startedAt,
  endedAt: c.endedAt,
});

/** The queue, the running one first, then those that have ended and are not forgotten. */
export function commandViews(root: SessionRoot): CommandView[] {
  const { queue, ended } = remotingOf(root);
  return [...queue, ...ended].map(view);
}

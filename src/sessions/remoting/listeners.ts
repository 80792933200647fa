/** Who listens to a session's commands: clients that disconnect, take over, receive, acknowledge, or are gone. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { post } from '../mailbox/outgoing.ts';
import type { MessageBody } from '../protocol.ts';
import { linkState, privateData } from './links.ts';
import { askClient } from './questions.ts';
import { batchesAcknowledged, flushCommand, postComplete, replay, rewind, unreceived } from './served.ts';
import { type Conversation, type Remoting, remotingOf, type ServedCommand } from './state.ts';

type Body<K extends MessageBody['kind']> = Extract<MessageBody, { kind: K }>;

/** Nobody listens to a command any more: the last one is told that it goes on without him. */
export function detach(root: SessionRoot, command: ServedCommand, availability: string): void {
  if (command.attached === null) return;
  touch(command);
  flushCommand(root, command);
  post(
    root,
    command.attached.peer,
    command.attached.commandId,
    'response',
    { kind: 'state', state: 'Disconnected', availability, reason: null, privateData: null },
    true,
  );
  command.attached = null;
  command.asked = [];
}

/** A client gives the session up in good order: what it was sent is its own, the rest waits for the next one. */
export function disconnect(root: SessionRoot, remoting: Remoting, link: Conversation, body: Body<'disconnect'>): void {
  remoting.links = remoting.links.filter((l) => l.peer !== link.peer);
  for (const command of [...remoting.queue, ...remoting.ended]) if (command.attached?.peer === link.peer) detach(root, command, 'None');
  if (remoting.created !== null) {
    if (body.idleTimeout !== null) remoting.created.idleTimeout = body.idleTimeout;
    if (body.bufferingMode !== 'None') remoting.created.bufferingMode = body.bufferingMode;
  }
  // one who took part leaves a session that is its owner's
  const availability = remoting.links.length > 0 ? 'Busy' : 'None';
  const state: MessageBody = { kind: 'state', state: 'Disconnected', availability, reason: null, privateData: null };
  post(root, link.peer, link.commandId, 'response', state, true);
}

/** A new owner, as the directory has decided: whoever listened before is gone, and what is kept is replayed from its beginning. */
export function takeOver(root: SessionRoot, remoting: Remoting, owner: string, replay: boolean): void {
  for (const link of remoting.links) {
    if (link.peer === owner) continue;
    const state: MessageBody = { kind: 'state', state: 'Disconnected', availability: 'Busy', reason: null, privateData: null };
    post(root, link.peer, link.commandId, 'response', state, true);
  }
  remoting.links = remoting.links.filter((l) => l.peer === owner);
  for (const command of [...remoting.queue, ...remoting.ended]) {
    // whoever has disconnected in good order keeps what he was sent, as long as he is there
    if (command.attached === null && replay) rewind(command);
    if (command.attached === null || command.attached.peer === owner) continue;
    detach(root, command, 'Busy');
    rewind(command);
  }
}

/** Gives a command's output to a conversation: the named one's, or the first that nobody has received to its end. */
export function receiveCommand(machine: Machine, to: Conversation, body: Body<'receive'>): null {
  const { root } = machine;
  const waiting = unreceived(root);
  const command = body.command === null ? waiting[0] : waiting.find((c) => c.commandId === body.command);
  if (command === undefined) {
    post(root, to.peer, to.commandId, 'response', { kind: 'complete', state: 'Completed', error: null, exited: false, absent: true }, true);
    return null;
  }
  touch(command);
  // into batches first: what was written last must not go out before what waits
  flushCommand(root, command);
  command.attached = to;
  command.client = body.client;
  post(root, to.peer, to.commandId, 'response', { kind: 'state', state: 'Opened', availability: 'Busy', reason: null, privateData: null });
  replay(root, command);
  if (command.endedAt !== null) postComplete(root, command);
  else askClient(root, command);
  return null;
}

/** Tells each client what has changed for it. */
export function tellLinks(machine: Machine, remoting: Remoting): void {
  if (remoting.links.length === 0) return;
  for (const link of remoting.links) {
    const { told } = link;
    const state = linkState(remoting, link.peer);
    const news = `${state.state} ${state.availability}`;
    if (told === news) continue;
    const first = told === '';
    link.told = news;
    touch(remoting);
    post(machine.root, link.peer, link.commandId, 'response', {
      kind: 'state',
      state: state.state,
      availability: state.availability,
      reason: null,
      privateData: first ? privateData(machine) : null,
    });
  }
}

/** A client has everything of a response up to a number; `over`: its end too, and the command is forgotten. */
export function responseAcknowledged(machine: Machine, peer: string, commandId: string, seq: number, isOver: boolean): void {
  const remoting = remotingOf(machine.root);
  for (const command of [...remoting.queue, ...remoting.ended]) {
    if (command.attached?.peer !== peer || command.attached.commandId !== commandId) continue;
    batchesAcknowledged(command, seq);
    machine.signal(`drained:${command.commandId}`);
    if (isOver && command.endedAt !== null) {
      touch(remoting);
      remoting.ended = remoting.ended.filter((c) => c !== command);
    }
  }
}

/** A machine is gone for ever: commands that it asked for go on for whoever receives them. */
export function clientGone(root: SessionRoot, peer: string): void {
  const remoting = remotingOf(root);
  touch(remoting);
  remoting.links = remoting.links.filter((l) => l.peer !== peer);
  for (const command of [...remoting.queue, ...remoting.ended]) {
    if (command.attached?.peer !== peer) continue;
    command.attached = null;
    command.asked = [];
    rewind(command);
  }
}

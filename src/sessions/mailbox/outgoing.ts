/** The sending half of a machine's mailbox. */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { Acknowledgement, Direction, Envelope, MessageBody } from '../protocol.ts';
import { conversationKey, type Mailbox, mailboxOf, type Peer, peerOf, settle } from './state.ts';

/**
 * Posts a message: it goes out after the commit that holds it. `to: ''` is the store itself ('create', 'remove'), which carries it
 * out in that very commit. A request whose commandId is new opens a conversation; a response to one that is over is dropped.
 * `final`: no more messages follow in this direction, and once it is acknowledged the conversation is forgotten.
 * Answers the number given, 0 for the store, -1 for a dropped one.
 */
export function post(root: SessionRoot, to: string, commandId: string, direction: Direction, body: MessageBody, final = false): number {
  touch(root);
  if (to === '') {
    root.outbox.push({ from: root.sessionId, to, commandId, direction, conversation: 0, seq: 0, epoch: 0, body } satisfies Envelope);
    return 0;
  }
  const box = mailboxOf(root);
  touch(box);
  const key = conversationKey(to, commandId, direction);
  let sent = box.sent.get(key);
  if (sent === undefined) {
    let conversation: number;
    if (direction === 'request') conversation = ++peerOf(box, to).opened;
    else {
      const request = box.received.get(conversationKey(to, commandId, 'request'));
      if (request === undefined) return -1;
      conversation = request.conversation;
    }
    sent = { to, commandId, direction, conversation, seq: 0, acknowledged: 0, final: 0 };
    box.sent.set(key, sent);
  }
  if (sent.final > 0) return -1;
  sent.seq++;
  if (final) sent.final = sent.seq;
  root.outbox.push({
    from: root.sessionId,
    to,
    commandId,
    direction,
    conversation: sent.conversation,
    seq: sent.seq,
    epoch: 0,
    body,
  } satisfies Envelope);
  return sent.seq;
}

/** True while more requests may be sent in a conversation that this machine opened. */
export function isOpen(root: SessionRoot, to: string, commandId: string): boolean {
  return mailboxOf(root).sent.has(conversationKey(to, commandId, 'request'));
}

/** The opener's end of a conversation: what still comes of it is only acknowledged. Call when its last response is applied. */
export function closeConversation(root: SessionRoot, to: string, commandId: string): void {
  const box = mailboxOf(root);
  touch(box);
  box.sent.delete(conversationKey(to, commandId, 'request'));
  box.received.delete(conversationKey(to, commandId, 'response'));
}

/**
 * Takes the messages posted since the last time, for a commit. The driver calls it at a safe point before it begins to encode the
 * checkpoint of that commit (what is taken must not be in it), makes rows of the `outbox` store of those with a receiver and has the
 * store carry out the others in the same transaction. If the commit fails, they go into the next one, in front.
 */
export function takeOutgoing(root: SessionRoot, epoch: number): Envelope[] {
  const taken = root.outbox as Envelope[];
  if (taken.length === 0) return [];
  root.outbox = [];
  touch(root);
  for (const envelope of taken) envelope.epoch = epoch;
  return taken;
}

/** True if a commit would have something to send: messages, or acknowledgements that others wait for. */
export function hasOutgoing(root: SessionRoot): boolean {
  return root.outbox.length > 0 || mailboxOf(root).owed.size > 0;
}

/**
 * What may be acknowledged after the next commit that holds a checkpoint. Taken at the same moment as {@link takeOutgoing}; sent when
 * the commit is complete. One that is lost is made again when the message comes again.
 */
export function takeAcknowledgements(root: SessionRoot): Acknowledgement[] {
  const box = mailboxOf(root);
  if (box.owed.size === 0) return [];
  const taken = [...box.owed.values()].map((o) => ({ from: root.sessionId, ...o }));
  box.owed = new Map();
  touch(box);
  return taken;
}

/**
 * Stored messages as they are to be sent again after a reconnect or by a new owner of the session. The receiver ignores epochs below
 * the highest it has seen, and who owns the session now vouches for what is stored: so they carry its epoch.
 */
export function resend(rows: readonly Envelope[], epoch: number): Envelope[] {
  return rows.map((row) => (row.epoch === epoch ? row : { ...row, epoch }));
}

/** A message of which some are missing before it: the number to send again from. */
export interface Missing {
  /** Who is to send again, and who asks. */
  from: string;
  to: string;
  commandId: string;
  direction: Direction;
  /** First number wanted. */
  seq: number;
}

/** What is missing when {@link receive} answered 'gap' for an envelope. The driver sends it to the envelope's sender. */
export function missingBefore(root: SessionRoot, envelope: Envelope): Missing {
  const { from, to, commandId, direction } = envelope;
  const last = mailboxOf(root).received.get(conversationKey(from, commandId, direction))?.seq ?? 0;
  return { from, to, commandId, direction, seq: last + 1 };
}

/** Those of the stored messages that another machine misses, in order. */
export function resendFrom(rows: readonly Envelope[], missing: Missing, epoch: number): Envelope[] {
  const { to, commandId, direction, seq } = missing;
  return resend(
    rows.filter((r) => r.to === to && r.commandId === commandId && r.direction === direction && r.seq >= seq).sort((a, b) => a.seq - b.seq),
    epoch,
  );
}

/** A responder's conversation is over: forgotten, and known as settled. */
function forgetServed(box: Mailbox, peer: Peer, machine: string, commandId: string, conversation: number): void {
  box.sent.delete(conversationKey(machine, commandId, 'response'));
  box.received.delete(conversationKey(machine, commandId, 'request'));
  settle(peer, conversation);
}

/**
 * Enters that the receiver has committed messages. The driver deletes their rows in its next commit (`outboxAcks`).
 * Answers whether the conversation is over with it.
 */
export function enterAcknowledgement(root: SessionRoot, ack: Acknowledgement): 'more' | 'over' | 'unknown' {
  const box = mailboxOf(root);
  const { from, commandId, direction, seq } = ack;
  const sent = box.sent.get(conversationKey(from, commandId, direction));
  if (sent === undefined) return 'unknown';
  if (seq > sent.acknowledged) {
    sent.acknowledged = Math.min(seq, sent.seq);
    touch(box);
  }
  if (direction !== 'response' || sent.final === 0 || sent.acknowledged < sent.final) return 'more';
  touch(box);
  forgetServed(box, peerOf(box, from), from, commandId, sent.conversation);
  return 'over';
}

/**
 * Forgets everything that concerns a machine that is gone for ever. Answers what would have been its acknowledgements: the driver
 * deletes those rows, and no others are left for it.
 */
export function forgetPeer(root: SessionRoot, machine: string): Acknowledgement[] {
  const box = mailboxOf(root);
  touch(box);
  const acks: Acknowledgement[] = [];
  for (const [key, sent] of box.sent) {
    if (sent.to !== machine) continue;
    acks.push({ from: machine, to: root.sessionId, commandId: sent.commandId, direction: sent.direction, seq: sent.seq });
    box.sent.delete(key);
  }
  for (const [key, received] of box.received) if (received.from === machine) box.received.delete(key);
  for (const [key, owed] of box.owed) if (owed.to === machine) box.owed.delete(key);
  box.peers.delete(machine);
  const { outbox } = root as { outbox: unknown[] };
  root.outbox = (outbox as Envelope[]).filter((e) => e.to !== machine);
  touch(root);
  return acks;
}

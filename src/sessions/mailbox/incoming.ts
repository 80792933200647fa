/** The receiving half of a machine's mailbox. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { Acknowledgement, Envelope } from '../protocol.ts';
import { applyMessage, peerGone, acknowledged as tellRemoting } from '../remoting/dispatch.ts';
import { enterAcknowledgement, forgetPeer, post } from './outgoing.ts';
import { conversationKey, isSettled, type Mailbox, mailboxOf, peerOf } from './state.ts';

/** What became of a message. All but 'gap' and 'stale' are to be acknowledged, which {@link takeAcknowledgements} sees to. */
export type Receipt = 'applied' | 'duplicate' | 'gap' | 'stale' | 'refused';

/**
 * Takes a message from another machine. Call it between two runs of the machine.
 *
 * applied: its effect is in the state now. duplicate: it was applied before. gap: some before it are missing
 * (`missingBefore`); it must come again after them. stale: from an owner of the sender that was replaced. refused: not understood; the sender is told.
 */
export function receive(machine: Machine, envelope: Envelope): Receipt {
  const { root } = machine;
  if (envelope.to !== root.sessionId) return 'stale';
  const box = mailboxOf(root);
  const { from, commandId, direction, seq } = envelope;
  const peer = peerOf(box, from);
  if (envelope.epoch < peer.epoch) return 'stale';
  if (envelope.epoch > peer.epoch) {
    peer.epoch = envelope.epoch;
    touch(box);
  }
  const key = conversationKey(from, commandId, direction);
  let received = box.received.get(key);
  if (received === undefined) {
    // a request opens a conversation; a response belongs to one that this machine has opened and not closed
    const over =
      direction === 'request' ? isSettled(peer, envelope.conversation) : !box.sent.has(conversationKey(from, commandId, 'request'));
    if (over) {
      owe(box, envelope, seq);
      return 'duplicate';
    }
    if (seq !== 1) return 'gap';
    received = { from, commandId, direction, conversation: envelope.conversation, seq: 0 };
    box.received.set(key, received);
  }
  if (seq <= received.seq) {
    owe(box, envelope, received.seq);
    return 'duplicate';
  }
  if (seq > received.seq + 1) return 'gap';
  received.seq = seq;
  owe(box, envelope, seq);
  const reason = applyMessage(machine, envelope);
  if (reason === null) return 'applied';
  // a refusal is never refused, or two machines would go on for ever
  if (envelope.body.kind !== 'refused') {
    const back = direction === 'request' ? 'response' : 'request';
    post(root, from, commandId, back, { kind: 'refused', seq, reason }, direction === 'request' && seq === 1);
  }
  return 'refused';
}

function owe(box: Mailbox, envelope: Envelope, seq: number): void {
  const { from, commandId, direction } = envelope;
  const key = conversationKey(from, commandId, direction);
  const before = box.owed.get(key);
  if (before === undefined || before.seq < seq) box.owed.set(key, { to: from, commandId, direction, seq });
  touch(box);
}

/**
 * Enters an acknowledgement that came from another machine. Beside this the driver deletes the rows up to `seq` in its next commit.
 * A machine in mode Block goes on once what it wrote has arrived.
 */
export function acknowledge(machine: Machine, ack: Acknowledgement): void {
  if (ack.to !== machine.root.sessionId) return;
  const result = enterAcknowledgement(machine.root, ack);
  if (result !== 'unknown') tellRemoting(machine, ack, result === 'over');
}

/**
 * Enters that a session does not exist (any more): commands that wait for it end, its PSSession is Closed. Answers acknowledgements in
 * its name: rows that the driver deletes in its next commit.
 */
export function sessionGone(machine: Machine, sessionId: string): Acknowledgement[] {
  const acks = forgetPeer(machine.root, sessionId);
  peerGone(machine, sessionId);
  return acks;
}

/**
 * After a resume: brings what the checkpoint knows of acknowledgements up to what is stored. `rows` are all rows of the session's
 * outbox. (Acknowledgements may be committed without a checkpoint.)
 */
export function reconcile(machine: Machine, rows: readonly Envelope[]): void {
  const { root } = machine;
  const first = new Map<string, number>();
  for (const row of rows) {
    const key = conversationKey(row.to, row.commandId, row.direction);
    first.set(key, Math.min(first.get(key) ?? Number.POSITIVE_INFINITY, row.seq));
  }
  for (const [key, sent] of [...mailboxOf(root).sent]) {
    const seq = (first.get(key) ?? sent.seq + 1) - 1;
    if (seq <= sent.acknowledged) continue;
    acknowledge(machine, { from: sent.to, to: root.sessionId, commandId: sent.commandId, direction: sent.direction, seq });
  }
}

/** What the mailbox hands to remoting. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import type { Acknowledgement, Envelope } from '../protocol.ts';
import { handleResponse, sessionLost } from './client.ts';
import { clientGone, responseAcknowledged } from './listeners.ts';
import { serve } from './server.ts';

/** Applies a message. Answers null, or why it is refused. */
export function applyMessage(machine: Machine, envelope: Envelope): string | null {
  return envelope.direction === 'request' ? serve(machine, envelope) : handleResponse(machine, envelope);
}

/** A machine has committed what this one sent; `over`: the conversation is forgotten with it. */
export function acknowledged(machine: Machine, ack: Acknowledgement, over: boolean): void {
  if (ack.direction === 'response') responseAcknowledged(machine, ack.from, ack.commandId, ack.seq, over);
}

/** A session does not exist any more. */
export function peerGone(machine: Machine, sessionId: string): void {
  sessionLost(machine, sessionId);
  clientGone(machine.root, sessionId);
}

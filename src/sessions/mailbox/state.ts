/** What a machine remembers of its conversations with others. Part of every checkpoint, so that it always fits what was committed. */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { HeapObject, snapshotClass } from '../../interpreter/values/heap.ts';
import type { Direction } from '../protocol.ts';

/** One direction of a conversation as its sender sees it. Plain data. */
export interface Sent {
  to: string;
  commandId: string;
  direction: Direction;
  conversation: number;
  /** Last number given out. */
  seq: number;
  /** The receiver has committed everything up to here. */
  acknowledged: number;
  /** Number of the last message there will be, 0 while there may be more. */
  final: number;
}

/** One direction of a conversation as its receiver sees it. Plain data. */
export interface Received {
  from: string;
  commandId: string;
  direction: Direction;
  conversation: number;
  /** Last number applied. */
  seq: number;
}

/** Another machine. Plain data. */
export interface Peer {
  /** Highest epoch seen. */
  epoch: number;
  /** Conversations opened towards it. */
  opened: number;
  /** All conversations that it opened up to this number are over … */
  floor: number;
  /** … and these above it, in ascending order. */
  settled: number[];
}

/** An acknowledgement that may go out after the next commit. Plain data. */
export interface Owed {
  to: string;
  commandId: string;
  direction: Direction;
  seq: number;
}

/** All of it. */
export class Mailbox extends HeapObject {
  /** By {@link conversationKey}. */
  sent: Map<string, Sent>;
  received: Map<string, Received>;
  /** By session id. */
  peers: Map<string, Peer>;
  owed: Map<string, Owed>;
  constructor() {
    super();
    this.sent = new Map();
    this.received = new Map();
    this.peers = new Map();
    this.owed = new Map();
  }
}
snapshotClass('Mailbox', 'heap', Mailbox);

/** Key of one direction of a conversation with a machine. */
export function conversationKey(machine: string, commandId: string, direction: Direction): string {
  return `${machine} ${commandId} ${direction}`;
}

/** The session's mailbox, made when first needed. */
export function mailboxOf(root: SessionRoot): Mailbox {
  let box = root.extensions.get('mailbox') as Mailbox | undefined;
  if (box === undefined) {
    box = new Mailbox();
    root.extensions.set('mailbox', box);
  }
  return box;
}

/** What is known of another machine. The caller announces the change. */
export function peerOf(box: Mailbox, machine: string): Peer {
  let peer = box.peers.get(machine);
  if (peer === undefined) {
    peer = { epoch: 0, opened: 0, floor: 0, settled: [] };
    box.peers.set(machine, peer);
  }
  return peer;
}

/** True if a conversation that the other machine opened is over. */
export function isSettled(peer: Peer, conversation: number): boolean {
  return conversation <= peer.floor || peer.settled.includes(conversation);
}

/** Enters that a conversation that the other machine opened is over. */
export function settle(peer: Peer, conversation: number): void {
  if (isSettled(peer, conversation)) return;
  peer.settled.push(conversation);
  peer.settled.sort((a, b) => a - b);
  while (peer.settled[0] === peer.floor + 1) {
    peer.floor++;
    peer.settled.shift();
  }
}

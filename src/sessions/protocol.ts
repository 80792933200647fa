/**
 * Every message between machines, and between pages, broker and workers. Types only; plain data that structured clone and the
 * store take.
 *
 * Machines talk through committed mailboxes (design, section 4): a message is made in the sender's state, becomes a row of the
 * `outbox` store in the transaction that holds the checkpoint it belongs to, and is handed over only after that transaction
 * completed. Rows stay until the receiver's own commit, which holds the effect of the message, has acknowledged them. So a message
 * is applied exactly once whatever dies when: the receiver drops what it has seen by (commandId, direction, seq), and asks again
 * from the last + 1 on a gap.
 */
import type { OutputRecord } from '../interpreter/machine/state.ts';

/** Version of everything in this file. A page and a broker of different versions do not talk (Handshake). */
export const PROTOCOL = 1;

/** First message both ways on every port. */
export interface Handshake {
  protocol: number;
  build: string;
}

// ---- machine to machine ----

/** Which way a message goes: from the client that asked for a command to the machine that runs it, or back. */
export type Direction = 'request' | 'response';

/** A message on its way. `commandId` names the conversation: a command's GUID, or the session's own id for what concerns the session. */
export interface Envelope {
  from: string;
  to: string;
  commandId: string;
  direction: Direction;
  /** 1, 2, 3 … per (from, commandId, direction). */
  seq: number;
  /** Epoch of the sender when it committed the message. One below the highest seen from that sender is ignored. */
  epoch: number;
  body: MessageBody;
}

/** A value as remoting carries it: CLIXML-like plain data (remoting/serialization.ts). */
export type WireValue = unknown;

/** What a message says. Unknown kinds are refused with an error to the sender, never dropped. */
export type MessageBody =
  /** Run commands or a text. Repeated with a known commandId it attaches; it never starts a second run. */
  | {
      kind: 'invoke';
      /** Text of the script, or null if `commands` is given. */
      script: string | null;
      /** A plain list of pipelines of commands with constant arguments (what a no-language session takes). */
      commands: WireValue | null;
      args: WireValue;
      /** `$using:` values by key. */
      using: WireValue;
      /** True: `input` messages follow and `end` closes them. */
      hasInput: boolean;
      /** Interactive lines show through the host; others come back as objects. */
      mode: 'objects' | 'interactive';
      /** For the directory and job lists. */
      text: string;
      /** Client (tab) that asked. */
      client: string;
    }
  | { kind: 'input'; values: WireValue[] }
  | { kind: 'end' }
  /** Objects and records of other streams in the order in which they were written. */
  | { kind: 'output'; records: { stream: 'output' | 'error' | 'warning' | 'verbose' | 'debug' | 'information' | 'progress' | 'host'; value: WireValue }[] }
  /** Final state of a command. */
  | { kind: 'complete'; state: 'Completed' | 'Failed' | 'Stopped'; error: WireValue | null; exited: boolean }
  /** The running command asks its client's host (Read-Host, credentials, choices). */
  | { kind: 'hostCall'; callId: number; method: string; args: WireValue }
  | { kind: 'hostReply'; callId: number; value: WireValue }
  | { kind: 'stop' }
  /** Ownership of the session by a client's console. */
  | { kind: 'connect'; client: string }
  | { kind: 'disconnect'; client: string; idleTimeout: number | null; bufferingMode: 'None' | 'Drop' | 'Block' }
  | { kind: 'state'; state: string; availability: string; reason: string | null; privateData: WireValue }
  /** Make a session: to the store itself (`to: ''`), carried out in the sender's commit. */
  | { kind: 'create'; session: CreateSession }
  /** Remove a session and its children: likewise. */
  | { kind: 'remove'; sessionId: string }
  /** The receiver did not understand a message of that seq. */
  | { kind: 'refused'; seq: number; reason: string };

/** A new session as its maker describes it. */
export interface CreateSession {
  id: string;
  name: string;
  kind: 'Session' | 'Console' | 'Job' | 'Temporary';
  computer: string;
  user: string;
  configuration: string;
  ownerClient: string | null;
  parent: string | null;
  /** ms; null = the configuration's. */
  idleTimeout: number | null;
  bufferingMode: 'None' | 'Drop' | 'Block';
  /** PSSessionOption and others by room. */
  options: Record<string, unknown>;
}

/** The receiver has committed everything of a conversation up to and including `seq`. */
export interface Acknowledgement {
  from: string;
  to: string;
  commandId: string;
  direction: Direction;
  seq: number;
}

// ---- page to worker and broker ----

/** A record of a session's output as a page gets it. `epoch` and `seq` name it; committed ones never change again. */
export interface ViewRecord extends OutputRecord {
  seq: number;
  epoch: number;
  committed: boolean;
  commandId: string;
  /** ms since 1970 UTC. */
  at: number;
}

/** State of a command in a session's queue. */
export interface CommandView {
  id: string;
  text: string;
  state: 'Queued' | 'Running' | 'Completed' | 'Failed' | 'Stopped';
  /** Client that asked. */
  client: string;
  startedAt: number | null;
  endedAt: number | null;
}

/** A session as pages list it. */
export interface SessionView {
  id: string;
  name: string;
  kind: 'Session' | 'Console' | 'Job' | 'Temporary';
  computer: string;
  user: string;
  configuration: string;
  state: string;
  availability: string;
  /** True if the viewing client owns it. */
  mine: boolean;
  restricted: boolean;
  running: { commandId: string; text: string; startedAt: number } | null;
  lastCommitAt: number;
  /** Clients attached to it now. */
  participants: number;
  problem: string | null;
}

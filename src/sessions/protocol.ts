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
import type { Candidate } from '../interpreter/completion/results.ts';
import type { ProgressData } from '../interpreter/machine/cmdlet.ts';
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

/**
 * A message on its way. `commandId` names the conversation, which belongs to two machines alone: a command's GUID, or one made for a
 * link to a session (connect, state, disconnect). The machine that opens a conversation sends requests, the other one responses.
 */
export interface Envelope {
  from: string;
  to: string;
  commandId: string;
  direction: Direction;
  /**
   * Which conversation between the two machines it is, counted from 1 by the one that opened it. It lets a conversation that is over
   * be forgotten: a late copy of one of its messages is known by a number that is settled, and never taken for a new command.
   */
  conversation: number;
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
      /** How long it may wait for the session to be free, in ms; 0 = an asynchronous one, which fails at once. */
      wait: number;
      /** True: nobody listens yet; the output waits for a `receive` (Invoke-Command -InDisconnectedSession). */
      detached: boolean;
    }
  /** Give what a command wrote, and go on with it: the named one, or with null the first that nobody has received to its end. */
  | { kind: 'receive'; command: string | null; client: string }
  | { kind: 'input'; values: WireValue[] }
  | { kind: 'end' }
  /** Objects and records of other streams in the order in which they were written. */
  | {
      kind: 'output';
      records: { stream: 'output' | 'error' | 'warning' | 'verbose' | 'debug' | 'information' | 'progress' | 'host'; value: WireValue }[];
    }
  /**
   * Final state of a command. `absent`: there was no command to receive; `more`: there are others to receive. `prompt`: the session's
   * prompt after an interactive line.
   */
  | {
      kind: 'complete';
      state: 'Completed' | 'Failed' | 'Stopped';
      error: WireValue | null;
      exited: boolean;
      absent?: boolean;
      more?: boolean;
      prompt?: string;
      /** The prompt is that of a session which this one has entered. */
      nested?: boolean;
    }
  /** The running command asks its client's host (Read-Host, credentials, choices). */
  | { kind: 'hostCall'; callId: number; method: string; args: WireValue }
  | { kind: 'hostReply'; callId: number; value: WireValue }
  | { kind: 'stop' }
  /**
   * A link to a session: its owner's, as the directory has decided before, or that of one who joins it. `replay`: the client that has
   * disconnected is gone, and what it was sent of unfinished commands is for the new owner again.
   */
  | { kind: 'connect'; client: string; role: 'owner' | 'participant'; replay?: boolean }
  | { kind: 'disconnect'; client: string; idleTimeout: number | null; bufferingMode: 'None' | 'Drop' | 'Block' }
  /** On a link: its client has entered the session, or left it. Who has entered sees what others type there (joining). */
  | { kind: 'watch'; on: boolean }
  /** What others type in a session that was entered, and show by it; `prompt`: the session's prompt since then, null = as before. */
  | { kind: 'seen'; records: { stream: 'host'; value: WireValue }[]; prompt: string | null }
  /** How a session is seen by the one who is linked to it; on a command's conversation: it goes on without this client. */
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
  /** PSSessionOption and others by room; plain data. */
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

/** A question of a running command. null as the answer cancels it. */
export type HostRequest = { id: number } & (
  | {
      kind: 'readLine';
      prompt: string;
      /** Characters are not shown (Read-Host -AsSecureString, -MaskInput). */
      masked: boolean;
      // answer: string
    }
  | {
      kind: 'choice';
      caption: string;
      message: string;
      /** Labels with `&` before the key. */
      choices: string[];
      /** Help for each, as far as there is one. */
      help: string[];
      /** Index, -1 if there is none. */
      default: number;
      // answer: index
    }
  | {
      kind: 'credential';
      caption: string;
      message: string;
      userName: string;
      // answer: { userName, password }
    }
  | {
      kind: 'parameters';
      caption: string;
      message: string;
      fields: { name: string; type: string; helpMessage: string; collection: boolean; masked: boolean }[];
      // answer: Record<string, string | string[]>
    }
);

/** Candidates, as CommandCompletion has them. */
export interface Completion {
  /** Part of the text that a candidate replaces. */
  replacementIndex: number;
  replacementLength: number;
  matches: CompletionMatch[];
}

/** One candidate (CompletionResult). */
export type CompletionMatch = Candidate;

/** What the owner of a session tells the pages that look at it. A new object with every change. */
export interface OwnerLive {
  epoch: number;
  prompt: string;
  /** The session that the console has entered, null if none. */
  entered: { sessionId: string; computer: string; name: string } | null;
  running: CommandView | null;
  queued: CommandView[];
  requests: HostRequest[];
  progress: ProgressData[];
  lastCommitAt: number;
  dirty: boolean;
  participants: number;
  /** A sentence when the session can't go on for now (no room in storage), else null. */
  problem: string | null;
}

/** Events of a session's owner on the port given to `attach`, in order. */
export type ViewEvent =
  | { kind: 'records'; records: ViewRecord[] }
  | { kind: 'committed'; beforeSeq: number; at: number }
  | { kind: 'live'; live: OwnerLive }
  /** The page is too far behind: it attaches anew and reads what it missed from the store. */
  | { kind: 'behind' }
  /** The owner gives the session up; nothing follows. 'rest': it wakes when asked. 'moved': somebody else goes on. */
  | { kind: 'released'; reason: 'rest' | 'moved' | 'removed' | 'problem'; text: string | null };

/** What an owner answers to `attach`. Records that are committed are read from the store. */
export interface Attached {
  epoch: number;
  /** Records below are committed. */
  committedSeq: number;
  /** Those above, as far as they are written. */
  tail: ViewRecord[];
  live: OwnerLive;
}

/** A session's owner as pages call it (through comlink, over a port that the broker hands out). */
export interface SessionPort {
  /** The lock that is held until the owner's end. Resolves when the session is ready. */
  hello(): Promise<{ worker: string }>;
  attach(events: MessagePort, client: string, columns: number | null): Promise<Attached>;
  detach(): void;
  /** The page has shown records below `seq`. */
  shown(seq: number): void;
  /** Resolves when the command is stored; a known id attaches to what is there. */
  submit(command: { id: string; text: string; client: string; kind: 'line' | 'invoke' }): Promise<CommandView>;
  withdraw(commandId: string): Promise<boolean>;
  /** Stops what runs, or only a certain command. */
  stop(commandId: string | null): Promise<void>;
  answer(requestId: number, value: unknown): Promise<void>;
  complete(text: string, cursor: number): Promise<Completion>;
  resize(columns: number): void;
  history(): Promise<string[]>;
  /** Commands that are kept, oldest first. One is told as ended only when its end is stored. */
  commands(): Promise<CommandView[]>;
  /** A client has a command's records below `seq`. */
  acknowledge(commandId: string, seq: number): void;
  /** Instructions executed so far, committed or not. */
  instructions(): Promise<number>;
}

/** News on the BroadcastChannel of the directory: what pages show of sessions, and what brokers decide by. */
export type DirectoryNews =
  /** A session was made or changed: look at its record. */
  | { kind: 'changed'; ids: string[] }
  | { kind: 'removed'; ids: string[] }
  /** Somebody owns the session since now: `worker` is the lock held until the owner's end. */
  | { kind: 'owned'; id: string; worker: string }
  | { kind: 'released'; id: string; reason: 'rest' | 'moved' | 'problem' }
  /** How many pages look at a session. */
  | { kind: 'participants'; id: string; count: number };

/** News on the BroadcastChannel of the mail. Hints only: whoever misses one finds the mail in the store. */
export type MailNews = { kind: 'mail'; to: string[] } | { kind: 'acknowledged'; acks: Acknowledgement[] };

/** Why a worker is started for a session: for its seam and for its resume counter. */
export type WakeReason =
  /** A person asked: typed, opened. */
  | 'asked'
  /** Mail came, or a deadline. */
  | 'mail'
  | 'deadline'
  /** Its owner died while something ran. */
  | 'crashed'
  /** The page came back and its session runs. */
  | 'returned'
  /** Handed over by the broker, or adopted by it. */
  | 'moved'
  /** Its worker was ended because it did not answer a stop. */
  | 'terminated';

/** Page to broker. */
export type ToBroker =
  | { kind: 'hello'; handshake: Handshake; tab: string; client: string; canSpawn: boolean }
  /** Wants a port to the session's owner; the broker finds or starts one. */
  | { kind: 'open'; id: string; port: MessagePort; reason: WakeReason }
  /** A worker started in this tab; `port` leads to it. Said again to each new broker. */
  | { kind: 'worker'; id: string; worker: string; port: MessagePort }
  /** A worker that could not be started, or was ended. */
  | { kind: 'workerEnded'; id: string; worker: string }
  /** A worker whose lock is free: it died, perhaps before it could tell the broker that it began. */
  | { kind: 'workerGone'; id: string; worker: string }
  /** End the session's worker, which does not answer a stop. */
  | { kind: 'terminate'; id: string }
  /** This page's build is newer: give everything away and end. */
  | { kind: 'retire' }
  | { kind: 'bye' };

/** Broker to page. */
export type FromBroker =
  | { kind: 'welcome'; handshake: Handshake; broker: string; tabs: number }
  /** It goes: connect again when its lock is free. */
  | { kind: 'retiring' }
  | { kind: 'spawn'; id: string; reason: WakeReason }
  | { kind: 'terminate'; id: string }
  | { kind: 'tabs'; count: number }
  /** A session can't be opened: `text` says why. */
  | { kind: 'refused'; id: string; code: 'SessionNotFound' | 'SessionProblem'; text: string };

/** To a session's worker: from its page (the first message) and from brokers. */
export type ToWorker =
  | { kind: 'start'; id: string; reason: WakeReason; database: string; worker: string }
  /** One more page. */
  | { kind: 'serve'; port: MessagePort; client: string }
  /** One more broker. */
  | { kind: 'broker'; port: MessagePort }
  /** Commit and go: the page is put to rest, or somebody else takes over. */
  | { kind: 'release'; reason: 'rest' | 'moved' };

/** From a session's worker to its page and its brokers. */
export type FromWorker =
  /** It holds its own lock now, and waits for the session's. */
  | { kind: 'starting'; id: string; worker: string }
  /** The session is ready. */
  | { kind: 'owned'; id: string; worker: string }
  | { kind: 'ended'; id: string; reason: 'rest' | 'moved' | 'removed' | 'fenced' | 'problem' | 'notOwner'; text: string | null }
  /** A page's port that came too late: it is for the next owner. */
  | { kind: 'returned'; id: string; port: MessagePort; client: string };

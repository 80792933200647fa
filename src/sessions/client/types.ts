/**
 * What a page gets from Limpet: `connect()` answers a {@link Limpet}; the app has it as `globalThis.limpet` too. Types only.
 *
 * Everything asynchronous rejects with a {@link LimpetError} (`code` tells why) and never hangs because a worker, the broker or
 * another tab died: the library goes to the next owner of the session and carries on.
 */
import type { ProgressData } from '../../interpreter/machine/cmdlet.ts';
import type { CommandView, Completion, HostRequest, SessionView, ViewRecord } from '../protocol.ts';

export type { ProgressData } from '../../interpreter/machine/cmdlet.ts';
export type { CommandView, Completion, CompletionMatch, HostRequest, SessionView, ViewRecord } from '../protocol.ts';

/** Takes a listener off again. */
export type Unsubscribe = () => void;

/** Why something was refused. */
export type LimpetErrorCode =
  /** The session is gone. */
  | 'SessionNotFound'
  /** The command is gone, or was never there. */
  | 'CommandNotFound'
  /** The session is not started by itself any more (too many resumes without progress, or a checkpoint that can't be read). */
  | 'SessionProblem'
  /** No such computer, or remoting is off there; no such configuration. */
  | 'CannotCreate'
  /** The browser's storage is not available, or refused. */
  | 'Storage'
  | 'Quota'
  /** The broker belongs to a newer build: reload the page. */
  | 'ReloadToUpdate'
  /** The page was closed or put to rest. */
  | 'Closed';

/** An error of this library. */
export interface LimpetError extends Error {
  name: 'LimpetError';
  code: LimpetErrorCode;
}

/** The site's connection to its sessions. */
export interface Limpet {
  /** Id of this tab, the same after a reload. */
  readonly clientId: string;
  /** Build of this page. */
  readonly build: string;
  /** The session behind this tab's console. It exists from the first visit of the tab and is found again after a reload. */
  readonly console: Session;
  /** All sessions of all tabs and past visits but the consoles of other tabs that live; jobs and temporary ones have a `parent`. */
  sessions(): Promise<SessionView[]>;
  /** A session by its instance id. Nothing is looked up before it is used. */
  session(instanceId: string): Session;
  /** Makes a session that belongs to this tab; resolves when it is stored. Rejects with CannotCreate. */
  newSession(options?: NewSessionOptions): Promise<Session>;
  /** The computers of this browser profile. */
  computers(): Promise<ComputerView[]>;
  /** What the page as a whole should show; the newest value and every change. */
  readonly status: SiteStatus;
  on<K extends keyof LimpetEvents>(event: K, listener: (value: LimpetEvents[K]) => void): Unsubscribe;
  /** Asks the browser never to clear the site's storage (needs a click in some browsers). Answers what it decided. */
  persistStorage(): Promise<boolean>;
  /** Ends all sessions and deletes everything stored for this site, in all tabs. The page should reload afterwards. */
  resetSite(): Promise<void>;
  /** Gives this tab's sessions away, as closing the tab does. */
  close(): Promise<void>;
}

/** Events of {@link Limpet.on}. */
export interface LimpetEvents {
  /** The directory changed: the same list as `sessions()`. */
  sessions: SessionView[];
  status: SiteStatus;
}

/** News for the status line, beside those of the session shown. */
export interface SiteStatus {
  /** Tabs of the site that are open, this one included. */
  tabs: number;
  /** False: no SharedWorker here; sessions of other tabs are not seen live and nothing runs once this tab is closed. */
  shared: boolean;
  /** Whether the browser promised to keep the storage; null where it can't tell. */
  persistent: boolean | null;
  /** Bytes used and allowed, null where the browser does not tell. */
  usage: { used: number; quota: number } | null;
  /** 'newer': a newer build is running in another tab, reload to update. 'blocked': another tab's old version blocks the storage. */
  update: 'none' | 'newer' | 'blocked';
  /** Set when storage is refused or full: a sentence for people. */
  storageProblem: string | null;
}

/** A computer as pages list it. */
export interface ComputerView {
  name: string;
  remotingEnabled: boolean;
}

/** What a new session is like. */
export interface NewSessionOptions {
  /** Default 'localhost'. */
  computerName?: string;
  /** Default `Session<n>`. */
  name?: string;
  /** Default 'Microsoft.PowerShell'. */
  configurationName?: string;
}

/** A handle of a session; survives reloads by its id alone. */
export interface Session {
  readonly id: string;
  /** The session as it is listed, or null if it is gone. */
  view(): Promise<SessionView | null>;
  /**
   * Runs a text in the session, behind what is queued already. Resolves when the command is stored, so that it will run whatever
   * dies. Everyone attached sees it and its output; {@link Command.records} has its records alone.
   */
  invoke(text: string, options?: { commandId?: string }): Promise<Command>;
  /** A command by its id, after a reload for instance. */
  command(commandId: string): Command;
  /** Commands that are queued, running or kept, oldest first. */
  commands(): Promise<CommandView[]>;
  /** Removes the session with its children and all that it stored. */
  remove(): Promise<void>;
  rename(name: string): Promise<void>;
  /** Figures over the session's whole life; read anew at each access. */
  readonly statistics: Promise<SessionStatisticsView>;
  /** Looks at the session and takes part in it: what is shown, state, questions, typing. Does not wake a session at rest; typing does. */
  attach(listener: AttachmentListener, options?: AttachOptions): Promise<Attachment>;
}

/** A command of {@link Session.invoke}. */
export interface Command {
  readonly id: string;
  readonly sessionId: string;
  /** Its state now. Rejects with CommandNotFound. */
  readonly state: Promise<CommandView['state']>;
  /** Resolves with the final state. */
  readonly finished: Promise<CommandView['state']>;
  /**
   * Its committed records from a record's number on (0 = all that are kept), and those to come; ends when the command has ended
   * and all were given. Records seen here never change and are never taken back.
   */
  records(fromSeq?: number): AsyncIterable<ViewRecord>;
  /** Ctrl+C for this command; takes it out of the queue if it has not begun. */
  stop(): Promise<void>;
}

/** Counted over the session's life, whoever owned it. */
export interface SessionStatisticsView {
  /** Instructions executed as far as the running machine knows; equal to committedInstructions at rest. */
  instructions: number;
  committedInstructions: number;
  commits: number;
  resumes: number;
  /** committedInstructions of the checkpoint that the last resume began with, null if it never was resumed. */
  resumedAtInstruction: number | null;
  /** Time spent on checkpoints and on running, in ms. */
  checkpointMs: number;
  runMs: number;
}

/** How to attach. */
export interface AttachOptions {
  /** How many of the last records to begin with; default 1000. */
  tail?: number;
  /** Characters in a line of the page's console. Only the owner's or, in a console, this tab's width is used. */
  columns?: number;
}

/** A page's view of a session. Ends with {@link Attachment.close}. */
export interface Attachment {
  readonly session: Session;
  /** The newest of {@link AttachmentListener.live}. */
  readonly live: SessionLive;
  /** Number of the oldest record that `older` can still give, or of the oldest shown if there is none before it. */
  readonly firstSeq: number;
  /** Committed records before a number, in order; fewer than `limit` only at the beginning of what is kept. */
  older(beforeSeq: number, limit?: number): Promise<ViewRecord[]>;
  /**
   * Sends a typed line (or several) as a person at this console does: it is echoed with the prompt, runs behind what is queued,
   * and its output goes to the transcript. In a console that has entered another session it goes there. Resolves when stored.
   */
  submit(text: string): Promise<CommandView>;
  /** Takes a command that has not begun out of the queue. */
  withdraw(commandId: string): Promise<boolean>;
  /** Ctrl+C: stops what runs; queued commands stay. Resolves when the request has arrived. */
  stop(): Promise<void>;
  /** Last resort for a session that does not answer a stop: its worker is ended and the command is stopped at the last commit. */
  terminate(): Promise<void>;
  /** Answers a question of {@link SessionLive.requests}; one that is answered already is ignored. */
  answer(requestId: number, value: unknown): Promise<void>;
  /** Candidates for the text at the cursor. Works while a command runs. */
  complete(text: string, cursor: number): Promise<Completion>;
  /** Whether Enter should begin a new line: the text is not finished. Answers without asking the session. */
  isIncomplete(text: string): boolean;
  /** Tells the width of the console for output from now on. */
  resize(columns: number): void;
  /** Lines typed in this session, oldest first, for the prompt's history. */
  history(): Promise<string[]>;
  close(): void;
}

/** What a page hears of a session. All calls are in order; none comes before `attach` has resolved but those of the beginning. */
export interface AttachmentListener {
  /**
   * Records at the end, by `seq` in ascending order. Those with `committed` false may be taken back by `dropped`. A gap in the numbers
   * means that the page was far behind: what lies between is left to {@link Attachment.older}.
   */
  records(records: readonly ViewRecord[]): void;
  /** All records with `seq` below this are committed now. */
  committed(beforeSeq: number): void;
  /** A crash took back all records from this number on. They are written anew, in another epoch, if the command goes on. */
  dropped(fromSeq: number): void;
  live(live: SessionLive): void;
  /** The session is gone, or can't be started; nothing follows. `reason` is a sentence, null if it was removed. */
  ended(reason: string | null): void;
}

/** What a session does now. A new object with every change. */
export interface SessionLive {
  view: SessionView;
  /** What stands before the cursor: `PS /home/learner> `, `[Server01]: PS /home/learner> `, `>> `. */
  prompt: string;
  /** Whose session the prompt belongs to while another one is entered; null when none is. */
  entered: { sessionId: string; computer: string; name: string } | null;
  running: CommandView | null;
  /** Behind it, in order. */
  queued: CommandView[];
  /** Questions that wait for a person, oldest first. */
  requests: HostRequest[];
  /** Progress to show, by activity. */
  progress: ProgressData[];
  /** ms since 1970 UTC of the last commit, and whether something is not committed yet. */
  lastCommitAt: number;
  dirty: boolean;
  /** 'connecting' while another owner is being found: after a crash, or at rest. */
  connection: 'connected' | 'connecting' | 'ended';
}

/** How to connect. */
export interface ConnectOptions {
  /** An embed of its own: an ephemeral computer and client that no other page sees, deleted when it closes. */
  ephemeral?: boolean;
  /** Computer of the console; default 'localhost'. */
  computerName?: string;
  /** Configuration of the console; default 'Microsoft.PowerShell'. */
  configurationName?: string;
  /** Characters in a line. */
  columns?: number;
}

/** `connect`, exported by client/index.ts. Rejects with Storage or ReloadToUpdate. */
export type Connect = (options?: ConnectOptions) => Promise<Limpet>;

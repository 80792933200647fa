/**
 * The one database: what is in it and under which keys. Every record is plain data.
 *
 * | store | key | what |
 * |---|---|---|
 * | sessions | id | the directory: one small record a session |
 * | checkpoints | session, number | a base and the deltas after it |
 * | codes | session, content address | code and source texts that the checkpoints refer to |
 * | outbox | session, command, direction, seq | messages to other machines, not acknowledged yet; found by receiver too |
 * | output | session, seq | one record per flush |
 * | queues | session, command | what is kept of a command's output, and what is acknowledged |
 * | files | computer, path | nodes of the file systems |
 * | chunks | content id, number | contents of files in pieces of {@link CHUNK} bytes |
 * | computers, accounts, configurations, clients, settings | name or id | |
 */
import type { DBSchema } from 'idb';
import type { OutputRecord } from '../../interpreter/machine/state.ts';

/** Version of the database. It rises only when unavoidable: every rise makes all tabs close their connections. */
export const DATABASE_VERSION = 1;
/** Default name of the database. */
export const DATABASE_NAME = 'limpet';

/** Bytes in a piece of a file's content; all pieces but the last are full. */
export const CHUNK = 256 * 1024;

/** State of a session as PowerShell names it (RunspaceState). */
export type SessionState = 'Opening' | 'Opened' | 'Disconnected' | 'Broken' | 'Closed';

/** A session in the directory. */
export interface SessionRecord {
  /** A GUID in lower case. */
  id: string;
  name: string;
  /** 'Console' is not listed by plain Get-PSSession; 'Job' and 'Temporary' have a parent. */
  kind: 'Session' | 'Console' | 'Job' | 'Temporary';
  computer: string;
  user: string;
  /** Name of the session configuration. */
  configuration: string;
  state: SessionState;
  availability: 'None' | 'Available' | 'Busy';
  /** Id of the client (tab) that is connected to it, null if none. */
  ownerClient: string | null;
  /** Session that made it and takes it along when removed. */
  parent: string | null;
  /** Rises with every change of ownership; a commit with another epoch is refused. */
  epoch: number;
  /** Resumes since the last commit that held a checkpoint. */
  resumes: number;
  /** Times in ms since 1970 UTC. */
  createdAt: number;
  disconnectedAt: number | null;
  lastCommitAt: number;
  /** Ends when disconnected for this long, in ms; null = never. */
  idleTimeout: number | null;
  /** The command that runs, for the directory's readers. */
  running: { commandId: string; text: string; startedAt: number } | null;
  /** When a machine at rest has something to do (a sleep's end), null = nothing. */
  wakeAt: number | null;
  /** Why it is not started by itself, null if nothing is wrong. */
  problem: string | null;
  /** Number of the last checkpoint, 0 before the first. */
  checkpoint: number;
  statistics: SessionStatistics;
  /** File operations that the last commit with any left out. */
  conflicts: { version: string; reason: string }[];
  /** What other rooms keep about the session; plain data. */
  extra: Record<string, unknown>;
}

/** Figures about a session, for people. */
export interface SessionStatistics {
  commits: number;
  /** Instructions executed. */
  instructions: number;
  /** Resumes over the session's whole life, and the instructions that were committed when the last one began (null = none yet). */
  resumes: number;
  resumedAtInstruction: number | null;
  /** Time spent on checkpoints and on running, in ms. */
  checkpointMs: number;
  runMs: number;
  /** Bytes of the base and its deltas. */
  checkpointBytes: number;
  /** Records of output written, and their bytes. */
  outputRecords: number;
  outputBytes: number;
}

/** A base or delta. */
export interface CheckpointRecord {
  sessionId: string;
  number: number;
  kind: 'base' | 'delta';
  bytes: Uint8Array;
}

/** A code object or source text. */
export interface CodeRecord {
  sessionId: string;
  key: string;
  bytes: Uint8Array;
}

/** A message to another machine. */
export interface OutboxRecord {
  sessionId: string;
  commandId: string;
  direction: string;
  seq: number;
  /** The session it is for (an index). */
  to: string;
  /** Plain data (sessions/protocol.ts). */
  message: unknown;
}

/** One flush of output. */
export interface OutputFlush {
  sessionId: string;
  /** Number of its first record in the session; the next flush begins at seq + records.length. */
  seq: number;
  /** The command that wrote it; '' for what no command of another machine asked for. */
  commandId: string;
  epoch: number;
  /** When it was committed. */
  at: number;
  /** Bytes for the account, as the writer counts them. */
  bytes: number;
  records: OutputRecord[];
}

/** Flushes that follow each other, as the bookkeeping sees them. */
export interface OutputSpan {
  seq: number;
  count: number;
  bytes: number;
}

/** What is kept of one command's output. See output.ts for its rules. */
export interface QueueRecord {
  sessionId: string;
  commandId: string;
  /** OutputBufferingMode. */
  mode: 'Block' | 'Drop';
  /** Bytes that may wait. */
  limit: number;
  /** What is kept, oldest first. */
  spans: OutputSpan[];
  /** All records below this number are acknowledged. */
  acknowledged: number;
  /** Records that are not kept any more; all of them are below `trimmedBefore`. */
  trimmed: number;
  trimmedBefore: number;
}

/** A file or directory. `/` exists without a node. */
export interface FileNode {
  computer: string;
  /** Absolute, `/`-separated, without a slash at the end. */
  path: string;
  /** Path of its directory; '/' at the top. */
  parent: string;
  kind: 'file' | 'directory';
  /** Changes with every change of the node or its content; made by the session that changes it. */
  version: string;
  /** Where the content is in `chunks`; stays when the file is moved. */
  content: string;
  size: number;
  createdAt: number;
  modifiedAt: number;
  accessedAt: number;
  /** Unix mode bits (0o644). */
  mode: number;
  owner: string;
  group: string;
  /** Target of a symbolic link, null for all else. */
  link: string | null;
}

/** A piece of a file's content. */
export interface ChunkRecord {
  content: string;
  number: number;
  bytes: Uint8Array;
}

/** A named place with its own files, accounts and services. */
export interface ComputerRecord {
  name: string;
  remotingEnabled: boolean;
  /** Services and other things by room; plain data. */
  extra: Record<string, unknown>;
}

/** An account of a computer. */
export interface AccountRecord {
  computer: string;
  name: string;
  /** Verifier of the password, null if none is needed. Never the password. */
  verifier: string | null;
  groups: string[];
  extra: Record<string, unknown>;
}

/** A session configuration of a computer. */
export interface ConfigurationRecord {
  computer: string;
  name: string;
  /** The configuration as configurations/ defines it; plain data. */
  definition: Record<string, unknown>;
}

/** A tab, by the id in its sessionStorage. */
export interface ClientRecord {
  id: string;
  createdAt: number;
  lastSeenAt: number;
  /** When its lock was found free, null while it lives. */
  goneAt: number | null;
  /** Its console session. */
  console: string | null;
  extra: Record<string, unknown>;
}

/** The database's type for idb. */
export interface LimpetSchema extends DBSchema {
  sessions: { key: string; value: SessionRecord; indexes: { computer: string; parent: string; ownerClient: string } };
  checkpoints: { key: [string, number]; value: CheckpointRecord };
  codes: { key: [string, string]; value: CodeRecord };
  outbox: { key: [string, string, string, number]; value: OutboxRecord; indexes: { to: string } };
  output: { key: [string, number]; value: OutputFlush };
  queues: { key: [string, string]; value: QueueRecord };
  files: { key: [string, string]; value: FileNode; indexes: { parent: [string, string] } };
  chunks: { key: [string, number]; value: ChunkRecord };
  computers: { key: string; value: ComputerRecord };
  accounts: { key: [string, string]; value: AccountRecord };
  configurations: { key: [string, string]; value: ConfigurationRecord };
  clients: { key: string; value: ClientRecord };
  settings: { key: string; value: { name: string; value: unknown } };
}

/** Names of the object stores. */
export type StoreName =
  | 'sessions'
  | 'checkpoints'
  | 'codes'
  | 'outbox'
  | 'output'
  | 'queues'
  | 'files'
  | 'chunks'
  | 'computers'
  | 'accounts'
  | 'configurations'
  | 'clients'
  | 'settings';

/** A range of keys that begin with these parts. Arrays sort after all numbers and strings, so `[]` is past every last part. */
export function startingWith(...parts: (string | number)[]): IDBKeyRange {
  return IDBKeyRange.bound(parts, [...parts, []]);
}

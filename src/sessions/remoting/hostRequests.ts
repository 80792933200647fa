/**
 * Host requests of the remoting cmdlets: what they need of the directory and of other machines' state. The driver answers them from the
 * store and the broker (`Machine.answer`), each with the reply of the same name. Nothing here changes another machine; changes are made
 * by messages or in the directory itself.
 */

/** A session as the directory has it. */
export interface DirectoryEntry {
  id: string;
  name: string;
  kind: 'Session' | 'Console' | 'Job' | 'Temporary';
  computer: string;
  user: string;
  configuration: string;
  /** As the directory has it: Opened, Disconnected, Broken, Closed. */
  state: string;
  availability: string;
  /** Client that owns it, null if none; `ownerGone`: that client does not live any more, so the session may be taken. */
  ownerClient: string | null;
  ownerGone: boolean;
  /** ms since 1970 UTC. */
  disconnectedAt: number | null;
  /** ms, null = never. */
  idleTimeout: number | null;
  bufferingMode: 'None' | 'Drop' | 'Block';
}

/** Who asks: a user and password as -Credential gives them, null = the session's own user. */
export interface Credential {
  userName: string;
  password: string;
}

/** Why a computer or session refused. */
export type Refusal =
  /** No computer of that name. */
  | 'ComputerNotFound'
  /** Remoting is off there. */
  | 'RemotingDisabled'
  /** Wrong password, or the user may not use remoting there. */
  | 'AccessDenied'
  /** No such session configuration, or it is disabled. */
  | 'ConfigurationNotFound'
  /** The session is owned by a client that lives. */
  | 'InUse'
  /** The session is gone. */
  | 'SessionNotFound';

/** May a session be made there? Asked before a 'create' message. */
export interface OpenRequest {
  op: 'directory.open';
  computer: string;
  configuration: string;
  credential: Credential | null;
}
export type OpenReply =
  | {
      ok: true;
      /** Name of the computer in its own spelling, and the user there. */
      computer: string;
      user: string;
      /** Name of the configuration in its own spelling. */
      configuration: string;
      /** Defaults and limits of the configuration, ms; null = never. */
      idleTimeout: number | null;
      maxIdleTimeout: number | null;
    }
  | { ok: false; failure: Refusal };

/** All sessions on a computer that the user may see (not consoles of clients that live, jobs and temporary ones). */
export interface ListRequest {
  op: 'directory.list';
  computer: string;
  credential: Credential | null;
}
export type ListReply = { ok: true; sessions: DirectoryEntry[] } | { ok: false; failure: Refusal };

/** Sessions by id; those that are gone are left out. */
export interface GetRequest {
  op: 'directory.get';
  ids: string[];
}
export interface GetReply {
  sessions: DirectoryEntry[];
}

/**
 * Makes `client` the owner, if nobody is, if it is already, or if the owner is gone: one transaction (compare and set), after which
 * the directory says Opened. Only then the client's machine sends 'connect' to the session.
 */
export interface ConnectRequest {
  op: 'directory.connect';
  sessionId: string;
  client: string;
  credential: Credential | null;
}
export type ConnectReply =
  /** `replay`: the client that has disconnected from it last is gone, so what it was sent is to be sent again. */
  { ok: true; session: DirectoryEntry; replay: boolean } | { ok: false; failure: Refusal };

/** `client` gives a session up: the directory says Disconnected, with the time and the time-out. Nothing happens if it is not the owner. */
export interface DisconnectRequest {
  op: 'directory.disconnect';
  sessionId: string;
  client: string;
  /** ms; null = as it is. */
  idleTimeout: number | null;
  bufferingMode: 'None' | 'Drop' | 'Block';
}
export interface DisconnectReply {
  ok: boolean;
}

/** The computers of the profile. */
export interface ComputersRequest {
  op: 'directory.computers';
}
export interface ComputersReply {
  computers: { name: string; remotingEnabled: boolean }[];
}

/** Any of them. */
export type DirectoryRequest = OpenRequest | ListRequest | GetRequest | ConnectRequest | DisconnectRequest | ComputersRequest;

/** Replies by operation. */
export interface DirectoryReplies {
  'directory.open': OpenReply;
  'directory.list': ListReply;
  'directory.get': GetReply;
  'directory.connect': ConnectReply;
  'directory.disconnect': DisconnectReply;
  'directory.computers': ComputersReply;
}

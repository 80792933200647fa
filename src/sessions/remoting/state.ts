/** What remoting keeps in a session's root: the serving half (commands others asked for) and the client's half (calls, sessions, jobs). */
import type { OutputRecord, SessionRoot } from '../../interpreter/machine/state.ts';
import { HeapObject, snapshotClass } from '../../interpreter/values/heap.ts';
import type { Value } from '../../interpreter/values/value.ts';
import type { CreateSession, WireValue } from '../protocol.ts';
import type { PSJob } from './job.ts';
import type { PSSession } from './psSession.ts';

/** Streams as they cross. 'host' is text for the console. */
export type StreamKind = 'output' | 'error' | 'warning' | 'verbose' | 'debug' | 'information' | 'progress' | 'host';

/** One record on its way to a client. */
export interface WireRecord {
  stream: StreamKind;
  value: WireValue;
}

// ---- serving half ----

/** Records of a command that go out in one message. */
export class OutputBatch extends HeapObject {
  records: WireRecord[];
  bytes: number;
  /** Number of its message in the conversation that it was last sent in, 0 = not sent. */
  seq: number;
  /** True once a client has it durably. */
  acknowledged: boolean;
  constructor(records: WireRecord[] = [], bytes = 0) {
    super();
    this.records = records;
    this.bytes = bytes;
    this.seq = 0;
    this.acknowledged = false;
  }
}
snapshotClass('RemotingOutputBatch', 'heap', OutputBatch);

/** A conversation with a machine. Plain data. */
export interface Conversation {
  peer: string;
  commandId: string;
}

/** A command of the session's queue: asked for by another machine, or submitted by the driver (`from` is ''). */
export class ServedCommand extends HeapObject {
  commandId: string;
  /** Session that asked; '' = a page, through the driver. */
  from: string;
  client: string;
  text: string;
  script: string;
  /** A list of plain commands instead of the script, else null. */
  commands: WireValue;
  args: WireValue;
  using: WireValue;
  mode: 'objects' | 'interactive';
  /** A page's: true for a line typed at the console. */
  typed: boolean;
  state: 'Queued' | 'Running' | 'Completed' | 'Failed' | 'Stopped';
  hasInput: boolean;
  inputEnded: boolean;
  /** Input not read yet. */
  input: Value[];
  /** How long it may wait for the session, and until when; Infinity until its input is complete. */
  wait: number;
  deadline: number;
  threadId: number;
  /** The thread that works out the prompt when an interactive line is done, 0 = none. */
  promptThread: number;
  prompt: string;
  /** Where its output goes now, null = nobody listens. */
  attached: Conversation | null;
  /** Written, not in a batch yet. */
  pending: WireRecord[];
  pendingBytes: number;
  /** What is kept of its output, oldest first. */
  batches: OutputBatch[];
  keptBytes: number;
  unacknowledged: number;
  /** Records that are not kept any more. */
  trimmed: number;
  /** Host requests of its thread that were handed to the client, by wait id. */
  asked: number[];
  error: WireValue | null;
  exited: boolean;
  startedAt: number | null;
  endedAt: number | null;
  /** Its entry in the history, 0 = none. */
  historyId: number;
  constructor() {
    super();
    this.commandId = '';
    this.from = '';
    this.client = '';
    this.text = '';
    this.script = '';
    this.commands = null;
    this.args = null;
    this.using = null;
    this.mode = 'objects';
    this.typed = false;
    this.state = 'Queued';
    this.hasInput = false;
    this.inputEnded = false;
    this.input = [];
    this.wait = 0;
    this.deadline = Number.POSITIVE_INFINITY;
    this.threadId = 0;
    this.promptThread = 0;
    this.prompt = '';
    this.attached = null;
    this.pending = [];
    this.pendingBytes = 0;
    this.batches = [];
    this.keptBytes = 0;
    this.unacknowledged = 0;
    this.trimmed = 0;
    this.asked = [];
    this.error = null;
    this.exited = false;
    this.startedAt = null;
    this.endedAt = null;
    this.historyId = 0;
  }
}
snapshotClass('RemotingServedCommand', 'heap', ServedCommand);

/** A client linked to this session. Plain data. */
export interface Link extends Conversation {
  client: string;
  /** What it was told last. */
  told: string;
  /** True: it has entered the session and sees what others type there; what it was not sent yet. */
  watches: boolean;
  unseen: { stream: 'host'; value: WireValue }[];
  prompt: string | null;
}

// ---- client's half ----

/** A record as it arrived. Plain data with values in it. */
export interface Arrived {
  stream: StreamKind;
  value: Value;
}

/** Records that arrived in one message. */
export class ArrivedBatch extends HeapObject {
  records: Arrived[];
  /** How many were read already. */
  read: number;
  constructor(records: Arrived[] = []) {
    super();
    this.records = records;
    this.read = 0;
  }
}
snapshotClass('RemotingArrivedBatch', 'heap', ArrivedBatch);

/** How a call stands. 'Disconnected': it goes on without this client. 'Broken': its session is gone. */
export type CallState = 'Running' | 'Completed' | 'Failed' | 'Stopped' | 'Disconnected' | 'Broken';

/** A command that this session asked another one to run. */
export class RemoteCall extends HeapObject {
  commandId: string;
  sessionId: string;
  computerName: string;
  /** Who reads it: an invocation or a job's child; also the name of the signal raised when something arrives. */
  owner: string;
  state: CallState;
  batches: ArrivedBatch[];
  error: Value;
  exited: boolean;
  absent: boolean;
  /** True once the session has said anything about it. */
  heard: boolean;
  /** True: the session has more commands whose output nobody has received. */
  more: boolean;
  prompt: string;
  /** True: the far session has entered another one. */
  nested: boolean;
  /** Questions for this session's person, not answered yet. */
  hostCalls: { callId: number; method: string; args: WireValue }[];
  /** True: the session was made for this call alone and is removed with its end. */
  temporary: boolean;
  hideComputerName: boolean;
  stopAsked: boolean;
  /** True for a line typed in an entered session: its `exit` only leaves. */
  interactive: boolean;
  constructor() {
    super();
    this.commandId = '';
    this.sessionId = '';
    this.computerName = '';
    this.owner = '';
    this.state = 'Running';
    this.batches = [];
    this.error = null;
    this.exited = false;
    this.absent = false;
    this.heard = false;
    this.more = false;
    this.prompt = '';
    this.nested = false;
    this.hostCalls = [];
    this.temporary = false;
    this.hideComputerName = false;
    this.stopAsked = false;
    this.interactive = false;
  }
}
snapshotClass('RemotingCall', 'heap', RemoteCall);

/** A session that was entered: where typed lines go. */
export class Entered extends HeapObject {
  session: PSSession;
  /** True: made by Enter-PSSession -ComputerName, removed on exit. */
  temporary: boolean;
  /** The remote prompt as last told, null = not known yet. */
  prompt: string | null;
  /** True: the session has itself entered another one; `exit` is for that. */
  nested: boolean;
  constructor(session: PSSession = undefined as unknown as PSSession, temporary = false) {
    super();
    this.session = session;
    this.temporary = temporary;
    this.prompt = null;
    this.nested = false;
  }
}
snapshotClass('RemotingEntered', 'heap', Entered as unknown as new () => object);

/** Output of the session with the command that wrote it, not yet taken by the driver. Plain data. */
export interface TaggedOutput {
  commandId: string;
  records: OutputRecord[];
}

/** All that remoting keeps. */
export class Remoting extends HeapObject {
  /** How this session was made; null for one that nobody made through remoting (a console, the Node host). */
  created: CreateSession | null;
  /** Id of the client (tab) that this session acts for. */
  client: string;
  /** Queue: the first one runs (if its state says so), the others wait; then those that ended and were not received to the end. */
  queue: ServedCommand[];
  ended: ServedCommand[];
  links: Link[];
  /** False once `exit` ended it or it was refused further work. */
  open: boolean;
  output: TaggedOutput[];
  /** By commandId. */
  calls: Map<string, RemoteCall>;
  /** The local repository of Get-PSSession. */
  sessions: PSSession[];
  nextSessionId: number;
  jobs: PSJob[];
  nextJobId: number;
  nextInvocation: number;
  /** Invocations under way: their calls are stopped when their frame is gone. Plain data. */
  invocations: { id: number; calls: string[] }[];
  entered: Entered | null;
  /** The session's own prompt as a function of the person's last gave it, null = PowerShell's own. */
  prompt: string | null;
  constructor() {
    super();
    this.created = null;
    this.client = '';
    this.queue = [];
    this.ended = [];
    this.links = [];
    this.open = true;
    this.output = [];
    this.calls = new Map();
    this.sessions = [];
    this.nextSessionId = 1;
    this.jobs = [];
    this.nextJobId = 1;
    this.nextInvocation = 1;
    this.invocations = [];
    this.entered = null;
    this.prompt = null;
  }
}
snapshotClass('Remoting', 'heap', Remoting);

/** The session's remoting state, made when first needed. */
export function remotingOf(root: SessionRoot): Remoting {
  let state = root.extensions.get('remoting') as Remoting | undefined;
  if (state === undefined) {
    state = new Remoting();
    root.extensions.set('remoting', state);
  }
  return state;
}

/** Bytes that plain data takes, roughly: what limits count. */
export function sizeOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return 16 + value.length * 2;
    case 'object': {
      if (value === null) return 8;
      let sum = 24;
      if (Array.isArray(value)) for (const v of value) sum += sizeOf(v);
      else for (const v of Object.values(value)) sum += 16 + sizeOf(v);
      return sum;
    }
    default:
      return 8;
  }
}

/** The command queue of a session as its driver sees it. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import type { OutputRecord } from '../../interpreter/machine/state.ts';
import type { Acknowledgement, CommandView, Envelope } from '../protocol.ts';
import type { SessionRecord } from '../store/index.ts';

/** A command from a page. */
export interface PageCommand {
  id: string;
  text: string;
  client: string;
  /** 'line': typed at the console, with history and echo. */
  kind: 'line' | 'invoke';
}

/** Output and the command that wrote it ('' = none). */
export interface TaggedOutput {
  commandId: string;
  records: OutputRecord[];
}

/** One command at a time, others behind it. All methods are called between two runs of the machine. */
export interface CommandDesk {
  /** The machine is ready to run: called once after each start of a driver, `fresh` for a session that begins. */
  started(fresh: boolean, record: SessionRecord): void;
  /** The commands of the checkpoint can't go on: they are stopped with an error that says why. */
  lost(reason: string): void;
  submit(command: PageCommand): void;
  /** Ends what is over and starts what is next. True if a thread was made: the machine may have something to run. */
  advance(): boolean;
  running(): CommandView | null;
  queued(): CommandView[];
  /** A command by its id, as long as it is kept. */
  find(id: string): CommandView | null;
  /** Commands that have ended and are kept, oldest first. */
  ended(): CommandView[];
  /** Whether a command's output is kept until a client has it (an invoked one) or only shown (a typed one). */
  isDelivered(id: string): boolean;
  /** True once the session was ended from inside: it takes no commands any more. */
  isClosed(): boolean;
  /** True while the running command waits for another session. */
  waitsForOthers(): boolean;
  /** A host request that another machine answers. */
  isOthersRequest(id: number): boolean;
  /** When {@link advance} has something to do by itself; Infinity = never. */
  nextDeadline(): number;
  /** Ctrl+C; `id` only if it is that command that runs. */
  stop(id: string | null): void;
  withdraw(id: string): boolean;
  prompt(): string;
  entered(): { sessionId: string; computer: string; name: string } | null;
  takeOutput(): TaggedOutput[];
  history(): string[];
  /** Mail. */
  receive(envelope: Envelope): void;
  acknowledged(ack: Acknowledgement): void;
  /** What the checkpoint knows of the messages that are stored for others. */
  reconcile(rows: readonly Envelope[]): void;
  gone(sessionId: string): Acknowledgement[];
  takeOutgoing(epoch: number): Envelope[];
  takeAcknowledgements(): Acknowledgement[];
  hasOutgoing(): boolean;
}

/** Makes a desk for a machine. */
export type DeskMaker = (machine: Machine) => CommandDesk;

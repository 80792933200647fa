/** The command queue of a session as its driver sees it: pages' commands and those of other sessions in one line. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { acknowledge, receive, reconcile, sessionGone } from '../mailbox/incoming.ts';
import { hasOutgoing, takeAcknowledgements, takeOutgoing } from '../mailbox/outgoing.ts';
import type { Acknowledgement, CommandView, CreateSession, Envelope } from '../protocol.ts';
import type { SessionRecord } from '../store/index.ts';
import type { CommandDesk, PageCommand, TaggedOutput } from '../worker/desk.ts';
import { installRemoting, service } from './index.ts';
import { sessionStarted, setClient } from './links.ts';
import { isClientsRequest } from './questions.ts';
import { nextServiceDeadline, shownPrompt, stop, submit, withdraw } from './queue.ts';
import { commandViews, flushOutput, hasUnseen, takeOutput } from './sessionOutput.ts';
import { remotingOf, type ServedCommand } from './state.ts';

/** Pages' commands kept after their end. */
const KEPT = 50;

/** A desk over {@link service} and its neighbours. */
class RemotingDesk implements CommandDesk {
  private readonly machine: Machine;
  constructor(machine: Machine) {
    this.machine = machine;
    installRemoting(machine);
  }
  private get remoting() {
    return remotingOf(this.machine.root);
  }
  private get commands(): ServedCommand[] {
    const { queue, ended } = this.remoting;
    return [...ended, ...queue];
  }
  started(fresh: boolean, record: SessionRecord): void {
    if (fresh) sessionStarted(this.machine, createdFrom(record));
    if (record.kind === 'Console' && record.ownerClient !== null) setClient(this.machine, record.ownerClient);
  }
  lost(reason: string): void {
    const { machine, remoting } = this;
    machine.root.output.push({ kind: 'error', text: `The command was stopped: ${reason}\n` });
    const [head] = remoting.queue;
    if (head?.state === 'Running') {
      // its thread is gone with the checkpoint's frames
      touch(head);
      head.threadId = 0;
      head.promptThread = 0;
      head.state = 'Failed';
      head.prompt = ' ';
    }
    service(machine);
  }
  submit(command: PageCommand): void {
    submit(this.machine, { commandId: command.id, client: command.client, text: command.text, typed: command.kind === 'line' });
  }
  advance(): boolean {
    const before = this.machine.root.threads.length;
    const [head] = this.remoting.queue;
    service(this.machine);
    this.prune();
    return this.machine.root.threads.length > before || this.remoting.queue[0] !== head;
  }
  private prune(): void {
    const { remoting } = this;
    const pages = remoting.ended.filter((c) => c.from === '');
    if (pages.length <= KEPT) return;
    const dropped = new Set(pages.slice(0, pages.length - KEPT));
    touch(remoting);
    remoting.ended = remoting.ended.filter((c) => !dropped.has(c));
  }
  running(): CommandView | null {
    return commandViews(this.machine.root).find((c) => c.state === 'Running') ?? null;
  }
  queued(): CommandView[] {
    return commandViews(this.machine.root).filter((c) => c.state === 'Queued');
  }
  find(id: string): CommandView | null {
    return commandViews(this.machine.root).find((c) => c.id === id) ?? null;
  }
  ended(): CommandView[] {
    return commandViews(this.machine.root).filter((c) => c.endedAt !== null);
  }
  isDelivered(id: string): boolean {
    const command = this.commands.find((c) => c.commandId === id);
    return command !== undefined && command.from === '' && !command.typed;
  }
  isClosed(): boolean {
    return !this.remoting.open;
  }
  waitsForOthers(): boolean {
    const [head] = this.remoting.queue;
    if (head?.state !== 'Running') return false;
    const threads = this.machine.root.threads.filter((t) => t.state === 'running');
    return threads.length > 0 && threads.every((t) => /^(invocation|job|session|input|drained|jobs)/.test(t.wait?.signal ?? ''));
  }
  isOthersRequest(id: number): boolean {
    return isClientsRequest(this.machine.root, id);
  }
  nextDeadline(): number {
    return nextServiceDeadline(this.machine.root);
  }
  stop(id: string | null): void {
    stop(this.machine, id);
  }
  withdraw(id: string): boolean {
    return withdraw(this.machine, id);
  }
  prompt(): string {
    return shownPrompt(this.machine.root);
  }
  entered(): { sessionId: string; computer: string; name: string } | null {
    const session = this.remoting.entered?.session;
    return session === undefined ? null : { sessionId: session.instanceId, computer: session.computerName, name: session.name };
  }
  takeOutput(): TaggedOutput[] {
    return takeOutput(this.machine.root);
  }
  history(): string[] {
    return this.machine.root.runspaces[0].history.map((h) => h.commandLine);
  }
  receive(envelope: Envelope): ReturnType<typeof receive> {
    return receive(this.machine, envelope);
  }
  acknowledged(ack: Acknowledgement): void {
    acknowledge(this.machine, ack);
  }
  reconcile(rows: readonly Envelope[]): void {
    reconcile(this.machine, rows);
  }
  gone(sessionId: string): Acknowledgement[] {
    return sessionGone(this.machine, sessionId);
  }
  takeOutgoing(epoch: number): Envelope[] {
    flushOutput(this.machine.root);
    return takeOutgoing(this.machine.root, epoch);
  }
  takeAcknowledgements(): Acknowledgement[] {
    return takeAcknowledgements(this.machine.root);
  }
  hasOutgoing(): boolean {
    const [head] = this.remoting.queue;
    return hasOutgoing(this.machine.root) || hasUnseen(this.machine.root) || (head !== undefined && head.pending.length > 0);
  }
}

/** What a session's maker described, from its record. */
function createdFrom(record: SessionRecord): CreateSession {
  const { extra } = record;
  return {
    id: record.id,
    name: record.name,
    kind: record.kind,
    computer: record.computer,
    user: record.user,
    configuration: record.configuration,
    ownerClient: record.ownerClient,
    parent: record.parent,
    idleTimeout: record.idleTimeout,
    bufferingMode: extra.bufferingMode === 'Drop' ? 'Drop' : 'Block',
    options: (extra.options ?? {}) as Record<string, unknown>,
  };
}

/** The desk of a session, for the driver (DeskMaker). */
export function remotingDesk(machine: Machine): CommandDesk {
  return new RemotingDesk(machine);
}

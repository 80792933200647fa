/**
 * Drives one session: owns its machine, runs it in slices, answers what it asks, commits, and tells pages and other sessions. Knows no
 * globals: the session worker and the broker both use it, and tests with a clock and a store of their own.
 *
 * Everything that comes from outside waits in a list of actions until the machine stands between two instructions and no checkpoint
 * is being encoded.
 */
import type { Machine } from '../../interpreter/machine/machine.ts';
import type { OutputRecord, SessionRoot } from '../../interpreter/machine/state.ts';
import { type Heap, SnapshotError } from '../../interpreter/snapshot/index.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { CommandView, DirectoryNews, MailNews, OwnerLive, ViewRecord, WakeReason } from '../protocol.ts';
import {
  type CommitResult,
  FencedError,
  type FileOperation,
  isBlocked,
  patchSession,
  QuotaError,
  ResumeLimitError,
  readQueues,
  releaseOwnership,
  type SessionRecord,
} from '../store/index.ts';
import { defineWindowsAliases } from './aliases.ts';
import { commitInput } from './commitInput.ts';
import { dueIn } from './commitPolicy.ts';
import { type Batch, type CommitSource, Committer } from './committer.ts';
import type { CommandDesk, DeskMaker, PageCommand } from './desk.ts';
import { driverState } from './driverState.ts';
import { FileOverlay } from './fileOverlay.ts';
import { LiveState } from './liveState.ts';
import { MailBag } from './mailBag.ts';
import { checkpointNeeds } from './needs.ts';
import { OutputLog } from './outputLog.ts';
import { isDefaultConfiguration } from './records.ts';
import { Requests } from './requests.ts';
import { type ResumeEnvironment, resumeSession } from './resume.ts';
import { seamText } from './seams.ts';
import { Views } from './views.ts';

/** Why a driver ended. */
export type EndReason = 'rest' | 'moved' | 'removed' | 'fenced' | 'problem';

/** What a driver needs of the world. */
export interface DriverEnvironment extends ResumeEnvironment {
  timers: { set(milliseconds: number, task: () => void): unknown; clear(handle: unknown): void };
  desk: DeskMaker;
  directoryNews(news: DirectoryNews): void;
  mailNews(news: MailNews): void;
  /** Answers a request of the machine about other sessions, computers, accounts; null if it is none. */
  ask(request: Record<string, unknown>, record: SessionRecord): Promise<unknown> | null;
  /** The driver is over; it sends nothing more. `text` is a sentence for people. */
  ended(reason: EndReason, text: string | null): void;
}

/** Longest run of the machine between two looks at the messages. */
const SLICE = 8;
/** Uncommitted output at which the machine waits for the store. */
const OUTPUT_LIMIT = 8 * 1024 * 1024;
/** How long a session that has nothing to do keeps its worker. */
export const IDLE = 30_000;
/** Longest timer: clocks may be set meanwhile. */
const LONGEST = 60_000;
const RETRY = 2000;

export class SessionDriver implements CommitSource {
  readonly id: string;
  readonly env: DriverEnvironment;
  readonly views = new Views();
  readonly output = new OutputLog();
  machine!: Machine;
  heap!: Heap;
  record!: SessionRecord;
  desk!: CommandDesk;
  committer!: Committer;
  requests!: Requests;
  mail!: MailBag;
  live!: LiveState;
  committedSeq = 0;
  /** Instructions of the machine that are committed. */
  committedInstructions = 0;
  /** Time that the machine ran since the last commit began. */
  runMs = 0;
  /** A sentence when the session can't go on for now. */
  problem: string | null = null;
  private state: 'starting' | 'running' | 'releasing' | 'ended' = 'starting';
  private actions: (() => void)[] = [];
  private waiters: (() => void)[] = [];
  private acknowledged: Batch['acknowledged'] = [];
  private readonly known = new Set<string>();
  private readonly blocked = new Set<string>();
  private scheduled = false;
  private timer: unknown = null;
  private changed = false;
  private urgent = false;
  private retryAt = 0;
  private failures = 0;
  private lastActive = 0;
  private release_: { reason: 'rest' | 'moved'; done: () => void } | null = null;

  constructor(id: string, env: DriverEnvironment) {
    this.id = id;
    this.env = env;
  }

  get root(): SessionRoot {
    return this.machine.root;
  }
  get epoch(): number {
    return this.record.epoch;
  }
  get isEnded(): boolean {
    return this.state === 'ended';
  }
  get isReleasing(): boolean {
    return this.release_ !== null;
  }
  get fileOperationsInFlight(): readonly FileOperation[] {
    return this.committer.operationsInFlight;
  }
  get fileGeneration(): number {
    return this.committer.generation;
  }
  monotonic(): number {
    return this.env.monotonic();
  }
  now(): number {
    return this.env.host.now();
  }
  untilFilesSettled(): Promise<void> {
    return this.committer.untilFilesSettled();
  }

  // ---- begin and end ----

  /** Becomes the owner and runs. The caller holds the session's lock. On failure the driver is ended, with the reason told to `env.ended`. */
  async start(reason: WakeReason): Promise<void> {
    try {
      const resumed = await resumeSession(this.env, this.id, reason !== 'asked');
      if (this.isEnded) return;
      const { machine, record } = resumed;
      this.machine = machine;
      this.heap = resumed.heap;
      this.record = record;
      this.desk = this.env.desk(machine);
      this.committer = new Committer(this.env.store, this);
      this.requests = new Requests(this, new FileOverlay(this.env.store, record.computer, record.user, this));
      this.mail = new MailBag(this);
      this.live = new LiveState(this);
      for (const queue of await readQueues(this.env.store, this.id)) {
        this.known.add(queue.commandId);
        if (isBlocked(queue)) this.blocked.add(queue.commandId);
      }
      if (this.isEnded) return;
      this.committedSeq = driverState(this.root).nextSeq;
      this.committedInstructions = this.root.instructions;
      this.changed = resumed.fresh || record.resumes > 1;
      this.state = 'running';
      this.lastActive = this.monotonic();
      this.act(() => this.begin(resumed.fresh, resumed.lost, reason));
      this.mail.start(resumed.outbox);
    } catch (error) {
      await this.startFailed(error as Error);
    }
  }

  private begin(fresh: boolean, lost: string | null, reason: WakeReason): void {
    this.desk.started(fresh, this.record);
    if (fresh && isDefaultConfiguration(this.record.configuration)) defineWindowsAliases(this.machine);
    const text = fresh ? null : seamText(reason, this.desk.running() !== null, this.now());
    // a seam is this session's own: it does not go to whoever asked for the command
    if (text !== null) this.show('', [{ kind: 'seam', text, data: { reason, at: this.now(), instruction: this.root.instructions } }]);
    if (lost !== null) this.desk.lost(lost);
    if (reason === 'terminated') this.desk.stop(null);
  }

  private async startFailed(error: Error): Promise<void> {
    if (error instanceof FencedError) this.end(error.epoch === null ? 'removed' : 'fenced', null);
    else {
      const text = error instanceof SnapshotError ? `The session's state can't be read: ${error.message}` : error.message;
      if (error instanceof SnapshotError || error instanceof ResumeLimitError)
        await patchSession(this.env.store, this.id, { problem: text }).catch(() => undefined);
      this.env.directoryNews({ kind: 'changed', ids: [this.id] });
      this.end('problem', text);
    }
  }

  /** Commits and gives the session up. Resolves when it may be owned by somebody else. */
  release(reason: 'rest' | 'moved'): Promise<void> {
    if (this.isEnded) return Promise.resolve();
    return new Promise((done) => {
      const before = this.release_;
      this.release_ = {
        reason: before?.reason === 'moved' ? 'moved' : reason,
        done: () => {
          before?.done();
          done();
        },
      };
      this.wake();
    });
  }

  /** The session was removed: nothing of it is stored any more. */
  removed(): void {
    this.end('removed', null);
  }

  private end(reason: EndReason, text: string | null): void {
    if (this.isEnded) return;
    this.state = 'ended';
    this.clearTimer();
    this.actions = [];
    this.mail?.close();
    this.committer?.close();
    if (reason === 'fenced') this.views.close();
    else this.views.released(reason, text);
    this.release_?.done();
    this.env.ended(reason, text);
  }

  // ---- the loop ----

  /** Does something at the next safe point. */
  act(action: () => void): void {
    if (this.isEnded) return;
    this.actions.push(action);
    this.wake();
  }

  wake(): void {
    if (this.scheduled || this.isEnded) return;
    this.scheduled = true;
    this.env.scheduler.post(() => {
      this.scheduled = false;
      if (this.state === 'running' || this.state === 'releasing') this.turn();
    });
  }

  private turn(): void {
    this.clearTimer();
    if (this.committer.isEncoding) {
      this.encode();
      this.wake();
      return;
    }
    if (this.release_ !== null && this.actions.length === 0) {
      this.releasing();
      return;
    }
    this.runActions();
    if (this.isEnded) return;
    // a command that an action brought begins before it runs: its line is shown first
    if (!this.isPaused) this.desk.advance();
    const busy = this.isPaused ? false : this.runSlice();
    this.collect();
    if (!this.isPaused && this.desk.advance()) {
      this.changed = true;
      this.wake();
    }
    this.collect();
    this.requests.dispatch();
    this.live.publish(busy);
    if (busy) {
      this.lastActive = this.monotonic();
      this.wake();
    }
    this.decide(busy);
  }

  private get isPaused(): boolean {
    const running = this.desk.running();
    return (
      this.monotonic() < this.retryAt ||
      this.output.pendingBytes > OUTPUT_LIMIT ||
      (running !== null && this.blocked.has(running.id) && this.root.threads.every((t) => !t.stopRequested))
    );
  }

  private runActions(): void {
    const actions = this.actions;
    if (actions.length === 0) return;
    this.actions = [];
    this.lastActive = this.monotonic();
    for (const action of actions) {
      if (this.isEnded) return;
      action();
    }
    this.changed = true;
  }

  private runSlice(): boolean {
    const { root, machine } = this;
    const before = root.instructions;
    const start = this.monotonic();
    let end = start;
    const busy = machine.run(() => {
      end = this.monotonic();
      return end - start >= SLICE;
    });
    if (root.instructions !== before) {
      this.changed = true;
      this.runMs += this.monotonic() - start;
    }
    return busy;
  }

  /** Takes the machine's output. */
  private collect(): void {
    for (const { commandId, records } of this.desk.takeOutput()) {
      this.show(
        commandId,
        records.filter((record) => record.kind !== 'progress' || !this.live.progress(record)),
      );
    }
  }

  /** Output: numbered, shown at once, kept for the commit. */
  private show(commandId: string, records: OutputRecord[]): void {
    if (records.length === 0) return;
    const state = driverState(this.root);
    const added = this.output.add(records, commandId, state.nextSeq, this.epoch, this.now());
    state.nextSeq += records.length;
    touch(state);
    this.views.records(added);
    this.changed = true;
  }

  /** Records that are shown but not committed. */
  get uncommitted(): ViewRecord[] {
    return [...this.inFlightRecords, ...this.output.pending];
  }
  private inFlightRecords: ViewRecord[] = [];

  // ---- commits ----

  /** The next commit, at once: a person or another machine waits for it. */
  commitSoon(): void {
    this.urgent = true;
    this.wake();
  }

  /** Resolves when everything up to now is stored. Never resolves when the session is lost before. */
  untilStored(): Promise<void> {
    return new Promise((done) =>
      this.act(() => {
        this.waiters.push(done);
        this.urgent = true;
      }),
    );
  }

  private decide(busy: boolean): void {
    const ready = !this.committer.isBusy && this.monotonic() >= this.retryAt;
    const since = this.monotonic() - this.committer.lastEnd;
    const needs = {
      urgent: this.urgent || this.waiters.length > 0 || this.requests.waitsForCommit || this.live.commandEnded,
      output: this.output.pending.length > 0,
      mail: this.desk.hasOutgoing(),
      changed: this.changed || this.committer.isOwing,
      busy,
    };
    const due = dueIn(needs, since, this.committer.expectedCost);
    if (ready && due <= 0) {
      this.committer.begin(needs.urgent);
      this.wake();
      return;
    }
    if (!busy && this.actions.length === 0 && !this.scheduled) this.sleep(ready ? due : Math.max(this.retryAt - this.monotonic(), 0));
  }

  private encode(): void {
    try {
      // Ctrl+C is not to wait for a large checkpoint.
      if (this.committer.spent > 30 && this.root.threads.some((t) => t.stopRequested)) this.committer.abort();
      else this.committer.step();
    } catch (error) {
      this.hold(`The session can't be saved: ${(error as Error).message}`, 5000, false);
    }
  }

  gather(batch: Batch): void {
    this.changed = false;
    this.urgent = false;
    this.live.commandEnded = false;
    batch.records.push(...this.output.detach());
    this.inFlightRecords = batch.records;
    batch.outgoing.push(...this.desk.takeOutgoing(this.epoch));
    batch.acks.push(...this.desk.takeAcknowledgements());
    batch.outboxAcks.push(...this.mail.takeOutboxAcks());
    batch.operations.push(...(this.root.fileOperations.splice(0) as FileOperation[]));
    batch.conditional.push(...this.requests.takeConditional());
    batch.acknowledged.push(...this.acknowledged.splice(0));
    for (const record of batch.records) if (record.commandId !== '') this.known.add(record.commandId);
    for (const id of this.known) {
      if (this.desk.find(id) !== null || id.startsWith('\u0000')) continue;
      this.known.delete(id);
      batch.forgotten.push(id);
    }
    batch.waiters.push(...this.waiters.splice(0));
    batch.instructions = this.root.instructions - this.committedInstructions;
    batch.runMs += this.runMs;
    this.runMs = 0;
    touch(this.root);
  }

  needs(): { cmdlets: Record<string, number>; modules: string[] } {
    return checkpointNeeds(this.machine);
  }

  input(batch: Batch) {
    return commitInput(this, batch);
  }

  stored(batch: Batch, result: CommitResult): void {
    const before = this.record;
    this.record = result.record;
    this.inFlightRecords = [];
    this.failures = 0;
    this.problem = null;
    this.retryAt = 0;
    this.committedInstructions += batch.instructions;
    const last = batch.records[batch.records.length - 1];
    if (last !== undefined) this.committedSeq = last.seq + 1;
    for (const queue of result.queues) {
      if (isBlocked(queue)) this.blocked.add(queue.commandId);
      else this.blocked.delete(queue.commandId);
    }
    this.views.committed(this.committedSeq, result.record.lastCommitAt);
    this.mail.release(batch, result);
    this.requests.committed(batch, result);
    for (const waiter of batch.waiters) waiter();
    this.live.announce(before, result.record);
    this.wake();
  }

  failed(error: Error): void {
    this.changed = true;
    if (error instanceof FencedError) {
      this.end(error.epoch === null ? 'removed' : 'fenced', null);
      return;
    }
    this.failures++;
    if (this.env.store.closed || (this.failures > 10 && !(error instanceof QuotaError))) {
      this.end('problem', error.message);
      return;
    }
    this.hold(error.message, RETRY, true);
  }

  /** Says what is wrong and tries again later; `paused`: the machine waits for it, or it would write what can't be kept. */
  private hold(text: string, milliseconds: number, paused: boolean): void {
    this.problem = text;
    this.committer.lastEnd = this.monotonic() + (paused ? 0 : milliseconds);
    if (paused) this.retryAt = this.monotonic() + milliseconds;
    this.changed = true;
    this.wake();
  }

  // ---- rest ----

  private sleep(due: number): void {
    const deadline = Math.min(this.machine.nextDeadline(), this.desk.nextDeadline()) - this.now();
    const idle = this.isIdle(deadline) ? Math.max(0, this.lastActive + IDLE - this.monotonic()) : Number.POSITIVE_INFINITY;
    const wait = Math.min(due, Math.max(deadline, 0), idle, LONGEST);
    if (idle <= 0 && !this.committer.isBusy && !this.changed) {
      void this.release('rest');
      return;
    }
    this.timer = this.env.timers.set(wait, () => this.wake());
  }

  /** Nothing to do for a good while, however it waits. */
  private isIdle(deadline: number): boolean {
    return deadline > IDLE && !this.requests.isBusy && this.retryAt === 0;
  }

  private clearTimer(): void {
    if (this.timer !== null) this.env.timers.clear(this.timer);
    this.timer = null;
  }

  private releasing(): void {
    this.state = 'releasing';
    if (this.committer.isBusy) return;
    this.collect();
    if (this.monotonic() < this.retryAt) {
      // what can't be stored now can't be stored by the next owner either: the last commit holds
      this.finishRelease();
    } else if (this.changed || this.committer.isOwing || this.output.pending.length > 0) {
      this.committer.begin(true);
      this.wake();
    } else this.finishRelease();
  }

  private finishRelease(): void {
    const reason = this.release_?.reason ?? 'rest';
    void releaseOwnership(this.env.store, this.id, this.epoch)
      .catch(() => undefined)
      .then(() => this.end(reason, null));
  }

  // ---- pages ----

  /** Resolves when the command is stored. A known id attaches to what is there. */
  async submit(command: PageCommand): Promise<CommandView> {
    await new Promise<void>((done) => this.act(() => done(this.desk.submit(command))));
    await this.untilStored();
    return this.desk.find(command.id) ?? { ...command, state: 'Completed', startedAt: null, endedAt: null };
  }

  /** Ctrl+C, or the end of one command. */
  stop(commandId: string | null): Promise<void> {
    return new Promise((done) => {
      this.act(() => {
        if (commandId === null || !this.desk.withdraw(commandId)) this.desk.stop(commandId);
        done();
      });
      // an encoder at work would keep the stop waiting
      if (this.committer.isEncoding && this.committer.spent > 30) this.committer.abort();
    });
  }

  /** A client has a command's records below a number. */
  acknowledge(commandId: string, seq: number): void {
    this.act(() => {
      this.acknowledged.push({ commandId, seq });
      if (this.blocked.has(commandId)) this.urgent = true;
    });
  }

  liveNow(): OwnerLive {
    return this.live.build();
  }
}

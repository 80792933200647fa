/**
 * Drives one session: owns its machine, runs it in slices, answers what it asks, commits, and tells pages and other sessions. Knows no
 * globals: the session worker and the broker both use it, and tests with a clock and a store of their own.
 *
 * Everything that comes from outside waits in a list of actions until the machine stands between two instructions and no checkpoint
 * is being encoded.
 */
import { Unwinding } from '../../interpreter/machine/frames.ts';
import type { Machine } from '../../interpreter/machine/machine.ts';
import type { OutputRecord, SessionRoot } from '../../interpreter/machine/state.ts';
import { type Heap, SnapshotError } from '../../interpreter/snapshot/index.ts';
import { touch } from '../../interpreter/values/heap.ts';
import { isUnrestricted } from '../configurations/names.ts';
import type { CommandView, DirectoryNews, MailNews, OwnerLive, ViewRecord, WakeReason } from '../protocol.ts';
import { FencedError, type FileOperation, patchSession, ResumeLimitError, releaseOwnership, type SessionRecord } from '../store/index.ts';
import { defineWindowsAliases } from './aliases.ts';
import { Commits } from './commits.ts';
import { dropCompletions } from './completion.ts';
import type { CommandDesk, DeskMaker, PageCommand } from './desk.ts';
import { driverState } from './driverState.ts';
import { FileOverlay, type OverlayDriver } from './fileOverlay.ts';
import { LiveState } from './liveState.ts';
import { MailBag } from './mailBag.ts';
import { OutputLog } from './outputLog.ts';
import { Requests } from './requests.ts';
import { type ResumeEnvironment, resumeSession } from './resume.ts';
import { seamText } from './seams.ts';
import { Views } from './views.ts';

/** Why a driver ended. */
export type EndReason = 'rest' | 'moved' | 'removed' | 'fenced' | 'problem';

/** What a driver needs of the world. */
export interface DriverEnvironment extends ResumeEnvironment {
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

/** See the head of the file. */
export class SessionDriver implements OverlayDriver {
  readonly id: string;
  readonly env: DriverEnvironment;
  readonly views = new Views();
  readonly output = new OutputLog();
  machine!: Machine;
  heap!: Heap;
  record!: SessionRecord;
  desk!: CommandDesk;
  commits!: Commits;
  requests!: Requests;
  mail!: MailBag;
  live!: LiveState;
  /** Time that the machine ran since the last commit began. */
  runMs = 0;
  /** Something is not committed. */
  changed = false;
  private state: 'starting' | 'running' | 'releasing' | 'ended' = 'starting';
  private actions: (() => void)[] = [];
  private scheduled = false;
  private timer: unknown = null;
  private lastActive = 0;
  private stopping = false;
  /** Commands whose end is known to be stored. */
  private storedEnds: ReadonlySet<string> = new Set();
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
    return this.commits.committer.operationsInFlight;
  }
  get fileGeneration(): number {
    return this.commits.committer.generation;
  }
  /** Records that are shown but not committed. */
  get uncommitted(): ViewRecord[] {
    return this.commits.uncommitted;
  }
  monotonic(): number {
    return this.env.monotonic();
  }
  now(): number {
    return this.env.host.now();
  }
  untilFilesSettled(): Promise<void> {
    return this.commits.committer.untilFilesSettled();
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
      this.commits = new Commits(this);
      this.requests = new Requests(this, new FileOverlay(this.env.store, record.computer, record.user, this));
      this.mail = new MailBag(this);
      this.live = new LiveState(this);
      await this.commits.start();
      if (this.isEnded) return;
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
    dropCompletions(this.root);
    this.desk.started(fresh, this.record);
    if (fresh && isUnrestricted(this.record.configuration)) defineWindowsAliases(this.machine);
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

  /** Is over: for the committer too, when the session has another owner. */
  end(reason: EndReason, text: string | null): void {
    if (this.isEnded) return;
    this.state = 'ended';
    this.clearTimer();
    this.actions = [];
    this.mail?.close();
    this.commits?.committer.close();
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
    if (this.commits.committer.isEncoding) {
      this.commits.encode(this.stopping);
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
    const due = this.commits.decide(busy);
    if (due > 0 && !busy && this.actions.length === 0 && !this.scheduled) this.sleep(due);
  }

  private get isPaused(): boolean {
    return this.output.pendingBytes > OUTPUT_LIMIT || this.commits.isPaused;
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
    let busy = true;
    try {
      busy = machine.run(() => {
        end = this.monotonic();
        return end - start >= SLICE;
      });
    } catch (error) {
      this.broken(error as Error);
    }
    if (root.instructions !== before) {
      this.changed = true;
      this.runMs += this.monotonic() - start;
    }
    return busy;
  }

  /** A mistake of Limpet's own: the thread ends with it, and the session goes on. */
  private broken(error: Error): void {
    const { machine } = this;
    const thread = machine.currentThread;
    Object.assign(thread, { frame: null, wait: null });
    // as after an error: who waits for a task that it ran must not wait for ever
    machine.threadUnwound(thread, new Unwinding('error'));
    this.root.output.push({ kind: 'error', text: `Limpet made a mistake here, and the command was stopped: ${error.message}\n` });
    this.changed = true;
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

  // ---- rest ----

  private sleep(due: number): void {
    const deadline = Math.min(this.machine.nextDeadline(), this.desk.nextDeadline()) - this.now();
    const idle = this.isIdle(deadline) ? Math.max(0, this.lastActive + IDLE - this.monotonic()) : Number.POSITIVE_INFINITY;
    const wait = Math.min(due, Math.max(deadline, 0), idle, LONGEST);
    if (idle <= 0 && !this.commits.committer.isBusy && !this.changed) {
      void this.release('rest');
      return;
    }
    this.timer = this.env.timers.set(wait, () => this.wake());
  }

  /** Nothing to do for a good while, however it waits. */
  private isIdle(deadline: number): boolean {
    return deadline > IDLE && !this.requests.isBusy && !this.commits.isFailing;
  }

  private clearTimer(): void {
    if (this.timer !== null) this.env.timers.clear(this.timer);
    this.timer = null;
  }

  private releasing(): void {
    this.state = 'releasing';
    const { commits } = this;
    if (commits.committer.isBusy) return;
    this.collect();
    // what can't be stored now can't be stored by the next owner either: the last commit holds
    if (!commits.isFailing && (this.changed || commits.committer.isOwing || this.output.pending.length > 0)) {
      commits.committer.begin(true);
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

  /** Resolves when everything up to now is stored. Never resolves when the session is lost before. */
  untilStored(): Promise<void> {
    return new Promise((done) => this.act(() => this.commits.waitFor(done)));
  }

  /**
   * Commands that ended and are kept, the running one and those that wait. An end is told only when it is stored with all that the command
   * wrote, so that nobody acts on one that a crash takes back. Never resolves when the session is lost before.
   */
  async commands(): Promise<CommandView[]> {
    const { desk, storedEnds } = this;
    const running = desk.running();
    const ended = desk.ended();
    const views = [...ended, ...(running === null ? [] : [running]), ...desk.queued()];
    if (ended.some((command) => !storedEnds.has(command.id))) await this.untilStored();
    this.storedEnds = new Set(ended.map((command) => command.id));
    return views;
  }

  /** Ctrl+C, or the end of one command. */
  stop(commandId: string | null): Promise<void> {
    // an encoder at work would keep it waiting
    this.stopping = true;
    return new Promise((done) => {
      this.act(() => {
        this.stopping = false;
        if (commandId === null || !this.desk.withdraw(commandId)) this.desk.stop(commandId);
        done();
      });
    });
  }

  liveNow(): OwnerLive {
    return this.live.build();
  }
}

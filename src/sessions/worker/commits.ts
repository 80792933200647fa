/** When a driver commits, what goes along, and what follows: the driver's side of committer.ts. */
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import type { Heap } from '../../interpreter/snapshot/index.ts';
import { touch } from '../../interpreter/values/heap.ts';
import type { ViewRecord } from '../protocol.ts';
import { type CommitResult, FencedError, type FileOperation, isBlocked, QuotaError, readQueues } from '../store/index.ts';
import { commitInput } from './commitInput.ts';
import { dueIn } from './commitPolicy.ts';
import { type Batch, type CommitSource, Committer } from './committer.ts';
import type { SessionDriver } from './driver.ts';
import { driverState } from './driverState.ts';
import { checkpointNeeds } from './needs.ts';

/** After a failure the next try comes so much later. */
const RETRY = 2000;
/** A state that can't be encoded is tried again after this time: the command that made it may have ended. */
const UNSTORABLE = 5000;
/** Failures in a row, other than for want of room, after which the session is given up. */
const FAILURES = 10;
/** An encoder that has worked for so long gives way to Ctrl+C. */
const PATIENCE = 30;

/** The commits of one driver. */
export class Commits implements CommitSource {
  readonly committer: Committer;
  /** Output below this number is committed. */
  committedSeq = 0;
  /** Instructions of the machine that are committed. */
  committedInstructions = 0;
  /** A sentence when the session can't be stored for now. */
  problem: string | null = null;
  private readonly driver: SessionDriver;
  private inFlight: ViewRecord[] = [];
  private waiters: (() => void)[] = [];
  private acknowledged: Batch['acknowledged'] = [];
  /** Commands with output of their own in the store, and those that must wait for their reader. */
  private readonly known = new Set<string>();
  private readonly blocked = new Set<string>();
  private urgent = false;
  private retryAt = 0;
  private failures = 0;

  constructor(driver: SessionDriver) {
    this.driver = driver;
    this.committer = new Committer(driver.env.store, this);
  }

  /** Reads what the store knows. Rejects with StoreError. */
  async start(): Promise<void> {
    const { driver } = this;
    for (const queue of await readQueues(driver.env.store, driver.id)) {
      this.known.add(queue.commandId);
      if (isBlocked(queue)) this.blocked.add(queue.commandId);
    }
    this.committedSeq = driverState(driver.root).nextSeq;
    this.committedInstructions = driver.root.instructions;
  }

  get root(): SessionRoot {
    return this.driver.root;
  }
  get heap(): Heap {
    return this.driver.heap;
  }
  monotonic(): number {
    return this.driver.monotonic();
  }
  get uncommitted(): ViewRecord[] {
    return [...this.inFlight, ...this.driver.output.pending];
  }
  get isFailing(): boolean {
    return this.monotonic() < this.retryAt;
  }
  /** The machine must wait: there is no room, or a command's reader is too far behind. One that is being stopped goes on to its end. */
  get isPaused(): boolean {
    if (this.isFailing) return true;
    const running = this.blocked.size === 0 ? null : this.driver.desk.running();
    return running !== null && this.blocked.has(running.id) && this.root.threads.every((t) => !t.stopRequested);
  }

  /** The next commit, at once: a person or another machine waits for it. */
  soon(): void {
    this.urgent = true;
    this.driver.wake();
  }

  /** Calls back when everything up to now is stored. */
  waitFor(done: () => void): void {
    this.waiters.push(done);
    this.urgent = true;
  }

  /** A client has a command's records below a number. */
  acknowledge(commandId: string, seq: number): void {
    this.acknowledged.push({ commandId, seq });
    if (this.blocked.has(commandId)) this.urgent = true;
  }

  /** Begins a commit if one is due. Answers the ms until the next one may be; 0 if it has begun. */
  decide(busy: boolean): number {
    const { driver, committer } = this;
    const needs = {
      urgent: this.urgent || this.waiters.length > 0 || driver.requests.waitsForCommit || driver.live.commandEnded,
      output: driver.output.pending.length > 0,
      mail: driver.desk.hasOutgoing(),
      changed: driver.changed || committer.isOwing,
      busy,
    };
    if (this.isFailing) return this.retryAt - this.monotonic();
    // its end wakes the driver
    if (committer.isBusy) return Number.POSITIVE_INFINITY;
    const due = dueIn(needs, this.monotonic() - committer.lastEnd, committer.expectedCost);
    if (due > 0) return due;
    committer.begin(needs.urgent);
    driver.wake();
    return 0;
  }

  /** One step of the encoder. */
  encode(stopping: boolean): void {
    try {
      if (stopping && this.committer.spent > PATIENCE) this.committer.abort();
      else this.committer.step();
    } catch (error) {
      this.problem = `The session can't be saved: ${(error as Error).message}`;
      this.committer.lastEnd = this.monotonic() + UNSTORABLE;
      this.driver.changed = true;
      this.driver.wake();
    }
  }

  gather(batch: Batch): void {
    const { driver, root } = this;
    const { desk } = driver;
    driver.changed = false;
    this.urgent = false;
    driver.live.commandEnded = false;
    batch.records.push(...driver.output.detach());
    this.inFlight = batch.records;
    batch.outgoing.push(...desk.takeOutgoing(driver.epoch));
    batch.acks.push(...desk.takeAcknowledgements());
    batch.outboxAcks.push(...driver.mail.takeOutboxAcks());
    batch.operations.push(...(root.fileOperations.splice(0) as FileOperation[]));
    batch.conditional.push(...driver.requests.takeConditional());
    batch.acknowledged.push(...this.acknowledged.splice(0));
    for (const record of batch.records) if (record.commandId !== '') this.known.add(record.commandId);
    for (const id of this.known) {
      if (desk.find(id) !== null || id.startsWith('\u0000')) continue;
      this.known.delete(id);
      batch.forgotten.push(id);
    }
    batch.waiters.push(...this.waiters.splice(0));
    batch.instructions = root.instructions - this.committedInstructions;
    batch.runMs += driver.runMs;
    driver.runMs = 0;
    touch(root);
  }

  needs(): { cmdlets: Record<string, number>; modules: string[] } {
    return checkpointNeeds(this.driver.machine);
  }

  input(batch: Batch): ReturnType<typeof commitInput> {
    return commitInput(this.driver, batch);
  }

  stored(batch: Batch, result: CommitResult): void {
    const { driver } = this;
    const before = driver.record;
    driver.record = result.record;
    this.inFlight = [];
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
    driver.views.committed(this.committedSeq, result.record.lastCommitAt);
    driver.mail.release(batch, result);
    driver.requests.committed(batch, result);
    for (const waiter of batch.waiters) waiter();
    driver.live.announce(before, result.record);
    driver.wake();
  }

  failed(error: Error): void {
    const { driver } = this;
    driver.changed = true;
    if (error instanceof FencedError) {
      driver.end(error.epoch === null ? 'removed' : 'fenced', null);
      return;
    }
    this.failures++;
    if (driver.env.store.closed || (this.failures > FAILURES && !(error instanceof QuotaError))) {
      driver.end('problem', error.message);
      return;
    }
    // the machine waits, or it would write what can't be kept
    this.problem = error.message;
    this.retryAt = this.monotonic() + RETRY;
    driver.wake();
  }
}

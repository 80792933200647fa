/**
 * The commit procedure (design, section 4): at a safe point encode, in steps of at most 8 ms with the machine paused, and detach what goes
 * along; let the machine go on; one transaction; only when that is complete release the mail and tell the pages.
 */
import { INSTRUCTION_SET } from '../../interpreter/compiler/opcodes.ts';
import type { SessionRoot } from '../../interpreter/machine/state.ts';
import { CheckpointEncoder, type Heap } from '../../interpreter/snapshot/index.ts';
import type { Acknowledgement, Envelope, ViewRecord } from '../protocol.ts';
import { type CommitInput, type CommitResult, commit, type FileOperation, QuotaError, type Store, trimDelivered } from '../store/index.ts';
import { CostEstimate } from './commitPolicy.ts';

/** File operations of one request that is answered after the commit. */
export interface Conditional {
  request: number;
  path: string;
  versions: string[];
  reply: unknown;
}

/** What goes into one commit beside the checkpoint. Goes back in front when the commit fails. */
export interface Batch {
  records: ViewRecord[];
  outgoing: Envelope[];
  acks: Acknowledgement[];
  outboxAcks: Acknowledgement[];
  operations: FileOperation[];
  conditional: Conditional[];
  acknowledged: { commandId: string; seq: number }[];
  forgotten: string[];
  /** Called when it is stored. */
  waiters: (() => void)[];
  /** Instructions of the machine since the last commit, when its checkpoint was encoded. */
  instructions: number;
  runMs: number;
  checkpointMs: number;
}

function emptyBatch(): Batch {
  return {
    records: [],
    outgoing: [],
    acks: [],
    outboxAcks: [],
    operations: [],
    conditional: [],
    acknowledged: [],
    forgotten: [],
    waiters: [],
    instructions: 0,
    runMs: 0,
    checkpointMs: 0,
  };
}

/** The driver as its committer needs it. */
export interface CommitSource {
  readonly root: SessionRoot;
  readonly heap: Heap;
  monotonic(): number;
  /** Puts what is new behind what the batch has already. Called at the safe point, before the first step of the encoder. */
  gather(batch: Batch): void;
  needs(): { cmdlets: Record<string, number>; modules: string[] };
  /** The commit as of now, without checkpoint and durability. */
  input(batch: Batch): Omit<CommitInput, 'checkpoint' | 'durability'>;
  stored(batch: Batch, result: CommitResult): void;
  /** Nothing was stored; the batch is kept. FencedError: the session has another owner. */
  failed(error: Error): void;
}

/** Longest step of the encoder. */
const STEP = 8;

interface Encoding {
  encoder: CheckpointEncoder;
  batch: Batch;
  strict: boolean;
  spent: number;
}

/** One commit at a time. */
export class Committer {
  private readonly store: Store;
  private readonly source: CommitSource;
  private readonly costs = new CostEstimate();
  private held: Batch | null = null;
  private encoding: Encoding | null = null;
  private storing: Batch | null = null;
  private closed = false;
  private settled: (() => void)[] = [];
  /** When the last commit was complete (or failed), and what the last checkpoint cost, in ms. */
  lastEnd: number;
  lastCost = 0;
  lastBytes = 0;
  lastKind: 'base' | 'delta' = 'base';
  /** Changes whenever file operations are detached or their commit ends. */
  generation = 0;

  constructor(store: Store, source: CommitSource) {
    this.store = store;
    this.source = source;
    this.lastEnd = source.monotonic();
  }

  get isEncoding(): boolean {
    return this.encoding !== null;
  }
  get isStoring(): boolean {
    return this.storing !== null;
  }
  get isBusy(): boolean {
    return this.isEncoding || this.isStoring;
  }
  /** ms that the encoder has worked on what it is encoding. */
  get spent(): number {
    return this.encoding?.spent ?? 0;
  }
  /** True if a commit failed and is to be repeated. */
  get isOwing(): boolean {
    return this.held !== null;
  }
  /** What the next checkpoint will probably cost in ms. */
  get expectedCost(): number {
    return this.costs.of(this.source.heap.nextKind());
  }
  get operationsInFlight(): readonly FileOperation[] {
    return [...(this.storing?.operations ?? []), ...(this.encoding?.batch.operations ?? []), ...(this.held?.operations ?? [])];
  }

  /** Resolves when no file operations are on their way into the store. */
  async untilFilesSettled(): Promise<void> {
    while (this.operationsInFlight.length > 0 && !this.closed) await new Promise<void>((done) => this.settled.push(done));
  }

  /** Begins a commit; the machine must not run until {@link isEncoding} is false. */
  begin(strict: boolean): void {
    const batch = this.held ?? emptyBatch();
    this.held = null;
    const before = batch.operations.length;
    this.source.gather(batch);
    if (batch.operations.length > before) this.generation++;
    const { heap, root } = this.source;
    const encoder = new CheckpointEncoder(heap, root, { instructionSet: INSTRUCTION_SET, needs: () => this.source.needs() });
    this.encoding = { encoder, batch, strict, spent: 0 };
  }

  /** One step of the encoder; when it is done the transaction begins. Throws SnapshotError: the state can't be stored. */
  step(): void {
    const { encoding } = this;
    if (encoding === null) return;
    const start = this.source.monotonic();
    try {
      const done = encoding.encoder.step(() => this.source.monotonic() - start >= STEP) === 'done';
      encoding.spent += this.source.monotonic() - start;
      if (!done) return;
    } catch (error) {
      this.encoding = null;
      this.held = encoding.batch;
      this.lastEnd = this.source.monotonic();
      this.settle();
      throw error;
    }
    this.encoding = null;
    void this.put(encoding);
  }

  /** Gives up what is being encoded, so that the machine can go on at once. */
  abort(): void {
    if (this.encoding === null) return;
    this.encoding.encoder.abort();
    this.held = this.encoding.batch;
    this.encoding = null;
  }

  /** Nothing more is stored or told. */
  close(): void {
    this.closed = true;
    this.encoding = null;
    this.settle();
  }

  private async put({ encoder, batch, strict, spent }: Encoding): Promise<void> {
    const { source } = this;
    this.storing = batch;
    const checkpoint = encoder.result();
    const start = source.monotonic();
    batch.checkpointMs += spent;
    const input: CommitInput = { ...source.input(batch), checkpoint, durability: strict ? 'strict' : 'relaxed' };
    let result: CommitResult;
    try {
      result = await this.write(input);
    } catch (error) {
      this.storing = null;
      if (this.closed) return;
      source.heap.forget();
      this.held = batch;
      this.lastEnd = source.monotonic();
      this.generation++;
      this.settle();
      source.failed(error as Error);
      return;
    }
    this.storing = null;
    if (this.closed) return;
    // the transaction itself works elsewhere; what it costs this thread is a part of its time
    const cost = spent + Math.min(source.monotonic() - start, 5);
    this.costs.enter(checkpoint.kind, cost);
    Object.assign(this, { lastCost: cost, lastBytes: checkpoint.bytes.length, lastKind: checkpoint.kind, lastEnd: source.monotonic() });
    if (batch.operations.length > 0) this.generation++;
    this.settle();
    source.stored(batch, result);
  }

  /** One transaction; when there is no room, once more after everything that clients have was deleted. */
  private async write(input: CommitInput): Promise<CommitResult> {
    try {
      return await commit(this.store, input);
    } catch (error) {
      if (!(error instanceof QuotaError) || (await trimDelivered(this.store).catch(() => 0)) === 0) throw error;
      return commit(this.store, input);
    }
  }

  private settle(): void {
    const waiting = this.settled;
    this.settled = [];
    for (const done of waiting) done();
  }
}

/** Answers what the machine asks of its host: lazy imports, files, other sessions. Questions to a person wait for the pages. */
import { touch } from '../../interpreter/values/heap.ts';
import type { CommitResult } from '../store/index.ts';
import type { Batch, Conditional } from './committer.ts';
import type { SessionDriver } from './driver.ts';
import { driverState } from './driverState.ts';
import { addOperation, conflictFailure, type FileOverlay } from './fileOverlay.ts';
import { imported } from './imports.ts';
import { askedText, isQuestion, replyOf } from './questions.ts';

type Request = Record<string, unknown>;

const refused = (errorId: string, message: string) => ({ error: { errorId, category: 'NotSpecified', message } });

/** The requests of one machine. */
export class Requests {
  private readonly driver: SessionDriver;
  private readonly overlay: FileOverlay;
  /** Being answered. */
  private readonly asked = new Set<number>();
  /** Working on it now (questions to a person are not work). */
  private working = 0;
  private conditional: Conditional[] = [];
  private readonly types = new Set<string>();

  constructor(driver: SessionDriver, overlay: FileOverlay) {
    this.driver = driver;
    this.overlay = overlay;
  }

  /** True while something is being looked up, so that the machine goes on soon. */
  get isBusy(): boolean {
    return this.working > 0;
  }
  /**
   * True while the machine waits for something that this host looks up or stores for it, whether that is under way or done and not told yet:
   * a session that is cut off then must be started to go on.
   */
  get isOwing(): boolean {
    const { machine, desk } = this.driver;
    return machine.pendingRequests().some(({ id, request }) => !isQuestion(request) && !desk.isOthersRequest(id));
  }
  /** True if a cmdlet waits for the next commit. */
  get waitsForCommit(): boolean {
    return this.conditional.length > 0;
  }

  /** Names of what was imported lazily: whoever drives the session without a network must have it. */
  modules(): string[] {
    return [...this.driver.machine.definitions.keys(), ...[...this.types].map((name) => `type:${name}`)];
  }

  /** Begins to answer what is new. */
  dispatch(): void {
    const { driver } = this;
    for (const { id, request } of driver.machine.pendingRequests()) {
      if (this.asked.has(id) || isQuestion(request) || driver.desk.isOthersRequest(id)) continue;
      this.asked.add(id);
      const issued = driverState(driver.root).issued.get(id);
      if (issued !== undefined) this.answerIssued(id, String(request.path ?? request.to ?? ''), issued);
      else this.begin(id, request);
    }
  }

  private begin(id: number, request: Request): void {
    const op = String(request.op);
    if (op === 'load') {
      if (typeof request.type === 'string') this.types.add(request.type);
      this.reply(
        id,
        imported(() => this.driver.machine.load(request), this.driver.env.timers),
      );
    } else if (op.startsWith('file.')) this.file(id, request);
    else {
      const answer = this.driver.env.ask(request, this.driver.record);
      this.reply(
        id,
        answer ??
          Promise.resolve({
            error: { errorId: 'HostRequestNotSupported', category: 'NotImplemented', message: `Not available here: ${op}.` },
          }),
      );
    }
  }

  private reply(id: number, answer: Promise<unknown>): void {
    this.working++;
    answer
      .catch((error: unknown) => refused('HostRequestFailed', error instanceof Error ? error.message : String(error)))
      .then((reply) => {
        this.working--;
        this.driver.act(() => this.answer(id, reply));
      });
  }

  private answer(id: number, reply: unknown): void {
    this.asked.delete(id);
    const state = driverState(this.driver.root);
    if (state.issued.delete(id)) touch(state);
    this.driver.machine.answer(id, reply ?? null);
  }

  private file(id: number, request: Request): void {
    this.working++;
    this.overlay
      .handle(request, id)
      .catch((error: unknown) => ({ reply: refused('HostRequestFailed', error instanceof Error ? error.message : String(error)) }))
      .then((outcome) => {
        this.working--;
        this.driver.act(() => {
          const operations = 'operations' in outcome ? (outcome.operations ?? []) : [];
          for (const operation of operations) addOperation(this.driver.root, operation);
          if (!('conditional' in outcome) || outcome.conditional !== true || operations.length === 0) {
            this.answer(id, outcome.reply);
            return;
          }
          // A machine that dies between the commit and the answer must not do it again: it finds this mark in its checkpoint.
          const versions = operations.map((o) => o.version);
          const state = driverState(this.driver.root);
          state.issued.set(id, versions);
          touch(state);
          this.conditional.push({ request: id, path: operations[operations.length - 1].path, versions, reply: outcome.reply });
        });
      });
  }

  /** Those whose operations go with the commit that begins. */
  takeConditional(): Conditional[] {
    return this.conditional.splice(0);
  }

  /** A commit is complete: cmdlets that waited for it learn whether somebody else was quicker. */
  committed(batch: Batch, result: CommitResult): void {
    for (const one of batch.conditional) {
      const conflict = result.conflicts.find((c) => one.versions.includes(c.operation.version));
      const reply = conflict === undefined ? one.reply : conflictFailure(conflict.reason, one.path);
      this.driver.act(() => this.answer(one.request, reply));
    }
    const unasked = result.conflicts.filter((c) => !batch.conditional.some((one) => one.versions.includes(c.operation.version)));
    if (unasked.length === 0) return;
    this.driver.act(() => {
      for (const { operation, reason } of unasked) {
        const text = `${operation.path}: what was written could not be kept (${conflictFailure(reason, operation.path).failure.message}).\n`;
        this.driver.root.output.push({ kind: 'error', text });
      }
    });
  }

  /** After a resume: the operations went into the commit that the machine was resumed from. */
  private answerIssued(id: number, path: string, versions: string[]): void {
    const conflict = this.driver.record.conflicts.find((c) => versions.includes(c.version));
    this.driver.act(() => this.answer(id, conflict === undefined ? true : conflictFailure(conflict.reason, path)));
  }

  /** A person's answer. One that nobody waits for any more is ignored. */
  answered(id: number, value: unknown): void {
    const pending = this.driver.machine.pendingRequests().find((p) => p.id === id);
    if (pending === undefined || !isQuestion(pending.request)) return;
    const said = askedText(id, pending.request, value ?? null);
    if (said !== '') this.driver.root.output.push({ kind: 'host', text: said });
    this.driver.machine.answer(id, replyOf(pending.request, value));
  }
}

/** What pages and the directory are told of a session besides its output. */
import type { ProgressData } from '../../interpreter/machine/cmdlet.ts';
import type { OutputRecord } from '../../interpreter/machine/state.ts';
import type { OwnerLive } from '../protocol.ts';
import type { SessionRecord } from '../store/index.ts';
import type { SessionDriver } from './driver.ts';
import { isQuestion, questionOf } from './questions.ts';

/** Shortest time between two pictures of the progress, in ms. */
const PROGRESS = 60;

/** Builds {@link OwnerLive} and says when it changed. */
export class LiveState {
  /** True from a command's end to the commit that holds it. */
  commandEnded = false;
  private readonly driver: SessionDriver;
  private readonly bars = new Map<number, ProgressData>();
  private barsChanged = false;
  private barsShown = 0;
  private version = 0;
  private running = '';
  private key = '';
  private summary = '';
  private participants = 0;

  constructor(driver: SessionDriver) {
    this.driver = driver;
    this.running = driver.desk.running()?.id ?? '';
  }

  /** Takes a progress record; false if it is not one. Progress is shown and never kept. */
  progress(record: OutputRecord): boolean {
    const data = record.data as ProgressData | undefined;
    if (data === undefined) return false;
    if (data.completed) this.bars.delete(data.activityId);
    else this.bars.set(data.activityId, data);
    this.barsChanged = true;
    return true;
  }

  build(): OwnerLive {
    const { driver } = this;
    const { desk, record } = driver;
    return {
      epoch: record.epoch,
      prompt: desk.prompt(),
      entered: desk.entered(),
      running: desk.running(),
      queued: desk.queued(),
      requests: this.questions(),
      progress: [...this.bars.values()],
      lastCommitAt: record.lastCommitAt,
      dirty: driver.uncommitted.length > 0,
      participants: driver.views.count,
      problem: driver.commits.problem,
    };
  }

  private questions(): OwnerLive['requests'] {
    return this.driver.machine
      .pendingRequests()
      .filter((p) => isQuestion(p.request) && !this.driver.desk.isOthersRequest(p.id))
      .map((p) => questionOf(p.id, p.request));
  }

  /** Tells the pages if something changed. Called after every turn. */
  publish(busy: boolean): void {
    const { driver } = this;
    const { desk } = driver;
    const running = desk.running()?.id ?? '';
    if (running !== this.running) {
      if (this.running !== '') this.commandEnded = true;
      this.running = running;
      this.bars.clear();
      this.barsChanged = true;
    }
    if (driver.views.count !== this.participants) {
      this.participants = driver.views.count;
      driver.env.directoryNews({ kind: 'participants', id: driver.id, count: this.participants });
    }
    if (this.participants === 0) return;
    const now = driver.monotonic();
    if (this.barsChanged && (!busy || now - this.barsShown >= PROGRESS)) {
      this.barsChanged = false;
      this.barsShown = now;
      this.version++;
    }
    const queued = desk.queued().map((c) => c.id);
    const questions = this.questions().map((q) => q.id);
    const key = [
      running,
      queued,
      desk.prompt(),
      desk.entered()?.sessionId,
      questions,
      this.version,
      driver.commits.problem,
      this.participants,
    ].join('|');
    if (key === this.key) return;
    this.key = key;
    driver.views.live(this.build());
  }

  /** Tells the directory's readers if what they show changed with a commit. */
  announce(before: SessionRecord, after: SessionRecord): void {
    const text = (r: SessionRecord) =>
      JSON.stringify([r.name, r.state, r.availability, r.running, r.ownerClient, r.problem, r.extra.prompt]);
    if (this.summary === '') this.summary = text(before);
    const now = text(after);
    if (now === this.summary && before.checkpoint > 0) return;
    this.summary = now;
    this.driver.env.directoryNews({ kind: 'changed', ids: [after.id] });
  }
}

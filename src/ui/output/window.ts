import type { ViewRecord } from '../../sessions/client/types.ts';
import { firstLines, headLines, lastLines, linesOf, type TextRecord, withoutLines } from './lines.ts';
import { OutputModel, type OutputView } from './model.ts';
import { Tail } from './tail.ts';

/** Where older records come from: an attachment. */
export interface OutputSource {
  /** Number of the oldest record that `older` gives. */
  readonly firstSeq: number;
  older(beforeSeq: number, limit?: number): Promise<ViewRecord[]>;
}

/** How much of a transcript is in the page, in lines. */
export interface WindowLimits {
  /** At most this much while the end is in sight. */
  following: number;
  /** At most this much while a person reads further back. */
  reading: number;
  /** What is fetched at a time. */
  page: number;
  /** What is drawn of a flood, of which nobody can read more, until it is over. */
  flood: number;
}

export const defaultLimits: WindowLimits = { following: 5000, reading: 12_000, page: 1000, flood: 500 };

/**
 * The stretch of a transcript that is in the page. While the end is in sight it moves along with it; while a person reads further back it
 * grows upwards page by page and lets go of the end, which stays in the tail.
 */
export class OutputWindow {
  readonly model: OutputModel;
  source: OutputSource | null = null;
  private readonly tail: Tail;
  private readonly limits: WindowLimits;
  /** True while the window holds the end of the transcript. */
  atEnd = true;
  private loading = false;

  constructor(view: OutputView, limits: WindowLimits = defaultLimits) {
    this.model = new OutputModel(view);
    this.limits = limits;
    this.tail = new Tail(limits.following);
  }

  /** Takes new records; answers how many lines they have. `following`: whether the end is in sight. */
  records(records: readonly ViewRecord[], following: boolean): number {
    const repeated = records.find((record) => record.seq < this.tail.nextSeq && this.epochOf(record.seq) < record.epoch);
    // A newer epoch writes these numbers anew: what the older one wrote under them is void.
    if (repeated) this.dropped(repeated.seq);
    const fresh = this.tail.push(records);
    let lines = 0;
    for (const record of fresh) lines += linesOf(record);
    if (following && (!this.atEnd || lines > this.limits.flood * 2)) this.toEnd(this.limits.flood);
    else if (this.atEnd) {
      if (!following && this.model.lineCount + lines > this.limits.reading) this.atEnd = false;
      else this.model.append(fresh);
    }
    if (following) this.model.trimStart(this.limits.following);
    return lines;
  }

  committed(beforeSeq: number): void {
    this.tail.committed(beforeSeq);
    this.model.committed(beforeSeq);
  }

  dropped(fromSeq: number): void {
    this.tail.dropped(fromSeq);
    this.model.dropped(fromSeq);
  }

  /** Shows the end of the transcript, at most so many lines of it. */
  toEnd(limit = this.limits.following): void {
    this.atEnd = true;
    this.model.reset();
    this.model.append(lastLines(this.tail.records(), limit));
    this.model.committed(this.tail.committedBefore);
  }

  /** Draws a page more of what is at hand, after a flood; answers whether there may be more still. */
  fill(): boolean {
    const first = this.model.firstLine;
    const room = Math.min(this.limits.page, this.limits.following - this.model.lineCount);
    if (!this.atEnd || !first || room <= 0) return false;
    const before = this.tail.records().filter((record) => record.seq <= first.seq);
    const cut = before.at(-1);
    if (cut?.seq === first.seq) before[before.length - 1] = firstLines(cut, Math.max(0, first.index - (cut.firstLine ?? 0)));
    const page = lastLines(
      before.filter((record) => record.text !== ''),
      room,
    );
    if (page.length === 0) return false;
    this.model.prepend(page);
    return true;
  }

  /** Forgets everything, for another session. */
  reset(): void {
    this.model.reset();
    this.tail.clear();
    this.atEnd = true;
    this.source = null;
  }

  /** Fetches a page before the window's beginning and calls `apply` to put it there. Answers whether there was any. */
  async loadOlder(apply: (change: () => void) => void): Promise<boolean> {
    const { source } = this;
    const first = this.model.firstLine;
    if (this.loading || !source || !first || (first.index === 0 && first.seq <= source.firstSeq)) return false;
    this.loading = true;
    try {
      const fetched: TextRecord[] = await source.older(first.index > 0 ? first.seq + 1 : first.seq, this.limits.page);
      if (this.model.firstLine !== first || this.source !== source) return false;
      const cut = fetched.at(-1);
      if (first.index > 0 && cut?.seq === first.seq) fetched[fetched.length - 1] = firstLines(cut, first.index);
      const page = lastLines(fetched, this.limits.page);
      if (page.length === 0) return false;
      apply(() => {
        this.model.prepend(page);
        if (this.model.lineCount > this.limits.reading) {
          this.model.trimEnd(this.limits.reading);
          this.atEnd = false;
        }
      });
      return true;
    } finally {
      this.loading = false;
    }
  }

  /** Fetches a page after the window's end, once it has let go of the transcript's end. Answers whether there was any. */
  async loadNewer(apply: (change: () => void) => void): Promise<boolean> {
    const { source } = this;
    const last = this.model.lastLine;
    if (this.loading || this.atEnd || !source || !last) return false;
    this.loading = true;
    try {
      const { page } = this.limits;
      const tail = this.tail.records();
      const reached = last.toSeq + 1 >= (tail[0]?.seq ?? 0);
      let next: TextRecord[] = reached ? tail : await source.older(Math.min(last.toSeq + page, tail[0].seq), page);
      next = next.filter((record) => record.seq >= last.toSeq);
      if (next[0]?.seq === last.toSeq) {
        // The rest of a record that the window holds the beginning of; the tail may have only its end.
        if ((next[0].firstLine ?? 0) > last.toIndex + 1) next = await source.older(last.toSeq + 1, 1);
        next[0] = withoutLines(next[0], last.toIndex + 1 - (next[0].firstLine ?? 0));
        if (next[0].text === '') next.shift();
      }
      // Nothing between here and the tail is kept any more.
      if (!reached && next.length === 0) next = tail;
      if (this.model.lastLine !== last || this.source !== source) return false;
      const shown = headLines(next, Math.max(page, this.limits.following));
      const end = shown.at(-1);
      const whole = end === undefined ? reached : end === next.at(-1) && end.seq === this.tail.nextSeq - 1;
      apply(() => {
        this.model.append(shown);
        this.model.committed(this.tail.committedBefore);
        this.model.trimStart(this.limits.reading);
        if (whole) this.atEnd = true;
      });
      return next.length > 0;
    } finally {
      this.loading = false;
    }
  }

  private epochOf(seq: number): number {
    for (const record of this.tail.records().reverse()) if (record.seq === seq) return record.epoch;
    return Number.POSITIVE_INFINITY;
  }
}

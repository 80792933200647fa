import type { ViewRecord } from '../../sessions/client/types.ts';
import { lastLines, linesOf, type TextRecord } from './lines.ts';

/**
 * The last records of a session, always at hand however far back the page has scrolled: so the page can go back to the end at once, and
 * what is not committed yet, which no store could give again, is kept.
 */
export class Tail {
  private readonly limit: number;
  private readonly kept: { record: TextRecord; lines: number }[] = [];
  private lines = 0;
  committedBefore = 0;
  /** Number that the next record will have. */
  nextSeq = 0;

  /** Keeps at least the last `limit` lines. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** Takes new records. Those that are here already are ignored; answers the others. */
  push(records: readonly ViewRecord[]): TextRecord[] {
    const fresh: TextRecord[] = [];
    for (const record of records) {
      if (record.committed) this.committedBefore = Math.max(this.committedBefore, record.seq + 1);
      if (record.seq < this.nextSeq) continue;
      this.nextSeq = record.seq + 1;
      if (record.kind === 'progress') continue;
      fresh.push(record);
      const whole = linesOf(record);
      const [part] = whole > this.limit ? lastLines([record], this.limit) : [record];
      const lines = Math.min(whole, this.limit);
      this.kept.push({ record: part, lines });
      this.lines += lines;
    }
    if (this.lines > this.limit * 2) {
      let count = 0;
      while (this.lines - this.kept[count].lines >= this.limit) this.lines -= this.kept[count++].lines;
      this.kept.splice(0, count);
    }
    return fresh;
  }

  committed(beforeSeq: number): void {
    this.committedBefore = Math.max(this.committedBefore, beforeSeq);
  }

  dropped(fromSeq: number): void {
    while (this.kept.length > 0 && this.kept.at(-1)!.record.seq >= fromSeq) this.lines -= this.kept.pop()!.lines;
    this.committedBefore = Math.min(this.committedBefore, fromSeq);
    this.nextSeq = Math.min(this.nextSeq, fromSeq);
  }

  /** The kept records, at most the last `limit` lines of them. */
  records(): TextRecord[] {
    return lastLines(
      this.kept.map((entry) => entry.record),
      this.limit,
    );
  }

  clear(): void {
    this.kept.length = 0;
    this.lines = 0;
    this.committedBefore = 0;
    this.nextSeq = 0;
  }
}

/**
 * Large collections are written in pages, so that a delta holds only the pages that changed. A page is a record with an id of its
 * own that stays with it. Arrays and lists have pages by position; a table's entry stays in the page it was first written to.
 */
import { PAGE, type PSArray, type PSHashtable, type PSList, type TableEntry } from '../values/collections.ts';
import { RecordType, Tag } from './format.ts';
import type { ValueWriter } from './valueWriter.ts';

/** A piece of work that goes on over several steps. */
export interface Job {
  /** Does some of it, true when finished. */
  some(): boolean;
}

/** What jobs need of the encoder. */
export interface PageSink {
  readonly values: ValueWriter;
  newId(): number;
  /** Enters a record, which began at `start`, into the directory. */
  record(id: number, type: number, start: number): void;
  addJob(job: Job): void;
  /** Entries that got a page in this checkpoint: an abort takes it from them again. */
  readonly assigned: TableEntry[];
  /** Pages that a collection has once the checkpoint is complete. */
  readonly newPages: Map<PSArray | PSList | PSHashtable, number[] | null>;
}

/** Writes pages of an array: those whose positions are given, or all. */
export class ArrayJob implements Job {
  private readonly sink: PageSink;
  private readonly items: readonly unknown[];
  private readonly ids: readonly number[];
  private readonly positions: readonly number[] | null;
  private next = 0;

  constructor(sink: PageSink, items: readonly unknown[], ids: readonly number[], positions: readonly number[] | null) {
    this.sink = sink;
    this.items = items;
    this.ids = ids;
    this.positions = positions;
  }

  some(): boolean {
    const { sink, items, ids, positions } = this;
    const count = positions === null ? ids.length : positions.length;
    if (this.next >= count) return true;
    const page = positions === null ? this.next : positions[this.next];
    this.next++;
    const from = page * PAGE;
    const to = Math.min(items.length, from + PAGE);
    const { out } = sink.values;
    const start = out.length;
    out.varint(to - from);
    sink.values.items(items, from, to, 1);
    sink.record(ids[page], RecordType.Chunk, start);
    return this.next >= count;
  }
}

/** Ids for the pages of an array that is not paged by itself (one in a frame), and the job that writes them. */
export function chunkArray(sink: PageSink, items: unknown[]): number[] {
  const ids = pageIds(sink, items.length, null);
  sink.addJob(new ArrayJob(sink, items, ids, null));
  return ids;
}

function pageIds(sink: PageSink, length: number, old: readonly number[] | null): number[] {
  const ids: number[] = [];
  for (let i = 0; i * PAGE < length; i++) ids.push(old !== null && i < old.length ? old[i] : sink.newId());
  return ids;
}

/**
 * Writes the `items` of an array or list. `changesOnly`: in a delta, where a page that is known and not dirty needs not be written.
 */
export function writeItems(sink: PageSink, list: PSArray | PSList, changesOnly: boolean): void {
  const { items, pages, dirtyPages } = list;
  if (items.length <= PAGE) {
    if (pages !== null || dirtyPages !== null) sink.newPages.set(list, null);
    sink.values.write(items, 0);
    return;
  }
  const ids = pageIds(sink, items.length, pages);
  sink.newPages.set(list, ids);
  sink.values.chunked(Tag.Chunked, items.length, ids);
  let positions: number[] | null = null;
  if (changesOnly && pages !== null && dirtyPages !== null) {
    positions = [];
    for (let i = 0; i < ids.length; i++) if (i >= pages.length || dirtyPages.has(i)) positions.push(i);
  }
  if (positions === null || positions.length > 0) sink.addJob(new ArrayJob(sink, items, ids, positions));
}

type Pair = [unknown, TableEntry];

/** Entries looked at between two looks at the deadline. */
const SCAN = 4 * PAGE;

/**
 * Goes through a large table, gives new entries pages, writes the pages that must be written, then the list of pages.
 * New entries are the last in the table's order, so they fill up the last page first.
 */
class TableJob implements Job {
  private readonly sink: PageSink;
  private readonly table: PSHashtable;
  private readonly directoryId: number;
  /** The table's entries from here on. Not part of the session: the machine is paused meanwhile. */
  private readonly source: Iterator<Pair>;
  /** Pages that entries keep, with the count of entries met; new pages are added at the end. */
  private readonly counts = new Map<number, number>();
  private readonly kept: number;
  private readonly mustWrite: (page: number) => boolean;
  /** Pages that are to be written, until they are. */
  private readonly waiting = new Map<number, Pair[]>();
  private fill: number;
  private ended = false;

  constructor(sink: PageSink, table: PSHashtable, directoryId: number, keep: readonly number[], mustWrite: (page: number) => boolean) {
    this.sink = sink;
    this.table = table;
    this.directoryId = directoryId;
    this.source = table.entries.entries() as Iterator<Pair>;
    for (const page of keep) this.counts.set(page, 0);
    this.kept = keep.length;
    this.fill = keep.length === 0 ? 0 : keep[keep.length - 1];
    this.mustWrite = mustWrite;
  }

  some(): boolean {
    if (this.ended) return this.finish();
    for (let i = 0; i < SCAN; i++) {
      const { done, value } = this.source.next();
      if (done === true) {
        this.ended = true;
        return false;
      }
      const entry = value[1];
      let page = entry.page ?? 0;
      let count = page === 0 || this.kept === 0 ? undefined : this.counts.get(page);
      if (count === undefined) {
        page = this.place();
        count = this.counts.get(page) ?? 0;
        if (this.kept > 0) this.sink.assigned.push(entry);
        entry.page = page;
      }
      this.counts.set(page, count + 1);
      if (!this.mustWrite(page)) continue;
      const pairs = this.waiting.get(page);
      if (pairs === undefined) this.waiting.set(page, [value]);
      else pairs.push(value);
    }
    return false;
  }

  /** The page for one more new entry. */
  private place(): number {
    if (this.fill === 0 || (this.counts.get(this.fill) ?? 0) >= PAGE) {
      const full = this.fill;
      this.fill = this.sink.newId();
      if (this.kept === 0 && full !== 0) this.writePage(full);
    }
    return this.fill;
  }

  private finish(): boolean {
    for (const page of this.waiting.keys()) {
      this.writePage(page);
      return false;
    }
    const pages: number[] = [];
    for (const [page, count] of this.counts) if (count > 0) pages.push(page);
    const { sink } = this;
    const start = sink.values.out.length;
    sink.values.chunked(Tag.Chunked, this.table.entries.size, pages);
    sink.record(this.directoryId, RecordType.TableDirectory, start);
    sink.newPages.set(this.table, pages);
    return true;
  }

  private writePage(page: number): void {
    const pairs = this.waiting.get(page) ?? [];
    this.waiting.delete(page);
    const { values } = this.sink;
    const start = values.out.length;
    values.out.varint(pairs.length);
    for (const [key, entry] of pairs) values.entry(key, entry, 1);
    this.sink.record(page, RecordType.TableChunk, start);
  }
}

/** Writes the `entries` of a table. `clean`: nothing changed since the last checkpoint. `changesOnly` as in {@link writeItems}. */
export function writeEntries(sink: PageSink, table: PSHashtable, clean: boolean, changesOnly: boolean): void {
  const { entries, pages, dirtyPages } = table;
  const { values } = sink;
  if (entries.size <= PAGE) {
    if (pages !== null || dirtyPages !== null) sink.newPages.set(table, null);
    values.out.u8(Tag.Table);
    values.out.varint(entries.size);
    for (const [key, entry] of entries) values.entry(key, entry, 1);
    return;
  }
  const sparse = pages !== null && pages.length > 2 * Math.ceil(entries.size / PAGE) + 2;
  // A clean table keeps its pages even if they are sparse: an abort could not give its entries their old pages again.
  const keep = pages !== null && (clean || (dirtyPages !== null && !sparse)) ? pages : [];
  if (keep.length === 0) table.dirtyPages = null;
  const last = keep.length === 0 ? 0 : keep[keep.length - 1];
  const known = new Set(keep);
  const directoryId = sink.newId();
  values.out.u8(Tag.ChunkedTable);
  values.out.varint(directoryId);
  const mustWrite = (page: number): boolean => !changesOnly || page === last || !known.has(page) || dirtyPages?.has(page) === true;
  sink.addJob(new TableJob(sink, table, directoryId, keep, mustWrite));
}

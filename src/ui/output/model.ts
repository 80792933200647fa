import { type AnsiState, freshState, plain, readAnsi, withoutAnsi } from '../text/ansi.ts';
import { seamText } from '../text/time.ts';
import { type Block, type Line, promptLength, type Span, type TextRecord, type Tone } from './lines.ts';

/** Draws what the model holds. All calls come while the model is being changed, in order. */
export interface OutputView {
  blockAdded(block: Block, where: 'start' | 'end'): void;
  blockRemoved(block: Block): void;
  labelChanged(block: Block): void;
  linesAdded(block: Block, lines: readonly Line[], where: 'start' | 'end'): void;
  lineChanged(line: Line): void;
  /** Only `pending` changed. */
  lineCommitted(line: Line): void;
  lineRemoved(line: Line): void;
  /** Everything is gone at once. */
  emptied(): void;
  /** The screen was cleared: what follows begins at the top of the view. */
  cleared(): void;
}

const tones: Partial<Record<TextRecord['kind'], Tone>> = { error: 'error', warning: 'warning', verbose: 'verbose', debug: 'debug' };

/**
 * The part of a transcript that is in the page: blocks of lines made from records, a contiguous stretch of them. It grows at its end with
 * new records and at its beginning with older ones, and can be cut at both ends; what was cut comes from the session's store again.
 */
export class OutputModel {
  readonly blocks: Block[] = [];
  lineCount = 0;
  private readonly view: OutputView;
  private ids = 1;
  private state: AnsiState = freshState();
  /** The last line, while nothing has ended it. */
  private open: Line | null = null;
  private committedBefore = 0;
  /** Lines of the last block that are not drawn yet: a batch of records makes one drawing of each block. */
  private batch: Line[] = [];

  constructor(view: OutputView) {
    this.view = view;
  }

  get firstLine(): Line | null {
    return this.blocks[0]?.lines[0] ?? null;
  }

  get lastLine(): Line | null {
    return this.blocks.at(-1)?.lines.at(-1) ?? null;
  }

  /** Number that the record after the last one shown has, 0 if nothing is shown. */
  get nextSeq(): number {
    const last = this.lastLine;
    return last ? last.toSeq + 1 : 0;
  }

  /** Puts records at the end. */
  append(records: readonly TextRecord[]): void {
    for (const record of records) {
      if (record.committed) this.committedBefore = Math.max(this.committedBefore, record.seq + 1);
    }
    for (const record of records) this.appendOne(record);
    this.drawBatch();
  }

  /** Puts older records before all that is there. */
  prepend(records: readonly TextRecord[]): void {
    const made: Block[] = [];
    const collector = new OutputModel({
      blockAdded: (block) => made.push(block),
      blockRemoved: () => undefined,
      labelChanged: () => undefined,
      linesAdded: () => undefined,
      lineChanged: () => undefined,
      lineCommitted: () => undefined,
      lineRemoved: () => undefined,
      emptied: () => undefined,
      cleared: () => undefined,
    });
    collector.ids = this.ids;
    collector.append(records);
    this.ids = collector.ids;
    this.lineCount += collector.lineCount;
    const next = this.blocks[0];
    const last = made.at(-1);
    if (next && last && next.kind === 'command' && last.kind === 'command' && next.commandId === last.commandId && next.label === '') {
      // The page that was cut off ended within this command's output: both parts are one block again.
      made.pop();
      next.lines.unshift(...last.lines);
      this.view.linesAdded(next, last.lines, 'start');
      if (last.label !== '') {
        next.label = last.label;
        this.view.labelChanged(next);
      }
    }
    for (const block of made.reverse()) {
      this.blocks.unshift(block);
      this.view.blockAdded(block, 'start');
      this.view.linesAdded(block, block.lines, 'end');
    }
  }

  /** All records below a number are committed. */
  committed(beforeSeq: number): void {
    this.committedBefore = Math.max(this.committedBefore, beforeSeq);
    for (let at = this.blocks.length - 1; at >= 0; at--) {
      const { lines } = this.blocks[at];
      for (let index = lines.length - 1; index >= 0; index--) {
        const line = lines[index];
        if (line.pending && line.toSeq < this.committedBefore) {
          line.pending = false;
          this.view.lineCommitted(line);
        } else if (!line.pending) {
          // Commits go from the front: before a committed line there is nothing pending.
          return;
        }
      }
    }
  }

  /** Takes back all records from a number on. */
  dropped(fromSeq: number): void {
    this.committedBefore = Math.min(this.committedBefore, fromSeq);
    for (let block = this.blocks.at(-1); block; block = this.blocks.at(-1)) {
      for (let line = block.lines.at(-1); line && line.toSeq >= fromSeq; line = block.lines.at(-1)) {
        const kept = line.spans.filter((span) => span.seq < fromSeq);
        if (line.seq < fromSeq) {
          line.spans = kept;
          line.toSeq = Math.max(line.seq, ...kept.map((span) => span.seq));
          line.pending = line.toSeq >= this.committedBefore;
          this.view.lineChanged(line);
          this.open = line;
          this.state = freshState();
          return;
        }
        block.lines.pop();
        this.lineCount--;
        this.view.lineRemoved(line);
      }
      if (block.lines.length > 0) break;
      this.blocks.pop();
      this.view.blockRemoved(block);
    }
    this.open = null;
    this.state = freshState();
  }

  /** Removes lines at the beginning until at most `limit` are left. */
  trimStart(limit: number): void {
    while (this.lineCount > limit) {
      const block = this.blocks[0];
      const gone = block.lines.splice(0, this.lineCount - limit);
      for (const line of gone) this.view.lineRemoved(line);
      this.lineCount -= gone.length;
      if (block.lines.length === 0) {
        this.blocks.shift();
        this.view.blockRemoved(block);
      } else if (gone.length > 0) block.label = '';
    }
  }

  /** Removes lines at the end until at most `limit` are left. */
  trimEnd(limit: number): void {
    while (this.lineCount > limit) {
      const block = this.blocks.at(-1)!;
      const gone = block.lines.splice(Math.max(0, block.lines.length - (this.lineCount - limit)));
      for (const line of gone) this.view.lineRemoved(line);
      this.lineCount -= gone.length;
      if (block.lines.length === 0) {
        this.blocks.pop();
        this.view.blockRemoved(block);
      }
    }
    this.open = null;
    this.state = freshState();
  }

  /** Forgets everything. */
  reset(): void {
    this.blocks.length = 0;
    this.lineCount = 0;
    this.committedBefore = 0;
    this.open = null;
    this.state = freshState();
    this.view.emptied();
  }

  private drawBatch(): void {
    if (this.batch.length === 0) return;
    this.view.linesAdded(this.blocks.at(-1)!, this.batch, 'end');
    this.batch = [];
  }

  private addBlock(kind: Block['kind'], commandId: string, label: string): Block {
    this.drawBatch();
    const block: Block = { id: this.ids++, kind, commandId, label, lines: [] };
    this.blocks.push(block);
    this.open = null;
    this.view.blockAdded(block, 'end');
    return block;
  }

  private appendOne(record: TextRecord): void {
    if (record.kind === 'progress') return;
    if (record.kind === 'seam') {
      const label = seamText(record.text, record.at);
      const block = this.addBlock('seam', record.commandId, label);
      const line = this.newLine(record, record.firstLine ?? 0);
      line.spans.push({ text: label, style: plain, tone: '', seq: record.seq });
      block.lines.push(line);
      this.lineCount++;
      this.batch.push(line);
      return;
    }
    let block = this.blocks.at(-1);
    let prompt = 0;
    if (record.kind === 'prompt' && !record.firstLine && (block?.kind !== 'command' || block.commandId !== record.commandId)) {
      prompt = promptLength(record);
      block = this.addBlock('command', record.commandId, withoutAnsi(record.text.slice(prompt)).trim());
      this.state = freshState();
    } else if (block?.kind !== 'command' || block.commandId !== record.commandId) block = this.addBlock('command', record.commandId, '');
    this.write(block, record, prompt);
  }

  /** Writes a record's text at the end of a block. `prompt` is the length of the prompt it begins with. */
  private write(block: Block, record: TextRecord, prompt: number): void {
    const echo = record.kind === 'prompt';
    const tone: Tone = echo ? 'command' : (tones[record.kind] ?? '');
    let index = record.firstLine ?? 0;
    const line = (): Line => {
      if (!this.open) {
        this.open = this.newLine(record, index);
        block.lines.push(this.open);
        this.batch.push(this.open);
        this.lineCount++;
      } else if (this.open.toSeq !== record.seq) {
        this.open.pending ||= record.seq >= this.committedBefore;
      }
      this.open.toSeq = record.seq;
      this.open.toIndex = index;
      return this.open;
    };
    const continued = this.batch.at(-1) === this.open ? null : this.open;
    if (prompt > 0) line().spans.push({ text: record.text.slice(0, prompt), style: plain, tone: 'prompt', seq: record.seq });
    for (const part of readAnsi(record.text.slice(prompt), this.state)) {
      if (part.kind === 'text') {
        const { spans } = line();
        const last = spans.at(-1);
        if (last && last.style === part.style && last.tone === tone && last.seq === record.seq) last.text += part.text;
        else spans.push({ text: part.text, style: part.style, tone, seq: record.seq });
      } else if (part.kind === 'newline') {
        line();
        this.open = null;
        index++;
      } else if (part.kind === 'return') line().spans.length = 0;
      else if (part.kind === 'backspace') {
        const last = line().spans.at(-1);
        if (last) last.text = last.text.slice(0, -1);
      } else {
        this.drawBatch();
        this.view.cleared();
      }
    }
    // What a person typed is a line of its own, whether or not the record ends it.
    if (echo) this.open = null;
    if (continued) this.view.lineChanged(continued);
  }

  private newLine(record: TextRecord, index: number): Line {
    const spans: Span[] = [];
    return {
      id: this.ids++,
      spans,
      seq: record.seq,
      index,
      toSeq: record.seq,
      toIndex: index,
      pending: record.seq >= this.committedBefore && !record.committed,
    };
  }
}

import { drawLine } from './drawLine.ts';
import type { Block, Line } from './lines.ts';
import type { OutputView } from './model.ts';

/** Lines per piece of a block. A piece out of sight is not laid out by the browser (content-visibility), however many there are. */
const pieceSize = 128;

/** Draws a model's blocks into an element: a group per command, its lines in pieces. */
export class BlockDrawing implements OutputView {
  private readonly into: HTMLElement;
  private readonly blocks = new Map<Block, HTMLElement>();
  private readonly lines = new Map<Line, HTMLElement>();
  /** The first element after the last clearing of the screen; null while nothing came after it. */
  clearedAt: HTMLElement | null = null;
  private awaitsClear = false;

  constructor(into: HTMLElement) {
    this.into = into;
  }

  blockAdded(block: Block, where: 'start' | 'end'): void {
    const element = document.createElement('section');
    element.className = block.kind;
    if (block.kind === 'seam') element.setAttribute('role', 'separator');
    else element.setAttribute('role', 'group');
    if (block.label !== '') element.setAttribute('aria-label', block.label);
    this.blocks.set(block, element);
    if (where === 'start') this.into.prepend(element);
    else {
      this.into.append(element);
      this.mark(element);
    }
  }

  blockRemoved(block: Block): void {
    const element = this.blocks.get(block);
    if (this.clearedAt && element?.contains(this.clearedAt)) this.clearedAt = null;
    element?.remove();
    this.blocks.delete(block);
  }

  labelChanged(block: Block): void {
    this.blocks.get(block)?.setAttribute('aria-label', block.label);
  }

  linesAdded(block: Block, lines: readonly Line[], where: 'start' | 'end'): void {
    const element = this.blocks.get(block);
    if (!element) return;
    if (where === 'end') {
      const last = element.lastElementChild as HTMLElement | null;
      let at = 0;
      if (last) {
        for (const room = pieceSize - last.childElementCount; at < Math.min(room, lines.length); at++)
          last.append(this.drawn(lines[at], true));
        this.size(last);
      }
      for (; at < lines.length; at += pieceSize) element.append(this.piece(lines.slice(at, at + pieceSize), true));
      return;
    }
    const first = element.firstElementChild;
    for (let at = 0; at < lines.length; at += pieceSize) element.insertBefore(this.piece(lines.slice(at, at + pieceSize), false), first);
  }

  lineChanged(line: Line): void {
    const element = this.lines.get(line);
    if (element) drawLine(line, element);
  }

  lineCommitted(line: Line): void {
    this.lines.get(line)?.removeAttribute('data-pending');
  }

  lineRemoved(line: Line): void {
    const element = this.lines.get(line);
    if (!element) return;
    if (this.clearedAt === element) this.clearedAt = null;
    this.lines.delete(line);
    const piece = element.parentElement;
    element.remove();
    if (piece && piece.childElementCount === 0) piece.remove();
  }

  emptied(): void {
    this.blocks.clear();
    this.lines.clear();
    this.clearedAt = null;
    this.into.replaceChildren();
  }

  cleared(): void {
    this.awaitsClear = true;
    this.clearedAt = null;
  }

  /** Whether the screen was cleared and nothing has come since. */
  get isBlank(): boolean {
    return this.awaitsClear;
  }

  private mark(element: HTMLElement): void {
    if (!this.awaitsClear) return;
    this.awaitsClear = false;
    this.clearedAt = element;
  }

  /** A piece is made whole before it goes into the page. `end`: its lines are the newest. */
  private piece(lines: readonly Line[], end: boolean): HTMLElement {
    const piece = document.createElement('div');
    piece.className = 'piece';
    for (const line of lines) piece.append(this.drawn(line, end));
    this.size(piece);
    return piece;
  }

  private size(piece: HTMLElement): void {
    piece.style.setProperty('--lines', String(piece.childElementCount));
  }

  private drawn(line: Line, end: boolean): HTMLElement {
    const element = document.createElement('div');
    drawLine(line, element);
    this.lines.set(line, element);
    if (end) this.mark(element);
    return element;
  }
}

import { html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { ViewRecord } from '../../sessions/client/types.ts';
import { Announcer } from './announcer.ts';
import { BlockDrawing } from './drawBlocks.ts';
import { Follower } from './follower.ts';
import { outputStyles } from './outputStyles.ts';
import { type OutputSource, OutputWindow } from './window.ts';

type Change =
  | { kind: 'records'; records: readonly ViewRecord[] }
  | { kind: 'committed'; seq: number }
  | { kind: 'dropped'; seq: number }
  | { kind: 'clear' };

/** What `limpet-output-state` tells. */
export interface OutputState {
  following: boolean;
  /** Lines that came while a person read further back. */
  missed: number;
}

/**
 * The transcript: role log, "Output". What it is told is drawn at the next frame, however much it is; only a stretch of it is in the page.
 * It scrolls inside `scroller`, which also holds the prompt. Event `limpet-output-state`.
 */
@customElement('limpet-output')
export class OutputElement extends LitElement {
  static override styles = outputStyles;

  private scrolling: HTMLElement | null = null;

  @query('.log') private log!: HTMLElement;
  @query('.visually-hidden') private summary!: HTMLElement;
  private window: OutputWindow | null = null;
  private drawing: BlockDrawing | null = null;
  private announcer: Announcer | null = null;
  private follower: Follower | null = null;
  private changes: Change[] = [];
  private source: OutputSource | null = null;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private idling: ReturnType<typeof setTimeout> | undefined;
  private resumeAt = 0;
  private missed = 0;

  /** The element that scrolls, set by the console. */
  get scroller(): HTMLElement | null {
    return this.scrolling;
  }

  set scroller(element: HTMLElement | null) {
    this.scrolling = element;
    if (this.drawing) this.follow();
  }

  override render() {
    return html`<div class="log" role="log" aria-label="Output" aria-live="polite" tabindex="-1"></div>
      <div class="visually-hidden" aria-live="polite"></div>`;
  }

  override firstUpdated() {
    this.drawing = new BlockDrawing(this.log);
    this.window = new OutputWindow(this.drawing);
    this.window.source = this.source;
    this.announcer = new Announcer(this.log, this.summary);
    this.follow();
    this.flush();
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.drawing) this.follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    clearTimeout(this.idling);
    this.frame = 0;
    this.timer = undefined;
    this.announcer?.stop();
    this.follower?.stop();
    this.follower = null;
  }

  /** Where older records come from; another one begins another transcript. */
  begin(source: OutputSource | null): void {
    this.source = source;
    if (this.window && this.window.source !== source) this.window.source = source;
  }

  /** Forgets everything that is shown. */
  reset(): void {
    this.changes = [];
    this.window?.reset();
    this.missed = 0;
    this.follower?.toEnd();
  }

  /** New records at the end. */
  records(records: readonly ViewRecord[]): void {
    this.changes.push({ kind: 'records', records });
    this.schedule();
  }

  committed(beforeSeq: number): void {
    this.changes.push({ kind: 'committed', seq: beforeSeq });
    this.schedule();
  }

  dropped(fromSeq: number): void {
    this.changes.push({ kind: 'dropped', seq: fromSeq });
    this.schedule();
  }

  /** Begins at the top of the view, as Ctrl+L does; what was there is above. */
  clear(): void {
    this.changes.push({ kind: 'clear' });
    this.schedule();
  }

  /** Goes to the end. */
  toEnd(): void {
    this.missed = 0;
    if (this.window && !this.window.atEnd) this.window.toEnd();
    this.follower?.toEnd();
  }

  /** Whether the end is in sight. */
  get following(): boolean {
    return this.follower?.following ?? true;
  }

  /** Gives the transcript the focus, for its keys. */
  override focus(): void {
    this.log?.focus({ preventScroll: true });
  }

  /** What is drawn after the last clearing, in pixels from the transcript's top; null when nothing was cleared. */
  get clearedTop(): number | null {
    if (!this.drawing) return null;
    if (this.drawing.isBlank) return this.log.offsetHeight;
    const { clearedAt } = this.drawing;
    if (!clearedAt) return null;
    return clearedAt.getBoundingClientRect().top - this.log.getBoundingClientRect().top;
  }

  /** Draws what has come now, without waiting for a frame. */
  flush(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = 0;
    this.timer = undefined;
    const { window, announcer, changes } = this;
    if (!window || !announcer) return;
    if (changes.length === 0) {
      // Nothing new: time to draw what a flood left out.
      if (this.following && window.fill()) this.idle();
      this.follower?.stick();
      return;
    }
    const begin = performance.now();
    this.changes = [];
    const { following } = this;
    let records: ViewRecord[] = [];
    const apply = () => {
      if (records.length === 0) return;
      const lines = window.records(records, following);
      records = [];
      announcer.note(lines);
      if (!following) this.missed += lines;
    };
    for (const change of changes) {
      if (change.kind === 'records') {
        records = records.length === 0 ? [...change.records] : records.concat(change.records);
        continue;
      }
      apply();
      if (change.kind === 'committed') window.committed(change.seq);
      else if (change.kind === 'dropped') window.dropped(change.seq);
      else this.drawing?.cleared();
    }
    apply();
    this.tell();
    this.follower?.stick();
    const end = performance.now();
    // Drawing takes at most half of the time, so that typing and stopping stay quick in any flood.
    this.resumeAt = end + Math.min(200, end - begin);
    this.idle();
  }

  /** Comes back when nothing new has come for a moment. */
  private idle(): void {
    clearTimeout(this.idling);
    this.idling = setTimeout(() => {
      if (this.changes.length === 0) this.flush();
    }, 120);
  }

  private follow(): void {
    if (!this.scroller || this.follower) return;
    this.follower = new Follower(this.scroller, [this.scroller.firstElementChild ?? this], () => this.scrolled());
  }

  private schedule(): void {
    if (this.frame !== 0 || this.timer !== undefined || !this.window) return;
    const now = performance.now();
    // A hidden page gets no frames, but what it holds must not pile up.
    if (document.visibilityState === 'hidden') this.timer = setTimeout(() => this.flush(), 250);
    else if (this.resumeAt > now + 4) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.frame = requestAnimationFrame(() => this.flush());
      }, this.resumeAt - now);
    } else this.frame = requestAnimationFrame(() => this.flush());
  }

  private scrolled(): void {
    const { scroller, window, follower } = this;
    if (!scroller || !window || !follower) return;
    if (follower.following && window.atEnd) this.missed = 0;
    this.tell();
    if (!follower.following && scroller.scrollTop < 1200) {
      void window.loadOlder((change) => this.keepPlace(change)).catch(() => undefined);
    } else if (!window.atEnd && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 1200) {
      follower.following = false;
      void window.loadNewer((change) => this.keepPlace(change)).catch(() => undefined);
    }
  }

  /** Makes a change to what is above or below without moving what a person looks at. */
  private keepPlace(change: () => void): void {
    const { scroller } = this;
    if (!scroller) {
      change();
      return;
    }
    const top = scroller.getBoundingClientRect().top;
    const anchor = [...this.log.querySelectorAll('.piece')].find((piece) => piece.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    scroller.style.overflowAnchor = 'none';
    change();
    if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
    requestAnimationFrame(() => {
      scroller.style.overflowAnchor = '';
    });
  }

  private tell(): void {
    const detail: OutputState = { following: this.following, missed: this.missed };
    this.dispatchEvent(new CustomEvent('limpet-output-state', { detail, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-output': OutputElement;
  }
}

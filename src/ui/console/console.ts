import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Attachment, AttachmentListener, Session, SessionLive } from '../../sessions/client/types.ts';
import { icon } from '../icons.ts';
import '../output/output.ts';
import type { OutputElement, OutputState } from '../output/output.ts';
import '../prompt/prompt.ts';
import type { PromptElement } from '../prompt/prompt.ts';
import { controls } from '../theme/tokens.ts';
import { consoleStyles } from './consoleStyles.ts';
import './credential.ts';
import type { CredentialRequest } from './credential.ts';
import { keepDraft, keptDraft } from './drafts.ts';
import { hasSelection, isTyping, originOf, takesKeys } from './keys.ts';
import './progress.ts';
import { ask, type LineRequest, type QuestionState, reply } from './questions.ts';
import './queue.ts';
import type { QueuedCommand } from './queue.ts';
import './sizer.ts';
import './touchKeys.ts';
import { columnsOf, keepWidth, keptWidth } from './width.ts';

const rulerText = 'M'.repeat(64);

/** What `limpet-live` tells: the session's state, and a sentence when something could not be done. */
export interface ConsoleNews {
  live: SessionLive | null;
  problem: string | null;
}

/** What a guest types to leave. */
const LEAVING = /^\s*(Exit-PSSession|exsn)\s*;?\s*$/i;

/**
 * A session's console: transcript, progress, what is queued, questions, prompt. Shows whatever session it is given, of this tab or another.
 * Events: `limpet-ready` when it can be used, `limpet-live` (see ConsoleNews) with every change, `limpet-stopping` when what runs was asked to
 * stop, `limpet-ended` {reason} when the session is gone, `limpet-leave` when a guest typed Exit-PSSession.
 */
@customElement('limpet-console')
export class ConsoleElement extends LitElement {
  static override styles = [controls, consoleStyles];

  @property({ attribute: false }) session: Session | null = null;
  /** Id of this tab, which tells its own commands from those of other tabs. */
  @property({ attribute: false }) clientId = '';
  /** Keeps what is typed over a reload. */
  @property({ type: Boolean }) drafts = false;
  /** Lets a person change the width of the text. */
  @property({ type: Boolean }) resizable = false;
  /** It shows a session that another tab holds: who leaves it goes back, and the session stays. */
  @property({ type: Boolean }) guest = false;
  /** There is little room. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  @state() live: SessionLive | null = null;
  @state() private attachment: Attachment | null = null;
  @state() private question: QuestionState | null = null;
  @state() private sending: { id: number; text: string }[] = [];
  @state() private place: OutputState = { following: true, missed: 0 };
  @state() private failure: string | null = null;
  @state() private width: number | null = keptWidth();
  @query('limpet-output') private output!: OutputElement;
  @query('limpet-prompt') private prompt!: PromptElement;
  @query('.scroller') private scroller!: HTMLElement;
  @query('.ruler') private ruler!: HTMLElement;
  @query('.space') private space!: HTMLElement;
  private generation = 0;
  private sent = 0;
  private columns: number | null = null;
  private observer: ResizeObserver | null = null;
  private resizing: ReturnType<typeof setTimeout> | undefined;
  private waiting: string | null = null;
  private savedAt = 0;
  private problem: string | null = null;

  override render() {
    const { live, question } = this;
    const ready = this.attachment !== null && live !== null && live.connection !== 'ended';
    const busy = live?.running != null;
    const credential = live?.requests.find((request): request is CredentialRequest => request.kind === 'credential') ?? null;
    const label = question ? question.label : busy ? '· ' : (live?.prompt ?? '');
    return html`<div class="scroller" @mousedown=${this.pressed} @mouseup=${this.released}>
        <div class="column" style=${this.width ? `--limpet-console-width: ${this.width}px` : ''}>
          <span class="ruler" aria-hidden="true">${rulerText}</span>
          <limpet-output></limpet-output>
          <limpet-progress .records=${live?.progress ?? []} ?hidden=${!live?.progress.some((record) => !record.completed)}></limpet-progress>
          <limpet-queue .commands=${this.queued()} @limpet-withdraw=${this.withdraw}></limpet-queue>
          ${question ? this.questionLines(question) : nothing}
          <limpet-prompt
            ?hidden=${!ready}
            .label=${label}
            .busy=${busy}
            .asks=${question !== null}
            .masked=${question?.masked ?? false}
            .source=${this.attachment}
            @limpet-submit=${(event: CustomEvent<{ text: string }>) => this.entered(event.detail.text)}
            @limpet-clear=${() => this.output.clear()}
            @limpet-draft=${this.drafted}
          ></limpet-prompt>
          ${
            this.failure
              ? html`<div class="failed" role="alert">
                  <span>${this.failure}</span><button class="outlined" @click=${() => this.attach()}>Try again</button>
                </div>`
              : nothing
          }
          <div class="space" aria-hidden="true"></div>
          ${
            this.resizable
              ? html`<limpet-sizer .width=${this.width} .shown=${() => this.output.clientWidth} @limpet-width=${this.sized}></limpet-sizer>`
              : nothing
          }
        </div>
      </div>
      ${
        this.place.following
          ? nothing
          : html`<button class="jump" @click=${this.toEnd}>
              ${icon('down', 14)} ${this.place.missed > 0 ? `${this.place.missed.toLocaleString('en')} new ${this.place.missed === 1 ? 'line' : 'lines'}` : 'To the end'}
            </button>`
      }
      ${ready ? html`<limpet-touch-keys @limpet-key=${(event: CustomEvent<{ key: string }>) => this.prompt.press(event.detail.key)}></limpet-touch-keys>` : nothing}
      <limpet-credential .request=${credential} @limpet-answer=${(event: CustomEvent) => this.answer(credential?.id, event.detail)}></limpet-credential>`;
  }

  private questionLines(question: QuestionState) {
    return html`<div class="question" role="group" aria-label="Question">
      ${question.lines.map((line) => html`<p>${line}</p>`)}
      ${
        question.buttons.length > 0
          ? html`<div class="choices">
              ${question.buttons.map((button) => html`<button class="outlined" @click=${() => this.entered(button.text)}>${button.label}</button>`)}
            </div>`
          : nothing
      }
    </div>`;
  }

  override firstUpdated() {
    this.output.scroller = this.scroller;
    this.output.addEventListener('limpet-output-state', (event) => this.moved((event as CustomEvent<OutputState>).detail));
    this.addEventListener('keydown', (event) => this.key(event));
    this.observe();
    this.measure();
    if (this.session) void this.attach();
  }

  override connectedCallback() {
    super.connectedCallback();
    if (!this.hasUpdated) return;
    this.observe();
    if (this.session) void this.attach();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.observer?.disconnect();
    this.observer = null;
    clearTimeout(this.resizing);
    this.detach();
  }

  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('session') && this.hasUpdated) {
      this.detach();
      if (this.session) void this.attach();
    }
  }

  override focus(): void {
    this.prompt?.focus();
  }

  /** Gives the transcript the focus. */
  focusOutput(): void {
    this.output.focus();
  }

  /** Puts a text into the command line without sending it, as soon as there is one. */
  fill(text: string): void {
    if (this.attachment) this.prompt.setText(text);
    else this.waiting = text;
  }

  /** Empties the command line if it holds this text. */
  clearPrompt(text: string): void {
    if (this.prompt.text === text) this.prompt.setText('');
  }

  /** Sends a line as if it had been typed. Resolves when it is stored; what fails is told in the news. */
  async send(text: string): Promise<boolean> {
    const { attachment } = this;
    if (!attachment) return false;
    const id = ++this.sent;
    this.sending = [...this.sending, { id, text }];
    this.output.toEnd();
    try {
      await attachment.submit(text);
      this.news(null);
      return true;
    } catch (error) {
      if (this.prompt.text === '' && !this.question) this.prompt.setText(text);
      this.news(`The command was not taken: ${error instanceof Error ? error.message : error}`);
      return false;
    } finally {
      this.sending = this.sending.filter((entry) => entry.id !== id);
    }
  }

  /** Ctrl+C for what runs. */
  stop(): void {
    if (this.live?.running) this.dispatchEvent(new CustomEvent('limpet-stopping', { bubbles: true, composed: true }));
    void this.attachment?.stop().catch((error) => this.news(`It could not be stopped: ${error instanceof Error ? error.message : error}`));
  }

  /** Ends the worker of a session that does not answer a stop. */
  terminate(): void {
    void this.attachment?.terminate().catch(() => undefined);
  }

  /** Uses a key that was pressed where nothing has the focus. */
  key(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const control = event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const pressed = event.key.toLowerCase();
    if (control && pressed === 'c') {
      if (hasSelection(this.output.shadowRoot, this.prompt.shadowRoot, this.shadowRoot) || this.prompt.selects) return;
      event.preventDefault();
      if (this.live?.running) this.stop();
      else this.prompt.setText('');
      return;
    }
    const pages = { pageup: -0.9, pagedown: 0.9 }[pressed];
    if (pages !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      this.scroller.scrollBy({ top: pages * this.scroller.clientHeight });
      return;
    }
    const from = originOf(event);
    if (takesKeys(from)) return;
    if (control && pressed === 'l') {
      event.preventDefault();
      this.output.clear();
    } else if ((event.ctrlKey || event.metaKey) && pressed === 'v') this.focus();
    else if (event.key === 'Enter' && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.focus();
    } else if (isTyping(event)) {
      event.preventDefault();
      this.focus();
      this.prompt.insert(event.key);
    }
  }

  private async attach(): Promise<void> {
    const { session } = this;
    if (!session) return;
    this.detach();
    const generation = ++this.generation;
    const mine = () => generation === this.generation;
    this.output.reset();
    this.failure = null;
    const listener: AttachmentListener = {
      records: (records) => mine() && this.output.records(records),
      committed: (seq) => mine() && this.saved(seq),
      dropped: (seq) => mine() && this.output.dropped(seq),
      live: (live) => mine() && this.changed(live),
      ended: (reason) => mine() && this.ended(reason),
    };
    try {
      const attachment = await session.attach(listener, { tail: 1000, columns: this.columns ?? 80 });
      if (!mine()) {
        attachment.close();
        return;
      }
      this.output.begin(attachment);
      this.output.flush();
      this.attachment = attachment;
      this.changed(attachment.live);
      if (this.columns !== null) attachment.resize(this.columns);
      await this.updateComplete;
      const draft = this.waiting ?? (this.drafts ? keptDraft(session.id) : '');
      this.waiting = null;
      if (draft !== '' && this.prompt.text === '') this.prompt.setText(draft);
      this.dispatchEvent(new CustomEvent('limpet-ready', { bubbles: true, composed: true }));
      const history = await attachment.history().catch(() => []);
      if (mine()) this.prompt.history.load(history);
    } catch (error) {
      if (!mine()) return;
      this.failure = `This session can't be shown: ${error instanceof Error ? error.message : error}`;
      this.news(this.failure);
    }
  }

  private detach(): void {
    this.generation++;
    this.attachment?.close();
    this.attachment = null;
    this.live = null;
    this.question = null;
    this.sending = [];
    this.savedAt = 0;
    this.problem = null;
    this.output?.begin(null);
  }

  private changed(live: SessionLive): void {
    this.live = live;
    const request = live.requests.find((one): one is LineRequest => one.kind !== 'credential');
    if (!request) this.question = null;
    else if (this.question?.request.id !== request.id) this.question = ask(request);
    this.news(null);
  }

  /** A commit is told by its records before the state that names its time. */
  private saved(seq: number): void {
    this.output.committed(seq);
    this.savedAt = Date.now();
    if (this.live && this.savedAt - this.live.lastCommitAt > 500) this.news(this.problem);
  }

  private news(problem: string | null): void {
    this.problem = problem;
    const live = this.live && { ...this.live, lastCommitAt: Math.max(this.live.lastCommitAt, this.savedAt) };
    const detail: ConsoleNews = { live, problem };
    this.dispatchEvent(new CustomEvent('limpet-live', { detail, bubbles: true, composed: true }));
  }

  private ended(reason: string | null): void {
    this.attachment?.close();
    this.attachment = null;
    this.question = null;
    this.failure = reason ?? 'This session has ended.';
    this.dispatchEvent(new CustomEvent('limpet-ended', { detail: { reason }, bubbles: true, composed: true }));
  }

  private entered(text: string): void {
    if (this.question) {
      const step = reply(this.question, text);
      if (step.done) this.answer(this.question.request.id, step.answer);
      else this.question = step.state;
      this.output.toEnd();
      this.focus();
    } else if (this.guest && LEAVING.test(text)) this.dispatchEvent(new CustomEvent('limpet-leave', { bubbles: true, composed: true }));
    else if (text.trim() !== '') void this.send(text);
  }

  private answer(id: number | undefined, value: unknown): void {
    if (id === undefined) return;
    if (this.question?.request.id === id) this.question = null;
    void this.attachment
      ?.answer(id, value)
      .catch((error) => this.news(`The answer was not taken: ${error instanceof Error ? error.message : error}`));
    this.focus();
  }

  private queued(): QueuedCommand[] {
    const { live } = this;
    if (!live) return [];
    const waiting = live.queued.map(({ id, text, client }) => ({ id, text, foreign: this.clientId !== '' && client !== this.clientId }));
    // On its way to the store a line shows only where it has to wait; else it is about to run.
    const sending =
      live.running || live.connection !== 'connected' ? this.sending.map(({ text }) => ({ id: null, text, foreign: false })) : [];
    return [...waiting, ...sending];
  }

  private readonly withdraw = (event: CustomEvent<string>) => {
    const command = this.live?.queued.find((one) => one.id === event.detail);
    void this.attachment
      ?.withdraw(event.detail)
      .then((taken) => {
        if (taken && command && this.prompt.text === '') this.prompt.setText(command.text);
      })
      .catch(() => undefined);
    this.focus();
  };

  private readonly drafted = (event: CustomEvent<{ text: string }>) => {
    if (this.drafts && this.session && !this.question) keepDraft(this.session.id, event.detail.text);
  };

  private readonly toEnd = () => {
    this.output.toEnd();
    this.focus();
  };

  private moved(place: OutputState): void {
    if (place.following !== this.place.following || place.missed !== this.place.missed) this.place = place;
    this.fitSpace();
  }

  /** Below the prompt there is as much room as it takes for what was cleared to be out of sight. */
  private fitSpace(): void {
    const top = this.output.clearedTop;
    let room = 0;
    if (top !== null) {
      const begin = this.output.getBoundingClientRect().top + top;
      const end = this.prompt.getBoundingClientRect().bottom;
      room = Math.max(0, this.scroller.clientHeight - (end - begin) - 40);
    }
    this.space.style.blockSize = `${room}px`;
  }

  private observe(): void {
    if (typeof ResizeObserver === 'undefined' || this.observer) return;
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.output);
    this.observer.observe(this.scroller);
    this.observer.observe(this.ruler);
  }

  private measure(): void {
    this.fitSpace();
    const columns = columnsOf(this.output.clientWidth, this.ruler.getBoundingClientRect().width, rulerText.length);
    if (columns === null || columns === this.columns) return;
    this.columns = columns;
    clearTimeout(this.resizing);
    this.resizing = setTimeout(() => this.attachment?.resize(columns), 150);
  }

  private downAt: { x: number; y: number } | null = null;
  private readonly pressed = (event: MouseEvent) => {
    this.downAt = { x: event.clientX, y: event.clientY };
  };

  /** A click that selects nothing and hits nothing goes to the prompt; on a touch screen only below the transcript, for the keyboard's sake. */
  private readonly released = (event: MouseEvent) => {
    const down = this.downAt;
    this.downAt = null;
    if (!down || event.button !== 0 || Math.hypot(event.clientX - down.x, event.clientY - down.y) > 4) return;
    if (takesKeys(originOf(event)) || hasSelection(this.output.shadowRoot, this.shadowRoot)) return;
    if (globalThis.matchMedia?.('(pointer: coarse)').matches && event.composedPath().includes(this.output)) return;
    this.focus();
  };

  private readonly sized = (event: CustomEvent<number | null>) => {
    this.width = event.detail;
    keepWidth(this.width);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-console': ConsoleElement;
  }
}

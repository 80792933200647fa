import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SessionLive, SiteStatus } from '../../sessions/client/types.ts';
import { icon } from '../icons.ts';
import { controls } from '../theme/tokens.ts';
import { newsOf, type StatusAction } from './news.ts';

/**
 * The status line, the only place for news, and the button that stops what runs. Events: `limpet-stop`, `limpet-status-action` {id}.
 */
@customElement('limpet-status')
export class StatusElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 34px;
        padding: 2px 14px;
        background: var(--_surface);
        border-block-start: 1px solid var(--_border);
        color: var(--_muted);
        font: 400 12.5px / 1.4 var(--_sans);
        font-variant-numeric: tabular-nums;
      }
      /* The dot before the first piece of each row is cut off at the side. */
      .news {
        flex: 1;
        min-inline-size: 0;
        overflow: hidden;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        row-gap: 1px;
        margin-inline-start: -17px;
      }
      .row > span {
        position: relative;
        padding-inline-start: 17px;
        min-inline-size: 0;
      }
      .row > span::before {
        content: '·';
        position: absolute;
        inset-inline-start: 7px;
        color: var(--_muted);
      }
      .first {
        color: var(--_text);
        font-weight: 600;
      }
      .good {
        color: var(--_accent);
      }
      .warn {
        color: var(--_warning);
      }
      .bad {
        color: var(--_error);
      }
      .row button {
        margin-inline-start: 3px;
        padding: 0 8px;
        border-color: currentColor;
        border-radius: 99px;
        font-size: 12px;
      }
      .stop {
        flex: none;
        display: inline-flex;
        align-items: center;
        gap: 5px;
        padding: 2px 12px 2px 8px;
        border-color: color-mix(in srgb, var(--_error) 60%, transparent);
        color: var(--_error);
        border-radius: 99px;
        font-weight: 600;
      }
      @media (pointer: coarse) {
        :host {
          min-block-size: 46px;
        }
        .stop {
          min-block-size: 38px;
          padding-inline: 12px 18px;
          font-size: 14px;
        }
      }
    `,
  ];

  @property({ attribute: false }) live: SessionLive | null = null;
  @property({ attribute: false }) site: SiteStatus | null = null;
  @property() problem: string | null = null;
  @state() private online = navigator.onLine;
  @state() private now = Date.now();
  @state() private stoppingSince: number | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  override render() {
    const { live, site, online, problem, stoppingSince, now } = this;
    const news = newsOf({ live, site, online, problem, stoppingSince, now });
    return html`<div class="news" role="status" aria-label="Status" aria-live="off" tabindex="-1"><div class="row">${news.map(
      (piece, index) =>
        html`<span class=${index === 0 ? 'first' : piece.tone} title=${piece.title ?? nothing}>${piece.text}${
          piece.action ? html` <button @click=${() => this.act(piece.action!.id)}>${piece.action.label}</button>` : nothing
        }</span>`,
    )}</div></div>
      <div class="visually-hidden" aria-live="polite">
        ${news
          .filter((piece) => !piece.ticking && piece.tone !== 'plain')
          .map((piece) => piece.text)
          .join(', ')}
      </div>
      ${
        live?.running
          ? html`<button class="stop" aria-label="Stop" title="Stop (Ctrl+C)" @click=${this.stop}>${icon('stop', 14)}Stop</button>`
          : nothing
      }`;
  }

  override willUpdate() {
    const { live } = this;
    if (!live?.running) this.stoppingSince = null;
    this.now = Date.now();
    const ticking = this.isConnected && live !== null && (live.running !== null || live.dirty);
    if (ticking && this.timer === undefined) {
      this.timer = setInterval(() => this.requestUpdate(), 500);
    } else if (!ticking && this.timer !== undefined) {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('online', this.network);
    addEventListener('offline', this.network);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('online', this.network);
    removeEventListener('offline', this.network);
    clearInterval(this.timer);
    this.timer = undefined;
  }

  override focus(): void {
    (this.renderRoot.querySelector<HTMLElement>('button') ?? this.renderRoot.querySelector<HTMLElement>('.news'))?.focus();
  }

  /** Tells that a stop was asked for, by button or key. */
  stopping(): void {
    if (this.live?.running) this.stoppingSince ??= Date.now();
  }

  private readonly network = () => {
    this.online = navigator.onLine;
  };

  private readonly stop = () => {
    this.stopping();
    this.dispatchEvent(new CustomEvent('limpet-stop', { bubbles: true, composed: true }));
  };

  private act(id: StatusAction): void {
    this.dispatchEvent(new CustomEvent('limpet-status-action', { detail: { id }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-status': StatusElement;
  }
}

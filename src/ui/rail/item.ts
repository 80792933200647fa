import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SessionView } from '../../sessions/client/types.ts';
import { icon } from '../icons.ts';
import { shortSpan } from '../text/time.ts';
import { controls } from '../theme/tokens.ts';
import { railState } from './sessionState.ts';

/**
 * A session in the rail. Events: `limpet-enter`, `limpet-menu` {x, y}, `limpet-rename` {name}, each bubbling and with the session's id in
 * `detail.id`.
 */
@customElement('limpet-session')
export class SessionItem extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: relative;
      }
      .row {
        display: flex;
        align-items: center;
        inline-size: 100%;
        gap: 9px;
        padding: 5px 34px 5px 10px;
        border-radius: var(--_radius);
        line-height: 1.35;
      }
      :host([current]) .row {
        background: color-mix(in srgb, var(--_accent) 13%, transparent);
      }
      :host([current]) .name {
        font-weight: 600;
      }
      .shape {
        flex: none;
        inline-size: 12px;
        block-size: 12px;
        color: var(--_accent);
        overflow: visible;
      }
      .Disconnected,
      .Closed {
        color: var(--_muted);
      }
      .Broken {
        color: var(--_error);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
      }
      .name {
        display: flex;
        align-items: center;
        gap: 6px;
        min-inline-size: 0;
      }
      .name > span:first-child {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name svg {
        flex: none;
        color: var(--_muted);
      }
      .unread {
        flex: none;
        inline-size: 7px;
        block-size: 7px;
        border-radius: 50%;
        background: var(--_accent);
      }
      .detail {
        display: flex;
        gap: 6px;
        font-size: 11.5px;
        color: var(--_muted);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .more {
        position: absolute;
        inset-inline-end: 4px;
        inset-block-start: 50%;
        translate: 0 -50%;
        inline-size: 26px;
        block-size: 26px;
        color: var(--_muted);
        opacity: 0;
      }
      :host(:hover) .more,
      :host(:focus-within) .more,
      .more:focus-visible {
        opacity: 1;
      }
      @media (pointer: coarse) {
        .more {
          opacity: 1;
          inline-size: 40px;
          block-size: 40px;
        }
        .row {
          padding-block: 10px;
          padding-inline-end: 46px;
        }
      }
      input {
        inline-size: 100%;
        padding: 6px 9px;
        font: inherit;
        color: inherit;
        background: var(--_background);
        border: 1px solid var(--_accent);
        border-radius: var(--_radius);
      }
      :host([small]) .words,
      :host([small]) .more {
        display: none;
      }
      :host([small]) .row {
        justify-content: center;
        padding: 9px 0;
      }
      @media (forced-colors: active) {
        .unread {
          background: Highlight;
        }
        :host([current]) .row {
          outline: 1px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: SessionView;
  @property({ type: Boolean, reflect: true }) current = false;
  @property({ type: Boolean }) unread = false;
  /** Only the shape. */
  @property({ type: Boolean, reflect: true }) small = false;
  /** ms since 1970, for the elapsed time. */
  @property({ type: Number }) now = 0;
  @state() private renaming = false;
  @query('input') private field!: HTMLInputElement | null;

  override render() {
    const { view } = this;
    const name = railState(view);
    if (this.renaming) {
      return html`<input
        aria-label="New name of ${view.name}"
        .value=${view.name}
        spellcheck="false"
        @keydown=${this.renameKey}
        @blur=${() => this.endRename(true)}
      />`;
    }
    const console = view.kind === 'Console' && view.mine;
    const word = console && name === 'Opened' ? (this.current ? 'this tab' : 'this tab’s console') : name;
    return html`<button
        class="row"
        title=${this.small ? `${view.name} on ${view.computer}, ${name}` : (view.problem ?? '')}
        aria-current=${this.current ? 'true' : nothing}
        @click=${() => this.tell('limpet-enter')}
        @keydown=${this.key}
        @contextmenu=${(event: MouseEvent) => {
          event.preventDefault();
          this.openMenu(event.clientX, event.clientY);
        }}
      >
        ${this.shape(name)}
        <span class="words">
          <span class="name"
            ><span>${view.name}</span>${view.restricted ? html`<span title="Restricted">${icon('lock', 12)}</span>` : nothing}${
              this.unread ? html`<span class="unread" title="New output" role="img" aria-label="new output"></span>` : nothing
            }</span
          >
          <span class="detail"
            ><span>${word}</span>${view.running ? html`<span>${shortSpan(this.now - view.running.startedAt)}</span>` : nothing}${
              view.participants > 1 ? html`<span title="Tabs that take part">· ${view.participants} tabs</span>` : nothing
            }</span
          >
        </span></button
      ><button
        class="more icon"
        aria-label="Actions for ${view.name}"
        aria-haspopup="menu"
        tabindex=${this.small ? -1 : 0}
        @click=${(event: MouseEvent) => {
          const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
          this.openMenu(box.left, box.bottom + 2);
        }}
      >
        ${icon('more')}
      </button>`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.row')?.focus();
  }

  /** Lets a person write a new name. */
  rename(): void {
    this.renaming = true;
    void this.updateComplete.then(() => {
      this.field?.focus();
      this.field?.select();
    });
  }

  /** A filled circle, a half one, an empty one, a cross, a dash: told apart without colour. */
  private shape(name: string) {
    const shapes = {
      Opened: html`<svg class="shape Opened" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.6" fill="currentColor" /></svg>`,
      Running: html`<svg class="shape Running" viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.8" />
        <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" />
      </svg>`,
      Disconnected: html`<svg class="shape Disconnected" viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" stroke-width="1.8" />
      </svg>`,
      Broken: html`<svg class="shape Broken" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      </svg>`,
      Closed: html`<svg class="shape Closed" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M2 6h8" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      </svg>`,
    };
    return shapes[name as keyof typeof shapes];
  }

  private tell(type: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(type, { detail: { id: this.view.id, ...detail }, bubbles: true, composed: true }));
  }

  private openMenu(x: number, y: number): void {
    this.tell('limpet-menu', { x, y });
  }

  private readonly key = (event: KeyboardEvent) => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey) || event.key === 'ArrowRight') {
      event.preventDefault();
      event.stopPropagation();
      const box = this.getBoundingClientRect();
      this.openMenu(box.left + 24, box.bottom);
    } else if (event.key === 'F2') {
      event.preventDefault();
      this.rename();
    }
  };

  private readonly renameKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter') this.endRename(true);
    else if (event.key === 'Escape') this.endRename(false);
    else return;
    event.preventDefault();
    void this.updateComplete.then(() => this.focus());
  };

  private endRename(keep: boolean): void {
    if (!this.renaming) return;
    const name = this.field?.value.trim() ?? '';
    this.renaming = false;
    if (keep && name !== '' && name !== this.view.name) this.tell('limpet-rename', { name });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-session': SessionItem;
  }
}

import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ComputerView, SessionView } from '../../sessions/client/types.ts';
import { icon } from '../icons.ts';
import { controls } from '../theme/tokens.ts';
import { actionsFor, type RailAction } from './commands.ts';
import './item.ts';
import type { SessionItem } from './item.ts';
import './menu.ts';
import type { MenuEntry } from './menu.ts';
import { groupByComputer, sessionLabel } from './sessionState.ts';
import { UnreadMarks } from './unread.ts';

/** What `limpet-rail` asks for. */
export type RailRequest =
  | { kind: 'action'; action: RailAction; id: string }
  | { kind: 'rename'; id: string; name: string }
  | { kind: 'new'; computer: string | null };

/**
 * All sessions by computer. Event `limpet-rail` (see RailRequest) for everything a person asks for; the rail itself changes nothing.
 */
@customElement('limpet-rail')
export class RailElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        padding: 10px 8px;
        gap: 2px;
        overflow-y: auto;
        overflow-x: hidden;
        scrollbar-width: thin;
        scrollbar-color: var(--_border) transparent;
        background: var(--_surface);
      }
      .group {
        padding-block-end: 8px;
      }
      h2 {
        margin: 0;
        padding: 5px 10px 4px;
        font: 600 11.5px / 1.4 var(--_sans);
        letter-spacing: 0.02em;
        color: var(--_muted);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      :host([small]) h2 {
        font-size: 0;
        padding: 0;
        margin: 4px 12px;
        border-block-start: 1px solid var(--_border);
      }
      :host([small]) .group:first-child h2 {
        border: 0;
      }
      .new {
        display: flex;
        margin-block-start: 2px;
      }
      .new button {
        display: flex;
        align-items: center;
        gap: 9px;
        padding: 6px 9px;
        color: var(--_accent);
      }
      .new .main {
        flex: 1;
        white-space: nowrap;
      }
      .new .where {
        flex: none;
        inline-size: 30px;
        justify-content: center;
        padding: 0;
      }
      :host([small]) .new .where,
      :host([small]) .new .label {
        display: none;
      }
      :host([small]) .new .main {
        justify-content: center;
      }
      @media (pointer: coarse) {
        .new button {
          min-block-size: 42px;
        }
        .new .where {
          inline-size: 42px;
        }
      }
    `,
  ];

  @property({ attribute: false }) sessions: readonly SessionView[] = [];
  @property({ attribute: false }) computers: readonly ComputerView[] = [];
  /** The session that the prompt is in. */
  @property() current: string | null = null;
  /** Shapes only. */
  @property({ type: Boolean, reflect: true }) small = false;
  @state() private now = Date.now();
  @state() private menu: {
    label: string;
    entries: MenuEntry[];
    at: { x: number; y: number };
    choose: (id: string) => void;
    from: HTMLElement | null;
  } | null = null;
  private readonly marks = new UnreadMarks();
  private timer: ReturnType<typeof setInterval> | undefined;

  override render() {
    const { menu } = this;
    return html`<div role="list" aria-label="Sessions" @limpet-enter=${this.enter} @limpet-menu=${this.openMenu} @limpet-rename=${this.rename}>
        ${repeat(
          groupByComputer(this.sessions.filter((view) => view.kind !== 'Job' && view.kind !== 'Temporary')),
          (group) => group.computer,
          (group) => html`<div class="group" role="group" aria-label=${group.computer}>
            <h2 aria-hidden="true">${group.computer}</h2>
            ${repeat(
              group.sessions,
              (view) => view.id,
              (view) =>
                html`<div role="listitem" aria-label=${sessionLabel(view)}>
                  <limpet-session
                    .view=${view}
                    .now=${this.now}
                    ?current=${view.id === this.current}
                    ?unread=${this.marks.has(view.id)}
                    ?small=${this.small}
                  ></limpet-session>
                </div>`,
            )}
          </div>`,
        )}
      </div>
      <div class="new">
        <button class="main" aria-label="New session" @click=${() => this.ask({ kind: 'new', computer: null })}>
          ${icon('plus', 14)}<span class="label">New session</span></button
        ><button class="where icon" aria-label="New session on another computer" aria-haspopup="menu" @click=${this.openComputers}>${icon('down', 13)}</button>
      </div>
      ${
        menu
          ? html`<limpet-menu
              .entries=${menu.entries}
              .label=${menu.label}
              .at=${menu.at}
              @limpet-choose=${(event: CustomEvent<{ id: string }>) => {
                this.closeMenu();
                menu.choose(event.detail.id);
              }}
              @limpet-close=${() => this.closeMenu()}
            ></limpet-menu>`
          : nothing
      }`;
  }

  override willUpdate() {
    this.marks.update(this.sessions, this.current);
    const ticking = this.isConnected && this.sessions.some((view) => view.running !== null);
    if (ticking && this.timer === undefined) {
      this.now = Date.now();
      this.timer = setInterval(() => {
        this.now = Date.now();
      }, 1000);
    } else if (!ticking && this.timer !== undefined) this.rest();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.rest();
  }

  override focus(): void {
    const item =
      this.renderRoot.querySelector<SessionItem>('limpet-session[current]') ?? this.renderRoot.querySelector<SessionItem>('limpet-session');
    if (item) item.focus();
    else this.renderRoot.querySelector<HTMLElement>('.main')?.focus();
  }

  override firstUpdated() {
    this.addEventListener('keydown', (event) => this.key(event));
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private ask(request: RailRequest): void {
    this.dispatchEvent(new CustomEvent('limpet-rail', { detail: request, bubbles: true, composed: true }));
  }

  private readonly enter = (event: CustomEvent<{ id: string }>) => {
    this.ask({ kind: 'action', action: 'Enter', id: event.detail.id });
  };

  private readonly rename = (event: CustomEvent<{ id: string; name: string }>) => {
    this.ask({ kind: 'rename', ...event.detail });
  };

  private readonly openMenu = (event: CustomEvent<{ id: string; x: number; y: number }>) => {
    const view = this.sessions.find((session) => session.id === event.detail.id);
    if (!view) return;
    const entries = actionsFor(view, view.id === this.current).map((action) => ({ id: action, label: action, grave: action === 'Remove' }));
    const item = this.itemOf(view.id);
    this.menu = {
      label: `Actions for ${view.name}`,
      entries,
      at: event.detail,
      from: item,
      choose: (id) => {
        if (id === 'Rename') this.itemOf(view.id)?.rename();
        else this.ask({ kind: 'action', action: id as RailAction, id: view.id });
      },
    };
  };

  private readonly openComputers = (event: MouseEvent) => {
    const button = event.currentTarget as HTMLElement;
    const box = button.getBoundingClientRect();
    const names =
      this.computers.length > 0
        ? this.computers.filter((computer) => computer.remotingEnabled).map((computer) => computer.name)
        : ['localhost'];
    this.menu = {
      label: 'New session on',
      entries: names.map((name) => ({ id: name, label: name })),
      at: { x: box.left, y: box.bottom + 2 },
      from: button,
      choose: (computer) => this.ask({ kind: 'new', computer }),
    };
  };

  private closeMenu(): void {
    const from = this.menu?.from;
    this.menu = null;
    from?.focus();
  }

  private itemOf(id: string): SessionItem | null {
    return [...this.renderRoot.querySelectorAll('limpet-session')].find((item) => item.view.id === id) ?? null;
  }

  /** Up and Down move along the sessions. */
  private key(event: KeyboardEvent): void {
    if (this.menu || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    const items = [...this.renderRoot.querySelectorAll('limpet-session')];
    const at = items.findIndex((item) => item.matches(':focus-within') || item.shadowRoot?.activeElement != null);
    if (at < 0) return;
    event.preventDefault();
    items[Math.max(0, Math.min(items.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))].focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-rail': RailElement;
  }
}

import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../icons.ts';
import { mark } from '../mark.ts';
import '../rail/menu.ts';
import type { MenuEntry } from '../rail/menu.ts';
import { controls } from '../theme/tokens.ts';

/** What the header asks for: `limpet-header` {id}. */
export type HeaderAction = 'sessions' | 'theme' | 'help' | 'persist' | 'reset';

/** The line at the top: mark, name, sessions, help, theme, more. Event `limpet-header` {id}. */
@customElement('limpet-header')
export class HeaderElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        min-block-size: 44px;
        padding: 4px 8px 4px 6px;
        padding-inline-start: max(6px, env(safe-area-inset-left));
        background: var(--_surface);
        border-block-end: 1px solid var(--_border);
      }
      h1 {
        display: flex;
        align-items: center;
        gap: 9px;
        flex: 1;
        margin: 0;
        padding-inline-start: 4px;
        font: 600 15px / 1.3 var(--_sans);
        letter-spacing: 0.005em;
        color: var(--_text);
      }
      h1 svg {
        color: var(--_accent);
      }
      button {
        color: var(--_muted);
      }
      button:hover {
        color: var(--_text);
      }
    `,
  ];

  /** Whether the page is dark now. */
  @property({ type: Boolean }) dark = false;
  /** Whether the sessions are shown. */
  @property({ type: Boolean }) sessions = false;
  /** Whether the browser may still be asked to keep the storage. */
  @property({ type: Boolean }) canPersist = false;
  @state() private menu: { at: { x: number; y: number }; sure: boolean } | null = null;

  override render() {
    return html`<button
        class="icon sessions"
        aria-label=${this.sessions ? 'Hide sessions' : 'Show sessions'}
        title=${this.sessions ? 'Hide sessions' : 'Show sessions'}
        aria-expanded=${this.sessions}
        @click=${() => this.ask('sessions')}
      >
        ${icon('menu')}
      </button>
      <h1>${mark(24)}<span>Limpet</span></h1>
      <button class="icon" aria-label="Help" title="Help and keys" @click=${() => this.ask('help')}>${icon('help')}</button>
      <button
        class="icon"
        aria-label=${this.dark ? 'Light theme' : 'Dark theme'}
        title=${this.dark ? 'Light theme' : 'Dark theme'}
        @click=${() => this.ask('theme')}
      >
        ${icon(this.dark ? 'sun' : 'moon')}
      </button>
      <button class="icon more" aria-label="More" title="More" aria-haspopup="menu" @click=${this.openMenu}>${icon('more')}</button>
      ${
        this.menu
          ? html`<limpet-menu
              label="More"
              .entries=${this.entries(this.menu.sure)}
              .at=${this.menu.at}
              @limpet-choose=${this.choose}
              @limpet-close=${this.close}
            ></limpet-menu>`
          : nothing
      }`;
  }

  private entries(sure: boolean): MenuEntry[] {
    if (sure) {
      return [
        { id: 'keep', label: 'Keep everything' },
        { id: 'reset', label: 'Delete all sessions and files', grave: true },
      ];
    }
    const entries: MenuEntry[] = this.canPersist ? [{ id: 'persist', label: 'Keep storage permanently' }] : [];
    return [...entries, { id: 'ask-reset', label: 'Reset this site…', grave: true }];
  }

  private readonly openMenu = (event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    this.menu = { at: { x: box.right - 180, y: box.bottom + 4 }, sure: false };
  };

  private readonly choose = (event: CustomEvent<{ id: string }>) => {
    const { id } = event.detail;
    const { menu } = this;
    this.close();
    // Deleting everything takes a second, different click: no dialog is needed for it.
    if (id === 'ask-reset' && menu) void this.updateComplete.then(() => (this.menu = { at: menu.at, sure: true }));
    else if (id === 'persist' || id === 'reset') this.ask(id);
  };

  private readonly close = () => {
    this.menu = null;
    this.renderRoot.querySelector<HTMLElement>('.more')?.focus();
  };

  private ask(id: HeaderAction): void {
    this.dispatchEvent(new CustomEvent('limpet-header', { detail: { id }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-header': HeaderElement;
  }
}

import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from '../theme/tokens.ts';

/** An entry of a menu. */
export interface MenuEntry {
  id: string;
  label: string;
  /** Cannot be undone. */
  grave?: boolean;
}

/**
 * A menu at a place of the viewport, used by key and mouse: arrows move, Enter chooses, Escape and Tab close. Events `limpet-choose` {id}
 * and `limpet-close`.
 */
@customElement('limpet-menu')
export class MenuElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: 0;
        z-index: 30;
      }
      .menu {
        position: absolute;
        min-inline-size: 11rem;
        max-inline-size: min(22rem, calc(100vw - 16px));
        padding: 5px;
        background: var(--_raised);
        border: 1px solid var(--_border);
        border-radius: 8px;
        box-shadow: 0 10px 34px rgb(0 0 0 / 18%);
      }
      button {
        display: block;
        inline-size: 100%;
        padding: 6px 10px;
        border-radius: 5px;
      }
      button:focus {
        background: var(--_hover);
        outline: none;
      }
      button:focus-visible {
        outline: 2px solid var(--_accent);
        outline-offset: -2px;
      }
      .grave {
        color: var(--_error);
      }
      @media (pointer: coarse) {
        button {
          padding-block: 11px;
        }
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly MenuEntry[] = [];
  @property() label = 'Menu';
  /** Where it opens, in the viewport. */
  @property({ attribute: false }) at = { x: 0, y: 0 };

  override render() {
    return html`<div class="menu" role="menu" aria-label=${this.label} @keydown=${this.key}>
      ${this.entries.map(
        (entry) =>
          html`<button role="menuitem" tabindex="-1" class=${entry.grave ? 'grave' : ''} @click=${() => this.choose(entry.id)}>
            ${entry.label}
          </button>`,
      )}
    </div>`;
  }

  override firstUpdated() {
    this.addEventListener('mousedown', (event) => {
      if (event.composedPath()[0] === this) this.close();
    });
    this.addEventListener('contextmenu', (event) => event.preventDefault());
    const menu = this.renderRoot.querySelector<HTMLElement>('.menu');
    if (!menu) return;
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(this.at.x, innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(this.at.y, innerHeight - height - 8))}px`;
    this.items()[0]?.focus();
  }

  private items(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll('button')];
  }

  private readonly key = (event: KeyboardEvent) => {
    const items = this.items();
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLButtonElement);
    const go = (index: number) => items[(index + items.length) % items.length]?.focus();
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(-1);
    else if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else {
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== ' ') {
        const wanted = event.key.toLowerCase();
        const next = [...items.slice(at + 1), ...items].find((item) => item.textContent?.trim().toLowerCase().startsWith(wanted));
        next?.focus();
      } else return event.stopPropagation();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private choose(id: string): void {
    this.dispatchEvent(new CustomEvent('limpet-choose', { detail: { id } }));
  }

  private close(): void {
    this.dispatchEvent(new CustomEvent('limpet-close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-menu': MenuElement;
  }
}

import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { controls } from '../theme/tokens.ts';

const keys: { key: string; face: string; name: string }[] = [
  { key: 'Tab', face: 'Tab', name: 'Complete' },
  { key: 'ArrowUp', face: '↑', name: 'Earlier command' },
  { key: 'ArrowDown', face: '↓', name: 'Later command' },
  { key: '|', face: '|', name: 'Type |' },
  { key: '$', face: '$', name: 'Type $' },
  { key: '-', face: '-', name: 'Type -' },
  { key: '{', face: '{', name: 'Type {' },
  { key: '}', face: '}', name: 'Type }' },
  { key: "'", face: "'", name: "Type '" },
];

/** Keys that keyboards on glass lack or hide; on other devices it shows nothing. Event `limpet-key` {key}. */
@customElement('limpet-touch-keys')
export class TouchKeysElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: none;
      }
      @media (pointer: coarse) {
        :host {
          display: flex;
          flex: none;
          gap: 5px;
          padding: 5px 10px;
          overflow-x: auto;
          scrollbar-width: none;
          background: var(--_surface);
          border-block-start: 1px solid var(--_border);
          font: 400 15px / 1.2 var(--_mono);
        }
      }
      button {
        flex: 1 0 auto;
        min-inline-size: 34px;
        min-block-size: 36px;
        padding: 2px 6px;
        text-align: center;
        background: var(--_background);
        border-color: var(--_border);
      }
    `,
  ];

  override render() {
    return keys.map(
      ({ key, face, name }) =>
        html`<button
          aria-label=${name}
          tabindex="-1"
          @pointerdown=${(event: Event) => event.preventDefault()}
          @mousedown=${(event: Event) => event.preventDefault()}
          @click=${() => this.dispatchEvent(new CustomEvent('limpet-key', { detail: { key } }))}
        >
          ${face}
        </button>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-touch-keys': TouchKeysElement;
  }
}

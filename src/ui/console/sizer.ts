import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { narrowest, widest } from './width.ts';

/** Room at both sides of the text, which belongs to the column but not to its width. */
const margins = 44;

/**
 * The handle at the side of the console's text: dragged, moved by arrow keys, set back by Home or a double click. Event `limpet-width` with
 * the new width in pixels, null for the usual one.
 */
@customElement('limpet-sizer')
export class SizerElement extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      inline-size: 9px;
    }
    div {
      block-size: 100%;
      cursor: col-resize;
      touch-action: none;
      outline: none;
    }
    div::after {
      content: '';
      position: absolute;
      inset-block: 0;
      inset-inline-start: 4px;
      border-inline-start: 1px solid transparent;
      transition: border-color var(--_move);
    }
    div:hover::after,
    div:focus-visible::after,
    .active::after {
      border-color: var(--_accent);
    }
    @media (forced-colors: active) {
      div:not(:hover, :focus-visible, .active)::after {
        border-color: Canvas;
      }
    }
  `;

  /** The chosen width; null for the usual one. */
  @property({ attribute: false }) width: number | null = null;
  /** Measures the width that the text has now. */
  @property({ attribute: false }) shown: () => number = () => 900;

  override render() {
    return html`<div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the text"
      aria-valuemin=${narrowest}
      aria-valuemax=${widest}
      aria-valuenow=${this.width ?? 900}
      tabindex="0"
      @pointerdown=${this.drag}
      @keydown=${this.key}
      @dblclick=${() => this.choose(null)}
    ></div>`;
  }

  private choose(width: number | null): void {
    const detail = width === null ? null : Math.min(widest, Math.max(narrowest, Math.round(width)));
    this.dispatchEvent(new CustomEvent('limpet-width', { detail }));
  }

  private readonly key = (event: KeyboardEvent) => {
    if (event.key === 'Home') this.choose(null);
    else if (event.key === 'ArrowLeft') this.choose(this.shown() - 20);
    else if (event.key === 'ArrowRight') this.choose(this.shown() + 20);
    else return;
    event.preventDefault();
  };

  private readonly drag = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.classList.add('active');
    const left = this.parentElement?.getBoundingClientRect().left ?? 0;
    const move = (at: PointerEvent) => this.choose(at.clientX - left - margins);
    const end = () => {
      handle.classList.remove('active');
      handle.removeEventListener('pointermove', move);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end, { once: true });
    handle.addEventListener('pointercancel', end, { once: true });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-sizer': SizerElement;
  }
}

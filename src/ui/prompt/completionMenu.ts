import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CompletionMatch } from '../../sessions/client/types.ts';
import { controls } from '../theme/tokens.ts';

/** One letter that tells what a candidate is, for the eye. */
const signs: Partial<Record<CompletionMatch['resultType'], string>> = {
  Command: '>',
  ParameterName: '-',
  ParameterValue: '=',
  Variable: '$',
  Property: '.',
  Method: '()',
  ProviderItem: '·',
  ProviderContainer: '/',
  Type: '[]',
  Keyword: '#',
  History: '↑',
};

/** The candidates of a completion, a listbox. Event `limpet-choose` with the index that was clicked. */
@customElement('limpet-completion-menu')
export class CompletionMenu extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: absolute;
        z-index: 5;
        inline-size: max-content;
        max-inline-size: min(100%, 36rem);
        background: var(--_raised);
        border: 1px solid var(--_border);
        border-radius: var(--_radius);
        box-shadow: 0 6px 24px rgb(0 0 0 / 14%);
        font: 400 calc(var(--_size) - 1px) / 1.5 var(--_mono);
        overflow: hidden;
      }
      .list {
        max-block-size: min(15.5em, 38vh);
        overflow-y: auto;
        padding: 4px;
        overscroll-behavior: contain;
      }
      .match {
        display: grid;
        grid-template-columns: 1.6em 1fr;
        gap: 0.3em;
        padding: 1px 12px 1px 4px;
        border-radius: 4px;
        cursor: pointer;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .match span:first-child {
        color: var(--_muted);
        text-align: center;
      }
      .match:hover {
        background: var(--_hover);
      }
      .match[aria-selected='true'] {
        background: var(--_selection);
      }
      .tip {
        padding: 5px 12px 6px;
        border-block-start: 1px solid var(--_border);
        color: var(--_muted);
        font: 400 12px / 1.4 var(--_sans);
        max-inline-size: 36rem;
        max-block-size: 4.4em;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      @media (forced-colors: active) {
        .match[aria-selected='true'] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) candidates: readonly CompletionMatch[] = [];
  @property({ type: Number }) active = 0;

  override render() {
    const tip = this.candidates[this.active]?.toolTip.trim() ?? '';
    const showTip = tip !== '' && tip !== this.candidates[this.active]?.listItemText;
    return html`<div class="list" role="listbox" aria-label="Completions">
        ${this.candidates.map(
          (match, index) =>
            html`<div
              class="match"
              role="option"
              aria-selected=${index === this.active}
              @mousedown=${(event: Event) => event.preventDefault()}
              @click=${() => this.choose(index)}
            >
              <span aria-hidden="true">${signs[match.resultType] ?? ''}</span><span>${match.listItemText}</span>
            </div>`,
        )}
      </div>
      ${showTip ? html`<div class="tip">${tip}</div>` : nothing}`;
  }

  override updated() {
    const list = this.renderRoot.querySelector<HTMLElement>('.list');
    const active = list?.children[this.active] as HTMLElement | undefined;
    if (!list || !active) return;
    if (active.offsetTop < list.scrollTop) list.scrollTop = active.offsetTop - 4;
    else if (active.offsetTop + active.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = active.offsetTop + active.offsetHeight - list.clientHeight + 4;
    }
  }

  private choose(index: number): void {
    this.dispatchEvent(new CustomEvent('limpet-choose', { detail: index }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-completion-menu': CompletionMenu;
  }
}

import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../icons.ts';
import { controls } from '../theme/tokens.ts';

/** A command that waits its turn. `id` is null while it is on its way to the store. */
export interface QueuedCommand {
  id: string | null;
  text: string;
  /** Typed in another tab. */
  foreign: boolean;
}

/** The commands that wait, between output and prompt. Event `limpet-withdraw` with a command's id. */
@customElement('limpet-queue')
export class QueueElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        align-items: baseline;
        gap: 0.8em;
        color: var(--_muted);
      }
      code {
        font: 400 var(--_size) / var(--_line) var(--_mono);
        white-space: pre;
        overflow: hidden;
        text-overflow: ellipsis;
        min-inline-size: 0;
      }
      small {
        flex: none;
        font-size: 11.5px;
        border: 1px solid var(--_border);
        border-radius: 99px;
        padding: 0 0.7em;
      }
      button.icon {
        inline-size: 22px;
        block-size: 22px;
        align-self: center;
      }
    `,
  ];

  @property({ attribute: false }) commands: readonly QueuedCommand[] = [];

  override render() {
    if (this.commands.length === 0) return nothing;
    return html`<ul aria-label="Queued commands">
      ${this.commands.map(
        (command) =>
          html`<li>
            <code>${command.text}</code><small>${command.foreign ? 'queued in another tab' : 'queued'}</small>${
              command.id === null || command.foreign
                ? nothing
                : html`<button class="icon" aria-label="Withdraw ${command.text}" title="Withdraw" @click=${() => this.withdraw(command.id)}>
                    ${icon('close')}
                  </button>`
            }
          </li>`,
      )}
    </ul>`;
  }

  private withdraw(id: string | null): void {
    this.dispatchEvent(new CustomEvent('limpet-withdraw', { detail: id }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-queue': QueueElement;
  }
}

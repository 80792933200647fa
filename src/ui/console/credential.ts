import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { HostRequest } from '../../sessions/client/types.ts';
import { controls } from '../theme/tokens.ts';

/** A request for credentials. */
export type CredentialRequest = Extract<HostRequest, { kind: 'credential' }>;

/** Get-Credential's dialog, the only one there is. Event `limpet-answer` with {userName, password}, or null when it was cancelled. */
@customElement('limpet-credential')
export class CredentialElement extends LitElement {
  static override styles = [
    controls,
    css`
      dialog {
        color: var(--_text);
        background: var(--_raised);
        border: 1px solid var(--_border);
        border-radius: 10px;
        padding: 20px 22px;
        inline-size: min(24rem, calc(100vw - 32px));
        box-shadow: 0 18px 60px rgb(0 0 0 / 28%);
        font: 400 14px / 1.5 var(--_sans);
      }
      dialog::backdrop {
        background: rgb(8 16 14 / 42%);
      }
      h2 {
        margin: 0 0 4px;
        font-size: 16px;
        font-weight: 600;
      }
      p {
        margin: 0 0 14px;
        color: var(--_muted);
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
      label {
        display: block;
        margin-block-start: 10px;
        font-size: 13px;
      }
      input {
        display: block;
        inline-size: 100%;
        margin-block-start: 3px;
        padding: 7px 9px;
        font: 400 15px / 1.4 var(--_mono);
        color: inherit;
        background: var(--_background);
        border: 1px solid var(--_border);
        border-radius: var(--_radius);
      }
      .buttons {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
        margin-block-start: 18px;
      }
      .buttons button {
        padding: 6px 16px;
      }
    `,
  ];

  @property({ attribute: false }) request: CredentialRequest | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#user') private user!: HTMLInputElement;
  @query('#password') private password!: HTMLInputElement;

  override render() {
    const { request } = this;
    return html`<dialog aria-labelledby="title" @cancel=${this.cancel} @keydown=${(event: Event) => event.stopPropagation()}>
      <form method="dialog" @submit=${this.submit}>
        <h2 id="title">${request?.caption || 'Credentials'}</h2>
        <p>${request?.message ?? ''}</p>
        <label for="user">User name</label>
        <input id="user" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${request?.userName ?? ''} />
        <label for="password">Password</label>
        <input id="password" type="password" autocomplete="off" />
        <div class="buttons">
          <button type="button" class="outlined" @click=${this.cancel}>Cancel</button>
          <button type="submit" class="primary">OK</button>
        </div>
      </form>
    </dialog>`;
  }

  override updated(changed: Map<string, unknown>) {
    if (!changed.has('request')) return;
    if (this.request && !this.dialog.open) {
      this.password.value = '';
      this.dialog.showModal();
      (this.request.userName ? this.password : this.user).focus();
    } else if (!this.request && this.dialog.open) this.dialog.close();
  }

  private readonly submit = (event: Event) => {
    event.preventDefault();
    this.answer({ userName: this.user.value, password: this.password.value });
  };

  private readonly cancel = (event: Event) => {
    event.preventDefault();
    this.answer(null);
  };

  private answer(value: { userName: string; password: string } | null): void {
    this.password.value = '';
    if (this.dialog.open) this.dialog.close();
    this.dispatchEvent(new CustomEvent('limpet-answer', { detail: value }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-credential': CredentialElement;
  }
}

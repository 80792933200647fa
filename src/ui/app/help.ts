import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { controls } from '../theme/tokens.ts';

const keys: [string, string][] = [
  ['Enter', 'run; a new line while something is unfinished'],
  ['Shift+Enter', 'a new line'],
  ['Tab, Ctrl+Space', 'complete commands, parameters, paths'],
  ['↑ ↓', 'earlier commands that begin alike'],
  ['Ctrl+R', 'search earlier commands'],
  ['Ctrl+C', 'copy what is selected, else stop'],
  ['Ctrl+L', 'clear the view'],
  ['Esc', 'back to the prompt; there: clear it'],
  ['F6', 'from one part of the page to the next'],
];

/** What a newcomer needs to know, beside the console. Event `limpet-close`; `limpet-try` {text} for a line to try. */
@customElement('limpet-help')
export class HelpElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        overflow-y: auto;
        padding: 16px 18px 20px;
        background: var(--_surface);
        border-inline-start: 1px solid var(--_border);
        font: 400 13.5px / 1.55 var(--_sans);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      h2 {
        margin: 0;
        font-size: 15px;
        font-weight: 600;
      }
      h3 {
        margin: 18px 0 6px;
        font-size: 12px;
        font-weight: 600;
        color: var(--_muted);
      }
      p {
        margin: 8px 0;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 5px 12px;
        margin: 0;
      }
      dt {
        font: 400 12.5px / 1.6 var(--_mono);
        white-space: nowrap;
      }
      dd {
        margin: 0;
        color: var(--_muted);
      }
      .try {
        display: block;
        inline-size: 100%;
        margin-block: 4px;
        padding: 6px 9px;
        font: 400 12.5px / 1.5 var(--_mono);
        border-color: var(--_border);
        background: var(--_background);
        overflow-wrap: anywhere;
      }
      .try:hover {
        border-color: var(--_accent);
      }
    `,
  ];

  override render() {
    return html`<header>
        <h2>Limpet</h2>
        <button @click=${() => this.dispatchEvent(new CustomEvent('limpet-close'))}>Close</button>
      </header>
      <p>
        A PowerShell-compatible shell in this page. What runs is saved as it runs: reload the page, close the tab, come back tomorrow, and the
        command goes on.
      </p>
      <h3>To try</h3>
      ${[
        '1..5 | ForEach-Object { Start-Sleep 1; "$_ is $($_ * $_) squared" }',
        '$s = New-PSSession -ComputerName Server01',
        'Invoke-Command -Session $s { 1..30 | ForEach-Object { Start-Sleep 1; $_ } }',
        'Get-Help *-PSSession',
      ].map(
        (text) =>
          html`<button class="try" @click=${() => this.dispatchEvent(new CustomEvent('limpet-try', { detail: { text } }))}>${text}</button>`,
      )}
      <h3>Keys</h3>
      <dl>${keys.map(([key, what]) => html`<dt>${key}</dt><dd>${what}</dd>`)}</dl>`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-help': HelpElement;
  }
}

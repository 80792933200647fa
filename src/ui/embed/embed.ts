import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Connect, Limpet, SessionLive, SiteStatus } from '../../sessions/client/types.ts';
import '../console/console.ts';
import type { ConsoleElement, ConsoleNews } from '../console/console.ts';
import { icon } from '../icons.ts';
import { mark } from '../mark.ts';
import '../status/status.ts';
import type { StatusAction } from '../status/news.ts';
import type { StatusElement } from '../status/status.ts';
import type { Theme } from '../theme/choice.ts';
import { controls, themeTokens } from '../theme/tokens.ts';

/**
 * A console by itself for other people's pages: no rail, a Run button when a command is given, a reset, a link to the app. Without `computer`
 * it has an ephemeral computer of its own, where a command may run by itself; on a computer of the reader's it never does.
 * Events: `limpet-ready`, `limpet-state` {running}.
 */
@customElement('limpet-embed')
export class EmbedElement extends LitElement {
  static override styles = [
    controls,
    themeTokens,
    css`
      :host {
        display: flex;
        flex-direction: column;
        block-size: 100%;
        min-block-size: 0;
        overflow: hidden;
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px 6px 4px 12px;
        background: var(--_surface);
        border-block-end: 1px solid var(--_border);
      }
      .name {
        flex: 1;
        display: flex;
        align-items: center;
        gap: 8px;
        min-inline-size: 0;
        color: var(--_muted);
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      .name svg {
        flex: none;
        color: var(--_accent);
      }
      .run {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        padding: 3px 13px 3px 9px;
        font-weight: 600;
      }
      header .icon {
        color: var(--_muted);
      }
      limpet-console {
        flex: 1;
      }
      .failure {
        padding: 14px 16px;
        color: var(--_error);
        font: 400 14px / 1.5 var(--_sans);
      }
    `,
  ];

  /** Opens the connection. */
  @property({ attribute: false }) connect: Connect | null = null;
  @property() command: string | null = null;
  /** Runs the command as soon as it can; only in an ephemeral computer. */
  @property({ type: Boolean }) run = false;
  @property() computer: string | null = null;
  @property() configuration: string | null = null;
  @property({ reflect: true }) theme: Theme = 'system';
  /** Address of the app. */
  @property() app = './index.html';

  @state() private limpet: Limpet | null = null;
  @state() private site: SiteStatus | null = null;
  @state() private live: SessionLive | null = null;
  @state() private problem: string | null = null;
  @state() private failure: string | null = null;
  @state() private ready = false;
  @query('limpet-console') private console!: ConsoleElement;
  @query('limpet-status') private status!: StatusElement;
  private generation = 0;
  private hasRun = false;
  private wasRunning = false;

  /** Whether this embed has a computer of its own that goes with it. */
  get ephemeral(): boolean {
    return this.computer === null || this.computer === '';
  }

  override render() {
    const address = new URL(this.app, document.baseURI);
    if (this.command) address.searchParams.set('command', this.command);
    return html`<header>
        <span class="name">${mark(18)}<span>Limpet</span></span>
        ${
          this.command
            ? html`<button class="run primary" ?disabled=${!this.ready} @click=${() => this.runCommand()}>${icon('play', 14)}Run</button>`
            : nothing
        }
        ${
          this.ephemeral
            ? html`<button class="icon" aria-label="Reset" title="Reset: a new, empty computer" @click=${() => void this.reset()}>
                ${icon('again')}
              </button>`
            : nothing
        }
        <a class="icon button" href=${address.href} target="_blank" rel="noopener" aria-label="Open in Limpet" title="Open in Limpet"
          >${icon('open')}</a
        >
      </header>
      ${this.failure ? html`<div class="failure" role="alert">${this.failure}</div>` : nothing}
      <limpet-console
        narrow
        .session=${this.limpet?.console ?? null}
        .clientId=${this.limpet?.clientId ?? ''}
        @limpet-ready=${this.becameReady}
        @limpet-live=${this.told}
        @limpet-stopping=${() => this.status.stopping()}
      ></limpet-console>
      <limpet-status
        .live=${this.live}
        .site=${this.site && { ...this.site, tabs: 1, persistent: this.ephemeral ? null : this.site.persistent }}
        .problem=${this.problem}
        @limpet-stop=${() => this.console.stop()}
        @limpet-status-action=${this.act}
      ></limpet-status>`;
  }

  override updated(changed: Map<string, unknown>) {
    if (changed.has('connect') && this.connect) void this.start();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    void this.end();
  }

  override focus(): void {
    this.console?.focus();
  }

  /** Runs the command that the embed was made with, as a person's click does. */
  runCommand(): void {
    if (!this.command || !this.ready) return;
    this.hasRun = true;
    this.console.clearPrompt(this.command);
    void this.console.send(this.command);
    this.console.focus();
  }

  /** Throws the computer away and begins with a new one. */
  async reset(): Promise<void> {
    if (!this.ephemeral) return;
    await this.end();
    this.hasRun = false;
    await this.start();
  }

  private async start(): Promise<void> {
    const { connect } = this;
    if (!connect) return;
    const generation = ++this.generation;
    this.failure = null;
    try {
      const limpet = await connect({
        ephemeral: this.ephemeral,
        ...(this.ephemeral ? {} : { computerName: this.computer ?? undefined }),
        ...(this.configuration ? { configurationName: this.configuration } : {}),
      });
      if (generation !== this.generation) {
        await limpet.close();
        return;
      }
      this.limpet = limpet;
      this.site = limpet.status;
      limpet.on('status', (status) => {
        if (generation === this.generation) this.site = status;
      });
    } catch (error) {
      if (generation === this.generation) this.failure = `Limpet can't start here: ${error instanceof Error ? error.message : error}`;
    }
  }

  private async end(): Promise<void> {
    this.generation++;
    const { limpet } = this;
    this.limpet = null;
    this.live = null;
    this.ready = false;
    await limpet?.close().catch(() => undefined);
  }

  private readonly becameReady = () => {
    this.ready = true;
    if (this.command && !this.hasRun) {
      if (this.run && this.ephemeral) {
        this.hasRun = true;
        void this.console.send(this.command);
      } else this.console.fill(this.command);
    }
    this.tell();
  };

  private readonly told = (event: CustomEvent<ConsoleNews>) => {
    this.live = event.detail.live;
    this.problem = event.detail.problem;
    const running = this.live?.running != null;
    if (running !== this.wasRunning) {
      this.wasRunning = running;
      this.tell();
    }
  };

  private tell(): void {
    this.dispatchEvent(new CustomEvent('limpet-state', { detail: { running: this.wasRunning }, bubbles: true, composed: true }));
  }

  private readonly act = (event: CustomEvent<{ id: StatusAction }>) => {
    if (event.detail.id === 'persist') void this.limpet?.persistStorage();
    else if (event.detail.id === 'terminate') this.console.terminate();
    else location.reload();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-embed': EmbedElement;
  }
}

import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ComputerView, Limpet, Session, SessionLive, SessionView, SiteStatus, Unsubscribe } from '../../sessions/client/types.ts';
import '../console/console.ts';
import type { ConsoleElement, ConsoleNews } from '../console/console.ts';
import { takesKeys } from '../console/keys.ts';
import { commandFor, commandForNew, type RailAction } from '../rail/commands.ts';
import '../rail/rail.ts';
import type { RailElement, RailRequest } from '../rail/rail.ts';
import '../status/status.ts';
import type { StatusAction } from '../status/news.ts';
import type { StatusElement } from '../status/status.ts';
import { isDark, keepTheme, keptTheme, otherTheme, type Theme } from '../theme/choice.ts';
import { controls, themeTokens } from '../theme/tokens.ts';
import { appStyles } from './appStyles.ts';
import './header.ts';
import type { HeaderAction, HeaderElement } from './header.ts';
import { keepRail, keptRail } from './kept.ts';

const narrow = '(max-width: 699.98px)';

/**
 * The app: header, rail, console, status line. It is given the connection, or the sentence why there is none, and turns what its parts ask
 * for into commands and calls.
 */
@customElement('limpet-app')
export class AppElement extends LitElement {
  static override styles = [controls, themeTokens, appStyles];

  @property({ attribute: false }) limpet: Limpet | null = null;
  /** Why there is no connection. */
  @property() failure: string | null = null;
  /** A command to put into the prompt, never sent by itself. */
  @property() command: string | null = null;
  @property({ reflect: true }) theme: Theme = keptTheme();

  @state() private session: Session | null = null;
  @state() private sessions: SessionView[] = [];
  @state() private computers: ComputerView[] = [];
  @state() private site: SiteStatus | null = null;
  @state() private live: SessionLive | null = null;
  @state() private problem: string | null = null;
  @state() private narrow = false;
  @state() private drawer = false;
  @state() private small = keptRail() === 'small';
  @state() private helping = false;
  @query('limpet-console') private console!: ConsoleElement;
  @query('limpet-rail') private rail!: RailElement | null;
  @query('limpet-status') private status!: StatusElement;
  @query('limpet-header') private header!: HeaderElement;
  private subscriptions: Unsubscribe[] = [];
  private media: MediaQueryList | null = null;
  private listed = false;

  override render() {
    const { live } = this;
    const shown = this.narrow ? this.drawer : !this.small;
    const current = live?.entered?.sessionId ?? this.session?.id ?? null;
    return html`<limpet-header
        .dark=${isDark(this.theme)}
        .sessions=${shown}
        .canPersist=${this.site?.persistent === false}
        @limpet-header=${(event: CustomEvent<{ id: HeaderAction }>) => this.chosen(event.detail.id)}
      ></limpet-header>
      <div class="middle">
        ${this.narrow && this.drawer ? html`<div class="shade" @click=${() => this.closeDrawer()}></div>` : nothing}
        <nav class=${this.narrow ? 'drawer' : this.small ? 'small' : ''} ?hidden=${this.narrow && !this.drawer} aria-label="Sessions">
          <limpet-rail
            .sessions=${this.sessions}
            .computers=${this.computers}
            .current=${current}
            ?small=${this.small && !this.narrow}
            @limpet-rail=${(event: CustomEvent<RailRequest>) => void this.asked(event.detail)}
          ></limpet-rail>
        </nav>
        <main aria-label="Console">
          ${this.failure ? html`<div class="failure" role="alert"><p>${this.failure}</p><button class="primary" @click=${() => location.reload()}>Reload</button></div>` : nothing}
          <limpet-console
            .session=${this.session}
            .clientId=${this.limpet?.clientId ?? ''}
            ?narrow=${this.narrow}
            drafts
            ?guest=${this.session !== null && this.session !== this.limpet?.console}
            ?resizable=${!this.narrow}
            @limpet-live=${(event: CustomEvent<ConsoleNews>) => this.told(event.detail)}
            @limpet-stopping=${() => this.status.stopping()}
            @limpet-ended=${() => this.backToConsole()}
            @limpet-leave=${() => this.backToConsole()}
          ></limpet-console>
        </main>
        ${
          this.helping
            ? html`<limpet-help
                @limpet-close=${() => this.closeHelp()}
                @limpet-try=${(event: CustomEvent<{ text: string }>) => {
                  this.console.fill(event.detail.text);
                  if (this.narrow) this.helping = false;
                  this.console.focus();
                }}
              ></limpet-help>`
            : nothing
        }
      </div>
      <limpet-status
        .live=${live}
        .site=${this.site}
        .problem=${this.problem}
        @limpet-stop=${() => {
          this.console.stop();
          this.console.focus();
        }}
        @limpet-status-action=${(event: CustomEvent<{ id: StatusAction }>) => this.act(event.detail.id)}
      ></limpet-status>`;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.media = globalThis.matchMedia?.(narrow) ?? null;
    this.narrow = this.media?.matches ?? false;
    this.media?.addEventListener('change', this.resized);
    globalThis.matchMedia?.('(prefers-color-scheme: dark)').addEventListener('change', this.themed);
    addEventListener('keydown', this.key);
    this.subscribe();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.media?.removeEventListener('change', this.resized);
    globalThis.matchMedia?.('(prefers-color-scheme: dark)').removeEventListener('change', this.themed);
    removeEventListener('keydown', this.key);
    this.unsubscribe();
  }

  override updated(changed: Map<string, unknown>) {
    if (changed.has('limpet')) this.subscribe();
  }

  private subscribe(): void {
    this.unsubscribe();
    const { limpet } = this;
    if (!limpet) return;
    this.session = limpet.console;
    this.site = limpet.status;
    this.subscriptions = [
      limpet.on('sessions', (sessions) => {
        this.sessions = sessions;
      }),
      limpet.on('status', (status) => {
        this.site = status;
      }),
    ];
    if (this.command !== null) {
      const { command } = this;
      void this.updateComplete.then(() => this.console.fill(command));
    }
    this.listed = false;
    void this.updateComplete.then(() =>
      this.console.addEventListener('limpet-ready', () => {
        this.console.focus();
        this.list();
      }),
    );
  }

  /** Fills the rail, once: the prompt does not wait for it. */
  private list(): void {
    const { limpet } = this;
    if (!limpet || this.listed) return;
    this.listed = true;
    void limpet.sessions().then(
      (sessions) => {
        this.sessions = sessions;
      },
      () => undefined,
    );
    void limpet.computers().then(
      (computers) => {
        this.computers = computers;
      },
      () => undefined,
    );
  }

  private unsubscribe(): void {
    for (const end of this.subscriptions) end();
    this.subscriptions = [];
  }

  private told({ live, problem }: ConsoleNews): void {
    this.live = live;
    this.problem = problem;
    // a console that can't be shown is never ready
    if (problem !== null) this.list();
    const place = live?.entered ? `${live.entered.name} on ${live.entered.computer}` : '';
    document.title = place ? `${place} – Limpet` : 'Limpet';
  }

  private async asked(request: RailRequest): Promise<void> {
    const { limpet } = this;
    if (!limpet) return;
    try {
      if (request.kind === 'new') {
        // Typed, so that it can be seen and learnt; but not behind a command that runs for hours.
        if (this.idle) await this.toConsole(commandForNew(request.computer));
        else await limpet.newSession(request.computer === null ? {} : { computerName: request.computer });
        return;
      }
      if (request.kind === 'rename') {
        await limpet.session(request.id).rename(request.name);
        return;
      }
      const view = this.sessions.find((session) => session.id === request.id);
      if (!view) return;
      if (request.action === 'Enter') this.enter(view);
      else await this.perform(request.action, view);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  /** Goes into a session: by a command in the console, or, for one that another tab holds open, by taking part in it. */
  private enter(view: SessionView): void {
    const { limpet } = this;
    if (!limpet) return;
    this.closeDrawer();
    if (view.id === limpet.console.id) {
      if (this.session !== limpet.console) this.backToConsole();
      else if (this.live?.entered) void this.console.send('Exit-PSSession');
    } else if (!view.mine && view.state !== 'Disconnected') this.session = limpet.session(view.id);
    else {
      const command = commandFor('Enter', view);
      if (command) void this.toConsole(command);
    }
    this.console.focus();
  }

  /** Whether a command typed into this tab's own console runs at once. */
  private get idle(): boolean {
    return this.session === this.limpet?.console && this.live !== null && !this.live.running && !this.live.entered;
  }

  private async perform(action: RailAction, view: SessionView): Promise<void> {
    const { limpet } = this;
    const command = commandFor(action, view);
    if (!limpet || command === null) return;
    if (action === 'Remove' && !this.idle) await limpet.session(view.id).remove();
    else await this.toConsole(command);
    this.closeDrawer();
    this.console.focus();
  }

  /** Types a command into this tab's own console, leaving what was entered first. */
  private async toConsole(command: string): Promise<void> {
    if (this.session !== this.limpet?.console) {
      this.backToConsole();
      await this.updateComplete;
      await new Promise((resolve) => this.console.addEventListener('limpet-ready', resolve, { once: true }));
    }
    if (this.live?.entered) await this.console.send('Exit-PSSession');
    await this.console.send(command);
  }

  private backToConsole(): void {
    if (this.limpet && this.session !== this.limpet.console) this.session = this.limpet.console;
  }

  private chosen(id: HeaderAction): void {
    if (id === 'sessions') {
      if (this.narrow) {
        this.drawer = !this.drawer;
        if (this.drawer) void this.updateComplete.then(() => this.rail?.focus());
      } else {
        this.small = !this.small;
        keepRail(this.small ? 'small' : 'wide');
      }
    } else if (id === 'theme') {
      this.theme = otherTheme(this.theme);
      keepTheme(this.theme);
      this.themed();
    } else if (id === 'help') {
      if (this.helping) this.closeHelp();
      else {
        void import('./help.ts').then(async () => {
          this.helping = true;
          await this.updateComplete;
          this.renderRoot.querySelector<HTMLElement>('limpet-help')?.focus();
        });
      }
    } else if (id === 'persist') this.act('persist');
    else {
      void this.limpet?.resetSite().then(
        () => location.reload(),
        (error) => {
          this.problem = error instanceof Error ? error.message : String(error);
        },
      );
    }
  }

  private act(id: StatusAction): void {
    if (id === 'persist') {
      void this.limpet?.persistStorage().then((kept) => {
        if (!kept) this.problem = 'the browser did not agree to keep the storage; installing Limpet or visiting it more often helps';
      });
    } else if (id === 'reload') location.reload();
    else this.console.terminate();
  }

  private closeDrawer(): void {
    this.drawer = false;
  }

  private closeHelp(): void {
    this.helping = false;
    this.console.focus();
  }

  /** The parts that F6 goes through, in order. */
  private regions(): { element: Element | null; focus: () => void }[] {
    const { console } = this;
    const regions = [
      // The transcript is inside the console: it must be asked for first.
      { element: console.renderRoot.querySelector('limpet-output') as Element | null, focus: () => console.focusOutput() },
      { element: console, focus: () => console.focus() },
      { element: this.status, focus: () => this.status.focus() },
      { element: this.header, focus: () => this.header.renderRoot.querySelector('button')?.focus() },
    ];
    const { rail } = this;
    if (rail && !(this.narrow && !this.drawer)) regions.push({ element: rail, focus: () => rail.focus() });
    return regions;
  }

  private readonly key = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const { key } = event;
    if (key === 'F6') {
      event.preventDefault();
      const regions = this.regions();
      const path = this.deepFocus();
      const at = regions.findIndex((region) => region.element !== null && path.includes(region.element));
      const step = event.shiftKey ? -1 : 1;
      regions[(at < 0 ? 0 : at + step + regions.length) % regions.length].focus();
    } else if (key === 'Escape') {
      if (this.drawer) this.closeDrawer();
      this.console.focus();
    } else if (document.activeElement === document.body && !takesKeys(event.target as Element)) this.console.key(event);
  };

  /** The elements that hold the focus, from the outside in. */
  private deepFocus(): Element[] {
    const path: Element[] = [];
    for (let at = this.shadowRoot?.activeElement ?? null; at; at = at.shadowRoot?.activeElement ?? null) path.push(at);
    return path;
  }

  private readonly resized = () => {
    this.narrow = this.media?.matches ?? false;
    this.drawer = false;
  };

  private readonly themed = () => {
    const colour = getComputedStyle(this).getPropertyValue('--_surface');
    document.documentElement.style.colorScheme = this.theme === 'system' ? 'light dark' : this.theme;
    if (colour) document.documentElement.dataset.theme = this.theme;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-app': AppElement;
  }
}

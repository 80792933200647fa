/**
 * `<limpet-shell command run height computer configuration theme>`: a shell in any page, from one script tag. On the script's own origin
 * the components are put straight into the element; on a foreign one a frame of the script's embed.html is, since a page can't start
 * workers of another origin.
 *
 * This file is built to stand alone, without imports, so that a plain `<script src>` works on any origin without CORS headers; a script of
 * type module works too.
 */
import type { EmbedElement } from './embed.ts';
import type { EmbedOptions } from './mount.ts';
import type { FrameMessage, PageMessage } from './protocol.ts';

(() => {
  if (customElements.get('limpet-shell')) return;

  const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
  const tag = own ?? [...document.scripts].find((script) => /\/limpet-shell\.js([?#]|$)/.test(script.src));
  const base = new URL('./', tag?.src || document.baseURI);
  const protocol: PageMessage['limpet'] = 1;
  const usualHeight = '320px';
  // Custom properties can't be listed, so those that reach into a frame are named here.
  const tokens =
    'background surface raised hover border text muted accent on-accent selection error warning verbose debug information echo font-mono font-sans font-size line-height'
      .split(' ')
      .map((name) => `--limpet-${name}`);

  const sheet = `:host{display:block;inline-size:100%;border:1px solid var(--limpet-border,light-dark(#d5dddb,#2b3735));border-radius:8px;overflow:hidden;box-sizing:border-box;contain:layout paint}:host([hidden]){display:none}iframe{display:block;border:0;inline-size:100%;block-size:100%}`;

  class LimpetShell extends HTMLElement {
    static readonly observedAttributes = ['command', 'run', 'height', 'computer', 'configuration', 'theme'];
    private readonly root = this.attachShadow({ mode: 'open' });
    private embed: EmbedElement | null = null;
    private frame: HTMLIFrameElement | null = null;
    private built = 0;
    private pending = false;

    constructor() {
      super();
      const styles = new CSSStyleSheet();
      styles.replaceSync(sheet);
      this.root.adoptedStyleSheets = [styles];
    }

    connectedCallback(): void {
      addEventListener('message', this.received);
      this.fit();
      this.build();
    }

    disconnectedCallback(): void {
      removeEventListener('message', this.received);
      this.clear();
    }

    attributeChangedCallback(name: string, before: string | null, now: string | null): void {
      if (!this.isConnected || before === now) return;
      if (name === 'height') this.fit();
      else if (name === 'theme') this.look();
      else this.build();
    }

    /** Runs the command; on a computer of the reader's only a click may. */
    run(): void {
      if (this.embed) {
        if (this.embed.ephemeral) this.embed.runCommand();
      } else this.say({ limpet: protocol, kind: 'run' });
    }

    /** Begins again with an empty computer. */
    reset(): void {
      if (this.embed) void this.embed.reset();
      else this.say({ limpet: protocol, kind: 'reset' });
    }

    override focus(): void {
      if (this.embed) this.embed.focus();
      else {
        this.frame?.focus();
        this.say({ limpet: protocol, kind: 'focus' });
      }
    }

    private get themeNow(): EmbedOptions['theme'] {
      const theme = this.getAttribute('theme');
      return theme === 'light' || theme === 'dark' ? theme : 'system';
    }

    private clear(): void {
      this.built++;
      this.embed = null;
      this.frame = null;
      this.root.replaceChildren();
    }

    /** Attributes that are set one after the other make one shell. */
    private build(): void {
      if (this.pending) return;
      this.pending = true;
      queueMicrotask(() => {
        this.pending = false;
        if (!this.isConnected) return;
        this.clear();
        if (base.origin === location.origin && base.origin !== 'null') this.direct().catch(() => this.framed());
        else this.framed();
      });
    }

    private async direct(): Promise<void> {
      const built = this.built;
      const address = new URL('limpet-mount.js', base).href;
      const { mount } = (await import(/* @vite-ignore */ address)) as typeof import('./mount.ts');
      if (built !== this.built) return;
      this.embed = mount(this.root, {
        command: this.getAttribute('command'),
        run: this.hasAttribute('run'),
        computer: this.getAttribute('computer'),
        configuration: this.getAttribute('configuration'),
        theme: this.themeNow,
        app: new URL('index.html', base).href,
      });
    }

    private framed(): void {
      const address = new URL('embed.html', base);
      for (const name of ['command', 'computer', 'configuration', 'theme']) {
        const value = this.getAttribute(name);
        if (value !== null) address.searchParams.set(name, value);
      }
      if (this.hasAttribute('run')) address.searchParams.set('run', '');
      const frame = document.createElement('iframe');
      frame.title = 'Limpet shell';
      frame.allow = 'clipboard-write';
      frame.src = address.href;
      frame.addEventListener('load', () => {
        this.say({ limpet: protocol, kind: 'hello' });
        this.look();
      });
      this.frame = frame;
      this.root.append(frame);
    }

    private fit(): void {
      const height = this.getAttribute('height')?.trim() || usualHeight;
      this.style.blockSize = /^\d+(\.\d+)?$/.test(height) ? `${height}px` : height;
    }

    private look(): void {
      if (this.embed) this.embed.theme = this.themeNow;
      if (!this.frame) return;
      const computed = getComputedStyle(this);
      const given: Record<string, string> = {};
      for (const name of tokens) {
        const value = computed.getPropertyValue(name).trim();
        if (value) given[name] = value;
      }
      this.say({ limpet: protocol, kind: 'look', theme: this.themeNow, tokens: given });
    }

    private say(message: PageMessage): void {
      this.frame?.contentWindow?.postMessage(message, base.origin === 'null' ? '*' : base.origin);
    }

    private readonly received = (event: MessageEvent<unknown>) => {
      if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== base.origin) return;
      const message = event.data as Partial<FrameMessage> | null;
      if (message?.limpet !== protocol) return;
      if (message.kind === 'ready') this.dispatchEvent(new CustomEvent('limpet-ready'));
      else if (message.kind === 'state')
        this.dispatchEvent(new CustomEvent('limpet-state', { detail: { running: message.running === true } }));
      else if (message.kind === 'refused') console.warn(`limpet-shell: ${message.reason}`);
    };
  }

  customElements.define('limpet-shell', LimpetShell);
})();

import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Completion } from '../../sessions/client/types.ts';
import { controls } from '../theme/tokens.ts';
import './completionMenu.ts';
import { type Candidates, moved, withCandidate } from './completer.ts';
import type { MakePromptEditor, PromptEditor } from './editor.ts';
import { PromptHistory } from './history.ts';
import { promptStyles } from './promptStyles.ts';
import { makeTextareaEditor } from './textareaEditor.ts';

/** What the prompt asks of the session; null while there is none. */
export interface PromptSource {
  complete(text: string, cursor: number): Promise<Completion>;
  isIncomplete(text: string): boolean;
}

/**
 * The command line. Events: `limpet-submit` {text}, `limpet-interrupt` (Ctrl+C without a selection), `limpet-clear` (Ctrl+L),
 * `limpet-draft` {text} while typing.
 */
@customElement('limpet-prompt')
export class PromptElement extends LitElement {
  static override styles = [controls, promptStyles];

  /** What stands before the cursor. */
  @property() label = '';
  /** A command runs: what is typed waits its turn. */
  @property({ type: Boolean }) busy = false;
  /** The label is a question of the running command. */
  @property({ type: Boolean }) asks = false;
  @property({ type: Boolean }) masked = false;
  @property({ attribute: false }) source: PromptSource | null = null;
  /** What carries the typing; read once. */
  @property({ attribute: false }) makeEditor: MakePromptEditor = makeTextareaEditor;
  readonly history = new PromptHistory();

  @query('.line') private line!: HTMLElement;
  @query('.label') private labelElement!: HTMLElement;
  @state() private candidates: Candidates | null = null;
  @state() private below = false;
  @state() private searching: { text: string; index: number; before: string } | null = null;
  private editor: PromptEditor | null = null;
  private asked = 0;
  private observer: ResizeObserver | null = null;

  get text(): string {
    return this.editor?.text ?? '';
  }

  /** Whether a part of what is typed is selected. */
  get selects(): boolean {
    return this.editor !== null && this.editor.cursor !== this.editor.selectionEnd;
  }

  override render() {
    const menu = this.candidates && this.candidates.completion.matches.length > 1 ? this.candidates : null;
    const { searching } = this;
    const label = searching ? `search back for ‘${searching.text}’: ` : this.label;
    return html`${
      menu
        ? html`<limpet-completion-menu
            id="menu"
            class=${this.below ? 'below' : ''}
            .candidates=${menu.completion.matches}
            .active=${menu.active}
            @limpet-choose=${(event: CustomEvent<number>) => this.choose(event.detail)}
          ></limpet-completion-menu>`
        : nothing
    }
      <div class="line"><span class="label ${this.asks ? 'asks' : ''}" id="label">${label}</span></div>
      <div class="visually-hidden" aria-live="polite">${menu ? this.spoken(menu) : ''}</div>`;
  }

  override firstUpdated() {
    this.editor = this.makeEditor({
      changed: () => this.changed(),
      key: (event) => this.key(event),
      left: () => this.accept(),
    });
    this.line.append(this.editor.element);
    this.observe();
    this.configure();
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.editor) this.observe();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.observer?.disconnect();
    this.observer = null;
  }

  override updated() {
    this.configure();
  }

  override focus(): void {
    this.editor?.focus();
  }

  /** Replaces what is typed. */
  setText(text: string, cursor?: number): void {
    this.candidates = null;
    this.searching = null;
    this.history.leave();
    if (this.editor) this.editor.setText(text, cursor);
    else void this.updateComplete.then(() => this.editor?.setText(text, cursor));
    this.draft();
  }

  /** Types a text where the cursor is, for keys that were pressed elsewhere. */
  insert(text: string): void {
    const { editor } = this;
    if (!editor) return;
    const [from, to] = [editor.cursor, editor.selectionEnd].sort((a, b) => a - b);
    editor.replace(from, to, text);
  }

  /** The candidate in words: the menu itself is out of reach of the field's aria-activedescendant. */
  private spoken({ completion, active }: Candidates): string {
    return `${completion.matches[active].listItemText}, ${active + 1} of ${completion.matches.length}`;
  }

  /** Does what a key does, or types a character: for keyboards that lack it. */
  press(key: string): void {
    if (key === 'Tab') void this.complete(true);
    else if (key === 'ArrowUp') this.recall(-1);
    else if (key === 'ArrowDown') this.recall(1);
    else this.insert(key);
    this.focus();
  }

  private observe(): void {
    if (typeof ResizeObserver === 'undefined' || this.observer) return;
    this.observer = new ResizeObserver(() => this.indent());
    this.observer.observe(this.line);
    this.observer.observe(this.labelElement);
  }

  /** Lets the first line begin behind the prompt, or the prompt have a line of its own where there is too little room beside it. */
  private indent(): void {
    const { line, labelElement } = this;
    if (!line || !labelElement) return;
    line.classList.remove('stacked');
    const wide = labelElement.offsetWidth;
    const stacked = wide > Math.max(line.clientWidth * 0.62, line.clientWidth - 220);
    line.classList.toggle('stacked', stacked);
    line.style.setProperty('--_indent', stacked ? '0px' : `${labelElement.getBoundingClientRect().width}px`);
  }

  private configure(): void {
    this.editor?.configure({
      placeholder: this.busy && !this.asks ? 'type ahead: it runs when this is done' : '',
      masked: this.masked,
      describedBy: 'label',
      controls: this.candidates && this.candidates.completion.matches.length > 1 ? 'menu' : null,
      active: null,
    });
    this.indent();
  }

  private changed(): void {
    this.candidates = null;
    this.history.leave();
    if (this.searching) this.searching = null;
    this.draft();
  }

  private draft(): void {
    this.dispatchEvent(new CustomEvent('limpet-draft', { detail: { text: this.masked ? '' : this.text } }));
  }

  private fire(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Keeps the candidate that is in the text and closes the menu. */
  private accept(): void {
    this.candidates = null;
    this.asked++;
  }

  private key(event: KeyboardEvent): boolean {
    const { key } = event;
    const control = event.ctrlKey && !event.metaKey && !event.altKey;
    const none = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (this.searching) return this.searchKey(event);
    if (this.candidates && this.menuKey(event)) return true;
    if (key === 'Enter' && (none || control)) {
      if (event.shiftKey) return false;
      this.enter();
      return true;
    }
    if (key === 'Tab' && none) return this.tab(event.shiftKey);
    if (control && (key === ' ' || event.code === 'Space')) {
      void this.complete(false);
      return true;
    }
    if (key === 'ArrowUp' && none && !event.shiftKey) return this.recall(-1);
    if (key === 'ArrowDown' && none && !event.shiftKey) return this.recall(1);
    if (control && !event.shiftKey && key.toLowerCase() === 'l') {
      this.fire('limpet-clear');
      return true;
    }
    if (control && !event.shiftKey && key.toLowerCase() === 'r') {
      this.searching = { text: '', index: Number.POSITIVE_INFINITY, before: this.text };
      return true;
    }
    if (key === 'Escape' && none && this.text !== '') {
      this.setText('');
      return true;
    }
    return false;
  }

  private enter(): void {
    const { editor, source } = this;
    if (!editor) return;
    const { text } = editor;
    if (!this.asks && source?.isIncomplete(text)) {
      editor.replace(editor.cursor, editor.cursor, '\n');
      return;
    }
    this.accept();
    if (!this.asks) this.history.add(text);
    editor.setText('');
    this.history.leave();
    this.draft();
    this.fire('limpet-submit', { text });
  }

  /** Up and Down: within a text of many lines the cursor moves first. */
  private recall(direction: -1 | 1): boolean {
    const { editor, history } = this;
    if (!editor || this.asks) return false;
    const { text, cursor } = editor;
    if (!history.active) {
      const there = direction < 0 ? text.slice(0, cursor) : text.slice(cursor);
      if (there.includes('\n')) return false;
    }
    const line = direction < 0 ? history.older(text) : history.newer(text);
    if (line === null) return history.active || !text.includes('\n');
    editor.setText(line);
    this.draft();
    return true;
  }

  private tab(back: boolean): boolean {
    const { editor } = this;
    if (!editor || this.asks) return false;
    // At the beginning of a line the key keeps its other meaning: a person who uses the keyboard alone must get out of here.
    if (back || editor.text.slice(0, editor.cursor).trim() === '') return false;
    void this.complete(true);
    return true;
  }

  /** Asks for candidates. `insert`: puts the first one in at once; otherwise only a single one is. */
  private async complete(insert: boolean): Promise<void> {
    const { editor, source } = this;
    if (!editor || !source) return;
    const { text, cursor } = editor;
    const asked = ++this.asked;
    const completion = await source.complete(text, cursor).catch(() => null);
    if (!completion || asked !== this.asked || editor.text !== text || completion.matches.length === 0) return;
    this.below = this.getBoundingClientRect().top < 300;
    const candidates: Candidates = { before: text, cursor, completion, active: 0 };
    if (insert || completion.matches.length === 1) this.show(candidates);
    else this.candidates = candidates;
    if (completion.matches.length === 1) this.candidates = null;
  }

  /** Puts the active candidate into the text. */
  private show(candidates: Candidates): void {
    const { editor } = this;
    if (!editor) return;
    const { cursor, from, inserted } = withCandidate(candidates);
    const behind = candidates.before.length - (from + candidates.completion.replacementLength);
    editor.replace(from, editor.text.length - behind, inserted);
    editor.setText(editor.text, cursor);
    this.candidates = candidates;
    this.history.leave();
    this.draft();
  }

  private choose(index: number): void {
    if (!this.candidates) return;
    this.show({ ...this.candidates, active: index });
    this.accept();
    this.focus();
  }

  private menuKey(event: KeyboardEvent): boolean {
    const { candidates } = this;
    if (!candidates || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { key } = event;
    if (key === 'Tab') this.show(moved(candidates, event.shiftKey ? -1 : 1));
    else if (key === 'ArrowDown') this.show(moved(candidates, 1));
    else if (key === 'ArrowUp') this.show(moved(candidates, -1));
    else if (key === 'Enter' && !event.shiftKey) {
      this.show(candidates);
      this.accept();
    } else if (key === 'Escape') {
      this.editor?.setText(candidates.before, candidates.cursor);
      this.accept();
      this.draft();
    } else return false;
    return true;
  }

  /** Ctrl+R: what is typed is looked for in the history, from the newest line back. */
  private searchKey(event: KeyboardEvent): boolean {
    const { searching, editor, history } = this;
    if (!searching || !editor) return false;
    const { key } = event;
    const find = (text: string, before: number) => {
      const found = text === '' ? null : history.search(text, before);
      if (found) editor.setText(found.line);
      this.searching = { ...searching, text, index: found?.index ?? searching.index };
    };
    if (event.ctrlKey && key.toLowerCase() === 'r') find(searching.text, searching.index);
    else if (key === 'Escape' || (event.ctrlKey && key.toLowerCase() === 'g')) {
      editor.setText(searching.before);
      this.searching = null;
    } else if (key === 'Backspace') find(searching.text.slice(0, -1), Number.POSITIVE_INFINITY);
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) find(searching.text + key, Number.POSITIVE_INFINITY);
    else if (key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta') return false;
    else {
      this.searching = null;
      this.draft();
      if (key !== 'Enter') return false;
      this.enter();
    }
    return true;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'limpet-prompt': PromptElement;
  }
}

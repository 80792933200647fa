import type { MakePromptEditor, PromptEditor, PromptEditorHost, PromptEditorOptions } from './editor.ts';

/** A plain textarea that grows with its text. */
class TextareaEditor implements PromptEditor {
  readonly element: HTMLTextAreaElement;
  private readonly host: PromptEditorHost;
  private readonly observer: ResizeObserver | null;
  private width = 0;

  constructor(host: PromptEditorHost) {
    this.host = host;
    const element = document.createElement('textarea');
    this.element = element;
    element.setAttribute('aria-label', 'Command line');
    element.setAttribute('aria-autocomplete', 'list');
    element.className = 'editor';
    element.rows = 1;
    element.spellcheck = false;
    element.setAttribute('autocapitalize', 'off');
    element.setAttribute('autocomplete', 'off');
    element.setAttribute('autocorrect', 'off');
    element.setAttribute('enterkeyhint', 'send');
    element.addEventListener('input', () => {
      this.grow();
      host.changed();
    });
    element.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (host.key(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    element.addEventListener('blur', () => host.left());
    this.observer =
      typeof ResizeObserver === 'undefined'
        ? null
        : new ResizeObserver(() => {
            if (element.clientWidth === this.width) return;
            this.width = element.clientWidth;
            this.grow();
          });
    this.observer?.observe(element);
  }

  get text(): string {
    return this.element.value;
  }

  get cursor(): number {
    const { selectionStart, selectionEnd, selectionDirection } = this.element;
    return selectionDirection === 'backward' ? selectionStart : selectionEnd;
  }

  get selectionEnd(): number {
    const { selectionStart, selectionEnd, selectionDirection } = this.element;
    return selectionDirection === 'backward' ? selectionEnd : selectionStart;
  }

  setText(text: string, cursor = text.length): void {
    this.element.value = text;
    this.element.setSelectionRange(cursor, cursor);
    this.grow();
  }

  replace(from: number, to: number, text: string): void {
    const { element } = this;
    element.focus();
    element.setSelectionRange(from, to);
    // The one way that keeps the browser's own undo; where it is missing the text is set without it.
    const kept = element.value.slice(0, from) + text + element.value.slice(to);
    const done = typeof document.execCommand === 'function' && document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
    if (!done || element.value !== kept) {
      element.value = kept;
      this.host.changed();
    }
    element.setSelectionRange(from + text.length, from + text.length);
    this.grow();
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  configure(options: PromptEditorOptions): void {
    const { element } = this;
    element.placeholder = options.placeholder;
    element.classList.toggle('masked', options.masked);
    const set = (name: string, value: string | null) =>
      value === null ? element.removeAttribute(name) : element.setAttribute(name, value);
    set('aria-describedby', options.describedBy);
    set('aria-controls', options.controls);
    set('aria-activedescendant', options.active);
    set('aria-haspopup', 'listbox');
    this.grow();
  }

  dispose(): void {
    this.observer?.disconnect();
    this.element.remove();
  }

  private grow(): void {
    const { element } = this;
    element.style.blockSize = 'auto';
    if (element.scrollHeight > 0) element.style.blockSize = `${element.scrollHeight}px`;
  }
}

/** Makes the textarea's editor. */
export const makeTextareaEditor: MakePromptEditor = (host) => new TextareaEditor(host);

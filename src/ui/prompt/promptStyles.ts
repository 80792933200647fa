import { css } from 'lit';

/** How the command line looks: letters and lines as in the transcript, the first line behind the prompt. */
export const promptStyles = css`
  :host {
    display: block;
    position: relative;
    font: 400 var(--_size) / var(--_line) var(--_mono);
    font-variant-ligatures: none;
    tab-size: 8;
  }
  .line {
    position: relative;
  }
  .label {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    color: var(--_muted);
    pointer-events: none;
  }
  .line.stacked .label {
    position: static;
  }
  .label.asks {
    color: var(--_text);
  }
  .editor {
    display: block;
    inline-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    outline: 0;
    resize: none;
    overflow: hidden;
    background: transparent;
    color: var(--_echo);
    caret-color: var(--_accent);
    font: inherit;
    line-height: inherit;
    letter-spacing: inherit;
    tab-size: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    text-indent: var(--_indent, 0);
  }
  .editor::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .editor.masked {
    -webkit-text-security: disc;
  }
  @supports not (-webkit-text-security: disc) {
    .editor.masked {
      color: transparent;
    }
  }
  limpet-completion-menu {
    inset-block-end: calc(100% + 4px);
    inset-inline-start: 0;
  }
  limpet-completion-menu.below {
    inset-block: calc(100% + 4px) auto;
  }
`;

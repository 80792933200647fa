import { css } from 'lit';

/** How the console is laid out: one column of text that scrolls, the prompt at its end. */
export const consoleStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    position: relative;
    min-block-size: 0;
    min-inline-size: 0;
    background: var(--_background);
    color: var(--_text);
  }
  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overflow-x: hidden;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    cursor: text;
  }
  .column {
    position: relative;
    inline-size: min(100%, calc(var(--limpet-console-width, 900px) + 44px));
    padding: 16px 22px 22px;
    min-block-size: 100%;
  }
  :host([narrow]) .column {
    padding: 10px 12px 14px;
  }
  .ruler {
    position: absolute;
    visibility: hidden;
    white-space: pre;
    font: 400 var(--_size) / var(--_line) var(--_mono);
    pointer-events: none;
  }
  limpet-progress:not([hidden]) {
    margin-block: 6px 2px;
    padding-block: 4px;
    border-block-start: 1px solid var(--_border);
  }
  .question {
    font: 400 var(--_size) / var(--_line) var(--_mono);
  }
  .question p {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .question p:first-child {
    font-weight: 600;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block: 6px;
    font: 400 13px / 1.4 var(--_sans);
  }
  .jump {
    position: absolute;
    inset-block-end: 14px;
    inset-inline-end: 22px;
    z-index: 4;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 5px 12px 5px 9px;
    background: var(--_raised);
    border: 1px solid var(--_border);
    border-radius: 99px;
    box-shadow: 0 3px 14px rgb(0 0 0 / 14%);
    font: 400 12.5px / 1.4 var(--_sans);
  }
  :host([narrow]) limpet-sizer {
    display: none;
  }
  .failed {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 10px;
    padding-block: 10px;
    color: var(--_error);
    font: 400 14px / 1.5 var(--_sans);
  }
  /* Keys on glass are of use only while something is being typed. */
  :host(:not(:focus-within)) limpet-touch-keys {
    display: none;
  }
`;

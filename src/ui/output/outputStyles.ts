import { css, unsafeCSS } from 'lit';

const sixteen = Array.from(
  { length: 16 },
  (_, index) => `.f${index}{color:var(--_ansi-${index})}.b${index}{background:var(--_ansi-back-${index})}`,
).join('\n');

/** How lines, blocks and seams look. */
export const outputStyles = css`
  :host {
    display: block;
  }
  .log {
    font: 400 var(--_size) / var(--_line) var(--_mono);
    font-variant-ligatures: none;
    tab-size: 8;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .piece {
    content-visibility: auto;
    contain-intrinsic-size: auto calc(var(--lines, 1) * 1lh);
  }
  .prompt {
    color: var(--_muted);
  }
  .command {
    color: inherit;
  }
  span.command {
    color: var(--_echo);
  }
  .error {
    color: var(--_error);
  }
  .warning {
    color: var(--_warning);
  }
  .verbose {
    color: var(--_verbose);
  }
  .debug {
    color: var(--_debug);
  }
  /* Colours that a session chose win over those of the stream. */
  ${unsafeCSS(sixteen)}
  .bold {
    font-weight: 700;
  }
  .faint {
    color: var(--_muted);
  }
  .italic {
    font-style: italic;
  }
  .underline {
    text-decoration: underline;
  }
  .strike {
    text-decoration: line-through;
  }
  .underline.strike {
    text-decoration: underline line-through;
  }
  .concealed {
    color: transparent;
  }
  .inverse-text {
    color: var(--_background);
  }
  .inverse-back {
    background: var(--_text);
  }
  a {
    color: inherit;
    text-decoration: underline;
    text-decoration-color: var(--_accent);
    text-underline-offset: 0.18em;
  }
  a:hover {
    color: var(--_accent);
  }
  .seam {
    display: flex;
    align-items: center;
    gap: 0.9em;
    margin-block: 0.55em;
    color: var(--_muted);
    font: 400 12px / 1.5 var(--_sans);
  }
  .seam::before,
  .seam::after {
    content: '';
    flex: 1 1 2em;
    min-inline-size: 1em;
    border-block-start: 1px solid color-mix(in srgb, var(--_accent) 55%, transparent);
  }
  .seam .piece {
    content-visibility: visible;
    flex: 0 1 auto;
    text-align: center;
  }
  ::selection {
    background: var(--_selection);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (forced-colors: active) {
    .seam::before,
    .seam::after {
      border-color: CanvasText;
    }
  }
`;

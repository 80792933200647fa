import { css, unsafeCSS } from 'lit';
import { ansiBackDark, ansiBackLight, ansiDark, ansiLight, dark, darkContrast, light, lightContrast, type Palette } from './palette.ts';

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const colour = (name: string, onLight: string, onDark: string) => `--_${name}: var(--limpet-${name}, light-dark(${onLight}, ${onDark}));`;

const colours = (lightOnes: Partial<Palette>, darkOnes: Partial<Palette>) =>
  (Object.keys(lightOnes) as (keyof Palette)[]).map((key) => colour(dashed(key), lightOnes[key]!, darkOnes[key]!)).join('\n');

const ansi = [
  ...ansiLight.map((value, index) => colour(`ansi-${index}`, value, ansiDark[index])),
  ...ansiBackLight.map((value, index) => colour(`ansi-back-${index}`, value, ansiBackDark[index])),
].join('\n');

/**
 * The theme, for the outermost component of a page (app or embed). Everything inside inherits it. `theme="light"` or `"dark"` on that
 * component overrules the system's choice; a page's own `--limpet-*` values overrule ours.
 */
export const themeTokens = css`
  :host {
    color-scheme: light dark;
    ${unsafeCSS(colours(light, dark))}
    ${unsafeCSS(ansi)}
    --_mono: var(
      --limpet-font-mono,
      ui-monospace,
      'Cascadia Mono',
      'SF Mono',
      'Segoe UI Mono',
      'Roboto Mono',
      Menlo,
      Consolas,
      'DejaVu Sans Mono',
      monospace
    );
    --_sans: var(--limpet-font-sans, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif);
    --_size: var(--limpet-font-size, 14px);
    --_line: var(--limpet-line-height, 1.5);
    --_small: 13px;
    --_radius: 6px;
    --_move: 120ms ease-out;
    color: var(--_text);
    background: var(--_background);
    font: 400 var(--_small) / 1.45 var(--_sans);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  @media (prefers-contrast: more) {
    :host {
      ${unsafeCSS(colours(lightContrast, darkContrast))}
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_move: 0ms;
    }
  }
  /* Safari on telephones magnifies the page for fields with smaller letters. */
  @supports (-webkit-touch-callout: none) {
    :host {
      --_size: var(--limpet-font-size, 16px);
    }
  }
`;

/** Buttons, fields and focus rings, for every component that has any. */
export const controls = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button,
  .button {
    font: inherit;
    color: inherit;
    background: transparent;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    padding: 3px 9px;
    margin: 0;
    cursor: pointer;
    text-align: start;
    text-decoration: none;
    touch-action: manipulation;
    transition:
      background-color var(--_move),
      border-color var(--_move);
  }
  button:hover,
  .button:hover {
    background: var(--_hover);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  button.primary {
    background: var(--_accent);
    color: var(--_on-accent);
    border-color: var(--_accent);
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  button.outlined {
    border-color: var(--_border);
  }
  .icon {
    display: inline-grid;
    place-items: center;
    padding: 0;
    inline-size: 30px;
    block-size: 30px;
    flex: none;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  ::selection {
    background: var(--_selection);
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (pointer: coarse) {
    .icon {
      inline-size: 40px;
      block-size: 40px;
    }
  }
`;

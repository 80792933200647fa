import { html, svg, type TemplateResult } from 'lit';

/** Strokes of 16 units square, drawn in the colour of the text around. */
const paths = {
  close: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  menu: svg`<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />`,
  more: svg`<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.2" />`,
  moon: svg`<path d="M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z" />`,
  sun: svg`<circle cx="8" cy="8" r="2.8" /><path d="M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1" />`,
  help: svg`<path d="M5.7 5.8a2.3 2.3 0 1 1 3.3 2.1c-.7.4-1 .8-1 1.6M8 12.2h.01" />`,
  plus: svg`<path d="M8 3v10M3 8h10" />`,
  lock: svg`<rect x="3.5" y="7" width="9" height="6" rx="1.2" /><path d="M5.5 7V5.2a2.5 2.5 0 0 1 5 0V7" />`,
  left: svg`<path d="M10 3.5L5.5 8l4.5 4.5" />`,
  right: svg`<path d="M6 3.5L10.5 8 6 12.5" />`,
  down: svg`<path d="M3.5 6L8 10.5 12.5 6" />`,
  stop: svg`<rect x="4.5" y="4.5" width="7" height="7" rx="1" fill="currentColor" />`,
  play: svg`<path d="M5 3.2v9.6L13 8z" fill="currentColor" />`,
  again: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.8h-2.8" />`,
  open: svg`<path d="M9 3h4v4M13 3L7.5 8.5M11 9.5V13H3V5h3.5" />`,
} as const;

/** Name of an icon. */
export type IconName = keyof typeof paths;

/** An icon for the eye; the button around it has the name. */
export function icon(name: IconName, size = 16): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths[name]}
  </svg>`;
}

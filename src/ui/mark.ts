import { html, type TemplateResult } from 'lit';

/**
 * Limpet's mark, a limpet's shell from above: ridges that run from a summit a little off its middle. Drawn in the colour of the text around,
 * the ridges left open; public/mark.svg is the same with colours of its own.
 */
export function mark(size: number): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 32 32" aria-hidden="true">
    <path
      fill="currentColor"
      d="M18 2.6Q22.7 1.7 25.2 5.7Q29.7 7.4 29.5 12.1Q32.3 16 29.5 19.8Q29.8 24.5 25.2 26.2Q22.8 30.3 18 29.4Q13.7 31.6 10.2 28.3Q5.3 27.9 4.2 23.4Q0.4 20.5 2 16Q0.3 11.6 4.2 8.7Q5.3 4.1 10.1 3.7Q13.6 0.4 18 2.6z"
    />
    <path
      fill="var(--_surface, #fff)"
      d="M18.7 2.4L15.7 10.8L17.4 2zM25.9 6L18.6 11L25 4.9zM30 12.8L18.8 13.4L29.8 11.4zM29.7 20.6L20.2 16L30.2 19.3zM25 27.1L17.7 17.2L26.1 26.1zM17.4 30L16 19.5L18.8 29.7zM9.4 28.6L13.6 17.8L10.7 29zM3.4 23.1L11 17.3L4.4 24.2zM1.4 15.4L11.4 14.5L1.7 16.8zM4.2 7.9L11 12L3.5 9.2zM10.6 3.1L13.6 11.1L9.3 3.7z"
    />
    <circle cx="14.9" cy="13.9" r="2.3" fill="none" stroke="var(--_surface, #fff)" stroke-width="0.9" />
  </svg>`;
}

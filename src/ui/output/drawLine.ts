import { isWebAddress, type Style } from '../text/ansi.ts';
import { splitLinks } from '../text/links.ts';
import type { Line, Span } from './lines.ts';

const classesOf = (style: Style, tone: Span['tone']): string => {
  const names: string[] = [];
  if (tone) names.push(tone);
  const foreground = style.inverse ? style.background : style.foreground;
  const background = style.inverse ? style.foreground : style.background;
  if (typeof foreground === 'number') names.push(`f${foreground}`);
  if (typeof background === 'number') names.push(`b${background}`);
  if (style.inverse && foreground === null) names.push('inverse-text');
  if (style.inverse && background === null) names.push('inverse-back');
  for (const name of ['bold', 'faint', 'italic', 'underline', 'strike', 'concealed'] as const) if (style[name]) names.push(name);
  return names.join(' ');
};

function link(text: string, href: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  anchor.textContent = text;
  return anchor;
}

function drawSpan(span: Span, into: HTMLElement): void {
  const { style } = span;
  const names = classesOf(style, span.tone);
  const foreground = style.inverse ? style.background : style.foreground;
  const background = style.inverse ? style.foreground : style.background;
  const coloured = typeof foreground === 'string' || typeof background === 'string';
  const parts = style.link && isWebAddress(style.link) ? [{ text: span.text, href: style.link }] : splitLinks(span.text);
  let target = into;
  if (names || coloured) {
    target = document.createElement('span');
    if (names) target.className = names;
    if (typeof foreground === 'string') target.style.color = foreground;
    if (typeof background === 'string') target.style.backgroundColor = background;
    into.append(target);
  }
  for (const part of parts) target.append(part.href ? link(part.text, part.href) : part.text);
}

/** Draws a line into its element, replacing what was there. A line without text still takes its place, for the eye and the clipboard. */
export function drawLine(line: Line, element: HTMLElement): void {
  if (element.firstChild) element.replaceChildren();
  let text = false;
  for (const span of line.spans) {
    if (span.text === '') continue;
    text = true;
    drawSpan(span, element);
  }
  if (!text) element.append(document.createElement('br'));
  if (line.pending !== element.hasAttribute('data-pending')) element.toggleAttribute('data-pending', line.pending);
}

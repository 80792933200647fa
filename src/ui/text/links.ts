/** A piece of text that is or is not a link. */
export interface LinkPart {
  text: string;
  href: string | null;
}

const address = /\bhttps?:\/\/[^\s"'<>`\x00-\x1f]+/gi;

/** Splits a text at the web addresses in it. Only http and https become links; punctuation that ends a sentence is left outside. */
export function splitLinks(text: string): LinkPart[] {
  if (!text.includes('://')) return [{ text, href: null }];
  const parts: LinkPart[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    let found = match[0].replace(/[.,;:!?…]+$/, '');
    // A closing bracket belongs to the address only if it was opened there: (see https://example.com/a_(b)).
    for (const [open, close] of ['()', '[]', '{}']) {
      while (found.endsWith(close) && found.split(close).length > found.split(open).length) found = found.slice(0, -1);
    }
    if (!/^https?:\/\/./i.test(found)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: found, href: found });
    from = match.index + found.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

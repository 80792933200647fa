/** A reader for the XML of format files: elements, text, comments, CDATA, entities; no namespaces, no DTDs. */

/** An element with its text and child elements. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

/** What is wrong with a text that is no XML. */
export class XmlError extends Error {}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name as string] ?? (whole as string);
  });
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) found[name as string] = decode(double ?? single ?? '');
  return found;
}

/** The root element of an XML text. Throws {@link XmlError}. */
export function readXml(source: string): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  let at = 0;
  const text = source.replace(/^\ufeff/, '');
  for (const match of text.matchAll(TOKEN)) {
    if (match.index !== at) break;
    at += match[0].length;
    const [, cdata, closing, opening, attributes, selfClosing, plain] = match;
    const current = open[open.length - 1] as XmlElement;
    if (cdata !== undefined) current.text += cdata;
    else if (plain !== undefined) current.text += decode(plain);
    else if (opening !== undefined) {
      const element: XmlElement = { name: opening, attributes: attributesOf(attributes ?? ''), children: [], text: '' };
      current.children.push(element);
      if (selfClosing !== '/') open.push(element);
    } else if (closing !== undefined) {
      if (open.length === 1 || current.name !== closing) {
        throw new XmlError(`The '${current.name}' start tag does not match the end tag of '${closing}'.`);
      }
      open.pop();
    }
  }
  const root = top.children[0];
  if (at < text.length || open.length > 1 || root === undefined)
    throw new XmlError('Root element is missing or the document is not well formed.');
  return root;
}

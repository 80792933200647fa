/** A reader of XML 1.0 with namespaces, with XmlReader's error texts. DTDs are skipped, as PowerShell's casts do. Checked against .NET 10. */
import { netError } from '../faults.ts';
import { NodeType, PSXmlNode } from './nodes.ts';

const NAME_START = /[\p{L}_:]/u;
const NAME = /^[\p{L}_:][\p{L}\p{M}\p{N}_:.\-·]*/u;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const XML_NS = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NS = 'http://www.w3.org/2000/xmlns/';

/** System.Xml.XmlException. */
export function xmlError(message: string): Error {
  return netError('System.Xml.XmlException', message);
}

class XmlParser {
  private readonly text: string;
  private at = 0;
  private readonly document: PSXmlNode;
  private readonly keepSpace: boolean;

  constructor(text: string, document: PSXmlNode) {
    this.text = text.replace(/\r\n?/g, '\n');
    this.document = document;
    this.keepSpace = document.preserveWhitespace;
  }

  private place(at: number): { line: number; column: number } {
    const before = this.text.slice(0, at);
    return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
  }
  private fail(message: string, at = this.at): never {
    const { line, column } = this.place(at);
    throw xmlError(`${message} Line ${line}, position ${column}.`);
  }
  private starts(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }
  private spaces(): boolean {
    const from = this.at;
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at++;
    return this.at > from;
  }
  private name(): string {
    const m = NAME.exec(this.text.slice(this.at, this.at + 1000));
    if (m === null) {
      if (this.at >= this.text.length) this.endOfFile();
      this.badName();
    }
    this.at += m[0].length;
    return m[0];
  }
  private badName(): never {
    const ch = this.text.charAt(this.at);
    this.fail(
      `Name cannot begin with the '${ch}' character, hexadecimal value 0x${ch.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}.`,
    );
  }
  private readonly open: { node: PSXmlNode; at: number }[] = [];
  private endOfFile(): never {
    const names = [...this.open].reverse().map((o) => o.node.qualifiedName);
    if (names.length === 0) this.fail('Unexpected end of file has occurred.');
    this.fail(`Unexpected end of file has occurred. The following elements are not closed: ${names.join(', ')}.`);
  }
  private until(token: string): string {
    const end = this.text.indexOf(token, this.at);
    if (end < 0) {
      this.at = this.text.length;
      this.endOfFile();
    }
    const part = this.text.slice(this.at, end);
    this.at = end + token.length;
    return part;
  }

  /** Reads a whole document into the document node. */
  parseDocument(): void {
    const { document } = this;
    if (this.starts('\ufeff')) this.at++;
    if (this.starts('<?xml') && /\s/.test(this.text.charAt(this.at + 5))) this.declaration();
    for (;;) {
      const from = this.at;
      this.spaces();
      if (this.at > from && this.keepSpace) this.add(document, NodeType.Whitespace, '', this.text.slice(from, this.at));
      if (this.at >= this.text.length) break;
      if (!this.starts('<')) this.fail('Data at the root level is invalid.');
      if (this.misc(document)) continue;
      if (document.documentElement !== null) {
        const c = this.text.charAt(this.at + 1);
        if (NAME_START.test(c)) this.fail('There are multiple root elements.', this.at + 1);
      }
      this.element(document);
    }
    if (document.documentElement === null) throw xmlError('Root element is missing.');
  }

  /** Reads the content of an element, for InnerXml. */
  parseFragment(parent: PSXmlNode): void {
    this.content(parent, null);
  }

  private add(parent: PSXmlNode, type: number, name: string, data: string): PSXmlNode {
    const node = new PSXmlNode(type, name, this.document, data);
    node.parent = parent;
    parent.children.push(node);
    return node;
  }

  private declaration(): void {
    this.at += 5;
    const data = this.until('?>').trim();
    const version = /version\s*=\s*["']([^"']*)["']/.exec(data);
    if (version === null) this.fail('Syntax for an XML declaration is invalid.');
    this.add(
      this.document,
      NodeType.XmlDeclaration,
      'xml',
      data
        .replace(/\s+/g, ' ')
        .replace(/\s*=\s*/g, '=')
        .replace(/'/g, '"'),
    );
  }

  /** Comments, instructions, DTDs; false if something else comes. */
  private misc(parent: PSXmlNode): boolean {
    if (this.starts('<!--')) {
      this.at += 4;
      this.add(parent, NodeType.Comment, '', this.until('-->'));
      return true;
    }
    if (this.starts('<?')) {
      this.at += 2;
      const target = this.name();
      if (target.toLowerCase() === 'xml')
        this.fail(
          'Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.',
          this.at - 3,
        );
      this.spaces();
      this.add(parent, NodeType.ProcessingInstruction, target, this.until('?>'));
      return true;
    }
    if (this.starts('<!DOCTYPE') && parent === this.document) {
      this.at += 9;
      for (let depth = 0; ; this.at++) {
        const c = this.text.charAt(this.at);
        if (c === '') this.endOfFile();
        if (c === '[') depth++;
        else if (c === ']') depth--;
        else if (c === '>' && depth <= 0) break;
        else if (c === '"' || c === "'") this.at = Math.max(this.at, this.text.indexOf(c, this.at + 1));
      }
      this.at++;
      return true;
    }
    return false;
  }

  private element(parent: PSXmlNode): void {
    this.at++;
    const at = this.at;
    const name = this.name();
    const node = this.add(parent, NodeType.Element, name, '');
    this.open.push({ node, at });
    this.attributes(node);
    this.resolve(node, at);
    if (this.starts('/>')) {
      this.at += 2;
      node.isEmpty = true;
      this.open.pop();
      return;
    }
    this.at++;
    this.content(node, at);
    this.open.pop();
  }

  private attributes(node: PSXmlNode): void {
    for (;;) {
      const spaced = this.spaces();
      if (this.at >= this.text.length) this.endOfFile();
      if (this.starts('>') || this.starts('/>')) return;
      const ch = this.text.charAt(this.at);
      if (!NAME_START.test(ch)) this.badName();
      if (!spaced) this.fail(`'${ch}' is an unexpected token. Expecting white space.`);
      const from = this.at;
      const name = this.name();
      this.spaces();
      if (!this.starts('=')) {
        const token = this.text.charAt(this.at);
        this.fail(`'${token}' is an unexpected token. The expected token is '='.`);
      }
      this.at++;
      this.spaces();
      const quote = this.text.charAt(this.at);
      if (quote === '') this.endOfFile();
      if (quote !== '"' && quote !== "'") this.fail(`'${quote}' is an unexpected token. The expected token is '"' or '''.`);
      this.at++;
      const value = this.value(quote);
      if (node.attribute(name) !== undefined) this.fail(`'${name}' is a duplicate attribute name.`, from);
      const attribute = new PSXmlNode(NodeType.Attribute, name, this.document, value);
      attribute.parent = node;
      node.attributes.push(attribute);
    }
  }

  private value(quote: string): string {
    let out = '';
    for (;;) {
      const ch = this.text.charAt(this.at);
      if (ch === '') this.endOfFile();
      if (ch === quote) {
        this.at++;
        return out;
      }
      if (ch === '<') this.fail("'<', hexadecimal value 0x3C, is an invalid attribute character.");
      if (ch === '&') out += this.reference();
      else {
        out += ch === '\n' || ch === '\t' ? ' ' : ch;
        this.at++;
      }
    }
  }

  private reference(): string {
    const at = this.at + 1;
    const m = /^&(?:#(\d+)|#x([0-9A-Fa-f]+)|([\p{L}_][\p{L}\p{N}_.-]*));/u.exec(this.text.slice(this.at, this.at + 100));
    if (m === null) {
      const named = /^&[\p{L}_][\p{L}\p{N}_.-]*/u.exec(this.text.slice(this.at, this.at + 100));
      if (named !== null) {
        const token = this.text.charAt(this.at + named[0].length);
        this.fail(`'${token}' is an unexpected token. The expected token is ';'.`, this.at + named[0].length);
      }
      this.fail('An error occurred while parsing EntityName.', at);
    }
    this.at += m[0].length;
    if (m[1] !== undefined) return String.fromCodePoint(Number(m[1]));
    if (m[2] !== undefined) return String.fromCodePoint(Number.parseInt(m[2], 16));
    const known = ENTITIES[m[3] ?? ''];
    if (known === undefined) this.fail(`Reference to undeclared entity '${m[3]}'.`, at);
    return known;
  }

  /** What stands between the tags, and the end tag. `at` null: to the end of the text. */
  private content(node: PSXmlNode, at: number | null): void {
    let text = '';
    const flush = (): void => {
      if (text === '') return;
      const blank = /^[ \t\n\r]*$/.test(text);
      if (!blank) this.add(node, NodeType.Text, '', text);
      else if (this.keepSpace) this.add(node, NodeType.Whitespace, '', text);
      text = '';
    };
    for (;;) {
      if (this.at >= this.text.length) {
        flush();
        if (at === null) return;
        this.endOfFile();
      }
      const ch = this.text.charAt(this.at);
      if (ch === '&') {
        text += this.reference();
        continue;
      }
      if (ch !== '<') {
        const marks = [this.text.indexOf('<', this.at), this.text.indexOf('&', this.at)].filter((i) => i >= 0);
        const end = marks.length === 0 ? this.text.length : Math.min(...marks);
        const piece = this.text.slice(this.at, end);
        const wrong = piece.indexOf(']]>');
        if (wrong >= 0) this.fail("']]>' is not allowed in character data.", this.at + wrong);
        text += piece;
        this.at = end;
        continue;
      }
      flush();
      if (this.starts('</')) {
        this.endTag(node, at);
        return;
      }
      if (this.starts('<![CDATA[')) {
        this.at += 9;
        this.add(node, NodeType.CData, '', this.until(']]>'));
      } else if (!this.misc(node)) this.element(node);
    }
  }

  private endTag(node: PSXmlNode, at: number | null): void {
    this.at += 2;
    const from = this.at;
    const name = this.name();
    if (at === null) this.fail('Unexpected end tag.', from);
    if (name !== node.qualifiedName) {
      const { line, column } = this.place(at);
      this.fail(`The '${node.qualifiedName}' start tag on line ${line} position ${column} does not match the end tag of '${name}'.`, from);
    }
    this.spaces();
    if (!this.starts('>')) {
      if (this.at >= this.text.length) this.endOfFile();
      this.fail(`'${this.text.charAt(this.at)}' is an unexpected token. The expected token is '>'.`);
    }
    this.at++;
  }

  /** Gives an element and its attributes their namespaces. */
  private resolve(node: PSXmlNode, at: number): void {
    for (const a of node.attributes) {
      if (a.qualifiedName === 'xmlns' || a.prefix === 'xmlns') a.namespace = XMLNS_NS;
    }
    for (const a of node.attributes) {
      if (a.prefix !== '' && a.prefix !== 'xmlns') a.namespace = this.namespaceOf(node, a.prefix, at);
    }
    node.namespace = node.prefix === '' ? (lookupNamespace(node, '') ?? '') : this.namespaceOf(node, node.prefix, at);
  }
  private namespaceOf(node: PSXmlNode, prefix: string, at: number): string {
    const found = lookupNamespace(node, prefix);
    if (found === undefined) this.fail(`'${prefix}' is an undeclared prefix.`, at);
    return found;
  }
}

/** The namespace that a prefix stands for at a node; undefined if it is not declared. */
export function lookupNamespace(node: PSXmlNode, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NS;
  if (prefix === 'xmlns') return XMLNS_NS;
  for (let n: PSXmlNode | null = node; n !== null; n = n.parent) {
    const declared = n.attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`);
    if (declared !== undefined) return declared.data;
    if (n !== node && n.nodeType === NodeType.Element && n.prefix === prefix) return n.namespace;
  }
  return prefix === '' ? '' : undefined;
}

/** Reads XML into an empty document. Throws XmlException. */
export function parseXml(text: string, document: PSXmlNode): PSXmlNode {
  new XmlParser(text, document).parseDocument();
  return document;
}

/** Reads XML as the content of a node (InnerXml). Throws XmlException. */
export function parseXmlContent(text: string, parent: PSXmlNode): void {
  const holder = new PSXmlNode(NodeType.DocumentFragment, '', parent.document);
  holder.parent = parent;
  new XmlParser(text, parent.document).parseFragment(holder);
  for (const c of holder.children) {
    c.parent = parent;
    parent.children.push(c);
  }
}

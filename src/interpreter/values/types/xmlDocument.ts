/** System.Xml.XmlDocument, the [xml] accelerator. Members of .NET 10; casts as LanguagePrimitives.cs has them. */
import type { NativeContext } from '../context.ts';
import type { MethodBody } from '../descriptor.ts';
import { enumerate } from '../enumerate.ts';
import { badArgument, castError, isNetError, netError, toException } from '../faults.ts';
import { touch } from '../heap.ts';
import { itemText, joinText } from '../text.ts';
import type { Value } from '../value.ts';
import { NodeType, PSXmlNode } from '../xml/nodes.ts';
import { parseXml } from '../xml/parser.ts';
import { indentedXml } from '../xml/writer.ts';
import { selectNodes } from '../xml/xpath.ts';
import { enumOf, rw, text } from './define.ts';
import { normalizePath, processFolder } from './path.ts';
import { registerType } from './registry.ts';
import { constructors, methods, properties } from './tables.ts';
import { PSNameTable } from './xmlNames.ts';
import { byTag, NODE, NS, n, own } from './xmlNode.ts';

const NAME_SHAPE = /^[\p{L}_][\p{L}\p{M}\p{N}_.\-·]*(:[\p{L}_][\p{L}\p{M}\p{N}_.\-·]*)?$/u;

function create(type: number): MethodBody {
  return (self, args) => {
    const [first, second, third] = args.map((a) => String(a ?? ''));
    const qualified = third === undefined ? (first ?? '') : first === '' ? (second ?? '') : `${first}:${second}`;
    if (!NAME_SHAPE.test(qualified)) {
      if (qualified === '') throw badArgument('The local name for elements or attributes cannot be null or an empty string.');
      const at = [...qualified].findIndex(
        (_c, i) => !NAME_SHAPE.test(`${qualified.slice(0, i)}${qualified.charAt(i)}`.replace(/:$/, ':a')),
      );
      const bad = qualified.charAt(Math.max(0, at));
      throw netError(
        'System.Xml.XmlException',
        `The '${bad}' character, hexadecimal value 0x${bad.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}, cannot be included in a name.`,
      );
    }
    const uri = third ?? second ?? '';
    const node = new PSXmlNode(type, qualified, n(self), '', uri !== '' ? uri : (lookupReserved(qualified) ?? ''));
    node.isEmpty = type === NodeType.Element;
    return node;
  };
}

/** The namespace of the reserved prefixes, undefined for other names. */
export const lookupReserved = (name: string): string | undefined =>
  name === 'xmlns' || name.startsWith('xmlns:')
    ? 'http://www.w3.org/2000/xmlns/'
    : name.startsWith('xml:')
      ? 'http://www.w3.org/XML/1998/namespace'
      : undefined;

const createData =
  (type: number): MethodBody =>
  (self, [data]) =>
    new PSXmlNode(type, '', n(self), String(data ?? ''));

function declaration(self: Value, [version, encoding, standalone]: Value[]): PSXmlNode {
  let data = `version="${String(version)}"`;
  if (encoding !== null && encoding !== '') data += ` encoding="${String(encoding)}"`;
  if (standalone !== null && standalone !== '') data += ` standalone="${String(standalone)}"`;
  return new PSXmlNode(NodeType.XmlDeclaration, 'xml', n(self), data);
}

/** Replaces a document's content by what a text holds. */
function load(self: PSXmlNode, xml: string): void {
  const fresh = parseXml(xml, Object.assign(new PSXmlNode(), { preserveWhitespace: self.preserveWhitespace }));
  for (const c of [...self.children]) self.remove(c);
  const adopt = (node: PSXmlNode): void => {
    node.owner = self;
    node.attributes.forEach(adopt);
    node.children.forEach(adopt);
  };
  for (const c of fresh.children) {
    adopt(c);
    c.parent = self;
  }
  self.children = fresh.children;
  touch(self);
}

const absolute = (path: string, ctx: NativeContext): string =>
  normalizePath(path.startsWith('/') ? path : `${processFolder(ctx)}/${path.replace(/^file:\/\//, '')}`);

function loadFile(self: PSXmlNode, path: string, ctx: NativeContext): void {
  const full = absolute(path.replace(/^file:\/\//, ''), ctx);
  const reply = ctx.ask('file.readText', { path: full }) as { text?: string } | null;
  if (typeof reply?.text !== 'string') throw netError('System.IO.FileNotFoundException', `Could not find file '${full}'.`);
  load(self, reply.text);
}

function save(self: PSXmlNode, path: string, ctx: NativeContext): void {
  const full = absolute(path, ctx);
  if (self.documentElement === null)
    throw netError('System.Xml.XmlException', 'Invalid XML document. The document does not have a root element.');
  const reply = ctx.ask('file.write', { path: full, text: indentedXml(self) });
  if (reply !== true) throw netError('System.IO.DirectoryNotFoundException', `Could not find a part of the path '${full}'.`);
}

/** [xml]: the value's text, lists line by line. */
function fromValue(v: Value, ctx: NativeContext): Value | undefined {
  if (v instanceof PSXmlNode && v.nodeType === NodeType.Document) return v;
  const items = enumerate(v);
  const source = items !== null ? joinText(items, '\n', ctx) : itemText(v, ctx);
  try {
    return parseXml(source, new PSXmlNode());
  } catch (e) {
    if (!isNetError(e)) throw e;
    throw castError(
      'InvalidCastToXmlDocument',
      `Cannot convert value "${source}" to type "System.Xml.XmlDocument". Error: "${e.message}"`,
      toException(e),
    );
  }
}

const DOC = `${NS}.XmlDocument`;
const ELEMENT = `${NS}.XmlElement`;
const ATTRIBUTE = `${NS}.XmlAttribute`;
registerType({
  name: DOC,
  accelerators: ['xml'],
  base: NODE,
  properties: {
    ...properties<PSXmlNode>({
      [`${ELEMENT} DocumentElement`]: (x) => x.documentElement,
      [`${NS}.XmlNameTable NameTable`]: () => new PSNameTable(),
      [`${NS}.XmlDocumentType DocumentType`]: (x) => x.children.find((c) => c.nodeType === NodeType.DocumentType) ?? null,
    }),
    PreserveWhitespace: rw(
      'bool',
      own((x) => x.preserveWhitespace),
      (x, v) => {
        touch(n(x));
        n(x).preserveWhitespace = v === true;
      },
    ),
  },
  methods: methods({
    [`${ATTRIBUTE} CreateAttribute(string name)`]: create(NodeType.Attribute),
    [`${ATTRIBUTE} CreateAttribute(string qualifiedName, string namespaceURI)`]: create(NodeType.Attribute),
    [`${ATTRIBUTE} CreateAttribute(string prefix, string localName, string namespaceURI)`]: create(NodeType.Attribute),
    [`${NS}.XmlCDataSection CreateCDataSection(string data)`]: createData(NodeType.CData),
    [`${NS}.XmlComment CreateComment(string data)`]: createData(NodeType.Comment),
    [`${NS}.XmlDocumentFragment CreateDocumentFragment()`]: createData(NodeType.DocumentFragment),
    [`${ELEMENT} CreateElement(string name)`]: create(NodeType.Element),
    [`${ELEMENT} CreateElement(string qualifiedName, string namespaceURI)`]: create(NodeType.Element),
    [`${ELEMENT} CreateElement(string prefix, string localName, string namespaceURI)`]: create(NodeType.Element),
    [`${NODE} CreateNode(${NS}.XmlNodeType type, string name, string namespaceURI)`]: (self, [t, name, uri], ctx) =>
      create(enumOf(t))(self, [name ?? null, uri ?? null], ctx),
    [`${NODE} CreateNode(string nodeTypeString, string name, string namespaceURI)`]: (self, [t, name, uri], ctx) =>
      create(String(t).toLowerCase() === 'attribute' ? NodeType.Attribute : NodeType.Element)(self, [name ?? null, uri ?? null], ctx),
    [`${NS}.XmlProcessingInstruction CreateProcessingInstruction(string target, string data)`]: (self, [t, d]) =>
      new PSXmlNode(NodeType.ProcessingInstruction, text(t, 'target'), n(self), String(d ?? '')),
    [`${NS}.XmlText CreateTextNode(string text)`]: createData(NodeType.Text),
    [`${NS}.XmlWhitespace CreateWhitespace(string text)`]: createData(NodeType.Whitespace),
    [`${NS}.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)`]: declaration,
    [`${ELEMENT} GetElementById(string elementId)`]: (self, [id]) =>
      selectNodes('//*[@id]', n(self)).find((x) => x.attribute('id')?.data === id) ?? null,
    [`${NS}.XmlNodeList GetElementsByTagName(string name)`]: (self, [name]) => byTag(n(self), text(name, 'name')),
    [`${NS}.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)`]: (self, [name, uri]) =>
      byTag(n(self), text(name, 'localName'), String(uri ?? '')),
    [`${NODE} ImportNode(${NODE} node, bool deep)`]: (self, [x, deep]) => n(x).clone(deep === true, n(self)),
    'void Load(string filename)': (self, [path], ctx) => loadFile(n(self), text(path, 'filename'), ctx) as undefined,
    'void LoadXml(string xml)': (self, [xml]) => load(n(self), text(xml, 'xml')) as undefined,
    'void Save(string filename)': (self, [path], ctx) => save(n(self), text(path, 'filename'), ctx) as undefined,
  }),
  constructors: constructors(DOC, { '': () => new PSXmlNode() }),
  convertFrom: fromValue,
});

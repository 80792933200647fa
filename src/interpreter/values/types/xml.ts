/** System.Xml: elements, attributes, character data and the collections of nodes. Members of .NET 10. */
import type { NativeContext } from '../context.ts';
import { invalidOperation } from '../faults.ts';
import { touch } from '../heap.ts';
import { methodText } from '../text.ts';
import type { Value } from '../value.ts';
import { type PSXmlNode, PSXmlNodeList } from '../xml/nodes.ts';
import { int, rw, text } from './define.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';
import { lookupReserved } from './xmlDocument.ts';
import { byTag, NODE, NS, n, own, setValue } from './xmlNode.ts';

const ELEMENT = `${NS}.XmlElement`;
const ATTRIBUTE = `${NS}.XmlAttribute`;
registerType({ name: `${NS}.XmlLinkedNode`, base: NODE, isAbstract: true });
registerType({
  name: ELEMENT,
  base: `${NS}.XmlLinkedNode`,
  properties: {
    IsEmpty: rw(
      'bool',
      own((x) => x.isEmpty && x.children.length === 0),
      (x, v) => {
        if (v === true) for (const c of [...n(x).children]) n(x).remove(c);
        touch(n(x));
        n(x).isEmpty = v === true;
      },
    ),
    ...properties<PSXmlNode>({ 'bool HasAttributes': (x) => x.attributes.length > 0 }),
  },
  methods: methods({
    'string GetAttribute(string name)': (self, [name]) => n(self).attribute(text(name, 'name'))?.data ?? '',
    'string GetAttribute(string localName, string namespaceURI)': (self, [name, uri]) =>
      n(self).attributeNS(text(name, 'localName'), String(uri ?? ''))?.data ?? '',
    [`${ATTRIBUTE} GetAttributeNode(string name)`]: (self, [name]) => n(self).attribute(text(name, 'name')) ?? null,
    [`${ATTRIBUTE} GetAttributeNode(string localName, string namespaceURI)`]: (self, [name, uri]) =>
      n(self).attributeNS(text(name, 'localName'), String(uri ?? '')) ?? null,
    [`${NS}.XmlNodeList GetElementsByTagName(string name)`]: (self, [name]) => byTag(n(self), text(name, 'name')),
    [`${NS}.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)`]: (self, [name, uri]) =>
      byTag(n(self), text(name, 'localName'), String(uri ?? '')),
    'bool HasAttribute(string name)': (self, [name]) => n(self).attribute(text(name, 'name')) !== undefined,
    'bool HasAttribute(string localName, string namespaceURI)': (self, [name, uri]) =>
      n(self).attributeNS(text(name, 'localName'), String(uri ?? '')) !== undefined,
    'void RemoveAllAttributes()': (self) => {
      for (const a of [...n(self).attributes]) n(self).removeAttribute(a);
      return undefined;
    },
    'void RemoveAttribute(string name)': (self, [name]) => dropAttribute(n(self), n(self).attribute(text(name, 'name'))),
    'void RemoveAttribute(string localName, string namespaceURI)': (self, [name, uri]) =>
      dropAttribute(n(self), n(self).attributeNS(text(name, 'localName'), String(uri ?? ''))),
    [`${ATTRIBUTE} RemoveAttributeNode(${ATTRIBUTE} oldAttr)`]: (self, [a]) => {
      n(self).removeAttribute(n(a));
      return n(a);
    },
    'void SetAttribute(string name, string value)': (self, [name, v]) => {
      n(self).setAttribute(text(name, 'name'), String(v ?? ''), lookupReserved(String(name)) ?? '');
      return undefined;
    },
    'string SetAttribute(string localName, string namespaceURI, string value)': (self, [name, uri, v]) =>
      n(self).setAttribute(text(name, 'localName'), String(v ?? ''), String(uri ?? '')).data,
    [`${ATTRIBUTE} SetAttributeNode(${ATTRIBUTE} newAttr)`]: (self, [a]) => putAttribute(n(self), n(a)),
  }),
});

function dropAttribute(node: PSXmlNode, attribute: PSXmlNode | undefined): undefined {
  if (attribute !== undefined) node.removeAttribute(attribute);
  return undefined;
}

/** Adds an attribute node; answers the one it replaces, or null. */
function putAttribute(node: PSXmlNode, attribute: PSXmlNode): Value {
  if (attribute.parent !== null)
    throw invalidOperation("The 'Attribute' node cannot be inserted because it is already an attribute of another element.");
  const old = node.attribute(attribute.qualifiedName);
  if (old !== undefined) node.removeAttribute(old);
  touch(attribute);
  attribute.parent = node;
  node.attributes = [...node.attributes, attribute];
  touch(node);
  return old ?? null;
}

registerType({
  name: ATTRIBUTE,
  base: NODE,
  properties: properties<PSXmlNode>({ [`${ELEMENT} OwnerElement`]: (x) => x.parent, 'bool Specified': () => true }),
});
registerType({
  name: `${NS}.XmlCharacterData`,
  base: `${NS}.XmlLinkedNode`,
  isAbstract: true,
  properties: {
    Data: rw(
      'string',
      own((x) => x.data),
      (x, v) => setValue(n(x), v),
    ),
    ...properties<PSXmlNode>({ 'int Length': (x) => x.data.length }),
  },
  methods: methods({
    'void AppendData(string strData)': (self, [s]) => setValue(n(self), n(self).data + String(s ?? '')) as undefined,
    'string Substring(int offset, int count)': (self, [i, k]) => n(self).data.slice(int(i), int(i) + int(k)),
  }),
});
for (const type of ['XmlText', 'XmlCDataSection', 'XmlComment', 'XmlWhitespace', 'XmlSignificantWhitespace'])
  registerType({ name: `${NS}.${type}`, base: `${NS}.XmlCharacterData` });
for (const type of ['XmlEntityReference', 'XmlDocumentType']) registerType({ name: `${NS}.${type}`, base: `${NS}.XmlLinkedNode` });
registerType({ name: `${NS}.XmlDocumentFragment`, base: NODE });
registerType({
  name: `${NS}.XmlProcessingInstruction`,
  base: `${NS}.XmlLinkedNode`,
  properties: {
    ...properties<PSXmlNode>({ 'string Target': (x) => x.name }),
    Data: rw(
      'string',
      own((x) => x.data),
      (x, v) => setValue(n(x), v),
    ),
  },
});
const declared = (x: PSXmlNode, name: string): string => new RegExp(`${name}="([^"]*)"`).exec(x.data)?.[1] ?? '';
registerType({
  name: `${NS}.XmlDeclaration`,
  base: `${NS}.XmlLinkedNode`,
  properties: properties<PSXmlNode>({
    'string Version': (x) => declared(x, 'version'),
    'string Encoding': (x) => declared(x, 'encoding'),
    'string Standalone': (x) => declared(x, 'standalone'),
  }),
});

const l = (v: Value): PSXmlNodeList => v as PSXmlNodeList;
const shownList = (v: Value, ctx: NativeContext): string =>
  l(v)
    .items.map((x) => methodText(x, ctx))
    .join(' ');

registerType({
  name: `${NS}.XmlNodeList`,
  ctor: PSXmlNodeList,
  nameOf: (v) => ((v as PSXmlNodeList).element === null ? 'System.Xml.XPathNodeList' : `${NS}.XmlAttributeCollection`),
  interfaces: ['System.Collections.IEnumerable'],
  properties: properties<PSXmlNodeList>({ 'int Count': (s) => s.items.length }),
  indexer: { name: 'ItemOf', text: `${NODE} ItemOf(int i) {get;}` },
  getItem: (self, [i]) => l(self).items[int(i) < 0 ? int(i) + l(self).items.length : int(i)] ?? null,
  enumerate: (self) => l(self).items,
  methods: methods({ [`${NODE} Item(int index)`]: (self, [i]) => l(self).items[int(i)] ?? null }),
  toText: shownList,
});
registerType({
  name: 'System.Xml.XPathNodeList',
  base: `${NS}.XmlNodeList`,
  enumerate: (self) => l(self).items,
  getItem: (self, [i]) => l(self).items[int(i) < 0 ? int(i) + l(self).items.length : int(i)] ?? null,
  toText: shownList,
});
registerType({
  name: `${NS}.XmlAttributeCollection`,
  interfaces: ['System.Collections.ICollection', 'System.Collections.IEnumerable'],
  properties: properties<PSXmlNodeList>({ 'int Count': (s) => s.items.length }),
  indexer: { name: 'ItemOf', text: `${ATTRIBUTE} ItemOf(int i) {get;}, ${ATTRIBUTE} ItemOf(string name) {get;}` },
  getItem: (self, [i]) => (typeof i === 'string' ? l(self).items.find((a) => a.qualifiedName === i) : l(self).items[int(i)]) ?? null,
  enumerate: (self) => l(self).items,
  methods: methods({
    [`${ATTRIBUTE} Append(${ATTRIBUTE} node)`]: (self, [a]) => {
      putAttribute(n(l(self).element), n(a));
      return a ?? null;
    },
    [`${NODE} GetNamedItem(string name)`]: (self, [name]) => l(self).items.find((a) => a.qualifiedName === name) ?? null,
    [`${NODE} Item(int index)`]: (self, [i]) => l(self).items[int(i)] ?? null,
    [`${ATTRIBUTE} Remove(${ATTRIBUTE} node)`]: (self, [a]) => {
      n(l(self).element).removeAttribute(n(a));
      return a ?? null;
    },
    'void RemoveAll()': (self) => {
      const element = n(l(self).element);
      for (const a of [...element.attributes]) element.removeAttribute(a);
      return undefined;
    },
    [`${NODE} RemoveNamedItem(string name)`]: (self, [name]) => {
      const element = n(l(self).element);
      const found = element.attribute(text(name, 'name'));
      if (found !== undefined) element.removeAttribute(found);
      return found ?? null;
    },
    [`${NODE} SetNamedItem(${NODE} node)`]: (self, [a]) => {
      putAttribute(n(l(self).element), n(a));
      return a ?? null;
    },
  }),
});

registerType({
  name: `${NS}.XmlNodeType`,
  isSealed: true,
  isValueType: true,
  enumNames: {
    None: 0,
    Element: 1,
    Attribute: 2,
    Text: 3,
    CDATA: 4,
    EntityReference: 5,
    Entity: 6,
    ProcessingInstruction: 7,
    Comment: 8,
    Document: 9,
    DocumentType: 10,
    DocumentFragment: 11,
    Notation: 12,
    Whitespace: 13,
    SignificantWhitespace: 14,
    EndElement: 15,
    EndEntity: 16,
    XmlDeclaration: 17,
  },
});

/** System.Xml.XmlNode, the members that all nodes have, and what the other nodes' files share. Members of .NET 10. */
import type { NativeContext } from '../context.ts';
import type { PropertyDescriptor } from '../descriptor.ts';
import { ArgumentNullError } from '../dotnet/errors.ts';
import { invalidOperation } from '../faults.ts';
import { touch } from '../heap.ts';
import { EnumValue, type Value } from '../value.ts';
import { NodeType, PSXmlNode, PSXmlNodeList } from '../xml/nodes.ts';
import { lookupNamespace, parseXml, parseXmlContent } from '../xml/parser.ts';
import { innerXml, outerXml } from '../xml/writer.ts';
import { selectNodes } from '../xml/xpath.ts';
import { rw, text } from './define.ts';
import { registerType } from './registry.ts';
import { methods, properties } from './tables.ts';
import { PSNamespaceManager } from './xmlNames.ts';

/** The namespace of all these types. */
export const NS = 'System.Xml';
/** A node argument. Throws ArgumentNullException for null. */
export const n = (v: Value | undefined): PSXmlNode => {
  if (v instanceof PSXmlNode) return v;
  throw new ArgumentNullError('node');
};
const orNull = (v: Value | undefined): PSXmlNode | null => (v instanceof PSXmlNode ? v : null);
/** A list of nodes. */
export const list = (items: PSXmlNode[]): PSXmlNodeList => new PSXmlNodeList(items);

function sibling(node: PSXmlNode, by: number): Value {
  const siblings = node.nodeType === NodeType.Attribute ? [] : (node.parent?.children ?? []);
  return siblings[siblings.indexOf(node) + by] ?? null;
}

function namespaces(v: Value | undefined): ReadonlyMap<string, string> | undefined {
  return v instanceof PSNamespaceManager ? v.names : undefined;
}

function replaceContent(node: PSXmlNode, xml: string): void {
  for (const c of [...node.children]) node.remove(c);
  if (node.nodeType === NodeType.Document) parseXml(xml, node);
  else parseXmlContent(xml, node);
  node.isEmpty = false;
  touch(node);
}

const value = (node: PSXmlNode): Value => ([1, 9, 10, 11].includes(node.nodeType) ? null : node.data);

/** Value's setter. Throws InvalidOperationException for nodes without a value. */
export function setValue(node: PSXmlNode, v: Value): void {
  if ([1, 9, 10, 11].includes(node.nodeType)) {
    throw invalidOperation(`Cannot set a value on node type '${nodeTypeName(node)}'.`);
  }
  touch(node);
  node.data = String(v ?? '');
}
const nodeTypeName = (node: PSXmlNode): string => Object.entries(NodeType).find(([, x]) => x === node.nodeType)?.[0] ?? 'None';

function setPrefix(node: PSXmlNode, prefix: Value): void {
  touch(node);
  node.qualifiedName = prefix === null || prefix === '' ? node.localName : `${String(prefix)}:${node.localName}`;
}

/** GetElementsByTagName. */
export const byTag = (node: PSXmlNode, name: string, namespace?: string): PSXmlNodeList => {
  const found: PSXmlNode[] = [];
  const visit = (x: PSXmlNode): void => {
    for (const c of x.children) {
      if (c.nodeType === NodeType.Element) {
        const matches =
          namespace === undefined
            ? name === '*' || c.qualifiedName === name
            : (name === '*' || c.localName === name) && (namespace === '*' || c.namespace === namespace);
        if (matches) found.push(c);
      }
      visit(c);
    }
  };
  visit(node);
  return list(found);
};

const childNamed = (node: PSXmlNode, name: string, namespace?: string): Value =>
  node.children.find(
    (c) =>
      c.nodeType === NodeType.Element &&
      (namespace === undefined ? c.qualifiedName === name : c.localName === name && c.namespace === namespace),
  ) ?? null;

function replaceChild(self: PSXmlNode, fresh: PSXmlNode, old: PSXmlNode): PSXmlNode {
  const after = orNull(sibling(old, 1));
  self.remove(old);
  self.insert(fresh, after);
  return old;
}

function normalize(node: PSXmlNode): void {
  for (let i = 0; i < node.children.length; i++) {
    const c = node.children[i] as PSXmlNode;
    const before = node.children[i - 1];
    if (c.nodeType === NodeType.Text && before?.nodeType === NodeType.Text) {
      before.data += c.data;
      touch(before);
      node.remove(c);
      i--;
    } else normalize(c);
  }
}

function removeAll(node: PSXmlNode): void {
  for (const c of [...node.children]) node.remove(c);
  node.attributes = [];
  touch(node);
}

/** A getter of nodes as a property's. */
export const own = (get: (node: PSXmlNode, ctx: NativeContext) => Value): PropertyDescriptor['get'] => get as PropertyDescriptor['get'];
/** XmlNode's full name. */
export const NODE: string = `${NS}.XmlNode`;

registerType({
  name: NODE,
  isAbstract: true,
  ctor: PSXmlNode,
  nameOf: (v) => (v as PSXmlNode).typeName,
  interfaces: ['System.ICloneable'],
  properties: {
    ...properties<PSXmlNode>({ 'string Name': (x) => x.name }),
    Value: rw('string', own(value), (x, v) => setValue(n(x), v)),
    ...properties<PSXmlNode>({
      [`${NS}.XmlNodeType NodeType`]: (x) => new EnumValue(`${NS}.XmlNodeType`, x.nodeType),
      [`${NODE} ParentNode`]: (x) => (x.nodeType === NodeType.Attribute ? null : x.parent),
      [`${NS}.XmlNodeList ChildNodes`]: (x) => list([...x.children]),
      [`${NODE} PreviousSibling`]: (x) => sibling(x, -1),
      [`${NODE} NextSibling`]: (x) => sibling(x, 1),
      [`${NS}.XmlAttributeCollection Attributes`]: (x) =>
        x.nodeType === NodeType.Element ? new PSXmlNodeList([...x.attributes], x) : null,
      [`${NS}.XmlDocument OwnerDocument`]: (x) => x.owner,
      [`${NODE} FirstChild`]: (x) => x.children[0] ?? null,
      [`${NODE} LastChild`]: (x) => x.children[x.children.length - 1] ?? null,
      'bool HasChildNodes': (x) => x.hasChildren,
      'string NamespaceURI': (x) => x.namespace,
    }),
    Prefix: rw(
      'string',
      own((x) => x.prefix),
      (x, v) => setPrefix(n(x), v),
    ),
    ...properties<PSXmlNode>({ 'string LocalName': (x) => x.localName, 'bool IsReadOnly': () => false }),
    InnerText: rw(
      'string',
      own((x) => x.innerText),
      (x, v) => {
        n(x).innerText = String(v ?? '');
      },
    ),
    ...properties<PSXmlNode>({ 'string OuterXml': outerXml }),
    InnerXml: rw('string', own(innerXml), (x, v) => replaceContent(n(x), String(v ?? ''))),
    ...properties<PSXmlNode>({ 'string BaseURI': () => '' }),
  },
  extended: {
    ToString: {
      memberType: 'CodeMethod',
      definition: 'static string XmlNode(psobject instance)',
      invoke: (self) => n(self).localName,
    },
  },
  indexer: { text: 'System.Xml.XmlElement Item(string name) {get;}, System.Xml.XmlElement Item(string localname, string ns) {get;}' },
  getItem: (self, [name, ns]) => childNamed(n(self), String(name ?? ''), typeof ns === 'string' ? ns : undefined),
  methods: methods({
    [`${NODE} AppendChild(${NODE} newChild)`]: (self, [c]) => n(self).append(n(c)),
    [`${NODE} Clone()`]: (self) => n(self).clone(true),
    [`${NODE} CloneNode(bool deep)`]: (self, [d]) => n(self).clone(d === true),
    'string GetNamespaceOfPrefix(string prefix)': (self, [p]) => lookupNamespace(n(self), text(p, 'prefix')) ?? '',
    'string GetPrefixOfNamespace(string namespaceURI)': (self, [u]) => prefixOf(n(self), text(u, 'namespaceURI')),
    [`${NODE} InsertAfter(${NODE} newChild, ${NODE} refChild)`]: (self, [c, r]) =>
      n(self).insert(n(c), r === null ? (n(self).children[0] ?? null) : orNull(sibling(n(r), 1))),
    [`${NODE} InsertBefore(${NODE} newChild, ${NODE} refChild)`]: (self, [c, r]) => n(self).insert(n(c), orNull(r)),
    'void Normalize()': (self) => normalize(n(self)) as undefined,
    [`${NODE} PrependChild(${NODE} newChild)`]: (self, [c]) => n(self).insert(n(c), n(self).children[0] ?? null),
    'void RemoveAll()': (self) => removeAll(n(self)) as undefined,
    [`${NODE} RemoveChild(${NODE} oldChild)`]: (self, [c]) => n(self).remove(n(c)),
    [`${NODE} ReplaceChild(${NODE} newChild, ${NODE} oldChild)`]: (self, [c, old]) => replaceChild(n(self), n(c), n(old)),
    [`${NS}.XmlNodeList SelectNodes(string xpath)`]: (self, [x]) => list(selectNodes(text(x, 'xpath'), n(self))),
    [`${NS}.XmlNodeList SelectNodes(string xpath, ${NS}.XmlNamespaceManager nsmgr)`]: (self, [x, m]) =>
      list(selectNodes(text(x, 'xpath'), n(self), namespaces(m))),
    [`${NODE} SelectSingleNode(string xpath)`]: (self, [x]) => selectNodes(text(x, 'xpath'), n(self))[0] ?? null,
    [`${NODE} SelectSingleNode(string xpath, ${NS}.XmlNamespaceManager nsmgr)`]: (self, [x, m]) =>
      selectNodes(text(x, 'xpath'), n(self), namespaces(m))[0] ?? null,
  }),
  toText: (self) => n(self).localName,
});

function prefixOf(node: PSXmlNode, uri: string): string {
  for (let x: PSXmlNode | null = node; x !== null; x = x.parent) {
    const declared = x.attributes.find((a) => a.data === uri && a.prefix === 'xmlns');
    if (declared !== undefined) return declared.localName;
  }
  return '';
}

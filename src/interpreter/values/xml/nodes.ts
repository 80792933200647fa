/** The nodes of System.Xml's document object model as heap objects, and PowerShell's adapter over them (XmlNodeAdapter in CoreAdapter.cs). */
import { AdaptedObject, type AdaptedProperty } from '../adapted.ts';
import { PSArray } from '../collections.ts';
import type { NativeContext } from '../context.ts';
import { badArgument, invalidOperation, makeError } from '../faults.ts';
import { HeapObject, snapshotClass, touch } from '../heap.ts';
import { toText } from '../text.ts';
import type { Value } from '../value.ts';

/** System.Xml.XmlNodeType's numbers of the nodes that exist here. */
export const NodeType = {
  Element: 1,
  Attribute: 2,
  Text: 3,
  CData: 4,
  EntityReference: 5,
  ProcessingInstruction: 7,
  Comment: 8,
  Document: 9,
  DocumentType: 10,
  DocumentFragment: 11,
  Whitespace: 13,
  SignificantWhitespace: 14,
  XmlDeclaration: 17,
} as const;

const FIXED_NAMES: Readonly<Record<number, string>> = {
  3: '#text',
  4: '#cdata-section',
  8: '#comment',
  9: '#document',
  11: '#document-fragment',
  13: '#whitespace',
  14: '#significant-whitespace',
  17: 'xml',
};
const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'XmlElement',
  2: 'XmlAttribute',
  3: 'XmlText',
  4: 'XmlCDataSection',
  5: 'XmlEntityReference',
  7: 'XmlProcessingInstruction',
  8: 'XmlComment',
  9: 'XmlDocument',
  10: 'XmlDocumentType',
  11: 'XmlDocumentFragment',
  13: 'XmlWhitespace',
  14: 'XmlSignificantWhitespace',
  17: 'XmlDeclaration',
};

/** An XmlNode of any kind. */
export class PSXmlNode extends AdaptedObject {
  nodeType: number;
  /** Qualified name; of nodes with a fixed name ''. */
  qualifiedName: string;
  namespace: string;
  /** Text of character data, attributes and processing instructions. */
  data: string;
  attributes: PSXmlNode[] = [];
  children: PSXmlNode[] = [];
  /** Parent, of an attribute its element. */
  parent: PSXmlNode | null = null;
  owner: PSXmlNode | null;
  /** Elements: written as `<a />`. */
  isEmpty = false;
  preserveWhitespace = false;

  constructor(nodeType: number = NodeType.Document, qualifiedName = '', owner: PSXmlNode | null = null, data = '', namespace = '') {
    super();
    this.nodeType = nodeType;
    this.qualifiedName = qualifiedName;
    this.owner = owner;
    this.data = data;
    this.namespace = namespace;
  }

  get name(): string {
    return FIXED_NAMES[this.nodeType] ?? this.qualifiedName;
  }
  get prefix(): string {
    const colon = this.qualifiedName.indexOf(':');
    return colon < 0 ? '' : this.qualifiedName.slice(0, colon);
  }
  get localName(): string {
    return FIXED_NAMES[this.nodeType] ?? this.qualifiedName.slice(this.qualifiedName.indexOf(':') + 1);
  }
  /** Full name of its .NET type. */
  get typeName(): string {
    return `System.Xml.${TYPE_NAMES[this.nodeType] ?? 'XmlNode'}`;
  }
  get isCharacterData(): boolean {
    return [3, 4, 8, 13, 14].includes(this.nodeType);
  }
  /** Text, CDATA and white space count as text; comments and instructions don't. */
  get isText(): boolean {
    return [3, 4, 13, 14].includes(this.nodeType);
  }
  get hasChildren(): boolean {
    return this.nodeType === NodeType.Attribute ? true : this.children.length > 0;
  }
  get documentElement(): PSXmlNode | null {
    return this.children.find((c) => c.nodeType === NodeType.Element) ?? null;
  }
  get document(): PSXmlNode {
    return this.nodeType === NodeType.Document ? this : (this.owner ?? this);
  }

  /** InnerText. */
  get innerText(): string {
    if (this.nodeType === NodeType.Attribute || this.isCharacterData) return this.data;
    if (this.nodeType === NodeType.ProcessingInstruction || this.nodeType === NodeType.XmlDeclaration) return this.data;
    let text = '';
    for (const c of this.children)
      if (c.nodeType !== NodeType.Comment && c.nodeType !== NodeType.ProcessingInstruction) text += c.innerText;
    return text;
  }
  set innerText(value: string) {
    touch(this);
    if (this.nodeType === NodeType.Element || this.nodeType === NodeType.DocumentFragment) {
      for (const c of this.children) detach(c);
      this.children = [];
      this.isEmpty = false;
      if (value !== '') this.append(new PSXmlNode(NodeType.Text, '', this.document, value));
    } else if (this.nodeType === NodeType.Document) {
      throw invalidOperation("The 'InnerText' of a 'Document' node is read-only and cannot be set.");
    } else this.data = value;
  }

  /** An attribute by qualified name. */
  attribute(name: string): PSXmlNode | undefined {
    return this.attributes.find((a) => a.qualifiedName === name);
  }
  /** An attribute by local name and namespace. */
  attributeNS(localName: string, namespace: string): PSXmlNode | undefined {
    return this.attributes.find((a) => a.localName === localName && a.namespace === namespace);
  }
  /** Sets or adds an attribute. */
  setAttribute(name: string, value: string, namespace = ''): PSXmlNode {
    touch(this);
    let node = namespace === '' ? this.attribute(name) : this.attributeNS(name.slice(name.indexOf(':') + 1), namespace);
    if (node === undefined) {
      node = new PSXmlNode(NodeType.Attribute, name, this.document, '', namespace);
      node.parent = this;
      this.attributes.push(node);
    }
    touch(node);
    node.data = value;
    return node;
  }
  /** Takes an attribute away. */
  removeAttribute(node: PSXmlNode): void {
    touch(this);
    touch(node);
    this.attributes = this.attributes.filter((a) => a !== node);
    node.parent = null;
  }

  /** Adds a child at the end. */
  append(child: PSXmlNode): PSXmlNode {
    return this.insert(child, null);
  }
  /** Inserts a child before another; null = at the end. Throws ArgumentException, InvalidOperationException. */
  insert(child: PSXmlNode, before: PSXmlNode | null): PSXmlNode {
    for (let n: PSXmlNode | null = this; n !== null; n = n.parent) {
      if (n === child) throw badArgument('Cannot insert a node or any ancestor of that node as a child of itself.');
    }
    if (child.document !== this.document) throw badArgument('The node to be inserted is from a different document context.');
    if (before !== null && before.parent !== this) throw badArgument('The reference node is not a child of this node.');
    if (child.nodeType === NodeType.DocumentFragment) {
      for (const c of [...child.children]) this.insert(c, before);
      return child;
    }
    if (this.nodeType === NodeType.Document && child.nodeType === NodeType.Element && this.documentElement !== null) {
      throw invalidOperation("This document already has a 'DocumentElement' node.");
    }
    if (![NodeType.Element, NodeType.Document, NodeType.DocumentFragment].includes(this.nodeType as 1 | 9 | 11)) {
      throw invalidOperation('The current node cannot contain other nodes.');
    }
    if (child === before) return child;
    detach(child);
    touch(this);
    touch(child);
    const at = before === null ? this.children.length : this.children.indexOf(before);
    this.children.splice(at, 0, child);
    child.parent = this;
    this.isEmpty = false;
    return child;
  }
  /** Takes a child away. Throws ArgumentException. */
  remove(child: PSXmlNode): PSXmlNode {
    if (child.parent !== this) throw badArgument('The node to be removed is not a child of this node.');
    detach(child);
    return child;
  }

  /** A copy, with what it holds if `deep`. */
  clone(deep: boolean, owner: PSXmlNode | null = this.owner): PSXmlNode {
    const copy = new PSXmlNode(this.nodeType, this.qualifiedName, owner, this.data, this.namespace);
    copy.isEmpty = this.isEmpty;
    copy.preserveWhitespace = this.preserveWhitespace;
    const inner = this.nodeType === NodeType.Document ? copy : owner;
    for (const a of this.attributes) {
      const c = a.clone(true, inner);
      c.parent = copy;
      copy.attributes.push(c);
    }
    if (!deep) return copy;
    for (const child of this.children) {
      const c = child.clone(true, inner);
      c.parent = copy;
      copy.children.push(c);
    }
    return copy;
  }

  adaptedTypeName(): string | null {
    return this.namespace === '' ? null : `${this.typeName}#${this.namespace}#${this.localName}`;
  }

  private matching(lower: string): PSXmlNode[] {
    const named = (n: PSXmlNode): boolean => n.localName.toLowerCase() === lower;
    return [...this.attributes.filter(named), ...this.children.filter((c) => c.nodeType !== NodeType.Whitespace && named(c))];
  }
  adaptedGet(lower: string): Value | undefined {
    const nodes = this.matching(lower);
    if (nodes.length === 0) return undefined;
    return nodes.length === 1 ? simplified(nodes[0] as PSXmlNode) : new PSArray(nodes.map(simplified));
  }
  adaptedSet(name: string, value: Value, ctx: NativeContext): boolean {
    const nodes = this.matching(name.toLowerCase());
    const node = nodes[0];
    if (node === undefined) return false;
    const text = toText(value, ctx);
    if (nodes.length > 1) throw notSettable('XmlNodeSetRestrictionsMoreThanOneNode', node.localName);
    if (!isSettable(node)) {
      const id = node.attributes.length > 0 ? 'XmlNodeSetRestrictionsNodeWithAttributes' : 'XmlNodeSetRestrictionsUnknownNodeType';
      throw notSettable(id, node.localName);
    }
    node.innerText = text;
    return true;
  }
  adaptedProperties(): AdaptedProperty[] {
    const seen = new Map<string, AdaptedProperty>();
    for (const n of [...this.attributes, ...this.children]) {
      const lower = n.localName.toLowerCase();
      if (n.nodeType === NodeType.Whitespace || seen.has(lower)) continue;
      const nodes = this.matching(lower);
      const value = simplified(nodes[0] as PSXmlNode);
      const type = nodes.length > 1 ? 'System.Object[]' : typeof value === 'string' ? 'System.String' : (value as PSXmlNode).typeName;
      seen.set(lower, { name: n.localName, type, settable: nodes.length === 1 && isSettable(nodes[0] as PSXmlNode) });
    }
    return [...seen.values()];
  }
}
snapshotClass('XmlNode', 'heap', PSXmlNode);

/** An XmlNodeList or XmlAttributeCollection: the nodes as they were when it was made. */
export class PSXmlNodeList extends HeapObject {
  items: PSXmlNode[];
  /** The element whose attributes these are, else null. */
  element: PSXmlNode | null;
  constructor(items: PSXmlNode[] = [], element: PSXmlNode | null = null) {
    super();
    this.items = items;
    this.element = element;
  }
}
snapshotClass('XmlNodeList', 'heap', PSXmlNodeList);

/** Takes a node out of its parent. */
function detach(node: PSXmlNode): void {
  const { parent } = node;
  if (parent === null) return;
  touch(parent);
  touch(node);
  parent.children = parent.children.filter((c) => c !== node);
  node.parent = null;
}

function onlyText(node: PSXmlNode): boolean {
  return node.children.length === 1 && node.children[0]?.nodeType === NodeType.Text;
}

/** A node as the value of a property: its text where it is nothing but text. */
function simplified(node: PSXmlNode): Value {
  if (node.nodeType === NodeType.Text || node.nodeType === NodeType.Attribute) return node.data;
  if (node.attributes.length > 0) return node;
  if (node.children.length === 0 || onlyText(node)) return node.innerText;
  return node;
}

function isSettable(node: PSXmlNode): boolean {
  if (node.nodeType === NodeType.Text || node.nodeType === NodeType.Attribute) return true;
  if (node.attributes.length > 0) return false;
  return node.children.length === 0 || onlyText(node);
}

function notSettable(id: string, name: string): Error {
  return makeError(
    'System.Management.Automation.SetValueException',
    id,
    'NotSpecified',
    `Cannot set "${name}" because only strings can be used as values to set XmlNode properties.`,
  );
}

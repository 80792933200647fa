/** Evaluating XPath 1.0 over {@link PSXmlNode} (W3C recommendation). */

import { NodeType, type PSXmlNode } from './nodes.ts';
import { lookupNamespace } from './parser.ts';
import { type Axis, parseXPath, type Step, type XPathNode, xpathError } from './xpathParse.ts';

/** What an expression is worth. */
export type XPathValue = PSXmlNode[] | string | number | boolean;

interface Context {
  node: PSXmlNode;
  position: number;
  size: number;
  /** Namespaces of the prefixes in the expression. */
  namespaces: ReadonlyMap<string, string>;
}

function descendants(node: PSXmlNode, out: PSXmlNode[]): void {
  for (const c of node.children) {
    out.push(c);
    descendants(c, out);
  }
}

function ancestors(node: PSXmlNode): PSXmlNode[] {
  const out: PSXmlNode[] = [];
  for (let n = node.parent; n !== null; n = n.parent) out.push(n);
  return out;
}

/** Nodes on an axis, nearest first. */
function axisNodes(node: PSXmlNode, axis: Axis): PSXmlNode[] {
  const siblings = node.nodeType === NodeType.Attribute ? [] : (node.parent?.children ?? []);
  const at = siblings.indexOf(node);
  const out: PSXmlNode[] = [];
  switch (axis) {
    case 'child':
      return node.children;
    case 'attribute':
      return node.attributes.filter((a) => a.qualifiedName !== 'xmlns' && a.prefix !== 'xmlns');
    case 'self':
      return [node];
    case 'parent':
      return node.parent === null ? [] : [node.parent];
    case 'descendant':
      descendants(node, out);
      return out;
    case 'descendant-or-self':
      out.push(node);
      descendants(node, out);
      return out;
    case 'ancestor':
      return ancestors(node);
    case 'ancestor-or-self':
      return [node, ...ancestors(node)];
    case 'following-sibling':
      return at < 0 ? [] : siblings.slice(at + 1);
    case 'preceding-sibling':
      return at < 0 ? [] : siblings.slice(0, at).reverse();
    case 'following':
      for (const n of [node, ...ancestors(node)]) {
        for (const s of axisNodes(n, 'following-sibling')) {
          out.push(s);
          descendants(s, out);
        }
      }
      return out;
    case 'preceding':
      for (const n of [node, ...ancestors(node)]) {
        for (const s of axisNodes(n, 'preceding-sibling')) {
          const inner: PSXmlNode[] = [];
          descendants(s, inner);
          out.push(...inner.reverse(), s);
        }
      }
      return out;
    default:
      return [];
  }
}

function passes(node: PSXmlNode, step: Step, c: Context): boolean {
  const { test } = step;
  const paren = test.indexOf('(');
  if (paren >= 0) {
    switch (test.slice(0, paren)) {
      case 'node':
        return node.nodeType !== NodeType.XmlDeclaration && node.nodeType !== NodeType.DocumentType;
      case 'text':
        return node.isText;
      case 'comment':
        return node.nodeType === NodeType.Comment;
      default:
        return node.nodeType === NodeType.ProcessingInstruction && (test.endsWith('()') || node.name === test.slice(paren + 1, -1));
    }
  }
  const principal = step.axis === 'attribute' ? NodeType.Attribute : NodeType.Element;
  if (node.nodeType !== principal) return false;
  if (test === '*') return true;
  const colon = test.indexOf(':');
  if (colon < 0) return node.localName === test && node.namespace === '';
  const prefix = test.slice(0, colon);
  const namespace = c.namespaces.get(prefix) ?? (prefix === 'xml' ? lookupNamespace(node, 'xml') : undefined);
  if (namespace === undefined)
    throw xpathError('Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.');
  return node.namespace === namespace && (test.endsWith(':*') || node.localName === test.slice(colon + 1));
}

function keep(nodes: PSXmlNode[], predicates: readonly XPathNode[], c: Context): PSXmlNode[] {
  let left = nodes;
  for (const predicate of predicates) {
    left = left.filter((node, i) => {
      const value = evaluate(predicate, { ...c, node, position: i + 1, size: left.length });
      return typeof value === 'number' ? value === i + 1 : toBoolean(value);
    });
  }
  return left;
}

/** The order in which nodes stand in their document. */
function documentOrder(nodes: Iterable<PSXmlNode>): PSXmlNode[] {
  const list = [...new Set(nodes)];
  if (list.length < 2) return list;
  const path = (node: PSXmlNode): number[] => {
    const out: number[] = [];
    for (let n = node; n.parent !== null; n = n.parent) {
      out.unshift(n.nodeType === NodeType.Attribute ? n.parent.attributes.indexOf(n) - 1_000_000 : n.parent.children.indexOf(n));
    }
    return out;
  };
  return list
    .map((node) => ({ node, key: path(node) }))
    .sort((a, b) => {
      for (let i = 0; i < Math.min(a.key.length, b.key.length); i++) {
        const d = (a.key[i] as number) - (b.key[i] as number);
        if (d !== 0) return d;
      }
      return a.key.length - b.key.length;
    })
    .map((x) => x.node);
}

function path(node: Extract<XPathNode, { kind: 'path' }>, c: Context): PSXmlNode[] {
  let current: PSXmlNode[];
  if (node.base !== null) current = nodeSet(evaluate(node.base, c));
  else current = [node.root ? rootOf(c.node) : c.node];
  for (const step of node.steps) {
    const found = new Set<PSXmlNode>();
    for (const n of current) {
      const passed = axisNodes(n, step.axis).filter((x) => passes(x, step, c));
      for (const x of keep(passed, step.predicates, c)) found.add(x);
    }
    current = current.length > 1 || /^(ancestor|preceding)/.test(step.axis) ? documentOrder(found) : [...found];
  }
  return current;
}

function rootOf(node: PSXmlNode): PSXmlNode {
  let n = node;
  while (n.parent !== null) n = n.parent;
  return n;
}

function nodeSet(value: XPathValue): PSXmlNode[] {
  if (Array.isArray(value)) return value;
  throw xpathError('Expression must evaluate to a node-set.');
}

const stringValue = (node: PSXmlNode): string => node.innerText;

/** XPath's string(). */
export function toXPathString(value: XPathValue): string {
  if (Array.isArray(value)) return value[0] === undefined ? '' : stringValue(value[0]);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : Number.isNaN(value) ? 'NaN' : String(value);
  return String(value);
}

function toNumber(value: XPathValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toXPathString(value).trim();
  return /^-?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

function toBoolean(value: XPathValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : typeof value === 'string' ? value !== '' : value;
}

function compare(op: string, a: XPathValue, b: XPathValue): boolean {
  if (Array.isArray(a) && typeof b !== 'boolean') return a.some((n) => compare(op, stringValue(n), b));
  if (Array.isArray(b) && typeof a !== 'boolean') return b.some((n) => compare(op, a, stringValue(n)));
  if (op === '=' || op === '!=') {
    let same: boolean;
    if (typeof a === 'boolean' || typeof b === 'boolean') same = toBoolean(a) === toBoolean(b);
    else if (typeof a === 'number' || typeof b === 'number') same = toNumber(a) === toNumber(b);
    else same = toXPathString(a) === toXPathString(b);
    return same === (op === '=');
  }
  const [x, y] = [toNumber(a), toNumber(b)];
  return op === '<' ? x < y : op === '<=' ? x <= y : op === '>' ? x > y : x >= y;
}

function arithmetic(op: string, x: number, y: number): number {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case 'div':
      return x / y;
    default:
      return x % y;
  }
}

function substring(text: string, start: number, length: number): string {
  const from = Math.round(start);
  const to = from + Math.round(length);
  return [...text].filter((_c, i) => i + 1 >= from && (Number.isNaN(to) ? false : i + 1 < to)).join('');
}

function translate(text: string, from: string, to: string): string {
  return [...text]
    .map((c) => {
      const i = from.indexOf(c);
      return i < 0 ? c : to.charAt(i);
    })
    .join('');
}

function call(name: string, args: XPathNode[], c: Context): XPathValue {
  const value = (i: number): XPathValue => evaluate(args[i] as XPathNode, c);
  const text = (i: number): string => (args[i] === undefined ? stringValue(c.node) : toXPathString(value(i)));
  const node = (): PSXmlNode | undefined => (args[0] === undefined ? c.node : nodeSet(value(0))[0]);
  switch (name) {
    case 'last':
      return c.size;
    case 'position':
      return c.position;
    case 'count':
      return nodeSet(value(0)).length;
    case 'name':
      return node()?.qualifiedName ?? '';
    case 'local-name':
      return node()?.qualifiedName === '' ? '' : (node()?.localName ?? '');
    case 'namespace-uri':
      return node()?.namespace ?? '';
    case 'string':
      return text(0);
    case 'concat':
      return args.map((_a, i) => text(i)).join('');
    case 'starts-with':
      return text(0).startsWith(text(1));
    case 'contains':
      return text(0).includes(text(1));
    case 'substring-before': {
      const at = text(0).indexOf(text(1));
      return at < 0 ? '' : text(0).slice(0, at);
    }
    case 'substring-after': {
      const at = text(0).indexOf(text(1));
      return at < 0 ? '' : text(0).slice(at + text(1).length);
    }
    case 'substring':
      return substring(text(0), toNumber(value(1)), args[2] === undefined ? Number.POSITIVE_INFINITY : toNumber(value(2)));
    case 'string-length':
      return [...text(0)].length;
    case 'normalize-space':
      return text(0)
        .trim()
        .replace(/[ \t\n\r]+/g, ' ');
    case 'translate':
      return translate(text(0), text(1), text(2));
    case 'boolean':
      return toBoolean(value(0));
    case 'not':
      return !toBoolean(value(0));
    case 'true':
      return true;
    case 'false':
      return false;
    case 'number':
      return args.length === 0 ? toNumber(stringValue(c.node)) : toNumber(value(0));
    case 'sum':
      return nodeSet(value(0)).reduce((sum, n) => sum + toNumber(stringValue(n)), 0);
    case 'floor':
      return Math.floor(toNumber(value(0)));
    case 'ceiling':
      return Math.ceil(toNumber(value(0)));
    case 'round':
      return Math.round(toNumber(value(0)));
    case 'lang': {
      const wanted = text(0).toLowerCase();
      for (const n of [c.node, ...ancestors(c.node)]) {
        const lang = n.attribute('xml:lang')?.data.toLowerCase();
        if (lang !== undefined) return lang === wanted || lang.startsWith(`${wanted}-`);
      }
      return false;
    }
    case 'id': {
      const ids = new Set(text(0).split(/\s+/));
      return axisNodes(rootOf(c.node), 'descendant').filter((n) => ids.has(n.attribute('id')?.data ?? ''));
    }
    default:
      throw xpathError('Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.');
  }
}

function evaluate(node: XPathNode, c: Context): XPathValue {
  switch (node.kind) {
    case 'number':
    case 'string':
      return node.value;
    case 'variable':
      throw xpathError('XsltContext is needed for this query because of an unknown function.');
    case 'call':
      return call(node.name, node.args, c);
    case 'negate':
      return -toNumber(evaluate(node.operand, c));
    case 'filter':
      return keep(nodeSet(evaluate(node.base, c)), node.predicates, c);
    case 'path':
      return path(node, c);
    default: {
      const { op } = node;
      if (op === 'or') return toBoolean(evaluate(node.left, c)) || toBoolean(evaluate(node.right, c));
      if (op === 'and') return toBoolean(evaluate(node.left, c)) && toBoolean(evaluate(node.right, c));
      const [a, b] = [evaluate(node.left, c), evaluate(node.right, c)];
      if (op === '|') return documentOrder([...nodeSet(a), ...nodeSet(b)]);
      if ('=!<>'.includes(op.charAt(0))) return compare(op, a, b);
      return arithmetic(op, toNumber(a), toNumber(b));
    }
  }
}

/** Evaluates an expression at a node. Throws XPathException. */
export function evaluateXPath(expression: string, node: PSXmlNode, namespaces: ReadonlyMap<string, string> = new Map()): XPathValue {
  return evaluate(parseXPath(expression), { node, position: 1, size: 1, namespaces });
}

/** The nodes that an expression selects, in document order. Throws XPathException. */
export function selectNodes(expression: string, node: PSXmlNode, namespaces?: ReadonlyMap<string, string>): PSXmlNode[] {
  return documentOrder(nodeSet(evaluateXPath(expression, node, namespaces)));
}

/** XPath 1.0 expressions as trees (W3C recommendation; errors as System.Xml.XPath words them). */
import { netError } from '../faults.ts';

/** Axes of location steps. */
export type Axis =
  | 'child'
  | 'descendant'
  | 'parent'
  | 'ancestor'
  | 'following-sibling'
  | 'preceding-sibling'
  | 'following'
  | 'preceding'
  | 'attribute'
  | 'self'
  | 'descendant-or-self'
  | 'ancestor-or-self'
  | 'namespace';

/** One step of a path. `test`: a name (`*`, `p:*`, `p:a`), or a kind of node with `()`. */
export interface Step {
  axis: Axis;
  test: string;
  predicates: XPathNode[];
}

/** A parsed expression. */
export type XPathNode =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  | { kind: 'variable'; name: string }
  | { kind: 'call'; name: string; args: XPathNode[] }
  | { kind: 'binary'; op: string; left: XPathNode; right: XPathNode }
  | { kind: 'negate'; operand: XPathNode }
  | { kind: 'filter'; base: XPathNode; predicates: XPathNode[] }
  | { kind: 'path'; root: boolean; base: XPathNode | null; steps: Step[] };

const AXES = new Set<string>([
  'child',
  'descendant',
  'parent',
  'ancestor',
  'following-sibling',
  'preceding-sibling',
  'following',
  'preceding',
  'attribute',
  'self',
  'descendant-or-self',
  'ancestor-or-self',
  'namespace',
]);
const NODE_TYPES = new Set(['node', 'text', 'comment', 'processing-instruction']);
const TOKEN =
  /\s*(?:("[^"]*"|'[^']*')|(\d+(?:\.\d*)?|\.\d+)|(\.\.|::|\/\/|!=|<=|>=|[()[\]@,/|+\-=<>*$.])|([\p{L}_][\p{L}\p{N}_.-]*(?::(?:[\p{L}_][\p{L}\p{N}_.-]*|\*))?))/uy;
const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
  '|': 8,
};

/** XPathException. */
export function xpathError(message: string): Error {
  return netError('System.Xml.XPath.XPathException', message);
}

interface Token {
  kind: 'literal' | 'number' | 'symbol' | 'name';
  text: string;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    if (text.slice(TOKEN.lastIndex).trim() === '') break;
    const m = TOKEN.exec(text);
    if (m === null) throw xpathError(`'${text}' has an invalid token.`);
    if (m[1] !== undefined) tokens.push({ kind: 'literal', text: m[1].slice(1, -1) });
    else if (m[2] !== undefined) tokens.push({ kind: 'number', text: m[2] });
    else if (m[3] !== undefined) tokens.push({ kind: 'symbol', text: m[3] });
    else {
      // A name directly before :: is an axis: its colon was not taken for a prefix.
      tokens.push({ kind: 'name', text: m[4] as string });
    }
  }
  return tokens;
}

class Parser {
  private readonly source: string;
  private readonly tokens: Token[];
  private at = 0;
  constructor(source: string) {
    this.source = source;
    this.tokens = tokenize(source);
  }

  private peek(offset = 0): string {
    const t = this.tokens[this.at + offset];
    return t === undefined || t.kind === 'literal' ? '' : t.text;
  }
  private kind(offset = 0): Token['kind'] | undefined {
    return this.tokens[this.at + offset]?.kind;
  }
  private fail(): never {
    throw xpathError(this.at >= this.tokens.length ? 'Expression must evaluate to a node-set.' : `'${this.source}' has an invalid token.`);
  }
  private expect(symbol: string): void {
    if (this.peek() !== symbol) this.fail();
    this.at++;
  }

  parse(): XPathNode {
    if (this.tokens.length === 0) throw xpathError('Expression must evaluate to a node-set.');
    const result = this.binary(0);
    if (this.at < this.tokens.length) this.fail();
    return result;
  }

  private binary(lowest: number): XPathNode {
    let left = this.unary();
    for (;;) {
      const op = this.peek();
      const precedence = this.kind() === 'symbol' || this.kind() === 'name' ? PRECEDENCE[op] : undefined;
      if (precedence === undefined || precedence <= lowest) return left;
      this.at++;
      left = { kind: 'binary', op, left, right: this.binary(precedence) };
    }
  }

  private unary(): XPathNode {
    if (this.peek() === '-') {
      this.at++;
      return { kind: 'negate', operand: this.binary(7) };
    }
    return this.pathOrPrimary();
  }

  private pathOrPrimary(): XPathNode {
    const primary = this.primary();
    if (primary === null) return this.path(null);
    const predicates = this.predicates();
    const base: XPathNode = predicates.length === 0 ? primary : { kind: 'filter', base: primary, predicates };
    return this.peek() === '/' || this.peek() === '//' ? this.path(base) : base;
  }

  private primary(): XPathNode | null {
    const token = this.tokens[this.at];
    if (token === undefined) this.fail();
    if (token.kind === 'literal') {
      this.at++;
      return { kind: 'string', value: token.text };
    }
    if (token.kind === 'number') {
      this.at++;
      return { kind: 'number', value: Number(token.text) };
    }
    if (token.text === '$') {
      this.at += 2;
      return { kind: 'variable', name: this.tokens[this.at - 1]?.text ?? '' };
    }
    if (token.text === '(') {
      this.at++;
      const inner = this.binary(0);
      this.expect(')');
      return inner;
    }
    if (token.kind === 'name' && this.peek(1) === '(' && !NODE_TYPES.has(token.text)) {
      this.at += 2;
      const args: XPathNode[] = [];
      while (this.peek() !== ')') {
        args.push(this.binary(0));
        if (this.peek() === ',') this.at++;
        else if (this.peek() !== ')') this.fail();
      }
      this.at++;
      return { kind: 'call', name: token.text, args };
    }
    return null;
  }

  private path(base: XPathNode | null): XPathNode {
    const steps: Step[] = [];
    let root = false;
    if (base === null && this.peek() === '/') {
      root = true;
      this.at++;
      if (!this.beginsStep()) return { kind: 'path', root, base, steps };
      steps.push(this.step());
    } else if (base === null && this.peek() === '//') root = true;
    else if (base === null) steps.push(this.step());
    for (;;) {
      if (this.peek() === '//') {
        this.at++;
        steps.push({ axis: 'descendant-or-self', test: 'node()', predicates: [] }, this.step());
      } else if (this.peek() === '/') {
        this.at++;
        steps.push(this.step());
      } else return { kind: 'path', root, base, steps };
    }
  }

  private beginsStep(): boolean {
    return this.kind() === 'name' || ['.', '..', '@', '*'].includes(this.peek());
  }

  private step(): Step {
    if (this.peek() === '.') {
      this.at++;
      return { axis: 'self', test: 'node()', predicates: [] };
    }
    if (this.peek() === '..') {
      this.at++;
      return { axis: 'parent', test: 'node()', predicates: [] };
    }
    let axis: Axis = 'child';
    if (this.peek() === '@') {
      this.at++;
      axis = 'attribute';
    } else if (this.peek(1) === '::') {
      if (!AXES.has(this.peek())) this.fail();
      axis = this.peek() as Axis;
      this.at += 2;
    }
    return { axis, test: this.nodeTest(), predicates: this.predicates() };
  }

  private nodeTest(): string {
    const text = this.peek();
    if (text !== '*' && this.kind() !== 'name') this.fail();
    this.at++;
    if (!NODE_TYPES.has(text) || this.peek() !== '(') return text;
    this.at++;
    let argument = '';
    if (this.kind() === 'literal') argument = this.tokens[this.at++]?.text ?? '';
    this.expect(')');
    return `${text}(${argument})`;
  }

  private predicates(): XPathNode[] {
    const found: XPathNode[] = [];
    while (this.peek() === '[') {
      this.at++;
      found.push(this.binary(0));
      this.expect(']');
    }
    return found;
  }
}

/** Parses an XPath expression. Throws XPathException. */
export function parseXPath(text: string): XPathNode {
  return new Parser(text).parse();
}

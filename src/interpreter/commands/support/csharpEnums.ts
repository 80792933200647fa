/**
 * Enums declared in C#: names and numbers, nothing that would have to be compiled. Text that holds anything else is not understood
 * here. Behaviour: the C# language specification, "Enums".
 */

/** An enum as declared. */
export interface CsEnum {
  /** Full name, namespaces included. */
  name: string;
  isFlags: boolean;
  /** Full name of the underlying type. */
  underlying: string;
  values: [string, number][];
}

const UNDERLYING: Record<string, string> = {
  byte: 'Byte',
  sbyte: 'SByte',
  short: 'Int16',
  ushort: 'UInt16',
  int: 'Int32',
  uint: 'UInt32',
};
const TOKEN = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|([A-Za-z_@][\w]*|0[xX][\da-fA-F_]+|\d[\d_]*|<<|>>|[^\s\w])/y;
const PRECEDENCE: readonly string[][] = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*']];

class NotUnderstood extends Error {}

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) throw new NotUnderstood();
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
}

class Reader {
  private at = 0;
  private readonly tokens: string[];
  readonly enums: CsEnum[] = [];
  constructor(tokens: string[]) {
    this.tokens = tokens;
  }

  take(text: string): boolean {
    if (this.tokens[this.at] !== text) return false;
    this.at++;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw new NotUnderstood();
  }

  private name(): string {
    const token = this.tokens[this.at++];
    if (token === undefined || !/^[A-Za-z_]/.test(token)) throw new NotUnderstood();
    return token;
  }

  private dotted(): string {
    let name = this.name();
    while (this.take('.')) name += `.${this.name()}`;
    return name;
  }

  /** What a file, or a namespace, holds. */
  members(namespace: string): void {
    for (;;) {
      if (this.at >= this.tokens.length || this.tokens[this.at] === '}') return;
      if (this.take('using')) {
        this.dotted();
        this.expect(';');
      } else if (this.take('namespace')) {
        const inner = this.dotted();
        this.expect('{');
        this.members(namespace === '' ? inner : `${namespace}.${inner}`);
        this.expect('}');
      } else this.enumeration(namespace);
    }
  }

  private enumeration(namespace: string): void {
    let isFlags = false;
    while (this.take('[')) {
      if (!/^(?:System\.)?Flags(?:Attribute)?$/.test(this.dotted())) throw new NotUnderstood();
      isFlags = true;
      this.expect(']');
    }
    if (!this.take('public')) this.take('internal');
    this.expect('enum');
    const own = this.name();
    let underlying = 'Int32';
    if (this.take(':')) {
      underlying = UNDERLYING[this.name()] ?? '';
      if (underlying === '') throw new NotUnderstood();
    }
    this.expect('{');
    const values: [string, number][] = [];
    let next = 0;
    while (!this.take('}')) {
      const member = this.name();
      if (this.take('=')) next = this.value(0, values);
      values.push([member, next]);
      next++;
      if (this.take(',')) continue;
      this.expect('}');
      break;
    }
    this.take(';');
    this.enums.push({ name: namespace === '' ? own : `${namespace}.${own}`, isFlags, underlying: `System.${underlying}`, values });
  }

  /** A constant expression of whole numbers and members declared before. */
  private value(level: number, known: [string, number][]): number {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.operand(known);
    let left = this.value(level + 1, known);
    for (;;) {
      const operator = operators.find((o) => this.take(o));
      if (operator === undefined) return left;
      left = combined(operator, left, this.value(level + 1, known));
    }
  }

  private operand(known: [string, number][]): number {
    if (this.take('(')) {
      const inner = this.value(0, known);
      this.expect(')');
      return inner;
    }
    if (this.take('-')) return -this.operand(known);
    if (this.take('~')) return ~this.operand(known);
    const token = this.tokens[this.at++] ?? '';
    const number = /^\d/.test(token) ? Number(token.replace(/_/g, '')) : known.find(([name]) => name === token)?.[1];
    if (number === undefined || !Number.isSafeInteger(number)) throw new NotUnderstood();
    return number;
  }
}

function combined(operator: string, a: number, b: number): number {
  switch (operator) {
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    case '&':
      return a & b;
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    default:
      return a * b;
  }
}

/** The enums of a C# text that declares nothing else; null for any other text. */
export function csharpEnums(source: string): CsEnum[] | null {
  try {
    const reader = new Reader(tokensOf(source));
    reader.members('');
    return reader.enums.length === 0 || reader.take('}') ? null : reader.enums;
  } catch (e) {
    if (e instanceof NotUnderstood) return null;
    throw e;
  }
}

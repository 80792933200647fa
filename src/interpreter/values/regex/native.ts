/**
 * The fast path: JavaScript's own RegExp, for patterns that mean exactly the same there once they are spelled out, and whose
 * running time is bounded for the input at hand. Everything that differs is written as explicit classes, so no flag of
 * JavaScript's that changes meaning is ever used.
 */
import { Analysis, inOrder } from './analysis.ts';
import { type ParsedPattern, type RegexNode, UNBOUNDED } from './ast.ts';
import { type CharSet, invertSet, isFull } from './charset.ts';
import { nativeInputLimit } from './native-cost.ts';
import { RegexOptions } from './options.ts';
import { parsePattern } from './parser.ts';

/** A pattern in JavaScript's syntax. */
export interface NativePattern {
  /** With the groups as captures, and without any. */
  source: string;
  plainSource: string;
  /** The slot of each of JavaScript's groups, in order, group 0 included. */
  slots: number[];
  /** Longest input for which its running time is acceptable. */
  inputLimit: number;
}

/** Longer classes make the browser's compiler slow. */
const MAX_CLASS_RANGES = 1200;
/** Sources longer than this are not worth compiling. */
const MAX_SOURCE = 200_000;

/**
 * The same pattern as a JavaScript RegExp with the flags d and g, or null if it has no exact counterpart or may take more than
 * 20 ms or so on inputs of `inputLength`; without it, on such of 100,000 characters, which only patterns of linear time pass.
 * @throws RegexParseError, ArgumentOutOfRangeError
 */
export function toNativeRegExp(pattern: string, options: number, inputLength = 100_000): RegExp | null {
  const native = toNativePattern(parsePattern(pattern, options), options);
  return native && inputLength <= native.inputLimit ? new RegExp(native.source, 'dg') : null;
}

/** The pattern in JavaScript's syntax, or null if it cannot be said there. */
export function toNativePattern({ root, groups }: ParsedPattern, options: number): NativePattern | null {
  if ((options & (RegexOptions.RightToLeft | RegexOptions.ECMAScript)) !== 0) return null;
  const analysis = new Analysis((options & RegexOptions.CultureInvariant) !== 0);
  const inputLimit = nativeInputLimit(root, analysis, startsAtBeginning(root));
  if (inputLimit === 0) return null;
  const writer = new Writer(analysis, true);
  const source = writer.write(root, false);
  if (source === null || source.length > MAX_SOURCE || new Set(writer.slots).size !== groups.length) return null;
  if (writer.slots.length !== groups.length) return null;
  return { source, plainSource: new Writer(analysis, false).write(root, false) ?? source, slots: writer.slots, inputLimit };
}

function startsAtBeginning(node: RegexNode): boolean {
  if (node.kind === 'anchor') return node.anchor === 'begin';
  if (node.kind === 'capture') return startsAtBeginning(node.body);
  if (node.kind === 'alternation') return node.children.every(startsAtBeginning);
  return node.kind === 'sequence' && startsAtBeginning(inOrder(node)[0]);
}

function escapeUnit(unit: number): string {
  const plain = (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
  return plain ? String.fromCharCode(unit) : `\\u${unit.toString(16).padStart(4, '0')}`;
}

function classText(set: CharSet): string {
  let text = '';
  for (let i = 0; i < set.length; i += 2) {
    text += escapeUnit(set[i]);
    const last = set[i + 1] - 1;
    if (last > set[i]) text += `${last > set[i] + 1 ? '-' : ''}${escapeUnit(last)}`;
  }
  return text;
}

class Writer {
  readonly slots: number[] = [0];
  private readonly analysis: Analysis;
  private readonly captures: boolean;

  constructor(analysis: Analysis, captures: boolean) {
    this.analysis = analysis;
    this.captures = captures;
  }

  /** The source of a node, null if it cannot be said. Captures in loops keep only their last value there, so they are refused. */
  write(node: RegexNode, inLoop: boolean): string | null {
    switch (node.kind) {
      case 'empty':
        return '';
      case 'nothing':
        return '[]';
      case 'text':
        return this.text(node.text, node.ci);
      case 'set':
        return this.set(node.set);
      case 'anchor':
        return anchorText(node.anchor);
      case 'sequence':
        return this.all(node.children, inLoop, '');
      case 'alternation': {
        const text = this.all(node.children, inLoop, '|');
        return text === null ? null : `(?:${text})`;
      }
      case 'capture': {
        if (inLoop || node.uncapture >= 0) return null;
        this.slots.push(node.slot);
        const body = this.write(node.body, inLoop);
        return body === null ? null : `(${this.captures ? '' : '?:'}${body})`;
      }
      case 'loop': {
        const body = this.write(node.body, inLoop || node.max > 1 || this.analysis.minLength(node.body) === 0);
        if (body === null) return null;
        const single = this.analysis.singleSet(node.body) !== null;
        return `${single ? body : `(?:${body})`}${quantifier(node.min, node.max)}${node.lazy ? '?' : ''}`;
      }
      default:
        return null;
    }
  }

  private all(children: RegexNode[], inLoop: boolean, separator: string): string | null {
    const parts: string[] = [];
    for (const child of children) {
      const part = this.write(child, inLoop);
      if (part === null) return null;
      parts.push(part);
    }
    return parts.join(separator);
  }

  private text(text: string, ci: boolean): string | null {
    let out = '';
    for (let i = 0; i < text.length; i++) out += this.set(this.analysis.unitSet(text.charCodeAt(i), ci));
    return out;
  }

  private set(set: CharSet): string | null {
    if (set.length === 2 && set[1] === set[0] + 1) return escapeUnit(set[0]);
    if (isFull(set)) return '[^]';
    const rest = invertSet(set);
    if (Math.min(set.length, rest.length) > MAX_CLASS_RANGES * 2) return null;
    return rest.length < set.length ? `[^${classText(rest)}]` : `[${classText(set)}]`;
  }
}

function quantifier(min: number, max: number): string {
  if (max === UNBOUNDED) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

/** Word boundaries go by other word characters in JavaScript, \G has no counterpart. */
function anchorText(anchor: string): string | null {
  switch (anchor) {
    case 'begin':
      return '^';
    case 'end':
      return '$';
    case 'endz':
      return '(?=\\n?$)';
    case 'bol':
      return '(?:^|(?<=\\n))';
    case 'eol':
      return '(?=\\n|$)';
    default:
      return null;
  }
}

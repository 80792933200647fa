/**
 * The second pass over a pattern: text to tree. The order in which things are looked at follows .NET 10, because the error
 * that a wrong pattern gets, and the offset in it, depend on that order.
 */
import { DotNetError } from '../dotnet/errors.ts';
import { type AnchorKind, type ParsedPattern, type RegexNode, type TextNode, UNBOUNDED } from './ast.ts';
import { escapeSet, scanCharClass, scanPropertySet } from './char-class.ts';
import { FULL_SET, invertSet, rangeSet } from './charset.ts';
import { type GroupTable, numberGroups } from './group-numbers.ts';
import { type Opening, readGroupOpening } from './group-opening.ts';
import { checkOptions, RegexOptions } from './options.ts';
import { isDigit, isNameChar, isQuantifier, isSpecial, PatternScanner } from './scanner.ts';
import { closeOverCase } from './unicode.ts';

/** Deeper nesting than this is refused: later passes over the tree go down by recursion. .NET throws the same when its stack ends. */
const MAX_DEPTH = 600;
const TOO_DEEP =
  'Insufficient stack to continue executing the program safely. This can happen from having too many functions on the call stack ' +
  'or function on the stack using too much stack space.';

/** A group that is open while its contents are read. */
interface Frame {
  opening: Opening;
  /** Options in force outside, restored at the closing parenthesis. */
  outerOptions: number;
  /** Finished branches (of a condition: the condition itself first). */
  branches: RegexNode[];
  /** The branch being read. */
  current: RegexNode[];
  rtl: boolean;
}

const ANCHORS: Record<string, AnchorKind> = { A: 'begin', G: 'start', Z: 'endz', z: 'end' };

/** Parses a pattern. @throws RegexParseError, ArgumentOutOfRangeError (options), InsufficientExecutionStackException (nesting) */
export function parsePattern(pattern: string, options: number): ParsedPattern {
  checkOptions(options);
  return new PatternParser(pattern, options).parse();
}

class PatternParser {
  private readonly scanner: PatternScanner;
  private readonly table: GroupTable;
  private readonly frames: Frame[] = [];
  private frame: Frame;
  /** The number that the next unnamed group gets. */
  private nextGroup = 1;
  /** The next parenthesis is that of a condition and does not capture. */
  private ignoreNextParen = false;

  constructor(pattern: string, options: number) {
    this.table = numberGroups(pattern, options);
    this.scanner = new PatternScanner(pattern, options);
    this.frame = this.newFrame({ kind: 'group' }, options);
  }

  private newFrame(opening: Opening, outerOptions: number): Frame {
    return { opening, outerOptions, branches: [], current: [], rtl: this.scanner.has(RegexOptions.RightToLeft) };
  }

  parse(): ParsedPattern {
    const { scanner } = this;
    let afterQuantifier = false;
    let quantifier = false;
    while (!scanner.atEnd) {
      afterQuantifier = quantifier;
      quantifier = false;
      scanner.skipBlank();
      const start = scanner.pos;
      scanner.skipOrdinary();
      const end = scanner.pos;
      scanner.skipBlank();
      let char = '';
      if (!scanner.atEnd && isSpecial(scanner.peek())) {
        char = scanner.peek();
        quantifier = isQuantifier(char);
        scanner.pos++;
      }
      let unit: RegexNode | null = null;
      if (start < end) {
        afterQuantifier = false;
        this.addText(scanner.pattern.slice(start, quantifier ? end - 1 : end));
        if (quantifier) unit = this.charNode(scanner.pattern.charCodeAt(end - 1));
      }
      if (char === '') continue;
      if (quantifier) {
        if (!unit) throw scanner.error(afterQuantifier ? 'NestedQuantifiersNotParenthesized' : 'QuantifierAfterNothing', char);
        scanner.pos--;
      } else unit = this.readSpecial(char);
      if (unit) quantifier = this.addQuantified(unit);
    }
    if (this.frames.length > 0) throw scanner.error('InsufficientClosingParentheses');
    return { root: this.closeFrame(), groups: this.table.groups };
  }

  /** Handles a special character that is no quantifier; null if nothing came of it that could be quantified. */
  private readSpecial(char: string): RegexNode | null {
    const { scanner } = this;
    const rtl = scanner.has(RegexOptions.RightToLeft);
    switch (char) {
      case '[':
        return { kind: 'set', set: scanCharClass(scanner, false), rtl };
      case '(':
        this.openGroup();
        return null;
      case '|':
        this.frame.branches.push(this.takeBranch());
        return null;
      case ')':
        return this.closeGroup();
      case '\\':
        if (scanner.atEnd) throw scanner.error('UnescapedEndingBackslash');
        return this.readBackslash();
      case '^':
        return { kind: 'anchor', anchor: scanner.has(RegexOptions.Multiline) ? 'bol' : 'begin', rtl };
      case '$':
        return { kind: 'anchor', anchor: scanner.has(RegexOptions.Multiline) ? 'eol' : 'endz', rtl };
      default:
        return { kind: 'set', set: scanner.has(RegexOptions.Singleline) ? FULL_SET : invertSet(rangeSet(0x0a, 0x0a)), rtl };
    }
  }

  /** Adds a unit with the quantifier that follows it, if one does; true if one did. */
  private addQuantified(unit: RegexNode): boolean {
    const { scanner } = this;
    scanner.skipBlank();
    if (scanner.atEnd || !scanner.atQuantifier()) {
      this.frame.current.push(unit);
      return false;
    }
    let min = 0;
    let max = UNBOUNDED;
    const char = scanner.peek();
    scanner.pos++;
    if (char === '?') max = 1;
    else if (char === '+') min = 1;
    else if (char === '{') {
      min = scanner.scanDecimal();
      max = min;
      if (scanner.peek() === ',') {
        scanner.pos++;
        max = scanner.peek() === '}' ? UNBOUNDED : scanner.scanDecimal();
      }
      scanner.pos++;
    }
    scanner.skipBlank();
    const lazy = scanner.peek() === '?';
    if (lazy) scanner.pos++;
    if (min > max) throw scanner.error('ReversedQuantifierRange');
    if (max === 0) this.frame.current.push({ kind: 'empty' });
    else if (min === 1 && max === 1) this.frame.current.push(unit);
    else this.frame.current.push({ kind: 'loop', body: unit, min, max, lazy });
    return true;
  }

  /** A character as a node. */
  private charNode(unit: number): TextNode {
    const { scanner } = this;
    const ci = scanner.has(RegexOptions.IgnoreCase);
    return { kind: 'text', text: String.fromCharCode(unit), ci, rtl: scanner.has(RegexOptions.RightToLeft) };
  }

  private addText(text: string): void {
    for (let i = 0; i < text.length; i++) this.addChar(text.charCodeAt(i));
  }

  /** Adds a character to the branch, joining it to text before it. */
  private addChar(unit: number): void {
    const node = this.charNode(unit);
    const { current } = this.frame;
    const last = current[current.length - 1];
    if (last?.kind === 'text' && last.ci === node.ci) last.text += node.text;
    else current.push(node);
  }

  private openGroup(): void {
    const { scanner } = this;
    const outerOptions = scanner.options;
    const opening = readGroupOpening(scanner, this.table, {
      nextGroup: () => this.nextGroup++,
      takeIgnoreNext: () => {
        const ignore = this.ignoreNextParen;
        this.ignoreNextParen = false;
        return ignore;
      },
      inCondition: this.frame.opening.kind === 'iflook',
    });
    if (!opening) return;
    if (opening.kind === 'iflook') this.ignoreNextParen = true;
    if (this.frames.length >= MAX_DEPTH) throw new DotNetError('System.InsufficientExecutionStackException', TOO_DEEP);
    this.frames.push(this.frame);
    this.frame = this.newFrame(opening, outerOptions);
  }

  /** The node of the finished group, or null if it became the condition of the group around it. */
  private closeGroup(): RegexNode | null {
    const outer = this.frames.pop();
    if (!outer) throw this.scanner.error('InsufficientOpeningParentheses');
    const { outerOptions } = this.frame;
    const node = this.closeFrame();
    this.frame = outer;
    if (outer.opening.kind === 'iflook' && outer.branches.length === 0 && outer.current.length === 0) {
      outer.branches.push(node);
      this.scanner.options = outerOptions;
      return null;
    }
    this.scanner.options = outerOptions;
    return node;
  }

  /** The branch that was read, as one node. */
  private takeBranch(): RegexNode {
    const { frame } = this;
    const children = frame.current;
    frame.current = [];
    if (children.length === 0) return { kind: 'empty' };
    return children.length === 1 ? children[0] : { kind: 'sequence', children, rtl: frame.rtl };
  }

  private closeFrame(): RegexNode {
    const { opening, branches, rtl } = this.frame;
    branches.push(this.takeBranch());
    if (opening.kind === 'ifgroup' || opening.kind === 'iflook') {
      const parts = opening.kind === 'iflook' ? branches.slice(1) : branches;
      if (parts.length > 2) throw this.scanner.error('AlternationHasTooManyConditions');
      const yes = parts[0] ?? { kind: 'empty' };
      const no = parts[1] ?? { kind: 'empty' };
      if (opening.kind === 'ifgroup') return { kind: 'ifgroup', slot: opening.slot, yes, no };
      return { kind: 'iflook', condition: branches[0], yes, no };
    }
    const body: RegexNode = branches.length === 1 ? branches[0] : { kind: 'alternation', children: branches };
    switch (opening.kind) {
      case 'capture':
        return { kind: 'capture', slot: opening.slot, uncapture: opening.uncapture, body, rtl };
      case 'atomic':
        return { kind: 'atomic', body };
      case 'look':
        return { kind: 'look', body, negative: opening.negative, behind: opening.behind };
      default:
        // A group keeps its contents together for a quantifier: (?:ab)* is not a(b*).
        return body;
    }
  }

  /** Reads what follows a backslash. */
  private readBackslash(): RegexNode {
    const { scanner } = this;
    const char = scanner.peek();
    const rtl = scanner.has(RegexOptions.RightToLeft);
    const ecma = scanner.has(RegexOptions.ECMAScript);
    if (char === 'b' || char === 'B') {
      scanner.pos++;
      const word = char === 'b';
      return { kind: 'anchor', anchor: ecma ? (word ? 'ecmaword' : 'notecmaword') : word ? 'word' : 'notword', rtl };
    }
    const anchor = ANCHORS[char];
    if (anchor) {
      scanner.pos++;
      return { kind: 'anchor', anchor, rtl };
    }
    if ('wWsSdD'.includes(char)) {
      scanner.pos++;
      return { kind: 'set', set: escapeSet(char, ecma), rtl };
    }
    if (char === 'p' || char === 'P') {
      scanner.pos++;
      const ignoreCase = scanner.has(RegexOptions.IgnoreCase);
      const { set, category } = scanPropertySet(scanner, char, ignoreCase);
      const widen = ignoreCase && !category;
      return { kind: 'set', set: widen ? closeOverCase(set, scanner.has(RegexOptions.CultureInvariant)) : set, rtl };
    }
    return this.readReferenceOrChar();
  }

  private readReferenceOrChar(): RegexNode {
    const { scanner } = this;
    const { pattern } = scanner;
    const start = scanner.pos;
    let angled = false;
    let close = '';
    const char = scanner.peek();
    if (char === 'k' || ((char === '<' || char === "'") && scanner.pos + 1 < pattern.length)) {
      // \k<name>, and its older form \<name>.
      if (char === 'k') scanner.pos++;
      const open = scanner.peek();
      if (open !== '') scanner.pos++;
      angled = open === '<' || open === "'";
      close = open === "'" ? "'" : '>';
      if (char === 'k' && (!angled || scanner.atEnd)) throw scanner.error('MalformedNamedReference');
    }
    const next = scanner.peek();
    if (angled && isDigit(next)) {
      const number = scanner.scanDecimal();
      if (!scanner.atEnd && pattern[scanner.pos++] === close) return this.refNode(number);
    } else if (!angled && next >= '1' && next <= '9') {
      const number = this.readBareReference();
      if (number >= 0) return this.refNode(number);
    } else if (angled && next !== '' && isNameChar(next)) {
      const name = scanner.scanName();
      if (!scanner.atEnd && pattern[scanner.pos++] === close) {
        const number = this.table.names.get(name);
        if (number === undefined) throw scanner.error('UndefinedNamedReference', name);
        return this.refNode(number);
      }
    }
    scanner.pos = start;
    return this.charNode(scanner.scanCharEscape());
  }

  /** The group number of \12, or -1 if the digits are an octal character. */
  private readBareReference(): number {
    const { scanner, table } = this;
    if (!scanner.has(RegexOptions.ECMAScript)) {
      const number = scanner.scanDecimal();
      if (table.slots.has(number)) return number;
      if (number <= 9) throw scanner.error('UndefinedNumberedReference', String(number));
      return -1;
    }
    // ECMAScript: the longest number of a group that began before this place.
    const before = scanner.pos - 1;
    const top = table.groups[table.groups.length - 1].number + 1;
    let found = -1;
    let number = Number(scanner.peek());
    while (number <= top) {
      if ((table.starts.get(number) ?? before) < before) found = number;
      scanner.pos++;
      if (!isDigit(scanner.peek())) break;
      number = number * 10 + Number(scanner.peek());
    }
    return found;
  }

  private refNode(number: number): RegexNode {
    const { scanner } = this;
    const slot = this.table.slots.get(number);
    if (slot === undefined) throw scanner.error('UndefinedNumberedReference', String(number));
    return {
      kind: 'ref',
      slot,
      ci: scanner.has(RegexOptions.IgnoreCase),
      ecma: scanner.has(RegexOptions.ECMAScript),
      rtl: scanner.has(RegexOptions.RightToLeft),
    };
  }
}

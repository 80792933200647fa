/** Tree to program. */
import { Analysis, AT_END, either, type Follow, inOrder, someNode } from './analysis.ts';
import { type AnchorKind, type LoopNode, type ParsedPattern, type RegexNode, UNBOUNDED } from './ast.ts';
import { areDisjoint, type CharSet, FULL_SET, invertSet, isFull, isSubset, setSize } from './charset.ts';
import { Op, Test } from './opcodes.ts';
import { RegexOptions } from './options.ts';
import { parsePattern } from './parser.ts';
import type { RegexProgram } from './program.ts';
import { findSearch } from './start-search.ts';
import { boundarySet, foldTable, wordSet } from './unicode.ts';

/**
 * Compiles a pattern. The result is plain data and depends on nothing but the two arguments.
 * @throws RegexParseError for a wrong pattern, ArgumentOutOfRangeError for wrong options
 */
export function parseRegex(pattern: string, options: number): RegexProgram {
  return compileTree(pattern, options, parsePattern(pattern, options));
}

/** Compiles a parsed pattern. */
export function compileTree(pattern: string, options: number, parsed: ParsedPattern): RegexProgram {
  return new Compiler(pattern, options).compile(parsed);
}

const ANCHOR_CODES: Partial<Record<AnchorKind, number>> = {
  bol: Op.Bol,
  eol: Op.Eol,
  begin: Op.Begin,
  start: Op.Start,
  endz: Op.EndZ,
  end: Op.End,
};

/** What is true where a node is compiled. */
interface Place {
  /** How the pattern goes on behind it. */
  after: Follow;
  /** It can be entered again while choices made in it are open: it stands in a loop, with no atomic border between. */
  inLoop: boolean;
}

class Compiler {
  private readonly program: RegexProgram;
  private readonly code: number[];
  private readonly analysis: Analysis;
  private readonly setIndex = new Map<CharSet, number>();
  private readonly textIndex = new Map<string, number>();
  private readonly invariant: boolean;

  constructor(pattern: string, options: number) {
    this.invariant = (options & RegexOptions.CultureInvariant) !== 0;
    this.analysis = new Analysis(this.invariant);
    this.code = [];
    this.program = {
      pattern,
      options,
      code: this.code,
      sets: [],
      bits: [],
      texts: [],
      groups: [],
      registers: 0,
      rightToLeft: (options & RegexOptions.RightToLeft) !== 0,
      minLength: 0,
      folds: false,
      search: { kind: 'any' },
    };
  }

  compile({ root, groups }: ParsedPattern): RegexProgram {
    const { program } = this;
    program.groups = groups;
    program.minLength = this.analysis.minLength(root);
    program.search = findSearch(root, this.analysis, program.rightToLeft, (set) => this.addSet(set));
    this.emit(Op.Search);
    const bumps = !program.rightToLeft && !someNode(root, refersToGroup);
    this.node(bumps ? withBump(root) : root, { after: AT_END, inLoop: false });
    this.emit(Op.Match);
    return program;
  }

  private emit(...words: number[]): number {
    this.code.push(...words);
    return this.code.length - words.length;
  }

  private register(count: number): number {
    const first = this.program.registers;
    this.program.registers += count;
    return first;
  }

  private addSet(set: CharSet): number {
    const known = this.setIndex.get(set);
    if (known !== undefined) return known;
    const { sets, bits } = this.program;
    let index = sets.findIndex((other) => sameSet(other, set));
    if (index < 0) {
      index = sets.push(set) - 1;
      bits.push(...latinBits(set));
    }
    this.setIndex.set(set, index);
    return index;
  }

  private addText(text: string): number {
    const known = this.textIndex.get(text);
    if (known !== undefined) return known;
    const index = this.program.texts.push(text) - 1;
    this.textIndex.set(text, index);
    return index;
  }

  /** The test of a set, as a pair of operands. */
  private test(set: CharSet): [number, number] {
    if (set.length === 2 && set[1] === set[0] + 1) return [Test.Char, set[0]];
    if (isFull(set)) return [Test.Any, 0];
    const rest = set.length <= 4 ? invertSet(set) : set;
    if (rest.length === 2 && rest[1] === rest[0] + 1) return [Test.NotChar, rest[0]];
    return [Test.Set, this.addSet(set)];
  }

  private node(node: RegexNode, place: Place): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'bump':
        this.emit(Op.Bump);
        return;
      case 'nothing':
        this.emit(Op.Fail);
        return;
      case 'text':
        this.text(node.text, node.ci, node.rtl);
        return;
      case 'set':
        this.single(node.set, node.rtl);
        return;
      case 'ref':
        if (node.ci) this.program.folds = true;
        this.emit(node.rtl ? Op.RefR : Op.Ref, node.slot, node.ci ? 1 : 0, node.ecma ? 1 : 0);
        return;
      case 'anchor':
        this.anchor(node.anchor);
        return;
      case 'sequence':
        this.sequence(inOrder(node), place);
        return;
      case 'alternation':
        this.alternation(node.children, place);
        return;
      case 'loop':
        this.loop(node, place);
        return;
      case 'capture':
        this.capture(node, place);
        return;
      case 'atomic': {
        const r = this.register(2);
        this.emit(Op.AtomicBegin, r);
        this.node(node.body, { after: AT_END, inLoop: false });
        this.emit(Op.AtomicEnd, r);
        return;
      }
      case 'look':
        this.look(node.body, node.negative);
        return;
      case 'ifgroup': {
        const branch = this.emit(Op.IfGroup, node.slot, 0) + 2;
        this.eitherPart(node.yes, node.no, branch, place);
        return;
      }
      case 'iflook': {
        const r = this.register(3);
        const branch = this.emit(Op.ConditionBegin, r, 0) + 2;
        this.node(node.condition, { after: AT_END, inLoop: false });
        this.emit(Op.LookEnd, r);
        this.eitherPart(node.yes, node.no, branch, place);
        return;
      }
    }
  }

  /** The two parts of a condition; `branch` is where the address of the second one belongs. */
  private eitherPart(yes: RegexNode, no: RegexNode, branch: number, place: Place): void {
    this.node(yes, place);
    const end = this.emit(Op.Jump, 0) + 1;
    this.code[branch] = this.code.length;
    this.node(no, place);
    this.code[end] = this.code.length;
  }

  private text(text: string, ci: boolean, rtl: boolean): void {
    const sets = [...Array(text.length).keys()].map((i) => this.analysis.unitSet(text.charCodeAt(i), ci));
    const varies = sets.some((set) => setSize(set) > 1);
    if (text.length === 1) this.single(sets[0], rtl);
    else if (!varies) this.emit(rtl ? Op.TextR : Op.Text, this.addText(text));
    else {
      this.program.folds = true;
      const fold = foldTable(this.invariant);
      let folded = '';
      for (let i = 0; i < text.length; i++) folded += String.fromCharCode(fold[text.charCodeAt(i)]);
      this.emit(rtl ? Op.TextCiR : Op.TextCi, this.addText(folded));
    }
  }

  private single(set: CharSet, rtl: boolean): void {
    if (set.length === 0) {
      this.emit(Op.Fail);
      return;
    }
    const [test, operand] = this.test(set);
    if (test === Test.Char) this.emit(rtl ? Op.CharR : Op.Char, operand);
    else if (test === Test.NotChar) this.emit(rtl ? Op.NotCharR : Op.NotChar, operand);
    else this.emit(rtl ? Op.SetR : Op.Set, test === Test.Any ? this.addSet(FULL_SET) : operand);
  }

  private anchor(anchor: AnchorKind): void {
    const simple = ANCHOR_CODES[anchor];
    if (simple !== undefined) this.emit(simple);
    else {
      const ecma = anchor === 'ecmaword' || anchor === 'notecmaword';
      const wanted = anchor === 'word' || anchor === 'ecmaword';
      this.emit(Op.Boundary, this.addSet(boundarySet(ecma)), wanted ? 1 : 0);
    }
  }

  private sequence(children: RegexNode[], place: Place): void {
    const after: Follow[] = [];
    let follow = place.after;
    for (let i = children.length - 1; i >= 0; i--) {
      after[i] = follow;
      follow = this.analysis.before(children[i], follow);
    }
    children.forEach((child, i) => {
      this.node(child, { ...place, after: after[i] });
    });
  }

  /** A choice between going on with `body` and the address that the caller fills in at the place returned. */
  private split(body: RegexNode, other: Follow, rtl: boolean): number {
    const first = this.analysis.first(body);
    const guards = !rtl && !first.end && !isFull(first.set) && this.analysis.minLength(body) > 0;
    if (!guards) return this.emit(Op.Split, 0) + 1;
    const definite = !other.end && !isFull(other.set);
    return this.emit(Op.Branch, this.addSet(first.set), definite ? this.addSet(other.set) : -1, 0) + 3;
  }

  private alternation(children: RegexNode[], place: Place): void {
    const ends: number[] = [];
    const rest: Follow[] = [];
    for (let i = children.length - 1; i > 0; i--) {
      const own = this.analysis.before(children[i], place.after);
      rest[i - 1] = i === children.length - 1 ? own : either(own, rest[i]);
    }
    children.forEach((child, i) => {
      const last = i === children.length - 1;
      const branch = last ? 0 : this.split(child, rest[i], runsLeft(child));
      this.node(child, place);
      if (last) return;
      ends.push(this.emit(Op.Jump, 0) + 1);
      this.code[branch] = this.code.length;
    });
    for (const end of ends) this.code[end] = this.code.length;
  }

  private capture(node: RegexNode & { kind: 'capture' }, place: Place): void {
    const length = node.uncapture < 0 ? this.analysis.fixedLength(node.body) : -1;
    if (length >= 0) {
      this.node(node.body, place);
      this.emit(Op.CloseFixed, node.slot, node.rtl ? -length : length);
      return;
    }
    const r = this.register(1);
    this.emit(place.inLoop ? Op.OpenKeep : Op.Open, r);
    this.node(node.body, place);
    if (node.uncapture < 0) this.emit(Op.Close, node.slot, r);
    else this.emit(Op.CloseBalance, node.slot, node.uncapture, r);
  }

  private look(body: RegexNode, negative: boolean): void {
    const r = this.register(3);
    const inside: Place = { after: AT_END, inLoop: false };
    if (!negative) {
      this.emit(Op.LookBegin, r);
      this.node(body, inside);
      this.emit(Op.LookEnd, r);
      return;
    }
    const branch = this.emit(Op.NegativeBegin, r, 0) + 2;
    this.node(body, inside);
    this.emit(Op.NegativeEnd, r);
    this.code[branch] = this.code.length;
  }

  private loop(original: LoopNode, place: Place): void {
    const node = flattened(original);
    const single = this.analysis.singleSet(node.body);
    if (single) this.singleLoop(node, single, place.after);
    else if (node.min === 0 && node.max === 1) this.optional(node, place);
    else if (node.max === UNBOUNDED && node.min <= 1 && this.analysis.minLength(node.body) > 0) this.simpleLoop(node, place);
    else this.countedLoop(node, place);
  }

  /** A loop over one character: a single instruction. */
  private singleLoop(node: LoopNode, set: CharSet, after: Follow): void {
    const { min, max, lazy } = node;
    const rtl = runsLeft(node.body);
    const [test, operand] = this.test(set);
    const disjoint = areDisjoint(set, after.set);
    // Giving a character back never helps if what follows cannot begin with it, nor before \b if all are word characters.
    const edge = after.wordEdge === true && min > 0 && isSubset(set, wordSet(false));
    const never = min === max || (lazy ? disjoint && !after.end : disjoint || edge);
    if (never) {
      this.emit(rtl ? Op.RunR : Op.Run, test, operand, min, max);
    } else if (lazy) {
      this.emit(rtl ? Op.LazyR : Op.Lazy, test, operand, min, max);
    } else {
      const next = !rtl && !after.end && after.set.length === 2 && setSize(after.set) === 1 ? after.set[0] : -1;
      this.emit(rtl ? Op.LoopR : Op.Loop, test, operand, min, max, next);
    }
  }

  private optional(node: LoopNode, place: Place): void {
    const branch = node.lazy ? this.emit(Op.SplitLazy, 0) + 1 : this.split(node.body, place.after, runsLeft(node.body));
    this.node(node.body, place);
    this.code[branch] = this.code.length;
  }

  /** How matching can go on after one round of an unbounded loop. */
  private roundPlace(node: LoopNode, place: Place): Place {
    const again = this.analysis.before(node.body, place.after);
    return { after: either(again, place.after), inLoop: true };
  }

  /** * and + over something that takes at least one character: no counting, no looking for empty rounds. */
  private simpleLoop(node: LoopNode, place: Place): void {
    const inside = this.roundPlace(node, place);
    const choose = () => (node.lazy ? this.emit(Op.SplitLazy, 0) + 1 : this.split(node.body, place.after, runsLeft(node.body)));
    const top = this.code.length;
    if (node.min === 0) {
      const branch = choose();
      this.node(node.body, inside);
      this.emit(Op.Jump, top);
      this.code[branch] = this.code.length;
    } else {
      this.node(node.body, inside);
      const branch = choose();
      this.emit(Op.Jump, top);
      this.code[branch] = this.code.length;
    }
  }

  /** Any other loop. As in .NET, a round that took nothing is the last one, and its captures stay. */
  private countedLoop(node: LoopNode, place: Place): void {
    const { min, max, lazy, body } = node;
    const r = this.register(2);
    const counts = min > 1 || max !== UNBOUNDED;
    this.emit(Op.LoopInit, r, min === 0 ? 0 : 1, min === 0 ? 0 : 1 - min, place.inLoop ? 1 : 0);
    const start = min === 0 ? this.emit(Op.Jump, 0) + 1 : -1;
    const top = this.code.length;
    this.node(body, this.roundPlace(node, place));
    if (start >= 0) this.code[start] = this.code.length;
    if (!counts) this.emit(lazy ? Op.LazyNext : Op.LoopNext, r, top);
    else this.emit(lazy ? Op.LazyCount : Op.LoopCount, r, top, max === UNBOUNDED ? UNBOUNDED : max - min);
  }
}

function sameSet(a: CharSet, b: CharSet): boolean {
  return a.length === b.length && a.every((flip, i) => flip === b[i]);
}

/** Membership of the units 0…255, 16 to a number. */
function latinBits(set: CharSet): number[] {
  const bits = new Array(16).fill(0);
  for (let i = 0; i < set.length && set[i] < 256; i += 2) {
    for (let unit = set[i]; unit < Math.min(set[i + 1], 256); unit++) bits[unit >> 4] |= 1 << (unit & 15);
  }
  return bits;
}

/** True if the part eats its characters from right to left (or cannot be told). */
function runsLeft(node: RegexNode): boolean {
  return someNode(node, (part) => (part.kind === 'text' || part.kind === 'set' || part.kind === 'sequence') && part.rtl);
}

function refersToGroup(node: RegexNode): boolean {
  return node.kind === 'ref' || node.kind === 'ifgroup' || (node.kind === 'capture' && node.uncapture >= 0);
}

/** (?:a*)* is a*, (?:a+)+ is a+: without captures between them, two unbounded loops over the same thing are one. */
function flattened(node: LoopNode): LoopNode {
  const { body } = node;
  if (body.kind !== 'loop' || body.lazy !== node.lazy) return node;
  if (node.max !== UNBOUNDED || body.max !== UNBOUNDED || node.min > 1 || body.min > 1) return node;
  return flattened({ ...node, body: body.body, min: Math.min(node.min, body.min) });
}

/**
 * Marks an unbounded loop over one character at the very beginning: if an attempt fails after it took characters, attempts that
 * begin at any of those would only do part of the same again. Not for patterns that look back at their groups.
 */
function withBump(node: RegexNode): RegexNode {
  switch (node.kind) {
    case 'sequence': {
      const first = withBump(node.children[0]);
      return first === node.children[0] ? node : { ...node, children: [first, ...node.children.slice(1)] };
    }
    case 'capture': {
      const body = withBump(node.body);
      return body === node.body ? node : { ...node, body };
    }
    case 'loop': {
      const single = node.body.kind === 'set' || (node.body.kind === 'text' && node.body.text.length === 1);
      if (!single || node.max !== UNBOUNDED || node.min > 1) return node;
      return { kind: 'sequence', children: [node, { kind: 'bump' }], rtl: false };
    }
    default:
      return node;
  }
}

/**
 * What can be known of a pattern's parts before it runs: how long their matches are, with which characters they can begin,
 * and what must follow them. The compiler uses it to leave out choices that cannot succeed.
 *
 * "Begin" and "follow" are meant in the order of matching: inside a lookbehind they look to the left.
 */
import { type AnchorKind, type RegexNode, UNBOUNDED } from './ast.ts';
import { type CharSet, EMPTY_SET, FULL_SET, rangeSet, uniteSets } from './charset.ts';
import { caseClass } from './unicode.ts';

/**
 * How matching can go on from some point.
 * `set`: the characters that can come next if more than nothing is needed.
 * `end`: it can also succeed at once, taking nothing and testing nothing.
 * `wordEdge`: the very next thing is \b.
 */
export interface Follow {
  set: CharSet;
  end: boolean;
  wordEdge?: boolean;
}

/** Nothing more is needed. */
export const AT_END: Follow = { set: EMPTY_SET, end: true };
const UNKNOWN: Follow = { set: FULL_SET, end: false };
const NEWLINE = rangeSet(0x0a, 0x0a);

/** Children of a sequence in the order of matching. */
export function inOrder(node: RegexNode & { kind: 'sequence' }): RegexNode[] {
  return node.rtl ? [...node.children].reverse() : node.children;
}

/** Either of two ways to go on. */
export function either(a: Follow, b: Follow): Follow {
  return { set: uniteSets(a.set, b.set), end: a.end || b.end };
}

/** Facts about the nodes of one pattern, remembered per node. */
export class Analysis {
  private readonly invariant: boolean;
  private readonly firsts = new Map<RegexNode, Follow>();
  private readonly minima = new Map<RegexNode, number>();

  constructor(invariant: boolean) {
    this.invariant = invariant;
  }

  /** The units that a character of a text stands for. */
  unitSet(unit: number, ci: boolean): CharSet {
    const same = ci ? caseClass(unit, this.invariant) : null;
    if (!same) return rangeSet(unit, unit);
    let set: CharSet = EMPTY_SET;
    for (const other of same) set = uniteSets(set, rangeSet(other, other));
    return set;
  }

  /** The set of a node that always takes exactly one character, else null. */
  singleSet(node: RegexNode): CharSet | null {
    if (node.kind === 'set') return node.set;
    return node.kind === 'text' && node.text.length === 1 ? this.unitSet(node.text.charCodeAt(0), node.ci) : null;
  }

  /** With what a match of this node, standing alone, can begin. */
  first(node: RegexNode): Follow {
    let known = this.firsts.get(node);
    if (!known) {
      known = this.computeFirst(node);
      this.firsts.set(node, known);
    }
    return known;
  }

  /** How matching can go on before `node`, if `after` holds behind it. */
  before(node: RegexNode, after: Follow): Follow {
    if (node.kind === 'sequence') {
      let follow = after;
      const children = inOrder(node);
      for (let i = children.length - 1; i >= 0; i--) follow = this.before(children[i], follow);
      return follow;
    }
    if (node.kind === 'anchor') return beforeAnchor(node.anchor, node.rtl, after);
    if (node.kind === 'look') return mayFail(after);
    if (node.kind === 'empty' || node.kind === 'bump') return after;
    const own = this.first(node);
    return own.end ? either({ set: own.set, end: false }, after) : own;
  }

  private computeFirst(node: RegexNode): Follow {
    switch (node.kind) {
      case 'empty':
      case 'bump':
        return AT_END;
      case 'nothing':
        return { set: EMPTY_SET, end: false };
      case 'text': {
        const unit = node.text.charCodeAt(node.rtl ? node.text.length - 1 : 0);
        return { set: this.unitSet(unit, node.ci), end: false };
      }
      case 'set':
        return { set: node.set, end: false };
      case 'ref':
        return UNKNOWN;
      case 'anchor':
      case 'look':
      case 'sequence':
        return this.before(node, AT_END);
      case 'alternation':
        return node.children.map((child) => this.first(child)).reduce(either);
      case 'loop': {
        const body = this.first(node.body);
        return node.min === 0 ? either(body, AT_END) : body;
      }
      case 'capture': {
        const body = this.first(node.body);
        // Taking a capture off fails if there is none.
        return node.uncapture >= 0 ? mayFail(body) : body;
      }
      case 'atomic':
        return this.first(node.body);
      case 'ifgroup':
      case 'iflook': {
        const parts = either(this.first(node.yes), this.first(node.no));
        return mayFail(parts);
      }
    }
  }

  /** Fewest characters that a match takes. */
  minLength(node: RegexNode): number {
    let known = this.minima.get(node);
    if (known === undefined) {
      known = Math.min(this.computeMinLength(node), UNBOUNDED);
      this.minima.set(node, known);
    }
    return known;
  }

  private computeMinLength(node: RegexNode): number {
    switch (node.kind) {
      case 'text':
        return node.text.length;
      case 'set':
        return 1;
      case 'nothing':
      case 'empty':
      case 'bump':
      case 'ref':
      case 'anchor':
      case 'look':
        return 0;
      case 'sequence':
        return node.children.reduce((sum, child) => sum + this.minLength(child), 0);
      case 'alternation':
        return Math.min(...node.children.map((child) => this.minLength(child)));
      case 'loop':
        return node.min * this.minLength(node.body);
      case 'capture':
      case 'atomic':
        return this.minLength(node.body);
      case 'ifgroup':
      case 'iflook':
        return Math.min(this.minLength(node.yes), this.minLength(node.no));
    }
  }

  /** The length that every match has, or -1 if it varies or is not known. */
  fixedLength(node: RegexNode): number {
    switch (node.kind) {
      case 'text':
        return node.text.length;
      case 'set':
        return 1;
      case 'empty':
      case 'bump':
      case 'anchor':
      case 'look':
        return 0;
      case 'sequence': {
        let sum = 0;
        for (const child of node.children) {
          const length = this.fixedLength(child);
          if (length < 0) return -1;
          sum += length;
        }
        return sum;
      }
      case 'alternation': {
        const lengths = node.children.map((child) => this.fixedLength(child));
        return lengths.every((length) => length === lengths[0]) ? lengths[0] : -1;
      }
      case 'loop': {
        const length = node.min === node.max ? this.fixedLength(node.body) : -1;
        return length < 0 || length * node.min > UNBOUNDED ? -1 : length * node.min;
      }
      case 'capture':
      case 'atomic':
        return this.fixedLength(node.body);
      default:
        return -1;
    }
  }
}

/** Something that takes nothing but can fail stands before `after`. */
function mayFail(after: Follow): Follow {
  return after.end ? UNKNOWN : { set: after.set, end: false };
}

/** An anchor at the far side tells which character comes next: a line feed, or none at all. */
function beforeAnchor(anchor: AnchorKind, rtl: boolean, after: Follow): Follow {
  if (anchor === (rtl ? 'begin' : 'end')) return NOTHING_NEXT;
  if (rtl ? anchor === 'bol' : anchor === 'eol' || anchor === 'endz') return NEWLINE_NEXT;
  return anchor === 'word' ? { ...mayFail(after), wordEdge: true } : mayFail(after);
}

const NEWLINE_NEXT: Follow = { set: NEWLINE, end: false };
const NOTHING_NEXT: Follow = { set: EMPTY_SET, end: false };

/** True if any node of the tree satisfies the test. */
export function someNode(node: RegexNode, test: (node: RegexNode) => boolean): boolean {
  if (test(node)) return true;
  switch (node.kind) {
    case 'sequence':
    case 'alternation':
      return node.children.some((child) => someNode(child, test));
    case 'loop':
    case 'capture':
    case 'atomic':
    case 'look':
      return someNode(node.body, test);
    case 'ifgroup':
      return someNode(node.yes, test) || someNode(node.no, test);
    case 'iflook':
      return [node.condition, node.yes, node.no].some((child) => someNode(child, test));
    default:
      return false;
  }
}

/** The tree of a parsed pattern. `rtl` says that a node eats its characters from right to left (lookbehind, RightToLeft). */
import type { CharSet } from './charset.ts';

/** Zero-width assertions. */
export type AnchorKind =
  | 'bol' // ^ with Multiline
  | 'eol' // $ with Multiline
  | 'begin' // ^ or \A
  | 'start' // \G
  | 'endz' // $ or \Z
  | 'end' // \z
  | 'word' // \b
  | 'notword' // \B
  | 'ecmaword'
  | 'notecmaword';

/** No upper bound of a loop. */
export const UNBOUNDED = 0x7fffffff;

/** One or more given characters; `ci`: equal ignoring case. */
export interface TextNode {
  kind: 'text';
  text: string;
  ci: boolean;
  rtl: boolean;
}

/** One character out of a set. */
export interface SetNode {
  kind: 'set';
  set: CharSet;
  rtl: boolean;
}

/** A loop over its body. */
export interface LoopNode {
  kind: 'loop';
  body: RegexNode;
  min: number;
  /** UNBOUNDED or the number. */
  max: number;
  lazy: boolean;
}

/** Everything that a pattern can consist of. Slots are positions in the sorted list of group numbers. */
export type RegexNode =
  | { kind: 'empty' }
  | { kind: 'nothing' }
  | TextNode
  | SetNode
  | { kind: 'ref'; slot: number; ci: boolean; ecma: boolean; rtl: boolean }
  | { kind: 'anchor'; anchor: AnchorKind; rtl: boolean }
  /** Children in the order of the text; with `rtl` they are matched last to first. */
  | { kind: 'sequence'; children: RegexNode[]; rtl: boolean }
  | { kind: 'alternation'; children: RegexNode[] }
  | LoopNode
  /** A capture into `slot` (-1: none), taking the last capture off `uncapture` (-1: none; balancing group). */
  | { kind: 'capture'; slot: number; uncapture: number; body: RegexNode; rtl: boolean }
  | { kind: 'atomic'; body: RegexNode }
  | { kind: 'look'; body: RegexNode; negative: boolean; behind: boolean }
  | { kind: 'ifgroup'; slot: number; yes: RegexNode; no: RegexNode }
  /** Put in by the compiler: see Op.Bump. */
  | { kind: 'bump' }
  | { kind: 'iflook'; condition: RegexNode; yes: RegexNode; no: RegexNode };

/** A group of the pattern. */
export interface GroupInfo {
  number: number;
  name: string;
}

/** A parsed pattern: its tree and its groups, sorted by number; group 0 is the whole match. */
export interface ParsedPattern {
  root: RegexNode;
  groups: GroupInfo[];
}

/**
 * Instructions of the matcher. Operands follow the opcode; `t` is an address, `r` a register, `s` a set, `x` a text.
 *
 * A choice pushes what is needed to take it back onto the backtrack stack, the instruction's address on top. Failing pops an
 * address and lets that instruction go on from there. A negative top (-1 - address) means "only put things back".
 * Codes with _R eat characters from right to left.
 */
export const Op = {
  /** Finds the next place to try; also the bottom of the backtrack stack. */
  Search: 0,
  Match: 1,
  Fail: 2,
  /** t */
  Jump: 3,
  /** unit */
  Char: 4,
  NotChar: 5,
  /** s */
  Set: 6,
  /** x */
  Text: 7,
  /** x: the folded text */
  TextCi: 8,
  CharR: 9,
  NotCharR: 10,
  SetR: 11,
  TextR: 12,
  TextCiR: 13,
  /** test, operand, min, max, next: as many as possible, giving back one at a time, only before unit `next` if that is not -1. */
  Loop: 14,
  LoopR: 15,
  /** test, operand, min, max: as many as possible, never giving back. */
  Run: 16,
  RunR: 17,
  /** test, operand, min, max: as few as possible. */
  Lazy: 18,
  LazyR: 19,
  /** t: goes on; t is tried afterwards. */
  Split: 20,
  /** s1, s2, t: as Split, but goes straight to t if the next unit is not in s1, and never to t if it is in s1 and not in s2. -1: no set. */
  Branch: 21,
  /** t: goes to t; going on is tried afterwards. */
  SplitLazy: 22,
  /** r: remembers where a group begins; the second form puts the old value back when failing. */
  Open: 23,
  OpenKeep: 24,
  /** slot, r: ends a group. */
  Close: 25,
  /** slot, length: ends a group of fixed length. */
  CloseFixed: 26,
  /** slot or -1, slot taken off, r: ends a balancing group. */
  CloseBalance: 27,
  /** r, mark, count, keep: begins a general loop; r holds the mark, r + 1 the count. mark 1: here, 0: nowhere. */
  LoopInit: 28,
  /** r, t: after each round of a greedy loop without counts. */
  LoopNext: 29,
  /** r, t, max: with counts. */
  LoopCount: 30,
  LazyNext: 31,
  LazyCount: 32,
  /** r: remembers the heights of the backtrack stack (r) and of the captures (r + 1). */
  AtomicBegin: 33,
  /** r: drops the choices made since. */
  AtomicEnd: 34,
  /** r: as AtomicBegin; r + 2 holds the position. */
  LookBegin: 35,
  LookEnd: 36,
  /** r, t: as LookBegin; if what follows fails, goes to t. */
  NegativeBegin: 37,
  /** r */
  NegativeEnd: 38,
  /** r, t: as LookBegin; if what follows fails, goes to t. Ends with LookEnd. */
  ConditionBegin: 39,
  /** slot, t: goes to t if the group has no capture. */
  IfGroup: 40,
  /** slot, ci, ecma */
  Ref: 41,
  RefR: 42,
  Bol: 43,
  Eol: 44,
  Begin: 45,
  Start: 46,
  EndZ: 47,
  End: 48,
  /** s, wanted (1: boundary, 0: none) */
  Boundary: 49,
  /** The next attempt need not begin before this place. */
  Bump: 50,
} as const;

/** Kinds of tests in loops over single characters. */
export const Test = { Char: 0, NotChar: 1, Set: 2, Any: 3 } as const;

/**
 * The parser's state and the helpers that its rules share (Parser.cs, "Utilities" and "Error Reporting"). The rules themselves are
 * functions that take a Parser, in the parse*.ts files; each rule's doc comment names what it reads.
 */
import type { ParseError, ParserMessageId } from './errors.ts';
import { formatMessage, parserMessages } from './errors.ts';
import { lineAndColumn, lineStarts } from './extents.ts';
import type { Extent, Token, TokenKind } from './token.ts';
import { hasTrait, TokenFlags } from './token.ts';
import { type ErrorSink, type Mode, Tokenizer } from './tokenizer.ts';

/** What the parser may ask its host about the world; whatever is left out counts as there. */
export interface ParseHost {
  /** Whether a type (for an attribute: also with the suffix Attribute) exists. Asked for names used in classes, enums and their attributes. */
  typeExists?(name: string, context: { isAttribute: boolean; genericArgumentCount: number; namespaces: readonly string[] }): boolean;
  /** Whether a file that `using assembly` names exists. */
  assemblyExists?(path: string): boolean;
  /** Names of the classes that a module exports, or null when there is no such module. */
  moduleTypes?(name: string): readonly string[] | null;
}

export class Parser implements ErrorSink {
  readonly tokenizer: Tokenizer;
  readonly errors: ParseError[] = [];
  readonly text: string;
  readonly fileName: string | null;
  readonly host: ParseHost;
  /** A token that was looked at and not taken. */
  ungot: Token | null = null;
  disableComma = false;
  /** How many catch clauses surround the current position: `throw` without an operand throws again there. */
  catchDepth = 0;
  /** Whether a class or enum was read: only then names of types are checked. */
  sawTypeDefinition = false;
  private readonly seen = new Set<string>();
  private starts: number[] | null = null;

  constructor(text: string, fileName: string | null, host: ParseHost) {
    this.text = text;
    this.fileName = fileName;
    this.host = host;
    this.tokenizer = new Tokenizer(text, this);
  }

  // ---- tokens ----

  next(): Token {
    const token = this.ungot ?? this.tokenizer.next();
    this.ungot = null;
    return token;
  }

  peek(): Token {
    this.ungot ??= this.tokenizer.next();
    return this.ungot;
  }

  skip(): void {
    this.ungot = null;
  }

  unget(token: Token): void {
    this.ungot = token;
  }

  skipNewlines(): void {
    if (this.ungot === null || this.ungot.kind === 'NewLine') {
      this.ungot = null;
      this.tokenizer.skipNewlines(false);
    }
  }

  skipNewlinesAndSemicolons(): void {
    if (this.ungot === null || this.ungot.kind === 'NewLine' || this.ungot.kind === 'Semi') {
      this.ungot = null;
      this.tokenizer.skipNewlines(true);
    }
  }

  /** `.`, `::`, `?.`, and `[` or `?[` where allowed, if directly next. */
  nextMemberAccess(allowBracket: boolean): Token | null {
    return this.ungot ? null : this.tokenizer.memberAccessOperator(allowBracket);
  }

  nextInvokeMember(): Token | null {
    return this.ungot ? null : this.tokenizer.invokeMemberToken();
  }

  nextLeftBracket(): Token | null {
    if (this.ungot) return this.ungot.kind === 'LBracket' ? this.next() : null;
    return this.tokenizer.leftBracket();
  }

  /** Changes how characters are read. A token that was looked at in the old mode is scanned again where that matters. */
  setMode(mode: Mode): void {
    if (mode !== this.tokenizer.mode && this.ungot && !hasTrait(this.ungot.kind, TokenFlags.ParseModeInvariant)) this.resync(this.ungot);
    this.tokenizer.mode = mode;
  }

  /** Runs a rule in a mode. */
  inMode<T>(mode: Mode, rule: () => T): T {
    const old = this.tokenizer.mode;
    this.setMode(mode);
    const result = rule();
    this.setMode(old);
    return result;
  }

  resync(position: Token | number): void {
    this.ungot = null;
    this.tokenizer.resync(typeof position === 'number' ? position : position.extent.start);
  }

  /** Reads on to one of some tokens outside of brackets, to go on there after an error. The end of the input is never taken. */
  syncOnError(consumeClosing: boolean, ...kinds: TokenKind[]): void {
    const depth: Partial<Record<TokenKind, number>> = {
      RParen: kinds.includes('RParen') ? 1 : 0,
      RCurly: kinds.includes('RCurly') ? 1 : 0,
      RBracket: kinds.includes('RBracket') ? 1 : 0,
    };
    const closing: Partial<Record<TokenKind, TokenKind>> = { LParen: 'RParen', LCurly: 'RCurly', LBracket: 'RBracket' };
    for (;;) {
      const token = this.next();
      if (token.kind === 'EndOfInput') {
        this.unget(token);
        return;
      }
      const open = closing[token.kind];
      if (open) depth[open] = (depth[open] ?? 0) + 1;
      const current = depth[token.kind];
      if (current !== undefined) {
        depth[token.kind] = current - 1;
        if (current === 1 && kinds.includes(token.kind)) {
          if (!consumeClosing) this.unget(token);
          return;
        }
      }
      if (kinds.includes(token.kind) && depth.RParen === 0 && depth.RCurly === 0 && depth.RBracket === 0) return;
    }
  }

  /** Column of an offset, from 1. */
  column(offset: number): number {
    this.starts ??= lineStarts(this.text);
    return lineAndColumn(this.starts, offset).column;
  }

  // ---- errors ----

  private add(extent: Extent, id: ParserMessageId, args: readonly unknown[], incompleteInput: boolean): void {
    // Text that is read twice reports its errors twice; they count once.
    const key = `${id} ${extent.start} ${extent.end}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.errors.push({ errorId: id, message: formatMessage(parserMessages[id], args), extent, incompleteInput });
  }

  report(extent: Extent, id: ParserMessageId, ...args: unknown[]): void {
    this.add(extent, id, args, false);
  }

  /** Reports an error that more input could mend if it lies at the end of the text; answers whether it does. */
  reportIncomplete(extent: Extent, id: ParserMessageId, ...args: unknown[]): boolean {
    return this.reportDetected(extent, extent, id, ...args);
  }

  /** The same, where the error is shown elsewhere than where it was found. */
  reportDetected(extent: Extent, detected: Extent, id: ParserMessageId, ...args: unknown[]): boolean {
    const incomplete = this.tokenizer.isAtEndOfScript(detected);
    this.add(extent, id, args, incomplete);
    return incomplete;
  }

  /** Whether a parameter token abbreviates a name. */
  isParameter(token: Token, name: string): boolean {
    return name.startsWith((token.parameterName ?? '').toLowerCase());
  }
}

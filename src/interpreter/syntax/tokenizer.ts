/**
 * The tokenizer (tokenizer.cs). It works on demand and in the mode that the parser sets, because the same characters mean different
 * things in a command and in an expression; the parser may set it back to an earlier position, and then tokens after it are dropped
 * from the list and scanned again. Words, strings and numbers are scanned in files of their own.
 */
import { isDoubleQuote, isWhiteSpaceOrNewline, isWhitespace } from './chars.ts';
import type { ParserMessageId } from './errors.ts';
import { nextToken } from './nextToken.ts';
import { scanLineComment } from './scanComments.ts';
import { scanAssemblyNamePart } from './scanWords.ts';
import type { Extent, Token, TokenKind } from './token.ts';
import { kindFlags } from './token.ts';

/** How characters are read: as a command's words, as an expression, as a type's name, or in the head of a class or enum. */
export const Mode = { Command: 0, Expression: 1, TypeName: 2, Signature: 3 } as const;
export type Mode = (typeof Mode)[keyof typeof Mode];

/** Where the tokenizer reports errors: the parser. */
export interface ErrorSink {
  report(extent: Extent, id: ParserMessageId, ...args: unknown[]): void;
  reportIncomplete(extent: Extent, id: ParserMessageId, ...args: unknown[]): boolean;
}

/** What a nested scan of a string's `$(…)` puts aside. */
export interface SavedScan {
  nestedAdjustment: number;
  script: string;
  tokenStart: number;
  index: number;
  skippedOffsets: readonly number[] | null;
  tokenList: Token[] | null;
}

/** The tokenizer's state, and what the parser asks of it. */
export class Tokenizer {
  mode: Mode = Mode.Command;
  allowSignedNumbers = false;
  endNumberOnTernaryChars = false;
  wantSimpleName = false;
  inWorkflow = false;
  tokenList: Token[] | null = [];
  requiresTokens: Token[] = [];
  /** Start of the comment that opens a signature block. */
  signatureStart: number | null = null;
  /** The text being scanned: the whole, or the inside of a string's `$(…)`. */
  script: string;
  tokenStart = 0;
  index = 0;
  /** Where the nested text starts in the whole. */
  nestedAdjustment = 0;
  readonly text: string;
  readonly errors: ErrorSink;
  private skippedOffsets: readonly number[] | null = null;

  constructor(text: string, errors: ErrorSink) {
    this.text = text;
    this.script = text;
    this.errors = errors;
  }

  // ---- characters ----

  /** Takes a character; goes on counting past the end so that unget() can always take it back. */
  get(): number {
    const i = this.index++;
    return i < this.script.length ? this.script.charCodeAt(i) : 0;
  }

  peek(): number {
    return this.index < this.script.length ? this.script.charCodeAt(this.index) : 0;
  }

  unget(): void {
    this.index--;
  }

  atEnd(): boolean {
    return this.index > this.script.length;
  }

  get currentSkippedOffsets(): readonly number[] | null {
    return this.skippedOffsets;
  }

  skipWhitespace(): void {
    while (isWhitespace(this.peek())) this.index++;
  }

  /** Takes the LF of a CR LF. */
  normalizeNewline(c: number): void {
    if (c === 13 && this.peek() === 10) this.index++;
  }

  // ---- positions and tokens ----

  extent(start: number, end: number): Extent {
    return { start: start + this.nestedAdjustment, end: end + this.nestedAdjustment };
  }

  /** The extent of the token that ends here, in the whole text: quotes that were dropped from a nested text are counted again. */
  currentExtent(): Extent {
    let start = this.tokenStart + this.nestedAdjustment;
    let end = this.index + this.nestedAdjustment;
    if (this.skippedOffsets) {
      for (const offset of this.skippedOffsets) {
        if (offset < this.nestedAdjustment) continue;
        if (offset < start) {
          start++;
          end++;
        } else if (offset < end) end++;
        else break;
      }
    }
    return { start, end };
  }

  textOf(extent: Extent): string {
    return this.text.slice(extent.start, extent.end);
  }

  save(token: Token): Token {
    this.tokenList?.push(token);
    return token;
  }

  newToken(kind: TokenKind): Token {
    const extent = this.currentExtent();
    return this.save({ kind, flags: kindFlags(kind), extent, text: this.textOf(extent) });
  }

  newStringToken(kind: TokenKind, value: string, flags: number): Token {
    const extent = this.currentExtent();
    return this.save({ kind, flags: kindFlags(kind) | flags, extent, text: this.textOf(extent), value });
  }

  report(start: number, end: number, id: ParserMessageId, ...args: unknown[]): void {
    this.errors.report(this.extent(start, end), id, ...args);
  }

  reportIncomplete(start: number, id: ParserMessageId, ...args: unknown[]): void {
    this.errors.reportIncomplete(this.extent(start, this.index), id, ...args);
  }

  // ---- what the parser asks ----

  /** Begins to scan the text of a `$(…)` inside of a string as a text of its own. */
  startNestedScan(token: Token): SavedScan {
    const saved: SavedScan = {
      nestedAdjustment: this.nestedAdjustment,
      script: this.script,
      tokenStart: this.tokenStart,
      index: this.index,
      skippedOffsets: this.skippedOffsets,
      tokenList: this.tokenList,
    };
    this.index = 0;
    this.tokenStart = 0;
    this.nestedAdjustment = token.extent.start;
    this.script = token.value ?? '';
    this.skippedOffsets = token.skippedOffsets ?? null;
    this.tokenList = [];
    return saved;
  }

  finishNestedScan(saved: SavedScan): void {
    this.nestedAdjustment = saved.nestedAdjustment;
    this.script = saved.script;
    this.tokenStart = saved.tokenStart;
    this.index = saved.index;
    this.skippedOffsets = saved.skippedOffsets;
    this.tokenList = saved.tokenList;
  }

  /** A position that resync() goes back to. */
  restorePoint(): number {
    this.tokenStart = this.index;
    return this.currentExtent().start;
  }

  /** Scans again from an offset of the whole text, and forgets the tokens after it. */
  resync(start: number): void {
    let adjustment = this.nestedAdjustment;
    if (this.skippedOffsets) {
      for (const offset of this.skippedOffsets) if (offset >= this.nestedAdjustment && offset < start - 1) adjustment++;
    }
    this.index = Math.max(0, Math.min(start - adjustment, this.script.length + 1));
    if (this.tokenList) dropTokensFrom(this.tokenList, start);
    if (this.requiresTokens.length > 0) dropTokensFrom(this.requiresTokens, start);
  }

  /** Whether an extent reaches the end of the text but for white space and comments. */
  isAtEndOfScript(extent: Extent): boolean {
    for (let i = extent.end; i < this.script.length; i++) {
      const c = this.script.charCodeAt(i);
      if (c === 35) i = this.skipLineComment(i + 1) - 1;
      else if (c === 60 && this.script.charCodeAt(i + 1) === 35) i = this.skipBlockComment(i + 2) - 1;
      else if (!isWhitespace(c)) return false;
    }
    return true;
  }

  /** Whether the line after a newline token, comments aside, starts with a pipe. */
  isPipeContinuation(extent: Extent): boolean {
    const { script } = this;
    if (extent.end >= script.length) return false;
    let blank = true;
    let i = extent.end;
    while (i < script.length - 1) {
      const c = script.charCodeAt(i);
      if (isWhitespace(c)) {
        i++;
        continue;
      }
      if (c === 10 || c === 13) {
        // A blank line ends the command.
        if (blank) return false;
        blank = true;
        i += c === 13 && script.charCodeAt(i + 1) === 10 ? 2 : 1;
        continue;
      }
      blank = false;
      if (c === 35) i = this.skipLineComment(i + 1);
      else if (c === 60 && script.charCodeAt(i + 1) === 35) i = this.skipBlockComment(i + 2);
      else return c === 124;
    }
    return script.charCodeAt(script.length - 1) === 124;
  }

  private skipLineComment(i: number): number {
    while (i < this.script.length) {
      const c = this.script.charCodeAt(i);
      if (c === 13 || c === 10) break;
      i++;
    }
    return i;
  }

  private skipBlockComment(i: number): number {
    const end = this.script.indexOf('#>', i);
    return end < 0 ? Math.max(i, this.script.length) : end + 2;
  }

  /** Skips white space, line ends, comments and, if asked, semicolons; all but white space are kept as tokens. */
  skipNewlines(skipSemicolons: boolean): void {
    for (;;) {
      const c = this.get();
      if (isWhitespace(c)) this.skipWhitespace();
      else if (c === 13 || c === 10) {
        this.tokenStart = this.index - 1;
        this.normalizeNewline(c);
        this.newToken('NewLine');
      } else if (c === 59 && skipSemicolons) {
        this.tokenStart = this.index - 1;
        this.newToken('Semi');
      } else if (c === 35) {
        this.tokenStart = this.index - 1;
        scanLineComment(this);
      } else if (c === 60 && this.peek() === 35) {
        this.tokenStart = this.index - 1;
        this.index++;
        this.scanBlockComment();
      } else if (c === 96) {
        const next = this.get();
        if (next === 10 || next === 13) {
          this.tokenStart = this.index - 2;
          this.normalizeNewline(next);
          this.newToken('LineContinuation');
        } else if (isWhiteSpaceOrNewline(next)) this.skipWhitespace();
        else {
          this.unget();
          break;
        }
      } else break;
    }
    this.unget();
  }

  scanBlockComment(): void {
    const start = this.index - 2;
    const end = this.script.indexOf('#>', this.index);
    if (end >= 0) this.index = end + 2;
    else {
      this.index = this.script.length;
      this.reportIncomplete(start, 'MissingTerminatorMultiLineComment');
    }
    this.newToken('Comment');
  }

  /** The operator of a member access or an index directly after an expression, or null. Only comments may lie between. */
  memberAccessOperator(allowBracket: boolean): Token | null {
    let c = this.peek();
    while (c === 60) {
      this.tokenStart = this.index;
      this.index++;
      if (this.peek() !== 35) {
        this.unget();
        return null;
      }
      this.index++;
      this.scanBlockComment();
      c = this.peek();
    }
    this.tokenStart = this.index;
    const endsWord = (next: number) => this.mode === Mode.Command && (next === 0 || isWhiteSpaceOrNewline(next));
    if (c === 46) {
      this.index++;
      c = this.peek();
      if (c !== 46 && !endsWord(c)) return this.newToken('Dot');
    } else if (c === 58) {
      this.index++;
      if (this.peek() === 58) {
        this.index++;
        if (!endsWord(this.peek())) return this.newToken('ColonColon');
        this.unget();
      }
    } else if (c === 91 && allowBracket) {
      this.index++;
      return this.newToken('LBracket');
    } else if (c === 63) {
      this.index++;
      c = this.peek();
      if (c === 46 || (c === 91 && allowBracket)) {
        this.index++;
        return this.newToken(c === 46 ? 'QuestionDot' : 'QuestionLBracket');
      }
    } else return null;
    this.unget();
    return null;
  }

  /** The `(` or `{` directly after a member's name, or null. */
  invokeMemberToken(): Token | null {
    const c = this.peek();
    if (c !== 40 && c !== 123) return null;
    this.tokenStart = this.index;
    this.index++;
    return this.newToken(c === 40 ? 'LParen' : 'LCurly');
  }

  /** The `[` that may begin an attribute, white space and comments skipped, or null. */
  leftBracket(): Token | null {
    const resyncPoint = this.index;
    let resyncBeforeMember = false;
    for (;;) {
      this.tokenStart = this.index;
      const c = this.get();
      if (isWhitespace(c)) {
        resyncBeforeMember = true;
        this.skipWhitespace();
      } else if (c === 35) {
        resyncBeforeMember = true;
        scanLineComment(this);
      } else if (c === 60 && this.peek() === 35) {
        resyncBeforeMember = false;
        this.index++;
        this.scanBlockComment();
      } else if (c === 91) return this.newToken('LBracket');
      else {
        // White space before `.` or `::` keeps it from being a member access.
        if ((c === 46 || c === 58) && resyncBeforeMember) this.resync(resyncPoint);
        else this.unget();
        return null;
      }
    }
  }

  /** The rest of the line after `--%`, up to a pipe or `&&` outside of double quotes. */
  verbatimArgument(): Token {
    this.skipWhitespace();
    this.tokenStart = this.index;
    let inQuotes = false;
    for (;;) {
      const c = this.get();
      if (c === 13 || c === 10 || (c === 0 && this.atEnd())) break;
      if (isDoubleQuote(c)) inQuotes = !inQuotes;
      else if (!inQuotes && (c === 124 || (c === 38 && this.peek() === 38))) break;
    }
    this.unget();
    return this.newStringToken('Generic', this.textOf(this.currentExtent()), 0);
  }

  /** The next token in the current mode. Never throws; at the end it gives EndOfInput again and again. */
  next(): Token {
    return nextToken(this);
  }

  /** The text after the comma of an assembly-qualified type name; its words become tokens. */
  assemblyNameSpec(): string {
    let name = scanAssemblyNamePart(this);
    while (this.peek() === 44) {
      this.tokenStart = this.index;
      this.index++;
      this.newToken('Comma');
      name += `, ${scanAssemblyNamePart(this)}`;
      if (this.peek() === 61) {
        this.tokenStart = this.index;
        this.index++;
        this.newToken('Equals');
        name += `=${scanAssemblyNamePart(this)}`;
      }
    }
    return name;
  }
}

function dropTokensFrom(tokens: Token[], start: number): void {
  let i = tokens.length - 1;
  if (i >= 0 && tokens[i].kind === 'EndOfInput') i--;
  while (i >= 0 && tokens[i].extent.end > start) i--;
  tokens.length = i + 1;
}

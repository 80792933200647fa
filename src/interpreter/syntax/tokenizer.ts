/**
 * The tokenizer (tokenizer.cs). It works on demand and in the mode that the parser sets, because the same characters mean different
 * things in a command and in an expression; the parser may set it back to an earlier position, and then tokens after it are dropped
 * from the list and scanned again. Words, strings and numbers are scanned in files of their own.
 */
import {
  forcesNewToken,
  isDash,
  isDigit,
  isDoubleQuote,
  isIdentifierStart,
  isLetter,
  isSingleQuote,
  isVariableStart,
  isWhiteSpaceOrNewline,
  isWhitespace,
} from './chars.ts';
import type { ParserMessageId } from './errors.ts';
import { scanLineComment } from './scanComments.ts';
import { scanNumber, startsNumber } from './scanNumbers.ts';
import { backtick, scanHereStringExpandable, scanHereStringLiteral, scanStringExpandable, scanStringLiteral } from './scanStrings.ts';
import { scanAssemblyNamePart, scanGenericFrom, scanIdentifier, scanLabel, scanParameter, scanVariable } from './scanWords.ts';
import type { Extent, RedirectionStream, Token, TokenKind } from './token.ts';
import { kindFlags, redirectionStreams } from './token.ts';

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

/** The tokenizer's state and its main loop. */
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

  // ---- the main loop ----

  private operator(kind: TokenKind): Token {
    // In a command an operator that goes on without a break is part of a word.
    if (this.mode === Mode.Command && !forcesNewToken(this.peek())) {
      return scanGenericFrom(this, this.script.slice(this.tokenStart, this.index));
    }
    return this.newToken(kind);
  }

  private fileRedirection(from: number, append: boolean, explicit: boolean): Token {
    if (explicit && this.mode === Mode.Expression) {
      // `1 > 2` written without spaces in an expression: the digit is a number.
      this.index -= append ? 2 : 1;
      const token = this.newToken('Number');
      token.number = { type: 'Int32', value: from };
      return token;
    }
    const token = this.newToken('Redirection');
    token.redirection = { fromStream: redirectionStreams[from], append };
    return token;
  }

  /** After `>`: `>>`, `>&1`, `>`. `targets` are the digits that may follow `>&`. */
  private redirection(from: number, explicit: boolean, targets: string): Token {
    const c = this.peek();
    if (c === 62) {
      this.index++;
      return this.fileRedirection(from, true, explicit);
    }
    if (c === 38 && targets !== '') {
      this.index++;
      const to = targets.indexOf(String.fromCharCode(this.peek()));
      if (to >= 0 && this.index < this.script.length) {
        this.index++;
        const token = this.newToken('Redirection');
        const toStream: RedirectionStream = redirectionStreams[to + 1];
        token.redirection = { fromStream: redirectionStreams[from], toStream };
        return token;
      }
      this.unget();
    }
    return this.fileRedirection(from, false, explicit);
  }

  /** The next token in the current mode. Never throws; at the end it gives EndOfInput again and again. */
  next(): Token {
    for (;;) {
      this.tokenStart = this.index;
      const c = this.get();
      switch (c) {
        case 9:
        case 11:
        case 12:
        case 32:
          this.skipWhitespace();
          continue;
        case 10:
        case 13:
          this.normalizeNewline(c);
          return this.newToken('NewLine');
        case 35:
          scanLineComment(this);
          continue;
        case 39:
          return scanStringLiteral(this);
        case 34:
          return scanStringExpandable(this);
        case 36:
          if (this.peek() === 40) {
            this.index++;
            return this.newToken('DollarParen');
          }
          return scanVariable(this, false, false);
        case 64:
          return this.scanAt();
        case 96: {
          const token = this.scanBacktick();
          if (token) return token;
          continue;
        }
        case 60:
          if (this.peek() === 35) {
            this.index++;
            this.scanBlockComment();
            continue;
          }
          return this.newToken('RedirectInStd');
        case 62:
          return this.redirection(1, false, '');
        case 61:
          return this.operator('Equals');
        case 43:
          return this.scanPlusOrMinus(c);
        case 42:
          if (this.take(61)) return this.operator('MultiplyEquals');
          if (this.take(62)) return this.redirection(0, false, '1');
          return this.operator('Multiply');
        case 47:
          return this.operator(this.take(61) ? 'DivideEquals' : 'Divide');
        case 37:
          return this.operator(this.take(61) ? 'RemainderEquals' : 'Rem');
        case 40:
          return this.newToken('LParen');
        case 41:
          return this.newToken('RParen');
        case 91:
          if (this.mode === Mode.Command && !forcesNewToken(this.peek())) return scanGenericFrom(this, '[');
          return this.newToken('LBracket');
        case 93:
          return this.newToken('RBracket');
        case 123:
          return this.newToken('LCurly');
        case 125:
          return this.newToken('RCurly');
        case 59:
          return this.newToken('Semi');
        case 44:
          return this.newToken('Comma');
        case 46:
          return this.scanDot();
        case 48:
        case 55:
        case 56:
        case 57:
          return scanNumber(this, c);
        case 49:
        case 50:
        case 51:
        case 52:
        case 53:
        case 54:
          if (this.take(62)) return this.redirection(c - 48, true, '12');
          return scanNumber(this, c);
        case 38:
          return this.newToken(this.take(38) ? 'AndAnd' : 'Ampersand');
        case 124:
          return this.newToken(this.take(124) ? 'OrOr' : 'Pipe');
        case 33:
          return this.scanExclaim();
        case 58:
          return this.scanColon();
        case 63:
          if (this.mode !== Mode.Expression) return scanGenericFrom(this, '?');
          if (!this.take(63)) return this.newToken('QuestionMark');
          return this.newToken(this.take(61) ? 'QuestionQuestionEquals' : 'QuestionQuestion');
        case 0:
          if (this.atEnd()) return this.endOfInput();
          return scanGenericFrom(this, '\0');
        default:
          if (c < 128 ? isIdentifierStart(c) : isLetter(c)) return scanIdentifier(this);
          if (isWhitespace(c)) {
            this.skipWhitespace();
            continue;
          }
          if (isSingleQuote(c)) return scanStringLiteral(this);
          if (isDoubleQuote(c)) return scanStringExpandable(this);
          if (isDash(c)) return this.scanPlusOrMinus(c);
          return scanGenericFrom(this, String.fromCharCode(c));
      }
    }
  }

  private take(c: number): boolean {
    if (this.index >= this.script.length || this.script.charCodeAt(this.index) !== c) return false;
    this.index++;
    return true;
  }

  private endOfInput(): Token {
    // One past the end, as PowerShell has it: Before() of this token is then the end itself.
    const extent = this.extent(this.tokenStart + 1, this.tokenStart + 1);
    return this.save({ kind: 'EndOfInput', flags: kindFlags('EndOfInput'), extent, text: '' });
  }

  private scanAt(): Token {
    const c = this.get();
    if (c === 123) return this.newToken('AtCurly');
    if (c === 40) return this.newToken('AtParen');
    if (isSingleQuote(c)) return scanHereStringLiteral(this);
    if (isDoubleQuote(c)) return scanHereStringExpandable(this);
    this.unget();
    if (isVariableStart(c)) return scanVariable(this, true, false);
    this.report(this.index - 1, this.index, 'UnrecognizedToken');
    return this.newToken('Unknown');
  }

  private scanBacktick(): Token | null {
    const c = this.get();
    if (c === 10 || c === 13) {
      this.normalizeNewline(c);
      this.newToken('LineContinuation');
      return null;
    }
    if (isWhiteSpaceOrNewline(c)) {
      this.skipWhitespace();
      return null;
    }
    if (c === 0 && this.atEnd()) {
      this.reportIncomplete(this.index, 'IncompleteString');
      this.unget();
      return null;
    }
    return scanGenericFrom(this, backtick(this, c));
  }

  private scanPlusOrMinus(c: number): Token {
    const plus = c === 43;
    const next = this.peek();
    if (plus ? next === 43 : isDash(next)) {
      this.index++;
      return this.operator(plus ? 'PlusPlus' : 'MinusMinus');
    }
    if (next === 61) {
      this.index++;
      return this.operator(plus ? 'PlusEquals' : 'MinusEquals');
    }
    if (!plus && (isLetter(next) || next === 95 || next === 63)) return scanParameter(this);
    if (this.allowSignedNumbers && (isDigit(next) || next === 46)) return scanNumber(this, c);
    return this.operator(plus ? 'Plus' : 'Minus');
  }

  private scanDot(): Token {
    const c = this.peek();
    if (c === 46) {
      this.index++;
      if (this.mode === Mode.Command && !forcesNewToken(this.peek())) {
        this.unget();
        return scanGenericFrom(this, '.');
      }
      return this.newToken('DotDot');
    }
    if (c >= 48 && c <= 57) return scanNumber(this, 46);
    if (this.mode === Mode.Command && !forcesNewToken(c) && c !== 36 && c !== 34 && c !== 39) return scanGenericFrom(this, '.');
    return this.newToken('Dot');
  }

  private scanExclaim(): Token {
    const c = this.peek();
    if ((this.mode === Mode.Command && !forcesNewToken(c)) || (this.mode === Mode.Expression && isIdentifierStart(c))) {
      return scanGenericFrom(this, '!');
    }
    if (this.mode === Mode.Expression && (isDigit(c) || c === 46) && !startsNumber(this)) {
      this.index = this.tokenStart + 1;
      return scanGenericFrom(this, '!');
    }
    this.index = this.tokenStart + 1;
    return this.newToken('Exclaim');
  }

  private scanColon(): Token {
    if (this.take(58)) {
      if (this.mode === Mode.Command && !this.wantSimpleName && !forcesNewToken(this.peek())) return scanGenericFrom(this, '::');
      return this.newToken('ColonColon');
    }
    return this.mode === Mode.Command ? scanLabel(this) : this.newToken('Colon');
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

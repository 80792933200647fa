/** Strings, here-strings, what is expanded in them, and escape sequences (tokenizer.cs). */
import { isDoubleQuote, isHexDigit, isSingleQuote, isVariableStart, isWhitespace } from './chars.ts';
import { scanVariable } from './scanWords.ts';
import type { Token, TokenKind } from './token.ts';
import { kindFlags, TokenFlags } from './token.ts';
import { Mode, type Tokenizer } from './tokenizer.ts';

/** What a failed `u{…} escape leaves in the string. */
const invalidCharacter = '\uffff';

/** A string under construction: its unexpanded value, and the parts that a compiler joins. */
export class StringBuilder {
  value = '';
  parts: (string | number)[] = [];
  nested: Token[] = [];
  private literal = '';

  append(text: string): void {
    this.value += text;
    this.literal += text;
  }

  /** Adds an expansion that is written as `source`. */
  addNested(token: Token, source: string): void {
    this.value += source;
    if (this.literal !== '') this.parts.push(this.literal);
    this.literal = '';
    this.parts.push(this.nested.length);
    this.nested.push(token);
  }

  /** Takes back the last characters, which must be literal. */
  dropLast(count: number): void {
    this.value = this.value.slice(0, this.value.length - count);
    this.literal = this.literal.slice(0, this.literal.length - count);
  }

  finish(): (string | number)[] {
    if (this.literal !== '') this.parts.push(this.literal);
    this.literal = '';
    return this.parts;
  }
}

/** Makes the token of an expandable string; without expansions it has no parts. */
export function newExpandableToken(t: Tokenizer, kind: TokenKind, builder: StringBuilder, flags: number): Token {
  let all = flags;
  if (builder.nested.some((token) => (token.flags & TokenFlags.TokenInError) !== 0)) all |= TokenFlags.TokenInError;
  const token = t.newStringToken(kind, builder.value, all);
  // Kept even when there are none: it tells "dq" from "sq", as StringExpandableToken does.
  token.parts = builder.finish();
  if (builder.nested.length > 0) token.nestedTokens = builder.nested;
  return token;
}

const escapes: Record<string, string> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What a backquote and the character after it, which was taken, stand for. */
export function backtick(t: Tokenizer, c: number): string {
  if (c === 117) return unicodeEscape(t);
  const character = String.fromCharCode(c);
  return escapes[character] ?? character;
}

function unicodeEscape(t: Tokenizer): string {
  const start = t.index - 2;
  if (t.get() !== 123) {
    t.unget();
    t.report(start, t.index, 'InvalidUnicodeEscapeSequence');
    return invalidCharacter;
  }
  let digits = '';
  for (let i = 0; i < 7; i++) {
    const c = t.get();
    if (c === 125) {
      if (i > 0) break;
      t.report(start, t.index, 'InvalidUnicodeEscapeSequence');
      return invalidCharacter;
    }
    if (!isHexDigit(c)) {
      t.unget();
      t.report(t.index, t.index + 1, i < 6 ? 'InvalidUnicodeEscapeSequence' : 'MissingUnicodeEscapeSequenceTerminator');
      return invalidCharacter;
    }
    if (i === 6) {
      t.unget();
      t.report(t.index, t.index + 1, 'TooManyDigitsInUnicodeEscapeSequence');
      return invalidCharacter;
    }
    digits += String.fromCharCode(c);
  }
  const value = Number.parseInt(digits, 16);
  if (value > 0x10ffff) {
    t.report(start + 3, t.index - 1, 'InvalidUnicodeEscapeSequenceValue');
    return invalidCharacter;
  }
  return String.fromCodePoint(value);
}

/** Scans 'single quoted' text whose quote was taken, into `append`; gives TokenInError when it does not end. */
export function scanSingleQuoted(t: Tokenizer, append: (text: string) => void): number {
  const start = t.index - 1;
  const { script } = t;
  for (;;) {
    const from = t.index;
    let i = from;
    while (i < script.length && !isSingleQuote(script.charCodeAt(i))) i++;
    if (i > from) append(script.slice(from, i));
    t.index = i;
    if (i >= script.length) {
      t.reportIncomplete(start, 'TerminatorExpectedAtEndOfString', "'");
      return TokenFlags.TokenInError;
    }
    t.index++;
    if (!isSingleQuote(t.peek())) return 0;
    append(script[t.index]);
    t.index++;
  }
}

export function scanStringLiteral(t: Tokenizer): Token {
  let value = '';
  const flags = scanSingleQuoted(t, (text) => {
    value += text;
  });
  return t.newStringToken('StringLiteral', value, flags);
}

/** Whether a character ends a run of plain text in an expandable string. */
function isSpecial(c: number): boolean {
  return c === 36 || c === 96 || isDoubleQuote(c);
}

/** Scans "double quoted" text whose quote was taken. */
export function scanDoubleQuoted(t: Tokenizer, builder: StringBuilder): number {
  const start = t.index - 1;
  const { script } = t;
  for (;;) {
    const from = t.index;
    let i = from;
    while (i < script.length && !isSpecial(script.charCodeAt(i))) i++;
    if (i > from) builder.append(script.slice(from, i));
    t.index = i;
    if (i >= script.length) {
      t.reportIncomplete(start, 'TerminatorExpectedAtEndOfString', '"');
      return TokenFlags.TokenInError;
    }
    const c = t.get();
    if (c === 36) {
      if (!scanDollar(t, builder, false)) builder.append('$');
    } else if (c === 96) scanBacktickInString(t, builder);
    else {
      if (!isDoubleQuote(t.peek())) return 0;
      builder.append(script[t.index]);
      t.index++;
    }
  }
}

/** A backquote in an expandable text; at the end it stands for itself. */
export function scanBacktickInString(t: Tokenizer, builder: StringBuilder): void {
  const next = t.peek();
  if (next === 0) {
    builder.append('`');
    return;
  }
  t.index++;
  builder.append(backtick(t, next));
}

/** Scans what follows a `$` in an expandable text: a variable or a sub-expression. False, with nothing taken, when it is neither. */
export function scanDollar(t: Tokenizer, builder: StringBuilder, hereString: boolean): boolean {
  const dollar = t.index - 1;
  const c = t.peek();
  const savedStart = t.tokenStart;
  const savedMode = t.mode;
  const savedList = t.tokenList;
  let token: Token | null = null;
  // These tokens belong to the string, not to the list.
  t.tokenList = null;
  t.mode = Mode.Expression;
  if (c === 40) {
    t.index++;
    token = scanSubExpression(t, hereString);
  } else if (isVariableStart(c) || c === 123) {
    t.tokenStart = t.index - 1;
    token = scanVariable(t, false, true);
  }
  t.tokenList = savedList;
  t.tokenStart = savedStart;
  t.mode = savedMode;
  if (!token) return false;
  builder.addNested(token, t.script.slice(dollar, t.index));
  return true;
}

/** Finds the end of a `$(…)` in a string; its inside is scanned later. Quotes written twice for the string's sake become one. */
function scanSubExpression(t: Tokenizer, hereString: boolean): Token {
  t.tokenStart = t.index - 2;
  let value = '$(';
  let depth = 1;
  let flags = 0;
  const skipped: number[] = [];
  while (depth > 0) {
    const c = t.get();
    if (c === 0 && t.atEnd()) {
      t.unget();
      t.reportIncomplete(t.tokenStart, 'IncompleteDollarSubexpressionReference');
      flags = TokenFlags.TokenInError;
      break;
    }
    if (c === 40) depth++;
    else if (c === 41) depth--;
    else if ((c === 96 || isDoubleQuote(c)) && !hereString && isDoubleQuote(t.peek())) {
      value += String.fromCharCode(t.get());
      skipped.push(t.index - 2 + t.nestedAdjustment);
      continue;
    }
    value += String.fromCharCode(c);
  }
  const extent = t.currentExtent();
  return {
    kind: 'StringLiteral',
    flags: kindFlags('StringLiteral') | flags,
    extent,
    text: t.textOf(extent),
    value,
    unscanned: true,
    skippedOffsets: skipped.length > 0 ? skipped : (t.currentSkippedOffsets ?? undefined),
  };
}

export function scanStringExpandable(t: Tokenizer): Token {
  const builder = new StringBuilder();
  const flags = scanDoubleQuoted(t, builder);
  return newExpandableToken(t, 'StringExpandable', builder, flags);
}

/** After @' or @": only white space may stand before the line's end. `footer` is how the string ends. */
function scanHereStringHeader(t: Tokenizer, quote: number, footer: string): boolean {
  const start = t.index - 2;
  let c = t.get();
  while (isWhitespace(c)) c = t.get();
  if (c === 13) {
    t.normalizeNewline(c);
    return true;
  }
  if (c === 10) return true;
  t.unget();
  if (c === 0 && t.index >= t.script.length) {
    t.reportIncomplete(start, 'TerminatorExpectedAtEndOfString', footer);
    return false;
  }
  t.report(t.index, t.index + 1, 'UnexpectedCharactersAfterHereStringHeader');
  // Recovery: up to a terminator on this line, or the line's end, which then ends the expression.
  for (;;) {
    c = t.get();
    if (c === quote && t.peek() === 64) {
      t.index++;
      break;
    }
    if (c === 13 || c === 10 || (c === 0 && t.atEnd())) {
      t.unget();
      break;
    }
  }
  return false;
}

/**
 * At the start of a line: true when the here-string ends here. Otherwise white space is added to the text, and `falseFooter` remembers
 * the first terminator that has white space before it, for a better message.
 */
function scanFooter(t: Tokenizer, isQuote: (c: number) => boolean, builder: StringBuilder, state: { falseFooter: number }): boolean {
  let c = t.get();
  if (isQuote(c) && t.peek() === 64) {
    t.index++;
    return true;
  }
  while (isWhitespace(c)) {
    builder.append(String.fromCharCode(c));
    c = t.get();
  }
  if (isQuote(c) && t.peek() === 64) {
    if (state.falseFooter === -1) state.falseFooter = t.index - 1;
    builder.append(`${String.fromCharCode(c)}@`);
    t.index++;
    return false;
  }
  t.unget();
  return false;
}

function scanHereStringBody(t: Tokenizer, start: number, expandable: boolean, builder: StringBuilder): number {
  const isQuote = expandable ? isDoubleQuote : isSingleQuote;
  const state = { falseFooter: -1 };
  const { script } = t;
  if (scanFooter(t, isQuote, builder, state)) return 0;
  for (;;) {
    const from = t.index;
    let i = from;
    for (; i < script.length; i++) {
      const c = script.charCodeAt(i);
      if (c === 13 || c === 10 || (expandable && (c === 36 || c === 96))) break;
    }
    if (i > from) builder.append(script.slice(from, i));
    t.index = i;
    if (i >= script.length) {
      if (state.falseFooter !== -1) t.reportIncomplete(state.falseFooter, 'WhitespaceBeforeHereStringFooter');
      else t.reportIncomplete(start, 'TerminatorExpectedAtEndOfString', expandable ? '"@' : "'@");
      return TokenFlags.TokenInError;
    }
    const c = t.get();
    if (c === 36) {
      if (!scanDollar(t, builder, true)) builder.append('$');
    } else if (c === 96) scanBacktickInString(t, builder);
    else {
      t.normalizeNewline(c);
      const newline = script.slice(i, t.index);
      builder.append(newline);
      if (scanFooter(t, isQuote, builder, state)) {
        // The line end before the terminator does not belong to the text.
        builder.dropLast(newline.length);
        return 0;
      }
    }
  }
}

export function scanHereStringLiteral(t: Tokenizer): Token {
  const start = t.index - 2;
  if (!scanHereStringHeader(t, 39, "'@")) return t.newStringToken('HereStringLiteral', '', TokenFlags.TokenInError);
  const builder = new StringBuilder();
  const flags = scanHereStringBody(t, start, false, builder);
  return t.newStringToken('HereStringLiteral', builder.value, flags);
}

export function scanHereStringExpandable(t: Tokenizer): Token {
  const start = t.index - 2;
  const builder = new StringBuilder();
  const flags = scanHereStringHeader(t, 34, '"@') ? scanHereStringBody(t, start, true, builder) : TokenFlags.TokenInError;
  return newExpandableToken(t, 'HereStringExpandable', builder, flags);
}

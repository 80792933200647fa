/** One token from the current position in the current mode: the tokenizer's main loop (tokenizer.cs NextToken). */
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
import { scanLineComment } from './scanComments.ts';
import { scanNumber, startsNumber } from './scanNumbers.ts';
import { backtick, scanHereStringExpandable, scanHereStringLiteral, scanStringExpandable, scanStringLiteral } from './scanStrings.ts';
import { scanGenericFrom, scanIdentifier, scanLabel, scanParameter, scanVariable } from './scanWords.ts';
import type { RedirectionStream, Token, TokenKind } from './token.ts';
import { kindFlags, redirectionStreams } from './token.ts';
import { Mode, type Tokenizer } from './tokenizer.ts';

function operator(t: Tokenizer, kind: TokenKind): Token {
  // In a command an operator that goes on without a break is part of a word.
  if (t.mode === Mode.Command && !forcesNewToken(t.peek())) {
    return scanGenericFrom(t, t.script.slice(t.tokenStart, t.index));
  }
  return t.newToken(kind);
}

function fileRedirection(t: Tokenizer, from: number, append: boolean, explicit: boolean): Token {
  if (explicit && t.mode === Mode.Expression) {
    // `1 > 2` written without spaces in an expression: the digit is a number.
    t.index -= append ? 2 : 1;
    const token = t.newToken('Number');
    token.number = { type: 'Int32', value: from };
    return token;
  }
  const token = t.newToken('Redirection');
  token.redirection = { fromStream: redirectionStreams[from], append };
  return token;
}

/** After `>`: `>>`, `>&1`, `>`. `targets` are the digits that may follow `>&`. */
function redirection(t: Tokenizer, from: number, explicit: boolean, targets: string): Token {
  const c = t.peek();
  if (c === 62) {
    t.index++;
    return fileRedirection(t, from, true, explicit);
  }
  if (c === 38 && targets !== '') {
    t.index++;
    const to = targets.indexOf(String.fromCharCode(t.peek()));
    if (to >= 0 && t.index < t.script.length) {
      t.index++;
      const token = t.newToken('Redirection');
      const toStream: RedirectionStream = redirectionStreams[to + 1];
      token.redirection = { fromStream: redirectionStreams[from], toStream };
      return token;
    }
    t.unget();
  }
  return fileRedirection(t, from, false, explicit);
}

/** The next token in the current mode. Never throws; at the end it gives EndOfInput again and again. */
export function nextToken(t: Tokenizer): Token {
  for (;;) {
    t.tokenStart = t.index;
    const c = t.get();
    switch (c) {
      case 9:
      case 11:
      case 12:
      case 32:
        t.skipWhitespace();
        continue;
      case 10:
      case 13:
        t.normalizeNewline(c);
        return t.newToken('NewLine');
      case 35:
        scanLineComment(t);
        continue;
      case 39:
        return scanStringLiteral(t);
      case 34:
        return scanStringExpandable(t);
      case 36:
        if (t.peek() === 40) {
          t.index++;
          return t.newToken('DollarParen');
        }
        return scanVariable(t, false, false);
      case 64:
        return scanAt(t);
      case 96: {
        const token = scanBacktick(t);
        if (token) return token;
        continue;
      }
      case 60:
        if (t.peek() === 35) {
          t.index++;
          t.scanBlockComment();
          continue;
        }
        return t.newToken('RedirectInStd');
      case 62:
        return redirection(t, 1, false, '');
      case 61:
        return operator(t, 'Equals');
      case 43:
        return scanPlusOrMinus(t, c);
      case 42:
        if (take(t, 61)) return operator(t, 'MultiplyEquals');
        if (take(t, 62)) return redirection(t, 0, false, '1');
        return operator(t, 'Multiply');
      case 47:
        return operator(t, take(t, 61) ? 'DivideEquals' : 'Divide');
      case 37:
        return operator(t, take(t, 61) ? 'RemainderEquals' : 'Rem');
      case 40:
        return t.newToken('LParen');
      case 41:
        return t.newToken('RParen');
      case 91:
        if (t.mode === Mode.Command && !forcesNewToken(t.peek())) return scanGenericFrom(t, '[');
        return t.newToken('LBracket');
      case 93:
        return t.newToken('RBracket');
      case 123:
        return t.newToken('LCurly');
      case 125:
        return t.newToken('RCurly');
      case 59:
        return t.newToken('Semi');
      case 44:
        return t.newToken('Comma');
      case 46:
        return scanDot(t);
      case 48:
      case 55:
      case 56:
      case 57:
        return scanNumber(t, c);
      case 49:
      case 50:
      case 51:
      case 52:
      case 53:
      case 54:
        if (take(t, 62)) return redirection(t, c - 48, true, '12');
        return scanNumber(t, c);
      case 38:
        return t.newToken(take(t, 38) ? 'AndAnd' : 'Ampersand');
      case 124:
        return t.newToken(take(t, 124) ? 'OrOr' : 'Pipe');
      case 33:
        return scanExclaim(t);
      case 58:
        return scanColon(t);
      case 63:
        if (t.mode !== Mode.Expression) return scanGenericFrom(t, '?');
        if (!take(t, 63)) return t.newToken('QuestionMark');
        return t.newToken(take(t, 61) ? 'QuestionQuestionEquals' : 'QuestionQuestion');
      case 0:
        if (t.atEnd()) return endOfInput(t);
        return scanGenericFrom(t, '\0');
      default:
        if (c < 128 ? isIdentifierStart(c) : isLetter(c)) return scanIdentifier(t);
        if (isWhitespace(c)) {
          t.skipWhitespace();
          continue;
        }
        if (isSingleQuote(c)) return scanStringLiteral(t);
        if (isDoubleQuote(c)) return scanStringExpandable(t);
        if (isDash(c)) return scanPlusOrMinus(t, c);
        return scanGenericFrom(t, String.fromCharCode(c));
    }
  }
}

function take(t: Tokenizer, c: number): boolean {
  if (t.index >= t.script.length || t.script.charCodeAt(t.index) !== c) return false;
  t.index++;
  return true;
}

function endOfInput(t: Tokenizer): Token {
  // One past the end, as PowerShell has it: Before() of this token is then the end itself.
  const extent = t.extent(t.tokenStart + 1, t.tokenStart + 1);
  return t.save({ kind: 'EndOfInput', flags: kindFlags('EndOfInput'), extent, text: '' });
}

function scanAt(t: Tokenizer): Token {
  const c = t.get();
  if (c === 123) return t.newToken('AtCurly');
  if (c === 40) return t.newToken('AtParen');
  if (isSingleQuote(c)) return scanHereStringLiteral(t);
  if (isDoubleQuote(c)) return scanHereStringExpandable(t);
  t.unget();
  if (isVariableStart(c)) return scanVariable(t, true, false);
  t.report(t.index - 1, t.index, 'UnrecognizedToken');
  return t.newToken('Unknown');
}

function scanBacktick(t: Tokenizer): Token | null {
  const c = t.get();
  if (c === 10 || c === 13) {
    t.normalizeNewline(c);
    t.newToken('LineContinuation');
    return null;
  }
  if (isWhiteSpaceOrNewline(c)) {
    t.skipWhitespace();
    return null;
  }
  if (c === 0 && t.atEnd()) {
    t.reportIncomplete(t.index, 'IncompleteString');
    t.unget();
    return null;
  }
  return scanGenericFrom(t, backtick(t, c));
}

function scanPlusOrMinus(t: Tokenizer, c: number): Token {
  const plus = c === 43;
  const next = t.peek();
  if (plus ? next === 43 : isDash(next)) {
    t.index++;
    return operator(t, plus ? 'PlusPlus' : 'MinusMinus');
  }
  if (next === 61) {
    t.index++;
    return operator(t, plus ? 'PlusEquals' : 'MinusEquals');
  }
  if (!plus && (isLetter(next) || next === 95 || next === 63)) return scanParameter(t);
  if (t.allowSignedNumbers && (isDigit(next) || next === 46)) return scanNumber(t, c);
  return operator(t, plus ? 'Plus' : 'Minus');
}

function scanDot(t: Tokenizer): Token {
  const c = t.peek();
  if (c === 46) {
    t.index++;
    if (t.mode === Mode.Command && !forcesNewToken(t.peek())) {
      t.unget();
      return scanGenericFrom(t, '.');
    }
    return t.newToken('DotDot');
  }
  if (c >= 48 && c <= 57) return scanNumber(t, 46);
  if (t.mode === Mode.Command && !forcesNewToken(c) && c !== 36 && c !== 34 && c !== 39) return scanGenericFrom(t, '.');
  return t.newToken('Dot');
}

function scanExclaim(t: Tokenizer): Token {
  const c = t.peek();
  if ((t.mode === Mode.Command && !forcesNewToken(c)) || (t.mode === Mode.Expression && isIdentifierStart(c))) {
    return scanGenericFrom(t, '!');
  }
  if (t.mode === Mode.Expression && (isDigit(c) || c === 46) && !startsNumber(t)) {
    t.index = t.tokenStart + 1;
    return scanGenericFrom(t, '!');
  }
  t.index = t.tokenStart + 1;
  return t.newToken('Exclaim');
}

function scanColon(t: Tokenizer): Token {
  if (take(t, 58)) {
    if (t.mode === Mode.Command && !t.wantSimpleName && !forcesNewToken(t.peek())) return scanGenericFrom(t, '::');
    return t.newToken('ColonColon');
  }
  return t.mode === Mode.Command ? scanLabel(t) : t.newToken('Colon');
}

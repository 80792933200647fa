/** Words: variables, parameters and operators that begin with a dash, identifiers and keywords, labels, and a command's bare words. */
import {
  forcesNewToken,
  forcesNewTokenInAssemblyName,
  isDoubleQuote,
  isIdentifierFollow,
  isIdentifierStart,
  isLetterOrDigit,
  isSingleQuote,
  isVariableStart,
} from './chars.ts';
import {
  backtick,
  newExpandableToken,
  StringBuilder,
  scanBacktickInString,
  scanDollar,
  scanDoubleQuoted,
  scanSingleQuoted,
} from './scanStrings.ts';
import type { Token, TokenKind } from './token.ts';
import { makeVariablePath, TokenFlags } from './token.ts';
import { Mode, type Tokenizer } from './tokenizer.ts';

const keywords = new Map<string, TokenKind>();
for (const kind of [
  ...['ElseIf', 'If', 'Else', 'Switch', 'Foreach', 'From', 'In', 'For', 'While', 'Until', 'Do', 'Try', 'Catch', 'Finally', 'Trap', 'Data'],
  ...['Return', 'Continue', 'Break', 'Exit', 'Throw', 'Begin', 'Process', 'End', 'Dynamicparam', 'Function', 'Filter', 'Param', 'Class'],
  ...['Define', 'Var', 'Using', 'Workflow', 'Parallel', 'Sequence', 'InlineScript', 'Configuration', 'Public', 'Private', 'Static'],
  ...['Interface', 'Enum', 'Namespace', 'Module', 'Type', 'Assembly', 'Command', 'Hidden', 'Base', 'Default', 'Clean'],
] as TokenKind[]) {
  keywords.set(kind.toLowerCase(), kind);
}

const operators = new Map<string, TokenKind>([
  ['bnot', 'Bnot'],
  ['not', 'Not'],
  ['isnot', 'IsNot'],
  ['is', 'Is'],
  ['as', 'As'],
  ['f', 'Format'],
  ['and', 'And'],
  ['band', 'Band'],
  ['or', 'Or'],
  ['bor', 'Bor'],
  ['xor', 'Xor'],
  ['bxor', 'Bxor'],
  ['join', 'Join'],
  ['shl', 'Shl'],
  ['shr', 'Shr'],
]);
const comparisons = [
  'eq',
  'ne',
  'ge',
  'gt',
  'lt',
  'le',
  'like',
  'notlike',
  'match',
  'notmatch',
  'replace',
  'contains',
  'notcontains',
  'in',
];
for (const name of [...comparisons, 'notin', 'split']) {
  operators.set(name, `I${name}` as TokenKind);
  operators.set(`i${name}`, `I${name}` as TokenKind);
  operators.set(`c${name}`, `C${name}` as TokenKind);
}

/** Whether a word is a keyword (Tokenizer.IsKeyword). */
export function isKeyword(word: string): boolean {
  return keywords.has(word.toLowerCase());
}

/** Operators that are written as a dash and a word, without the dash, in lower case (for completion). */
export function dashOperators(): string[] {
  return [...operators.keys()];
}

/** Begins a bare word again from the start of the current token. */
function rescanGeneric(t: Tokenizer): Token {
  t.index = t.tokenStart;
  return scanGenericFrom(t, '');
}

/**
 * A bare word, of which `start` was taken: a command's name or argument, up to what ends a word. It may hold quoted pieces and
 * expansions; whether these are expanded is for the parser to say.
 */
export function scanGenericFrom(t: Tokenizer, start: string): Token {
  const builder = new StringBuilder();
  if (start !== '') builder.append(start);
  const { script } = t;
  for (;;) {
    const from = t.index;
    let i = from;
    let c = 0;
    for (; i < script.length; i++) {
      c = script.charCodeAt(i);
      if (forcesNewToken(c) || c === 96 || c === 36 || isSingleQuote(c) || isDoubleQuote(c)) break;
    }
    if (i > from) builder.append(script.slice(from, i));
    t.index = i;
    if (i >= script.length || forcesNewToken(c)) break;
    t.index++;
    if (c === 96) scanBacktickInString(t, builder);
    else if (c === 36) {
      if (!scanDollar(t, builder, false)) builder.append('$');
    } else if (isSingleQuote(c)) scanSingleQuoted(t, (text) => builder.append(text));
    else scanDoubleQuoted(t, builder);
  }
  if (builder.nested.length > 0) return newExpandableToken(t, 'Generic', builder, 0);
  return t.newStringToken('Generic', builder.value, 0);
}

/** A variable whose `$` or `@` was taken. */
export function scanVariable(t: Tokenizer, splatted: boolean, inString: boolean): Token {
  const start = t.index;
  const first = t.get();
  if (first === 123) return scanBracedVariable(t, start, inString);
  if (!isVariableStart(first)) {
    // The tokenizer only comes here with a `$`: alone it is a word.
    t.unget();
    return scanGenericFrom(t, '$');
  }
  if (first === 36 || first === 63 || first === 94) {
    if (t.mode === Mode.Command && !forcesNewToken(t.peek())) return rescanGeneric(t);
  } else {
    for (;;) {
      const c = t.get();
      if (isIdentifierFollow(c) || c === 63) continue;
      if (c === 58) {
        // `$a::b` is a static member of $a.
        if (t.peek() !== 58) continue;
      } else if (c !== 46 && c !== 91 && c !== 61 && t.mode === Mode.Command && !forcesNewToken(c)) {
        // Only . [ = end a variable inside of a command's argument; with anything else it is a word.
        return rescanGeneric(t);
      }
      t.unget();
      break;
    }
  }
  return newVariable(t, t.script.slice(start, t.index), splatted);
}

function newVariable(t: Tokenizer, name: string, splatted: boolean): Token {
  const path = makeVariablePath(name);
  if (path.name === '') {
    t.report(t.tokenStart, t.index, path.isDriveQualified ? 'InvalidVariableReferenceWithDrive' : 'InvalidVariableReference');
  }
  const token = t.newToken(splatted ? 'SplattedVariable' : 'Variable');
  token.variablePath = path;
  return token;
}

function scanBracedVariable(t: Tokenizer, start: number, inString: boolean): Token {
  let name = '';
  let closed = false;
  for (;;) {
    const c = t.get();
    if (c === 125) {
      closed = true;
      break;
    }
    if (c === 0 && t.atEnd()) {
      t.unget();
      break;
    }
    if (c === 96) {
      const next = t.get();
      if (next === 0 && t.atEnd()) {
        t.unget();
        break;
      }
      name += backtick(t, next);
      continue;
    }
    if (isDoubleQuote(c) && inString) {
      const next = t.get();
      if (next === 0 && t.atEnd()) {
        t.unget();
        break;
      }
      if (isDoubleQuote(next)) {
        name += String.fromCharCode(next);
        continue;
      }
      t.unget();
    } else if (c === 123) t.report(t.index, t.index + 1, 'OpenBraceNeedsToBeBackTickedInVariableName');
    name += String.fromCharCode(c);
  }
  if (!closed) t.reportIncomplete(start, 'IncompleteDollarVariableReference');
  if (name === '') {
    if (closed) t.report(t.index - 1, t.index, 'EmptyVariableReference');
    name = ':Error:';
  }
  if (t.mode === Mode.Command) {
    const c = t.peek();
    if (!forcesNewToken(c) && c !== 46 && c !== 91) return rescanGeneric(t);
  }
  const path = makeVariablePath(name);
  if (path.name === '') t.report(t.tokenStart, t.index, 'InvalidBracedVariableReference');
  const token = t.newToken('Variable');
  token.variablePath = path;
  return token;
}

/** What begins with a dash and a letter: a parameter, or in an expression an operator. */
export function scanParameter(t: Tokenizer): Token {
  const start = t.index;
  let end = start;
  let usedColon = false;
  const command = t.mode === Mode.Command;
  for (;;) {
    const c = t.get();
    end = t.index - 1;
    if ((c | 32) >= 97 && (c | 32) <= 122) continue;
    if (c === 58) {
      usedColon = true;
      if (!command) t.unget();
      break;
    }
    if (isSingleQuote(c) || isDoubleQuote(c)) {
      t.unget();
      if (command) return scanGenericFrom(t, t.script.slice(t.tokenStart, t.index));
      break;
    }
    // NUL counts as an end here, inside of the text too.
    if (forcesNewToken(c) || c === 46 || c === 91 || !command) {
      t.unget();
      break;
    }
  }
  const name = t.script.slice(start, end);
  if (t.mode === Mode.Expression) {
    const operator = operators.get(name.toLowerCase());
    if (operator) return t.newToken(operator);
  }
  if (name === '') return t.newToken('Minus');
  const token = t.newToken('Parameter');
  token.parameterName = name;
  token.usedColon = usedColon;
  return token;
}

/** An identifier whose first character was taken: a keyword, a bare word that goes on, or part of a type's name. */
export function scanIdentifier(t: Tokenizer): Token {
  const { script } = t;
  let i = t.index;
  while (i < script.length && isIdentifierFollow(script.charCodeAt(i))) i++;
  t.index = i;
  if (t.mode === Mode.TypeName) return scanTypeName(t);
  if (!t.wantSimpleName && t.mode !== Mode.Expression) {
    const word = script.slice(t.tokenStart, i);
    if (t.mode === Mode.Command && !forcesNewToken(t.peek())) return scanGenericFrom(t, word);
    const keyword = keywords.get(word.toLowerCase());
    if (keyword && (keyword !== 'InlineScript' || t.inWorkflow)) return t.newToken(keyword);
  }
  return t.newToken('Identifier');
}

function scanTypeName(t: Tokenizer): Token {
  for (;;) {
    const c = t.get();
    // . ` _ + # \
    if (c === 46 || c === 96 || c === 95 || c === 43 || c === 35 || c === 92 || isLetterOrDigit(c)) continue;
    t.unget();
    break;
  }
  const token = t.newToken('Identifier');
  token.flags |= TokenFlags.TypeName;
  return token;
}

/** One word of an assembly's name, with the white space around it; it is kept as a token. */
export function scanAssemblyNamePart(t: Tokenizer): string {
  t.skipWhitespace();
  t.tokenStart = t.index;
  while (!forcesNewTokenInAssemblyName(t.peek())) t.index++;
  const name = t.script.slice(t.tokenStart, t.index);
  const token = t.newToken('Identifier');
  token.flags |= TokenFlags.TypeName;
  t.skipWhitespace();
  return name;
}

/** After a colon in a command: a label, or a bare word. */
export function scanLabel(t: Tokenizer): Token {
  let c = t.get();
  if (!isIdentifierStart(c)) {
    t.unget();
    if (c === 0) return t.newStringToken('Generic', ':', 0);
    return scanGenericFrom(t, ':');
  }
  const start = t.index - 1;
  while (isIdentifierFollow(c)) c = t.get();
  if (t.mode === Mode.Command && !forcesNewToken(c)) return scanGenericFrom(t, t.script.slice(t.tokenStart, t.index));
  t.unget();
  const token = t.newToken('Label');
  token.labelText = t.script.slice(start, t.index);
  return token;
}

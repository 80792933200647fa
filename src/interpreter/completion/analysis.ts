/**
 * What a cursor asks for, by the token it is at and the node around it: CompletionAnalysis.cs GetResultHelper. The answer's place in the
 * text is left in the question (`index`, `length`).
 */
import type { AssignmentStatementAst, Ast, TypeName } from '../syntax/ast.ts';
import { TokenFlags } from '../syntax/token.ts';
import { argumentWord, completeArgument, completeParameter } from './arguments.ts';
import { completeAssigned } from './assignments.ts';
import { attributeArguments } from './attributes.ts';
import { completeCommand, completeModule, needsAmpersand } from './commandNames.ts';
import { completeKey, isPendingAssignment } from './hashtables.ts';
import { knownValue } from './inference.ts';
import { comparisonValues, completeMember, indexKeys, ofValue } from './members.ts';
import { completePath } from './paths.ts';
import type { Question } from './question.ts';
import type { Candidate } from './results.ts';
import { completeNamespace, completeType } from './typeNames.ts';
import { completeVariable } from './variables.ts';
import { completeComment, completeLabel, completeOperator, completeSwitchFlags, completeUsing } from './words.ts';

/** Candidates for a question. */
export function analyse(q: Question): Candidate[] {
  const found = q.token !== null ? atToken(q) : betweenTokens(q);
  if (found.isOver || found.matches.length > 0) return found.matches;
  const type = typeAround(q);
  if (type !== null) {
    replace(q, type.extent.start, type.extent.end);
    return completeType(q, type.fullName);
  }
  if (q.token?.kind !== 'RCurly') {
    const keys = keysOfTable(q);
    if (keys.length > 0) {
      replace(q, q.cursor, q.cursor);
      return keys;
    }
  }
  const { text } = q.source;
  if (/^\S+$/.test(text) && q.related[0].kind === 'ScriptBlockAst' && q.token !== null && !found.isOver) {
    replace(q, 0, text.length);
    q.word = text;
    return fileAsCommand(q);
  }
  return [];
}

/** Candidates of one attempt; `isOver`: no other attempt is made. */
interface Attempt {
  matches: Candidate[];
  isOver: boolean;
}
const attempt = (matches: Candidate[] | null, isOver = false): Attempt => ({ matches: matches ?? [], isOver });
const NONE = attempt(null);

function replace(q: Question, start: number, end: number): void {
  q.index = start;
  q.length = end - start;
}

/** Replaces nothing, behind the token. */
function behind(q: Question): void {
  const end = q.token?.extent.end ?? q.cursor;
  replace(q, end, end);
}

const COMPARISON = /^[IC](eq|ne|like|notlike|match|notmatch)$/;

function atToken(q: Question): Attempt {
  const token = q.token;
  if (token === null) return NONE;
  const { last } = q;
  const { parent } = last;
  replace(q, token.extent.start, token.extent.end);
  switch (token.kind) {
    case 'Variable':
    case 'SplattedVariable':
      q.word = token.variablePath?.userPath ?? '';
      return attempt(completeVariable(q));
    case 'Multiply':
    case 'Generic':
    case 'MinusMinus':
    case 'Identifier':
      return (token.flags & TokenFlags.TypeName) !== 0 ? NONE : atIdentifier(q);
    case 'Parameter':
      return atParameter(q);
    case 'Dot':
    case 'ColonColon':
    case 'QuestionDot':
      behind(q);
      return attempt(completeMember(q, token.kind === 'ColonColon')?.matches ?? null);
    case 'Comment':
      q.word = token.text;
      return attempt(completeComment(q), true);
    case 'StringExpandable':
    case 'StringLiteral':
      return atString(q);
    case 'RBracket':
      return attempt(last.kind === 'TypeExpressionAst' ? staticsBehind(q, last) : null);
    case 'Comma':
      if (/^(ErrorExpression|ArrayLiteral)Ast$/.test(last.kind) && /^Command(Parameter)?Ast$/.test(parent?.kind ?? '')) {
        behind(q);
        q.word = '';
        return attempt(completeArgument(q));
      }
      return inAttribute(q);
    case 'AtCurly':
    case 'Semi': {
      const keys = token.kind === 'AtCurly' || last.kind === 'HashtableAst' ? keysOfTable(q) : [];
      behind(q);
      return attempt(keys);
    }
    case 'Number':
      if (isArgument(last)) {
        q.word = token.text;
        return attempt(completeArgument(q));
      }
      return attempt(assigned(q, last));
    case 'RedirectInStd':
    case 'Redirection':
      if (last.kind !== 'ErrorExpressionAst' || parent?.kind !== 'FileRedirectionAst') return NONE;
      behind(q);
      q.word = '';
      return attempt(completePath(q));
    case 'Minus':
      if (last.kind === 'BinaryExpressionAst') return attempt(completeOperator(''));
      return attempt(insideSwitch(q) ? completeSwitchFlags('-') : null);
    case 'Equals':
    case 'AtParen':
    case 'LParen': {
      if (last.kind === 'HashtableAst' && isPendingAssignment(last)) return attempt(null, true);
      if (last.kind === 'AssignmentStatementAst') {
        const values = completeAssigned(q, last.left, '');
        if (values !== null) {
          behind(q);
          return attempt(values, true);
        }
      }
      return inAttribute(q);
    }
    case 'LBracket': {
      if (parent?.kind !== 'IndexExpressionAst') return NONE;
      const keys = indexKeys(q, parent.target, '');
      if (keys.length > 0) behind(q);
      return attempt(keys);
    }
    default:
      if (/^-\w/.test(token.text) && (token.flags & (TokenFlags.BinaryOperator | TokenFlags.UnaryOperator)) !== 0)
        return attempt(completeOperator(token.text));
      return atKeyword(q);
  }
}

function atKeyword(q: Question): Attempt {
  const using = completeUsing(q);
  if (using !== null) return attempt(using, true);
  if (q.token === null || (q.token.flags & TokenFlags.Keyword) === 0) {
    replace(q, -1, -1);
    q.length = -1;
    return NONE;
  }
  q.word = q.token.text;
  return attempt([...fileAsCommand(q), ...completeCommand(q)]);
}

function isArgument(node: Ast): boolean {
  const holder = node.parent?.kind === 'ArrayLiteralAst' ? node.parent.parent : node.parent;
  return holder?.kind === 'CommandAst' || holder?.kind === 'CommandParameterAst';
}

/** Files, as commands: with `&` where their name needs quotes. */
function fileAsCommand(q: Question): Candidate[] {
  const ampersand = needsAmpersand(q, true);
  return completePath(q, { literal: true }).map((c) =>
    ampersand && /^'.+'$/.test(c.completionText) ? { ...c, completionText: `& ${c.completionText}` } : c,
  );
}

function atParameter(q: Question): Attempt {
  const { last, token } = q;
  q.word = token?.text ?? '';
  if (last.kind === 'StringConstantExpressionAst' && last.parent?.kind === 'CommandAst' && last.parent.commandElements.length === 1)
    return attempt(fileAsCommand(q));
  if (last.kind === 'ErrorStatementAst' && last.kindToken !== null)
    return attempt(last.kindToken.kind === 'Switch' ? completeSwitchFlags(q.word) : null);
  if (last.kind === 'CommandParameterAst' && last.parent?.kind !== 'CommandAst') return attempt(completeOperator(q.word));
  if (/^(Binary|Unary|Error)ExpressionAst$/.test(last.kind)) return attempt(completeOperator(q.word));
  if (!q.word.endsWith(':')) return attempt(completeParameter(q));
  behind(q);
  q.word = '';
  const { index } = q;
  const found = completeArgument(q);
  replace(q, index, index);
  return attempt(found);
}

function insideSwitch(q: Question): boolean {
  for (let n: Ast | undefined = q.last; n !== undefined; n = n.parent)
    if (n.kind === 'ErrorStatementAst') return n.kindToken?.kind === 'Switch';
  return false;
}

/** The values that an assignment or a comparison takes, where a string or number in one is being typed. */
function assigned(q: Question, node: Ast): Candidate[] | null {
  const assignment = node.parent?.kind === 'CommandExpressionAst' ? node.parent.parent : null;
  return assignment?.kind === 'AssignmentStatementAst'
    ? completeAssigned(q, (assignment as AssignmentStatementAst).left, q.token?.text ?? '')
    : null;
}

function atString(q: Question): Attempt {
  const { last, token } = q;
  const { parent } = last;
  const value = token?.value ?? '';
  const values = assigned(q, last);
  if (values !== null) return attempt(values, true);
  if (parent?.kind === 'BinaryExpressionAst') {
    const found = comparisonValues(q, parent.left, value);
    if (found.length > 0) return attempt(found, true);
  } else if (parent?.kind === 'IndexExpressionAst') return attempt(indexKeys(q, parent.target, value), true);
  const word = argumentWord(q, last);
  if (word === null) return NONE;
  q.word = word;
  if (isArgument(last)) return attempt(completeArgument(q));
  const files = completePath(q);
  return attempt(word.includes('-') ? [...files, ...completeCommand(q)] : files);
}

/** Static members behind `[type]`, with the colons. */
function staticsBehind(q: Question, node: Extract<Ast, { kind: 'TypeExpressionAst' }>): Candidate[] {
  const type = q.isLimited ? undefined : knownValue(q, node);
  if (type === undefined) return [];
  const found = ofValue(q, type, '*', true).map((c) => ({ ...c, completionText: `::${c.completionText}` }));
  if (found.length > 0) behind(q);
  return found;
}

/** Arguments of an attribute that the cursor is in. */
function inAttribute(q: Question): Attempt {
  const found = attributeArguments(q);
  if (found === null) return NONE;
  if (q.token !== null && /^(Comma|LParen|Equals)$/.test(q.token.kind)) behind(q);
  return attempt(found);
}

function atIdentifier(q: Question): Attempt {
  const { last, token } = q;
  const { parent } = last;
  if (token === null) return NONE;
  const using = completeUsing(q);
  if (using !== null) return attempt(using, true);
  q.word = token.text;
  if (parent?.kind === 'BreakStatementAst' || parent?.kind === 'ContinueStatementAst') return attempt(completeLabel(q, q.word));
  if (last.kind === 'StringConstantExpressionAst') {
    if (last.value === '$') {
      q.word = '';
      return attempt(completeVariable(q));
    }
    if (parent?.kind === 'UsingStatementAst') return usingName(q, parent.usingStatementKind);
  }
  if ((token.flags & TokenFlags.MemberName) !== 0) {
    const inside = attributeArguments(q);
    if (inside !== null) return attempt(inside);
  }
  if ((token.flags & TokenFlags.CommandName) !== 0) return atCommandName(q);
  if (/^[-\u2013-\u2015]{1,2}$/.test(token.text) && parent?.kind === 'CommandAst') {
    const names = token.text.length === 1 ? completeParameter(q) : [];
    return attempt(names.length > 0 ? names : completeArgument(q));
  }
  const member = memberAt(q);
  if (member !== null && member.length > 0) return attempt(member);
  if (parent?.kind === 'HashtableAst') {
    const keys = completeKey(q, parent, q.word);
    if (keys !== null && keys.length > 0) return attempt(keys);
  }
  const word = argumentWord(q, last);
  if (word !== null) q.word = word;
  if (parent?.kind === 'FileRedirectionAst' || insideSwitchFile(last)) return attempt(completePath(q));
  return attempt(completeArgument(q));
}

function insideSwitchFile(node: Ast): boolean {
  const statement = node.parent?.kind === 'CommandExpressionAst' ? node.parent.parent?.parent : undefined;
  return (
    statement?.kind === 'ErrorStatementAst' &&
    statement.kindToken?.kind === 'Switch' &&
    (statement.flags ?? []).some((f) => /^file$/i.test(f.name))
  );
}

function usingName(q: Question, kind: string): Attempt {
  if (kind === 'Namespace') return attempt(completeNamespace(q), true);
  if (kind === 'Assembly') return attempt(completePath(q, { extensions: ['.dll'] }), true);
  const files = completePath(q, { extensions: ['.psm1', '.psd1', '.dll'] });
  return attempt(/[\\/:]/.test(q.word) ? files : [...files, ...completeModule(q)], true);
}

/** Members where the word is the name of one, or a dot by itself. Null elsewhere. */
function memberAt(q: Question): Candidate[] | null {
  const { last, token } = q;
  if (token === null) return null;
  const access = last.parent;
  const isName = access?.kind === 'MemberExpressionAst' || access?.kind === 'InvokeMemberExpressionAst';
  const isDot = token.text === '.' || token.text === '::';
  if (!isName && !isDot) return null;
  const found = completeMember(q, token.text === '::' || (isName && access.static));
  if (found === null || found.matches.length === 0) return null;
  if (isDot) behind(q);
  return found.matches;
}

function atCommandName(q: Question): Attempt {
  const { last, token, source } = q;
  if (token === null) return NONE;
  const start = token.extent.start;
  // `$dir/name` and `'a b'/name`: a path that goes on as a word that looks like a command
  if (/^[\\/]/.test(token.text) && start > 0 && /[\w'"}]/.test(source.text[start - 1] ?? '')) {
    const before = nodeEndingAt(q, start);
    const text = before === null ? null : (argumentWord(q, before) ?? variableText(q, before));
    if (before === null || text === null) return NONE;
    const quote = /^['"]/.exec(text)?.[0] ?? '';
    q.word = quote === '' ? text + token.text : text.slice(0, -1) + token.text + quote;
    replace(q, before.extent.start, token.extent.end);
    return attempt(completePath(q));
  }
  if (token.nestedTokens !== undefined && last.kind === 'ExpandableStringExpressionAst') {
    const word = argumentWord(q, last);
    if (word === null) return NONE;
    q.word = word;
  }
  return attempt([...fileAsCommand(q), ...completeCommand(q)]);
}

function nodeEndingAt(q: Question, offset: number): Ast | null {
  let found: Ast | null = null;
  const visit = (n: Ast): void => {
    if (n.extent.end === offset && n.extent.start < offset) found = n;
  };
  for (const n of q.nodes()) visit(n);
  return found;
}

function variableText(q: Question, node: Ast): string | null {
  const value = node.kind === 'VariableExpressionAst' ? knownValue(q, node) : undefined;
  return value === undefined ? null : q.machine.text(value);
}

function betweenTokens(q: Question): Attempt {
  const { last, before } = q;
  const isBlank = q.isLineBlank && before?.kind !== 'LineContinuation';
  if (!isBlank && (last.kind === 'CommandAst' || last.kind === 'CommandParameterAst' || isArgument(last)) && before?.kind !== 'Pipe') {
    q.word = '';
    if (last.kind === 'HashtableAst') {
      if (isPendingAssignment(last)) return attempt(null, true);
      replace(q, q.cursor, q.cursor);
      return attempt(completeKey(q, last, ''));
    }
    replace(q, q.cursor, q.cursor);
    return attempt(completeArgument(q));
  }
  replace(q, q.cursor, q.cursor);
  const found = afterToken(q);
  if (found !== null && found.length > 0) return attempt(found);
  if ((last.kind === 'ErrorExpressionAst' && last.parent?.kind === 'FileRedirectionAst') || isSwitchFile(last, before?.extent.end ?? -1)) {
    q.word = '';
    return attempt(completePath(q));
  }
  return NONE;
}

function isSwitchFile(node: Ast, end: number): boolean {
  return (
    node.kind === 'ErrorStatementAst' &&
    node.kindToken?.kind === 'Switch' &&
    (node.flags ?? []).some((f) => /^file$/i.test(f.name) && f.token.extent.end === end)
  );
}

/** What may follow the token before the cursor. */
function afterToken(q: Question): Candidate[] | null {
  const { last, before } = q;
  if (before === null) return null;
  q.word = '';
  switch (before.kind) {
    case 'Equals':
    case 'Comma':
    case 'AtParen':
    case 'LParen':
      if (last.kind === 'AssignmentStatementAst') {
        const values = completeAssigned(q, last.left, '');
        if (values !== null) return values;
      }
      return attributeArguments(q);
    case 'Break':
    case 'Continue':
      return completeLabel(q, null);
    case 'Using':
      return completeUsing(q);
    case 'Dot':
    case 'ColonColon':
    case 'QuestionDot':
      return completeMember(q, before.kind === 'ColonColon')?.matches ?? null;
    case 'LBracket':
      return last.parent?.kind === 'IndexExpressionAst' ? indexKeys(q, last.parent.target, '') : null;
    default:
      return COMPARISON.test(before.kind) && last.kind === 'BinaryExpressionAst' ? comparisonValues(q, last.left, '') : null;
  }
}

/** The name of a type that the cursor stands in. */
function typeAround(q: Question): { extent: { start: number; end: number }; fullName: string } | null {
  const node = q.related.find((n) => n.kind === 'TypeExpressionAst') ?? q.related.find((n) => n.kind === 'TypeConstraintAst');
  if (node !== undefined && (node.kind === 'TypeExpressionAst' || node.kind === 'TypeConstraintAst')) {
    const found = typeNameAt(node.typeName, q.cursor);
    if (found !== null) return found;
  }
  if (q.token !== null && (q.token.flags & TokenFlags.TypeName) !== 0) return { extent: q.token.extent, fullName: q.token.text };
  return null;
}

function typeNameAt(name: TypeName, cursor: number): TypeName | null {
  if (cursor <= name.extent.start || cursor > name.extent.end) return null;
  if (name.kind === 'TypeName') return name;
  if (name.kind === 'ArrayTypeName') return typeNameAt(name.elementType, cursor);
  for (const inner of [name.typeName, ...name.genericArguments]) {
    const found = typeNameAt(inner, cursor);
    if (found !== null) return found;
  }
  return null;
}

/** Keys of the hashtable around the cursor, where a key may stand. */
function keysOfTable(q: Question): Candidate[] {
  const around = [...q.related].reverse().find((n) => q.cursor >= n.extent.start && q.cursor <= n.extent.end);
  if (around?.kind !== 'HashtableAst' || q.token?.kind === 'RCurly') return [];
  const line = q.lineOf(q.cursor);
  const isInPair = around.keyValuePairs.some(
    ({ item1, item2 }) => q.cursor >= item1.extent.start && (q.cursor <= item2.extent.end || line === q.lineOf(item2.extent.end)),
  );
  if (isInPair && (q.before ?? q.token)?.kind !== 'Semi') return [];
  return completeKey(q, around, '') ?? [];
}

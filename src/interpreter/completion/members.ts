/** Members of values and types: CompletionCompleters.cs CompleteMember, CompleteMemberHelper, CompleteMemberByInferredType. */
import type { Ast, TypeDefinitionAst } from '../syntax/ast.ts';
import { PSHashtable } from '../values/collections.ts';
import { compareCulture } from '../values/dotnet/stringCompare.ts';
import { enumerate } from '../values/enumerate.ts';
import { enumFacts } from '../values/enums.ts';
import { TerminatingError } from '../values/errors.ts';
import { listMembers, listTypeMembers, type MemberInfo } from '../values/memberList.ts';
import { ScriptClass } from '../values/scriptClass.ts';
import { memberTypeOf, unwrap } from '../values/typeNames.ts';
import { TypeValue, type Value } from '../values/value.ts';
import { type Inferred, infer, knownValue, upstream } from './inference.ts';
import type { Question } from './question.ts';
import { begins, type Candidate, candidate, hasSpecialCharacters, matches } from './results.ts';

/** PSMemberTypes in the order of their numbers. */
const ORDER = [
  'AliasProperty',
  'CodeProperty',
  'Property',
  'NoteProperty',
  'ScriptProperty',
  'PropertySet',
  'Method',
  'CodeMethod',
  'ScriptMethod',
  'ParameterizedProperty',
];
const isMethod = (m: MemberInfo): boolean => /(Method|ParameterizedProperty)$/.test(m.memberType);
const isProperty = (m: MemberInfo): boolean => /Property$/.test(m.memberType) && !isMethod(m);

/** Methods that enumerable values have in scripts. */
const EXTENSIONS: readonly [string, string][] = [
  ['Where', 'Where({ expression } [, mode [, numberToReturn]])'],
  ['ForEach', 'ForEach(expression [, arguments...])'],
  ['PSWhere', 'PSWhere({ expression } [, mode [, numberToReturn]])'],
  ['PSForEach', 'PSForEach(expression [, arguments...])'],
];

function extensions(pattern: string): Candidate[] {
  return EXTENSIONS.filter(([name]) => matches(name, pattern)).map(([name, tip]) => candidate(`${name}(`, 'Method', name, tip));
}

function spelt(name: string): string {
  return hasSpecialCharacters(name) ? `'${name.replaceAll("'", "''")}'` : name;
}

function memberCandidate(m: MemberInfo, withParenthesis = true): Candidate {
  if (!isMethod(m)) return candidate(spelt(m.name), 'Property', m.name, m.definition);
  return candidate(`${spelt(m.name)}${withParenthesis ? '(' : ''}`, 'Method', m.name, m.definition.split('), ').join(')\r\n'));
}

/** Members, by kind and name. A member whose definition needs the user's code can't be looked at: then there are none. */
function membersOf(q: Question, value: Value, isStatic: boolean): MemberInfo[] {
  try {
    return listMembers(value, q.ctx, isStatic).filter((m) => !m.hidden && (isMethod(m) ? !/^(get|set|add|remove|op)_/.test(m.name) : true));
  } catch (error) {
    if (error instanceof TerminatingError) return [];
    throw error;
  }
}

/** Members of a value that fit a pattern. */
export function ofValue(q: Question, value: Value, pattern: string, isStatic: boolean): Candidate[] {
  const bare = unwrap(value);
  if (isStatic && !(bare instanceof TypeValue) && !(bare instanceof ScriptClass)) return [];
  const found = membersOf(q, value, isStatic)
    .filter((m) => matches(m.name, pattern))
    .sort((a, b) => ORDER.indexOf(a.memberType) - ORDER.indexOf(b.memberType) || compareCulture(a.name, b.name, true))
    .map((m) => memberCandidate(m));
  if (isStatic) return found;
  if (bare instanceof PSHashtable)
    for (const { key } of bare.entries.values())
      if (typeof key === 'string' && matches(key, pattern)) found.push(candidate(spelt(key), 'Property', key, key));
  if (typeof bare !== 'string' && !(bare instanceof PSHashtable) && enumerate(value) !== null) found.push(...extensions(pattern));
  return found;
}

function classMembers(definition: TypeDefinitionAst, isStatic: boolean): MemberInfo[] {
  return definition.members.flatMap((m) => {
    if (m.isHidden || (m.isStatic || definition.isEnum) !== isStatic || (m.kind === 'FunctionMemberAst' && m.isConstructor)) return [];
    const memberType = m.kind === 'FunctionMemberAst' ? 'Method' : 'Property';
    return [{ name: m.name, memberType, definition: m.name, hidden: false, typeName: '', isSettable: true, isGettable: true }];
  });
}

/** Members of what is inferred. */
function inferredMembers(q: Question, t: Inferred, isStatic: boolean): MemberInfo[] {
  const note = (name: string, typeName = ''): MemberInfo => ({
    name,
    memberType: 'NoteProperty',
    definition: name,
    hidden: false,
    typeName,
    isSettable: true,
    isGettable: true,
  });
  switch (t.kind) {
    case 'value':
      return membersOf(q, t.value, isStatic);
    case 'shape':
      return t.names.map((n) => note(n));
    case 'class': {
      const own = classMembers(t.definition, isStatic);
      if (isStatic && t.definition.isClass) own.push({ ...note('new'), memberType: 'Method' });
      return isStatic ? own : [...own, ...listTypeMembers('System.Object', q.ctx)];
    }
    default: {
      const own = q.runspace.types.get(t.name.toLowerCase());
      const type = own instanceof ScriptClass ? own : t.name;
      if (isStatic) return membersOf(q, type instanceof ScriptClass ? type : new TypeValue(type), true);
      return listTypeMembers(type, q.ctx).filter((m) => !m.hidden && !/^(get|set|add|remove|op)_/.test(m.name));
    }
  }
}

/** How members of inferred things are offered. */
export interface InferredOptions {
  isStatic?: boolean;
  propertiesOnly?: boolean;
  settableOnly?: boolean;
  withoutParenthesis?: boolean;
  /** Names in lower case that are there already. */
  excluded?: ReadonlySet<string>;
}

/** Members of inferred things: by kind and name, each once. */
export function ofInferred(q: Question, types: readonly Inferred[], pattern: string, o: InferredOptions = {}): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const t of types) {
    for (const m of inferredMembers(q, t, o.isStatic === true)) {
      if (!matches(m.name, pattern) || o.excluded?.has(m.name.toLowerCase()) === true) continue;
      if ((o.propertiesOnly === true || o.settableOnly === true) && !isProperty(m)) continue;
      if (o.settableOnly === true && !m.isSettable) continue;
      const made = memberCandidate(m, o.withoutParenthesis !== true);
      const key = `${made.resultType} ${m.name.toLowerCase()}`;
      if (!found.has(key)) found.set(key, made);
    }
    if (t.kind === 'value' && t.value instanceof PSHashtable && o.settableOnly !== true)
      for (const { key } of t.value.entries.values())
        if (typeof key === 'string' && matches(key, pattern))
          found.set(`Property ${key.toLowerCase()}`, candidate(spelt(key), 'Property', key, key));
  }
  return [...found.values()].sort((a, b) =>
    a.resultType === b.resultType ? compareCulture(a.listItemText, b.listItemText, true) : a.resultType === 'Property' ? -1 : 1,
  );
}

/** What is asked about at a member access: the expression before the dot and the beginning of the name. */
function target(q: Question): { expression: Ast; name: string } | null {
  const { last, cursor } = q;
  for (let i = q.related.length - 1; i >= 0; i--) {
    let node = q.related[i];
    if (node.kind === 'ErrorExpressionAst' && node.parent?.kind === 'MemberExpressionAst') node = node.parent;
    if (node.kind !== 'MemberExpressionAst' && node.kind !== 'InvokeMemberExpressionAst') {
      if (node === last || node.kind === 'StringConstantExpressionAst' || node.kind === 'ErrorExpressionAst') continue;
      break;
    }
    if (node.expression.extent.end > cursor) continue;
    const { member } = node;
    return {
      expression: node.expression,
      name: member.kind === 'StringConstantExpressionAst' && member.extent.start < cursor ? member.value : '',
    };
  }
  const { parent } = last;
  // `Write-Output $x.` as a word of its own behind an expression
  if (parent?.kind === 'CommandAst') {
    const index = parent.commandElements.indexOf(last as never);
    const before = parent.commandElements[index - 1];
    if (index > 0 && before.extent.end === last.extent.start)
      return { expression: before, name: last.kind === 'StringConstantExpressionAst' ? last.value.replace(/^(\.|::)/, '') : '' };
  }
  if (parent?.kind === 'ErrorStatementAst') {
    const body = [...(parent.bodies ?? [])].reverse().find((b) => b.extent.end < last.extent.end);
    if (body !== undefined) return { expression: body, name: '' };
  }
  return null;
}

/** Members after a dot or two colons; null where there is no member access. */
export function completeMember(q: Question, isStatic: boolean): { matches: Candidate[]; name: string } | null {
  if (q.isLimited) return null;
  const at = target(q);
  if (at === null || (at.expression.kind === 'VariableExpressionAst' && at.expression.splatted)) return null;
  const pattern = `${at.name}*`;
  const value = isUnderscore(at.expression) ? undefined : knownValue(q, at.expression);
  let found = value === undefined ? [] : ofValue(q, value, pattern, isStatic);
  if (found.length === 0) {
    const types = isStatic && at.expression.kind === 'TypeExpressionAst' ? staticType(q, at.expression) : infer(q, at.expression);
    found = ofInferred(q, types, pattern, { isStatic });
    if (!isStatic && types.some((t) => t.kind === 'type' && t.name.endsWith('[]'))) found.push(...extensions(pattern));
  }
  return { matches: found, name: at.name };
}

function isUnderscore(node: Ast): boolean {
  return node.kind === 'VariableExpressionAst' && /^(_|psitem)$/i.test(node.variablePath.userPath);
}

function staticType(q: Question, node: Extract<Ast, { kind: 'TypeExpressionAst' }>): Inferred[] {
  const name = node.typeName.fullName.toLowerCase();
  for (const n of q.ast.endBlock?.statements ?? [])
    if (n.kind === 'TypeDefinitionAst' && n.name.toLowerCase() === name) return [{ kind: 'class', definition: n }];
  return [];
}

/** Properties (or all members) of what comes down the pipeline to a command. */
export function upstreamMembers(
  q: Question,
  command: Ast,
  word: string,
  propertiesOnly: boolean,
  excluded: ReadonlySet<string>,
): Candidate[] {
  return ofInferred(q, upstream(q, command), `${word}*`, { propertiesOnly, withoutParenthesis: true, excluded });
}

/** Names of an enum's values that what an expression gives could be compared with. */
export function enumNamesOf(q: Question, node: Ast): string[] {
  const value = isUnderscore(node) ? undefined : knownValue(q, node);
  const names = (value === undefined ? infer(q, node) : [{ kind: 'value' as const, value }]).map((t) =>
    t.kind === 'value' ? memberTypeOf(t.value) : t.kind === 'type' ? t.name : '',
  );
  for (const name of names) {
    const found = namesOfEnum(q, name);
    if (found.length > 0) return found;
  }
  for (const t of value === undefined ? infer(q, node) : [])
    if (t.kind === 'class' && t.definition.isEnum) return t.definition.members.map((m) => m.name);
  return [];
}

/** Names of an enum's values, none for another type. */
export function namesOfEnum(q: Question, type: string): string[] {
  const own = q.runspace.types.get(type.toLowerCase());
  const facts = type === '' ? null : enumFacts(own instanceof ScriptClass ? own : type);
  return facts === null ? [] : facts.members.map(([name]) => name);
}

/** Values after a comparison (CompleteComparisonOperatorValues). */
export function comparisonValues(q: Question, left: Ast, word: string): Candidate[] {
  if (q.isLimited) return [];
  return enumNamesOf(q, left)
    .filter((n) => begins(n, word))
    .map((n) => candidate(`'${n}'`, 'ParameterValue', n));
}

/** Keys after an opening bracket (CompleteIndexExpression). */
export function indexKeys(q: Question, node: Ast, word: string): Candidate[] {
  if (q.isLimited) return [];
  const value = knownValue(q, node);
  const bare = value === undefined ? undefined : unwrap(value);
  const names =
    bare instanceof PSHashtable
      ? [...bare.entries.values()].flatMap(({ key }) => (typeof key === 'string' ? [key] : []))
      : infer(q, node).flatMap((t) => (t.kind === 'shape' ? t.names : []));
  return names.filter((k) => k.toLowerCase().startsWith(word.toLowerCase())).map((k) => candidate(`'${k}'`, 'Property', k));
}

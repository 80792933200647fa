/** What an expression gives, as far as its text says: TypeInferenceVisitor.cs in the small. */
import { functionMetadataOf } from '../machine/functions.ts';
import { FunctionInfo } from '../machine/state.ts';
import type { Ast, CommandAst, ExpressionAst, StatementAst, TypeDefinitionAst, VariableExpressionAst } from '../syntax/ast.ts';
import { commandName, findAll } from '../syntax/index.ts';
import { enumerate } from '../values/enumerate.ts';
import { TerminatingError } from '../values/errors.ts';
import { getProperty } from '../values/members.ts';
import { memberTable, staticTable } from '../values/memberTable.ts';
import { parseSignature } from '../values/signatures.ts';
import { memberTypeOf } from '../values/typeNames.ts';
import { canonicalName } from '../values/types/registry.ts';
import type { Value } from '../values/value.ts';
import { commandSeen, metadataOf } from './commandNames.ts';
import { needType, type Question } from './question.ts';
import { isSomething, safeValue } from './safeValue.ts';

/** What is known of a value: itself, its type, names of its properties, or the class in the text that it is of. */
export type Inferred =
  | { kind: 'value'; value: Value }
  | { kind: 'type'; name: string }
  | { kind: 'shape'; names: string[] }
  | { kind: 'class'; definition: TypeDefinitionAst };

const type = (name: string): Inferred[] => [{ kind: 'type', name }];

/** The value of an expression, if it is to be had and is something. */
export function knownValue(q: Question, node: Ast): Value | undefined {
  try {
    const value = safeValue(q, node);
    return isSomething(value) ? value : undefined;
  } catch (error) {
    if (error instanceof TerminatingError) return undefined;
    throw error;
  }
}

/** A type by its name in the text: one that is defined there, else one that is known. */
export function typeOfName(q: Question, name: string): Inferred[] {
  const own = findAll(q.ast, (n) => n.kind === 'TypeDefinitionAst' && n.name.toLowerCase() === name.toLowerCase(), false)[0];
  if (own !== undefined) return [{ kind: 'class', definition: own as TypeDefinitionAst }];
  if (q.runspace.types.has(name.toLowerCase())) return type(name);
  needType(name);
  const full = canonicalName(name);
  return full === undefined ? [] : type(full);
}

/** Infers what a node gives. */
export function infer(q: Question, node: Ast, depth = 0): Inferred[] {
  if (depth > 12 || q.isLimited) return [];
  const next = (n: Ast): Inferred[] => infer(q, n, depth + 1);
  switch (node.kind) {
    case 'PipelineAst':
      return next(node.pipelineElements[node.pipelineElements.length - 1]);
    case 'PipelineChainAst':
      return [...next(node.lhsPipelineChain), ...next(node.rhsPipeline)];
    case 'CommandExpressionAst':
      return next(node.expression);
    case 'AssignmentStatementAst':
      return next(node.right);
    case 'ParenExpressionAst':
      return next(node.pipeline);
    case 'CommandAst':
      return ofCommand(q, node, depth);
    case 'VariableExpressionAst':
      return ofVariable(q, node, depth);
    case 'ConvertExpressionAst': {
      const name = node.attribute.typeName.fullName;
      if (/^(ordered)$/i.test(name)) return type('System.Collections.Specialized.OrderedDictionary');
      if (/pscustomobject$/i.test(name)) return node.child.kind === 'HashtableAst' ? shapeOf(node.child) : [];
      return typeOfName(q, name);
    }
    case 'HashtableAst':
      return type('System.Collections.Hashtable');
    case 'ArrayLiteralAst':
    case 'ArrayExpressionAst':
      return type('System.Object[]');
    case 'StringConstantExpressionAst':
    case 'ExpandableStringExpressionAst':
      return type('System.String');
    case 'ScriptBlockExpressionAst':
      return type('System.Management.Automation.ScriptBlock');
    case 'SubExpressionAst':
      return node.subExpression.statements.flatMap((s: StatementAst) => next(s));
    case 'TernaryExpressionAst':
      return [...next(node.ifTrue), ...next(node.ifFalse)];
    case 'TypeExpressionAst':
      return type('System.RuntimeType');
    case 'UnaryExpressionAst':
      return /not$/i.test(node.tokenKind) || node.tokenKind === 'Exclaim' ? type('System.Boolean') : next(node.child);
    case 'BinaryExpressionAst':
      return ofOperator(q, node.operator, node.left, node.right, next);
    case 'IndexExpressionAst': {
      const value = knownValue(q, node);
      if (value !== undefined) return [{ kind: 'value', value }];
      return elementsOf(q, next(node.target));
    }
    case 'MemberExpressionAst':
    case 'InvokeMemberExpressionAst':
      return ofMember(q, node, depth);
    default: {
      const value = knownValue(q, node);
      return value === undefined ? [] : [{ kind: 'value', value }];
    }
  }
}

function shapeOf(table: { keyValuePairs: { item1: ExpressionAst }[] }): Inferred[] {
  const names = table.keyValuePairs.flatMap(({ item1 }) => (item1.kind === 'StringConstantExpressionAst' ? [item1.value] : []));
  return [{ kind: 'shape', names }];
}

function ofOperator(q: Question, operator: string, left: Ast, right: Ast, next: (n: Ast) => Inferred[]): Inferred[] {
  if (operator === 'As' && right.kind === 'TypeExpressionAst') return typeOfName(q, right.typeName.fullName);
  if (operator === 'DotDot') return type('System.Int32[]');
  if (/^(And|Or|Xor|Is|IsNot)$/.test(operator)) return type('System.Boolean');
  if (/split$/i.test(operator)) return type('System.String[]');
  if (/^(Join|Format|[IC]replace)$/.test(operator)) return type('System.String');
  if (/^[IC](eq|ne|lt|le|gt|ge|like|notlike|match|notmatch|contains|notcontains|in|notin)$/.test(operator)) return type('System.Boolean');
  return next(left);
}

function ofMember(
  q: Question,
  node: Extract<Ast, { kind: 'MemberExpressionAst' | 'InvokeMemberExpressionAst' }>,
  depth: number,
): Inferred[] {
  if (node.kind === 'MemberExpressionAst') {
    const value = knownValue(q, node);
    if (value !== undefined) return [{ kind: 'value', value }];
  }
  if (node.member.kind !== 'StringConstantExpressionAst') return [];
  const lower = node.member.value.toLowerCase();
  if (node.static) {
    if (node.expression.kind !== 'TypeExpressionAst') return [];
    const target = typeOfName(q, node.expression.typeName.fullName);
    if (lower === 'new') return target;
    return target.flatMap((t) => (t.kind === 'type' ? memberType(staticTable(t.name).get(lower)) : []));
  }
  return infer(q, node.expression, depth + 1).flatMap((t) => {
    if (t.kind === 'type') return memberType(memberTable(t.name).get(lower));
    if (t.kind === 'class') return ofClassMember(q, t.definition, lower);
    if (t.kind !== 'value') return [];
    return memberType(memberTable(memberTypeOf(t.value)).get(lower));
  });
}

function ofClassMember(q: Question, definition: TypeDefinitionAst, lower: string): Inferred[] {
  return definition.members.flatMap((m) => {
    if (m.name.toLowerCase() !== lower) return [];
    const constraint = m.kind === 'PropertyMemberAst' ? m.propertyType : m.returnType;
    return constraint === null ? [] : typeOfName(q, constraint.typeName.fullName);
  });
}

function memberType(member: ReturnType<ReturnType<typeof memberTable>['get']>): Inferred[] {
  if (member === undefined || member.kind === 'extended') return [];
  const name = member.kind === 'property' ? member.property.type : (parseSignature(member.overloads[0]).returns ?? '');
  const full = canonicalName(name) ?? (name.endsWith('[]') ? name : undefined);
  return full === undefined || full === 'System.Void' || full === 'System.Object' ? [] : type(full);
}

/** What a pipeline would pass on one by one. */
export function elementsOf(q: Question, inferred: readonly Inferred[]): Inferred[] {
  return inferred.flatMap((t): Inferred[] => {
    if (t.kind === 'value') {
      const items = typeof t.value === 'string' ? null : enumerate(t.value);
      return items === null
        ? [t]
        : items
            .slice(0, 10)
            .filter(isSomething)
            .map((value) => ({ kind: 'value', value }));
    }
    if (t.kind !== 'type') return [t];
    if (t.name.endsWith('[]')) return t.name === 'System.Object[]' ? [] : type(t.name.slice(0, -2));
    const element = /^System\.Collections\.[\w.]+`1\[(.+)\]$/.exec(t.name);
    return element === null ? [t] : typeOfName(q, element[1]);
  });
}

const PASSING = /^(Where-Object|Sort-Object|Tee-Object|Get-Unique|Select-Object|Get-Random)$/i;

function ofCommand(q: Question, node: CommandAst, depth: number): Inferred[] {
  const name = commandName(node);
  const info = name === null || name === undefined ? null : commandSeen(q, name);
  if (info === null) return [];
  if (PASSING.test(info.name)) return upstream(q, node, depth);
  if (/^New-Object$/i.test(info.name)) {
    const given = node.commandElements.slice(1).find((e) => e.kind === 'StringConstantExpressionAst');
    return given?.kind === 'StringConstantExpressionAst' ? typeOfName(q, given.value) : [];
  }
  if (/^ForEach-Object$/i.test(info.name)) {
    const block = node.commandElements.slice(1).find((e) => e.kind === 'ScriptBlockExpressionAst');
    const statements = block?.kind === 'ScriptBlockExpressionAst' ? (block.scriptBlock.endBlock?.statements ?? []) : [];
    return statements.slice(-1).flatMap((s) => infer(q, s, depth + 1));
  }
  const names = info instanceof FunctionInfo ? declaredOutput(q, info) : outputOf(q, info.name);
  return names.flatMap((n) => typeOfName(q, n));
}

function outputOf(q: Question, name: string): string[] {
  const info = q.runspace.cmdlets.get(name.toLowerCase());
  if (info === undefined || metadataOf(q, info) === null) return [];
  return q.machine.definitions.get(name.toLowerCase())?.outputTypes ?? [];
}

/** Types of [OutputType()]. */
function declaredOutput(q: Question, info: FunctionInfo): string[] {
  functionMetadataOf(info);
  return (info.scriptBlock.code.attributes ?? []).flatMap((a) =>
    /^OutputType(Attribute)?$/i.test(a.typeName) ? a.positional.map((v) => (typeof v === 'string' ? v : q.machine.text(v as Value))) : [],
  );
}

/** What the command before this one in its pipeline passes on. */
export function upstream(q: Question, node: Ast, depth = 0): Inferred[] {
  const pipeline = node.parent;
  if (pipeline?.kind !== 'PipelineAst') return [];
  const index = pipeline.pipelineElements.indexOf(node as CommandAst);
  return index <= 0 ? [] : elementsOf(q, infer(q, pipeline.pipelineElements[index - 1], depth + 1));
}

/** $_ where it is written: what comes down the pipeline, the value of a switch, the error of a catch. */
function ofUnderscore(q: Question, node: Ast, depth: number): Inferred[] {
  for (let n: Ast | undefined = node.parent; n !== undefined; n = n.parent) {
    if (n.kind === 'CatchClauseAst') return type('System.Management.Automation.ErrorRecord');
    if (n.kind === 'SwitchStatementAst') return elementsOf(q, infer(q, n.condition, depth + 1));
    if (n.kind === 'ScriptBlockExpressionAst') {
      let command: Ast | undefined = n.parent;
      while (command !== undefined && command.kind !== 'CommandAst' && command.kind !== 'InvokeMemberExpressionAst')
        command = command.parent;
      if (command?.kind === 'InvokeMemberExpressionAst') return elementsOf(q, infer(q, command.expression, depth + 1));
      if (command !== undefined) return upstream(q, command, depth);
    }
    if (n.kind === 'ErrorStatementAst' || n.kind === 'ErrorExpressionAst') continue;
  }
  return [];
}

function ofVariable(q: Question, node: VariableExpressionAst, depth: number): Inferred[] {
  const name = node.variablePath.userPath.toLowerCase();
  if (name === '_' || name === 'psitem') return ofUnderscore(q, node, depth);
  if (name === 'this') {
    let n: Ast | undefined = node.parent;
    while (n !== undefined && n.kind !== 'TypeDefinitionAst') n = n.parent;
    if (n !== undefined) return [{ kind: 'class', definition: n }];
  }
  const assigned = lastAssignment(q, node, name, depth);
  if (assigned !== null && assigned.length > 0) return assigned;
  const value = knownValue(q, node);
  return value === undefined ? [] : [{ kind: 'value', value }];
}

/** What was last given to a variable before a place in the text; null if nothing was. */
function lastAssignment(q: Question, node: Ast, name: string, depth: number): Inferred[] | null {
  const isIt = (n: Ast): boolean => n.kind === 'VariableExpressionAst' && n.variablePath.userPath.toLowerCase() === name;
  const places = findAll(
    q.ast,
    (n) =>
      n.extent.start < node.extent.start &&
      ((n.kind === 'AssignmentStatementAst' && n.extent.end <= node.extent.start) ||
        (n.kind === 'ForEachStatementAst' && isIt(n.variable)) ||
        (n.kind === 'ParameterAst' && isIt(n.name))),
    true,
  );
  for (const place of places.reverse()) {
    if (place.kind === 'ForEachStatementAst') return elementsOf(q, infer(q, place.condition, depth + 1));
    if (place.kind === 'ParameterAst') {
      const constraint = place.attributes.find((a) => a.kind === 'TypeConstraintAst');
      return constraint === undefined ? [] : typeOfName(q, constraint.typeName.fullName);
    }
    if (place.kind !== 'AssignmentStatementAst') continue;
    const { left } = place;
    if (left.kind === 'ConvertExpressionAst' && isIt(left.child)) return typeOfName(q, left.attribute.typeName.fullName);
    if (isIt(left)) {
      const value = place.right.kind === 'CommandExpressionAst' ? knownValue(q, place.right.expression) : undefined;
      return value === undefined ? infer(q, place.right, depth + 1) : [{ kind: 'value', value }];
    }
  }
  return null;
}

/** A property's value of what is known as a value; undefined elsewhere. */
export function propertyOf(q: Question, inferred: Inferred, name: string): Value | undefined {
  return inferred.kind === 'value' ? getProperty(inferred.value, name, q.ctx) : undefined;
}

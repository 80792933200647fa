/** Values that can be assigned to a variable or property: CompletionAnalysis.cs TryGetCompletionsForVariableAssignment. */
import { isShown } from '../machine/restrictions.ts';
import { findVariable } from '../machine/state.ts';
import type { Ast } from '../syntax/ast.ts';
import { find } from '../syntax/index.ts';
import { compareOrdinal } from '../values/dotnet/stringCompare.ts';
import { enumerate } from '../values/enumerate.ts';
import type { Value } from '../values/value.ts';
import { infer, typeOfName } from './inference.ts';
import { namesOfEnum } from './members.ts';
import { needType, type Question } from './question.ts';
import { type Candidate, candidate, matches } from './results.ts';

const SMA = 'System.Management.Automation.';
/** Types of variables that PowerShell itself constrains. */
const PREFERENCES: Record<string, string> = {
  erroractionpreference: `${SMA}ActionPreference`,
  warningpreference: `${SMA}ActionPreference`,
  verbosepreference: `${SMA}ActionPreference`,
  debugpreference: `${SMA}ActionPreference`,
  progresspreference: `${SMA}ActionPreference`,
  informationpreference: `${SMA}ActionPreference`,
  confirmpreference: `${SMA}ConfirmImpact`,
  errorview: `${SMA}ErrorView`,
  psnativecommandargumentpassing: `${SMA}NativeArgumentPassingStyle`,
};

function quotedValues(names: readonly string[], typed: string, kind: 'Text' | 'Property'): Candidate[] {
  const quote = typed.startsWith('"') ? '"' : "'";
  return names
    .map((name) => ({ name, text: quote + name + quote }))
    .filter(({ text }) => matches(text, `${typed}*`))
    .map(({ name, text }) => (kind === 'Text' ? candidate(text) : candidate(text, 'Property', name)));
}

/** Values for the left side of an assignment; `typed` is what is there already, with its quotes. Null where nothing is known. */
export function completeAssigned(q: Question, left: Ast, typed: string): Candidate[] | null {
  if (q.isLimited) return null;
  if (left.kind === 'MemberExpressionAst') return inferred(q, left, typed);
  let type: string | null = null;
  let set: string[] | null = null;
  let node: Ast = left;
  while (node.kind === 'ConvertExpressionAst' || node.kind === 'AttributedExpressionAst') {
    if (node.attribute.kind === 'TypeConstraintAst') type ??= node.attribute.typeName.fullName;
    else if (/^(System\.Management\.Automation\.)?ValidateSet(Attribute)?$/i.test(node.attribute.typeName.fullName))
      set = node.attribute.positionalArguments.flatMap((a) => (a.kind === 'StringConstantExpressionAst' ? [a.value] : []));
    node = node.child;
  }
  if (node.kind !== 'VariableExpressionAst') return null;
  const lower = node.variablePath.userPath.toLowerCase();
  const cell = findVariable(q.scope, lower);
  if (cell !== undefined && isShown(q.runspace, cell)) {
    const own = (cell.attributes ?? []).find((a) => /^ValidateSet(Attribute)?$/i.test(a.typeName));
    if (own !== undefined)
      set ??= own.positional.flatMap((v) => [...(enumerate(v as Value) ?? [v as Value])]).map((v) => q.machine.text(v));
  }
  if (set !== null) {
    const isText = type !== null && /^(string|system\.string)$/i.test(type);
    return isText || typed !== '' ? quotedValues(set, typed, 'Text') : set.map((v) => candidate(v));
  }
  type ??= PREFERENCES[lower] ?? null;
  if (type === null) return inferred(q, node, typed);
  needType(type);
  const names = typeOfName(q, type).flatMap((t) =>
    t.kind === 'type' ? namesOfEnum(q, t.name) : t.kind === 'class' && t.definition.isEnum ? t.definition.members.map((m) => m.name) : [],
  );
  return names.length === 0 ? null : quotedValues([...names].sort(compareOrdinal), typed, 'Text');
}

/** By the type that the text declares for a variable, or that a property has. */
function inferred(q: Question, node: Ast, typed: string): Candidate[] | null {
  const constraint =
    node.kind === 'VariableExpressionAst'
      ? find(
          q.ast,
          (n) =>
            n.kind === 'ConvertExpressionAst' &&
            n.extent.end < node.extent.start &&
            n.child.kind === 'VariableExpressionAst' &&
            n.child.variablePath.userPath.toLowerCase() === node.variablePath.userPath.toLowerCase(),
          true,
        )
      : null;
  const types =
    constraint?.kind === 'ConvertExpressionAst'
      ? typeOfName(q, constraint.attribute.typeName.fullName)
      : node.kind === 'MemberExpressionAst'
        ? memberTypes(q, node)
        : [];
  const names = types.flatMap((t) =>
    t.kind === 'type' ? namesOfEnum(q, t.name) : t.kind === 'class' && t.definition.isEnum ? t.definition.members.map((m) => m.name) : [],
  );
  const found = quotedValues([...new Set(names)].sort(compareOrdinal), typed, 'Property');
  return found.length === 0 ? null : found;
}

function memberTypes(q: Question, node: Extract<Ast, { kind: 'MemberExpressionAst' }>): ReturnType<typeof infer> {
  return infer(q, node).flatMap((t) => {
    if (t.kind !== 'value') return [t];
    const { typeName } = t.value as { typeName?: unknown };
    return typeof typeName === 'string' ? [{ kind: 'type' as const, name: typeName }] : [];
  });
}

/** Keys of hashtables whose meaning is known: CompletionCompleters.cs CompleteHashtableKey. */

import { displayType } from '../binding/syntax.ts';
import { isInSets, viewOf } from '../binding/view.ts';
import type { Ast, CommandAst, HashtableAst } from '../syntax/ast.ts';
import { find } from '../syntax/index.ts';
import { elementsOf, type Inferred, infer, typeOfName } from './inference.ts';
import { ofInferred } from './members.ts';
import { pseudoBind } from './pseudoBinding.ts';
import type { Question } from './question.ts';
import { type Candidate, candidate } from './results.ts';

/** Keys of calculated properties. */
const CALCULATED: Record<string, readonly string[]> = {
  'Select-Object': ['Name', 'Expression'],
  'Sort-Object': ['Expression', 'Ascending', 'Descending'],
  'Group-Object': ['Expression'],
  'Format-Table': ['Expression', 'FormatString', 'Label', 'Width', 'Alignment'],
  'Format-List': ['Expression', 'FormatString', 'Label'],
  'Format-Wide': ['Expression', 'FormatString'],
  'Format-Custom': ['Expression', 'Depth'],
};
const MODULE_KEYS = ['ModuleName', 'ModuleVersion', 'RequiredVersion', 'MaximumVersion', 'GUID'];

function fixedKeys(names: readonly string[], word: string, excluded: ReadonlySet<string>): Candidate[] {
  return names
    .filter((n) => n.toLowerCase().startsWith(word.toLowerCase()) && !excluded.has(n.toLowerCase()))
    .map((n) => candidate(n, 'Property'));
}

/** Keys that a hashtable may have where it stands; null where nothing is known. `word`: the beginning of the key. */
export function completeKey(q: Question, table: HashtableAst, word: string): Candidate[] | null {
  if (q.isLimited) return null;
  const excluded = new Set(
    table.keyValuePairs
      .filter(({ item1 }) => !(q.cursor >= item1.extent.start && q.cursor <= item1.extent.end))
      .map(({ item1 }) => q.textOf(item1).toLowerCase()),
  );
  let previous: Ast = table;
  let node: Ast | undefined = table.parent;
  let given: string | null = null;
  for (; node !== undefined; previous = node, node = node.parent) {
    if (node.kind === 'CommandParameterAst') {
      given = node.parameterName;
      node = node.parent;
      break;
    }
    if (node.kind === 'CommandAst' || node.kind === 'ConvertExpressionAst' || node.kind === 'UsingStatementAst') break;
    if (node.kind === 'AssignmentStatementAst') {
      if (node.left.kind === 'MemberExpressionAst' || node.left.kind === 'ConvertExpressionAst') node = node.left;
      break;
    }
    if (!/^(CommandExpression|Pipeline|StatementBlock|ArrayExpression|ArrayLiteral)Ast$/.test(node.kind)) return null;
  }
  if (node?.kind === 'UsingStatementAst') return fixedKeys(MODULE_KEYS, word, excluded);
  const settable = (types: readonly Inferred[]): Candidate[] =>
    ofInferred(q, elementsOf(q, types), `${word}*`, { settableOnly: true, excluded });
  if (node?.kind === 'MemberExpressionAst' || node?.kind === 'ConvertExpressionAst') return settable(infer(q, node));
  if (node?.kind === 'CommandAst') return ofCommand(q, node, previous, given, word, excluded, settable);
  if (node?.kind === 'AssignmentStatementAst' && node.left.kind === 'VariableExpressionAst')
    return splatted(q, table, node.left.variablePath.userPath, word, excluded);
  return null;
}

function ofCommand(
  q: Question,
  command: CommandAst,
  argument: Ast,
  given: string | null,
  word: string,
  excluded: ReadonlySet<string>,
  settable: (types: readonly Inferred[]) => Candidate[],
): Candidate[] | null {
  const binding = pseudoBind(q, command, null);
  if (binding === null) return null;
  const bound = binding.arguments.find((a) => a.value === argument || (given !== null && a.given?.parameterName === given))?.parameter;
  const name = bound?.lower ?? given?.toLowerCase();
  if (name === undefined) return null;
  if (name === 'groupby') return /^Format-/.test(binding.name) ? fixedKeys(['Expression', 'FormatString', 'Label'], word, excluded) : null;
  if (name === 'property') {
    if (binding.name === 'New-Object') return settable(infer(q, command));
    const keys = CALCULATED[binding.name];
    if (keys !== undefined) return fixedKeys(keys, word, excluded);
  }
  return bound === undefined || bound === null ? null : settable(typeOfName(q, bound.type));
}

/** Names of parameters for a table that a later command is splatted with. */
function splatted(q: Question, table: HashtableAst, variable: string, word: string, excluded: ReadonlySet<string>): Candidate[] | null {
  const use = find(
    q.ast,
    (n) =>
      n.kind === 'VariableExpressionAst' &&
      n.splatted &&
      n.extent.start > table.extent.end &&
      n.variablePath.userPath.toLowerCase() === variable.toLowerCase(),
    true,
  );
  const command = use?.parent;
  if (command?.kind !== 'CommandAst') return null;
  const binding = pseudoBind(q, command, null);
  if (binding === null) return null;
  const taken = new Set(binding.arguments.flatMap((a) => (a.given !== null && a.parameter !== null ? [a.parameter.lower] : [])));
  const names = viewOf(binding.meta)
    .parameters.filter((p) => isInSets(p, binding.sets) && !taken.has(p.lower) && !excluded.has(p.lower))
    .filter((p) => p.lower.startsWith(word.toLowerCase()));
  return names.map((p) => candidate(p.name, 'ParameterName', p.name, `[${displayType(p.type)}]`));
}

/** True if a hashtable waits for a value: `@{ X =`. */
export function isPendingAssignment(table: HashtableAst): boolean {
  return table.keyValuePairs.some(({ item2 }) => item2.kind === 'ErrorStatementAst');
}

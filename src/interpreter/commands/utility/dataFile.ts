/** What a data file may hold. Behaviour: SafeValues.cs (IsSafeValueVisitor), Ast.SafeGetValue. */
import type { Ast } from '../../syntax/ast.ts';
import { walk } from '../../syntax/visit.ts';

const ALLOWED = new Set([
  'ScriptBlockAst',
  'NamedBlockAst',
  'StatementBlockAst',
  'PipelineAst',
  'CommandExpressionAst',
  'HashtableAst',
  'ArrayExpressionAst',
  'ArrayLiteralAst',
  'ParenExpressionAst',
  'SubExpressionAst',
  'ConstantExpressionAst',
  'StringConstantExpressionAst',
  'ExpandableStringExpressionAst',
  'UnaryExpressionAst',
  'ConvertExpressionAst',
  'TypeConstraintAst',
  'TypeExpressionAst',
]);
const VARIABLES = ['true', 'false', 'null', 'psculture', 'psuiculture', 'psscriptroot', 'pscommandpath'];

/** Why a parsed file is no table of constants: 'table' = it holds no table, else the text of what is refused; null = it may be read. */
export function refusedInData(root: Ast, _unlimited: boolean): string | null {
  let table = false;
  let refused: string | null = null;
  walk(root, (node) => {
    if (node.kind === 'HashtableAst') table = true;
    // what a script block holds is not run
    if (node.kind === 'ScriptBlockExpressionAst') return 'skip';
    if (node.kind === 'VariableExpressionAst') {
      const name = (node as unknown as { variablePath: { userPath: string } }).variablePath.userPath.toLowerCase();
      if (VARIABLES.includes(name)) return undefined;
      refused = `$${name}`;
      return 'stop';
    }
    if (ALLOWED.has(node.kind)) return undefined;
    refused = node.kind;
    return 'stop';
  });
  return refused ?? (table ? null : 'table');
}

/** Makers of the nodes that many rules need. */
import type {
  Ast,
  ErrorExpressionAst,
  ErrorStatementAst,
  ExpressionAst,
  StatementAst,
  StatementBlockAst,
  StringConstantExpressionAst,
  StringConstantType,
  TrapStatementAst,
  VariableExpressionAst,
} from './ast.ts';
import type { Extent, Token, VariablePath } from './token.ts';
import { makeVariablePath } from './token.ts';

/** Nodes in a list that may hold nothing and lists; null instead of an empty list (GetNestedErrorAsts). */
export function nested(...items: (Ast | readonly Ast[] | null | undefined)[]): Ast[] | null {
  const list: Ast[] = [];
  for (const item of items) {
    if (!item) continue;
    if (Array.isArray(item)) list.push(...item);
    else list.push(item as Ast);
  }
  return list.length > 0 ? list : null;
}

export function errorStatement(extent: Extent, nestedAst: Ast[] | null = null, kindToken: Token | null = null): ErrorStatementAst {
  return { kind: 'ErrorStatementAst', extent, kindToken, flags: null, conditions: null, bodies: null, nestedAst };
}

export function errorExpression(extent: Extent, nestedAst: Ast[] | null = null): ErrorExpressionAst {
  return { kind: 'ErrorExpressionAst', extent, nestedAst };
}

export function stringConstant(extent: Extent, value: string, stringConstantType: StringConstantType): StringConstantExpressionAst {
  return { kind: 'StringConstantExpressionAst', extent, value, stringConstantType };
}

/** A token as a bare word with its own text. */
export function bareWord(token: Token): StringConstantExpressionAst {
  return stringConstant(token.extent, token.text, 'BareWord');
}

export function variable(extent: Extent, path: VariablePath | string, splatted = false): VariableExpressionAst {
  return {
    kind: 'VariableExpressionAst',
    extent,
    variablePath: typeof path === 'string' ? makeVariablePath(path) : path,
    splatted,
  };
}

/** The expression of a Variable or SplattedVariable token. */
export function variableOf(token: Token): VariableExpressionAst {
  return variable(token.extent, token.variablePath ?? '', token.kind === 'SplattedVariable');
}

export function statementBlock(extent: Extent, statements: StatementAst[], traps: TrapStatementAst[]): StatementBlockAst {
  return { kind: 'StatementBlockAst', extent, statements, traps: traps.length > 0 ? traps : null };
}

/** How a string token was written. */
export function stringType(token: Token): StringConstantType {
  switch (token.kind) {
    case 'StringExpandable':
      return 'DoubleQuoted';
    case 'HereStringLiteral':
      return 'SingleQuotedHereString';
    case 'HereStringExpandable':
      return 'DoubleQuotedHereString';
    case 'StringLiteral':
      return 'SingleQuoted';
    default:
      return 'BareWord';
  }
}

/** The only expression of a pipeline without redirections (PipelineBaseAst.GetPureExpression), or null. */
export function pureExpression(node: Ast): ExpressionAst | null {
  if (node.kind !== 'PipelineAst' || node.pipelineElements.length !== 1) return null;
  const [element] = node.pipelineElements;
  return element.kind === 'CommandExpressionAst' && element.redirections.length === 0 ? element.expression : null;
}

/** A command's name when it is constant (CommandAst.GetCommandName), or null. */
export function commandName(node: Ast): string | null {
  if (node.kind !== 'CommandAst') return null;
  const [first] = node.commandElements;
  return first?.kind === 'StringConstantExpressionAst' ? first.value : null;
}

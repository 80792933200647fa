/** Short forms of trees, tokens and errors for the tables of these tests. */
import type { Ast, Token } from '../../../src/interpreter/syntax/index.ts';
import { children, parseInput } from '../../../src/interpreter/syntax/index.ts';

function label(node: Ast, text: string): string {
  const name = node.kind.replace(/Ast$/, '').replace(/(Expression|Statement)$/, '');
  switch (node.kind) {
    case 'BinaryExpressionAst':
    case 'AssignmentStatementAst':
    case 'PipelineChainAst':
      return `${name}:${node.operator}`;
    case 'UnaryExpressionAst':
      return `${name}:${node.tokenKind}`;
    case 'NamedBlockAst':
      return `${node.blockKind}${node.unnamed ? '' : '!'}`;
    default:
      return children(node).length === 0 ? `${name}<${text.slice(node.extent.start, node.extent.end)}>` : name;
  }
}

/** A tree as `Name(child child)`; leaves with their text. */
export function shape(node: Ast, text: string): string {
  const list = children(node);
  return list.length === 0 ? label(node, text) : `${label(node, text)}(${list.map((child) => shape(child, text)).join(' ')})`;
}

/** The shape of a script's only statement. */
export function statementShape(text: string): string {
  const { ast } = parseInput(text);
  return (ast.endBlock?.statements ?? []).map((statement) => shape(statement, text)).join(' ; ');
}

/** Errors as `Id start-end`, with `…` where more input could mend them. */
export function errorsOf(text: string): string[] {
  return parseInput(text).errors.map(
    ({ errorId, extent, incompleteInput }) => `${errorId} ${extent.start}-${extent.end}${incompleteInput ? '…' : ''}`,
  );
}

/** Tokens as `Kind<text>`, nested ones in braces. */
export function tokensOf(tokens: readonly Token[]): string {
  return tokens
    .filter((token) => token.kind !== 'EndOfInput')
    .map((token) => `${token.kind}<${token.text}>${token.nestedTokens ? `{${tokensOf(token.nestedTokens)}}` : ''}`)
    .join(' ');
}

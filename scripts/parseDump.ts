/**
 * The canonical text of a parse, by which two parsers are compared: one line per node with depth, class and extent, children ordered by
 * position, and one line per token with the flags that the parser sets by context. Hashes are SHA-256 of these texts.
 */
import { createHash } from 'node:crypto';
import type { Ast, ParseResult, Token } from '../src/interpreter/syntax/index.ts';
import { children, TokenFlags } from '../src/interpreter/syntax/index.ts';

function compare(a: Ast, b: Ast): number {
  const byPosition = a.extent.start - b.extent.start || a.extent.end - b.extent.end;
  if (byPosition !== 0) return byPosition;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  const [first, second] = [astText(a).text, astText(b).text];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The tree's text and its number of nodes. */
export function astText(root: Ast): { text: string; nodes: number } {
  const lines: string[] = [];
  const stack: { node: Ast; depth: number }[] = [{ node: root, depth: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, depth } = top;
    lines.push(`${depth} ${node.kind} ${node.extent.start} ${node.extent.end}\n`);
    // A constructor's call of its base is left out: PowerShell's FindAll, which the text is defined by, does not give it.
    const list = children(node).filter((child) => child.kind !== 'BaseCtorInvokeMemberExpressionAst');
    const sorted = list.every(
      (child, i) => i === 0 || (list[i - 1].extent.start <= child.extent.start && compare(list[i - 1], child) <= 0),
    );
    if (!sorted) list.sort(compare);
    for (let i = list.length - 1; i >= 0; i--) stack.push({ node: list[i], depth: depth + 1 });
  }
  return { text: lines.join(''), nodes: lines.length };
}

const flagLetters: [number, string][] = [
  [TokenFlags.CommandName, 'C'],
  [TokenFlags.MemberName, 'M'],
  [TokenFlags.TypeName, 'T'],
  [TokenFlags.AttributeName, 'A'],
  [TokenFlags.TokenInError, 'E'],
];

/** The tokens' text, nested ones below their string, and their number. */
export function tokenText(tokens: readonly Token[]): { text: string; count: number } {
  const lines: string[] = [];
  const add = (list: readonly Token[], depth: number): void => {
    for (const token of list) {
      if (token.kind === 'EndOfInput') continue;
      const flags = flagLetters.map(([flag, letter]) => ((token.flags & flag) !== 0 ? letter : '')).join('');
      lines.push(`${depth} ${token.kind} ${token.extent.start} ${token.extent.end} ${flags || '-'}\n`);
      if (token.nestedTokens) add(token.nestedTokens, depth + 1);
    }
  };
  add(tokens, 0);
  return { text: lines.join(''), count: lines.length };
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The summary of one script: what one output line says. */
export function summarize(name: string, length: number, result: ParseResult): Record<string, unknown> {
  const ast = astText(result.ast);
  const tokens = tokenText(result.tokens);
  return {
    path: name,
    length,
    errors: result.errors.map(({ errorId, extent }) => ({ id: errorId, start: extent.start, end: extent.end })),
    nodes: ast.nodes,
    ast: hash(ast.text),
    tokens: tokens.count,
    token_hash: hash(tokens.text),
  };
}

/** The texts behind a summary's hashes. */
export function dump(name: string, length: number, result: ParseResult): string {
  const errors = result.errors.map(({ errorId, extent }) => `${errorId} ${extent.start} ${extent.end}\n`).join('');
  return `== ${name}, length ${length}\n== ast\n${astText(result.ast).text}== tokens\n${tokenText(result.tokens).text}== errors\n${errors}`;
}

/** Hashtable literals (Parser.cs HashExpressionRule). */
import type { ExpressionAst, HashtableAst, StatementAst } from './ast.ts';
import { after, before, span } from './extents.ts';
import { errorStatement } from './nodes.ts';
import { parseLabelOrKey } from './parseExpressions.ts';
import type { Parser } from './parser.ts';
import { parseStatement } from './parseStatements.ts';
import type { Token } from './token.ts';
import { Mode } from './tokenizer.ts';

/** `@{…}` whose opening was taken. */
export function parseHashtable(p: Parser, open: Token): HashtableAst {
  p.skipNewlines();
  const keyValuePairs: HashtableAst['keyValuePairs'] = [];
  for (;;) {
    const pair = parsePair(p);
    if (!pair) break;
    keyValuePairs.push(pair);
    const token = p.peek();
    if (token.kind !== 'NewLine' && token.kind !== 'Semi') break;
    p.skipNewlinesAndSemicolons();
  }
  const close = p.next();
  let end = close.extent;
  if (close.kind !== 'RCurly') {
    p.unget(close);
    p.reportDetected(after(open), close.extent, 'MissingEndCurlyBrace');
    end = before(close);
  }
  return { kind: 'HashtableAst', extent: span(open, end), keyValuePairs };
}

function parsePair(p: Parser): { item1: ExpressionAst; item2: StatementAst } | null {
  const oldMode = p.tokenizer.mode;
  p.setMode(Mode.Expression);
  const key = parseLabelOrKey(p);
  if (!key) {
    p.setMode(oldMode);
    return null;
  }
  const equals = p.next();
  p.setMode(oldMode);
  if (equals.kind !== 'Equals') {
    p.unget(equals);
    const position = after(key);
    p.report(position, 'MissingEqualsInHashLiteral');
    p.syncOnError(false, 'RCurly', 'Semi', 'NewLine');
    return { item1: key, item2: errorStatement(position) };
  }
  const statement = p.inMode(Mode.Command, () => {
    p.skipNewlines();
    const value = parseStatement(p);
    if (value) return value;
    const position = after(equals);
    p.reportIncomplete(position, 'MissingStatementInHashLiteral');
    return errorStatement(position);
  });
  return { item1: key, item2: statement };
}

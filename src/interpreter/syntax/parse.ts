/** The parser's entry (Parser.cs ParseInput). */
import type { ScriptBlockAst } from './ast.ts';
import type { ParseError } from './errors.ts';
import { parseScriptBlock } from './parseBlocks.ts';
import { type ParseHost, Parser } from './parser.ts';
import { parseRequirements } from './requires.ts';
import { checkSemantics } from './semanticChecks.ts';
import { checkSymbols } from './symbolChecks.ts';
import type { Token } from './token.ts';

/** What a parse gives. There is always a tree; with errors it holds ErrorStatementAst and ErrorExpressionAst nodes. */
export interface ParseResult {
  ast: ScriptBlockAst;
  tokens: Token[];
  errors: ParseError[];
}

/**
 * Parses a whole script. Never throws: errors are in the result, with PowerShell's ids, messages and offsets. A script nested too
 * deeply for the stack gives ScriptTooComplicated and an empty tree. Without a host, types, modules and assemblies count as there.
 */
export function parseInput(text: string, fileName: string | null = null, host: ParseHost = {}): ParseResult {
  const p = new Parser(text, fileName, host);
  let ast: ScriptBlockAst;
  try {
    ast = parseScriptBlock(p, null, false);
    ast.scriptRequirements = parseRequirements(p);
    checkSymbols(p, ast);
    checkSemantics(p, ast);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const extent = p.tokenizer.currentExtent();
    p.report(extent, 'ScriptTooComplicated');
    ast = emptyScript(text.length);
  }
  return { ast, tokens: p.tokenizer.tokenList ?? [], errors: p.errors };
}

function emptyScript(end: number): ScriptBlockAst {
  return {
    kind: 'ScriptBlockAst',
    extent: { start: 0, end },
    usingStatements: [],
    attributes: [],
    paramBlock: null,
    dynamicParamBlock: null,
    beginBlock: null,
    processBlock: null,
    endBlock: {
      kind: 'NamedBlockAst',
      extent: { start: 0, end: 0 },
      unnamed: true,
      blockKind: 'End',
      statements: [],
      traps: null,
    },
    cleanBlock: null,
    scriptRequirements: null,
  };
}

/** Whether more input could complete the text, so that a prompt should go on asking (IncompleteParseException). */
export function isIncomplete(result: { errors: readonly ParseError[] }): boolean {
  return result.errors[0]?.incompleteInput ?? false;
}

/** The first and last token that `$^` and `$$` remember, or null when there are none. */
export function firstAndLastToken(tokens: readonly Token[]): { first: Token; last: Token } | null {
  const isWord = ({ kind }: Token) => kind !== 'NewLine' && kind !== 'LineContinuation' && kind !== 'Comment' && kind !== 'EndOfInput';
  const first = tokens.find(isWord);
  const last = tokens.findLast(isWord);
  return first && last ? { first, last } : null;
}

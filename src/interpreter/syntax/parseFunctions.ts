/** Functions, filters and workflows (Parser.cs FunctionDeclarationRule). */
import type { FunctionDefinitionAst, ParameterAst, ScriptBlockAst, StatementAst } from './ast.ts';
import { after, firstExtent, span } from './extents.ts';
import { errorStatement, nested } from './nodes.ts';
import { parseParameterList } from './parseAttributes.ts';
import { parseScriptBlock } from './parseBlocks.ts';
import type { Parser } from './parser.ts';
import type { Extent, Token, TokenKind } from './token.ts';
import { TokenFlags } from './token.ts';

/** What cannot be a function's name. */
const notNames: ReadonlySet<TokenKind> = new Set<TokenKind>([
  ...([
    'Pipe',
    'LParen',
    'LCurly',
    'AtParen',
    'AtCurly',
    'RCurly',
    'RParen',
    'EndOfInput',
    'Semi',
    'Redirection',
    'RedirectInStd',
  ] as const),
  ...(['AndAnd', 'OrOr', 'Ampersand', 'Variable', 'SplattedVariable', 'HereStringExpandable', 'HereStringLiteral'] as const),
  ...(['StringLiteral', 'StringExpandable'] as const),
]);

/** Makes the node; an empty parameter list counts as none. */
export function functionDefinition(
  extent: Extent,
  name: Token,
  parameters: ParameterAst[] | null,
  body: ScriptBlockAst,
  keyword: TokenKind = 'Function',
): FunctionDefinitionAst {
  return {
    kind: 'FunctionDefinitionAst',
    extent,
    isFilter: keyword === 'Filter',
    isWorkflow: keyword === 'Workflow',
    name: name.kind === 'Generic' ? (name.value ?? '') : name.text,
    nameExtent: name.extent,
    parameters: parameters && parameters.length > 0 ? parameters : null,
    body,
  };
}

/** `(…)` of a function or method if it is next; `errorEnd` when its end is missing. */
export function parseFunctionParameters(p: Parser): { parameters: ParameterAst[] | null; close: Token | null; errorEnd: Extent | null } {
  p.skipNewlines();
  const open = p.peek();
  if (open.kind !== 'LParen') return { parameters: null, close: null, errorEnd: null };
  p.skip();
  const parameters = parseParameterList(p);
  p.skipNewlines();
  const close = p.next();
  let errorEnd: Extent | null = null;
  if (close.kind !== 'RParen') {
    p.unget(close);
    errorEnd = (parameters.at(-1) ?? open).extent;
    p.reportIncomplete(after(errorEnd), 'MissingEndParenthesisInFunctionParameterList');
  }
  p.skipNewlines();
  return { parameters, close, errorEnd };
}

export function parseFunction(p: Parser, keyword: Token): StatementAst {
  p.skipNewlines();
  const name = p.next();
  if (notNames.has(name.kind)) {
    p.unget(name);
    p.reportIncomplete(after(keyword), 'MissingNameAfterKeyword', keyword.text);
    return errorStatement(keyword.extent);
  }
  name.flags &= ~TokenFlags.Keyword;
  const { parameters, close, errorEnd: parameterError } = parseFunctionParameters(p);
  let errorEnd = parameterError;
  const open = p.next();
  if (open.kind !== 'LCurly') {
    p.unget(open);
    if (!errorEnd) {
      errorEnd = firstExtent(close, name);
      p.reportIncomplete(after(errorEnd), 'MissingFunctionBody');
    }
  }
  if (errorEnd) return errorStatement(span(keyword, errorEnd), nested(parameters));
  const { tokenizer } = p;
  const oldWorkflow = tokenizer.inWorkflow;
  tokenizer.inWorkflow = keyword.kind === 'Workflow';
  const body = parseScriptBlock(p, open, keyword.kind === 'Filter');
  tokenizer.inWorkflow = oldWorkflow;
  return functionDefinition(span(keyword, body), name, parameters, body, keyword.kind);
}

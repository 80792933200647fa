/** Script blocks, their named blocks, and statement lists (Parser.cs "Statements", first part). */
import type {
  NamedBlockAst,
  ParamBlockAst,
  ScriptBlockAst,
  StatementAst,
  StatementBlockAst,
  TrapStatementAst,
  UsingStatementAst,
} from './ast.ts';
import { after, before, emptyExtent, span } from './extents.ts';
import { statementBlock } from './nodes.ts';
import { parseParamBlock } from './parseAttributes.ts';
import type { Parser } from './parser.ts';
import { parseStatement } from './parseStatements.ts';
import { parseUsingStatement } from './parseUsing.ts';
import type { Extent, Token } from './token.ts';
import { kindText, TokenFlags } from './token.ts';

function scriptBlockAst(extent: Extent, usingStatements: UsingStatementAst[], paramBlock: ParamBlockAst | null): ScriptBlockAst {
  return {
    kind: 'ScriptBlockAst',
    extent,
    usingStatements,
    attributes: [],
    paramBlock,
    dynamicParamBlock: null,
    beginBlock: null,
    processBlock: null,
    endBlock: null,
    cleanBlock: null,
    scriptRequirements: null,
  };
}

/**
 * A script block: the inside of `{…}` with its closing brace when `open` is its brace, which was taken, else the whole text.
 * `firstStatement` is put before the others (a constructor's call of its base).
 */
export function parseScriptBlock(p: Parser, open: Token | null, isFilter: boolean, firstStatement?: StatementAst): ScriptBlockAst {
  p.skipNewlines();
  const usings = open ? [] : parseUsingStatements(p);
  const point = p.tokenizer.restorePoint();
  const paramBlock = parseParamBlock(p);
  if (!paramBlock) p.resync(point);
  p.skipNewlinesAndSemicolons();
  if ((p.peek().flags & TokenFlags.ScriptBlockBlockName) !== 0) return parseNamedBlocks(p, open, usings, paramBlock);

  const traps: TrapStatementAst[] = [];
  const statements: StatementAst[] = firstStatement ? [firstStatement] : [];
  let listExtent: Extent | null = paramBlock?.extent ?? null;
  for (;;) {
    const extent = parseStatementList(p, statements, traps);
    if (extent) listExtent = listExtent ? span(listExtent, extent) : extent;
    const end = completeBody(p, open, listExtent);
    listExtent = end.body;
    if (!end.done) continue;
    const result = scriptBlockAst(end.full, usings, paramBlock);
    const block = namedBlock(listExtent ?? emptyExtent(), isFilter ? 'Process' : 'End', statements, traps, true);
    if (isFilter) result.processBlock = block;
    else result.endBlock = block;
    return result;
  }
}

function namedBlock(
  extent: Extent,
  blockKind: NamedBlockAst['blockKind'],
  statements: StatementAst[],
  traps: TrapStatementAst[] | null,
  unnamed: boolean,
): NamedBlockAst {
  return { kind: 'NamedBlockAst', extent, unnamed, blockKind, statements, traps: traps && traps.length > 0 ? traps : null };
}

function parseUsingStatements(p: Parser): UsingStatementAst[] {
  const result: UsingStatementAst[] = [];
  for (;;) {
    const token = p.peek();
    if (token.kind !== 'Using') {
      p.resync(token);
      return result;
    }
    p.skip();
    const statement = parseUsingStatement(p, token);
    p.skipNewlinesAndSemicolons();
    if (statement.kind === 'UsingStatementAst') result.push(statement);
  }
}

/**
 * The end of a script block's body. `body` is the body's extent, which for an empty `{ }` lies between the braces, `full` the script
 * block's. Not done: at the top level something is left, an error was reported, and the caller goes on behind it.
 */
function completeBody(p: Parser, open: Token | null, bodyExtent: Extent | null): { done: boolean; body: Extent | null; full: Extent } {
  const token = p.next();
  if (!open) {
    const full = p.tokenizer.extent(0, p.tokenizer.script.length);
    if (token.kind === 'EndOfInput') return { done: true, body: bodyExtent, full };
    p.report(token.extent, 'UnexpectedToken', token.text);
    return { done: false, body: bodyExtent, full };
  }
  if (token.kind !== 'RCurly') {
    p.unget(token);
    p.reportDetected(open.extent, token.extent, 'MissingEndCurlyBrace');
    return { done: true, body: bodyExtent, full: span(open, bodyExtent ?? open) };
  }
  let body = bodyExtent;
  // Columns are compared, not offsets, as in PowerShell.
  if (!body && p.column(open.extent.end) !== p.column(token.extent.start)) body = span(after(open), before(token));
  return { done: true, body, full: span(open, token) };
}

const blockNames = {
  Begin: 'beginBlock',
  Process: 'processBlock',
  End: 'endBlock',
  Clean: 'cleanBlock',
  Dynamicparam: 'dynamicParamBlock',
} as const;

function parseNamedBlocks(p: Parser, open: Token | null, usings: UsingStatementAst[], paramBlock: ParamBlockAst | null): ScriptBlockAst {
  const result = scriptBlockAst(emptyExtent(), usings, paramBlock);
  let start: Extent | null = open?.extent ?? paramBlock?.extent ?? null;
  let end: Extent | null = null;
  for (;;) {
    const name = p.next();
    const { kind } = name;
    if (kind === 'RCurly' || kind === 'EndOfInput') {
      p.unget(name);
      const extent = start && end ? span(start, end) : (start ?? end);
      result.extent = completeBody(p, open, extent).full;
      return result;
    }
    if (kind !== 'Begin' && kind !== 'Process' && kind !== 'End' && kind !== 'Clean' && kind !== 'Dynamicparam') {
      if (open) p.unget(name);
      result.extent = open && start && end ? span(start, end) : p.tokenizer.extent(0, p.tokenizer.script.length);
      p.report(name.extent, 'MissingNamedBlocks', name.text);
      return result;
    }
    start ??= name.extent;
    end = name.extent;
    const block = parseStatementBlock(p);
    if (block) end = block.extent;
    else p.reportIncomplete(after(name), 'MissingNamedStatementBlock', kindText(kind));
    const extent = span(name, end);
    const field = blockNames[kind];
    if (result[field]) p.report(extent, 'DuplicateScriptCommandClause', kindText(kind));
    else result[field] = namedBlock(extent, kind, block?.statements ?? [], block?.traps ?? null, false);
    p.skipNewlinesAndSemicolons();
  }
}

/** `{…}` as a statement's body, or null. */
export function parseStatementBlock(p: Parser): StatementBlockAst | null {
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== 'LCurly') {
    p.unget(open);
    return null;
  }
  const traps: TrapStatementAst[] = [];
  const statements: StatementAst[] = [];
  const list = parseStatementList(p, statements, traps);
  const close = p.next();
  let end = close.extent;
  if (close.kind !== 'RCurly') {
    p.unget(close);
    end = list ?? open.extent;
    p.reportDetected(open.extent, close.extent, 'MissingEndCurlyBrace');
  }
  return statementBlock(span(open, end), statements, traps);
}

/** Statements up to what is none; adds them to the lists and gives their extent. */
export function parseStatementList(p: Parser, statements: StatementAst[], traps: TrapStatementAst[]): Extent | null {
  let first: StatementAst | null = null;
  let last: StatementAst | null = null;
  p.skipNewlinesAndSemicolons();
  for (;;) {
    const statement = parseStatement(p);
    if (!statement) break;
    const { signatureStart } = p.tokenizer;
    if (signatureStart !== null && signatureStart < statement.extent.start) p.report(statement.extent, 'TokenAfterEndOfValidScriptText');
    if (statement.kind === 'TrapStatementAst') traps.push(statement);
    else statements.push(statement);
    first ??= statement;
    last = statement;
    p.skipNewlinesAndSemicolons();
    const { kind } = p.peek();
    if (kind === 'RParen' || kind === 'RCurly') break;
  }
  return first && last && span(first, last);
}

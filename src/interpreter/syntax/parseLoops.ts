/** Loops and switch (Parser.cs). */
import type { Ast, ErrorStatementAst, ExpressionAst, PipelineBaseAst, StatementAst, StatementBlockAst, SwitchStatementAst } from './ast.ts';
import { SwitchFlags } from './ast.ts';
import { after, span } from './extents.ts';
import { bareWord, errorStatement, nested, variableOf } from './nodes.ts';
import { parseStatementBlock } from './parseBlocks.ts';
import { ArgumentContext, parseSingleArgument } from './parseCommands.ts';
import { parsePipelineChain } from './parsePipelines.ts';
import type { Parser } from './parser.ts';
import type { Extent, Token } from './token.ts';
import { kindText } from './token.ts';

export function parseForeach(p: Parser, label: Token | null, token: Token): StatementAst {
  const start = (label ?? token).extent;
  let errorEnd: Extent | null = null;
  let parallel = false;
  let throttleLimit: ExpressionAst | null = null;
  p.skipNewlines();
  for (let parameter = p.peek(); parameter.kind === 'Parameter'; parameter = p.peek()) {
    p.skip();
    if (p.isParameter(parameter, 'parallel')) parallel = true;
    else if (p.isParameter(parameter, 'throttlelimit')) {
      p.skipNewlines();
      throttleLimit = parseSingleArgument(p, ArgumentContext.CommandArgument);
      if (!throttleLimit) p.reportIncomplete(after(parameter), 'MissingThrottleLimit');
    } else {
      errorEnd = parameter.extent;
      p.report(parameter.extent, 'InvalidForeachFlag', parameter.parameterName);
    }
    p.skipNewlines();
  }
  const open = p.next();
  if (open.kind !== 'LParen') {
    p.unget(open);
    p.reportIncomplete(after(token), 'MissingOpenParenthesisAfterKeyword', kindText(token.kind));
    return errorStatement(span(start, token));
  }
  p.skipNewlines();
  const variableToken = p.next();
  if (variableToken.kind !== 'Variable' && variableToken.kind !== 'SplattedVariable') {
    p.unget(variableToken);
    p.reportIncomplete(after(open), 'MissingVariableNameAfterForeach');
    return errorStatement(span(start, open));
  }
  const variable = variableOf(variableToken);
  p.skipNewlines();
  let condition: PipelineBaseAst | null = null;
  let body: StatementBlockAst | null = null;
  const inToken = p.next();
  if (inToken.kind !== 'In') {
    p.unget(inToken);
    errorEnd = variable.extent;
    p.reportIncomplete(after(errorEnd), 'MissingInInForeach');
  } else {
    p.skipNewlines();
    condition = parsePipelineChain(p);
    if (!condition) {
      errorEnd = inToken.extent;
      p.reportIncomplete(after(errorEnd), 'MissingForeachExpression');
    } else {
      p.skipNewlines();
      const close = p.next();
      if (close.kind !== 'RParen') {
        p.unget(close);
        errorEnd = condition.extent;
        p.reportIncomplete(after(errorEnd), 'MissingEndParenthesisAfterForeach');
      } else {
        body = parseStatementBlock(p);
        if (!body) {
          errorEnd = close.extent;
          p.reportIncomplete(after(errorEnd), 'MissingForeachStatement');
        }
      }
    }
  }
  if (errorEnd || !condition || !body) return errorStatement(span(start, errorEnd ?? token), nested(variable, condition, body));
  return {
    kind: 'ForEachStatementAst',
    extent: span(start, body),
    label: label?.labelText ?? null,
    parallel,
    throttleLimit,
    variable,
    condition,
    body,
  };
}

export function parseFor(p: Parser, label: Token | null, token: Token): StatementAst {
  const start = label ?? token;
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== 'LParen') {
    p.unget(open);
    p.reportIncomplete(after(token), 'MissingOpenParenthesisAfterKeyword', kindText(token.kind));
    return errorStatement(span(start, token));
  }
  let last: Extent | null = null;
  p.skipNewlines();
  const initializer = parsePipelineChain(p);
  last = initializer?.extent ?? last;
  if (p.peek().kind === 'Semi') last = p.next().extent;
  p.skipNewlines();
  const condition = parsePipelineChain(p);
  last = condition?.extent ?? last;
  if (p.peek().kind === 'Semi') last = p.next().extent;
  p.skipNewlines();
  const iterator = parsePipelineChain(p);
  last = iterator?.extent ?? last;
  p.skipNewlines();
  const close = p.next();
  let body: StatementBlockAst | null = null;
  if (close.kind !== 'RParen') {
    p.unget(close);
    last ??= open.extent;
    p.reportIncomplete(after(last), 'MissingEndParenthesisAfterStatement', kindText(token.kind));
  } else {
    body = parseStatementBlock(p);
    if (!body) {
      last = close.extent;
      p.reportIncomplete(after(last), 'MissingLoopStatement', kindText(token.kind));
    }
  }
  if (!body) return errorStatement(span(start, last ?? token), nested(initializer, condition, iterator));
  const extent = span(start, body);
  return { kind: 'ForStatementAst', extent, label: label?.labelText ?? null, initializer, condition, iterator, body };
}

export function parseWhile(p: Parser, label: Token | null, token: Token): StatementAst {
  const start = label ?? token;
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== 'LParen') {
    p.unget(open);
    p.reportIncomplete(after(token), 'MissingOpenParenthesisAfterKeyword', token.text);
    return errorStatement(span(start, token));
  }
  p.skipNewlines();
  const parsed = parsePipelineChain(p);
  let condition: PipelineBaseAst | null = parsed;
  if (!condition) {
    const position = after(open);
    p.reportIncomplete(position, 'MissingExpressionAfterKeyword', kindText(token.kind));
    condition = errorStatement(position);
  }
  p.skipNewlines();
  const close = p.next();
  if (close.kind !== 'RParen') {
    p.unget(close);
    if (condition.kind !== 'ErrorStatementAst') {
      p.reportIncomplete(after(condition), 'MissingEndParenthesisAfterStatement', kindText(token.kind));
    }
    return errorStatement(span(start, condition), nested(parsed));
  }
  p.skipNewlines();
  const body = parseStatementBlock(p);
  if (!body) {
    p.reportIncomplete(after(close), 'MissingLoopStatement', kindText(token.kind));
    return errorStatement(span(start, close), nested(parsed));
  }
  return { kind: 'WhileStatementAst', extent: span(start, body), label: label?.labelText ?? null, condition, body };
}

export function parseDo(p: Parser, label: Token | null, token: Token): StatementAst {
  const start = label ?? token;
  let condition: PipelineBaseAst | null = null;
  const body = parseStatementBlock(p);
  const fail = (end: Extent): ErrorStatementAst => errorStatement(span(start, end), nested(body, condition));
  if (!body) {
    p.reportIncomplete(after(token), 'MissingLoopStatement', kindText('Do'));
    return fail(token.extent);
  }
  p.skipNewlines();
  const keyword = p.next();
  if (keyword.kind !== 'While' && keyword.kind !== 'Until') {
    p.unget(keyword);
    p.reportIncomplete(after(body), 'MissingWhileOrUntilInDoWhile');
    return fail(body.extent);
  }
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== 'LParen') {
    p.unget(open);
    p.reportIncomplete(after(keyword), 'MissingOpenParenthesisAfterKeyword', kindText(keyword.kind));
    return fail(keyword.extent);
  }
  p.skipNewlines();
  condition = parsePipelineChain(p);
  if (!condition) p.reportIncomplete(after(open), 'MissingExpressionAfterKeyword', kindText(keyword.kind));
  p.skipNewlines();
  const close = p.next();
  if (close.kind !== 'RParen') {
    p.unget(close);
    if (condition) {
      p.reportIncomplete(after(condition), 'MissingEndParenthesisAfterStatement', kindText(keyword.kind));
      return fail(condition.extent);
    }
  }
  if (!condition) return fail(open.extent);
  const kind = keyword.kind === 'Until' ? 'DoUntilStatementAst' : 'DoWhileStatementAst';
  return { kind, extent: span(start, close), label: label?.labelText ?? null, condition, body };
}

/** What a switch statement gathers while it is read, for the statement and for its error form. */
interface SwitchState {
  flags: number;
  named: { name: string; token: Token; value: Ast | null }[];
  condition: PipelineBaseAst | null;
  end: Extent;
  isError: boolean;
  /** An error lies at the end of the text: further ones are not reported. */
  isIncomplete: boolean;
}

function parseSwitchFlags(p: Parser, state: SwitchState): void {
  let token = p.peek();
  const note = (name: string, value: Ast | null = null): void => {
    if (!state.named.some((flag) => flag.name === name)) state.named.push({ name, token, value });
  };
  for (; token.kind === 'Parameter'; token = p.peek()) {
    p.skip();
    state.end = token.extent;
    if (p.isParameter(token, 'regex')) {
      state.flags = (state.flags | SwitchFlags.Regex) & ~SwitchFlags.Wildcard;
      note('regex');
    } else if (p.isParameter(token, 'wildcard')) {
      state.flags = (state.flags | SwitchFlags.Wildcard) & ~SwitchFlags.Regex;
      note('wildcard');
    } else if (p.isParameter(token, 'exact')) {
      state.flags &= ~(SwitchFlags.Regex | SwitchFlags.Wildcard);
      note('exact');
    } else if (p.isParameter(token, 'casesensitive')) {
      state.flags |= SwitchFlags.CaseSensitive;
      note('casesensitive');
    } else if (p.isParameter(token, 'parallel')) {
      state.flags |= SwitchFlags.Parallel;
      note('parallel');
    } else if (p.isParameter(token, 'file')) {
      state.flags |= SwitchFlags.File;
      p.skipNewlines();
      const file = parseSingleArgument(p, ArgumentContext.FileName);
      if (file) {
        const { extent } = file;
        state.end = extent;
        const element = { kind: 'CommandExpressionAst', extent, expression: file, redirections: [] } as const;
        state.condition = { kind: 'PipelineAst', extent, pipelineElements: [{ ...element, redirections: [] }], background: false };
        note('file', state.condition);
      } else {
        state.isError = true;
        state.isIncomplete = p.reportIncomplete(after(token), 'MissingFilenameOption');
        note('file');
      }
    } else {
      state.isError = true;
      p.report(token.extent, 'InvalidSwitchFlag', token.parameterName);
    }
  }
  if (token.kind === 'Minus') note('--%');
}

/** `( pipeline )` after switch; whether there was one. */
function parseSwitchCondition(p: Parser, state: SwitchState): boolean {
  const open = p.peek();
  if (open.kind !== 'LParen') {
    if (!state.condition && (state.flags & SwitchFlags.File) === 0) {
      state.isError = true;
      state.isIncomplete = p.reportIncomplete(after(state.end), 'PipelineValueRequired');
    }
    return false;
  }
  state.end = open.extent;
  p.skip();
  if ((state.flags & SwitchFlags.File) !== 0) {
    state.isError = true;
    p.report(open.extent, 'PipelineValueRequired');
  }
  p.skipNewlines();
  state.condition = parsePipelineChain(p);
  if (state.condition) state.end = state.condition.extent;
  else {
    state.isError = true;
    state.isIncomplete = p.reportIncomplete(after(open), 'PipelineValueRequired');
  }
  p.skipNewlines();
  const close = p.next();
  if (close.kind === 'RParen') state.end = close.extent;
  else {
    p.unget(close);
    if (!state.isIncomplete) {
      state.isError = true;
      state.isIncomplete = p.reportIncomplete(after(state.end), 'MissingEndParenthesisInSwitchStatement');
    }
  }
  return true;
}

export function parseSwitch(p: Parser, label: Token | null, token: Token): StatementAst {
  const start = (label ?? token).extent;
  const state: SwitchState = { flags: 0, named: [], condition: null, end: start, isError: false, isIncomplete: false };
  p.skipNewlines();
  parseSwitchFlags(p, state);
  const hasCondition = parseSwitchCondition(p, state);
  p.skipNewlines();
  const open = p.next();
  const clauses: SwitchStatementAst['clauses'] = [];
  const bodies: Ast[] = [];
  let defaultClause: StatementBlockAst | null = null;
  let close: Token | null = null;
  if (open.kind !== 'LCurly') {
    p.unget(open);
    if (!state.isIncomplete) {
      state.isError = true;
      p.reportIncomplete(after(state.end), 'MissingCurlyBraceInSwitchStatement');
    }
  } else {
    state.end = open.extent;
    p.skipNewlines();
    while (!close) {
      let next = p.peek();
      const isDefault = next.kind === 'Default';
      let condition: ExpressionAst | null;
      if (isDefault) {
        p.skip();
        condition = bareWord(next);
      } else condition = parseSingleArgument(p, ArgumentContext.SwitchCondition);
      if (!condition) {
        state.isError = true;
        p.reportIncomplete(after(state.end), 'MissingSwitchConditionExpression');
        if (p.peek().kind === 'RCurly') p.skip();
        break;
      }
      bodies.push(condition);
      state.end = condition.extent;
      const body = parseStatementBlock(p);
      if (!body) {
        state.isError = true;
        state.isIncomplete = p.reportIncomplete(after(state.end), 'MissingSwitchStatementClause');
      } else {
        bodies.push(body);
        state.end = body.extent;
        if (!isDefault) clauses.push({ item1: condition, item2: body });
        else {
          if (defaultClause) {
            state.isError = true;
            p.report(condition.extent, 'MultipleSwitchDefaultClauses');
          }
          defaultClause = body;
        }
      }
      p.skipNewlinesAndSemicolons();
      next = p.peek();
      if (next.kind === 'RCurly') {
        close = next;
        p.skip();
      } else if (next.kind === 'EndOfInput') {
        if (!state.isIncomplete) {
          state.isError = true;
          p.reportDetected(open.extent, next.extent, 'MissingEndCurlyBrace');
        }
        break;
      }
    }
  }
  if (state.isError || !state.condition || !close) {
    return {
      ...errorStatement(span(start, state.end), null, token),
      flags: state.named.length > 0 ? state.named : null,
      conditions: hasCondition ? nested(state.condition) : null,
      bodies: nested(bodies),
    };
  }
  return {
    kind: 'SwitchStatementAst',
    extent: span(start, close),
    label: label?.labelText ?? null,
    flags: state.flags,
    condition: state.condition,
    clauses,
    default: defaultClause,
  };
}

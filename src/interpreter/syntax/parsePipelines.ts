/** Pipelines, chains of them, and assignments (Parser.cs "Pipelines"). */
import type { CommandBaseAst, ExpressionAst, PipelineAst, PipelineBaseAst, PipelineChainAst } from './ast.ts';
import { after, span } from './extents.ts';
import { errorStatement } from './nodes.ts';
import { parseCommand, parseRedirection, presentRedirections, type Redirections } from './parseCommands.ts';
import { parseExpression } from './parseExpressions.ts';
import type { Parser } from './parser.ts';
import { parseStatement } from './parseStatements.ts';
import type { Extent, Token } from './token.ts';
import { hasTrait, kindText, TokenFlags } from './token.ts';
import { Mode } from './tokenizer.ts';

/** An assignment, a pipeline, or pipelines joined by && and ||; null when none is next. */
export function parsePipelineChain(p: Parser): PipelineBaseAst | null {
  const oldMode = p.tokenizer.mode;
  p.setMode(Mode.Expression);
  const first = parseExpression(p);
  let assign: Token | null = null;
  if (first) {
    const token = p.peek();
    if (hasTrait(token.kind, TokenFlags.AssignmentOperator)) {
      p.skip();
      assign = token;
    }
  }
  p.setMode(oldMode);
  if (first && assign) return parseAssignment(p, first, assign);

  let start = first;
  let chain: PipelineAst | PipelineChainAst | null = null;
  let operator: Token | null = null;
  for (;;) {
    let firstToken: Token | null = null;
    if (!start) firstToken = p.peek();
    const pipeline: PipelineAst | null = parsePipeline(p, start);
    start = null;
    if (!pipeline) {
      if (!operator || !chain) return null;
      if (firstToken?.kind === 'EndOfInput') p.reportIncomplete(after(operator), 'EmptyPipelineChainElement', operator.text);
      else if (firstToken && firstToken.kind !== 'Dot' && firstToken.kind !== 'Ampersand') {
        // For a dot or an ampersand the missing command was reported.
        p.report(span(operator, firstToken), 'EmptyPipelineChainElement', operator.text);
      }
      return errorStatement(span(chain, operator), [chain], operator);
    }
    let next = p.peek();
    let background = false;
    if (next.kind === 'Ampersand') {
      p.skip();
      next = p.peek();
      if (next.kind === 'AndAnd' || next.kind === 'OrOr') {
        p.skip();
        p.report(next.extent, 'BackgroundOperatorInPipelineChain');
        return errorStatement(span(chain ?? pipeline, next));
      }
      background = true;
    }
    const joined: PipelineAst | PipelineChainAst = operator && chain ? join(chain, operator, pipeline) : pipeline;
    if (background || (next.kind !== 'AndAnd' && next.kind !== 'OrOr')) {
      joined.background = background;
      return joined;
    }
    p.skip();
    p.skipNewlines();
    chain = joined;
    operator = next;
    if (p.peek().kind === 'EndOfInput') {
      p.reportIncomplete(after(next), 'EmptyPipelineChainElement');
      return chain;
    }
  }
}

function join(lhsPipelineChain: PipelineAst | PipelineChainAst, operator: Token, rhsPipeline: PipelineAst): PipelineChainAst {
  return {
    kind: 'PipelineChainAst',
    extent: span(lhsPipelineChain, rhsPipeline),
    lhsPipelineChain,
    operator: operator.kind === 'AndAnd' ? 'AndAnd' : 'OrOr',
    rhsPipeline,
    background: false,
  };
}

function parseAssignment(p: Parser, left: ExpressionAst, operator: Token): PipelineBaseAst {
  p.skipNewlines();
  let right = parseStatement(p);
  if (!right) {
    const position = after(operator);
    p.reportIncomplete(position, 'ExpectedValueExpression', kindText(operator.kind));
    right = errorStatement(position);
  }
  const extent = span(left, right);
  // A single expression stands there without its pipeline, as AssignmentStatementAst's constructor has it.
  if (right.kind === 'PipelineAst' && !right.background && right.pipelineElements.length === 1) {
    const [element] = right.pipelineElements;
    if (element.kind === 'CommandExpressionAst') right = element;
  }
  return {
    kind: 'AssignmentStatementAst',
    extent,
    left,
    operator: operator.kind,
    right,
    errorPosition: operator.extent,
  };
}

/** Commands and expressions joined by `|`, or null. `start` is an expression that was read already. */
function parsePipeline(p: Parser, start: ExpressionAst | null): PipelineAst | null {
  const elements: CommandBaseAst[] = [];
  let expression = start;
  let next: Token | null = null;
  for (;;) {
    expression ??= p.inMode(Mode.Expression, () => parseExpression(p));
    let element: CommandBaseAst | null;
    if (expression) {
      if (elements.length > 0) p.report(expression.extent, 'ExpressionsMustBeFirstInPipeline');
      element = parseCommandExpression(p, expression);
    } else element = parseCommand(p);
    if (element) elements.push(element);
    else if (elements.length > 0 || p.peek().kind === 'Pipe') {
      const position: Extent = next ? after(next) : p.peek().extent;
      p.reportIncomplete(position, 'EmptyPipeElement');
    }
    expression = null;
    next = p.peek();
    if (next.kind === 'NewLine' && p.tokenizer.isPipeContinuation(next.extent)) {
      p.skipNewlines();
      next = p.peek();
    }
    if (next.kind === 'Pipe') {
      p.skip();
      p.skipNewlines();
      if (p.peek().kind !== 'EndOfInput') continue;
      p.reportIncomplete(after(next), 'EmptyPipeElement');
      break;
    }
    if (!endsPipeline(next)) p.report(next.extent, 'UnexpectedToken', next.text);
    break;
  }
  if (elements.length === 0) return null;
  const extent = span(elements[0], elements[elements.length - 1]);
  return { kind: 'PipelineAst', extent, pipelineElements: elements, background: false };
}

function endsPipeline(token: Token): boolean {
  switch (token.kind) {
    case 'Semi':
    case 'NewLine':
    case 'RParen':
    case 'RCurly':
    case 'EndOfInput':
    case 'AndAnd':
    case 'OrOr':
    case 'Ampersand':
      return true;
    default:
      return false;
  }
}

/** An expression as a pipeline's element, with the redirections behind it. */
function parseCommandExpression(p: Parser, expression: ExpressionAst): CommandBaseAst {
  const redirections: Redirections = [];
  let last: Extent | null = null;
  for (let token = p.peek(); token.kind === 'Redirection' || token.kind === 'RedirectInStd'; token = p.peek()) {
    p.skip();
    const { node } = parseRedirection(p, token, redirections);
    last = node?.extent ?? null;
  }
  return {
    kind: 'CommandExpressionAst',
    extent: last ? span(expression, last) : expression.extent,
    expression,
    redirections: presentRedirections(redirections),
  };
}

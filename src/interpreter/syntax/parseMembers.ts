/** What may follow a primary expression: members, method calls and indices (Parser.cs). */
import type { CommandElementAst, ExpressionAst, TypeName } from './ast.ts';
import { after, before, firstExtent, span } from './extents.ts';
import { errorExpression } from './nodes.ts';
import { ArgumentContext, parseSingleArgument } from './parseCommands.ts';
import { parseExpression, parsePrimary, parseScriptBlockExpression, parseUnary, simpleName } from './parseExpressions.ts';
import type { Parser } from './parser.ts';
import { parseGenericArguments } from './parseTypes.ts';
import type { Extent, Token } from './token.ts';
import { hasTrait, kindText, TokenFlags } from './token.ts';
import { Mode } from './tokenizer.ts';

/** Members, calls and indices, as many as follow; `first` is the first operator, if any. */
export function parsePostfixOperators(p: Parser, first: Token | null, target: ExpressionAst): ExpressionAst {
  let expression = target;
  for (let token = first; token; token = p.nextMemberAccess(true)) {
    // A line end may follow the operator.
    p.skipNewlines();
    if (token.kind === 'LBracket' || token.kind === 'QuestionLBracket') expression = parseIndex(p, expression, token);
    else expression = parseMember(p, expression, token);
  }
  return expression;
}

function parseMemberName(p: Parser): ExpressionAst | null {
  const name = simpleName(p);
  if (name) return name;
  const token = p.peek();
  if (hasTrait(token.kind, TokenFlags.UnaryOperator) || token.kind === 'LBracket') return parseUnary(p);
  return parsePrimary(p, false);
}

function parseMember(p: Parser, target: ExpressionAst, operator: Token): ExpressionAst {
  let member: CommandElementAst | null = parseMemberName(p);
  if (!member) {
    p.reportIncomplete(after(operator), 'MissingPropertyName');
    member = parseSingleArgument(p, ArgumentContext.CommandArgument) ?? errorExpression(span(target, operator));
  } else if (!p.ungot) {
    const point = p.tokenizer.restorePoint();
    const { types, bracket } = parseMethodTypeArguments(p, point);
    const open = p.nextInvokeMember();
    if (open) return parseCall(p, target, open, operator, member, types);
    // `$a.b[int]` without a call is an index.
    if (bracket) p.resync(point);
  }
  return {
    kind: 'MemberExpressionAst',
    extent: span(target, member),
    expression: target,
    member,
    static: operator.kind === 'ColonColon',
    nullConditional: operator.kind === 'QuestionDot',
  };
}

/** The `[type, …]` between a method's name and its arguments. */
function parseMethodTypeArguments(p: Parser, point: number): { types: TypeName[] | null; bracket: Token | null } {
  const none = { types: null, bracket: null };
  // Most members are followed by what surely is no bracket, and needs not be scanned twice.
  const c = p.tokenizer.peek();
  if (c === 40 || c === 41 || c === 44 || c === 59 || c === 123 || c === 125 || c === 124 || c === 10 || c === 13) return none;
  const open = p.next();
  if (open.kind !== 'LBracket') {
    p.resync(point);
    return none;
  }
  const oldMode = p.tokenizer.mode;
  p.setMode(Mode.TypeName);
  p.skipNewlines();
  const first = p.next();
  if (first.kind !== 'Identifier') {
    p.setMode(oldMode);
    if (point > 0) p.resync(point);
    return none;
  }
  const { types, last } = parseGenericArguments(p, first);
  let bracket: Token | null = last;
  if (last.kind !== 'RBracket') {
    p.unget(last);
    p.reportIncomplete(before(last), 'EndSquareBracketExpectedAtEndOfType');
    bracket = null;
  }
  p.setMode(oldMode);
  return { types, bracket };
}

function parseCall(
  p: Parser,
  target: ExpressionAst,
  open: Token,
  operator: Token,
  member: CommandElementAst,
  types: TypeName[] | null,
): ExpressionAst {
  let args: ExpressionAst[];
  let last: Extent;
  if (open.kind === 'LParen') ({ args, last } = parseCallArguments(p, open));
  else {
    // `.Where{…}`
    p.skipNewlines();
    const block = parseScriptBlockExpression(p, open);
    args = [block];
    last = block.extent;
  }
  return {
    kind: 'InvokeMemberExpressionAst',
    extent: span(target, last),
    expression: target,
    member,
    static: operator.kind === 'ColonColon',
    nullConditional: operator.kind === 'QuestionDot',
    genericTypeArguments: types,
    arguments: args.length > 0 ? args : null,
  };
}

/** Arguments up to `)`, the opening taken; `last` is the extent of what was read last. */
export function parseCallArguments(p: Parser, open: Token): { args: ExpressionAst[]; last: Extent } {
  const args: ExpressionAst[] = [];
  const oldDisableComma = p.disableComma;
  let comma: Token | null = null;
  let reported = false;
  p.disableComma = true;
  for (;;) {
    p.skipNewlines();
    const argument = parseExpression(p);
    if (!argument) {
      if (comma) {
        p.reportIncomplete(after(comma), 'MissingExpressionAfterToken', kindText('Comma'));
        reported = true;
      }
      break;
    }
    args.push(argument);
    p.skipNewlines();
    comma = p.next();
    if (comma.kind !== 'Comma') {
      p.unget(comma);
      comma = null;
      break;
    }
  }
  p.skipNewlines();
  let close: Token | null = p.next();
  if (close.kind !== 'RParen') {
    p.unget(close);
    if (!reported) p.reportIncomplete(after(args.at(-1) ?? open), 'MissingEndParenthesisInMethodCall');
    close = null;
  }
  p.disableComma = oldDisableComma;
  return { args, last: firstExtent(close, comma, args.at(-1), open) };
}

function parseIndex(p: Parser, target: ExpressionAst, open: Token): ExpressionAst {
  p.skipNewlines();
  const oldDisableComma = p.disableComma;
  p.disableComma = false;
  let index = parseExpression(p);
  p.disableComma = oldDisableComma;
  if (!index) {
    p.reportIncomplete(after(open), 'MissingArrayIndexExpression');
    index = errorExpression(open.extent);
  }
  p.skipNewlines();
  let close: Token | null = p.next();
  if (close.kind !== 'RBracket') {
    p.unget(close);
    if (index.kind !== 'ErrorExpressionAst') p.reportIncomplete(after(index), 'MissingEndSquareBracket');
    close = null;
  }
  return {
    kind: 'IndexExpressionAst',
    extent: span(target, firstExtent(close, index)),
    target,
    index,
    nullConditional: open.kind === 'QuestionLBracket',
  };
}

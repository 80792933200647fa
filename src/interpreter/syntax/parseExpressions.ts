/** Expressions: operators, array literals, casts, primaries (Parser.cs "Expressions"). Member access is in parseMembers.ts. */
import type {
  ArrayExpressionAst,
  ArrayLiteralAst,
  Ast,
  ErrorExpressionAst,
  ExpandableStringExpressionAst,
  ExpressionAst,
  ParenExpressionAst,
  PipelineBaseAst,
  ScriptBlockExpressionAst,
  StatementAst,
  StringConstantExpressionAst,
  SubExpressionAst,
  TrapStatementAst,
  TypeConstraintAst,
} from './ast.ts';
import { after, before, emptyExtent, firstExtent, span } from './extents.ts';
import { errorExpression, errorStatement, statementBlock, stringConstant, stringType, variable, variableOf } from './nodes.ts';
import { parseAttributeList } from './parseAttributes.ts';
import { parseScriptBlock, parseStatementList } from './parseBlocks.ts';
import { parseHashtable } from './parseHashtables.ts';
import { parsePostfixOperators } from './parseMembers.ts';
import { parsePipelineChain } from './parsePipelines.ts';
import type { Parser } from './parser.ts';
import type { Extent, Token, TokenKind } from './token.ts';
import { hasTrait, kindFlags, makeVariablePath, TokenFlags } from './token.ts';
import { Mode } from './tokenizer.ts';

/** A plain name (of a member, label or key), or null. */
export function simpleName(p: Parser): StringConstantExpressionAst | null {
  const token = simpleNameToken(p);
  return token && stringConstant(token.extent, token.text, 'BareWord');
}

/** The token of a plain name, taken and marked as a member's name, or null. */
export function simpleNameToken(p: Parser): Token | null {
  p.tokenizer.wantSimpleName = true;
  const token = p.peek();
  p.tokenizer.wantSimpleName = false;
  if (token.kind !== 'Identifier') return null;
  token.flags |= TokenFlags.MemberName;
  p.skip();
  return token;
}

/** The label of break and continue, or the key of a hashtable's entry, or null. */
export function parseLabelOrKey(p: Parser): ExpressionAst | null {
  const name = simpleName(p);
  if (name) return name;
  const token = p.peek();
  if (token.kind === 'NewLine' || token.kind === 'Semi') return null;
  const oldDisableComma = p.disableComma;
  p.disableComma = true;
  const expression = parseUnary(p);
  p.disableComma = oldDisableComma;
  return expression;
}

/**
 * An expression with all operators, or null. `endNumber`: `?` and `:` end a number here, since the expression stands in a ternary or
 * after an operator, where it cannot be a command's name.
 */
export function parseExpression(p: Parser, endNumber = false): ExpressionAst | null {
  return p.inMode(Mode.Expression, () => {
    const condition = parseBinary(p, endNumber);
    if (!condition) return null;
    const question = p.peek();
    if (question.kind !== 'QuestionMark') return condition;
    p.skip();
    return parseTernary(p, condition, question);
  });
}

function parseTernary(p: Parser, condition: ExpressionAst, question: Token): ExpressionAst {
  p.skipNewlines();
  let ifTrue = parseExpression(p, true);
  if (!ifTrue) {
    const extent = after(question);
    p.reportIncomplete(extent, 'ExpectedValueExpression', question.text);
    ifTrue = errorExpression(extent);
  }
  p.skipNewlines();
  const colon = p.next();
  if (colon.kind !== 'Colon') {
    const parts: Ast[] = [condition];
    p.unget(colon);
    if (ifTrue.kind !== 'ErrorExpressionAst') {
      parts.push(ifTrue);
      p.reportIncomplete(colon.extent, 'MissingColonInTernaryExpression');
    }
    return errorExpression(span(condition, before(colon)), parts);
  }
  p.skipNewlines();
  let ifFalse = parseExpression(p, true);
  if (!ifFalse) {
    const extent = after(colon);
    p.reportIncomplete(extent, 'ExpectedValueExpression', colon.text);
    ifFalse = errorExpression(extent);
  }
  return { kind: 'TernaryExpressionAst', extent: span(condition, ifFalse), condition, ifTrue, ifFalse };
}

function precedence(kind: TokenKind): number {
  return kindFlags(kind) & TokenFlags.BinaryPrecedenceMask;
}

function binary(left: ExpressionAst, operator: Token, right: ExpressionAst): ExpressionAst {
  return { kind: 'BinaryExpressionAst', extent: span(left, right), operator: operator.kind, left, right, errorPosition: operator.extent };
}

/** Binary operators, by two stacks: long chains need no depth. */
function parseBinary(p: Parser, endNumber: boolean): ExpressionAst | null {
  const first = parseArrayLiteral(p, endNumber);
  if (!first) return null;
  let token = p.peek();
  if (!hasTrait(token.kind, TokenFlags.BinaryOperator)) return token.kind === 'Parameter' ? parameterInExpression(p, token, first) : first;
  p.skip();
  const operands = [first];
  const operators = [token];
  for (;;) {
    p.skipNewlines();
    let operand = parseArrayLiteral(p, true);
    if (!operand) {
      const extent = after(token);
      p.reportIncomplete(extent, 'ExpectedValueExpression', token.text);
      operand = errorExpression(extent);
    }
    operands.push(operand);
    token = p.next();
    if (!hasTrait(token.kind, TokenFlags.BinaryOperator)) break;
    for (let top = operators.at(-1); top && precedence(token.kind) <= precedence(top.kind); top = operators.at(-1)) {
      const right = operands.pop() as ExpressionAst;
      operands.push(binary(operands.pop() as ExpressionAst, top, right));
      operators.pop();
    }
    operators.push(token);
  }
  p.unget(token);
  let result = operands.pop() as ExpressionAst;
  for (let left = operands.pop(); left; left = operands.pop()) result = binary(left, operators.pop() as Token, result);
  return token.kind === 'Parameter' ? parameterInExpression(p, token, result) : result;
}

/** A parameter where an operator was expected, such as `$a -foo`. */
function parameterInExpression(p: Parser, token: Token, expression: ExpressionAst): ErrorExpressionAst {
  p.report(token.extent, 'UnexpectedToken', token.text);
  p.skip();
  return errorExpression(span(expression, token), [
    expression,
    {
      kind: 'CommandParameterAst',
      extent: token.extent,
      parameterName: token.parameterName ?? '',
      argument: null,
      errorPosition: token.extent,
    },
  ]);
}

function parseArrayLiteral(p: Parser, endNumber: boolean): ExpressionAst | null {
  const first = parseUnary(p, endNumber);
  if (!first) return null;
  let comma = p.peek();
  if (comma.kind !== 'Comma' || p.disableComma) return first;
  const elements = [first];
  while (comma.kind === 'Comma') {
    p.skip();
    p.skipNewlines();
    const element = parseUnary(p, true);
    if (!element) {
      p.reportIncomplete(after(comma), 'MissingExpressionAfterToken', comma.text);
      elements.push(errorExpression(comma.extent));
      break;
    }
    elements.push(element);
    comma = p.peek();
  }
  return { kind: 'ArrayLiteralAst', extent: span(first, elements[elements.length - 1]), elements };
}

/** A unary operator, a cast, or a primary, each with a postfix ++ or --; null when none is next. */
export function parseUnary(p: Parser, endNumber = false): ExpressionAst | null {
  const { tokenizer } = p;
  const oldSigned = tokenizer.allowSignedNumbers;
  const oldEndNumber = tokenizer.endNumberOnTernaryChars;
  tokenizer.allowSignedNumbers = true;
  tokenizer.endNumberOnTernaryChars = endNumber;
  // A minus that was looked at may begin a number, and a word may turn out to be one that a `?` or `:` ends.
  if (p.ungot && (p.ungot.kind === 'Minus' || (endNumber && p.ungot.kind === 'Generic'))) p.resync(p.ungot);
  const token = p.peek();
  tokenizer.allowSignedNumbers = oldSigned;
  tokenizer.endNumberOnTernaryChars = oldEndNumber;

  let expression: ExpressionAst | null;
  if (hasTrait(token.kind, TokenFlags.UnaryOperator)) {
    if (p.disableComma && token.kind === 'Comma') return null;
    p.skip();
    p.skipNewlines();
    const child = parseUnary(p, true);
    if (!child) {
      p.reportIncomplete(after(token), 'MissingExpressionAfterOperator', token.text);
      return errorExpression(token.extent);
    }
    expression =
      token.kind === 'Comma'
        ? ({ kind: 'ArrayLiteralAst', extent: span(token, child), elements: [child] } satisfies ArrayLiteralAst)
        : { kind: 'UnaryExpressionAst', extent: span(token, child), tokenKind: token.kind, child };
  } else if (token.kind === 'LBracket') {
    const result = parseCast(p, token);
    if (!result || result.final) return result?.expression ?? null;
    expression = result.expression;
  } else expression = parsePrimary(p, true);
  if (!expression) return null;
  const postfix = p.peek();
  if (postfix.kind !== 'PlusPlus' && postfix.kind !== 'MinusMinus') return expression;
  p.skip();
  return {
    kind: 'UnaryExpressionAst',
    extent: span(expression, postfix),
    tokenKind: postfix.kind === 'PlusPlus' ? 'PostfixPlusPlus' : 'PostfixMinusMinus',
    child: expression,
  };
}

function applyConstraint(attribute: Ast & { kind: 'AttributeAst' | 'TypeConstraintAst' }, child: ExpressionAst): ExpressionAst {
  const extent = span(attribute, child);
  return attribute.kind === 'TypeConstraintAst'
    ? { kind: 'ConvertExpressionAst', extent, attribute, child }
    : { kind: 'AttributedExpressionAst', extent, attribute, child };
}

/** What begins with `[`: a type, a cast, a static member, or an attribute before a variable. `final`: nothing may follow. */
function parseCast(p: Parser, token: Token): { expression: ExpressionAst; final: boolean } | null {
  const attributes = parseAttributeList(p, true);
  const last = attributes?.at(-1);
  if (!attributes || !last) return null;
  let expression: ExpressionAst | null = null;
  if (last.kind === 'AttributeAst') {
    p.skipNewlines();
    const child = parseUnary(p, true);
    if (!child) {
      p.reportIncomplete(last.extent, 'UnexpectedAttribute', last.typeName.fullName);
      return { expression: errorExpression(span(token, last), attributes), final: true };
    }
    expression = applyConstraint(last, child);
  } else {
    const operator = p.nextMemberAccess(false);
    if (operator) expression = parsePostfixOperators(p, operator, typeExpression(last));
    else {
      const next = p.peek();
      if (next.kind !== 'NewLine' && next.kind !== 'Comma') {
        const child = parseUnary(p, true);
        if (child) expression = applyConstraint(last, child);
      }
    }
    expression ??= typeExpression(last);
  }
  for (let i = attributes.length - 2; i >= 0; i--) expression = applyConstraint(attributes[i], expression);
  return { expression, final: false };
}

function typeExpression(constraint: TypeConstraintAst): ExpressionAst {
  return { kind: 'TypeExpressionAst', extent: constraint.extent, typeName: constraint.typeName };
}

/** A literal, variable, or anything in brackets, with its members if asked; null when none is next. */
export function parsePrimary(p: Parser, withMembers: boolean): ExpressionAst | null {
  const token = p.next();
  let expression: ExpressionAst;
  switch (token.kind) {
    case 'SplattedVariable':
    case 'Variable':
      expression = parseUsingVariable(p, token, withMembers);
      break;
    case 'Number':
      expression = { kind: 'ConstantExpressionAst', extent: token.extent, value: token.number ?? { type: 'Int32', value: 0 } };
      break;
    case 'HereStringExpandable':
    case 'StringExpandable':
      expression = parseExpandableString(p, token);
      break;
    case 'HereStringLiteral':
    case 'StringLiteral':
      expression = stringConstant(token.extent, token.value ?? '', stringType(token));
      break;
    case 'LParen':
      expression = parseParenthesized(p, token);
      break;
    case 'AtParen':
    case 'DollarParen':
      expression = parseSubExpression(p, token);
      break;
    case 'AtCurly':
      expression = parseHashtable(p, token);
      break;
    case 'LCurly':
      expression = parseScriptBlockExpression(p, token);
      break;
    default:
      p.unget(token);
      return null;
  }
  return withMembers ? parsePostfixOperators(p, p.nextMemberAccess(true), expression) : expression;
}

/** A variable; `$using:x` takes its members inside of the UsingExpressionAst. */
function parseUsingVariable(p: Parser, token: Token, withMembers: boolean): ExpressionAst {
  const path = token.variablePath;
  if (path?.driveName?.toLowerCase() !== 'using' || path.name === '') return variableOf(token);
  let child: ExpressionAst = variable(token.extent, makeVariablePath(path.name), token.kind === 'SplattedVariable');
  if (withMembers) child = parsePostfixOperators(p, p.nextMemberAccess(true), child);
  return { kind: 'UsingExpressionAst', extent: child.extent, subExpression: child };
}

/** `{…}` whose brace was taken. */
export function parseScriptBlockExpression(p: Parser, open: Token): ScriptBlockExpressionAst {
  const oldDisableComma = p.disableComma;
  p.disableComma = false;
  const scriptBlock = p.inMode(Mode.Command, () => {
    p.skipNewlines();
    return parseScriptBlock(p, open, false);
  });
  p.disableComma = oldDisableComma;
  return { kind: 'ScriptBlockExpressionAst', extent: scriptBlock.extent, scriptBlock };
}

/** `$(…)` or `@(…)` whose opening was taken. */
function parseSubExpression(p: Parser, open: Token): SubExpressionAst | ArrayExpressionAst {
  const traps: TrapStatementAst[] = [];
  const statements: StatementAst[] = [];
  const oldDisableComma = p.disableComma;
  p.disableComma = false;
  let list: Extent | null = null;
  const close = p.inMode(Mode.Command, () => {
    p.skipNewlines();
    list = parseStatementList(p, statements, traps);
    p.skipNewlines();
    const token = p.next();
    if (token.kind !== 'RParen') {
      p.unget(token);
      p.reportIncomplete(token.extent, 'MissingEndParenthesisInSubexpression');
    }
    return token;
  });
  p.disableComma = oldDisableComma;
  const extent = span(open, close.kind === 'RParen' ? close : (list ?? open));
  const subExpression = statementBlock(list ?? emptyExtent(), statements, traps);
  return { kind: open.kind === 'DollarParen' ? 'SubExpressionAst' : 'ArrayExpressionAst', extent, subExpression };
}

function parseParenthesized(p: Parser, open: Token): ParenExpressionAst {
  const oldDisableComma = p.disableComma;
  const old = p.tokenizer.mode;
  p.setMode(Mode.Command);
  p.disableComma = false;
  p.skipNewlines();
  let pipeline: PipelineBaseAst | null = parsePipelineChain(p);
  if (!pipeline) {
    const position = after(open);
    p.reportIncomplete(position, 'ExpectedExpression');
    pipeline = errorStatement(position);
  }
  p.skipNewlines();
  let close: Token | null = p.next();
  if (close.kind !== 'RParen') {
    p.unget(close);
    p.reportIncomplete(after(pipeline), 'MissingEndParenthesisInExpression');
    close = null;
  }
  p.disableComma = oldDisableComma;
  p.setMode(old);
  return { kind: 'ParenExpressionAst', extent: span(open, firstExtent(close, pipeline)), pipeline };
}

/** A "…" token as an expression: constant when nothing in it is expanded. */
function parseExpandableString(p: Parser, token: Token): ExpressionAst {
  return token.nestedTokens ? expandString(p, token) : stringConstant(token.extent, token.value ?? '', stringType(token));
}

/** Parses what an expandable string or bare word holds, and gives the token its nested tokens. */
export function expandString(p: Parser, token: Token): ExpandableStringExpressionAst {
  const nestedExpressions: ExpressionAst[] = [];
  const nestedTokens: Token[] = [];
  for (const inner of token.nestedTokens ?? []) {
    if (!inner.unscanned) {
      nestedExpressions.push(parseUsingVariable(p, inner, false));
      nestedTokens.push(inner);
      continue;
    }
    const saved = p.tokenizer.startNestedScan(inner);
    const expression = parsePrimary(p, true);
    nestedExpressions.push(expression ?? errorExpression(inner.extent));
    nestedTokens.push(...(p.tokenizer.tokenList ?? []));
    p.ungot = null;
    p.tokenizer.finishNestedScan(saved);
  }
  token.nestedTokens = nestedTokens;
  return {
    kind: 'ExpandableStringExpressionAst',
    extent: token.extent,
    value: token.value ?? '',
    stringConstantType: stringType(token),
    nestedExpressions,
    parts: token.parts ?? [],
  };
}

/** Attributes, type constraints, and parameter lists (Parser.cs). */
import type { AttributeAst, ExpressionAst, NamedAttributeArgumentAst, ParamBlockAst, ParameterAst, TypeConstraintAst } from './ast.ts';
import { after, before, firstExtent, span } from './extents.ts';
import { errorExpression, variable, variableOf } from './nodes.ts';
import { parseExpression, simpleName } from './parseExpressions.ts';
import type { Parser } from './parser.ts';
import { parseTypeName } from './parseTypes.ts';
import type { Extent, Token } from './token.ts';
import { kindText, TokenFlags } from './token.ts';
import { Mode } from './tokenizer.ts';

export type AttributeBaseAst = AttributeAst | TypeConstraintAst;

/** `[A()] [type] …`, or null. In an expression, line ends may follow an attribute, but not a type. */
export function parseAttributeList(p: Parser, inExpression: boolean): AttributeBaseAst[] | null {
  const attributes: AttributeBaseAst[] = [];
  for (let attribute = parseAttribute(p); attribute; attribute = parseAttribute(p)) {
    attributes.push(attribute);
    if (!inExpression || attribute.kind === 'AttributeAst') p.skipNewlines();
  }
  return attributes.length > 0 ? attributes : null;
}

/** One `[…]`: an attribute when it has parentheses, else a type; null, with nothing taken, when it is neither. */
export function parseAttribute(p: Parser): AttributeBaseAst | null {
  const bracket = p.nextLeftBracket();
  if (!bracket) return null;
  p.skipNewlines();
  const name = parseTypeName(p, true);
  if (!name) {
    p.resync(bracket);
    p.reportIncomplete(after(bracket), 'MissingTypename');
    return null;
  }
  const token = p.next();
  if (token.kind === 'LParen') return parseArguments(p, bracket, name, token);
  let end: Token | null = token;
  if (token.kind !== 'RBracket') {
    p.unget(token);
    p.report(before(token), 'EndSquareBracketExpectedAtEndOfAttribute');
    end = null;
  }
  return { kind: 'TypeConstraintAst', extent: span(bracket, firstExtent(end, name.type)), typeName: name.type };
}

function parseArguments(p: Parser, bracket: Token, name: NonNullable<ReturnType<typeof parseTypeName>>, paren: Token): AttributeAst {
  p.skipNewlines();
  const positionalArguments: ExpressionAst[] = [];
  const namedArguments: NamedAttributeArgumentAst[] = [];
  const last = p.inMode(Mode.Expression, () => parseArgumentList(p, positionalArguments, namedArguments, paren.extent));
  p.skipNewlines();
  let closing: Token | null = p.next();
  if (closing.kind !== 'RParen') {
    p.unget(closing);
    closing = null;
    p.reportIncomplete(after(last), 'MissingEndParenthesisInExpression');
  }
  p.skipNewlines();
  let end: Token | null = p.next();
  if (end.kind !== 'RBracket') {
    p.unget(end);
    end = null;
    // One error is enough.
    if (closing) p.reportIncomplete(after(closing), 'EndSquareBracketExpectedAtEndOfAttribute');
  }
  name.token.flags |= TokenFlags.AttributeName;
  const extent = span(bracket, firstExtent(end, closing, last));
  return { kind: 'AttributeAst', extent, typeName: name.type, positionalArguments, namedArguments };
}

/** The arguments between an attribute's parentheses; gives the extent of what was read last. */
function parseArgumentList(
  p: Parser,
  positionalArguments: ExpressionAst[],
  namedArguments: NamedAttributeArgumentAst[],
  start: Extent,
): Extent {
  const oldDisableComma = p.disableComma;
  const seen = new Set<string>();
  let last = start;
  let comma: Token | null = null;
  p.disableComma = true;
  for (;;) {
    p.skipNewlines();
    const name = simpleName(p);
    let argument: ExpressionAst | null = null;
    let expressionOmitted = false;
    if (name) {
      const equals = p.peek();
      if (equals.kind === 'Equals') {
        p.skip();
        p.skipNewlines();
        argument = parseExpression(p);
        if (!argument) {
          const position = after(equals);
          p.reportIncomplete(position, 'MissingExpressionInNamedArgument');
          argument = errorExpression(position);
          p.syncOnError(true, 'Comma', 'RParen', 'RBracket', 'NewLine');
        }
        last = argument.extent;
      } else {
        argument = { kind: 'ConstantExpressionAst', extent: name.extent, value: { type: 'Boolean', value: true } };
        expressionOmitted = true;
      }
      if (seen.has(name.value)) p.report(name.extent, 'DuplicateNamedArgument', name.value);
      else {
        namedArguments.push({
          kind: 'NamedAttributeArgumentAst',
          extent: span(name, argument),
          argumentName: name.value,
          argument,
          expressionOmitted,
        });
      }
    } else {
      argument = parseExpression(p);
      if (argument) {
        positionalArguments.push(argument);
        last = argument.extent;
      } else if (comma) {
        last = after(comma);
        p.reportIncomplete(last, 'MissingExpressionAfterToken', kindText(comma.kind));
        positionalArguments.push(errorExpression(last));
      }
    }
    p.skipNewlines();
    comma = p.peek();
    if (comma.kind !== 'Comma') break;
    last = comma.extent;
    p.skip();
  }
  p.disableComma = oldDisableComma;
  return last;
}

/** `[…] param (…)` at the start of a script block, or null; the caller sets the position back then. */
export function parseParamBlock(p: Parser): ParamBlockAst | null {
  p.skipNewlines();
  const candidates = parseAttributeList(p, false);
  p.skipNewlines();
  const param = p.peek();
  if (param.kind !== 'Param') return null;
  p.skip();
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== 'LParen') {
    p.unget(open);
    return null;
  }
  const parameters = parseParameterList(p);
  p.skipNewlines();
  const close = p.next();
  let end = close.extent;
  if (close.kind !== 'RParen') {
    p.unget(close);
    end = before(close);
    p.reportIncomplete(after(parameters.at(-1) ?? open), 'MissingEndParenthesisInFunctionParameterList');
  }
  const attributes: AttributeAst[] = [];
  for (const attribute of candidates ?? []) {
    if (attribute.kind === 'AttributeAst') attributes.push(attribute);
    else p.report(attribute.extent, 'TypeNotAllowedBeforeParam', attribute.typeName.fullName);
  }
  return { kind: 'ParamBlockAst', extent: span(param, end), attributes, parameters };
}

/** Parameters, separated by commas, of param() and of a function's or method's own list. */
export function parseParameterList(p: Parser): ParameterAst[] {
  const parameters: ParameterAst[] = [];
  let comma: Token | null = null;
  for (;;) {
    const parameter = parseParameter(p);
    if (!parameter) {
      if (comma) p.reportIncomplete(after(comma), 'MissingExpressionAfterToken', kindText(comma.kind));
      return parameters;
    }
    parameters.push(parameter);
    p.skipNewlines();
    comma = p.peek();
    if (comma.kind !== 'Comma') return parameters;
    p.skip();
  }
}

function parseParameter(p: Parser): ParameterAst | null {
  const oldDisableComma = p.disableComma;
  p.disableComma = true;
  const parameter = p.inMode(Mode.Expression, () => parseParameterInside(p));
  p.disableComma = oldDisableComma;
  return parameter;
}

function parseParameterInside(p: Parser): ParameterAst | null {
  p.skipNewlines();
  const attributes = parseAttributeList(p, false);
  p.skipNewlines();
  const token = p.next();
  if (token.kind !== 'Variable' && token.kind !== 'SplattedVariable') {
    p.unget(token);
    const last = attributes?.at(-1);
    if (!attributes || !last) return null;
    p.reportIncomplete(after(last), 'InvalidFunctionParameter');
    // Go on behind the list.
    p.syncOnError(true, 'RParen');
    const extent = span(attributes[0], last);
    return { kind: 'ParameterAst', extent, attributes, name: variable(extent, '__error__'), defaultValue: null };
  }
  p.skipNewlines();
  const equals = p.peek();
  let defaultValue: ExpressionAst | null = null;
  if (equals.kind === 'Equals') {
    p.skip();
    p.skipNewlines();
    defaultValue = parseExpression(p);
    if (!defaultValue) p.reportIncomplete(after(equals), 'MissingExpressionAfterToken', kindText(equals.kind));
  }
  return {
    kind: 'ParameterAst',
    extent: span(attributes?.[0] ?? token, defaultValue ?? token),
    attributes: attributes ?? [],
    name: variableOf(token),
    defaultValue,
  };
}

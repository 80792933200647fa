/** Classes and enums (Parser.cs ClassDefinitionRule, ClassMemberRule, EnumDefinitionRule, MethodDeclarationRule). */
import type {
  Ast,
  AttributeAst,
  BaseCtorInvokeMemberExpressionAst,
  CommandExpressionAst,
  ErrorStatementAst,
  ExpressionAst,
  FunctionDefinitionAst,
  FunctionMemberAst,
  PropertyMemberAst,
  StatementAst,
  TypeConstraintAst,
  TypeDefinitionAst,
} from './ast.ts';
import { after, emptyExtent, firstExtent, span } from './extents.ts';
import { canUnderlieEnum } from './knownTypes.ts';
import { errorStatement, nested, stringConstant, variable } from './nodes.ts';
import type { AttributeBaseAst } from './parseAttributes.ts';
import { parseAttribute } from './parseAttributes.ts';
import { parseScriptBlock } from './parseBlocks.ts';
import { parseExpression, simpleName, simpleNameToken } from './parseExpressions.ts';
import { functionDefinition, parseFunctionParameters } from './parseFunctions.ts';
import { parseCallArguments } from './parseMembers.ts';
import type { Parser } from './parser.ts';
import { parseTypeName } from './parseTypes.ts';
import type { Extent, Token } from './token.ts';
import { kindText, TokenFlags } from './token.ts';
import { Mode } from './tokenizer.ts';

type MemberAst = PropertyMemberAst | FunctionMemberAst;

function typeDefinition(
  extent: Extent,
  name: string,
  attributes: AttributeBaseAst[] | null,
  members: MemberAst[],
  baseTypes: TypeConstraintAst[],
  isClass: boolean,
): TypeDefinitionAst {
  return {
    kind: 'TypeDefinitionAst',
    extent,
    name,
    attributes: (attributes ?? []).filter((attribute) => attribute.kind === 'AttributeAst'),
    baseTypes,
    members,
    isClass,
    isEnum: !isClass,
    isInterface: false,
  };
}

function constraintsIn(attributes: AttributeBaseAst[] | null): TypeConstraintAst[] {
  return (attributes ?? []).filter((attribute) => attribute.kind === 'TypeConstraintAst');
}

function typeConstraint(type: TypeConstraintAst['typeName']): TypeConstraintAst {
  return { kind: 'TypeConstraintAst', extent: type.extent, typeName: type };
}

export function parseClass(p: Parser, attributes: AttributeBaseAst[] | null, keyword: Token): StatementAst {
  p.skipNewlines();
  const nameToken = simpleNameToken(p);
  if (!nameToken) {
    p.reportIncomplete(after(keyword), 'MissingNameAfterKeyword', keyword.text);
    return errorStatement(keyword.extent);
  }
  nameToken.flags = (nameToken.flags & ~TokenFlags.MemberName) | TokenFlags.TypeName;
  p.skipNewlines();
  return p.inMode(Mode.Signature, () => parseClassBody(p, attributes, keyword, nameToken));
}

function parseBaseTypes(p: Parser): TypeConstraintAst[] {
  const baseTypes: TypeConstraintAst[] = [];
  const colon = p.peek();
  if (colon.kind !== 'Colon') return baseTypes;
  p.skip();
  p.skipNewlines();
  let comma: Token | null = null;
  for (;;) {
    const name = parseTypeName(p, false);
    if (!name) {
      p.reportIncomplete(after(comma ?? colon), 'TypeNameExpected');
      return baseTypes;
    }
    baseTypes.push(typeConstraint(name.type));
    p.skipNewlines();
    comma = p.peek();
    if (comma.kind !== 'Comma') return baseTypes;
    p.skip();
    p.skipNewlines();
  }
}

function parseClassBody(p: Parser, attributes: AttributeBaseAst[] | null, keyword: Token, nameToken: Token): StatementAst {
  const baseTypes = parseBaseTypes(p);
  const open = p.next();
  if (open.kind !== 'LCurly') {
    p.unget(open);
    const last = baseTypes.at(-1) ?? nameToken;
    p.reportIncomplete(after(last), 'MissingTypeBody', kindText(keyword.kind));
    return errorStatement(span(keyword, last), nested(baseTypes));
  }
  let last = open.extent;
  const members: MemberAst[] = [];
  const errors: Ast[] = [];
  for (;;) {
    const result = parseClassMember(p, nameToken.text);
    if (!result) break;
    if (result.member) {
      members.push(result.member);
      last = result.member.extent;
    }
    if (result.errors.length > 0) {
      errors.push(...result.errors);
      last = result.errors[result.errors.length - 1].extent;
    }
  }
  const close = p.next();
  if (close.kind === 'RCurly') last = close.extent;
  else {
    p.unget(close);
    p.reportDetected(after(open), close.extent, 'MissingEndCurlyBrace');
  }
  const extent = span(attributes?.[0] ?? keyword, last);
  const definition = typeDefinition(extent, nameToken.text, attributes, members, baseTypes, true);
  const constraints = constraintsIn(attributes);
  if (constraints.length > 0) errors.push(...constraints, definition);
  return errors.length > 0 ? errorStatement(extent, errors) : definition;
}

/** Attributes and modifiers read before a member's name. */
interface MemberHead {
  start: Extent;
  attributes: AttributeAst[];
  type: TypeConstraintAst | null;
  isStatic: boolean;
  isHidden: boolean;
  /** Extent of the attribute or modifier read last. */
  last: Extent | null;
  token: Token;
}

function parseMemberHead(p: Parser): MemberHead {
  const attributes: AttributeAst[] = [];
  let start: Extent | null = null;
  let type: TypeConstraintAst | null = null;
  let isStatic = false;
  let isHidden = false;
  let last: Extent | null = null;
  for (;;) {
    p.skipNewlines();
    const attribute = parseAttribute(p);
    if (attribute) {
      last = attribute.extent;
      start ??= attribute.extent;
      if (attribute.kind === 'AttributeAst') attributes.push(attribute);
      else if (!type) type = attribute;
      else p.report(attribute.extent, 'TooManyTypes');
      continue;
    }
    const token = p.peek();
    start ??= token.extent;
    if (token.kind !== 'Hidden' && token.kind !== 'Static') return { start, attributes, type, isStatic, isHidden, last, token };
    if (token.kind === 'Hidden' ? isHidden : isStatic) p.report(token.extent, 'DuplicateQualifier', token.text);
    if (token.kind === 'Hidden') isHidden = true;
    else isStatic = true;
    last = token.extent;
    p.skip();
  }
}

/** A property or method; null at the end of the members. After an error, `errors` holds what was read of one. */
function parseClassMember(p: Parser, className: string): { member: MemberAst | null; errors: Ast[] } | null {
  const head = parseMemberHead(p);
  const { token } = head;
  const read = (): Ast[] => nested(head.attributes, head.type) ?? [];
  if (token.kind === 'Variable') {
    p.skip();
    const member = parseProperty(p, head, token);
    if (member.name !== '') return { member, errors: [] };
    const errors = nested(head.attributes, head.type, member.initialValue);
    return errors && { member: null, errors };
  }
  if (token.kind === 'Identifier' || (token.flags & TokenFlags.Keyword) !== 0) {
    // Keywords are plain names here.
    token.flags = 0;
    p.skip();
    const definition = parseMethod(p, token, className, head.isStatic);
    if (definition.kind === 'ErrorStatementAst') {
      p.syncOnError(false, 'RCurly');
      const errors = read();
      return errors.length > 0 ? { member: null, errors } : null;
    }
    const member: FunctionMemberAst = {
      kind: 'FunctionMemberAst',
      extent: span(head.start, definition),
      name: definition.name,
      attributes: head.attributes,
      returnType: head.type,
      functionDefinition: definition,
      isConstructor: definition.name.toLowerCase() === className.toLowerCase(),
      isPublic: true,
      isPrivate: false,
      isStatic: head.isStatic,
      isHidden: head.isHidden,
    };
    return { member, errors: [] };
  }
  if (!head.last) return null;
  p.reportIncomplete(after(head.last), 'IncompleteMemberDefinition');
  const errors = read();
  return errors.length > 0 ? { member: null, errors } : null;
}

function property(
  extent: Extent,
  name: string,
  head: { type: TypeConstraintAst | null; attributes: AttributeAst[]; isStatic: boolean; isHidden: boolean },
  initialValue: ExpressionAst | null,
  isLiteral: boolean,
): PropertyMemberAst {
  return {
    kind: 'PropertyMemberAst',
    extent,
    name,
    propertyType: head.type,
    attributes: head.attributes,
    initialValue,
    isLiteral,
    isPublic: true,
    isPrivate: false,
    isStatic: head.isStatic,
    isHidden: head.isHidden,
  };
}

/** Checks that a property ends, and skips its end; gives the extent of what belongs to it. */
function finishProperty(p: Parser, end: Extent, report: boolean): Extent {
  const terminator = p.peek();
  if (terminator.kind !== 'NewLine' && terminator.kind !== 'Semi' && terminator.kind !== 'RCurly' && report) {
    p.reportIncomplete(after(end), 'MissingPropertyTerminator');
  }
  p.skipNewlinesAndSemicolons();
  return terminator.kind === 'Semi' ? terminator.extent : end;
}

function parseProperty(p: Parser, head: MemberHead, token: Token): PropertyMemberAst {
  let initialValue: ExpressionAst | null = null;
  if (p.peek().kind === 'Equals') {
    p.skip();
    p.skipNewlines();
    initialValue = parseExpression(p);
  }
  const end = finishProperty(p, (initialValue ?? token).extent, true);
  return property(span(head.start, end), token.variablePath?.name ?? '', head, initialValue, false);
}

/** A method from behind its name, which is a token with plain text. */
function parseMethod(p: Parser, name: Token, className: string, isStatic: boolean): FunctionDefinitionAst | ErrorStatementAst {
  let errorEnd: Extent | null = null;
  let parameters: FunctionDefinitionAst['parameters'] = null;
  let close: Token | null = null;
  if (p.peek().kind === 'LParen') ({ parameters, close, errorEnd } = parseFunctionParameters(p));
  else p.reportIncomplete(after(name), 'MissingMethodParameterList');
  let baseCall: StatementAst | undefined;
  if (name.text.toLowerCase() === className.toLowerCase() && !isStatic) {
    p.skipNewlines();
    const base = p.inMode(Mode.Signature, () => parseBaseCall(p));
    errorEnd = base.errorEnd ?? errorEnd;
    baseCall = base.statement;
  }
  const open = p.next();
  if (open.kind !== 'LCurly') {
    p.unget(open);
    if (!errorEnd) {
      errorEnd = firstExtent(close, name);
      p.reportIncomplete(after(errorEnd), 'MissingFunctionBody');
    }
  }
  if (errorEnd) return errorStatement(span(name, errorEnd), nested(parameters));
  return p.inMode(Mode.Command, () => {
    const body = parseScriptBlock(p, open, false, baseCall);
    return functionDefinition(span(name, body), name, parameters, body);
  });
}

/** A constructor's `: base(…)`; without one the base's constructor is called all the same, from nowhere in the text. */
function parseBaseCall(p: Parser): { statement: CommandExpressionAst; errorEnd: Extent | null } {
  let errorEnd: Extent | null = null;
  let keyword = emptyExtent();
  let extent = emptyExtent();
  let args: ExpressionAst[] = [];
  const colon = p.peek();
  if (colon.kind === 'Colon') {
    p.skip();
    p.skipNewlines();
    const base = p.peek();
    if (base.kind === 'Base') {
      p.skip();
      p.skipNewlines();
      const open = p.peek();
      if (open.kind === 'LParen') {
        p.skip();
        const call = parseCallArguments(p, open);
        args = call.args;
        keyword = base.extent;
        extent = span(base, call.last);
        p.skipNewlines();
      } else {
        errorEnd = base.extent;
        p.reportIncomplete(after(base), 'MissingMethodParameterList');
      }
    } else {
      errorEnd = colon.extent;
      p.reportIncomplete(after(colon), 'MissingBaseCtorCall');
    }
  }
  const expression: BaseCtorInvokeMemberExpressionAst = {
    kind: 'BaseCtorInvokeMemberExpressionAst',
    extent,
    expression: variable(keyword, 'this'),
    member: stringConstant(keyword, '.ctor', 'BareWord'),
    static: false,
    nullConditional: false,
    genericTypeArguments: null,
    arguments: args.length > 0 ? args : null,
  };
  return { statement: { kind: 'CommandExpressionAst', extent, expression, redirections: [] }, errorEnd };
}

export function parseEnum(p: Parser, attributes: AttributeBaseAst[] | null, keyword: Token): StatementAst {
  p.skipNewlines();
  const name = simpleName(p);
  if (!name) {
    p.reportIncomplete(after(keyword), 'MissingNameAfterKeyword', keyword.text);
    return errorStatement(keyword.extent);
  }
  return p.inMode(Mode.Signature, () => {
    const baseTypes: TypeConstraintAst[] = [];
    const colon = p.peek();
    if (colon.kind === 'Colon') {
      p.skip();
      p.skipNewlines();
      const type = parseTypeName(p, false)?.type;
      if (!type) p.reportIncomplete(after(colon), 'TypeNameExpected');
      else {
        if (!canUnderlieEnum(type, p.host)) p.report(type.extent, 'InvalidUnderlyingType', type.name);
        baseTypes.push(typeConstraint(type));
      }
    }
    p.skipNewlines();
    const open = p.next();
    if (open.kind !== 'LCurly') {
      p.unget(open);
      p.reportIncomplete(after(name), 'MissingTypeBody', kindText(keyword.kind));
      return errorStatement(span(keyword, name));
    }
    const members: MemberAst[] = [];
    for (let member = parseEnumMember(p); member; member = parseEnumMember(p)) members.push(member);
    const close = p.next();
    if (close.kind !== 'RCurly') {
      p.unget(close);
      p.reportDetected(after(open), close.extent, 'MissingEndCurlyBrace');
    }
    const start = (attributes?.[0] ?? keyword).extent;
    const definition = typeDefinition(span(start, close), name.value, attributes, members, baseTypes, false);
    const constraints = constraintsIn(attributes);
    return constraints.length > 0 ? errorStatement(start, [...constraints, definition]) : definition;
  });
}

function parseEnumMember(p: Parser): PropertyMemberAst | null {
  p.skipNewlines();
  const name = simpleName(p);
  if (!name) return null;
  let end = name.extent;
  let initialValue: ExpressionAst | null = null;
  let missing = false;
  p.inMode(Mode.Expression, () => {
    const equals = p.peek();
    if (equals.kind !== 'Equals') return;
    p.skip();
    initialValue = parseExpression(p);
    missing = !initialValue;
    if (missing) p.report(after(equals), 'ExpectedValueExpression', kindText(equals.kind));
    end = (initialValue ?? equals).extent;
  });
  end = finishProperty(p, end, !missing);
  const head = { type: null, attributes: [], isStatic: true, isHidden: false };
  return property(span(name, end), name.value, head, initialValue, true);
}

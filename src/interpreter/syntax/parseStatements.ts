/** Statements: which rule reads one, and the small ones (Parser.cs StatementRule and below). Loops, classes and so on have files of their own. */
import type {
  Ast,
  CatchClauseAst,
  ErrorStatementAst,
  ExpressionAst,
  IfStatementAst,
  PipelineBaseAst,
  StatementAst,
  StatementBlockAst,
  TypeConstraintAst,
} from './ast.ts';
import { after, before, firstExtent, span } from './extents.ts';
import { errorStatement, nested } from './nodes.ts';
import type { AttributeBaseAst } from './parseAttributes.ts';
import { parseAttribute, parseAttributeList } from './parseAttributes.ts';
import { parseStatementBlock } from './parseBlocks.ts';
import { parseClass, parseEnum } from './parseClasses.ts';
import { ArgumentContext, parseSingleArgument } from './parseCommands.ts';
import { parseConfiguration } from './parseConfiguration.ts';
import { parseLabelOrKey, simpleName } from './parseExpressions.ts';
import { parseFunction } from './parseFunctions.ts';
import { parseDo, parseFor, parseForeach, parseSwitch, parseWhile } from './parseLoops.ts';
import { parsePipelineChain } from './parsePipelines.ts';
import type { Parser } from './parser.ts';
import { parseUsingStatement } from './parseUsing.ts';
import type { Extent, Token } from './token.ts';
import { kindText, TokenFlags } from './token.ts';

/** A statement, or null when none is next. */
export function parseStatement(p: Parser): StatementAst | null {
  let token = p.next();
  let attributes: AttributeBaseAst[] | null = null;
  const start = token.extent.start;
  if (token.kind === 'Generic' && token.text[0] === '[') {
    // `[A()] class C {}`, or an expression that begins with a type.
    p.resync(token);
    attributes = parseAttributeList(p, false);
    token = p.next();
    if (attributes) {
      if ((token.flags & TokenFlags.StatementDoesntSupportAttributes) !== 0) {
        if (attributes.some((attribute) => attribute.kind === 'TypeConstraintAst')) {
          p.resync(start);
          token = p.next();
        } else p.report(attributes[0].extent, 'UnexpectedAttribute', attributes[0].typeName.fullName);
      } else if ((token.flags & TokenFlags.Keyword) !== 0) {
        const type = attributes.find((attribute) => attribute.kind === 'TypeConstraintAst');
        if (type) p.report(type.extent, 'TypeNotAllowedBeforeStatement', type.typeName.fullName);
      } else {
        p.resync(start);
        token = p.next();
      }
    }
  }
  switch (token.kind) {
    case 'If':
      return parseIf(p, token);
    case 'Switch':
      return parseSwitch(p, null, token);
    case 'Foreach':
      return parseForeach(p, null, token);
    case 'For':
      return parseFor(p, null, token);
    case 'While':
      return parseWhile(p, null, token);
    case 'Do':
      return parseDo(p, null, token);
    case 'Function':
    case 'Filter':
    case 'Workflow':
      return parseFunction(p, token);
    case 'Return':
    case 'Throw':
    case 'Exit':
      return parseWithPipeline(p, token);
    case 'Break':
    case 'Continue':
      return parseBreakOrContinue(p, token);
    case 'Trap':
      return parseTrap(p, token);
    case 'Try':
      return parseTry(p, token);
    case 'Data':
      return parseData(p, token);
    case 'Parallel':
    case 'Sequence':
      return parseBlockStatement(p, token);
    case 'Configuration':
      return parseConfiguration(p, token);
    case 'From':
    case 'Define':
    case 'Var':
      p.report(token.extent, 'ReservedKeywordNotAllowed', kindText(token.kind));
      return errorStatement(token.extent);
    case 'Label':
      p.skipNewlines();
      return parseLabeled(p, token);
    case 'EndOfInput':
      if (attributes) break;
      p.unget(token);
      return null;
    case 'Else':
    case 'ElseIf':
    case 'Catch':
    case 'Until':
      // After an error these may be the rest of a statement that was not recognised.
      if (p.errors.length === 0) break;
      p.skipNewlines();
      return parseStatement(p);
    case 'Class':
      p.sawTypeDefinition = true;
      return parseClass(p, attributes, token);
    case 'Enum':
      p.sawTypeDefinition = true;
      return parseEnum(p, attributes, token);
    case 'Using': {
      const statement = parseUsingStatement(p, token);
      p.report(statement.extent, 'UsingMustBeAtStartOfScript');
      return statement;
    }
  }
  if (attributes) p.resync(start);
  else p.unget(token);
  return parsePipelineChain(p);
}

function parseLabeled(p: Parser, label: Token): StatementAst | null {
  const token = p.next();
  switch (token.kind) {
    case 'Switch':
      return parseSwitch(p, label, token);
    case 'Foreach':
      return parseForeach(p, label, token);
    case 'For':
      return parseFor(p, label, token);
    case 'While':
      return parseWhile(p, label, token);
    case 'Do':
      return parseDo(p, label, token);
    default:
      p.resync(label);
      return parsePipelineChain(p);
  }
}

function parseBreakOrContinue(p: Parser, token: Token): StatementAst {
  const label = parseLabelOrKey(p);
  const extent = label ? span(token, label) : token.extent;
  return { kind: token.kind === 'Break' ? 'BreakStatementAst' : 'ContinueStatementAst', extent, label };
}

/** return, throw, exit. */
function parseWithPipeline(p: Parser, token: Token): StatementAst {
  const pipeline = parsePipelineChain(p);
  const extent = pipeline ? span(token, pipeline) : token.extent;
  if (token.kind === 'Throw') return { kind: 'ThrowStatementAst', extent, pipeline, isRethrow: !pipeline && p.catchDepth > 0 };
  return { kind: token.kind === 'Return' ? 'ReturnStatementAst' : 'ExitStatementAst', extent, pipeline };
}

function parseBlockStatement(p: Parser, token: Token): StatementAst {
  const body = parseStatementBlock(p);
  if (body) return { kind: 'BlockStatementAst', extent: span(token, body), kindToken: token, body };
  p.reportIncomplete(after(token), 'MissingStatementAfterKeyword', token.text);
  return errorStatement(token.extent);
}

function parseIf(p: Parser, ifToken: Token): IfStatementAst | ErrorStatementAst {
  const clauses: IfStatementAst['clauses'] = [];
  const parts: Ast[] = [];
  let elseClause: StatementBlockAst | null = null;
  let keyword = ifToken;
  const fail = (end: Extent): ErrorStatementAst => errorStatement(span(ifToken, end), nested(parts));
  for (;;) {
    p.skipNewlines();
    const open = p.next();
    if (open.kind !== 'LParen') {
      p.unget(open);
      p.reportIncomplete(after(keyword), 'MissingOpenParenthesisInIfStatement', keyword.text);
      return fail(keyword.extent);
    }
    p.skipNewlines();
    let condition: PipelineBaseAst | null = parsePipelineChain(p);
    if (condition) parts.push(condition);
    else {
      const position = after(open);
      p.reportIncomplete(position, 'IfStatementMissingCondition', keyword.text);
      condition = errorStatement(position);
    }
    p.skipNewlines();
    const close = p.next();
    if (close.kind !== 'RParen') {
      p.unget(close);
      if (condition.kind !== 'ErrorStatementAst') p.reportIncomplete(close.extent, 'MissingEndParenthesisAfterStatement', keyword.text);
      return fail(before(close));
    }
    p.skipNewlines();
    const body = parseStatementBlock(p);
    if (!body) {
      p.reportIncomplete(close.extent, 'MissingStatementBlock', keyword.text);
      return fail(close.extent);
    }
    parts.push(body);
    clauses.push({ item1: condition, item2: body });
    const point: number = p.ungot ? p.ungot.extent.start : p.tokenizer.restorePoint();
    p.skipNewlines();
    keyword = p.peek();
    if (keyword.kind === 'ElseIf') {
      p.skip();
      continue;
    }
    if (keyword.kind === 'Else') {
      p.skip();
      p.skipNewlines();
      elseClause = parseStatementBlock(p);
      if (!elseClause) {
        p.reportIncomplete(after(keyword), 'MissingStatementBlockAfterElse');
        return fail(keyword.extent);
      }
    } else p.resync(point);
    const end = elseClause ?? body;
    return { kind: 'IfStatementAst', extent: span(ifToken, end), clauses, elseClause };
  }
}

function parseTrap(p: Parser, token: Token): StatementAst {
  const point = p.tokenizer.restorePoint();
  p.skipNewlines();
  const attribute = parseAttribute(p);
  const trapType = attribute?.kind === 'TypeConstraintAst' ? attribute : null;
  if (attribute && !trapType) p.resync(point);
  const body = parseStatementBlock(p);
  if (body) return { kind: 'TrapStatementAst', extent: span(token, body), trapType, body };
  const end = firstExtent(trapType, token);
  p.reportIncomplete(after(end), 'MissingTrapStatement');
  return errorStatement(span(token, end), nested(trapType));
}

/** What try's clauses leave for the case of an error. */
interface TryErrors {
  end: Extent | null;
  types: TypeConstraintAst[] | null;
}

function parseCatch(p: Parser, errors: TryErrors): CatchClauseAst | null {
  p.skipNewlines();
  const token = p.next();
  if (token.kind !== 'Catch') {
    p.unget(token);
    return null;
  }
  const catchTypes: TypeConstraintAst[] = [];
  let comma: Token | null = null;
  for (;;) {
    const point = p.tokenizer.restorePoint();
    p.skipNewlines();
    const attribute = parseAttribute(p);
    if (!attribute) {
      if (comma) {
        errors.end = comma.extent;
        p.reportIncomplete(after(comma), 'MissingTypeLiteralToken');
      }
      break;
    }
    if (attribute.kind === 'AttributeAst') {
      p.resync(point);
      break;
    }
    catchTypes.push(attribute);
    p.skipNewlines();
    comma = p.peek();
    if (comma.kind !== 'Comma') break;
    p.skip();
  }
  p.catchDepth++;
  const body = parseStatementBlock(p);
  p.catchDepth--;
  if (body) return { kind: 'CatchClauseAst', extent: span(token, body), catchTypes, isCatchAll: catchTypes.length === 0, body };
  if (!comma || errors.end !== comma.extent) {
    errors.end = (catchTypes.at(-1) ?? token).extent;
    p.reportIncomplete(after(errors.end), 'MissingCatchHandlerBlock');
  }
  if (catchTypes.length > 0) errors.types = [...(errors.types ?? []), ...catchTypes];
  return null;
}

function parseTry(p: Parser, token: Token): StatementAst {
  p.skipNewlines();
  const body = parseStatementBlock(p);
  if (!body) {
    p.reportIncomplete(after(token), 'MissingTryStatementBlock');
    return errorStatement(token.extent);
  }
  const errors: TryErrors = { end: null, types: null };
  const catchClauses: CatchClauseAst[] = [];
  for (let clause = parseCatch(p, errors); clause; clause = parseCatch(p, errors)) catchClauses.push(clause);
  p.skipNewlines();
  const finallyToken = p.peek();
  let finallyBlock: StatementBlockAst | null = null;
  if (finallyToken.kind === 'Finally') {
    p.skip();
    finallyBlock = parseStatementBlock(p);
    if (!finallyBlock) {
      errors.end = finallyToken.extent;
      p.reportIncomplete(after(finallyToken), 'MissingFinallyStatementBlock', kindText(finallyToken.kind));
    }
  }
  if (catchClauses.length === 0 && !finallyBlock && !errors.end) {
    errors.end = body.extent;
    p.reportIncomplete(after(body), 'MissingCatchOrFinally');
  }
  if (errors.end) return errorStatement(span(token, errors.end), nested(body, catchClauses, errors.types));
  const last = finallyBlock ?? catchClauses[catchClauses.length - 1];
  return { kind: 'TryStatementAst', extent: span(token, last), body, catchClauses, finally: finallyBlock };
}

function parseData(p: Parser, token: Token): StatementAst {
  p.skipNewlines();
  const name = simpleName(p);
  p.skipNewlines();
  const parameter = p.peek();
  let end: Extent | null = null;
  let commandsAllowed: ExpressionAst[] | null = null;
  if (parameter.kind === 'Parameter') {
    p.skip();
    if (!p.isParameter(parameter, 'supportedcommand')) {
      end = parameter.extent;
      p.report(end, 'InvalidParameterForDataSectionStatement', parameter.parameterName);
    }
    commandsAllowed = [];
    let comma: Token | null = null;
    for (;;) {
      p.skipNewlines();
      const command = parseSingleArgument(p, ArgumentContext.CommandName);
      if (!command) {
        if (!end) p.reportIncomplete(after(comma ?? parameter), 'MissingValueForSupportedCommandInDataSectionStatement');
        // The extent is the comma's own only where there was one; a missing first value ends at the parameter.
        end = (comma ?? parameter).extent;
        break;
      }
      commandsAllowed.push(command);
      comma = p.peek();
      if (comma.kind !== 'Comma') break;
      p.skip();
    }
  }
  if (!end) {
    const body = parseStatementBlock(p);
    if (body) {
      return {
        kind: 'DataStatementAst',
        extent: span(token, body),
        variable: name?.value ?? null,
        commandsAllowed: commandsAllowed ?? [],
        body,
      };
    }
    end = commandsAllowed ? commandsAllowed[commandsAllowed.length - 1].extent : firstExtent(name, token);
    p.reportIncomplete(after(end), 'MissingStatementBlockForDataSection');
  }
  return errorStatement(span(token, end), nested(commandsAllowed));
}

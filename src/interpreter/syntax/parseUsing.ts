/** `using` statements (Parser.cs UsingStatementRule). What they name is resolved later. */
import type { ErrorStatementAst, ExpressionAst, HashtableAst, StringConstantExpressionAst, UsingStatementAst } from './ast.ts';
import { after, firstExtent, span } from './extents.ts';
import { errorStatement, nested } from './nodes.ts';
import { ArgumentContext, parseArgument } from './parseCommands.ts';
import type { Parser } from './parser.ts';
import type { Extent, Token } from './token.ts';

type Kind = UsingStatementAst['usingStatementKind'];

function usingStatement(
  extent: Extent,
  usingStatementKind: Kind,
  name: StringConstantExpressionAst | null,
  alias: StringConstantExpressionAst | null = null,
  moduleSpecification: HashtableAst | null = null,
): UsingStatementAst {
  return { kind: 'UsingStatementAst', extent, usingStatementKind, name, alias, moduleSpecification };
}

function requireTerminator(p: Parser): void {
  const token = p.peek();
  if (token.kind === 'NewLine' || token.kind === 'Semi') p.skip();
  else if (token.kind !== 'EndOfInput') p.reportIncomplete(token.extent, 'MissingStatementTerminator');
}

export function parseUsingStatement(p: Parser, keyword: Token): UsingStatementAst | ErrorStatementAst {
  const directive = p.next();
  const kind = directive.kind;
  if (kind !== 'Namespace' && kind !== 'Type' && kind !== 'Module' && kind !== 'Command' && kind !== 'Assembly') {
    p.unget(directive);
    p.reportIncomplete(after(keyword), 'MissingUsingStatementDirective');
    return errorStatement(keyword.extent);
  }
  const token = p.next();
  if (token.kind === 'EndOfInput' || token.kind === 'NewLine' || token.kind === 'Comma' || token.kind === 'Semi') {
    p.reportIncomplete(after(directive), 'MissingUsingItemName');
    return errorStatement(span(keyword, directive));
  }
  const item = parseArgument(p, ArgumentContext.CommandArgument, token);
  if (!item) {
    p.report(token.extent, 'InvalidValueForUsingItemName', token.text);
    p.syncOnError(true, 'Semi', 'NewLine');
    return errorStatement(span(keyword, token));
  }
  if (kind === 'Module' && item.kind === 'HashtableAst') {
    requireTerminator(p);
    return usingStatement(span(keyword, item), kind, null, null, item);
  }
  if (item.kind !== 'StringConstantExpressionAst') {
    p.report(item.extent, 'InvalidValueForUsingItemName', p.tokenizer.textOf(item.extent));
    return errorStatement(span(keyword, item));
  }
  if (kind === 'Assembly') checkAssembly(p, item);
  else {
    const equals = p.peek();
    if (equals.kind === 'Equals') {
      p.skip();
      return parseAlias(p, keyword, kind, item, equals);
    }
    if (kind === 'Type' || kind === 'Command') {
      p.reportIncomplete(after(token), 'MissingEqualsInUsingAlias');
      return errorStatement(span(keyword, item), [item]);
    }
  }
  requireTerminator(p);
  return usingStatement(span(keyword, item), kind, item);
}

/** What follows `using … name =`. */
function parseAlias(
  p: Parser,
  keyword: Token,
  kind: Exclude<Kind, 'Assembly'>,
  item: StringConstantExpressionAst,
  equals: Token,
): UsingStatementAst | ErrorStatementAst {
  const token = p.next();
  if (token.kind === 'EndOfInput' || token.kind === 'NewLine' || token.kind === 'Semi') {
    p.unget(token);
    p.reportIncomplete(after(equals), 'MissingNamespaceAlias');
    return errorStatement(span(keyword, equals));
  }
  if (token.kind === 'Comma') {
    p.report(token.extent, 'UnexpectedUnaryOperator', token.text);
    return errorStatement(span(keyword, token));
  }
  const alias: ExpressionAst | null = parseArgument(p, ArgumentContext.CommandArgument, token);
  const extent = span(keyword, token);
  if (kind === 'Module' && alias?.kind === 'HashtableAst') {
    requireTerminator(p);
    return usingStatement(extent, kind, item, null, alias);
  }
  if (alias?.kind !== 'StringConstantExpressionAst') {
    const position = firstExtent(alias, token);
    p.report(position, 'InvalidValueForUsingItemName', p.tokenizer.textOf(position));
    return errorStatement(span(keyword, position), nested(item, alias));
  }
  requireTerminator(p);
  return usingStatement(extent, kind, item, alias);
}

/** ResolveUsingAssembly: a URI must be of a local file; a path must exist, as far as the host knows. */
function checkAssembly(p: Parser, name: StringConstantExpressionAst): void {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(name.value)?.[1].toLowerCase();
  if (name.value.startsWith('\\\\') || (name.value.startsWith('//') && !name.value.startsWith('///'))) {
    p.report(name.extent, 'CannotLoadAssemblyFromUncPath', name.value);
  } else if (scheme && scheme.length > 1 && scheme !== 'file') {
    p.report(name.extent, 'CannotLoadAssemblyWithUriSchema', scheme);
  } else if (p.host.assemblyExists && !p.host.assemblyExists(name.value)) p.report(name.extent, 'ErrorLoadingAssembly', name.value);
}

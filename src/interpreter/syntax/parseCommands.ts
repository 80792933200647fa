/** Commands, their arguments and redirections (Parser.cs CommandRule, GetCommandArgument, RedirectionRule). */
import type { CommandAst, CommandElementAst, ExpressionAst, RedirectionAst } from './ast.ts';
import { after, span } from './extents.ts';
import { bareWord, errorExpression, stringConstant } from './nodes.ts';
import { expandString, parsePrimary, parseScriptBlockExpression } from './parseExpressions.ts';
import type { Parser } from './parser.ts';
import type { Extent, RedirectionStream, Token } from './token.ts';
import { redirectionStreams, TokenFlags } from './token.ts';
import { Mode } from './tokenizer.ts';

/** What an argument is read for: it decides about commas, expansion, and the marks that tokens get. */
export const ArgumentContext = {
  CommandName: 1,
  CommandNameAfterInvocationOperator: 3,
  FileName: 4,
  CommandArgument: 8,
  SwitchCondition: 16,
} as const;
export type ArgumentContext = (typeof ArgumentContext)[keyof typeof ArgumentContext];

/** Where a command's redirections are collected: by stream, at most one each. */
export type Redirections = (RedirectionAst | undefined)[];

const verbatim = '--%';

/** One argument in command mode, or null. */
export function parseSingleArgument(p: Parser, context: ArgumentContext): ExpressionAst | null {
  const { kind } = p.peek();
  if (kind === 'Comma' || kind === 'EndOfInput') return null;
  return p.inMode(Mode.Command, () => parseArgument(p, context, p.next()));
}

/** An argument that begins with `first`, which was taken; with its list when commas follow. Null, with nothing taken, for what ends a command. */
export function parseArgument(p: Parser, context: ArgumentContext, first: Token): ExpressionAst | null {
  const list: ExpressionAst[] = [];
  let comma: Token | null = null;
  for (let token = first; ; token = p.next()) {
    let argument: ExpressionAst;
    let isVerbatim = false;
    switch (token.kind) {
      case 'Pipe':
      case 'RCurly':
      case 'RParen':
      case 'EndOfInput':
      case 'NewLine':
      case 'Semi':
      case 'Redirection':
      case 'RedirectInStd':
      case 'AndAnd':
      case 'OrOr':
      case 'Ampersand':
      case 'MinusMinus':
      case 'Comma':
        p.unget(token);
        if (!comma) return null;
        p.reportIncomplete(after(comma), 'MissingExpression', ',');
        return errorExpression(span(list[0], comma), list);
      case 'SplattedVariable':
      case 'Variable':
      case 'Number':
      case 'HereStringExpandable':
      case 'StringExpandable':
      case 'HereStringLiteral':
      case 'StringLiteral':
      case 'LParen':
      case 'DollarParen':
      case 'AtParen':
      case 'AtCurly':
      case 'LCurly':
        p.unget(token);
        argument = parsePrimary(p, true) ?? errorExpression(token.extent);
        break;
      case 'Generic':
        if ((context & ArgumentContext.CommandName) !== 0) token.flags |= TokenFlags.CommandName;
        if (token.nestedTokens && context !== ArgumentContext.CommandName) argument = expandString(p, token);
        else {
          argument = stringConstant(token.extent, token.value ?? '', 'BareWord');
          isVerbatim = token.value === verbatim;
        }
        break;
      default:
        argument = bareWord(token);
        token.flags &= ~TokenFlags.Keyword;
        if ((context & ArgumentContext.CommandName) !== 0) token.flags |= TokenFlags.CommandName;
        else if (token.kind !== 'Identifier') token.kind = 'Generic';
    }
    if (context === ArgumentContext.CommandArgument && !isVerbatim) {
      const next = p.peek();
      if (next.kind === 'Comma') {
        comma = next;
        list.push(argument);
        p.skip();
        p.skipNewlines();
        continue;
      }
    }
    if (list.length === 0) return argument;
    list.push(argument);
    return { kind: 'ArrayLiteralAst', extent: span(list[0], argument), elements: list };
  }
}

const streamNames: Record<RedirectionStream, string> = {
  All: '* stream',
  Output: 'output stream',
  Error: 'error stream',
  Warning: 'warning stream',
  Verbose: 'verbose stream',
  Debug: 'debug stream',
  Information: 'information stream',
};

/** A redirection whose token was taken; the extent of what was read, and the node unless it was an input redirection. */
export function parseRedirection(p: Parser, token: Token, redirections: Redirections): { node: RedirectionAst | null; extent: Extent } {
  const { redirection } = token;
  let node: RedirectionAst;
  if (!redirection || 'append' in redirection) {
    let location = parseSingleArgument(p, ArgumentContext.FileName);
    if (!location) {
      p.report(after(token), 'MissingFileSpecification');
      location = errorExpression(token.extent);
    }
    const extent = span(token, location);
    if (!redirection) {
      p.report(token.extent, 'RedirectionNotSupported', token.text);
      return { node: null, extent };
    }
    node = { kind: 'FileRedirectionAst', extent, fromStream: redirection.fromStream, location, append: redirection.append };
  } else {
    // Only merging into the output is supported.
    if (redirection.toStream !== 'Output' || redirection.fromStream === 'Output') {
      p.report(token.extent, 'RedirectionNotSupported', token.text);
    }
    node = { kind: 'MergingRedirectionAst', extent: token.extent, fromStream: redirection.fromStream, toStream: 'Output' };
  }
  const index = redirectionStreams.indexOf(node.fromStream);
  if (redirections[index]) p.report(node.extent, 'StreamAlreadyRedirected', streamNames[node.fromStream]);
  else redirections[index] = node;
  return { node, extent: node.extent };
}

/** The redirections that are there, in the order of their streams. */
export function presentRedirections(redirections: Redirections): RedirectionAst[] {
  return redirections.filter((redirection) => redirection !== undefined);
}

/** A command, or null when none is next. */
export function parseCommand(p: Parser): CommandAst | null {
  const elements: CommandElementAst[] = [];
  const redirections: Redirections = [];
  const oldMode = p.tokenizer.mode;
  p.setMode(Mode.Command);
  const first = p.next();
  const invocation = first.kind === 'Dot' || first.kind === 'Ampersand' ? first.kind : null;
  let token = first;
  let end = first.extent;
  let context: ArgumentContext = ArgumentContext.CommandName;
  if (invocation) {
    token = p.next();
    context = ArgumentContext.CommandNameAfterInvocationOperator;
  }
  let sawDashDash = false;
  let scanning = true;
  while (scanning) {
    const isName = (context & ArgumentContext.CommandName) !== 0;
    switch (token.kind) {
      case 'Pipe':
      case 'RCurly':
      case 'RParen':
      case 'EndOfInput':
      case 'NewLine':
      case 'Semi':
      case 'AndAnd':
      case 'OrOr':
      case 'Ampersand':
        p.unget(token);
        scanning = false;
        continue;
      case 'MinusMinus':
        end = token.extent;
        elements.push(sawDashDash ? bareWord(token) : parameter(end, '-', null, end));
        sawDashDash = true;
        break;
      case 'Comma':
        end = token.extent;
        p.report(end, 'MissingArgument');
        p.skipNewlines();
        break;
      case 'Parameter':
        if (isName || sawDashDash) {
          end = token.extent;
          token.flags |= TokenFlags.CommandName;
          elements.push(bareWord(token));
        } else {
          const element = parseParameterElement(p, token);
          end = element.extent;
          elements.push(element);
        }
        break;
      case 'Redirection':
      case 'RedirectInStd':
        if (isName) {
          end = token.extent;
          elements.push(bareWord(token));
        } else end = parseRedirection(p, token, redirections).extent;
        break;
      case 'InlineScript':
        if (context === ArgumentContext.CommandName) {
          scanning = parseInlineScript(p, token, elements);
          end = elements[elements.length - 1].extent;
          if (!scanning) continue;
          break;
        }
        end = parseElement(p, token, context, elements);
        break;
      default:
        end = parseElement(p, token, context, elements);
        if (token.value === verbatim && (p.ungot === null || p.ungot.kind === 'Parameter')) {
          p.ungot = null;
          const rest = p.tokenizer.verbatimArgument();
          elements.push(stringConstant(rest.extent, rest.value ?? '', 'BareWord'));
          end = rest.extent;
          scanning = false;
          continue;
        }
    }
    context = ArgumentContext.CommandArgument;
    token = p.next();
  }
  p.setMode(oldMode);
  if (elements.length === 0) {
    if (invocation) p.report(first.extent, 'MissingExpression', first.text);
    return null;
  }
  return {
    kind: 'CommandAst',
    extent: span(first, end),
    commandElements: elements,
    invocationOperator: invocation ?? 'Unknown',
    redirections: presentRedirections(redirections),
  };
}

function parameter(extent: Extent, parameterName: string, argument: ExpressionAst | null, errorPosition: Extent): CommandElementAst {
  return { kind: 'CommandParameterAst', extent, parameterName, argument, errorPosition };
}

function parseElement(p: Parser, token: Token, context: ArgumentContext, elements: CommandElementAst[]): Extent {
  const argument = parseArgument(p, context, token) ?? errorExpression(token.extent);
  elements.push(argument);
  return argument.extent;
}

/** `-name` or `-name:argument`. */
function parseParameterElement(p: Parser, token: Token): CommandElementAst {
  const name = token.parameterName ?? '';
  if (!token.usedColon || p.peek().kind === 'Comma') return parameter(token.extent, name, null, token.extent);
  const argument = parseArgument(p, ArgumentContext.CommandArgument, p.next());
  if (!argument) p.report(after(token), 'ParameterRequiresArgument', token.text);
  return parameter(argument ? span(token, argument) : token.extent, name, argument, token.extent);
}

/** A workflow's inlinescript {}; false when its block is missing. */
function parseInlineScript(p: Parser, token: Token, elements: CommandElementAst[]): boolean {
  token.flags |= TokenFlags.CommandName;
  elements.push(bareWord(token));
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== 'LCurly') {
    p.unget(open);
    p.reportIncomplete(after(token), 'MissingStatementAfterKeyword', token.text);
    return false;
  }
  elements.push(parseScriptBlockExpression(p, open));
  return true;
}

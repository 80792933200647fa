/**
 * `configuration` (Parser.cs ConfigurationStatementRule). PowerShell reads the name and then loads the resources of the module
 * PSDesiredStateConfiguration; where that module is not installed, as on any PowerShell 7 without it, the statement is refused there and
 * then, and what follows is read as if it had ended. That is always so here.
 */
import type { StatementAst } from './ast.ts';
import { after } from './extents.ts';
import { ArgumentContext, parseArgument } from './parseCommands.ts';
import { parseScriptBlockExpression } from './parseExpressions.ts';
import type { Parser } from './parser.ts';
import type { Token } from './token.ts';

const refusal = 'The configuration keyword needs the module PSDesiredStateConfiguration, which is not installed.';

/** After the keyword: always null, with an error. */
export function parseConfiguration(p: Parser, keyword: Token): StatementAst | null {
  p.skipNewlines();
  const name = p.next();
  if (name.kind === 'LCurly') {
    p.report(after(keyword), 'MissingConfigurationName');
    parseScriptBlockExpression(p, name);
    return null;
  }
  p.unget(name);
  if (name.kind === 'EndOfInput' || name.kind === 'Comma') {
    p.reportIncomplete(after(name), 'MissingConfigurationName');
    return null;
  }
  const argument = parseArgument(p, ArgumentContext.CommandArgument, p.next());
  if (!argument) {
    p.report(after(name), 'ParameterRequiresArgument', name.text);
    p.reportIncomplete(name.extent, 'MissingConfigurationName');
  } else if (argument.kind === 'StringConstantExpressionAst' && !/^[A-Za-z][A-Za-z0-9_./-]*$/.test(argument.value)) {
    p.report(argument.extent, 'InvalidConfigurationName', argument.value);
  } else if (argument.kind === 'ConstantExpressionAst') p.report(argument.extent, 'InvalidConfigurationName', '');
  p.skipNewlines();
  p.report(name.extent, 'ParserError', refusal);
  p.resync(p.tokenizer.restorePoint());
  return null;
}

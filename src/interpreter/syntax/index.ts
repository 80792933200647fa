/** PowerShell's syntax: text to tokens, tree and errors. */
export * from './ast.ts';
export { type ConstantUse, isConstant } from './constants.ts';
export { checkDataSection, type DataLimits } from './dataChecks.ts';
export { formatMessage, type ParseError, type ParserMessageId, parserMessages } from './errors.ts';
export { lineAndColumn, lineStarts } from './extents.ts';
export { commandName, pureExpression } from './nodes.ts';
export { firstAndLastToken, isIncomplete, type ParseResult, parseInput } from './parse.ts';
export type { ParseHost } from './parser.ts';
export { scanExpandableText, scanNumberText, scanTypeText } from './scanText.ts';
export { dashOperators, isKeyword } from './scanWords.ts';
export type { NumberType } from './token.ts';
export {
  hasError,
  hasTrait,
  kindFlags,
  kindText,
  makeVariablePath,
  TokenFlags,
  tokenClass,
  tokenKindNames,
  tokenKindValue,
} from './token.ts';
export { children, find, findAll, linkParents, traverse, walk } from './visit.ts';

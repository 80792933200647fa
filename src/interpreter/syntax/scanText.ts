/** Single tokens and names read from text of their own: what conversions and cmdlets use the tokenizer for (Parser.cs ScanNumber and so on). */
import type { ExpressionAst, TypeName } from './ast.ts';
import type { ParseError } from './errors.ts';
import { stringConstant } from './nodes.ts';
import { expandString } from './parseExpressions.ts';
import { Parser } from './parser.ts';
import { parseTypeName } from './parseTypes.ts';
import type { NumberValue } from './token.ts';

/** A number as a literal with an optional sign, as the conversion of strings to numbers reads it; '' is 0. Null when it is none. */
export function scanNumberText(text: string): NumberValue | null {
  const trimmed = text.trim();
  if (trimmed === '') return { type: 'Int32', value: 0 };
  const p = new Parser(trimmed, null, {});
  p.tokenizer.allowSignedNumbers = true;
  const token = p.tokenizer.next();
  return token.kind === 'Number' && token.extent.end >= trimmed.length ? (token.number ?? null) : null;
}

/** A type's name without its brackets, as `New-Object` and `-as 'name'` take it. Null when the text is not exactly one. */
export function scanTypeText(text: string): TypeName | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const p = new Parser(trimmed, null, {});
  const type = parseTypeName(p, true)?.type ?? null;
  if (!type || p.errors.length > 0) return null;
  return p.tokenizer.textOf(type.extent).toLowerCase() === trimmed.toLowerCase() ? type : null;
}

/**
 * Text expanded as the inside of a double-quoted string (ExpandString). Extents refer to `source`, which is the text in quotes; with
 * errors the expression is incomplete and PowerShell throws.
 */
export function scanExpandableText(text: string): { expression: ExpressionAst; source: string; errors: ParseError[] } {
  const source = `"${text.replaceAll('"', '""')}"`;
  const p = new Parser(source, null, {});
  const token = p.tokenizer.next();
  const expression = token.nestedTokens ? expandString(p, token) : stringConstant(token.extent, token.value ?? '', 'DoubleQuoted');
  return { expression, source, errors: p.errors };
}

/** What completion offers, and how a candidate is spelt: CompletionResult.cs, CompletionHelpers.cs. */
import { parseInput } from '../syntax/index.ts';
import { TokenFlags, tokenClass } from '../syntax/token.ts';
import { isWildcardError, isWildcardMatch } from '../values/regex/wildcard.ts';

/** What a candidate is (CompletionResultType). */
export type CompletionKind =
  | 'Text'
  | 'History'
  | 'Command'
  | 'ProviderItem'
  | 'ProviderContainer'
  | 'Property'
  | 'Method'
  | 'ParameterName'
  | 'ParameterValue'
  | 'Variable'
  | 'Namespace'
  | 'Type'
  | 'Keyword'
  | 'DynamicKeyword';

/** One candidate (CompletionResult). */
export interface Candidate {
  completionText: string;
  listItemText: string;
  resultType: CompletionKind;
  toolTip: string;
}

/** All candidates for a place (CommandCompletion). */
export interface Candidates {
  replacementIndex: number;
  replacementLength: number;
  matches: Candidate[];
}

/** Candidates, and whether they are the last word: true = nothing else is tried, not even files (CompletionResult.Null at the end). */
export interface Offer {
  matches: Candidate[];
  isFinal: boolean;
}

/** A candidate. Without more it is a plain text. */
export function candidate(text: string, kind: CompletionKind = 'Text', listItem = text, toolTip = listItem): Candidate {
  return { completionText: text, listItemText: listItem, resultType: kind, toolTip: toolTip === '' ? listItem : toolTip };
}

const SINGLE = /^['\u2018\u2019\u201a\u201b]/;
const DOUBLE = /^["\u201c\u201d\u201e]/;

/** A word without the quotes it has, and the quote: '', ' or ". */
export function unquoted(word: string): { word: string; quote: '' | "'" | '"' } {
  const isSingle = SINGLE.test(word);
  if (!isSingle && !DOUBLE.test(word)) return { word, quote: '' };
  const quote = isSingle ? "'" : '"';
  if (word.length === 1) return { word: '', quote };
  const last = word.slice(-1);
  if (isSingle ? SINGLE.test(last) : DOUBLE.test(last)) return { word: word.slice(1, -1), quote };
  if (SINGLE.test(last) || DOUBLE.test(last)) return { word, quote: '' };
  return { word: word.slice(1), quote };
}

/** True if a text does not stand for itself as one bare word. */
export function needsQuotes(text: string): boolean {
  const { tokens, errors } = parseInput(text);
  const [first] = tokens;
  const isTwo = tokens.length === 2;
  const needs = errors.length > 0 || !isTwo;
  const isString = /String/.test(tokenClass(first));
  if ((!needs && isString) || (isTwo && (first.flags & TokenFlags.Keyword) !== 0)) return /[$`]/.test(first.text);
  return needs || (isTwo && (first.kind === 'Semi' || first.kind === 'Comma'));
}

/** A text in the quote in use, or in single quotes where it needs some. */
export function inQuotes(text: string, quote: string): string {
  if (text.includes('`n')) return `"${text}"`;
  if (!needsQuotes(text)) return quote + text + quote;
  const inUse = quote === '' ? "'" : quote;
  return inUse + (inUse === "'" ? text.replaceAll("'", "''") : text) + inUse;
}

/** True if a text begins as the pattern says, as wildcards of `word*`. A pattern that is none matches nothing. */
export function begins(text: string, word: string): boolean {
  if (text.toLowerCase().startsWith(word.toLowerCase())) return true;
  return matches(text, `${word}*`);
}

/** True if a text fits a wildcard pattern in any case. */
export function matches(text: string, pattern: string): boolean {
  try {
    return isWildcardMatch(pattern, text);
  } catch (error) {
    if (isWildcardError(error)) return false;
    throw error;
  }
}

/** True if a variable's or member's name has to be written in braces or quotes. */
export function hasSpecialCharacters(name: string): boolean {
  return /[-`&@'"#{}()$,;|<> .\\/\t^]/.test(name);
}

/** Values of which some are offered: quoted as the word is, the exact one first. */
export function valueCandidates(values: readonly string[], typed: string, isQuotedWhereNeeded: boolean): Candidate[] {
  const { word, quote } = unquoted(typed);
  const full: Candidate[] = [];
  const rest: Candidate[] = [];
  for (const value of values) {
    if (value === '') continue;
    if (value.toLowerCase() === word.toLowerCase()) full.push(candidate(quote + value + quote, 'ParameterValue', value));
    else if (matches(value, `${word}*`))
      rest.push(candidate(isQuotedWhereNeeded ? inQuotes(value, quote) : quote + value + quote, 'ParameterValue', value));
  }
  return [...full.slice(-1), ...rest];
}

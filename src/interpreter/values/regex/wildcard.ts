/**
 * PowerShell's wildcard patterns: * ? [a-z] and ` to escape. Used by -like, by switch -Wildcard and by every parameter that
 * takes wildcards. Behaviour: WildcardPattern and its parser in PowerShell's regex.cs.
 *
 * A pattern without special characters is compared linguistically by PowerShell (current culture); here, as in the rest of a
 * pattern, by code units, ignoring case by the invariant mapping.
 */
import { scanCharClass } from './char-class.ts';
import { type CharSet, hasChar } from './charset.ts';
import { RegexOptions } from './options.ts';
import { RegexParseError } from './parse-error.ts';
import { PatternScanner } from './scanner.ts';
import { lowerOf } from './unicode.ts';

/** System.Management.Automation.WildcardOptions. */
export const WildcardOptions = { None: 0, Compiled: 1, IgnoreCase: 2, CultureInvariant: 4 } as const;

/** The exception for an unclosed [ or a range in reverse order; its error id is WildcardPattern_Invalid. */
export class WildcardPatternError extends Error {
  readonly typeName = 'System.Management.Automation.WildcardPatternException';
  readonly errorId = 'WildcardPattern_Invalid';

  constructor(pattern: string) {
    super(`The specified wildcard character pattern is not valid: ${pattern}`);
    this.name = this.typeName;
  }
}

const STAR = -1;
const ANY = -2;
/** Elements below this name a set: FIRST_SET - index. */
const FIRST_SET = -3;

/** A compiled wildcard pattern: plain data. */
export interface WildcardProgram {
  /** Code units to compare with (lower case if `ignoreCase`), or STAR, ANY, or FIRST_SET - number of a set. */
  elements: number[];
  sets: CharSet[];
  ignoreCase: boolean;
  invariant: boolean;
}

/** Compiles a wildcard pattern. @throws WildcardPatternError, RegexParseError (a class like [+-[]) */
export function compileWildcard(pattern: string, options: number): WildcardProgram {
  const ignoreCase = (options & WildcardOptions.IgnoreCase) !== 0;
  const invariant = (options & WildcardOptions.CultureInvariant) !== 0;
  const program: WildcardProgram = { elements: [], sets: [], ignoreCase, invariant };
  const { elements } = program;
  const literal = (unit: number) => elements.push(ignoreCase ? lowerOf(unit, invariant) : unit);
  let escaped = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '`' && !escaped) {
      escaped = true;
      continue;
    }
    if (escaped) literal(char.charCodeAt(0));
    else if (char === '*') {
      if (elements[elements.length - 1] !== STAR) elements.push(STAR);
    } else if (char === '?') elements.push(ANY);
    else if (char === '[') {
      const { set, end } = readBracket(pattern, i + 1, program);
      elements.push(FIRST_SET - (program.sets.push(set) - 1));
      i = end;
    } else literal(char.charCodeAt(0));
    escaped = false;
  }
  // A lone ` is the empty pattern, for compatibility; any other trailing ` is itself.
  if (escaped && pattern !== '`') literal(0x60);
  return program;
}

/**
 * Reads [contents] from after the [; a ] right after it, or an escaped one, belongs to the contents. PowerShell hands the contents
 * to .NET as a regular expression's class, with everything but ranges escaped; so does this.
 */
function readBracket(pattern: string, start: number, { ignoreCase, invariant }: WildcardProgram): { set: CharSet; end: number } {
  const units: { char: string; dash: boolean }[] = [];
  let escaped = false;
  let at = start;
  for (; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === ']' && !escaped && at > start) break;
    const escapes: boolean = char === '`' && !escaped;
    if (!escapes) units.push({ char, dash: char === '-' && !escaped });
    escaped = escapes;
  }
  if (at >= pattern.length) throw new WildcardPatternError(pattern);
  let text = '[';
  for (let i = 0; i < units.length; ) {
    if (i + 2 < units.length && units[i + 1].dash) {
      if (units[i].char > units[i + 2].char) throw new WildcardPatternError(pattern);
      text += `${classLiteral(units[i].char)}-${classLiteral(units[i + 2].char)}`;
      i += 3;
    } else text += classLiteral(units[i++].char);
  }
  const { IgnoreCase, CultureInvariant, None } = RegexOptions;
  const scanner = new PatternScanner(`${text}]`, (ignoreCase ? IgnoreCase : None) | (invariant ? CultureInvariant : None));
  scanner.pos = 1;
  return { set: scanCharClass(scanner, false), end: at };
}

function classLiteral(char: string): string {
  if (char === ']') return '\\]';
  if (char === '-') return '\\x2d';
  return char !== '[' && '().?*{}^$+|\\'.includes(char) ? `\\${char}` : char;
}

function matchesElement(program: WildcardProgram, element: number, unit: number): boolean {
  if (element >= 0) return element === unit;
  return element === ANY || hasChar(program.sets[FIRST_SET - element], unit);
}

/**
 * True if the whole text matches. After a failure only the last star can take one more character, so this takes at most
 * pattern length times text length steps, and in practice one pass.
 */
export function matchWildcard(program: WildcardProgram, text: string): boolean {
  const { elements, ignoreCase, invariant } = program;
  const unitAt = (i: number) => (ignoreCase ? lowerOf(text.charCodeAt(i), invariant) : text.charCodeAt(i));
  let element = 0;
  let pos = 0;
  let star = -1;
  let starPos = 0;
  while (pos < text.length) {
    if (element < elements.length && elements[element] === STAR) {
      star = element++;
      starPos = pos;
      if (element === elements.length) return true;
    } else if (element < elements.length && matchesElement(program, elements[element], unitAt(pos))) {
      element++;
      pos++;
    } else if (star >= 0) {
      element = star + 1;
      pos = ++starPos;
    } else return false;
  }
  while (element < elements.length && elements[element] === STAR) element++;
  return element === elements.length;
}

/** Compiles and matches at once. @throws as compileWildcard */
export function isWildcardMatch(pattern: string, text: string, options: number = WildcardOptions.IgnoreCase): boolean {
  return matchWildcard(compileWildcard(pattern, options), text);
}

/** WildcardPattern.Escape: * ? [ ] and ` get a ` before them, unless listed in `except`. */
export function escapeWildcard(text: string, except = ''): string {
  return text.replace(/[*?[\]`]/g, (char) => (except.includes(char) ? char : `\`${char}`));
}

/** WildcardPattern.Unescape: takes away each ` that stands before * ? [ ] or another `. */
export function unescapeWildcard(text: string): string {
  return text.replace(/`(`|[*?[\]])/g, '$1');
}

/** WildcardPattern.ContainsWildcardCharacters: an unescaped * ? [ or ]. */
export function containsWildcardCharacters(text: string | null): boolean {
  return text !== null && /^(?:[^`*?[\]]|`[\s\S])*[*?[\]]/.test(text);
}

/** WildcardPattern.ContainsRangeWildcard: an unescaped [ with an unescaped ] after it. */
export function containsRangeWildcard(text: string | null): boolean {
  if (text === null) return false;
  let open = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[') open = true;
    else if (open && text[i] === ']') return true;
    else if (text[i] === '`') i++;
  }
  return false;
}

/** True for the error of a wrong pattern, whichever part found it. */
export function isWildcardError(error: unknown): boolean {
  return error instanceof WildcardPatternError || error instanceof RegexParseError;
}

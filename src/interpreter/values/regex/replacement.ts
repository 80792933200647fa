/**
 * Replacement patterns: $1 ${name} $& $$ $` $' $+ $_.
 * Docs: "Substitutions in regular expressions", learn.microsoft.com; cases checked against .NET 10.
 */
import type { GroupResult, MatchResult } from './match-state.ts';
import { RegexOptions } from './options.ts';
import type { CompiledRegex } from './regex.ts';
import { isDigit, isNameChar, PatternScanner } from './scanner.ts';

/** A piece of a replacement: text, a group by slot, or a part of the input around the match. */
export type ReplacementPart =
  | { kind: 'text'; text: string }
  | { kind: 'group'; slot: number }
  /** $`: before the match; $': after it; $_: all of it. */
  | { kind: 'before' | 'after' | 'input' };

/** A parsed replacement pattern: plain data. */
export type Replacement = ReplacementPart[];

/** Parses a replacement for this pattern's groups. @throws RegexParseError for a group number above Int32.MaxValue */
export function parseReplacement(regex: CompiledRegex, replacement: string): Replacement {
  const scanner = new PatternScanner(replacement, regex.options);
  const parts: Replacement = [];
  let text = '';
  while (!scanner.atEnd) {
    const dollar = replacement.indexOf('$', scanner.pos);
    const end = dollar < 0 ? replacement.length : dollar;
    text += replacement.slice(scanner.pos, end);
    scanner.pos = end;
    if (dollar < 0) break;
    scanner.pos++;
    const part = scanDollar(scanner, regex);
    if (part.kind === 'text') text += part.text;
    else {
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push(part);
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}

const DOLLAR: ReplacementPart = { kind: 'text', text: '$' };

/** Reads what follows a $. What means nothing is a plain $, with the rest as text. */
function scanDollar(scanner: PatternScanner, regex: CompiledRegex): ReplacementPart {
  const slotOf = (test: (group: { number: number; name: string }) => boolean) => regex.program.groups.findIndex(test);
  const start = scanner.pos;
  const angled = scanner.peek() === '{' && scanner.pos + 1 < scanner.pattern.length;
  if (angled) scanner.pos++;
  const char = scanner.peek();
  if (isDigit(char)) {
    if (!angled && scanner.has(RegexOptions.ECMAScript)) {
      const slot = scanLongestNumber(scanner, slotOf);
      if (slot >= 0) return { kind: 'group', slot };
    } else {
      const number = scanner.scanDecimal();
      const closed = !angled || (!scanner.atEnd && scanner.pattern[scanner.pos++] === '}');
      const slot = closed ? slotOf((group) => group.number === number) : -1;
      if (slot >= 0) return { kind: 'group', slot };
    }
  } else if (angled && isNameChar(char)) {
    const name = scanner.scanName();
    const closed = !scanner.atEnd && scanner.pattern[scanner.pos++] === '}';
    const slot = closed ? slotOf((group) => group.name === name) : -1;
    if (slot >= 0) return { kind: 'group', slot };
  } else if (!angled) {
    scanner.pos++;
    switch (char) {
      case '$':
        return DOLLAR;
      case '&':
        return { kind: 'group', slot: 0 };
      case '`':
        return { kind: 'before' };
      case "'":
        return { kind: 'after' };
      case '+':
        return { kind: 'group', slot: regex.program.groups.length - 1 };
      case '_':
        return { kind: 'input' };
    }
  }
  scanner.pos = start;
  return DOLLAR;
}

/** ECMAScript: the longest run of digits that is a group's number. */
function scanLongestNumber(scanner: PatternScanner, slotOf: (test: (group: { number: number }) => boolean) => number): number {
  let number = 0;
  let slot = -1;
  let end = scanner.pos;
  while (isDigit(scanner.peek())) {
    number = number * 10 + Number(scanner.peek());
    if (number > 0x7fffffff) throw scanner.error('QuantifierOrCaptureGroupOutOfRange');
    scanner.pos++;
    const found = slotOf((group) => group.number === number);
    if (found >= 0) {
      slot = found;
      end = scanner.pos;
    }
  }
  scanner.pos = end;
  return slot;
}

/** The text that replaces a match (also Match.Result). */
export function applyReplacement(replacement: Replacement, input: string, match: MatchResult): string {
  let out = '';
  for (const part of replacement) {
    switch (part.kind) {
      case 'text':
        out += part.text;
        break;
      case 'group':
        out += groupText(input, match.groups[part.slot]);
        break;
      case 'before':
        out += input.slice(0, match.index);
        break;
      case 'after':
        out += input.slice(match.index + match.length);
        break;
      case 'input':
        out += input;
        break;
    }
  }
  return out;
}

function groupText(input: string, { index, length }: GroupResult): string {
  return input.slice(index, index + length);
}

/**
 * The first pass over a pattern: which groups it has and how .NET numbers them. Unnamed groups are counted from left to
 * right, (?<5>…) keeps its number, named groups then get the lowest free numbers in order of appearance.
 * Docs: "Grouping constructs in regular expressions", learn.microsoft.com.
 */
import type { GroupInfo } from './ast.ts';
import { scanCharClass } from './char-class.ts';
import { RegexOptions } from './options.ts';
import { isNameChar, PatternScanner } from './scanner.ts';

/** The groups of a pattern. */
export interface GroupTable {
  /** Sorted by number, group 0 first. */
  groups: GroupInfo[];
  /** Position in `groups` by number. */
  slots: Map<number, number>;
  /** Number by name. Numbers count as names here only where .NET's own table has them. */
  names: Map<string, number>;
  /** Where each group starts in the pattern, by number (ECMAScript's back references look at it). */
  starts: Map<number, number>;
}

/** Reads a back reference or escape without keeping it, raising what .NET raises in this pass. */
function skipBackslash(scanner: PatternScanner): void {
  const char = scanner.peek();
  if ('bBAGZzwWsSdDpP'.includes(char)) {
    scanner.pos++;
    return;
  }
  const start = scanner.pos;
  let angled = false;
  let close = '';
  if (char === 'k') {
    if (scanner.pos + 1 < scanner.pattern.length) {
      const open = scanner.peek(1);
      scanner.pos += 2;
      angled = open === '<' || open === "'";
      close = open === "'" ? "'" : '>';
    }
    if (!angled || scanner.atEnd) throw scanner.error('MalformedNamedReference');
  } else if ((char === '<' || char === "'") && scanner.pos + 1 < scanner.pattern.length) {
    angled = true;
    close = char === "'" ? "'" : '>';
    scanner.pos++;
  }
  const next = scanner.peek();
  if (angled && isNameChar(next)) {
    if (next >= '0' && next <= '9') scanner.scanDecimal();
    else scanner.scanName();
    if (!scanner.atEnd && scanner.pattern[scanner.pos++] === close) return;
  } else if (!angled && next >= '1' && next <= '9' && !scanner.has(RegexOptions.ECMAScript)) {
    scanner.scanDecimal();
    return;
  }
  scanner.pos = start;
  scanner.scanCharEscape();
}

/** Numbers the groups of a pattern. @throws RegexParseError for the errors that .NET finds in this pass. */
export function numberGroups(pattern: string, options: number): GroupTable {
  const scanner = new PatternScanner(pattern, options);
  const starts = new Map<number, number>([[0, 0]]);
  const named = new Map<string, number>();
  const saved: number[] = [];
  let next = 1;
  let ignoreNext = false;
  const note = (number: number, at: number) => {
    if (!starts.has(number)) starts.set(number, at);
  };
  const open = (at: number) => {
    if (scanner.pattern.startsWith('?#', scanner.pos)) {
      scanner.pos--;
      scanner.skipBlank();
      return false;
    }
    saved.push(scanner.options);
    if (scanner.peek() !== '?') {
      if (!scanner.has(RegexOptions.ExplicitCapture) && !ignoreNext) note(next++, at);
      return false;
    }
    scanner.pos++;
    const char = scanner.peek();
    if ((char === '<' || char === "'") && scanner.pos + 1 < pattern.length) {
      scanner.pos++;
      const begin = scanner.peek();
      if (begin !== '0' && isNameChar(begin)) {
        if (begin >= '1' && begin <= '9') note(scanner.scanDecimal(), at);
        else {
          const name = scanner.scanName();
          if (!named.has(name)) named.set(name, at);
        }
      }
      return false;
    }
    scanner.scanOptions();
    if (scanner.peek() === ')') {
      scanner.pos++;
      saved.pop();
    } else if (scanner.peek() === '(') return true;
    return false;
  };
  while (!scanner.atEnd) {
    const at = scanner.pos;
    switch (pattern[scanner.pos++]) {
      case '\\':
        if (!scanner.atEnd) skipBackslash(scanner);
        break;
      case '#':
        if (scanner.has(RegexOptions.IgnorePatternWhitespace)) {
          scanner.pos--;
          scanner.skipBlank();
        }
        break;
      case '[':
        scanCharClass(scanner, true);
        break;
      case ')':
        scanner.options = saved.pop() ?? scanner.options;
        break;
      case '(':
        // The parentheses of a condition (?(…)…) do not capture.
        ignoreNext = open(at);
        break;
    }
  }
  const names = new Map<string, number>();
  for (const [name, at] of named) {
    while (starts.has(next)) next++;
    names.set(name, next);
    note(next++, at);
  }
  return finish(starts, names);
}

function finish(starts: Map<number, number>, names: Map<string, number>): GroupTable {
  const numbers = [...starts.keys()].sort((a, b) => a - b);
  const nameOf = new Map([...names].map(([name, number]) => [number, name]));
  const groups = numbers.map((number) => ({ number, name: nameOf.get(number) ?? String(number) }));
  const sparse = numbers[numbers.length - 1] !== numbers.length - 1;
  if (names.size > 0 || sparse) for (const { name, number } of groups) names.set(name, number);
  return { groups, slots: new Map(numbers.map((number, slot) => [number, slot])), names, starts };
}

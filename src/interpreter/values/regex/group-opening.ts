/** Reading what follows an opening parenthesis: which kind of group it is. Source: .NET 10, checked by the test tables. */
import type { GroupTable } from './group-numbers.ts';
import { RegexOptions } from './options.ts';
import { isDigit, isNameChar, type PatternScanner } from './scanner.ts';

/** The kinds of groups. Slots are positions in the sorted list of group numbers, -1 for none. */
export type Opening =
  | { kind: 'group' }
  | { kind: 'atomic' }
  | { kind: 'capture'; slot: number; uncapture: number }
  | { kind: 'look'; negative: boolean; behind: boolean }
  | { kind: 'ifgroup'; slot: number }
  | { kind: 'iflook' };

/** What reading a group needs to know of the parser. */
export interface OpeningContext {
  /** Takes the next number for an unnamed group. */
  nextGroup(): number;
  /** True once after a condition's start: this parenthesis does not capture. */
  takeIgnoreNext(): boolean;
  /** Directly inside (?(…)…): inline options are not allowed there. */
  inCondition: boolean;
}

/**
 * Reads the start of a group whose ( was read. Null if it was complete in itself, like (?i), which changes the scanner's options.
 * @throws RegexParseError
 */
export function readGroupOpening(scanner: PatternScanner, table: GroupTable, context: OpeningContext): Opening | null {
  if (scanner.peek() !== '?' || scanner.peek(1) === ')') {
    if (scanner.has(RegexOptions.ExplicitCapture)) {
      context.takeIgnoreNext();
      return { kind: 'group' };
    }
    if (context.takeIgnoreNext()) return { kind: 'group' };
    return { kind: 'capture', slot: table.slots.get(context.nextGroup()) ?? -1, uncapture: -1 };
  }
  scanner.pos++;
  if (scanner.atEnd) throw scanner.error('InvalidGroupingConstruct');
  const char = scanner.pattern[scanner.pos++];
  switch (char) {
    case ':':
      return { kind: 'group' };
    case '=':
    case '!':
      scanner.options &= ~RegexOptions.RightToLeft;
      return { kind: 'look', negative: char === '!', behind: false };
    case '>':
      return { kind: 'atomic' };
    case '<':
      if (scanner.peek() === '=' || scanner.peek() === '!') {
        const negative = scanner.pattern[scanner.pos++] === '!';
        scanner.options |= RegexOptions.RightToLeft;
        return { kind: 'look', negative, behind: true };
      }
      return readNamed(scanner, table, '>');
    case "'":
      return readNamed(scanner, table, "'");
    case '(':
      return readCondition(scanner, table);
    default:
      scanner.pos--;
      if (!context.inCondition) scanner.scanOptions();
      if (scanner.atEnd) throw scanner.error('InvalidGroupingConstruct');
      switch (scanner.pattern[scanner.pos++]) {
        case ')':
          return null;
        case ':':
          return { kind: 'group' };
        default:
          throw scanner.error('InvalidGroupingConstruct');
      }
  }
}

/** (?<name>…), (?<5>…), (?<new-old>…) and (?<-old>…). */
function readNamed(scanner: PatternScanner, table: GroupTable, close: string): Opening {
  if (scanner.atEnd) throw scanner.error('InvalidGroupingConstruct');
  const char = scanner.peek();
  if (close === "'" && (char === '=' || char === '!')) {
    scanner.pos++;
    throw scanner.error('InvalidGroupingConstruct');
  }
  let number = -1;
  let uncaptured = -1;
  const checkEnd = (allowed: string) => {
    if (!scanner.atEnd && !allowed.includes(scanner.peek())) throw scanner.error('CaptureGroupNameInvalid');
  };
  if (isDigit(char)) {
    const read = scanner.scanDecimal();
    number = table.slots.has(read) ? read : -1;
    checkEnd(`${close}-`);
    if (number === 0) throw scanner.error('CaptureGroupOfZero');
  } else if (isNameChar(char)) {
    number = table.names.get(scanner.scanName()) ?? -1;
    checkEnd(`${close}-`);
  } else if (char !== '-') throw scanner.error('CaptureGroupNameInvalid');
  if ((number !== -1 || char === '-') && scanner.peek() === '-' && scanner.pos + 1 < scanner.pattern.length) {
    scanner.pos++;
    if (isDigit(scanner.peek())) {
      uncaptured = scanner.scanDecimal();
      if (!table.slots.has(uncaptured)) throw scanner.error('UndefinedNumberedReference', String(uncaptured));
    } else if (isNameChar(scanner.peek())) {
      const name = scanner.scanName();
      const known = table.names.get(name);
      if (known === undefined) throw scanner.error('UndefinedNamedReference', name);
      uncaptured = known;
    } else throw scanner.error('CaptureGroupNameInvalid');
    checkEnd(close);
  }
  if ((number === -1 && uncaptured === -1) || scanner.atEnd || scanner.pattern[scanner.pos++] !== close) {
    throw scanner.error('InvalidGroupingConstruct');
  }
  return { kind: 'capture', slot: table.slots.get(number) ?? -1, uncapture: table.slots.get(uncaptured) ?? -1 };
}

/** (?(1)yes|no), (?(name)yes|no) and (?(condition)yes|no); the position is after (?( here. */
function readCondition(scanner: PatternScanner, table: GroupTable): Opening {
  const { pattern } = scanner;
  const start = scanner.pos;
  const char = scanner.peek();
  if (isDigit(char)) {
    const number = scanner.scanDecimal();
    if (scanner.atEnd || pattern[scanner.pos++] !== ')') throw scanner.error('AlternationHasMalformedReference', String(number));
    const slot = table.slots.get(number);
    if (slot === undefined) throw scanner.error('AlternationHasUndefinedReference', String(number));
    return { kind: 'ifgroup', slot };
  }
  if (char !== '' && isNameChar(char)) {
    const number = table.names.get(scanner.scanName());
    const slot = number === undefined ? undefined : table.slots.get(number);
    if (slot !== undefined && !scanner.atEnd && pattern[scanner.pos++] === ')') return { kind: 'ifgroup', slot };
  }
  // The condition is an expression: its own parenthesis is read next, as an ordinary group.
  scanner.pos = start - 1;
  if (pattern.startsWith('?#', start)) throw scanner.error('AlternationHasComment');
  const third = pattern.charAt(start + 1);
  const fourth = pattern.charAt(start + 2);
  if (pattern[start] === '?' && (third === "'" || (third === '<' && fourth !== '' && fourth !== '!' && fourth !== '='))) {
    throw scanner.error('AlternationHasNamedCapture');
  }
  return { kind: 'iflook' };
}

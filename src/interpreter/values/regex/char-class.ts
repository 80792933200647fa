/** Reading [character classes] and the class escapes \d \w \s \p{…} into sets. Source: .NET 10, checked by the test tables. */
import { type CharSet, EMPTY_SET, invertSet, setOfRanges, subtractSets, uniteSets } from './charset.ts';
import { RegexOptions } from './options.ts';
import type { PatternScanner } from './scanner.ts';
import { closeOverCase, digitSet, isCategoryName, propertySet, spaceSet, wordSet } from './unicode.ts';

/** The set of \d \D \s \S \w or \W. */
export function escapeSet(letter: string, ecma: boolean): CharSet {
  const lower = letter.toLowerCase();
  const set = lower === 'd' ? digitSet(ecma) : lower === 's' ? spaceSet(ecma) : wordSet(ecma);
  return letter === lower ? set : invertSet(set);
}

/** Reads the {name} after \p or \P and gives its set. Categories are not widened by case, named blocks are. */
export function scanPropertySet(scanner: PatternScanner, letter: string, ignoreCase: boolean): { set: CharSet; category: boolean } {
  const name = scanner.scanProperty();
  const known = propertySet(name, ignoreCase);
  if (!known) throw scanner.error('UnrecognizedUnicodeProperty', name);
  return { set: letter === 'p' ? known : invertSet(known), category: isCategoryName(name) };
}

/** What one [class] has gathered so far. */
class ClassBuilder {
  private readonly ranges: [number, number][] = [];
  private fixed: CharSet = EMPTY_SET;
  private widened: CharSet = EMPTY_SET;
  negate = false;
  subtraction: CharSet | null = null;

  addRange(first: number, last: number): void {
    this.ranges.push([first, last]);
  }

  /** Adds a set that ignoring case widens (`widens`) or not. */
  addSet(set: CharSet, widens: boolean): void {
    if (widens) this.widened = uniteSets(this.widened, set);
    else this.fixed = uniteSets(this.fixed, set);
  }

  finish(ignoreCase: boolean, invariant: boolean): CharSet {
    let own = uniteSets(setOfRanges(this.ranges), this.widened);
    if (ignoreCase) own = closeOverCase(own, invariant);
    let set = uniteSets(own, this.fixed);
    if (this.negate) set = invertSet(set);
    return this.subtraction ? subtractSets(set, this.subtraction) : set;
  }
}

/**
 * Reads a class whose [ was read, up to and with its ]. With `scanOnly` (the pass that numbers the groups) only those errors
 * are raised that .NET raises in that pass.
 */
export function scanCharClass(scanner: PatternScanner, scanOnly: boolean): CharSet {
  const { pattern } = scanner;
  const ignoreCase = scanner.has(RegexOptions.IgnoreCase);
  const ecma = scanner.has(RegexOptions.ECMAScript);
  const builder = new ClassBuilder();
  let previous = 0;
  let inRange = false;
  let first = true;
  let closed = false;
  if (scanner.peek() === '^') {
    scanner.pos++;
    builder.negate = true;
    if (ecma && scanner.peek() === ']') first = false;
  }
  const subtract = () => {
    builder.subtraction = scanCharClass(scanner, scanOnly);
    if (!scanOnly && !scanner.atEnd && scanner.peek() !== ']') throw scanner.error('ExclusionGroupNotLast');
  };
  const addRange = (last: number) => {
    if (previous > last) throw scanner.error('ReversedCharacterRange');
    builder.addRange(previous, last);
  };
  for (; !scanner.atEnd; first = false) {
    let translated = false;
    let char = pattern[scanner.pos++];
    let unit = char.charCodeAt(0);
    if (char === ']' && !first) {
      closed = true;
      break;
    }
    if (char === '\\' && !scanner.atEnd) {
      char = scanner.peek();
      if ('dDsSwWpP'.includes(char)) {
        scanner.pos++;
        if (inRange && !scanOnly) throw scanner.error('ShorthandClassInCharacterRange', char);
        if (char !== 'p' && char !== 'P') {
          // ECMAScript's classes are plain ranges to .NET, and ranges are widened: [^\W] ignoring case does not hold k (U+212A).
          builder.addSet(escapeSet(char, ecma), ecma);
        } else if (scanOnly) scanner.scanProperty();
        else {
          const property = scanPropertySet(scanner, char, ignoreCase);
          builder.addSet(property.set, !property.category);
        }
        continue;
      }
      if (char === '-') {
        scanner.pos++;
        if (scanOnly) continue;
        if (inRange) {
          addRange(0x2d);
          inRange = false;
          previous = 0;
        } else builder.addRange(0x2d, 0x2d);
        continue;
      }
      unit = scanner.scanCharEscape();
      translated = true;
    }
    const isBracket = unit === 0x5b && !translated && !first;
    if (inRange) {
      inRange = false;
      if (scanOnly) continue;
      if (isBracket) {
        // It looked like a range, but it is a subtraction: [a-[b]].
        builder.addRange(previous, previous);
        subtract();
      } else addRange(unit);
    } else if (scanner.pos + 1 < pattern.length && scanner.peek() === '-' && scanner.peek(1) !== ']') {
      previous = unit;
      inRange = true;
      scanner.pos++;
    } else if (!scanner.atEnd && unit === 0x2d && !translated && scanner.peek() === '[' && !first) {
      scanner.pos++;
      subtract();
    } else builder.addRange(unit, unit);
  }
  if (!closed) throw scanner.error('UnterminatedBracket');
  return scanOnly ? EMPTY_SET : builder.finish(ignoreCase, scanner.has(RegexOptions.CultureInvariant));
}

/** The regular expression machine against JavaScript's RegExp, on what both have in common. Fixed seeds. */
import { describe, expect, test } from 'vitest';
import { toNativePattern } from '../../src/interpreter/values/regex/native.ts';
import { parsePattern } from '../../src/interpreter/values/regex/parser.ts';
import {
  createMatch,
  getRegex,
  type MatchResult,
  matchResult,
  parseRegex,
  RegexParseError,
  runMatch,
} from '../../src/interpreter/values/regex/regex.ts';

class Random {
  private seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  below(n: number): number {
    this.seed = (Math.imul(this.seed, 1103515245) + 12345) >>> 0;
    return Math.floor((this.seed / 2 ** 32) * n);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }
}

/** Patterns whose meaning is the same in both, if captures in loops are left out of the comparison. */
class CommonPatterns {
  private readonly random: Random;
  private depth = 0;
  private groups = 0;

  constructor(random: Random) {
    this.random = random;
  }

  next(): string {
    this.depth = 0;
    this.groups = 0;
    return this.alternation();
  }

  private alternation(): string {
    let text = this.sequence();
    while (this.random.below(4) === 0) text += `|${this.sequence()}`;
    return text;
  }

  private sequence(): string {
    let text = '';
    for (let n = 1 + this.random.below(4); n > 0; n--) text += this.piece();
    return text;
  }

  private piece(): string {
    const { random } = this;
    const roll = random.below(24);
    let atom: string;
    if (roll < 9) atom = random.pick(['a', 'b', 'c', 'ab', '-', '1']);
    else if (roll < 11) atom = '[^\\n]';
    else if (roll < 15) atom = random.pick(['[ab]', '[^a]', '[a-c]', '[^b\\n]', '[0-9]', '[ab-]']);
    else if (roll < 17) return random.pick(['^', '\\b', '\\B', '(?!a)', '(?=b)', '(?<=a)', '(?<!b)', '(?<=a+b?)']);
    else if (roll < 18 && this.groups > 0) return `(?:\\${1 + random.below(this.groups)})`;
    else if (this.depth > 2) atom = 'a';
    else {
      this.depth++;
      const captures = random.below(2) === 0;
      if (captures) this.groups++;
      atom = captures ? `(${this.alternation()})` : `(?:${this.alternation()})`;
      this.depth--;
    }
    if (random.below(2) === 0) return atom;
    return atom + random.pick(['*', '+', '?', '{2}', '{0,2}', '{1,3}', '*?', '+?', '??', '{1,2}?']);
  }
}

function words(random: Random): string {
  return Array.from({ length: random.below(10) }, () => random.pick(['a', 'b', 'c', 'ab', '-', '1', '\n', 'aa'])).join('');
}

function run(pattern: string, options: number, input: string, start = 0, budget = 300_000): MatchResult | null | undefined {
  const { program } = getRegex(pattern, options);
  const state = createMatch(program, input, start);
  const status = runMatch(state, program, budget);
  return status === 'running' ? undefined : status === 'match' ? matchResult(program, state) : null;
}

describe('against RegExp', () => {
  test('where a match is', () => {
    const random = new Random(20261121);
    const patterns = new CommonPatterns(random);
    let compared = 0;
    for (let i = 0; i < 12_000; i++) {
      const pattern = patterns.next();
      // JavaScript gives up empty rounds and forgets a loop's captures; with back references or empty loops the two differ by right.
      if (/\\[1-9]/.test(pattern) || mayLoopOverNothing(pattern)) continue;
      const native = new RegExp(pattern, 'g');
      for (let k = 0; k < 3; k++) {
        const input = words(random);
        const mine = run(pattern, 0, input);
        if (mine === undefined) continue;
        native.lastIndex = 0;
        const found = native.exec(input);
        expect([pattern, input, mine?.index, mine?.length]).toEqual([pattern, input, found?.index, found?.[0].length]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10_000);
  });

  test('groups, through the translation', () => {
    const random = new Random(7);
    const patterns = new CommonPatterns(random);
    let compared = 0;
    for (let i = 0; i < 12_000; i++) {
      const pattern = patterns.next();
      const options = random.pick([0, 0, 1, 2, 16, 513]);
      const native = toNativePattern(parsePattern(pattern, options), options);
      if (!native) continue;
      const indexed = new RegExp(native.source, 'dg');
      const plain = new RegExp(native.plainSource, 'g');
      for (let k = 0; k < 3; k++) {
        const input = random.below(2) === 0 ? words(random) : words(random).toUpperCase();
        const start = random.below(3) === 0 ? random.below(input.length + 1) : 0;
        const mine = run(pattern, options, input, start);
        indexed.lastIndex = start;
        plain.lastIndex = start;
        const indices = indexed.exec(input)?.indices;
        const groups = mine?.groups.map((_, slot) => {
          const at = indices?.[native.slots.indexOf(slot)];
          return at ? [at[0], at[1] - at[0]] : null;
        });
        expect([pattern, input, mine?.groups.map((group) => (group.success ? [group.index, group.length] : null))]).toEqual([
          pattern,
          input,
          indices ? groups : undefined,
        ]);
        expect(plain.exec(input)?.index).toBe(mine?.index);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(3000);
  });
});

/** Roughly: some group that can be empty is repeated. */
function mayLoopOverNothing(pattern: string): boolean {
  const program = parseRegex(pattern, 0);
  return program.code.some((word, at) => word === 28 && isLoopInit(program.code, at)) || /\)(\?\?|\?|\{0,2\})/.test(pattern);
}

/** LoopInit has operands register, 0 or 1, start count, 0 or 1. A false alarm only leaves a pattern out. */
function isLoopInit(code: number[], at: number): boolean {
  return (code[at + 2] === 0 || code[at + 2] === 1) && code[at + 3] <= 0 && (code[at + 4] === 0 || code[at + 4] === 1);
}

describe('robustness', () => {
  test('any text is a pattern or a RegexParseError', () => {
    const random = new Random(99);
    const pieces = [
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '?',
      '*',
      '+',
      '|',
      '\\',
      '^',
      '$',
      '.',
      '<',
      '>',
      '-',
      ':',
      '=',
      '!',
      "'",
      '#',
      'a',
      'n',
    ];
    const more = [
      'x',
      'u',
      'c',
      'p',
      'k',
      '1',
      '0',
      '2',
      ',',
      ' ',
      '(?',
      '(?<',
      '(?(',
      '\\p{L}',
      '\\k<',
      '(?#',
      '[^',
      '-[',
      '(?<n>',
      '(?<-n>',
    ];
    const all = [...pieces, ...more];
    for (let i = 0; i < 30_000; i++) {
      const pattern = Array.from({ length: 1 + random.below(9) }, () => random.pick(all)).join('');
      const options = random.pick([0, 1, 4, 32, 64, 256]);
      try {
        parseRegex(pattern, options);
      } catch (error) {
        expect(error, pattern).toBeInstanceOf(RegexParseError);
        continue;
      }
      run(pattern, options, words(random));
    }
  });

  test('stopping and copying anywhere changes nothing', () => {
    const random = new Random(4242);
    const patterns = new CommonPatterns(random);
    for (let i = 0; i < 1500; i++) {
      const pattern = patterns.next();
      const options = random.pick([0, 1, 64]);
      const input = words(random);
      const start = options === 64 ? input.length : 0;
      const expected = run(pattern, options, input, start, 2000);
      if (expected === undefined) continue;
      const program = parseRegex(pattern, options);
      let state = createMatch(program, input, start);
      while (runMatch(state, program, 1 + random.below(5)) === 'running') state = structuredClone(state);
      expect([pattern, input, state.status === 'match' ? matchResult(program, state) : null]).toEqual([pattern, input, expected]);
    }
  });
});

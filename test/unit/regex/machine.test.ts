import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Op, Test } from '../../../src/interpreter/values/regex/opcodes.ts';
import {
  continueMatch,
  createMatch,
  getRegex,
  type MatchState,
  match,
  matchResult,
  parseRegex,
  RegexOptions,
  runMatch,
  tryIsMatch,
  tryMatch,
} from '../../../src/interpreter/values/regex/regex.ts';
import {
  createMatches,
  createReplace,
  createSplit,
  matches,
  replace,
  runScan,
  type ScanState,
  scanText,
  split,
} from '../../../src/interpreter/values/regex/scan.ts';

const read = (name: string) => readFileSync(new URL(`../../../src/interpreter/values/regex/${name}`, import.meta.url), 'utf8');

describe('a match in progress is plain data', () => {
  const patterns: [string, number, string][] = [
    ['^(\\w+)@(\\w+)\\.(\\w+)$', 0, 'user1@example.org'],
    ['(a+|b+)*?c(?<=(.)c)', 1, 'xaABbc'],
    ['^(?:[^()]|(?<o>\\()|(?<-o>\\)))*(?(o)(?!))$', 0, '(a(b)c)'],
    ['(?<a>x)+(?<b-a>y)+', 0, 'xxyy'],
    ['(?(?=\\d)(\\d{2})|[a-z]+?)-', 0, 'ab-12-'],
    ['(?>(\\w)+)\\.(?!\\k<1>)', 1, 'abc.d'],
    ['(\\w{1,2}){2,3}?$', 64, 'one two'],
    ['(?:(a)|(b)|c){2,5}(?!c)', 0, 'abcabcabc'],
    ['(a?)*?b|(?<=x*)y+', 0, 'aaxy'],
    ['(k)\\1', 1, 'kK'],
    ['(.*),(.*),', 0, 'a,b,c,d'],
    ['(a+)+$', 0, 'aaaaaaaa!'],
  ];
  test.each(patterns)('%s, copied at every step', (pattern, options, input) => {
    const straight = createMatch(parseRegex(pattern, options), input);
    const status = runMatch(straight, parseRegex(pattern, options), 1e7);
    let state = createMatch(parseRegex(pattern, options), input);
    let steps = 0;
    // Every step with a copy of the state and a program made anew, as after a restart.
    while (runMatch(state, JSON.parse(JSON.stringify(parseRegex(pattern, options))), 1) === 'running') {
      state = structuredClone(state);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      steps++;
    }
    expect(steps).toBeGreaterThan(2);
    expect(state.status).toBe(status);
    if (status === 'match') {
      const program = parseRegex(pattern, options);
      expect(matchResult(program, state)).toEqual(matchResult(program, straight));
    }
  });

  test('a program is the same each time and survives JSON', () => {
    for (const [pattern, options] of patterns) {
      const program = parseRegex(pattern, options);
      expect(parseRegex(pattern, options)).toEqual(program);
      expect(JSON.parse(JSON.stringify(program))).toEqual(program);
    }
  });

  test('a hopeless match gives control back again and again', () => {
    const program = parseRegex('^(a+)+$', RegexOptions.IgnoreCase);
    const state = createMatch(program, `${'a'.repeat(30)}!`);
    for (let i = 0; i < 200; i++) expect(runMatch(state, program, 1000)).toBe('running');
    expect(state.spent).toBeGreaterThanOrEqual(200_000);
    expect(state.spent).toBeLessThan(250_000);
    expect(state.stack.length).toBeLessThan(1000);
  });

  test('a hopeless match that is short ends', () => {
    expect(match('^(a+)+$', 0, `${'a'.repeat(12)}!`)).toBeNull();
  });

  test('the high-level attempt hands out a state', () => {
    const regex = getRegex('^(a+)+$', 0);
    let attempt = tryMatch(regex, `${'a'.repeat(14)}!`, 0, false, 500);
    expect(attempt.done).toBe(false);
    let rounds = 0;
    while (!attempt.done) {
      attempt = continueMatch(regex, structuredClone(attempt.state), 5000);
      rounds++;
    }
    expect(attempt.result).toBeNull();
    expect(rounds).toBeGreaterThan(5);
    expect((tryIsMatch(regex, `${'a'.repeat(30)}!`, 100) as MatchState).status).toBe('running');
    expect(tryIsMatch(regex, 'aaa', 10_000)).toBe(true);
  });
});

describe('scans are plain data', () => {
  const drive = (make: () => ScanState): ScanState => {
    let scan = make();
    while (!runScan(scan, 1)) scan = structuredClone(scan);
    return scan;
  };

  test('matches, replace and split in single steps', () => {
    const regex = getRegex('(\\d+)(,)?', 0);
    const input = 'a1,b22,c333';
    expect(drive(() => createMatches(regex, input)).matches).toEqual(matches(regex, input));
    expect(scanText(drive(() => createReplace(regex, input, '<$1>')))).toBe('a<1>b<22>c<333>');
    expect(drive(() => createSplit(regex, input)).pieces).toEqual(['a', '1', ',', 'b', '22', ',', 'c', '333', '']);
  });

  test('a scan stops inside a long match and goes on', () => {
    const make = () => createReplace(getRegex('(a+)+b|!', 0), `${'a'.repeat(13)}!`, '#');
    let scan = make();
    let rounds = 0;
    while (!runScan(scan, 2000)) {
      rounds++;
      scan = structuredClone(scan);
    }
    expect(rounds).toBeGreaterThan(3);
    expect(scanText(scan)).toBe(`${'a'.repeat(13)}#`);
  });

  test('a budget is kept over many matches', () => {
    const scan = createMatches(getRegex('.', 0), 'x'.repeat(100_000));
    expect(runScan(scan, 1000)).toBe(false);
    expect(scan.matches.length).toBeLessThan(1000);
  });

  test('arguments out of range', () => {
    const regex = getRegex('a', 0);
    expect(() => replace(regex, 'a', 'b', -2)).toThrow("Count cannot be less than -1. (Parameter 'count')");
    expect(() => split(regex, 'a', -1)).toThrow("Count cannot be less than -1. (Parameter 'count')");
    expect(() => matches(regex, 'a', 2)).toThrow('Start index cannot be less than 0 or greater than input length. (Parameter');
  });
});

describe('speed', () => {
  test('the literals in the matcher are the opcodes', () => {
    const source = read('matcher.ts');
    const names = Object.entries(Op);
    for (const [, number, name] of source.matchAll(/case (\d+):(?: \{)?\s*\/\/ (\w+)/g)) {
      expect(Op[name as keyof typeof Op], name).toBe(Number(number));
    }
    for (const [, number, name] of source.matchAll(/=== (\d+) \/\* (\w+) \*\//g)) {
      expect(Op[name as keyof typeof Op], name).toBe(Number(number));
    }
    for (const [name, number] of names) expect(source, name).toMatch(new RegExp(`case ${number}:(?: \\{)?\\s*// ${name}\\b`));
    for (const [, number, name] of read('scanning.ts').matchAll(/case (\d+):(?: \{)?\s*\/\/ (\w+)/g)) {
      expect(Test[name as keyof typeof Test], name).toBe(Number(number));
    }
  });

  test('many short matches', () => {
    const inputs = Array.from({ length: 20_000 }, (_, i) => `user${i}@example.org`);
    let found = 0;
    let spent = 0;
    for (const input of inputs) {
      const attempt = tryMatch(getRegex('^(\\w+)@(\\w+)\\.(\\w+)$', RegexOptions.IgnoreCase), input, 0, false, 10_000);
      if (attempt.done && attempt.result !== null) found++;
      if (attempt.done) spent += attempt.spent;
    }
    expect(found).toBe(20_000);
    expect(spent / inputs.length).toBeLessThan(100);
  });

  test.each([
    ['\\w+@', 'a'.repeat(300_000)],
    ['(\\w+)\\s*=', 'word '.repeat(60_000)],
    ['[^"]*"$', 'x'.repeat(300_000)],
    ['.*foo', 'some line of text\n'.repeat(20_000)],
    ['a*b', 'a'.repeat(300_000)],
    ['^.*?,.*?,x', 'abc'.repeat(100_000)],
    ['(?:ab)*c', 'ab'.repeat(2000)],
    ['\\s+$', `${'a '.repeat(100_000)}a`],
  ])('%s does not take quadratic time', (pattern, input) => {
    const program = parseRegex(pattern, 0);
    const state = createMatch(program, input);
    expect(runMatch(state, program, 20_000_000)).toBe('fail');
  });

  test('very long runs of a group', () => {
    const result = match('^(\\w)+$', 0, 'a'.repeat(200_000));
    expect(result?.groups[1].captures.length).toBe(200_000);
    expect(match('^(?:a|b)*c', 0, 'ab'.repeat(200_000))).toBeNull();
  });
});

describe('limits', () => {
  test('deep nesting is parsed or refused, never a crash', () => {
    expect(match(`${'('.repeat(599)}a${')'.repeat(599)}`, 0, 'a')?.groups.length).toBe(600);
    expect(() => parseRegex(`${'('.repeat(5000)}a${')'.repeat(5000)}`, 0)).toThrow('Insufficient stack');
    expect(match(`${'(?:'.repeat(599)}a|${')*|b'.repeat(599)}`, 0, 'aaa')?.length).toBe(3);
  });

  test('many alternatives', () => {
    const words = Array.from({ length: 3000 }, (_, i) => `word${i}`);
    expect(match(`^(?:${words.join('|')})$`, 1, 'WORD2999')?.length).toBe(8);
  });

  test('huge counts', () => {
    expect(match('(?:a{1000}){3}', 0, 'a'.repeat(3000))?.length).toBe(3000);
    expect(match('a{2147483647}', 0, 'aa')).toBeNull();
    expect(match('(?:ab){0,2147483647}', 0, 'abab')?.length).toBe(4);
  });
});

test('group values', () => {
  const result = match('(?<year>\\d{4})-(?<month>\\d{2})(-x)?', 0, 'on 2024-05.');
  expect(result).toEqual({
    index: 3,
    length: 7,
    groups: [
      { name: '0', number: 0, success: true, index: 3, length: 7, captures: [{ index: 3, length: 7 }] },
      { name: '1', number: 1, success: false, index: 0, length: 0, captures: [] },
      { name: 'year', number: 2, success: true, index: 3, length: 4, captures: [{ index: 3, length: 4 }] },
      { name: 'month', number: 3, success: true, index: 8, length: 2, captures: [{ index: 8, length: 2 }] },
    ],
  });
});

test('what .NET gets wrong is not copied: an empty round of a lazy loop', () => {
  // .NET 10's interpreter answers index 1, length 2 here.
  expect(match('(^)+?.', 0, 'abc')).toMatchObject({ index: 0, length: 1 });
});

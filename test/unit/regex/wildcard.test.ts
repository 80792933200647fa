import { describe, expect, test } from 'vitest';
import {
  compileWildcard,
  containsRangeWildcard,
  containsWildcardCharacters,
  escapeWildcard,
  isWildcardMatch,
  matchWildcard,
  unescapeWildcard,
  WildcardOptions,
} from '../../../src/interpreter/values/regex/wildcard.ts';

describe('matching', () => {
  test.each([
    ['*', '', true],
    ['*', 'anything\nat all', true],
    ['', '', true],
    ['', 'a', false],
    ['?', '', false],
    ['?', 'a', true],
    ['?', '\n', true],
    ['??', 'a', false],
    ['a*', 'ABC', true],
    ['*c', 'ABC', true],
    ['a*c', 'abdbc', true],
    ['a*c', 'abd', false],
    ['*b*', 'abc', true],
    ['a**c', 'ac', true],
    ['*.txt', 'file.TXT', true],
    ['file?.txt', 'file10.txt', false],
    ['[abc]', 'B', true],
    ['[abc]', 'd', false],
    ['[a-c]x', 'bx', true],
    ['[a-c]x', 'dx', false],
    ['[c-a]', 'x', 'The specified wildcard character pattern is not valid: [c-a]'],
    ['[', 'x', 'The specified wildcard character pattern is not valid: ['],
    ['a[b', 'x', 'The specified wildcard character pattern is not valid: a[b'],
    ['[]', 'x', 'The specified wildcard character pattern is not valid: []'],
    ['[]]', ']', true],
    ['[[]', '[', true],
    ['[a`]]', ']', true],
    ['[^a]', '^', true],
    ['[^a]', 'b', false],
    ['[!a]', '!', true],
    ['[!a]', 'b', false],
    ['[a`-c]', 'b', false],
    ['[a`-c]', '-', true],
    ['[-a]', '-', true],
    ['[a-]', '-', true],
    ['[\\d]', '1', false],
    ['[\\d]', '\\', true],
    ['`*', '*', true],
    ['`*', 'a', false],
    ['`?', '?', true],
    ['`[a`]', '[a]', true],
    ['a`b', 'ab', true],
    ['``', '`', true],
    ['`', '', true],
    ['`', '`', false],
    ['a`', 'a`', true],
    ['*`', 'x`', true],
    ['a]b', 'a]b', true],
    ['é*', 'ÉCOLE', true],
    ['k', '\u212a', true],
    ['*[0-9]', 'file7', true],
    ['*[0-9][0-9]', 'file17', true],
    ['????-??-??', '2024-05-06', true],
  ] as [string, string, boolean | string][])('%j -like %j', (pattern, text, expected) => {
    if (typeof expected === 'string') expect(() => isWildcardMatch(pattern, text)).toThrow(expected);
    else expect(isWildcardMatch(pattern, text)).toBe(expected);
  });

  test('with case', () => {
    expect(isWildcardMatch('a*', 'ABC', WildcardOptions.None)).toBe(false);
    expect(isWildcardMatch('[a-c]*', 'Bc', WildcardOptions.None)).toBe(false);
    expect(isWildcardMatch('i', 'İ', WildcardOptions.IgnoreCase)).toBe(true);
    expect(isWildcardMatch('i', 'İ', WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).toBe(false);
  });

  test('a compiled pattern is plain data', () => {
    const program = compileWildcard('a*[b-d]?`*', WildcardOptions.IgnoreCase);
    const copy = JSON.parse(JSON.stringify(program));
    expect(copy).toEqual(program);
    expect(matchWildcard(copy, 'aXXcY*')).toBe(true);
  });

  test('many stars do not explode', () => {
    let looks = 0;
    const length = 5000;
    const text = {
      length,
      charCodeAt: () => {
        looks++;
        return 97;
      },
    };
    const program = compileWildcard(`${'a*'.repeat(30)}b`, WildcardOptions.IgnoreCase);
    expect(matchWildcard(program, text as unknown as string)).toBe(false);
    // at most every element at every place
    expect(looks).toBeLessThan(61 * length);
  });

  test('agrees with a simple recursive matcher', () => {
    const slow = (p: string, t: string): boolean => {
      if (p === '') return t === '';
      if (p[0] === '*') return slow(p.slice(1), t) || (t !== '' && slow(p, t.slice(1)));
      return t !== '' && (p[0] === '?' || p[0] === t[0]) && slow(p.slice(1), t.slice(1));
    };
    let seed = 7;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return Math.floor((seed / 2 ** 32) * n);
    };
    for (let i = 0; i < 20_000; i++) {
      const pattern = Array.from({ length: random(6) }, () => 'ab*?'[random(4)]).join('');
      const text = Array.from({ length: random(7) }, () => 'ab'[random(2)]).join('');
      expect([pattern, text, isWildcardMatch(pattern, text)]).toEqual([pattern, text, slow(pattern, text)]);
    }
  });
});

describe('escapes', () => {
  test.each([
    ['a*b?[c]`d', 'a`*b`?`[c`]``d'],
    ['plain', 'plain'],
    ['', ''],
  ])('Escape(%j)', (text, expected) => {
    expect(escapeWildcard(text)).toBe(expected);
  });

  test('Escape with exceptions', () => {
    expect(escapeWildcard('a*[b]', '*?')).toBe('a*`[b`]');
  });

  test.each([
    ['a`*b`?`[c`]``d', 'a*b?[c]`d'],
    ['a`b', 'a`b'],
    ['a`', 'a`'],
    ['``', '`'],
    ['```*', '`*'],
  ])('Unescape(%j)', (text, expected) => {
    expect(unescapeWildcard(text)).toBe(expected);
  });

  test.each([
    ['a*', true],
    ['a?', true],
    ['[a]', true],
    ['a]', true],
    ['abc', false],
    ['', false],
    ['`*', false],
    ['``*', true],
    ['`', false],
    ['a`[b', false],
  ])('ContainsWildcardCharacters(%j)', (text, expected) => {
    expect(containsWildcardCharacters(text)).toBe(expected);
  });

  test('ContainsRangeWildcard', () => {
    expect(containsRangeWildcard('[a]')).toBe(true);
    expect(containsRangeWildcard(']a[')).toBe(false);
    expect(containsRangeWildcard('`[a]')).toBe(false);
    expect(containsRangeWildcard(null)).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { isSubset } from '../../../src/interpreter/values/regex/charset.ts';
import { RegexOptions, toNativeRegExp } from '../../../src/interpreter/values/regex/regex.ts';
import { boundarySet, caseClass, categoryOf, digitSet, lowerOf, spaceSet, wordSet } from '../../../src/interpreter/values/regex/unicode.ts';

describe('which patterns JavaScript may run', () => {
  test.each([
    ['^(\\w+)@(\\w+)\\.(\\w+)$', 0],
    ['\\d+', 0],
    ['error', RegexOptions.IgnoreCase],
    ['(\\d{4})-(\\d{2})-(\\d{2})', 0],
    ['^ab$', RegexOptions.Multiline],
    ['a|b|cd', 0],
    ['[,;]', 0],
    ['.', RegexOptions.Singleline],
  ])('%s', (pattern, options) => {
    expect(toNativeRegExp(pattern, options)).toBeInstanceOf(RegExp);
  });

  test.each([
    ['^(a+)+$', 0, 'exponential'],
    ['(?:a|a)*b', 0, 'exponential'],
    ['(?:a*b?)*c', 0, 'nested'],
    ['\\w+\\d+x', 0, 'quadratic'],
    ['\\w+@', 0, 'quadratic'],
    ['(a)\\1', 0, 'back reference'],
    ['(?<=a)b', 0, 'lookbehind'],
    ['(?>a+)b', 0, 'atomic'],
    ['(\\w)+', 0, 'captures of a loop'],
    ['\\bfoo\\b', 0, 'word boundary'],
    ['\\Ga', 0, 'start of the search'],
    ['(?:a?)*b', 0, 'empty rounds'],
    ['a', RegexOptions.RightToLeft, 'direction'],
    ['\\d', RegexOptions.ECMAScript, 'ECMAScript'],
    ['(?(a)b|c)', 0, 'conditional'],
    ['(?<a>b)(?<c-a>d)', 0, 'balancing'],
    ['(?<n>a)|(?<n>b)', 0, 'one group in two places'],
  ])('not %s', (pattern, options, _why) => {
    expect(toNativeRegExp(pattern, options)).toBeNull();
  });

  test('quadratic patterns are allowed on short inputs', () => {
    expect(toNativeRegExp('\\w+@', 0, 500)).toBeInstanceOf(RegExp);
    expect(toNativeRegExp('^(a+)+$', 0, 10)).toBeNull();
  });

  test.each([
    ['a$', 0, 'a\n', 0],
    ['\\d', 0, '٣', 0],
    ['\\w', 0, 'é', 0],
    ['\\s', 0, '\u0085', 0],
    ['\\s', 0, '\ufeff', -1],
    ['.', 0, '\r', 0],
    ['.', 0, '\u2028', 0],
    ['k', 1, '\u212a', 0],
    ['ſ', 1, 's', -1],
    ['^b', 2, 'a\nb', 2],
    ['^b', 2, 'a\rb', -1],
    ['a$', 2, 'a\r', -1],
    ['[^a]', 1, 'A', -1],
  ])('%j with options %d means in JavaScript what it means in .NET (%j)', (pattern, options, input, index) => {
    expect(toNativeRegExp(pattern, options)?.exec(input)?.index ?? -1).toBe(index);
  });
});

describe('character tables', () => {
  test('agree with what is known of Unicode', () => {
    expect(categoryOf(0x41)).toBe(0);
    expect(categoryOf(0x61)).toBe(1);
    expect(categoryOf(0x20)).toBe(11);
    expect(categoryOf(0xd800)).toBe(16);
    expect(categoryOf(0xffff)).toBe(29);
    expect(isSubset(digitSet(false), wordSet(false))).toBe(true);
    expect(isSubset(wordSet(false), boundarySet(false))).toBe(true);
    expect(spaceSet(false)).toEqual([
      0x9, 0xe, 0x20, 0x21, 0x85, 0x86, 0xa0, 0xa1, 0x1680, 0x1681, 0x2000, 0x200b, 0x2028, 0x202a, 0x202f, 0x2030, 0x205f, 0x2060, 0x3000,
      0x3001,
    ]);
  });

  test('letters agree with the JavaScript engine wherever both know the character', () => {
    const letter = /^\p{L}$/u;
    const unassigned = /^\p{Cn}$/u;
    for (let unit = 0; unit < 0xd800; unit++) {
      const char = String.fromCharCode(unit);
      if (unassigned.test(char) || categoryOf(unit) === 29) continue;
      expect(categoryOf(unit) <= 4, unit.toString(16)).toBe(letter.test(char));
    }
  });

  test('case', () => {
    expect(lowerOf(0x41, true)).toBe(0x61);
    expect(lowerOf(0x130, true)).toBe(0x130);
    expect(lowerOf(0x130, false)).toBe(0x69);
    expect(caseClass(0x6b, true)).toEqual([0x4b, 0x6b, 0x212a]);
    expect(caseClass(0x69, true)).toEqual([0x49, 0x69]);
    expect(caseClass(0x69, false)).toEqual([0x49, 0x69, 0x130]);
    expect(caseClass(0x31, true)).toBeNull();
    expect(caseClass(0x17f, true)).toBeNull();
  });
});

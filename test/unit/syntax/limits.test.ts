import { describe, expect, it } from 'vitest';
import { findAll, parseInput } from '../../../src/interpreter/syntax/index.ts';

describe('large and odd input', () => {
  it.each([
    ['operators', `1${'+1'.repeat(5000)}`],
    ['elseif', `if (1) {}${' elseif (1) {}'.repeat(5000)}`],
    ['pipelines', `a${' | b'.repeat(5000)}`],
    ['chains', `a${' && b'.repeat(5000)}`],
    ['members', `$a${'.b'.repeat(5000)}`],
    ['list', `1${',1'.repeat(5000)}`],
    ['expansions', `"${'$(1)'.repeat(5000)}"`],
    ['operators in a method', `class A { m() { 1${'+1'.repeat(5000)} } }`],
  ])('%s need no depth', (_, text) => {
    const { ast, errors } = parseInput(text);
    expect(errors).toEqual([]);
    expect(findAll(ast, () => true, true).length).toBeGreaterThan(5000);
  });

  it('says that a script is too complex instead of failing', () => {
    const depth = 100_000;
    const { errors, ast } = parseInput('('.repeat(depth));
    expect(errors.at(-1)?.errorId).toBe('ScriptTooComplicated');
    expect(ast.kind).toBe('ScriptBlockAst');
  });

  it('takes any text, cut anywhere', () => {
    const text =
      'class A { [int[]]$x = @(1kb, "a$($b.c[1])") } function f { param([ValidateSet("a")]$p) switch -w ($p) { 1 {} default { @{a=1} } } }';
    for (let i = 0; i <= text.length; i++) {
      const { tokens } = parseInput(text.slice(0, i));
      let end = 0;
      for (const token of tokens) {
        expect(token.extent.start).toBeGreaterThanOrEqual(end);
        end = token.extent.end;
      }
    }
  });

  it('finishes on characters that end nothing', () => {
    for (const text of ['\0', 'a\0b', '"\0"', '\ud800', '\u00a0', '`', '$', '@', '\u2028', '#', ':']) {
      expect(() => parseInput(text)).not.toThrow();
    }
  });
});

/**
 * Answers of .NET 10, one JSON object a line in dotnet-10.jsonl: op, p(attern), o(ptions), i(nput), s(tart), r(eplacement), n (count)
 * and `net`, what .NET said. Captures are [index, length, index, length, …] per group, in order of the group numbers.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DotNetError } from '../../../src/interpreter/values/dotnet/errors.ts';
import {
  createMatch,
  escapeRegex,
  getRegex,
  groupNames,
  groupNumbers,
  type MatchResult,
  match,
  matchResult,
  nextStart,
  RegexParseError,
  runMatch,
  unescapeRegex,
} from '../../../src/interpreter/values/regex/regex.ts';
import { matches, replace, split } from '../../../src/interpreter/values/regex/scan.ts';

interface Case {
  op: 'all' | 'names' | 'replace' | 'split' | 'escape' | 'unescape';
  p: string;
  o: number;
  i: string;
  s?: number;
  r?: string;
  n?: number;
  net: Record<string, unknown>;
}

const cases: Case[] = readFileSync(new URL('dotnet-10.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

const flat = (result: MatchResult) => result.groups.map((group) => group.captures.flatMap(({ index, length }) => [index, length]));

/** All matches by the machine alone, without the browser's matcher. */
function allByMachine({ p, o, i, s }: Case): number[][][] {
  const regex = getRegex(p, o);
  const out: number[][][] = [];
  let start = s;
  let afterEmpty = false;
  for (;;) {
    const state = createMatch(regex.program, i, start, afterEmpty);
    if (runMatch(state, regex.program, 1e8) !== 'match') return out;
    const result = matchResult(regex.program, state);
    out.push(flat(result));
    ({ start, afterEmpty } = nextStart(regex, result));
  }
}

function answer(row: Case): Record<string, unknown> {
  const { op, p, o, i, s, r = '', n } = row;
  try {
    switch (op) {
      case 'all':
        return { all: allByMachine(row) };
      case 'names':
        return { names: groupNames(getRegex(p, o)), nums: groupNumbers(getRegex(p, o)) };
      case 'replace':
        return { v: replace(getRegex(p, o), i, r, n, s) };
      case 'split':
        return { v: split(getRegex(p, o), i, n, s) };
      case 'escape':
        return { v: escapeRegex(p) };
      case 'unescape':
        return { v: unescapeRegex(p) };
    }
  } catch (error) {
    if (error instanceof RegexParseError) return { err: error.message, code: error.error, off: error.offset };
    if (error instanceof DotNetError) return { ex: error.typeName.replace(/^System\./, '') };
    throw error;
  }
}

/** Of exceptions other than RegexParseException only the type is compared. */
function expected({ net }: Case): Record<string, unknown> {
  return typeof net.ex === 'string' ? { ex: net.ex.slice(0, net.ex.indexOf(':')) } : net;
}

describe('same answers as .NET', () => {
  const groups: Record<string, Case[]> = {};
  for (const row of cases) {
    groups[row.op] ??= [];
    groups[row.op].push(row);
  }
  for (const [op, rows] of Object.entries(groups)) {
    test.each(rows.map((row) => [JSON.stringify([row.p, row.o, row.i, row.r, row.n]), row] as const))(`${op} %s`, (_, row) => {
      expect(answer(row)).toEqual(expected(row));
    });
  }
});

test('there are enough of them', () => {
  expect(cases.length).toBeGreaterThan(650);
});

test('the high-level functions agree with the machine', () => {
  for (const row of cases) {
    if (row.op !== 'all' || !('all' in row.net)) continue;
    const all = row.net.all as number[][][];
    expect(matches(getRegex(row.p, row.o), row.i, row.s).map(flat)).toEqual(all);
    const first = match(row.p, row.o, row.i, row.s);
    expect(first && flat(first)).toEqual(all[0] ?? null);
  }
});

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { UTC_ZONE } from '../../../src/interpreter/values/dotnet/calendar.ts';
import { DateTime, UTC } from '../../../src/interpreter/values/dotnet/datetime.ts';
import { zoneOffset } from '../../../src/interpreter/values/dotnet/zone.ts';
import { clock, type Op, replay } from './replay.ts';

/** The moment at which the tables were recorded, for dates without a year or a day. */
const RECORDED = DateTime.fromParts(2026, 11, 21, 12, 0, 0, 0, 0, UTC);

/** Rows of a table that we answer otherwise than .NET 10 did. */
function mismatches(name: string): string[] {
  const text = readFileSync(new URL(`./tables/${name}.jsonl`, import.meta.url), 'utf8');
  const wrong: string[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const row = JSON.parse(line) as string[];
    const want = row[row.length - 1];
    const got = replay(row.slice(0, -1) as Op);
    if (got !== want) wrong.push(`${line} got ${JSON.stringify(got)}`);
  }
  return wrong;
}

describe('answers recorded from .NET 10', () => {
  afterEach(() => {
    clock.current = { utcNow: RECORDED, zone: UTC_ZONE };
  });

  for (const name of [
    'number-format',
    'float-text',
    'decimal',
    'convert-and-parse',
    'math',
    'text',
    'timespan',
    'date-format',
    'date-parse',
    'date-parse-exact',
  ]) {
    it(name, () => {
      clock.current = { utcNow: RECORDED, zone: UTC_ZONE };
      expect(mismatches(name)).toEqual([]);
    });
  }

  it('new-york: local time and daylight saving', () => {
    clock.current = { utcNow: RECORDED, zone: zoneOffset('America/New_York') };
    expect(mismatches('new-york')).toEqual([]);
  });
});

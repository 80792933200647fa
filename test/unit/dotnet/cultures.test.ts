/** Numbers and dates in cultures besides en-US and the invariant one, as .NET 10 writes and reads them. */
import { describe, expect, it } from 'vitest';
import type { CultureName } from '../../../src/interpreter/values/dotnet/culture.ts';
import '../../../src/interpreter/values/dotnet/moreCultures.ts';
import { parseDateTime } from '../../../src/interpreter/values/dotnet/dateParse.ts';
import { DateTime } from '../../../src/interpreter/values/dotnet/datetime.ts';
import { formatNumber } from '../../../src/interpreter/values/dotnet/numberFormat.ts';
import { parseNumber } from '../../../src/interpreter/values/dotnet/parseNumber.ts';

const d = DateTime.fromParts(2024, 5, 6, 14, 7, 9);
const clock = { utcNow: DateTime.fromUnixMilliseconds(0), zone: () => 0 };
const spaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('cultures', () => {
  it.each<[CultureName, string, string, string, string, string]>([
    ['de-DE', '1.234.567,89', '-1.234,50 €', '25,6 %', '06.05.2024 14:07:09', 'Montag, 6. Mai 2024'],
    ['fr-FR', '1 234 567,89', '-1 234,50 €', '25,6 %', '06/05/2024 14:07:09', 'lundi 6 mai 2024'],
    ['en-GB', '1,234,567.89', '-£1,234.50', '25.6%', '06/05/2024 14:07:09', 'Monday, 6 May 2024'],
    ['pl-PL', '1 234 567,89', '-1 234,50 zł', '25,6%', '6.05.2024 14:07:09', 'poniedziałek, 6 maja 2024'],
    ['ja-JP', '1,234,567.89', '-￥1,234', '25.6%', '2024/05/06 14:07:09', '2024年5月6日月曜日'],
  ])('%s', (name, n2, c, p1, general, long) => {
    expect(spaces(formatNumber('Double', 1234567.891, 'N2', name))).toBe(n2);
    expect(spaces(formatNumber('Double', -1234.5, 'C', name))).toBe(c);
    expect(spaces(formatNumber('Double', 0.256, 'P1', name))).toBe(p1);
    expect(spaces(d.toString('', name))).toBe(general);
    expect(d.toString('D', name)).toBe(long);
    expect(parseDateTime(d.toString('d', name), name, 0, clock).toString('s')).toBe('2024-05-06T00:00:00');
  });
  it('reads numbers with its separators', () => {
    expect(parseNumber('Double', '1.234,5', 'de-DE')).toBe(1234.5);
  });
});

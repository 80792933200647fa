/** Tables, lists, wide views against what PowerShell 7.6.5 prints (golden scripts formatting/*). */
import { expect, test } from 'vitest';
import { FormatterState, feed, flush, linesText } from '../../../src/interpreter/formatting/formatter.ts';
import { fail } from '../../../src/interpreter/values/errors.ts';
import type { PSObject } from '../../../src/interpreter/values/object.ts';
import { mkDouble } from '../../../src/interpreter/values/value.ts';
import { array, asString, block, format, object, shown, table as tableOf, testContext } from './support.ts';

const lines = (...text: string[]): string => `${text.join('\n')}\n`;

test('six properties make lists, one after another (003)', () => {
  const six = object({ One: 1, Two: 2, Three: 3, Four: 4, Five: 5, SixthAndLongest: 6 });
  const list = [
    'One             : 1',
    'Two             : 2',
    'Three           : 3',
    'Four            : 4',
    'Five            : 5',
    'SixthAndLongest : 6',
    '',
  ];
  expect(shown([six, six])).toBe(lines('', ...list, ...list));
  expect(shown(format('table', {}, [six]))).toBe(
    lines(
      '',
      'One Two Three Four Five SixthAndLongest',
      '--- --- ----- ---- ---- ---------------',
      '  1   2     3    4    5               6',
      '',
    ),
  );
});

test('a table has at most ten columns by itself (003)', () => {
  const twelve = object(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`P${i + 1}`, (i + 1) ** 2])));
  expect(shown(format('table', {}, [twelve]))).toBe(
    lines('', 'P1 P2 P3 P4 P5 P6 P7 P8 P9 P10', '-- -- -- -- -- -- -- -- -- ---', ' 1  4  9 16 25 36 49 64 81 100', ''),
  );
});

test('collections in cells (012)', () => {
  const rows = [
    object({ Name: 'n', Values: array(1, 2, 3, 4, 5, 6) }),
    object({ Deep: array(array(1, 2), array(3, 4)), Objs: array(object({ A: 1 }), object({ B: 2 })) }),
  ];
  expect(shown(format('list', {}, rows))).toBe(
    lines('', 'Name   : n', 'Values : {1, 2, 3, 4…}', '', 'Deep : {1 2, 3 4}', 'Objs : {@{A=1}, @{B=2}}', ''),
  );
});

test('a collection in the pipeline is enumerated one level deep (012)', () => {
  const text = shown([1, array(2, 3), array(4, array(5, 6))]);
  expect(text.startsWith('1\n2\n3\n4\n\nLength ')).toBe(true);
  expect(text).toContain('SyncRoot       : {5, 6}\n');
  expect(text.endsWith('Count          : 2\n\n')).toBe(true);
});

test('-Wrap, -HideTableHeaders (020)', () => {
  const rows = [object({ K: 'one', V: 'word '.repeat(20) }), object({ K: 'two', V: 'x'.repeat(100) })];
  const wrapped = lines(
    '',
    'K   V',
    '-   -',
    'one word word word word word word word word word word word word word word word',
    '    word word word word word',
    `two ${'x'.repeat(75)}`,
    `    ${'x'.repeat(25)}`,
    '',
  );
  expect(shown(format('table', { Wrap: true }, rows))).toBe(wrapped);
  expect(shown(format('table', { Wrap: true, AutoSize: true }, rows))).toBe(wrapped);
  expect(shown(format('table', { HideTableHeaders: true }, rows))).toBe(
    lines('', 'one word word word word word word word word word word word word word word word…', `two ${'x'.repeat(74)}…`, ''),
  );
  expect(shown(format('table', { HideTableHeaders: true, Property: array('K') }, rows))).toBe(lines('', 'one', 'two', ''));
});

test('lists wrap under their values (022)', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(5).trim();
  expect(shown(format('list', {}, [object({ Name: 'n', Description: text, Code: 'a\n  b\nc' })]))).toBe(
    lines(
      '',
      'Name        : n',
      'Description : lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ',
      '              ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum ',
      '              dolor sit amet',
      'Code        : a',
      '                b',
      '              c',
      '',
    ),
  );
});

test('Format-Wide (023)', () => {
  const names = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].map((name) => object({ Name: name, Len: name.length }));
  const pad = (text: string, width: number): string => text.padEnd(width);
  expect(shown(format('wide', {}, names))).toBe(
    lines('', `${pad('alpha', 40)}beta`, `${pad('gamma', 40)}delta`, `${pad('epsilon', 40)}`, ''),
  );
  expect(shown(format('wide', { Column: 3 }, names))).toBe(
    lines('', 'alpha                      beta                       gamma', 'delta                      epsilon                    ', ''),
  );
  expect(shown(format('wide', { AutoSize: true }, names))).toBe(
    lines('', 'alpha    beta     gamma    delta    epsilon                             ', ''),
  );
  expect(shown(format('wide', { Property: 'Len', Column: 5 }, names))).toBe(
    lines('', '5               4               5               5               7', ''),
  );
  const upper = block(' $_.Name.ToUpper() ', (item) => ((item as PSObject).get('Name') as string).toUpperCase());
  expect(shown(format('wide', { Property: upper, Column: 2 }, names))).toBe(
    lines('', `${pad('ALPHA', 40)}BETA`, `${pad('GAMMA', 40)}DELTA`, `${pad('EPSILON', 40)}`, ''),
  );
  expect(shown(format('wide', { Column: 4 }, [1, 2]))).toBe('1\n2\n');
});

test('wide characters take two cells (041)', () => {
  expect(shown([object({ Word: '日本語', N: 1 }), object({ Word: 'abc', N: 2 })])).toBe(
    lines('', 'Word   N', '----   -', '日本語 1', 'abc    2', ''),
  );
  expect(shown(format('table', { AutoSize: true }, [object({ City: '東京', Pop: 13 }), object({ City: 'Łódź', Pop: 1 })]))).toBe(
    lines('', 'City Pop', '---- ---', '東京  13', 'Łódź   1', ''),
  );
  expect(shown([object({ K: '漢'.repeat(50) })])).toBe(lines('', 'K', '-', `${'漢'.repeat(39)}…`, ''));
  expect(shown(format('list', {}, [object({ 名前: '値', b: 1 })]))).toBe(lines('', '名前 : 値', 'b    : 1', ''));
});

test('columns that do not fit are left out (045, 053)', () => {
  const o = object(Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`property${i + 1}`, i + 1])));
  const expected = lines(
    '',
    'property1 property2 property3 property4 property5 property6 property7 property8',
    '--------- --------- --------- --------- --------- --------- --------- ---------',
    '        1         2         3         4         5         6         7         8',
    '',
  );
  expect(shown(format('table', {}, [o]))).toBe(expected);
  expect(shown(format('table', { Property: array('*'), AutoSize: true }, [o]))).toBe(expected);
  expect(shown(format('table', {}, [object({ A: 'x'.repeat(79), B: 1 })]))).toBe(lines('', 'A', `-${' '.repeat(78)}`, 'x'.repeat(79), ''));
  expect(shown(format('table', {}, [object({ S: 'x'.repeat(80) })]))).toBe(lines('', 'S', '-', `${'x'.repeat(78)}…`, ''));
});

test('the first object fixes the columns; strings pass by (056, 057, facts)', () => {
  const a = object({ X: 1, Y: 2 }, 'Kind.A');
  const b = object({ P: 3, Q: 4 }, 'Kind.B');
  expect(asString([a, b, a])).toBe(lines('', 'X Y', '- -', '1 2', '   ', '1 2', ''));
  const five = object({ A: 1, B: 2, C: 3, D: 4, E: 5 });
  const list = ['A : 1', 'B : 2', 'C : 3', 'D : 4', 'E : 5', ''];
  expect(shown([five, 'text', five])).toBe(lines('', ...list, 'text', ...list));
});

test('failing calculated properties (054)', () => {
  const items = [object({ N: 0 }), object({ N: 2 })];
  const ratio = block(' 1 / $_.N ', (item) => {
    const n = (item as PSObject).get('N') as number;
    if (n === 0) throw fail('RuntimeException', 'NotSpecified', 'Attempted to divide by zero.');
    return mkDouble(1 / n);
  });
  const properties = array('N', tableOf({ n: 'Inv', e: ratio }));
  expect(shown(format('table', { Property: properties }, items))).toBe(lines('', 'N Inv', '- ---', '0 ', '2 0.500', ''));
  expect(shown(format('table', { Property: properties, DisplayError: true }, items))).toBe(
    lines('', 'N Inv', '- ---', '0 #ERR', '2 0.500', ''),
  );
});

test('-Expand (054)', () => {
  const three = array(1, 2, 3);
  expect(shown(format('table', { Expand: 'Both' }, [three]))).toBe(
    lines(
      'The following object supports IEnumerable:',
      '',
      'Length         : 3',
      'LongLength     : 3',
      'Rank           : 1',
      'SyncRoot       : {1, 2, 3}',
      'IsReadOnly     : False',
      'IsFixedSize    : True',
      'IsSynchronized : False',
      'Count          : 3',
      '',
      'The IEnumerable contains the following 3 objects:',
      '1',
      '2',
      '3',
    ),
  );
  expect(shown(format('table', { Expand: 'EnumOnly' }, [array('i')]))).toBe('i\n');
});

test('-GroupBy', () => {
  const rows = ['a', 'a', 'b'].map((Kind, i) => object({ Kind, N: i }));
  expect(shown(format('table', { GroupBy: 'Kind' }, rows))).toBe(
    lines('', '   Kind: a', '', 'Kind N', '---- -', 'a    0', 'a    1', '', '   Kind: b', '', 'Kind N', '---- -', 'b    2', ''),
  );
});

test('rows are held back for 300 ms or until the group ends', () => {
  const ctx = testContext();
  const state = new FormatterState();
  const text = (value: PSObject): string => linesText(feed(state, value, ctx));
  expect(text(object({ A: 1 }))).toBe('\n');
  expect(text(object({ A: 2 }))).toBe('');
  ctx.time = 301;
  expect(text(object({ A: 3 }))).toBe('A\n-\n1\n2\n3\n');
  expect(text(object({ A: 4 }))).toBe('4\n');
  expect(linesText(flush(state, ctx))).toBe('\n');
});

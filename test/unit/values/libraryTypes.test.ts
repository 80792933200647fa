/** Members of the .NET-shaped types against what .NET 10 answered to the same calls. */
import { describe, expect, it } from 'vitest';
import { PSReference } from '../../../src/interpreter/values/code.ts';
import { PSArray } from '../../../src/interpreter/values/collections.ts';
import { convertTo, toText } from '../../../src/interpreter/values/convert.ts';
import { enumerate } from '../../../src/interpreter/values/enumerate.ts';
import { getIndex, getProperty, getStatic, invokeMethod, invokeStatic, newObject } from '../../../src/interpreter/values/members.ts';
import { byte, long } from '../../../src/interpreter/values/numbers.ts';
import { binary } from '../../../src/interpreter/values/operators.ts';
import { methodText } from '../../../src/interpreter/values/text.ts';
import { typeNameOf } from '../../../src/interpreter/values/typeNames.ts';
import '../../../src/interpreter/values/types/core.ts';
import { TypeValue, type Value } from '../../../src/interpreter/values/value.ts';
import { context, errorOf } from './support.ts';

const ctx = context();
const show = (v: Value): string => {
  const items = v === null ? null : enumerate(v);
  return items !== null ? items.map(show).join('|') : v === null ? '<null>' : methodText(v, ctx);
};
const stat = (type: string, name: string, ...args: Value[]): string => show(invokeStatic(type, name, args, ctx));
const fail = (type: string, name: string, ...args: Value[]): string => {
  const message = errorOf(() => invokeStatic(type, name, args, ctx));
  return /^(.*?): Exception calling ".*?" with "\d+" argument\(s\): "(.*)"$/s.exec(message)?.slice(1).join(': ') ?? message;
};
const make = (type: string, ...args: Value[]): Value => newObject(type, args, ctx);
const call = (self: Value, name: string, ...args: Value[]): string => show(invokeMethod(self, name, args, ctx));
const prop = (self: Value, ...names: string[]): string => names.map((n) => show(getProperty(self, n, ctx))).join('|');
const bytes = (...b: number[]): PSArray => new PSArray(b.map(byte), 'System.Byte');
const cast = (text: Value, type: string): Value => convertTo(text, type, ctx);

describe('Convert', () => {
  it.each<[string, Value[], string]>([
    ['ToInt32', ['ffffffff', 16], '-1'],
    ['ToInt32', ['0x1F', 16], '31'],
    ['ToInt32', ['-5', 10], '-5'],

    ['ToSByte', ['ff', 16], '-1'],
    ['ToInt32', [2.5], '2'],
    ['ToInt32', [3.5], '4'],
    ['ToBoolean', [' true '], 'True'],
    ['ToBoolean', [null], 'False'],
    ['ToString', [-1, 16], 'ffffffff'],
    ['ToString', [-5, 10], '-5'],
    ['ToString', [long(-1), 2], '1'.repeat(64)],
    ['ToString', [1.5], '1.5'],
    ['ToChar', [65], 'A'],
    ['ToHexString', [bytes(0x68, 0xc3, 0xa9)], '68C3A9'],
    ['FromHexString', ['68c3'], '104|195'],
    ['ToBase64String', [bytes(104, 195, 169, 108, 108, 111)], 'aMOpbGxv'],
    ['FromBase64String', [' aG Vs\nbG8= '], '104|101|108|108|111'],
    ['FromBase64String', ['aGV='], '104|101'],
    ['ChangeType', ['5', new TypeValue('System.Int32')], '5'],
    ['ToDateTime', ['2024-05-06'], '5/6/2024 12:00:00\u202fAM'],
  ])('%s %#', (name, args, expected) => expect(stat('convert', name, ...args)).toBe(expected));
  it('inserts line breaks', () => {
    const text = stat('convert', 'ToBase64String', bytes(...new Array(100).fill(0)), 'InsertLineBreaks');
    expect(text.split('\r\n').map((l) => l.length)).toEqual([76, 60]);
  });
  it.each<[string, Value[], string]>([
    ['ToInt32', ['zz', 16], 'FormatException: Could not find any recognizable digits.'],
    ['ToInt32', ['1z', 16], 'FormatException: Additional non-parsable characters are at the end of the string.'],
    ['ToInt32', ['1', 3], 'ArgumentException: Invalid Base.'],
    ['ToInt32', ['1ffffffff', 16], 'OverflowException: Value was either too large or too small for a UInt32.'],
    ['ToInt32', ['99999999999', 10], 'OverflowException: Value was either too large or too small for an Int32.'],
    ['ToByte', ['1ff', 16], 'OverflowException: Value was either too large or too small for an unsigned byte.'],
    ['ToSByte', ['1ff', 16], 'OverflowException: Value was either too large or too small for a signed byte.'],
    ['ToInt32', ['-5', 16], 'ArgumentException: String cannot contain a minus sign if the base is not 10.'],
    ['ToUInt64', ['-1', 10], 'OverflowException: The string was being parsed as an unsigned number and could not have a negative sign.'],
    ['ToInt32', ['4x'], "FormatException: The input string '4x' was not in a correct format."],
    ['ToInt32', [5e9], 'OverflowException: Value was either too large or too small for an Int32.'],
    ['ToBoolean', ['yes'], "FormatException: String 'yes' was not recognized as a valid Boolean."],
    ['ToChar', [70000], 'OverflowException: Value was either too large or too small for a character.'],
    ['ToChar', ['ab'], 'FormatException: String must be exactly one character long.'],
    ['ToDateTime', [5], "InvalidCastException: Invalid cast from 'Int32' to 'DateTime'."],
    ['FromHexString', ['abc'], 'FormatException: The input is not a valid hex string as its length is not a multiple of 2.'],
    ['ChangeType', [null, new TypeValue('System.Int32')], 'InvalidCastException: Null object cannot be converted to a value type.'],
    ['ChangeType', [5, new TypeValue('System.Guid')], "InvalidCastException: Invalid cast from 'System.Int32' to 'System.Guid'."],
  ])('%s %# fails', (name, args, expected) => expect(fail('convert', name, ...args)).toBe(expected));
});

describe('BitConverter', () => {
  it('reads and writes little-endian', () => {
    expect(stat('bitconverter', 'GetBytes', 258)).toBe('2|1|0|0');
    expect(stat('bitconverter', 'ToInt32', bytes(1, 2, 0, 0), 0)).toBe('513');
    expect(stat('bitconverter', 'ToString', bytes(1, 171))).toBe('01-AB');
    expect(stat('bitconverter', 'DoubleToInt64Bits', 1.5)).toBe('4609434218613702656');
    expect(fail('bitconverter', 'ToInt32', bytes(1, 2), 0)).toBe(
      "ArgumentException: The array starting from the specified index is not long enough to read a value of the specified type. (Parameter 'value')",
    );
  });
});

describe('Encoding', () => {
  const utf8 = getStatic('System.Text.Encoding', 'UTF8', ctx);
  const of = (name: string): Value => getStatic('System.Text.Encoding', name, ctx);
  it('replaces what it cannot read or write', () => {
    expect(call(utf8, 'GetString', bytes(0xe2, 0x82, 65, 0xff, 0xf0, 0x9f))).toBe('\ufffdA\ufffd\ufffd');
    expect(call(utf8, 'GetBytes', '\ud800a')).toBe('239|191|189|97');
    expect(call(utf8, 'GetBytes', '😀')).toBe('240|159|152|128');
    expect(call(of('ASCII'), 'GetBytes', 'é€a')).toBe('63|63|97');
    expect(call(of('Latin1'), 'GetBytes', 'é€')).toBe('233|63');
    expect(call(of('Unicode'), 'GetString', bytes(65, 0, 66))).toBe('A\ufffd');
    expect(call(of('UTF32'), 'GetString', bytes(0, 0, 0x11, 0xff, 65, 0, 0, 0, 1))).toBe('\ufffdA\ufffd');
    expect(call(of('BigEndianUnicode'), 'GetBytes', 'A😀')).toBe('0|65|216|61|222|0');
  });
  it('throws where asked to', () => {
    const strict = make('System.Text.UTF8Encoding', false, true);
    expect(errorOf(() => invokeMethod(strict, 'GetString', [bytes(0xff)], ctx))).toContain(
      'Unable to translate bytes [FF] at index 0 from specified code page to Unicode.',
    );
  });
  it('knows names, numbers and marks', () => {
    expect(prop(utf8, 'WebName', 'EncodingName', 'CodePage', 'IsSingleByte')).toBe('utf-8|Unicode (UTF-8)|65001|False');
    expect(call(utf8, 'GetPreamble')).toBe('239|187|191');
    expect(call(of('Default'), 'GetPreamble')).toBe('');
    expect(typeNameOf(utf8)).toBe('System.Text.UTF8Encoding+UTF8EncodingSealed');
    expect(prop(invokeStatic('System.Text.Encoding', 'GetEncoding', [1252], ctx), 'WebName')).toBe('windows-1252');
    expect(fail('System.Text.Encoding', 'GetEncoding', 'nope')).toMatch(/^ArgumentException: 'nope' is not a supported encoding name\./);
  });
});

describe('StringBuilder', () => {
  it('grows its capacity as .NET does', () => {
    const sb = make('System.Text.StringBuilder');
    const sizes = [20, 100, 1].map((n) => {
      invokeMethod(sb, 'Append', ['x'.repeat(n)], ctx);
      return prop(sb, 'Capacity');
    });
    expect(sizes).toEqual(['32', '120', '240']);
  });
  it('chains and edits', () => {
    const sb = make('System.Text.StringBuilder', 'abc');
    expect(call(sb, 'Insert', 1, 'xy')).toBe('axybc');
    expect(call(sb, 'Remove', 0, 2)).toBe('ybc');
    expect(call(sb, 'Replace', 'b', '--')).toBe('y--c');
    expect(call(sb, 'AppendJoin', ',', 1, 2)).toBe('y--c1,2');
    expect(call(sb, 'AppendFormat', '{0:N1}', 2.25)).toMatch(/2\.[23]$/);
    expect(show(getIndex(sb, [0], ctx))).toBe('y');
  });
  it('checks positions', () => {
    const sb = make('System.Text.StringBuilder', 'abc');
    expect(errorOf(() => invokeMethod(sb, 'Insert', [9, 'x'], ctx))).toContain(
      "Index was out of range. Must be non-negative and less than or equal to the size of the collection. (Parameter 'index')",
    );
    expect(errorOf(() => invokeMethod(sb, 'Remove', [-1, 1], ctx))).toContain("startIndex ('-1') must be a non-negative value.");
  });
});

describe('Uri', () => {
  const parts = ['Scheme', 'UserInfo', 'Host', 'Port', 'AbsolutePath', 'Query', 'Fragment', 'AbsoluteUri', 'LocalPath', 'HostNameType'];
  it.each<[string, string]>([
    ['HTTP://EXAMPLE.COM/A/../B/./c', 'http||example.com|80|/B/c|||http://example.com/B/c|/B/c|Dns'],
    ['http://h/x y', 'http||h|80|/x%20y|||http://h/x%20y|/x y|Dns'],
    ['https://u:p@h:443/', 'https|u:p|h|443|/|||https://u:p@h/|/|Dns'],
    ['http://h/%41%2f%c3%a9%25?%41#%41', 'http||h|80|/A%2f%C3%A9%25|?A|#A|http://h/A%2f%C3%A9%25?A#A|/A/é%|Dns'],
    ['http://[::1]:8080/x', 'http||[::1]|8080|/x|||http://[::1]:8080/x|/x|IPv6'],
    ['file:///etc/passwd', 'file|||-1|/etc/passwd|||file:///etc/passwd|/etc/passwd|Basic'],
    ['mailto:joe@example.com?subject=x', 'mailto|joe|example.com|25||?subject=x||mailto:joe@example.com?subject=x||Dns'],
    ['urn:isbn:123', 'urn|||-1|isbn:123|||urn:isbn:123|isbn:123|Unknown'],
  ])('%s', (text, expected) => expect(prop(cast(text, 'uri'), ...parts)).toBe(expected));
  it('shows itself readably, escapes strictly', () => {
    expect(toText(cast('http://h/%E2%82%AC%20%23%3f', 'uri'), ctx)).toBe('http://h/€ %23%3f');
    expect(stat('uri', 'EscapeDataString', "a b&c=d/é!'()*~-_.%")).toBe('a%20b%26c%3Dd%2F%C3%A9%21%27%28%29%2A~-_.%25');
    expect(stat('uri', 'UnescapeDataString', 'a%20b%26%zz%C3%A9%ff%2')).toBe('a b&%zzé%ff%2');
    expect(prop(cast('http://bücher.de/', 'uri'), 'IdnHost')).toBe('xn--bcher-kva.de');
  });
  it('resolves and relates', () => {
    const base = cast('http://h/a/b', 'uri');
    const resolve = (r: string): string => prop(make('uri', base, r), 'AbsoluteUri');
    expect(['../c', 'c', '/c', '?q', '//x/y', './d/./e/../f', 'c d'].map(resolve)).toEqual([
      'http://h/c',
      'http://h/a/c',
      'http://h/c',
      'http://h/a/b?q',
      'http://x/y',
      'http://h/a/d/f',
      'http://h/a/c%20d',
    ]);
    expect(call(cast('http://h/a/b/', 'uri'), 'MakeRelativeUri', cast('http://h/a/c/d?x#f', 'uri'))).toBe('../c/d?x#f');
  });
  it('compares without fragment and default port', () => {
    expect(binary('Ieq', cast('http://h/a#x', 'uri'), cast('HTTP://H:80/a#y', 'uri'), ctx)).toBe(true);
    expect(binary('Ieq', cast('http://h/a', 'uri'), cast('http://h/A', 'uri'), ctx)).toBe(false);
  });
  it.each<[string, string]>([
    ['', 'The URI is empty.'],
    ['a b', 'The format of the URI could not be determined.'],
    ['http://', 'The hostname could not be parsed.'],
    ['http://h:99999', 'Invalid port specified.'],
    ['1http://a', 'The URI scheme is not valid.'],
    ['http:a', 'The Authority/Host could not be parsed.'],
  ])('refuses %j', (text, reason) => {
    expect(errorOf(() => make('uri', text))).toBe(
      `UriFormatException: Exception calling ".ctor" with "1" argument(s): "Invalid URI: ${reason}"`,
    );
  });
  it('is not asked for parts when relative', () => {
    expect(errorOf(() => getProperty(cast('a/b', 'uri'), 'Host', ctx))).toContain('This operation is not supported for a relative URI.');
  });
});

describe('Random', () => {
  it('with a seed repeats .NET', () => {
    const r = make('random', 42);

    expect([call(r, 'Next'), call(r, 'Next', 10), call(r, 'Next', 5, 10), call(r, 'NextDouble'), call(r, 'NextInt64')]).toEqual([
      '1434747710',
      '1',
      '5',
      '0.5227642760252413',
      '6681488181179016144',
    ]);
    expect(errorOf(() => invokeMethod(r, 'Next', [5, 1], ctx))).toContain(
      "'minValue' cannot be greater than maxValue. (Parameter 'minValue')",
    );
  });
});

describe('dates and spans', () => {
  it('add, subtract and compare', () => {
    const a = cast('2024-02-28', 'datetime');
    const b = cast('2024-03-01 12:00', 'datetime');
    const span = binary('Minus', b, a, ctx);
    expect(show(span)).toBe('2.12:00:00');
    expect(show(binary('Multiply', 2, span, ctx))).toBe('5.00:00:00');
    expect(toText(binary('Plus', a, span, ctx), ctx)).toBe('03/01/2024 12:00:00');
    expect(binary('Ilt', a, b, ctx)).toBe(true);
    expect(binary('Ieq', a, '2024-02-28', ctx)).toBe(true);
  });
  it('show themselves in both cultures', () => {
    const a = cast('2024-02-28 13:04:05', 'datetime');
    expect(show(a)).toBe('2/28/2024 1:04:05\u202fPM');
    expect(toText(a, ctx)).toBe('02/28/2024 13:04:05');
    expect(call(a, 'ToString', 'yyyy-MM-dd HH:mm')).toBe('2024-02-28 13:04');
    expect(prop(a, 'DateTime')).toBe('Wednesday, February 28, 2024 1:04:05\u202fPM');
  });
  it('choose the overloads of TimeSpan.From… by kind', () => {
    expect(stat('timespan', 'FromSeconds', 90)).toBe('00:01:30');
    expect(stat('timespan', 'FromSeconds', 1.5)).toBe('00:00:01.5000000');
    expect(stat('timespan', 'FromHours', 1, 30)).toBe('01:30:00');
    expect(stat('timespan', 'FromDays', 2)).toBe('2.00:00:00');
  });
  it('try to parse', () => {
    const ref = new PSReference(null, cast('2020-01-01', 'datetime'));
    expect(stat('datetime', 'TryParse', 'nope', ref)).toBe('False');
    expect(stat('datetime', 'TryParseExact', '20240506', 'yyyyMMdd', null, 'None', ref)).toBe('True');
    expect(fail('datetime', 'ParseExact', 'x', 'yyyy', null)).toBe("FormatException: String 'x' was not recognized as a valid DateTime.");
  });
  it('have no equals of another type', () => {
    expect(errorOf(() => invokeMethod(cast('2024-02-28', 'datetime'), 'CompareTo', [cast('1.0', 'version')], ctx))).toContain(
      'Object must be of type DateTime.',
    );
    expect(call(cast('1.0', 'version'), 'Equals', 5)).toBe('False');
  });
  it('know offsets', () => {
    const o = cast('2024-06-01T12:00:00+02:00', 'datetimeoffset');
    expect(call(o, 'ToOffset', cast('-5:00', 'timespan'))).toBe('6/1/2024 5:00:00\u202fAM -05:00');
    expect(prop(o, 'Offset', 'TotalOffsetMinutes')).toBe('02:00:00|120');
  });
  it('know weeks', () => {
    const calendar = getProperty(getStatic('cultureinfo', 'InvariantCulture', ctx), 'Calendar', ctx);
    expect(call(calendar, 'GetWeekOfYear', cast('2024-12-30', 'datetime'), 'FirstFourDayWeek', 'Monday')).toBe('53');
  });
});

describe('Guid, Version, SemanticVersion', () => {
  it('parse and show', () => {
    const g = cast('{AB3D6C2E-0F1B-4C5D-9E8F-001122334455}', 'guid');
    expect(call(g, 'ToString', 'N')).toBe('ab3d6c2e0f1b4c5d9e8f001122334455');
    expect(prop(g, 'Version', 'Variant', 'Guid')).toBe('4|9|ab3d6c2e-0f1b-4c5d-9e8f-001122334455');
    expect(call(g, 'ToByteArray', true)).toBe('171|61|108|46|15|27|76|93|158|143|0|17|34|51|68|85');
    expect(prop(cast('1.10.3', 'version'), 'Major', 'Minor', 'Build', 'Revision')).toBe('1|10|3|-1');
    expect(binary('Ilt', cast('1.9', 'version'), cast('1.10', 'version'), ctx)).toBe(true);
    expect(binary('Ilt', cast('1.0.0-alpha', 'semver'), '1.0.0-beta', ctx)).toBe(true);
    expect(show(cast(cast('1.2.3', 'semver'), 'version'))).toBe('1.2.3');
  });
});

describe('Regex', () => {
  it('finds groups by name and number', () => {
    const m = invokeStatic('regex', 'Match', ['John Smith', '(?<first>\\w+) (\\w+)'], ctx);
    const groups = getProperty(m, 'Groups', ctx);
    expect(prop(getIndex(groups, ['first'], ctx), 'Value', 'Index')).toBe('John|0');
    expect(prop(getIndex(groups, [1], ctx), 'Value', 'Name')).toBe('Smith|1');
    expect(prop(getIndex(groups, [9], ctx), 'Success')).toBe('False');
    expect(prop(groups, 'Count')).toBe('3');
    expect(call(m, 'Result', '$2 $1')).toBe('John Smith');
    expect(prop(invokeMethod(m, 'NextMatch', [], ctx), 'Success')).toBe('False');
  });
  it('splits, replaces and counts', () => {
    expect(stat('regex', 'Split', 'a1b2c', '(\\d)')).toBe('a|1|b|2|c');
    expect(stat('regex', 'Replace', 'abc', '[ab]', '<$&>')).toBe('<a><b>c');
    expect(call(make('regex', '\\d'), 'Replace', '1234', 'x', 2)).toBe('xx34');
    expect(stat('regex', 'Count', 'a1b22', '\\d+')).toBe('2');
    expect(stat('regex', 'Escape', 'a.b*c')).toBe('a\\.b\\*c');
    expect(call(make('regex', 'b', 'IgnoreCase'), 'IsMatch', 'ABC')).toBe('True');
    expect(prop(invokeMethod(make('regex', 'b'), 'Match', ['abab', 2, 2], ctx), 'Index')).toBe('3');
  });
  it('refuses wrong patterns', () => {
    expect(errorOf(() => cast('(', 'regex'))).toBe(
      'InvalidCastFromStringToRegex: Cannot convert value "(" to type "System.Text.RegularExpressions.Regex". Error: "Invalid pattern \'(\' at offset 1. Not enough )\'s."',
    );
  });
});

describe('Path', () => {
  const path = (name: string, ...args: Value[]): string => stat('System.IO.Path', name, ...args);
  it.each<[string, Value[], string]>([
    ['Combine', ['a', 'b', '/c'], '/c'],
    ['Combine', ['a/', 'b'], 'a/b'],
    ['Join', ['a', '/b'], 'a/b'],
    ['GetExtension', ['x/y.tar.gz'], '.gz'],
    ['GetFileNameWithoutExtension', ['x/y.tar.gz'], 'y.tar'],
    ['ChangeExtension', ['a/b.txt', 'md'], 'a/b.md'],
    ['GetDirectoryName', ['/a/b'], '/a'],
    ['GetDirectoryName', ['/'], '<null>'],
    ['GetRelativePath', ['/a/b', '/a/c/d'], '../c/d'],
    ['GetFullPath', ['/a/../b/./c'], '/b/c'],
    ['IsPathRooted', ['a'], 'False'],
  ])('%s %#', (name, args, expected) => expect(path(name, ...args)).toBe(expected));
});

describe('CultureInfo', () => {
  it('knows well-known cultures', () => {
    const de = cast('de-DE', 'cultureinfo');
    expect(prop(de, 'LCID', 'DisplayName', 'NativeName', 'ThreeLetterISOLanguageName')).toBe(
      '1031|German (Germany)|Deutsch (Deutschland)|deu',
    );
    expect(show(getProperty(de, 'Parent', ctx))).toBe('de');
    const text = getProperty(getStatic('cultureinfo', 'InvariantCulture', ctx), 'TextInfo', ctx);
    expect(call(text, 'ToTitleCase', 'hello wORLD NASA it\'s o\'neil a1b foo-bar "quote"')).toBe(
      'Hello World NASA It\'s O\'neil A1b Foo-Bar "Quote"',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../src/interpreter/values/dotnet/decimal.ts';
import { doubleToPowerShellString, singleToPowerShellString } from '../../../src/interpreter/values/dotnet/double.ts';
import { DotNetError } from '../../../src/interpreter/values/dotnet/errors.ts';
import type { NumericKind } from '../../../src/interpreter/values/dotnet/kinds.ts';
import { convertStringToNumber, scanNumberString } from '../../../src/interpreter/values/dotnet/powershellNumber.ts';
import { SemanticVersion } from '../../../src/interpreter/values/dotnet/semver.ts';
import { compareCulture } from '../../../src/interpreter/values/dotnet/stringCompare.ts';
import { Version } from '../../../src/interpreter/values/dotnet/version.ts';

function scan(text: string): string {
  const found = scanNumberString(text);
  return found === null ? 'null' : `${found.kind} ${Object.is(found.value, -0) ? '-0' : found.value}`;
}

function cast(text: string, kind: NumericKind): string {
  try {
    return String(convertStringToNumber(text, kind));
  } catch (error) {
    return error instanceof DotNetError ? `${error.typeName}: ${error.message}` : 'crash';
  }
}

describe('number literals in strings', () => {
  const cases: Record<string, string> = {
    '': 'Int32 0',
    '  12 ': 'Int32 12',
    '-5': 'Int32 -5',
    '+5': 'Int32 5',
    '\u20135': 'Int32 -5',
    '2147483648': 'Int64 2147483648',
    '9223372036854775808': 'Decimal 9223372036854775808',
    '1.5': 'Double 1.5',
    '1.': 'Double 1',
    '.5': 'Double 0.5',
    '-.5': 'Double -0.5',
    '-0.0': 'Double -0',
    '1e3': 'Double 1000',
    '1e': 'null',
    '.': 'null',
    '-': 'null',
    '1kb': 'Int32 1024',
    '1.5KB': 'Double 1536',
    '2gb': 'Int32 2147483648'.replace('Int32', 'Int64'),
    '1pb': 'Int64 1125899906842624',
    '1dkb': 'Decimal 1024',
    '1k': 'null',
    '0x1f': 'Int32 31',
    '0xFFFFFFFF': 'Int32 -1',
    '0xFFFFFFFFu': 'UInt32 4294967295',
    '0x1FFFFFFFF': 'Int64 8589934591',
    '0xFFFFFFFFFFFFFFFF': 'Int64 -1',
    '0x00000000000000FF': 'Int64 255',
    '0xFFy': 'SByte -1',
    '0xFFFFs': 'Int16 -1',
    '-0x10': 'Int32 -16',
    '0x1dkb': 'Int32 29696',
    '0xFFFFFFFFFFFFFFFFF': 'null',
    '0b11': 'Int32 3',
    '0b11111111': 'Int32 -1',
    '0b011111111': 'Int32 255',
    '0b': 'null',
    '5d': 'Decimal 5',
    '1.50d': 'Decimal 1.50',
    '5l': 'Int64 5',
    '5n': 'BigInteger 5',
    '1.5n': 'BigInteger 2',
    '200y': 'null',
    '100y': 'SByte 100',
    '200uy': 'Byte 200',
    '5us': 'UInt16 5',
    '5ul': 'UInt64 5',
    '5u': 'UInt32 5',
    '4294967296u': 'UInt64 4294967296',
    '-5u': 'null',
    '1.5l': 'Int64 2',
    '1,000': 'null',
    '5x': 'null',
    '1..2': 'null',
    '1 2': 'null',
  };
  for (const [text, want] of Object.entries(cases)) {
    it(`'${text}' is ${want}`, () => expect(scan(text)).toBe(want));
  }

  it('falls back to double beyond decimal', () => expect(scan('123456789012345678901234567890')).toBe('Double 1.2345678901234568e+29'));
});

describe('casts of strings', () => {
  const cases: [string, NumericKind, string][] = [
    ['1kb', 'Int32', '1024'],
    ['1,000', 'Int32', '1000'],
    ['0x1f', 'Int32', '31'],
    ['0b11', 'Double', '3'],
    ['1.5', 'Int32', '2'],
    ['2.5', 'Int32', '2'],
    ['', 'Int32', '0'],
    ['  ', 'Int32', '0'],
    ['1.10', 'Decimal', '1.1'],
    ['1.10d', 'Decimal', '1.10'],
    ['1,234.5', 'Double', '1234.5'],
    ['123456789012345678901234567890', 'BigInteger', '123456789012345677877719597056'],
    ['1,000', 'BigInteger', '1000'],
    ['Infinity', 'Double', 'Infinity'],
    ['5n', 'Int32', '5'],
    ['#ff', 'Int32', '255'],
    ['&hff', 'Int32', '255'],
    ['300', 'Byte', 'System.OverflowException: Value was either too large or too small for an unsigned byte.'],
    ['2147483648', 'Int32', 'System.OverflowException: Value was either too large or too small for an Int32.'],
    ['abc', 'Int32', "System.FormatException: The input string 'abc' was not in a correct format."],
    [' a b ', 'Int32', "System.FormatException: The input string 'a b' was not in a correct format."],
    ['abc', 'Double', "System.FormatException: The input string 'abc' was not in a correct format."],
    ['abc', 'Decimal', "System.FormatException: The input string 'abc' was not in a correct format."],
    ['abc', 'BigInteger', 'System.FormatException: The value could not be parsed.'],
  ];
  for (const [text, kind, want] of cases) it(`[${kind}]'${text}'`, () => expect(cast(text, kind)).toBe(want));
});

describe('display of doubles', () => {
  const cases: [number, string][] = [
    [0.1 + 0.2, '0.3'],
    [1e15, '1E+15'],
    [1e16, '1E+16'],
    [123456789.12345679, '123456789.123457'],
    [1e-4, '0.0001'],
    [1e-5, '1E-05'],
    [1.5e300, '1.5E+300'],
    [Number.MAX_VALUE, '1.79769313486232E+308'],
    [Number.MIN_VALUE, '4.94065645841247E-324'],
    [4.35 * 100, '435'],
    [Math.SQRT2, '1.4142135623731'],
    [-0, '-0'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ];
  for (const [value, want] of cases) it(want, () => expect(doubleToPowerShellString(value)).toBe(want));

  it('uses the culture for infinity', () => expect(doubleToPowerShellString(Number.NEGATIVE_INFINITY, 'en-US')).toBe('-∞'));
  it('singles have seven digits', () => expect(singleToPowerShellString(Math.fround(3.14159274))).toBe('3.141593'));
});

describe('semantic versions', () => {
  it('parses all parts', () => {
    const version = SemanticVersion.parse('1.2.3-beta.1+build5');
    expect([version.major, version.minor, version.patch, version.preReleaseLabel, version.buildLabel]).toEqual([
      1,
      2,
      3,
      'beta.1',
      'build5',
    ]);
    expect(version.toString()).toBe('1.2.3-beta.1+build5');
  });

  it('fills in what is missing', () => expect(SemanticVersion.parse('1').toString()).toBe('1.0.0'));

  it.each(['x', '1.2.3-', '1.2.3+', '1.', '1.2.3.4', '-a', '1.2.3-01', '99999999999.0.0', ''])('refuses %j', (text) => {
    expect(SemanticVersion.tryParse(text)).toBeNull();
  });

  it('orders by SemVer 2.0', () => {
    const order = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.1',
      '2',
    ];
    for (let at = 1; at < order.length; at++) {
      expect(SemanticVersion.parse(order[at - 1]).compare(SemanticVersion.parse(order[at]))).toBe(-1);
    }
    expect(SemanticVersion.parse('1.0.0+a').equals(SemanticVersion.parse('1.0.0+b'))).toBe(true);
  });

  it('converts from and to versions', () => {
    expect(SemanticVersion.fromVersion(new Version(1, 2)).toString()).toBe('1.2.0');
    expect(SemanticVersion.parse('1.2.3-a').toVersion().toString()).toBe('1.2.3');
    expect(() => SemanticVersion.fromVersion(new Version(1, 2, 3, 4))).toThrow(DotNetError);
  });
});

describe('culture order', () => {
  it('sorts as PowerShell does', () => {
    expect(['z', 'a', 'ä'].sort((a, b) => compareCulture(a, b, true))).toEqual(['a', 'ä', 'z']);
    expect(['b_1', 'a-2', 'a_1', 'A 1'].sort((a, b) => compareCulture(a, b, true))).toEqual(['A 1', 'a_1', 'a-2', 'b_1']);
  });
});

describe('decimals', () => {
  it('keep trailing zeros', () => expect(new Decimal(110n, 2).add(new Decimal(1n)).toString()).toBe('2.10'));
});

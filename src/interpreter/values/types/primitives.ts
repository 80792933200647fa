/** System.Boolean and System.Char. */
import { rulesOf } from '../culture.ts';
import { toLowerCulture, toLowerInvariant, toUpperCulture, toUpperInvariant } from '../dotnet/casing.ts';
import { FormatError } from '../dotnet/errors.ts';
import { badArgument } from '../faults.ts';
import { makeNumber } from '../numbers.ts';
import { EnumValue, PSChar, type Value } from '../value.ts';
import { char, int, m, out, p, text } from './define.ts';
import { registerType } from './registry.ts';
import { isWhite } from './stringParts.ts';

function parseBoolean(t: string): boolean | undefined {
  const lower = t
    .trim()
    .replace(/^\0+|\0+$/g, '')
    .trim()
    .toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

registerType({
  name: 'System.Boolean',
  accelerators: ['bool'],
  isValueType: true,
  isSealed: true,
  zero: () => false,
  interfaces: ['System.IComparable', 'System.IConvertible', 'System.IComparable`1[System.Boolean]', 'System.IEquatable`1[System.Boolean]'],
  methods: {
    CompareTo: [m('int CompareTo(bool value)', (self, [o]) => Number(self) - Number(o))],
    ToString: [
      m('string ToString()', (self) => (self === true ? 'True' : 'False')),
      m('string ToString(System.IFormatProvider provider)', (self) => (self === true ? 'True' : 'False')),
    ],
    GetTypeCode: [m('System.TypeCode GetTypeCode()', () => new EnumValue('System.TypeCode', 3))],
  },
  staticProperties: { TrueString: p('string', () => 'True'), FalseString: p('string', () => 'False') },
  staticMethods: {
    Parse: [
      m('bool Parse(string value)', (_s, [v]) => {
        const b = parseBoolean(text(v));
        if (b === undefined) throw new FormatError(`String '${String(v)}' was not recognized as a valid Boolean.`);
        return b;
      }),
    ],
    TryParse: [
      m('bool TryParse(string value, [ref] bool result)', (_s, [v, r]) => {
        const b = typeof v === 'string' ? parseBoolean(v) : undefined;
        out(r, b ?? false);
        return b !== undefined;
      }),
    ],
  },
  compare: (a, b) => Number(a) - Number(b),
});

const c = (v: Value): string => String.fromCharCode((v as PSChar).code);
const mk = (t: string): PSChar => new PSChar(t.charCodeAt(0));

/** A test of a character, by itself or in a string at a place. */
function test(name: string, check: (t: string) => boolean) {
  return [
    m(`bool ${name}(char c)`, (_s, [v]) => check(char(v))),
    m(`bool ${name}(string s, int index)`, (_s, [v, i]) => {
      const t = text(v, 's');
      if (int(i) < 0 || int(i) >= t.length)
        throw badArgument('Index was out of range. Must be non-negative and less than the size of the collection.', 'index');
      return check(t.charAt(int(i)));
    }),
  ];
}

/** One character through a change of case; what becomes several characters stays. */
function cased(t: string, change: (t: string) => string): PSChar {
  const r = change(t);
  return r.length === 1 ? mk(r) : mk(t);
}

registerType({
  name: 'System.Char',
  accelerators: ['char'],
  isValueType: true,
  isSealed: true,
  zero: () => new PSChar(0),
  interfaces: ['System.IComparable', 'System.IConvertible', 'System.IComparable`1[System.Char]', 'System.IEquatable`1[System.Char]'],
  methods: {
    CompareTo: [
      m('int CompareTo(System.Object value)', (self, [o]) => (self as PSChar).code - (o as PSChar).code),
      m('int CompareTo(char value)', (self, [o]) => (self as PSChar).code - (o as PSChar).code),
    ],
    GetTypeCode: [m('System.TypeCode GetTypeCode()', () => new EnumValue('System.TypeCode', 4))],
    ToString: [m('string ToString()', (self) => c(self)), m('string ToString(System.IFormatProvider provider)', (self) => c(self))],
  },
  staticProperties: { MaxValue: p('char', () => new PSChar(0xffff)), MinValue: p('char', () => new PSChar(0)) },
  staticMethods: {
    Parse: [
      m('char Parse(string s)', (_s, [v]) => {
        if (text(v, 's').length !== 1) throw new FormatError('String must be exactly one character long.');
        return mk(text(v));
      }),
    ],
    TryParse: [
      m('bool TryParse(string s, [ref] char result)', (_s, [v, r]) => {
        const ok = typeof v === 'string' && v.length === 1;
        out(r, ok ? mk(v) : new PSChar(0));
        return ok;
      }),
    ],
    IsDigit: test('IsDigit', (t) => /\p{Nd}/u.test(t)),
    IsNumber: test('IsNumber', (t) => /\p{N}/u.test(t)),
    IsLetter: test('IsLetter', (t) => /\p{L}/u.test(t)),
    IsLetterOrDigit: test('IsLetterOrDigit', (t) => /[\p{L}\p{Nd}]/u.test(t)),
    IsUpper: test('IsUpper', (t) => /\p{Lu}/u.test(t)),
    IsLower: test('IsLower', (t) => /\p{Ll}/u.test(t)),
    IsWhiteSpace: test('IsWhiteSpace', isWhite),
    IsPunctuation: test('IsPunctuation', (t) => /\p{P}/u.test(t)),
    IsSymbol: test('IsSymbol', (t) => /\p{S}/u.test(t)),
    IsSeparator: test('IsSeparator', (t) => /\p{Z}/u.test(t)),
    IsControl: test('IsControl', (t) => /\p{Cc}/u.test(t)),
    IsSurrogate: test('IsSurrogate', (t) => /[\ud800-\udfff]/.test(t)),
    IsHighSurrogate: test('IsHighSurrogate', (t) => /[\ud800-\udbff]/.test(t)),
    IsLowSurrogate: test('IsLowSurrogate', (t) => /[\udc00-\udfff]/.test(t)),
    IsAscii: [m('bool IsAscii(char c)', (_s, [v]) => (v as PSChar).code < 128)],
    IsAsciiDigit: [m('bool IsAsciiDigit(char c)', (_s, [v]) => /[0-9]/.test(char(v)))],
    IsAsciiLetter: [m('bool IsAsciiLetter(char c)', (_s, [v]) => /[A-Za-z]/.test(char(v)))],
    IsAsciiHexDigit: [m('bool IsAsciiHexDigit(char c)', (_s, [v]) => /[0-9A-Fa-f]/.test(char(v)))],
    ToUpper: [
      m('char ToUpper(char c, cultureinfo culture)', (_s, [v, k], ctx) =>
        cased(char(v), rulesOf(k, ctx) === 'iv' ? toUpperInvariant : toUpperCulture),
      ),
      m('char ToUpper(char c)', (_s, [v]) => cased(char(v), toUpperCulture)),
    ],
    ToUpperInvariant: [m('char ToUpperInvariant(char c)', (_s, [v]) => cased(char(v), toUpperInvariant))],
    ToLower: [
      m('char ToLower(char c, cultureinfo culture)', (_s, [v, k], ctx) =>
        cased(char(v), rulesOf(k, ctx) === 'iv' ? toLowerInvariant : toLowerCulture),
      ),
      m('char ToLower(char c)', (_s, [v]) => cased(char(v), toLowerCulture)),
    ],
    ToLowerInvariant: [m('char ToLowerInvariant(char c)', (_s, [v]) => cased(char(v), toLowerInvariant))],
    ToString: [m('string ToString(char c)', (_s, [v]) => char(v))],
    GetNumericValue: [
      m('double GetNumericValue(char c)', (_s, [v]) => makeNumber('Double', /[0-9]/.test(char(v)) ? Number(char(v)) : -1)),
      m('double GetNumericValue(string s, int index)', (_s, [t, i]) => {
        const k = text(t).charAt(int(i));
        return makeNumber('Double', /[0-9]/.test(k) ? Number(k) : -1);
      }),
    ],
    ConvertFromUtf32: [m('string ConvertFromUtf32(int utf32)', (_s, [n]) => String.fromCodePoint(int(n)))],
    ConvertToUtf32: [
      m('int ConvertToUtf32(char highSurrogate, char lowSurrogate)', (_s, [a, b]) => (char(a) + char(b)).codePointAt(0) ?? 0),
      m('int ConvertToUtf32(string s, int index)', (_s, [t, i]) => text(t).codePointAt(int(i)) ?? 0),
    ],
    GetUnicodeCategory: [m('System.Globalization.UnicodeCategory GetUnicodeCategory(char c)', (_s, [v]) => categoryOf(char(v)))],
  },
  compare: (a, b) => (a as PSChar).code - (b as PSChar).code,
  textIn: (self) => c(self),
});

const CATEGORIES = [
  'Lu',
  'Ll',
  'Lt',
  'Lm',
  'Lo',
  'Mn',
  'Mc',
  'Me',
  'Nd',
  'Nl',
  'No',
  'Zs',
  'Zl',
  'Zp',
  'Cc',
  'Cf',
  'Cs',
  'Co',
  'Pc',
  'Pd',
  'Ps',
  'Pe',
  'Pi',
  'Pf',
  'Po',
  'Sm',
  'Sc',
  'Sk',
  'So',
  'Cn',
];

function categoryOf(t: string): Value {
  const i = CATEGORIES.findIndex((k) => new RegExp(`\\p{${k}}`, 'u').test(t));
  return new EnumValue('System.Globalization.UnicodeCategory', i < 0 ? 29 : i);
}

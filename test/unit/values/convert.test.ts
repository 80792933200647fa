import { describe, expect, it } from 'vitest';
import { PSArray, PSHashtable } from '../../../src/interpreter/values/collections.ts';
import { convertTo, isTrue, toCustomObject, toText, tryConvertTo } from '../../../src/interpreter/values/convert.ts';
import { typeNameOf } from '../../../src/interpreter/values/typeNames.ts';
import { mkDouble, mkLong, PSChar, PSNumber, TypeValue, type Value } from '../../../src/interpreter/values/value.ts';
import { context, errorOf } from './support.ts';

const ctx = context();
const shown = (v: Value, type: string): string => {
  const r = convertTo(v, type, ctx);
  return `${toText(r, ctx)} ${typeNameOf(r)}`;
};

describe('casts to numbers', () => {
  it('reads literals with suffixes, separators and bases', () => {
    expect(convertTo('1kb', 'int', ctx)).toBe(1024);
    expect(convertTo('1,000', 'int', ctx)).toBe(1000);
    expect(convertTo('0x1f', 'int', ctx)).toBe(31);
    expect(shown('0b11', 'double')).toBe('3 System.Double');
    expect(shown('1.10', 'decimal')).toBe('1.1 System.Decimal');
  });
  it('rounds half to even', () => {
    expect(convertTo(2.5, 'int', ctx)).toBe(2);
    expect(convertTo(3.5, 'int', ctx)).toBe(4);
  });
  it('keeps doubles apart from ints', () => {
    expect(typeNameOf(convertTo(5, 'double', ctx))).toBe('System.Double');
    expect(typeNameOf(convertTo(mkDouble(5), 'int', ctx))).toBe('System.Int32');
  });
  it('fails as PowerShell does', () => {
    expect(errorOf(() => convertTo('five', 'int', ctx))).toBe(
      'InvalidCastFromStringToInteger: Cannot convert value "five" to type "System.Int32". Error: "The input string \'five\' was not in a correct format."',
    );
    expect(errorOf(() => convertTo(300, 'byte', ctx))).toBe(
      'InvalidCastIConvertible: Cannot convert value "300" to type "System.Byte". Error: "Value was either too large or too small for an unsigned byte."',
    );
    expect(errorOf(() => convertTo(new PSArray([9]), 'int', ctx))).toBe(
      'ConvertToFinalInvalidCastException: Cannot convert the "System.Object[]" value of type "System.Object[]" to type "System.Int32".',
    );
    expect(errorOf(() => convertTo(null, 'System.DateTime', ctx))).toBe(
      'nullToObjectInvalidCast: Cannot convert null to type "System.DateTime".',
    );
  });
  it('takes null, booleans and chars', () => {
    expect(convertTo(null, 'int', ctx)).toBe(0);
    expect(convertTo(true, 'int', ctx)).toBe(1);
    expect(convertTo(new PSChar(65), 'int', ctx)).toBe(65);
    expect(toText(convertTo(65, 'char', ctx), ctx)).toBe('A');
  });
});

describe('casts to text', () => {
  it('joins collections and opens custom objects one level', () => {
    expect(toText(new PSArray([1, new PSArray([2, 3])]), ctx)).toBe('1 System.Object[]');
    const table = new PSHashtable('OrderedDictionary');
    table.set('A', 1);
    table.set('B', new PSArray([1, 2]));
    expect(toText(toCustomObject(table), ctx)).toBe('@{A=1; B=System.Object[]}');
    expect(toText(new PSArray([1, 2]), context({ OFS: '-' }))).toBe('1-2');
  });
  it('writes 15 digits', () => {
    expect(toText(0.1 + 0.2, ctx)).toBe('0.3');
    expect(toText(mkDouble(1e15), ctx)).toBe('1E+15');
    expect(toText(new PSNumber('Single', Math.fround(0.1)), ctx)).toBe('0.1');
  });
  it('shows types by their short names', () => {
    expect(toText(new TypeValue('System.Int32'), ctx)).toBe('int');
    expect(toText(new TypeValue('System.Collections.Generic.List`1[System.String]'), ctx)).toBe('System.Collections.Generic.List[string]');
  });
});

describe('casts to collections', () => {
  it('converts items', () => {
    expect(shown(new PSArray(['1', 2.6, true]), 'int[]')).toBe('1 3 1 System.Int32[]');
    expect(shown('5', 'int[]')).toBe('5 System.Int32[]');
    expect(shown('hey', 'char[]')).toBe('h e y System.Char[]');
    expect(shown(new PSArray(['a', 1]), 'System.Collections.Generic.List[string]')).toBe(
      'a 1 System.Collections.Generic.List`1[System.String]',
    );
    expect(shown(new PSArray([1, 2]), 'System.Collections.ArrayList')).toBe('1 2 System.Collections.ArrayList');
  });
  it('refuses a number as the size of a list', () => {
    expect(errorOf(() => convertTo(5, 'System.Collections.ArrayList', ctx))).toContain('ConvertToFinalInvalidCastException');
  });
});

describe('enums', () => {
  it('are read by name, beginning and number', () => {
    expect(toText(convertTo('monday', 'System.DayOfWeek', ctx), ctx)).toBe('Monday');
    expect(toText(convertTo('Mon', 'System.DayOfWeek', ctx), ctx)).toBe('Monday');
    expect(toText(convertTo(2, 'System.DayOfWeek', ctx), ctx)).toBe('Tuesday');
    expect(toText(convertTo(new PSArray(['ReadOnly', 'Constant']), 'System.Management.Automation.ScopedItemOptions', ctx), ctx)).toBe(
      'ReadOnly, Constant',
    );
  });
  it('say what is possible', () => {
    expect(errorOf(() => convertTo(9, 'System.DayOfWeek', ctx))).toBe(
      'UndefinedIntegerToEnum: Cannot convert value "9" to type "System.DayOfWeek" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday".',
    );
  });
});

describe('conditions', () => {
  it('follow IsTrue', () => {
    expect([null, 0, '', false, new PSArray([]), new PSArray([0]), mkLong(0)].map(isTrue)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect([1, 'x', new PSArray([0, 0]), new PSHashtable(), new PSArray([new PSArray([0])])].map(isTrue)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('tryConvertTo', () => {
  it('answers undefined instead of throwing', () => {
    expect(tryConvertTo('x', 'int', ctx)).toBeUndefined();
    expect(tryConvertTo('7', 'int', ctx)).toBe(7);
  });
});

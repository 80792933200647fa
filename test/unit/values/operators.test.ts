import { describe, expect, it } from 'vitest';
import { PSArray, PSHashtable } from '../../../src/interpreter/values/collections.ts';
import { convertTo, toText } from '../../../src/interpreter/values/convert.ts';
import { newObject } from '../../../src/interpreter/values/members.ts';
import { binary, matchOperator, unary } from '../../../src/interpreter/values/operators.ts';
import { typeNameOf } from '../../../src/interpreter/values/typeNames.ts';
import { mkDouble, mkLong, PSChar, PSNumber, TypeValue, type Value } from '../../../src/interpreter/values/value.ts';
import { block, context, errorOf } from './support.ts';

const ctx = context();
const shown = (v: Value): string => `${toText(v, ctx)} ${typeNameOf(v).replace('System.', '')}`;
const op = (name: string, a: Value, b: Value): string => shown(binary(name, a, b, ctx));
const decimal = (n: Value): Value => convertTo(n, 'decimal', ctx);

// Results of types/007-numeric-promotion.ps1 of the golden scripts.
describe('numeric promotion', () => {
  const max = 2147483647;
  const byte = (n: number): Value => new PSNumber('Byte', n);
  it.each<[string, Value, Value, string]>([
    ['Plus', 1, 1, '2 Int32'],
    ['Plus', max, 1, '2147483648 Double'],
    ['Multiply', max, max, '4.61168601413242E+18 Double'],
    ['Plus', 1, mkLong(1), '2 Int64'],
    ['Plus', 1, mkDouble(1), '2 Double'],
    ['Plus', 1, decimal(1), '2 Decimal'],
    ['Plus', 1.5, decimal(1), '2.5 Decimal'],
    ['Plus', new PSNumber('Single', 1), 1, '2 Double'],
    ['Plus', byte(200), byte(100), '300 Int32'],
    ['Plus', mkLong(9223372036854775807n), 1, '9.22337203685478E+18 Double'],
    ['Plus', new PSNumber('UInt64', 1n), 1, '2 UInt64'],
    ['Plus', new PSNumber('BigInteger', 1n), 1.5, '2 Numerics.BigInteger'],
    ['Multiply', 2, 1.5, '3 Double'],
    ['Divide', 7, 2, '3.5 Double'],
    ['Divide', 6, 2, '3 Int32'],
    ['Rem', 7, 2.5, '2 Double'],
    ['Plus', new PSChar(97), 1, 'a1 String'],
    ['Plus', true, true, '2 Int32'],
    ['Plus', '5', 1, '51 String'],
    ['Plus', 1, '5', '6 Int32'],
    ['Minus', 5, '2', '3 Int32'],
    ['Multiply', '3', 2, '33 String'],
    ['Multiply', 2, '3', '6 Int32'],
    ['Minus', new PSChar(55), new PSChar(48), '7 Int32'],
    ['Minus', new PSNumber('UInt32', 1), -2, '3 Int64'],
  ])('%s', (name, a, b, expected) => {
    expect(op(name, a, b)).toBe(expected);
  });
  it('negates the least int', () => {
    expect(shown(unary('Minus', -2147483648, ctx))).toBe('2147483648 Double');
  });
  it('keeps the sign of zero', () => {
    expect(toText(unary('Minus', mkDouble(0), ctx), ctx)).toBe('-0');
  });
});

describe('arithmetic on other values', () => {
  it('joins arrays and repeats them', () => {
    expect(op('Plus', new PSArray([1, 2]), new PSArray([3])).split(' ')).toEqual(['1', '2', '3', 'Object[]']);
    expect(op('Multiply', new PSArray([1, 2], 'System.Int32'), 2)).toBe('1 2 1 2 Int32[]');
  });
  it('adds tables', () => {
    const a = new PSHashtable();
    a.set('x', 1);
    expect(errorOf(() => binary('Plus', a, 1, ctx))).toBe(
      'AddHashTableToNonHashTable: A hash table can only be added to another hash table.',
    );
    expect(errorOf(() => binary('Plus', a, a, ctx))).toBe(
      "System.ArgumentException: Item has already been added. Key in dictionary: 'x'  Key being added: 'x'",
    );
  });
  it('refuses what has no operator', () => {
    expect(errorOf(() => binary('Divide', 1, 0, ctx))).toBe('RuntimeException: Attempted to divide by zero.');
    expect(errorOf(() => binary('Multiply', new PSChar(97), 3, ctx))).toBe(
      "NotADefinedOperationForType: The operation '[System.Char] * [System.Int32]' is not defined.",
    );
    expect(errorOf(() => binary('Plus', newObject('object', [], ctx), 1, ctx))).toBe(
      "MethodNotFound: Method invocation failed because [System.Object] does not contain a method named 'op_Addition'.",
    );
    expect(errorOf(() => unary('PlusPlus', 'a', ctx))).toBe(
      "OperatorRequiresNumber: The '++' operator works only on numbers. The operand is a 'System.String'.",
    );
  });
});

describe('bitwise operators', () => {
  it('work in the type they are given', () => {
    expect(op('Band', 6, 3)).toBe('2 Int32');
    expect(op('Bor', mkLong(1), 2)).toBe('3 Int64');
    expect(op('Bxor', '6', 3)).toBe('5 Int32');
    expect(op('Shl', 1, 33)).toBe('2 Int32');
    expect(op('Shr', -8, 1)).toBe('-4 Int32');
    expect(shown(unary('Bnot', 5, ctx))).toBe('-6 Int32');
  });
});

describe('comparison', () => {
  it('converts the right side', () => {
    expect(binary('Ieq', 5, '5.0', ctx)).toBe(true);
    expect(binary('Ieq', 5, 'abc', ctx)).toBe(false);
    expect(binary('Ieq', 'ABC', 'abc', ctx)).toBe(true);
    expect(binary('Ceq', 'ABC', 'abc', ctx)).toBe(false);
    expect(binary('Ieq', null, 0, ctx)).toBe(false);
    expect(binary('Ieq', true, 'x', ctx)).toBe(true);
    expect(binary('Ilt', '10', 9, ctx)).toBe(true);
    expect(binary('Igt', 10, '9', ctx)).toBe(true);
  });
  it('filters collections', () => {
    expect(shown(binary('Igt', new PSArray([1, 5, 3]), 2, ctx))).toBe('5 3 Object[]');
    expect(shown(binary('Ine', new PSArray(['a', 'B']), 'b', ctx))).toBe('a Object[]');
  });
  it('says what cannot be compared', () => {
    expect(errorOf(() => binary('Ilt', 5, 'abc', ctx))).toContain(
      'InvalidCastFromStringToInteger: Cannot convert value "abc" to type "System.Int32".',
    );
    expect(errorOf(() => binary('Ilt', new PSHashtable(), 1, ctx))).toBe(
      'NotIcomparable: Cannot compare "System.Collections.Hashtable" because it is not IComparable.',
    );
    expect(errorOf(() => binary('Ilt', convertTo('1.2', 'version', ctx), new PSArray([]), ctx))).toContain(
      'ComparisonFailure: Could not compare "1.2"',
    );
  });
  it('treats null as less than what is not negative', () => {
    expect(binary('Ilt', null, 1, ctx)).toBe(true);
    expect(binary('Ilt', null, -1, ctx)).toBe(false);
  });
});

describe('containment', () => {
  it('compares as -eq', () => {
    const list = new PSArray([1, 2, '3']);
    expect(binary('Icontains', list, '2', ctx)).toBe(true);
    expect(binary('Iin', 3, list, ctx)).toBe(true);
    expect(binary('Cin', 'B', new PSArray(['a', 'b']), ctx)).toBe(false);
    expect(binary('Icontains', 'abc', 'a', ctx)).toBe(false);
  });
});

describe('text operators', () => {
  it('-split', () => {
    expect(shown(binary('Isplit', 'a1b22c', '\\d+', ctx))).toBe('a b c String[]');
    expect(shown(binary('Isplit', 'a,b,c,d', new PSArray([',', 2]), ctx))).toBe('a b,c,d String[]');
    expect(shown(binary('Isplit', 'a,b,c,d', new PSArray([',', -2]), ctx))).toBe('a,b,c d String[]');
    expect(shown(binary('Isplit', 'a.b', new PSArray(['.', 0, 'SimpleMatch']), ctx))).toBe('a b String[]');
    expect(shown(binary('Isplit', 'k=v', '(=)', ctx))).toBe('k = v String[]');
    const vowel = block((call) => [call.dollarUnder === 'b']);
    expect(shown(binary('Isplit', 'abc', vowel, ctx))).toBe('a c String[]');
    expect(shown(unary('Isplit', '  two   words\n here ', ctx))).toBe('two words here String[]');
  });
  it('-join', () => {
    expect(binary('Join', new PSArray([null, 1, true, 2.5, '']), '|', ctx)).toBe('|1|True|2.5|');
    expect(binary('Join', new PSArray([new PSArray([1], 'System.Int32'), '2']), ',', ctx)).toBe('System.Int32[],2');
  });
  it('-like and -match', () => {
    expect(binary('Ilike', 'a[1]', 'a`[1`]', ctx)).toBe(true);
    const { result, matches } = matchOperator('Imatch', 'key=value', '(?<k>\\w+)=(\\w+)', ctx);
    expect(result).toBe(true);
    expect([matches?.get(0), matches?.get(1), matches?.get('k')]).toEqual(['key=value', 'value', 'key']);
  });
  it('-replace', () => {
    expect(binary('Ireplace', 'abc', new PSArray(['(b)', '[$1]']), ctx)).toBe('a[b]c');
    expect(binary('Ireplace', 'abc', 'B', ctx)).toBe('ac');
    expect(errorOf(() => binary('Ireplace', 'x', '[', ctx))).toBe(
      'InvalidRegularExpression: The regular expression pattern [ is not valid.',
    );
    expect(errorOf(() => binary('Ireplace', 'x', new PSArray(['a', 'b', 'c']), ctx))).toBe(
      'BadReplaceArgument: The -ireplace operator allows only two elements to follow it, not 3.',
    );
  });
  it('-f', () => {
    expect(binary('Format', '{0:00}|{1,5}|{0:X}', new PSArray([10, 'x']), ctx)).toBe('10|    x|0A'.replace('0A', 'A'));
    expect(errorOf(() => binary('Format', '{1}', new PSArray([1]), ctx))).toContain(
      'FormatError: Error formatting a string: Index (zero based)',
    );
  });
});

describe('types and ranges', () => {
  it('-is and -as', () => {
    expect(binary('Is', 5, 'int', ctx)).toBe(true);
    expect(binary('Is', new PSArray([1]), new TypeValue('System.Array'), ctx)).toBe(true);
    expect(binary('IsNot', 5, new TypeValue('System.String'), ctx)).toBe(true);
    expect(binary('As', 3.7, new TypeValue('System.Int32'), ctx)).toBe(4);
    expect(binary('As', 'x', new TypeValue('System.Int32'), ctx)).toBe(null);
  });
  it('..', () => {
    expect(op('DotDot', 3, -1).startsWith('3 2 1 0 -1')).toBe(true);
    expect(op('DotDot', 'a', 'c')).toBe('a b c Object[]');
    expect(op('DotDot', '1', '3')).toBe('1 2 3 Object[]');
    expect(op('DotDot', 1.5, 3.5)).toBe('2 3 4 Object[]');
  });
});

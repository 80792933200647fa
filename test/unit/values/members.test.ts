import { describe, expect, it } from 'vitest';
import { PSReference } from '../../../src/interpreter/values/code.ts';
import { PSArray, PSHashtable } from '../../../src/interpreter/values/collections.ts';
import { convertTo, toText } from '../../../src/interpreter/values/convert.ts';
import {
  getIndex,
  getProperty,
  getStatic,
  invokeMethod,
  invokeStatic,
  listMembers,
  newObject,
  setIndex,
  setProperty,
} from '../../../src/interpreter/values/members.ts';
import { customObject } from '../../../src/interpreter/values/object.ts';
import { typeNameOf } from '../../../src/interpreter/values/typeNames.ts';
import { mkDouble, TypeValue, type Value } from '../../../src/interpreter/values/value.ts';
import { block, context, errorOf } from './support.ts';

const ctx = context();
const text = (v: Value): string => toText(v, ctx);

describe('properties', () => {
  const o = customObject([
    ['Name', 'Bob'],
    ['Size', 3],
  ]);
  it('are found whatever their case', () => {
    expect(getProperty(o, 'name', ctx)).toBe('Bob');
    expect(getProperty('abc', 'LENGTH', ctx)).toBe(3);
  });
  it('are null where missing, an error in strict mode', () => {
    expect(getProperty(o, 'Nope', ctx)).toBe(null);
    expect(errorOf(() => getProperty(o, 'Nope', ctx, true))).toBe(
      "PropertyNotFoundStrict: The property 'Nope' cannot be found on this object. Verify that the property exists.",
    );
    expect(getProperty(5, 'Count', ctx)).toBe(1);
    expect(getProperty(null, 'Length', ctx)).toBe(0);
  });
  it('of tables are their keys first', () => {
    const h = new PSHashtable();
    h.set('Count', 'shadow');
    expect(getProperty(h, 'Count', ctx)).toBe('shadow');
    expect(getProperty(h, 'Keys', ctx)).not.toBe(null);
  });
  it('are taken from the items of a collection', () => {
    const list = new PSArray([
      customObject([
        ['N', 'a'],
        ['T', new PSArray([1, 2])],
      ]),
      customObject([
        ['N', 'b'],
        ['T', 3],
      ]),
      customObject([['X', 1]]),
    ]);
    expect(text(getProperty(list, 'N', ctx))).toBe('a b ');
    expect((getProperty(list, 'T', ctx) as PSArray).items).toEqual([1, 2, 3, null]);
    expect(getProperty(new PSArray(['one', 'three']), 'Length', ctx)).toBe(2);
  });
  it('are set, or refused', () => {
    setProperty(o, 'Size', 4, ctx);
    expect(getProperty(o, 'Size', ctx)).toBe(4);
    expect(errorOf(() => setProperty(o, 'Nope', 1, ctx))).toContain('ExceptionWhenSetting');
    expect(errorOf(() => setProperty(null, 'X', 1, ctx))).toContain('PropertyNotFound');
    expect(errorOf(() => setProperty('abc', 'Length', 1, ctx))).toBe("PropertyAssignmentException: 'Length' is a ReadOnly property.");
  });
  it('of types.ps1xml are there', () => {
    expect(getProperty(new PSArray([1, 2]), 'Count', ctx)).toBe(2);
  });
});

describe('methods', () => {
  it('choose among overloads as PowerShell does', () => {
    expect(invokeMethod('xxaxx', 'Trim', ['x'], ctx)).toBe('a');
    expect(text(invokeMethod('a1b2c', 'Split', ['12'], ctx))).toBe('a1b2c');
    expect(text(invokeMethod('a--b', 'Split', ['-', convertTo('RemoveEmptyEntries', 'System.StringSplitOptions', ctx)], ctx))).toBe('a b');
    expect(invokeMethod('7', 'PadLeft', [3, '0'], ctx)).toBe('007');
    expect(typeNameOf(invokeStatic('math', 'Max', [2, mkDouble(2.5)], ctx))).toBe('System.Int32');
    expect(invokeMethod('abc', 'Equals', ['ABC', 'OrdinalIgnoreCase'], ctx)).toBe(true);
  });
  it('wrap exceptions', () => {
    expect(errorOf(() => invokeMethod('abc', 'Substring', [5], ctx))).toBe(
      'ArgumentOutOfRangeException: Exception calling "Substring" with "1" argument(s): "startIndex cannot be larger than length of string. (Parameter \'startIndex\')"',
    );
  });
  it('say what is missing', () => {
    expect(errorOf(() => invokeMethod(null, 'Foo', [], ctx))).toBe(
      'InvokeMethodOnNull: You cannot call a method on a null-valued expression.',
    );
    expect(errorOf(() => invokeMethod(new PSArray([1, 2]), 'Foo', [], ctx))).toBe(
      "MethodNotFound: Method invocation failed because [System.Int32] does not contain a method named 'Foo'.",
    );
    expect(errorOf(() => invokeMethod(new PSArray([1]), 'ToString', ['D2'], ctx))).toBe(
      'MethodCountCouldNotFindBest: Cannot find an overload for "ToString" and the argument count: "1".',
    );
    const list = newObject('System.Collections.Generic.List[int]', [], ctx);
    expect(errorOf(() => invokeMethod(list, 'Add', ['x'], ctx))).toContain(
      'MethodArgumentConversionInvalidCastArgument: Cannot convert argument "item", with value: "x"',
    );
  });
  it('are called on each item', () => {
    expect(text(invokeMethod(new PSArray(['a', 'b']), 'ToUpper', [], ctx))).toBe('A B');
  });
  it('write through [ref]', () => {
    const ref = new PSReference(null, 0);
    expect(invokeStatic('int', 'TryParse', ['42', ref], ctx)).toBe(true);
    expect(ref.own).toBe(42);
    expect(errorOf(() => invokeStatic('int', 'TryParse', ['42', 0], ctx))).toContain('NonRefArgumentToRefParameterMsg');
  });
  it('Where and ForEach are everywhere', () => {
    const odd = block((call) => [(call.dollarUnder as number) % 2 === 1]);
    const list = new PSArray([1, 2, 3, 4, 5]);
    expect(text(invokeMethod(list, 'Where', [odd], ctx))).toBe('1 3 5');
    expect(text(invokeMethod(list, 'Where', [odd, 'First', 2], ctx))).toBe('1 3');
    expect(text(invokeMethod(new PSArray(['one', 'three']), 'ForEach', ['Length'], ctx))).toBe('3 5');
    expect(text(invokeMethod(list, 'ForEach', [new TypeValue('System.String')], ctx))).toBe('1 2 3 4 5');
  });
});

describe('statics and constructors', () => {
  it('work by any name of a type', () => {
    expect(getStatic('int', 'MaxValue', ctx)).toBe(2147483647);
    expect(text(getStatic('DayOfWeek', 'monday', ctx))).toBe('Monday');
    expect(newObject('string', ['x', 3], ctx)).toBe('xxx');
    expect(typeNameOf(newObject('Collections.Generic.Dictionary[string,int[]]', [], ctx))).toBe(
      'System.Collections.Generic.Dictionary`2[System.String,System.Int32[]]',
    );
    expect(text(newObject('int[]', [3], ctx))).toBe('0 0 0');
  });
  it('fail as PowerShell does', () => {
    expect(errorOf(() => newObject('string', [], ctx))).toBe(
      'MethodCountCouldNotFindBest: Cannot find an overload for "new" and the argument count: "0".',
    );
    expect(errorOf(() => newObject('no.such', [], ctx))).toBe('TypeNotFound: Unable to find type [no.such].');
    expect(errorOf(() => invokeStatic('int', 'Nope', [], ctx))).toContain("does not contain a method named 'Nope'");
  });
});

describe('indexing', () => {
  const a = new PSArray([10, 20, 30]);
  it('counts from both ends and slices', () => {
    expect(getIndex(a, [-1], ctx)).toBe(30);
    expect(text(getIndex(a, [new PSArray([0, 2])], ctx))).toBe('10 30');
    expect(getIndex(a, [9], ctx)).toBe(null);
    expect(text(getIndex('abc', [1], ctx))).toBe('b');
  });
  it('takes ordered tables by place or key', () => {
    const o = new PSHashtable('OrderedDictionary');
    o.set(10, 'ten');
    expect(getIndex(o, [0], ctx)).toBe('ten');
    expect(getIndex(o, [10], ctx)).toBe(null);
    expect(getIndex(o, [10], ctx, false, ['System.Object'])).toBe('ten');
  });
  it('writes and refuses', () => {
    setIndex(a, [0], 'x', ctx);
    expect(a.items[0]).toBe('x');
    expect(errorOf(() => setIndex(a, [9], 1, ctx))).toBe('System.IndexOutOfRangeException: Index was outside the bounds of the array.');
    expect(errorOf(() => getIndex(null, [0], ctx))).toBe('NullArray: Cannot index into a null array.');
    expect(errorOf(() => getIndex(a, [null], ctx))).toBe('NullArrayIndex: Index operation failed; the array index evaluated to null.');
    expect(errorOf(() => setIndex(a, [new PSArray([0, 1])], 1, ctx))).toContain('ArraySliceAssignmentFailed');
  });
  it('knows several dimensions', () => {
    const grid = newObject('int[,]', [2, 3], ctx);
    setIndex(grid, [1, 2], 6, ctx);
    expect(getIndex(grid, [1, 2], ctx)).toBe(6);
    expect(getProperty(grid, 'Length', ctx)).toBe(6);
    expect(errorOf(() => getIndex(grid, [1, 2, 3], ctx))).toContain('NeedMultidimensionalIndex');
  });
});

describe('psobject', () => {
  it('lists, adds and removes members', () => {
    const o = customObject([
      ['A', 1],
      ['B', 'two'],
    ]);
    const view = getProperty(o, 'psobject', ctx);
    expect(text(getProperty(getProperty(view, 'Properties', ctx), 'Name', ctx))).toBe('A B');
    const properties = getProperty(view, 'Properties', ctx);
    setProperty(getIndex(properties, ['A'], ctx), 'Value', 5, ctx);
    expect(getProperty(o, 'A', ctx)).toBe(5);
    invokeMethod(properties, 'Remove', ['B'], ctx);
    expect(text(o)).toBe('@{A=5}');
    invokeMethod(properties, 'Add', [newObject('psnoteproperty', ['C', 3], ctx)], ctx);
    expect(getProperty(o, 'C', ctx)).toBe(3);
    invokeMethod(getProperty(view, 'TypeNames', ctx), 'Insert', [0, 'My.Type'], ctx);
    expect(text(getProperty(o, 'pstypenames', ctx))).toBe('My.Type System.Management.Automation.PSCustomObject System.Object');
  });
  it('shows definitions as Get-Member does', () => {
    const members = listMembers(customObject([['N', 'a']]), ctx);
    expect(members.find((m) => m.name === 'N')?.definition).toBe('string N=a');
    expect(listMembers('abc', ctx).find((m) => m.name === 'Length')?.definition).toBe('int Length {get;}');
    expect(listMembers('abc', ctx).find((m) => m.name === 'Substring')?.definition).toBe(
      'string Substring(int startIndex), string Substring(int startIndex, int length)',
    );
  });
});

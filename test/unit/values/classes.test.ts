import { describe, expect, it } from 'vitest';
import type { ParameterSpec } from '../../../src/interpreter/values/code.ts';
import { PSArray, PSHashtable } from '../../../src/interpreter/values/collections.ts';
import { convertTo, toText } from '../../../src/interpreter/values/convert.ts';
import {
  getProperty,
  getStatic,
  invokeMethod,
  invokeMethodOf,
  listMembers,
  newObject,
  setProperty,
} from '../../../src/interpreter/values/members.ts';
import { ScriptClass, type ScriptMethod } from '../../../src/interpreter/values/scriptClass.ts';
import { typeHierarchy, typeNameOf } from '../../../src/interpreter/values/typeNames.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';
import { block, type Call, context, errorOf } from './support.ts';

const ctx = context();
const parameter = (name: string, type: string): ParameterSpec => ({
  name,
  type,
  attributes: [],
  slot: 0,
  hasDefault: false,
  defaultText: null,
});
const method = (name: string, returnType: string, parameters: [string, string][], body: (c: Call) => Value[]): ScriptMethod => ({
  name,
  returnType,
  isStatic: false,
  isHidden: false,
  parameters: parameters.map(([n, t]) => parameter(n, t)),
  attributes: [],
  block: block(body),
  baseArguments: null,
});
const property = (name: string, type: string) => ({ name, type, isStatic: false, isHidden: false, attributes: [], initializer: null });

function animal(): ScriptClass {
  const type = new ScriptClass('Animal');
  type.properties = [property('Name', 'System.String'), property('Legs', 'System.Int32')];
  type.constructors = [
    method('Animal', 'System.Void', [['n', 'string']], (c) => {
      setProperty(c.thisValue as Value, 'Name', c.args[0] as Value, ctx);
      return [];
    }),
  ];
  type.methods = [
    method('Speak', 'System.String', [], () => ['...']),
    method('Speak', 'System.String', [['times', 'int']], (c) => ['.'.repeat(c.args[0] as number)]),
  ];
  return type;
}

function dog(base: ScriptClass): ScriptClass {
  const type = new ScriptClass('Dog');
  type.baseClass = base;
  const made = method('Dog', 'System.Void', [['n', 'string']], () => []);
  made.baseArguments = block((c) => [new PSArray([String(c.args[0]).toUpperCase()])]);
  type.constructors = [made];
  type.methods = [method('Speak', 'System.String', [], () => ['Woof'])];
  return type;
}

describe('script classes', () => {
  const base = animal();
  const derived = dog(base);
  it('construct, base first', () => {
    const d = newObject(derived, ['rex'], ctx);
    expect(getProperty(d, 'Name', ctx)).toBe('REX');
    expect(getProperty(d, 'Legs', ctx)).toBe(0);
    expect(typeNameOf(d)).toBe('Dog');
    expect(typeHierarchy(d)).toEqual(['Dog', 'Animal', 'System.Object']);
    expect(toText(d, ctx)).toBe('Dog');
  });
  it('override and overload methods', () => {
    const d = newObject(derived, ['rex'], ctx);
    expect(invokeMethod(d, 'speak', [], ctx)).toBe('Woof');
    expect(invokeMethod(d, 'Speak', [3], ctx)).toBe('...');
    expect(invokeMethodOf(base, d, 'Speak', [], ctx)).toBe('...');
    expect(errorOf(() => invokeMethod(d, 'Nope', [], ctx))).toBe(
      "MethodNotFound: Method invocation failed because [Dog] does not contain a method named 'Nope'.",
    );
    expect(errorOf(() => newObject(derived, [], ctx))).toBe(
      'MethodCountCouldNotFindBest: Cannot find an overload for "new" and the argument count: "0".',
    );
  });
  it('convert what is stored', () => {
    const d = newObject(derived, ['rex'], ctx);
    setProperty(d, 'Legs', '4', ctx);
    expect(getProperty(d, 'Legs', ctx)).toBe(4);
    expect(errorOf(() => setProperty(d, 'Legs', 'many', ctx))).toContain('ExceptionWhenSetting: Exception setting "Legs"');
  });
  it('list their members', () => {
    const d = newObject(derived, ['rex'], ctx);
    expect(listMembers(d, ctx).find((m) => m.name === 'Speak')?.definition).toBe('string Speak(), string Speak(int times)');
    expect(listMembers(d, ctx).find((m) => m.name === 'Name')?.definition).toBe('string Name {get;set;}');
  });
  it('are made from tables when they have no constructor', () => {
    const type = new ScriptClass('Point');
    type.properties = [property('X', 'System.Int32')];
    const table = new PSHashtable();
    table.set('X', '7');
    expect(getProperty(convertTo(table, type, ctx), 'X', ctx)).toBe(7);
    table.set('Y', 1);
    expect(errorOf(() => convertTo(table, type, ctx))).toContain(
      "The property 'Y' was not found for the 'Point' object. The settable properties are: [X <System.Int32>]",
    );
  });
  it('may derive from .NET types', () => {
    const type = new ScriptClass('MyError');
    type.baseType = 'System.Exception';
    type.properties = [property('Code', 'System.Int32')];
    const made = method('MyError', 'System.Void', [['m', 'string']], () => []);
    made.baseArguments = block((c) => [new PSArray([c.args[0] as Value])]);
    type.constructors = [made];
    const e = newObject(type, ['bad'], ctx);
    expect(getProperty(e, 'Message', ctx)).toBe('bad');
    expect(typeHierarchy(e)).toEqual(['MyError', 'System.Exception', 'System.Object']);
  });
});

describe('script enums', () => {
  const type = new ScriptClass('Colour', 'enum');
  type.enumNames = [
    ['Red', 0],
    ['Green', 1],
  ];
  it('convert by name and number', () => {
    expect(toText(convertTo('green', type, ctx), ctx)).toBe('Green');
    expect(toText(getStatic(type, 'Red', ctx), ctx)).toBe('Red');
    expect(convertTo(convertTo('green', type, ctx), 'int', ctx)).toBe(1);
    expect(errorOf(() => convertTo('blue', type, ctx))).toContain('Unable to match the identifier name blue');
  });
});

import { describe, expect, it } from 'vitest';
import { validateValue } from '../../../src/interpreter/binding/attributes.ts';
import { PSArray, PSHashtable } from '../../../src/interpreter/values/collections.ts';
import { fail } from '../../../src/interpreter/values/errors.ts';
import { mkDouble, type Value } from '../../../src/interpreter/values/value.ts';
import { attribute, bind, FakeContext, failure, functionOf, line } from './support.ts';

const ctx = new FakeContext();
const check = (spec: ReturnType<typeof attribute>, value: Value) => () => validateValue([spec], value, ctx);
const text = (spec: ReturnType<typeof attribute>, value: Value) => failure(check(spec, value)).text;

describe('validation attributes', () => {
  it('ValidateSet', () => {
    const set = attribute('ValidateSet', ['low', 'high']);
    expect(check(set, 'LOW')).not.toThrow();
    expect(check(set, new PSArray(['low', 'high']))).not.toThrow();
    expect(failure(check(set, 'middle'))).toMatchObject({
      id: 'ValidateSetFailure',
      category: 'MetadataError',
      text: 'The argument "middle" does not belong to the set "low,high" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.',
    });
    expect(check(attribute('ValidateSet', ['a'], { IgnoreCase: false }), 'A')).toThrow();
    expect(text(attribute('ValidateSet', ['a', 'b'], { ErrorMessage: '{0} is not in {1}' }), 'c')).toBe('c is not in a,b');
  });

  it('ValidateRange', () => {
    const range = attribute('ValidateRange', [0, 10]);
    expect(check(range, 10)).not.toThrow();
    expect(check(range, mkDouble(0.5))).not.toThrow();
    expect(text(range, 11)).toBe(
      'The 11 argument is greater than the maximum allowed range of 10. Supply an argument that is less than or equal to 10 and then try the command again.',
    );
    expect(failure(check(range, -1))).toMatchObject({ id: 'ValidateRangeTooSmall' });
    expect(text(range, 'x')).toBe(
      'The argument cannot be validated because its type "String" is not the same type (Int32) as the maximum and minimum limits of the parameter. Make sure the argument is of type Int32 and then try the command again.',
    );
    expect(text(attribute('ValidateRange', ['Positive']), 0)).toBe(
      'The argument "0" cannot be validated because its value is not greater than zero.',
    );
    expect(check(attribute('ValidateRange', ['NonNegative']), 0)).not.toThrow();
    expect(failure(check(attribute('ValidateRange', [10, 0]), 1)).id).toBe('MaxRangeSmallerThanMinRange');
  });

  it('ValidatePattern', () => {
    const pattern = attribute('ValidatePattern', ['^[a-c]+$']);
    expect(check(pattern, 'ABC')).not.toThrow();
    expect(text(pattern, 'abd')).toBe(
      'The argument "abd" does not match the "^[a-c]+$" pattern. Supply an argument that matches "^[a-c]+$" and try the command again.',
    );
    expect(check(attribute('ValidatePattern', ['^a'], { Options: 'None' }), 'ABC')).toThrow();
  });

  it('ValidateLength and ValidateCount', () => {
    expect(text(attribute('ValidateLength', [2, 3]), 'a')).toBe(
      'The character length (1) of the argument is too short. Specify an argument with a length that is greater than or equal to "2", and then try the command again.',
    );
    expect(failure(check(attribute('ValidateLength', [2, 3]), 'abcd')).id).toBe('ValidateLengthMaxLengthFailure');
    expect(failure(check(attribute('ValidateLength', [2, 3]), 5)).id).toBe('ValidateLengthNotString');
    expect(text(attribute('ValidateCount', [2, 2]), new PSArray([1]))).toBe(
      'The parameter requires exactly 2 value(s) - 1 value(s) were provided.',
    );
    expect(text(attribute('ValidateCount', [1, 2]), new PSArray([1, 2, 3]))).toBe(
      'The parameter requires at least 1 value(s) and no more than 2 value(s) - 3 value(s) were provided.',
    );
    expect(failure(check(attribute('ValidateCount', [1, 2]), 5)).id).toBe('NotAnArrayParameter');
  });

  it('ValidateNotNull and its relatives', () => {
    expect(failure(check(attribute('ValidateNotNull'), null)).text).toMatch(/^The argument is null\. Provide a valid value/);
    expect(failure(check(attribute('ValidateNotNull'), new PSArray([1, null]))).text).toMatch(/^The argument has a null value/);
    expect(check(attribute('ValidateNotNull'), new PSArray([]))).not.toThrow();
    expect(failure(check(attribute('ValidateNotNullOrEmpty'), '')).text).toBe(
      'The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.',
    );
    expect(failure(check(attribute('ValidateNotNullOrEmpty'), new PSArray([]))).id).toBe('ArgumentIsEmpty');
    expect(failure(check(attribute('ValidateNotNullOrEmpty'), new PSHashtable())).id).toBe('ArgumentIsEmpty');
    expect(check(attribute('ValidateNotNullOrEmpty'), ' ')).not.toThrow();
    expect(failure(check(attribute('ValidateNotNullOrWhiteSpace'), ' ')).id).toBe('ArgumentIsEmptyOrWhiteSpace');
  });

  it('ValidateScript', () => {
    const even = ctx.block(' $_ % 2 -eq 0 ', (it) => [(it as number) % 2 === 0]);
    expect(check(attribute('ValidateScript', [even]), new PSArray([2, 4]))).not.toThrow();
    expect(text(attribute('ValidateScript', [even]), 3)).toBe(
      'The " $_ % 2 -eq 0 " validation script for the argument with value "3" did not return a result of True. Determine why the validation script failed, and then try the command again.',
    );
    const many = new PSArray(Array.from({ length: 20 }, (_, i) => i * 2));
    expect(check(attribute('ValidateScript', [even]), many)).not.toThrow();
    const throws = ctx.block('throw 1', () => {
      throw fail('oops', 'OperationStopped', 'no good');
    });
    const meta = functionOf('f', null, ['A', 'System.Object', attribute('ValidateScript', [throws])]);
    expect(failure(() => bind(meta, line('-A', 1), ctx))).toMatchObject({
      id: 'ParameterArgumentValidationError,f',
      text: "Cannot validate argument on parameter 'A'. no good",
    });
  });

  it('ValidateDrive', () => {
    expect(check(attribute('ValidateDrive', ['C', 'Env']), 'env:x')).not.toThrow();
    expect(text(attribute('ValidateDrive', ['C']), 'D:/x')).toBe(
      'The path argument drive D does not belong to the set of approved drives: C. Supply a path argument with an approved drive.',
    );
  });

  it('on a variable are one error', () => {
    const range = [attribute('ValidateRange', [0, 10])];
    expect(() => validateValue(range, 5, ctx, 'n')).not.toThrow();
    expect(failure(() => validateValue(range, 11, ctx, 'n'))).toMatchObject({
      id: 'ValidateSetFailure',
      category: 'MetadataError',
      text: 'The variable cannot be validated because the value 11 is not a valid value for the n variable.',
      type: 'ValidationMetadataException',
    });
  });
});

describe('attributes of a parameter', () => {
  it('fail with the parameter and its argument', () => {
    const meta = functionOf(
      'Set-Volume',
      null,
      ['Level', 'int', attribute('ValidateRange', [0, 10])],
      ['Mode', 'string', attribute('ValidateSet', ['low', 'high'])],
    );
    expect(failure(() => bind(meta, line('-Level', 11)))).toEqual({
      id: 'ParameterArgumentValidationError,Set-Volume',
      text: "Cannot validate argument on parameter 'Level'. The 11 argument is greater than the maximum allowed range of 10. Supply an argument that is less than or equal to 10 and then try the command again.",
      category: 'InvalidData',
      start: 10,
      type: 'ParameterBindingValidationException',
    });
    expect(failure(() => bind(meta, line(1, 'middle'))).start).toBe(10);
  });

  it('[PSTypeName] wants the name', () => {
    const meta = functionOf('f', {}, ['A', 'psobject', attribute('PSTypeName', ['My.Type'])]);
    expect(failure(() => bind(meta, line('-A', 1)))).toMatchObject({
      id: 'MismatchedPSTypeName,f',
      text: "Cannot bind argument to parameter 'A', because PSTypeNames of the argument do not match the PSTypeName required by the parameter: My.Type.",
    });
  });

  it('[Credential()] asks for a password', () => {
    const meta = functionOf('f', {}, ['Who', 'pscredential']);
    const asking = new FakeContext();
    expect(bind(meta, line('-Who', null), asking).values).toEqual({ Who: null });
    expect(asking.asked).toEqual([]);
    expect(bind(meta, line('-Who', 'ann'), asking).values).toEqual({ Who: null });
    expect(asking.asked[0]).toMatchObject({ op: 'prompt.credential', args: { userName: 'ann' } });
  });

  it('[Obsolete] warns', () => {
    const meta = functionOf('f', {}, ['Old', 'string', attribute('Obsolete', ['Use New.'])]);
    expect(bind(meta, line('-Old', 'x')).warnings).toEqual(["Parameter 'Old' is obsolete. Use New."]);
  });
});

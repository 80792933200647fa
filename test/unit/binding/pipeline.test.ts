import { describe, expect, it } from 'vitest';
import { type Binding, bindPipelineObject } from '../../../src/interpreter/binding/binder.ts';
import type { CommandMetadata } from '../../../src/interpreter/binding/metadata.ts';
import { PSArray } from '../../../src/interpreter/values/collections.ts';
import { customObject } from '../../../src/interpreter/values/object.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';
import { attribute, bind, cmdletOf, FakeContext, failure, functionOf, line } from './support.ts';

const parameter = (named: Record<string, unknown>) => attribute('Parameter', [], named);
const byValue = parameter({ ValueFromPipeline: true });
const byName = parameter({ ValueFromPipelineByPropertyName: true });

function start(meta: CommandMetadata, args: Parameters<typeof line> = [], ctx = new FakeContext()): (input: Value) => Binding {
  let binding = bind(meta, line(...args), ctx, { expectingInput: true });
  return (input) => {
    binding = bindPipelineObject(meta, binding, input, ctx);
    return binding;
  };
}

describe('pipeline input', () => {
  it('binds by value, with conversion if need be', () => {
    const next = start(functionOf('f', null, ['Text', 'string', byValue], ['Prefix', 'string']), ['-Prefix', '>']);
    expect(next('a')).toMatchObject({ error: null, values: { Text: 'a', Prefix: '>' }, pipelineBound: ['Text'] });
    expect(next(5).values).toEqual({ Text: '5', Prefix: '>' });
  });

  it('wraps single objects for an array parameter', () => {
    const next = start(functionOf('Count-It', null, ['Item', 'object[]', byValue]));
    expect((next(1).values.Item as PSArray).items).toEqual([1]);
    const list = new PSArray([1, 2]);
    expect(next(list).values.Item).toBe(list);
  });

  it('binds by property name, which ends with the object', () => {
    const next = start(functionOf('Add-Row', null, ['Name', 'string', byName], ['Size', 'int', byName]));
    expect(
      next(
        customObject([
          ['Name', 'p'],
          ['Size', '12'],
        ]),
      ).values,
    ).toEqual({ Name: 'p', Size: 12 });
    const second = next(customObject([['Name', 'q']]));
    expect(second.values).toEqual({ Name: 'q' });
    expect(Object.keys(second.recorded)).toEqual(['Name', 'Size']);
    expect(next('text').error).toMatchObject({
      fullyQualifiedErrorId: 'InputObjectNotBound,Add-Row',
      category: 'InvalidArgument',
      targetObject: 'text',
    });
    expect(next('text').values).toEqual({});
  });

  it('does not touch what the command line bound', () => {
    const next = start(functionOf('Add-Row', null, ['Name', 'string', byName], ['Size', 'int', byName]), ['-Size', 99]);
    expect(
      next(
        customObject([
          ['Name', 'z'],
          ['Size', 5],
        ]),
      ).values,
    ).toEqual({ Size: 99, Name: 'z' });
  });

  it('takes properties under an alias, and by value and name at once', () => {
    const meta = functionOf('f', null, ['InputObject', 'System.Object', byValue], ['Len', 'int', byName, attribute('Alias', ['Length'])]);
    expect(start(meta)('four').values).toEqual({ InputObject: 'four', Len: 4 });
    expect(start(meta)(1).values).toEqual({ InputObject: 1 });
  });

  it('prefers the value without conversion, then the property', () => {
    const next = start(
      functionOf('Prefer', null, ['Name', 'string', parameter({ ValueFromPipeline: true, ValueFromPipelineByPropertyName: true })]),
    );
    expect(next(customObject([['Name', 'from property']])).values).toEqual({ Name: 'from property' });
    expect(next('from value').values).toEqual({ Name: 'from value' });
  });

  it('says that nothing takes it', () => {
    const error = start(functionOf('NoInput', {}, ['A']))(1).error;
    expect(error?.exception.message).toBe(
      'The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.',
    );
    expect(start(functionOf('f', null, ['N', 'int', byValue]))('x').error?.fullyQualifiedErrorId).toBe('InputObjectNotBound,f');
  });

  it('reports a value that is not valid and one that lacks a mandatory parameter', () => {
    const range = functionOf('f', null, ['N', 'string', byValue, attribute('ValidateSet', ['a', 'b'])]);
    expect(start(range)('c').error).toMatchObject({ fullyQualifiedErrorId: 'ParameterArgumentValidationError,f', targetObject: 'c' });
    const mandatory = functionOf(
      'g',
      null,
      ['N', 'string', byName],
      ['M', 'string', parameter({ Mandatory: true, ValueFromPipelineByPropertyName: true })],
    );
    const error = start(mandatory)(customObject([['N', 'x']])).error;
    expect(error).toMatchObject({ fullyQualifiedErrorId: 'InputObjectMissingMandatory,g' });
    expect(error?.exception.message).toBe(
      'The input object cannot be bound because it did not contain the information required to bind all mandatory parameters:  M',
    );
  });

  it('chooses the set by the type of the object', () => {
    const set = (name: string) => parameter({ ParameterSetName: name, ValueFromPipeline: true });
    const next = start(functionOf('f', {}, ['Id', 'int', set('Id')], ['Flag', 'bool', set('Flag')]));
    expect(next(7)).toMatchObject({ set: 'Id', values: { Id: 7 } });
    expect(next(true)).toMatchObject({ set: 'Flag', values: { Flag: true } });
    expect(next(8)).toMatchObject({ set: 'Id', values: { Id: 8 } });
  });
});

describe('delayed script blocks', () => {
  const rename = functionOf('Rename-It', null, ['InputObject', 'System.Object', byValue], ['NewName', 'string', byName]);

  it('run for each object', () => {
    const ctx = new FakeContext();
    const block = ctx.block(' $_ + 1 ', (it) => [`${String(it)}!`]);
    const next = start(rename, ['-NewName', block], ctx);
    expect(next('a').values).toEqual({ NewName: 'a!', InputObject: 'a' });
    expect(next('b').values).toEqual({ NewName: 'b!', InputObject: 'b' });
  });

  it('need input and output', () => {
    const ctx = new FakeContext();
    const block = ctx.block('', () => []);
    expect(failure(() => bind(rename, line('-NewName', block), ctx))).toMatchObject({
      id: 'ScriptBlockArgumentNoInput,Rename-It',
      text: "Cannot evaluate parameter 'NewName' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input.",
      category: 'MetadataError',
    });
    expect(start(rename, ['-NewName', block], ctx)('a').error?.exception.message).toBe(
      "Cannot evaluate parameter 'NewName' because its argument input did not produce any output.",
    );
  });

  it('are values for parameters that hold blocks', () => {
    const ctx = new FakeContext();
    const each = cmdletOf('Do-Each', {
      Process: { type: 'scriptblock[]', position: 0 },
      InputObject: { type: 'psobject', pipeline: true },
    });
    const block = ctx.block('x', () => []);
    const b = start(each, [block], ctx)(1);
    expect((b.values.Process as PSArray).items).toEqual([block]);
    expect(b.values.InputObject).toBe(1);
  });
});

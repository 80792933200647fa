import { describe, expect, it } from 'vitest';
import {
  bindCommandLine,
  bindDynamicParameters,
  fastShape,
  finishBinding,
  withDynamicParameters,
} from '../../../src/interpreter/binding/binder.ts';
import { dynamicParameter } from '../../../src/interpreter/binding/functionMetadata.ts';
import { PSHashtable } from '../../../src/interpreter/values/collections.ts';
import type { Value } from '../../../src/interpreter/values/value.ts';
import { attribute, bind, cmdletOf, FakeContext, failure, functionOf, line } from './support.ts';

const parameter = (named: Record<string, unknown>) => attribute('Parameter', [], named);
const inSet = (set: string, named: Record<string, unknown> = {}) => parameter({ ParameterSetName: set, ...named });

describe('parameter sets', () => {
  const move = functionOf(
    'Move-It',
    { DefaultParameterSetName: 'Path' },
    ['Path', 'string', inSet('Path', { Position: 0, Mandatory: true })],
    ['Id', 'int', inSet('Id', { Mandatory: true })],
    ['To', 'string', parameter({ Position: 1 })],
  );

  it('are chosen by what was given', () => {
    expect(bind(move, line('a', 'b'))).toMatchObject({ set: 'Path', values: { Path: 'a', To: 'b' } });
    expect(bind(move, line('-Id', 1))).toMatchObject({ set: 'Id', values: { Id: 1 } });
  });

  it('exclude each other', () => {
    expect(failure(() => bind(move, line('-Id', 1, '-Path', 'a')))).toMatchObject({
      id: 'AmbiguousParameterSet,Move-It',
      text: 'Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.',
      category: 'InvalidArgument',
      start: -1,
    });
  });

  it('without default set must be decidable', () => {
    const meta = functionOf('f', {}, ['A', 'string', inSet('One')], ['B', 'string', inSet('Two')], ['C', 'string', parameter({})]);
    expect(failure(() => bind(meta, line('-C', 'x'))).id).toBe('AmbiguousParameterSet,f');
    expect(bind(meta, line('-B', 'x')).set).toBe('Two');
    const decided = functionOf('g', {}, ['A', 'string', inSet('One', { Mandatory: true })], ['B', 'string', inSet('Two')]);
    expect(bind(decided, line()).set).toBe('Two');
  });

  it('at one position are chosen by the type of the argument', () => {
    const user = functionOf('Get-User', {}, ['Id', 'int', inSet('Id', { Position: 0 })], ['Flag', 'bool', inSet('Flag', { Position: 0 })]);
    expect(bind(user, line(5))).toMatchObject({ set: 'Id', values: { Id: 5 } });
    expect(bind(user, line(true))).toMatchObject({ set: 'Flag', values: { Flag: true } });
  });

  it('have no name of their own where none is declared', () => {
    expect(bind(functionOf('f', {}, ['A']), line(1)).set).toBe('__AllParameterSets');
  });

  it('of a cmdlet hold flags that differ', () => {
    const meta = cmdletOf(
      'Get-Both',
      {
        Name: { type: 'string', sets: { ByName: { position: 0, mandatory: true }, Other: {} } },
        Id: { type: 'int', sets: { Other: { mandatory: true } } },
      },
      { defaultSet: 'ByName' },
    );
    expect(bind(meta, line('x')).set).toBe('ByName');
    expect(bind(meta, line('-Id', 1, '-Name', 'y'))).toMatchObject({ set: 'Other', values: { Id: 1, Name: 'y' } });
    expect(failure(() => bind(meta, line())).text).toBe(
      'Cannot process command because of one or more missing mandatory parameters: Name.',
    );
  });
});

describe('$PSDefaultParameterValues', () => {
  const table = (...pairs: [string, Value][]) => {
    const t = new PSHashtable();
    for (const [k, v] of pairs) t.set(k, v);
    return t;
  };
  const report = functionOf('Get-Report', {}, ['Title', 'string'], ['Size', 'int']);
  const bound = (defaultParameterValues: PSHashtable, ctx = new FakeContext(), ...args: Parameters<typeof line>) =>
    bind(report, line(...args), ctx, { defaultParameterValues, aliases: ['gr'] });

  it('fill what was not given', () => {
    expect(bound(table(['Get-Report:Title', 'preset'])).values).toEqual({ Title: 'preset' });
    expect(bound(table(['Get-Report:Title', 'preset']), new FakeContext(), '-Title', 'given').values).toEqual({ Title: 'given' });
    expect(bound(table(['gr:Title', 'by alias'])).values).toEqual({ Title: 'by alias' });
  });

  it('know wildcards, script blocks and Disabled', () => {
    const ctx = new FakeContext();
    const block = ctx.block('6 * 7', () => [42]);
    expect(bound(table(['Get-*:Size', block]), ctx).values).toEqual({ Size: 42 });
    expect(bound(table(['*:Si*', 1])).values).toEqual({ Size: 1 });
    expect(bound(table(['Get-Report:Title', 'x'], ['Disabled', true])).values).toEqual({});
  });

  it('warn where they do not fit', () => {
    expect(bound(table(['Get-Report:Size', 'big'])).warnings[0]).toMatch(
      /^The binding of default value 'big' to parameter 'Size' failed: Cannot process/,
    );
    const bad = table(['nonsense', 1]);
    expect(bound(bad).warnings[0]).toMatch(/^The key 'nonsense' does not have a valid format\. /);
    expect(bad.entries.size).toBe(0);
    expect(bound(table(['Get-Report:Title', 'a'], ['*Report:Title', 'b'])).warnings[0]).toMatch(
      /^Multiple different default values are defined/,
    );
  });

  it('are named in errors that follow', () => {
    const meta = functionOf('Get-Two', {}, ['A', 'string', inSet('One')], ['B', 'string', inSet('Two')]);
    const values = table(['Get-Two:A', 'x']);
    expect(failure(() => bind(meta, line('-A', 'y', 'z'), new FakeContext(), { defaultParameterValues: values })).id).toBe(
      'PositionalParameterNotFound,Get-Two',
    );
    const text = failure(() =>
      bind(report, line('t', 1, 'z', '-Verbose'), new FakeContext(), { defaultParameterValues: table(['*:Debug', true]) }),
    ).text;
    expect(text).toMatch(/accepts argument 'z'\. This failure might be caused by applying the default parameter binding\..*: -Debug$/);
  });
});

describe('dynamic parameters', () => {
  const connect = { ...functionOf('Connect-Box', {}, ['Mode', 'string']), hasDynamicParameters: true };
  const key = dynamicParameter('Key', 'int', [parameter({ Mandatory: true })]);
  const run = (args: Parameters<typeof line>, extra: (typeof key)[]) => {
    const ctx = new FakeContext();
    const first = bindCommandLine(connect, line(...args), ctx, { commandName: 'Connect-Box' });
    const merged = withDynamicParameters(connect, extra);
    return finishBinding(merged, bindDynamicParameters(merged, first, ctx), ctx);
  };

  it('are bound in a second pass', () => {
    expect(run(['-Mode', 'secure', '-Key', '42'], [key]).values).toEqual({ Mode: 'secure', Key: 42 });
    expect(failure(() => run(['-Mode', 'secure'], [key])).id).toBe('MissingMandatoryParameter,Connect-Box');
  });

  it('are unknown where there are none', () => {
    expect(failure(() => run(['-Mode', 'plain', '-Key', 1], []))).toMatchObject({ id: 'NamedParameterNotFound,Connect-Box', start: 20 });
  });
});

describe('the fast shape', () => {
  it('is for plain functions only', () => {
    expect(fastShape(functionOf('f', null, ['A'], ['B', 'int']))).toMatchObject({
      types: [null, 'System.Int32'],
      names: ['A', 'B'],
      slots: [0, 1],
    });
    expect(fastShape(functionOf('f', null, ['A', 'bool']))).toBeNull();
    expect(fastShape(functionOf('f', null, ['A', 'int', attribute('ValidateRange', [0, 1])]))).toBeNull();
    expect(fastShape(functionOf('f', {}, ['A']))).toBeNull();
    expect(fastShape(functionOf('f', null, ['S', 'switch'], ['A']))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { expandSplat } from '../../../src/interpreter/binding/binder.ts';
import { PSArray, PSHashtable } from '../../../src/interpreter/values/collections.ts';
import { toText } from '../../../src/interpreter/values/convert.ts';
import { PSObject } from '../../../src/interpreter/values/object.ts';
import { Switch } from '../../../src/interpreter/values/switch.ts';
import { attribute, bind, cmdletOf, FakeContext, failure, functionOf, line } from './support.ts';

const parameter = (named: Record<string, unknown>) => attribute('Parameter', [], named);

describe('simple functions', () => {
  const show = functionOf('Show-Call', null, ['A'], ['B'], ['C'], ['S', 'switch']);

  it('binds by name and position, switches by themselves', () => {
    const b = bind(show, line(1, '-C', 3, '-S', 2));
    expect(b.values).toEqual({ A: 1, B: 2, C: 3, S: new Switch(true) });
    expect(b.positional).toEqual(['A', 'B']);
    expect(b.unbound).toEqual([]);
  });

  it('puts what is left into $args, names too', () => {
    const ctx = new FakeContext();
    const b = bind(show, line(1, 2, 3, 'x', '-Nope', 9, ['-', 'opt', 5]), ctx);
    expect(b.unbound.map((v) => toText(v, ctx))).toEqual(['x', '-Nope', '9', '-opt:', '5']);
    expect(b.unbound[1]).toBeInstanceOf(PSObject);
    expect(expandSplat(new PSArray(b.unbound), ctx).map((a) => (a.kind === 'parameter' ? a.name : a.value))).toEqual([
      'x',
      'Nope',
      9,
      'opt',
      5,
    ]);
  });

  it('takes an unambiguous beginning of a name', () => {
    const amb = functionOf('Get-Amb', null, ['Name'], ['Number']);
    expect(bind(amb, line('-Na', 'x', '-Nu', 5)).values).toEqual({ Name: 'x', Number: 5 });
    expect(failure(() => bind(amb, line('-N', 1)))).toEqual({
      id: 'AmbiguousParameter,Get-Amb',
      text: "Parameter cannot be processed because the parameter name 'N' is ambiguous. Possible matches include: -Name -Number.",
      category: 'InvalidArgument',
      start: 0,
      type: 'ParameterBindingException',
    });
  });

  it('converts typed parameters and names the failure', () => {
    const half = functionOf('Get-Half', null, ['n', 'int']);
    expect(bind(half, line('42')).values).toEqual({ n: 42 });
    expect(failure(() => bind(half, line('x')))).toEqual({
      id: 'ParameterArgumentTransformationError,Get-Half',
      text: 'Cannot process argument transformation on parameter \'n\'. Cannot convert value "x" to type "System.Int32". Error: "The input string \'x\' was not in a correct format."',
      category: 'InvalidData',
      start: 0,
      type: 'ParameterBindingArgumentTransformationException',
    });
  });

  it('keeps the spelling of a bareword for text', () => {
    const meta = functionOf('f', null, ['Text', 'string'], ['Any']);
    const args = [
      { kind: 'argument' as const, value: 1.5, text: '1.50', start: 0, end: 4 },
      { kind: 'argument' as const, value: 1024, text: '1kb', start: 5, end: 8 },
    ];
    const b = bind(meta, args);
    expect(b.values).toEqual({ Text: '1.50', Any: 1024 });
    expect(b.texts.Any).toEqual(['1kb']);
  });

  it('wants booleans and numbers for [bool] and [switch]', () => {
    const meta = functionOf('Test-Switch', null, ['On', 'switch'], ['Flag', 'bool']);
    expect(bind(meta, line(['-', 'On', false], ['-', 'Flag', 0])).values).toEqual({ On: new Switch(false), Flag: false });
    expect(failure(() => bind(meta, line('-Flag', 'yes'))).text).toBe(
      'Cannot process argument transformation on parameter \'Flag\'. Cannot convert value "System.String" to type "System.Boolean". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.',
    );
  });

  it('joins a list for [string], but not in an advanced function', () => {
    const ctx = new FakeContext();
    expect(bind(functionOf('f', null, ['T', 'string']), line('-T', new PSArray([1, 2])), ctx).values).toEqual({ T: '1 2' });
    expect(failure(() => bind(functionOf('g', {}, ['T', 'string']), line('-T', new PSArray([1, 2]))))).toMatchObject({
      id: 'ParameterArgumentTransformationError,g',
      text: "Cannot process argument transformation on parameter 'T'. Cannot convert value to type System.String.",
    });
  });
});

describe('advanced functions', () => {
  const one = functionOf('Test-One', {}, ['A']);

  it('refuses arguments that nothing takes', () => {
    expect(failure(() => bind(one, line(1, 2)))).toEqual({
      id: 'PositionalParameterNotFound,Test-One',
      text: "A positional parameter cannot be found that accepts argument '2'.",
      category: 'InvalidArgument',
      start: -1,
      type: 'ParameterBindingException',
    });
    expect(failure(() => bind(one, line('-A', 1, '-Nope', 2)))).toMatchObject({
      id: 'NamedParameterNotFound,Test-One',
      text: "A parameter cannot be found that matches parameter name 'Nope'.",
      start: 20,
    });
  });

  it('refuses a parameter twice and one without argument', () => {
    expect(failure(() => bind(one, line('-A', 1, '-A', 2)))).toMatchObject({
      id: 'ParameterAlreadyBound,Test-One',
      text: 'Cannot bind parameter because parameter \'A\' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".',
      start: 20,
    });
    expect(failure(() => bind(one, line('-A')))).toMatchObject({
      id: 'MissingArgument,Test-One',
      text: "Missing an argument for parameter 'A'. Specify a parameter of type 'System.Object' and try again.",
    });
    expect(failure(() => bind(one, line('-A', '-Verbose')))).toMatchObject({ id: 'MissingArgument,Test-One' });
  });

  it('prefers its own parameters to the common ones', () => {
    const meta = functionOf('f', {}, ['Version']);
    expect(bind(meta, line('-Ver', 1)).values).toEqual({ Version: 1 });
    expect(failure(() => bind(functionOf('g', {}, ['Value'], ['Valid']), line('-V', 1))).text).toContain(': -Value -Valid -Verbose.');
    expect(bind(meta, line('-vb')).values).toEqual({ Verbose: new Switch(true) });
  });

  it('has positions in order of declaration without switches, unless one is named', () => {
    expect(
      functionOf('f', {}, ['A'], ['S', 'switch'], ['B'])
        .parameters.slice(0, 3)
        .map((p) => p.sets.__AllParameterSets?.position),
    ).toEqual([0, null, 1]);
    const pos = functionOf(
      'Get-Pos',
      null,
      ['B', 'System.Object', parameter({ Position: 1 })],
      ['A', 'System.Object', parameter({ Position: 0 })],
      ['C'],
    );
    expect(bind(pos, line(1, '-C', 3, 2)).values).toEqual({ C: 3, A: 1, B: 2 });
    expect(failure(() => bind(pos, line(1, 2, 3, 4))).id).toBe('PositionalParameterNotFound,Get-Pos');
  });

  it('gives the remaining arguments to one parameter, names included', () => {
    const rest = functionOf('Get-Rest', null, ['First'], ['Others', 'System.Object', parameter({ ValueFromRemainingArguments: true })]);
    expect((bind(rest, line(1, 2, 3)).values.Others as PSArray).items).toEqual([2, 3]);
    expect((bind(rest, line('-First', 'a', 'b', '-x', 'c')).values.Others as PSArray).items).toEqual(['b', '-x', 'c']);
    const list = new PSArray([1, 2]);
    expect(bind(rest, line('-First', 'a', list)).values.Others).toBe(list);
  });

  it('asks for missing mandatory parameters, or says which are missing', () => {
    const meta = functionOf(
      'Get-Report',
      null,
      ['Name', 'string', parameter({ Mandatory: true })],
      ['Year', 'int', parameter({ Mandatory: true, HelpMessage: 'when' })],
    );
    expect(failure(() => bind(meta, line('-Name', 'x')))).toMatchObject({
      id: 'MissingMandatoryParameter,Get-Report',
      text: 'Cannot process command because of one or more missing mandatory parameters: Year.',
      category: 'InvalidArgument',
    });
    const ctx = new FakeContext();
    ctx.reply = { Year: '2020' };
    expect(bind(meta, line('-Name', 'x'), ctx, { interactive: true }).values).toEqual({ Name: 'x', Year: 2020 });
    expect(ctx.asked[0]).toMatchObject({
      op: 'prompt.parameters',
      args: {
        caption: 'cmdlet Get-Report at command pipeline position 1',
        fields: [{ name: 'Year', type: 'System.Int32', helpMessage: 'when' }],
      },
    });
  });

  it('takes no null or empty value for a mandatory parameter', () => {
    const meta = functionOf('Get-Mand', null, ['M', 'string', parameter({ Mandatory: true })], ['L', 'string[]', parameter({})]);
    expect(failure(() => bind(meta, line('-M', '')))).toMatchObject({
      id: 'ParameterArgumentValidationErrorEmptyStringNotAllowed,Get-Mand',
      text: "Cannot bind argument to parameter 'M' because it is an empty string.",
      category: 'InvalidData',
      start: 10,
    });
    const list = functionOf('Get-List', null, ['L', 'string[]', parameter({ Mandatory: true })]);
    expect(failure(() => bind(list, line('-L', new PSArray([])))).text).toBe(
      "Cannot bind argument to parameter 'L' because it is an empty array.",
    );
    expect(failure(() => bind(list, line('-L', null))).id).toBe('ParameterArgumentValidationErrorNullNotAllowed,Get-List');
    const any = functionOf('Get-Any', null, ['M', 'System.Object', parameter({ Mandatory: true }), attribute('AllowNull')]);
    expect(bind(any, line('-M', null)).values).toEqual({ M: null });
  });

  it('refuses names that occur twice', () => {
    expect(failure(() => functionOf('f', {}, ['Verbose']))).toMatchObject({
      id: 'ParameterNameAlreadyExistsForCommand',
      text: "A parameter with the name 'Verbose' was defined multiple times for the command.",
    });
    expect(failure(() => functionOf('f', {}, ['Name', 'string', attribute('Alias', ['vb'])])).id).toBe(
      'AliasParameterNameAlreadyExistsForCommand',
    );
  });
});

describe('native cmdlets', () => {
  const get = cmdletOf('Get-Thing', {
    Path: { type: 'string[]', position: 0, notNullOrEmpty: true },
    Filter: { type: 'string', position: 1 },
    Recurse: { type: 'switch' },
    Depth: { type: 'int' },
  });
  const options = { className: 'Test.GetThingCommand' };

  it('wraps a single value for an array and converts its elements', () => {
    expect((bind(get, line(5), new FakeContext(), options).values.Path as PSArray).items).toEqual(['5']);
    expect((bind(get, line(new PSArray([1, 'b'])), new FakeContext(), options).values.Path as PSArray).items).toEqual(['1', 'b']);
  });

  it('says what it can not convert', () => {
    expect(failure(() => bind(get, line('-Depth', 'deep'), new FakeContext(), options))).toMatchObject({
      id: 'CannotConvertArgumentNoMessage,Test.GetThingCommand',
      text: 'Cannot bind parameter \'Depth\'. Cannot convert value "deep" to type "System.Int32". Error: "The input string \'deep\' was not in a correct format."',
      category: 'InvalidArgument',
      start: 10,
    });
    expect(failure(() => bind(get, line('-Filter', new PSArray(['a', 'b'])), new FakeContext(), options))).toMatchObject({
      id: 'CannotConvertArgument,Test.GetThingCommand',
      text: "Cannot convert 'System.Object[]' to the type 'System.String' required by parameter 'Filter'. Specified method is not supported.",
    });
    expect(failure(() => bind(get, line(['-', 'Recurse', 'x']), new FakeContext(), options)).text).toBe(
      "Cannot convert 'System.String' to the type 'System.Management.Automation.SwitchParameter' required by parameter 'Recurse'. ",
    );
  });

  it('has common parameters and those of ShouldProcess', () => {
    expect(get.parameters.slice(4).map((p) => p.name)).toEqual([
      'Verbose',
      'Debug',
      'ErrorAction',
      'WarningAction',
      'InformationAction',
      'ProgressAction',
      'ErrorVariable',
      'WarningVariable',
      'InformationVariable',
      'OutVariable',
      'OutBuffer',
      'PipelineVariable',
    ]);
    const set = cmdletOf('Set-Thing', {}, { supportsShouldProcess: true });
    expect(set.parameters.slice(-2).map((p) => p.aliases)).toEqual([['wi'], ['cf']]);
    expect(failure(() => bind(set, line('-ErrorVariable', 'env:x'))).text).toBe(
      "Cannot validate argument on parameter 'ErrorVariable'. Cannot validate argument 'env:x' because it is not a valid variable name.",
    );
  });
});

describe('splatting', () => {
  const ctx = new FakeContext();
  const table = (...pairs: [string, unknown][]) => {
    const t = new PSHashtable();
    for (const [k, v] of pairs) t.set(k, v as string);
    return t;
  };
  const show = functionOf('Show-Call', null, ['A'], ['B']);

  it('names come from a table, an explicit one wins', () => {
    const splat = expandSplat(table(['A', 1], ['B', 2]), ctx, 3, 5);
    expect(bind(show, splat).values).toEqual({ A: 1, B: 2 });
    expect(bind(show, [...splat, ...line('-B', 22)]).values).toEqual({ B: 22, A: 1 });
    expect(splat[0]).toMatchObject({ kind: 'parameter', text: '-A:', start: 3, end: 5 });
  });

  it('a parameter from two tables is an error', () => {
    const twice = [...expandSplat(table(['A', 1]), ctx), ...expandSplat(table(['A', 2]), ctx)];
    expect(failure(() => bind(show, twice)).id).toBe('ParameterAlreadyBound,Show-Call');
  });

  it('positions come from a list', () => {
    expect(bind(show, expandSplat(new PSArray(['p', 'q']), ctx)).values).toEqual({ A: 'p', B: 'q' });
  });
});

import { describe, expect, it } from 'vitest';
import { parseInput, scanExpandableText, scanNumberText, scanTypeText, tokenClass } from '../../../src/interpreter/syntax/index.ts';
import { tokensOf } from './shape.ts';

describe('number literals', () => {
  it.each<[string, string, number | bigint | string]>([
    ['100', 'Int32', 100],
    ['100u', 'UInt32', 100],
    ['100D', 'Decimal', '100'],
    ['100l', 'Int64', 100n],
    ['100uL', 'UInt64', 100n],
    ['100us', 'UInt16', 100],
    ['100uy', 'Byte', 100],
    ['100y', 'SByte', 100],
    ['1e2', 'Double', 100],
    ['1.e2', 'Double', 100],
    ['.5', 'Double', 0.5],
    ['0x1e2', 'Int32', 482],
    ['0x1e2L', 'Int64', 482n],
    ['0x1e2D', 'Int32', 7725],
    ['482gb', 'Int64', 517543559168n],
    ['482ngb', 'BigInteger', 517543559168n],
    ['0x1e2lgb', 'Int64', 517543559168n],
    ['0b1011011', 'Int32', 91],
    ['0b11111111', 'Int32', -1],
    ['0b011111111', 'Int32', 255],
    ['0xFFFFs', 'Int16', -1],
    ['0xFFFFFFFF', 'Int32', -1],
    ['-0xFFFFFFFF', 'Int32', 1],
    ['0xFFFFFFFFu', 'UInt32', 4294967295],
    ['0xFFFFFFFFFFFFFFFF', 'Int64', -1n],
    ['2147483648', 'Int64', 2147483648n],
    ['9223372036854775808', 'Decimal', '9223372036854775808'],
    ['79228162514264337593543950336', 'Double', 2 ** 96],
    ['1.30Dmb', 'Decimal', '1363148.80'],
    ['1.50d', 'Decimal', '1.50'],
    ['1.5e3d', 'Decimal', '1500'],
    ['1.2345e1L', 'Int64', 12n],
    ['0x12Lpb', 'Int64', 20266198323167232n],
  ])('%s', (text, type, value) => {
    const { tokens, errors } = parseInput(text);
    expect(errors).toEqual([]);
    expect(tokens[0].number).toEqual({ type, value });
  });

  it.each(['1usgb', '128y', '1e400d'])('%s is malformed', (text) => {
    expect(parseInput(text).errors[0]).toMatchObject({
      errorId: 'BadNumericConstant',
      message: `The numeric constant ${text} is not valid.`,
    });
  });

  it.each(['77z.exe', '100gbL', '1.2.3'])('%s is a word', (text) => {
    expect(parseInput(`a ${text}`).tokens[1].kind).toBe('Generic');
  });
});

describe('tokens', () => {
  it.each([
    ['"a$b`t"', 'StringExpandable<"a$b`t">{Variable<$b>}'],
    ['a"$(1)"b', 'Generic<a"$(1)"b>{StringLiteral<$(1)>}'],
    ['a `\n b', 'Identifier<a> LineContinuation<`\n> Identifier<b>'],
    ['<# x #> 1 # y', 'Comment<<# x #>> Number<1> Comment<# y>'],
    ['a -notlike 1..2 += ??', 'Identifier<a> Parameter<-notlike> Generic<1..2> Generic<+=> Generic<??>'],
    ['$a -notlike 1..2', 'Variable<$a> Inotlike<-notlike> Number<1> DotDot<..> Number<2>'],
    ['$a=1>2', 'Variable<$a> Equals<=> Number<1> Redirection<>> Number<2>'],
    ['\u201ca\u201d \u2013 1', 'StringExpandable<\u201ca\u201d> Minus<\u2013> Number<1>'],
    ['$a?.b ${a}?.b', 'Variable<$a?> Dot<.> Identifier<b> Variable<${a}> QuestionDot<?.> Identifier<b>'],
    ['1 ?2:3', 'Number<1> QuestionMark<?> Number<2> Colon<:> Number<3>'],
    ['1?2:3', 'Generic<1?2:3>'],
    ["@'\na\n'@", "HereStringLiteral<@'\na\n'@>"],
    ['[a, b, c=d]', 'LBracket<[> Identifier<a> Comma<,> Identifier<b> Comma<,> Identifier<c> Equals<=> Identifier<d> RBracket<]>'],
  ])('%s', (text, expected) => {
    expect(tokensOf(parseInput(text).tokens)).toBe(expected);
  });

  it('has values', () => {
    const { tokens } = parseInput(
      '$v = "it`u{1F600}s", \'a\'\'b\', @"\nx $y\n"@, ${odd name}, $global:g, $env:p; cmd -Name:x 2>> f; :l while (1) {}',
    );
    const byClass = (name: string) => tokens.filter((token) => tokenClass(token) === name);
    expect(byClass('StringExpandableToken').map((token) => token.value)).toEqual(['it\u{1F600}s', 'x $y']);
    expect(byClass('StringExpandableToken')[1].parts).toEqual(['x ', 0]);
    expect(byClass('StringLiteralToken')[0].value).toBe("a'b");
    expect(byClass('VariableToken').map(({ variablePath }) => [variablePath?.name, variablePath?.scope, variablePath?.driveName])).toEqual([
      ['v', null, null],
      ['odd name', null, null],
      ['g', 'global', null],
      ['p', null, 'env'],
    ]);
    expect(byClass('ParameterToken')[0]).toMatchObject({ parameterName: 'Name', usedColon: true });
    expect(byClass('FileRedirectionToken')[0].redirection).toEqual({ fromStream: 'Error', append: true });
    expect(byClass('LabelToken')[0].labelText).toBe('l');
  });

  it('counts quotes written twice in a string when it places what is nested', () => {
    const text = '"a $(""b"" + $c) d"';
    const nested = parseInput(text).tokens[0].nestedTokens ?? [];
    const variable = nested.find((token) => token.kind === 'Variable');
    expect(variable?.extent).toEqual({ start: text.indexOf('$c'), end: text.indexOf('$c') + 2 });
  });
});

describe('text of its own', () => {
  it('reads numbers as conversions do', () => {
    expect(scanNumberText(' -0x10 ')).toEqual({ type: 'Int32', value: -16 });
    expect(scanNumberText('')).toEqual({ type: 'Int32', value: 0 });
    expect(scanNumberText('1 2')).toBeNull();
    expect(scanNumberText('x')).toBeNull();
  });

  it('reads type names', () => {
    expect(scanTypeText('System.Collections.Generic.List[int]')?.isGeneric).toBe(true);
    expect(scanTypeText('a b')).toBeNull();
  });

  it('reads expandable text', () => {
    const { expression, errors } = scanExpandableText('a "$b" $(1)');
    expect(errors).toEqual([]);
    expect(expression).toMatchObject({ kind: 'ExpandableStringExpressionAst', value: 'a "$b" $(1)', parts: ['a "', 0, '" ', 1] });
  });
});

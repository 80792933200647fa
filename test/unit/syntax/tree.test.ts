import { describe, expect, it } from 'vitest';
import { findAll, linkParents, parseInput } from '../../../src/interpreter/syntax/index.ts';
import { shape, statementShape } from './shape.ts';

const statements: [string, string][] = [
  ['1 + 2 * 3', 'Pipeline(Command(Binary:Plus(Constant<1> Binary:Multiply(Constant<2> Constant<3>))))'],
  ['-not $a -and $b', 'Pipeline(Command(Binary:And(Unary:Not(Variable<$a>) Variable<$b>)))'],
  ['1, 2 + 3', 'Pipeline(Command(Binary:Plus(ArrayLiteral(Constant<1> Constant<2>) Constant<3>)))'],
  ['-2 .. 3', 'Pipeline(Command(Binary:DotDot(Constant<-2> Constant<3>)))'],
  ['- 5', 'Pipeline(Command(Unary:Minus(Constant<5>)))'],
  ['-join 1,2', 'Pipeline(Command(ArrayLiteral(Unary:Join(Constant<1>) Constant<2>)))'],
  ['$a ? 1 : 2', 'Pipeline(Command(Ternary(Variable<$a> Constant<1> Constant<2>)))'],
  ['$a ?? $b', 'Pipeline(Command(Binary:QuestionQuestion(Variable<$a> Variable<$b>)))'],
  ['[int]"5" + 1', 'Pipeline(Command(Binary:Plus(Convert(TypeConstraint<[int]> StringConstant<"5">) Constant<1>)))'],
  ['$i++', 'Pipeline(Command(Unary:PostfixPlusPlus(Variable<$i>)))'],
  ['$x = 1', 'Assignment:Equals(Variable<$x> Command(Constant<1>))'],
  ['$x = ls', 'Assignment:Equals(Variable<$x> Pipeline(Command(StringConstant<ls>)))'],
  ['$x, $y = 1 &', 'Assignment:Equals(ArrayLiteral(Variable<$x> Variable<$y>) Pipeline(Command(Constant<1>)))'],
  [
    'a && b || c',
    'PipelineChain:OrOr(PipelineChain:AndAnd(Pipeline(Command(StringConstant<a>)) Pipeline(Command(StringConstant<b>))) Pipeline(Command(StringConstant<c>)))',
  ],
  [
    'a -b:c -d e,f > g 2>&1',
    'Pipeline(Command(StringConstant<a> CommandParameter(StringConstant<c>) CommandParameter<-d> ArrayLiteral(StringConstant<e> StringConstant<f>) FileRedirection(StringConstant<g>) MergingRedirection<2>&1>))',
  ],
  ['& $a b', 'Pipeline(Command(Variable<$a> StringConstant<b>))'],
  [
    'cmd --% a "b | c" | d',
    'Pipeline(Command(StringConstant<cmd> StringConstant<--%> StringConstant<a "b | c" >) Command(StringConstant<d>))',
  ],
  ['a -- -b', 'Pipeline(Command(StringConstant<a> CommandParameter<--> StringConstant<-b>))'],
  ['a $b.c[0]', 'Pipeline(Command(StringConstant<a> Index(Member(Variable<$b> StringConstant<c>) Constant<0>)))'],
  ['a x$b.c', 'Pipeline(Command(StringConstant<a> ExpandableString(Variable<$b>)))'],
  ['${a}?.b()', 'Pipeline(Command(InvokeMember(Variable<${a}> StringConstant<b>)))'],
  ['[a]::b[int](1)', 'Pipeline(Command(InvokeMember(Type<[a]> StringConstant<b> Constant<1>)))'],
  [
    '$a.where{1}',
    'Pipeline(Command(InvokeMember(Variable<$a> StringConstant<where> ScriptBlock(ScriptBlock(End(Pipeline(Command(Constant<1>))))))))',
  ],
  [
    '"$a $($b.c) $using:d"',
    'Pipeline(Command(ExpandableString(Variable<$a> Sub(StatementBlock(Pipeline(Command(Member(Variable<$b> StringConstant<c>))))) Using(Variable<$using:d>))))',
  ],
  ['$using:a.b', 'Pipeline(Command(Using(Member(Variable<$using:a> StringConstant<b>))))'],
  [
    '@{ a = 1; "b" = if (1) {2} }',
    'Pipeline(Command(Hashtable(StringConstant<a> Pipeline(Command(Constant<1>)) StringConstant<"b"> If(Pipeline(Command(Constant<1>)) StatementBlock(Pipeline(Command(Constant<2>)))))))',
  ],
  ['@()', 'Pipeline(Command(Array(StatementBlock<>)))'],
  [
    'if (1) {} elseif (2) {} else {}',
    'If(Pipeline(Command(Constant<1>)) StatementBlock<{}> Pipeline(Command(Constant<2>)) StatementBlock<{}> StatementBlock<{}>)',
  ],
  [
    ':l foreach ($x in 1..2) { break l }',
    'ForEach(Variable<$x> Pipeline(Command(Binary:DotDot(Constant<1> Constant<2>))) StatementBlock(Break(StringConstant<l>)))',
  ],
  ['for (;;) {}', 'For(StatementBlock<{}>)'],
  ['do { 1 } until ($x)', 'DoUntil(Pipeline(Command(Variable<$x>)) StatementBlock(Pipeline(Command(Constant<1>))))'],
  [
    'switch -regex -file f { a {1} default {2} }',
    'Switch(Pipeline(Command(StringConstant<f>)) StringConstant<a> StatementBlock(Pipeline(Command(Constant<1>))) StatementBlock(Pipeline(Command(Constant<2>))))',
  ],
  [
    'try {} catch [a], [b] { throw } finally {}',
    'Try(StatementBlock<{}> CatchClause(TypeConstraint<[a]> TypeConstraint<[b]> StatementBlock(Throw<throw>)) StatementBlock<{}>)',
  ],
  ['data d -SupportedCommand x { "a" }', 'Data(StatementBlock(Pipeline(Command(StringConstant<"a">))))'],
  [
    'function f($a = 1) { $a }',
    'FunctionDefinition(Parameter(Variable<$a> Constant<1>) ScriptBlock(End(Pipeline(Command(Variable<$a>)))))',
  ],
  ['filter f { $_ }', 'FunctionDefinition(ScriptBlock(Process(Pipeline(Command(Variable<$_>)))))'],
  [
    'function f { begin { 1 } clean { 2 } }',
    'FunctionDefinition(ScriptBlock(Begin!(Pipeline(Command(Constant<1>))) Clean!(Pipeline(Command(Constant<2>)))))',
  ],
  ['enum E : byte { A = 1; B }', 'TypeDefinition(TypeConstraint<byte> PropertyMember(Constant<1>) PropertyMember<B>)'],
  [
    'class C : D { [int]$x = 1; static [void] m([string]$s) {} }',
    'TypeDefinition(TypeConstraint<D> PropertyMember(TypeConstraint<[int]> Constant<1>) FunctionMember(TypeConstraint<[void]> FunctionDefinition(Parameter(TypeConstraint<[string]> Variable<$s>) ScriptBlock(End))))',
  ],
  ['a |\n# c\n b', 'Pipeline(Command(StringConstant<a>) Command(StringConstant<b>))'],
  ['a\n  # c\n  | b', 'Pipeline(Command(StringConstant<a>) Command(StringConstant<b>))'],
  [
    '[Parameter(Position=0, Mandatory)]$x',
    'Pipeline(Command(Attributed(Attribute(NamedAttributeArgument(Constant<0>) NamedAttributeArgument(Constant<Mandatory>)) Variable<$x>)))',
  ],
];

describe('the tree of a statement', () => {
  it.each(statements)('%s', (text, expected) => {
    expect(parseInput(text).errors).toEqual([]);
    expect(statementShape(text)).toBe(expected);
  });
});

describe('script blocks', () => {
  it('has usings, param and the unnamed block, whose extent begins at param', () => {
    const text = 'using namespace System.IO\n[CmdletBinding()]param([int]$a)\n1';
    const { ast } = parseInput(text);
    expect(shape(ast, text)).toBe(
      'ScriptBlock(Using(StringConstant<System.IO>) ParamBlock(Attribute<[CmdletBinding()]> Parameter(TypeConstraint<[int]> Variable<$a>)) End(Pipeline(Command(Constant<1>))))',
    );
    expect(ast.endBlock?.extent).toEqual({ start: 43, end: text.length });
    expect(ast.extent).toEqual({ start: 0, end: text.length });
  });

  it('puts the call of the base before a constructor, where FindAll does not see it', () => {
    const { ast } = parseInput('class A : B { A() {} A($x) : base($x) {} }');
    expect(findAll(ast, (node) => node.kind === 'BaseCtorInvokeMemberExpressionAst', true)).toEqual([]);
    const calls = findAll(ast, (node) => node.kind === 'CommandExpressionAst', true);
    expect(calls.map((call) => call.extent)).toEqual([
      { start: 0, end: 0 },
      { start: 29, end: 37 },
    ]);
  });

  it('stops FindAll at functions and script blocks if asked', () => {
    const { ast } = parseInput('$a = 1; function F { $b = 2; { $c = 3 } } $d = { $e }');
    const names = (nested: boolean) =>
      findAll(ast, (node) => node.kind === 'VariableExpressionAst', nested).map((node) =>
        node.kind === 'VariableExpressionAst' ? node.variablePath.userPath : '',
      );
    expect(names(true)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(names(false)).toEqual(['a', 'd']);
  });

  it('links parents', () => {
    const { ast } = parseInput('1');
    linkParents(ast);
    expect(ast.endBlock?.statements[0].parent).toBe(ast.endBlock);
    expect(ast.endBlock?.parent).toBe(ast);
  });

  it('reads #requires', () => {
    const { ast, errors } = parseInput(
      "#requires -Version 7.2 -Modules a,@{ModuleName='b';ModuleVersion='1.0'}\n#requires -PSEdition Core\n1",
    );
    expect(errors).toEqual([]);
    expect(ast.scriptRequirements).toMatchObject({
      requiredPSVersion: '7.2',
      requiredPSEditions: ['Core'],
      requiredModules: [{ name: 'a' }, { name: 'b', version: '1.0' }],
    });
  });
});

describe('names of types', () => {
  it.each([
    ['[int[]]', 'int[]', true],
    ['[a.b[int,string]]', 'a.b[int,string]', false],
    ['[int[,]]', 'int[,]', true],
    ['[a, b, Version=1.0]', 'a,b, Version=1.0', false],
    ['[a[[b, c], d][]]', 'a[b,d][]', true],
  ])('%s', (text, fullName, isArray) => {
    const [node] = findAll(parseInput(text).ast, (found) => found.kind === 'TypeExpressionAst', true);
    expect(node).toMatchObject({ typeName: { fullName, isArray } });
  });
});

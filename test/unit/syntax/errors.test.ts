import { describe, expect, it } from 'vitest';
import { isIncomplete, parseInput } from '../../../src/interpreter/syntax/index.ts';
import { errorsOf } from './shape.ts';

const table: [string, string[]][] = [
  ['if (1) {', ['MissingEndCurlyBrace 7-8…']],
  ['if (1', ['MissingEndParenthesisAfterStatement 6-6…']],
  ['if', ['MissingOpenParenthesisInIfStatement 2-2…']],
  ['"abc', ['TerminatorExpectedAtEndOfString 0-4…']],
  ["@'\nabc", ['TerminatorExpectedAtEndOfString 0-6…']],
  ["@'\nabc\n '@", ['WhitespaceBeforeHereStringFooter 8-10…']],
  ['<# abc', ['MissingTerminatorMultiLineComment 0-6…']],
  ['1 +', ['ExpectedValueExpression 3-3…']],
  ['$a =', ['ExpectedValueExpression 4-4…']],
  ['a |', ['EmptyPipeElement 3-3…']],
  ['| a', ['EmptyPipeElement 0-1']],
  ['a | 1', ['ExpressionsMustBeFirstInPipeline 4-5']],
  ['(1', ['MissingEndParenthesisInExpression 2-2…']],
  ['$(1', ['MissingEndParenthesisInSubexpression 4-4…']],
  ['@{ a', ['MissingEqualsInHashLiteral 4-4', 'MissingEndCurlyBrace 2-2…']],
  ['@{ a = 1', ['MissingEndCurlyBrace 2-2…']],
  ['@{ a = 1; A = 2 }', ['DuplicateKeyInHashLiteral 10-11']],
  ['[int', ['EndSquareBracketExpectedAtEndOfAttribute 4-4']],
  ['$a.', ['MissingPropertyName 3-3…']],
  ['$a[', ['MissingArrayIndexExpression 3-3…']],
  ['$a.b(1', ['MissingEndParenthesisInMethodCall 6-6…']],
  ['1 = 2', ['InvalidLeftHandSide 0-1']],
  ['1++', ['OperatorRequiresVariableOrProperty 0-1']],
  ['$a?.b = 1', []],
  ['${a}?.b = 1', ['InvalidLeftHandSide 0-7']],
  ['a < b', ['RedirectionNotSupported 2-3']],
  ['a 1>&2', ['RedirectionNotSupported 2-6']],
  ['a > x > y', ['StreamAlreadyRedirected 6-9']],
  ['function', ['MissingNameAfterKeyword 8-8…']],
  ['function f', ['MissingFunctionBody 10-10…']],
  ['function f($a', ['MissingEndParenthesisInFunctionParameterList 13-13…']],
  ['function f($a, $A) {}', ['DuplicateFormalParameter 15-17']],
  ['try {}', ['MissingCatchOrFinally 6-6…']],
  ['try {} catch {} catch [a] {}', ['EmptyCatchNotLast 15-15']],
  ['try {} catch [Exception] {} catch [System.IO.IOException] {}', ['ExceptionTypeAlreadyCaught 34-57']],
  ['while (1)', ['MissingLoopStatement 9-9…']],
  ['do {} ', ['MissingWhileOrUntilInDoWhile 5-5…']],
  ['foreach ($a', ['MissingInInForeach 11-11…']],
  ['switch (1)', ['MissingCurlyBraceInSwitchStatement 10-10…']],
  ['switch (1) { default {} default {} }', ['MultipleSwitchDefaultClauses 24-31']],
  ['}', ['UnexpectedToken 0-1']],
  ['1 2', ['UnexpectedToken 2-3']],
  ['$a -foo', ['UnexpectedToken 3-7']],
  ['a && ', ['EmptyPipelineChainElement 4-4…']],
  ['a & && b', ['BackgroundOperatorInPipelineChain 4-6']],
  ['$x = { begin {} 1 }', ['MissingNamedBlocks 16-17', 'UnexpectedToken 16-17', 'UnexpectedToken 18-19']],
  ['1; using namespace a', ['UsingMustBeAtStartOfScript 3-20']],
  ['using namespace a-b', ['InvalidNamespaceValue 16-19']],
  ['from', ['ReservedKeywordNotAllowed 0-4']],
  ['workflow w {}', ['WorkflowNotSupportedInPowerShellCore 0-13']],
  ['configuration c {}', ['ParserError 14-15', 'UnexpectedToken 17-18']],
  ['@a + 1', ['SplattingNotPermitted 0-2']],
  ['f @a,1', ['SplattingNotPermittedInArgumentList 2-4']],
  ['1usgb', ['BadNumericConstant 0-5']],
  ['"`u{110000}"', ['InvalidUnicodeEscapeSequenceValue 4-10']],
  ['${}', ['EmptyVariableReference 2-3']],
  ['"$a:"', ['InvalidVariableReferenceWithDrive 1-4']],
  ['data { $x }', ['VariableReferenceNotSupportedInDataSection 7-9']],
  ['data { Get-Date }', ['CmdletNotInAllowedListForDataSection 7-15']],
  ['[ref][int]$x = 1', ['ReferenceNeedsToBeByItselfInTypeConstraint 0-5']],
  ['[ordered]1', ['OrderedAttributeOnlyOnHashLiteralNode 0-10']],
  ['[A()]1', ['UnexpectedAttribute 0-5']],
  ['param([Parameter(Position=$x)]$a)', ['ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock 26-28']],
  ['#requires -Version x', ['RequiresVersionInvalid 19-20']],
  ['try {} finally { return }', ['ControlLeavingFinally 17-23']],
  ['class', ['MissingNameAfterKeyword 5-5…']],
  ['class A', ['MissingTypeBody 7-7…']],
  ['class A {', ['MissingEndCurlyBrace 9-9…']],
  ['class A {} class a {}', ['MemberAlreadyDefined 11-21']],
  ['class A { [int] m() {} }', ['MethodHasCodePathNotReturn 16-17']],
  ['class A { [int] m() { if ($true) { return 1 } else { throw } } }', []],
  ['class A { m() { $x } }', ['VariableNotLocal 16-18']],
  ['class A { m() { $x = 1; if ($x) { $y = 2 }; $y } }', ['VariableNotLocal 44-46']],
  ['class A { m([int]$p) { foreach ($i in 1..$p) { $i } } }', []],
  ['class A { m() { return 1 } }', ['VoidMethodHasReturn 16-24']],
  ['class A { $p; m() { $p = 1 } }', ['MissingThis 20-22']],
  ['class A { static m() { $this } }', ['NonStaticMemberAccessInStaticMember 23-28']],
  ['class A { [int] A() {} }', ['ConstructorCantHaveReturnType 10-15', 'MethodHasCodePathNotReturn 16-17']],
  ['class A { m() { param($x) } }', ['ParamBlockNotAllowedInMethod 16-25']],
  ['enum E : string { A }', ['InvalidUnderlyingType 9-15']],
  ['enum E { A = }', ['ExpectedValueExpression 12-12']],
];

describe('errors', () => {
  it.each(table)('%s', (text, expected) => {
    expect(errorsOf(text)).toEqual(expected);
  });

  it('have messages with their arguments', () => {
    expect(parseInput('1 2').errors[0].message).toBe("Unexpected token '2' in expression or statement.");
    expect(parseInput('while').errors[0].message).toBe("Missing opening '(' after keyword 'while'.");
  });

  it('asks the host about types, modules and assemblies', () => {
    const host = { typeExists: (name: string) => name === 'int', moduleTypes: () => null, assemblyExists: () => false };
    const ids = (text: string) => parseInput(text, null, host).errors.map(({ errorId }) => errorId);
    expect(ids('class A : B { [int]$a; [A]$b; [C]$c }')).toEqual(['TypeNotFound', 'TypeNotFound']);
    expect(ids('using module m')).toEqual(['ModuleNotFoundDuringParse']);
    expect(ids('using assembly ./a.dll')).toEqual(['ErrorLoadingAssembly']);
    expect(ids('[C]$c')).toEqual([]);
  });
});

describe('isIncomplete', () => {
  it.each(['if (1) {', '"a', 'a |', '1 +', '@{', '<# a', "@'\nx", 'function f {', 'a &&'])('%s goes on', (text) => {
    expect(isIncomplete(parseInput(text))).toBe(true);
  });
  it.each(['1', ')', '1 2', 'if (1) {}}', '"a"'])('%s does not', (text) => {
    expect(isIncomplete(parseInput(text))).toBe(false);
  });
});

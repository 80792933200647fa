/** Statements, errors and classes, run straight and frozen after every instruction. Expected: golden scripts, conformance facts, MiscOps.cs. */
import { describe, expect, test } from 'vitest';
import { frozen, TestSession } from './session.ts';

async function output(text: string): Promise<string> {
  const straight = await (await TestSession.start()).run(text);
  const thawed = await (await TestSession.start()).run(text, frozen(150, 30, 5));
  expect(thawed).toBe(straight);
  return straight;
}

describe('catch', () => {
  test('takes the exception inside, and the best type', async () => {
    const text = `foreach ($b in { 1 / 0 }, { [int]'x' }, { throw [InvalidOperationException]::new('i') }, { [int]::Parse('x') }) {
      try { & $b }
      catch [DivideByZeroException] { 'division' } catch [InvalidOperationException] { 'operation' }
      catch [FormatException] { "format $($_.Exception.GetType().Name)" }
      catch [Management.Automation.RuntimeException] { "runtime $($_.FullyQualifiedErrorId)" } }`;
    expect(await output(text)).toBe('division\nruntime InvalidCastFromStringToInteger\noperation\nformat FormatException\n');
  });
  test('a command upstream does not see errors of one downstream', async () => {
    expect(
      await output(
        "function Up { try { 1 } catch { 'never' } finally { Write-Host 'up ends' } }\ntry { Up | ForEach-Object { throw 'd' } } catch { \"$_\" }",
      ),
    ).toBe('up ends\nd\n');
  });
});

describe('trap', () => {
  test('continue goes on with the next statement', async () => {
    expect(await output("& { trap { \"T $_\"; continue } throw 'one'; 'after' }")).toBe('T one\nafter\n');
  });
  test('the best of several', async () => {
    expect(await output("& { trap { 'any'; continue } trap [DivideByZeroException] { 'division'; continue } 1 / 0; throw 'x' }")).toBe(
      'division\nany\n',
    );
  });
});

describe('$?', () => {
  test('after commands, functions, expressions, parentheses', async () => {
    const text =
      'function F { Write-Error e 2>$null }\nF; $?\n$null = Write-Error e 2>$null; $?\n(Write-Error e -ErrorAction Ignore); $?\n1; $?';
    expect(await output(text)).toBe('True\nFalse\nFalse\n1\nTrue\n');
  });
});

describe('using namespace', () => {
  test('types in literals, casts and strings', async () => {
    const text = "using namespace System.Collections.Generic\n[List[int]]::new().GetType().Name; ('Stack[string]' -as [type]).Name";
    expect(await output(text)).toBe('List`1\nStack`1\n');
  });
});

describe('closures', () => {
  test('keep copies of the variables of the current scope', async () => {
    const text =
      'function New-Counter($n) { { $script:n++; $script:n }.GetNewClosure() }\n$a = New-Counter 10; $b = New-Counter 100\n"$(& $a) $(& $a) $(& $b)"';
    expect(await output(text)).toBe('11 12 101\n');
  });
});

describe('classes', () => {
  test('base constructors, calls of the base method, collections as initial values', async () => {
    const text = `class Animal { [string]$Name; [Collections.Generic.List[int]]$Ages = [Collections.Generic.List[int]]::new()
  Animal([string]$n) { $this.Name = $n }
  [string] Say() { return "$($this.Name) $($this.Ages.Count)" } }
class Dog : Animal { Dog([string]$n) : base($n.ToUpper()) { }
  [string] Say() { return 'dog ' + ([Animal]$this).Say() } }
[Dog]::new('rex').Say()`;
    expect(await output(text)).toBe('dog REX 0\n');
  });
  test('attributes of properties hold', async () => {
    expect(
      await output(
        'class T { [ValidateRange(1, 5)][int]$R = 1 }\n$t = [T]::new(); try { $t.R = 6 } catch { $_.FullyQualifiedErrorId }; $t.R',
      ),
    ).toBe('ExceptionWhenSetting\n1\n');
  });
});

describe('foreach over commands', () => {
  test('takes each object as an item, empty arrays too', async () => {
    expect(await output('function Get-Empty { , @() }\nforeach ($x in Get-Empty) { "one $($x.Count)" }')).toBe('one 0\n');
  });
});

describe('modules', () => {
  test('a block passed to a module runs where it was made', async () => {
    const text = `$null = New-Module -Name M -ScriptBlock { $inside = 'module'; function Invoke-It($b) { $inside = 'local'; & $b } }
function Test-It { $inside = 'test'; Invoke-It { $inside } }
Test-It`;
    expect(await output(text)).toBe('test\n');
  });
});

describe('script trees', () => {
  test('are found by blocks and keep their places', async () => {
    const text = `$tree = { $a = 1; $b = $a + 2 }.Ast
$tree.FindAll({ $args[0] -is [Management.Automation.Language.VariableExpressionAst] }, $true).VariablePath.UserPath -join ' '
$tree.EndBlock.Statements[1].Right.Expression.Operator`;
    expect(await output(text)).toBe('a b a\nPlus\n');
  });
});

/** Methods and constructors of script classes, called directly and the general way, frozen and thawed after every instruction. */
import { expect, test } from 'vitest';
import { Op } from '../../../src/interpreter/compiler/opcodes.ts';
import { runGolden } from '../../conformance/goldenRun.ts';
import { frozen } from './session.ts';

const CLASSES = `
class Point {
  [int]$X
  static [int]$Made = 10
  Point([int]$x) { $this.X = $x; [Point]::Made++ }
  Point([string]$a, [int]$b) { $this.X = $a.Length + $b }
  Point([int]$a, [string]$b) { $this.X = $a + 100 }
  [int] Twice() { return $this.X * 2 }
  [string] Text() { return $this.X }
  [int] Bad() { return 'abc' }
  [object[]] Many() { return 1, 2, 3 }
  [void] Nothing() { 'dropped'; Write-Output 'dropped too'; $this.X++ }
  [int] Fail() { throw "failed $($this.X)" }
  [int] Divide($by) { return $this.X / $by }
  [int] Caught() { try { return $this.Divide(0) } catch { return -1 } finally { $this.X += 1000 } }
  [bigint] Factorial([int]$n) { if ($n -le 1) { return 1 } return $n * $this.Factorial($n - 1) }
  [int] Over([int]$a) { return 1 }
  [int] Over([string]$a) { return 2 }
  [int] Over([object]$a) { return 3 }
  [int] Over([int]$a, [int]$b) { return 4 }
  static [Point] Origin() { return [Point]::new(0) }
  static [int] Sum([int]$a, [int]$b) { return $a + $b }
  [Point] Self() { return $this }
  [int] Input([int]$n) { $n = '7'; return $n }
  [string] Scope() { $local = 'mine'; return Show-Local }
}
function Show-Local { "$local/$($this.X)" }
class Base {
  [string]$Name
  Base([string]$n) { $this.Name = "base $n" }
  [string] Hello() { return "hello $($this.Name)" }
  [string] Who() { return 'base' }
}
class Derived : Base {
  Derived([string]$n) : base("<$n>") { $this.Name += '!' }
  [string] Who() { return 'derived of ' + ([Base]$this).Who() }
}
class Recursive { static [int] Fib([int]$n) { if ($n -lt 2) { return $n }; return [Recursive]::Fib($n - 1) + [Recursive]::Fib($n - 2) } }
`;

const cases: [name: string, script: string, expected: string[]][] = [
  [
    'values',
    '$p = [Point]::new(5); $p.Twice(); $p.Text().GetType().Name; $p.Many().Count; $p.Nothing(); $p.X; [Point]::Made',
    ['10', 'String', '3', '6', '11'],
  ],
  [
    'an error of a method stands where it was thrown, one of its conversion where it was called',
    String.raw`$p = [Point]::new(6)
try { $p.Fail() } catch { $_.Exception.Message; $_.ScriptStackTrace -replace 'line \d+' }
try {
  $p.Bad() } catch { $_.FullyQualifiedErrorId; $_.InvocationInfo.Line.Trim() }
try { [Point]::new('x') } catch { $_.FullyQualifiedErrorId }
try { $p.Divide(0) } catch { $_.FullyQualifiedErrorId; $_.InvocationInfo.Line.Trim() }
$p.Caught(); $p.X`,
    [
      'failed 6',
      'at Fail, <No file>: ',
      'at <ScriptBlock>, <No file>: ',
      'InvalidCastFromStringToInteger',
      '$p.Bad() } catch { $_.FullyQualifiedErrorId; $_.InvocationInfo.Line.Trim() }',
      'MethodArgumentConversionInvalidCastArgument',
      'RuntimeException',
      '[int] Divide($by) { return $this.X / $by }',
      '-1',
      '1006',
    ],
  ],
  [
    'overloads',
    "$p = [Point]::new(1); foreach ($v in 1, 'a', 2, 1.5, $null) { $p.Over($v) }; $p.Over(1, 2); [Point]::new('abc', 1).X; [Point]::new(1, 'abc').X; [Point]::new('5').X",
    ['1', '2', '1', '3', '3', '4', '4', '101', '5'],
  ],
  ['static methods', "[Point]::Origin().Twice(); [Point]::Sum(1, '2'); [Recursive]::Fib(7)", ['0', '3', '13']],
  ['recursion and results converted', '"$([Point]::new(1).Factorial(20))"; [Point]::new(4).Self().Self().X', ['2432902008176640000', '4']],
  ['parameters keep their type, functions see the scope', '$p = [Point]::new(2); $p.Input(3); $p.Scope()', ['7', 'mine/2']],
  [
    'in pipelines and over collections',
    "1..3 | ForEach-Object { [Point]::new($_) } | ForEach-Object { $_.Twice() }; (1..3 | ForEach-Object { [Point]::new($_) }).Twice() -join ','",
    ['2', '4', '6', '2,4,6'],
  ],
  [
    'initial values',
    `class Counter { [int]$N = 5; [string]$S = 'x'; [bool]$B = $true; $Free = 'f'; [int]$T = '7'; Counter() { $this.N++ } [int] Next() { return $this.N++ } }
class Plain { [int]$N = 5; [string]$S = 'x'; [bool]$B = $true; [long]$L; Plain([int]$by) { $this.N += $by } [string] Text() { return "$($this.N)$($this.S)$($this.B)$($this.L)" } }
class Over : Plain { [int]$M = 3; Over() : base(1) { } }
foreach ($i in 1..3) { $c = [Counter]::new(); $p = [Plain]::new($i) }; "$($c.N)$($c.S)$($c.B)$($c.Free)$($c.T)"; $p.Text(); [Over]::new().Text(); [Over]::new().M`,
    ['6xTruef7', '8xTrue0', '6xTrue0', '3'],
  ],
  [
    'base classes',
    "$d = [Derived]::new('x'); $d.Name; $d.Hello(); $d.Who(); [Base]::new('q').Hello()",
    ['base <x>!', 'hello base <x>!', 'derived of base', 'hello base q'],
  ],
  [
    'a class defined again, and members given to its type',
    `function use { [Point]::new(3).Twice() }; use
Update-TypeData -TypeName Point -MemberType ScriptMethod -MemberName Twice -Value { 'typed' } -Force; use
Remove-TypeData -TypeName Point; use
Invoke-Expression 'class Point { [int]$X; Point([int]$x) { $this.X = -$x } [int] Twice() { return $this.X * 20 } }; [Point]::new(3).Twice()'`,
    ['6', 'typed', '6', '-60'],
  ],
  [
    'a property that a derived class has again begins as that one says, whatever else has code',
    `class A2 { $P = 1; [string]$Q = 'a' }; class B2 : A2 { $P = 2; $R = (1 + 4) }; class C2 : B2 { $P = 3; C2() { $this.Q = 'c' } }
$b = [B2]::new(); $c = [C2]::new(); "$($b.P) $($b.Q) $($b.R)"; "$($c.P) $($c.Q) $($c.R)"`,
    ['2 a 5', '3 c 5'],
  ],
];

test('opcodes that classes.ts knows by number', () => {
  expect([Op.MOVE, Op.RESULT]).toEqual([0, 119]);
});

test.each(cases)(
  '%s',
  async (_name, script, expected) => {
    const text = CLASSES + script;
    const lines = (output: string) => output.trim().split('\n');
    expect(lines(await runGolden(text))).toEqual(expected);
    expect(lines(await runGolden(text, frozen(Number.POSITIVE_INFINITY, 0, 1)))).toEqual(expected);
  },
  60_000,
);

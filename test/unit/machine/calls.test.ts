/** Plain calls use frames and scopes again: what may have kept one must not see the next call in it. */
import { expect, test } from 'vitest';
import { frozen, TestSession } from './session.ts';

/** What a script prints, the same run straight and frozen. */
async function output(text: string): Promise<string> {
  const straight = await (await TestSession.start()).run(text);
  const thawed = await (await TestSession.start()).run(text, frozen(300, 40, 3));
  expect(thawed).toBe(straight);
  return straight;
}

test('a variable without a value in this call is unset, whatever it was in the last one', async () => {
  const text = 'function f($a, $b) { if ($a -gt 1) { $local = $a }; "$a [$b] [$local]" }; f 1 2; f 2; f 1; f 3 4; f 1';
  expect(await output(text)).toBe('1 [2] []\n2 [] [2]\n1 [] []\n3 [4] [3]\n1 [] []\n');
});

test('typed parameters stay typed', async () => {
  expect(await output("function f([int]$n, [string]$s) { $n + 1; $s + 1 }; f 1 'a'; f 2 'b'; f '3' 4")).toBe('2\na1\n3\nb1\n4\n41\n');
});

test('a property that looks at its caller keeps what it found', async () => {
  const text = `$o = [pscustomobject]@{} | Add-Member -PassThru ScriptProperty P { $global:kept += @(Get-Variable n -Scope 1); 0 }
    $global:kept = @(); function f($o, $n) { $o.P + $n }
    f $o 1; f $o 2; f $o 3; f $o 4; "$($kept.Value)"`;
  expect(await output(text)).toBe('1\n2\n3\n4\n1 2 3 4\n');
});

test('a call that fails leaves nothing behind', async () => {
  const text = 'function f($a, $b) { $c = 10 / $a; $c + $b }; f 1 1; try { f 0 1 } catch { "no" }; f 2; f 5 5';
  expect(await output(text)).toBe('11\nno\n5\n7\n');
});

test('recursion and calls in arguments have variables of their own', async () => {
  const text =
    'function add($a, $b) { $a + $b }; function sum($n) { if ($n -eq 0) { 0 } else { add $n (sum ($n - 1)) } }; sum 30; add (add 1 2) (add 3 4)';
  expect(await output(text)).toBe('465\n10\n');
});

test('a variable of all scopes is not the call’s own', async () => {
  const text = 'Set-Variable x 1 -Option AllScope; function f($a) { $x = $a; $x + 1 }; f 2; f 3; "$x"; f 4; "$x"';
  expect(await output(text)).toBe('3\n4\n3\n5\n4\n');
});

test('variables of a call that was stored in its midst stay as they were', async () => {
  const text = 'function f($n) { $i = 0; while ($i -lt $n) { $i++ }; $i * 2 }; f 3; f 40; f 2; f 1';
  expect(await output(text)).toBe('6\n80\n4\n2\n');
});

test('what a command deep below keeps of its callers stays as it was', async () => {
  const text = `$kept = @(); function keep { $global:kept += Get-Variable v -Scope 2 }
    function inner($x) { if ($x -gt 1) { keep }; $x }; function outer($v) { $w = $v * 2; inner $v; $w }
    outer 1; outer 2; outer 3; outer 4; "$($kept.Value)"`;
  expect(await output(text)).toBe('1\n2\n2\n4\n3\n6\n4\n8\n2 3 4\n');
});

test('a call that writes nothing, $null or several things', async () => {
  const text =
    'function f($n) { if ($n -eq 1) { $null } elseif ($n -eq 2) { 1; 2 } }; foreach ($n in 0, 1, 2, 0, 1) { $r = f $n; "[$(@($r).Count)]" + ($null -eq $r) }';
  expect(await output(text)).toBe('[0]True\n[1]True\n[2]False\n[0]True\n[1]True\n');
});

test('loops count numbers of all kinds, and what is no number', async () => {
  const text = `for ($i = 0; $i -lt 3; $i++) { $i }; for ($i = 0.5; $i -le 2.5; $i++) { $i }; for ($i = 3; $i -gt 1; $i--) { $i }
    for ($i = 2147483646; $i -le 2147483648; $i++) { $i.GetType().Name + $i }; for ($i = 1; $i -le '3'; $i++) { $i }
    for ($i = 0; $i -lt $limit; $i++) { 'never' }; for ($i = $null; $i -lt 2; $i++) { "[$i]" }; $c = [char]'a'; while ($c -lt 'c') { $c; $c = [char]([int]$c + 1) }
    [long]$l = 0; for (; $l -lt 2; $l++) { $l.GetType().Name }; [string]$t = '1'; for ($k = 0; $t -lt '4'; $t += 1) { if ($k++ -gt 1) { break }; $t }`;
  const expected = '0 1 2 0.5 1.5 2.5 3 2 Int322147483646 Int322147483647 Double2147483648 1 2 3 [] [1] a b Int64 Int64 1 11'
    .split(' ')
    .join('\n');
  expect(await output(text)).toBe(`${expected}\n`);
});

test('a variable of a loop that is read-only, or whose limit is unset in strict mode, fails as without the loop', async () => {
  const text = `try { & { Set-Variable i 0 -Option ReadOnly; for (; $i -lt 2; $i++) { 'once' } } } catch { $_.FullyQualifiedErrorId }
    try { & { Set-StrictMode -Version 2; for ($i = 0; $i -lt $nothing; $i++) { } } } catch { $_.FullyQualifiedErrorId }`;
  expect(await output(text)).toBe('once\nVariableNotWritable\nVariableIsUndefined\n');
});

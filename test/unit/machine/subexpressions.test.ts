/** Subexpressions that are one expression, which need no collector; matches, replacements and arrays that take short ways. */
import { expect, test } from 'vitest';
import { runGolden } from '../../conformance/goldenRun.ts';
import { frozen } from './session.ts';

const cases: [name: string, script: string, expected: string[]][] = [
  [
    'what is written is unrolled',
    `"a$(1, 2)b"; "[$(@())]"; "[$($null)]"; @($null).Count; @(@()).Count; @(, @(1, 2)).Count; $x = $(, 5); $x.GetType().Name; $(1..3).Count
$y = @(@(1, 2)); $y.Count; $y[0]; $list = [System.Collections.ArrayList]@(1); @($list).GetType().Name; $($list).GetType().Name`,
    ['a1 2b', '[]', '[]', '1', '0', '1', 'Int32', '3', '2', '1', 'Object[]', 'Int32'],
  ],
  [
    'an error ends the statement inside only',
    `$ErrorActionPreference = 'SilentlyContinue'
"a$(1 / 0)b"; @(1 / 0).Count; $z = $(1 / 0); $null -eq $z; try { "a$(throw 'x')b" } catch { "caught $_" }; $i = 1; "$($i++)$i"; "$(($i++))$i"`,
    ['ab', '0', 'True', 'caught x', '2', '23'],
  ],
  ['nested', `$a = 3; "x$("y$($a + 1)z")w"; "$($(1, 2) + $(3))"; "$(@($a).Count)$((Get-Item /).Name)"`, ['xy4zw', '1 2 3', '1/']],
  [
    'typed arrays',
    `$b = [bool[]]::new(2); $b[0] = $true; $b[1] = 5; $n = [int[]]::new(2); $n[0] = 7; $n[1] = '8'; $s = [string[]]::new(2); $s[0] = 'x'; $s[1] = 9
$d = [double[]]::new(2); $d[0] = 1.5; $d[1] = 2; "$b $n $s $d"; $n[1].GetType().Name; $s[1].GetType().Name; $d[1].GetType().Name`,
    ['True True 7 8 x 9 1.5 2', 'Int32', 'String', 'Double'],
  ],
  [
    'tables',
    `$h = @{}; foreach ($k in 'a', 'A', 'b') { $h[$k] = $h[$k] + 1 }; $h.Count; $h['a']; $o = foreach ($i in 1..3) { [pscustomobject]@{ Id = $i; Name = "n$i" } }
$o.Name -join ','; ($o | Get-Member -MemberType NoteProperty).Name -join ','
foreach ($name in 'p', 'q', 'p') { ([pscustomobject]@{ $name = 1; r = 2 }).psobject.Properties.Name -join '' }`,
    ['2', '2', 'n1,n2,n3', 'Id,Name', 'pr', 'qr', 'pr'],
  ],
  [
    'patterns used often',
    `$r = foreach ($i in 1..30) { if ("user$i@host.org" -match '^(?<name>\\w+)@(x)?(\\w+)\\.(\\w+)$') { $Matches.Count; $Matches.name; $Matches[2] } }; $r[-3..-1] -join ','
$Matches.ContainsKey(1); foreach ($i in 1..20) { $t = 'ab cd' -replace '(\\w)(\\w)?', '$2$1$$0' }; $t; 'a.b.c' -replace '\\.', '$&$&'; 'abc' -replace '', '-'
foreach ($i in 1..20) { $p = 'a, b,c' -split ',' }; $p.Count; 'aXbxc' -split 'x' -join '|'; 'aXbxc' -csplit 'x' -join '|'; 'aaa' -replace 'a', '$1x'`,
    ['4,user30,host', 'False', 'ba$0 dc$0', 'a..b..c', '-a-b-c-', '3', 'a|b|c', 'aXb|c', '$1x$1x$1x'],
  ],
  [
    'many sorted and grouped',
    `$l = 1..300 | ForEach-Object { ($_ * 37) % 101 - 50 }; ($l | Sort-Object)[0, 150, -1] -join ','; ($l | Sort-Object -Descending)[0, -1] -join ','
($l | Sort-Object -Unique).Count; $g = $l | Group-Object { $_ % 3 }; $g.Count; $g[0].Name; ($l | Group-Object { [math]::Abs($_) -gt 25 } -NoElement).Count
$o = 1..40 | ForEach-Object { [pscustomobject]@{ K = $_ % 4; V = $_ } }; ($o | Sort-Object K)[0..2].V -join ','; ($o | Sort-Object K -Descending)[0..2].V -join ','`,
    ['-50,0,50', '50,-50', '101', '5', '-2', '2', '4,8,12', '3,7,11'],
  ],
];

test.each(cases)(
  '%s',
  async (_name, script, expected) => {
    const lines = (output: string) => output.trim().split('\n');
    expect(lines(await runGolden(script))).toEqual(expected);
    expect(lines(await runGolden(script, frozen(200, 50, 1)))).toEqual(expected);
  },
  120_000,
);

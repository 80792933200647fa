/** Values across machines, as measured in PowerShell 7.6.5 (depth 1). */
import { beforeAll, expect, test } from 'vitest';
import { Play } from './support.ts';

let play: Play;
beforeAll(async () => {
  play = await Play.begin(3);
  play.type('$s = New-PSSession -ComputerName Server01');
});

/** What an expression is on the other side of a session: type, then text. */
function across(expression: string): string {
  return play.lines(`$v = icm $s { ${expression} }; "$($v.GetType().FullName)|$v"`)[0];
}

test('primitives cross alive', () => {
  expect(across('5L')).toBe('System.Int64|5');
  expect(across('1.5d')).toBe('System.Decimal|1.5');
  expect(across('2.0')).toBe('System.Double|2');
  expect(across('[byte]7')).toBe('System.Byte|7');
  expect(across("[char]'x'")).toBe('System.Char|x');
  expect(across('$true')).toBe('System.Boolean|True');
  expect(across('[timespan]::FromMinutes(2)')).toBe('System.TimeSpan|00:02:00');
  expect(across("[guid]'11111111-2222-3333-4444-555555555555'")).toBe('System.Guid|11111111-2222-3333-4444-555555555555');
  expect(across("[version]'1.2.3'")).toBe('System.Version|1.2.3');
  expect(across("[datetime]'2026-01-02'")).toBe('System.DateTime|01/02/2026 00:00:00');
});

test('script blocks come as text, collections as lists, tables alive', () => {
  expect(across('{ 1 + 1 }')).toBe('System.String| 1 + 1');
  expect(across(', (1, 2)')).toBe('System.Collections.ArrayList|1 2');
  expect(play.lines('$v = icm $s { @{a = 1; B = "x"} }; $v.GetType().Name; $v.b; $v["A"]')).toEqual(['Hashtable', 'x', '1']);
  expect(play.lines('$v = icm $s { [ordered]@{z = 1; a = 2} }; "$($v.Keys)"')).toEqual(['z a']);
});

test('objects come as bags with their text', () => {
  expect(play.lines('$v = icm $s { [pscustomobject]@{A = 1; P = [pscustomobject]@{Q = 1, 2}} }; $v.PSTypeNames; $v.P.Q.Count')).toEqual([
    'Deserialized.System.Management.Automation.PSCustomObject',
    'Deserialized.System.Object',
    '2',
  ]);
  expect(
    play.lines(
      '$v = icm $s { class Foo { $a = 1; $b; [string] ToString() { return \'foo\' } }; $f = [Foo]::new(); $f.b = [Foo]::new(); $f }; "$v|$($v.b)"; $v.PSTypeNames[0]',
    ),
  ).toEqual(['foo|foo', 'Deserialized.Foo']);
  expect(play.lines('$v = icm $s { [DayOfWeek]::Friday }; $v.Value; "$v"; $v.PSTypeNames[0]')).toEqual([
    'Friday',
    '5',
    'Deserialized.System.DayOfWeek',
  ]);
});

test('added properties stay, those of the origin are replaced', () => {
  expect(play.lines('$v = icm $s { [pscustomobject]@{PSComputerName = "me"; X = 1} }; $v.PSComputerName')).toEqual(['Server01']);
});

test('what goes in is serialized as well', () => {
  expect(play.lines('$o = [pscustomobject]@{N = 3}; icm $s { $o = $using:o; $o.N + 1; $o.PSTypeNames[0] }')).toEqual([
    '4',
    'Deserialized.System.Management.Automation.PSCustomObject',
  ]);
  expect(play.lines('icm $s { param($a) $a.GetType().Name } -ArgumentList (, (1, 2))')).toEqual(['ArrayList']);
});

test('nesting over 50 levels fails', () => {
  expect(play.lines('icm $s { $a = @(1); foreach ($i in 1..60) { $a = @(, $a) }; , $a }; icm $s { "usable" }')).toEqual([
    expect.stringContaining('Serialized XML is nested too deeply.'),
    'usable',
  ]);
});

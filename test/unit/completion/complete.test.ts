import { describe, expect, it } from 'vitest';
import { completeInput } from '../../../src/interpreter/completion/complete.ts';
import { TestSession } from '../machine/session.ts';

async function texts(session: TestSession, text: string): Promise<string[]> {
  const { machine } = session;
  const found = await completeInput(machine, machine.root.runspaces[0], text, text.length);
  return found.matches.map((m) => m.completionText);
}

describe('completion', () => {
  it('offers commands by the beginning of their name, functions of the session too', async () => {
    const session = await TestSession.start();
    await session.run('function Format-Mine { }');
    expect(await texts(session, 'Format-M')).toEqual(['Format-Mine']);
    expect(await texts(session, '1..3 | ForEach-Ob')).toEqual(['ForEach-Object']);
  });

  it('offers parameters of cmdlets and functions, not those that are there already', async () => {
    const session = await TestSession.start();
    await session.run(
      'function Get-Plan { [CmdletBinding()] param([DayOfWeek] $Day, [ValidateSet("red", "light blue")] $Colour, [switch] $On) }',
    );
    expect(await texts(session, 'Get-Plan -D')).toEqual(['-Day', '-Debug']);
    expect(await texts(session, 'Get-Plan -Day Monday -D')).toEqual(['-Debug']);
    expect(await texts(session, 'Format-Table -Auto')).toEqual(['-AutoSize']);
  });

  it('offers values that are known beforehand', async () => {
    const session = await TestSession.start();
    await session.run('function Get-Plan { param([DayOfWeek] $Day, [ValidateSet("red", "light blue")] $Colour, [switch] $On) }');
    expect(await texts(session, 'Get-Plan -Day T')).toEqual(['Thursday', 'Tuesday']);
    expect(await texts(session, 'Get-Plan -Colour ')).toEqual(["'light blue'", 'red']);
    expect(await texts(session, 'Get-Plan -On:')).toEqual(['$true', '$false']);
  });

  it('offers variables, members and types', async () => {
    const session = await TestSession.start();
    await session.run('$alpha = "text"; $alphabet = [pscustomobject]@{ First = 1; Second = 2 }');
    expect(await texts(session, '$alp')).toEqual(['$alpha', '$alphabet']);
    expect(await texts(session, '$alphabet.F')).toEqual(['First']);
    expect(await texts(session, '[math]::Sq')).toEqual(['Sqrt(']);
    expect(await texts(session, '[datetime')).toEqual([
      'datetime',
      'System.Globalization.DateTimeFormatInfo',
      'System.DateTimeKind',
      'System.DateTimeOffset',
      'System.Globalization.DateTimeStyles',
    ]);
  });

  it('follows what the text itself says of types', async () => {
    const session = await TestSession.start();
    expect(await texts(session, '$x = "abc"; $x.Len')).toEqual(['Length']);
    expect(await texts(session, '(Get-Date).Ye')).toEqual(['Year']);
    expect(await texts(session, 'Get-ChildItem | Where-Object { $_.FullNa')).toEqual(['FullName']);
    expect(await texts(session, 'class Foo { [string] $Bar; m() { $this.B')).toEqual(['Bar']);
    expect(await texts(session, 'Get-Date | Sort-Object DayOfW')).toEqual(['DayOfWeek']);
    expect(await texts(session, '5 | ForEach-Object ToS')).toEqual(['ToString']);
    expect(await texts(session, "$h = @{ One = 1 }; $h['")).toEqual([]);
    expect(await texts(session, 'Get-Date | Select-Object @{N')).toEqual(['Name']);
    expect(await texts(session, 'param([Parameter(Mand')).toEqual(['Mandatory']);
    expect(await texts(session, '$ErrorActionPreference = "St')).toEqual(['"Stop"']);
    expect(await texts(session, 'using n')).toEqual(['namespace']);
    expect(await texts(session, ':here foreach ($i in 1) { break ')).toEqual(['here']);
    expect(await texts(session, '1 -b')).toEqual(['-band', '-bnot', '-bor', '-bxor']);
  });

  it('replaces the whole token in the middle of which the cursor is', async () => {
    const { machine } = await TestSession.start();
    const found = await completeInput(machine, machine.root.runspaces[0], '  Get-ChildItem; 1', 9);
    expect(found.matches.map((m) => m.completionText)).toEqual(['Get-ChildItem']);
    expect([found.replacementIndex, found.replacementLength]).toEqual([2, 13]);
  });

  it('runs no code of the session for a page', async () => {
    const session = await TestSession.start();
    await session.run(
      '$ran = 0; Register-ArgumentCompleter -CommandName f -ParameterName X -ScriptBlock { $global:ran++; "made" }; function f { param($X) }',
    );
    expect(await texts(session, 'f -X ma')).toEqual([]);
    await session.run('$r = TabExpansion2 "f -X ma"');
    expect(await session.run('"$ran $($r.CompletionMatches.CompletionText)"')).toMatch(/1 made/);
  });
});

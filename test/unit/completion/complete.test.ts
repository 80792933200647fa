import { describe, expect, it } from 'vitest';
import { completeInput } from '../../../src/interpreter/index.ts';
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
    expect(await texts(session, 'Get-Plan -Colour ')).toEqual(['red', "'light blue'"]);
    expect(await texts(session, 'Get-Plan -On:')).toEqual(['$true', '$false']);
  });

  it('offers variables, members and types', async () => {
    const session = await TestSession.start();
    await session.run('$alpha = "text"; $alphabet = [pscustomobject]@{ First = 1; Second = 2 }');
    expect(await texts(session, '$alp')).toEqual(['$alpha', '$alphabet']);
    expect(await texts(session, '$alphabet.F')).toEqual(['First']);
    expect(await texts(session, '[math]::Sq')).toEqual(['Sqrt(']);
    expect(await texts(session, '[datet')).toEqual(['datetime']);
  });
});

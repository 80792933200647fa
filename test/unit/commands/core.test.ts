import { describe, expect, it } from 'vitest';
import { TestSession } from '../machine/session.ts';

async function lines(text: string): Promise<string[]> {
  return (await (await TestSession.start()).run(text)).replace(/\n$/, '').split('\n');
}

describe('Get-Command', () => {
  it('finds by name, kind and syntax', async () => {
    expect(
      await lines(`function Get-Mine { param([int]$X, [switch]$Y) }; (Get-Command Get-M*ne).CommandType; Get-Command Get-Mine -Syntax`),
    ).toEqual(['Function', '', 'Get-Mine [[-X] <int>] [-Y]', '']);
  });
  it('has the aliases of Linux alone', async () => {
    expect(await lines(`'ls','cp','cat','sort','rm','mv','man' | % { [bool](Get-Alias $_ -ea Ignore) } | sort-object -Unique`)).toEqual([
      'False',
    ]);
    expect(await lines(`'gci','gc','select','%','?','group','measure' | % { [bool](Get-Alias $_) } | sort-object -Unique`)).toEqual([
      'True',
    ]);
  });
  it('says what is not there', async () => {
    expect(await lines(`try { Get-Command No-Such -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }`)).toEqual([
      'CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand',
    ]);
  });
});

describe('modules', () => {
  it('keep their own state and export what they name', async () => {
    const text = `
      $m = New-Module -Name Counter { $n = 0; function Step { $script:n++; Inner }; function Inner { $script:n }; Export-ModuleMember -Function Step }
      Import-Module $m; Step; Step; [bool](Get-Command Inner -ErrorAction Ignore); & $m { $n }
      Remove-Module Counter; [bool](Get-Command Step -ErrorAction Ignore)
    `;
    expect(await lines(text)).toEqual(['1', '2', 'False', '2', 'False']);
  });
  it('export no variable that is not named, and one that is', async () => {
    expect(
      await lines(`$null = New-Module { $shown = 4; $hidden = 5; Export-ModuleMember -Variable shown } | Import-Module; "$shown$hidden"`),
    ).toEqual(['4']);
  });
});

describe('Set-StrictMode', () => {
  it('refuses variables that are not there', async () => {
    expect(
      await lines('Set-StrictMode -Version Latest; try { $nothing } catch { $_.FullyQualifiedErrorId }; Set-StrictMode -Off; "[$nothing]"'),
    ).toEqual(['VariableIsUndefined', '[]']);
  });
});

describe('Get-Help', () => {
  it('reads the comments of functions', async () => {
    const text = `
      function Get-Thing {
        <#
        .SYNOPSIS
        Finds a thing.
        .PARAMETER Name
        What it is called.
        #>
        param([string]$Name)
      }
      (Get-Help Get-Thing).Synopsis
      (Get-Help Get-Thing -Parameter Name).description.Text
    `;
    expect(await lines(text)).toEqual(['Finds a thing.', 'What it is called.']);
  });
});

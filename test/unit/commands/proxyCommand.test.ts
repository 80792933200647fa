/** CommandMetadata, ProxyCommand and CodeGeneration. Behaviour: CommandMetadata.cs, TypeMetadata.cs, CodeGeneration.cs. */
import { describe, expect, it } from 'vitest';
import { TestSession } from '../machine/session.ts';

async function lines(text: string): Promise<string[]> {
  return (await (await TestSession.start()).run(text)).replace(/\n$/, '').split('\n');
}

const FUNCTION = `function Get-Q { param([Alias('z')][ValidateSet('a', 'b''c')][string]$X, [Parameter(Mandatory, Position = 0)][PSTypeName('f.g')]$Y, [ValidateRange(1, 2)][int[]]$R, [switch]$S) }
`;

describe('CommandMetadata', () => {
  it('is made of a command and copied', async () => {
    const text = `${FUNCTION}$m = [System.Management.Automation.CommandMetadata](Get-Command Get-Q)
$n = [System.Management.Automation.CommandMetadata]::new($m)
$null = $m.Parameters.Remove('R'); $n.Parameters['X'].Aliases.Add('e')
"$($m.Parameters.Keys)|$($n.Parameters.Keys)|$($m.Parameters.X.Aliases)|$($n.Parameters.X.Aliases)"
"$($n.Parameters.Y.Attributes[1] -is [PSTypeNameAttribute]) $($n.Parameters.R.Attributes[1] -is [System.Management.Automation.ValidateArgumentsAttribute])"`;
    expect(await lines(text)).toEqual(['X Y S|X Y R S|z|z e', 'True True']);
  });
  it('is told from the parameters that commands get by themselves', async () => {
    const text =
      "[System.Management.Automation.Internal.CommonParameters].GetProperty('Verbose').Name; $null -eq [System.Management.Automation.PagingParameters].GetProperty('verbose')";
    expect(await lines(text)).toEqual(['Verbose', 'True']);
  });
});

describe('ProxyCommand', () => {
  it('writes the declaration', async () => {
    const text = `function Get-D { [CmdletBinding(DefaultParameterSetName = 'a''b', SupportsShouldProcess, PositionalBinding = $false)] param($A) }
[System.Management.Automation.ProxyCommand]::GetCmdletBindingAttribute((Get-Command Get-D)); function Get-P { param($A) }
"<$([System.Management.Automation.ProxyCommand]::GetCmdletBindingAttribute((Get-Command Get-P)))>"`;
    expect(await lines(text)).toEqual([
      "[CmdletBinding(DefaultParameterSetName='a''b', SupportsShouldProcess=$true, ConfirmImpact='Medium', PositionalBinding=$false)]",
      '<>',
    ]);
  });
  it('writes the parameters', async () => {
    expect(await lines(`${FUNCTION}[System.Management.Automation.ProxyCommand]::GetParamBlock((Get-Command Get-Q))`)).toEqual([
      '',
      "    [Alias('z')]",
      "    [ValidateSet('a','b''c')]",
      '    [System.String]',
      '    ${X},',
      '',
      '    [Parameter(Mandatory=$true, Position=0)]',
      "    [PSTypeName('f.g')]",
      '    [System.Object]',
      '    ${Y},',
      '',
      '    [ValidateRange(1, 2)]',
      '    [System.Int32[]]',
      '    ${R},',
      '',
      '    [switch]',
      '    ${S}',
    ]);
  });
});

describe('CodeGeneration', () => {
  it('escapes', async () => {
    const text = `$g = [System.Management.Automation.Language.CodeGeneration]
$g::EscapeSingleQuotedStringContent("a'b"); $g::EscapeVariableName('a{b}'); $g::EscapeFormatStringContent('{0}'); $g::EscapeBlockCommentContent('<# #>')`;
    expect(await lines(text)).toEqual(["a''b", 'a`{b`}', '{{0}}', '<`# #`>']);
  });
});

describe('Import-LocalizedData', () => {
  const FOLDER = '$folder = Join-Path ([IO.Path]::GetTempPath()) (New-Guid); Set-Location (New-Item $folder -ItemType Directory)';
  const GONE = 'Set-Location /; Remove-Item $folder -Recurse';
  it('reads the texts of a language', async () => {
    const text = `${FOLDER}
New-Item en-US, x -ItemType Directory | Out-Null
Set-Content en-US/t.psd1 '@{ Hi = "hello" }'; Set-Content x/u.psd1 '@{ Ho = 1 }'
Import-LocalizedData T -FileName t.psd1 -BaseDirectory .; Import-LocalizedData -BindingVariable U -FileName u -BaseDirectory x
"$($T.Hi) $($U.Ho)"; Import-LocalizedData V -FileName w -BaseDirectory x -ErrorVariable e 2>$null; $e[0].FullyQualifiedErrorId; ${GONE}`;
    expect(await lines(text)).toEqual(['hello 1', 'ImportLocalizedData,Microsoft.PowerShell.Commands.ImportLocalizedData']);
  });
  it('has no debugger beside it, nor properties to make', async () => {
    const text = `try { Set-PSBreakpoint -Command x } catch { $_.FullyQualifiedErrorId }; Remove-PSBreakpoint -Id 3 -ErrorVariable e 2>$null; "$($e[0])"
New-ItemProperty function:\\prompt -Name a -ErrorVariable e 2>$null; $e[0].FullyQualifiedErrorId`;
    expect(await lines(text)).toEqual([
      'NotSupported,Microsoft.PowerShell.Commands.SetPSBreakpointCommand',
      "There is no breakpoint with ID '3'.",
      'NotSupported,Microsoft.PowerShell.Commands.NewItemPropertyCommand',
    ]);
  });
  it('finds the files of a module, whose parts run in its session state', async () => {
    const text = `${FOLDER}
New-Item m -ItemType Directory | Out-Null
Set-Content m/part.ps1 'function Get-Part { "$secret" }'
Set-Content m/m.psm1 '$secret = 5; . (Join-Path (Split-Path $MyInvocation.MyCommand.Path) part.ps1); function Show-Part { Get-Part }; Export-ModuleMember Show-Part'
Import-Module ./m/m.psm1
"$(Show-Part) $(Test-Path function:Get-Part)"; ${GONE}`;
    expect(await lines(text)).toEqual(['5 False']);
  });
});

/** Advanced functions, run straight and frozen after every instruction: expected texts from golden scripts and PowerShell's documentation. */
import { describe, expect, test } from 'vitest';
import { frozen, TestSession } from './session.ts';

/** What a script prints, the same run straight and frozen. */
async function output(text: string): Promise<string> {
  const straight = await (await TestSession.start()).run(text);
  const thawed = await (await TestSession.start()).run(text, frozen(200, 40, 3));
  expect(thawed).toBe(straight);
  return straight;
}

describe('clean blocks', () => {
  const cleans = "function Use-It { process { if ($_ -eq 2) { throw 'bad' }; \"p$_\" } end { 'e' } clean { Write-Host 'clean' } }\n";
  test('run after the end block', async () => {
    expect(await output(`${cleans}1 | Use-It`)).toBe('p1\ne\nclean\n');
  });
  test('run when the pipeline fails', async () => {
    expect(await output(`${cleans}try { 1, 2 | Use-It } catch { "caught $_" }`)).toBe('p1\nclean\ncaught bad\n');
  });
  test('run when a later command stops the pipeline', async () => {
    expect(await output(`${cleans}1, 3 | Use-It | Select-Object -First 1`)).toBe('p1\nclean\n');
  });
});

describe('dynamicparam', () => {
  const text = `function Get-It { [CmdletBinding()] param([string]$Mode)
    dynamicparam {
      if ($Mode -eq 'more') {
        $attributes = [Collections.ObjectModel.Collection[Attribute]]::new()
        $attributes.Add([Parameter]@{ Mandatory = $true })
        $set = [Management.Automation.RuntimeDefinedParameterDictionary]::new()
        $set.Add('Key', [Management.Automation.RuntimeDefinedParameter]::new('Key', [int], $attributes))
        $set
      }
    }
    end { "$Mode [$($PSBoundParameters['Key'])]" } }
`;
  test('adds a parameter, converted to its type', async () => {
    expect(await output(`${text}Get-It plain; Get-It -Mode more -Key '42'`)).toBe('plain []\nmore [42]\n');
  });
  test('refuses what it did not add', async () => {
    expect(await output(`${text}try { Get-It plain -Key 1 } catch { $_.FullyQualifiedErrorId }`)).toBe('NamedParameterNotFound,Get-It\n');
  });
});

describe('$PSCmdlet', () => {
  test('WriteError obeys -ErrorAction and fills -ErrorVariable', async () => {
    const text = `function Test-It { [CmdletBinding()] param($N)
      $PSCmdlet.WriteError([Management.Automation.ErrorRecord]::new([Exception]::new("odd $N"), 'Odd', 'InvalidArgument', $N)); 'on' }
    Test-It 1 -ErrorAction SilentlyContinue -ErrorVariable problem; "$problem"
    try { Test-It 2 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }`;
    expect(await output(text)).toBe('on\nodd 1\nOdd,Test-It\n');
  });
  test("ThrowTerminatingError ends the statement of the caller, past the function's own catch", async () => {
    const text = `function Test-It { [CmdletBinding()] param()
      try { $PSCmdlet.ThrowTerminatingError([Management.Automation.ErrorRecord]::new([Exception]::new('no'), 'Id', 'NotSpecified', 1)) }
      catch { 'never' } finally { 'finally' } }
    try { Test-It } catch { $_.FullyQualifiedErrorId }`;
    expect(await output(text)).toBe('finally\nId,Test-It\n');
  });
  test('ShouldProcess with -WhatIf', async () => {
    const text =
      'function Test-It { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess("it")) { "done" } }\nTest-It -WhatIf; Test-It';
    expect(await output(text)).toBe('What if: Performing the operation "Test-It" on target "it".\ndone\n');
  });
});

describe('common parameters of functions', () => {
  test('-OutVariable and -PipelineVariable see what called commands write', async () => {
    const text = `function Get-It { [CmdletBinding()] param() 1..2 | ForEach-Object { $_ } }
    Get-It -OutVariable out -PipelineVariable item | ForEach-Object { "$item-$_" }; "$out"; $out.GetType().Name`;
    expect(await output(text)).toBe('1-1\n2-2\n1 2\nArrayList\n');
  });
  test('-WarningVariable', async () => {
    const text = `function Get-It { [CmdletBinding()] param() Write-Warning 'w' }
    Get-It -WarningAction SilentlyContinue -WarningVariable said; "$said"`;
    expect(await output(text)).toBe('w\n');
  });
});

describe('steppable pipelines', () => {
  test('are fed by hand', async () => {
    const text = `function Add-Mark { param([Parameter(ValueFromPipeline)]$In)
      begin { $p = { ForEach-Object { "<$_>" } }.GetSteppablePipeline(); $p.Begin($true) } process { $p.Process($In) } end { $p.End() } }
    1..3 | Add-Mark`;
    expect(await output(text)).toBe('<1>\n<2>\n<3>\n');
  });
});

describe('$input', () => {
  test('is an enumerator', async () => {
    expect(await output("function Twice { @($input).Count; $input.Reset(); @($input) -join ',' }\n5, 6, 7 | Twice")).toBe('3\n5,6,7\n');
  });
});

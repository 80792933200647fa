/** Session states: which one code runs in, how scripts reach it. Run straight and frozen; behaviour: SessionStateInternal, ScriptBlock. */
import { describe, expect, test } from 'vitest';
import { frozen, TestSession } from './session.ts';

/** What a script prints, the same run straight and frozen. */
async function output(text: string): Promise<string> {
  const straight = await (await TestSession.start()).run(text);
  const thawed = await (await TestSession.start()).run(text, frozen(200, 40, 3));
  expect(thawed).toBe(straight);
  return straight;
}

const FLAGS = "$flags = [System.Reflection.BindingFlags]'Instance,NonPublic'\n";

describe('SessionState', () => {
  test('of a module is told by $ExecutionContext, of its caller by $PSCmdlet', async () => {
    const text = `$m = New-Module -Name Inner { function Get-State { [CmdletBinding()] param() $ExecutionContext.SessionState.Module.Name; "$($null -eq $PSCmdlet.SessionState.Module)" } }
Get-State`;
    expect(await output(text)).toBe('Inner\nTrue\n');
  });
  test('has the scope of its code that runs last', async () => {
    const text = `New-Module -Name Inner { function Set-It { [CmdletBinding()] param() $PSCmdlet.SessionState.PSVariable.Set('x', 'set') } } | Out-Null
function Outer { $x = 'own'; Set-It; $x }
$x = 'top'; Outer; $x`;
    expect(await output(text)).toBe('set\ntop\n');
  });
  test('is given to a block by reflection', async () => {
    const text = `${FLAGS}$m = New-Module { $inner = 'in' }; $inner = 'out'; $b = { $inner }
$state = $m.SessionState.GetType().GetProperty('Internal', $flags).GetValue($m.SessionState, $null)
& $b
[scriptblock].GetProperty('SessionStateInternal', $flags).SetValue($b, $state, $null)
& $b
$state.GetType().GetProperty('Module', $flags).GetValue($state, $null) -eq $m`;
    expect(await output(text)).toBe('out\nin\nTrue\n');
  });
  test('is that of the caller for a block made of text', async () => {
    const text = `New-Module { $v = 'module'; function Invoke-Text { & ([scriptblock]::Create('$v')); & { $v } } } | Out-Null
$v = 'top'; Invoke-Text; & ([scriptblock]::Create('$v'))`;
    expect(await output(text)).toBe('module\nmodule\ntop\n');
  });
  test('runs a block that is given to InvokeScript', async () => {
    const text = `$m = New-Module { $v = 'module' }; $v = 'top'
$ExecutionContext.InvokeCommand.InvokeScript($m.SessionState, { $v + $args[0] }, 1)`;
    expect(await output(text)).toBe('module1\n');
  });
});

describe('InvokeProvider', () => {
  test('sets, finds and removes items', async () => {
    const text = `& { & { $null = $ExecutionContext.InvokeProvider.Item.Set('Function:\\script:Get-Made', { 'made' }, $true, $true) } }
Get-Made
$item = $ExecutionContext.InvokeProvider.Item
"$($item.Exists('Function:\\Get-Made', $true, $true)) $($item.IsContainer('Function:\\'))"
$item.Remove('Function:\\Get-Made', $false, $true, $true)
"$($item.Exists('Function:\\Get-Made'))"
Set-Alias Test-Path nope; Set-Alias 'Microsoft.PowerShell.ManagementGet-Item' nope
try { $item.Get('Function:\\Get-Made') } catch { "$_" }`;
    expect(await output(text)).toBe(
      'made\nTrue True\nFalse\nException calling "Get" with "1" argument(s): "Cannot find path \'Get-Made\' because it does not exist."\n',
    );
  });
});

describe('InvokeCommand.GetCommand', () => {
  test('finds commands of the types asked for', async () => {
    const text = `$i = $ExecutionContext.InvokeCommand; function Get-Date { 1 }; Set-Alias gd Get-Date
"$($i.GetCommand('gd', 'All').CommandType) $($null -eq $i.GetCommand('gd', 'Function')) $($i.GetCommand('Get-Date', 'All').CommandType) $($i.GetCommand('Get-Date', 'Cmdlet').CommandType)"`;
    expect(await output(text)).toBe('Alias True Function Cmdlet\n');
  });
});

describe('pipeline input', () => {
  test('is bound without a process block: the last object stays', async () => {
    const text = `function Get-Last { param([Parameter(ValueFromPipeline)][int]$V) "$V of $(@($input).Count)" }; 1, 2 | Get-Last
function Get-Set { [CmdletBinding(DefaultParameterSetName = 'a')] param([Parameter(ParameterSetName = 'b')]$B, [Parameter(ValueFromPipeline)]$V) begin { $PSCmdlet.ParameterSetName } }
1 | Get-Set -B 2`;
    expect(await output(text)).toBe('2 of 2\nb\n');
  });
});

describe('$PSBoundParameters', () => {
  test('has a type of its own', async () => {
    const text = `function Get-It { param($A) $PSBoundParameters.GetType().FullName; "$($PSBoundParameters.Keys) $($PSBoundParameters.A)" }; Get-It 4`;
    expect(await output(text)).toBe('System.Management.Automation.PSBoundParametersDictionary\nA 4\n');
  });
  test('of a function called as a method', async () => {
    const text = `$o = New-Module -AsCustomObject { function Get-It { param($A, $B) "$($PSBoundParameters.Keys)|$($PSBoundParameters.A)" } }; $o.Get-It(5); $o.'Get-It'(5)`;
    expect(await output(text.replace('$o.Get-It(5); ', ''))).toBe('A|5\n');
  });
});

describe('New-Module -AsCustomObject', () => {
  test('keeps collections in its properties', async () => {
    const text = `$o = New-Module -AsCustomObject { $Stack = [System.Collections.Stack]::new(); $Stack.Push(1); Export-ModuleMember -Variable Stack }
"$($o.Stack.GetType().Name) $($o.Stack.ToArray().Count)"`;
    expect(await output(text)).toBe('Stack 1\n');
  });
});

describe('Reflection', () => {
  test('reads and sets properties', async () => {
    const text = `class P { [int]$N = 3 }; $o = [P]::new(); $x = [P].GetProperty('N'); $x.SetValue($o, 4)
"$($x.GetValue($o)) $($x.Name) $([string].GetProperty('Length').GetValue('abc')) $($null -eq [string].GetProperty('length'))"`;
    expect(await output(text)).toBe('4 N 3 True\n');
  });
  test('finds constructors, public or not', async () => {
    const text = `${FLAGS}$c = [string].GetConstructor([type[]]([char], [int])); "$($c.Invoke(@([char]'x', 3))) $c"
"$($null -eq [string].GetConstructor([type[]]([version])))"
class Q { $V; Q([int]$v) { $this.V = $v } }; [Q].GetConstructor([type[]]@([int])).Invoke(@(7)).V
function Get-It { $PSBoundParameters.GetType().GetConstructor($flags, $null, @(), $null).Invoke(@()).Count }; Get-It`;
    expect(await output(text)).toBe('xxx Void .ctor(System.Char, System.Int32)\nTrue\n7\n0\n');
  });
  test('makes a block of a tree', async () => {
    const text = `${FLAGS}$tree = { foo { 'inner' } }.Ast.Find({ $args[0] -is [System.Management.Automation.Language.ScriptBlockExpressionAst] }, $true)
$type = [scriptblock].Assembly.GetType('System.Management.Automation.Language.IParameterMetadataProvider')
$block = [scriptblock].GetConstructor($flags, $null, [type[]]@($type, [bool]), $null).Invoke(@($tree.ScriptBlock, $false))
& $block
"$($null -eq [scriptblock].Assembly.GetType('System.Text.StringBuilder'))"`;
    expect(await output(text)).toBe('inner\nTrue\n');
  });
});

describe('psbase', () => {
  test('has the members of the .NET object', async () => {
    const text = `$h = @{ a = 1; Keys = 'mine' }; "$($h.PSBase.ContainsKey('a')) $($h.PSBase.Keys | Sort-Object) $('abc'.PSBase.ToUpper())"`;
    expect(await output(text)).toBe('True a Keys ABC\n');
  });
});

describe('the running command', () => {
  test('has $args by name, and what dynamic parameters bound in $PSBoundParameters', async () => {
    const text = `function Get-A { param() process { (Get-Variable -Name args -ValueOnly -Scope Local) -join '+' } }; Get-A 4 5
function Get-D { [CmdletBinding()] param() dynamicparam { $null = $PSBoundParameters; $d = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
  $c = [Collections.ObjectModel.Collection[Attribute]]::new(); $c.Add([Parameter]::new()); $d.Add('Z', [System.Management.Automation.RuntimeDefinedParameter]::new('Z', [int], $c)); $d } end { "$($PSBoundParameters.Z)" } }
Get-D -Z 6`;
    expect(await output(text)).toBe('4+5\n6\n');
  });
  test('has $input in every block, empty where nothing comes', async () => {
    const text = `Set-StrictMode -Version Latest; function Get-I { begin { "b$(@($input).Count)" } process { "p$(@($input).Count)" } end { "e$(@($input).Count)" } }; Get-I; 1 | Get-I`;
    expect(await output(text)).toBe('b0\np0\ne0\nb0\np1\ne0\n');
  });
  test('finds scripts and paths on drives', async () => {
    const text = `$folder = New-Item (Join-Path ([IO.Path]::GetTempPath()) (New-Guid)) -ItemType Directory; $null = New-PSDrive TD FileSystem $folder
Set-Content TD:\\ext.ps1 '"ext $args"'; & TD:\\ext.ps1 1; Set-Location TD:/; ./ext.ps1 2; "$($ExecutionContext.SessionState.Path.CurrentFileSystemLocation)"
$ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath('TD:/x') -eq "$folder/x"; Set-Location /; Remove-Item $folder -Recurse`;
    expect(await (await TestSession.start()).run(text)).toBe('ext 1\next 2\nTD:/\nTrue\n');
  });
});

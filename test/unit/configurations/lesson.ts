/** The session configuration of the tests. */
export const LESSON = `@{
SchemaVersion = '2.0.0.0'
GUID = '4d30d5f0-cb16-4898-812d-f20a6c596bdf'
Author = 'teacher'
Description = 'One lesson'
SessionType = 'RestrictedRemoteServer'
LanguageMode = 'NoLanguage'
VisibleCmdlets = 'Get-Date', 'Where-Object',
  @{ Name = 'Get-Random'; Parameters = @{ Name = 'Maximum'; ValidateSet = '6', '20' }, @{ Name = 'Minimum' } },
  @{ Name = 'Write-Output'; Parameters = @{ Name = 'InputObject'; ValidatePattern = '[a-z]+', '\\d{2}' } }
VisibleFunctions = 'Get-Greeting', 'Get-Roll', 'Invoke-Failure', 'Get-Mode', 'Use-Text', 'Invoke-Block', 'New-Command'
AliasDefinitions = @{ Name = 'roll'; Value = 'Get-Random' }, @{ Name = 'secret'; Value = 'Get-Secret' }, @{ Name = 'kill'; Value = 'Stop-Computer' }
FunctionDefinitions =
  @{ Name = 'Get-Greeting'; ScriptBlock = { param([string]$Name = 'you') "hello $Name" } },
  @{ Name = 'Get-Secret'; ScriptBlock = { 'the treasure is under the tree' } },
  @{ Name = 'Get-Roll'; ScriptBlock = { $s = Get-Secret; 1..3 | ForEach-Object { $_ * 2 }; $s.Length } },
  @{ Name = 'Invoke-Failure'; ScriptBlock = { $password = 'swordfish'; [int]'swordfish?'; throw 'it failed' } },
  @{ Name = 'Get-Mode'; ScriptBlock = { $ExecutionContext.SessionState.LanguageMode } },
  @{ Name = 'Use-Text'; ScriptBlock = { param($Text) Invoke-Expression $Text } },
  @{ Name = 'Invoke-Block'; ScriptBlock = { [CmdletBinding()] param([Parameter(ValueFromPipeline)]$Item) process { "<$Item>" } } },
  @{ Name = 'New-Command'; ScriptBlock = { function global:Get-Made { 'made' }; Get-Made } }
}`;

/** A session whose users may write script: visibility alone limits them. */
export const WORKSHOP = `@{
SchemaVersion = '2.0.0.0'
LanguageMode = 'FullLanguage'
VisibleCmdlets = 'ForEach-Object', 'Where-Object', 'Select-Object', 'Sort-Object', 'Invoke-Expression', 'Get-Alias', 'Set-Alias', 'Get-Variable',
  'Get-Command', 'Get-Help', 'Get-ChildItem', 'Add-Member', 'Write-Output', 'Measure-Command',
  @{ Name = 'Get-Date'; Parameters = @{ Name = 'Format'; ValidateSet = 'yyyy', 'MM' } }
VisibleFunctions = 'Get-Greeting', 'Get-Text', 'Invoke-It', 'Get-Passed'
VisibleAliases = 'foreach'
AliasDefinitions = @{ Name = 'secret'; Value = 'Get-Secret' }
FunctionDefinitions =
  @{ Name = 'Get-Secret'; ScriptBlock = { 'the treasure is under the tree' } },
  @{ Name = 'Get-Greeting'; ScriptBlock = { $n = Get-Secret; "hello $($n.Length)" } },
  @{ Name = 'Get-Text'; ScriptBlock = { 'Get-Secret' } },
  @{ Name = 'Invoke-It'; ScriptBlock = { param($Block) & $Block } },
  @{ Name = 'Get-Passed'; ScriptBlock = { process { $_ } } }
}`;

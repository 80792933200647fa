/**
 * The functions that every session has: those of InitialSessionState.cs that make sense without native programs. Texts are our own.
 */
import { compileScript } from '../compiler/compile.ts';
import { parseInput } from '../syntax/index.ts';
import { ScriptBlock } from '../values/code.ts';
import { touch } from '../values/heap.ts';
import { FunctionInfo, type Runspace } from './state.ts';

/** Name, body, description. */
const functions: [name: string, body: string, description?: string][] = [
  ['prompt', '"PS $PWD$(\'>\' * ($NestedPromptLevel + 1)) "'],
  ['Clear-Host', 'Write-Host -NoNewline "`e[H`e[2J`e[3J"'],
  ['cd..', 'Set-Location ..'],
  ['cd~', 'Set-Location ~'],
  ['cd\\', 'Set-Location \\'],
  [
    'mkdir',
    `[CmdletBinding(DefaultParameterSetName = 'pathSet', SupportsShouldProcess = $true, ConfirmImpact = 'Medium')]
param(
  [Parameter(ParameterSetName = 'nameSet', Position = 0, ValueFromPipelineByPropertyName = $true)]
  [Parameter(ParameterSetName = 'pathSet', Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]
  [string[]] $Path,
  [Parameter(ParameterSetName = 'nameSet', Mandatory = $true, ValueFromPipelineByPropertyName = $true)]
  [AllowNull()] [AllowEmptyString()] [string] $Name,
  [Parameter(ValueFromPipeline = $true, ValueFromPipelineByPropertyName = $true)] [object] $Value,
  [switch] $Force
)
process { New-Item -ItemType Directory @PSBoundParameters }`,
  ],
  ['Pause', "$null = Read-Host 'Press Enter to continue...'"],
  [
    'oss',
    '[CmdletBinding()] param([ValidateRange(2, 2147483647)] [int] $Width, [Parameter(ValueFromPipeline = $true)] [psobject] $InputObject)\nend { $input | Out-String -Stream @PSBoundParameters }',
  ],
  ['help', 'Get-Help @args'],
  [
    'TabExpansion2',
    `[CmdletBinding(DefaultParameterSetName = 'ScriptInputSet')]
[OutputType([System.Management.Automation.CommandCompletion])]
param(
  [Parameter(ParameterSetName = 'ScriptInputSet', Mandatory = $true, Position = 0)] [AllowEmptyString()]
  [string] $inputScript,
  [Parameter(ParameterSetName = 'ScriptInputSet', Position = 1)]
  [int] $cursorColumn = $inputScript.Length,
  [Parameter(ParameterSetName = 'AstInputSet', Mandatory = $true, Position = 0)]
  [System.Management.Automation.Language.Ast] $ast,
  [Parameter(ParameterSetName = 'AstInputSet', Mandatory = $true, Position = 1)]
  [System.Management.Automation.Language.Token[]] $tokens,
  [Parameter(ParameterSetName = 'AstInputSet', Mandatory = $true, Position = 2)]
  [System.Management.Automation.Language.IScriptPosition] $positionOfCursor,
  [Parameter(ParameterSetName = 'ScriptInputSet', Position = 2)]
  [Parameter(ParameterSetName = 'AstInputSet', Position = 3)]
  [hashtable] $options = $null
)
end {
  if ($PSCmdlet.ParameterSetName -eq 'ScriptInputSet') {
    return [System.Management.Automation.CommandCompletion]::CompleteInput($inputScript, $cursorColumn, $options)
  }
  return [System.Management.Automation.CommandCompletion]::CompleteInput($ast, $tokens, $positionOfCursor, $options)
}`,
  ],
];

const compiled = new Map<string, ReturnType<typeof compileScript>>();

/** Defines them in a runspace's global scope. They are trusted: a restricted session's own, not its client's. */
export function defineFunctions(runspace: Runspace): void {
  const scope = runspace.globalScope;
  scope.functions ??= new Map();
  for (const [name, body] of functions) {
    let code = compiled.get(name);
    if (code === undefined) {
      code = compileScript(parseInput(body).ast, body);
      compiled.set(name, code);
    }
    scope.functions.set(name.toLowerCase(), new FunctionInfo(name, new ScriptBlock(code, null, 'trusted')));
  }
  touch(scope);
}

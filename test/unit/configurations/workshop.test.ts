/** A session in full language: visibility by whose code asks is the only limit. Each line runs in a session of its own. */
import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/interpreter/index.ts';
import { WORKSHOP } from './lesson.ts';
import { type Outcome, Session } from './session.ts';

const there = (name: string): boolean => commands.some((c) => c.name === name);
const run = async (line: string, file = WORKSHOP): Promise<Outcome> => (await Session.restricted(file)).script(line);
/** Every id and message of an outcome, those inside too. */
const told = (o: Outcome): string => o.errors.map((e) => `${e.fullyQualifiedErrorId} ${e.exception.message}`).join('\n');

describe("code of the user's, however it is called", () => {
  it.each([
    '& { Get-Secret }',
    '. { Get-Secret }',
    'function f { Get-Secret }; f',
    'function global:g { Get-Secret }; g',
    'filter q { Get-Secret }; 1 | q',
    'function prompt { Get-Secret }; prompt',
    '1 | ForEach-Object { Get-Secret }',
    '1 | ForEach-Object -Begin { Get-Secret } -Process { 1 }',
    '1 | foreach { Get-Secret }',
    '@{a=1} | & { process { Get-Secret } }',
    'class K { static [object] M() { return (Get-Secret) } }; [K]::M()',
    'class K { [object] $x = (Get-Secret) }; [K]::new().x',
    "$ExecutionContext.InvokeCommand.InvokeScript('Get-Secret')",
    "[scriptblock]::Create('Get-Secret').Invoke()",
    "& ([scriptblock]::Create('Get-Secret'))",
    "$ExecutionContext.InvokeCommand.NewScriptBlock('Get-Secret').Invoke()",
    "$ExecutionContext.InvokeCommand.ExpandString('$(Get-Secret)')",
    'Invoke-It { Get-Secret }',
    'Invoke-It { Invoke-It { Get-Secret } }',
    'Get-Text | Invoke-Expression',
    "Invoke-Expression 'Get-Secret'",
    'Invoke-Expression (Get-Text)',
    'Get-Text | ForEach-Object { & $_ }',
    '1 | Get-Passed | ForEach-Object { Get-Secret }',
    '& (Get-Text)',
    '$c = Get-Text; & $c',
    "& 'Get-Secret'",
    '. Get-Secret',
    'global:Get-Secret',
    'Set-Alias z Get-Secret; z',
    'secret',
    '& { Get-Secret }.GetNewClosure()',
    '{ Get-Secret }.Invoke()',
    '{ Get-Secret }.InvokeReturnAsIs()',
    '{ Get-Secret }.InvokeWithContext(@{}, @())',
    '$d = [Func[object]]{ Get-Secret }; $d.Invoke()',
    "'a' -replace 'a', { Get-Secret }",
    '$o = 1 | Select-Object x; $o | Add-Member ScriptProperty s { Get-Secret }; $o.s',
    '$o = 1 | Select-Object x; $o | Add-Member ScriptMethod m { Get-Secret }; $o.m()',
    'trap { Get-Secret; continue }; throw 1',
    'try { throw 1 } catch { Get-Secret }',
    'try { 1 } finally { Get-Secret }',
    'switch (1) { { Get-Secret } { 1 } }',
    '"$(Get-Secret)"',
    'function v { param($x = (Get-Secret)) $x }; v',
    'function v { param([ValidateScript({ Get-Secret; $true })]$x) $x }; v 1',
    'Measure-Command { Get-Secret }',
    '$ExecutionContext.InvokeCommand.InvokeScript($ExecutionContext.SessionState, { Get-Secret }, @())',
    '$PSItem = { Get-Secret }.Ast.GetScriptBlock(); & $PSItem',
    "$i = { 1 }.Ast.GetType().GetInterface('IParameterMetadataProvider'); $c = [scriptblock].GetConstructor('Instance,NonPublic', $null, @($i, [bool]), $null); $c.Invoke(@({ Get-Secret }.Ast, $false)).Invoke()",
    'Get-Random',
    'Microsoft.PowerShell.Utility\\Get-Random',
    'Microsoft.PowerShell.Utility\\Get-Date',
    'Import-Module x',
    './x.ps1',
    '/tmp/x.ps1',
    '& /tmp/x.ps1',
  ])('%s', async (line) => {
    const result = await run(line);
    expect(told(result)).toMatch(/CommandNotFoundException|is not recognized as a name of a cmdlet/);
    expect(result.text.join('\n')).not.toMatch(/treasure/);
  });

  it.each([
    "1 | Select-Object @{n='a';e={Get-Secret}}",
    '1,2 | Sort-Object { Get-Secret }',
    "$ExecutionContext.InvokeCommand.GetCommand('Get-Secret', 'All')",
    "$ExecutionContext.InvokeCommand.GetCmdlet('Get-Random')",
    '${function:Get-Secret}',
    '${function:Get-Greeting}',
    'Get-ChildItem function:Get-Secret',
    'Get-ChildItem function: | ForEach-Object { "$($_.Definition)$($_.ScriptBlock)" }',
    '[powershell]::Create()',
    "$ExecutionContext.InvokeProvider.Item.Get('function:Get-Secret') | ForEach-Object { $_.Definition; $_.ScriptBlock; & $_ }",
    "$ExecutionContext.InvokeProvider.ChildItem.Get('function:', $false) | ForEach-Object { $_.Definition; $_.ScriptBlock }",
    '[System.Management.Automation.ProxyCommand]::Create([System.Management.Automation.CommandMetadata]::new((Get-Command Get-Greeting)))',
    '[scriptblock].GetProperty("SessionStateInternal", "Instance,NonPublic").GetValue((Get-Command Get-Greeting).ScriptBlock)',
    'Get-Alias secret',
    'Get-Alias | ForEach-Object { $_.Definition }',
    'Get-Variable | ForEach-Object { "$($_.Name) $($_.Value)" }',
    'Invoke-It { $MyInvocation.MyCommand.ScriptBlock; $MyInvocation.Line; $MyInvocation.PositionMessage }',
    'try { Invoke-It { throw 1 } } catch { $_.ScriptStackTrace; $_.InvocationInfo.Line; $_.InvocationInfo.MyCommand.ScriptBlock }',
  ])('shows nothing: %s', async (line) => {
    const result = await run(line);
    expect(`${result.text.join('\n')} ${told(result)}`).not.toMatch(/treasure|param\(\$Block\)|\.Length\)/);
    expect(result.text.join('\n')).not.toMatch(/Get-Secret/);
  });
});

describe("the session's own code", () => {
  it('sees everything', async () => {
    expect((await run('Get-Greeting')).text).toEqual(['hello 30']);
    expect((await run('1,2 | Get-Passed')).text).toEqual(['1', '2']);
  });

  it('is not led astray by what the user defines', async () => {
    expect((await run("function Get-Secret { 'mine' }; Get-Greeting; Get-Secret")).text).toEqual(['hello 30', 'mine']);
    expect((await run('function global:Get-Secret { 1 }; Get-Greeting')).text).toEqual(['hello 30']);
    expect((await run('Set-Alias Get-Secret Get-Text; Get-Greeting')).text).toEqual(['hello 30']);
    expect((await run("& { function Get-Secret { 'mine' }; Get-Greeting }")).text).toEqual(['hello 30']);
  });

  it('has limits on what it shows of proxies', async () => {
    expect((await run('Get-Date -Format yyyy')).text).toEqual(['2026']);
    expect((await run('Get-Date -Format d')).id).toBe('ParameterArgumentValidationError,Get-Date');
    expect((await run('Get-Date -AsUTC')).id).toBe('NamedParameterNotFound,Get-Date');
    expect((await run("$p = @{ Format = 'd' }; Get-Date @p")).id).toBe('ParameterArgumentValidationError,Get-Date');
    expect((await run('$p = @{ AsUTC = $true }; Get-Date @p')).id).toBe('NamedParameterNotFound,Get-Date');
    expect((await run("$PSDefaultParameterValues['Get-Date:AsUTC'] = $true; Get-Date -Format yyyy")).text).toEqual(['2026']);
  });

  it.runIf(there('Get-Command'))('is not shown by Get-Command', async () => {
    expect((await run('(Get-Command Get-Greeting).Definition')).text.join('')).toBe('');
    expect((await run('(Get-Command Get-Greeting).ScriptBlock')).text.join('')).toBe('');
    expect((await run('Get-Command Get-Secret')).id).toBe('CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand');
    expect((await run('& (Get-Command Get-Secret)')).text).toEqual([]);
    expect((await run('(Get-Command).Name')).text).not.toContain('Get-Secret');
    // the command works for the user whoever feeds it
    expect((await run('Get-Text | Get-Command')).output).toEqual([]);
    expect((await run("'Get-Secret' | Get-Passed | Get-Command")).output).toEqual([]);
    expect((await run('Get-Command Get-Greeting | Select-Object * | ForEach-Object { "$_" }')).text.join('')).not.toMatch(/Get-Secret/);
    expect((await run("(Get-Command Get-Greeting).Visibility = 'Private'")).id).not.toBe('');
  });
});

describe('other configurations', () => {
  it('Default without lists narrows nothing', async () => {
    const result = await run(
      "Get-Random -Maximum 1; & { Write-Output 'x' }; Get-Own",
      "@{ FunctionDefinitions = @{ Name = 'Get-Own'; ScriptBlock = { 'own' } } }",
    );
    expect([result.text, result.id]).toEqual([['0', 'x', 'own'], '']);
  });

  it('Empty has no commands but the defined functions', async () => {
    const session = await Session.restricted(
      "@{ SessionType = 'Empty'; FunctionDefinitions = @{ Name = 'Get-Own'; ScriptBlock = { 1 + 1 } } }",
    );
    const call = (name: string) => session.list({ text: name, statements: [[{ name, args: [], start: 0, end: name.length }]], values: [] });
    expect((await call('Get-Own')).text).toEqual(['2']);
    for (const name of ['Get-Command', 'Exit-PSSession', 'Get-Date', 'gcm', 'prompt'])
      expect((await call(name)).id).toBe('CommandNotFoundException');
    expect((await session.script('Get-Own')).id).toBe('ScriptsNotAllowed');
  });

  it('a pattern matches commands of its own type only', async () => {
    const functions = "@{ VisibleFunctions = 'Get-*'; FunctionDefinitions = @{ Name = 'Get-Own'; ScriptBlock = { 'own' } } }";
    expect((await run('Get-Own', functions)).text).toEqual(['own']);
    expect((await run('Get-Random', functions)).id).toBe('CommandNotFoundException');
    const cmdlets =
      "@{ VisibleCmdlets = 'Get-R*'; VisibleFunctions = 'x'; FunctionDefinitions = @{ Name = 'Get-Riches'; ScriptBlock = { 'own' } } }";
    expect((await run('Get-Random -Maximum 1', cmdlets)).text).toEqual(['0']);
    expect((await run('Get-Riches', cmdlets)).id).toBe('CommandNotFoundException');
  });

  it('a constrained entry beats a plain one, in either order; values are put together', async () => {
    const rule = (value: string): string => `@{ Name = 'Get-Random'; Parameters = @{ Name = 'Maximum'; ValidateSet = '${value}' } }`;
    for (const list of [`'Get-Random', ${rule('1')}`, `${rule('1')}, 'Get-*'`]) {
      expect((await run('Get-Random -Maximum 2', `@{ VisibleCmdlets = ${list} }`)).id).toBe('ParameterArgumentValidationError,Get-Random');
      expect((await run('Microsoft.PowerShell.Utility\\Get-Random', `@{ VisibleCmdlets = ${list} }`)).id).toBe('CommandNotFoundException');
    }
    const both = `@{ VisibleCmdlets = ${rule('1')}, ${rule('2')} }`;
    expect((await run('Get-Random -Maximum 1', both)).text).toEqual(['0']);
    const refused = await run('Get-Random -Maximum 3', both);
    expect(refused.errors[0].exception.message).toContain('does not belong to the set "2,1"');
  });

  it('a parameter that the command lacks ends in the command behind', async () => {
    const file = "@{ VisibleCmdlets = @{ Name = 'Get-Random'; Parameters = @{ Name = 'Frob'; ValidateSet = 'a' } } }";
    expect((await run('Get-Random -Frob b', file)).id).toBe('ParameterArgumentValidationError,Get-Random');
    expect((await run('Get-Random -Frob a', file)).id).toBe('NamedParameterNotFound,Microsoft.PowerShell.Commands.GetRandomCommand');
  });

  it('functions may be constrained too', async () => {
    const file = `@{
      VisibleFunctions = @{ Name = 'Get-Own'; Parameters = @{ Name = 'Id'; ValidatePattern = '\\d+' } }
      FunctionDefinitions = @{ Name = 'Get-Own'; ScriptBlock = { [CmdletBinding()] param($Id, $Other) "$Id/$Other" } }
    }`;
    expect((await run('Get-Own -Id 12', file)).text).toEqual(['12/']);
    expect((await run('Get-Own -Id x', file)).id).toBe('ParameterArgumentValidationError,Get-Own');
    expect((await run('Get-Own -Id 1 -Other 2', file)).id).toBe('NamedParameterNotFound,Get-Own');
  });

  it('aliases: with VisibleAliases only the listed ones', async () => {
    const file =
      "@{ VisibleCmdlets = 'Write-Output'; VisibleAliases = 'b'; AliasDefinitions = @{ Name = 'a'; Value = 'Write-Output' }, @{ Name = 'b'; Value = 'Write-Output' } }";
    expect((await run('b 1', file)).text).toEqual(['1']);
    expect((await run('a 1', file)).id).toBe('CommandNotFoundException');
    expect((await run('echo 1', file)).id).toBe('CommandNotFoundException');
  });

  it('without a language some cmdlets check it themselves', async () => {
    const session = await Session.restricted(
      "@{ SessionType = 'RestrictedRemoteServer'; VisibleCmdlets = 'Invoke-Expression', 'New-Object', 'ForEach-Object', 'Write-Output', 'Get-ChildItem', 'Set-Alias', 'Get-Alias', 'Get-PSDrive', 'Get-PSProvider' }",
    );
    const call = async (...line: [name: string, ...args: string[]][]) =>
      session.list({
        text: 'x',
        statements: [
          line.map(([name, ...args]) => ({
            name,
            start: 0,
            end: 1,
            args: args.map((_, i) => ({ parameter: null, value: i, joined: false })),
          })),
        ],
        values: line.flatMap(([, ...args]) => args),
      });
    expect((await call(['Invoke-Expression', 'Get-Random'])).id).toBe(
      'ScriptsNotAllowed,Microsoft.PowerShell.Commands.InvokeExpressionCommand',
    );
    expect((await call(['New-Object', 'System.Text.StringBuilder'])).id).toBe(
      'CannotCreateTypeConstrainedLanguage,Microsoft.PowerShell.Commands.NewObjectCommand',
    );
    expect((await call(['Get-ChildItem', '/'])).id).toMatch(/^ProviderNotFound/);
    expect((await call(['Get-ChildItem', 'function:'])).id).toMatch(/^ProviderNotFound/);
    expect((await call(['Get-PSDrive'])).text).toEqual([]);
    expect((await call(['Get-PSDrive', 'Function'])).id).toMatch(/^GetLocationNoMatchingDrive/);
    expect((await call(['Get-PSProvider'])).text).toEqual([]);
    expect((await call(['Set-Alias', 'z', 'Get-Random'])).id).toBe('');
    expect((await call(['z'])).id).toBe('CommandNotFoundException');
    const upper = await session.list({
      text: 'x',
      statements: [
        [
          { name: 'Write-Output', args: [{ parameter: null, value: 0, joined: false }], start: 0, end: 1 },
          { name: 'ForEach-Object', args: [{ parameter: null, value: 1, joined: false }], start: 0, end: 1 },
        ],
      ],
      values: ['abc', 'ToUpper'],
    });
    expect(upper.id).toBe('MethodInvocationNotSupportedInConstrainedLanguage,Microsoft.PowerShell.Commands.ForEachObjectCommand');
  });
});

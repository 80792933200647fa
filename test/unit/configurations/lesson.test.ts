/** The restricted session Lesson: what works, and the ways past it that are refused. Each runs as from an entered session. */
import { beforeAll, describe, expect, it } from 'vitest';
import { completeInput as complete } from '../../../src/interpreter/completion/complete.ts';
import { commands } from '../../../src/interpreter/index.ts';
import { freezeThaw, walk } from '../../../src/interpreter/snapshot/index.ts';
import { isCommandList, literalCommandList } from '../../../src/sessions/configurations/index.ts';
import { LESSON } from './lesson.ts';
import { Pair } from './session.ts';

const there = (name: string): boolean => commands.some((c) => c.name === name);
const NOT_FOUND = 'CommandNotFoundException';
const NO_SCRIPT = 'ScriptsNotAllowed';

let pair: Pair;
beforeAll(async () => {
  pair = await Pair.open(LESSON);
});

describe('what is allowed', () => {
  it.each([
    ['Get-Greeting', ['hello you']],
    ['Get-Greeting bob', ['hello bob']],
    ['Get-Greeting -Name:bob;', ['hello bob']],
    ['get-greeting', ['hello you']],
    ['& Get-Greeting', ['hello you']],
    ["& 'Get-Greeting' ada", ['hello ada']],
    ['Get-Greeting a; Get-Greeting b', ['hello a', 'hello b']],
    ['Get-Roll', ['2', '4', '6', '30']],
    ['Get-Greeting (1+1)', ['hello 2']],
    ["Get-Greeting ('a'+'b')", ['hello ab']],
    ['Get-Greeting "a$(1)"', ['hello a1']],
    ['Get-Greeting ([math]::Abs(-1))', ['hello 1']],
    ['Get-Greeting ([int]"5")', ['hello 5']],
    ['Get-Greeting a,b', ['hello a b']],
    ['Get-Greeting @(1,2)', ['hello 1 2']],
    ['Get-Greeting 1kb', ['hello 1024']],
    ['Get-Greeting $true', ['hello True']],
    ['Get-Greeting $null', ['hello ']],
    ['Get-Greeting 2>&1', ['hello you']],
    ['Get-Greeting &', ['hello you']],
    ['Get-Greeting @args', ['hello you']],
    ['1kb; Get-Greeting', null],
    ['Microsoft.PowerShell.Utility\\Get-Date -Format yyyy', ['2026']],
    ['Get-Date -Format yyyy', ['2026']],
    ['roll -Minimum 3 -Maximum 6 | Where-Object -FilterScript x', null],
    ['Invoke-Block 3 | Invoke-Block', ['<<3>>']],
    ["Write-Output 'abc'", ['abc']],
    ['Write-Output 12', ['12']],
    ['Get-Mode', ['FullLanguage']],
  ] as [string, string[] | null][])('%s', async (line, expected) => {
    const result = await pair.line(line);
    if (expected === null) expect(result.id).not.toBe('');
    else expect([result.text, result.id]).toEqual([expected, '']);
  });

  it('computes $using: and parameters on the client', async () => {
    expect((await pair.line('Get-Greeting $using:who', "$who = 'eve'")).text).toEqual(['hello eve']);
    const { extensions } = pair.client.machine.root.runspaces[0];
    await pair.client.script("Send-Line 'param($x) Get-Greeting $x' -ArgumentList carol");
    expect((await pair.server.list(extensions.get('test:sent'))).text).toEqual(['hello carol']);
  });

  it('checks values of constrained parameters', async () => {
    expect((await pair.line('Get-Random -Maximum 6 -Minimum 5')).text).toEqual(['5']);
    expect((await pair.line('Get-Random -Max 20 -Min 19')).text).toEqual(['19']);
    const { errors } = await pair.line('roll -Maximum 7');
    expect(errors[0].fullyQualifiedErrorId).toBe('ParameterArgumentValidationError,Get-Random');
    expect(errors[0].category).toBe('InvalidData');
    expect(errors[0].exception.message).toBe(
      'Cannot validate argument on parameter \'Maximum\'. The argument "7" does not belong to the set "6,20" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.',
    );
  });

  it('takes literal arguments from a page that is no session itself', async () => {
    const { machine } = pair.server;
    const take = async (text: string): Promise<string[] | null> => {
      const list = literalCommandList(text, machine.context);
      return list === null ? null : (await pair.server.list(structuredClone(list))).text;
    };
    expect(await take('Get-Greeting bob; Get-Greeting -Name "ada"')).toEqual(['hello bob', 'hello ada']);
    expect(await take("Get-Greeting a,'b',3")).toEqual(['hello a b 3']);
    expect(await take('Get-Greeting @(1,2)')).toEqual(['hello 1 2']);
    expect(await take('Get-Greeting $true')).toEqual(['hello True']);
    expect(await take('Get-Greeting -1')).toEqual(['hello -1']);
    for (const text of [
      'Get-Greeting (1+1)',
      'Get-Greeting ([math]::Abs(-1))',
      'Get-Greeting "a$(1)"',
      'Get-Greeting $using:x',
      'Get-Greeting $x',
      '1',
    ])
      expect(await take(text)).toBeNull();
  });

  it('goes on after being stored', async () => {
    const own = await Pair.open(LESSON);
    await own.line('Get-Roll');
    walk(own.server.machine.root);
    own.server.machine.root = freezeThaw(own.server.machine.root);
    own.server.machine.currentThread.runspace = own.server.machine.root.runspaces[0];
    expect((await own.line('Get-Roll')).text).toEqual(['2', '4', '6', '30']);
    expect((await own.line('Get-Secret')).id).toBe(NOT_FOUND);
    expect((await own.line('Get-Random -Maximum 7')).id).toBe('ParameterArgumentValidationError,Get-Random');
    expect((await own.line('Get-Random -Count 7')).id).toBe('NamedParameterNotFound,Get-Random');
    expect((await own.line('1')).id).toBe(NO_SCRIPT);
  });
});

describe('what is refused', () => {
  it.each([
    // syntax: all that is no plain command
    ['1', NO_SCRIPT],
    ["'x'", NO_SCRIPT],
    ['$true', NO_SCRIPT],
    ['1+1', NO_SCRIPT],
    ['@(1)', NO_SCRIPT],
    ['@{a=1}', NO_SCRIPT],
    ['[int]1', NO_SCRIPT],
    ['(Get-Greeting)', NO_SCRIPT],
    ['(Get-Greeting).Length', NO_SCRIPT],
    ['$x = Get-Greeting', NO_SCRIPT],
    ['$env:PATH', NO_SCRIPT],
    ['${function:Get-Secret}', NO_SCRIPT],
    ['# only a comment', NO_SCRIPT],
    ['. Get-Greeting', NO_SCRIPT],
    ['exit', NO_SCRIPT],
    ['if (1) { 2 }', NO_SCRIPT],
    ['while (1) {}', NO_SCRIPT],
    ['foreach ($x in 1) { $x }', NO_SCRIPT],
    ['switch (1) { 1 { 2 } }', NO_SCRIPT],
    ['try { 1 } catch { 2 }', NO_SCRIPT],
    ['trap { 1 }', NO_SCRIPT],
    ['function f { 1 }', NO_SCRIPT],
    ['filter f { 1 }', NO_SCRIPT],
    ['class K {}', NO_SCRIPT],
    ['enum E { a }', NO_SCRIPT],
    ['using namespace System', NO_SCRIPT],
    ['param($x) 1', NO_SCRIPT],
    ['begin { 1 }', NO_SCRIPT],
    ['data { 1 }', NO_SCRIPT],
    ["throw 'x'", NO_SCRIPT],
    ['return', NO_SCRIPT],
    ['Get-Greeting && Get-Greeting', NO_SCRIPT],
    ['Get-Greeting > f', NO_SCRIPT],
    ['Get-Greeting 2>$null', NO_SCRIPT],
    ['Get-Greeting (Get-Secret)', NO_SCRIPT],
    ['Get-Greeting $(Get-Secret)', NO_SCRIPT],
    ['Get-Greeting "$(Get-Secret)"', NO_SCRIPT],
    ['Get-Greeting $x', NO_SCRIPT],
    ['Get-Greeting "a$x"', NO_SCRIPT],
    ['Get-Greeting { Get-Secret }', NO_SCRIPT],
    ['Get-Greeting @{n=1;e={Get-Secret}}', NO_SCRIPT],
    ['1 | Get-Greeting', NO_SCRIPT],
    ['& { Get-Secret }', NO_SCRIPT],
    ["[scriptblock]::Create('Get-Secret').Invoke()", NO_SCRIPT],
    ["[powershell]::Create().AddCommand('Get-Secret').Invoke()", NO_SCRIPT],
    ["$ExecutionContext.InvokeCommand.InvokeScript('Get-Secret')", NO_SCRIPT],
    ["$ExecutionContext.SessionState.LanguageMode = 'FullLanguage'", NO_SCRIPT],
    ["'Get-Secret' | Invoke-Expression", NO_SCRIPT],
    // names: hidden ones by every way of naming them, as unknown ones
    ['Get-Secret', NOT_FOUND],
    ['get-SECRET', NOT_FOUND],
    ['& Get-Secret', NOT_FOUND],
    ["& 'Get-Secret'", NOT_FOUND],
    ['global:Get-Secret', NOT_FOUND],
    ['script:Get-Secret', NOT_FOUND],
    ['local:Get-Secret', NOT_FOUND],
    ['private:Get-Secret', NOT_FOUND],
    ['function:Get-Secret', NOT_FOUND],
    ['Secret', NOT_FOUND],
    ['secret', NOT_FOUND],
    ['kill', NOT_FOUND],
    ['Get-Sec*', NOT_FOUND],
    ['& Get-Sec*', NOT_FOUND],
    ['Microsoft.PowerShell.Utility\\Get-Random', NOT_FOUND],
    ['Microsoft.PowerShell.Utility\\Invoke-Expression 1', NOT_FOUND],
    ['Microsoft.PowerShell.Core\\ForEach-Object Length', NOT_FOUND],
    ['\\Get-Secret', NOT_FOUND],
    ['Get-Variable', NOT_FOUND],
    ['Set-Alias z Get-Secret', NOT_FOUND],
    ['New-Alias z Get-Secret', NOT_FOUND],
    ["Invoke-Expression 'Get-Secret'", NOT_FOUND],
    ['iex Get-Secret', NOT_FOUND],
    ['Import-Module x', NOT_FOUND],
    ['New-Object psobject', NOT_FOUND],
    ['Get-ChildItem function:', NOT_FOUND],
    ['Get-Content /etc/passwd', NOT_FOUND],
    ['Start-Job -ScriptBlock Get-Secret', NOT_FOUND],
    ['Invoke-Command -ScriptBlock Get-Secret', NOT_FOUND],
    ['TabExpansion2 Get-', NOT_FOUND],
    ['prompt', NOT_FOUND],
    ['Out-Host', NOT_FOUND],
    ['Out-File x', NOT_FOUND],
    ['/bin/ls', NOT_FOUND],
    ['ls', NOT_FOUND],
    ['./lesson.ps1', NOT_FOUND],
    ['../../bin/sh', NOT_FOUND],
    ['Out-Remote', NOT_FOUND],
    ['gal', NOT_FOUND],
    ['Get-Date | Get-Member', NOT_FOUND],
    ['Get-Greeting | ForEach-Object ToUpper', NOT_FOUND],
    ['New-Command | Get-Made', NOT_FOUND],
    ['Get-Made', NOT_FOUND],
    // parameters and values
    ['Get-Random -Count 2', 'NamedParameterNotFound,Get-Random'],
    ['Get-Random -SetSeed 1', 'NamedParameterNotFound,Get-Random'],
    ['Get-Random -InputObject 1,2', 'NamedParameterNotFound,Get-Random'],
    ['roll -Count 2', 'NamedParameterNotFound,Get-Random'],
    ['Get-Random -Maximum 7', 'ParameterArgumentValidationError,Get-Random'],
    ['Get-Random -Maximum *', 'ParameterArgumentValidationError,Get-Random'],
    ["Get-Random -Maximum ''", 'ParameterArgumentValidationError,Get-Random'],
    ['Get-Random -Maximum:7', 'ParameterArgumentValidationError,Get-Random'],
    ['Get-Random 7', 'ParameterArgumentValidationError,Get-Random'],
    ['Write-Output ABC!', 'ParameterArgumentValidationError,Write-Output'],
    ['Write-Output ("abc" + [char]10)', 'ParameterArgumentValidationError,Write-Output'],
    ['Write-Output abc,DEF1', 'ParameterArgumentValidationError,Write-Output'],
    ['Write-Output abc -NoEnumerate', 'ParameterArgumentValidationError,Write-Output'],
    ['Get-Roll | Select-Object -First 1', 'NamedParameterNotFound,Select-Object'],
    ['Get-Roll | select -ExpandProperty Length', 'NamedParameterNotFound,Select-Object'],
    ['Get-Roll | Select-Object *', 'ParameterArgumentValidationError,Select-Object'],
    ['Get-Roll | Select-Object Length', 'ParameterArgumentValidationError,Select-Object'],
    ['Get-Roll | Measure-Object -Sum', 'NamedParameterNotFound,Measure-Object'],
    ['Get-Roll | measure Length', 'InputObjectNotBound,Measure-Object'],
    ['Get-Date -Nope', 'NamedParameterNotFound,Microsoft.PowerShell.Commands.GetDateCommand'],
    ['Get-Roll | Out-Default -Transcript', 'NamedParameterNotFound,Out-Default'],
    ['Get-Date -OutVariable x', 'VariableReferenceNotSupportedInDataSection'],
    ['Get-Date -ErrorVariable +x', 'VariableReferenceNotSupportedInDataSection'],
    ['Get-Date -PipelineVariable x', 'VariableReferenceNotSupportedInDataSection'],
    ['Invoke-Block 1 -OutVariable x', 'VariableReferenceNotSupportedInDataSection'],
    [
      "Get-Roll | Where-Object -FilterScript 'Get-Secret'",
      'CannotConvertArgumentNoMessage,Microsoft.PowerShell.Commands.WhereObjectCommand',
    ],
  ])('%s', async (line, id) => {
    const result = await pair.line(line);
    expect(result.id).toBe(id);
    expect(result.text.join('\n')).not.toMatch(/treasure/);
    expect(result.errors.map((e) => e.exception.message).join('\n')).not.toMatch(/treasure/);
  });

  it('answers hidden and unknown names alike, as they were typed', async () => {
    for (const [hidden, unknown] of [
      ['Get-Secret', 'Get-Nothing'],
      ['secret', 'nothing'],
      ['Secret', 'Nothing'],
      ['global:Get-Secret', 'global:Get-Nothing'],
      ['Microsoft.PowerShell.Utility\\Get-Random', 'Microsoft.PowerShell.Utility\\Get-Nothing'],
    ]) {
      const a = (await pair.line(hidden)).errors[0];
      const b = (await pair.line(unknown)).errors[0];
      expect(a.exception.message).toBe(
        `The term '${hidden}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
      );
      expect(b.exception.message).toBe(a.exception.message.replace(hidden, unknown));
      expect([a.fullyQualifiedErrorId, a.category, a.targetObject]).toEqual(
        [b.fullyQualifiedErrorId, b.category, hidden].map((v, i) => (i === 2 ? hidden : v)),
      );
    }
  });

  it('refuses text that a client sends anyway, whatever it says', async () => {
    for (const text of ['Get-Greeting', 'Get-Date', '1', '', 'Get-Secret']) {
      const { errors, id, output } = await pair.server.script(text);
      expect([id, output]).toEqual([NO_SCRIPT, []]);
      expect(errors[0].category).toBe('ParserError');
      expect(errors[0].targetObject).toBe(text);
      expect(errors[0].exception.typeName).toBe('System.Management.Automation.ParseException');
      expect(errors[0].exception.message).toBe(
        'The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.',
      );
    }
  });

  it('refuses lists that are none', async () => {
    const good = await pair.sent('Get-Greeting bob');
    expect(isCommandList(good)).toBe(true);
    const list = good as unknown as Record<string, unknown>;
    for (const bad of [
      null,
      'Get-Secret',
      {},
      { ...list, statements: 'Get-Secret' },
      { ...list, statements: [[{ name: 'Get-Greeting', args: [{ parameter: null, value: 7, joined: false }], start: 0, end: 1 }]] },
      { ...list, statements: [[{ name: { code: 1 }, args: [], start: 0, end: 1 }]] },
      { ...list, statements: [[]] },
      { ...list, values: 3 },
    ])
      expect(isCommandList(bad)).toBe(false);
    // what a list says of where it stands is only shown
    const odd = await pair.server.list({ ...list, statements: [[{ name: 'Get-Secret', args: [], start: -5, end: 900 }]] });
    expect(odd.id).toBe(NOT_FOUND);
  });

  it('does not let forged lists name values or blocks', async () => {
    const base = { text: 'x', statements: [[{ name: '\u0000commands', args: [], start: 0, end: 1 }]], values: [] };
    expect((await pair.server.list(base)).id).toBe(NOT_FOUND);
    const dotted = { text: 'x', statements: [[{ name: '. Get-Secret', args: [], start: 0, end: 1 }]], values: [] };
    expect((await pair.server.list(dotted)).id).toBe(NOT_FOUND);
    const script = { text: 'x', statements: [[{ name: '{ Get-Secret }', args: [], start: 0, end: 1 }]], values: [] };
    expect((await pair.server.list(script)).id).toBe(NOT_FOUND);
  });
});

describe('what does not leak', () => {
  it('the source of a function that fails', async () => {
    const { errors } = await pair.line('Invoke-Failure');
    expect(errors.length).toBe(2);
    for (const e of errors) {
      expect(e.invocationInfo?.line).toBe('Invoke-Failure');
      expect(e.invocationInfo?.statement).toBe('Invoke-Failure');
      expect(e.invocationInfo?.scriptName).toBe('');
      expect(e.scriptStackTrace).toBe('at <ScriptBlock>, <No file>: line 1');
    }
  });

  it('commands that its functions define while they run', async () => {
    expect((await pair.line('New-Command')).text).toEqual(['made']);
    expect((await pair.line('Get-Made')).id).toBe(NOT_FOUND);
    expect((await pair.line("Use-Text 'function global:Get-More { 1 }'")).id).toBe('');
    expect((await pair.line('Get-More')).id).toBe(NOT_FOUND);
  });

  it('names through completion', async () => {
    const { machine } = pair.server;
    const offered = async (text: string): Promise<string[]> =>
      (await complete(machine, machine.root.runspaces[0], text, text.length, async () => [])).matches.map((m) => m.completionText);
    expect(await offered('Get-S')).toEqual([]);
    expect(await offered('Get-G')).toEqual(['Get-Greeting']);
    expect(await offered('Get-Secret -')).toEqual([]);
    expect(await offered('Invoke-E')).toEqual([]);
    expect((await offered('Get-Random -')).filter((n) => /^-(Max|Min|Count|Set)/.test(n)).sort()).toEqual(['-Maximum', '-Minimum']);
    expect(await offered('Get-Random -Maximum ')).toEqual(['20', '6']);
    expect(await offered('Get-Greeting $')).toEqual([]);
    expect(await offered('[System.IO.')).toEqual([]);
    expect(await offered('Get-Greeting /')).toEqual([]);
  });

  it.runIf(there('Get-Command'))('commands through Get-Command', async () => {
    const all = await pair.line('Get-Command');
    expect(all.id).toBe('');
    expect(all.text).not.toContain('Get-Secret');
    expect(all.text).not.toContain('Invoke-Expression');
    expect(all.text).toContain('Get-Greeting');
    expect(all.text).not.toContain('secret');
    for (const none of ['Get-Sec*', '*secret*', '-Module Secret*', '/etc/*'])
      expect((await pair.line(`Get-Command ${none}`)).output).toEqual([]);
    for (const name of [
      'Get-Secret',
      'secret',
      'Get-Nothing',
      'Invoke-Expression',
      'Microsoft.PowerShell.Utility\\Get-Random',
      '/etc/x.ps1',
    ])
      expect((await pair.line(`Get-Command ${name}`)).id).toBe('CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand');
    expect((await pair.line('Get-Command -All')).id).toBe('NamedParameterNotFound,Get-Command');
    expect((await pair.line('Get-Command Get-Greeting -Syntax')).id).toBe('NamedParameterNotFound,Get-Command');
  });

  it.runIf(there('Get-Help'))('commands through Get-Help', async () => {
    for (const name of ['Get-Secret', 'Get-Nothing', 'Invoke-Expression']) {
      const { id, output } = await pair.line(`Get-Help ${name}`);
      expect(output).toEqual([]);
      expect(id).not.toBe('');
    }
    expect((await pair.line('Get-Help Get-Secret')).id).toBe((await pair.line('Get-Help Get-Nothing')).id);
    expect((await pair.line('Get-Help Get-Date -Full')).id).toBe('NamedParameterNotFound,Get-Help');
    expect((await pair.line("Get-Help 'Get-Date;'")).id).toBe('ParameterArgumentValidationError,Get-Help');
  });
});

/** Session configuration files: read as data; the cmdlets about them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError, configurationWarnings, readSessionConfiguration } from '../../../src/sessions/configurations/index.ts';
import { LESSON } from './lesson.ts';
import { Session } from './session.ts';

function problemOf(text: string, needSchemaVersion = false): string {
  try {
    readSessionConfiguration(text, 'x.pssc', needSchemaVersion);
  } catch (error) {
    if (error instanceof ConfigurationError) return `${error.errorId}: ${error.message}`;
    throw error;
  }
  return '';
}

describe('a session configuration file', () => {
  it('is read', () => {
    const c = readSessionConfiguration(LESSON, 'lesson.pssc');
    expect(c.sessionType).toBe('RestrictedRemoteServer');
    expect(c.languageMode).toBe('NoLanguage');
    expect(c.metadata.Author).toBe('teacher');
    expect(c.visibleCmdlets?.map((v) => v.name)).toEqual(['Get-Date', 'Where-Object', 'Get-Random', 'Write-Output']);
    expect(c.visibleCmdlets?.[2].parameters).toEqual([
      { name: 'Maximum', validateSet: ['6', '20'], validatePattern: null },
      { name: 'Minimum', validateSet: null, validatePattern: null },
    ]);
    expect(c.functionDefinitions[1]).toEqual({ name: 'Get-Secret', text: " 'the treasure is under the tree' ", options: 0 });
    expect(c.aliasDefinitions[0].value).toBe('Get-Random');
  });

  it('has defaults', () => {
    expect(readSessionConfiguration('@{}', 'x').languageMode).toBe('FullLanguage');
    expect(readSessionConfiguration("@{SessionType='Empty'}", 'x').languageMode).toBe('NoLanguage');
    expect(readSessionConfiguration("@{sessiontype='restrictedremoteserver'; languagemode='fulllanguage'}", 'x').languageMode).toBe(
      'FullLanguage',
    );
    expect(readSessionConfiguration("@{VisibleCmdlets=@(); VisibleAliases=''}", 'x')).toMatchObject({
      visibleCmdlets: null,
      visibleAliases: null,
    });
  });

  it.each([
    ['@{Author = (Get-Date)}'],
    ['@{Author = $env:HOME}'],
    ['@{Author = "a$(Get-Date)"}'],
    ["@{Author = 'a' + 'b'}"],
    ["@{Author = [System.IO.File]::ReadAllText('/etc/passwd')}"],
    ['$x = 1; @{}'],
    ["Set-Content x y; @{Author='a'}"],
    ["@{Author='a'} | ForEach-Object { $_ }"],
    ['@{Author = if (1) {2}}'],
    ["@{Author = & { 'a' }}"],
    ["@{VisibleCmdlets = @('a'; Get-Date)}"],
    ['param($x) @{}'],
    ["'text'"],
    [''],
  ])('is never run: %s', (text) => {
    expect(problemOf(text)).toMatch(/^DISCErrorParsingConfigFile: /);
  });

  it('has to be valid', () => {
    expect(problemOf('@{ Frob = 1 }')).toBe(
      "DISCInvalidKey: The member 'Frob' is not a valid key. Please change the member to a valid key in the file x.pssc.",
    );
    expect(problemOf('@{ Author = 3 }')).toBe(
      "DISCTypeMustBeString: The member 'Author' must be a string. Change the member to the correct type in the file x.pssc.",
    );
    expect(problemOf("@{ SessionType = 'Open' }")).toMatch(
      /^DISCTypeMustBeValidEnum: The member 'SessionType' must be a valid enumeration type/,
    );
    expect(problemOf('@{ VisibleCmdlets = 3 }')).toBe(
      "InvalidVisibleCmdletsKeyEntries: The member 'VisibleCmdlets' must be an array consisting of either string or hashtable elements.",
    );
    expect(problemOf("@{ VisibleCmdlets = @{ Name = 'C' } }")).toMatch(
      /^InvalidVisibleCommandKeyEntries: Could not parse visible command definition for 'C'\. The visible command definition must be a hashtable/,
    );
    expect(problemOf("@{ VisibleCmdlets = @{ Name = 'C'; Parameters = @{ ValidateSet = 'a' } } }")).toMatch(
      /^InvalidVisibleCommandKeyEntries/,
    );
    expect(problemOf('@{ VisibleAliases = @{} }')).toMatch(/^DISCTypeMustBeStringArray/);
    expect(problemOf("@{ FunctionDefinitions = @{ Name = 'f' } }")).toBe(
      "DISCTypeMustContainKey: The member 'FunctionDefinitions' must contain the required key 'ScriptBlock'. Add the require key to the file x.pssc.",
    );
    expect(problemOf("@{ FunctionDefinitions = @{ Name = 'f'; ScriptBlock = 3 } }")).toMatch(/^DISCKeyMustBeScriptBlock/);
    expect(problemOf("@{ FunctionDefinitions = @{ Name = 'f'; ScriptBlock = {}; Frob = 1 } }")).toMatch(/^DISCTypeContainsInvalidKey/);
    expect(problemOf("@{ AliasDefinitions = 'x' }")).toMatch(/^DISCTypeMustBeHashtableArray/);
    expect(problemOf("@{ Author = 'a' }", true)).toMatch(/^DISCMissingSchemaVersion/);
    expect(problemOf('@{ A = 1; A = 2 }')).not.toBe('');
  });

  it('says what is not there yet', () => {
    expect(problemOf('@{ RoleDefinitions = @{} }')).toMatch(/^DISCUnsupportedByLimpet: .*'RoleDefinitions'/);
    expect(problemOf("@{ VisibleProviders = 'FileSystem' }")).toMatch(/'VisibleProviders'/);
    expect(problemOf("@{ LanguageMode = 'ConstrainedLanguage' }")).toMatch(/^LanguageModeUnsupportedByLimpet: .*'ConstrainedLanguage'/);
    expect(problemOf("@{ LanguageMode = 'RestrictedLanguage' }")).toMatch(/'RestrictedLanguage'/);
  });

  it('warns of openings', () => {
    const warnings = configurationWarnings(
      readSessionConfiguration("@{ SessionType='RestrictedRemoteServer'; VisibleCmdlets='Invoke-Expression','Get-*' }", 'x'),
    );
    expect(warnings.join('\n')).toMatch(/Invoke-Expression runs any text/);
    expect(warnings.join('\n')).toMatch(/'Get-\*' shows every cmdlet/);
  });
});

describe('the cmdlets', () => {
  let folder = '';
  let session: Session;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'limpet-'));
    writeFileSync(join(folder, 'lesson.pssc'), LESSON);
    writeFileSync(join(folder, 'bad.pssc'), '@{ Frob = 1 }');
    session = await Session.start(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('register, list and take away', async () => {
    const made = await session.script('Register-PSSessionConfiguration -Name Lesson -Path lesson.pssc -WarningAction Ignore');
    expect(made.id).toBe('');
    expect(made.output.length).toBe(1);
    expect(session.host.stored.get('lesson')?.definition).toEqual({ enabled: true, text: LESSON, path: join(folder, 'lesson.pssc') });
    const listed = await session.script('(Get-PSSessionConfiguration).Name; (Get-PSSessionConfiguration l*).SessionType');
    expect(listed.text).toEqual(['Lesson', 'Microsoft.PowerShell', 'PowerShell.7', 'PowerShell.7.6.5', 'RestrictedRemoteServer']);
    expect((await session.script('Register-PSSessionConfiguration lesson -Path lesson.pssc')).id).toBe(
      'SessionConfigurationExists,Microsoft.PowerShell.Commands.RegisterPSSessionConfigurationCommand',
    );
    expect((await session.script('Register-PSSessionConfiguration lesson -Path lesson.pssc -Force 3>$null')).id).toBe('');
    expect((await session.script('Unregister-PSSessionConfiguration Lesson')).id).toBe('');
    expect(session.host.stored.size).toBe(0);
    const gone = await session.script('Get-PSSessionConfiguration Lesson; Get-PSSessionConfiguration Less*');
    expect(gone.errors.map((e) => e.exception.message)).toEqual(['No session configuration matches criteria "Lesson".']);
    const none = await session.script('Unregister-PSSessionConfiguration Less*');
    expect(none.errors[0].exception.message).toBe('No session configuration matches criteria "Less*".');
  });

  it('refuse bad files and paths', async () => {
    const bad = await session.script('Register-PSSessionConfiguration Bad -Path bad.pssc');
    expect(bad.id).toBe('InvalidPSSessionConfigurationFilePath,Microsoft.PowerShell.Commands.RegisterPSSessionConfigurationCommand');
    expect(bad.errors[0].exception.message).toContain("The member 'Frob' is not a valid key.");
    expect((await session.script('Register-PSSessionConfiguration Bad -Path bad.txt')).id).toMatch(
      /^InvalidPSSessionConfigurationFilePath,/,
    );
    expect((await session.script('Register-PSSessionConfiguration Bad -Path none.pssc')).id).toMatch(
      /^PSSessionConfigurationFileNotFound,/,
    );
    expect((await session.script('Register-PSSessionConfiguration PowerShell.7 -Path lesson.pssc')).id).toMatch(/^InvalidShellName,/);
    expect(session.host.stored.size).toBe(0);
  });

  it('test files', async () => {
    expect((await session.script('Test-PSSessionConfigurationFile lesson.pssc')).output).toEqual([true]);
    expect((await session.script('Test-PSSessionConfigurationFile bad.pssc')).output).toEqual([false]);
    expect((await session.script('Test-PSSessionConfigurationFile none.pssc')).id).toBe(
      'PSSessionConfigurationFileNotFound,Microsoft.PowerShell.Commands.TestPSSessionConfigurationFileCommand',
    );
    expect((await session.script('Test-PSSessionConfigurationFile lesson.txt')).id).toMatch(/^InvalidPSSessionConfigurationFilePath,/);
  });

  it('write files', async () => {
    const plain = await session.script('New-PSSessionConfigurationFile plain.pssc; Test-PSSessionConfigurationFile plain.pssc');
    expect([plain.id, ...plain.output]).toEqual(['', true]);
    const text = readFileSync(join(folder, 'plain.pssc'), 'utf8');
    expect(text).toMatch(/^@\{\n\n# Version number of the schema used for this document\nSchemaVersion = '2\.0\.0\.0'\n\n# ID used/);
    expect(text).toContain("SessionType = 'Default'");
    expect(text).toContain('# ScriptsToProcess = ');
    const written = await session.script(
      "New-PSSessionConfigurationFile ./made.pssc -SessionType RestrictedRemoteServer -LanguageMode NoLanguage -VisibleCmdlets Get-Date, @{ Name = 'Get-Random'; Parameters = @{ Name = 'Maximum'; ValidateSet = '6', '20' } } -FunctionDefinitions @{ Name = 'f'; ScriptBlock = { 'it''s' } } -AliasDefinitions @{ Name = 'x'; Value = 'f' } -VisibleFunctions f",
    );
    expect(written.id).toBe('');
    const read = readSessionConfiguration(readFileSync(join(folder, 'made.pssc'), 'utf8'), 'made.pssc', true);
    expect(read.visibleCmdlets).toEqual([
      { name: 'Get-Date', parameters: null },
      { name: 'Get-Random', parameters: [{ name: 'Maximum', validateSet: ['6', '20'], validatePattern: null }] },
    ]);
    expect(read.functionDefinitions).toEqual([{ name: 'f', text: " 'it''s' ", options: 0 }]);
    expect(
      (await session.script('New-PSSessionConfigurationFile full.pssc -Full; Test-PSSessionConfigurationFile full.pssc')).output,
    ).toEqual([true]);
    expect((await session.script('New-PSSessionConfigurationFile made.txt')).id).toBe(
      'InvalidPSSessionConfigurationFilePath,Microsoft.PowerShell.Commands.NewPSSessionConfigurationFileCommand',
    );
  });
});

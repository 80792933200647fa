import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestSession } from '../machine/session.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'limpet-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function lines(text: string): Promise<string[]> {
  const session = await TestSession.start({ location: folder });
  return (await session.run(text)).replace(/\n$/, '').split('\n');
}

describe('files', () => {
  it('are made, read, listed, moved and removed', async () => {
    const text = `
      $null = New-Item -ItemType Directory tree/deep -Force
      Set-Content tree/a.txt one, two
      Add-Content tree/a.txt three
      'x' | Out-File tree/deep/b.log
      (Get-Content tree/a.txt).Count
      (Get-Content tree/a.txt -Raw).Length
      Get-Content tree/a.txt -Tail 1
      (Get-ChildItem tree -Recurse -Name) -join ','
      (Get-ChildItem tree -Recurse -Filter *.log).PSParentPath -replace '.*::', '' -replace [regex]::Escape($PWD), '.'
      (Get-ChildItem tree -Recurse -File -Exclude *.log).Name
      Copy-Item tree copy -Recurse
      Move-Item copy/a.txt copy/c.txt
      Rename-Item copy/c.txt d.txt
      (Get-ChildItem copy -File).Name
      Remove-Item tree, copy -Recurse
      Test-Path tree
    `;
    expect(await lines(text)).toEqual(['3', '14', 'three', 'deep,a.txt,deep/b.log', './tree/deep', 'a.txt', 'd.txt', 'False']);
  });
  it('that are not there', async () => {
    const text = `foreach ($c in { gi none }, { gc none }, { Set-Location none }, { Get-ChildItem No: }) { try { & $c -ea Stop; } catch { $_.FullyQualifiedErrorId } }`;
    expect(await lines(`$ErrorActionPreference = 'Stop'; ${text}`)).toEqual([
      'PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand',
      'PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand',
      'PathNotFound,Microsoft.PowerShell.Commands.SetLocationCommand',
      'DriveNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand',
    ]);
  });
});

describe('paths', () => {
  it('are split and joined', async () => {
    const text = `Join-Path a b c; Split-Path /x/y/z.txt; Split-Path /x/y/z.txt -Leaf; Split-Path z.txt -LeafBase; Split-Path z.txt -Extension; Split-Path env:x -Qualifier; Split-Path /x -IsAbsolute`;
    expect(await lines(text)).toEqual(['a/b/c', '/x/y', 'z.txt', 'z', '.txt', 'env:', 'True']);
  });
});

describe('providers', () => {
  it('show variables, functions, aliases and the environment as items', async () => {
    const text = `
      $abc = 5; (Get-Item variable:abc).Value; (Get-Content variable:abc)
      Set-Item function:Hi { 'hello' }; Hi; Test-Path function:hi
      Set-Item alias:hey Hi; hey
      $env:LIMPET_T = 'v'; (Get-Item env:LIMPET_T).Value; Remove-Item env:LIMPET_T; Test-Path env:LIMPET_T
      (Get-Item variable:abc).PSPath
    `;
    expect(await lines(text)).toEqual(['5', '5', 'hello', 'True', 'hello', 'v', 'False', 'Microsoft.PowerShell.Core\\Variable::abc']);
  });
  it("are reached through drives of one's own", async () => {
    const text = `
      $null = New-Item -ItemType Directory own -Force; $null = New-PSDrive Box FileSystem own
      Set-Content Box:/f.txt in; Get-Content Box:/f.txt; Push-Location Box:; "$PWD"; Pop-Location
      Remove-PSDrive Box; Test-Path Box:/f.txt; Remove-Item own -Recurse
    `;
    expect(await lines(text)).toEqual(['in', 'Box:/', 'False']);
  });
});

/** Completion as a page asks a session's driver for it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { complete } from '../../../src/sessions/worker/completion.ts';
import type { SessionDriver } from '../../../src/sessions/worker/driver.ts';
import { Page, Site, until } from './rig.ts';

let site: Site;
beforeEach(async () => {
  site = await Site.open();
  await site.create({ id: 's', kind: 'Console', ownerClient: 'page' });
});
afterEach(() => site.close());

async function run(driver: SessionDriver, text: string): Promise<void> {
  await driver.submit({ id: text, text, client: 'page', kind: 'line' });
  await until(() => ['Completed', 'Failed', 'Stopped'].includes(driver.desk.find(text)?.state ?? ''));
}
const texts = async (driver: SessionDriver, text: string): Promise<string[]> =>
  (await complete(driver, text, text.length)).matches.map((m) => m.completionText);

test('names, parameters, and files of the computer', async () => {
  const driver = await site.start('s');
  await run(driver, 'Set-Content alpha.txt 1; New-Item -ItemType Directory alphadir | Out-Null');
  await driver.untilStored();
  expect(await texts(driver, 'Get-ChildI')).toEqual(['Get-ChildItem']);
  expect(await texts(driver, 'Get-ChildItem -Rec')).toEqual(['-Recurse']);
  expect(await texts(driver, 'Get-Content al')).toEqual(['./alpha.txt', './alphadir']);
});

test("the user's own completers run while nothing else does, unseen", async () => {
  const driver = await site.start('s');
  await run(
    driver,
    "function Get-City { param($City, $Other) }; Register-ArgumentCompleter -CommandName Get-City -ParameterName City -ScriptBlock { param($c, $p, $w) 'Oslo', 'Ottawa', 'Rome' -like \"$w*\"; Write-Error no; Write-Host shown; $global:ran++ }",
  );
  await run(driver, '$ran = 0; Get-Item nothing -ErrorAction Ignore; $global:Error.Clear()');
  const page = new Page(driver);
  expect(await texts(driver, 'Get-City -City O')).toEqual(['Oslo', 'Ottawa']);
  expect(driver.root.threads.filter((t) => t.purpose === 'completion')).toEqual([]);
  await run(driver, '"ran $ran"');
  await until(() => /ran 1\n/.test(page.text));
  expect(page.text).not.toMatch(/shown|Write-Error/);
  await driver.submit({ id: 'long', text: 'Start-Sleep 60', client: 'page', kind: 'line' });
  await until(() => driver.desk.running() !== null);
  expect(await texts(driver, 'Get-City -City O')).toEqual([]);
  expect(await texts(driver, 'Get-Cit')).toEqual(['Get-City']);
  await driver.stop(null);
});

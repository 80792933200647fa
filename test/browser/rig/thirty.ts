/** The command whose survival the product promises: thirty lines in half a minute, each told and appended to a file on another computer. */
import assert from 'node:assert/strict';
import { clientOf, connected, finish, invoke, listed, newSession } from './sessions.ts';
import type { Tab } from './tab.ts';
import { sleep, until } from './wait.ts';

/** Made and typed by {@link beginThirty}. */
const make = '$s = New-PSSession -ComputerName Server01 -Name Work';
const thirty =
  'Invoke-Command -Session $s { 1..30 | ForEach-Object { Start-Sleep 1; $line = "$_ $(New-Guid)"; Add-Content log.txt $line; $line } }';
const isLine = (text: string): boolean => /^\d+ [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

/** Longest time from the start of the thirty lines to their end; half a minute where nothing disturbs. */
export const patience = 90_000;

/** Id of the command that the tab's console runs, or ran last. */
const lastCommand = (tab: Tab): Promise<string> => tab.evaluate(async () => (await limpet.console.commands()).at(-1)?.id ?? '');

/** The session named Work, as the page lists it. */
export const work = async (tab: Tab) => (await listed(tab)).find((session) => session.name === 'Work');

/** Types the thirty lines' command in a fresh console; answers the console's command once the session runs it. */
export async function beginThirty(tab: Tab): Promise<string> {
  await connected(tab);
  assert.deepEqual(await tab.run(make), []);
  await tab.submit(thirty);
  await until('the session to run it', async () => ((await work(tab))?.running ?? null) !== null);
  return lastCommand(tab);
}

/** The thirty lines' command as it stands ten seconds after its start: whose it is, and what is shown of it as final. */
export async function thirtyUnderWay(tab: Tab): Promise<{ command: string; client: string; seen: string[] }> {
  const command = await beginThirty(tab);
  const client = await clientOf(tab);
  await sleep(10_000);
  const seen = await shownLines(tab);
  assert.ok(seen.length > 0 && seen.length < 30, `${seen.length} lines after 10 s`);
  return { command, client, seen };
}

/** Those of the thirty lines that the page shows, by their text; without those that a crash could take back. */
export async function shownLines(tab: Tab): Promise<string[]> {
  return (await tab.readOutput({ committed: true })).filter(isLine);
}

/** The lines that a console's command received, by its committed records. */
async function receivedLines(tab: Tab, command: string): Promise<string[]> {
  const { state, texts } = await finish(tab, await tab.evaluate(() => limpet.console.id), command);
  assert.equal(state, 'Completed');
  return texts.map((text) => text.trimEnd()).filter((text) => text !== '');
}

/**
 * Waits for the end of the thirty lines. What the page shows, the records of the console's command and the file in the session are the
 * same thirty, and all of `seen`, whatever was shown as final before, is among them at its place.
 */
export async function checkThirty(tab: Tab, command: string, seen: readonly string[]): Promise<void> {
  await tab.waitForPrompt(patience);
  await until('the last line to be final', async () => (await shownLines(tab)).some((line) => line.startsWith('30 ')));
  const shown = await shownLines(tab);
  assert.deepEqual(
    shown.map((line) => Number(line.split(' ')[0])),
    Array.from({ length: 30 }, (_, i) => i + 1),
  );
  assert.deepEqual(await receivedLines(tab, command), shown);
  assert.deepEqual(shown.slice(0, seen.length), seen);
  assert.deepEqual(await tab.run('Invoke-Command -Session $s { Get-Content log.txt }'), shown);
}

/**
 * For a new client, while the session named Work is disconnected: connects to it and receives the thirty lines. Answers the command that
 * received them.
 */
export async function receiveThirty(tab: Tab): Promise<string> {
  const states = await tab.run('$s = Get-PSSession -ComputerName Server01 -Name Work; "$($s.State) $($s.Availability)"');
  assert.deepEqual(states, ['Disconnected None']);
  assert.deepEqual(await tab.run('$null = Connect-PSSession $s; "$($s.State)"'), ['Opened']);
  await tab.submit('Receive-PSSession $s');
  return lastCommand(tab);
}

/** The lines that are in the file by now, read in a session of its own. */
export async function fileLines(tab: Tab): Promise<string[]> {
  const reader = await newSession(tab, 'Reader', 'Server01');
  const { texts } = await finish(tab, reader, await invoke(tab, reader, 'Get-Content log.txt'));
  await tab.evaluate((id) => limpet.session(id).remove(), reader);
  return texts.map((text) => text.trimEnd());
}

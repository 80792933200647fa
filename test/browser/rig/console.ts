/** Commands as a person types them at the console, and what comes of them. */
import assert from 'node:assert/strict';
import type { Tab } from './tab.ts';
import { until } from './wait.ts';

/** A line of output: its text, or a pattern for one that holds an id or a time. */
export type Line = string | RegExp;

/** Opens a tab, a client of its own, wide enough for PowerShell's tables, and waits for its prompt. */
export async function openConsole(openTab: () => Promise<Tab>): Promise<Tab> {
  const tab = await openTab();
  await widen(tab);
  await tab.waitForPrompt(30_000);
  return tab;
}

/** Makes a tab's window wide enough for PowerShell's tables. */
export async function widen(tab: Tab): Promise<void> {
  await tab.target.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false });
}

/** Puts a tab in front: Chromium slows the timers of those behind. */
export async function front(tab: Tab): Promise<void> {
  await tab.target.send('Page.bringToFront');
}

/** The lines after the last one that shows a command, without empty ones, and what stands before the command in it. */
async function after(tab: Tab, command: string, from: number): Promise<{ prompt: string; lines: string[] } | null> {
  const added = (await tab.readOutput()).slice(from);
  const at = added.findLastIndex((line) => line.endsWith(command));
  if (at < 0) return null;
  return { prompt: added[at].slice(0, added[at].length - command.length), lines: added.slice(at + 1).filter((line) => line !== '') };
}

const isLike = (line: string | undefined, wanted: Line): boolean =>
  typeof wanted === 'string' ? line === wanted : line !== undefined && wanted.test(line);

/**
 * Types a command of one line and waits until exactly these lines have come (empty ones do not count) and the prompt is back. With
 * `prompt`, that is what stands before the command. Fails with the difference when the time is up.
 */
export async function types(tab: Tab, command: string, wanted: readonly Line[], options: { prompt?: string; milliseconds?: number } = {}) {
  await front(tab);
  await tab.waitForPrompt(options.milliseconds ?? 30_000);
  const before = (await tab.readOutput()).length;
  await tab.submit(command);
  await expects(tab, command, wanted, { ...options, from: before });
}

/** Waits as {@link types} does for what comes of a command that was typed already. */
export async function expects(
  tab: Tab,
  command: string,
  wanted: readonly Line[],
  options: { prompt?: string; milliseconds?: number; from?: number } = {},
): Promise<void> {
  let seen: Awaited<ReturnType<typeof after>> = null;
  let quiet = 0;
  await until(
    `the lines of ${command}`,
    async () => {
      seen = await after(tab, command.trimEnd(), options.from ?? 0);
      const { lines } = seen ?? { lines: [] };
      const isDone =
        seen !== null &&
        lines.length === wanted.length &&
        wanted.every((line, i) => isLike(lines[i], line)) &&
        !(await tab.has('button', 'Stop'));
      quiet = isDone ? quiet + 1 : 0;
      return quiet >= 3;
    },
    options.milliseconds ?? 30_000,
  ).catch((error: unknown) => {
    const { lines } = seen ?? { lines: [`(${command} is not shown)`] };
    assert.deepEqual(
      lines,
      wanted.map((line, i) => (isLike(lines[i], line) ? lines[i] : String(line))),
      command,
    );
    throw error;
  });
  if (options.prompt !== undefined) assert.equal((seen as { prompt: string } | null)?.prompt, options.prompt);
}

/** What a command shows, when that is not known before: an id. */
export async function ask(tab: Tab, command: string): Promise<string> {
  await front(tab);
  await tab.waitForPrompt(30_000);
  const before = (await tab.readOutput()).length;
  await tab.submit(command);
  return until(`the answer to ${command}`, async () => (await after(tab, command, before))?.lines[0]);
}

/** Waits until the rail lists a session so. */
export async function listed(tab: Tab, name: string, milliseconds?: number): Promise<void> {
  await until(`${name} in the rail`, async () => (await tab.names('listitem')).includes(name), milliseconds);
}

/** Waits until the rail lists exactly these. */
export async function listedAll(tab: Tab, names: readonly string[], milliseconds?: number): Promise<void> {
  await until('the rail', async () => (await tab.names('listitem')).join() === names.join(), milliseconds).catch(async () =>
    assert.deepEqual(await tab.names('listitem'), names),
  );
}

/** Get-PSSession's table as about_PSSessions shows it. */
export const table = (...rows: [id: number, name: string, computer: string, state: string][]): string[] => [
  ' Id Name            ComputerName    State         ConfigurationName',
  ' -- ----            ------------    -----         -----------------',
  ...rows.map(
    ([id, name, computer, state]) =>
      `${String(id).padStart(3)} ${name.padEnd(15)} ${computer.padEnd(15)} ${state.padEnd(13)} Microsoft.PowerShell`,
  ),
];

/** A GUID in a pattern. */
export const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Invoke-Command's last error when no session was left to it. */
export const NO_SESSIONS =
  'Invoke-Command: No valid sessions were specified.  Ensure you provide valid sessions that are in the Opened state and are available to run commands.';

/** Invoke-Command's error for a session that is not open. */
export const notOpen = (name: string, computer: string, state: string): RegExp =>
  new RegExp(
    `^Invoke-Command: Because the session state for session ${name}, ${GUID}, ${computer} is not equal to Open, you cannot run a command in the session. {2}The session state is ${state}\\.$`,
  );

/** The error of Connect- and Receive-PSSession for a session that is somebody else's, or dead. */
export const notConnected = (command: string, name: string): string =>
  `${command}: Cannot connect PSSession "${name}", either because it is not in the Disconnected state, or it is not available for connection.`;

/** Sessions of the page under test, through the client library that the app gives to scripts as `limpet`. */
import type { SessionStatisticsView } from '../../../src/sessions/client/types.ts';
import type { Tab } from './tab.ts';
import { until } from './wait.ts';

/** A session as the page lists it. */
export type Listed = {
  id: string;
  name: string;
  state: string;
  availability: string;
  mine: boolean;
  running: string | null;
  computer: string;
};

/** The page has connected. */
export async function connected(tab: Tab): Promise<void> {
  await until('the page to connect', () => tab.evaluate(() => globalThis.limpet !== undefined));
}

/** Makes a session and answers its id. */
export function newSession(tab: Tab, name: string, computerName = 'localhost'): Promise<string> {
  return tab.evaluate(async (n, c) => (await limpet.newSession({ name: n, computerName: c })).id, name, computerName);
}

/** Runs a text in a session; answers the command's id once it is stored. */
export function invoke(tab: Tab, session: string, text: string): Promise<string> {
  return tab.evaluate(async (id, script) => (await limpet.session(id).invoke(script)).id, session, text);
}

/** Waits for a command's end and gives its final state and all its records' texts. */
export function finish(tab: Tab, session: string, command: string): Promise<{ state: string; texts: string[]; seqs: number[] }> {
  return tab.evaluate(
    async (id, commandId) => {
      const one = limpet.session(id).command(commandId);
      const texts: string[] = [];
      const seqs: number[] = [];
      for await (const record of one.records(0)) {
        if (record.kind === 'seam' || record.kind === 'prompt') continue;
        texts.push(record.text);
        seqs.push(record.seq);
      }
      return { state: await one.state, texts, seqs };
    },
    session,
    command,
  );
}

/** A session's figures. */
export function statistics(tab: Tab, session: string): Promise<SessionStatisticsView> {
  return tab.evaluate((id) => limpet.session(id).statistics, session);
}

/** What the page lists. */
export function listed(tab: Tab): Promise<Listed[]> {
  return tab.evaluate(async () =>
    (await limpet.sessions()).map(({ id, name, state, availability, mine, running, computer }) => ({
      id,
      name,
      state,
      availability,
      mine,
      computer,
      running: running?.text ?? null,
    })),
  );
}

/** Id of the tab's client. */
export const clientOf = (tab: Tab): Promise<string> => tab.evaluate(() => limpet.clientId);

/** A command that writes a number every 200 ms, and what comes of it. */
export const counting = (count: number): string => `1..${count} | ForEach-Object { Start-Sleep -Milliseconds 200; $_ }`;
export const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i + 1}\n`);

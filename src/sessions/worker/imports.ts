/** Imports that fail for a moment only. */

/** What the waits between tries are counted with. */
export interface Timers {
  set(milliseconds: number, task: () => void): unknown;
  clear(handle: unknown): void;
}

/** Waits between tries, in ms. */
const PAUSES = [150, 600, 2500];

/**
 * Imports something, several times if need be: a service worker that is killed with the tab it shares a process with takes the requests that
 * it was answering along, and a script must not learn of that. Rejects with what the last try rejects with.
 */
export async function imported<T>(load: () => Promise<T>, timers: Timers): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await load();
    } catch {
      await new Promise<void>((done) => timers.set(pause, done));
    }
  }
  return load();
}

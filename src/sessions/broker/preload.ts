/** Imports what adopting a session needs while there is a network: the core, and the modules that the session uses. */
import { loadLazyType } from '../../interpreter/values/types/registry.ts';
import type { SessionRecord } from '../store/index.ts';
import { sessionCommands } from '../worker/sessionCommands.ts';
import '../worker/owner.ts';

/** Loads what a session has loaded and `done` does not name yet. Rejects when something can't be fetched. */
export async function preloadFor(record: SessionRecord, done: Set<string>): Promise<void> {
  const names = Array.isArray(record.extra.modules) ? (record.extra.modules as unknown[]) : [];
  for (const name of names) {
    const key = String(name);
    if (done.has(key)) continue;
    if (key.startsWith('type:')) await loadLazyType(key.slice(5));
    else await sessionCommands.find((e) => e.name.toLowerCase() === key)?.load();
    done.add(key);
  }
}

/** The driver's half of session configurations: their requests answered from the store, and a fresh session narrowed by its configuration. */
import type { Machine } from '../../interpreter/machine/machine.ts';
import { deleteConfiguration, listConfigurations, putConfiguration, type Store } from '../store/index.ts';
import { applyConfiguration, prepareConfiguration } from './apply.ts';
import type { ConfigurationReplies, ConfigurationRequest, StoredConfiguration } from './hostRequests.ts';
import { isUnrestricted } from './names.ts';
import { readSessionConfiguration } from './sessionConfigurationFile.ts';

const isStored = (definition: Record<string, unknown>): boolean => typeof definition.text === 'string';

/** The answer to a configuration request of a session's machine, or null if it is another request. Rejects with StoreError. */
export function answerConfiguration(
  store: Store,
  request: Record<string, unknown>,
): Promise<ConfigurationReplies[keyof ConfigurationReplies]> | null {
  const r = request as unknown as ConfigurationRequest;
  switch (r.op) {
    case 'configuration.list':
      return list(store, r.computer);
    case 'configuration.put':
      return put(store, r.computer, r.name, r.definition);
    case 'configuration.delete':
      return remove(store, r.computer, r.name);
    default:
      return null;
  }
}

async function list(store: Store, computer: string): Promise<ConfigurationReplies['configuration.list']> {
  const found = (await listConfigurations(store, computer)).filter((c) => isStored(c.definition));
  return found.map(({ name, definition }) => ({ name, definition: definition as unknown as StoredConfiguration }));
}

/** Names are the same whatever their case; `except` is kept. */
async function remove(store: Store, computer: string, name: string, except: string | null = null): Promise<boolean> {
  const found = (await listConfigurations(store, computer)).filter((c) => c.name.toLowerCase() === name.toLowerCase() && c.name !== except);
  for (const c of found) await deleteConfiguration(store, c.computer, c.name);
  return found.length > 0;
}

async function put(store: Store, computer: string, name: string, definition: StoredConfiguration): Promise<true> {
  await putConfiguration(store, { computer, name, definition: { ...definition } });
  await remove(store, computer, name, name);
  return true;
}

/**
 * Narrows a fresh session to its configuration, before anything runs in it. Does nothing for the configuration that every computer has.
 * Throws ConfigurationError, or an Error if the configuration is gone: then the session must not be opened.
 */
export async function configureSession(store: Store, machine: Machine, computer: string, name: string): Promise<void> {
  if (isUnrestricted(name)) return;
  const found = (await list(store, computer)).find((c) => c.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new Error(`The session configuration ${name} is not on ${computer} any more.`);
  const configuration = readSessionConfiguration(found.definition.text, found.definition.path);
  await prepareConfiguration(machine, configuration);
  applyConfiguration(machine, machine.root.runspaces[0], configuration);
}

/** Computers, accounts, session configurations, clients and settings: read and written one record at a time. */
import { quiet, type Store, write } from './open.ts';
import { type AccountRecord, type ClientRecord, type ComputerRecord, type ConfigurationRecord, startingWith } from './schema.ts';

/** All computers. */
export async function listComputers(store: Store): Promise<ComputerRecord[]> {
  return store.db.getAll('computers');
}

/** Makes or replaces a computer. Throws QuotaError or StoreError, as all writers here do. */
export async function putComputer(store: Store, computer: ComputerRecord): Promise<void> {
  await write(store, ['computers'], 'relaxed', async (tx) => quiet(tx.objectStore('computers').put(computer)));
}

/** A computer's accounts. */
export async function listAccounts(store: Store, computer: string): Promise<AccountRecord[]> {
  return store.db.getAll('accounts', startingWith(computer));
}

/** Makes or replaces an account. */
export async function putAccount(store: Store, account: AccountRecord): Promise<void> {
  await write(store, ['accounts'], 'relaxed', async (tx) => quiet(tx.objectStore('accounts').put(account)));
}

/** A computer's session configurations. */
export async function listConfigurations(store: Store, computer: string): Promise<ConfigurationRecord[]> {
  return store.db.getAll('configurations', startingWith(computer));
}

/** Makes or replaces a session configuration. */
export async function putConfiguration(store: Store, configuration: ConfigurationRecord): Promise<void> {
  await write(store, ['configurations'], 'relaxed', async (tx) => quiet(tx.objectStore('configurations').put(configuration)));
}

/** Removes a session configuration. Sessions that use it keep what they started with. */
export async function deleteConfiguration(store: Store, computer: string, name: string): Promise<void> {
  await write(store, ['configurations'], 'relaxed', async (tx) => quiet(tx.objectStore('configurations').delete([computer, name])));
}

/** A client's record, or null. */
export async function getClient(store: Store, id: string): Promise<ClientRecord | null> {
  return (await store.db.get('clients', id)) ?? null;
}

/** All clients, also those that are gone. */
export async function listClients(store: Store): Promise<ClientRecord[]> {
  return store.db.getAll('clients');
}

/** Changes a client's record, or makes it. `change` gets the record or null and must not wait for anything. */
export async function updateClient(store: Store, id: string, change: (record: ClientRecord | null) => ClientRecord): Promise<ClientRecord> {
  return write(store, ['clients'], 'relaxed', async (tx) => {
    const record = change((await tx.objectStore('clients').get(id)) ?? null);
    quiet(tx.objectStore('clients').put(record));
    return record;
  });
}

/** Removes a client's record. */
export async function deleteClient(store: Store, id: string): Promise<void> {
  await write(store, ['clients'], 'relaxed', async (tx) => quiet(tx.objectStore('clients').delete(id)));
}

/** A setting's value, or undefined. */
export async function getSetting(store: Store, name: string): Promise<unknown> {
  return (await store.db.get('settings', name))?.value;
}

/** Sets a setting; plain data. */
export async function putSetting(store: Store, name: string, value: unknown): Promise<void> {
  await write(store, ['settings'], 'relaxed', async (tx) => quiet(tx.objectStore('settings').put({ name, value })));
}

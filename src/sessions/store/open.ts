/** Opening the database, and its end. */
import { type IDBPDatabase, type IDBPTransaction, wrap } from 'idb';
import { asStoreError, QuotaError, StoreError } from './errors.ts';
import {
  type AccountRecord,
  type ComputerRecord,
  type ConfigurationRecord,
  DATABASE_NAME,
  DATABASE_VERSION,
  type LimpetSchema,
  type StoreName,
} from './schema.ts';

/** A transaction that may write. */
export type WriteTransaction = IDBPTransaction<LimpetSchema, StoreName[], 'readwrite'>;

/** An open database. */
export interface Store {
  readonly db: IDBPDatabase<LimpetSchema>;
  /** True once it was closed, by us or by the browser; then it must be opened anew. */
  readonly closed: boolean;
  close(): void;
}

/** What a database holds from the moment it is made. */
export interface Seed {
  computers?: readonly ComputerRecord[];
  accounts?: readonly AccountRecord[];
  configurations?: readonly ConfigurationRecord[];
}

/** How to open. */
export interface OpenOptions {
  /** Default: the page's or worker's own `indexedDB`. */
  factory?: IDBFactory;
  name?: string;
  seed?: Seed;
  /**
   * Another page wants to upgrade or delete the database. The store is closed when the answer settles: commit in it. Without
   * it the store is closed at once.
   */
  onVersionChange?: () => Promise<void> | void;
  /** Another page's connection keeps this database from being upgraded: tell the person. */
  onBlocked?: () => void;
  /** The browser closed the connection (storage cleared, or an error). */
  onTerminated?: () => void;
}

/** The computers that exist from the start (the design's "Computers"). */
export const FIRST_COMPUTERS: readonly ComputerRecord[] = ['localhost', 'Server01', 'Server02', 'Server03'].map((name) => ({
  name,
  remotingEnabled: true,
  extra: {},
}));

/** Opens the database, and makes it if it is not there. Throws QuotaError or StoreError. */
export async function openStore(options: OpenOptions = {}): Promise<Store> {
  const factory = options.factory ?? indexedDB;
  let request: IDBOpenDBRequest;
  try {
    request = factory.open(options.name ?? DATABASE_NAME, DATABASE_VERSION);
  } catch (error) {
    // A sandboxed frame has no storage at all.
    throw asStoreError(error);
  }
  request.onupgradeneeded = () => {
    build(wrap(request.result) as unknown as IDBPDatabase<LimpetSchema>, request.transaction as IDBTransaction, options.seed ?? {});
  };
  request.onblocked = () => options.onBlocked?.();
  let db: IDBPDatabase<LimpetSchema>;
  try {
    db = (await wrap(request)) as unknown as IDBPDatabase<LimpetSchema>;
  } catch (error) {
    throw asStoreError(error);
  }
  let closed = false;
  const close = (): void => {
    closed = true;
    db.close();
  };
  db.addEventListener('versionchange', () => {
    void Promise.resolve(options.onVersionChange?.()).then(close, close);
  });
  db.addEventListener('close', () => {
    closed = true;
    options.onTerminated?.();
  });
  return {
    db,
    close,
    get closed() {
      return closed;
    },
  };
}

function build(db: IDBPDatabase<LimpetSchema>, transaction: IDBTransaction, seed: Seed): void {
  const sessions = db.createObjectStore('sessions', { keyPath: 'id' });
  sessions.createIndex('computer', 'computer');
  sessions.createIndex('parent', 'parent');
  sessions.createIndex('ownerClient', 'ownerClient');
  db.createObjectStore('checkpoints', { keyPath: ['sessionId', 'number'] });
  db.createObjectStore('codes', { keyPath: ['sessionId', 'key'] });
  db.createObjectStore('outbox', { keyPath: ['sessionId', 'commandId', 'direction', 'seq'] }).createIndex('to', 'to');
  db.createObjectStore('output', { keyPath: ['sessionId', 'seq'] });
  db.createObjectStore('queues', { keyPath: ['sessionId', 'commandId'] });
  db.createObjectStore('files', { keyPath: ['computer', 'path'] }).createIndex('parent', ['computer', 'parent']);
  db.createObjectStore('chunks', { keyPath: ['content', 'number'] });
  db.createObjectStore('computers', { keyPath: 'name' });
  db.createObjectStore('accounts', { keyPath: ['computer', 'name'] });
  db.createObjectStore('configurations', { keyPath: ['computer', 'name'] });
  db.createObjectStore('clients', { keyPath: 'id' });
  db.createObjectStore('settings', { keyPath: 'name' });
  for (const computer of seed.computers ?? FIRST_COMPUTERS) transaction.objectStore('computers').put(computer);
  for (const account of seed.accounts ?? []) transaction.objectStore('accounts').put(account);
  for (const configuration of seed.configurations ?? []) transaction.objectStore('configurations').put(configuration);
}

/**
 * Runs one readwrite transaction and answers when it is *complete* (never earlier: a request's success means nothing). `work` may
 * await nothing but requests of the transaction. Whatever goes wrong, nothing of it is stored. Throws what `work` throws, QuotaError or StoreError.
 */
export async function write<T>(
  store: Store,
  stores: readonly StoreName[],
  durability: IDBTransactionDurability,
  work: (tx: WriteTransaction) => Promise<T>,
): Promise<T> {
  if (store.closed) throw new StoreError('The database was closed.');
  let tx: WriteTransaction;
  try {
    tx = store.db.transaction([...stores], 'readwrite', { durability });
  } catch (error) {
    throw asStoreError(error);
  }
  // Whether the work fails or the transaction, both promises settle; none may go unhandled.
  const done = tx.done.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  let result: T;
  try {
    result = await work(tx);
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It is over already: then the transaction's own error is the cause, unless it only says that it was aborted.
      const over = await done;
      if (over !== null && !(asStoreError(error) instanceof QuotaError)) throw asStoreError(over.error);
    }
    await done;
    throw asStoreError(error);
  }
  const over = await done;
  if (over !== null) throw asStoreError(over.error);
  return result;
}

/** A request whose failure shows in its transaction: its own promise is not waited for. */
export function quiet(request: Promise<unknown>): void {
  request.catch(() => undefined);
}

/** How to reset. */
export interface ResetOptions {
  factory?: IDBFactory;
  name?: string;
  /** Another page still holds the database open: it goes once that page has closed. */
  onBlocked?: () => void;
}

/**
 * Deletes everything that Limpet stored for this site: the database, its caches and its entries in local and session storage.
 * Every open store gets `onVersionChange` and closes. Throws StoreError.
 */
export async function resetSite(options: ResetOptions = {}): Promise<void> {
  const request = (options.factory ?? indexedDB).deleteDatabase(options.name ?? DATABASE_NAME);
  await new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(asStoreError(request.error));
    request.onblocked = () => options.onBlocked?.();
  });
  const mine = (name: string): boolean => name.startsWith('limpet');
  if (typeof caches !== 'undefined') {
    const names = await caches.keys().catch(() => []);
    await Promise.all(names.filter(mine).map((name) => caches.delete(name)));
  }
  for (const kind of ['localStorage', 'sessionStorage'] as const) {
    if (!(kind in globalThis)) continue;
    try {
      const storage = globalThis[kind];
      for (const key of Object.keys(storage).filter(mine)) storage.removeItem(key);
    } catch {
      // Not allowed here (a sandboxed frame): then there is nothing of ours in it.
    }
  }
}

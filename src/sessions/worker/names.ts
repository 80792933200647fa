/** Names that pages, workers and brokers of one site share. `realm` keeps an embed's own world apart; '' is the site's. */
import { DATABASE_NAME } from '../store/schema.ts';

/** A world of its own: its database and everything that is named after it. */
export interface Realm {
  database: string;
}

/** The realm that all pages of the site share. */
export const SITE: Realm = { database: DATABASE_NAME };

const suffix = (realm: Realm): string => (realm.database === DATABASE_NAME ? '' : `@${realm.database}`);

/** Web Lock: who holds it owns the session. */
export const sessionLock = (realm: Realm, id: string): string => `session:${id}${suffix(realm)}`;
/** Web Lock of one worker (or of a broker as an owner), held until it ends: whoever waits for it learns of the end. */
export const workerLock = (worker: string): string => `worker:${worker}`;
/** Web Lock that a tab holds for its client. */
export const clientLock = (realm: Realm, client: string): string => `client:${client}${suffix(realm)}`;
/** Web Lock of one page, held until it is gone. */
export const tabLock = (tab: string): string => `tab:${tab}`;
/** Web Lock of one broker. */
export const brokerLock = (broker: string): string => `broker:${broker}`;
/** Web Lock of an ephemeral realm: its database may be deleted once it is free. */
export const realmLock = (realm: Realm): string => `realm:${realm.database}`;

/** BroadcastChannel of the directory's news. */
export const directoryChannel = (realm: Realm): string => `limpet:directory${suffix(realm)}`;
/** BroadcastChannel of the mail's news: the doorbell. */
export const mailChannel = (realm: Realm): string => `limpet:mail${suffix(realm)}`;
/** BroadcastChannel on which a page asks whether its client id is used by another page that lives. */
export const clientChannel = (realm: Realm): string => `limpet:client${suffix(realm)}`;

/**
 * Waits until somebody's lock is free, that is until they are gone. Resolves at once if they are gone already, so call it only
 * for a lock that is held. Rejects when `signal` is aborted.
 */
export async function untilGone(lock: string, signal?: AbortSignal): Promise<void> {
  await navigator.locks.request(lock, { mode: 'shared', ...(signal === undefined ? {} : { signal }) }, () => undefined);
}

/** Takes a lock and keeps it until the returned function is called. Resolves with null if it is not free and `ifAvailable` is set. */
export function holdLock(lock: string, options: { ifAvailable?: boolean; signal?: AbortSignal } = {}): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lock, { mode: 'exclusive', ...options } as LockOptions, (granted) => {
        if (granted === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(reject);
  });
}

/** True while somebody holds the lock. */
export async function isHeld(lock: string): Promise<boolean> {
  return ((await navigator.locks.query()).held ?? []).some((one) => one.name === lock);
}

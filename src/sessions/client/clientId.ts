/** Which client a page is: the id in its sessionStorage, unless that is a copy (a duplicated tab, window.open). */
import { clientChannel, clientLock, holdLock, type Realm } from '../worker/names.ts';

const KEY = 'limpet.client';
/** How long a page waits for a lock whose holder says nothing: a page that is being closed lets go of it. */
const PATIENCE = 5000;

type Question = { ask: string; tab: string } | { mine: string; to: string };

/** A client id. */
export interface Client {
  id: string;
  /** True: made just now, so nothing is stored of it. */
  isNew: boolean;
  /** Resolves when its lock is held. Nobody else can want that of a new id, so that what is stored for it need not wait. */
  held: Promise<void>;
  release(): void;
}

function stored(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    // a sandboxed frame
    return null;
  }
}

/** Finds or makes the page's client id and takes its lock. From then on the page answers those who ask for it. A new id is told at once. */
export async function takeClientId(realm: Realm, tab: string, fresh: boolean): Promise<Client> {
  const storage = fresh ? null : stored();
  const before = storage?.getItem(KEY) ?? null;
  if (before !== null) {
    const release = await claim(realm, before, tab);
    if (release !== null) return answering(realm, before, false, Promise.resolve(release));
  }
  const id = crypto.randomUUID();
  const release = holdLock(clientLock(realm, id)) as Promise<() => void>;
  storage?.setItem(KEY, id);
  return answering(realm, id, true, release);
}

/** Takes the lock of an id; null if another page that lives has it. */
async function claim(realm: Realm, id: string, tab: string): Promise<(() => void) | null> {
  const lock = clientLock(realm, id);
  const free = await holdLock(lock, { ifAvailable: true });
  if (free !== null) return free;
  const channel = new BroadcastChannel(clientChannel(realm));
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE);
  channel.onmessage = ({ data }: MessageEvent<Question>) => {
    if ('mine' in data && data.mine === id && data.to === tab) giveUp.abort();
  };
  channel.postMessage({ ask: id, tab } satisfies Question);
  const release = await holdLock(lock, { signal: giveUp.signal }).catch(() => null);
  clearTimeout(timer);
  channel.close();
  return release;
}

function answering(realm: Realm, id: string, isNew: boolean, lock: Promise<() => void>): Client {
  const channel = new BroadcastChannel(clientChannel(realm));
  channel.onmessage = ({ data }: MessageEvent<Question>) => {
    if ('ask' in data && data.ask === id) channel.postMessage({ mine: id, to: data.tab } satisfies Question);
  };
  const held = lock.then(() => undefined);
  // whoever waits for it is told
  held.catch(() => undefined);
  return {
    id,
    isNew,
    held,
    release: () => {
      channel.close();
      void lock.then(
        (release) => release(),
        () => undefined,
      );
    },
  };
}

/** A fresh fake database per test, and the small things that tests commit. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import {
  type CommitCheckpoint,
  type CommitInput,
  commit,
  createSession,
  type OutputFlush,
  openStore,
  type Store,
  takeOwnership,
} from '../../../src/sessions/store/index.ts';

/** Opens a database of its own. */
export async function freshStore(): Promise<{ store: Store; factory: IDBFactory }> {
  const factory = new IDBFactory();
  return { store: await openStore({ factory }), factory };
}

/** A store with one owned session; `put` commits in its name. */
export async function owned(
  id = 's1',
): Promise<{ store: Store; factory: IDBFactory; epoch: number; put: (input: Partial<CommitInput>) => ReturnType<typeof commit> }> {
  const { store, factory } = await freshStore();
  await createSession(store, { id, name: 'Session1', computer: 'Server01', user: 'learner', createdAt: 1000 });
  const { record } = await takeOwnership(store, id);
  const { epoch } = record;
  const put = (input: Partial<CommitInput>) => commit(store, { sessionId: id, epoch, at: 2000, durability: 'relaxed', ...input });
  return { store, factory, epoch, put };
}

/** A checkpoint whose bytes are its number. */
export function checkpoint(kind: 'base' | 'delta', number: number, codes: string[] = [], codeKeys: string[] = codes): CommitCheckpoint {
  return { kind, number, bytes: Uint8Array.of(number), codes: new Map(codes.map((k) => [k, Uint8Array.of(k.length)])), codeKeys };
}

/** A flush of `count` records. */
export function flush(seq: number, count: number, bytes: number, commandId = 'c'): OutputFlush {
  const records = Array.from({ length: count }, (_, i) => ({ kind: 'out' as const, text: `line ${seq + i}` }));
  return { sessionId: 's1', seq, commandId, epoch: 1, at: 0, bytes, records };
}

/** Makes the nth `put` from now on fail: its transaction aborts with this error, as browsers do when there is no room. Answers the undo. */
export function failPut(nth: number, errorName: string): () => void {
  const prototype = IDBObjectStore.prototype;
  const { put } = prototype;
  let left = nth;
  prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
    const request = put.apply(this, args);
    if (--left === 0) {
      // fake-indexeddb's own way to abort with an error; browsers have no such method, they do it by themselves.
      (this.transaction as unknown as { _abort(name: string): void })._abort(errorName);
    }
    return request;
  };
  return () => {
    prototype.put = put;
  };
}

import type { TargetType } from './target.ts';

/**
 * Code that runs in front of a page's or worker's own. The built site holds no test code: whatever a test needs to go wrong is put in from
 * outside. `url` limits to targets whose address it matches (a page is empty when it is prepared: limit only workers).
 */
export type Fault = { into: TargetType[]; source: string; url?: RegExp };

const everywhere: TargetType[] = ['page', 'iframe', 'worker', 'shared_worker', 'service_worker'];

/** The wall clock is off by so many milliseconds, in whatever tells it. */
export const clockOff = (milliseconds: number, into = everywhere): Fault => ({
  into,
  source: `
    const RealDate = globalThis.Date, now = () => RealDate.now() + ${milliseconds};
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, args, newTarget) => Reflect.construct(target, args.length ? args : [now()], newTarget),
      apply: () => new RealDate(now()).toString(),
      get: (target, key, receiver) => key === 'now' ? now : Reflect.get(target, key, receiver),
    });`,
});

/** A browser without SharedWorker. */
export const noSharedWorker: Fault = { into: ['page', 'iframe'], source: 'delete globalThis.SharedWorker;' };

/** A browser that refuses IndexedDB, as private modes and sandboxed frames do. */
export const noIndexedDb: Fault = {
  into: everywhere,
  source: `IDBFactory.prototype.open = () => { throw new DOMException('The user denied permission to access the database.', 'SecurityError'); };`,
};

/** Every write to the database fails for want of room while globalThis.faultFull is true (set it by evaluate; true from the start). */
export const quotaExceeded: Fault = {
  into: everywhere,
  source: `
    globalThis.faultFull = true;
    for (const name of ['put', 'add']) {
      const real = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...args) {
        if (globalThis.faultFull) { this.transaction.abort(); throw new DOMException('The quota has been exceeded.', 'QuotaExceededError'); }
        return real.apply(this, args);
      };
    }`,
};

/**
 * Locks whose name begins so are granted without being taken: the owner believes that it holds the lock while anybody else can take it, as
 * if it had been released under it. Sessions must survive this by their epochs alone.
 */
export const phantomLocks = (prefix: string, into: TargetType[] = ['worker']): Fault => ({
  into,
  source: `
    const request = navigator.locks.request;
    Object.getPrototypeOf(navigator.locks).request = function (name, ...rest) {
      if (!String(name).startsWith(${JSON.stringify(prefix)})) return request.call(this, name, ...rest);
      const callback = rest[rest.length - 1];
      return Promise.resolve().then(() => callback({ name, mode: 'exclusive' }));
    };`,
});

/**
 * A worker stops dead (no timer, no message, no promise goes on) in front of its next readwrite transaction once globalThis.faultHold is
 * true, until the test server releases the request for this path: between a commit's encoding and its transaction. Pair with
 * StaticServer.hold(path).
 */
export const holdBeforeCommit = (address: string, from: 'now' | 'later' = 'later', into: TargetType[] = ['worker']): Fault => ({
  into,
  source: `
    globalThis.faultHold = ${from === 'now'};
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === 'readwrite' && globalThis.faultHold) {
        globalThis.faultHold = false;
        const request = new XMLHttpRequest();
        request.open('GET', ${JSON.stringify(address)}, false);
        request.send();
      }
      return transaction.call(this, stores, mode, options);
    };`,
});

/** Counts the completed readwrite transactions of a worker in globalThis.faultCommits. */
export const countCommits: Fault = {
  into: ['worker', 'shared_worker'],
  source: `
    globalThis.faultCommits = 0;
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const result = transaction.call(this, stores, mode, options);
      if (mode === 'readwrite') result.addEventListener('complete', () => globalThis.faultCommits++);
      return result;
    };`,
};

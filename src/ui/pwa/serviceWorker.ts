/**
 * The service worker: after one visit the site works with the server gone. Everything that a build consists of is put into the cache when
 * its worker is installed; a new build's worker waits until no page of the old one is open (skipWaiting is never called), so that a page
 * always finds the chunks of its own build. Workbox keeps the list; scripts/build.ts fills it in.
 */
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

declare const __LIMPET_FILES__: { url: string; revision: string | null }[];

const worker = globalThis as unknown as {
  addEventListener(type: 'activate', listener: (event: { waitUntil(done: Promise<unknown>): void }) => void): void;
  clients: { claim(): Promise<void> };
};

// a page's address may carry ?command= or ?computer=: it is the same page
precacheAndRoute(__LIMPET_FILES__, { directoryIndex: 'index.html', ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

// the page of the first visit is served by it from now on, so that its lazy parts come from the cache too
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

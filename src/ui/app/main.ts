/** The app's entry: connects, shows the app, and gives the client library to scripts and to the browser's console as `limpet`. */

// first, so that it goes on while the rest is evaluated
import { connect } from '../../sessions/client/index.ts';
import type { ConnectOptions, Limpet } from '../../sessions/client/types.ts';
import { registerServiceWorker } from '../pwa/register.ts';
import { connecting } from './connecting.ts';
import './app.ts';

/** The app's connection, with `connect` for pages that want one of their own. */
export type GlobalLimpet = Limpet & { connect(options?: ConnectOptions): Promise<Limpet> };

declare global {
  // A `var` is what TypeScript takes for a property of globalThis.
  var limpet: GlobalLimpet;
}

const app = document.querySelector('limpet-app') ?? document.body.appendChild(document.createElement('limpet-app'));
app.command = new URLSearchParams(location.search).get('command');

connecting.then(
  (limpet) => {
    const own = Object.assign(limpet, {
      connect: (options: ConnectOptions = {}) => (Object.keys(options).length === 0 ? connecting : connect(options)),
    });
    globalThis.limpet = own;
    app.limpet = limpet;
    // after the first visit the site works without its server; not before the prompt, which must not wait for it
    if (import.meta.env.PROD) void registerServiceWorker();
  },
  (error: unknown) => {
    app.failure = `Limpet can't start here: ${error instanceof Error ? error.message : error}`;
  },
);

/**
 * The app's connection, begun before its components are evaluated: the database is opened and the locks are taken meanwhile. vite.config.ts
 * keeps it in a chunk of its own, in front of theirs.
 */
import { connect } from '../../sessions/client/index.ts';
import type { Limpet } from '../../sessions/client/types.ts';

/** The one connection of the whole page. Rejects as `connect` does. */
export const connecting: Promise<Limpet> = connect({});

// the app says why; it may not be there yet
connecting.catch(() => undefined);

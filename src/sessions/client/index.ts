/** The client library: what a page imports. */
import { LimpetSite } from './limpet.ts';
import type { Connect } from './types.ts';

export type * from './types.ts';

/** Connects the page to the site's sessions. Rejects with a LimpetError: Storage, ReloadToUpdate. */
export const connect: Connect = (options) => LimpetSite.connect(options);

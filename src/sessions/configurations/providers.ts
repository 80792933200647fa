/** Providers of a restricted session: in RestrictedRemoteServer and Empty sessions all of them are there for the session's own code only. */

import type { Runspace } from '../../interpreter/machine/state.ts';
import { HIDDEN_PROVIDERS } from '../../interpreter/providers/hidden.ts';
import { touch } from '../../interpreter/values/heap.ts';

/** Hides all providers from the user's code, or none. */
export function hideProviders(runspace: Runspace, all: boolean): void {
  if (all) runspace.extensions.set(HIDDEN_PROVIDERS, ['FileSystem', 'Alias', 'Environment', 'Function', 'Variable']);
  else runspace.extensions.delete(HIDDEN_PROVIDERS);
  touch(runspace);
}

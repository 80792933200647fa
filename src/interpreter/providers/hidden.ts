/** Providers that the user's code in a restricted session may not use: it gets the answer for a provider that is not there. */
import type { Runspace } from '../machine/state.ts';
import type { NativeContext } from '../values/context.ts';
import { hooks } from '../values/contextHooks.ts';
import type { TerminatingError } from '../values/errors.ts';
import { makeError } from '../values/faults.ts';

/** Key of a runspace's extensions: names of the hidden providers. */
export const HIDDEN_PROVIDERS = 'hiddenProviders';

/** Throws ProviderNotFound. */
export function providerNotFound(name: string): TerminatingError {
  return makeError(
    'System.Management.Automation.ProviderNotFoundException',
    'ProviderNotFound',
    'ObjectNotFound',
    `Cannot find a provider with the name '${name}'.`,
    name,
  );
}

/** True if the code that asks may use a provider ('FileSystem', 'Function' …) and see its drives. */
export function isProviderVisible(ctx: { readonly runspace: Runspace }, provider: string): boolean {
  const hidden = ctx.runspace.extensions.get(HIDDEN_PROVIDERS) as string[] | undefined;
  return hidden === undefined || !hidden.includes(provider) || hooks(ctx as unknown as NativeContext).isConfined?.() !== true;
}

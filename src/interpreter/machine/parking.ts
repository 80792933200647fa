/**
 * Waiting in a cmdlet's phase for something that messages bring about.
 *
 * A phase that waits is run again from its start when the wait is over, and the answers it got before are handed out again in order.
 * What a message changes may lead that second run elsewhere, to another question, which would get the wait's answer. So a phase that
 * waits through {@link park} begins with `if (unpark(context)) return { do: 'again' }`: the second run ends there, and the third
 * looks at the world anew. Looking and waiting happen in one step, so no signal is missed between them.
 */
import type { CmdletContext, Step } from './cmdlet.ts';

type Waiter = Pick<CmdletContext, 'awaitSignal'>;

/** A cmdlet's state with a mark for a wait under way. */
export interface Parkable {
  parked: boolean;
}

/** Waits for a signal; the step to return. */
export function park(context: Waiter & { readonly state: Parkable }, signal: string, until?: number): Step {
  context.state.parked = true;
  context.awaitSignal(signal, until);
  return { do: 'again' };
}

/** True when this run of the phase is the one after a wait: it must return `{ do: 'again' }` at once. */
export function unpark(context: { readonly state: Parkable }): boolean {
  if (!context.state.parked) return false;
  context.state.parked = false;
  return true;
}

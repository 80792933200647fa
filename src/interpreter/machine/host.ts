/** What a machine asks of the world around it. Implemented by the Node host and by the session worker. */
import type { CommandEntry } from './cmdlet.ts';

/** A host. All methods are called on the machine's own thread and must not call back into it. */
export interface Host {
  /** Wall clock in ms since 1970 UTC. */
  now(): number;
  /** A random number in [0,1). */
  random(): number;
  /** A new GUID in lower case. */
  newGuid(): string;
  /** Minutes east of UTC at a moment. */
  zoneOffset(utcMs: number): number;
  /**
   * Answers a question at once (plain data), or undefined: then the thread waits, and the driver passes `Machine.pendingRequests`
   * to its asynchronous side and later calls `Machine.answer(waitId, reply)`. A reply `{error: {errorId, category, message}}`
   * becomes a terminating error.
   */
  ask(request: Record<string, unknown>): unknown;
}

/** What a machine is built from besides its host. */
export interface MachineParts {
  /** Lazy registries of commands. */
  commands: readonly CommandEntry[];
}

/** What a machine asks of the world around it. Implemented by the Node host and by the session worker. */
import type { Value } from '../values/value.ts';
import type { CmdletContext, CommandEntry } from './cmdlet.ts';
import type { CodeFrame } from './frames.ts';
import type { Machine } from './machine.ts';
import type { ThreadTask } from './tasks.ts';

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
  /** `command &`: starts a job on behalf of a frame. Absent = there are no jobs. */
  background?: (machine: Machine, frame: CodeFrame, text: string) => void;
  /** True: there are no other sessions or computers. */
  alone?: boolean;
  /** Told when a task's state has changed. */
  taskChanged?: (machine: Machine, task: ThreadTask) => void;
  /** ForEach-Object -Parallel -AsJob: a job of these tasks. Absent = there are no jobs. */
  taskJob?: <S extends object>(context: CmdletContext<S>, tasks: ThreadTask[], text: string, throttle: number) => Value;
}

/**
 * Remoting as a session's driver sees it, besides mailbox/mailbox.ts.
 *
 * - once for every machine, fresh or resumed: {@link installRemoting}; for a fresh session then {@link sessionStarted};
 * - pages' commands: {@link submit}, {@link withdraw}, {@link stop}; they run in one queue with those of other machines;
 * - after each run, and before each commit: {@link service}; before encoding also {@link takeOutput} and {@link flushOutput}, then the
 *   mailbox's `takeOutgoing`;
 * - host requests that {@link isClientsRequest} claims are answered by another machine; `directory.*` ones as hostRequests.ts says.
 */
import type { Machine } from '../../interpreter/machine/machine.ts';
import { background } from './background.ts';
import { leaveAbandoned } from './client.ts';
import { service as serviceQueue } from './queue.ts';
import { installCarriers } from './servedFrame.ts';
import { taskChanged, taskJob } from './threadJobs.ts';
import './job.ts';
import './psSession.ts';

/** Moves things on: the queue of commands, invocations that were left, questions, links. */
export function service(machine: Machine): void {
  leaveAbandoned(machine.root);
  serviceQueue(machine);
}

/** Prepares a machine for remoting. */
export function installRemoting(machine: Machine): void {
  installCarriers(machine);
  Object.assign(machine.parts, { background, taskChanged, taskJob });
}

/** Prepares a machine that is the only one (the Node host) for jobs: they run on threads of its session. */
export function installJobs(machine: Machine): void {
  Object.assign(machine.parts, { background, taskChanged, taskJob, alone: true });
}

export { sessionStarted, setClient } from './links.ts';
export { isClientsRequest } from './questions.ts';
export { nextServiceDeadline, type Submission, shownPrompt, stop, submit, withdraw } from './queue.ts';
export { jobCommands } from './registry.ts';
export { commandViews, flushOutput, hasOutput, takeOutput } from './sessionOutput.ts';
export { remotingOf } from './state.ts';

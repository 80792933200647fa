/**
 * What native code (conversions, members, operators, binders, cmdlets) may ask of the machine that runs it.
 *
 * Native code runs on the JavaScript stack, so it can't be stored half-way. Where it needs something that takes time or runs
 * user code, it asks the context, which either knows the answer already or throws {@link NeedActivity}. The machine catches
 * that, performs the activity (pushing a frame or parking the thread), records the answer in the frame's replay log and runs
 * the same instruction or cmdlet phase again from its start; this time the context answers from the log. So:
 *
 * - never catch what the context throws (no catch-all around it);
 * - everything before the last activity is run again: change state only after it, or inside `once`;
 * - output written by a cmdlet phase before an activity is discarded and written again; use the cmdlet's `Step` protocol where
 *   output must go out first or where many activities follow each other (the log is linear in their number).
 */
import type { ScriptBlock } from './code.ts';
import type { Value } from './value.ts';

/** How a script block is called from native code. */
export interface CallRequest {
  kind: 'call';
  block: ScriptBlock;
  args: Value[];
  /** Value of $_ inside; undefined = left as it is. */
  dollarUnder?: Value;
  /** Value of $this inside (script properties and methods, class members). */
  thisValue?: Value;
  /** Items of $input. */
  input?: Value[];
  /** 'new' (default): a scope of its own; 'current': dot-sourced into the caller's. */
  scope?: 'new' | 'current';
}

/** Long native work as a step machine registered in machine/work.ts: by name, with plain state. */
export interface WorkRequest {
  kind: 'work';
  name: string;
  state: object;
}

/** A question to the host (files, console input, lazy modules, broker). Plain data both ways. */
export interface HostRequest {
  kind: 'host';
  /** e.g. 'file.read', 'readLine', 'load'; each host documents what it knows. */
  op: string;
  [argument: string]: unknown;
}

/** A pause until a wall-clock time (ms since 1970, UTC). */
export interface SleepRequest {
  kind: 'sleep';
  until: number;
  /** How long it was to last, in ms: a clock set back never makes it longer. */
  duration: number;
}

/** A pause until something in the session's own state happens (a job's state, an event, a mailbox message). */
export interface SignalRequest {
  kind: 'signal';
  /** Name of the signal, e.g. 'job:5'; `Machine.signal(name)` wakes all waiting threads, which then look again. */
  name: string;
  /** Give up at this wall-clock time; undefined = never. */
  until?: number;
}

export type Activity = CallRequest | WorkRequest | HostRequest | SleepRequest | SignalRequest;

/** Thrown by a context to make the machine perform an activity. Never stored, never caught by native code. */
export class NeedActivity {
  readonly activity: Activity;
  constructor(activity: Activity) {
    this.activity = activity;
  }
}

/** The part of the machine that native code sees. */
export interface NativeContext {
  /** Name of the current culture ('en-US', '' = invariant). */
  readonly culture: string;
  /** Wall clock, ms since 1970 UTC. From the host, so that tests can set it. */
  now(): number;
  /** Minutes east of UTC of the session's time zone at a moment (ms since 1970 UTC). */
  zoneOffset(utcMs: number): number;
  /** A random number in [0,1) from the host. */
  random(): number;
  /** A new GUID in lower case. */
  newGuid(): string;
  /** Runs a script block and answers what it wrote. Errors pass through as TerminatingError. */
  call(request: Omit<CallRequest, 'kind'>): Value[];
  /** Runs long native work to its end and answers its result. */
  work(name: string, makeState: () => object): unknown;
  /** Asks the host; answers at once or after a wait. */
  ask(op: string, args?: Record<string, unknown>): unknown;
  /** Waits; answers when over. */
  sleep(milliseconds: number): void;
  /** Waits for a signal; false when `until` passed first. */
  awaitSignal(name: string, until?: number): boolean;
  /** Runs `action` exactly once even though the phase is run again; answers its (plain) result. */
  once<T>(action: () => T): T;
  /** Value of a variable as the running code sees it; undefined if not set. */
  getVariable(name: string): Value | undefined;
  /** Asks the allocation account for bytes about to be allocated. Throws OutOfMemoryException as a TerminatingError. */
  allocate(bytes: number): void;
}

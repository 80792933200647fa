/** The threads of a session: what they wait for, how they are woken and stopped, and how they end. */
import type { NativeContext } from '../values/context.ts';
import { convertTo } from '../values/convert.ts';
import { type ErrorRecord, fail } from '../values/errors.ts';
import { touch } from '../values/heap.ts';
import type { Value } from '../values/value.ts';
import { addError } from './errorHandling.ts';
import { type Frame, Unwinding } from './frames.ts';
import type { Host } from './host.ts';
import type { SessionRoot, Thread } from './state.ts';
import { errorUnwinding } from './unwind.ts';

/** The part of the machine that keeps its threads. */
export abstract class Threads {
  abstract root: SessionRoot;
  abstract readonly host: Host;
  abstract readonly context: NativeContext;
  abstract currentThread: Thread;
  /** Takes frames off a thread until one handles what is on its way. */
  abstract unwind(thread: Thread, u: Unwinding): void;
  /** A thread has ended: what it was for may go on. */
  protected abstract gone(thread: Thread): void;
  /** A frame is done: its caller gets the value. */
  protected abstract finish(thread: Thread, frame: Frame, value: unknown): void;

  /** Earliest wall-clock time at which a waiting thread wants to go on; Infinity if none does. */
  nextDeadline(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const thread of this.root.threads)
      if (thread.wait !== null && thread.state === 'running') earliest = Math.min(earliest, thread.wait.until);
    return earliest;
  }

  /** Host requests that wait for an answer. */
  pendingRequests(): { id: number; request: Record<string, unknown> }[] {
    const found: { id: number; request: Record<string, unknown> }[] = [];
    for (const thread of this.root.threads)
      if (thread.wait !== null && thread.wait.kind === 'host' && thread.state === 'running')
        found.push({ id: thread.wait.id, request: thread.wait.request ?? {} });
    return found;
  }

  /** The answer to a host request. `{ error: {errorId, category, message, typeName?} }` becomes a terminating error. */
  answer(id: number, reply: unknown): void {
    for (const thread of this.root.threads) {
      if (thread.wait === null || thread.wait.id !== id) continue;
      this.currentThread = thread;
      const error = (reply as { error?: { errorId: string; category: ErrorRecord['category']; message: string; typeName?: string } } | null)
        ?.error;
      if (error !== undefined) {
        const waiting = thread.frame as Frame;
        thread.wait = null;
        thread.frame = waiting.caller;
        const { record } = fail(error.errorId, error.category, error.message, { typeName: error.typeName });
        this.unwind(thread, errorUnwinding(record, false));
      } else this.endWait(thread, reply);
      return;
    }
  }

  /** Wakes the threads that wait for a signal. */
  signal(name: string): void {
    for (const thread of this.root.threads) if (thread.wait?.signal === name) this.endWait(thread, true);
  }

  protected waitOver(thread: Thread): boolean {
    const wait = thread.wait as NonNullable<Thread['wait']>;
    if (wait.until === Number.POSITIVE_INFINITY) return false;
    const now = this.host.now();
    // a clock set back never makes it longer than it was to be
    if (now < wait.since) {
      wait.until -= wait.since - now;
      wait.since = now;
    }
    if (now < wait.until) return false;
    this.endWait(thread, wait.kind === 'signal' ? false : null);
    return true;
  }

  private endWait(thread: Thread, value: unknown): void {
    thread.wait = null;
    const waiting = thread.frame as Frame;
    this.finish(thread, waiting, value);
  }

  /** Ctrl+C, Stop-Job: the thread unwinds at its next turn. */
  stop(thread: Thread): void {
    thread.stopRequested = true;
    touch(thread);
  }

  protected stopThread(thread: Thread): void {
    thread.stopRequested = false;
    if (thread.wait !== null) {
      thread.wait = null;
      thread.frame = (thread.frame as Frame).caller;
    }
    this.unwind(thread, new Unwinding('stop'));
  }

  /** The last frame of a thread returned. */
  threadEnded(thread: Thread): void {
    thread.state = 'completed';
    this.threadGone(thread);
  }

  /** An unwinding left the last frame of a thread. */
  threadUnwound(thread: Thread, u: Unwinding): void {
    thread.state = u.kind === 'stop' ? 'stopped' : u.kind === 'error' ? 'failed' : 'completed';
    if (u.kind === 'error') {
      thread.failure = u.record;
      if (u.record !== null && !u.reported) addError(thread.runspace, u.record);
      thread.runspace.succeeded = false;
    }
    if (u.kind === 'exit') thread.exitCode = this.exitCode(u.exitCode);
    this.threadGone(thread);
  }

  /** The number that `exit value` means. */
  exitCode(value: Value): number {
    if (value === null) return 0;
    try {
      return Number(convertTo(value, 'int', this.context));
    } catch {
      return 0;
    }
  }

  private threadGone(thread: Thread): void {
    touch(thread);
    this.signal(`thread:${thread.threadId}`);
    this.gone(thread);
  }
}
